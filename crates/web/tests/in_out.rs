//! What comes in and goes out: sheets of returns, lists of tasks, proposals that are joined, letters, the reply pack and reminders.

mod sample;

use jiff::civil::date;
use office::letter::{Heading, Headings};
use office::reminder::Reminder;
use office::{Actor, OfficerId, Role, Seat};
use papers::package::Package;
use papers::table::{self, Unreadable};
use sample::{Book, Sample, typed};
use web::key_work::import;
use web::progress::batch;
use web::progress::check::{Outcome, check};
use web::{Beside, File, Page, Request, Visitor, file, letter, letters, reminder, respond};
use words::Language;

const NDRC: u16 = 0;
const GUANGDONG: u16 = 1;
const HONG_KONG: u16 = 2;

fn officer(role: Role, office: &str) -> Visitor {
    let seat = Seat { role, office: office.to_owned(), post: String::new(), acting_for: None };
    Visitor { actor: Actor { officer: OfficerId(1), name: "Chan".to_owned(), seats: vec![seat] } }
}

fn page(sample: &Sample<'_>, party: u16, language: Language, path: &str, beside: Beside) -> Page {
    let asked = Request { beside, ..Request::new(language, path) };
    sample.on_site(&asked, party, |site| respond(site, &asked))
}

fn download(sample: &Sample<'_>, party: u16, path: &str, beside: Beside) -> Option<File> {
    let visitor = Some(officer(Role::LiaisonOfficer, "O"));
    let asked = Request { beside, visitor, ..Request::new(Language::En, path) };
    sample.on_site(&asked, party, |site| file(site, &asked))
}

/// What the rows of a sheet that Guangdong's officer sends come to, a line for each.
fn outcomes(sample: &Sample<'_>, visitor: &Visitor, csv: &str) -> Vec<String> {
    let table = table::read(csv.as_bytes()).expect("a table");
    let asked = Request::new(Language::En, "batch");
    let said = |outcome: &Outcome| match outcome {
        Outcome::Report(stage, text) => format!("{} {text}", stage.word()),
        Outcome::Unchanged => "unchanged".to_owned(),
        Outcome::Wrong(faults) => faults.iter().map(|(column, key, _)| format!("{column} {key}")).collect::<Vec<_>>().join(", "),
    };
    let checked = sample.on_site(&asked, GUANGDONG, |site| check(site, visitor, &table));
    checked.iter().map(|one| format!("{} {}", one.number, said(&one.outcome))).collect()
}

const FIRST: &str = "第 1 項（徵求意見稿）：青年實習名額互認，擴至示範行業乙";
const SECOND: &str = "第 2 項（徵求意見稿）：示範水質監測數據每日互換";

#[test]
fn my_work_goes_out_and_comes_back_as_returns() {
    let (book, liaison) = (Book::founding(None), officer(Role::LiaisonOfficer, "O"));
    let sample = Sample::of(&book);
    let sheet = download(&sample, GUANGDONG, "file/progress.csv", Beside::Nothing).expect("a file");
    assert_eq!(sheet.name, "sample-progress-guangdong-2020-01-08-en.csv");
    let out = String::from_utf8(sheet.bytes).expect("UTF-8");
    assert!(out.starts_with("\u{feff}示例 sample") && out.contains(&format!("key_work/2020/1,{FIRST},,,,\r\n")), "{out}");
    assert_eq!(outcomes(&sample, &liaison, &out), ["3 unchanged", "4 unchanged"]);
    let filled = out.replace(&format!("{FIRST},,,,"), &format!("{FIRST},,,推進中,已開展"));
    let filled = filled.replace(&format!("{SECOND},,,,"), &format!("{SECOND},,,Em curso,=1+1"));
    assert_eq!(outcomes(&sample, &liaison, &filled), ["3 under_way 已開展", "4 under_way =1+1"]);
    let xlsx = download(&sample, GUANGDONG, "file/progress.xlsx", Beside::Nothing).expect("a file");
    assert_eq!(table::read(&xlsx.bytes).expect("a table").rows.len(), 4);
    let part = Package::open(&xlsx.bytes).and_then(|package| package.part("xl/worksheets/sheet1.xml")).expect("a sheet");
    let offered =
        part.split_once("<dataValidation ").and_then(|(_, rest)| rest.split_once("</dataValidation>")).expect("a list").0;
    assert!(offered.contains("sqref=\"E3:E4\""), "beside each item: {offered}");
    assert!(offered.contains("&quot;not begun,under way,held up,done&quot;"), "each stage: {offered}");
    assert_eq!(download(&sample, GUANGDONG, "file/progress.exe", Beside::Nothing), None);
}

#[test]
fn each_row_that_cannot_be_reported_says_where_and_why() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let liaison = officer(Role::LiaisonOfficer, "O");
    let long = "長".repeat(10_001);
    for (row, expected) in [
        ("key_work/2019/1,x,,,done,y".to_owned(), "0 batch-unknown-item"),
        (format!("key_work/2020/1,{FIRST},,,finished,y"), "4 batch-unknown-stage"),
        (format!("key_work/2020/1,{FIRST},,,,y"), "4 batch-no-stage"),
        (format!("key_work/2020/1,{FIRST}！,,,done,y"), "1 batch-changed-title"),
        (format!("key_work/2020/1,{FIRST},,,done,{long}"), "5 batch-too-long"),
        (format!("key_work/2020/1,{FIRST},,,done,y,z"), "6 batch-beyond"),
        (format!("key_work/2020/1,\"{FIRST}\n\",,,Not begun,"), "not_started "),
    ] {
        assert_eq!(outcomes(&sample, &liaison, &row), [format!("1 {expected}")], "{row}");
    }
    let twice = format!("key_work/2020/1,{FIRST},,,done,y\nkey_work/2020/1,{FIRST},,,done,z\n");
    assert_eq!(outcomes(&sample, &liaison, &twice), ["1 done y", "2 0 batch-twice"]);
}

/// An item that names its units, reported on before.
const UNITS: &str = "> agreement greater_bay_area_2017
> on 2018-01-09
> guangdong proposes task \"示範事項\" audience all_parties on key_work/2018
> on 2018-01-16
> ndrc circulates 1 text \"示範事項（示範部門甲牽頭，示範部門乙配合）\" merges guangdong/2 audience all_parties on key_work/2018
> on 2018-06-12
> guangdong reports progress under_way item 1 text \"已開展\" audience all_parties on key_work/2018
";

#[test]
fn a_department_reports_on_its_own_items_alone_and_what_is_the_same_is_not_reported() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, UNITS);
    let row = |stage: &str, text: &str| {
        format!("key_work/2018/1,示範事項（示範部門甲牽頭，示範部門乙配合）,推進中,已開展,{stage},{text}")
    };
    let own = officer(Role::DepartmentOfficer, "示範部門乙");
    let other = officer(Role::DepartmentOfficer, "示範部門丙");
    assert_eq!(outcomes(&sample, &own, &row("完成", "")), ["1 4 batch-unknown-stage"]);
    assert_eq!(outcomes(&sample, &own, &row("已完成", "")), ["1 done 已開展"], "the last text goes on");
    assert_eq!(outcomes(&sample, &own, &row("", "更新")), ["1 under_way 更新"], "the last stage goes on");
    assert_eq!(outcomes(&sample, &own, &row("推进中", "已開展")), ["1 unchanged"]);
    assert_eq!(outcomes(&sample, &other, &row("done", "")), ["1 0 batch-other-unit"]);
    assert_eq!(outcomes(&sample, &officer(Role::LiaisonOfficer, "示範部門丙"), &row("done", "")), ["1 done 已開展"]);
}

#[test]
fn the_preview_says_each_file_that_cannot_be_read_and_carries_what_would_be_filed() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let shown = |read| Beside::Batch(batch::Shown { read: Some(read), once: "a1".to_owned(), ..Default::default() });
    for language in Language::ALL {
        for (fault, name) in Unreadable::ALL {
            let page = page(&sample, GUANGDONG, language, "batch", shown(Err(fault)));
            let said = page.html.contains(&format!("unreadable-{name}")) || !page.html.contains("role=\"alert\"");
            assert!(page.status == 422 && !said, "{name} in {}", language.tag());
        }
    }
    let csv = format!("key_work/2020/1,{FIRST},,,done,\"=1 <b>\"\nkey_work/2020/2,{SECOND},,,soon,x\n");
    let read = batch::read(csv.as_bytes(), "", false);
    let html = page(&sample, GUANGDONG, Language::En, "batch", shown(read)).html;
    assert!(html.contains("name=\"text\" value=\"=1 &#60;b&#62;\"") && html.contains("name=\"once\" value=\"a1\""), "{html}");
    assert!(html.contains(">E2</td>") && html.contains("“soon” is no stage"), "{html}");
    assert_eq!(batch::read(b"", "", true), Err(Unreadable::TooLarge));
}

#[test]
fn what_is_confirmed_becomes_one_act_for_each_row() {
    let sent = typed(&[
        ("item", "key_work/2020/1"),
        ("stage", "done"),
        ("text", "完"),
        ("item", "key_work/2020/2"),
        ("stage", "held_up"),
        ("text", ""),
        ("audience", "public"),
        ("once", "a1"),
    ]);
    let returns = batch::returns(&sent);
    let said = returns.iter().map(|(item, path, typed)| format!("{item} {path} {} {}", typed.get("stage"), typed.get("text")));
    let path = "send/report_progress/key_work/2020";
    assert_eq!(said.collect::<Vec<_>>(), [format!("key_work/2020/1 {path} done 完"), format!("key_work/2020/2 {path} held_up ")]);
    assert!(returns.iter().all(|(_, _, typed)| typed.get("confirmed") == "1" && typed.get("audience") == "public"));
}

#[test]
fn a_list_is_shown_task_by_task_with_what_could_not_be_mapped() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let text = "示範清單\n一、科技創新\n1. 設立示範平台（示範部門甲牽頭，各有關部門配合）\n二、其他\n2. 青年實習名額互認，再擴至示範行業丙\n3.\n";
    let shown = import::read(b"", text, false);
    let html = page(&sample, GUANGDONG, Language::ZhHant, "key_work/2020/import", Beside::Import(shown)).html;
    for said in [
        "找到 2 項",
        "設立示範平台（示範部門甲牽頭，各有關部門配合）",
        "<option value=\"innovation\" selected>",
        "統稱單位，須列明：各有關部門",
        "「其他」未能對應協議的領域",
        "value=\"2019.3\"",
        "示範清單",
        "只有編號，沒有內容",
    ] {
        assert!(html.contains(said), "no {said}: {html}");
    }
    let table = "序號,重點工作,領域,牽頭單位,配合單位,分管領導,完成時限,結轉自\n\
                 1,設立示範平台,科技創新,示範部門甲,示範部門乙,示範領導,2020年底前,\n\
                 2,示範事項,其他,示範部門丙,,,,2011.9\n";
    let shown = import::read(b"", table, false);
    let html = page(&sample, GUANGDONG, Language::ZhHant, "key_work/2020/import", Beside::Import(shown)).html;
    for said in [
        "設立示範平台\n分管領導：示範領導\n完成時限：2020年底前（示範部門甲牽頭，示範部門乙配合）</textarea>",
        "沒有對應欄位，已寫入文本：分管領導：示範領導 · 完成時限：2020年底前",
        "示範事項\n領域：其他\n結轉自：2011.9（示範部門丙牽頭）</textarea>",
    ] {
        assert!(html.contains(said), "nothing of a list is lost: no {said}: {html}");
    }
    let (rest, units) = papers::units::read("設立示範平台\n完成時限：2020年底前（示範部門甲牽頭，示範部門乙配合）");
    assert_eq!(
        (rest.as_str(), units.lead, units.taking_part.len()),
        ("設立示範平台\n完成時限：2020年底前", vec!["示範部門甲".to_owned()], 1)
    );
    let sent = typed(&[
        ("row", "0"),
        ("text-0", "甲"),
        ("area-0", "innovation"),
        ("text-1", "乙"),
        ("row", "2"),
        ("text-2", " "),
        ("audience", "all_parties"),
    ]);
    let (path, rows) = import::chosen("key_work/2020/import/keep", &sent).expect("drafts");
    assert_eq!(path, "send/propose_task/key_work/2020");
    assert_eq!(rows, [typed(&[("text", "甲"), ("area", "innovation"), ("audience", "all_parties")])]);
    assert_eq!(import::chosen("key_work/2020/import", &sent), None);
}

#[test]
fn the_convener_joins_chosen_proposals_and_the_others_only_read_them() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let path = "key_work/2020/propose";
    let offered = page(&sample, NDRC, Language::En, path, Beside::Nothing).html;
    let places = offered.split("name=\"chosen\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let places = places.map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(places.len(), 2, "{offered}");
    let chosen = || Beside::Propose(typed(&[("chosen", &places[1]), ("chosen", &places[0])]));
    let html = page(&sample, NDRC, Language::En, path, chosen()).html;
    for said in [
        "action=\"/en/send/circulate/key_work/2020\"",
        "示範事項己：示範水質監測數據每日互換\n示範事項戊（續）：青年實習名額互認，擴至示範行業乙</textarea>",
        &format!("name=\"merges\" value=\"{}\" checked", places[1]),
        "name=\"item\" value=\"3\"",
        "No proposal this year (7 January 2020)",
        "taken up by a proposal",
    ] {
        assert!(html.contains(said), "no {said}: {html}");
    }
    let html = page(&sample, HONG_KONG, Language::En, path, chosen()).html;
    assert!(!html.contains("send/circulate") && html.contains("示範事項己"), "{html}");
    let html = page(&sample, GUANGDONG, Language::En, "key_work/2018/propose", Beside::Nothing).html;
    assert!(html.contains("It looks like Hong Kong no. 2") && html.contains("It looks like Guangdong no. 2"), "{html}");
}

/// The text of a letter, as a word processor has it.
fn letter_of(sample: &Sample<'_>, party: u16, language: Language, path: &str) -> Option<(String, String)> {
    let bytes = made(sample, party, language, path)?;
    let package = Package::open(&bytes.bytes).expect("an archive");
    let part = package.part("word/document.xml").expect("a document");
    let texts = part.split("<w:t xml:space=\"preserve\">").skip(1).filter_map(|rest| rest.split_once("</w:t>"));
    Some((bytes.name, texts.map(|(text, _)| text).collect::<Vec<_>>().join("\n")))
}

fn letter_bytes(sample: &Sample<'_>, party: u16, language: Language, path: &str) -> Vec<u8> {
    made(sample, party, language, path).expect("a letter").bytes
}

fn made(sample: &Sample<'_>, party: u16, language: Language, path: &str) -> Option<File> {
    let headings =
        Headings { han: Heading { letterhead: "示範辦公室".to_owned(), ..Heading::default() }, ..Headings::default() };
    let asked = letters::asked(&headings, &typed(&[("contact", "示範主任")]), "示範函〔2020〕1號");
    let visitor = Some(officer(Role::LiaisonOfficer, "O"));
    let request = Request { beside: Beside::Letter(asked), visitor, ..Request::new(language, path) };
    sample.on_site(&request, party, |site| file(site, &request))
}

#[test]
fn five_letters_are_made_from_the_record_in_every_language() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    for (party, path, said) in [
        (NDRC, "letters/opinion_request/key_work/2020", "示範水質監測數據每日互換"),
        (GUANGDONG, "letters/opinion_request/key_work/2020", "示範水質監測數據每日互換"),
        (HONG_KONG, "letters/reply/key_work/2020", "示範水質監測數據每日互換"),
        (NDRC, "letters/opinions_table/key_work/2018", "名額先定為五百名"),
        (NDRC, "letters/at_a_glance/key_work/2018", "名額先定為五百名"),
        (GUANGDONG, "letters/minutes/annual_meeting/2018", "示範口岸延時開放改為常設"),
    ] {
        for language in Language::ALL {
            let (name, text) = letter_of(&sample, party, language, path).unwrap_or_else(|| panic!("no {path}"));
            let words = |word: &str| text.contains(word);
            assert!(words(said) && words("示範函〔2020〕1號") && words("示範主任"), "{path} {}: {text}", language.tag());
            assert!(
                !words("letter-") && !words("key-work-") && !words("opinion-round-") && !words("{$"),
                "a key is not said: {text}"
            );
            // The long proof opens them in a word processor.
            if let Some(folder) = std::env::var_os("LETTERS") {
                let folder = std::path::Path::new(&folder);
                std::fs::create_dir_all(folder).expect("a folder");
                let (bytes, lines) = (letter_bytes(&sample, party, language, path), text.as_bytes());
                std::fs::write(folder.join(&name), bytes).expect("a file");
                std::fs::write(folder.join(format!("{name}.txt")), lines).expect("a file");
            }
            assert!(name.starts_with("sample-") && name.ends_with(&format!("{}.docx", language.tag())), "{name}");
        }
    }
    for (party, path) in [
        (NDRC, "letters/reply/key_work/2020"),
        (NDRC, "letters/minutes/key_work/2020"),
        (NDRC, "letters/minutes/annual_meeting/2020"),
        (NDRC, "letters/at_a_glance/key_work/2016"),
        (NDRC, "letters/poem/key_work/2020"),
    ] {
        assert!(letter_of(&sample, party, Language::En, path).is_none(), "{path}");
    }
}

#[test]
fn the_table_of_opinions_has_what_each_party_said_in_its_own_words() {
    let book = Book::founding(None);
    let sample = Sample::of(&book).with_beside("hong_kong/5", "名額待定（示範）");
    let (_, text) = letter_of(&sample, NDRC, Language::ZhHant, "letters/opinions_table/key_work/2018").expect("a letter");
    assert_eq!(text.matches("名額待定（示範）").count(), 1, "{text}");
}

#[test]
fn a_request_for_opinions_reads_as_letters_of_the_field_do() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let (_, text) = letter_of(&sample, NDRC, Language::ZhHant, "letters/opinion_request/key_work/2020").expect("a letter");
    let lines = text.lines().collect::<Vec<_>>();
    assert_eq!(&lines[..2], ["示範辦公室", "文號：示範函〔2020〕1號"]);
    assert!(lines[2].starts_with("關於徵求《") && lines[2].ends_with("》2020 年度重點工作意見的函"), "{text}");
    assert!(lines[3].starts_with("廣東省") && lines[3].ends_with('：'), "{text}");
    assert!(text.contains("未覆函者不視為同意。") && text.contains("或之前函覆"), "{text}");
    let (_, own) = letter_of(&sample, GUANGDONG, Language::ZhHant, "letters/opinion_request/key_work/2020").expect("a letter");
    assert!(own.contains("本方各有關部門："), "a party that is asked asks its own departments: {own}");
}

#[test]
fn headings_without_a_place_for_the_number_are_not_kept() {
    let good = typed(&[("pattern_han", "函〔{year}〕{number}號"), ("letterhead_latin", "Sample Office")]);
    assert_eq!(letters::read(&good).expect("headings").latin.letterhead, "Sample Office");
    let bad = typed(&[("pattern_latin", "{number}"), ("signatory_han", &"長".repeat(121))]);
    assert_eq!(letters::read(&bad), Err(vec![("signatory_han", "form-too-long"), ("pattern_latin", "letters-unsound")]));
    assert_eq!(letter::usual_pattern(Language::Pt), "{number}/{year}");
}

#[test]
fn the_reply_pack_holds_what_is_public_as_of_its_day_and_nothing_else() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let says = |day: &str, language: Language| sample.says(&format!("/{}/reply_pack?as_of={day}", language.tag()));
    let (question, answer) = ("您最關心甚麼？", "通道先延時至晚上十一時");
    for language in [Language::ZhHant, Language::En] {
        assert!(!says("2018-04-09", language).contains(question));
        let open = says("2018-05-01", language);
        assert!(open.contains(question) && !open.contains(answer), "{open}");
        let later = says("2018-12-31", language);
        assert!(later.contains(question) && later.contains(answer), "{later}");
        for kept in ["長者醫療券", "每日平均", "未覆函", "議題（示範）"] {
            assert!(!later.contains(kept), "{kept} is not public: {later}");
        }
        assert_eq!(sample.names_an_act(&later), None, "{later}");
    }
    let made = download(&sample, GUANGDONG, "file/reply_pack.docx", Beside::Nothing).expect("a file");
    let package = Package::open(&made.bytes).expect("an archive");
    let part = package.part("word/document.xml").expect("a document");
    assert!(part.contains(answer) && part.contains("長者醫療券互用（示範）"), "what was published since: {part}");
    for kept in ["每日平均", "未覆函", "議題（示範）"] {
        assert!(!part.contains(kept), "{kept} is not public: {part}");
    }
    assert_eq!(sample.names_an_act(&part), None, "{part}");
}

/// What a reply pack says in one language, on the page and in the file.
fn reply_packs(sample: &Sample<'_>, language: Language) -> [String; 2] {
    let asked = Request { visitor: Some(officer(Role::LiaisonOfficer, "O")), ..Request::new(language, "file/reply_pack.docx") };
    let made = sample.on_site(&asked, NDRC, |site| file(site, &asked)).expect("a file");
    let part = Package::open(&made.bytes).and_then(|package| package.part("word/document.xml")).expect("a document");
    [sample.says(&format!("/{}/reply_pack", language.tag())), part]
}

#[test]
fn an_opinion_is_not_in_the_reply_pack_even_where_somebody_made_it_public() {
    let book = Book::founding(None);
    let story = format!(
        "{UNITS}> on 2018-06-13\n> guangdong gives opinion agree item 1 text \"示範事項（示範部門甲牽頭，示範部門乙配合）\" audience public on key_work/2018\n"
    );
    let public = "> macao opens consultation \"示範問題\" until 2018-12-31 audience public\n";
    let sample = Sample::played(&book, &format!("{story}{public}"));
    for said in reply_packs(&sample, Language::En) {
        assert!(!said.contains("示範部門甲") && said.contains("示範問題"), "{said}");
    }
}

#[test]
fn an_extension_that_is_decided_and_not_published_changes_no_byte_of_the_reply_pack() {
    let book = Book::founding(None);
    let acts = |act: &str| {
        ["ndrc", "guangdong", "hong_kong", "macao"].map(|party| format!("> {party} {act} on extension/ndrc-2\n")).concat()
    };
    let story = format!(
        "> agreement greater_bay_area_2017\n> on 2018-01-09\n> ndrc proposes extension \"展期文書\" years 5 audience all_parties\n{}\
         > on 2018-02-13\n{}> on 2018-03-13\n",
        acts("signs post head"),
        acts("commits")
    );
    let sample = Sample::played(&book, &story);
    let without = Sample::played(&book, "> agreement greater_bay_area_2017\n> on 2018-03-13\n");
    assert!(sample.says("/en/term").contains("2027"), "the party itself knows of it");
    for language in [Language::ZhHant, Language::En] {
        let said = reply_packs(&sample, language);
        assert_eq!(said, reply_packs(&without, language), "not a byte of it tells of the extension");
        assert!(said.iter().all(|said| said.contains("2022")), "the last day that the public knows: {said:?}");
    }
}

#[test]
fn units_are_reminded_of_what_they_still_have_to_report() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, UNITS);
    let asked = Request::new(Language::En, "reminders");
    let shown = |fields: &[(&str, &str)]| reminder::Shown { typed: typed(fields), ..Default::default() };
    let read = |fields: &[(&str, &str)]| sample.on_site(&asked, GUANGDONG, |site| reminder::read(site, &shown(fields)));
    let given = Reminder {
        matter: "key_work/2018".to_owned(),
        item: 1,
        unit: "示範部門乙".to_owned(),
        text: "請匯報".to_owned(),
        due: date(2018, 7, 1),
        day: date(2018, 6, 12),
    };
    let (one, nobody) = ("key_work/2018/1|示範部門乙", "key_work/2018/1|示範部門丙");
    let good = [("return", one), ("text", "請匯報"), ("due", "2018-07-01")];
    assert_eq!(read(&good), Ok(vec![given.clone()]));
    let all = [("return", "*|示範部門乙"), ("text", "請匯報"), ("due", "2018-07-01")];
    assert_eq!(read(&all), Ok(vec![given.clone()]), "all of a unit");
    assert_eq!(read(&[("return", nobody), ("text", "x"), ("due", "2018-07-01")]), Ok(Vec::new()), "no item names it");
    assert_eq!(read(&[("text", "x"), ("due", "2018-07-01")]), Err(vec![("return", "reminders-nothing-chosen")]));
    assert_eq!(read(&[("return", one), ("text", "x"), ("due", "2018-06-11")]), Err(vec![("due", "reminders-day-is-over")]));
    assert_eq!(read(&[("return", one), ("due", "soon")]), Err(vec![("text", "form-missing"), ("due", "form-no-day")]));
    let html = page(&sample, GUANGDONG, Language::En, "reminders", Beside::Reminders(shown(&[]))).html;
    assert!(html.contains("<h2>示範部門甲</h2>") && html.contains("<h2>示範部門乙</h2>"), "{html}");
    let work = |office: &str, day| {
        let beside = Beside::Reminded(vec![Reminder { day, ..given.clone() }], Vec::new());
        let visitor = Some(officer(Role::DepartmentOfficer, office));
        let asked = Request { beside, visitor, ..Request::new(Language::En, "progress") };
        sample.on_site(&asked, GUANGDONG, |site| respond(site, &asked)).html.contains("請匯報 (by 1 July 2018)")
    };
    let after = date(2018, 6, 13);
    assert!(work("示範部門乙", after) && !work("示範部門甲", after));
    assert!(!work("示範部門乙", date(2018, 6, 1)), "it was reported on since");
}

#[test]
fn a_reminder_reaches_its_unit_in_whatever_script_it_was_given() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, UNITS);
    let html = page(&sample, GUANGDONG, Language::ZhHans, "reminders", Beside::Reminders(reminder::Shown::default())).html;
    assert!(html.contains("value=\"key_work/2018/1|示範部門乙\"") && html.contains("value=\"*|示範部門甲\""), "{html}");
    let asked = Request::new(Language::ZhHans, "reminders");
    let sent = typed(&[("return", "*|示範部門乙"), ("text", "請匯報"), ("due", "2018-07-01")]);
    let read =
        sample.on_site(&asked, GUANGDONG, |site| reminder::read(site, &reminder::Shown { typed: sent, ..Default::default() }));
    let units = read.expect("reminders").into_iter().map(|given| given.unit).collect::<Vec<_>>();
    assert_eq!(units, ["示範部門乙"]);
}

#[test]
fn the_key_work_of_a_year_goes_out_with_a_column_for_each_party() {
    let book = Book::founding(None);
    let sample = Sample::of(&book);
    let made = download(&sample, NDRC, "file/key_work/2018.xlsx", Beside::Nothing).expect("a file");
    assert_eq!(made.name, "sample-key_work-2018-ndrc-2020-01-08-en.xlsx");
    let table = table::read(&made.bytes).expect("a table");
    assert_eq!((table.rows.len(), table.rows[1].cells.len()), (5, 14));
    let head = table.rows[1].cells.join("|");
    assert!(head.contains("Hong Kong SAR") && head.contains("Progress of") && !head.contains("{$"), "{head}");
    let second = table.rows[3].cells.join("|");
    for said in ["示範口岸客運通道延時開放", "示範單位乙、示範單位丙", "Agree", "Done"] {
        assert!(second.to_lowercase().contains(&said.to_lowercase()), "no {said}: {second}");
    }
    assert_eq!(download(&sample, NDRC, "file/key_work/2016.xlsx", Beside::Nothing), None);
    assert_eq!(download(&sample, NDRC, "file/annual_meeting/2018.xlsx", Beside::Nothing), None);
}
