//! A page with a form goes into another language with what stands in the form; a page without one by a plain way.

mod sample;

use office::Role;
use office::department::Answer;
use sample::{Book, Sample, typed, visitor};
use std::sync::LazyLock;
use web::form::Typed;
use web::key_work::import;
use web::progress::batch;
use web::turn::Along;
use web::{Beside, Request, departments, letters, reminder, respond, send, sign_in, translation};
use words::Language;

static BOOK: LazyLock<Book> = LazyLock::new(|| Book::founding(None));
const GUANGDONG: u16 = 1;

fn html_of(role: Role, asked: Request) -> String {
    let sample = Sample::of(&BOOK);
    let visitor = Some(visitor(role)).filter(|_| !matches!(asked.beside, Beside::SignIn(_)));
    let asked = Request { visitor, ..asked };
    sample.on_site(&asked, GUANGDONG, |site| respond(site, &asked)).html
}

fn shown(path: &str, beside: Beside) -> String {
    html_of(Role::LiaisonOfficer, Request { beside, ..Request::new(Language::En, path) })
}

fn turned(path: &str, beside: Beside, form: &str, fields: &[(&str, &str)], lost_file: bool) -> String {
    let along = Along { form: form.to_owned(), typed: typed(fields), lost_file };
    html_of(Role::LiaisonOfficer, Request { beside, along: Some(along), ..Request::new(Language::Pt, path) })
}

/// The forms to which the buttons of languages belong.
fn goes_along(html: &str) -> Vec<&str> {
    let head = &html[html.find("<nav class=\"lang\"").expect("the languages")..];
    let head = &head[..head.find("</nav>").expect("an end")];
    head.split(" form=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn each_form_goes_along_and_is_there_and_a_key_that_sends_it_does_not_turn_the_page() {
    let opinion = send::Shown { typed: typed(&[("item", "1"), ("once", "a1")]), ..send::Shown::default() };
    for (path, beside, form) in [
        ("sign-in", Beside::SignIn(sign_in::Shown::default()), "sign-in"),
        ("send/give_opinion/key_work/2020", Beside::Send(opinion), "act"),
        ("letters", Beside::Letters(letters::Shown::default()), "headings"),
        ("letters/reply/key_work/2020", Beside::Letters(letters::Shown::default()), "letter"),
        ("departments/key_work/2020", Beside::Departments(departments::Shown::default()), "answer"),
        ("translation/guangdong/2", Beside::Translation(translation::Shown::default()), "translation"),
        ("reminders", Beside::Reminders(reminder::Shown { typed: typed(&[("days", "366")]), ..Default::default() }), "remind"),
        ("batch", Beside::Batch(batch::Shown::default()), "upload"),
        ("key_work/2020/import", Beside::Import(import::Shown::default()), "upload"),
    ] {
        let html = shown(path, beside);
        assert_eq!(goes_along(&html), [form; 3], "{path}: {html}");
        assert!(html.contains(&format!("id=\"{form}\"")), "{path} has the form: {html}");
        let first = html.find(&format!(" form=\"{form}\"")).expect("a button");
        assert!(
            html[..first].ends_with("<button class=\"first\""),
            "{path}: the first button of the form is none of the languages"
        );
        let here = format!("formaction=\"/pt/{path}");
        assert!(html.contains(&here) && !html.contains("hreflang=\"pt\""), "{path}: {html}");
    }
    let reading = shown("key_work/2020", Beside::Nothing);
    assert!(goes_along(&reading).is_empty() && reading.contains("<a href=\"/pt/key_work/2020\" lang=\"pt\""), "{reading}");
}

#[test]
fn whoever_may_only_draft_keeps_a_draft_by_key_too() {
    let beside = Beside::Send(send::Shown { typed: typed(&[("item", "1")]), ..send::Shown::default() });
    let html =
        html_of(Role::DepartmentOfficer, Request { beside, ..Request::new(Language::En, "send/give_opinion/key_work/2020") });
    assert!(html.contains("<button class=\"first\" form=\"act\" name=\"keep\" value=\"1\""), "{html}");
}

#[test]
fn what_stood_in_the_form_stands_in_it_again_and_a_file_is_to_be_chosen_anew() {
    let answers = vec![Answer {
        item: 1,
        text_digest: String::new(),
        department: "示範部門".to_owned(),
        opinion: "agree".to_owned(),
        remarks: String::new(),
        day: jiff::civil::date(2020, 1, 9),
    }];
    let beside = Beside::Departments(departments::Shown { answers, ..Default::default() });
    let fields = [("item", "2"), ("department", "<甲>"), ("opinion", "disagree"), ("remarks", "一\r\n二"), ("day", "2020-01-10")];
    let html = turned("departments/key_work/2020", beside.clone(), "answer", &fields, false);
    for kept in [
        "name=\"department\" value=\"&#60;甲&#62;\"",
        "<option value=\"disagree\" selected>",
        "<option value=\"2\" selected>",
        "\n一\r\n二</textarea>",
        "value=\"2020-01-10\"",
    ] {
        assert!(html.contains(kept), "no {kept}: {html}");
    }
    assert!(!html.contains("class=\"fault\"") && !html.contains("class=\"refused\""), "nothing is judged: {html}");
    let other = turned("departments/key_work/2020", beside, "letter", &fields, false);
    assert!(!other.contains("甲"), "another page's form fills nothing here");
    let lost = turned("batch", Beside::Batch(batch::Shown::default()), "upload", &[("paste", "a,b")], true);
    assert!(lost.contains("\na,b</textarea>") && lost.contains("O ficheiro não acompanhou"), "{lost}");
}

#[test]
fn what_was_read_of_a_sheet_or_a_list_is_read_again_from_its_form() {
    let table = "事項編號,事項,領域,上次進度,進度,內容\r\nkey_work/2019/1,x,,,done,完\r\n";
    let read = batch::read(table.as_bytes(), "", false);
    let first =
        shown("batch", Beside::Batch(batch::Shown { read: Some(read.clone()), once: "a1".to_owned(), ..Default::default() }));
    let rows = read.expect("a table").lines();
    if first.contains("id=\"returns\"") {
        assert_eq!(goes_along(&first), ["returns"; 3]);
    }
    assert_eq!(batch::turned(&typed(&[("rows", &rows)])).expect("rows").expect("a table").lines(), rows);
    assert_eq!(batch::turned(&Typed::default()), None);

    let list = "一、科技創新\n1. 設立示範平台（示範部門甲牽頭）\n2. 示範事項乙（示範部門乙牽頭）\n";
    let read = import::read(b"", list, false);
    let html = shown("key_work/2020/import", Beside::Import(read));
    assert_eq!(goes_along(&html), ["tasks"; 3]);
    assert!(html.contains("<input type=\"hidden\" name=\"prose\""), "{html}");
    let fields = [
        ("prose", list),
        ("row", "1"),
        ("text-0", "改過的甲"),
        ("area-0", "living"),
        ("text-1", "乙"),
        ("carried_from-1", "2019.3"),
        ("audience", "all_parties"),
    ];
    let again = Beside::Import(import::turned(&typed(&fields)));
    let html = turned("key_work/2020/import", again, "tasks", &fields, false);
    for kept in [
        "\n改過的甲</textarea>",
        "name=\"row\" value=\"0\">",
        "name=\"row\" value=\"1\" checked>",
        "<option value=\"living\" selected>",
        "value=\"2019.3\"",
        "<option value=\"all_parties\" selected>",
    ] {
        assert!(html.contains(kept), "no {kept}: {html}");
    }
}

#[test]
fn what_is_chosen_to_be_joined_goes_along_by_the_address_and_the_joined_text_by_its_form() {
    let sample = Sample::of(&BOOK);
    let asked = Request { visitor: Some(visitor(Role::LiaisonOfficer)), ..Request::new(Language::En, "key_work/2020/propose") };
    let html = sample.on_site(&Request { beside: Beside::Propose(Typed::default()), ..asked.clone() }, 0, |site| {
        respond(site, &Request { beside: Beside::Propose(Typed::default()), ..asked.clone() })
    });
    assert_eq!(goes_along(&html.html), ["choose"; 3]);
    assert!(html.html.contains("formaction=\"/pt/key_work/2020/propose\" name=\"part\" value=\"1\""), "{}", html.html);
    let place = html.html.split("name=\"chosen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a proposal");
    let along = Along { form: "join".to_owned(), typed: typed(&[("text", "併合後"), ("merges", place)]), lost_file: false };
    let asked = Request { beside: Beside::Propose(typed(&[("chosen", place)])), along: Some(along), ..asked };
    let html = sample.on_site(&asked, 0, |site| respond(site, &asked)).html;
    assert_eq!(goes_along(&html), ["join"; 3]);
    assert!(html.contains("\n併合後</textarea>"), "{html}");
}
