//! A deadline is one day: on the screen, in the calendar file and in the mail, for each duty and language, whatever the record holds.

#[path = "../../agreement/tests/history/mod.rs"]
mod history;
mod sample;

use agreement::id::Occasion;
use agreement::report;
use history::History;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use sample::{Book, Sample};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use web::calendar_file::{entries, write};
use web::mail::About;
use web::mail::message::message;
use web::{Request, Site, deadline, duty, next};
use words::Language;

static BOOK: LazyLock<Book> = LazyLock::new(|| Book::founding(None));

/// Where the pages are for browsers.
const ORIGIN: &str = "https://counterpart.example";
/// Days to ask about: within the history, and before its years' ends.
const DAYS: [Date; 3] = [date(2018, 3, 1), date(2019, 11, 20), date(2020, 12, 1)];

/// Four histories in the gate; `cargo xtask prove properties` asks for many.
#[allow(clippy::disallowed_methods)]
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(4)
}

/// The days of a calendar file by the first half of their identifiers, as a calendar program reads them.
fn in_file(site: &Site<'_>, year: i16) -> BTreeMap<String, Date> {
    let file = write("file", &entries::of_year(site, year)).replace("\r\n ", "");
    let mut days = BTreeMap::new();
    for event in file.split("BEGIN:VEVENT").skip(1) {
        let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).expect("a line of every entry");
        let id = line("UID:").split('@').next().expect("a first half").to_owned();
        let day = Date::strptime("%Y%m%d", line("DTSTART;VALUE=DATE:")).expect("a day");
        let same = days.insert(id.clone(), day);
        assert!(same.is_none(), "{id} stands twice, for {day} and {same:?}");
    }
    days
}

/// The days that a row of a page writes for a duty, each once.
fn on_screen(site: &Site<'_>, duty: &agreement::finding::Duty) -> BTreeSet<String> {
    let row = duty::row(site, duty);
    let none = [site.key("no-day"), site.key("depends-on-the-reading")];
    let all = row.verdict.branches.into_iter().filter_map(|branch| branch.due).chain([row.due]);
    all.filter(|said| !none.contains(said)).collect()
}

/// What the mail says: the line of its day and that of its duty, for each.
fn in_mail(body: &str) -> Vec<(String, String)> {
    let parts = body.split("\n\n").filter(|part| part.lines().last().is_some_and(|line| line.starts_with(ORIGIN)));
    let pair = |part: &str| {
        let mut lines = part.lines().map(str::to_owned);
        Some((lines.next()?, lines.next()?))
    };
    parts.filter(|part| !part.contains("/account")).filter_map(pair).collect()
}

/// How many days the mails of one record told, all of them being those of the screen and of the file.
fn compared(sample: &Sample<'_>, language: Language, party: u16, on: Date) -> Result<usize, TestCaseError> {
    let request = Request { on: Some(on), ..Request::new(language, "mail") };
    sample.on_site(&request, party, |site| {
        let duties = report::duties(&site.view);
        let mut screen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut file: BTreeMap<String, Date> = BTreeMap::new();
        for year in on.year() - 1..=on.year() + 2 {
            let days = in_file(site, year);
            for duty in duties.iter().filter(|duty| duty.touches(year)) {
                let ids = deadline::of_duty(site, duty).into_iter().map(|one| one.id).collect::<Vec<_>>();
                let filed = ids.iter().filter_map(|id| days.get(id)).map(|day| language.date(*day)).collect::<BTreeSet<_>>();
                let shown = on_screen(site, duty);
                prop_assert_eq!(&filed, &shown, "{:?} of {}", ids, year);
                screen.extend(ids.into_iter().map(|id| (id, shown.clone())));
            }
            file.extend(days);
        }
        let steps = next::rows(site).into_iter().filter(|row| row.ours).collect::<Vec<_>>();
        let Some(mail) = message(site, ORIGIN, &About::Deadlines { days: 400 }) else { return Ok(0) };
        let told = in_mail(&mail.body);
        prop_assert_eq!(told.len(), mail.about.len(), "{}", mail.body);
        for ((id, day), (due, what)) in mail.about.iter().zip(&told) {
            let said = language.date(*day);
            prop_assert!(due.ends_with(&said), "{} is not on {:?}", said, due);
            prop_assert_eq!(file.get(id), Some(day), "{} is not that day in the file", id);
            let awaited = |row: &next::Row| {
                let matter = row.matter.as_ref().is_some_and(|matter| what.ends_with(&matter.text));
                matter && row.due.as_ref().is_some_and(|due| due.contains(&said))
            };
            let shown = screen.get(id).map_or_else(|| steps.iter().any(awaited), |days| days.contains(&said));
            prop_assert!(shown, "{} ({}) on {} is on no screen", what, id, said);
        }
        // What is next from this side by a day that is near is in the mail.
        for step in report::steps(&site.view).iter().filter(|step| step.who.contains(&site.party)) {
            let near =
                step.due.map(|due| due.day).filter(|day| *day >= on && day.since(on).is_ok_and(|left| left.get_days() <= 400));
            let standing = step.matter.is_some_and(|matter| matter.occasion == Occasion::Standing);
            let Some(day) = near.filter(|_| !standing) else { continue };
            prop_assert!(
                mail.about.iter().any(|(_, told)| *told == day),
                "{:?} by {} is not told:\n{}",
                step.act,
                day,
                mail.body
            );
        }
        Ok(mail.about.len())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn a_deadline_is_the_same_day_on_the_screen_in_the_calendar_file_and_in_the_mail(seed: u64) {
        let history = History::random(&BOOK.agreement, seed, 120);
        let mut told = 0;
        for on in DAYS {
            let by_then = history.events.iter().filter(|event| event.recorded <= on).cloned().collect::<Vec<_>>();
            let sample = Sample::of_events(&BOOK, &by_then, on);
            for language in Language::ALL {
                for party in [0, 2] {
                    told += compared(&sample, language, party, on)?;
                }
            }
        }
        prop_assert!(told > 0, "no mail told of any day");
    }
}

#[test]
fn two_rounds_of_one_year_have_each_their_own_place_in_a_calendar() {
    let mut story = "> on 2018-01-10\n".to_owned();
    for (item, day) in [(1, ""), (2, "> on 2018-01-17\n"), (3, ""), (4, "")] {
        let text = format!("text {item}");
        story +=
            &format!("> ndrc circulates {item} text \"{text}\" answer_within 10 audience all_parties on key_work/2018\n{day}");
    }
    let request = Request::new(Language::En, "mail");
    let near = Sample::played(&BOOK, &story).on_site(&request, 2, |site| deadline::near(site, date(2018, 12, 31)));
    let own = near.iter().filter(|one| one.id.contains("give_opinion")).map(|one| (one.id.as_str(), one.day)).collect::<Vec<_>>();
    let id = |day: &str| format!("key_work-2018-give_opinion-hong_kong-{day}");
    assert_eq!(own, [(id("2018-01-24").as_str(), date(2018, 1, 24)), (id("2018-01-31").as_str(), date(2018, 1, 31))]);
}

#[test]
fn an_opinion_that_is_asked_for_is_one_day_everywhere_and_a_mail_holds_no_text() {
    let story = "> on 2018-01-10\n> ndrc circulates 1 text \"a text that no mail holds\" answer_within 10 audience all_parties on key_work/2018\n\
                 > on 2018-01-12\n";
    let sample = Sample::played(&BOOK, story);
    for language in Language::ALL {
        let told = compared(&sample, language, 2, date(2018, 1, 12)).expect("one day");
        assert!(told >= 1, "{language:?}");
        let request = Request::new(language, "mail");
        let mail = |days| sample.on_site(&request, 2, |site| message(site, ORIGIN, &About::Deadlines { days }));
        let near = mail(20).expect("a day that is near");
        assert_eq!(near.about, [("key_work-2018-give_opinion-hong_kong-item-1".to_owned(), date(2018, 1, 24))]);
        assert!(near.body.contains(&language.date(date(2018, 1, 24))), "{}", near.body);
        assert!(near.body.contains(&format!("{ORIGIN}/{}/key_work/2018", language.tag())), "{}", near.body);
        assert!(!near.body.contains("a text that no mail holds"));
        assert_eq!(mail(5), None, "it is not near yet");
    }
}
