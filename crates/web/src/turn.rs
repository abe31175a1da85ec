//! The same page in another language, with what stands in its form: the ways to the languages are buttons of that form then, which send it to
//! the page itself. Nothing of it is judged, kept or sent; a file that was chosen cannot go along, and the form says so.

use crate::form::Typed;
use crate::request::Request;
use std::cell::RefCell;
use std::rc::Rc;

/// The name that the buttons of the languages send; its value is the id of the form.
pub const TURN: &str = "turn";

/// What was in a form when its page was asked for in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Along {
    /// The id of the form.
    pub form: String,
    /// What stood in it.
    pub typed: Typed,
    /// Whether a file was chosen, which is not here any more.
    pub lost_file: bool,
}

impl Along {
    /// What was sent, if a button of a language sent it.
    pub fn of(typed: &Typed, lost_file: bool) -> Option<Along> {
        let form = typed.get(TURN).to_owned();
        let typed = Typed(typed.0.iter().filter(|(name, _)| name != TURN).cloned().collect());
        (!form.is_empty()).then_some(Along { form, typed, lost_file })
    }
}

/// How much is in a form that would be lost: the fuller one of a page goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Nothing that anybody typed or chose, or nothing that may be kept: passwords.
    Nothing,
    /// Lines and choices.
    Lines,
    /// A text.
    Text,
    /// All that was read of a file.
    Whole,
}

/// The form whose content goes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Main {
    /// Its id.
    pub id: String,
    weight: Weight,
    /// What its own button sends, if something else than sending is meant.
    pub button: Option<&'static str>,
    /// The portion that is shown, of a form which is sent by its address: the page is asked for with it, and nothing else is.
    pub part: Option<usize>,
}

/// What goes along to a page, and on from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    along: Option<Along>,
    main: Rc<RefCell<Option<Main>>>,
}

impl Turn {
    /// For a page that is asked for.
    pub fn of(request: &Request) -> Turn {
        Turn { along: request.along.clone(), main: Rc::default() }
    }

    /// What stood in the form of this id in the other language; none if the page was not turned, or another form went along.
    pub fn along(&self, form: &str) -> Option<&Along> {
        self.along.as_ref().filter(|along| along.form == form)
    }

    /// There is a form on the page; the first one that has most to lose goes along.
    pub fn offers(&self, id: &str, weight: Weight) {
        self.offer(Main { id: id.to_owned(), weight, button: None, part: None });
    }

    /// The same of a form that goes along before any other one of its page.
    pub fn offers_first(&self, id: &str) {
        self.offers(id, Weight::Whole);
    }

    /// The same of a form that is sent by its address, on a page of this portion.
    pub fn offers_by_address(&self, id: &str, part: usize) {
        self.offer(Main { id: id.to_owned(), weight: Weight::Lines, button: None, part: Some(part) });
    }

    fn offer(&self, form: Main) {
        let mut main = self.main.borrow_mut();
        if main.as_ref().is_none_or(|there| there.weight < form.weight) {
            *main = Some(form);
        }
    }

    /// What the button of a form sends, so that the key which sends a form without any button means the same.
    pub fn is_sent_as(&self, id: &str, name: &'static str) {
        if let Some(main) = self.main.borrow_mut().as_mut().filter(|main| main.id == id) {
            main.button = Some(name);
        }
    }

    /// The form that goes along; none on a page without one. To be asked when the page is written: its forms are made after its frame.
    pub fn main(&self) -> Option<Main> {
        self.main.borrow().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_that_has_most_to_lose_goes_along_and_of_equals_the_first() {
        let turn = Turn::default();
        assert_eq!(turn.main(), None);
        for (id, weight, main) in [
            ("password", Weight::Nothing, "password"),
            ("token", Weight::Lines, "token"),
            ("mail", Weight::Lines, "token"),
            ("note", Weight::Text, "note"),
            ("again", Weight::Nothing, "note"),
        ] {
            turn.offers(id, weight);
            assert_eq!(turn.main().expect("a form").id, main, "{id}");
        }
        turn.is_sent_as("token", "keep");
        assert_eq!(turn.main().expect("a form").button, None, "another form has that button");
        turn.is_sent_as("note", "keep");
        assert_eq!(turn.main().expect("a form").button, Some("keep"));
    }

    #[test]
    fn only_what_a_button_of_a_language_sent_goes_along() {
        let typed = |fields: &[(&str, &str)]| Typed(fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect());
        assert_eq!(Along::of(&typed(&[("text", "a")]), false), None);
        let along = Along::of(&typed(&[("text", "a"), (TURN, "act")]), true).expect("it was turned");
        assert_eq!(along, Along { form: "act".to_owned(), typed: typed(&[("text", "a")]), lost_file: true });
        let turn = Turn { along: Some(along), ..Turn::default() };
        assert!(turn.along("act").is_some() && turn.along("other").is_none());
    }
}
