//! Scenarios: a script is played, and what an official would read is its transcript, in each of its languages.

pub mod nodes;

use crate::answer::Asker;
use crate::book::{Book, Stopped};
use crate::folder::FOUNDING;
use crate::why;
use agreement::events::Draft;
use agreement::events::script::{self, Line, Token};
use agreement::id::BodyId;
use agreement::message::Message;
use agreement::problem::Problems;
use agreement::reading::Readings;
use agreement::report;
use agreement::state::State;
use jiff::civil::Date;
use words::tell::event;
use words::tell::grounds::indented;
use words::{Language, Words};

/// What a script came to in one language.
pub struct Transcript {
    /// The script with its answers.
    pub text: String,
    /// The names of the acts that were recorded.
    pub acts: Vec<&'static str>,
    /// The keys of the refusals that were met.
    pub refusals: Vec<&'static str>,
}

/// The languages that a script is recorded in: those of its line `#languages …`, else zh-Hant and en.
pub fn languages(text: &str) -> Vec<Language> {
    let named = text.lines().find_map(|line| line.strip_prefix("#languages "));
    let tags = named.unwrap_or("zh-Hant en").split_whitespace();
    tags.filter_map(Language::from_tag).collect()
}

/// Plays the script called `name` in `language`.
pub fn play(name: &str, text: &str, language: Language) -> Result<Transcript, Stopped> {
    let mut problems = Problems::default();
    let lines = script::lines(text, &mut problems);
    let stopped = |problems| Stopped::File { name: name.to_owned(), text: text.to_owned(), problems };
    if !problems.is_empty() {
        return Err(stopped(problems));
    }
    let book = Book::open(&agreement_of(&lines))?;
    if let Some(word) = lines.iter().find_map(|(_, line)| nodes::node_word(line)) {
        let count = book.agreement.parties().count();
        problems.add(word.span, Message::new("nodes-needed").number("count", count as i64));
        return Err(stopped(problems));
    }
    let vocabulary = book.vocabulary(language)?;
    let words = Words::new(language, &book.agreement, &vocabulary);
    let mut play = Play {
        book: &book,
        words: &words,
        state: State::new(&book.agreement),
        today: book.agreement.signed.as_ref().map_or_else(|| Date::constant(2018, 1, 1), |signed| signed.date),
        known_at: None,
        readings: Readings::all(&book.agreement.points),
        viewer: None,
        problems: Problems::default(),
        transcript: Transcript { text: String::new(), acts: Vec::new(), refusals: Vec::new() },
    };
    for (_, line) in &lines {
        play.line(line)?;
    }
    if play.problems.is_empty() { Ok(play.transcript) } else { Err(stopped(play.problems)) }
}

fn agreement_of(lines: &[(usize, Line)]) -> String {
    let named = lines.iter().find_map(|(_, line)| match line {
        Line::Command(tokens, _) if tokens.first().is_some_and(|token| token.text == "agreement") => tokens.get(1),
        _ => None,
    });
    named.map_or_else(|| FOUNDING.to_owned(), |token| token.text.clone())
}

struct Play<'a> {
    book: &'a Book,
    words: &'a Words<'a>,
    state: State<'a>,
    today: Date,
    known_at: Option<Date>,
    readings: Readings,
    viewer: Option<BodyId>,
    problems: Problems,
    transcript: Transcript,
}

impl Play<'_> {
    fn say(&mut self, line: &str) {
        self.transcript.text.push_str(line.trim_end());
        self.transcript.text.push('\n');
    }

    fn line(&mut self, line: &Line) -> Result<(), Stopped> {
        match line {
            Line::Blank => self.say(""),
            Line::Remark(None, said) => self.say(&format!("# {said}")),
            Line::Remark(Some(language), said) if language == self.words.language.tag() => self.say(&format!("# {said}")),
            Line::Remark(..) => {}
            Line::Command(tokens, written) => {
                self.say(&format!("> {written}"));
                let answer = self.command(tokens)?;
                answer.iter().for_each(|line| self.say(&format!("  {line}")));
            }
        }
        Ok(())
    }

    fn asker<'s>(&'s self) -> Asker<'s> {
        Asker {
            words: self.words,
            calendars: &self.book.calendars,
            as_of: self.today,
            known_at: self.known_at.unwrap_or(self.today),
            readings: &self.readings,
            party: self.viewer,
            today: false,
        }
    }

    fn command(&mut self, tokens: &[Token]) -> Result<Vec<String>, Stopped> {
        let Some(first) = tokens.first() else { return Ok(Vec::new()) };
        let rest: Vec<&str> = tokens[1..].iter().map(|token| token.text.as_str()).collect();
        let answer = match (first.text.as_str(), rest.as_slice()) {
            ("agreement", [_]) => Some(Vec::new()),
            ("on", [day]) => day.parse().ok().map(|day| self.set(|play| play.today = day)),
            ("known", ["at", day]) => day.parse().ok().map(|day| self.set(|play| play.known_at = Some(day))),
            ("known", ["now"]) => Some(self.set(|play| play.known_at = None)),
            ("as", ["everyone"]) => Some(self.set(|play| play.viewer = None)),
            ("as", [body]) => self.book.agreement.body(body).map(|body| self.set(|play| play.viewer = Some(body))),
            ("reading", ["all"]) => Some(self.set(|play| play.readings = Readings::all(&play.book.agreement.points))),
            ("reading", [chosen]) => self.reading(chosen),
            ("record", ["facts"]) => return self.record_facts(),
            ("status", []) => self.asker().status(&self.state, None),
            ("status", [matter]) => self.matter(matter),
            ("is", [matter, "settled" | "valid" | "decided" | "closed" | "met"]) => self.matter(matter),
            ("duties", []) => Some(self.asker().duties(&self.state, None, None)),
            ("duties", [year]) => year.parse().ok().map(|year| self.asker().duties(&self.state, Some(year), None)),
            ("duties", [year, rule]) => {
                let rule = self.book.agreement.rule_id(rule);
                year.parse().ok().filter(|_| rule.is_some()).map(|year| self.asker().duties(&self.state, Some(year), rule))
            }
            ("next", []) => Some(self.asker().next(&self.state, None)),
            ("next", [rule]) => self.book.agreement.rule_id(rule).map(|rule| self.asker().next(&self.state, Some(rule))),
            ("open", []) => Some(self.asker().open()),
            ("why", [id]) => why::why(&self.asker(), &self.state, id),
            (word, _) if script::DIRECTIVES.contains(&word) => None,
            _ => return Ok(self.act(tokens)),
        };
        Ok(answer.unwrap_or_else(|| {
            let expected = script::DIRECTIVES.join(" · ");
            let length = tokens.last().map_or(0, |last| last.span.0 + last.span.1) - first.span.0;
            self.problems.add((first.span.0, length), Message::new("script-command").text("expected", expected));
            Vec::new()
        }))
    }

    fn set(&mut self, change: impl FnOnce(&mut Self)) -> Vec<String> {
        change(self);
        Vec::new()
    }

    fn reading(&mut self, chosen: &str) -> Option<Vec<String>> {
        let (point, option) = chosen.split_once('=')?;
        let (point, option) = self.book.agreement.option(point, option)?;
        Some(self.set(|play| play.readings = play.readings.clone().fixed(point, option)))
    }

    fn matter(&self, matter: &str) -> Option<Vec<String>> {
        let id = self.book.agreement.matter(matter)?;
        self.asker().status(&self.state, Some(id))
    }

    fn act(&mut self, tokens: &[Token]) -> Vec<String> {
        match script::act(&self.book.agreement, tokens, &mut self.problems) {
            Some(draft) => self.judge(&draft),
            None => Vec::new(),
        }
    }

    fn judge(&mut self, draft: &Draft) -> Vec<String> {
        let event = draft.event(&self.state, self.today);
        match self.state.fold(event.clone()) {
            Ok(ruling) => {
                self.transcript.acts.push(event.act.kind().name());
                let after = self.over(event.occurred);
                let lines = event::recorded(self.words, &event, &ruling, after);
                lines.iter().map(|line| line.trim_start_matches("  ").to_owned()).collect()
            }
            Err(refused) => {
                self.transcript.refusals.push(refused.why.message().key);
                event::refused(self.words, &refused).iter().map(|line| line.trim_start_matches("  ").to_owned()).collect()
            }
        }
    }

    /// Whether the term is over on `day` under every reading.
    fn over(&self, day: Date) -> bool {
        let asker = Asker { as_of: day, ..self.asker() };
        let view = asker.view(&self.state);
        let standing = report::standing(&view, false);
        standing.is_some_and(|answer| answer.0.iter().all(|(_, found)| found.status == agreement::finding::Status::Ended))
    }

    fn record_facts(&mut self) -> Result<Vec<String>, Stopped> {
        let drafts = self.book.facts()?;
        let mut lines = Vec::new();
        for draft in drafts {
            let draft = Draft { recorded: draft.recorded.or(draft.occurred), ..draft };
            lines.extend(self.judge(&draft));
            if let Some((matter, recorded)) = self.last_public() {
                lines.extend(indented(&event::line(self.words, &recorded, Some(matter)), 0, ""));
                lines.extend(event::content(self.words, &recorded).iter().flat_map(|said| indented(said, 2, "· ")));
            }
        }
        Ok(lines)
    }

    fn last_public(&self) -> Option<(agreement::id::MatterId, agreement::act::Event)> {
        let log = self.book.agreement.public_record();
        let number = self.state.next_number(log) - 1;
        let (matter, recorded) = self.state.event(agreement::id::Place { log, number })?;
        Some((matter, recorded.event.clone()))
    }
}
