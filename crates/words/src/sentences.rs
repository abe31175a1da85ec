//! Sentences: a key and its arguments become words of one language.

use crate::article;
use crate::language::Language;
use crate::vocabulary::Vocabulary;
use agreement::agreement::{Agreement, Class, Ground};
use agreement::id::{BodyId, Cite, MatterId, Occasion, Place};
use agreement::message::{Arg, Message};
use agreement::reading::Choice;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use jiff::civil::Date;
use std::rc::Rc;

/// The sentences of one language, with the names of one agreement.
pub struct Words<'a> {
    /// The language.
    pub language: Language,
    /// The agreement whose things are named.
    pub agreement: &'a Agreement,
    /// The agreement's own vocabulary in this language.
    pub vocabulary: &'a Vocabulary,
    bundle: Rc<FluentBundle<FluentResource>>,
    places: Places,
}

/// How the place of an act is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Places {
    /// As commands take it: `hong_kong/5`.
    Ids,
    /// In the agreement's own words: Hong Kong no. 5.
    Words,
}

macro_rules! locales {
    ($($stem:literal),* $(,)?) => {
        /// The texts of one language, one file for each feature.
        fn texts(language: Language) -> Vec<&'static str> {
            match language {
                Language::ZhHant => vec![$(include_str!(concat!("../locales/zh-Hant/", $stem, ".ftl"))),*],
                Language::ZhHans => vec![$(include_str!(concat!("../locales/zh-Hans/", $stem, ".ftl"))),*],
                Language::En => vec![$(include_str!(concat!("../locales/en/", $stem, ".ftl"))),*],
                Language::Pt => vec![$(include_str!(concat!("../locales/pt/", $stem, ".ftl"))),*],
            }
        }
    };
}

locales! {
    "act",
    "also_listed",
    "annual_meeting",
    "ballot",
    "batch",
    "calendar_file",
    "clearance",
    "daily_mechanism",
    "delegation",
    "departments",
    "desk",
    "development_plan",
    "duty",
    "import",
    "handover",
    "held",
    "key_work",
    "leadership",
    "letter",
    "liaison",
    "mail",
    "marking",
    "nodes",
    "office",
    "opinion_round",
    "organ_decision",
    "page",
    "party_marks",
    "prior_consultation",
    "problem",
    "progress",
    "portion",
    "propose",
    "public",
    "public_consultation",
    "record",
    "refusal",
    "reminder",
    "reply_pack",
    "said",
    "scan",
    "script",
    "search",
    "send",
    "sheet",
    "sign_act",
    "status",
    "task",
    "tell",
    "term",
    "trace",
    "translation",
    "verify",
    "withdrawal",
}

/// The bundle of one language; a sentence that cannot be read is our mistake.
fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag = language.tag().parse().expect("the tags of the four languages are well formed");
    let mut bundle = FluentBundle::new(vec![tag]);
    bundle.set_use_isolating(false);
    article::add_functions(&mut bundle);
    for text in texts(language) {
        let resource = FluentResource::try_new(text.to_owned());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.tag()));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{}: {errors:?}", language.tag()));
    }
    bundle
}

impl<'a> Words<'a> {
    /// The words of `language` for `agreement`.
    pub fn new(language: Language, agreement: &'a Agreement, vocabulary: &'a Vocabulary) -> Words<'a> {
        Words { language, agreement, vocabulary, bundle: Rc::new(bundle(language)), places: Places::Ids }
    }

    /// The same for screens, where nobody types what an act is called: its place is said in words.
    pub fn on_screen(&self) -> Words<'a> {
        Words { places: Places::Words, bundle: Rc::clone(&self.bundle), ..*self }
    }

    /// The place of an act: whose log, and its number there.
    pub fn place(&self, place: Place) -> String {
        if self.places == Places::Ids {
            return self.agreement.place_name(place);
        }
        let id = &self.agreement.body_of(place.log).id;
        // One sign for a party, 港, is a mark and no name.
        let mark = self.vocabulary.said("mark", id).filter(|_| !self.language.is_chinese()).map(str::to_owned);
        let body = mark.unwrap_or_else(|| self.language.sentence(&self.short_body(place.log)));
        self.say(&Message::new("place-of-act").text("body", body).text("number", place.number.to_string()))
    }

    /// Says a message. A key without a sentence is said as it is, so that nothing is lost.
    pub fn say(&self, message: &Message) -> String {
        let mut args = FluentArgs::new();
        for (name, arg) in &message.args {
            let value = match arg {
                Arg::Number(number) => FluentValue::from(*number),
                arg => FluentValue::from(self.with_article(arg)),
            };
            args.set(*name, value);
        }
        self.pattern(message.key, &args).unwrap_or_else(|| agreement::plain::line(self.agreement, message))
    }

    /// The words of a key without arguments.
    pub fn key(&self, key: &str) -> String {
        self.pattern(key, &FluentArgs::new()).unwrap_or_else(|| key.to_owned())
    }

    /// What an act is called where it stands on record, as something done.
    pub fn act_on_record(&self, act: &str) -> String {
        let pattern = self.bundle.get_message(act).and_then(|said| said.get_attribute("done"));
        let said = pattern.map(|said| self.bundle.format_pattern(said.value(), None, &mut Vec::new()).into_owned());
        said.unwrap_or_else(|| self.key(act))
    }

    /// Whether there is a sentence for `key`.
    pub fn knows(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn pattern(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        Some(article::bare(&said))
    }

    /// An argument in words.
    pub fn arg(&self, arg: &Arg) -> String {
        article::bare(&self.with_article(arg))
    }

    /// An argument in words, with the articles of names marked for the sentence around it.
    fn with_article(&self, arg: &Arg) -> String {
        match arg {
            Arg::Body(body) if self.agreement.body_of(*body).class == Class::Office => {
                self.vocabulary.name_with_article(&self.agreement.body_of(*body).id)
            }
            Arg::Body(body) => self.short_with_article(*body),
            Arg::Bodies(bodies) => self.bodies_with_articles(bodies),
            Arg::Rule(rule) => self.vocabulary.name_with_article(&self.agreement.rule(*rule).id),
            Arg::Matter(matter) => self.matter_with_article(*matter),
            Arg::Cite(cite) => self.cite(*cite),
            Arg::Point(point) => self.vocabulary.name(&self.agreement.points[usize::from(point.0)].id),
            Arg::Date(date) => self.date(*date),
            Arg::Number(number) => number.to_string(),
            Arg::Numbers(numbers) => self.numbers(numbers),
            Arg::Place(place) => self.place(*place),
            Arg::Places(places) => {
                let names = places.iter().map(|place| self.place(*place)).collect::<Vec<_>>();
                if self.places == Places::Ids { names.join(" ") } else { self.language.list(&names) }
            }
            Arg::Digest(digest) => digest.short(),
            Arg::Word(word) => self.word(word),
            Arg::Name(id) => self.vocabulary.name_with_article(id),
            Arg::Names(names) => {
                let names: Vec<String> = names.iter().map(|id| self.vocabulary.name(id)).collect();
                self.language.list(&names)
            }
            Arg::Text(text) => text.clone(),
        }
    }

    /// A word of a closed list.
    pub fn word(&self, word: &str) -> String {
        self.key(&format!("word-{}", word.replace('_', "-")))
    }

    /// The word of a verdict, or the mark of none.
    pub fn status(&self, word: &str) -> String {
        let key = format!("status-{word}");
        if self.knows(&key) { self.key(&key) } else { word.to_owned() }
    }

    /// A day; the last of all days stands for none.
    pub fn date(&self, day: Date) -> String {
        if day == Date::MAX { self.key("no-day") } else { self.language.date(day) }
    }

    /// The items of a list by their numbers.
    fn numbers(&self, numbers: &[i64]) -> String {
        let list = self.language.list(&runs(numbers));
        self.say(&Message::new("numbers").text("list", list).number("count", numbers.len() as i64))
    }

    /// A body's full name.
    pub fn body(&self, body: BodyId) -> String {
        let id = &self.agreement.body_of(body).id;
        if body == self.agreement.public_record() { self.key("public-record") } else { self.vocabulary.name(id) }
    }

    /// Short names of bodies. All parties together are said by the group that they are, if the agreement names it; some
    /// of them are named one by one, so that nobody has to know who a group is.
    pub fn bodies(&self, bodies: &[BodyId]) -> String {
        article::bare(&self.bodies_with_articles(bodies))
    }

    fn bodies_with_articles(&self, bodies: &[BodyId]) -> String {
        if bodies.is_empty() {
            return self.key("nobody-named");
        }
        let all: Vec<BodyId> = self.agreement.parties().collect();
        let group = self.agreement.groups.iter().find(|(_, members)| members.len() > 1 && *members == all && members == bodies);
        if let Some((id, _)) = group.filter(|(id, _)| self.vocabulary.said("name", id).is_some()) {
            return self.vocabulary.short_with_article(id);
        }
        let names: Vec<String> = bodies.iter().map(|body| self.short_with_article(*body)).collect();
        self.language.list(&names)
    }

    /// A body's short name.
    pub fn short_body(&self, body: BodyId) -> String {
        article::bare(&self.short_with_article(body))
    }

    fn short_with_article(&self, body: BodyId) -> String {
        if body == self.agreement.public_record() {
            article::marked(&self.key("public-record"), None)
        } else {
            self.vocabulary.short_with_article(&self.agreement.body_of(body).id)
        }
    }

    /// A provision, a part of one, a source or a setting.
    pub fn cite(&self, cite: Cite) -> String {
        let (id, ground) = &self.agreement.cites[usize::from(cite.0)];
        match ground {
            Ground::Provision { .. } => self.vocabulary.name(id),
            Ground::Part => self.part(id),
            Ground::Source { description, .. } => {
                self.vocabulary.said("name", id).map_or_else(|| description.clone(), str::to_owned)
            }
            Ground::Setting(date) => self.say(&Message::new("cite-setting").date("day", *date)),
        }
    }

    fn part(&self, id: &str) -> String {
        let (provision, part) = id.split_once('.').unwrap_or((id, ""));
        let name = self.vocabulary.name(provision);
        let key = if part.starts_with("item_") { "cite-item" } else { "cite-sentence" };
        let number = part.rsplit('_').next().unwrap_or("").to_owned();
        self.say(&Message::new(key).text("provision", name).text("number", number))
    }

    /// A matter: the name of its rule, and its occasion.
    pub fn matter(&self, matter: MatterId) -> String {
        let rule = self.vocabulary.name(&self.agreement.rule(matter.rule).id);
        match matter.occasion {
            Occasion::Standing => rule,
            Occasion::Period(year) => {
                // The sentence itself says 年, so that 年度重點工作 of 2018 is 2018 年度重點工作.
                let rule = rule.strip_prefix('年').unwrap_or(&rule);
                self.say(&Message::new("matter-of-year").text("rule", rule).text("year", year.to_string()))
            }
            Occasion::Opened(place) => {
                let rule = self.vocabulary.short(&self.agreement.rule(matter.rule).id);
                let place = self.place(place);
                self.say(&Message::new("matter-opened").text("rule", rule).text("place", place))
            }
        }
    }

    fn matter_with_article(&self, matter: MatterId) -> String {
        let rule = &self.agreement.rule(matter.rule).id;
        let named = match matter.occasion {
            Occasion::Opened(_) => self.vocabulary.short_with_article(rule),
            _ => self.vocabulary.name_with_article(rule),
        };
        article::of(&named, &self.matter(matter))
    }

    /// The options chosen, as the condition of an answer: one at length, several in short. Each with the name under which it is asked for.
    pub fn reading(&self, choice: &Choice) -> String {
        let said = choice.iter().zip(self.options(choice)).map(|((point, option), words)| {
            let point = &self.agreement.points[usize::from(point.0)];
            let id = format!("{}={}", point.id, point.options[usize::from(*option)]);
            self.say(&Message::new("reading-chosen").text("words", words).text("id", id))
        });
        said.collect::<Vec<_>>().join(&self.key("reading-and"))
    }

    /// The options chosen in words alone: one at length, several in short.
    pub fn options(&self, choice: &Choice) -> Vec<String> {
        let said = choice.iter().map(|(point, option)| {
            let point = &self.agreement.points[usize::from(point.0)];
            let option = &point.options[usize::from(*option)];
            let id = format!("{}.{option}", point.id);
            let said = match choice.len() {
                1 => self.vocabulary.said("option", &id),
                _ => self.vocabulary.said_in_short("option", &id),
            };
            // An option is a sentence of its own; here it stands within another.
            said.unwrap_or(option).trim_end_matches(['.', '。']).to_owned()
        });
        said.collect()
    }
}

/// From so many numbers in a row on, only the first and the last are said.
const RUN_MIN: usize = 5;

/// Numbers one by one, and many in a row as a run: `3`, `11–310`.
fn runs(numbers: &[i64]) -> Vec<String> {
    let follows = |one: &i64, next: &i64| one.checked_add(1) == Some(*next);
    let said = |run: &[i64]| match run {
        [first, .., last] if run.len() >= RUN_MIN => vec![format!("{first}–{last}")],
        few => few.iter().map(i64::to_string).collect(),
    };
    numbers.chunk_by(follows).flat_map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn many_numbers_in_a_row_are_said_as_a_run_and_few_are_not() {
        assert_eq!(runs(&[1, 2, 3, 4]), ["1", "2", "3", "4"]);
        assert_eq!(runs(&[1, 3, 4, 5, 6, 7, 9]), ["1", "3–7", "9"]);
        assert_eq!(runs(&[7, 6, 5, 4, 3]), ["7", "6", "5", "4", "3"], "only as they rise");
        assert!(runs(&[]).is_empty());
    }
}
