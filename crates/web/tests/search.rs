//! What a reader finds, in which script they read a text, and what stands beside it as a translation.

mod sample;

use agreement::act::Act;
use agreement::id::{Digest, MatterId};
use jiff::civil::{Date, date};
use office::translation::{Original, Standing, Translation};
use sample::{Book, Sample};
use web::request::Target;
use web::search::{Shown, passages};
use web::{Beside, Page, Request, Site, respond};
use words::Language;

const ITEM: &str = "key_work/2018/item/3";

/// The page at an address with what the node puts beside the record.
fn open_with(sample: &Sample<'_>, address: &str, beside: Beside) -> Page {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let Target::Page(request) = Target::of(path, query, "") else { panic!("{address} is no address of a page") };
    let request = Request { beside, ..*request };
    sample.on_site(&request, 0, |site| respond(site, &request))
}

/// The page at an address with the translations that this side keeps.
fn translated(sample: &Sample<'_>, address: &str, translations: Vec<Translation>) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let Target::Page(request) = Target::of(path, query, "") else { panic!("{address} is no address of a page") };
    let request = Request { translations, ..*request };
    sample.on_site(&request, 0, |site| respond(site, &request)).html
}

/// Does something with the first or a later text of the item: with the act that brought it and its text.
fn with_text<T>(sample: &Sample<'_>, nth: usize, take: impl FnOnce(&Site<'_>, String, String) -> T) -> T {
    sample.on_site(&Request::new(Language::En, ""), 0, |site| {
        let rule = site.words.agreement.rule_id("key_work").expect("the rule");
        let brought = |act: &Act| matches!(act, Act::Circulate { item: 3, .. });
        let found = site.view.events(MatterId::period(rule, 2018)).filter(|one| brought(&one.act)).nth(nth).expect("a text");
        take(site, site.words.agreement.place_name(found.place), (site.texts)(found.place)[0].clone())
    })
}

fn place_of(sample: &Sample<'_>, nth: usize) -> String {
    with_text(sample, nth, |_, place, _| place)
}

fn text_of(sample: &Sample<'_>, nth: usize) -> String {
    with_text(sample, nth, |_, _, text| text)
}

#[test]
fn a_reader_of_the_other_script_reads_a_text_in_their_own_with_a_mark_and_can_see_it_as_written() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let html = |address: &str| sample.open(address).html;
    let shown = html(&format!("/zh-Hans/{ITEM}"));
    assert!(shown.contains("<p class=\"lead\" lang=\"zh-Hans\">第 3 项（二稿）：长者医疗券互用试点"), "{shown}");
    assert!(shown.contains("href=\"?as_written=1\">原文为繁体</a>") && shown.contains("class=\"scripted\""), "{shown}");
    assert!(!shown.contains("長者"), "every text of the page: {shown}");
    let written = html(&format!("/zh-Hans/{ITEM}?as_written=1"));
    assert!(written.contains("<p class=\"lead\" lang=\"zh-Hant\">第 3 項（二稿）：長者醫療券互用試點"), "{written}");
    assert!(!written.contains("原文为繁体") && written.contains("href=\"?\">以简体显示</a>"), "{written}");
    assert!(sample.says(&format!("/zh-Hans/{ITEM}")).contains("原文一字未改"));
    for tag in ["zh-Hant", "en", "pt"] {
        let own = html(&format!("/{tag}/{ITEM}"));
        assert!(own.contains("lang=\"zh-Hant\">第 3 項（二稿）"), "{own}");
        assert!(!own.contains("as_written"), "nothing is converted for {tag}");
    }
    // Another day stays asked for.
    assert!(html(&format!("/zh-Hans/{ITEM}?on=2018-03-01")).contains("href=\"?as_written=1&#38;on=2018-03-01\""));
}

#[test]
fn a_redline_is_made_of_the_texts_as_they_were_written() {
    let book = Book::founding(None);
    let story = "\
> on 2018-01-16
> ndrc circulates 1 text \"平臺共用\" audience all_parties on key_work/2018
> on 2018-02-01
> ndrc circulates 1 text \"平台共用\" audience all_parties on key_work/2018
";
    let sample = Sample::played(&book, story);
    let redline = |address: &str| sample.open(address).html;
    let shown = redline("/zh-Hant/key_work/2018/item/1");
    assert!(shown.contains("<del>臺</del><ins>台</ins>"), "{shown}");
    let converted = redline("/zh-Hans/key_work/2018/item/1");
    assert!(converted.contains("<del>台</del><ins>台</ins>"), "a changed form of a sign is a change: {converted}");
}

#[test]
fn what_is_about_to_be_answered_is_shown_as_it_was_written() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let typed = web::form::Typed(vec![("item".to_owned(), "2".to_owned())]);
    let form = web::send::Shown { typed, ..web::send::Shown::default() };
    let page = open_with(&sample, "/zh-Hans/send/give_opinion/key_work/2019?item=2", Beside::Send(form));
    assert!(page.html.contains("<blockquote lang=\"zh-Hant\">第 2 項"), "{}", page.html);
}

fn shown(typed: &str, acts: &[(&str, &str)]) -> Shown {
    let acts = acts.iter().map(|(kind, name)| ((*kind).to_owned(), (*name).to_owned())).collect();
    Shown { typed: typed.to_owned(), acts, ..Shown::default() }
}

#[test]
fn what_was_found_stands_in_its_kind_with_the_words_marked_and_leads_to_its_page() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let circulated = place_of(&sample, 0);
    let found = shown("长者 試點", &[("task", circulated.as_str()), ("task", "macao/99"), ("letter", "nobody/1")]);
    let page = open_with(&sample, "/en/search?q=x", Beside::Search(Box::new(found.clone()))).html;
    assert!(page.contains("<mark>長者</mark>醫療券互用<mark>試點</mark>"), "{page}");
    assert!(page.contains("href=\"/en/key_work/2018/item/3\"") && page.contains("NDRC no."), "{page}");
    assert_eq!(page.matches("<section class=\"found\"").count(), 1, "what is not there is not found: {page}");
    let own = open_with(&sample, "/zh-Hans/search?q=x", Beside::Search(Box::new(found.clone()))).html;
    assert!(own.contains("<mark>长者</mark>医疗券互用<mark>试点</mark>") && own.contains("原文为繁体"), "{own}");
    assert!(
        own.contains("href=\"?as_written=1&#38;q=%E9%95%BF%E8%80%85%20%E8%A9%A6%E9%BB%9E\""),
        "the way keeps the words: {own}"
    );
    // On a day before it was recorded, nobody finds it.
    let before = open_with(&sample, "/en/search?q=x&on=2018-01-02", Beside::Search(Box::new(found))).html;
    assert!(before.contains("Nothing was found for “长者 試點”."), "{before}");
}

#[test]
fn the_page_says_what_was_searched_and_whatever_could_not_be() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let says = |shown: Shown| open_with(&sample, "/en/search?q=x", Beside::Search(Box::new(shown))).html;
    assert!(says(shown("", &[])).contains("Type the words to look for."));
    assert!(says(shown("？！", &[])).contains("has no words to look for"));
    assert!(says(Shown { is_off: true, ..shown("a", &[]) }).contains("cannot be used at present"));
    assert!(says(Shown { left: 2, ..shown("a", &[]) }).contains("2 acts are not in the index yet"));
    assert!(says(Shown { is_inside: true, ..shown("a", &[]) }).contains("which only this side reads"));
    let long = says(shown(&"灣區 ".repeat(3_000), &[]));
    assert!(long.contains("only its beginning was looked for") && long.contains("Nothing was found for “灣區"), "{long}");
    let escaped = says(shown("<script>alert(1)</script>", &[]));
    assert!(!escaped.contains("<script>alert"), "{escaped}");
}

#[test]
fn the_agreement_is_found_in_the_readers_language_first() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let all: Vec<_> = Language::ALL
        .into_iter()
        .flat_map(|language| sample.on_site(&Request::new(language, ""), 0, |site| passages(site.words)))
        .collect();
    assert!(all.iter().any(|one| one.language == Language::Pt) && all.len() > 200, "{}", all.len());
    let page = |address: &str, typed: &str| {
        let passages = all.clone();
        open_with(&sample, address, Beside::Search(Box::new(Shown { passages, ..shown(typed, &[]) }))).html
    };
    let own = page("/pt/search?q=x", "cooperacao");
    assert!(own.contains("<mark>cooperação</mark>") && own.contains("href=\"/pt/agreement#"), "{own}");
    let other = page("/en/search?q=x", "大湾区");
    assert!(other.contains("<p class=\"snippet\" lang=\"zh-Hant\">") && other.contains("<mark>大灣區</mark>"), "{other}");
}

fn translation(digest: &str, day: Date, text: &str) -> Translation {
    Translation {
        original: Original {
            about: "ndrc/4".to_owned(),
            item: Some(("key_work/2018".to_owned(), 3)),
            text_digest: digest.to_owned(),
        },
        language: "pt".to_owned(),
        standing: Standing::Courtesy,
        text: text.to_owned(),
        by: "Lei".to_owned(),
        day,
    }
}

#[test]
fn a_translation_stands_after_the_original_and_one_of_an_earlier_text_says_so() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let texts = [0, 1].map(|nth| text_of(&sample, nth));
    assert_ne!(texts[0], texts[1]);
    let digest = |text: &str| Digest::of(text.as_bytes()).to_string();
    let beside = vec![
        translation(&digest(&texts[1]), date(2018, 3, 1), "segundo"),
        translation(&digest(&texts[0]), date(2018, 1, 20), "primeiro"),
    ];
    let page = translated(&sample, &format!("/pt/{ITEM}"), beside.clone());
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words} in {page}"));
    assert!(at("第 3 項（二稿）") < at("<blockquote lang=\"pt\">segundo"), "{page}");
    assert!(at("Tradução de cortesia em português") < at("<details class=\"others\">"), "{page}");
    assert!(at("<details class=\"others\">") < at("De um texto anterior; não do actual"), "{page}");
    assert!(at("De um texto anterior") < at("primeiro") && page.matches("De um texto anterior").count() == 1, "{page}");
    // On a day before the second text, the first one was the current one.
    let before = translated(&sample, &format!("/pt/{ITEM}?on=2018-01-22"), beside);
    assert!(before.contains("primeiro") && !before.contains("De um texto anterior"), "{before}");
    assert!(!before.contains("segundo</blockquote>"), "{before}");
}

#[test]
fn a_translation_is_read_from_the_form_of_the_text_that_stands_there() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let place = place_of(&sample, 1);
    let digest = Digest::of(text_of(&sample, 1).as_bytes()).to_string();
    let read = |about: &str, fields: &[(&str, &str)]| {
        let typed = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let request = Request::new(Language::En, "translation");
        sample.on_site(&request, 0, |site| web::translation::read(site, about, &web::form::Typed(typed)))
    };
    let good = [("text_digest", digest.as_str()), ("language", "pt"), ("standing", "official"), ("text", "Ponto 3")];
    let one = read(&place, &good).expect("a text").expect("a translation");
    assert_eq!((one.original.item, one.original.text_digest), (Some(("key_work/2018".to_owned(), 3)), digest.clone()));
    let faults = |fields: &[(&str, &str)]| read(&place, fields).expect("a text").expect_err("faults");
    assert_eq!(
        faults(&[("text_digest", digest.as_str()), ("language", "pt"), ("standing", "courtesy")]),
        [("text", "form-missing")]
    );
    assert_eq!(
        faults(&[("text_digest", "00"), ("language", "fr"), ("standing", "sworn"), ("text", "x")]),
        [("language", "form-not-understood"), ("standing", "form-not-understood"), ("text", "translation-other-text")]
    );
    assert!(read("macao/999", &good).is_none() && read("agreement/nothing", &good).is_none());
    assert!(read("agreement/art_12", &good).is_some(), "a provision has a digest");
}
