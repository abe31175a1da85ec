//! What a reader reads of meetings in the invented two years: the years, a meeting from its call to its follow-ups, the days in a calendar
//! file; and of texts to be signed.

mod sample;

use jiff::civil::Date;
use office::Role;
use sample::{Book, Sample, between, reads, typed, visitor};
use std::collections::{BTreeMap, BTreeSet};
use web::agreement_text::Printed;
use web::annual_meeting::{delegation, issue_form};
use web::calendar_file::{Entry, entries};
use web::request::Target;
use web::{Beside, Request, respond};
use words::Language;

#[test]
fn the_years_show_what_was_held_and_a_year_without_a_meeting_with_its_reason() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/zh-Hant/annual_meeting");
    let years = ["2020", "本記錄未載有 2020 年磋商會議", "2019", "會議已於2019年9月17日舉行", "已舉行"];
    reads(&said, &[&years[..], &["2018", "會議已於2018年9月11日舉行", "2017"]].concat());
    let first = &said[said.find("2017 ").expect("the year of the signature")..];
    reads(first, &["本記錄未載有 2017 年磋商會議", "所記原因：", "當年未及召開會議（示範）", "國家發改委"]);
    let english = sample.says("/en/annual_meeting?on=2018-09-01");
    reads(
        &english,
        &["2018", "This record holds no consultation meeting for 2018", "Macao SAR called a meeting for 11 September 2018"],
    );
    assert!(!english.contains("2019"), "what is still to come has no row: {english}");
}

#[test]
fn a_meeting_reads_from_its_call_to_its_follow_ups() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/zh-Hant/annual_meeting/2019");
    reads(
        between(&said, "召集與出席", "議程"),
        &["會議已於2019年9月17日舉行", "出席", "四方", "承辦", "廣東省", "下次承辦", "香港特區"],
    );
    reads(
        between(&said, "召集與出席", "議程"),
        &["廣東省已召集會議，擬於2019年9月17日舉行", "發改委", "同意召集", "粵", "召集會議"],
    );
    let agenda = between(&said, "議程 上次", "會議文件");
    reads(agenda, &["上次會議紀要及跟進事項", "2018 年磋商會議", "已獲確認：四方", "示範勘察", "2018年11月13日"]);
    let issue = between(agenda, "示範口岸無障礙設施的啟用安排（示範議題）", "青年實習名額互認的範圍");
    reads(issue, &["廣東省於2019年8月20日提出", "背景", "第二階段工程", "各方立場", "廣東省", "宜於十一月啟用", "據廣東省"]);
    reads(issue, &["示範單位丙須先完成測試", "澳", "贊成年內啟用", "澳門特區自述", "請會議決定", "啟用時間及測試安排"]);
    assert_eq!(agenda.matches("示範口岸無障礙設施的啟用安排").count(), 1, "Macao's position is no third issue: {agenda}");
}

#[test]
fn minutes_show_each_text_what_changed_who_approved_and_where_wordings_differed() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/annual_meeting/2019");
    let minutes = between(&said, "Minutes Minutes", "Decisions and follow-ups");
    reads(minutes, &["approved by the four parties", "無障礙設施年內啟用", "NDRC", "Approves this text (24 September 2019)"]);
    reads(minutes, &["Text 1", "Circulated by Guangdong Province on 17 September 2019", "Text 2", "Hong Kong SAR", "Text 3"]);
    reads(minutes, &["Settled: all approved Text 3", "Text 1 · Guangdong", "於十一月", "啟用", "Text 2 · Hong Kong", "名額另議"]);
    let html = sample.open("/en/annual_meeting/2019").html;
    assert!(html.contains("<ins>，名額另議</ins>"), "{html}");
    // Two days after the first text the wordings are open, and the later one is asked about.
    let open = sample.says("/en/annual_meeting/2019?on=2019-09-20");
    reads(&open, &["approval not yet received from the four parties", "Still open until all approve the same text"]);
    let first = between(&open, "Texts and changes", "Text 2");
    reads(
        first,
        &["Text 1", "Guangdong Province on 17 September 2019", "Hong Kong", "Circulated another wording (19 September 2019)"],
    );
    let follow_ups = &said[said.find("Decisions and follow-ups").expect("follow-ups")..];
    reads(
        follow_ups,
        &["1", "示範測試", "In the minutes:", "無障礙設施年內啟用", "due 26 November 2019", "Guangdong", "done", "2", "示範細則"],
    );
    reads(follow_ups, &["示範細則", "Guangdong Province", "Guangdong Province", "under way", "細則初稿已備", "open"]);
}

/// The address of a way on a page, by its words.
fn way(html: &str, words: &str) -> Option<String> {
    let before = html.split(&format!("\">{words}</a>")).next().filter(|before| before.len() < html.len())?;
    before.rsplit("href=\"").next().map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
}

#[test]
fn what_can_be_done_now_leads_to_forms_that_are_filled_in() {
    let book = Book::founding(None);
    let story = "> on 2018-08-07
> macao calls meeting 2018-09-11 on annual_meeting/2018
";
    let called = Sample::played(&book, story);
    let html = |sample: &Sample<'_>, party| {
        let request = Request::new(Language::En, "annual_meeting/2018");
        sample.on_site(&request, party, |site| respond(site, &request).html)
    };
    let ndrc = html(&called, 0);
    let accept = way(&ndrc, "Accept the call (Macao SAR, 11 September 2018)").expect("a way to accept");
    assert_eq!(accept, "/en/send/accept_call/annual_meeting/2018?call=macao/2");
    assert_eq!(way(&ndrc, "Place an issue").as_deref(), Some("/en/annual_meeting/2018/issue"));
    assert!(way(&html(&called, 3), "Accept the call (Macao SAR, 11 September 2018)").is_none(), "the caller accepts nothing");
    let held = format!(
        "{story}> on 2018-09-11
> macao holds meeting attended four on annual_meeting/2018
> macao circulates minutes \"一\" on annual_meeting/2018
> macao agrees follow-up 1 text \"二\" by guangdong on annual_meeting/2018
"
    );
    let held = Sample::played(&book, &held);
    let guangdong = html(&held, 1);
    for (words, address) in [
        ("Approve the minutes", "/en/send/approve_minutes/annual_meeting/2018"),
        ("Answer with our own wording of the minutes", "/en/send/circulate_minutes/annual_meeting/2018"),
        ("Agree a follow-up", "/en/send/agree_follow_up/annual_meeting/2018?item=2"),
        ("Report progress", "/en/send/report_progress/annual_meeting/2018?item=1"),
    ] {
        assert_eq!(way(&guangdong, words).as_deref(), Some(address), "{words}: {guangdong}");
    }
    assert!(way(&html(&held, 2), "Report progress").is_none(), "Hong Kong carries nothing out");
    let Target::Page(past) = Target::of("/en/annual_meeting/2018", "on=2018-08-08", "") else { panic!("a page") };
    let past = held.on_site(&past, 1, |site| respond(site, &past).html);
    assert!(way(&past, "Accept the call (Macao SAR, 11 September 2018)").is_none(), "nothing is done on a day that is over");
}

/// A form that is asked for has a number of its own, and nothing else was typed.
#[test]
fn a_wording_of_the_minutes_begins_with_the_one_that_went_round_last() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let shown = web::send::Shown { typed: typed(&[("once", "a1")]), ..Default::default() };
    let request = Request::new(Language::En, "send/circulate_minutes/annual_meeting/2019");
    let request = Request { beside: Beside::Send(shown.clone()), ..request };
    let form = sample.on_site(&request, 1, |site| respond(site, &request).html);
    let last = "2019 年磋商會議紀要（示範）：一、無障礙設施年內啟用；二、實習名額互認擴至示範行業乙";
    assert!(form.contains(&format!("{last}</textarea>")), "{form}");
    let empty = web::send::Shown { typed: typed(&[("once", "a1"), ("text", ""), ("again", "1")]), sent: true, ..shown };
    let request = Request { beside: Beside::Send(empty), ..request };
    let form = sample.on_site(&request, 1, |site| respond(site, &request).html);
    assert!(!form.contains(last), "what somebody emptied stays empty: {form}");
}

#[test]
fn the_form_of_an_issue_comes_back_with_what_it_lacks_and_answers_one_that_is_there() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let page = |party, shown: issue_form::Shown| {
        let request = Request { beside: Beside::Issue(shown), ..Request::new(Language::En, "annual_meeting/2019/issue") };
        sample.on_site(&request, party, |site| respond(site, &request))
    };
    let back = issue_form::Shown { typed: typed(&[("title", "A title")]), faults: vec![("background", "form-missing")] };
    let lacks = page(1, back);
    assert!(lacks.status == 422 && lacks.html.contains("value=\"A title\"") && lacks.html.contains("Please fill this in."));
    let answers = issue_form::Shown { typed: typed(&[("answers", "hong_kong/21")]), ..Default::default() };
    let answer = page(1, answers);
    assert!(answer.html.contains("value=\"青年實習名額互認的範圍（示範議題）\""), "{}", answer.html);
    assert!(!answer.html.contains("issue-background"), "a position has no background of its own");
    let department = Request { visitor: Some(visitor(Role::Auditor)), ..Request::new(Language::En, "annual_meeting/2019/issue") };
    let department = Request { beside: Beside::Issue(Default::default()), ..department };
    assert_eq!(sample.on_site(&department, 1, |site| respond(site, &department)).status, 403);
}

#[test]
fn a_delegation_is_a_list_that_its_own_side_prints() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let delegate = office::delegation::Delegate { id: 7, post: "示範主任".to_owned(), name: "示範甲".to_owned() };
    let shown = delegation::Shown { delegates: vec![delegate], ..Default::default() };
    let request = Request { beside: Beside::Delegation(shown), ..Request::new(Language::Pt, "annual_meeting/2019/delegation") };
    let page = sample.on_site(&request, 2, |site| respond(site, &request));
    reads(&page.html, &["Hong Kong", "Reunião de consulta de 2019", "示範主任", "示範甲", "name=\"strike\" value=\"7\""]);
    // A call after the one that all accepted moves nothing: the sheet has the day that the page of the meeting has.
    let accepts =
        ["ndrc", "guangdong", "hong_kong"].map(|party| format!("> {party} accepts call macao/2 on annual_meeting/2018\n"));
    let story = format!(
        "> on 2018-08-07\n> macao calls meeting 2018-09-11 on annual_meeting/2018\n{}{}",
        accepts.concat(),
        "> on 2018-08-20\n> guangdong calls meeting 2018-10-16 on annual_meeting/2018\n"
    );
    let asked = Request { path: "annual_meeting/2018/delegation".to_owned(), ..request.clone() };
    let called = Sample::played(&book, &story).on_site(&asked, 2, |site| respond(site, &asked)).html;
    assert!(called.contains("11 de Setembro de 2018") && !called.contains("16 de Outubro de 2018"), "{called}");
    let nowhere = Request { path: "key_work/2019/delegation".to_owned(), ..request };
    assert_eq!(sample.on_site(&nowhere, 2, |site| respond(site, &nowhere)).status, 404);
}

/// The days of the entries of a file, as a calendar program reads them.
fn days(file: &str) -> BTreeSet<Date> {
    let lines = file.split("\r\n").filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:"));
    lines.map(|day| Date::strptime("%Y%m%d", day).expect("a day")).collect()
}

#[test]
fn a_deadline_is_the_same_day_on_the_page_and_in_the_calendar_file() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    for language in Language::ALL {
        // Every day of the years around, as the page would write it.
        let first = Date::constant(2017, 1, 1);
        let around = (0..2_400).filter_map(|days| first.checked_add(jiff::Span::new().days(days)).ok());
        let written: BTreeMap<String, Date> = around.map(|day| (language.date(day), day)).collect();
        for year in 2017..=2022 {
            let path = format!("/{}/year/{year}", language.tag());
            let said = sample.says(&path);
            let request = Request {
                beside: Beside::CalendarFile(typed(&[("year", &year.to_string())])),
                ..Request::new(language, "calendar.ics")
            };
            let file = sample.on_site(&request, 0, |site| respond(site, &request));
            assert_eq!(file.status, 200);
            let days = days(&file.html);
            assert!(!days.is_empty(), "{path} has deadlines");
            for day in &days {
                assert!(said.contains(&language.date(*day)), "{day} of the file is not on {path}: {said}");
            }
            let entries: Vec<Entry> = sample.on_site(&request, 0, |site| entries::of_year(site, year));
            let uids: BTreeSet<&str> = entries.iter().map(|entry| entry.uid.as_str()).collect();
            assert_eq!(uids.len(), entries.len(), "every entry has an identifier of its own");
            // What the page gives as a deadline is in the file.
            let due = sample.on_site(&request, 0, |site| due_on_page(site, year));
            for day in due.iter().filter_map(|due| written.get(due)) {
                assert!(days.contains(day), "{day} of {path} is not in the file");
            }
        }
    }
}

/// The deadlines that the page of a year writes.
fn due_on_page(site: &web::Site<'_>, year: i16) -> BTreeSet<String> {
    let duties = agreement::report::duties(&site.view);
    let rows = duties.iter().filter(|duty| duty.touches(year)).map(|duty| web::duty::row(site, duty));
    rows.flat_map(|row| row.verdict.branches.into_iter().filter_map(|branch| branch.due).chain([row.due])).collect()
}

#[test]
fn a_call_moves_its_entry_and_is_settled_when_all_have_accepted() {
    let book = Book::founding(None);
    let file = |story: &str| {
        let sample = Sample::played(&book, story);
        let request = Request {
            beside: Beside::CalendarFile(typed(&[("meeting", "annual_meeting/2018")])),
            ..Request::new(Language::En, "calendar.ics")
        };
        sample.on_site(&request, 0, |site| respond(site, &request).html).replace("\r\n ", "")
    };
    let first = "> on 2018-03-20\n> macao calls meeting 2018-09-11 on annual_meeting/2018\n";
    let called = file(first);
    reads(
        &called,
        &["UID:annual_meeting-2018-macao@", "DTSTAMP:20180320T000000Z", "SEQUENCE:0", "20180911", "TENTATIVE", "[Sample] "],
    );
    let second = format!("{first}> on 2018-04-02\n> macao calls meeting 2018-10-16 on annual_meeting/2018\n");
    let moved = file(&second);
    reads(&moved, &["UID:annual_meeting-2018-macao@", "SEQUENCE:1", "20181016", "TENTATIVE"]);
    assert_eq!(moved.matches("BEGIN:VEVENT").count(), 1);
    let accepts =
        ["ndrc", "guangdong", "hong_kong"].map(|party| format!("> {party} accepts call macao/3 on annual_meeting/2018\n"));
    let agreed = file(&format!("{second}> on 2018-04-10\n{}", accepts.concat()));
    reads(&agreed, &["DTSTAMP:20180410T000000Z", "20181016", "CONFIRMED", "All have accepted the meeting"]);
    let nothing = typed(&[("meeting", "key_work/2018")]);
    let request = Request { beside: Beside::CalendarFile(nothing), ..Request::new(Language::En, "calendar.ics") };
    let sample = Sample::of(&book);
    assert_eq!(sample.on_site(&request, 0, |site| respond(site, &request)).status, 404);
}

const EXTENSION: &str = "> on 2021-06-01
> macao proposes extension \"展期協議（示範）：有效期延長五年\" years 5 until 2021-12-31 audience all_parties
> macao signs post head on extension/macao-2
> hong_kong signs post head on extension/macao-2
> hong_kong withdraws on extension/macao-2
";

#[test]
fn an_extension_shows_its_text_who_has_signed_and_the_term_under_each_reading() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, EXTENSION);
    let said = sample.says("/en/extension/macao-2");
    reads(
        &said,
        &[
            "Put forward by Macao SAR on 1 June 2021",
            "this text goes no further",
            "Sign",
            "NDRC",
            "Not yet received",
            "Hong Kong",
        ],
    );
    reads(&said, &["Hong Kong", "Withdrew its signature (1 June 2021)", "Macao", "Signed (1 June 2021)"]);
    reads(&said, &["All must have confirmed by 31 December 2021", "the node of NDRC waits 1 h"]);
    reads(&said, &["Extension by 5 years", "30 June 2022", "30 June 2027", "展期協議（示範）"]);
    reads(&said, &["1 July 2022", "1 July 2027"]);
    assert!(said.contains("It bases on the signed text"), "{said}");
    let list = sample.says("/zh-Hant/extension");
    reads(&list, &["澳門特區於2021年6月1日提出", "已簽署（2021年6月1日）"]);
    assert_eq!(sample.open("/en/extension/macao-9").status, 404);
    assert_eq!(sample.open("/en/extension?on=2021-05-01").status, 200);
    assert_eq!(sample.open("/en/extension/macao-2?on=2021-05-01").status, 404, "it was not there yet");
}

#[test]
fn an_extension_that_all_confirmed_counts_and_the_next_text_is_compared_with_it() {
    let book = Book::founding(None);
    let parties = ["ndrc", "guangdong", "hong_kong", "macao"];
    let sign = |matter: &str| parties.map(|party| format!("> {party} signs post head on {matter}\n")).concat();
    let commit = |matter: &str| parties.map(|party| format!("> {party} commits on {matter}\n")).concat();
    let story = format!(
        "> on 2021-06-01\n{}{}{}{}{}",
        "> macao proposes extension \"有效期延長五年（示範）\" years 5 audience all_parties\n",
        sign("extension/macao-2"),
        "> on 2021-06-02\n",
        commit("extension/macao-2"),
        "> on 2021-07-01\n> macao proposes extension \"有效期延長八年（示範）\" years 3 base macao/2 audience all_parties\n",
    );
    let sample = Sample::played(&book, &story);
    let said = sample.says("/en/extension/macao-2");
    reads(&said, &["NDRC", "Confirmed that it holds every signature (2 June 2021)", "Counted already", "30 June 2027"]);
    let last = "/en/extension/macao-5";
    let html = sample.open(last).html;
    assert!(html.contains("延長<del>五</del><ins>八</ins>年"), "{html}");
    reads(&sample.says(last), &["30 June 2027", "30 June 2030"]);
}

#[test]
fn a_first_amendment_is_held_against_the_official_text_where_that_is_attached() {
    let book = Book::founding(None);
    let story = "> on 2021-06-01\n> macao proposes amendment \"示範會議每年舉行兩次，由各方輪流主持。\" audience all_parties\n";
    let mut sample = Sample::played(&book, story);
    let page = "/zh-Hant/amendment/macao-2";
    reads(&sample.says(page), &["原文不在本記錄，故不作逐字比較"]);
    let printed = |says: &str| Printed { id: "art_12".to_owned(), paragraphs: vec![says.to_owned()], ..Printed::default() };
    sample.official = vec![printed("示範旅遊合作由各方另行商定。")];
    reads(&sample.says(page), &["各段與原文均不相近，故不作逐字比較", "示範會議每年舉行兩次"]);
    sample.official = vec![printed("示範會議每年舉行一次，由各方輪流主持。")];
    let html = sample.open(page).html;
    assert!(html.contains("每年舉行<del>一</del><ins>兩</ins>次，由各方輪流主持。"), "{html}");
    reads(&sample.says(page), &["逐字對照如下", "第十二條", "示範會議每年舉行"]);
    let simplified = sample.open("/zh-Hans/amendment/macao-2").html;
    assert!(simplified.contains("每年举行<del>一</del><ins>两</ins>次，由各方轮流主持。"), "{simplified}");
}
