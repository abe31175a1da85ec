//! One party's counterpart of the record: leaves come in from all logs in any order, and one fold makes the state.
//!
//! A leaf waits until every head that its log has cited is folded; then it is judged against its causal past alone. The
//! state is therefore a function of the frontier, whatever came first. What is void stays in its log, with its reason.

use crate::act_format::v1::{Body, Head, Leaf, RecordVerb};
use crate::act_format::{self, ActId, FormatProblem, Reading};
use crate::closing::{Closing, Closings, Committed};
use crate::fork::Forks;
use crate::founding::Founding;
use crate::frontier::Roots;
use crate::judge::Effect;
use crate::log::{Log, LogId, Spot, Waiting};
use crate::past::Past;
use crate::standing::{Signers, Standing};
use crate::succession::Successions;
use crate::void::Void;
use agreement::act::{Act, Event};
use agreement::id::{BodyId, MatterId, Occasion, Place};
use agreement::reading::Choice;
use agreement::{Agreement, State};
use jiff::civil::{Date, DateTime};
use record::hash::Hash;
use std::collections::{BTreeMap, HashMap};

/// What a folded leaf was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Lawful, under these readings; under all if there is none.
    Lawful(Vec<Choice>),
    /// It counts for nothing.
    Void(Void),
}

/// A leaf that cannot even wait here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOurs {
    /// No log of that origin belongs to the record.
    UnknownLog(String),
}

/// One party's counterpart of the record, as a fold over what it holds.
pub struct Counterpart<'a> {
    founding: Founding,
    state: State<'a>,
    standing: Standing,
    logs: Vec<Log>,
    acts: HashMap<ActId, Known>,
    voids: BTreeMap<Spot, Void>,
    epochs: BTreeMap<Place, u64>,
    closings: Closings,
    pub(crate) successions: Successions,
    pub(crate) forks: Forks,
    stale: bool,
}

/// An act that is folded: where it stands, and the event that it made, if it made one.
#[derive(Clone, Copy, Debug)]
struct Known {
    spot: Spot,
    place: Option<Place>,
}

impl<'a> Counterpart<'a> {
    /// An empty counterpart under `founding`; `agreement` is the rule file that the founding names.
    ///
    /// # Panics
    /// If the founding is of another agreement or rule file.
    pub fn new(founding: Founding, agreement: &'a Agreement) -> Counterpart<'a> {
        assert_eq!(founding.agreement, agreement.id, "the founding is of another agreement");
        assert_eq!(founding.rules, agreement.digest, "the founding names another rule file");
        let state = State::new(agreement);
        let signed = agreement.signed.as_ref().map_or(Date::MIN, |signed| signed.date);
        let logs = agreement.parties().zip(&founding.parties).map(|(party, founded)| {
            assert_eq!(founded.id, agreement.body_of(party).id, "the founding's parties stand in the agreement's order");
            Log::new(founded.origin.clone(), party, 1, (state.next_number(party) - 1, signed))
        });
        Counterpart {
            logs: logs.collect(),
            standing: Standing::of(&founding),
            founding,
            state,
            acts: HashMap::new(),
            voids: BTreeMap::new(),
            epochs: BTreeMap::new(),
            closings: Closings::default(),
            successions: Successions::default(),
            forks: Forks::default(),
            stale: false,
        }
    }

    /// Forgets every leaf, but not what forks and successions have settled: to be given all leaves again.
    pub fn restart(self) -> Counterpart<'a> {
        let fresh = Counterpart::new(self.founding, self.state.agreement);
        let (forks, successions) = (self.forks, self.successions.restart());
        let mut fresh = Counterpart { forks, successions, ..fresh };
        fresh.apply_ends();
        fresh
    }

    /// Whether what was folded must be folded again from the first leaf: a fork or a succession has cut a log.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Takes the next leaf of the log called `origin`, and folds whatever can be folded now.
    pub fn receive(&mut self, origin: &str, bytes: &[u8], roots: &dyn Roots) -> Result<(), NotOurs> {
        let read = act_format::read(bytes);
        let leaf = if let Ok(Reading::Leaf(leaf)) = &read { Some(&**leaf) } else { None };
        let log = match self.log_id(origin) {
            Some(log) => log,
            None => self.open_successor(origin, leaf)?,
        };
        if let Some(leaf) = leaf {
            self.forks.observe(self.log(log).party, leaf);
        }
        let waiting = Waiting { read, hash: record::hash::leaf_hash(bytes) };
        self.logs[usize::from(log.0)].waiting.push_back(waiting);
        self.fold_all(roots);
        if self.settle_forks(roots) {
            self.stale = true;
        }
        Ok(())
    }

    /// Judges `bytes` as the next leaf of the log called `origin`; nothing changes. `None` while a head that it cites is not here.
    pub fn check(&self, origin: &str, bytes: &[u8], roots: &dyn Roots) -> Option<Verdict> {
        let log = self.log_id(origin)?;
        let leaf = match act_format::read(bytes) {
            Ok(Reading::Leaf(leaf)) => leaf,
            Ok(Reading::UnknownFormat(_)) => return None,
            Err(problem) => return Some(Verdict::Void(undecodable(&problem))),
        };
        let cites = self.ready(log, &leaf, roots)?;
        let past = Past::of(self, log, &cites);
        Some(match self.judge(log, &leaf, &past) {
            Ok(Effect::Event(event, _)) => match self.state.check(&event) {
                Ok(ruling) => Verdict::Lawful(ruling.under),
                Err(refused) => Verdict::Void(Void::Refused(refused)),
            },
            Ok(Effect::Record(_)) => Verdict::Lawful(Vec::new()),
            Err(void) => Verdict::Void(void),
        })
    }

    fn fold_all(&mut self, roots: &dyn Roots) {
        loop {
            let before: u64 = self.logs.iter().map(Log::folded).sum();
            for id in self.log_ids() {
                while self.fold_front(id, roots) {}
            }
            if self.logs.iter().map(Log::folded).sum::<u64>() == before {
                return;
            }
        }
    }

    /// Folds the next leaf of `id` if it can be; says whether it was.
    fn fold_front(&mut self, id: LogId, roots: &dyn Roots) -> bool {
        let log = &self.logs[usize::from(id.0)];
        if log.newer || log.end.is_some_and(|end| log.folded() >= end) {
            return false;
        }
        let cites = match log.waiting.front() {
            None => return false,
            Some(Waiting { read: Ok(Reading::Leaf(leaf)), .. }) => match self.ready(id, leaf, roots) {
                Some(cites) => cites,
                None => return false,
            },
            Some(Waiting { read: Ok(Reading::UnknownFormat(_)), .. }) => {
                self.logs[usize::from(id.0)].newer = true;
                return false;
            }
            Some(Waiting { read: Err(_), .. }) => Vec::new(),
        };
        let past = Past::of(self, id, &cites);
        let spot = Spot { log: id, index: past.index };
        let waiting = self.logs[usize::from(id.0)].waiting.pop_front().expect("the front was just looked at");
        let recorded = past.recorded(self);
        let (name, verdict, recorded) = match &waiting.read {
            Err(problem) => (waiting.hash, Verdict::Void(undecodable(problem)), recorded),
            Ok(Reading::UnknownFormat(_)) => unreachable!("the log stops before a leaf of a later format"),
            Ok(Reading::Leaf(leaf)) => {
                let (verdict, recorded) = self.take(spot, leaf, &past, recorded);
                (leaf.id().0, verdict, recorded)
            }
        };
        let events = self.state.next_number(self.log(id).party) - 1;
        let said = verdict.bytes(self.agreement());
        let log = &mut self.logs[usize::from(id.0)];
        cites.iter().for_each(|(cited, size)| log.see(*cited, *size));
        log.fold(&name, &said, events, recorded);
        if let (Verdict::Lawful(_), Ok(Reading::Leaf(leaf))) = (&verdict, &waiting.read) {
            self.close_epoch(spot, leaf);
        }
        if let Verdict::Void(void) = verdict {
            self.voids.insert(spot, void);
        }
        true
    }

    /// Judges a leaf and lets it do what it does; gives the verdict and the day on which the record shows it.
    fn take(&mut self, spot: Spot, leaf: &Leaf, past: &Past, recorded: Date) -> (Verdict, Date) {
        let known = Known { spot, place: None };
        match self.judge(spot.log, leaf, past) {
            Err(void) => {
                // An act copied into a foreign log must not stand in the way of the real one.
                if leaf.statement().origin == self.log(spot.log).origin {
                    self.acts.entry(leaf.id()).or_insert(known);
                }
                (Verdict::Void(void), recorded)
            }
            Ok(Effect::Record(verb)) => {
                self.acts.insert(leaf.id(), known);
                let claimed = self.local(leaf.statement().claimed).unwrap_or(recorded.into());
                let shown = recorded.max(claimed.date());
                self.apply_verb(spot, leaf.id(), &verb, claimed, shown);
                (Verdict::Lawful(Vec::new()), shown)
            }
            Ok(Effect::Event(event, signers)) => {
                let (place, shown) = (event.place, event.recorded);
                let act = event.act.clone();
                match self.state.fold(*event) {
                    Err(refused) => {
                        self.acts.insert(leaf.id(), known);
                        (Verdict::Void(Void::Refused(refused)), recorded)
                    }
                    Ok(ruling) => {
                        self.acts.insert(leaf.id(), Known { spot, place: Some(place) });
                        self.note(spot, place, &act, ruling.matter, &signers);
                        (Verdict::Lawful(ruling.under), shown)
                    }
                }
            }
        }
    }

    /// Notes what later acts of the record must know of a lawful act under the agreement.
    fn note(&mut self, spot: Spot, place: Place, act: &Act, matter: Option<MatterId>, signers: &Signers) {
        if act.opens() {
            self.epochs.insert(place, self.log(spot.log).epoch);
        }
        let (Some(matter), party) = (matter, place.log) else { return };
        match act {
            Act::Sign { .. } => self.standing.note_sign(party, matter, Some(&signers.keys)),
            Act::Withdraw {} | Act::Commit {} => self.standing.note_sign(party, matter, None),
            _ => {}
        }
    }

    /// A lawful commitment on an epoch ballot is the last act of its log in this epoch.
    fn close_epoch(&mut self, spot: Spot, leaf: &Leaf) {
        let Some((matter, recorded)) =
            self.acts.get(&leaf.id()).and_then(|known| known.place).and_then(|at| self.state.event(at))
        else {
            return;
        };
        if recorded.event.act != (Act::Commit {}) || !self.is_epoch_ballot(matter) {
            return;
        }
        let log = &mut self.logs[usize::from(spot.log.0)];
        log.closing = Some(Closing { ballot: matter });
        let committed = Committed { spot, chain: log.chain() };
        self.closings.note(matter, log.party, committed);
    }

    fn apply_verb(&mut self, spot: Spot, id: ActId, verb: &RecordVerb, claimed: DateTime, shown: Date) {
        let party = self.log(spot.log).party;
        match verb {
            RecordVerb::EnterEpoch { .. } => {
                let log = &mut self.logs[usize::from(spot.log.0)];
                log.epoch += 1;
                log.closing = None;
            }
            RecordVerb::Succeed { old_origin, size, .. } => {
                let old = self.log_id(old_origin).expect("a judged succession names a log that is here");
                self.successions.open(id, spot.log, old, *size);
                let before = self.log(old).clone();
                self.logs[usize::from(spot.log.0)].follow(&before, old, *size);
            }
            RecordVerb::Countersign { succession, .. } => {
                let others = self.agreement().parties().count() - 1;
                if self.successions.countersign(succession, party, others) {
                    self.apply_ends();
                }
            }
            RecordVerb::ProveFork { .. } => {
                if let Some(proved) = crate::fork::proved(verb, self) {
                    self.forks.prove(proved);
                }
            }
            _ => {
                for matter in self.standing.apply(party, verb) {
                    self.withdraw_by_revocation(party, matter, claimed, shown);
                }
            }
        }
    }

    /// A revoked key's signature on a ballot is withdrawn where the revocation stands, unless it is out of reach.
    fn withdraw_by_revocation(&mut self, party: BodyId, matter: MatterId, claimed: DateTime, shown: Date) {
        let event = Event {
            place: Place { log: party, number: self.state.next_number(party) },
            author: party,
            occurred: claimed.date(),
            time: Some(claimed.time()),
            recorded: shown,
            matter: Some(matter),
            act: Act::Withdraw {},
            cites: Vec::new(),
            paper: false,
            source: None,
        };
        // Refused only where nothing stands any more that could be withdrawn.
        let _ = self.state.fold(event);
    }

    /// The heads that `leaf` cites, as this counterpart reads them; `None` while one of them is not folded here.
    pub(crate) fn ready(&self, own: LogId, leaf: &Leaf, roots: &dyn Roots) -> Option<Vec<(LogId, u64)>> {
        let index = self.log(own).folded();
        let follows = usize::from(own.0) >= self.founding.parties.len();
        if !self.successions.may_fold(own, follows, index, &leaf.statement().body) {
            return None;
        }
        let rests_on = match &leaf.statement().body {
            Body::Verb(RecordVerb::Succeed { old_origin, size, root, .. }) => {
                Some(Head { origin: old_origin.clone(), size: *size, root: *root })
            }
            _ => None,
        };
        leaf.statement().cites.iter().chain(&rests_on).map(|head| self.read_head(head, roots)).collect()
    }

    fn read_head(&self, head: &Head, roots: &dyn Roots) -> Option<(LogId, u64)> {
        let id = self.log_id(&head.origin)?;
        let log = self.log(id);
        if let Some(split) = self.forks.split(id) {
            let kept = head.size <= log.end.unwrap_or(split) && roots.root(&head.origin, head.size) == Some(head.root);
            let reads = if kept { head.size } else { split };
            return (reads <= log.folded()).then_some((id, reads));
        }
        let size = log.end.map_or(head.size, |end| end.min(head.size));
        let here = size <= log.folded() && roots.root(&head.origin, head.size) == Some(head.root);
        here.then_some((id, size))
    }

    fn settle_forks(&mut self, roots: &dyn Roots) -> bool {
        let parties: Vec<BodyId> = self.agreement().parties().collect();
        let owners: Vec<(String, BodyId)> = self.logs.iter().map(|log| (log.origin.clone(), log.party)).collect();
        let changed = self.forks.settle(&parties, &owners, roots);
        changed && {
            self.apply_ends();
            true
        }
    }

    /// Cuts the logs that forks and successions have cut. What was folded beyond makes this fold stale.
    fn apply_ends(&mut self) {
        for id in self.log_ids() {
            let ends = [self.forks.end(id), self.successions.end(id)];
            let end = ends.into_iter().flatten().min();
            let log = &mut self.logs[usize::from(id.0)];
            log.end = end;
            self.stale |= end.is_some_and(|end| log.folded() > end);
        }
    }

    fn open_successor(&mut self, origin: &str, leaf: Option<&Leaf>) -> Result<LogId, NotOurs> {
        let unknown = || NotOurs::UnknownLog(origin.to_owned());
        let leaf = leaf.ok_or_else(unknown)?;
        let Body::Verb(RecordVerb::Succeed { old_origin, .. }) = &leaf.statement().body else { return Err(unknown()) };
        let old = self.log_id(old_origin).ok_or_else(unknown)?;
        let party = self.log(old).party;
        let signers = self.standing.signers(party, leaf).map_err(|_| unknown())?;
        if !signers.root || leaf.statement().origin != origin || self.successions.successor(old).is_some() {
            return Err(unknown());
        }
        self.logs.push(Log::new(origin.to_owned(), party, 1, (0, Date::MIN)));
        Ok(LogId(self.logs.len() as u16 - 1))
    }

    /// Whether `verb` names the last log of the same party as the one that `log` follows.
    pub(crate) fn succeeds(&self, log: LogId, verb: &RecordVerb) -> bool {
        let RecordVerb::Succeed { old_origin, .. } = verb else { return false };
        let old = self.log_id(old_origin).map(|old| (old, self.log(old).party));
        old.is_some_and(|(old, party)| party == self.log(log).party && old < log && self.successions.successor(old).is_none())
    }
}

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

    /// Where the act stands, if it is folded.
    pub(crate) fn spot_of(&self, act: &ActId) -> Option<Spot> {
        self.acts.get(act).map(|known| known.spot)
    }

    /// The event that an act made, if it is folded and lawful under the agreement.
    pub fn place_of(&self, act: &ActId) -> Option<Place> {
        self.acts.get(act).and_then(|known| known.place)
    }

    /// The lawful acts under the agreement, with the events they made.
    pub(crate) fn acts_by_place(&self) -> impl Iterator<Item = (ActId, Place)> {
        self.acts.iter().filter_map(|(act, known)| known.place.map(|place| (*act, place)))
    }

    pub(crate) fn spot_seen(&self, act: &ActId, past: &Past) -> Option<Spot> {
        self.spot_of(act).filter(|spot| past.holds(*spot))
    }

    pub(crate) fn place_seen(&self, act: &ActId, past: &Past) -> Option<Place> {
        let known = self.acts.get(act)?;
        known.place.filter(|_| past.holds(known.spot))
    }

    /// The matter that `act` opened, if it lies in `past`.
    pub(crate) fn matter_opened_by(&self, act: &ActId, past: &Past) -> Option<MatterId> {
        let place = self.place_seen(act, past)?;
        let (matter, _) = self.state.event(place)?;
        (matter.occasion == Occasion::Opened(place)).then_some(matter)
    }

    /// The epoch in which a matter was opened.
    pub(crate) fn opened_in_epoch(&self, matter: MatterId) -> Option<u64> {
        match matter.occasion {
            Occasion::Opened(place) => self.epochs.get(&place).copied(),
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

impl Verdict {
    fn bytes(&self, agreement: &Agreement) -> Vec<u8> {
        match self {
            Verdict::Lawful(under) => {
                under.iter().flat_map(|choice| agreement::plain::choice(agreement, choice).to_string().into_bytes()).collect()
            }
            Verdict::Void(void) => void.bytes(agreement),
        }
    }
}

fn undecodable(problem: &FormatProblem) -> Void {
    match problem {
        FormatProblem::TooLarge { bytes } => Void::TooLarge { leaf_bytes: *bytes as u32 },
        problem => Void::Undecodable { problem: format!("{problem:?}") },
    }
}
