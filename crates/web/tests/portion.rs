//! Lists of more than a hundred entries: each page shows a portion, no entry is lost between two of them, and what is chosen goes along.

mod sample;

use office::Role;
use sample::{Book, Sample, between, typed, visitor};
use std::sync::LazyLock;
use web::{Beside, Request, file, respond};
use words::Language;

/// One more than a portion has.
const COUNT: usize = 101;
const WORK: &str = "key_work/2018";

static BOOK: LazyLock<Book> = LazyLock::new(|| Book::founding(None));

/// What the task of this number is called, and no other one.
fn name(number: usize) -> String {
    format!("示範〔{number}〕號事項")
}

/// A year in which Guangdong proposes many tasks, each of which becomes an item.
fn many() -> Sample<'static> {
    Sample::played(&BOOK, &story())
}

fn story() -> String {
    let mut story = "> on 2018-01-09\n".to_owned();
    for number in 1..=COUNT {
        let name = name(number);
        story += &format!("> guangdong proposes task \"{name}\" area living audience all_parties on {WORK}\n");
    }
    for number in 1..=COUNT {
        let (name, proposal) = (name(number), number + 1);
        let rest = format!("merges guangdong/{proposal} answer_within 10 audience all_parties on {WORK}\n");
        story += &format!("> ndrc circulates {number} text \"{name}\" {rest}");
    }
    story
}

/// The numbers of the tasks that a text names.
fn named(text: &str) -> Vec<usize> {
    (1..=COUNT).filter(|number| text.contains(&name(*number))).collect()
}

#[test]
fn each_list_is_shown_a_hundred_at_a_time_and_nothing_is_lost_between_two_portions() {
    let sample = many();
    for (page, from, to) in [
        (WORK.to_owned(), "Progress of each side", "Proposals"),
        (format!("{WORK}?by=party"), "Progress of each side", "Proposals"),
        (format!("{WORK}/round"), "Measure", "Item by item"),
        (format!("{WORK}/propose"), "People’s Government of Guangdong Province", "By provision"),
        ("progress".to_owned(), "My work", "Computed from"),
    ] {
        let sign = if page.contains('?') { '&' } else { '?' };
        let (first, second) = (sample.says(&format!("/en/{page}")), sample.says(&format!("/en/{page}{sign}part=2")));
        assert!(first.contains("1 to 100 of 101") && second.contains("101 to 101 of 101"), "{page}: {second}");
        let [first, second] = [&first, &second].map(|said| named(between(said, from, to)));
        assert_eq!((first.len(), second.len()), (100, 1), "{page}: {second:?}");
        assert!(!first.contains(&second[0]), "{page}");
    }
}

#[test]
fn what_is_chosen_in_one_portion_stays_chosen_in_the_other() {
    let sample = many();
    let chosen = Beside::Propose(typed(&[("chosen", "guangdong/2")]));
    let asked = Request { part: 2, beside: chosen, ..Request::new(Language::En, &format!("{WORK}/propose")) };
    let html = sample.on_site(&asked, 0, |site| respond(site, &asked)).html;
    assert!(html.contains("<input type=\"hidden\" name=\"chosen\" value=\"guangdong/2\">"), "{html}");
    assert!(html.contains("name=\"merges\" value=\"guangdong/2\" checked"), "the form that joins has it: {html}");
    assert!(html.contains("<button form=\"choose\" name=\"part\" value=\"1\""), "ticks go along to the part before: {html}");
    let asked = Request { part: 1, ..asked };
    let html = sample.on_site(&asked, 0, |site| respond(site, &asked)).html;
    assert!(!html.contains("type=\"hidden\" name=\"chosen\"") && html.contains("value=\"guangdong/2\" checked"), "{html}");
}

#[test]
fn a_file_holds_the_whole_list() {
    let sample = many();
    let asked = Request { visitor: Some(visitor(Role::LiaisonOfficer)), ..Request::new(Language::En, "file/progress.csv") };
    let sheet = sample.on_site(&asked, 1, |site| file(site, &asked)).expect("a file");
    assert_eq!(named(&String::from_utf8(sheet.bytes).expect("UTF-8")).len(), COUNT);
}

#[test]
fn grounds_name_twenty_acts_and_say_how_many_more_there_are() {
    let mut story = story();
    for number in 1..=COUNT {
        for party in ["guangdong", "hong_kong", "macao"] {
            let name = name(number);
            story += &format!("> {party} gives opinion agree item {number} text \"{name}\" audience all_parties on {WORK}\n");
        }
    }
    story += &format!("> ndrc states departments agreed on {WORK}\n");
    let said = Sample::played(&BOOK, &story).says(&format!("/en/{WORK}"));
    let grounds = between(&said, "agreed to the same text of items 1–101", "Opinions side by side");
    assert_eq!(grounds.matches("NDRC no.").count(), 20, "{grounds}");
    // The circulation and three opinions of each item, and what was stated of the departments.
    let more = COUNT * 4 + 1 - 20;
    assert!(grounds.contains(&format!("NDRC no. 21 and {more} more")), "{grounds}");
}
