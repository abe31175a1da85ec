//! Sending an act: which ways lead to it, what a form chooses by itself, and what is said of one that the agreement refuses.

mod sample;

use sample::{Book, Sample};
use web::send::Shown;
use web::{Beside, Page, Request, respond};
use words::Language;

/// The number of Hong Kong's party. Its replies on two items are awaited at the end of the sample.
const HONG_KONG: u16 = 2;

/// The convener, who may circulate another text.
const NDRC: u16 = 0;

/// A page as Hong Kong's liaison officer gets it, with what was typed into a form if one was sent.
fn page(sample: &Sample<'_>, path: &str, typed: Option<&[(&str, &str)]>) -> Page {
    page_of(sample, HONG_KONG, path, typed)
}

fn page_of(sample: &Sample<'_>, party: u16, path: &str, typed: Option<&[(&str, &str)]>) -> Page {
    let shown = |typed: &[(&str, &str)]| Beside::Send(Shown { typed: sample::typed(typed), sent: true, ..Shown::default() });
    let asked = Request::new(Language::En, path);
    let beside = match typed {
        Some(typed) => shown(typed),
        None if path.starts_with("send/") => Beside::Send(Shown::default()),
        None => Beside::Nothing,
    };
    let asked = Request { beside, ..asked };
    sample.on_site(&asked, party, |site| respond(site, &asked))
}

const FORM: &str = "send/give_opinion/key_work/2020";

#[test]
fn every_item_that_is_awaited_has_its_own_way() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let ways = |path: &str| {
        let html = page(&sample, path, None).html;
        [1, 2, 3].map(|item| html.contains(&format!("href=\"/en/{FORM}?item={item}\"")))
    };
    for (path, expected) in [
        ("desk", [true, true, false]),
        ("next", [true, true, false]),
        (FORM, [true, true, false]),
        ("key_work/2020/item/1", [true, false, false]),
        ("key_work/2020/item/2", [false, true, false]),
        ("key_work/2019/item/1", [false, false, false]),
    ] {
        assert_eq!(ways(path), expected, "{path}");
    }
    assert!(sample.says("/en/desk").contains("state the departments’ answers"), "what NDRC is asked for");
    assert!(!sample.open("/en/desk").html.contains(FORM), "and no opinion");
}

#[test]
fn no_opinion_is_chosen_by_the_page_and_the_agreement_says_why_it_refuses() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let sent = |fields: &[(&str, &str)]| page(&sample, FORM, Some(fields));
    let good = [("item", "1"), ("opinion", "reserve"), ("remarks", "a \"remark\"\r\n<b>"), ("audience", "all_parties")];
    assert_eq!(sent(&good).status, 200);
    let review = sent(&good).html;
    assert!(review.contains("<blockquote>a &#34;remark&#34;\n&#60;b&#62;</blockquote>"), "{review}");
    let unchosen = sent(&[("item", "1"), ("opinion", ""), ("remarks", "kept"), ("audience", "all_parties")]);
    assert_eq!(unchosen.status, 422);
    assert!(unchosen.html.contains("Please fill this in.") && unchosen.html.contains(">\nkept</textarea>"), "{}", unchosen.html);
    let unknown = sent(&[("item", "9"), ("opinion", "agree"), ("remarks", "kept"), ("audience", "all_parties")]);
    assert_eq!(unknown.status, 422);
    let refused = "<p>Not recorded: there is no item 9 here.</p><p>Article 12, sentence 2</p>";
    assert!(unknown.html.contains(refused) && unknown.html.contains(">\nkept</textarea>"), "{}", unknown.html);
}

#[test]
fn a_redraft_begins_with_the_text_that_stands_and_marks_what_it_changes() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let (path, item) = ("send/circulate/key_work/2020", [("item", "2"), ("audience", "all_parties")]);
    let round = page_of(&sample, NDRC, "key_work/2020/round", None).html;
    assert!(round.contains("href=\"/en/send/circulate/key_work/2020?item=2\">Redraft item 2<"), "the convener's way");
    assert!(!page(&sample, "key_work/2020/round", None).html.contains("Redraft item"), "and nobody else's");
    let asked = |typed: &[(&str, &str)]| page_of(&sample, NDRC, path, Some(&[&item[..], typed].concat())).html;
    let form = asked(&[("again", "1")]);
    let text = form.split("name=\"text\"").nth(1).and_then(|rest| rest.split_once('\n')?.1.split_once("</textarea>"));
    let text = text.map(|(text, _)| text.to_owned()).expect("the text that stands is in the form");
    assert_eq!(text, "第 2 項（徵求意見稿）：示範水質監測數據每日互換");
    let review = asked(&[("text", &format!("{text}增補一句。"))]);
    assert!(review.contains("<ins>增補一句。</ins>") && !review.contains("<del>"), "{review}");
    assert!(review.contains("opinions are asked anew on this item alone"), "{review}");
    assert!(asked(&[("text", &text)]).contains("Nothing differs from the text of"), "the same text anew");
    let first = page_of(&sample, NDRC, path, Some(&[("item", "9"), ("text", "甲"), ("audience", "own_side")])).html;
    assert!(!first.contains("<ins>") && !first.contains("Compared with"), "a first text changes nothing");
}

/// Each form whose text the office keeps asks the same question about a word at its head, beside the text.
#[test]
fn forms_of_the_office_have_the_box_that_says_of_a_word_that_it_is_no_marking() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let (typed, text) = (sample::typed(&[("days", "366"), ("text", "秘密")]), vec![("text", "marking-at-head")]);
    let remarks = vec![("remarks", "marking-at-head")];
    for (path, beside, plain) in [
        (
            "departments/key_work/2020",
            Beside::Departments(web::departments::Shown { typed: typed.clone(), faults: remarks, ..Default::default() }),
            Beside::Departments(web::departments::Shown::default()),
        ),
        (
            "translation/guangdong/2",
            Beside::Translation(web::translation::Shown { typed: typed.clone(), faults: text.clone(), ..Default::default() }),
            Beside::Translation(web::translation::Shown::default()),
        ),
        (
            "reminders",
            Beside::Reminders(web::reminder::Shown { typed: typed.clone(), faults: text, ..Default::default() }),
            Beside::Reminders(web::reminder::Shown { typed, ..Default::default() }),
        ),
    ] {
        let html = |beside| {
            let asked = Request { beside, ..Request::new(Language::En, path) };
            sample.on_site(&asked, 1, |site| respond(site, &asked)).html
        };
        let asked = html(beside);
        assert!(asked.contains("name=\"unmarked\" value=\"1\""), "{path}: {asked}");
        assert!(!html(plain).contains("name=\"unmarked\""), "{path}: nothing is asked where nothing was found");
    }
}

#[test]
fn whoever_publishes_under_one_reading_only_sees_it_before_and_after() {
    let book = Book::founding(None);
    let all = ["guangdong", "hong_kong", "macao"];
    let agree = all
        .map(|party| format!("> {party} gives opinion agree item 1 text \"一\" audience all_parties on key_work/2018\n"))
        .concat();
    let story = format!(
        "> on 2018-01-09\n> macao proposes task \"一\" area living audience all_parties on key_work/2018\n\
         > ndrc circulates 1 text \"一\" answer_within 10 audience all_parties on key_work/2018\n{agree}\
         > ndrc states departments sought items 1 on key_work/2018\n"
    );
    let sample = Sample::played(&book, &story);
    let said = |html: &str, id: &str| {
        for part in ["lawful only under this reading", "departments_concur=sought_only", "The public side does not show it"] {
            assert!(html.contains(part), "{id}: no {part}: {html}");
        }
        assert!(html.contains("class=\"cite\" href=\"/en/agreement#art_12\""), "{id} names the provision: {html}");
    };
    let typed = [("of", "ndrc/2"), ("text", "公眾版"), ("authority", "示範辦公室"), ("audience", "public")];
    let review = page(&sample, "send/publish/key_work/2018", Some(&typed));
    assert_eq!(review.status, 200, "{}", review.html);
    said(&review.html, "before it is sent");
    let agreed = format!("{story}> ndrc states departments agreed items 1 on key_work/2018\n");
    let review = page(&Sample::played(&book, &agreed), "send/publish/key_work/2018", Some(&typed));
    assert!(review.status == 200 && !review.html.contains("only under this reading"), "{}", review.html);
    let line = "> macao publishes ndrc/2 text \"公眾版\" authority 示範辦公室 audience public on key_work/2018\n";
    let published = Sample::played(&book, &format!("{story}{line}"));
    let place = "macao/4";
    said(&page(&published, &format!("act/{place}"), None).html, "its page");
    let pack = page(&published, "reply_pack", None).html;
    said(&pack, "the reply pack");
    let (replies, withheld) = pack.split_once("id=\"withheld\"").expect("a part of its own");
    assert!(!replies.contains("公眾版") && !withheld.contains("公眾版"), "its text is for no reply: {pack}");
    assert!(withheld.contains(&format!("href=\"/en/act/{place}\"")), "{withheld}");
}

#[test]
fn a_publication_is_for_everybody_whatever_is_typed_and_waits_until_all_have_agreed() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let form = page(&sample, "send/publish/key_work/2019", None).html;
    assert!(form.contains("value=\"public\"") && !form.contains("value=\"own_side\""), "no other audience is offered");
    for entry in ["living", "zhuhai", "hong_kong"] {
        assert!(form.contains(&format!("name=\"under\" value=\"{entry}\"")), "{entry} can be chosen: {form}");
    }
    let typed = |of: &'static str| {
        [
            ("of", of),
            ("text", "公眾版（示範）。內容。"),
            ("authority", "示範 辦公室"),
            ("under", "living"),
            ("under", "hong_kong"),
            ("audience", "own_side"),
        ]
    };
    let said = page(&sample, "send/publish/key_work/2019", Some(&typed("ndrc/18")));
    assert_eq!(said.status, 200, "{}", said.html);
    assert!(said.html.contains("Its texts: the public."), "{}", said.html);
    assert!(!said.html.contains("our own side"), "nobody is told that it stays here");
    let marked = [&typed("ndrc/18")[..], &[("marking", "internal")]].concat();
    let said = page(&sample, "send/publish/key_work/2019", Some(&marked));
    assert!(said.status == 422 && said.html.contains("cannot go to the public"), "{}", said.html);
    let open = page(&sample, "send/publish/key_work/2020", Some(&typed("ndrc/26")));
    assert_eq!(open.status, 422);
    assert!(open.html.contains("only once each of them has agreed"), "{}", open.html);
}
