//! What a node writes by itself: commitments after the party's own delay, evidence, countersignatures, the entry into an
//! epoch, proofs of forks. A node at rest finds nothing to do here, and writes nothing.

use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::shelves::View;
use crate::submit::Submission;
use agreement::act::Act;
use agreement::id::MatterId;
use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::{Deed, Draft};
use counterpart::due::Due;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use store::Disk;

/// One act may make another due; more rounds than that are left to the next tick.
const ROUNDS_MAX: usize = 8;

impl<D: Disk> Keeper<'_, D> {
    /// Writes what this node owes, if it may sign.
    pub(crate) fn write_own(&mut self, now: u64) -> Result<(), KeeperError> {
        let Some(day) = self.day(now).filter(|_| self.exchange.may_sign()) else { return Ok(()) };
        for _ in 0..ROUNDS_MAX {
            let before = self.fold.version;
            self.prove_forks(now)?;
            self.write_due(day, now)?;
            self.catch_up(now)?;
            if self.fold.version == before {
                break;
            }
        }
        Ok(())
    }

    /// The first act after a start that an administrator ended.
    pub(crate) fn write_resume(&mut self, reason: &str, now: u64) -> Result<(), KeeperError> {
        self.write_deed(Deed::Verb(RecordVerb::Resume { reason: reason.to_owned() }), None, now).map(|_| ())
    }

    fn prove_forks(&mut self, now: u64) -> Result<(), KeeperError> {
        for verbs in self.fork_proofs() {
            for verb in verbs {
                if self.write_deed(Deed::Verb(verb), None, now)? {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Writes what the fold finds due. As long as nothing has changed, it is not asked again.
    fn write_due(&mut self, day: Date, now: u64) -> Result<(), KeeperError> {
        let ripe = self.ready.values().any(|since| self.is_ripe(*since, now));
        let seen = Some((self.fold.version, day));
        if self.looked == seen && !ripe {
            return Ok(());
        }
        let view = View { store: &self.store, shelves: &self.shelves };
        let due = self.fold.counterpart.due(self.setup.party, day, self.setup.calendars, &view);
        let committable = |due: &Due| due.matter.filter(|_| due.deed == Deed::Act(Act::Commit {}));
        let matters = due.iter().filter_map(committable).collect::<Vec<_>>();
        self.ready.retain(|matter, _| matters.contains(matter));
        matters.iter().for_each(|matter| _ = self.ready.entry(*matter).or_insert(now));
        for due in due {
            let early = committable(&due).is_some_and(|matter| !self.is_ripe(self.ready[&matter], now));
            if !early {
                committable(&due).map(|matter| self.ready.remove(&matter));
                self.write_deed(due.deed, due.matter, now)?;
            }
        }
        self.looked = seen;
        Ok(())
    }

    /// Whether a ballot that was ready at `since` has waited for as long as the party wants. A clock that was put back waits anew.
    fn is_ripe(&self, since: u64, now: u64) -> bool {
        now.saturating_sub(since) >= self.setup.commit_delay_seconds
    }

    /// Writes one act of the node itself; false if it would be void, which somebody else's act may have made it in between.
    fn write_deed(&mut self, deed: Deed, matter: Option<MatterId>, now: u64) -> Result<bool, KeeperError> {
        let draft = Draft::of(deed, matter, self.nonce());
        let receipts = self.record(vec![Submission::Draft(Box::new(draft))], now)?;
        Ok(receipts.iter().all(Result::is_ok))
    }

    /// The day at the agreement's offset; none for times that no calendar has.
    fn day(&self, now: u64) -> Option<Date> {
        let at = Timestamp::from_second(i64::try_from(now).ok()?).ok()?;
        Some(Offset::constant(self.setup.agreement.utc_offset_hours).to_datetime(at).date())
    }
}
