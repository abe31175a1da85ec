//! What pages are made from: the record on one day, the words of one language, and how the record is held.

use crate::agreement_text::Printed;
use crate::scan::Payload;
use crate::sign_act::Post;
use crate::visitor::Visitor;
use agreement::id::{BodyId, Cite, MatterId, Place};
use agreement::message::Message;
use agreement::reading::Choice;
use agreement::view::View;
use jiff::civil::Date;
use words::{Language, Words};

/// One party's log as this node holds it.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// Whose log it is.
    pub party: BodyId,
    /// How many leaves are held here.
    pub size: u64,
    /// How many of them most of the other parties hold.
    pub received: u64,
    /// How many of them all parties hold.
    pub held_by_all: u64,
    /// The root of its newest head, in hexadecimal digits.
    pub root: String,
    /// Whether two heads of it contradict each other.
    pub forked: bool,
}

/// The site of one party's node, for one reader.
pub struct Site<'a> {
    /// The record as it is known on the day that is asked about.
    pub view: View<'a>,
    /// The words of the reader's language.
    pub words: &'a Words<'a>,
    /// The party whose node this is.
    pub party: BodyId,
    /// The day by the record's clock.
    pub today: Date,
    /// Whether the node is a sample, whatever its agreement is.
    pub sample: bool,
    /// The logs, in the agreement's order.
    pub logs: &'a [LogRow],
    /// The digest of the state, in hexadecimal digits.
    pub digest: &'a str,
    /// The posts that sign for this party, by its own record.
    pub posts: &'a [Post],
    /// How long this party's node waits between the last signature on a text and its own commitment.
    pub commit_delay_seconds: u64,
    /// Who reads it; none if nobody is signed in.
    pub visitor: Option<&'a Visitor>,
    /// The official text by provision, as it is attached to this node; empty if it is not.
    pub official: &'a [Printed],
    /// The texts of the act at a place that are here and meant for this side.
    pub texts: &'a dyn Fn(Place) -> Vec<String>,
    /// Those of them that are public.
    pub public_texts: &'a dyn Fn(Place) -> Vec<String>,
    /// Everything that goes with the act at a place, here or not, in the order in which the act commits to it.
    pub payloads: &'a dyn Fn(Place) -> Vec<Payload>,
}

impl Site<'_> {
    /// The day that is asked about.
    pub fn on(&self) -> Date {
        self.view.as_of
    }

    /// The address of a page in the reader's language, on the day that is asked about.
    pub fn href(&self, path: &str) -> String {
        self.href_in(self.words.language, path)
    }

    /// The same in any language.
    pub fn href_in(&self, language: Language, path: &str) -> String {
        let (path, fragment) = path.split_once('#').map_or((path, String::new()), |(path, part)| (path, format!("#{part}")));
        let sign = if path.contains('?') { '&' } else { '?' };
        let day = if self.on() == self.today { String::new() } else { format!("{sign}on={}", self.on()) };
        format!("/{}/{path}{day}{fragment}", language.tag())
    }

    /// The address of a provision within the text.
    fn cite_href(&self, cite: Cite) -> String {
        let id = self.words.agreement.cite(cite);
        let provision = id.split_once('.').map_or(id, |(provision, _)| provision);
        self.href(&format!("agreement#{provision}"))
    }

    /// The address of a matter.
    pub fn matter_href(&self, matter: MatterId) -> String {
        let own = self.own_page(matter);
        self.href(&own.unwrap_or_else(|| format!("matter/{}", self.words.agreement.matter_name(matter))))
    }

    /// The path of the page that is a matter's own, beside the one that every matter has.
    pub fn own_page(&self, matter: MatterId) -> Option<String> {
        crate::key_work::address(self, matter)
            .or_else(|| crate::liaison::address(self, matter))
            .or_else(|| crate::annual_meeting::address(self, matter))
            .or_else(|| crate::ballot::address(self, matter))
    }

    /// A provision with its address.
    pub fn cite(&self, cite: Cite) -> Link {
        Link { href: self.cite_href(cite), text: self.words.cite(cite) }
    }

    /// A matter with its address.
    pub fn matter(&self, matter: MatterId) -> Link {
        Link { href: self.matter_href(matter), text: self.words.matter(matter) }
    }

    /// An act with its address.
    pub fn act(&self, place: Place) -> Link {
        let name = self.words.agreement.place_name(place);
        Link { href: self.href(&format!("act/{name}")), text: name }
    }

    /// The options chosen, as the condition of an answer.
    pub fn reading(&self, choice: &Choice) -> String {
        self.words.language.sentence(&self.words.options(choice).join(&self.key("reading-and")))
    }

    /// The texts of an act, each with the language that it seems to be in. Of long ones only so many characters.
    pub fn texts_of(&self, place: Place, characters: usize) -> Vec<Text> {
        let short = |text: String| {
            let end = text.char_indices().nth(characters).map(|(end, _)| end);
            text_of(end.map_or(text.clone(), |end| format!("{}…", &text[..end])))
        };
        (self.texts)(place).into_iter().map(short).collect()
    }

    /// The words of a key.
    pub fn key(&self, key: &str) -> String {
        self.words.key(key)
    }

    /// The words of a message.
    pub fn say(&self, message: Message) -> String {
        self.words.say(&message)
    }
}

/// A text that an act brought, in its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Where it has Han characters, the script that this record is kept in; else the record does not say.
    pub lang: Option<&'static str>,
    /// The text.
    pub text: String,
}

/// A text with the language that it seems to be in.
pub fn text_of(text: String) -> Text {
    Text { lang: text.chars().any(is_han).then_some("zh-Hant"), text }
}

fn is_han(one: char) -> bool {
    matches!(one, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Something with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}
