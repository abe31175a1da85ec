//! The annual meeting (磋商會議): the years with what came of each, and the meeting of a year from its call to what followed from it.
//!
//! Addresses begin with the name that the agreement's data give the rule: `annual_meeting`, `annual_meeting/2018`.

pub mod agenda;
pub mod call;
pub mod delegation;
pub mod follow_up;
pub mod issue;
pub mod issue_form;
pub mod minutes;
mod offers;
pub mod passages;
mod sitting;
mod years;

use crate::chrome::{Chrome, html};
use crate::held::Held;
use crate::site::{Link, Site};
use crate::verdict::Verdict;
use agenda::Agenda;
use agreement::act::{Act, Event};
use agreement::id::{MatterId, RuleId};
use agreement::kinds::Kind;
use agreement::kinds::annual_meeting::AnnualMeeting;
use agreement::message::Message;
use agreement::report;
use askama::Template;
use follow_up::FollowUps;
use minutes::Minutes;
use office::Action;
use sitting::Sitting;

/// The meeting of one year, as far as it is known on the day that is asked about.
pub struct Meeting<'s, 'a> {
    /// The site.
    pub site: &'s Site<'a>,
    /// The matter.
    pub matter: MatterId,
    /// The year.
    pub year: i16,
    /// The rule.
    pub rule: &'a AnnualMeeting,
    /// The acts that name the year, and those that name none and were done in it, by their days.
    pub events: Vec<&'a Event>,
}

#[derive(Template)]
#[template(path = "annual_meeting.html")]
struct Page {
    chrome: Chrome,
    heading: String,
    all: Link,
    cite: Link,
    of: String,
    verdict: Option<Verdict>,
    held: Option<Held>,
    before: Option<Link>,
    after: Option<Link>,
    years_label: String,
    ways: Vec<Link>,
    offered_label: String,
    offered: Vec<Link>,
    sitting: Sitting,
    agenda: Agenda,
    papers_label: String,
    papers: Vec<agenda::Paper>,
    no_papers: String,
    minutes: Minutes,
    follow_ups: FollowUps,
}

pub(crate) fn rule_of<'a>(site: &Site<'a>, rule: RuleId) -> Option<&'a AnnualMeeting> {
    if let Kind::AnnualMeeting(found) = &site.view.agreement.rule(rule).kind { Some(found) } else { None }
}

/// The years that have a page: those with acts, and those since the signature that have begun.
fn has_page(site: &Site<'_>, rule: RuleId, year: i16) -> bool {
    let signed = site.words.agreement.signed.as_ref().filter(|signed| signed.date <= site.on());
    let begun = signed.is_some_and(|signed| (signed.date.year()..=site.on().year()).contains(&year));
    begun || !site.view.recorded(MatterId::period(rule, year)).is_empty()
}

/// The address of the page of a matter, below the language, if it is the meeting of a year.
pub fn address(site: &Site<'_>, matter: MatterId) -> Option<String> {
    let year = matter.year().filter(|year| has_page(site, matter.rule, *year))?;
    rule_of(site, matter.rule)?;
    Some(format!("{}/{year}", site.words.agreement.rule(matter.rule).id))
}

/// The address of the years of the first rule that has meetings.
pub fn way(site: &Site<'_>) -> Option<String> {
    let rule = site.words.agreement.rule_ids().find(|rule| rule_of(site, *rule).is_some())?;
    Some(site.words.agreement.rule(rule).id.clone())
}

/// The page below an address that begins with the name of a rule of meetings.
pub fn respond(site: &Site<'_>, path: &str) -> Option<String> {
    let (rule, rest) = path.split_once('/').unwrap_or((path, ""));
    let rule = site.words.agreement.rule_id(rule)?;
    rule_of(site, rule)?;
    match rest {
        "" => Some(years::page(site, rule)),
        year => Some(page(&Meeting::of(site, rule, year.parse().ok()?)?)),
    }
}

impl<'s, 'a> Meeting<'s, 'a> {
    /// The meeting of a year under a rule; none if the rule is of another kind, or the year has none.
    pub fn of(site: &'s Site<'a>, rule: RuleId, year: i16) -> Option<Meeting<'s, 'a>> {
        let found = rule_of(site, rule).filter(|_| has_page(site, rule, year))?;
        let matter = MatterId::period(rule, year);
        let unnamed = site.view.events(MatterId::standing(rule)).filter(|event| event.occurred.year() == year);
        let mut events: Vec<&Event> = site.view.events(matter).chain(unnamed).collect();
        events.sort_by_key(|event| (event.occurred, event.time, event.recorded, event.place));
        Some(Meeting { site, matter, year, rule: found, events })
    }

    /// The same by the name of its matter: `annual_meeting/2018`.
    pub fn at(site: &'s Site<'a>, name: &str) -> Option<Meeting<'s, 'a>> {
        let (rule, year) = name.split_once('/')?;
        Meeting::of(site, site.words.agreement.rule_id(rule)?, year.parse().ok()?)
    }

    /// The last meeting before this one that the record shows as held.
    pub fn previous(&self) -> Option<Meeting<'s, 'a>> {
        let years = self.site.view.matters_of(self.matter.rule).filter_map(MatterId::year).filter(|year| *year < self.year);
        let mut years: Vec<i16> = years.collect();
        years.sort_unstable_by(|one, other| other.cmp(one));
        years.into_iter().filter_map(|year| Meeting::of(self.site, self.matter.rule, year)).find(|one| one.held().is_some())
    }

    /// The act that records it as held, the last if there are several.
    pub fn held(&self) -> Option<&'a Event> {
        self.events.iter().copied().rfind(|event| matches!(event.act, Act::HoldMeeting { .. }))
    }

    /// The name of the matter as it begins a heading.
    pub fn name(&self) -> String {
        self.site.words.language.sentence(&self.site.words.matter(self.matter))
    }

    /// Its address below the language, with something below it.
    pub fn path(&self, below: &str) -> String {
        format!("{}/{}{below}", self.site.words.agreement.rule(self.matter.rule).id, self.year)
    }

    /// The same as a way.
    pub fn link(&self) -> Link {
        Link { href: self.site.href(&self.path("")), text: self.name() }
    }
}

fn page(meeting: &Meeting<'_, '_>) -> String {
    let site = meeting.site;
    let heading = meeting.name();
    let rule = site.words.agreement.rule(meeting.matter.rule);
    let answer = report::stand(&site.view, meeting.matter, true);
    let near = |year| Meeting::of(site, meeting.matter.rule, year).map(|one| Link { text: year.to_string(), ..one.link() });
    let agenda = Agenda::of(meeting);
    html(&Page {
        chrome: Chrome::of(site, &meeting.path(""), &heading),
        heading,
        all: Link { href: site.href(&rule.id), text: site.key("annual-meeting-years") },
        cite: site.cite(rule.cite),
        of: site.words.language.sentence(&site.words.bodies(&meeting.rule.of)),
        verdict: answer.as_ref().map(|answer| Verdict::of(site, "annual_meeting", answer)),
        held: Held::of(site),
        before: near(meeting.year - 1),
        after: near(meeting.year + 1),
        years_label: site.key("page-years"),
        ways: ways(meeting),
        offered_label: site.key("annual-meeting-now"),
        offered: offers::of(meeting),
        sitting: Sitting::of(meeting, answer.as_ref()),
        papers_label: site.key("annual-meeting-papers"),
        papers: agenda::papers(meeting),
        no_papers: site.key("annual-meeting-no-papers"),
        agenda,
        minutes: Minutes::of(meeting),
        follow_ups: FollowUps::of(meeting),
    })
}

fn ways(meeting: &Meeting<'_, '_>) -> Vec<Link> {
    let site = meeting.site;
    let name = site.words.agreement.matter_name(meeting.matter);
    let link = |path: &str, key| Link { href: site.href(path), text: site.key(key) };
    let mut ways = Vec::new();
    if meeting.events.iter().any(|event| matches!(event.act, Act::CallMeeting { .. })) {
        ways.push(link(&format!("calendar.ics?meeting={name}"), "annual-meeting-calendar"));
    }
    if site.visitor.is_some_and(|visitor| visitor.may(Action::ReadInternal)) {
        ways.push(link(&meeting.path("/delegation"), "delegation-way"));
    }
    ways.push(link(&format!("matter/{name}"), "key-work-all-acts"));
    ways
}

/// A sentence with the day and the author of an act.
fn by_on(site: &Site<'_>, key: &'static str, event: &Event) -> String {
    let said = Message::new(key).body("by", event.author).date("day", event.occurred);
    site.words.language.sentence(&site.say(said))
}
