//! What pages are made from: the record on one day, the words of one language, and how the record is held.

use crate::agreement_text::Printed;
use crate::beside::Beside;
use crate::request::Request;
use crate::scan::Payload;
use crate::script_mark::ScriptMark;
use crate::sign_act::Post;
use crate::turn::Turn;
use crate::visitor::Visitor;
use agreement::id::{BodyId, Cite, MatterId, Place};
use agreement::message::Message;
use agreement::reading::Choice;
use agreement::view::View;
use jiff::civil::Date;
use office::translation::Translation;
use script::fold::is_han;
use script::{Script, script_of, shown_in};
use std::cell::Cell;
use std::rc::Rc;
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
    /// The translations of what the page is about.
    pub translations: &'a [Translation],
    /// Which portion of a long list is asked for, from one on.
    pub part: usize,
    /// How texts stand on the page.
    pub writing: Writing,
    /// What goes along from one language to the other.
    pub turn: Turn,
}

/// Whether texts of acts are shown in the reader's script, and whether any of them had to be converted for that.
#[derive(Clone, Debug, Default)]
pub struct Writing {
    /// Whether the reader asked for texts as they were written.
    pub as_written: bool,
    /// What else the page was asked for: `q=…` or `by=party`; the way to the other form keeps it.
    pub asked: String,
    /// Set as soon as a text of the page is shown in another script than it was written in.
    pub converted: Rc<Cell<bool>>,
}

impl Writing {
    /// Every text as it was written: a file has no other form of itself. The public side converts on its own, and shows the original too.
    pub fn as_written() -> Writing {
        Writing { as_written: true, asked: String::new(), converted: Rc::default() }
    }

    /// As a request asks for it.
    pub fn of(request: &Request) -> Writing {
        let order = request.by.iter().map(|by| format!("by={by}"));
        let part = (request.part > 1).then(|| format!("part={}", request.part));
        let asked = match &request.beside {
            Beside::Search(shown) => crate::search::asked(shown),
            _ => order.chain(part).collect::<Vec<_>>().join("&"),
        };
        // What leaves as a file, and what comes back from one, holds texts to the letter.
        let (first, last) = (request.path.split('/').next(), request.path.rsplit('/').next());
        let exact = matches!(first, Some("batch" | "file" | "letters")) || matches!(last, Some("import" | "keep" | "propose"));
        Writing { as_written: request.as_written || exact, asked, converted: Rc::default() }
    }
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
        Link { href: self.href(&format!("act/{name}")), text: self.words.place(place) }
    }

    /// The options chosen, as the condition of an answer.
    pub fn reading(&self, choice: &Choice) -> String {
        self.words.language.sentence(&self.words.options(choice).join(&self.key("reading-and")))
    }

    /// The texts of an act in the reader's script, each marked where that is not the one it was written in. Of long ones only so many
    /// characters.
    pub fn texts_of(&self, place: Place, characters: usize) -> Vec<Text> {
        let short = |text: Text| {
            let end = text.text.char_indices().nth(characters).map(|(end, _)| end);
            Text { text: end.map_or(text.text.clone(), |end| format!("{}…", &text.text[..end])), ..text }
        };
        (self.texts)(place).into_iter().map(|text| short(self.shown(text))).collect()
    }

    /// The texts of an act exactly as they were written: for whoever is about to answer or sign one, or goes on from it.
    pub fn written_of(&self, place: Place) -> Vec<Text> {
        (self.texts)(place).into_iter().map(text_of).collect()
    }

    /// A text in the reader's script.
    pub fn shown(&self, text: String) -> Text {
        let (text, is_converted) = in_script_of(self.script(), text);
        if is_converted {
            self.writing.converted.set(true);
        }
        Text { mark: is_converted.then(|| ScriptMark::of(self)), ..text }
    }

    /// The script in which texts are shown to this reader; none where they stay as they were written.
    pub fn script(&self) -> Option<Script> {
        reader_script(self.words.language).filter(|_| !self.writing.as_written)
    }

    /// The words of a key.
    pub fn key(&self, key: &str) -> String {
        self.words.key(key)
    }

    /// The same as they begin a line: of a field, a column, a sentence.
    pub fn label(&self, key: &str) -> String {
        self.words.language.sentence(&self.key(key))
    }

    /// The words of a message.
    pub fn say(&self, message: Message) -> String {
        self.words.say(&message)
    }
}

/// A text that an act brought, in its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Where it has Han characters, their script; else the record does not say.
    pub lang: Option<&'static str>,
    /// The text.
    pub text: String,
    /// What is said of it if it stands in another script than it was written in.
    pub mark: Option<ScriptMark>,
}

/// A text as it was written, with the language that it seems to be in.
pub fn text_of(text: String) -> Text {
    let is_chinese = text.chars().any(is_han);
    let lang = is_chinese.then(|| script_of(&text).unwrap_or(Script::Traditional).tag());
    Text { lang, text, mark: None }
}

/// The script of whoever reads a language; none of a language that is not Chinese.
pub fn reader_script(language: Language) -> Option<Script> {
    match language {
        Language::ZhHant => Some(Script::Traditional),
        Language::ZhHans => Some(Script::Simplified),
        Language::En | Language::Pt => None,
    }
}

/// A text in a script, without a mark, and whether it was written in another one. It stays as it was written where there is no script.
pub fn in_script_of(script: Option<Script>, text: String) -> (Text, bool) {
    match script.and_then(|script| Some((script, shown_in(&text, script)?))) {
        Some((script, shown)) => (Text { lang: Some(script.tag()), text: shown, mark: None }, true),
        None => {
            let text = text_of(text);
            // Signs that both scripts have are best drawn as the reader's own.
            let own = script.filter(|_| script_of(&text.text).is_none() && text.lang.is_some());
            (Text { lang: own.map(Script::tag).or(text.lang), ..text }, false)
        }
    }
}

/// A text as it stands in the query of an address.
pub fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

/// Something with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}
