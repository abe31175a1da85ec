//! The public side: what a resident finds, and what nobody can find out from it.
//!
//! Two records that differ in nothing that was published give the same bytes at every address.

mod sample;

use jiff::civil::date;
use sample::{Book, Sample, reads};
use std::collections::BTreeSet;
use web::public::Files;
use words::Language;

fn text(files: &Files, path: &str) -> String {
    let file = files.get(path).unwrap_or_else(|| panic!("no {path} among {:?}", files.keys().collect::<Vec<_>>()));
    String::from_utf8(file.bytes.clone()).expect("text")
}

/// What a page says, in the order of reading.
fn says(files: &Files, path: &str) -> String {
    let html = text(files, path);
    let main = html.split("<main").nth(1).expect("a page has its main part");
    let parts = main.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Pages of whole stories differ only where somebody published: the beginning of all of them.
const BEFORE: &str = "
> on 2018-01-09
> macao proposes task \"一\" area living on key_work/2018
";

/// The same where the convener has only asked its departments: whether they must concur is read in two ways.
fn only_sought(story: &str) -> String {
    story.replace("states departments agreed", "states departments sought items 1,2")
}

#[test]
fn what_is_published_under_one_reading_only_is_not_on_the_public_side_until_every_reading_allows_it() {
    let book = Book::founding(None);
    let told = only_sought(&story("", TIMELY, ""));
    let publishes = |line: &&str| line.contains("publishes");
    let silent = told.lines().filter(|line| !publishes(line)).collect::<Vec<_>>().join("\n");
    let [told_files, silent_files] = [&told, &silent].map(|story| Sample::played(&book, story).public(0, None));
    assert!(told_files == silent_files, "no byte tells of it");
    let line = told.lines().find(publishes).expect("a publication").to_owned();
    let agreed = format!("{told}> ndrc states departments agreed items 1 on key_work/2018\n");
    assert!(Sample::played(&book, &agreed).public(0, None) == silent_files, "it is not published by what comes later");
    let again = Sample::played(&book, &format!("{agreed}{line}\n")).public(0, None);
    assert!(says(&again, "zh-Hant/key_work/2018/index.html").contains("第一項"), "published once more, it is there");
}

/// The texts of two items go round; the second is never agreed by all.
fn story(between: &str, opinions: &str, after: &str) -> String {
    let numbered = |story: &str| {
        // Where the first item's text stands in the convener's log depends on what it did before.
        let before = story.lines().take_while(|line| !line.contains("circulates 1")).filter(|line| line.starts_with("> ndrc"));
        before.count() + 2
    };
    let story = format!(
        "{BEFORE}{between}
> on 2018-01-16
> ndrc circulates 1 text \"一\" answer_within 10 on key_work/2018
> ndrc circulates 2 text \"二\" answer_within 10 on key_work/2018
{opinions}
> on 2018-02-27
> ndrc states departments agreed on key_work/2018
> on 2018-03-13
"
    );
    let first = numbered(&story);
    format!(
        "{story}> macao publishes ndrc/{first} text \"第一項。給公眾的文本。\" authority 示範辦公室 under living,macao stage under_way audience public on key_work/2018\n{after}\n> on 2018-06-01\n"
    )
}

const TIMELY: &str = "
> on 2018-01-18
> guangdong gives opinion agree item 1 text \"一\" on key_work/2018
> hong_kong gives opinion agree item 1 text \"一\" on key_work/2018
> macao gives opinion agree item 1 text \"一\" on key_work/2018
";

const LATE: &str = "
> on 2018-02-26
> macao gives opinion disagree item 1 text \"一\" on key_work/2018
> macao gives opinion agree item 1 text \"一\" on key_work/2018
> hong_kong gives opinion agree item 1 text \"一\" on key_work/2018
> guangdong gives opinion no_comment item 1 text \"一\" letter_says_consent on key_work/2018
";

/// Guangdong proposes five more years; all sign the text and commit to it.
fn extended() -> String {
    let all = |act: &str| {
        ["ndrc", "guangdong", "hong_kong", "macao"].map(|party| format!("> {party} {act} on extension/guangdong-3\n")).concat()
    };
    let (signed, committed) = (all("signs post head"), all("commits"));
    format!("> guangdong proposes extension \"展期\" years 5\n{signed}> on 2018-04-10\n{committed}")
}

#[test]
fn what_was_not_published_changes_no_byte_at_any_address() {
    let book = Book::founding(None);
    let plain = Sample::played(&book, &story("", TIMELY, ""));
    let others = [
        ("late replies, one of them a refusal at first", story("", LATE, "")),
        (
            "an opinion that reserves",
            story("", &format!("{TIMELY}> hong_kong gives opinion reserve item 2 text \"二\" on key_work/2018"), ""),
        ),
        (
            "an opinion that agrees",
            story("", &format!("{TIMELY}> hong_kong gives opinion agree item 2 text \"二\" on key_work/2018"), ""),
        ),
        (
            "more acts before, so other numbers",
            story(
                "> ndrc proposes task \"三\" area market on key_work/2018\n> hong_kong proposes task \"四\" area innovation on key_work/2018\n> guangdong has no proposal on key_work/2018",
                TIMELY,
                "",
            ),
        ),
        (
            "messages, calls, a meeting, a consultation and an extension under way",
            story(
                "",
                TIMELY,
                "> macao sends message information text \"知會\"
> guangdong calls meeting 2018-09-11 on annual_meeting/2018
> hong_kong records reason \"原因\" on annual_meeting/2018
> guangdong holds meeting attended four on annual_meeting/2018
> guangdong circulates minutes \"紀要\" on annual_meeting/2018
> macao opens consultation \"問題\" until 2018-12-31
> macao reports progress held_up item 1 text \"受阻\" on key_work/2018
> ndrc proposes extension \"展期\" years 5
> guangdong records instrument plan name x on development_plan
> ndrc parks item 2 on key_work/2018",
            ),
        ),
        ("an extension that all have signed and committed to", story("", TIMELY, &extended())),
    ];
    for party in 0..4 {
        let files = plain.public(party, None);
        for (what, story) in &others {
            let other = Sample::played(&book, story).public(party, None);
            assert_eq!(other.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>(), "{what}: the same addresses");
            let differs = files.iter().find(|(path, file)| other[*path] != **file).map(|(path, _)| path);
            assert_eq!(differs, None, "{what}");
        }
    }
    let published = "> hong_kong publishes ndrc/2 text \"另一文本。\" authority 示範辦公室 audience public on key_work/2018";
    let more = Sample::played(&book, &story("", TIMELY, published)).public(0, None);
    assert_ne!(more, plain.public(0, None), "what is published is seen");
}

#[test]
fn no_address_and_no_page_names_an_act_by_its_number() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    // What the parties themselves read does.
    for language in Language::ALL {
        let said = sample.says(&format!("/{}/act/guangdong/2", language.tag()));
        assert!(sample.names_an_act(&said).is_some(), "a page of the parties does: {said}");
    }
    let files = sample.public(1, None);
    for (path, file) in &files {
        let said = String::from_utf8_lossy(&file.bytes);
        assert_eq!(sample.names_an_act(&said), None, "{path} names an act");
        assert_eq!(sample.names_an_act(path), None, "{path} names an act");
        for word in ["尚待", "未覆函", "逾期", "not yet received", "overdue", "<script", "=\"http", "style="] {
            let is_namespace = path.ends_with(".xml") && word.contains("http");
            assert!(is_namespace || !said.contains(word), "{path} says {word}");
        }
    }
}

#[test]
fn every_way_on_every_page_leads_to_a_file() {
    let book = Book::founding(None);
    let files = Sample::of(&book).public(2, None);
    let reached = every_way_leads_to_a_file(&files);
    let alone = files.keys().filter(|path| !reached.contains(*path)).collect::<Vec<_>>();
    let said_elsewhere =
        |path: &&&String| ["nothing/", "too_many/", "other/", "robots.txt"].iter().any(|part| path.contains(part));
    assert_eq!(alone.iter().filter(|path| !said_elsewhere(path)).collect::<Vec<_>>(), Vec::<&&String>::new());
}

/// Follows every way from the front, and gives what it reached.
fn every_way_leads_to_a_file(files: &Files) -> BTreeSet<String> {
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        let html = if path.ends_with(".html") || path.ends_with(".xml") { text(files, &path) } else { continue };
        for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let target = followed(&path, href);
            assert!(files.contains_key(&target), "{path} leads to {href}: no {target}");
            if let Some(part) = href.split_once('#').map(|(_, part)| part).filter(|_| target.ends_with(".html")) {
                assert!(text(files, &target).contains(&format!("id=\"{part}\"")), "{path} leads to {href}");
            }
            if reached.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    reached
}

/// The file to which an address on a page leads, wherever the whole stands.
fn followed(path: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').collect();
    if !href.is_empty() {
        parts.pop();
    }
    for part in href.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => assert!(parts.pop().is_some(), "{path} leads out by {href}"),
            part => parts.push(part),
        }
    }
    let folder = href.ends_with('/') || href.ends_with("..");
    if folder { parts.into_iter().chain(["index.html"]).collect::<Vec<_>>().join("/") } else { parts.join("/") }
}

#[test]
fn a_resident_finds_whether_it_is_in_force_what_is_published_and_what_can_still_be_said() {
    let book = Book::founding(None);
    let files = Sample::of(&book).public(3, None);
    let front = says(&files, "en/index.html");
    reads(&front, &["8 January 2020", "in force", "days left", "Grounds", "not a legal opinion"]);
    reads(&front, &["work published for 2019", "Article 4", "1 item, 1 done", "Article 5", "No work published yet"]);
    reads(&front, &["Open for comment", "跨境就醫", "until 14 February 2020"]);
    reads(&says(&files, "en/by/macao/index.html"), &["Macao", "2020", "跨境就醫", "2019", "長者醫療券互用", "done"]);
    let item = text(&files, "en/key_work/2018/index.html");
    let way = item.split("href=\"../../../en/published/").nth(1).and_then(|rest| rest.split('/').next()).expect("an item");
    let page = says(&files, &format!("en/published/{way}/index.html"));
    reads(&page, &["All the parties have agreed", "Published by", "By", "Day", "Authority"]);
    let code = text(&files, &format!("data/texts/{way}.txt"));
    assert!(page.contains(&agreement::id::Digest::of(code.as_bytes()).to_string()), "the check code of the file");
    // Portuguese counts none as it counts one, unless it is told otherwise.
    reads(&says(&files, "pt/index.html"), &["Artigo 4.º", "1 ponto, 1 concluído", "Artigo 7.º", "1 ponto, nenhum concluído"]);
    reads(&says(&files, "pt/meetings/index.html"), &["2019", "Acta", "2018", "Acta"]);
    reads(&says(&files, "zh-Hant/agreement/index.html"), &["第一條的原文（示範）", "第四條", "基礎設施"]);
}

#[test]
fn the_open_data_is_a_table_with_a_row_for_each_publication_and_the_feed_has_the_newest_first() {
    let book = Book::founding(None);
    let files = Sample::of(&book).public(0, None);
    let csv = text(&files, "data/publications.csv");
    let rows = csv.split("\r\n").filter(|row| !row.is_empty()).collect::<Vec<_>>();
    assert_eq!(rows.len(), 1 + 15, "one for each act of publication: {csv}");
    assert!(rows[0].starts_with("id,sha256,kind,rule,year,title,text,under,names_day,published_by,published_on,stage"));
    let json = text(&files, "data/publications.json");
    assert_eq!(json.matches("\"sha256\"").count(), 15);
    let feed = text(&files, "zh-Hant/feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 14, "two published the same text");
    let days = feed.split("<updated>").skip(2).map(|rest| &rest[..10]).collect::<Vec<_>>();
    assert!(days.is_sorted_by(|one, next| one >= next), "{days:?}");
}

#[test]
fn before_anything_was_published_it_says_so() {
    let book = Book::founding(None);
    let files = Sample::of(&book).public(1, Some(date(2018, 2, 1)));
    reads(
        &says(&files, "en/index.html"),
        &["in force", "No work published yet", "Nothing is open for comment now", "Nothing has been published"],
    );
    assert!(!files.keys().any(|path| path.contains("published/")));
    assert_eq!(text(&files, "data/publications.json"), "[\n\n]\n");
}

/// Macao publishes a text of the convener's, as it then stands.
fn publishes(of: &str, text: &str, under: &str, stage: &str) -> String {
    format!(
        "> macao publishes {of} text \"{text}\" authority 示範辦公室 under {under} stage {stage} audience public on key_work/2018\n"
    )
}

/// The opinions of both items: all agree at once.
fn both_agreed() -> String {
    format!("{TIMELY}{}", TIMELY.replace("item 1 text \"一\"", "item 2 text \"二\"").replace("> on 2018-01-18\n", ""))
}

#[test]
fn the_same_words_on_two_items_are_two_publications_whose_addresses_stay() {
    let book = Book::founding(None);
    let words = "第一項。給公眾的文本。";
    let second = format!("> on 2018-04-10\n{}", publishes("ndrc/3", words, "living,macao", "not_started"));
    let again = format!("{second}> on 2018-05-08\n{}", publishes("ndrc/2", words, "living,macao", "done"));
    let id = &agreement::id::Digest::of(words.as_bytes()).to_string()[..12];
    let (page, later) = (format!("en/published/{id}/index.html"), format!("en/published/{id}-2/index.html"));
    let before = Sample::played(&book, &story("", &both_agreed(), &second)).public(0, None);
    let files = Sample::played(&book, &story("", &both_agreed(), &again)).public(0, None);
    assert_eq!(before.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>(), "no address moves");
    reads(&says(&before, &page), &["13 March 2018", "under way"]);
    reads(&says(&files, &page), &["8 May 2018", "done"]);
    for files in [&before, &files] {
        reads(&says(files, &later), &["10 April 2018", "not begun"]);
        assert_eq!(text(files, &format!("data/texts/{id}-2.txt")), words);
        let feed = text(files, "en/feed.xml");
        let ids = feed.split("<entry>\n<id>").skip(1).filter_map(|rest| rest.split('<').next()).collect::<BTreeSet<_>>();
        assert_eq!(ids.len(), 2, "{feed}");
    }
    reads(&says(&files, "en/by/macao/index.html"), &["13 March 2018", "10 April 2018"]);
}

#[test]
fn what_xml_cannot_hold_is_not_in_the_feed_and_what_a_sheet_would_run_is_guarded() {
    let book = Book::founding(None);
    let files = Sample::played(
        &book,
        &story("", &both_agreed(), &publishes("ndrc/3", "＝1+1\u{8}\u{c}。給公眾\u{1b}。\u{ffff}", "living", "done")),
    );
    let files = files.public(0, None);
    let feed = text(&files, "en/feed.xml");
    assert!(feed.contains(">＝1+1</title>") && feed.contains(">給公眾。</content>"), "{feed}");
    let allowed = |one: char| matches!(one, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(feed.chars().all(allowed), "{feed:?}");
    let csv = text(&files, "data/publications.csv");
    assert!(csv.contains(",'＝1+1") && !csv.contains(",＝1+1") && !csv.contains("\"＝1+1"), "{csv}");
}

#[test]
fn a_publication_leads_only_to_what_has_a_page() {
    let book = Book::founding(None);
    let agreement = &book.agreement;
    let other = agreement.entries.iter().find(|entry| !matches!(entry.node, "area" | "place")).expect("another entry");
    let under = format!("living,{}", other.id);
    let sample = Sample::played(&book, &story("", &both_agreed(), &publishes("ndrc/3", "第二項。", &under, "done")));
    every_way_leads_to_a_file(&sample.public(0, None));
}

#[test]
fn a_reader_of_the_other_script_reads_a_text_in_their_own_and_can_read_it_as_it_was_written() {
    let book = Book::founding(None);
    let (traditional, simplified) = ("第一項。給公眾的文本。", "第二项。给公众的文本。");
    let files = Sample::played(&book, &story("", &both_agreed(), &publishes("ndrc/3", simplified, "living,macao", "done")));
    let files = files.public(0, None);
    let page = |tag: &str, whole: &str| {
        let id = &agreement::id::Digest::of(whole.as_bytes()).to_string()[..12];
        text(&files, &format!("{tag}/published/{id}/index.html"))
    };
    for (tag, whole, title, rest, said) in [
        ("zh-Hans", traditional, "第一项", "给公众的文本。", "原文为繁体"),
        ("zh-Hant", simplified, "第二項", "給公眾的文本。", "原文為簡體"),
    ] {
        let html = page(tag, whole);
        assert!(html.contains(&format!("{title}</h1>")) && html.contains(rest) && html.contains(said), "{html}");
        let original = html.split("id=\"as_written\"").nth(1).and_then(|rest| rest.split("</q>").next()).expect("the original");
        assert!(original.ends_with(whole), "{original}");
        let list = text(&files, &format!("{tag}/by/macao/index.html"));
        assert!(list.contains("/#as_written\">") && list.contains(title), "{list}");
    }
    for (tag, whole) in [("zh-Hant", traditional), ("zh-Hans", simplified), ("en", traditional), ("pt", simplified)] {
        let html = page(tag, whole);
        let (title, rest) = whole.split_once('。').expect("two sentences");
        assert!(html.contains(&format!("{title}</h1>")) && html.contains(rest) && !html.contains("as_written"), "{html}");
    }
    // What leaves for programs is never converted.
    let (json, feed) = (text(&files, "data/publications.json"), text(&files, "zh-Hant/feed.xml"));
    assert!(json.contains("第二项") && !json.contains("第二項") && feed.contains(">第二项</title>"), "{json} {feed}");
}
