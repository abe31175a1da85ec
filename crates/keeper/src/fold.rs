//! Folding what the journal holds: at the start in the order in which it came, later leaf by leaf, and again from the first one
//! where a fork or a succession has cut a log.

use crate::shelves::{Shelves, View};
use agreement::Agreement;
use agreement::id::BodyId;
use counterpart::act_format::v1::{Body, RecordVerb};
use counterpart::commitment::Payload;
use counterpart::fork::Settled;
use counterpart::{Ahead, Counterpart, Founding};
use exchange::TreeHead;
use std::collections::{BTreeMap, BTreeSet};
use store::blobs::Commitment;
use store::entry::Entry;
use store::journal::{Frames, Next};
use store::{Disk, Log, Store, StoreError, read_head};

/// How often a fold may begin again before that is a fault of ours: once for each cut, and cuts are few.
const RESTARTS_MAX: usize = 64;

/// The fold, and what of it has to be found again without searching the record.
pub(crate) struct Fold<'a> {
    pub counterpart: Counterpart<'a>,
    own: String,
    party: BodyId,
    /// How many leaves of each log were handed over.
    fed: BTreeMap<String, u64>,
    /// The last proof of a fork of each log that anybody's log holds.
    pub proofs: BTreeMap<String, RecordVerb>,
    /// The logs of which our own log holds such a proof.
    pub proved: BTreeSet<String>,
    /// The payloads that this party may see, by log, of which nobody has looked yet whether they are here.
    pub committed: BTreeMap<String, Vec<CommittedTo>>,
    /// The leaves that commit to public payloads, by log, in their order: few among those that do not.
    public: BTreeMap<String, Vec<u64>>,
    /// Successions that were seen, by the log that ended.
    pub successions: BTreeMap<String, RecordVerb>,
    /// A branch came that may tell histories apart: all has to be folded again.
    pub again: bool,
    /// Grows with each leaf that is handed over: whoever depends on the state looks here first.
    pub version: u64,
    /// The version that the last tick saw, and when it first did.
    seen: (u64, u64),
}

/// A payload that a leaf commits to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CommittedTo {
    /// The index of the leaf.
    pub index: u64,
    /// What it commits to.
    pub commitment: Commitment,
    /// How many bytes it says that there are, without the salt.
    pub length: u64,
}

/// How many acts may come into memory before what rests is put away again.
const NEAR_MAX: usize = 2_048;

/// Seconds without a new leaf after which all that rests is put away.
const QUIET: u64 = 20;

/// Whether trees grow with the leaves that are read, or are there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trees {
    Grow,
    Stand,
}

impl<'a> Fold<'a> {
    /// An empty fold for a party; `own` is the origin of its log.
    pub fn new(founding: &Founding, agreement: &'a Agreement, party: BodyId, own: &str) -> Self {
        Self {
            counterpart: Counterpart::new(founding.clone(), agreement),
            own: own.to_owned(),
            party,
            fed: BTreeMap::new(),
            proofs: BTreeMap::new(),
            proved: BTreeSet::new(),
            committed: BTreeMap::new(),
            public: BTreeMap::new(),
            successions: BTreeMap::new(),
            again: false,
            version: 0,
            seen: (0, 0),
        }
    }

    /// Hands over the next leaf of a log. Leaves of a log that nobody founded and nobody succeeded to count for nothing.
    pub fn take<D: Disk>(&mut self, origin: &str, leaf: Ahead, view: View<'_, D>) {
        self.notice(origin, &leaf);
        let payloads = leaf.leaf().map(|leaf| leaf.statement().payloads.clone()).unwrap_or_default();
        let is_ours = self.counterpart.take_in(origin, leaf, &view).is_ok();
        let index = match self.fed.get_mut(origin) {
            Some(fed) => {
                *fed += 1;
                *fed - 1
            }
            None => {
                self.fed.insert(origin.to_owned(), 1);
                0
            }
        };
        if is_ours {
            self.note_payloads(origin, index, &payloads);
        }
        self.version += 1;
    }

    fn note_payloads(&mut self, origin: &str, index: u64, payloads: &[Payload]) {
        if payloads.iter().any(|payload| payload.audience.is_public()) {
            self.public.entry(origin.to_owned()).or_default().push(index);
        }
        let seen = payloads.iter().filter(|payload| self.may_see(origin, payload, Some(self.party)));
        let committed = |payload: &Payload| CommittedTo { index, commitment: payload.commitment.sha256, length: payload.length };
        let committed = seen.map(committed).collect::<Vec<_>>();
        if !committed.is_empty() {
            self.committed.entry(origin.to_owned()).or_default().extend(committed);
        }
    }

    /// Whether a reader, a party or nobody in particular, may be given a payload to which a leaf of a log has committed.
    pub fn may_see(&self, origin: &str, payload: &Payload, reader: Option<BodyId>) -> bool {
        let name = |body: BodyId| self.counterpart.agreement().body_of(body).id.as_str();
        match (reader, self.owner(origin)) {
            (Some(reader), Some(owner)) => payload.audience.may_see(name(owner), name(reader)),
            _ => payload.audience.is_public(),
        }
    }

    /// Whose log it is.
    pub fn owner(&self, origin: &str) -> Option<BodyId> {
        self.counterpart.logs().find(|(known, ..)| *known == origin).map(|(_, party, ..)| party)
    }

    /// Whether a leaf of a log commits to anything that is public.
    pub fn has_public(&self, origin: &str, index: u64) -> bool {
        self.public.get(origin).is_some_and(|public| public.binary_search(&index).is_ok())
    }

    /// Puts away what rests. Only what stands in the journal can come back from there.
    pub fn rest(&mut self) {
        self.counterpart.put_away_beyond(NEAR_MAX);
    }

    /// Puts away all that rests once no leaf came for a while; says whether there was anything.
    pub fn rest_at(&mut self, now: u64) -> bool {
        if self.seen.0 != self.version {
            self.seen = (self.version, now);
        }
        now.saturating_sub(self.seen.1) >= QUIET && self.counterpart.put_away()
    }

    /// Remembers verbs that have to be found again.
    fn notice(&mut self, origin: &str, leaf: &Ahead) {
        let Some(leaf) = leaf.leaf() else { return };
        match &leaf.statement().body {
            Body::Verb(verb @ RecordVerb::ProveFork { origin: accused, .. }) => {
                self.proofs.insert(accused.clone(), verb.clone());
                if origin == self.own {
                    self.proved.insert(accused.clone());
                }
            }
            Body::Verb(verb @ RecordVerb::Succeed { old_origin, .. }) => {
                self.successions.insert(old_origin.clone(), verb.clone());
            }
            _ => {}
        }
    }

    /// The heads of a log that the last proof of its fork shows.
    pub fn accused(&self, origin: &str) -> impl Iterator<Item = TreeHead> {
        let notes = match self.proofs.get(origin) {
            Some(RecordVerb::ProveFork { first, second, .. }) => vec![first, second],
            _ => Vec::new(),
        };
        let heads = notes.into_iter().filter_map(|note| read_head(note).ok());
        heads.map(|(_, head)| TreeHead { size: head.size, root: head.root })
    }

    fn restart(&mut self) {
        let fresh = Counterpart::new(self.counterpart.founding().clone(), self.counterpart.agreement());
        self.counterpart = std::mem::replace(&mut self.counterpart, fresh).restart();
        self.fed.clear();
        self.public.clear();
        self.again = false;
    }
}

/// Hands over every leaf of the journal, in the order in which they came, so that few have to wait. It ends where a log is found to be cut:
/// a party's testimony must be heard in the order of its log, from a beginning at which the fork was known.
pub(crate) fn replay<D: Disk>(
    store: &Store<D>,
    shelves: &mut Shelves,
    fold: &mut Fold<'_>,
    trees: Trees,
) -> Result<(), StoreError> {
    let mut frames = Frames::all(store.disk())?;
    while let Next::Entry(offset, entry) = frames.read_next()? {
        let Entry::Leaf { log: number, index, bytes } = entry else { continue };
        let log = &store.logs()[usize::from(number)];
        // Leaves that gave way to others are still in the journal.
        if log.offset(index) != Some(offset) {
            continue;
        }
        let (counts, own) = (index < log.size(), number == 0);
        let leaf = Ahead::of(bytes);
        if trees == Trees::Grow && (counts || own) {
            shelves.append(log.origin(), leaf.hash());
        }
        let stale = fold.counterpart.is_stale();
        if stale && trees == Trees::Stand {
            break;
        }
        if counts && !stale && shelves.adopted(log.origin()).is_none_or(|(split, _)| index < split) {
            fold.take(log.origin(), leaf, View { store, shelves });
            fold.rest();
        }
    }
    Ok(())
}

/// Hands over what is new in any log, and begins again where that is needed.
pub(crate) fn catch_up<D: Disk>(store: &Store<D>, shelves: &mut Shelves, fold: &mut Fold<'_>) -> Result<(), StoreError> {
    for _ in 0..RESTARTS_MAX {
        feed(store, shelves, fold)?;
        let adopted = adopt(store, shelves, fold)?;
        if !adopted && !fold.again && !fold.counterpart.is_stale() {
            return Ok(());
        }
        fold.restart();
        replay(store, shelves, fold, Trees::Stand)?;
    }
    panic!("a fold that begins again and again is a fault in the rules for cuts");
}

/// Hands over what is new in any log, as long as no log is found to be cut.
fn feed<D: Disk>(store: &Store<D>, shelves: &Shelves, fold: &mut Fold<'_>) -> Result<(), StoreError> {
    let view = View { store, shelves };
    for log in store.logs() {
        for index in fold.fed.get(log.origin()).copied().unwrap_or(0)..countable(log, shelves) {
            if fold.counterpart.is_stale() {
                return Ok(());
            }
            let bytes = match shelves.adopted(log.origin()) {
                Some(_) => view.leaf(log.origin(), index).expect("a branch was taken over whole"),
                None => store.leaf(log.origin(), index)?,
            };
            fold.take(log.origin(), Ahead::of(&bytes), view);
            fold.rest();
        }
    }
    Ok(())
}

/// How many leaves of a log may be folded.
fn countable(log: &Log, shelves: &Shelves) -> u64 {
    match shelves.adopted(log.origin()) {
        Some(_) => shelves.size(log.origin()),
        None => log.size(),
    }
}

/// Takes over the histories for which a majority stands, where they are here; and any, where fewer leaves are here than all share.
fn adopt<D: Disk>(store: &Store<D>, shelves: &mut Shelves, fold: &Fold<'_>) -> Result<bool, StoreError> {
    let elsewhere = fold.counterpart.forks().filter_map(|(origin, _, settled)| match settled {
        Settled::Elsewhere(head) => Some((origin, TreeHead { size: head.size, root: head.root })),
        _ => None,
    });
    let short = fold.counterpart.forks().filter(|(origin, split, _)| shelves.size(origin) < *split);
    let shared = short.flat_map(|(origin, ..)| fold.accused(origin).map(move |head| (origin, head)));
    // Before the record knows of a fork, a branch that only goes on where the log ends is what would have been mirrored.
    let known = |origin: &str| fold.counterpart.forks().any(|(accused, ..)| accused == origin);
    let view = View { store, shelves };
    let unknown = store.logs().iter().map(Log::origin).filter(|origin| !known(origin));
    let further = unknown.filter_map(|origin| Some((origin, view.further(origin)?)));
    let goals = elsewhere.chain(shared).chain(further).map(|(origin, goal)| (origin.to_owned(), goal)).collect::<Vec<_>>();
    let mut adopted = false;
    for (origin, goal) in goals {
        adopted |= shelves.adopt(store, &origin, goal)?;
    }
    Ok(adopted)
}
