//! The machine of a node: one party's counterpart over its folder, as the network and the commands ask for it.

mod acts;
mod at_hand;
mod bundles;
mod data;
mod pages;
mod peers;
mod publish;
mod receipts;
mod tell;
mod texts;

use crate::errand::{Errand, Request, Told};
use crate::home::Home;
use crate::memory;
use crate::serve::data::{Asked, Given};
use crate::serve::machine::{BatchFault, Known, Machine, NotTaken, Piece, Proposed, Receipt, Sent, Submission};
use crate::serve::status::{ForkStatus, LogStatus, Standing, Status};
use crate::serve::witness::with_witnesses;
use agreement::id::BodyId;
use at_hand::{AtHand, Stand};
use counterpart::fork::Settled;
use exchange::{HaltReason, Limits, StopKind};
use jiff::civil::Date;
use keeper::{Keeper, KeeperError, Setup};
use office::department::Answer;
use office::reminder::Reminder;
use office::translation::Translation;
use record::Hash;
use record::tile::{Layer, elements};
use search::News;
use std::cell::{OnceCell, RefCell};
use store::FolderDisk;
use web::Beside;
use web::form::Fault;
use web::mail::About;
use web::mail::message::{Message, message};
use words::{Language, Words};

/// One party's counterpart over its folder.
pub struct Recorder<'a> {
    home: &'a Home,
    keeper: Keeper<'a, FolderDisk>,
    failure: Option<String>,
    /// The sentences of each language, read when they are first asked for.
    words: [OnceCell<Words<'a>>; Language::ALL.len()],
    at_hand: RefCell<AtHand>,
}

impl<'a> Recorder<'a> {
    /// Opens the record and folds it: a second for each hundred thousand acts or less.
    pub fn open(home: &'a Home, disk: FolderDisk, stop: StopKind) -> Result<Recorder<'a>, KeeperError> {
        let every = home.config.exchange_every.as_secs();
        let setup = Setup {
            agreement: &home.book.agreement,
            calendars: &home.book.calendars,
            founding: home.founding.clone(),
            party: home.party,
            keys: home.keys.clone(),
            commit_delay_seconds: home.config.commit_delay.as_secs(),
            stop,
            token: crate::random(),
            secret: crate::random(),
            limits: Limits { ask_seconds: every, answer_seconds: every.max(5), ..Limits::default() },
        };
        Ok(Recorder {
            home,
            keeper: Keeper::open(disk, setup)?,
            failure: None,
            words: Default::default(),
            at_hand: RefCell::default(),
        })
    }

    /// Notes that the record can do no more, if that is what an error says.
    fn note<T>(&mut self, done: Result<T, KeeperError>) -> Result<T, String> {
        done.map_err(|error| {
            let said = crate::serve::call::chain(&error);
            if error.is_fatal() {
                tracing::error!(error = %said, "the record stops");
                self.failure.get_or_insert_with(|| said.clone());
            }
            said
        })
    }

    /// Does something with the words of a language.
    fn in_words<T>(&self, language: Language, say: impl FnOnce(&Words<'_>) -> T) -> T {
        let book = &self.home.book;
        say(self.words[language.index()].get_or_init(|| Words::new(language, &book.agreement, book.vocabulary_at_hand(language))))
    }

    /// The same for a page: places of acts are said in words.
    fn on_screen<T>(&self, language: Language, say: impl FnOnce(&Words<'_>) -> T) -> T {
        self.in_words(language, |words| say(&words.on_screen()))
    }

    fn name(&self, body: BodyId) -> String {
        self.home.book.agreement.body_of(body).id.clone()
    }

    /// Moves the record time of a sample on to nine in the morning of a day.
    fn record_time(&mut self, on: &str) -> Told {
        let Ok(day) = on.parse::<Date>() else { return Told::refused(vec![format!("`{on}` is no day, such as 2018-03-01")]) };
        let offset = jiff::tz::Offset::constant(self.home.book.agreement.utc_offset_hours);
        let morning = offset.to_timestamp(day.at(9, 0, 0, 0)).map(|at| at.as_second().unsigned_abs()).unwrap_or(u64::MAX);
        let now = self.home.clock.now();
        // On that day already, it goes on as it is.
        let wanted = if self.day(now) == day { now } else { morning };
        if let Err(fault) = self.home.clock.move_on(wanted) {
            return Told::refused(vec![fault.to_string()]);
        }
        self.tick(self.home.clock.now());
        Told::lines(vec![format!("record time goes on from {day}")])
    }

    /// The day of a record time at the agreement's offset.
    fn day(&self, now: u64) -> Date {
        let at = i64::try_from(now).ok().and_then(|now| jiff::Timestamp::from_second(now).ok()).unwrap_or_default();
        jiff::tz::Offset::constant(self.home.book.agreement.utc_offset_hours).to_datetime(at).date()
    }

    fn standing(&self) -> Standing {
        match self.keeper.standing() {
            keeper::Standing::Starting { waiting_for, behind, .. } => {
                Standing::Starting { waiting_for: waiting_for.into_iter().map(|party| self.name(party)).collect(), behind }
            }
            keeper::Standing::Signing => Standing::Signing,
            keeper::Standing::Halted(HaltReason::OwnLogForked) => {
                Standing::Halted { why: "two signed heads of this node's own log contradict each other".to_owned() }
            }
            keeper::Standing::Halted(HaltReason::Behind { own, seen }) => Standing::Halted {
                why: format!("this node has {own} leaves of its own log, and another party has seen {seen} under its key"),
            },
            keeper::Standing::Stopped => {
                Standing::Halted { why: self.failure.clone().unwrap_or_else(|| "a write failed".to_owned()) }
            }
        }
    }
}

impl Machine for Recorder<'_> {
    fn submit(&mut self, acts: Vec<Submission>, now: u64) -> Vec<Result<Receipt, NotTaken>> {
        let proposed = |submission: &Submission| match &submission.act {
            Proposed::Line(line) => keeper::Submission::Line(line.clone()),
            Proposed::Signed(leaf) => keeper::Submission::Signed(leaf.clone()),
        };
        let done = self.keeper.submit(acts.iter().map(proposed).collect(), now);
        let results = match self.note(done) {
            Ok(results) => results,
            Err(said) => return acts.iter().map(|_| Err(NotTaken(vec![said.clone()]))).collect(),
        };
        let origin = self.keeper.origin().to_owned();
        let answer = |(result, act): (Result<keeper::Receipt, keeper::Refusal>, &Submission)| match result {
            Ok(keeper::Receipt { act, index }) => Ok(Receipt { act: act.0, origin: origin.clone(), index }),
            Err(refusal) => Err(NotTaken(self.refusal(act, &refusal))),
        };
        results.into_iter().zip(&acts).map(answer).collect()
    }

    fn receive(&mut self, from: BodyId, batch: &[u8], now: u64) -> Result<Vec<u8>, BatchFault> {
        let done = self.keeper.receive(from, batch, now);
        self.note(done).map_err(BatchFault)
    }

    fn outbox(&mut self, to: BodyId) -> Vec<u8> {
        self.keeper.outbox(to)
    }

    fn tick(&mut self, now: u64) {
        let done = self.keeper.tick(now);
        let _ = self.note(done);
        if self.keeper.came_to_rest() | self.at_hand.get_mut().rest_at(now) {
            memory::give_back();
        }
    }

    fn status(&self) -> Status {
        let status = self.keeper.status();
        let log = |log: keeper::LogStatus| LogStatus {
            party: self.name(log.party),
            origin: log.origin,
            size: log.size,
            folded: log.folded,
            received: log.received,
            held_by_all: log.held_by_all,
            root: crate::hex::write(&log.root),
            cosigned_by: log.cosigned_by.into_iter().map(|party| self.name(party)).collect(),
            forked: log.is_forked,
        };
        let fork = |(origin, split, settled): (&str, u64, &Settled)| {
            let kept = match settled {
                Settled::Kept(size) => Some(*size),
                Settled::Common => Some(split),
                Settled::Open | Settled::Elsewhere(_) | Settled::Wanted(_) => None,
            };
            ForkStatus { origin: origin.to_owned(), split, kept }
        };
        Status {
            standing: self.standing(),
            needs_mirror_key: status.needs_mirror_key,
            forks: self.keeper.counterpart().forks().map(fork).collect(),
            logs: status.logs.into_iter().map(log).collect(),
            digest: crate::hex::write(&status.digest),
        }
    }

    fn piece(&mut self, piece: &Piece, reader: Option<BodyId>) -> Option<Vec<u8>> {
        let origin = |log: usize| self.keeper.counterpart().logs().nth(log).map(|(origin, ..)| origin.to_owned());
        match piece {
            Piece::Checkpoint { log } => Some(with_witnesses(&self.home.folder, self.keeper.head(&origin(*log)?)?)),
            Piece::Tile { log, tile } => {
                let origin = origin(*log)?;
                let size = self.keeper.store().log(&origin)?.size();
                let end = tile.start() + u64::from(tile.width);
                if end > elements(tile.layer, size) {
                    return None;
                }
                match tile.layer {
                    Layer::Hashes { .. } => tile.hashes(&self.keeper.tree(&origin)),
                    Layer::Entries => {
                        let leaves = self.keeper.store().leaves(&origin, tile.start()..end).ok()?;
                        record::bundle::encode(leaves.collect::<Result<Vec<_>, _>>().ok()?).ok()
                    }
                }
            }
            Piece::Blob { commitment } => {
                // The salt goes before the bytes: without it nobody could see that they fit the commitment.
                let (salt, bytes) = self.keeper.payload(commitment, reader).ok()??;
                Some([&salt[..], &bytes].concat())
            }
        }
    }

    fn news_for_witness(&mut self, old: u64) -> Option<(Vec<u8>, Vec<Hash>)> {
        let origin = self.keeper.origin().to_owned();
        let size = self.keeper.log_status(&origin)?.size;
        if size <= old {
            return None;
        }
        let proof = if old == 0 { Vec::new() } else { record::tree::consistency(&self.keeper.tree(&origin), old, size)? };
        Some((self.keeper.head(&origin)?, proof))
    }

    fn run(&mut self, request: &Request, now: u64) -> Told {
        // A command may change what no page compares.
        self.at_hand.get_mut().clear();
        let language = request.language;
        match &request.errand {
            Errand::Submit { leaf } => self.record(Proposed::Signed(leaf.clone()), language, now),
            Errand::Line { line } => self.record(Proposed::Line(line.clone()), language, now),
            Errand::Draft { line, post } => self.draft(line, post, language, now),
            Errand::Verb { statement } => self.draft_verb(statement, language, now),
            Errand::Log { party, last } => self.log(party.as_deref(), *last, language),
            Errand::Peers { json } => self.peers(*json),
            Errand::Receipt { act } => self.receipt(act),
            Errand::Export { to, whole, file } => self.export(to, *whole, file),
            Errand::Import { file, reply } => self.import(file, reply.as_deref(), now),
            Errand::Publish { to } => self.publish(to, now),
            Errand::Resume { reason } => self.resume(reason, now),
            Errand::RecordTime { on } => self.record_time(on),
            Errand::Succeed => self.draft_succession(language, now),
            Errand::Follow { leaf } => self.follow(leaf),
            Errand::Extent => self.extent(),
            Errand::Ask { arguments } => self.ask(arguments, now),
        }
    }

    fn page(&self, request: &web::Request, now: u64) -> Result<web::Page, String> {
        // What answers a form holds what was typed, also passwords and tokens, and a number of its own: it never comes again.
        let comes_again = match &request.beside {
            Beside::Nothing | Beside::Desk(_) | Beside::Reminded(..) => true,
            // Pages with a form come again as long as nothing stands in it.
            Beside::AlsoListed(shown) => shown.typed.0.is_empty() && shown.faults.is_empty(),
            Beside::Propose(typed) => typed.0.is_empty(),
            _ => false,
        };
        if !comes_again {
            return self.shown(request, now);
        }
        let stand = Stand { status: self.keeper.status(), lacking: self.keeper.lacking(), today: self.day(now) };
        if let Some(page) = self.at_hand.borrow_mut().find(&stand, request, now) {
            return Ok(page);
        }
        let page = self.shown(request, now)?;
        if page.status == 200 {
            self.at_hand.borrow_mut().keep(request, &page);
        }
        Ok(page)
    }

    fn public(&self, now: u64) -> Result<web::public::Files, String> {
        Ok(self.public_files(now))
    }

    fn send(&mut self, request: &web::Request, now: u64) -> Result<Sent, String> {
        self.sent(request, now)
    }

    fn prepare(&mut self, request: &web::Request, now: u64) -> Result<web::Page, String> {
        self.prepared(request, now)
    }

    fn lay(&mut self, leaf: Vec<u8>, language: Language, now: u64) -> Result<String, NotTaken> {
        let submission = Submission { act: Proposed::Signed(leaf.clone()), language };
        let done = self.keeper.submit(vec![keeper::Submission::Signed(leaf)], now);
        let done = self.note(done).map_err(|said| NotTaken(vec![said]))?.pop().expect("one act has one answer");
        match done {
            Ok(receipt) => Ok(self.place_of(&receipt.act)),
            Err(refusal) => Err(NotTaken(self.refusal(&submission, &refusal))),
        }
    }

    fn answer(&self, request: &web::Request, now: u64) -> Result<Option<Result<Answer, Vec<Fault>>>, String> {
        let web::Beside::Departments(shown) = &request.beside else { return Ok(None) };
        let path = request.path.strip_prefix("departments/").unwrap_or_default().to_owned();
        self.on_site(request, now, |site| web::departments::read(site, &path, &shown.typed))
    }

    fn paper(&self, request: &web::Request, now: u64) -> Result<Option<web::File>, String> {
        self.on_site(request, now, |site| web::file(site, request))
    }

    fn reminders(&self, request: &web::Request, now: u64) -> Result<Result<Vec<Reminder>, Vec<Fault>>, String> {
        let web::Beside::Reminders(shown) = &request.beside else { return Ok(Err(Vec::new())) };
        self.on_site(request, now, |site| web::reminder::read(site, shown))
    }

    fn mail(&self, language: Language, about: &About, now: u64) -> Result<Option<Message>, String> {
        let origin = &self.home.config.pages_origin;
        self.on_site(&web::Request::new(language, web::mail::PATH), now, |site| message(site, origin, about))
    }

    fn translation(&self, request: &web::Request, now: u64) -> Result<Option<Result<Translation, Vec<Fault>>>, String> {
        let web::Beside::Translation(shown) = &request.beside else { return Ok(None) };
        let about = request.path.strip_prefix("translation/").unwrap_or_default().to_owned();
        self.on_site(request, now, |site| web::translation::read(site, &about, &shown.typed))
    }

    fn texts_since(&self, known: &Known, at_most: usize) -> Result<News, String> {
        self.new_texts(known, at_most)
    }

    fn data(&mut self, asked: &Asked, now: u64) -> Result<Given, String> {
        self.given(asked, now)
    }

    fn file(&self, request: &web::Request, now: u64) -> Result<Option<(String, Vec<u8>)>, String> {
        self.asked_file(request, now)
    }

    fn stopped(&self) -> Option<String> {
        self.failure.clone()
    }
}
