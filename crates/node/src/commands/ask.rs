//! The questions at the command line: the record is loaded, the answer printed with its head and foot.

use super::{Command, Done, Options, today};
use crate::answer::Asker;
use crate::book::{Book, Judged, Stopped};
use crate::failure;
use crate::simulate;
use crate::why;
use agreement::id::BodyId;
use agreement::message::Message;
use agreement::reading::Readings;
use agreement::state::State;
use jiff::civil::Date;
use serde_json::{Value, json};
use words::Words;
use words::tell::grounds::indented;
use words::tell::{Columns, event, status};

/// Answers one of the questions.
pub fn ask(options: &Options, question: &Command) -> Result<Done, Stopped> {
    let book = Book::open(&options.agreement)?;
    let now = today(book.agreement.utc_offset_hours);
    let mut state = State::new(&book.agreement);
    let judged = load(options, &book, &mut state, now)?;
    answered(options, question, &book, &state, now, &judged)
}

/// Answers one of the questions from a node's record, in which everything is lawful. `now` is its day.
pub fn of_record(options: &Options, question: &Command, book: &Book, state: &State<'_>, now: Date) -> Result<Done, Stopped> {
    let is_question =
        matches!(question, Command::Status { .. } | Command::Duties { .. } | Command::Next | Command::Open | Command::Why { .. });
    if !is_question {
        return Err(Stopped::Use("a node's record answers: status, duties, next, open, why".to_owned()));
    }
    answered(options, question, book, state, now, &[])
}

fn answered(
    options: &Options,
    question: &Command,
    book: &Book,
    state: &State<'_>,
    now: Date,
    judged: &[Judged],
) -> Result<Done, Stopped> {
    let vocabulary = book.vocabulary(options.lang)?;
    let words = Words::new(options.lang, &book.agreement, &vocabulary);
    let readings = readings(options, book)?;
    let as_of = options.on.unwrap_or(now);
    let asker = Asker {
        words: &words,
        calendars: &book.calendars,
        as_of,
        known_at: options.known_at.unwrap_or(as_of),
        readings: &readings,
        party: party(options, book)?,
        today: options.on.is_none() && options.known_at.is_none(),
    };
    // What was refused after the day on which the asker knew is not known yet either.
    let known = |(event, judged): &&Judged| judged.is_err() && event.recorded <= asker.known_at;
    let refused: Vec<&Judged> = judged.iter().filter(known).collect();
    let code = u8::from(!refused.is_empty());
    if options.json {
        return data(&asker, state, question, &refused).map(|value| Done { lines: vec![pretty(&value)], code });
    }
    let mut lines = asker.head();
    lines.push(String::new());
    lines.extend(answer(&asker, state, question, options, judged)?);
    lines.extend(refusals(&words, &refused));
    lines.push(String::new());
    lines.push(status::foot(&words));
    Ok(Done { lines, code })
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("an answer is plain data")
}

/// Loads the events that the options name, else the folder's facts.
fn load(options: &Options, book: &Book, state: &mut State<'_>, now: jiff::civil::Date) -> Result<Vec<Judged>, Stopped> {
    let drafts = match &options.events {
        None => book.facts()?,
        Some(path) => {
            let bytes = failure::read(path)?;
            book.drafts(path, &String::from_utf8_lossy(&bytes))?
        }
    };
    Ok(book.fold(state, &drafts, now))
}

fn answer(
    asker: &Asker<'_>,
    state: &State<'_>,
    question: &Command,
    options: &Options,
    judged: &[Judged],
) -> Result<Vec<String>, Stopped> {
    let unknown = |id: &str| Stopped::Use(asker.words.say(&Message::new("nothing-called").text("id", id)));
    match question {
        Command::Status { matter: None } => Ok(asker.status(state, None).unwrap_or_default()),
        Command::Status { matter: Some(id) } => {
            let matter = asker.words.agreement.matter(id).ok_or_else(|| unknown(id))?;
            asker.status(state, Some(matter)).ok_or_else(|| unknown(id))
        }
        Command::Duties { year } => Ok(asker.duties(state, *year, None)),
        Command::Next => Ok(asker.next(state, None)),
        Command::Open => Ok(asker.open()),
        Command::Why { id } => {
            let mut lines = why::why(asker, state, id).ok_or_else(|| unknown(id))?;
            lines.extend(super::attach::review(asker.words, id)?);
            Ok(lines)
        }
        Command::Simulate { file } => proposed(asker, state, file, options, judged),
        _ => unreachable!("every other command is answered before"),
    }
}

fn data(asker: &Asker<'_>, state: &State<'_>, question: &Command, refused: &[&Judged]) -> Result<Value, Stopped> {
    let unknown = |id: &str| Stopped::Use(asker.words.say(&Message::new("nothing-called").text("id", id)));
    let agreement = asker.words.agreement;
    let mut value = match question {
        Command::Why { id } | Command::Status { matter: Some(id) } => why::data(asker, state, id).ok_or_else(|| unknown(id))?,
        Command::Duties { year } => asker.data(state, *year),
        _ => asker.data(state, None),
    };
    let say = |judged: &&Judged| match &judged.1 {
        Err(refused) => {
            let mut said = agreement::plain::message(agreement, &refused.why.message());
            said["cite"] = json!(refused.cite.map(|cite| agreement.cite(cite).to_owned()));
            said["event"] = json!(agreement.place_name(judged.0.place));
            said
        }
        Ok(_) => Value::Null,
    };
    value["refused"] = refused.iter().map(say).collect();
    Ok(value)
}

fn refusals(words: &Words<'_>, refused: &[&Judged]) -> Vec<String> {
    let say = |(one, judged): &&Judged| match judged {
        Err(refused) => [indented(&event::attempted(words, one), 0, ""), event::refused(words, refused)].concat(),
        Ok(_) => Vec::new(),
    };
    let lines: Vec<String> = refused.iter().flat_map(say).collect();
    if lines.is_empty() { lines } else { [vec![String::new()], lines].concat() }
}

fn readings(options: &Options, book: &Book) -> Result<Readings, Stopped> {
    let mut readings = Readings::all(&book.agreement.points);
    for chosen in &options.reading {
        let found = chosen.split_once('=').and_then(|(point, option)| book.agreement.option(point, option));
        let Some((point, option)) = found else {
            let known = book
                .agreement
                .points
                .iter()
                .flat_map(|point| point.options.iter().map(move |option| format!("{}={option}", point.id)));
            return Err(Stopped::Use(format!("--reading {chosen}: {}", known.collect::<Vec<_>>().join(" | "))));
        };
        readings = readings.fixed(point, option);
    }
    Ok(readings)
}

fn party(options: &Options, book: &Book) -> Result<Option<BodyId>, Stopped> {
    match &options.party {
        None => Ok(None),
        Some(id) => match book.agreement.body(id) {
            Some(body) => Ok(Some(body)),
            None => Err(Stopped::Use(format!("--party {id}: {}", book.agreement.body_names()))),
        },
    }
}

/// The answers that differ when the same events are judged under the proposed rule file.
fn proposed(
    asker: &Asker<'_>,
    state: &State<'_>,
    file: &str,
    options: &Options,
    judged: &[Judged],
) -> Result<Vec<String>, Stopped> {
    let text = String::from_utf8_lossy(&failure::read(file)?).into_owned();
    let mut folder = crate::folder::Folder::open(&options.agreement)?;
    folder.rules = text.clone();
    let stopped = |stopped| match stopped {
        Stopped::File { problems, .. } => Stopped::File { name: file.to_owned(), text: text.clone(), problems },
        other => other,
    };
    let book = Book::of(folder).map_err(stopped)?;
    let words = Words::new(options.lang, &book.agreement, asker.words.vocabulary);
    let mut changed = State::new(&book.agreement);
    let now = load(options, &book, &mut changed, asker.as_of)?;
    let readings = Readings::all(&book.agreement.points);
    let other = Asker { words: &words, calendars: &book.calendars, readings: &readings, ..*asker };
    let differences = simulate::differences(&simulate::verdicts(asker, state), &simulate::verdicts(&other, &changed));
    let count = |judged: &[Judged]| judged.iter().filter(|(_, judged)| judged.is_err()).count() as i64;
    let heads = ["simulate-answer", "simulate-whose", "simulate-now", "simulate-proposed"].map(|key| asker.words.key(key));
    let mut columns = Columns(vec![heads.to_vec()]);
    columns.0.extend(differences.into_iter().map(|one| vec![one.asked.0, one.asked.1, one.now, one.proposed]));
    let none = columns.0.len() == 1;
    let refused = Message::new("simulate-refused").number("now", count(judged)).number("proposed", count(&now));
    let table = if none { vec![asker.words.key("simulate-same")] } else { columns.lines(0) };
    Ok([table, vec![asker.words.say(&refused)]].concat())
}
