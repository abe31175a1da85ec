//! One party's counterpart of the record: leaves come in from all logs in any order, and one fold makes the state.
//!
//! A leaf waits until every head that its log has cited is folded; then it is judged against its causal past alone. The
//! state is therefore a function of the frontier, whatever came first. What is void stays in its log, with its reason.

use crate::act_format::v1::{Body, Head, Leaf, RecordVerb};
use crate::act_format::{self, FormatProblem, Reading};
use crate::acts::{Acts, Known};
use crate::ahead::{self, Ahead};
use crate::closing::Closings;
use crate::fork::{self, Forks};
use crate::founding::Founding;
use crate::frontier::Roots;
use crate::judge::Effect;
use crate::log::{Log, LogId, Spot, Unread};
use crate::past::Past;
use crate::standing::Standing;
use crate::succession::Successions;
use crate::void::Void;
use agreement::id::{BodyId, Place};
use agreement::reading::Choice;
use agreement::{Agreement, State};
use jiff::civil::Date;
use std::collections::BTreeMap;

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
    pub(crate) founding: Founding,
    pub(crate) state: State<'a>,
    pub(crate) standing: Standing,
    pub(crate) logs: Vec<Log>,
    pub(crate) acts: Acts,
    pub(crate) voids: BTreeMap<Spot, Void>,
    /// From which event of a party on each epoch but the first runs.
    pub(crate) epochs: BTreeMap<Place, u64>,
    pub(crate) closings: Closings,
    pub(crate) successions: Successions,
    pub(crate) forks: Forks,
    pub(crate) stale: bool,
    /// How many events of the engine stayed in memory when the rest was last put away.
    pub(crate) awake_events: usize,
    /// How many stay in memory when all that rests is put away, once that was done.
    pub(crate) least_events: Option<usize>,
}

/// The epoch that the founding begins.
pub(crate) const FIRST_EPOCH: u64 = 1;

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
            Log::new(founded.origin.clone(), party, FIRST_EPOCH, (state.next_number(party) - 1, signed))
        });
        Counterpart {
            logs: logs.collect(),
            standing: Standing::of(&founding),
            founding,
            state,
            acts: Acts::default(),
            voids: BTreeMap::new(),
            epochs: BTreeMap::new(),
            closings: Closings::default(),
            successions: Successions::default(),
            forks: Forks::default(),
            stale: false,
            awake_events: 0,
            least_events: None,
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

    /// Takes the next leaf of the log called `origin`, and folds whatever can be folded now. Gives how many payloads it commits to.
    pub fn receive(&mut self, origin: &str, bytes: &[u8], roots: &dyn Roots) -> Result<usize, NotOurs> {
        let read = ahead::read(bytes);
        let payloads = if let Ok(Reading::Leaf(leaf)) = &read { leaf.statement().payloads.len() } else { 0 };
        self.queue(origin, read, roots).map(|()| payloads)
    }

    /// The same for a leaf that was read ahead.
    pub fn take_in(&mut self, origin: &str, ahead: Ahead, roots: &dyn Roots) -> Result<(), NotOurs> {
        self.queue(origin, ahead.read, roots)
    }

    fn queue(&mut self, origin: &str, read: Result<Reading, Unread>, roots: &dyn Roots) -> Result<(), NotOurs> {
        let leaf = if let Ok(Reading::Leaf(leaf)) = &read { Some(&**leaf) } else { None };
        let log = match self.log_id(origin) {
            Some(log) => log,
            None => self.open_successor(origin, leaf)?,
        };
        if let Some(leaf) = leaf {
            let Log { party, end, .. } = *self.log(log);
            let spot = Spot { log, index: self.log(log).held() };
            if leaf.statement().origin == origin && end.is_none_or(|end| spot.index < end) {
                self.successions.observe(party, leaf);
            }
            // Testimonies are heard from a beginning at which the fork was known: this leaf's own comes with the fold's next start.
            self.forks.observe(spot, party, leaf);
            // A proof speaks for itself: it counts even behind a leaf that waits for what was lost with the other history.
            if let Body::Verb(verb @ RecordVerb::ProveFork { .. }) = &leaf.statement().body
                && let Some(proved) = fork::proved(verb, self)
            {
                self.forks.prove(proved);
            }
        }
        self.logs[usize::from(log.0)].waiting.push_back(read);
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
        let past = Past::of(self, log, cites);
        Some(match self.judge(log, &leaf, &past, roots) {
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
            let gone_on = !self.successions.is_empty() && self.settle_successions(roots);
            if !gone_on && self.logs.iter().map(Log::folded).sum::<u64>() == before {
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
            Some(Ok(Reading::Leaf(leaf))) => match self.ready(id, leaf, roots) {
                Some(cites) => cites,
                None => return false,
            },
            Some(Ok(Reading::UnknownFormat(_))) => {
                self.logs[usize::from(id.0)].newer = true;
                return false;
            }
            Some(Err(_)) if !log.has_gone_on() => return false,
            Some(Err(_)) => Vec::new(),
        };
        let opens = matches!(log.waiting.front(), Some(Ok(Reading::Leaf(leaf))) if self.opens(id, leaf));
        let past = Past::of(self, id, cites);
        let spot = Spot { log: id, index: past.index };
        let waiting = self.logs[usize::from(id.0)].waiting.pop_front().expect("the front was just looked at");
        let recorded = past.recorded(self);
        let (name, verdict, recorded) = match &waiting {
            Err(unread) => (unread.hash, Verdict::Void(undecodable(&unread.problem)), recorded),
            Ok(Reading::UnknownFormat(_)) => unreachable!("the log stops before a leaf of a later format"),
            Ok(Reading::Leaf(leaf)) => {
                let (verdict, recorded) = self.take(spot, leaf, &past, recorded, roots);
                (leaf.id().0, verdict, recorded)
            }
        };
        let party = self.log(id).party;
        // The engine has seen what its events cite; what the others cite counts as seen too.
        if self.log(id).has_gone_on() {
            self.state.see(party, &self.places(id, &past.cites));
        }
        let events = (!opens).then(|| self.state.next_number(party) - 1);
        let said = verdict.bytes(self.agreement());
        let log = &mut self.logs[usize::from(id.0)];
        past.cites.iter().for_each(|(cited, size)| log.see(*cited, *size));
        log.fold(&name, &said, events, recorded);
        if let (Verdict::Lawful(_), Ok(Reading::Leaf(leaf))) = (&verdict, &waiting) {
            self.close_epoch(spot, leaf);
        }
        if let Verdict::Void(void) = verdict {
            self.voids.insert(spot, void);
        }
        true
    }

    /// Judges a leaf and lets it do what it does; gives the verdict and the day on which the record shows it.
    fn take(&mut self, spot: Spot, leaf: &Leaf, past: &Past, recorded: Date, roots: &dyn Roots) -> (Verdict, Date) {
        let known = Known { spot, place: None };
        match self.judge(spot.log, leaf, past, roots) {
            Err(void) => {
                // An act copied into a foreign log, or said again, must not stand in the way of the real one.
                let here = leaf.statement().origin == self.log(spot.log).origin;
                if here && self.known_in(spot.log, &leaf.id(), roots).is_none() {
                    self.acts.note(leaf.id(), known);
                }
                (Verdict::Void(void), recorded)
            }
            Ok(Effect::Record(verb)) => {
                self.acts.note(leaf.id(), known);
                let claimed = self.local(leaf.statement().claimed).unwrap_or(recorded.into());
                let shown = recorded.max(claimed.date());
                self.apply_verb(spot, leaf.id(), &verb, claimed, shown);
                (Verdict::Lawful(Vec::new()), shown)
            }
            Ok(Effect::Event(event, signers)) => {
                let (place, shown) = (event.place, event.recorded);
                let act = event.act.kind();
                match self.state.fold(*event) {
                    Err(refused) => {
                        self.acts.note(leaf.id(), known);
                        (Verdict::Void(Void::Refused(refused)), recorded)
                    }
                    Ok(ruling) => {
                        self.acts.note(leaf.id(), Known { spot, place: Some(place) });
                        self.note(place.log, act, ruling.matter, &signers);
                        (Verdict::Lawful(ruling.under), shown)
                    }
                }
            }
        }
    }

    /// The heads that `leaf` cites, as this counterpart reads them; `None` while one of them is not folded here.
    pub(crate) fn ready(&self, own: LogId, leaf: &Leaf, roots: &dyn Roots) -> Option<Vec<(LogId, u64)>> {
        if !self.log(own).has_gone_on() && !self.opens(own, leaf) {
            return None;
        }
        let read = |head| self.read_shared(head, &leaf.statement().body).unwrap_or_else(|| self.read_head(head, roots));
        leaf.statement().cites.iter().map(read).collect()
    }

    /// How a leaf that proves a fork cites the log it accuses: as far as its histories are one, so that it waits for no branch.
    fn read_shared(&self, head: &Head, body: &Body) -> Option<Option<(LogId, u64)>> {
        let Body::Verb(RecordVerb::ProveFork { origin, split, .. }) = body else { return None };
        let id = self.log_id(origin).filter(|_| *origin == head.origin)?;
        let size = head.size.min(*split);
        Some((size <= self.log(id).folded()).then_some((id, size)))
    }

    pub(crate) fn read_head(&self, head: &Head, roots: &dyn Roots) -> Option<(LogId, u64)> {
        let id = self.log_id(&head.origin)?;
        let log = self.log(id);
        if let Some(split) = self.forks.split(id) {
            let kept = head.size <= log.end.unwrap_or(split) && roots.root(&head.origin, head.size) == Some(head.root);
            let reads = if kept { head.size } else { split };
            return (reads <= log.folded()).then_some((id, reads));
        }
        // What was lost beyond the final head of a closed log can be cited in others, and nobody has it any more.
        if let Some(end) = log.end.filter(|end| *end < head.size) {
            return (end <= log.folded()).then_some((id, end));
        }
        let here = head.size <= log.folded() && roots.root(&head.origin, head.size) == Some(head.root);
        here.then_some((id, head.size))
    }

    fn settle_forks(&mut self, roots: &dyn Roots) -> bool {
        if self.forks.is_empty() {
            return false;
        }
        let parties: Vec<BodyId> = self.agreement().parties().collect();
        let owners: Vec<(String, BodyId)> = self.logs.iter().map(|log| (log.origin.clone(), log.party)).collect();
        let changed = self.forks.settle(&parties, &owners, roots);
        changed && {
            self.apply_ends();
            true
        }
    }

    /// Cuts the logs that forks and successions have cut. What was folded beyond makes this fold stale.
    pub(crate) fn apply_ends(&mut self) {
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
        self.logs.push(Log::following(origin.to_owned(), party, FIRST_EPOCH));
        Ok(LogId(self.logs.len() as u16 - 1))
    }

    /// Whether `verb` names the last log of the same party as the one that `log` follows.
    pub(crate) fn succeeds(&self, log: LogId, verb: &RecordVerb) -> bool {
        let RecordVerb::Succeed { old_origin, size, .. } = verb else { return false };
        let Some(old) = self.log_id(old_origin) else { return false };
        let last = old < log && self.successions.successor(old).is_none();
        // Of a log that a fork has cut, what is beyond the cut can't be gone on from.
        let uncut = self.forks.end(old).is_none_or(|end| *size <= end);
        last && uncut && self.log(old).party == self.log(log).party
    }

    /// Whether `leaf`, the next of `log`, is of the opening of a log that follows another one.
    pub(crate) fn opens(&self, log: LogId, leaf: &Leaf) -> bool {
        let held = self.log(log);
        held.is_opening()
            && match &leaf.statement().body {
                Body::Verb(RecordVerb::Succeed { .. }) => held.folded() == 0,
                Body::Verb(RecordVerb::Countersign { .. }) => self.successions.followed(log).is_some(),
                _ => false,
            }
    }

    /// Ends the logs whose successions all have countersigned, and lets the new ones go on once the old ones are folded to their
    /// ends; says whether anything may be folded now that could not be before.
    fn settle_successions(&mut self, roots: &dyn Roots) -> bool {
        let parties: Vec<BodyId> = self.agreement().parties().collect();
        let ended = self.successions.settle(parties.into_iter());
        if ended {
            self.apply_ends();
        }
        self.go_on(roots) || ended
    }

    /// Lets the logs go on whose old logs are folded to their ends; says whether there are any.
    fn go_on(&mut self, roots: &dyn Roots) -> bool {
        let ready = self.successions.complete().filter(|(new, old, head)| {
            let at_end = self.log(*old).folded() == head.size && roots.root(&head.origin, head.size) == Some(head.root);
            !self.log(*new).has_gone_on() && at_end && self.log(*old).has_gone_on()
        });
        let ready = ready.map(|(new, old, _)| (new, old)).collect::<Vec<_>>();
        for (new, old) in ready.iter().copied() {
            let mark = self.log(old).mark();
            self.logs[usize::from(new.0)].go_on(old, mark);
            // What the opening had cited counts as seen from here on: the old log's own acts had not seen it.
            let log = self.log(new);
            let cites = self.log_ids().map(|id| (id, log.sees(id))).filter(|(_, size)| *size > 0).collect::<Vec<_>>();
            self.state.see(log.party, &self.places(new, &cites));
        }
        !ready.is_empty()
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
