//! Every page of every shipped agreement in four languages, over the facts on public record: what it says, and that each of its ways leads
//! somewhere.

use agreement::Agreement;
use agreement::calendar::Calendars;
use agreement::events::{facts, script};
use agreement::id::{BodyId, Place};
use agreement::problem::Problems;
use agreement::reading::Readings;
use agreement::state::State;
use agreement::view::View;
use jiff::civil::{Date, date};
use office::{Actor, OfficerId, Role, Seat};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use web::form::Typed;
use web::request::Target;
use web::send::Shown;
use web::site::Writing;
use web::{Beside, LogRow, Page, Site, Visitor, respond};
use words::{Language, Vocabulary, Words};

struct Book {
    agreement: Agreement,
    facts: String,
    words: Vec<(Language, Vocabulary)>,
    calendars: Calendars,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn book(id: &str) -> Book {
    let folder = root().join("agreements").join(id);
    let agreement = Agreement::read(&read(folder.join("rules.kdl"))).expect("a shipped agreement");
    let words = Language::ALL.map(|language| {
        let text = read(folder.join("words").join(format!("{}.kdl", language.tag())));
        (language, Vocabulary::read(&text, &mut Problems::default()))
    });
    let mut calendars = Calendars::default();
    for file in std::fs::read_dir(root().join("calendars")).expect("the calendars").flatten() {
        for year in std::fs::read_dir(file.path()).into_iter().flatten().flatten() {
            calendars.add(&read(year.path()), &mut Problems::default());
        }
    }
    Book { agreement, facts: read(folder.join("facts.kdl")), words: words.to_vec(), calendars }
}

fn agreements() -> Vec<String> {
    let folders = std::fs::read_dir(root().join("agreements")).expect("the agreements").flatten();
    let mut names: Vec<String> = folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

impl Book {
    /// What the address says on `today`; none where it leads to the style or elsewhere.
    fn open(&self, state: &State<'_>, today: Date, address: &str) -> Option<Page> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let Target::Page(mut request) = Target::of(path, query, "") else { return None };
        if request.path.starts_with("departments/") {
            request.beside = Beside::Departments(Default::default());
        }
        if request.path.starts_with("also_listed") {
            request.beside = Beside::AlsoListed(Default::default());
        }
        if request.path.starts_with("sign/") {
            request.beside = Beside::SignAct(Default::default());
        }
        if request.path.starts_with("translation/") {
            request.beside = Beside::Translation(Default::default());
        }
        if request.path.ends_with("/delegation") {
            request.beside = Beside::Delegation(Default::default());
        }
        let given =
            || Typed(query.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect());
        if request.path.ends_with("/issue") {
            request.beside = Beside::Issue(web::annual_meeting::issue_form::Shown { typed: given(), ..Default::default() });
        }
        if request.path == "calendar.ics" {
            request.beside = Beside::CalendarFile(given());
        }
        request.beside = match request.path.as_str() {
            "batch" => Beside::Batch(Default::default()),
            "reminders" => Beside::Reminders(Default::default()),
            path if path.split('/').next() == Some("letters") => Beside::Letters(Default::default()),
            path if path.ends_with("/import") => Beside::Import(Default::default()),
            _ => request.beside,
        };
        if request.path.starts_with("send/") {
            request.beside = Beside::Send(Shown { typed: given(), ..Shown::default() });
        }
        let (_, vocabulary) = self.words.iter().find(|(language, _)| *language == request.language)?;
        let words = Words::new(request.language, &self.agreement, vocabulary).on_screen();
        let log = |party| LogRow { party, size: 3, received: 3, held_by_all: 2, root: "00ff".repeat(16), forked: false };
        let logs = self.agreement.parties().map(log).collect::<Vec<_>>();
        let on = request.on.unwrap_or(today);
        let readings = Readings::all(&self.agreement.points);
        let view = View::new(state, on, on, &readings, &self.calendars);
        let texts = |place: Place| if place.number == 2 { vec!["<第一項> & more".to_owned()] } else { Vec::new() };
        let payloads = |_: Place| Vec::new();
        let role = if request.path.starts_with("sign/") { Role::Leader } else { Role::LiaisonOfficer };
        let posts = [web::sign_act::Post { name: "minister".to_owned(), rank: "head" }];
        let seat = Seat { role, office: "O".to_owned(), post: String::new(), acting_for: None };
        let actor = Actor { officer: OfficerId(1), name: "Chan".to_owned(), seats: vec![seat] };
        let visitor = Visitor { actor };
        let site = Site {
            view,
            words: &words,
            party: BodyId(0),
            today,
            sample: false,
            logs: &logs,
            digest: "d1ge57",
            posts: &posts,
            commit_delay_seconds: 3_600,
            visitor: Some(&visitor),
            texts: &texts,
            public_texts: &texts,
            translations: &[],
            part: request.part,
            writing: Writing::of(&request),
            turn: web::turn::Turn::of(&request),
            official: &[],
            payloads: &payloads,
        };
        // A file is no page, and must be there all the same.
        if request.path.starts_with("file/") {
            let file = web::file(&site, &request).unwrap_or_else(|| panic!("{address} is no file"));
            assert!(!file.bytes.is_empty() && file.name.is_ascii(), "{address}");
            return Some(Page { status: 200, html: String::new() });
        }
        Some(respond(&site, &request))
    }

    fn state(&self) -> State<'_> {
        let mut state = State::new(&self.agreement);
        for draft in facts::read(&self.agreement, &self.facts).expect("shipped facts") {
            let event = draft.event(&state, date(2026, 1, 1));
            state.fold(event).expect("shipped facts are lawful");
        }
        state
    }
}

/// The addresses that a page leads to, without their fragments.
fn ways(html: &str) -> BTreeSet<String> {
    let found = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    found.filter(|href| href.starts_with('/')).map(|href| href.split('#').next().unwrap_or(href).to_owned()).collect()
}

fn text(html: &str) -> String {
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_way_of_every_page_leads_somewhere_in_every_language() {
    for id in agreements() {
        let book = book(&id);
        let state = book.state();
        let today = date(2018, 9, 3);
        let mut seen = BTreeSet::new();
        let mut open: Vec<String> = Language::ALL.iter().map(|language| format!("/{}/", language.tag())).collect();
        while let Some(address) = open.pop() {
            // The years go on for ever, one way and the other.
            let far = address
                .split("year/")
                .nth(1)
                .and_then(|year| year.parse::<i16>().ok())
                .is_some_and(|year| !(2006..2030).contains(&year));
            // What the office keeps is handed over by the node.
            let kept = ["account", "clearance", "sign-out"].iter().any(|page| address.ends_with(page));
            if far || kept || address == "/look.css" || !seen.insert(address.clone()) {
                continue;
            }
            let page = book.open(&state, today, &address).unwrap_or_else(|| panic!("{id}: {address} is no address of a page"));
            assert_eq!(page.status, 200, "{id}: {address}");
            assert!(!text(&page.html).contains("page-"), "{id}: {address} says a key: {}", page.html);
            open.extend(ways(&page.html));
        }
        assert!(seen.len() > 40, "{id} has few pages: {seen:?}");
    }
}

#[test]
fn the_front_says_whether_the_founding_agreement_is_in_force_and_for_how_long_under_each_reading() {
    let book = book("greater_bay_area_2017");
    let state = book.state();
    let says = |today: Date, address: &str| text(&book.open(&state, today, address).expect("a page").html);
    let on = date(2018, 9, 3);
    let en = says(on, "/en/");
    assert!(en.contains("Today is 3 September 2018. By this record the agreement: in force."), "{en}");
    // From 3 September 2018 to 30 June 2022, both counted: 28 + 31+30+31 of 2018, then 365 + 366 + 365, then 181.
    assert!(en.contains("1397 days left, until 30 June 2022") && en.contains("1398 days left, until 1 July 2022"), "{en}");
    let hant = says(on, "/zh-Hant/");
    assert!(hant.contains("今天是2018年9月3日。按記錄，協議有效。") && hant.contains("尚餘 1397 日，至2022年6月30日"), "{hant}");
    let pt = says(on, "/pt/");
    assert!(pt.contains("Hoje é 3 de Setembro de 2018") && pt.contains("faltam 1397 dias"), "{pt}");
    // A day of the past is a question of its own, and says so.
    let asked = says(date(2026, 1, 1), "/en/?on=2018-09-03");
    assert!(asked.contains("As of 3 September 2018") && asked.contains("Back to today"), "{asked}");
    let over = says(date(2026, 1, 1), "/en/");
    assert!(!over.contains("days left"), "{over}");
}

#[test]
fn what_is_not_there_is_said_and_what_is_typed_is_not_obeyed() {
    let book = book("greater_bay_area_2017");
    let state = book.state();
    for path in
        ["nowhere", "year/x", "year/30000", "year/999", "matter/nothing", "act/ndrc/99", "act/x", "next/more", "<script>alert(1)"]
    {
        let page = book.open(&state, date(2018, 9, 3), &format!("/en/{path}")).expect("a page");
        assert_eq!(page.status, 404, "{path}");
        assert!(page.html.contains("There is no such page") && !page.html.contains("<script"), "{}", page.html);
    }
}

#[test]
fn what_came_later_is_not_there_on_an_earlier_day() {
    let book = book("great_lakes_2008");
    let state = book.state();
    let status = |address: &str| book.open(&state, date(2026, 1, 1), address).expect("a page").status;
    // A diversion was put to the Council in June 2016.
    for (address, then) in
        [("matter/diversion/public_record-16", 200), ("act/public_record/16", 200), ("matter/diversion/public_record-2", 404)]
    {
        assert_eq!(status(&format!("/en/{address}")), then, "{address}");
        assert_eq!(status(&format!("/en/{address}?on=2016-06-22")), then, "{address}");
        assert_eq!(status(&format!("/en/{address}?on=2016-01-01")), 404, "{address}");
    }
}

#[test]
fn parties_stand_in_the_order_of_the_agreement_on_every_page() {
    let book = book("greater_bay_area_2017");
    let state = book.state();
    for address in ["/en/record", "/en/agreement"] {
        let said = text(&book.open(&state, date(2018, 9, 3), address).expect("a page").html);
        let main = said.split("Skip to the content").nth(1).expect("a page begins with a way to its content");
        let at = ["NDRC", "Guangdong Province", "Hong Kong SAR", "Macao SAR"].map(|name| main.find(name).expect(name));
        assert!(at.is_sorted(), "{address}: {at:?}");
    }
}

#[test]
fn a_vote_is_cast_on_the_page_of_signing_where_an_agreement_has_an_organ() {
    let book = book("benelux_2008");
    let (mut state, today) = (State::new(&book.agreement), date(2016, 3, 15));
    let mut problems = Problems::default();
    let lines = script::lines("> belgium proposes decision \"A sample decision\" on ministers_decision", &mut problems);
    let Some((_, script::Line::Command(tokens, _))) = lines.first() else { panic!("a command") };
    let draft = script::act(&book.agreement, tokens, &mut problems).expect("an act");
    let event = draft.event(&state, today);
    state.fold(event).expect("a lawful act");
    let page = book.open(&state, today, "/en/sign/vote/ministers_decision/belgium-2").expect("a page");
    assert_eq!(page.status, 200, "{}", page.html);
    for said in ["value=\"for\"", "value=\"against\"", "value=\"abstain\"", "value=\"minister\"", "&#60;第一項&#62;"] {
        assert!(page.html.contains(said), "{said}: {}", page.html);
    }
    let matter = book.open(&state, today, "/en/matter/ministers_decision/belgium-2").expect("a page");
    assert_eq!(matter.status, 200);
}

#[test]
fn the_record_says_how_far_the_counterparts_agree() {
    let book = book("greater_bay_area_2017");
    let state = book.state();
    let said = text(&book.open(&state, date(2018, 9, 3), "/en/record").expect("a page").html);
    assert!(said.contains("agree up to 8 of 12 acts"), "{said}");
}

#[test]
fn a_text_is_shown_with_its_act_as_text_and_in_its_language() {
    let book = book("greater_bay_area_2017");
    let (mut state, today) = (State::new(&book.agreement), date(2018, 9, 3));
    for text in ["one", "<第一項> & more"] {
        let line = format!("> guangdong proposes task \"{text}\" area innovation on key_work/2018");
        let mut problems = Problems::default();
        let lines = script::lines(&line, &mut problems);
        let Some((_, script::Line::Command(tokens, _))) = lines.first() else { panic!("a command") };
        let draft = script::act(&book.agreement, tokens, &mut problems).expect("an act");
        let event = draft.event(&state, today);
        state.fold(event).expect("a lawful act");
    }
    for address in ["/en/act/guangdong/2", "/en/matter/key_work/2018"] {
        let page = book.open(&state, today, address).expect("a page").html;
        assert!(page.contains("lang=\"zh-Hant\">&#60;第一項&#62; &#38; more<"), "{address}: {page}");
    }
    let other = book.open(&state, today, "/en/act/guangdong/1").expect("a page").html;
    assert!(!other.contains("第一項"), "{other}");
}
