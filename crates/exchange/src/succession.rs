//! Logs that begin, end, and are settled after a fork; keys that are added. What the parties decided is told from outside.

use std::fmt;

use record::tree::Compact;
use record::{SigningKey, VerifierKey};

use crate::Party;
use crate::exchange::{Exchange, tree_of};
use crate::head::TreeHead;
use crate::library::{Library, Moment};
use crate::mirror::{Log, Standing};
use crate::step::Step;

/// Why a log's end can't be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndFault {
    /// No such log is followed.
    UnknownLog,
    /// The leaves that are kept as the log are others, or fewer, than the agreed end has.
    NotHeld,
    /// The log has another end already.
    Ended,
    /// Leaves are being written; ask again when they are durable.
    Writing,
}

impl fmt::Display for EndFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownLog => "no such log is followed",
            Self::NotHeld => "the leaves up to the agreed end are not kept as the log",
            Self::Ended => "the log has another end already",
            Self::Writing => "leaves of the log are being written",
        })
    }
}

impl std::error::Error for EndFault {}

impl Exchange {
    /// Follows a log from its first leaf, or takes more keys for one that is followed.
    pub fn follow(&mut self, origin: &str, owner: Party, keys: &[VerifierKey]) {
        match self.place(origin) {
            Some(place) => {
                let known = &mut self.logs[place].keys;
                let new = keys.iter().filter(|key| !known.contains(key)).cloned().collect::<Vec<_>>();
                known.extend(new);
            }
            None => self.logs.push(Log::new(origin, owner, keys.to_vec(), Compact::new())),
        }
    }

    /// Takes another key for a party's mirror; older ones stay good for what they signed.
    pub fn trust_mirror(&mut self, party: Party, key: VerifierKey) {
        if let Some(keys) = self.group.mirrors.get_mut(party.place())
            && !keys.contains(&key)
        {
            keys.push(key);
        }
    }

    /// Writes to another own log from now on, one that is followed and has this key's name. False if there is none.
    pub fn sign_for(&mut self, key: SigningKey) -> bool {
        let me = self.group.me;
        let place = self.logs.iter().position(|log| log.origin == key.name() && log.owner == me);
        let Some(place) = place.filter(|place| self.logs[*place].keys.contains(&key.verifier())) else { return false };
        self.own = place;
        self.keys.log = vec![key];
        true
    }

    /// Makes a tree the end of a log: nothing beyond is accepted. Leaves up to it that are missing are fetched; leaves beyond
    /// it must be gone from the library already.
    pub fn close(&mut self, origin: &str, end: TreeHead, now: u64, library: &dyn Library) -> Result<Vec<Step>, EndFault> {
        let at = Moment { now, library };
        let place = self.place(origin).ok_or(EndFault::UnknownLog)?;
        let log = &mut self.logs[place];
        match log.end {
            Some(known) if known == end => return Ok(Vec::new()),
            Some(_) => return Err(EndFault::Ended),
            None if log.writing.is_some() => return Err(EndFault::Writing),
            None => {}
        }
        match log.standing(end, at) {
            Standing::Ours => log.cut(tree_of(origin, end.size, at).ok_or(EndFault::NotHeld)?),
            Standing::Beyond if log.fork.is_none() => log.promise = None,
            _ => return Err(EndFault::NotHeld),
        }
        (log.end, log.fetch) = (Some(end), None);
        log.offers.retain(|_, head| head.size() <= end.size);
        log.seen.retain(|size, _| *size <= end.size);
        self.pursue(place, at);
        Ok(std::mem::take(&mut self.steps))
    }

    /// Settles which branch of a forked log is kept, and to where. The driver has made it the log in its library before:
    /// leaves beyond are gone, and leaves of the other branch have given way.
    pub fn settle(&mut self, origin: &str, kept: TreeHead, library: &dyn Library) -> Result<(), EndFault> {
        let at = Moment { now: 0, library };
        let place = self.place(origin).ok_or(EndFault::UnknownLog)?;
        let log = &mut self.logs[place];
        if log.writing.is_some() {
            return Err(EndFault::Writing);
        }
        let tree = tree_of(origin, kept.size, at).filter(|tree| tree.root() == kept.root).ok_or(EndFault::NotHeld)?;
        log.cut(tree);
        log.forget_contrary(at);
        (log.end, log.branch, log.fetch) = (Some(kept), None, None);
        Ok(())
    }
}
