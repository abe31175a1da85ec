//! Acts of this party: judged exactly as any other party will judge them, and recorded together in one write.

use crate::blobs::PayloadFault;
use crate::error::{KeeperError, Refusal};
use crate::fold;
use crate::keeper::Keeper;
use crate::shelves::View;
use agreement::events::script;
use agreement::id::Digest;
use agreement::problem::Problems;
use counterpart::act_format::v1::{Leaf, Medium, Occurred};
use counterpart::act_format::{self, ActId, Reading};
use counterpart::commitment::{Audience, Payload};
use counterpart::draft::{Deed, Draft};
use counterpart::{Ahead, Verdict};
use exchange::AppendFault;
use store::Disk;
use store::blobs::{BlobError, Salt};

/// An act that somebody of this party lays before the record.
#[derive(Clone, Debug)]
pub enum Submission {
    /// An act without signature; the keeper makes its statement.
    Draft(Box<Draft>),
    /// The same as a line of a script.
    Line(String),
    /// The same as a form or another source tells it, with its texts, and with files for the same audience.
    Told(Box<agreement::events::Draft>, Vec<Vec<u8>>),
    /// A leaf with its officers' signatures, as it is.
    Signed(Vec<u8>),
}

/// An act that is recorded: durable, and under a signed head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its name.
    pub act: ActId,
    /// Its place in the own log.
    pub index: u64,
}

/// A judged leaf that waits to be written.
type Judged = (ActId, Vec<u8>);

/// Texts that become payloads, each with its salt.
pub(crate) type Texts = Vec<(Salt, Vec<u8>)>;

/// The audience that a line names, if it names any.
fn audience(named: Vec<String>) -> Option<Audience> {
    Some(match named.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => return None,
        ["own_side"] => Audience::OwnSide,
        ["all_parties"] => Audience::AllParties,
        ["public"] => Audience::Public,
        _ => Audience::Parties(named),
    })
}

impl<D: Disk> Keeper<'_, D> {
    /// Judges acts in order, each as if those before it were on record already, and appends the lawful ones in one write. `now` is
    /// record time, POSIX seconds. Once this returns, what has a receipt is durable and offered to the others.
    pub fn submit(&mut self, acts: Vec<Submission>, now: u64) -> Result<Vec<Result<Receipt, Refusal>>, KeeperError> {
        self.guarded(|keeper| {
            let receipts = keeper.record(acts, now)?;
            keeper.catch_up(now)?;
            Ok(receipts)
        })
    }

    /// The statement of a draft as the next act of the own log, for officers to sign: the bytes that `Signed` leaves hold.
    pub fn statement(&self, draft: &Draft, now: u64) -> Result<Vec<u8>, Refusal> {
        self.stated(draft, now)
    }

    pub(crate) fn record(&mut self, acts: Vec<Submission>, now: u64) -> Result<Vec<Result<Receipt, Refusal>>, KeeperError> {
        if let Some(fault) = self.not_signing() {
            return Ok(acts.iter().map(|_| Err(Refusal::NotSigning(fault))).collect());
        }
        let (mut receipts, mut group) = (Vec::new(), Vec::new());
        for act in acts {
            let index = self.shelves.size(self.origin());
            let judged = self.leaf_of(act, now).and_then(|(leaf, texts)| Ok((self.judge(leaf)?, texts)));
            receipts.push(match judged {
                Err(refusal) => Err(refusal),
                Ok(((act, leaf), texts)) => {
                    self.keep_texts(&texts)?;
                    group.push(leaf);
                    Ok(Receipt { act, index })
                }
            });
            // A fold that begins again reads the journal: then all that was judged must stand there.
            if self.fold.counterpart.is_stale() {
                self.shelves.failure().map_or(Ok(()), Err)?;
                self.write_group(&mut group, now)?;
                fold::catch_up(&self.store, &mut self.shelves, &mut self.fold)?;
            }
        }
        // What could not be read may have been judged wrongly.
        self.shelves.failure().map_or(Ok(()), Err)?;
        self.write_group(&mut group, now)?;
        self.fold.rest();
        Ok(receipts)
    }

    fn write_group(&mut self, group: &mut Vec<Vec<u8>>, now: u64) -> Result<(), KeeperError> {
        if group.is_empty() {
            return Ok(());
        }
        let steps = self.append(&std::mem::take(group), now)?;
        self.carry_out(steps, now)
    }

    /// Why nothing can be recorded now.
    fn not_signing(&self) -> Option<AppendFault> {
        if self.halted.is_some() {
            return Some(AppendFault::Halted);
        }
        if !self.exchange.may_sign() {
            return Some(AppendFault::Starting);
        }
        self.ends.contains_key(self.origin()).then_some(AppendFault::Closed)
    }

    fn leaf_of(&mut self, act: Submission, now: u64) -> Result<(Vec<u8>, Texts), Refusal> {
        let (draft, texts) = match act {
            Submission::Signed(leaf) => return Ok((leaf, Vec::new())),
            Submission::Draft(draft) => (*draft, Vec::new()),
            Submission::Line(line) => self.draft_of(&line)?,
            Submission::Told(told, files) => self.draft_told(*told, files),
        };
        let leaf = Leaf::of_statement(&self.statement(&draft, now)?, Vec::new()).map_err(Refusal::Malformed)?;
        Ok((leaf.to_bytes(), texts))
    }

    /// The draft that a line of a script tells, and the texts that it holds, which become payloads for the audience that it names. Its
    /// author is this party unless the line names a body that it records for.
    pub(crate) fn draft_of(&mut self, line: &str) -> Result<(Draft, Texts), Refusal> {
        let mut problems = Problems::default();
        let lines = script::lines(&format!("> {line}\n"), &mut problems);
        let told = match lines.into_iter().next() {
            Some((_, script::Line::Command(tokens, _))) => script::act(self.setup.agreement, &tokens, &mut problems),
            _ => None,
        };
        let Some(told) = told.filter(|_| problems.is_empty()) else { return Err(Refusal::Unreadable(problems)) };
        Ok(self.draft_told(told, Vec::new()))
    }

    pub(crate) fn draft_told(&mut self, told: agreement::events::Draft, files: Vec<Vec<u8>>) -> (Draft, Texts) {
        let audience = audience(told.audience);
        // A digest in place of a text is no text; and without an audience the author keeps the text to itself.
        let said = told.texts.into_iter().filter(|text| audience.is_some() && Digest::from_hex(text).is_none());
        let files = files.into_iter().filter(|_| audience.is_some());
        let texts = said.map(String::into_bytes).chain(files).map(|bytes| (self.salt(), bytes)).collect::<Texts>();
        let payload = |(salt, text): &(Salt, Vec<u8>)| Some(Payload::of(salt, text, audience.clone()?));
        let payloads = texts.iter().filter_map(payload).collect();
        let draft = Draft::of(Deed::Act(told.act), told.matter, self.nonce());
        let draft = Draft {
            payloads,
            author: Some(told.author).filter(|author| *author != self.setup.party),
            occurred: told.occurred.map(|date| Occurred { date, time: told.time }),
            medium: if told.paper { Medium::Paper } else { Medium::Record },
            ..draft
        };
        (draft, texts)
    }

    /// Keeps the texts of an act that stands on record, or is about to.
    pub(crate) fn keep_texts(&mut self, texts: &Texts) -> Result<(), KeeperError> {
        for (salt, text) in texts {
            match self.keep_payload(salt, text) {
                Ok(_) => {}
                Err(PayloadFault::Blob(BlobError::Disk(error))) => return Err(error.into()),
                Err(fault) => panic!("a text of a line is a payload like any other: {fault}"),
            }
        }
        Ok(())
    }

    /// Judges a leaf as the next of the own log; if it is lawful, the fold has it from here on.
    fn judge(&mut self, leaf: Vec<u8>) -> Result<Judged, Refusal> {
        let own = self.origin().to_owned();
        if !self.has_own_log() {
            let read = self.judge_succession(&leaf)?;
            self.have(&own, &leaf);
            return Ok((read.id(), leaf));
        }
        let view = View { store: &self.store, shelves: &self.shelves };
        // Behind a leaf that waits, every act waits: it can't be judged here, and an act of the node itself would be due again.
        let waits = self.fold.counterpart.logs().any(|(origin, _, folded, held)| origin == own && folded < held);
        if waits {
            return self.judge_countersignature(leaf);
        }
        match self.fold.counterpart.check(&own, &leaf, &view) {
            None => return Err(Refusal::Waiting),
            Some(Verdict::Void(void)) => return Err(Refusal::Void(void)),
            Some(Verdict::Lawful(_)) => {}
        }
        let Ok(Reading::Leaf(read)) = act_format::read(&leaf) else { panic!("a lawful leaf can be read") };
        self.have(&own, &leaf);
        Ok((read.id(), leaf))
    }

    pub(crate) fn have(&mut self, own: &str, leaf: &[u8]) {
        let leaf = Ahead::of(leaf);
        self.shelves.append(own, leaf.hash());
        self.fold.take(own, leaf, View { store: &self.store, shelves: &self.shelves });
    }
}
