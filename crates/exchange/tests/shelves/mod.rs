//! The durable files of one node in memory: written as the steps ask, read as the library, lost or kept in a crash.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::BTreeMap;

use exchange::{ForkProof, Held, KeptLog, Library, Party, Step, TreeHead};
use record::tree::{Levels, Nodes};
use record::{Checkpoint, Hash, Note, VerifierKey, leaf_hash};

/// One log on the disk.
#[derive(Clone)]
pub struct Kept {
    pub owner: Party,
    pub keys: Vec<VerifierKey>,
    pub leaves: Vec<Vec<u8>>,
    pub levels: Levels,
    pub notes: Vec<Vec<u8>>,
    /// Notes that are written but not fsynced: a crash may lose them.
    pub loose: Vec<Vec<u8>>,
    pub fork: Option<ForkProof>,
    pub end: Option<TreeHead>,
    /// Whole branches, by size and root, each with all its leaves.
    branches: BTreeMap<TreeHead, (Vec<Vec<u8>>, Levels)>,
}

/// All logs of one node.
#[derive(Clone, Default)]
pub struct Shelves {
    pub logs: BTreeMap<String, Kept>,
}

impl Shelves {
    pub fn follow(&mut self, origin: &str, owner: Party, keys: &[VerifierKey]) {
        let kept = Kept {
            owner,
            keys: keys.to_vec(),
            leaves: Vec::new(),
            levels: Levels::new(),
            notes: Vec::new(),
            loose: Vec::new(),
            fork: None,
            end: None,
            branches: BTreeMap::new(),
        };
        self.logs.insert(origin.to_owned(), kept);
    }

    pub fn log(&self, origin: &str) -> &Kept {
        &self.logs[origin]
    }

    pub fn log_mut(&mut self, origin: &str) -> &mut Kept {
        self.logs.get_mut(origin).expect("a log that is followed")
    }

    /// What the exchange is opened with.
    pub fn kept(&self) -> Vec<KeptLog> {
        let kept = self.logs.iter().map(|(origin, kept)| KeptLog {
            origin: origin.clone(),
            owner: kept.owner,
            keys: kept.keys.clone(),
            size: kept.leaves.len() as u64,
            notes: kept.notes.iter().chain(&kept.loose).cloned().collect(),
            fork: kept.fork.clone(),
            end: kept.end,
        });
        kept.collect()
    }

    /// Does what a step asks of the disk. Gives the log and its size if they are to be reported.
    pub fn write(&mut self, step: &Step) -> Option<(String, u64)> {
        match step {
            Step::Mirror { origin, from, leaves, head } | Step::RefillOwn { origin, from, leaves, head } => {
                let kept = self.log_mut(origin);
                assert!(*from <= kept.leaves.len() as u64, "leaves are appended without a gap");
                assert!(*from >= kept.covered(), "no leaf under a head is overwritten");
                // Leaves under no head give way, unless only the head was missing.
                if !leaves.is_empty() {
                    kept.cut(*from);
                    kept.append(leaves);
                }
                let loose = std::mem::take(&mut kept.loose);
                kept.notes.extend(loose);
                kept.notes.extend(head.clone());
                Some((origin.clone(), kept.leaves.len() as u64))
            }
            Step::Keep { origin, head } => {
                self.log_mut(origin).loose.push(head.clone());
                None
            }
            Step::Forked(proof) => {
                self.log_mut(&proof.origin).fork = Some(proof.clone());
                None
            }
            Step::Branch { origin, split, from, leaves, size, root } => {
                let kept = self.log_mut(origin);
                let start = kept.leaves[..*split as usize].to_vec();
                let (held, levels) = kept.branches.entry(TreeHead { size: *size, root: *root }).or_insert_with(|| {
                    let levels = start.iter().map(|leaf| leaf_hash(leaf)).collect();
                    (start, levels)
                });
                assert_eq!(held.len() as u64, *from, "a branch grows without a gap");
                levels.extend(leaves.iter().map(|leaf| leaf_hash(leaf)));
                held.extend(leaves.iter().cloned());
                None
            }
            Step::GivePayload { .. } | Step::TakePayload { .. } => None,
            Step::Send { .. } | Step::MaySign | Step::ReplaceMirrorKey | Step::Halt(_) => None,
        }
    }

    /// The power fails while a step is written: of leaves and head only some of the leaves come to the disk.
    pub fn tear(&mut self, step: &Step, some: usize) {
        if let Step::Mirror { origin, from, leaves, .. } = step {
            let kept = self.log_mut(origin);
            kept.cut(*from);
            kept.append(&leaves[..some.min(leaves.len())]);
        }
    }

    /// The power fails: of what was not fsynced, only some is there afterwards.
    pub fn crash(&mut self, mut keep: impl FnMut() -> bool) {
        for kept in self.logs.values_mut() {
            kept.loose.retain(|_| keep());
        }
    }
}

impl Kept {
    /// How many leaves a durable head covers.
    pub fn covered(&self) -> u64 {
        let heads = self.notes.iter().filter_map(|bytes| Some(Checkpoint::parse(&Note::parse(bytes).ok()?.text).ok()?.size));
        heads.max().unwrap_or(0).min(self.leaves.len() as u64)
    }

    pub fn append(&mut self, leaves: &[Vec<u8>]) {
        self.levels.extend(leaves.iter().map(|leaf| leaf_hash(leaf)));
        self.leaves.extend(leaves.iter().cloned());
    }

    pub fn cut(&mut self, size: u64) {
        self.levels.truncate(size);
        self.leaves.truncate(size as usize);
    }

    pub fn tree(&self) -> TreeHead {
        TreeHead { size: self.levels.size(), root: self.levels.root() }
    }

    /// Makes a branch the log.
    pub fn take_branch(&mut self, goal: TreeHead) {
        (self.leaves, self.levels) = self.branches.remove(&goal).expect("a branch that was fetched");
    }

    pub fn branch(&self, goal: TreeHead) -> Option<&[Vec<u8>]> {
        self.branches.get(&goal).map(|(leaves, _)| leaves.as_slice())
    }
}

impl Library for Shelves {
    fn node(&self, held: Held<'_>, level: u8, index: u64) -> Option<Hash> {
        match held {
            Held::Log(origin) => self.logs.get(origin)?.levels.node(level, index),
            Held::Branch { origin, size, root } => {
                self.logs.get(origin)?.branches.get(&TreeHead { size, root })?.1.node(level, index)
            }
        }
    }

    fn leaves(&self, held: Held<'_>, from: u64, to: u64, bytes_max: usize) -> Vec<Vec<u8>> {
        let leaves = match held {
            Held::Log(origin) => self.logs.get(origin).map(|kept| &kept.leaves),
            Held::Branch { origin, size, root } => {
                self.logs.get(origin).and_then(|kept| kept.branches.get(&TreeHead { size, root })).map(|(leaves, _)| leaves)
            }
        };
        let mut bytes = 0;
        let fits = |leaf: &&Vec<u8>| {
            bytes += leaf.len();
            bytes <= bytes_max
        };
        let wanted = leaves.and_then(|leaves| leaves.get(from as usize..leaves.len().min(to as usize)));
        wanted.unwrap_or_default().iter().take_while(fits).cloned().collect()
    }
}
