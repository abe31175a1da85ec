//! What pages are made from: the record on one day, the words of one language, and how the record is held.

use agreement::Calendars;
use agreement::id::{BodyId, Cite, MatterId, Place};
use agreement::message::Message;
use agreement::reading::{Choice, Readings};
use agreement::state::State;
use agreement::view::View;
use jiff::civil::Date;
use words::Words;

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
    /// The record.
    pub state: &'a State<'a>,
    /// The calendars of working days.
    pub calendars: &'a Calendars,
    /// The words of the reader's language.
    pub words: &'a Words<'a>,
    /// The party whose node this is.
    pub party: BodyId,
    /// The day by the record's clock.
    pub today: Date,
    /// The day that is asked about.
    pub on: Date,
    /// The logs, in the agreement's order.
    pub logs: &'a [LogRow],
    /// The digest of the state, in hexadecimal digits.
    pub digest: &'a str,
    /// Every reading that the agreement's text leaves open.
    pub readings: &'a Readings,
}

impl Site<'_> {
    /// The record as it is known on the day that is asked about.
    pub fn view(&self) -> View<'_> {
        View::new(self.state, self.on, self.on, self.readings, self.calendars)
    }

    /// The address of a page in the reader's language, on the day that is asked about.
    pub fn href(&self, path: &str) -> String {
        let (path, fragment) = path.split_once('#').map_or((path, String::new()), |(path, part)| (path, format!("#{part}")));
        let day = if self.on == self.today { String::new() } else { format!("?on={}", self.on) };
        format!("/{}/{path}{day}{fragment}", self.words.language.tag())
    }

    /// The address of a provision within the text.
    pub fn cite_href(&self, cite: Cite) -> String {
        let id = self.words.agreement.cite(cite);
        let provision = id.split_once('.').map_or(id, |(provision, _)| provision);
        self.href(&format!("agreement#{provision}"))
    }

    /// The address of a matter.
    pub fn matter_href(&self, matter: MatterId) -> String {
        self.href(&format!("matter/{}", self.words.agreement.matter_name(matter)))
    }

    /// The address of an act.
    pub fn act_href(&self, place: Place) -> String {
        self.href(&format!("act/{}", self.words.agreement.place_name(place)))
    }

    /// The options chosen, as the condition of an answer: one at length, several in short.
    pub fn reading(&self, choice: &Choice) -> String {
        let said = choice.iter().map(|(point, option)| {
            let point = &self.words.agreement.points[usize::from(point.0)];
            let id = format!("{}.{}", point.id, point.options[usize::from(*option)]);
            let vocabulary = self.words.vocabulary;
            let said = if choice.len() > 1 { vocabulary.said_in_short("option", &id) } else { vocabulary.said("option", &id) };
            // An option is a sentence of its own; here it stands within another.
            said.unwrap_or(&id).trim_end_matches(['.', '。']).to_owned()
        });
        self.words.language.sentence(&said.collect::<Vec<_>>().join(&self.key("reading-and")))
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

/// Something with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}
