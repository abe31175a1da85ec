//! The term: how long the agreement is in force under each reading, the days of warning, what the text leaves open, and how it can
//! be changed or prolonged.

use crate::ballot::signatures::Signatures;
use crate::chrome::{Chrome, html};
use crate::front;
use crate::party_marks::PartyMarks;
use crate::site::{Link, Site};
use crate::verdict::Verdict;
use agreement::decision::{Decision, Form};
use agreement::id::{MatterId, RuleId};
use agreement::kinds::Kind;
use agreement::kinds::term::{self, Force, Term};
use agreement::message::Message;
use agreement::period::months_after;
use agreement::reading::{self, Choice, Point};
use agreement::report;
use askama::Template;
use jiff::civil::Date;

#[derive(Template)]
#[template(path = "term.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    cite: Link,
    lead: String,
    verdict: Option<Verdict>,
    readings_label: String,
    columns: [String; 4],
    rows: Vec<Row>,
    text_label: String,
    summaries: Vec<(Link, String)>,
    open_label: String,
    points: Vec<Open>,
    silent_label: String,
    silent: Vec<String>,
    more: Link,
    powers: Vec<Power>,
    none_said: String,
}

/// The term under one reading.
struct Row {
    reading: String,
    first: String,
    last: String,
    left: String,
    warnings: Vec<String>,
}

/// A point that the text leaves open.
struct Open {
    question: String,
    cite: Link,
    options: Vec<String>,
}

/// A power to change or to prolong the agreement.
struct Power {
    name: String,
    cite: Link,
    decided: String,
    matters: Vec<Proposed>,
}

/// What was proposed under a power.
struct Proposed {
    link: Link,
    verdict: Option<Verdict>,
    marks: Option<PartyMarks>,
}

/// The page; none if the rule file has no term.
pub fn page(site: &Site<'_>) -> Option<String> {
    let agreement = site.view.agreement;
    let (id, rule) = agreement.rules_of(|kind| if let Kind::Term(rule) = kind { Some(rule) } else { None }).next()?;
    let heading = site.words.language.sentence(&site.words.vocabulary.name(&agreement.rule(id).id));
    let answer = report::standing(&site.view, true);
    let points = points(site);
    let powers = powers(site);
    Some(html(&Page {
        chrome: Chrome::of(site, "term", &heading),
        heading,
        cite: site.cite(agreement.rule(id).cite),
        lead: front::lead(site),
        verdict: answer.as_ref().map(|answer| Verdict::of(site, "term", answer)),
        readings_label: site.key("term-under-each-reading"),
        columns: ["term-reading", "term-first-day", "term-last-day", "term-left"].map(|key| site.key(key)),
        rows: rows(site, rule),
        text_label: site.key("term-text-says"),
        summaries: summaries(site, id),
        open_label: site.key("page-readings"),
        points: points.iter().map(|point| open(site, point)).collect(),
        silent_label: site.key("open-silent").trim_end_matches([':', '：']).to_owned(),
        silent: silent(site, &points),
        more: Link { href: site.href("open"), text: site.key("page-open") },
        powers,
        none_said: site.key("page-no-acts"),
    }))
}

/// The days in force under each reading of them, with the warnings that the rule sets.
fn rows(site: &Site<'_>, rule: &Term) -> Vec<Row> {
    let answer = reading::under(&term::points(&site.view), site.view.readings, |reading| site.view.force(reading));
    answer.0.iter().map(|(choice, force)| row(site, rule, choice, force)).collect()
}

fn row(site: &Site<'_>, rule: &Term, choice: &Choice, force: &Force) -> Row {
    let span = force.span();
    let last = span.as_ref().and_then(|span| span.last).filter(|last| *last != Date::MAX);
    let day = |day: Option<Date>| day.map_or_else(|| site.key("no-day"), |day| site.words.date(day));
    let left = last.filter(|last| *last >= site.on()).map(|last| front::days(site.on(), last) + 1);
    let warning = |months: &i64| {
        let on = months_after(last?, -*months);
        let key = if on <= site.on() { "term-warning-begun" } else { "term-warning-ahead" };
        Some(site.say(Message::new(key).number("months", *months).date("day", on)))
    };
    let every = || site.key("term-every-reading");
    Row {
        reading: if choice.is_empty() { every() } else { site.reading(choice) },
        first: day(span.as_ref().map(|span| span.first)),
        last: day(last),
        left: left.map_or_else(|| "—".to_owned(), |days| site.say(Message::new("term-days").number("days", days))),
        warnings: rule.warn_months.iter().filter_map(warning).collect(),
    }
}

/// The provision of the term and those of the powers, each once, with what the record says of it in its own words.
fn summaries(site: &Site<'_>, term: RuleId) -> Vec<(Link, String)> {
    let agreement = site.view.agreement;
    let mut said: Vec<(Link, String)> = Vec::new();
    let powers = power_rules(site).into_iter().map(|(rule, _)| rule);
    for rule in std::iter::once(term).chain(powers) {
        let cite = agreement.rule(rule).cite;
        let id = agreement.cite(cite);
        let provision = id.split_once('.').map_or(id, |(provision, _)| provision);
        let Some(summary) = site.words.vocabulary.said("summary", provision) else { continue };
        let link = Link { text: site.words.vocabulary.name(provision), ..site.cite(cite) };
        if said.iter().all(|(known, _)| known.text != link.text) {
            said.push((link, summary.to_owned()));
        }
    }
    said
}

fn points<'a>(site: &Site<'a>) -> Vec<&'a Point> {
    let mut ids = term::points(&site.view);
    ids.sort();
    ids.dedup();
    ids.into_iter().map(|point| &site.view.agreement.points[usize::from(point.0)]).collect()
}

fn open(site: &Site<'_>, point: &Point) -> Open {
    let said = |kind, id: &str| site.words.vocabulary.said(kind, id).unwrap_or(id).to_owned();
    Open {
        question: said("reading", &point.id),
        cite: site.cite(point.cite),
        options: point.options.iter().map(|option| said("option", &format!("{}.{option}", point.id))).collect(),
    }
}

/// What the text is silent on that bears the name of the term, of a power, or of a point on which they depend.
fn silent(site: &Site<'_>, points: &[&Point]) -> Vec<String> {
    let agreement = site.view.agreement;
    let powers: Vec<&str> = power_rules(site).iter().map(|(rule, _)| agreement.rule(*rule).id.as_str()).collect();
    let of_power = |id: &str| powers.iter().any(|power| id.strip_prefix(power).is_some_and(|rest| rest.starts_with('_')));
    let concerns = |id: &str| of_power(id) || points.iter().any(|point| point.id == id);
    let entries = agreement.entries.iter().filter(|entry| entry.node == "silent" && concerns(&entry.id));
    entries.map(|entry| site.words.vocabulary.said("silent", &entry.id).unwrap_or(&entry.id).to_owned()).collect()
}

fn power_rules<'a>(site: &Site<'a>) -> Vec<(RuleId, &'a Decision)> {
    let agreement = site.view.agreement;
    let decision = |kind: &Kind| match kind {
        Kind::Extension(rule) => Some(rule.decision),
        Kind::Amendment(rule) => Some(rule.decision),
        _ => None,
    };
    let of = |rule| decision(&agreement.rule(rule).kind).map(|found| (rule, agreement.decision(found)));
    agreement.rule_ids().filter_map(of).collect()
}

fn powers(site: &Site<'_>) -> Vec<Power> {
    let power = |(rule, decision): (RuleId, &Decision)| Power {
        name: site.words.language.sentence(&site.words.vocabulary.name(&site.view.agreement.rule(rule).id)),
        cite: site.cite(site.view.agreement.rule(rule).cite),
        decided: site.words.language.sentence(&site.say(Message::new(decided_by(decision)).bodies("by", decision.deciders()))),
        matters: site.view.matters_of(rule).map(|matter| proposed(site, matter, decision)).collect(),
    };
    power_rules(site).into_iter().map(power).collect()
}

fn decided_by(decision: &Decision) -> &'static str {
    if decision.form == Form::Signature { "why-decided-by-signature" } else { "why-decided-by-vote" }
}

fn proposed(site: &Site<'_>, matter: MatterId, decision: &Decision) -> Proposed {
    let kind = site.view.agreement.rule(matter.rule).kind.name();
    let answer = report::stand(&site.view, matter, false);
    let signed = (decision.form == Form::Signature).then(|| Signatures::of(site, matter, decision).signed);
    Proposed { link: site.matter(matter), verdict: answer.map(|answer| Verdict::of(site, kind, &answer)), marks: signed }
}
