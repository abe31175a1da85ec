//! The lines of a founding file in their order, and what only all of them together can have wrong.

use super::line::Said;
use super::{Founding, FoundingFault, FoundingProblem, Party, TITLE};
use std::collections::BTreeSet;

/// The lines of the head, in order.
const HEAD: [&str; 4] = [TITLE, "agreement", "rules", "edition"];

/// The lines of each party, in order; the last may be absent.
const PARTY: [&str; 5] = ["party", "root", "node", "mirror", "passkey"];

/// Puts the lines together. `None` after a problem was reported, here or for a line alone.
pub fn founding(lines: &[(usize, Said)], problems: &mut Vec<FoundingProblem>) -> Option<Founding> {
    each_once(lines, problems);
    in_order(lines, problems)?;
    let [(_, Said::Title), (_, Said::Agreement(agreement)), (_, Said::Rules(rules)), (_, Said::Edition(edition)), rest @ ..] =
        lines
    else {
        return None;
    };
    let starts = |at: &usize| matches!(rest[*at].1, Said::Party(..) | Said::Wrong("party"));
    let starts: Vec<usize> = (0..rest.len()).filter(starts).collect();
    let ends = starts.iter().skip(1).copied().chain([rest.len()]);
    // Every party is looked at before the first that is wrong ends the matter.
    let parties: Vec<Option<Party>> = starts.iter().zip(ends).map(|(start, end)| party(&rest[*start..end], problems)).collect();
    let parties = parties.into_iter().collect::<Option<Vec<Party>>>()?;
    Some(Founding { agreement: agreement.clone(), rules: *rules, edition: *edition, parties })
}

/// Reports the first line that is not the next: after it nothing is sure.
fn in_order(lines: &[(usize, Said)], problems: &mut Vec<FoundingProblem>) -> Option<()> {
    let mut expected = HEAD[0];
    let mut wrong = |line, word| problems.push(FoundingProblem { line, fault: FoundingFault::Expected(word) });
    for (line, said) in lines {
        let next_party = expected == "passkey" && said.word() == "party";
        if said.word() != expected && !next_party {
            wrong(*line, if expected == "passkey" { "party" } else { expected });
            return None;
        }
        expected = after(said.word());
    }
    let complete = expected == "passkey" || lines.last().is_some_and(|(_, said)| said.word() == "passkey");
    if !complete {
        wrong(lines.last().map_or(1, |(line, _)| line + 1), expected);
        return None;
    }
    Some(())
}

/// The word that a line after one of `word` begins with.
fn after(word: &str) -> &'static str {
    let next = |list: &[&'static str]| {
        let at = list.iter().position(|known| *known == word)?;
        list.get(at + 1).copied()
    };
    next(&HEAD).or_else(|| next(&PARTY)).unwrap_or("party")
}

/// One party from its lines, which are in order.
fn party(lines: &[(usize, Said)], problems: &mut Vec<FoundingProblem>) -> Option<Party> {
    let known = problems.len();
    let mut wrong = |line: usize, fault| problems.push(FoundingProblem { line, fault });
    let [(_, Said::Party(id, origin)), rest @ ..] = lines else { return None };
    for (line, said) in rest {
        match said {
            Said::Root(of, _) | Said::Node(of, _) | Said::Mirror(of, _) | Said::Passkey(of, _) if of != id => {
                wrong(*line, FoundingFault::OtherParty);
            }
            Said::Node(_, key) if key.name() != origin => wrong(*line, FoundingFault::KeyName),
            _ => {}
        }
    }
    let ([(_, Said::Root(_, root)), (_, Said::Node(_, node)), (_, Said::Mirror(_, mirror)), last @ ..], true) =
        (rest, problems.len() == known)
    else {
        return None;
    };
    let passkey = match last {
        [] => None,
        [(_, Said::Passkey(_, policy))] => Some(policy.clone()),
        _ => return None,
    };
    let (id, origin, root) = (id.clone(), origin.clone(), root.clone());
    Some(Party { id, origin, root, node: node.clone(), mirror: mirror.clone(), passkey })
}

/// Reports lines with a party, origin, key or key name that an earlier line has. A cosignature doesn't say whose it is, so a key
/// with two holders would be two witnesses in one.
fn each_once(lines: &[(usize, Said)], problems: &mut Vec<FoundingProblem>) {
    let mut seen = BTreeSet::new();
    for (line, said) in lines {
        let names: Vec<(&str, Vec<u8>)> = match said {
            Said::Party(id, origin) => vec![("party", id.clone().into_bytes()), ("origin", origin.clone().into_bytes())],
            Said::Root(_, root) => root.keys.iter().map(|key| ("key", key.bytes.clone())).collect(),
            Said::Node(_, key) | Said::Mirror(_, key) => {
                vec![("key", key.bytes().to_vec()), ("name", key.name().as_bytes().to_vec())]
            }
            _ => vec![],
        };
        // Every name is noted, also after the first that is there already.
        let known = names.into_iter().filter(|name| !seen.insert(name.clone())).count();
        if known > 0 {
            problems.push(FoundingProblem { line: *line, fault: FoundingFault::Twice });
        }
    }
}
