//! The whole check, from the founding to the last payload, and what it proved.

use crate::fault::{Fault, What};
use crate::fold::{self, Folded, Task};
use crate::heads::{self, Heads};
use crate::keys::Keys;
use crate::payloads::Payloads;
use crate::receipt::{self, Receipted};
use crate::walk::{self, Walked};
use crate::{forks, tiles};
use agreement::id::BodyId;
use agreement::reading::Readings;
use agreement::report::Report;
use agreement::{Agreement, Calendars};
use counterpart::{Counterpart, Founding};
use jiff::civil::Date;
use record::Hash;
use store::FolderDisk;

/// What is being done, for whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The journal is read.
    Journal,
    /// The acts are judged.
    Acts,
    /// The heads are checked.
    Heads,
}

/// How far a stage is: done, and in all.
pub type Watch<'w> = &'w mut dyn FnMut(Stage, u64, u64);

/// What is asked beside the proof of the whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// A receipt of one act: the name of its file, and its bytes.
    pub receipt: Option<(&'a str, &'a [u8])>,
    /// A day, to be told how the agreement stands on it, and the calendars of its deadlines.
    pub on: Option<(Date, &'a Calendars)>,
}

/// What was proved of one log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenLog {
    /// Its origin.
    pub origin: String,
    /// Whose it is.
    pub party: BodyId,
    /// Leaves that a head covers.
    pub size: u64,
    /// How many of them are folded. The others wait, or lie beyond where the log was cut.
    pub folded: u64,
    /// How many of those are void.
    pub void: u64,
    /// How many leaves every other party has cosigned, or keeps in this folder.
    pub held_by_all: u64,
    /// Leaves that no head covers yet.
    pub beyond: u64,
}

/// What was proved.
pub struct Proven<'a> {
    /// The fold, to be asked about any day.
    pub fold: Counterpart<'a>,
    /// The digest of the founding.
    pub founding: String,
    /// The digest of the state.
    pub state: Hash,
    /// The logs, the party's own first.
    pub logs: Vec<ProvenLog>,
    /// Signatures of officers that were verified.
    pub officer_signatures: u64,
    /// Heads and cosignatures.
    pub heads: Heads,
    /// Forks.
    pub forks: forks::Forks,
    /// Payloads.
    pub payloads: Payloads,
    /// Bytes at the end of the journal that a crash left.
    pub torn_bytes: u64,
    /// Whether the head file is there; a backup has none.
    pub head_file: bool,
    /// The receipt, if one was given.
    pub receipt: Option<Receipted>,
    /// How everything stands on the day asked about, if one was.
    pub report: Option<Report>,
}

/// Checks everything in the folder under `founding`. All faults come back, the first that is to be told first; never none.
pub fn prove<'a>(
    disk: &FolderDisk,
    founding: &Founding,
    agreement: &'a Agreement,
    asked: &Asked<'_>,
    threads: usize,
    watch: Watch<'_>,
) -> Result<Proven<'a>, Vec<Fault>> {
    let one = |fault| vec![fault];
    let walked = walk::walk(disk, &mut |done, all| watch(Stage::Journal, done, all)).map_err(one)?;
    let tiled = tiles::reach(disk, &walked.shelves).map_err(one)?;
    let task = Task { disk, founding, shelves: &walked.shelves, tiled: &tiled, threads };
    let mut folded = fold::fold(&task, agreement, &mut |done, all| watch(Stage::Acts, done, all));
    let keys = Keys::of(&folded.fold);
    let signed = walked.signed.as_deref();
    let mut heads = heads::check(&task, &keys, &folded.forest, signed, &mut |done, all| watch(Stage::Heads, done, all));
    let mut forks = forks::check(&task, &keys, &folded.forest);
    let mut faults = std::mem::take(&mut folded.faults);
    faults.append(&mut heads.faults);
    faults.append(&mut forks.faults);
    match tiles::check(&task, &keys, &folded.forest) {
        Ok(found) => faults.extend(found),
        Err(fault) => faults.push(fault),
    }
    let receipted = asked.receipt.map(|(file, bytes)| receipt::check(&task, &keys, &folded.forest, file, bytes)).transpose();
    let receipt = receipted.unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    let readings = Readings::all(&agreement.points);
    let report = asked.on.map(|(day, calendars)| folded.fold.report((day, day), &readings, calendars, &folded.forest));
    Ok(Proven { receipt, report, ..sum_up(&walked, founding, folded, heads, forks) })
}

fn sum_up<'a>(walked: &Walked, founding: &Founding, folded: Folded<'a, '_>, heads: Heads, forks: forks::Forks) -> Proven<'a> {
    let fold = folded.fold;
    let own = walked.shelves.first().and_then(|shelf| founding_party(&fold, &shelf.origin));
    let logs = walked.shelves.iter().enumerate().filter_map(|(place, shelf)| {
        let (_, party, done, _) = fold.logs().find(|(origin, ..)| *origin == shelf.origin)?;
        let others = fold.agreement().parties().filter(|other| *other != party && Some(*other) != own);
        let held = others.map(|other| heads.cosigned.get(&(place, other)).map_or(0, |(size, _)| *size)).min();
        // Heads were counted for the leaves that the journal has as the log's own.
        let kept = folded.forest.kept(place);
        let size = kept.map_or(shelf.size, |(split, leaves)| split + leaves.len() as u64);
        let common = kept.map_or(shelf.size, |(split, _)| split);
        Some(ProvenLog {
            origin: shelf.origin.clone(),
            party,
            size,
            folded: done,
            void: fold.voids().filter(|(origin, ..)| *origin == shelf.origin).count() as u64,
            held_by_all: held.unwrap_or(common).min(common),
            beyond: shelf.held() - shelf.size,
        })
    });
    Proven {
        founding: founding.digest().to_string(),
        state: fold.digest(),
        logs: logs.collect(),
        officer_signatures: folded.signatures,
        heads,
        forks,
        payloads: folded.payloads,
        torn_bytes: walked.torn_bytes,
        head_file: walked.signed.is_some(),
        receipt: None,
        report: None,
        fold,
    }
}

/// Whose log that is.
fn founding_party(fold: &Counterpart<'_>, origin: &str) -> Option<BodyId> {
    fold.logs().find(|(known, ..)| *known == origin).map(|(_, party, ..)| party)
}

impl Proven<'_> {
    /// The acts that are folded, in all logs.
    pub fn acts(&self) -> u64 {
        self.logs.iter().map(|log| log.folded).sum()
    }

    /// The void ones among them.
    pub fn voids(&self) -> u64 {
        self.logs.iter().map(|log| log.void).sum()
    }

    /// The acts that all parties hold.
    pub fn held_by_all(&self) -> u64 {
        self.logs.iter().map(|log| log.held_by_all.min(log.folded)).sum()
    }

    /// Leaves under a head that are not folded: they wait, or were cut.
    pub fn unfolded(&self) -> u64 {
        self.logs.iter().map(|log| log.size - log.folded).sum()
    }
}

/// The one fault of a folder that could not even be opened.
pub fn unreadable(file: &str, error: &dyn std::fmt::Display) -> Vec<Fault> {
    vec![Fault::of(What::Unreadable, file).because(error)]
}
