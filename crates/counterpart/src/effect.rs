//! What a judged leaf does beyond the engine's record: keys, epochs, successions, forks.

use crate::act_format::ActId;
use crate::act_format::v1::{Body, Head, Leaf, RecordVerb};
use crate::closing::{Closing, Committed};
use crate::counterpart::Counterpart;
use crate::log::Spot;
use crate::standing::Signers;
use agreement::act::{Act, ActKind, Event};
use agreement::id::{BodyId, MatterId, Place};
use jiff::civil::{Date, DateTime};

impl Counterpart<'_> {
    /// Notes what later acts of the record must know of a lawful act under the agreement.
    pub(crate) fn note(&mut self, party: BodyId, act: ActKind, matter: Option<MatterId>, signers: &Signers) {
        let Some(matter) = matter else { return };
        match act {
            ActKind::Sign => self.standing.note_sign(party, matter, Some(&signers.keys)),
            ActKind::Withdraw | ActKind::Commit => self.standing.note_sign(party, matter, None),
            _ => {}
        }
    }

    /// A lawful commitment on an epoch ballot is the last act of its log in this epoch.
    pub(crate) fn close_epoch(&mut self, spot: Spot, leaf: &Leaf) {
        if !matches!(&leaf.statement().body, Body::Act(act) if act.kind == ActKind::Commit) {
            return;
        }
        let place = self.acts.get(&leaf.id()).and_then(|known| known.place);
        let Some(matter) = place.and_then(|place| self.state.matter_at(place)).filter(|matter| self.is_epoch_ballot(*matter))
        else {
            return;
        };
        let log = &mut self.logs[usize::from(spot.log.0)];
        log.closing = Some(Closing { ballot: matter });
        let committed = Committed { spot, chain: log.chain() };
        self.closings.note(matter, log.party, committed);
    }

    pub(crate) fn apply_verb(&mut self, spot: Spot, id: ActId, verb: &RecordVerb, claimed: DateTime, shown: Date) {
        let party = self.log(spot.log).party;
        match verb {
            RecordVerb::EnterEpoch { .. } => {
                let log = &mut self.logs[usize::from(spot.log.0)];
                log.epoch += 1;
                log.closing = None;
                let entered = log.epoch;
                self.epochs.insert(Place { log: party, number: self.state.next_number(party) }, entered);
                self.end_ballots(party, entered);
            }
            RecordVerb::Succeed { old_origin, size, root, .. } => {
                self.standing.apply(party, verb);
                let old = self.log_id(old_origin).expect("a judged succession names a log that is here");
                let head = Head { origin: old_origin.clone(), size: *size, root: *root };
                self.successions.open(id, (spot.log, party), old, head);
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

    /// Ballots of older epochs that not all have committed on are dead for whoever has entered the next one.
    fn end_ballots(&mut self, party: BodyId, epoch: u64) {
        let old = self.state.matters().map(|(matter, _)| matter).filter(|matter| {
            let ballot = self.agreement().rule(matter.rule).kind.provision().ballot().is_some();
            ballot && self.opened_in_epoch(*matter).is_some_and(|opened| opened < epoch)
        });
        let undecided: Vec<MatterId> =
            old.filter(|matter| !agreement::ballot::is_committed_by_all(&self.state, *matter)).collect();
        undecided.into_iter().for_each(|matter| self.state.end_ballot(matter, party));
    }

    /// A revoked key's signature on a ballot is withdrawn where the revocation stands, unless it is out of reach.
    pub(crate) fn withdraw_by_revocation(&mut self, party: BodyId, matter: MatterId, claimed: DateTime, shown: Date) {
        let event = |occurred: Date| Event {
            place: Place { log: party, number: self.state.next_number(party) },
            author: party,
            occurred,
            time: Some(claimed.time()),
            recorded: shown,
            matter: Some(matter),
            act: Act::Withdraw {},
            cites: Vec::new(),
            paper: false,
            source: None,
        };
        let (claimed, later) = (event(claimed.date()), event(shown));
        // A revocation that claims a day before that of the signature withdraws it on the day of the record. Both are
        // refused only where nothing stands any more that could be withdrawn.
        if self.state.fold(claimed).is_err() {
            let _ = self.state.fold(later);
        }
    }
}
