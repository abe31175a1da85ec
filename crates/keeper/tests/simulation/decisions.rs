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

/// How each of these matters stands with a node, all days being past; `None` if its disk does not give back what was put away.
pub fn findings(node: &Node, opened: &[Opened]) -> Option<Vec<Option<Finding>>> {
    let state = node.whole_state().ok()?;
    let readings = Readings::all(&state.agreement.points);
    let view = View::new(state, Date::MAX, Date::MAX, &readings, calendars());
    let stand = |matter: MatterId| report::stand(&view, matter, false).map(|answer| answer.first().clone());
    Some(opened.iter().map(|opened| opened.matter(node).and_then(stand)).collect())
}

impl World {
    pub fn watch_decisions(&mut self, place: usize) {
        let node = self.node(place);
        let whole = !self.machines[place].flipped || is_readable(node);
        let Some(findings) = findings(node, &self.ledger.opened).filter(|_| whole) else {
            assert!(self.storm || self.machines[place].flipped, "machine {place}: a good disk gives its leaves back");
            return;
        };
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
            let received = party == opened.by || self.cites(node, party, opened, |claimed, _| claimed <= closing);
            assert!(received, "{party} is held for silent on what it had not received by {closing}");
            for other in (0..self.parties).filter(|other| *other != party) {
                let spoke = other == opened.by || self.cites(node, other, opened, |_, shown| shown > closing);
                assert!(spoke, "{party} is held for silent while {other} has not spoken since {closing}");
            }
        }
    }

    /// Whether a leaf in a party's log, of such a day, has the opening of a matter in its past. The day is the one that the leaf claims,
    /// and the one on which the record shows it: the latest of all that it rests on.
    fn cites(&self, node: &Node, party: usize, opened: &Opened, when: impl Fn(Date, Date) -> bool) -> bool {
        let opener = origin(opened.by, 1);
        let mut here = false;
        // What a party had seen in its first log it has seen in the one that follows.
        [origin(party, 1), origin(party, 2)].iter().any(|log| {
            leaves(node, log).into_iter().enumerate().any(|(index, leaf)| {
                here |= leaf.statement().cites.iter().any(|head| head.origin == opener && head.size > opened.index);
                here && when(claimed(&leaf), shown(node, log, index as u64, &mut BTreeMap::new()))
            })
        })
    }
}

/// Whether every leaf that is folded can be read.
fn is_readable(node: &Node) -> bool {
    let mut logs = node.counterpart().logs();
    logs.all(|(log, _, folded, _)| (0..folded).all(|index| node.leaf(log, index).is_some()))
}

/// The leaves of a log that are folded and can be read.
fn leaves(node: &Node, log: &str) -> Vec<v1::Leaf> {
    let folded = node.log_status(log).map_or(0, |status| status.folded);
    let read = |index| match act_format::read(&node.leaf(log, index).expect("what is folded is here")) {
        Ok(Reading::Leaf(leaf)) => Some(*leaf),
        _ => None,
    };
    (0..folded).filter_map(read).collect()
}

fn claimed(leaf: &v1::Leaf) -> Date {
    let claimed = jiff::Timestamp::from_second(leaf.statement().claimed as i64).expect("a time");
    claimed.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The latest day that a leaf and everything in its past claims.
fn shown(node: &Node, log: &str, last: u64, known: &mut BTreeMap<(String, u64), Date>) -> Date {
    if let Some(day) = known.get(&(log.to_owned(), last)) {
        return *day;
    }
    known.insert((log.to_owned(), last), Date::MIN);
    let own = leaves(node, log).into_iter().take(last as usize + 1).collect::<Vec<_>>();
    let mut day = own.iter().map(claimed).max().unwrap_or(Date::MIN);
    for head in own.iter().flat_map(|leaf| &leaf.statement().cites).filter(|head| head.size > 0) {
        day = day.max(shown(node, &head.origin, head.size - 1, known));
    }
    known.insert((log.to_owned(), last), day);
    day
}
