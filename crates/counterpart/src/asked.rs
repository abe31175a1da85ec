//! What can be asked of a counterpart: its logs, acts, verdicts, frontier and digest.

use crate::act_format::ActId;
use crate::act_format::v1::Head;
use crate::closing::Closings;
use crate::counterpart::{Counterpart, FIRST_EPOCH, Verdict};
use crate::founding::Founding;
use crate::frontier::Roots;
use crate::log::{Log, LogId, Spot};
use crate::past::Past;
use crate::standing::Standing;
use crate::void::Void;
use agreement::id::{BodyId, MatterId, Occasion, Place};
use agreement::{Agreement, State};
use record::hash::Hash;

impl<'a> Counterpart<'a> {
    /// The agreement.
    pub fn agreement(&self) -> &'a Agreement {
        self.state.agreement
    }

    /// The founding.
    pub fn founding(&self) -> &Founding {
        &self.founding
    }

    /// The engine's record of all lawful acts: what questions are asked of.
    pub fn state(&self) -> &State<'a> {
        &self.state
    }

    /// Posts and keys.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The numbers of all logs.
    pub(crate) fn log_ids(&self) -> impl Iterator<Item = LogId> + use<> {
        (0..self.logs.len() as u16).map(LogId)
    }

    pub(crate) fn log(&self, id: LogId) -> &Log {
        &self.logs[usize::from(id.0)]
    }

    /// The number of the log called `origin`.
    pub fn log_id(&self, origin: &str) -> Option<LogId> {
        self.logs.iter().position(|log| log.origin == origin).map(|at| LogId(at as u16))
    }

    /// Every log: its origin, its party, how many of its leaves are folded, and how many are here.
    pub fn logs(&self) -> impl Iterator<Item = (&str, BodyId, u64, u64)> {
        self.logs.iter().map(|log| (log.origin.as_str(), log.party, log.folded(), log.held()))
    }

    /// The frontier that this state is the fold of: the heads of all logs that hold anything, as far as they are folded.
    pub fn frontier(&self, roots: &dyn Roots) -> Vec<Head> {
        let heads = self.folded_logs().into_iter().map(|id| {
            let log = self.log(id);
            let root = roots.root(&log.origin, log.folded()).expect("what is folded is here");
            Head { origin: log.origin.clone(), size: log.folded(), root }
        });
        heads.collect()
    }

    /// The digest of the state: the same bytes wherever the same frontier is folded.
    pub fn digest(&self) -> Hash {
        let logs = self.folded_logs().into_iter();
        self.digest_of(logs.map(|id| (id, self.log(id).folded(), self.log(id).chain())))
    }

    /// The logs that hold anything, in the agreement's order of parties, each party's in the order in which they follow.
    fn folded_logs(&self) -> Vec<LogId> {
        let mut logs: Vec<LogId> = self.log_ids().filter(|id| self.log(*id).folded() > 0).collect();
        logs.sort_by_key(|id| (self.log(*id).party, *id));
        logs
    }

    pub(crate) fn digest_of(&self, logs: impl Iterator<Item = (LogId, u64, Hash)>) -> Hash {
        use sha2::Digest as _;
        let mut hash = sha2::Sha256::new_with_prefix(b"counterpart/state/v1\n");
        for (id, size, chain) in logs {
            hash.update(format!("{}\n{size}\n", self.log(id).origin));
            hash.update(chain);
        }
        hash.finalize().into()
    }

    /// What the leaf at `index` of the log called `origin` was found to be; `None` while it waits or is not here.
    pub fn verdict(&self, origin: &str, index: u64) -> Option<Verdict> {
        let log = self.log_id(origin)?;
        if index >= self.log(log).folded() {
            return None;
        }
        let void = self.voids.get(&Spot { log, index });
        Some(void.map_or(Verdict::Lawful(Vec::new()), |void| Verdict::Void(void.clone())))
    }

    /// The void leaves, log by log: origin, index and reason.
    pub fn voids(&self) -> impl Iterator<Item = (&str, u64, &Void)> {
        self.voids.iter().map(|(spot, void)| (self.log(spot.log).origin.as_str(), spot.index, void))
    }

    /// Whether a leaf of a format or edition that this program doesn't know stands next in the log called `origin`.
    pub fn needs_newer(&self, origin: &str) -> bool {
        self.log_id(origin).is_some_and(|id| self.log(id).newer)
    }

    /// Beyond which size the leaves of the log called `origin` do not count, if a fork or a succession has cut it.
    pub fn end(&self, origin: &str) -> Option<u64> {
        self.log_id(origin).and_then(|id| self.log(id).end)
    }

    /// Whether `party` has agreed that the log called `origin` ends at the head that a succession names. From then on it takes no more of
    /// that log: it would count what all are about to drop.
    pub fn has_agreed_to_end(&self, party: BodyId, origin: &str) -> bool {
        self.log_id(origin).is_some_and(|id| self.successions.has_agreed(party, id))
    }

    /// The event that an act made, if it is folded and lawful under the agreement.
    pub fn place_of(&self, act: &ActId, roots: &dyn Roots) -> Option<Place> {
        self.known(act, roots)?.place
    }

    pub(crate) fn spot_seen(&self, act: &ActId, past: &Past, roots: &dyn Roots) -> Option<Spot> {
        self.known(act, roots).map(|known| known.spot).filter(|spot| past.holds(*spot))
    }

    pub(crate) fn place_seen(&self, act: &ActId, past: &Past, roots: &dyn Roots) -> Option<Place> {
        self.known(act, roots).filter(|known| past.holds(known.spot))?.place
    }

    /// The matter that `act` opened, if it lies in `past`.
    pub(crate) fn matter_opened_by(&self, act: &ActId, past: &Past, roots: &dyn Roots) -> Option<MatterId> {
        self.state.opened_at(self.place_seen(act, past, roots)?)
    }

    /// The epoch in which a matter was opened.
    pub(crate) fn opened_in_epoch(&self, matter: MatterId) -> Option<u64> {
        match matter.occasion {
            Occasion::Opened(place) => {
                let entered = self.epochs.range(Place { number: 0, ..place }..=place).next_back();
                Some(entered.map_or(FIRST_EPOCH, |(_, epoch)| *epoch))
            }
            _ => None,
        }
    }

    /// Whether a matter is a ballot on the next epoch.
    pub(crate) fn is_epoch_ballot(&self, matter: MatterId) -> bool {
        self.agreement().rule(matter.rule).kind.name() == "epoch"
    }

    pub(crate) fn closings(&self) -> &Closings {
        &self.closings
    }
}
