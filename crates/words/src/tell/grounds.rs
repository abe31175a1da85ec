//! A verdict with its grounds: the word, then one line for each ground with its provision and events.

use super::wrap;
use crate::sentences::Words;
use agreement::finding::{Because, Finding, Status};
use agreement::id::Cite;
use agreement::message::Message;
use agreement::reading::{Answer, Choice};
use jiff::civil::Date;

/// Lines are broken at this many places.
pub const WIDTH: usize = 100;

/// What is said of one verdict: its word, the day by which it was due where there is one, and its grounds.
pub struct Verdict<'a> {
    /// The word.
    pub word: String,
    /// The due day.
    pub due: Option<Date>,
    /// The grounds.
    pub because: &'a [Because],
}

/// The word of a verdict; a kind of provision may have its own, such as "agreed" for the list of a year.
pub fn word(words: &Words<'_>, kind: &str, status: Status) -> String {
    let own = format!("status-{}-{}", kind.replace('_', "-"), status.word());
    if words.knows(&own) { words.key(&own) } else { words.status(status.word()) }
}

/// A finding as a verdict.
pub fn verdict<'a>(words: &Words<'_>, kind: &str, found: &'a Finding) -> Verdict<'a> {
    Verdict { word: word(words, kind, found.status), due: None, because: &found.because }
}

/// An answer: what holds under every reading first, then each reading with what differs under it. `head` stands before
/// the verdict. The provision on which most rests is named once, under the head.
pub fn answer<'a, T>(words: &Words<'_>, head: &str, given: &'a Answer<T>, one: impl Fn(&'a T) -> Verdict<'a>) -> Vec<String> {
    let all: Vec<(&Choice, Verdict<'_>)> = given.0.iter().map(|(choice, value)| (choice, one(value))).collect();
    let first = &all[0].1;
    let same_word = all.iter().all(|(_, verdict)| verdict.word == first.word);
    let same_due = all.iter().all(|(_, verdict)| verdict.due == first.due);
    let said = match (same_word, all.len()) {
        (true, 1) => first.word.clone(),
        (true, _) => words.say(&Message::new("under-every-reading").text("verdict", &first.word)),
        (false, _) => words.key("depends-on-the-reading"),
    };
    let due = first.due.filter(|_| same_word && same_due).map(|due| words.say(&Message::new("duty-due").date("due", due)));
    let head = words.language.sentence(head);
    let mut lines = indented(&format!("{head}{said}{}", due.unwrap_or_default()), 0, "");
    let main = all.iter().find_map(|(_, verdict)| verdict.because.first()?.cite);
    lines.extend(main.iter().flat_map(|cite| indented(&rests_on(words, *cite), 2, "")));
    // Grounds are shared where their words are: a day that is printed beside the verdict is no difference.
    let say = |verdict: &Verdict<'_>| verdict.because.iter().map(|because| ground(words, because, 2, main)).collect();
    let grounds: Vec<Vec<Vec<String>>> = all.iter().map(|(_, verdict)| say(verdict)).collect();
    let shared = |said: &&Vec<String>| grounds.iter().all(|of_reading| of_reading.contains(said));
    lines.extend(grounds[0].iter().filter(shared).flatten().cloned());
    let alike = |one: usize, other: usize| {
        let (one_verdict, other_verdict) = (&all[one].1, &all[other].1);
        one_verdict.word == other_verdict.word && one_verdict.due == other_verdict.due && grounds[one] == grounds[other]
    };
    let branches = merged(words, all.iter().map(|(choice, _)| (*choice).clone()).collect(), alike);
    for (choice, index) in branches.iter().filter(|_| branches.len() > 1) {
        lines.extend(branch(words, choice, &all[*index].1, same_word, same_due));
        lines.extend(grounds[*index].iter().filter(|said| !shared(said)).flatten().map(|line| format!("  {line}")));
    }
    lines
}

/// The readings to be told, each with the place of a verdict: a point is left out where every option of it is told alike.
fn merged(words: &Words<'_>, choices: Vec<Choice>, alike: impl Fn(usize, usize) -> bool) -> Vec<(Choice, usize)> {
    let mut told: Vec<(Choice, usize)> = choices.into_iter().zip(0..).collect();
    for (point, options) in words.agreement.points.iter().map(|point| point.options.len()).enumerate() {
        let asks = |choice: &Choice| choice.iter().any(|(asked, _)| usize::from(asked.0) == point);
        let rest =
            |choice: &Choice| -> Choice { choice.iter().copied().filter(|(asked, _)| usize::from(asked.0) != point).collect() };
        let mut kept: Vec<(Choice, usize)> = Vec::new();
        for (choice, index) in &told {
            let same = |(other, at): &&(Choice, usize)| asks(other) && rest(other) == rest(choice) && alike(*index, *at);
            let needless = asks(choice) && told.iter().filter(same).count() == options;
            let choice = if needless { rest(choice) } else { choice.clone() };
            if kept.iter().all(|(told, _)| *told != choice) {
                kept.push((choice, *index));
            }
        }
        told = kept;
    }
    told
}

/// The provision that a verdict rests on, with the identifier that `why` accepts.
pub fn rests_on(words: &Words<'_>, cite: Cite) -> String {
    words.say(&Message::new("why-cites").text("cite", words.cite(cite)).text("id", words.agreement.cite(cite)))
}

/// One reading, with what differs under it: the word, the due day, or only the grounds below.
fn branch(words: &Words<'_>, choice: &Choice, verdict: &Verdict<'_>, same_word: bool, same_due: bool) -> Vec<String> {
    let due = |key| verdict.due.map(|due| words.say(&Message::new(key).date("due", due)));
    let differs = match (same_word, same_due) {
        (false, _) => Some(format!("{}{}", verdict.word, due("duty-due").unwrap_or_default())),
        (true, false) => due("duty-due-alone"),
        (true, true) => None,
    };
    let reading = words.language.sentence(&words.reading(choice));
    let said = match differs {
        Some(said) => words.say(&Message::new("under-reading").text("reading", reading).text("verdict", said)),
        None => reading,
    };
    indented(&said, 2, "› ")
}

/// One ground with what is below it. A provision is named where it is another than `main`, named above.
pub fn ground(words: &Words<'_>, because: &Because, depth: usize, main: Option<Cite>) -> Vec<String> {
    let mut said = words.say(&because.message);
    if let Some(cite) = because.cite.filter(|cite| Some(*cite) != main) {
        let id = words.agreement.cite(cite);
        let cited = Message::new("cited").text("cite", words.cite(cite)).text("id", id);
        said = format!("{said}{}{}", words.language.space(), words.say(&cited));
    }
    if !because.events.is_empty() {
        let mut places = because.events.clone();
        places.sort();
        places.dedup();
        let names: Vec<String> = places.iter().map(|place| words.agreement.place_name(*place)).collect();
        said = format!("{said} ← {}", names.join(" "));
    }
    let mut lines = indented(&said, depth, "· ");
    lines.extend(because.inner.iter().flat_map(|inner| ground(words, inner, depth + 2, because.cite.or(main))));
    lines
}

/// A sentence as lines: the mark before the first, the rest under the words.
pub fn indented(text: &str, depth: usize, mark: &str) -> Vec<String> {
    let lines = wrap(text, WIDTH.saturating_sub(depth + 2).max(20));
    let line = |(index, line): (usize, &String)| {
        let mark = if index == 0 { mark } else { "  " };
        format!("{}{mark}{line}", " ".repeat(depth))
    };
    lines.iter().enumerate().map(line).collect()
}
