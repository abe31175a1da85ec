//! Letters among three or two, as each side's officer reads them: what the fourth sees of one, who replied, rooms, papers, other lists, and
//! everything that a side ever said on an item.

mod sample;

use jiff::civil::date;
use office::Role;
use office::liaison::{AlsoListed, OtherList};
use sample::{Book, Sample, typed, visitor};
use web::send::Shown;
use web::{Beside, Page, Request, also_listed, respond};
use words::Language;

const NDRC: u16 = 0;
const GUANGDONG: u16 = 1;
const HONG_KONG: u16 = 2;
const MACAO: u16 = 3;

/// A letter between two, its receipt and its reply; a paper that is recorded; one to all.
const STORY: &str = r#"
> on 2018-05-08
> guangdong sends message reply to hong_kong text "粵港密語甲" due 2018-06-18 audience hong_kong
> hong_kong acknowledges on liaison/guangdong-2
> on 2018-05-20
> hong_kong replies text "港粵密語乙" audience guangdong on liaison/guangdong-2
> hong_kong sends message reply to guangdong,macao text "三方之間" audience guangdong,macao
> hong_kong reports paper about macao text "示範函第 7 號，2018 年 5 月 18 日，示範辦公室" on liaison/hong_kong-4
> ndrc sends message information text "四方知悉" audience all_parties
> macao designates office "示範政策研究單位" on liaison
"#;

fn page(sample: &Sample<'_>, party: u16, path: &str, beside: Beside) -> Page {
    let (path, with) = path.split_once("?with=").map_or((path, None), |(path, with)| (path, Some(with.to_owned())));
    let asked = Request { beside, with, visitor: Some(visitor(Role::LiaisonOfficer)), ..Request::new(Language::En, path) };
    sample.on_site(&asked, party, |site| respond(site, &asked))
}

fn read(sample: &Sample<'_>, party: u16, path: &str) -> String {
    let page = page(sample, party, path, Beside::Nothing);
    assert_eq!(page.status, 200, "{path}: {}", page.html);
    page.html
}

#[test]
fn a_letter_between_two_shows_its_text_to_them_alone_and_that_it_was_sent_to_all() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, STORY);
    let pages =
        ["liaison", "liaison/guangdong-2", "liaison?with=guangdong,hong_kong", "matter/liaison/guangdong-2", "act/guangdong/2"];
    for path in pages {
        for (party, reads) in [(NDRC, false), (GUANGDONG, true), (HONG_KONG, true), (MACAO, false)] {
            let html = read(&sample, party, path);
            assert_eq!(html.contains("粵港密語甲"), reads, "{path} by {party}");
        }
    }
    for (party, reads) in [(NDRC, false), (GUANGDONG, true), (HONG_KONG, true), (MACAO, false)] {
        let html = read(&sample, party, "liaison/guangdong-2");
        assert_eq!(html.contains("港粵密語乙"), reads, "the reply, by {party}");
        let said = "The text is for Guangdong Province and Hong Kong SAR alone; this node does not hold it.";
        assert_eq!(html.contains(said), !reads, "by {party}: {html}");
        assert!(html.contains("replied (20 May 2018)") && html.contains("acknowledged receipt"), "{html}");
    }
}

#[test]
fn letters_stand_in_the_box_and_the_room_of_whoever_reads() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, STORY);
    let html = read(&sample, HONG_KONG, "liaison");
    let part = |from: &str, to: &str| html.split(from).nth(1).and_then(|rest| rest.split(to).next()).expect("a box").to_owned();
    let inbox = part("To Hong Kong SAR (inbox)", "(outbox)");
    // A letter is called on a page as people call it, whoever reads.
    let named = |part: &str| ["Guangdong no. 2", "NDRC no. 2", "Hong Kong no. 4"].map(|letter| part.contains(letter));
    assert_eq!(named(&inbox), [true, true, false], "{inbox}");
    let outbox = part("(outbox)", "Among the others");
    assert_eq!(named(&outbox), [false, false, true], "{outbox}");
    assert!(html.contains("示範政策研究單位") && html.contains("designated since 20 May 2018"), "{html}");
    // 18 June 2018 is the Dragon Boat Festival in Hong Kong.
    assert!(inbox.contains("due 18 June 2018 (no working day by the calendar of"), "{inbox}");
    let room = read(&sample, HONG_KONG, "liaison?with=macao,guangdong,hong_kong");
    assert_eq!(named(&room), [false, false, true], "{room}");
    let macao = read(&sample, MACAO, "liaison");
    let others = macao.split_once("Among the others").expect("a box of what is among the others").1;
    assert_eq!(named(others), [true, false, false], "the fourth sees that it was sent: {others}");
    for path in ["liaison/guangdong-9", "liaison/nothing", "liaison?with=atlantis"] {
        assert_eq!(page(&sample, HONG_KONG, path, Beside::Nothing).status, 404, "{path}");
    }
}

#[test]
fn a_paper_that_another_records_is_shown_as_that_and_answers_nothing() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, STORY);
    let html = read(&sample, MACAO, "liaison/hong_kong-4");
    assert!(html.contains("paper of Macao SAR, recorded by Hong Kong SAR"), "{html}");
    assert!(html.contains("binds nobody and closes nothing"), "{html}");
    assert!(html.contains("receipt not yet confirmed"), "Macao itself has not answered: {html}");
    for (party, may) in [(MACAO, true), (GUANGDONG, true), (NDRC, false)] {
        let html = read(&sample, party, "liaison/hong_kong-4");
        assert_eq!(html.contains("/en/send/reply_liaison/liaison/hong_kong-4"), may, "{party}");
        assert_eq!(html.contains("/en/send/report_paper/liaison/hong_kong-4"), may, "{party}");
    }
}

#[test]
fn a_letter_goes_to_those_between_whom_it_is_unless_others_are_named() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, STORY);
    let send = |party, path: &str, fields: &[(&str, &str)]| {
        let shown = Shown { typed: typed(fields), sent: true, ..Shown::default() };
        page(&sample, party, path, Beside::Send(shown))
    };
    let new = "send/send_liaison/liaison";
    let letter = [("purpose", "reply"), ("to", "hong_kong"), ("text", "x")];
    let with = |more: &[(&'static str, &'static str)]| [letter.as_slice(), more].concat();
    for (audience, readers) in [
        (vec![("audience", "letter")], "Its texts: Guangdong Province and Hong Kong SAR."),
        (vec![("audience", "named"), ("readers", "hong_kong")], "Its texts: Guangdong Province and Hong Kong SAR."),
        (
            vec![("audience", "named"), ("readers", "hong_kong"), ("readers", "ndrc"), ("readers", "macao")],
            "Its texts: all parties.",
        ),
        (vec![("audience", "all_parties")], "Its texts: all parties."),
        (vec![("audience", "hong_kong"), ("audience", "guangdong")], "Its texts: Guangdong Province and Hong Kong SAR."),
        (
            vec![("audience", "macao"), ("audience", "hong_kong")],
            "Its texts: Guangdong Province and Hong Kong SAR and Macao SAR.",
        ),
    ] {
        let said = send(GUANGDONG, new, &with(&audience));
        assert!(said.status == 200 && said.html.contains(readers), "{audience:?}: {}", said.html);
    }
    for (audience, why) in [
        (vec![("audience", "named")], "Tick at least one party."),
        (vec![("audience", "named"), ("readers", "macao")], "tick all of them"),
        (vec![("audience", "all_parties"), ("readers", "macao")], "Keep one of the two."),
        (vec![], "Please fill this in."),
        (vec![("audience", "own_side")], "tick all of them"),
        (vec![("audience", "public")], "is not for the public"),
        (vec![("audience", "macao")], "tick all of them"),
        (vec![("audience", "guangdong")], "tick all of them"),
        (vec![("audience", "everybody")], "This is not understood."),
        (vec![("audience", "hong_kong"), ("audience", "all_parties")], "This is not understood."),
    ] {
        let said = send(GUANGDONG, new, &with(&audience));
        assert!(said.status == 422 && said.html.contains(why), "{audience:?}: {}", said.html);
    }
    let answer = "send/reply_liaison/liaison/guangdong-2";
    let unread = send(HONG_KONG, answer, &[("text", "y"), ("audience", "macao")]);
    assert!(unread.status == 422 && unread.html.contains("tick all of them"), "{}", unread.html);
    let reply = send(HONG_KONG, answer, &[("text", "y"), ("audience", "letter")]);
    assert!(reply.html.contains("Its texts: Hong Kong SAR and Guangdong Province."), "{}", reply.html);
}

#[test]
fn a_paper_goes_as_its_scan_and_a_form_with_one_is_sent_in_parts() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, STORY);
    let path = "send/reply_liaison/liaison/guangdong-2";
    let form = page(&sample, HONG_KONG, path, Beside::Send(Shown::default())).html;
    assert!(form.contains("enctype=\"multipart/form-data\"") && form.contains("type=\"file\""), "{form}");
    let digest = agreement::id::Digest::of(b"%PDF-1.7").to_string();
    let scan = web::scan::Scan { digest: digest.clone(), bytes: b"%PDF-1.7".to_vec() };
    let fields = [("audience", "letter"), ("paper", "true"), ("marking", "internal"), ("scan", digest.as_str())];
    let shown = Shown { typed: typed(&fields), sent: true, scan: Some(scan), ..Shown::default() };
    let review = page(&sample, HONG_KONG, path, Beside::Send(shown));
    assert!(review.status == 200 && review.html.contains("PDF, 1 kB, check code"), "{}", review.html);
    let fault =
        Shown { typed: typed(&[("text", "kept")]), sent: true, faults: vec![("marking", "marking-above")], ..Shown::default() };
    let stopped = page(&sample, HONG_KONG, path, Beside::Send(fault));
    assert!(stopped.status == 422 && stopped.html.contains("above what this node may hold"), "{}", stopped.html);
    assert!(stopped.html.contains(">\nkept</textarea>"), "what was typed is still there");
}

#[test]
fn the_mechanism_is_of_three_and_its_rooms_are_theirs() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/daily_mechanism");
    for one in [
        "People’s Government of Guangdong Province · Government of the Hong Kong",
        "Macao declared it established on this text",
        "每季舉行一次工作會議",
        "20 March 2018",
    ] {
        assert!(said.contains(one), "{one}: {said}");
    }
    assert_eq!(said.matches("declared it established on this text").count(), 3, "one for each member");
}

#[test]
fn one_return_feeds_every_list_on_which_an_item_stands() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let lists = vec![OtherList { id: 4, name: "粵港".to_owned() }];
    let entry = AlsoListed {
        id: 1,
        matter: "key_work/2018".to_owned(),
        item: 2,
        list: lists[0].clone(),
        number: "=B7".to_owned(),
        reference: "示檔".to_owned(),
    };
    let shown = also_listed::Shown { lists, entries: vec![entry], ..also_listed::Shown::default() };
    let open = |path: &str| page(&sample, GUANGDONG, path, Beside::AlsoListed(shown.clone()));
    let list = open("also_listed/4").html;
    assert!(list.contains("示範口岸客運通道延時開放") && list.contains("示檔"), "{list}");
    let task = open("key_work/2018/item/2").html;
    assert!(task.contains("粵港") && task.contains("=B7"), "{task}");
    assert!(!open("key_work/2018/item/1").html.contains("=B7"));
    assert!(list.contains("href=\"/en/also_listed/4/csv\""), "{list}");
    assert_eq!(open("also_listed/5").status, 404);
    let past = Beside::AlsoListed(shown.clone());
    let past = Request { beside: past, on: Some(date(2018, 7, 1)), ..Request::new(Language::En, "also_listed/4") };
    let html = sample.on_site(&past, GUANGDONG, |site| respond(site, &past)).html;
    assert!(html.contains("href=\"/en/also_listed/4/csv?on=2018-07-01\""), "the file is of the day of the page: {html}");
    let asked = Request::new(Language::En, "also_listed/4/csv");
    let file = sample.on_site(&asked, GUANGDONG, |site| also_listed::file(site, 4, &shown)).expect("the list");
    assert!(file.starts_with('\u{feff}') && file.contains("\r\n'=B7,"), "{file}");
}

#[test]
fn what_a_side_said_on_an_item_goes_through_the_years() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let html = read(&sample, HONG_KONG, "key_work/2018/item/2/said");
    assert!(html.contains("示範事項乙之港方建議"), "its proposal: {html}");
    assert!(html.contains("Gave an opinion"), "its opinion: {html}");
    assert!(!html.contains("示範事項乙：示範口岸客運通道延長開放時間"), "not that of Guangdong");
    assert_eq!(page(&sample, HONG_KONG, "key_work/2018/item/99/said", Beside::Nothing).status, 404);
}

#[test]
fn each_area_is_traced_to_its_work_and_silence_is_not_called_none() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/trace?by=2018");
    for one in ["Article 4", "示範口岸客運通道延時開放", "Provisions without work in 2018", "Cannot be told"] {
        assert!(said.contains(one), "{one}: {said}");
    }
    assert_eq!(sample.open("/en/trace?by=1999").status, 404);
}
