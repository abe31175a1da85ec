//! What every page has around it: the sample's band, the head with its ways, the languages, the foot.

use crate::script_mark::ScriptNote;
use crate::site::{Link, Site};
use crate::turn::{Main, TURN, Turn};
use crate::visitor::{self, Visitor};
use agreement::kinds::Kind;
use agreement::message::Message;
use askama::Template;
use office::{Action, Role};
use words::Language;

/// One of the ways in the head.
pub struct Way {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Whether the reader is there.
    pub here: bool,
}

/// One of the languages in the head.
pub struct Tongue {
    /// Its tag.
    pub tag: &'static str,
    /// Its own name.
    pub name: &'static str,
    /// The same page in it; none for the language of this page.
    pub href: Option<String>,
}

/// Who is signed in, as the head shows it.
pub struct Here {
    /// The name, which leads to the own page.
    pub account: Link,
    /// Where the button of signing out is sent.
    pub out: String,
    /// What it says.
    pub out_label: String,
}

/// The field for words in the head.
pub struct Find {
    /// Where it leads.
    pub action: String,
    /// What it is called.
    pub label: String,
    /// What its button says.
    pub button: String,
}

/// The frame of a page.
pub struct Chrome {
    /// The language of the page.
    pub tag: &'static str,
    /// The title in the browser.
    pub title: String,
    /// Said above everything if the record is a sample.
    pub sample: Option<String>,
    /// The product's name.
    pub brand: String,
    /// The front.
    pub home: String,
    /// Whose node this is.
    pub whose: String,
    /// What the list of ways is called.
    pub ways_label: String,
    /// The ways.
    pub ways: Vec<Way>,
    /// What the list of languages is called.
    pub tongues_label: String,
    /// The languages.
    pub tongues: Vec<Tongue>,
    /// What goes along to them.
    pub turn: Turn,
    /// The foot.
    pub foot: String,
    /// What leads past the head.
    pub skip: String,
    /// Who is signed in, and how to go.
    pub visitor: Option<Here>,
    /// Where one looks for words; none if nobody is signed in.
    pub find: Option<Find>,
    /// What is said of texts that are shown in another script than they were written in.
    pub script: Option<ScriptNote>,
    /// Said below the head if another day than today is asked about, with the way back.
    pub other_day: Option<(String, Link)>,
}

impl Chrome {
    /// The frame of the page at `path` called `title`.
    pub fn of(site: &Site<'_>, path: &str, title: &str) -> Chrome {
        let words = site.words;
        let (name, short) = words.vocabulary.title().unwrap_or((&words.agreement.id, &words.agreement.id));
        let year = format!("year/{}", site.on().year());
        let key_work = crate::key_work::of_this_year(site);
        let mut ways = vec![
            ("desk", "desk"),
            ("", "page-front"),
            ("agreement", "page-agreement"),
            (year.as_str(), "page-year"),
            ("record", "page-record"),
        ];
        if let Some(key_work) = &key_work {
            ways.insert(3, (key_work, "key-work-way"));
        }
        if site.view.agreement.rule_ids().any(|rule| matches!(site.view.agreement.rule(rule).kind, Kind::Liaison(_))) {
            ways.insert(1, ("liaison", "liaison"));
        }
        let meetings = crate::annual_meeting::way(site);
        if let Some(meetings) = &meetings {
            ways.insert(ways.len() - 2, (meetings, "annual-meeting-way"));
        }
        let may = |action| site.visitor.is_some_and(|visitor| visitor.may(action));
        if may(Action::ReadInternal) {
            ways.insert(1, ("clearance", "clearance"));
        }
        if may(Action::ReportProgress) {
            ways.insert(1, ("progress", "progress"));
        }
        ways.extend(may(Action::KeepOfficers).then_some(("office", "office")));
        ways.extend(may(Action::ReadAudit).then_some(("audit", "audit")));
        if site.visitor.is_none() {
            ways.clear();
        }
        let stem = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        let way = |(to, key): (&str, &str)| Way { href: site.href(to), text: site.key(key), here: stem(to) == stem(path) };
        let elsewhere = |language| (language != words.language).then(|| site.href_in(language, path));
        let tongue = |language: Language| Tongue { tag: language.tag(), name: language.name(), href: elsewhere(language) };
        let back = || Link { href: format!("/{}/{path}", words.language.tag()), text: site.key("page-back-to-today") };
        let other = || site.say(Message::new("page-other-day").date("day", site.on()));
        Chrome {
            tag: words.language.tag(),
            title: if title.is_empty() { name.to_owned() } else { format!("{title} · {short}") },
            sample: (words.agreement.sample || site.sample).then(|| words.key("sample")),
            brand: site.key("page-brand"),
            home: site.href(""),
            whose: site.say(Message::new("page-whose").body("party", site.party)),
            ways_label: site.key("page-ways"),
            ways: ways.into_iter().map(way).collect(),
            tongues_label: site.key("page-languages"),
            tongues: Language::ALL.into_iter().map(tongue).collect(),
            turn: site.turn.clone(),
            foot: site.key("not-a-legal-opinion"),
            skip: site.key("page-skip"),
            visitor: site.visitor.map(|visitor| here(site, visitor)),
            find: site.visitor.filter(|visitor| visitor.may(Action::ReadRecord)).map(|_| find(site)),
            script: ScriptNote::of(site),
            other_day: (site.on() != site.today).then(|| (other(), back())),
        }
    }

    /// The form that goes along to the other languages, if the page has one.
    pub fn main_form(&self) -> Option<Main> {
        self.turn.main()
    }

    /// The name and the value of the buttons of languages for a form.
    pub fn turned(&self, form: &Main) -> (&'static str, String) {
        form.part.map_or_else(|| (TURN, form.id.clone()), |part| ("part", part.to_string()))
    }

    /// The same for the page that has the field itself.
    pub fn without_find(self) -> Chrome {
        Chrome { find: None, ..self }
    }
}

fn find(site: &Site<'_>) -> Find {
    Find { action: site.href("search"), label: site.key("search-label"), button: site.key("search-find") }
}

fn here(site: &Site<'_>, visitor: &Visitor) -> Here {
    let account = Link { href: site.href("account"), text: visitor.actor.name.clone() };
    Here { account, out: site.href("sign-out"), out_label: site.key("sign-out") }
}

#[derive(Template)]
#[template(path = "nothing.html")]
struct Nothing {
    chrome: Chrome,
    heading: String,
    said: String,
    home: Link,
}

/// The page of an address that leads nowhere.
pub fn nothing(site: &Site<'_>, path: &str) -> String {
    let page = Nothing {
        chrome: Chrome::of(site, "", &site.key("page-nothing")),
        heading: site.key("page-nothing"),
        said: site.say(Message::new("nothing-called").text("id", path)),
        home: Link { href: site.href(""), text: site.key("page-front") },
    };
    html(&page)
}

/// The page of somebody who asks too often. It tells nothing of what was asked.
pub fn too_many(site: &Site<'_>) -> String {
    let title = site.key("page-too-many");
    let page = Nothing {
        chrome: Chrome::of(site, "", &title),
        heading: title.clone(),
        said: site.key("page-too-many-said"),
        home: Link { href: site.href(""), text: site.key("page-front") },
    };
    html(&page)
}

/// The page of somebody who may not do what they asked for.
pub fn needs(site: &Site<'_>, role: Role) -> String {
    let title = site.key("needs");
    let page = Nothing {
        chrome: Chrome::of(site, "", &title),
        heading: title.clone(),
        said: site.say(Message::new("needs-role").text("role", visitor::role(site, role))),
        home: Link { href: site.href(""), text: site.key("page-front") },
    };
    html(&page)
}

/// The HTML of a template. It only fails where a value can't be written, and ours can.
pub fn html(page: &impl Template) -> String {
    page.render().expect("every value of a page can be written")
}
