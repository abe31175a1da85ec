//! The agenda: what became of the last meeting stands first, then each issue with its background, each side's position and the decision asked.
//!
//! An issue that a party places under the title of another one is no second issue: it is that party's own position on it.

use super::follow_up::FollowUps;
use super::issue::{Issue, Part, heading};
use super::minutes::Minutes;
use super::{Meeting, by_on};
use crate::key_work::text_of;
use crate::scan;
use crate::send;
use crate::site::{Link, Text, text_of as with_language};
use agreement::act::{Act, ActKind, Event};
use agreement::message::Message;

/// The agenda of a meeting.
pub struct Agenda {
    /// The heading.
    pub label: String,
    /// The first item: the last meeting.
    pub previous: Previous,
    /// The issues that were placed, in the order in which they came.
    pub items: Vec<Item>,
    /// Said where there is none yet.
    pub none: String,
    /// What the parts of an issue are called: background, positions, decision asked.
    pub parts: [String; 3],
    /// What the own form of an issue is called, where whoever reads may place one.
    pub place: Option<Link>,
}

/// The last meeting, as the first item.
pub struct Previous {
    /// What the item is called.
    pub label: String,
    /// That meeting; none if this is the first on record.
    pub meeting: Option<Link>,
    /// What is said of its minutes, or that there was no meeting before.
    pub said: Vec<String>,
    /// Its follow-ups.
    pub follow_ups: Option<FollowUps>,
}

/// An issue.
pub struct Item {
    /// Its number on the agenda.
    pub number: usize,
    /// Its title.
    pub title: Text,
    /// Who placed it, and when.
    pub by: String,
    /// The act.
    pub act: Link,
    /// The background.
    pub background: Option<Text>,
    /// The positions: first as whoever placed it states them, then each side's own words.
    pub positions: Vec<Position>,
    /// The decision that is asked of the meeting.
    pub decision: Option<Text>,
    /// Where this side can state its own position, if it has not placed the issue.
    pub answer: Option<Link>,
}

/// The position of one side.
pub struct Position {
    /// Whose.
    pub name: Text,
    /// The position.
    pub text: Text,
    /// In whose words it is, and since when.
    pub source: String,
    /// The act.
    pub act: Link,
}

/// What came with an act beside what the act says: a text, or files.
pub struct Paper {
    /// What brought it, by whom and when.
    pub said: String,
    /// The act.
    pub act: Link,
    /// The text; none where only files came.
    pub text: Option<Text>,
    /// The files that are here.
    pub scans: Vec<Link>,
}

/// An issue with all acts that placed it under its title.
struct Placed<'a> {
    key: String,
    /// The newest act of each party, whoever placed it first standing first.
    acts: Vec<(&'a Event, Issue)>,
}

impl Agenda {
    /// Of a meeting.
    pub fn of(meeting: &Meeting<'_, '_>) -> Agenda {
        let site = meeting.site;
        let own = || Link { href: site.href(&meeting.path("/issue")), text: site.key("annual-meeting-place-issue") };
        let open = meeting.held().is_none();
        let may = open && send::address(site, ActKind::PlaceIssue, meeting.matter, None).is_some();
        Agenda {
            label: site.key("annual-meeting-agenda"),
            previous: previous(meeting),
            items: placed(meeting).iter().enumerate().map(|(at, one)| item(meeting, at + 2, one, may)).collect(),
            none: site.key("annual-meeting-no-issues"),
            parts: [Part::Background, Part::Positions, Part::Decision].map(|part| heading(part, site.words.language).to_owned()),
            place: may.then(own),
        }
    }
}

fn previous(meeting: &Meeting<'_, '_>) -> Previous {
    let site = meeting.site;
    let label = site.key("annual-meeting-last-minutes");
    match meeting.previous() {
        Some(last) => Previous {
            label,
            said: vec![Minutes::of(&last).standing],
            follow_ups: Some(FollowUps::of(&last)).filter(|all| !all.rows.is_empty()),
            meeting: Some(last.link()),
        },
        None => Previous { label, meeting: None, said: vec![site.key("annual-meeting-first")], follow_ups: None },
    }
}

fn placed<'a>(meeting: &Meeting<'_, 'a>) -> Vec<Placed<'a>> {
    let mut all: Vec<Placed<'a>> = Vec::new();
    for event in meeting.events.iter().copied().filter(|event| matches!(event.act, Act::PlaceIssue { .. })) {
        let issue = Issue::read(&text_of(meeting.site, event).text);
        let key = issue.key();
        match all.iter_mut().find(|one| one.key == key) {
            Some(known) => match known.acts.iter_mut().find(|(other, _)| other.author == event.author) {
                Some(earlier) => *earlier = (event, issue),
                None => known.acts.push((event, issue)),
            },
            None => all.push(Placed { key, acts: vec![(event, issue)] }),
        }
    }
    all
}

fn item(meeting: &Meeting<'_, '_>, number: usize, placed: &Placed<'_>, may: bool) -> Item {
    let site = meeting.site;
    let (first, issue) = &placed.acts[0];
    let part = |said: &str| (!said.is_empty()).then(|| with_language(said.to_owned()));
    let stated = by_on(site, "annual-meeting-stated-by", first);
    let mut positions: Vec<Position> = issue
        .positions
        .iter()
        .map(|(name, text)| Position {
            name: with_language(if name.is_empty() { site.words.short_body(first.author) } else { name.clone() }),
            text: with_language(text.clone()),
            source: stated.clone(),
            act: site.act(first.place),
        })
        .collect();
    let mut others: Vec<&(&Event, Issue)> = placed.acts[1..].iter().collect();
    others.sort_by_key(|(event, _)| event.author);
    positions.extend(others.into_iter().map(|(event, issue)| Position {
        name: with_language(site.words.language.sentence(&site.words.short_body(event.author))),
        text: with_language(own_words(issue)),
        source: by_on(site, "annual-meeting-own-words", event),
        act: site.act(event.place),
    }));
    let answers = may && first.author != site.party;
    let name = site.words.agreement.place_name(first.place);
    let address = meeting.path(&format!("/issue?answers={name}"));
    Item {
        number,
        title: with_language(issue.title.clone()),
        by: by_on(site, "annual-meeting-placed-by", first),
        act: site.act(first.place),
        background: part(&issue.background),
        positions,
        decision: part(&issue.decision),
        answer: answers.then(|| Link { href: site.href(&address), text: site.key("annual-meeting-our-position") }),
    }
}

/// What a party says of an issue that another one placed: its positions, or whatever else its text says.
fn own_words(issue: &Issue) -> String {
    let line = |(name, position): &(String, String)| match name.as_str() {
        "" => position.clone(),
        name => format!("{name}：{position}"),
    };
    let said = issue.positions.iter().map(line).chain([issue.background.clone(), issue.decision.clone()]);
    said.filter(|said| !said.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The title of the issue that an act placed, if it is one of this meeting.
pub fn title_at(meeting: &Meeting<'_, '_>, place: &str) -> Option<String> {
    let place = meeting.site.words.agreement.place(place)?;
    let acts = placed(meeting).into_iter().flat_map(|one| one.acts);
    acts.into_iter().find(|(event, _)| event.place == place).map(|(_, issue)| issue.title)
}

/// The papers: texts and files that came with acts towards the meeting beside what these acts say.
pub fn papers(meeting: &Meeting<'_, '_>) -> Vec<Paper> {
    let site = meeting.site;
    let brings = |event: &&&Event| {
        let kind = event.act.kind();
        matches!(kind, ActKind::CallMeeting | ActKind::AcceptCall | ActKind::PlaceIssue | ActKind::HoldMeeting)
    };
    let of = |event: &&Event| {
        let said = Message::new("annual-meeting-paper").text("act", words::tell::event::done(site.words, event));
        let said = site.say(said.body("by", event.author).date("day", event.occurred));
        let beside = usize::from(matches!(event.act, Act::PlaceIssue { .. }));
        let act = site.act(event.place);
        let texts = site.texts_of(event.place, usize::MAX).into_iter().skip(beside);
        let paper = |text, scans| Paper { said: said.clone(), act: act.clone(), text, scans };
        let mut papers = texts.map(|text| paper(Some(text), Vec::new())).collect::<Vec<_>>();
        let scans = scan::of_act(site, event.place);
        if !scans.is_empty() {
            papers.push(paper(None, scans));
        }
        papers
    };
    meeting.events.iter().filter(brings).flat_map(of).collect()
}
