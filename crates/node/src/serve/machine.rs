//! The machine behind the sockets: one thread owns it, and everything asked of it waits in one bounded queue.
//!
//! Acts that wait together are appended together: one write and one wait for the disk serve them all.

use crate::clock::Clock;
use crate::errand::{Errand, Request as Command, Told};
use crate::hex;
use crate::serve::data::{Asked, Given};
use crate::serve::status::Status;
use agreement::id::BodyId;
use record::Hash;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use words::Language;

/// How many requests may wait for the machine.
const QUEUE: usize = 256;
/// How many acts at most are appended in one write.
const GROUP_MAX: usize = 512;
/// How long a request may wait for a place in the queue.
const PATIENCE: Duration = Duration::from_secs(5);

/// An act that somebody of this party lays before the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The act.
    pub act: Proposed,
    /// The language in which a refusal is said.
    pub language: Language,
}

/// An act as it is laid before the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// A line as scripts have them; the node makes the statement. For acts that no officer signs.
    Line(String),
    /// A leaf as `counterpart sign` leaves it: statement and officer signatures.
    Signed(Vec<u8>),
}

/// An act that is recorded: durable, and under a signed head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub act: [u8; 32],
    /// The node's own log.
    pub origin: String,
    /// Its place there.
    pub index: u64,
}

/// An act that was not recorded, in the words of the language that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct NotTaken(pub Vec<String>);

/// A batch of another party that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BatchFault(pub String);

/// What the network and the commands ask of a counterpart. `now` is record time, POSIX seconds. No call blocks on a peer.
pub trait Machine {
    /// Judges acts in order, and appends the lawful ones in one write.
    fn submit(&mut self, acts: Vec<Submission>, now: u64) -> Vec<Result<Receipt, NotTaken>>;
    /// Takes a batch of messages from a party, and gives the batch that answers it.
    fn receive(&mut self, from: BodyId, batch: &[u8], now: u64) -> Result<Vec<u8>, BatchFault>;
    /// What waits to be sent to a party.
    fn outbox(&mut self, to: BodyId) -> Vec<u8>;
    /// Time has passed.
    fn tick(&mut self, now: u64);
    /// How it stands.
    fn status(&self) -> Status;
    /// A file of the record: see [`Piece`]. None if it is not held, or not for this reader.
    fn piece(&mut self, piece: &Piece, reader: Option<BodyId>) -> Option<Vec<u8>>;
    /// The newest head of the own log for a witness that has cosigned its first `old` leaves: the note and the consistency proof.
    /// None if there is nothing newer.
    fn news_for_witness(&mut self, old: u64) -> Option<(Vec<u8>, Vec<Hash>)>;
    /// Does what a command asks.
    fn run(&mut self, command: &Command, now: u64) -> Told;
    /// The page that a reader asks for; an error if the record can't be read.
    fn page(&self, request: &web::Request, now: u64) -> Result<web::Page, String>;
    /// The public side as it is now: all its files; an error if the record can't be read.
    fn public(&self, now: u64) -> Result<web::public::Files, String>;
    /// What an officer sends: judged, and laid before the record once it is confirmed; else the page that is shown instead.
    fn send(&mut self, request: &web::Request, now: u64) -> Result<Sent, String>;
    /// Makes the statement of an act that an officer is to sign, and gives the page that shows it.
    fn prepare(&mut self, request: &web::Request, now: u64) -> Result<web::Page, String>;
    /// Lays a signed leaf before the record: the name of the act, `macao/5`, or why it was not taken.
    fn lay(&mut self, leaf: Vec<u8>, language: Language, now: u64) -> Result<String, NotTaken>;
    /// Reads a department's answer that an officer notes; the faults of its form, or none at all if there is no such round.
    fn answer(
        &self,
        request: &web::Request,
        now: u64,
    ) -> Result<Option<Result<office::department::Answer, Vec<web::form::Fault>>>, String>;
    /// The spreadsheet or letter that a reader asks for; none if there is none, or not for them.
    fn paper(&self, request: &web::Request, now: u64) -> Result<Option<web::File>, String>;
    /// Reads the reminders that an officer gives, or what is wrong with their form.
    fn reminders(
        &self,
        request: &web::Request,
        now: u64,
    ) -> Result<Result<Vec<office::reminder::Reminder>, Vec<web::form::Fault>>, String>;
    /// The words of a mail in a language; none if there is nothing to tell.
    fn mail(&self, language: Language, about: &web::mail::About, now: u64)
    -> Result<Option<web::mail::message::Message>, String>;
    /// Reads a translation that an officer enters; the faults of its form, or none at all if there is no such text.
    fn translation(
        &self,
        request: &web::Request,
        now: u64,
    ) -> Result<Option<Result<office::translation::Translation, Vec<web::form::Fault>>>, String>;
    /// The texts of at most so many acts that an index does not know yet.
    fn texts_since(&self, known: &Known, at_most: usize) -> Result<search::News, String>;
    /// What a program asks for, or the act that it lays before the record.
    fn data(&mut self, asked: &Asked, now: u64) -> Result<Given, String>;
    /// The file that a request asks for, with its name: a scan of the record, or a list for a spreadsheet. None if there is none, or if it
    /// is not for this side; the two look the same.
    fn file(&self, request: &web::Request, now: u64) -> Result<Option<(String, Vec<u8>)>, String>;
    /// Why it can do no more, if a write failed: what is on the disk is then known only to whoever opens it again.
    fn stopped(&self) -> Option<String>;
}

/// What an index of texts knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// How far it has read each log.
    pub marks: std::collections::BTreeMap<String, search::Mark>,
    /// Acts whose texts had not arrived.
    pub awaited: Vec<(String, u32)>,
}

/// What came of what an officer sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A page is shown: the form with what is wrong, or the whole once more.
    Page(web::Page),
    /// It is on record.
    Recorded {
        /// The act's id.
        act: [u8; 32],
        /// Its name: `macao/5`.
        place: String,
    },
}

/// What is served of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The newest signed head of a log, with its cosignatures.
    Checkpoint {
        /// The log's number.
        log: usize,
    },
    /// A tile of hashes or an entry bundle (C2SP tlog-tiles).
    Tile {
        /// The log's number.
        log: usize,
        /// Which tile.
        tile: record::tile::Tile,
    },
    /// The bytes of a payload, if the reader is in its audience.
    Blob {
        /// Its commitment, the SHA-256 one.
        commitment: [u8; 32],
    },
}

/// Why the machine gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// Too much is waiting already.
    #[error("the node is busy")]
    Busy,
    /// The machine has stopped.
    #[error("the node has stopped")]
    Stopped,
}

type Question = Box<dyn FnOnce(&mut dyn Machine, u64) + Send>;

/// One request.
enum Request {
    Submit(Submission, oneshot::Sender<Result<Receipt, NotTaken>>),
    Ask(Question),
    Tick,
}

/// The way to the machine. Copies lead to the same one; when the last is dropped, the machine stops.
#[derive(Clone)]
pub struct Desk {
    queue: mpsc::Sender<Request>,
    status: watch::Receiver<Arc<Status>>,
    /// Counts the changes of the logs, so that peers are called at once.
    news: watch::Receiver<u64>,
}

/// The end of the queue at which the machine sits.
pub struct Seat {
    queue: mpsc::Receiver<Request>,
    status: watch::Sender<Arc<Status>>,
    news: watch::Sender<u64>,
    clock: Clock,
}

/// A queue with its two ends. `clock` gives the machine record time.
pub fn desk(clock: Clock) -> (Desk, Seat) {
    let (to, from) = mpsc::channel(QUEUE);
    let (publish, status) = watch::channel(Arc::new(Status::default()));
    let (tell, news) = watch::channel(0);
    (Desk { queue: to, status, news }, Seat { queue: from, status: publish, news: tell, clock })
}

impl Desk {
    /// Lays an act before the record, and waits until it is durable or refused.
    pub async fn submit(&self, act: Submission) -> Result<Result<Receipt, NotTaken>, NoAnswer> {
        let (answer, answered) = oneshot::channel();
        self.send(Request::Submit(act, answer)).await?;
        answered.await.map_err(|_| NoAnswer::Stopped)
    }

    /// Does what a command asks. Acts join those that wait beside them.
    pub async fn run(&self, command: Command) -> Result<Told, NoAnswer> {
        let act = match &command.errand {
            Errand::Submit { leaf } => Proposed::Signed(leaf.clone()),
            Errand::Line { line } => Proposed::Line(line.clone()),
            _ => return self.ask(move |machine, now| machine.run(&command, now)).await,
        };
        Ok(told(self.submit(Submission { act, language: command.language }).await?))
    }

    /// Asks the machine anything else.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut dyn Machine, u64) -> T + Send + 'static,
    ) -> Result<T, NoAnswer> {
        let (answer, answered) = oneshot::channel();
        let question: Question = Box::new(move |machine, now| {
            // Whoever asked may have gone; the answer is then nobody's.
            let _ = answer.send(question(machine, now));
        });
        self.send(Request::Ask(question)).await?;
        answered.await.map_err(|_| NoAnswer::Stopped)
    }

    /// Tells the machine that time has passed; if it is too busy to hear, the next tick will do.
    pub fn tick(&self) -> Result<(), NoAnswer> {
        match self.queue.try_send(Request::Tick) {
            Ok(()) | Err(mpsc::error::TrySendError::Full(_)) => Ok(()),
            Err(mpsc::error::TrySendError::Closed(_)) => Err(NoAnswer::Stopped),
        }
    }

    /// How the machine stood when it last had time to say so.
    pub fn status(&self) -> Arc<Status> {
        self.status.borrow().clone()
    }

    /// Whether a machine still sits at the other end.
    pub fn is_attended(&self) -> bool {
        !self.queue.is_closed()
    }

    /// A watch on the changes of the logs.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.clone()
    }

    async fn send(&self, request: Request) -> Result<(), NoAnswer> {
        self.queue.send_timeout(request, PATIENCE).await.map_err(|error| match error {
            mpsc::error::SendTimeoutError::Timeout(_) => NoAnswer::Busy,
            mpsc::error::SendTimeoutError::Closed(_) => NoAnswer::Stopped,
        })
    }
}

/// What a command is told of the act that it submitted.
pub fn told(result: Result<Receipt, NotTaken>) -> Told {
    match result {
        Ok(Receipt { act, origin, index }) => Told::lines(vec![format!("{} {origin} {index}", hex::write(&act))]),
        Err(NotTaken(lines)) => Told::refused(lines),
    }
}

impl Seat {
    /// Serves the queue until nobody can ask any more, or the machine can do no more. To be called on a thread of its own.
    pub fn serve(mut self, machine: &mut dyn Machine) {
        self.publish(machine);
        let mut next = self.queue.blocking_recv();
        while let Some(request) = next.take() {
            match request {
                Request::Submit(act, answer) => next = self.submit(machine, act, answer),
                Request::Ask(question) => {
                    question(machine, self.clock.now());
                    self.publish(machine);
                }
                Request::Tick => {
                    machine.tick(self.clock.now());
                    self.publish(machine);
                }
            }
            if machine.stopped().is_some() {
                return;
            }
            next = next.or_else(|| self.queue.blocking_recv());
        }
    }

    /// Takes with an act all others that wait behind it, up to the first request of another kind, which is given back.
    fn submit(
        &mut self,
        machine: &mut dyn Machine,
        act: Submission,
        answer: oneshot::Sender<Result<Receipt, NotTaken>>,
    ) -> Option<Request> {
        let (mut acts, mut answers, mut other) = (vec![act], vec![answer], None);
        while acts.len() < GROUP_MAX && other.is_none() {
            match self.queue.try_recv() {
                Ok(Request::Submit(act, answer)) => {
                    acts.push(act);
                    answers.push(answer);
                }
                Ok(request) => other = Some(request),
                Err(_) => break,
            }
        }
        let results = machine.submit(acts, self.clock.now());
        assert_eq!(results.len(), answers.len(), "every act that is submitted is answered");
        // Whoever has a receipt finds the act in the status.
        self.publish(machine);
        for (answer, result) in answers.into_iter().zip(results) {
            let _ = answer.send(result);
        }
        other
    }

    /// Tells how the machine stands, and wakes whoever calls peers if a log grew or was cosigned.
    fn publish(&self, machine: &dyn Machine) {
        let status = machine.status();
        let changed = *self.status.borrow().logs != *status.logs;
        self.status.send_replace(Arc::new(status));
        if changed {
            self.news.send_modify(|count| *count += 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::double::Double;

    fn clock() -> Clock {
        Clock::new(0, "example.invalid/a/1").unwrap()
    }

    fn line_of(line: &str) -> Submission {
        Submission { act: Proposed::Line(line.to_owned()), language: Language::En }
    }

    /// Requests that are all waiting before the machine sits down.
    fn waiting(desk: &Desk, acts: &[&str]) -> Vec<oneshot::Receiver<Result<Receipt, NotTaken>>> {
        let send = |line: &&str| {
            let (answer, answered) = oneshot::channel();
            assert!(desk.queue.try_send(Request::Submit(line_of(line), answer)).is_ok());
            answered
        };
        acts.iter().map(send).collect()
    }

    #[test]
    fn acts_that_wait_together_are_one_write_and_each_is_answered() {
        let (desk, seat) = desk(clock());
        let mut answers = waiting(&desk, &["one", "refuse", "two"]);
        desk.tick().unwrap();
        answers.extend(waiting(&desk, &["three"]));
        let news = desk.news();
        let status = desk.status.clone();
        drop(desk);
        let mut machine = Double::default();
        seat.serve(&mut machine);
        assert_eq!(machine.writes, [vec!["one", "two"], vec!["three"]], "a tick between them parts the writes");
        let said: Vec<_> = answers.iter_mut().map(|answer| answer.try_recv().unwrap().map(|receipt| receipt.index)).collect();
        assert_eq!(said, [Ok(0), Err(NotTaken(vec!["refused".to_owned()])), Ok(1), Ok(2)]);
        assert_eq!(*news.borrow(), 3, "one for what was there, and one for each write");
        assert_eq!(status.borrow().logs[0].size, 3);
        assert_eq!(machine.ticks, 1);
    }

    #[test]
    fn one_write_takes_no_more_than_its_bound() {
        let (desk, seat) = desk(clock());
        const { assert!(QUEUE < GROUP_MAX, "a full queue is one write") };
        let _answers = waiting(&desk, &["x"; QUEUE]);
        assert!(desk.tick().is_ok(), "a tick that finds the queue full is dropped");
        drop(desk);
        let mut machine = Double::default();
        seat.serve(&mut machine);
        assert_eq!((machine.writes.len(), machine.writes[0].len(), machine.ticks), (1, QUEUE, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn a_machine_that_has_no_time_is_busy_and_one_that_is_gone_has_stopped() {
        let (desk, seat) = desk(clock());
        let _answers = waiting(&desk, &["x"; QUEUE]);
        assert_eq!(desk.submit(line_of("y")).await, Err(NoAnswer::Busy));
        assert!(desk.is_attended());
        drop(seat);
        assert_eq!(desk.submit(line_of("y")).await, Err(NoAnswer::Stopped));
        assert_eq!(desk.ask(|machine, _| machine.status()).await.err(), Some(NoAnswer::Stopped));
        assert_eq!(desk.tick(), Err(NoAnswer::Stopped));
        assert!(!desk.is_attended());
    }
}
