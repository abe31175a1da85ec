//! Publications one under another: the meetings and their minutes, the consultations, and whatever else was published.

use super::PublicSite;
use super::frame::{Frame, Here};
use super::published::Published;
use crate::chrome::html;
use crate::site::{Link, Text};
use agreement::act::{ActKind, Stage};
use agreement::message::Message;
use askama::Template;

/// A publication in a list.
pub struct Row {
    /// Where its page is.
    pub href: String,
    /// What it is called.
    pub title: Text,
    /// Which kind of thing it is, and the day that it names.
    pub what: String,
    /// Who published it, and when.
    pub by: String,
    /// How far it has come, as told.
    pub stage: Option<Light>,
}

/// How far something has come: a shape, a word and a colour.
pub struct Light {
    /// The class of its colour, and with it its shape.
    pub class: &'static str,
    /// The word.
    pub word: String,
}

/// A heading with what stands under it.
pub struct Group {
    /// The heading.
    pub name: String,
    /// A way to more, if there is one.
    pub way: Option<Link>,
    /// What stands under it.
    pub rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "public/listed.html")]
struct Page {
    frame: Frame,
    heading: String,
    said: String,
    groups: Vec<Group>,
    nothing: String,
}

/// A publication as a row of the page that stands `here`.
pub fn row(here: &Here<'_, '_>, one: &Published) -> Row {
    Row {
        href: here.to(&format!("published/{}", one.id)),
        title: one.titled(here),
        what: what(here.public, one),
        by: by(here.public, one),
        stage: stage(here.public, one),
    }
}

/// Which kind of thing it is, and the day that it names.
pub fn what(public: &PublicSite<'_>, one: &Published) -> String {
    let site = &public.site;
    match (one.kind, one.names_day) {
        (ActKind::OpenConsultation, Some(until)) => {
            let key = if is_open(public, one) { "public-open-until" } else { "public-was-open-until" };
            site.say(Message::new(key).date("day", until))
        }
        (ActKind::CallMeeting, Some(day)) => site.say(Message::new("public-meeting-on").date("day", day)),
        (kind, _) => {
            let key = format!("public-what-{}", kind.name().replace('_', "-"));
            if site.words.knows(&key) { site.key(&key) } else { String::new() }
        }
    }
}

fn by(public: &PublicSite<'_>, one: &Published) -> String {
    let site = &public.site;
    let who = site.words.bodies(&one.notices.iter().map(|notice| notice.by).collect::<Vec<_>>());
    site.say(Message::new("public-published-by").text("by", who).date("day", one.first()))
}

/// How far an item has come by what was told to the public last.
fn stage(public: &PublicSite<'_>, one: &Published) -> Option<Light> {
    let stage = told_stage(public, one)?;
    let class = match stage {
        Stage::Done => "l-ok",
        Stage::UnderWay => "l-near",
        Stage::HeldUp => "l-late",
        Stage::NotStarted => "l-none",
    };
    Some(Light { class, word: public.site.words.word(stage.word()) })
}

/// The stage that all who told one last agree on; the least of them where they do not.
pub fn told_stage(public: &PublicSite<'_>, one: &Published) -> Option<Stage> {
    let with = public.published.iter().filter(|other| other.is_with(one));
    let mut told = std::collections::BTreeMap::new();
    for notice in with.flat_map(|other| &other.notices) {
        let Some(stage) = notice.stage else { continue };
        let kept = told.entry(notice.by).or_insert((notice.day, stage));
        if notice.day >= kept.0 {
            *kept = (notice.day, stage);
        }
    }
    told.values().map(|(_, stage)| *stage).min()
}

/// Whether a consultation still takes answers: no close and no answer to it was published.
pub fn is_open(public: &PublicSite<'_>, one: &Published) -> bool {
    let over = |other: &Published| {
        other.matter == one.matter && matches!(other.kind, ActKind::CloseConsultation | ActKind::AnswerConsultation)
    };
    one.names_day.is_some_and(|until| public.site.on() <= until) && !public.published.iter().any(over)
}

/// Whether it belongs to a rule of this kind.
pub fn is_of(public: &PublicSite<'_>, one: &Published, kind: &str) -> bool {
    public.site.words.agreement.rule(one.matter.rule).kind.name() == kind
}

/// The consultations that still take answers.
pub fn open_consultations<'p>(public: &'p PublicSite<'_>) -> Vec<&'p Published> {
    public.published.iter().filter(|one| one.kind == ActKind::OpenConsultation && is_open(public, one)).collect()
}

fn page(public: &PublicSite<'_>, path: &str, keys: [&str; 3], groups: impl FnOnce(&Here<'_, '_>) -> Vec<Group>) -> String {
    let here = Here::at(public, path);
    let [heading, said, nothing] = keys.map(|key| public.key(key));
    let groups = groups(&here).into_iter().filter(|group| !group.rows.is_empty()).collect();
    html(&Page { frame: here.frame(&heading), heading, said, groups, nothing })
}

/// The newest first.
fn newest(mut all: Vec<&Published>) -> Vec<&Published> {
    all.sort_by_key(|one| std::cmp::Reverse(one.first()));
    all
}

/// Publications by the year of their matters, or else of their days; the newest year first.
pub fn by_year(here: &Here<'_, '_>, all: &[&Published]) -> Vec<Group> {
    let year = |one: &Published| one.matter.year().unwrap_or(one.first().year());
    let mut years: Vec<i16> = all.iter().map(|one| year(one)).collect();
    years.sort_by_key(|year| std::cmp::Reverse(*year));
    years.dedup();
    let group = |of: i16| Group {
        name: here.public.site.say(Message::new("public-year").text("year", of.to_string())),
        way: None,
        rows: all.iter().filter(|one| year(one) == of).map(|one| row(here, one)).collect(),
    };
    years.into_iter().map(group).collect()
}

/// The meetings: called, held, and what their minutes say.
pub fn meetings(public: &PublicSite<'_>) -> String {
    page(public, "meetings", ["public-meetings", "public-meetings-said", "public-no-meetings"], |here| {
        let all: Vec<&Published> = public.published.iter().filter(|one| is_of(public, one, "annual_meeting")).collect();
        by_year(here, &all)
    })
}

/// The consultations: open ones first.
pub fn consultations(public: &PublicSite<'_>) -> String {
    page(public, "consultations", ["public-consultations", "public-consultations-said", "public-no-consultations"], |here| {
        let all = || public.published.iter().filter(|one| is_of(public, one, "public_consultation"));
        let open = |one: &&Published| one.kind == ActKind::OpenConsultation && is_open(public, one);
        let group = |key: &str, found: Vec<&Published>| Group {
            name: public.key(key),
            way: None,
            rows: newest(found).into_iter().map(|one| row(here, one)).collect(),
        };
        vec![
            group("public-open-now", all().filter(open).collect()),
            group("public-over", all().filter(|one| !open(one)).collect()),
        ]
    })
}

/// What was published and is neither key work nor a meeting nor a consultation.
pub fn others(public: &PublicSite<'_>) -> String {
    const ELSEWHERE: [&str; 3] = ["key_work", "annual_meeting", "public_consultation"];
    page(public, "other", ["public-others", "public-others-said", "public-no-others"], |here| {
        let other = |one: &&Published| !ELSEWHERE.iter().any(|kind| is_of(public, one, kind));
        let mut groups: Vec<Group> = Vec::new();
        for rule in public.site.words.agreement.rule_ids() {
            let found = public.published.iter().filter(|one| one.matter.rule == rule).filter(other).collect();
            let rows = newest(found).into_iter().map(|one| row(here, one)).collect();
            groups.push(Group { name: public.name(&public.site.words.agreement.rule(rule).id), way: None, rows });
        }
        groups
    })
}
