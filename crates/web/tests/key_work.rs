//! What a reader reads of the invented two years: the key work of a year, an item, the opinion round, the sheet for leadership and the
//! term, on days in the middle of their stages too.

mod sample;

use sample::{Book, Sample, between, reads};
use web::{Request, respond};
use words::Language;

#[test]
fn the_year_stands_under_its_areas_with_what_each_party_said_and_what_became_of_it() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/key_work/2018");
    let stages = [
        ["Proposed, merged", "9 January 2018"],
        ["Circulated for opinions", "16 January 2018 – 30 January 2018"],
        ["Replies", "23 January 2018 – 27 February 2018"],
        ["Agreed", "27 February 2018"],
        ["Joint implementation", "12 June 2018 – 11 December 2018"],
        ["Close of the year", "11 December 2018"],
    ];
    reads(&said, stages.as_flattened());
    let marks = ["NDRC", "Circulated this text (16 January 2018)", "Guangdong", "Agree (25 January 2018)", "Hong Kong", "Agree"];
    let border = between(&said, "Infrastructure connectivity", "International innovation");
    reads(border, &["2", "示範口岸客運通道延時開放", "merged from the proposals of Guangdong Province and Hong Kong SAR"]);
    reads(border, &marks);
    reads(border, &["Done", "11 December 2018", "agreed", "Guangdong", "done", "Hong Kong", "done"]);
    reads(
        between(&said, "Quality living circle", "Proposals"),
        &["3", "名額先定為五百名", "Carried into the next year", "Macao", "under way"],
    );
    reads(
        between(&said, "Proposals", "NDRC ·").trim(),
        &["NDRC no. 2", "Item 1", "Guangdong no. 2", "Item 2", "Hong Kong no. 2", "Item 2"],
    );
}

#[test]
fn a_day_in_the_middle_shows_the_stage_of_that_day() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let now = |day: &str| {
        let html = sample.open(&format!("/zh-Hant/key_work/2018?on={day}")).html;
        let stage = html.split("aria-current=\"step\"><b>").nth(1).and_then(|rest| rest.split('<').next());
        stage.map(str::to_owned)
    };
    let stages = [
        ("2018-01-05", Some("提出、歸併")),
        ("2018-01-10", Some("提出、歸併")),
        ("2018-01-20", Some("覆函")),
        ("2018-01-26", Some("達成一致")),
        ("2018-02-01", Some("覆函")),
        ("2018-02-28", Some("共同推動落實")),
        ("2018-12-31", None),
    ];
    for (day, stage) in stages {
        assert_eq!(now(day).as_deref(), stage, "{day}");
    }
    let said = sample.says("/zh-Hant/key_work/2018?on=2018-02-01");
    let living = between(&said, "優質生活圈", "提案 編號");
    reads(
        living,
        &["發改委", "發出此文本（2018年1月30日）", "粵", "尚待覆函（期限2018年2月8日）", "港", "尚待覆函", "澳", "尚待覆函"],
    );
    let marks = between(living, "發改委", "尚未達成一致");
    assert!(!marks.contains("同意（"), "an answer to the earlier text is no consent to this one: {marks}");
    let early = sample.says("/zh-Hant/key_work/2018?on=2018-01-10");
    reads(&early, &["本年尚未有事項徵求意見", "示範事項甲", "尚未列入"]);
}

#[test]
fn a_list_by_party_shows_what_was_merged_under_both_and_nothing_is_sorted_otherwise() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/key_work/2018?by=party");
    let list = between(&said, "By proposing party", "Proposals");
    reads(
        list,
        &[
            "National Development and Reform Commission",
            "第 1 項",
            "People’s Government of Guangdong Province",
            "第 2 項",
            "Government of the Hong Kong Special Administrative Region",
            "第 2 項",
            "Government of the Macao Special Administrative Region",
            "第 3 項",
        ],
    );
    assert_eq!(sample.open("/en/key_work/2018?by=speed").status, 404);
}

#[test]
fn nobody_is_called_late_and_who_proposed_nothing_is_told_apart_from_who_said_nothing() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/key_work/2020?on=2020-03-01");
    reads(&said, &["Not yet received (due 21 January 2020)", "carried over from", "Item 3 of annual key work for 2019"]);
    reads(&said, &["No proposal this year: Macao SAR", "holds no proposal, and no word of having none, from NDRC"]);
    for word in ["late", "overdue", "Overdue", "failed"] {
        assert!(!said.split(|sign: char| !sign.is_alphabetic()).any(|one| one == word), "{word}: {said}");
    }
}

#[test]
fn an_item_shows_each_text_with_what_changed_and_what_was_said_to_it() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let html = sample.open("/zh-Hant/key_work/2018/item/3").html;
    assert!(html.contains("<del>徵求意見</del><ins>二</ins>稿"), "{html}");
    assert!(html.contains("<ins>，名額先定為五百名，半年後檢討</ins>"), "{html}");
    let said = sample.says("/zh-Hant/key_work/2018/item/3");
    let first = between(&said, "第 1 次文本", "第 2 次文本");
    reads(
        first,
        &[
            "10 個工作日",
            "廣東省",
            "同意",
            "2018年1月25日",
            "香港特區",
            "原則同意，另提修改意見",
            "2018年1月23日",
            "澳門特區",
            "同意",
        ],
    );
    let second = between(&said, "第 2 次文本", "國家有關部門");
    reads(second, &["7 個工作日", "廣東省", "同意", "2018年2月6日", "香港特區", "同意", "澳門特區", "同意"]);
    reads(&said, &["由國家發改委說明", "同意", "2018年2月27日", "國家發改委第 7 號"]);
    let progress = between(&said, "各方進展", "由來與去向");
    reads(progress, &["發改委", "未有進展記錄", "粵", "港", "澳", "推進中", "2018年6月12日"]);
    reads(&said, &["由來與去向", "示範事項丙", "結轉至", "2019 年度重點工作第 1 項"]);
    let later = sample.says("/en/key_work/2019/item/1");
    reads(&later, &["Item 1 of annual key work for 2019", "carried over from", "Item 3 of annual key work for 2018"]);
}

#[test]
fn an_item_of_a_day_shows_nothing_that_came_later() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/key_work/2018/item/3?on=2018-01-24");
    assert!(!said.contains("五百名") && !said.contains("Text 2"), "{said}");
    reads(&said, &["Text 1", "Guangdong Province", "Not yet received (due 30 January 2018)", "Macao SAR", "Not yet received"]);
    reads(&said, &["NDRC has not stated it yet."]);
    assert!(!said.contains("Progress of each side"), "before there is anything to carry out nobody lacks a report: {said}");
}

#[test]
fn the_round_compares_what_was_asked_answered_and_made_of_it() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/key_work/2018/round?on=2018-02-01");
    reads(&said, &["Opinions on annual key work for 2018", "No reply is not consent"]);
    reads(&said, &["Guangdong Province", "Hong Kong SAR", "Macao SAR", "The relevant national departments, as stated by NDRC"]);
    let matrix = between(&said, "No. Measure", "Item by item");
    let [first, third] = [between(matrix, "第 1 項", "第 2 項"), &matrix[matrix.find("第 3 項").expect("the third")..]];
    assert!(!first.contains("anew") && third.contains("Text 2, asked about anew on 30 January 2018"), "{matrix}");
    reads(third, &["Not yet received (due 8 February 2018)", "on an earlier text: Agree in principle, with changes"]);
    let compared = &said[said.find("Item by item").expect("the comparison")..];
    let [first, third] = [between(compared, "Item 1", "Item 2"), &compared[compared.find("Item 3").expect("the third")..]];
    reads(
        first,
        &["Text asked about", "Opinions", "Agree", "What became of them", "Not yet agreed; it is for NDRC to reconcile."],
    );
    reads(
        third,
        &["Text asked about", "徵求意見稿", "What became of them", "The text was changed and asked about anew (Text 2)."],
    );
    let after = sample.says("/zh-Hant/key_work/2018/round");
    reads(&after, &["第 1 項", "同意", "2018年2月27日", "逐項比較", "照此文本達成一致（2018年2月27日）。"]);
    let html = sample.open("/en/key_work/2018/round?on=2018-02-01").html;
    assert_eq!(html.matches("<details class=\"compared\"").count(), 3);
    let after = sample.open("/en/key_work/2018/round").html;
    assert!(
        after.contains("class=\"opinion stated\" href=\"/en/act/ndrc/7\">Agreed<"),
        "departments have no signing ink: {after}"
    );
    assert!(html.contains("id=\"item-3\" open") && !html.contains("id=\"item-1\" open"), "only what changed is open: {html}");
}

/// Two opinions with words of their own beside the copy of the text that was asked about; the second says them to the convener alone.
const REMARKED: &str = "> on 2018-01-16
> ndrc circulates 1 text \"第 1 項：長者醫療券\" answer_within 10 audience all_parties on key_work/2018
> on 2018-01-20
> guangdong gives opinion reserve item 1 text \"第 1 項：長者醫療券\" audience all_parties on key_work/2018
> macao gives opinion agree item 1 text \"第 1 項：長者醫療券\" audience ndrc on key_work/2018
";

#[test]
fn what_a_party_says_in_its_own_words_stands_with_its_opinion_for_whoever_may_read_it() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, REMARKED);
    let sample = sample.with_beside("guangdong/2", "名額 <待定>").with_beside("macao/2", "Sem objeções");
    for path in ["key_work/2018/round", "key_work/2018/item/1"] {
        let page = |language: Language, party: u16| {
            let asked = Request::new(language, path);
            sample.on_site(&asked, party, |site| respond(site, &asked)).html
        };
        let html = page(Language::En, 0);
        let replies = between(&html, "<dl class=\"replies\">", "</dl>");
        let guangdong = between(replies, "<dt>Guangdong Province</dt>", "</dd>");
        reads(guangdong, &["Reserve", "<blockquote lang=\"zh-Hant\">名額 &#60;待定&#62;</blockquote>"]);
        reads(between(replies, "<dt>Macao SAR</dt>", "</dd>"), &["Agree", "<blockquote>Sem objeções</blockquote>"]);
        assert_eq!(replies.matches("<blockquote").count(), 2, "the copy of the text is nobody's remark: {replies}");
        let hans = page(Language::ZhHans, 0);
        reads(&hans, &["<blockquote lang=\"zh-Hans\">名额 &#60;待定&#62;</blockquote>", "原文为繁体"]);
        let other = page(Language::En, 2);
        assert!(other.contains("&#60;待定&#62;") && !other.contains("Sem obje"), "what is for NDRC alone: {other}");
    }
    let consents = REMARKED.lines().filter(|line| !line.contains("reserve")).collect::<Vec<_>>().join("\n");
    let open = |sample: &Sample<'_>| sample.open("/en/key_work/2018/round").html.contains("id=\"item-1\" open");
    let silent = Sample::played(&book, &consents);
    assert!(!open(&silent), "a consent without words hides nothing");
    assert!(open(&silent.with_beside("macao/2", "Sem objeções")), "words are not hidden");
}

/// One item of a text that all are asked about; what each then says is the case.
const ASKED: &str = "> on 2018-01-16
> ndrc circulates 1 text \"one\" answer_within 10 on key_work/2018
";

/// The classes of the marks on the first item, with their words, after `story`.
fn marks(book: &Book, story: &str) -> Vec<(String, String)> {
    let sample = Sample::played(book, &format!("{ASKED}{story}"));
    let html = sample.open("/en/key_work/2018").html;
    let row = html.split("<ul class=\"marks\"").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("a row of marks");
    let mark = |part: &str| {
        let class = part.split('"').next().expect("a class").to_owned();
        let said = part.split("class=\"said\">").nth(1).and_then(|rest| rest.split('<').next()).expect("words");
        (class, said.trim().to_owned())
    };
    row.split("class=\"mark ").skip(1).map(mark).collect()
}

#[test]
fn a_mark_is_filled_only_by_consent_to_that_very_text() {
    let book = Book::founding(None);
    let day = "> on 2018-01-17\n> macao gives opinion ";
    let cases = [
        ("agree item 1 text \"one\"", "given", "Agree (17 January 2018)"),
        ("agree_with_changes item 1 text \"one\"", "withheld", "Agree in principle, with changes (17 January 2018)"),
        ("reserve item 1 text \"one\"", "withheld", "Reserve (17 January 2018)"),
        ("disagree item 1 text \"one\"", "withheld", "Disagree (17 January 2018)"),
        ("no_comment item 1 text \"one\" letter_says_consent", "given", "No comment (17 January 2018)"),
        ("no_comment item 1 text \"one\"", "withheld", "No comment; whether that is consent is not said (17 January 2018)"),
    ];
    for (opinion, class, said) in cases {
        let found = marks(&book, &format!("{day}{opinion} on key_work/2018\n"));
        assert_eq!(found.len(), 4, "one for each party: {found:?}");
        assert_eq!(found[0].0, "given", "who circulates a text agrees to it");
        assert_eq!((found[1].0.as_str(), found[2].0.as_str()), ("awaited", "awaited"), "{opinion}");
        assert_eq!(found[3], (class.to_owned(), said.to_owned()), "{opinion}");
    }
    let changed = format!("{day}agree item 1 text \"one\" on key_work/2018\n> ndrc circulates 1 text \"two\" on key_work/2018\n");
    assert_eq!(marks(&book, &changed)[3], ("awaited".to_owned(), "Not yet received".to_owned()));
}

#[test]
fn what_depends_on_a_reading_is_said_under_each_and_what_is_parked_keeps_its_texts() {
    let book = Book::founding(None);
    let all = "> guangdong gives opinion agree item 1 text \"one\" on key_work/2018
> hong_kong gives opinion agree item 1 text \"one\" on key_work/2018
> macao gives opinion agree item 1 text \"one\" on key_work/2018
> ndrc states departments sought on key_work/2018
";
    let said = Sample::played(&book, &format!("{ASKED}{all}")).says("/en/key_work/2018/item/1");
    let verdicts = between(&said, "Item 1 of", "Texts and opinions");
    reads(verdicts, &["must all agree", "this record does not tell", "must have been sought", "agreed"]);
    let year = Sample::played(&book, &format!("{ASKED}{all}")).says("/en/key_work/2018");
    reads(&year, &["Replies", "16 January 2018", "Agreed", "depends on the reading", "Joint implementation"]);
    let round = Sample::played(&book, &format!("{ASKED}{all}")).says("/en/key_work/2018/round");
    reads(
        &round,
        &[
            "Opinions sought",
            "16 January 2018",
            "The parties agree to this text (16 January 2018); whether the departments must agree too depends",
        ],
    );
    let parked = format!("{ASKED}> on 2018-03-01\n> ndrc parks item 1 on key_work/2018\n");
    let sample = Sample::played(&book, &parked);
    reads(&sample.says("/en/key_work/2018"), &["one", "Taken off this year’s list", "1 March 2018"]);
    reads(&sample.says("/en/key_work/2018/item/1"), &["Taken off this year’s list", "Text 1", "one"]);
    reads(&sample.says("/en/key_work/2018/round"), &["What became of them", "Taken off this year’s list (1 March 2018)"]);
}

#[test]
fn an_adopting_instrument_is_noted_with_those_who_adopted_and_nobody_is_asked_for_one() {
    let book = Book::founding(None);
    let story = "
> on 2018-03-01
> guangdong adopts list exchanged_texts text \"list\" on key_work/2018
> macao adopts list exchanged_texts text \"list\" on key_work/2018
";
    let sample = Sample::played(&book, story.trim_start());
    let said = sample.says("/en/key_work/2018");
    let adopted = between(&said, "Adoption of the list", "Proposals");
    reads(adopted, &["adopted the list", "not seen from NDRC and Hong Kong SAR", "the text asks for no such step"]);
    reads(adopted, &["Guangdong Adopts (1 March 2018)", "Macao Adopts (1 March 2018)"]);
    assert!(!adopted.contains("Not yet received"), "{adopted}");
    assert!(!Sample::of(&book).says("/en/key_work/2018").contains("Adoption of the list"));
}

#[test]
fn what_is_not_there_has_no_page() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let missing = [
        "key_work/2016",
        "key_work/2021",
        "key_work/x",
        "key_work/2018/item/4",
        "key_work/2018/item/0",
        "key_work/2018/item/x",
        "key_work/2018/item/3/more",
        "key_work/2018/rounds",
        "key_work/2017/round",
        "key_work/2018/item/3?on=2018-01-10",
        "key_work/2018/round?on=2018-01-10",
        "key_work/2018?on=2017-03-01",
        "term/2018",
        "leadership/x",
    ];
    for address in missing {
        assert_eq!(sample.open(&format!("/en/{address}")).status, 404, "{address}");
    }
    let there = ["key_work/2017", "key_work/2018/", "key_work/2018/item/3?on=2018-01-16", "key_work/2018/round?on=2018-01-16"];
    for address in there {
        assert_eq!(sample.open(&format!("/en/{address}")).status, 200, "{address}");
    }
}

#[test]
fn the_sheet_says_what_stands_is_met_is_needed_and_was_undertaken() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let autumn = sample.says("/en/leadership?on=2018-11-01");
    reads(&autumn, &["As of 1 November 2018", "in force", "1338 days left", "1339 days left"]);
    reads(
        &autumn,
        &[
            "Undertakings: consultation meeting for 2018",
            "第二階段無障礙設施選址",
            "Guangdong Province and Hong Kong SAR",
            "13 November 2018",
            "due soon",
        ],
    );
    reads(&autumn, &["All", "3", "3", "3", "0", "0"]);
    reads(&autumn, &["What is needed, and why", "Guangdong Province and Hong Kong SAR", "report not yet received"]);
    let called = sample.says("/zh-Hant/leadership?on=2018-08-07");
    reads(
        &called,
        &["下次會議", "澳門特區已召集會議，擬於2018年9月11日舉行", "發改委", "同意召集（2018年8月7日）", "粵", "港", "澳"],
    );
    let end = sample.says("/zh-Hant/leadership?on=2018-12-31");
    reads(&end, &["合計", "3", "3", "3", "2", "1", "待辦與依據"]);
    reads(&end, &["第二階段無障礙設施選址", "已完成"]);
}

#[test]
fn the_term_is_told_under_each_reading_with_its_warnings_and_powers() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let said = sample.says("/en/term?on=2021-07-01");
    reads(&said, &["Term", "As of 1 July 2021", "in force"]);
    reads(&said, &["1 July 2017", "30 June 2022", "365 days", "1 July 2017", "1 July 2022", "366 days"]);
    reads(&said, &["24 months before the end: since 30 June 2020", "6 months before the end: 30 December 2021"]);
    reads(
        &said,
        &["What the text says", "Can be read in more than one way", "Amendment", "Extension", "This record holds none."],
    );
    let after = sample.says("/zh-Hant/term?on=2023-01-01");
    reads(&after, &["有效期", "有效期已於2022年6月30日屆滿", "本記錄未載有展期或修正文書"]);
}

#[test]
fn who_has_signed_an_extension_is_marked_and_who_has_not_is_awaited() {
    let book = Book::founding(None);
    let story = "
> on 2021-09-01
> macao proposes extension text \"five more years\" years 5
> macao signs text \"five more years\" post head on extension/macao-2
> hong_kong signs text \"five more years\" post head on extension/macao-2
";
    let sample = Sample::played(&book, story.trim_start());
    let said = sample.says("/en/term");
    let extension = &said[said.rfind("Extension").expect("the power")..];
    reads(
        extension,
        &[
            "NDRC",
            "Not yet received",
            "Guangdong",
            "Not yet received",
            "Hong Kong",
            "Signed (1 September 2021)",
            "Macao",
            "Signed",
        ],
    );
}

#[test]
fn pages_follow_the_name_that_the_rule_file_gives() {
    let book = Book::founding(Some("yearly_list"));
    let story = "
> on 2018-01-09
> guangdong proposes task \"one <thing>\" on yearly_list/2018
> on 2018-01-16
> ndrc circulates 1 text \"one <thing>\" merges guangdong/2 on yearly_list/2018
";
    let sample = Sample::played(&book, story.trim_start());
    for address in ["yearly_list/2018", "yearly_list/2018/item/1", "yearly_list/2018/round", "matter/yearly_list/2018"] {
        let page = sample.open(&format!("/en/{address}"));
        assert_eq!(page.status, 200, "{address}");
        assert!(page.html.contains("href=\"/en/yearly_list/2018"), "{address}: {}", page.html);
        assert!(!page.html.contains("<thing>"), "{address}: {}", page.html);
    }
    assert_eq!(sample.open("/en/key_work/2018").status, 404);
}
