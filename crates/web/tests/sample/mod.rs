//! The invented two years of the founding agreement, folded from their scenario, and the pages that they give.

#![allow(dead_code, reason = "each table of tests uses what it needs of it")]

use agreement::Agreement;
use agreement::act::Event;
use agreement::calendar::Calendars;
use agreement::events::script;
use agreement::id::{BodyId, Place};
use agreement::problem::Problems;
use agreement::reading::Readings;
use agreement::state::State;
use agreement::view::View;
use jiff::civil::{Date, date};
use office::{Actor, OfficerId, Role, Seat};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use web::form::Typed;
use web::public::{self, Files, PublicSite};
use web::request::Target;
use web::scan::{Payload, Readers};
use web::site::Writing;
use web::turn::Turn;
use web::{Page, Request, Site, Visitor, respond};
use words::{Language, Vocabulary, Words};

/// The agreement with its words and calendars.
pub struct Book {
    pub agreement: Agreement,
    words: Vec<(Language, Vocabulary)>,
    calendars: Calendars,
}

/// The record of the sample, with the texts of its acts.
pub struct Sample<'b> {
    book: &'b Book,
    state: State<'b>,
    texts: BTreeMap<Place, (Vec<String>, Readers)>,
    today: Date,
    /// The official text, as it is attached to the node.
    pub official: Vec<web::agreement_text::Printed>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Book {
    /// The founding agreement as it is shipped; its rule of key work is called `key_work`, or as the caller says.
    pub fn founding(key_work: Option<&str>) -> Book {
        let folder = root().join("agreements/greater_bay_area_2017");
        let mut rules = read(folder.join("rules.kdl"));
        if let Some(name) = key_work {
            rules = rules.replace("\nkey_work cite=", &format!("\nkey_work id={name} cite="));
            rules = rules.replace("on=key_work ", &format!("on={name} "));
        }
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
        Book { agreement: Agreement::read(&rules).expect("a lawful rule file"), words: words.to_vec(), calendars }
    }
}

/// What a form sends.
pub fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

/// Whether all of these stand in the page, in this order.
pub fn reads(said: &str, expected: &[&str]) {
    let mut rest = said;
    for one in expected {
        let at = rest.find(one).unwrap_or_else(|| panic!("no “{one}” where it should be in: {said}"));
        rest = &rest[at + one.len()..];
    }
}

/// The part of a page from one word up to another.
pub fn between<'s>(said: &'s str, from: &str, to: &str) -> &'s str {
    let start = said.find(from).unwrap_or_else(|| panic!("no “{from}” in: {said}"));
    let end = said[start..].find(to).unwrap_or_else(|| panic!("no “{to}” after “{from}” in: {said}"));
    &said[start..start + end]
}

/// An officer of one role.
pub fn visitor(role: Role) -> Visitor {
    let seat = Seat { role, office: "O".to_owned(), post: String::new(), acting_for: None };
    Visitor { actor: Actor { officer: OfficerId(1), name: "Chan".to_owned(), seats: vec![seat] } }
}

impl<'b> Sample<'b> {
    /// The two years as the demo plays them.
    pub fn of(book: &'b Book) -> Sample<'b> {
        Sample::played(book, &read(root().join("scenarios/two_years_sample.scenario")))
    }

    /// The record that a story makes: its acts on their days, nothing else of it.
    pub fn played(book: &'b Book, story: &str) -> Sample<'b> {
        let (state, today) = (State::new(&book.agreement), date(2017, 7, 1));
        let mut sample = Sample { book, state, texts: BTreeMap::new(), today, official: Vec::new() };
        let mut problems = Problems::default();
        for (_, line) in script::lines(story, &mut problems) {
            let script::Line::Command(tokens, said) = line else { continue };
            match tokens[0].text.as_str() {
                "on" => sample.today = tokens[1].text.parse().expect("a day"),
                word if script::DIRECTIVES.contains(&word) => {}
                _ => {
                    let draft = script::act(&book.agreement, &tokens, &mut problems);
                    let draft = draft.unwrap_or_else(|| panic!("{said}: {problems:?}"));
                    let event = draft.event(&sample.state, sample.today);
                    let readers = match draft.audience.as_slice() {
                        [one] if one == "all_parties" => Readers::AllParties,
                        [one] if one == "public" => Readers::Public,
                        // What is for nobody in particular is told for all: a story is read by everybody.
                        [] => Readers::AllParties,
                        named => Readers::Parties(named.iter().filter_map(|id| book.agreement.body(id)).collect()),
                    };
                    sample.texts.insert(event.place, (draft.texts, readers));
                    sample.state.fold(event).unwrap_or_else(|refused| panic!("{said}: {refused:?}"));
                }
            }
        }
        sample
    }

    /// The record of these events, without texts, on a day.
    pub fn of_events(book: &'b Book, events: &[Event], today: Date) -> Sample<'b> {
        let mut state = State::new(&book.agreement);
        for event in events {
            state.fold(event.clone()).unwrap_or_else(|refused| panic!("{event:?}: {refused:?}"));
        }
        Sample { book, state, texts: BTreeMap::new(), today, official: Vec::new() }
    }

    /// The same with a text that came beside an act, for its readers: a story has no words for remarks.
    pub fn with_beside(mut self, act: &str, text: &str) -> Sample<'b> {
        let place = self.book.agreement.place(act).expect("the place of an act");
        self.texts.get_mut(&place).unwrap_or_else(|| panic!("{act} is not in the story")).0.push(text.to_owned());
        self
    }

    /// The page at an address, as the first party's node shows it on the last day of the story.
    pub fn open(&self, address: &str) -> Page {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let Target::Page(request) = Target::of(path, query, "") else { panic!("{address} is no address of a page") };
        self.on_site(&request, 0, |site| respond(site, &request))
    }

    /// Does something with the site of the party of this number, for its liaison officer.
    pub fn on_site<T>(&self, request: &Request, party: u16, show: impl FnOnce(&Site<'_>) -> T) -> T {
        let (_, vocabulary) =
            self.book.words.iter().find(|(language, _)| *language == request.language).expect("one of the four");
        let words = Words::new(request.language, &self.book.agreement, vocabulary).on_screen();
        let on = request.on.unwrap_or(self.today);
        let readings = Readings::all(&self.book.agreement.points);
        let is_for = |place: Place, readers: &Readers| place.log == BodyId(party) || readers.include(BodyId(party));
        let texts = |place: Place| match self.texts.get(&place) {
            Some((texts, readers)) if is_for(place, readers) => texts.clone(),
            _ => Vec::new(),
        };
        let payloads = |place: Place| {
            let all =
                self.texts.get(&place).into_iter().flat_map(|(texts, readers)| texts.iter().map(move |text| (text, readers)));
            let payload = |(text, readers): (&String, &Readers)| Payload {
                readers: readers.clone(),
                length: text.len() as u64,
                is_here: is_for(place, readers),
                kind: None,
            };
            all.map(payload).collect()
        };
        let public = |place: Place| match self.texts.get(&place) {
            Some((texts, Readers::Public)) => texts.clone(),
            _ => Vec::new(),
        };
        let visitor = visitor(Role::LiaisonOfficer);
        show(&Site {
            view: View::new(&self.state, on, on, &readings, &self.book.calendars),
            words: &words,
            party: BodyId(party),
            today: self.today,
            sample: true,
            logs: &[],
            digest: "",
            posts: &[],
            commit_delay_seconds: 3_600,
            visitor: Some(request.visitor.as_ref().unwrap_or(&visitor)),
            texts: &texts,
            public_texts: &public,
            translations: &request.translations,
            part: request.part,
            writing: Writing::of(request),
            turn: Turn::of(request),
            official: &self.official,
            payloads: &payloads,
        })
    }

    /// The whole public side, as the node of the party of this number gives it on a day; none is the last of the story.
    pub fn public(&self, party: u16, on: Option<Date>) -> Files {
        let on = on.unwrap_or(self.today);
        let readings = Readings::all(&self.book.agreement.points);
        let texts = |place: Place| match self.texts.get(&place) {
            Some((texts, Readers::Public)) => texts.clone(),
            _ => Vec::new(),
        };
        let printed = web::agreement_text::Printed {
            id: "art_1".to_owned(),
            paragraphs: vec!["第一條的原文（示範）".to_owned()],
            likeness: "attach-same",
            stands: true,
            ..Default::default()
        };
        let official = [printed];
        let mut files = Files::new();
        for (language, vocabulary) in &self.book.words {
            let words = Words::new(*language, &self.book.agreement, vocabulary).on_screen();
            let site = Site {
                view: View::of_the_public(&self.state, on, on, &readings, &self.book.calendars),
                words: &words,
                party: BodyId(party),
                today: on,
                sample: true,
                logs: &[],
                digest: "",
                posts: &[],
                visitor: None,
                official: &official,
                commit_delay_seconds: 0,
                payloads: &|_: Place| Vec::new(),
                public_texts: &texts,
                texts: &texts,
                translations: &[],
                part: 1,
                writing: Writing::as_written(),
                turn: Turn::default(),
            };
            let public = PublicSite::new(site);
            files.extend(public::of_language(&public));
            if *language == Language::ZhHant {
                files.extend(public::of_all(&public));
            }
        }
        files
    }

    /// What a text calls an act, if it calls any by its number: as an address does, or as a page of any language does.
    pub fn names_an_act(&self, text: &str) -> Option<String> {
        let beginnings = self.book.agreement.parties().flat_map(|log| {
            let id = &self.book.agreement.body_of(log).id;
            let said = self.book.words.iter().map(move |(language, vocabulary)| {
                let words = Words::new(*language, &self.book.agreement, vocabulary).on_screen();
                let whole = words.place(Place { log, number: 7 });
                whole.split_once('7').expect("the number of the act").0.to_owned()
            });
            said.chain([format!("{id}/"), format!("{id}-")]).collect::<Vec<_>>()
        });
        let named = |beginning: &String| {
            text.split(beginning.as_str()).skip(1).any(|rest| rest.starts_with(|one: char| one.is_ascii_digit()))
        };
        beginnings.into_iter().find(named)
    }

    /// What a page says, in the order of reading, with one space wherever a tag stands.
    pub fn says(&self, address: &str) -> String {
        let page = self.open(address);
        assert_eq!(page.status, 200, "{address}");
        let main = page.html.split("<main").nth(1).expect("a page has its main part");
        let parts = main.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        parts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
