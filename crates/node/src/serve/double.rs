//! A machine for tests of the network: it keeps lines in memory and answers every batch with the batch and its number.

use super::data::{Asked, Given, What};
use super::machine::{BatchFault, Known, Machine, NotTaken, Piece, Proposed, Receipt, Sent, Submission};
use super::status::{LogStatus, Standing, Status};
use crate::errand::{Errand, Request, Told};
use agreement::id::BodyId;
use office::department::Answer;
use office::reminder::Reminder;
use office::translation::{self, Original, Translation};
use record::Hash;
use search::{Entry, Mark, News};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use web::form::Fault;
use web::mail::About;
use web::mail::message::Message;
use web::sign_in::Problem;
use words::Language;

/// Answers what an officer sends.
pub type Judge = Box<dyn Fn(&web::Request) -> Sent + Send>;

/// What it was asked, and what it will answer.
#[derive(Default)]
pub struct Double {
    /// The lines of each write.
    pub writes: Vec<Vec<String>>,
    /// What came from whom.
    pub received: Vec<(BodyId, Vec<u8>)>,
    /// What waits for anybody.
    pub outbox: VecDeque<Vec<u8>>,
    /// How often time has passed.
    pub ticks: u32,
    /// The public side.
    pub public: web::public::Files,
    /// What becomes of what an officer sends, where that is asked of a real agreement.
    pub judge: Option<Judge>,
    /// Which duties come near, by which day.
    pub near: Vec<(String, jiff::civil::Date)>,
    /// How often it was asked for a mail.
    pub mail_asked: Arc<AtomicU32>,
    /// How often it was asked to go on unconfirmed.
    pub resumed: Vec<String>,
}

impl Machine for Double {
    fn submit(&mut self, acts: Vec<Submission>, _now: u64) -> Vec<Result<Receipt, NotTaken>> {
        let mut index = self.writes.iter().map(Vec::len).sum::<usize>() as u64;
        let mut written = Vec::new();
        let mut take = |submission: Submission| match submission.act {
            Proposed::Line(line) if line != "refuse" => {
                written.push(line);
                index += 1;
                Ok(Receipt { act: [index as u8; 32], origin: "example.invalid/double/1".to_owned(), index: index - 1 })
            }
            _ => Err(NotTaken(vec!["refused".to_owned()])),
        };
        let results = acts.into_iter().map(&mut take).collect();
        self.writes.push(written);
        results
    }

    fn receive(&mut self, from: BodyId, batch: &[u8], _now: u64) -> Result<Vec<u8>, BatchFault> {
        if batch == b"bad" {
            return Err(BatchFault("unknown kind of message".to_owned()));
        }
        self.received.push((from, batch.to_vec()));
        Ok(if batch.starts_with(b"ask") { [b"answer to ", batch].concat() } else { Vec::new() })
    }

    fn outbox(&mut self, _to: BodyId) -> Vec<u8> {
        self.outbox.pop_front().unwrap_or_default()
    }

    fn tick(&mut self, _now: u64) {
        self.ticks += 1;
    }

    fn status(&self) -> Status {
        let size = self.writes.iter().map(Vec::len).sum::<usize>() as u64;
        let log = LogStatus {
            origin: "example.invalid/double/1".to_owned(),
            party: "first_party".to_owned(),
            size,
            ..LogStatus::default()
        };
        Status { standing: Standing::Signing, logs: vec![log], ..Status::default() }
    }

    fn piece(&mut self, piece: &Piece, reader: Option<BodyId>) -> Option<Vec<u8>> {
        match piece {
            Piece::Checkpoint { log: 0 } => Some(b"example.invalid/double/1\n0\n".to_vec()),
            Piece::Tile { log: 0, .. } => Some(vec![7; 32]),
            Piece::Blob { commitment } if *commitment == [1; 32] => reader.map(|_| b"for parties".to_vec()),
            _ => None,
        }
    }

    fn news_for_witness(&mut self, _old: u64) -> Option<(Vec<u8>, Vec<Hash>)> {
        None
    }

    fn run(&mut self, command: &Request, _now: u64) -> Told {
        match &command.errand {
            Errand::Resume { reason } => {
                self.resumed.push(reason.clone());
                Told::default()
            }
            _ => Told::refused(vec!["not in this double".to_owned()]),
        }
    }

    fn page(&self, request: &web::Request, _now: u64) -> Result<web::Page, String> {
        match request.path.as_str() {
            "broken" => Err("the disk is gone".to_owned()),
            path => {
                // What the tests of pages go by.
                let status = match &request.beside {
                    web::Beside::AlsoListed(shown) if !shown.faults.is_empty() => 422,
                    web::Beside::DailyMechanism(shown) if !shown.faults.is_empty() => 422,
                    web::Beside::SignIn(shown) if shown.problem == Some(Problem::Provider) => 422,
                    web::Beside::Needs(_) => 403,
                    web::Beside::Mail(shown) if !shown.faults.is_empty() => 422,
                    web::Beside::Account(shown) if !shown.faults.is_empty() => 422,
                    web::Beside::TooMany => 429,
                    web::Beside::Batch(shown) if matches!(shown.read, Some(Err(_))) => 422,
                    web::Beside::Import(shown) if matches!(shown.read, Some(Err(_))) => 422,
                    web::Beside::Letters(shown) if !shown.faults.is_empty() => 422,
                    web::Beside::Translation(shown) if !shown.faults.is_empty() => 422,
                    web::Beside::Reminders(shown) if !shown.faults.is_empty() => 422,
                    _ => 200,
                };
                let beside = match &request.beside {
                    web::Beside::Search(shown) => {
                        let (acts, drafts, inside) = (&shown.acts, shown.drafts.len(), shown.is_inside);
                        format!(" {acts:?} {drafts} drafts, inside {inside}, {} passages", shown.passages.len())
                    }
                    web::Beside::Send(shown) if !shown.typed.get("text").is_empty() => {
                        format!(" form: {}", shown.typed.get("text"))
                    }
                    web::Beside::Translation(shown) if !shown.faults.is_empty() => {
                        shown.faults.iter().map(|(field, key)| format!(" {field}: {key}")).collect()
                    }
                    web::Beside::SignIn(shown) if request.along.is_some() => format!(" to {}, kept {}", shown.to, shown.kept),
                    _ if !request.translations.is_empty() => format!(" {} translations", request.translations.len()),
                    _ => String::new(),
                };
                let said = |(name, value): &(String, String)| format!("{name}={value}");
                let along = request.along.as_ref().map(|along| {
                    let typed = along.typed.0.iter().map(said).collect::<Vec<_>>().join("&");
                    let lost = if along.lost_file { ", without its file" } else { "" };
                    format!(", {} along: {typed}{lost}", along.form)
                });
                let along = along.unwrap_or_default();
                Ok(web::Page { status, html: format!("{} {path}{beside}{along}", request.language.tag()) })
            }
        }
    }

    fn public(&self, _now: u64) -> Result<web::public::Files, String> {
        Ok(self.public.clone())
    }

    fn send(&mut self, request: &web::Request, _now: u64) -> Result<Sent, String> {
        if let Some(judge) = &self.judge {
            return Ok(judge(request));
        }
        let web::Beside::Send(shown) = &request.beside else { return Err("nothing is sent".to_owned()) };
        if let [(field, key), ..] = shown.faults.as_slice() {
            return Ok(Sent::Page(web::Page { status: 422, html: format!("{field}: {key}; {}", shown.typed.get("text")) }));
        }
        if let Some(scan) = shown.scan.as_ref().filter(|_| shown.typed.get("confirmed") != "1") {
            let html = format!("once more: {} bytes, scan={}", scan.bytes.len(), shown.typed.get("scan"));
            return Ok(Sent::Page(web::Page { status: 200, html }));
        }
        match shown.typed.get("confirmed") {
            "1" if !shown.is_uncleared => Ok(Sent::Recorded { act: [7; 32], place: "macao/5".to_owned() }),
            _ => Ok(Sent::Page(web::Page { status: 200, html: format!("once more: {}", shown.typed.get("text")) })),
        }
    }

    fn prepare(&mut self, request: &web::Request, _now: u64) -> Result<web::Page, String> {
        Ok(web::Page { status: 200, html: format!("prepared {}", request.path) })
    }

    fn lay(&mut self, leaf: Vec<u8>, _language: Language, _now: u64) -> Result<String, NotTaken> {
        if leaf == b"signed" { Ok("macao/6".to_owned()) } else { Err(NotTaken(vec!["no act".to_owned()])) }
    }

    fn answer(&self, _request: &web::Request, _now: u64) -> Result<Option<Result<Answer, Vec<Fault>>>, String> {
        Ok(None)
    }

    fn paper(&self, request: &web::Request, _now: u64) -> Result<Option<web::File>, String> {
        let file = |said: &str| web::File { name: "sample.xlsx".to_owned(), bytes: said.as_bytes().to_vec() };
        Ok(match (request.path.as_str(), &request.beside) {
            ("file/progress.xlsx", _) => Some(file("a sheet")),
            ("letters/reply/key_work/2020", web::Beside::Letter(asked)) => {
                Some(file(&format!("{} {}", asked.reference, asked.to)))
            }
            _ => None,
        })
    }

    fn reminders(&self, request: &web::Request, _now: u64) -> Result<Result<Vec<Reminder>, Vec<Fault>>, String> {
        let web::Beside::Reminders(shown) = &request.beside else { return Err("nothing is asked".to_owned()) };
        let due = shown.typed.get("due").parse().map_err(|_| vec![("due", "form-no-day")]);
        Ok(due.map(|due| {
            let (matter, text) = ("key_work/2020".to_owned(), shown.typed.get("text").to_owned());
            vec![Reminder { matter, item: 1, unit: String::new(), text, due, day: due }]
        }))
    }

    fn mail(&self, language: Language, about: &About, _now: u64) -> Result<Option<Message>, String> {
        self.mail_asked.fetch_add(1, Ordering::Relaxed);
        let due = |one: &Reminder| (format!("{}/item/{}", one.matter, one.item), one.due);
        let about = match about {
            About::Reminders(reminders) => reminders.iter().map(due).collect::<Vec<_>>(),
            About::Deadlines { days } => self.near.iter().take(usize::from(*days)).cloned().collect(),
        };
        let subject = format!("{} {}", language.tag(), about.len());
        let body = about.iter().map(|(duty, due)| format!("{duty} {due}\n")).collect();
        Ok((!about.is_empty()).then(|| Message { subject, body, about, day: jiff::civil::date(2020, 1, 8) }))
    }

    fn translation(&self, request: &web::Request, _now: u64) -> Result<Option<Result<Translation, Vec<Fault>>>, String> {
        let web::Beside::Translation(shown) = &request.beside else { return Err("nothing is entered".to_owned()) };
        let text = shown.typed.get("text").to_owned();
        if text.is_empty() {
            return Ok(Some(Err(vec![("text", "form-missing")])));
        }
        let original =
            Original { about: "ndrc/4".to_owned(), item: Some(("key_work/2018".to_owned(), 3)), text_digest: String::new() };
        let (language, by, day) = ("pt".to_owned(), String::new(), jiff::civil::date(2018, 3, 1));
        Ok(Some(Ok(Translation { original, language, standing: translation::Standing::Courtesy, text, by, day })))
    }

    fn texts_since(&self, known: &Known, _at_most: usize) -> Result<News, String> {
        let log = "first_party";
        let read = known.marks.get(log).map_or(0, |mark| mark.number) as usize;
        let lines = self.writes.iter().flatten().skip(read);
        let entry = |(number, line): (u32, &String)| Entry {
            log: log.to_owned(),
            number,
            kind: "task".to_owned(),
            day: "2018-03-01".to_owned(),
            texts: vec![(0, line.clone())],
        };
        let entries = (read as u32 + 1..).zip(lines).map(entry).collect::<Vec<_>>();
        let last = entries.last().map(|entry| (log.to_owned(), Mark { number: entry.number, act: "00".to_owned() }));
        Ok(News { marks: last.into_iter().collect(), entries, ..News::default() })
    }

    fn data(&mut self, asked: &Asked, _now: u64) -> Result<Given, String> {
        Ok(match &asked.what {
            What::Record => Given::Value(serde_json::json!({"party": "macao", "for": asked.visitor.actor.name})),
            What::Lay { path, typed } if typed.get("item") == "1" => {
                Given::Recorded { act: path.clone(), place: "macao/7".to_owned() }
            }
            What::Lay { .. } => Given::Refused(vec!["there is no such item".to_owned()]),
            _ => Given::Nothing,
        })
    }

    fn file(&self, request: &web::Request, _now: u64) -> Result<Option<(String, Vec<u8>)>, String> {
        Ok((request.path == "scan/macao/5/1").then(|| ("macao-5-1.pdf".to_owned(), b"%PDF-1.7".to_vec())))
    }

    fn stopped(&self) -> Option<String> {
        None
    }
}
