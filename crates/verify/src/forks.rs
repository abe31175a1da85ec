//! The forks that a journal keeps: two heads signed by one log that cannot both be, and leaves of the history that is not ours.

use crate::fault::{Fault, What};
use crate::fold::Task;
use crate::forest::Forest;
use crate::keys::Keys;
use crate::walk::Shelf;
use record::tree::{Compact, Levels, Nodes, root_at};
use record::{Checkpoint, leaf_hash};
use store::FolderDisk;
use store::entry::Entry;
use store::journal::{JOURNAL, LookUps};

/// Bytes of the journal that are read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// What the kept forks show.
#[derive(Clone, Debug, Default)]
pub struct Forks {
    /// How many are proved by what is here.
    pub proved: u64,
    /// Two rightly signed heads of which only leaves that are not here could tell whether they are of one history.
    pub untold: u64,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Whether a head is one of the tree that is here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ours {
    Yes,
    No,
    Untold,
}

/// Checks the forks and the other histories of all logs.
pub fn check(task: &Task<'_>, keys: &Keys, forest: &Forest<'_>) -> Forks {
    let (mut forks, mut reader) = (Forks::default(), LookUps::new(task.disk, CHUNK_BYTES));
    for (log, shelf) in task.shelves.iter().enumerate() {
        let tree = forest.tree(log);
        let mut others = Vec::new();
        for offset in &shelf.forks {
            match fork(&mut reader, shelf, *offset, keys, tree) {
                Ok((told, elsewhere)) => {
                    if told {
                        forks.proved += 1
                    } else {
                        forks.untold += 1
                    }
                    others.extend(elsewhere);
                }
                Err(fault) => forks.faults.push(fault),
            }
        }
        for (split, places) in &shelf.branches {
            forks.faults.extend(branch(&mut reader, shelf, *split, places, &others, tree).err());
        }
    }
    forks
}

/// Whether the fork whose frame begins at `offset` is shown, and its heads that are not of our history.
fn fork(
    reader: &mut LookUps<'_, FolderDisk>,
    shelf: &Shelf,
    offset: u64,
    keys: &Keys,
    tree: &Levels,
) -> Result<(bool, Vec<Checkpoint>), Fault> {
    let wrong = || Fault::of(What::Fork, JOURNAL).in_log(&shelf.origin).byte(offset);
    let notes = reader.look_up(offset, |entry| match entry {
        Entry::Fork { one, other, .. } => Some([one.to_vec(), other.to_vec()]),
        _ => None,
    })?;
    let mut heads = Vec::new();
    for note in &notes {
        heads.push(keys.open(note, &shelf.origin).map_err(|error| wrong().because(format!("{error:?}")))?.head);
    }
    let ours = |head: &Checkpoint| match root_at(tree, head.size) {
        None => Ours::Untold,
        Some(root) if root == head.root => Ours::Yes,
        Some(_) => Ours::No,
    };
    let found = [ours(&heads[0]), ours(&heads[1])];
    let same_size = heads[0].size == heads[1].size;
    if found == [Ours::Yes, Ours::Yes] || (same_size && heads[0].root == heads[1].root) {
        return Err(wrong().at(heads[0].size.max(heads[1].size)));
    }
    let told = same_size || (found.contains(&Ours::Yes) && found.contains(&Ours::No));
    Ok((told, heads.into_iter().zip(found).filter(|(_, ours)| *ours != Ours::Yes).map(|(head, _)| head).collect()))
}

/// The leaves of another history go on from the common part, and where they reach a head of it, they lead to it.
fn branch(
    reader: &mut LookUps<'_, FolderDisk>,
    shelf: &Shelf,
    split: u64,
    places: &[(u64, u64)],
    heads: &[Checkpoint],
    tree: &dyn Nodes,
) -> Result<(), Fault> {
    let wrong = |index| Fault::of(What::Branch, JOURNAL).in_log(&shelf.origin).at(index);
    let mut other = Compact::of(tree, split).ok_or_else(|| wrong(split))?;
    let (mut met, mut missed) = (false, None);
    for (index, offset) in places {
        let bytes = reader.look_up(*offset, |entry| match entry {
            Entry::Branch { split: found, index: at, bytes, .. } if found == split && at == *index => Some(bytes.to_vec()),
            _ => None,
        })?;
        if *index < other.size() {
            // The same leaves came twice.
            continue;
        }
        if *index > other.size() {
            return Err(wrong(*index));
        }
        other.append(leaf_hash(&bytes));
        for head in heads.iter().filter(|head| head.size == other.size()) {
            if head.root == other.root() { met = true } else { missed = missed.or(Some(head.size)) }
        }
    }
    match missed {
        Some(size) if !met => Err(wrong(size)),
        _ => Ok(()),
    }
}
