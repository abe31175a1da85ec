//! What every public page has around it: the band of a sample, the ways, the languages, the foot. Every address is relative, so that
//! the pages stand in any folder of any server.

use super::PublicSite;
use crate::chrome::{Tongue, Way};
use crate::site::Link;
use agreement::id::Cite;
use agreement::message::Message;
use words::Language;

/// The ways of the head, each with the key of what it is called.
const WAYS: [(&str, &str); 7] = [
    ("", "public-front"),
    ("agreement", "public-agreement"),
    ("key_work", "public-key-work"),
    ("by", "public-by"),
    ("meetings", "public-meetings"),
    ("consultations", "public-consultations"),
    ("data", "public-data"),
];

/// The frame of a page.
pub struct Frame {
    /// The language of the page.
    pub tag: &'static str,
    /// The title in the browser.
    pub title: String,
    /// Said above everything if the record is a sample.
    pub sample: Option<String>,
    /// The product's name.
    pub brand: String,
    /// The way to what all languages share.
    pub root: String,
    /// The front.
    pub home: String,
    /// What the list of ways is called.
    pub ways_label: String,
    /// The ways.
    pub ways: Vec<Way>,
    /// What the list of languages is called.
    pub tongues_label: String,
    /// The languages.
    pub tongues: Vec<Tongue>,
    /// What leads past the head.
    pub skip: String,
    /// The feed.
    pub feed: Link,
    /// What stands in the foot.
    pub foot: String,
    /// The ways of the foot.
    pub foot_ways: Vec<Link>,
}

/// A public page: where it stands, and so how it names the others.
pub struct Here<'p, 'a> {
    /// The site.
    pub public: &'p PublicSite<'a>,
    path: String,
}

impl<'p, 'a> Here<'p, 'a> {
    /// The page at `path` below its language.
    pub fn at(public: &'p PublicSite<'a>, path: &str) -> Here<'p, 'a> {
        Here { public, path: path.to_owned() }
    }

    /// The way to the folder of all languages.
    pub fn root(&self) -> String {
        let depth = 1 + self.path.split('/').filter(|part| !part.is_empty()).count();
        "../".repeat(depth)
    }

    fn to_in(&self, language: Language, path: &str) -> String {
        let (path, part) = path.split_once('#').map_or((path, String::new()), |(path, part)| (path, format!("#{part}")));
        let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
        format!("{}{}/{folder}{part}", self.root(), language.tag())
    }

    /// The address of another page of this language.
    pub fn to(&self, path: &str) -> String {
        self.to_in(self.public.site.words.language, path)
    }

    /// A way to another page, called by a key.
    pub fn way(&self, path: &str, key: &str) -> Link {
        Link { href: self.to(path), text: self.public.key(key) }
    }

    /// A way to what can be found under an area, a place or a party.
    pub fn under(&self, id: &str) -> Link {
        Link { href: self.to(&format!("by/{id}")), text: self.public.name(id) }
    }

    /// A provision, with the way to it.
    pub fn cite(&self, cite: Cite) -> Link {
        let words = self.public.site.words;
        let id = words.agreement.cite(cite);
        let provision = id.split_once('.').map_or(id, |(provision, _)| provision);
        Link { href: self.to(&format!("agreement#{provision}")), text: words.cite(cite) }
    }

    /// The frame of this page called `title`.
    pub fn frame(&self, title: &str) -> Frame {
        let site = &self.public.site;
        let words = site.words;
        let (name, short) = words.vocabulary.title().unwrap_or((&words.agreement.id, &words.agreement.id));
        let stem = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        let way = |(to, key): (&str, &str)| Way { href: self.to(to), text: site.key(key), here: stem(to) == stem(&self.path) };
        let elsewhere = |language| (language != words.language).then(|| self.to_in(language, &self.path));
        let tongue = |language: Language| Tongue { tag: language.tag(), name: language.name(), href: elsewhere(language) };
        Frame {
            tag: words.language.tag(),
            title: if title.is_empty() { name.to_owned() } else { format!("{title} · {short}") },
            sample: (words.agreement.sample || site.sample).then(|| words.key("sample")),
            brand: site.key("page-brand"),
            root: self.root(),
            home: self.to(""),
            ways_label: site.key("page-ways"),
            ways: WAYS.into_iter().map(way).collect(),
            tongues_label: site.key("page-languages"),
            tongues: Language::ALL.into_iter().map(tongue).collect(),
            skip: site.key("page-skip"),
            feed: Link {
                href: format!("{}{}/{}", self.root(), words.language.tag(), super::feed::FEED),
                text: site.key("public-feed"),
            },
            foot: site.say(Message::new("public-foot").body("party", site.party)),
            foot_ways: vec![self.way("check", "public-check"), self.way("data", "public-data")],
        }
    }
}
