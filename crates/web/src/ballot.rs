//! A text that all must sign: an amendment or an extension (修正、展期), from its draft to the day on which it counts.
//!
//! Addresses begin with the name that the agreement's data give the rule: `extension`, `extension/macao-4`.

mod change;
mod longer;
pub mod signatures;

use crate::chrome::{Chrome, html};
use crate::held::Held;
use crate::key_work::text_of;
use crate::send;
use crate::site::{Link, Site, Text};
use crate::verdict::Verdict;
use agreement::act::{Act, ActKind, Event};
use agreement::decision::{Decision, Form};
use agreement::finding::{Finding, Status};
use agreement::id::{MatterId, Occasion, RuleId};
use agreement::kinds::Kind;
use agreement::message::{Arg, Message};
use agreement::report;
use askama::Template;
use change::Change;
use longer::Longer;
use signatures::Signatures;

#[derive(Template)]
#[template(path = "ballots.html")]
struct Ballots {
    chrome: Chrome,
    heading: String,
    cite: Link,
    decided: String,
    term: Option<Link>,
    offered_label: String,
    offered: Vec<Link>,
    rows: Vec<Row>,
    none: String,
    held: Option<Held>,
}

struct Row {
    link: Link,
    by: String,
    verdict: Option<Verdict>,
    signatures: Signatures,
}

#[derive(Template)]
#[template(path = "ballot.html")]
struct Ballot {
    chrome: Chrome,
    heading: String,
    all: Link,
    cite: Link,
    by: String,
    act: Link,
    verdict: Option<Verdict>,
    signatures: Signatures,
    held: Option<Held>,
    facts: Vec<(String, String)>,
    offered_label: String,
    offered: Vec<Link>,
    way: Link,
    text_label: String,
    text: Text,
    remarks: Vec<Text>,
    change: Change,
    longer: Option<Longer>,
}

/// The decision by which a rule changes or prolongs the agreement; none for rules of other kinds.
fn decision_of<'a>(site: &Site<'a>, rule: RuleId) -> Option<&'a Decision> {
    let decision = match &site.view.agreement.rule(rule).kind {
        Kind::Amendment(amendment) => amendment.decision,
        Kind::Extension(extension) => extension.decision,
        _ => return None,
    };
    // A text that is voted on has the page of any matter.
    Some(site.view.agreement.decision(decision)).filter(|decision| decision.form == Form::Signature)
}

/// The act that put the text of a matter on the table.
fn opening<'a>(site: &Site<'a>, matter: MatterId) -> Option<&'a Event> {
    let Occasion::Opened(place) = matter.occasion else { return None };
    site.view.events(matter).find(|event| event.place == place)
}

/// The address of the page of a matter, below the language, if it is a text to be signed under such a rule, or all of them.
pub fn address(site: &Site<'_>, matter: MatterId) -> Option<String> {
    decision_of(site, matter.rule)?;
    match matter.occasion {
        Occasion::Opened(_) => opening(site, matter).map(|_| site.words.agreement.matter_name(matter)),
        _ => Some(site.words.agreement.rule(matter.rule).id.clone()),
    }
}

/// The page at an address that begins with the name of such a rule.
pub fn respond(site: &Site<'_>, path: &str) -> Option<String> {
    let matter = site.words.agreement.matter(path)?;
    let decision = decision_of(site, matter.rule)?;
    match matter.occasion {
        Occasion::Opened(_) => page(site, matter, decision),
        Occasion::Standing => Some(list(site, matter, decision)),
        _ => None,
    }
}

fn list(site: &Site<'_>, standing: MatterId, decision: &Decision) -> String {
    let rule = site.words.agreement.rule(standing.rule);
    let heading = site.words.language.sentence(&site.words.vocabulary.name(&rule.id));
    let decided = Message::new("why-decided-by-signature").bodies("by", decision.deciders());
    let mut rows: Vec<Row> = site.view.matters_of(standing.rule).filter_map(|matter| row(site, matter, decision)).collect();
    rows.reverse();
    html(&Ballots {
        chrome: Chrome::of(site, &rule.id, &heading),
        heading,
        cite: site.cite(rule.cite),
        decided: site.words.language.sentence(&site.say(decided)),
        term: crate::front::term_way(site),
        offered_label: site.key("send-acts"),
        offered: send::offered(site, standing),
        rows,
        none: site.key("page-no-acts"),
        held: Held::of(site),
    })
}

fn row(site: &Site<'_>, matter: MatterId, decision: &Decision) -> Option<Row> {
    let opening = opening(site, matter)?;
    let link = site.matter(matter);
    Some(Row {
        link: Link { text: site.words.language.sentence(&link.text), ..link },
        by: proposed(site, opening),
        verdict: stands(site, matter),
        signatures: Signatures::of(site, matter, decision),
    })
}

fn proposed(site: &Site<'_>, opening: &Event) -> String {
    let said = Message::new("ballot-proposed").body("by", opening.author).date("day", opening.occurred);
    site.words.language.sentence(&site.say(said))
}

fn stands(site: &Site<'_>, matter: MatterId) -> Option<Verdict> {
    let kind = site.view.agreement.rule(matter.rule).kind.name();
    report::stand(&site.view, matter, true).map(|answer| Verdict::of(site, kind, &answer))
}

fn page(site: &Site<'_>, matter: MatterId, decision: &Decision) -> Option<String> {
    let opening = opening(site, matter)?;
    let rule = site.words.agreement.rule(matter.rule);
    let heading = site.words.language.sentence(&site.words.matter(matter));
    let name = site.words.agreement.matter_name(matter);
    let text = text_of(site, opening);
    Some(html(&Ballot {
        chrome: Chrome::of(site, &name, &heading),
        heading,
        all: Link { href: site.href(&rule.id), text: site.words.language.sentence(&site.words.vocabulary.name(&rule.id)) },
        cite: site.cite(rule.cite),
        by: proposed(site, opening),
        act: site.act(opening.place),
        verdict: stands(site, matter),
        signatures: Signatures::of(site, matter, decision),
        held: Held::of(site),
        facts: facts(site, opening),
        offered_label: site.key("annual-meeting-now"),
        offered: offered(site, matter),
        way: Link { href: site.href(&format!("matter/{name}")), text: site.key("key-work-all-acts") },
        text_label: site.key("ballot-draft"),
        remarks: site.texts_of(opening.place, usize::MAX).into_iter().skip(1).collect(),
        change: Change::of(site, opening, &text),
        text,
        longer: Longer::of(site, matter, opening),
    }))
}

/// What the text says beside its words: its check code, and by when all must have confirmed.
fn facts(site: &Site<'_>, opening: &Event) -> Vec<(String, String)> {
    let (digest, until) = match opening.act {
        Act::ProposeAmendment { text, until, .. } | Act::ProposeExtension { text, until, .. } => (text, until),
        _ => return Vec::new(),
    };
    let label = |key| site.label(key);
    let by = until.map_or_else(|| site.key("ballot-no-end"), |until| site.say(Message::new("ballot-until").date("until", until)));
    vec![
        (label("ballot-check-code"), site.words.arg(&Arg::Digest(digest))),
        (label("field-until"), by),
        (label("act-withdraw"), site.key("ballot-withdraw-until")),
        (label("act-commit"), delay(site)),
    ]
}

/// How long this party's own node waits between the last signature and its commitment.
fn delay(site: &Site<'_>) -> String {
    site.say(delay_said(site.commit_delay_seconds).body("party", site.party))
}

/// Hours where they are whole, else minutes: never fewer than the node waits, so that nobody counts on an earlier confirmation.
fn delay_said(seconds: u64) -> Message {
    match (seconds % 3_600, seconds / 3_600) {
        (0, 0) => Message::new("ballot-delay-none"),
        (0, hours) => Message::new("ballot-delay-hours").number("hours", hours as i64),
        _ => Message::new("ballot-delay-minutes").number("minutes", seconds.div_ceil(60) as i64),
    }
}

/// What whoever reads can do with it: sign, withdraw, report a paper. What the record would refuse anyway is not offered first.
fn offered(site: &Site<'_>, matter: MatterId) -> Vec<Link> {
    let own = |wanted: fn(&Act) -> bool| {
        let hands = |event: &&Event| {
            event.author == site.party && matches!(event.act, Act::Sign { .. } | Act::Withdraw {} | Act::Commit {})
        };
        site.view.events(matter).filter(hands).any(|event| wanted(&event.act))
    };
    let (signed, withdrawn, committed) = (
        own(|act| matches!(act, Act::Sign { .. })),
        own(|act| matches!(act, Act::Withdraw {})),
        own(|act| matches!(act, Act::Commit {})),
    );
    let ended = |finding: &Finding| matches!(finding.status, Status::Yes | Status::No);
    let is_over = report::stand(&site.view, matter, false).is_some_and(|answer| answer.0.iter().all(|(_, one)| ended(one)));
    let open = |kind: &ActKind| match kind {
        ActKind::Sign => !signed && !withdrawn && !is_over,
        ActKind::Withdraw => signed && !withdrawn && !committed,
        _ => false,
    };
    let link = |kind: ActKind| {
        let href = send::address(site, kind, matter, None)?;
        Some(Link { href, text: site.words.language.sentence(&send::name(site, kind)) })
    };
    [ActKind::Sign, ActKind::Withdraw].into_iter().filter(open).filter_map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_said_in_whole_hours_or_in_minutes_and_never_as_shorter_than_it_is() {
        let none = Message::new("ballot-delay-none");
        let minutes = |minutes| Message::new("ballot-delay-minutes").number("minutes", minutes);
        let hours = |hours| Message::new("ballot-delay-hours").number("hours", hours);
        for (seconds, said) in [
            (0, none),
            (1, minutes(1)),
            (59, minutes(1)),
            (60, minutes(1)),
            (119, minutes(2)),
            (3_599, minutes(60)),
            (3_600, hours(1)),
            (5_400, minutes(90)),
            (7_200, hours(2)),
            (86_400, hours(24)),
        ] {
            assert_eq!(delay_said(seconds), said, "{seconds} s");
        }
    }
}
