//! What rests is put away, so that memory doesn't grow with the whole record, and comes back from its leaves when it is
//! asked for or acted in. No verdict, digest or report depends on what is away.

use crate::act_format::v1::{Body, Leaf};
use crate::act_format::{self, ActId, Lookup, Reading};
use crate::acts::Known;
use crate::counterpart::Counterpart;
use crate::frontier::Roots;
use crate::log::{LogId, Spot};
use agreement::act::Event;
use agreement::calendar::Calendars;
use agreement::id::{MatterId, Place};
use agreement::reading::Readings;
use agreement::report::{self, Report};
use jiff::civil::Date;

impl Counterpart<'_> {
    /// Puts away what rests and is not in use, if more than `most` acts came into memory since this was last done; cheap
    /// otherwise. Only for whoever gives back every folded leaf by [`Roots::leaf`] from then on.
    pub fn put_away_beyond(&mut self, most: usize) {
        if self.acts.near() > most {
            self.acts.put_away();
        }
        // A matter larger than `most` would come and go with every act; so the more is in use, the rarer this is.
        if self.state.near_events() - self.awake_events > most.max(self.awake_events / 2) {
            self.state.put_away_old();
            self.awake_events = self.state.near_events();
        }
    }

    /// Puts away all that rests, as for a node that has nothing to do; false if that was done before. For whom, see
    /// [`Counterpart::put_away_beyond`].
    pub fn put_away(&mut self) -> bool {
        if self.acts.near() == 0 && Some(self.state.near_events()) == self.least_events {
            return false;
        }
        self.acts.put_away();
        self.state.put_away();
        self.awake_events = self.state.near_events();
        self.least_events = Some(self.awake_events);
        true
    }

    /// Brings back a matter, if it is away: for whoever asks [`Counterpart::state`] about it. False if a leaf can't be read
    /// that was folded: then nothing may be asked of the matter, and `roots` know why.
    pub fn bring_back(&self, matter: MatterId, roots: &dyn Roots) -> bool {
        if self.state.is_away(matter) {
            let Some(events) = self.events_of(matter, roots) else { return false };
            self.state.bring_back(matter, events);
        }
        true
    }

    /// Answers everything on `as_of` as known on `known_at`, what is away included; it is brought back for the answer only. Of
    /// what can't be read again, `roots` know, and the answer is not to be told.
    pub fn report(
        &self,
        (as_of, known_at): (Date, Date),
        readings: &Readings,
        calendars: &Calendars,
        roots: &dyn Roots,
    ) -> Report {
        let events_of = |matter| self.events_of(matter, roots).unwrap_or_default();
        report::report_with(&self.state, (as_of, known_at), readings, calendars, &events_of)
    }

    /// The act of this name, if it is folded.
    pub(crate) fn known(&self, act: &ActId, roots: &dyn Roots) -> Option<Known> {
        let far = || self.log_ids().find_map(|log| self.put_away_in(log, act, roots));
        self.acts.get(act).or_else(far)
    }

    /// The same of an act whose statement names the log `log`: it can stand nowhere else.
    pub(crate) fn known_in(&self, log: LogId, act: &ActId, roots: &dyn Roots) -> Option<Known> {
        self.acts.get(act).or_else(|| self.put_away_in(log, act, roots))
    }

    /// The folded acts whose names begin with these hexadecimal digits, eight at least, in lower case: name, origin of the
    /// log, index there. None where there are fewer digits.
    pub fn leaves_named(&self, digits: &str, roots: &dyn Roots) -> Vec<(ActId, &str, u64)> {
        let Some(beginning) = digits.get(..8).and_then(|first| u32::from_str_radix(first, 16).ok()) else { return Vec::new() };
        let near = self.acts.near_beginning(beginning);
        let far = self.log_ids().flat_map(|log| self.acts.beginning_with(log, beginning));
        let all = near.chain(far.filter_map(|spot| Some((self.leaf(spot, roots)?.id(), spot))));
        let named = all.filter(|(act, _)| act.to_string().starts_with(digits));
        named.map(|(act, spot)| (act, self.log(spot.log).origin.as_str(), spot.index)).collect()
    }

    fn put_away_in(&self, log: LogId, act: &ActId, roots: &dyn Roots) -> Option<Known> {
        self.acts.candidates(log, act).find_map(|spot| self.again(spot, act, roots))
    }

    /// The act at `spot`, if it is the one of this name.
    fn again(&self, spot: Spot, act: &ActId, roots: &dyn Roots) -> Option<Known> {
        let leaf = self.leaf(spot, roots)?;
        (leaf.id() == *act).then_some(())?;
        let log = self.log(spot.log);
        let made = matches!(leaf.statement().body, Body::Act(_)) && !self.voids.contains_key(&spot);
        Some(Known { spot, place: made.then(|| Place { log: log.party, number: log.events_at(spot.index + 1) }) })
    }

    /// The name of the act that made the event at `place`.
    pub fn act_at(&self, place: Place, roots: &dyn Roots) -> Option<ActId> {
        let spot = self.spot_at(place)?;
        let name = self.acts.name(spot).or_else(|| self.leaf(spot, roots).map(|leaf| leaf.id()))?;
        self.known(&name, roots).filter(|known| known.place == Some(place)).map(|_| name)
    }

    /// The log and the index of the leaf that made the event at `place`.
    pub fn leaf_at(&self, place: Place) -> Option<(&str, u64)> {
        self.spot_at(place).map(|spot| (self.log(spot.log).origin.as_str(), spot.index))
    }

    /// The leaf that made the event at `place`.
    fn spot_at(&self, place: Place) -> Option<Spot> {
        let mut logs = self.log_ids().filter(|id| self.log(*id).party == place.log);
        logs.find_map(|id| self.log(id).leaf_of(place.number).map(|index| Spot { log: id, index }))
    }

    /// A leaf that is folded, unless it can't be read now: whoever gives it back knows why, and stops.
    fn leaf(&self, spot: Spot, roots: &dyn Roots) -> Option<Leaf> {
        let bytes = roots.leaf(&self.log(spot.log).origin, spot.index)?;
        match act_format::read(&bytes) {
            Ok(Reading::Leaf(leaf)) => Some(*leaf),
            other => panic!("what was folded as an act is read as one: {other:?}"),
        }
    }

    fn events_of(&self, matter: MatterId, roots: &dyn Roots) -> Option<Vec<Event>> {
        self.state.places(matter).into_iter().map(|place| self.event_again(place, matter, roots)).collect()
    }

    /// The event at `place` as it was folded.
    fn event_again(&self, place: Place, matter: MatterId, roots: &dyn Roots) -> Option<Event> {
        let spot = self.spot_at(place).expect("a leaf made the event");
        let leaf = self.leaf(spot, roots)?;
        let place_of = |act: ActId| self.known(&act, roots).and_then(|known| known.place);
        let opened = |act: ActId| place_of(act).and_then(|place| self.state.opened_at(place));
        let lookup = Lookup { agreement: self.agreement(), place: &place_of, opened: &opened };
        let said = self.said(spot.log, &leaf, &lookup).ok()?;
        let cites: Vec<_> = leaf.statement().cites.iter().filter_map(|head| self.read_head(head, roots)).collect();
        let recorded = self.state.recorded(place).expect("the event is on record");
        Some(Event { place, recorded, matter: Some(matter), cites: self.places(spot.log, &cites), ..said })
    }
}
