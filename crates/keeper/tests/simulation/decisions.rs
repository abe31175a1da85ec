//! What the nodes count as decided: never two texts on one base, never without every party's signature, and nobody consents
//! by silence who had not received the text.

use std::collections::BTreeMap;

use agreement::finding::{Finding, Status};
use agreement::id::MatterId;
use agreement::reading::Readings;
use agreement::report;
use agreement::view::View;
use counterpart::act_format::{self, Reading, v1};
use jiff::civil::Date;

use crate::ledger::{Kind, Opened};
use crate::parties::{body, calendars, origin};
use crate::world::{Node, World};

/// How each of these matters stands with a node, all days being past.
pub fn findings(node: &Node, opened: &[Opened]) -> Vec<Option<Finding>> {
    let state = node.counterpart().state();
    let readings = Readings::all(&state.agreement.points);
    let view = View::new(state, Date::MAX, Date::MAX, &readings, calendars());
    let stand = |matter: MatterId| report::stand(&view, matter, false).map(|answer| answer.first().clone());
    opened.iter().map(|opened| opened.matter(node).and_then(stand)).collect()
}

impl World {
    pub fn watch_decisions(&mut self, place: usize) {
        let node = self.node(place);
        let findings = findings(node, &self.ledger.opened);
        let mut bases = BTreeMap::new();
        let mut decided = Vec::new();
        for (opened, finding) in self.ledger.opened.iter().zip(findings) {
            let Some(finding) = finding.filter(|finding| finding.status == Status::Yes) else { continue };
            if matches!(opened.kind, Kind::Amendment | Kind::Epoch) {
                let rival = bases.insert((opened.kind == Kind::Epoch, opened.base), opened.act);
                assert!(rival.is_none(), "machine {place} counts {:?} and {rival:?} on one base", opened.act);
                let all = (0..self.parties).all(|party| opened.signed.contains(&party));
                assert!(all, "machine {place} counts what only {:?} have signed", opened.signed);
                decided.push(opened.act);
            }
            if opened.kind == Kind::Council {
                self.watch_silence(node, opened, &finding);
                decided.push(opened.act);
            }
        }
        self.ledger.decided.extend(decided);
    }

    /// A party that consented by silence had received the text in time, and every other one spoke after the last day.
    fn watch_silence(&self, node: &Node, opened: &Opened, finding: &Finding) {
        let silent = finding.because.iter().filter(|because| because.message.key == "silence-consents");
        let silent = silent.filter_map(|because| because.message.bodies_of("by")).flatten().copied().collect::<Vec<_>>();
        let closing = opened.until.expect("decisions of a run have a last day");
        for party in (0..self.parties).filter(|party| silent.contains(&body(*party))) {
            let received = party == opened.by || self.cites(node, party, opened, |day| day <= closing);
            assert!(received, "{party} is held for silent on what it had not received by {closing}");
            for other in (0..self.parties).filter(|other| *other != party) {
                let spoke = other == opened.by || self.cites(node, other, opened, |day| day > closing);
                assert!(spoke, "{party} is held for silent while {other} has not spoken since {closing}");
            }
        }
    }

    /// Whether a leaf in a party's log that claims such a day has the opening of a matter in its past.
    fn cites(&self, node: &Node, party: usize, opened: &Opened, when: impl Fn(Date) -> bool) -> bool {
        let log = origin(party, 1);
        let size = node.log_status(&log).map_or(0, |status| status.folded);
        let mut here = false;
        (0..size).any(|index| {
            let leaf = node.store().leaf(&log, index).expect("what is folded is here");
            let Ok(Reading::Leaf(leaf)) = act_format::read(&leaf) else { return false };
            here |= leaf.statement().cites.iter().any(|head| head.origin == origin(opened.by, 1) && head.size > opened.index);
            here && when(day(leaf.statement()))
        })
    }
}

fn day(statement: &v1::Statement) -> Date {
    let claimed = jiff::Timestamp::from_second(statement.claimed as i64).expect("a time");
    claimed.to_zoned(jiff::tz::TimeZone::UTC).date()
}
