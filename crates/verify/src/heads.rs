//! Every head that is kept: its signature, its cosignatures, and that it is a head of the leaves that are here.
//!
//! All heads of one log are then consistent with each other, because they are heads of one tree.

use crate::fault::{Fault, What};
use crate::fold::Task;
use crate::forest::Forest;
use crate::keys::{Keys, Signed, Unbelieved};
use crate::walk::{Kept, Shelf};
use agreement::id::BodyId;
use record::tree::{Compact, Nodes};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::entry::{Entry, edge_bytes};
use store::head::HEAD;
use store::journal::{JOURNAL, LookUps};

/// Heads that a thread takes at once.
const TAKEN: usize = 32;

/// Bytes of the journal that are read at once: heads stand far apart.
const CHUNK_BYTES: usize = 16 << 10;

/// What the heads prove.
#[derive(Clone, Debug, Default)]
pub struct Heads {
    /// Heads whose signatures hold.
    pub count: u64,
    /// Their cosignatures.
    pub cosignatures: u64,
    /// Lines of keys that the record does not know.
    pub strangers: u64,
    /// By log and cosigner, the largest head and its latest time.
    pub cosigned: BTreeMap<(usize, BodyId), (u64, u64)>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Checks all heads in the journal, on all threads, and the signed head of the head file.
pub fn check(task: &Task<'_>, keys: &Keys, forest: &Forest<'_>, signed: Option<&[u8]>, watch: &mut dyn FnMut(u64, u64)) -> Heads {
    let all: Vec<(usize, Kept)> =
        task.shelves.iter().enumerate().flat_map(|(log, shelf)| shelf.heads.iter().map(move |kept| (log, *kept))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut found, mut reader) = (Heads::default(), LookUps::new(task.disk, CHUNK_BYTES));
        loop {
            let from = next.fetch_add(TAKEN, Ordering::Relaxed);
            let Some(taken) = all.get(from.min(all.len())..(from + TAKEN).min(all.len())).filter(|taken| !taken.is_empty())
            else {
                return found;
            };
            for (log, kept) in taken {
                let shelf = &task.shelves[*log];
                match in_journal(&mut reader, shelf, *log, *kept, keys, forest.tree(*log)) {
                    Ok(signed) => found.note(*log, &signed),
                    Err(fault) => found.faults.push(fault),
                }
            }
        }
    };
    let mut heads = Heads::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..task.threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().for_each(|thread| heads.add(thread.join().expect("a thread that checks heads does not panic")));
    });
    watch(all.len() as u64, all.len() as u64);
    if let (Some(note), Some(own)) = (signed, task.shelves.first()) {
        match fits(note, &own.origin, own.held(), keys, forest.tree(0)) {
            Ok(signed) => heads.note(0, &signed),
            Err((what, size, detail)) => heads.faults.push(at(Fault::of(what, HEAD).in_log(&own.origin).because(detail), size)),
        }
    }
    for (log, shelf) in task.shelves.iter().enumerate() {
        heads.faults.extend(edges(shelf, forest.tree(log)));
    }
    heads
}

impl Heads {
    fn note(&mut self, log: usize, signed: &Signed) {
        self.count += 1;
        self.cosignatures += signed.cosigned.len() as u64;
        self.strangers += signed.strangers;
        for (party, time) in &signed.cosigned {
            let best = self.cosigned.entry((log, *party)).or_default();
            *best = (*best).max((signed.head.size, *time));
        }
    }

    fn add(&mut self, other: Heads) {
        self.count += other.count;
        self.cosignatures += other.cosignatures;
        self.strangers += other.strangers;
        for (who, held) in other.cosigned {
            let best = self.cosigned.entry(who).or_default();
            *best = (*best).max(held);
        }
        self.faults.extend(other.faults);
    }
}

fn in_journal(
    reader: &mut LookUps<'_, store::FolderDisk>,
    shelf: &Shelf,
    log: usize,
    kept: Kept,
    keys: &Keys,
    tree: &dyn Nodes,
) -> Result<Signed, Fault> {
    let note = reader.look_up(kept.offset, |entry| match entry {
        Entry::Head { log: found, note } if usize::from(found) == log => Some(note.to_vec()),
        _ => None,
    })?;
    fits(&note, &shelf.origin, kept.held, keys, tree).map_err(|(what, size, detail)| {
        at(Fault::of(what, JOURNAL).in_log(&shelf.origin).byte(kept.offset).because(detail), size.or(Some(kept.held)))
    })
}

fn at(fault: Fault, size: Option<u64>) -> Fault {
    size.map_or(fault.clone(), |size| fault.at(size))
}

/// Whether a note is a signed head of the tree of a log that had `held` leaves; else what is wrong, at which size, and the detail.
pub fn fits(note: &[u8], origin: &str, held: u64, keys: &Keys, tree: &dyn Nodes) -> Result<Signed, (What, Option<u64>, String)> {
    let signed = keys.open(note, origin).map_err(|error| match error {
        Unbelieved::Unreadable(detail) => (What::HeadUnreadable, None, detail),
        Unbelieved::Signature => (What::HeadSignature, None, String::new()),
        Unbelieved::Cosignature(name) => (What::Cosignature, None, name),
    })?;
    let size = signed.head.size;
    match record::tree::root_at(tree, size) {
        _ if size > held => Err((What::HeadBeyond, Some(size), String::new())),
        None => Err((What::HeadBeyond, Some(size), String::new())),
        Some(root) if root != signed.head.root => Err((What::HeadRoot, Some(size), String::new())),
        Some(_) => Ok(signed),
    }
}

/// The edges from which a log went on are those of its tree.
fn edges(shelf: &Shelf, tree: &dyn Nodes) -> Vec<Fault> {
    let wrong = |(size, edge): &&(u64, Vec<u8>)| Compact::of(tree, *size).is_some_and(|tree| edge_bytes(tree.edge()) != *edge);
    let fault = |(size, _): &(u64, Vec<u8>)| Fault::of(What::Edge, JOURNAL).in_log(&shelf.origin).at(*size);
    shelf.rewinds.iter().filter(wrong).map(fault).collect()
}
