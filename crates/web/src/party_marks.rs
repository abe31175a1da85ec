//! Party marks: a small rounded mark for each party that a text asks, in the agreement's order.
//!
//! Filled: it has signed or agreed to that very text. Outlined: not yet received. Hatched: reserved, or not agreed. A party that
//! was not asked has no mark. Shape and words say it; colour only helps.

use crate::site::Site;
use agreement::act::{Act, Event};
use agreement::calendar::Deadline;
use agreement::id::BodyId;
use agreement::kinds::opinion_round::{Item, Round, Stance};
use agreement::message::Message;
use askama::Template;

/// What a party has done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assent {
    /// It has signed or agreed to this very text.
    Given,
    /// Nothing of it has been received yet.
    Awaited,
    /// It reserves, disagrees, asks for changes, or does not say whether it agrees.
    Withheld,
}

/// The mark of one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The party's short name.
    pub name: String,
    /// What it has done.
    pub assent: Assent,
    /// The same in words, with the day.
    pub said: String,
    /// Where the act can be read.
    pub act: Option<String>,
}

/// The marks of one text.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "party_marks.html")]
pub struct PartyMarks {
    /// What the row is called.
    pub label: String,
    /// One for each party that was asked.
    pub marks: Vec<Mark>,
}

impl Mark {
    /// The name of the class that gives the mark its shape.
    pub fn class(&self) -> &'static str {
        match self.assent {
            Assent::Given => "given",
            Assent::Awaited => "awaited",
            Assent::Withheld => "withheld",
        }
    }

    /// A mark for an act of `party`, said as `words` with its day.
    pub fn of_act(site: &Site<'_>, party: BodyId, assent: Assent, words: &str, event: &Event) -> Mark {
        let said = Message::new("mark-said").text("words", words).date("day", event.occurred);
        Mark { name: short(site, party), assent, said: site.say(said), act: Some(site.act(event.place).href) }
    }

    /// A mark for a party that has not been heard yet.
    pub fn awaited(site: &Site<'_>, party: BodyId, due: Option<Deadline>) -> Mark {
        let said = match due {
            Some(due) if due.provisional => Message::new("mark-awaited-provisional").date("due", due.day),
            Some(due) => Message::new("mark-awaited-by").date("due", due.day),
            None => Message::new("mark-awaited"),
        };
        Mark { name: short(site, party), assent: Assent::Awaited, said: site.say(said), act: None }
    }
}

impl PartyMarks {
    /// Marks in the agreement's order: `mark` says what each party has done, or that it was not asked.
    pub fn new(site: &Site<'_>, mark: impl FnMut(BodyId) -> Option<Mark>) -> PartyMarks {
        PartyMarks { label: site.key("mark-label"), marks: site.words.agreement.parties().filter_map(mark).collect() }
    }

    /// What each party says to the current text of an item. To circulate a text is to agree to it.
    pub fn of_item(site: &Site<'_>, round: &Round<'_>, item: &Item<'_>) -> PartyMarks {
        PartyMarks::new(site, |party| {
            if party == round.rule.convener {
                let words = site.key("mark-circulated");
                return item.since.map(|event| Mark::of_act(site, party, Assent::Given, &words, event));
            }
            round.rule.asked.contains(&party).then(|| of_stance(site, item, party))
        })
    }
}

/// What a body that was asked says to the current text of an item.
pub fn of_stance(site: &Site<'_>, item: &Item<'_>, body: BodyId) -> Mark {
    match item.stance(body) {
        Stance::Awaited(_) => Mark::awaited(site, body, item.due(&site.view, body)),
        Stance::Consents(event) => Mark::of_act(site, body, Assent::Given, &opinion(site, event), event),
        Stance::Unclear(event) => {
            let words = site.say(Message::new("mark-unclear").text("opinion", opinion(site, event)));
            Mark::of_act(site, body, Assent::Withheld, &words, event)
        }
        Stance::Withheld(_, event) => Mark::of_act(site, body, Assent::Withheld, &opinion(site, event), event),
    }
}

/// The words of an opinion; empty for any other act.
pub fn opinion(site: &Site<'_>, event: &Event) -> String {
    match &event.act {
        Act::GiveOpinion { opinion, .. } => site.words.language.sentence(&site.words.word(opinion.word())),
        _ => String::new(),
    }
}

/// What a party is called on its mark: the vocabulary's own word for it, else its short name.
pub fn short(site: &Site<'_>, party: BodyId) -> String {
    let id = &site.words.agreement.body_of(party).id;
    let mark = site.words.vocabulary.said("mark", id);
    mark.map_or_else(|| site.words.language.sentence(&site.words.short_body(party)), str::to_owned)
}
