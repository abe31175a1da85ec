//! Forms: fields with their labels, hints and faults, and what somebody typed into them. Nothing that was typed is lost: a form that is not
//! taken comes back with all of it.

use crate::site::Site;
use crate::turn::{Along, Turn, Weight};
use askama::Template;

/// What was sent of a form, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// What stands in a field, without white space around it; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of a field that may be sent more than once: boxes that are ticked.
    pub fn all<'t>(&'t self, name: &str) -> Vec<&'t str> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What is wrong with a field: its name, and the key of the words that say it.
pub type Fault = (&'static str, &'static str);

/// How a field is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// A password, never shown and never sent back.
    Password,
    /// A day.
    Day,
    /// A text of so many lines.
    Text(u8),
    /// One of several.
    Choice(Vec<Choice>),
    /// Any of several.
    Boxes(Vec<Choice>),
    /// A file from the reader's machine. A form with one is sent in parts (RFC 7578).
    File,
    /// Sent as it is.
    Hidden,
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in what is sent, and with the form's name its id in the page.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// What helps to fill it.
    pub hint: Option<String>,
    /// How it is filled.
    pub kind: Kind,
    /// What stands in it.
    pub value: String,
    /// Whether it must be filled.
    pub required: bool,
    /// What the browser may fill in by itself (HTML `autocomplete`).
    pub autocomplete: &'static str,
    /// What is wrong with it.
    pub fault: Option<String>,
}

impl Field {
    /// A field that must be filled, called by the words of `label`.
    pub fn new(site: &Site<'_>, name: &'static str, label: &str, kind: Kind) -> Field {
        let (label, value) = (site.label(label), String::new());
        Field { name, label, hint: None, kind, value, required: true, autocomplete: "off", fault: None }
    }

    /// The same, with words that help to fill it.
    pub fn hint(self, hint: String) -> Field {
        Field { hint: Some(hint), ..self }
    }

    /// The same, which may be left empty.
    pub fn optional(self) -> Field {
        Field { required: false, ..self }
    }

    /// The same, which the browser may fill.
    pub fn autocomplete(self, autocomplete: &'static str) -> Field {
        Field { autocomplete, ..self }
    }

    /// The same with something in it.
    pub fn value(self, value: impl Into<String>) -> Field {
        Field { value: value.into(), ..self }
    }

    /// Whether a file goes with the form.
    fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// The same as it came back: with what was typed, and what is wrong with it.
    fn back(self, site: &Site<'_>, typed: &Typed, faults: &[Fault]) -> Field {
        let fault = faults.iter().find(|(field, _)| *field == self.name).map(|(_, key)| site.key(key));
        Field { fault: fault.or(self.fault.clone()), ..self.filled(typed) }
    }

    /// The same with what was typed.
    fn filled(mut self, typed: &Typed) -> Field {
        if typed.is_empty() {
            return self;
        }
        let sent = typed.all(self.name);
        match &mut self.kind {
            Kind::Password | Kind::File => {}
            // A browser sends a field even if it is empty, so one that was not sent was not there, and keeps what the page gives.
            // Of boxes alone nothing is sent where none is ticked.
            kind if sent.is_empty() && !matches!(kind, Kind::Boxes(_)) => {}
            Kind::Choice(choices) | Kind::Boxes(choices) => {
                choices.iter_mut().for_each(|choice| choice.chosen = sent.contains(&choice.value.as_str()));
            }
            // Several of one name are several values that are carried along, each in its place.
            Kind::Hidden if sent.len() > 1 => {}
            Kind::Line | Kind::Day | Kind::Text(_) | Kind::Hidden => self.value = sent[0].to_owned(),
        }
        self
    }

    /// The same as it stood on the page in another language.
    fn turned(self, along: &Along, lost: &str) -> Field {
        let fault = (along.lost_file && self.is_file()).then(|| lost.to_owned());
        Field { fault, ..self.filled(&along.typed) }
    }

    /// How much of it would be lost.
    fn weight(&self) -> Weight {
        match self.kind {
            Kind::Text(_) => Weight::Text,
            Kind::Line | Kind::Day | Kind::Choice(_) | Kind::Boxes(_) => Weight::Lines,
            Kind::Password | Kind::File | Kind::Hidden => Weight::Nothing,
        }
    }
}

/// A form with its button.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "form.html")]
pub struct Form {
    /// Its name in the page: the beginning of the ids of its fields.
    pub id: &'static str,
    /// Its number, where several of one name stand on a page.
    number: Option<i64>,
    /// Where it is sent.
    pub action: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What is wrong with the whole: why the agreement or the office says no.
    pub refused: Vec<String>,
    /// Said of it if something is wrong with a field.
    pub faulty: Option<String>,
    /// Who will read what is sent, beside the button.
    pub audience: Option<String>,
    /// What the button says.
    pub submit: String,
    /// What is sent with it, if something else than sending is meant: the name of a field that says yes.
    submit_name: Option<&'static str>,
    /// A second button: the name of the field that says yes, and what it says.
    pub second: Option<(&'static str, String)>,
    /// What stands beside fields that may be left empty.
    pub optional: String,
    /// What is said where a file was chosen that did not come along.
    lost: String,
    turn: Turn,
}

impl Form {
    /// A form that is sent to `action`.
    pub fn new(site: &Site<'_>, id: &'static str, action: &str, submit: &str) -> Form {
        Form {
            id,
            number: None,
            action: site.href(action),
            fields: Vec::new(),
            refused: Vec::new(),
            faulty: None,
            audience: None,
            submit: site.key(submit),
            submit_name: None,
            second: None,
            optional: site.key("form-optional"),
            lost: site.key("form-file-lost"),
            turn: site.turn.clone(),
        }
    }

    /// The same, of several that stand on a page under one name.
    pub fn numbered(self, number: i64) -> Form {
        Form { number: Some(number), ..self }
    }

    /// The same, whose own button means something else than sending: the name of the field that says so, and what the button says.
    pub fn sent_as(self, name: &'static str, submit: String) -> Form {
        self.turn.is_sent_as(&self.stem(), name);
        Form { submit, submit_name: Some(name), ..self }
    }

    /// What its id and those of its fields begin with.
    fn stem(&self) -> String {
        self.number.map_or_else(|| self.id.to_owned(), |number| format!("{}-{number}", self.id))
    }

    /// Whether it is sent in parts.
    fn has_file(&self) -> bool {
        self.fields.iter().any(Field::is_file)
    }

    /// The same with these fields; with what stood in them, if the page was turned into another language.
    pub fn fields(self, fields: Vec<Field>) -> Form {
        let weight = fields.iter().map(Field::weight).max().unwrap_or(Weight::Nothing);
        self.turn.offers(&self.stem(), weight);
        let fields = match self.turn.along(&self.stem()) {
            Some(along) => fields.into_iter().map(|field| field.turned(along, &self.lost)).collect(),
            None => fields,
        };
        Form { fields, ..self }
    }

    /// The same as it came back on a page with several forms: what is wrong with another one's fields is not wrong with it.
    pub fn back_among(self, site: &Site<'_>, typed: &Typed, faults: &[Fault]) -> Form {
        let own = |(name, _): &&Fault| self.fields.iter().any(|field| field.name == *name);
        let faults = faults.iter().filter(own).copied().collect::<Vec<_>>();
        self.back(site, typed, &faults)
    }

    /// The same as it came back.
    pub fn back(self, site: &Site<'_>, typed: &Typed, faults: &[Fault]) -> Form {
        let fields = self.fields.into_iter().map(|field| field.back(site, typed, faults)).collect();
        let faulty = (!faults.is_empty()).then(|| site.key("form-faulty"));
        Form { fields, faulty, ..self }
    }
}

/// The fields of these names that were left empty.
pub fn missing(typed: &Typed, names: &[&'static str]) -> Vec<Fault> {
    names.iter().filter(|name| typed.get(name).is_empty()).map(|name| (*name, "form-missing")).collect()
}
