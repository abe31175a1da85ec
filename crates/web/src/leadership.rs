//! One printable screen for those who lead: in force or not, the next meeting, items by area, what is needed and why, and what
//! became of the undertakings of the last meeting.

mod meeting;
mod tally;

use crate::chrome::{Chrome, html};
use crate::front;
use crate::next;
use crate::site::{Link, Site};
use agreement::message::Message;
use askama::Template;
use meeting::{NextMeeting, Undertakings};
use tally::Tally;

/// So many of the acts that are needed stand on the sheet; their own page has all of them.
const STEPS: usize = 7;

#[derive(Template)]
#[template(path = "leadership.html")]
struct Leadership {
    chrome: Chrome,
    heading: String,
    sub: String,
    lead: String,
    left: Vec<String>,
    term: Option<Link>,
    meeting_label: String,
    meetings: Vec<NextMeeting>,
    tally: Option<Tally>,
    needed_label: String,
    needed: Vec<next::Row>,
    nothing_needed: String,
    more: Option<Link>,
    undertakings: Vec<Undertakings>,
    print_said: String,
}

/// The page.
pub fn page(site: &Site<'_>) -> String {
    let title = site.key("leadership-heading");
    let agreement = site.words.vocabulary.title().map_or(&site.words.agreement.id as &str, |(title, _)| title);
    let spans = front::spans(site);
    let mut steps = next::rows(site);
    steps.iter_mut().for_each(|row| row.ground.said = site.words.language.sentence(&row.ground.said));
    let count = steps.len();
    // What waits for this side comes first; within each part the agreement's order stays.
    let (ours, others): (Vec<_>, Vec<_>) = steps.into_iter().partition(|row| row.ours);
    let more = Message::new("page-all-steps").number("count", count as i64);
    html(&Leadership {
        chrome: Chrome::of(site, "leadership", &title),
        heading: title,
        sub: agreement.to_owned(),
        lead: front::lead(site),
        left: front::left_in_force(site, &spans),
        term: front::term_way(site),
        meeting_label: site.key("leadership-meeting"),
        meetings: meeting::next(site),
        tally: Tally::of(site),
        needed_label: site.key("leadership-needed"),
        needed: ours.into_iter().chain(others).take(STEPS).collect(),
        nothing_needed: site.key("no-step"),
        more: (count > STEPS).then(|| Link { href: site.href("next"), text: site.say(more) }),
        undertakings: meeting::undertakings(site),
        print_said: site.key("leadership-print"),
    })
}
