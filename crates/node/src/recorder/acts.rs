//! Acts: drafted for officers, laid before the record, and refused in the words of whoever asked.

use super::Recorder;
use crate::errand::Told;
use crate::serve::machine::{Machine as _, Proposed, Submission, told};
use agreement::message::Message;
use counterpart::act_format::v1::{Body, RecordVerb, Statement};
use counterpart::draft::{Deed, Draft};
use counterpart::void::Void;
use keeper::Refusal;
use words::tell::{event, problems};
use words::{Language, Words};

impl Recorder<'_> {
    pub(super) fn record(&mut self, act: Proposed, language: Language, now: u64) -> Told {
        let mut results = self.submit(vec![Submission { act, language }], now);
        told(results.pop().expect("one act has one answer"))
    }

    pub(super) fn draft(&mut self, line: &str, post: &str, language: Language, now: u64) -> Told {
        let drafted = self.keeper.draft(line);
        let drafted = match self.note(drafted) {
            Ok(drafted) => drafted,
            Err(said) => return Told::refused(vec![said]),
        };
        let drafted = drafted.and_then(|draft| {
            let draft = Draft { post: Some(post.to_owned()), ..draft };
            self.keeper.statement(&draft, now)
        });
        let submission = Submission { act: Proposed::Line(line.to_owned()), language };
        match drafted {
            Ok(bytes) => Told { bytes, ..Told::default() },
            Err(refusal) => Told::refused(self.refusal(&submission, &refusal)),
        }
    }

    pub(super) fn draft_verb(&mut self, statement: &[u8], language: Language, now: u64) -> Told {
        let Ok(Statement { body: Body::Verb(verb), .. }) = Statement::read(statement) else {
            return Told::refused(vec!["this is no verb of the record".to_owned()]);
        };
        self.stated(verb, language, now)
    }

    /// The statement that opens the new own log: it names the head of the old one that the others hold.
    pub(super) fn draft_succession(&mut self, language: Language, now: u64) -> Told {
        let own = self.keeper.origin().to_owned();
        let logs = self.keeper.counterpart().logs().filter(|(origin, party, ..)| *party == self.home.party && *origin != own);
        let Some(old_origin) = logs.last().map(|(origin, ..)| origin.to_owned()) else {
            return Told::refused(vec!["this log is the first of its party; run: counterpart succession begin".to_owned()]);
        };
        let checkpoint = self.keeper.head(&old_origin);
        let Some((checkpoint, (_, head))) = checkpoint.and_then(|note| Some((note.clone(), store::read_head(&note).ok()?)))
        else {
            return Told::refused(vec![format!("no head of {old_origin} is here yet")]);
        };
        let newest = |keys: &[record::SigningKey]| keys.last().map_or_else(String::new, |key| key.verifier().to_string());
        let verb = RecordVerb::Succeed {
            old_origin,
            size: head.size,
            root: head.root,
            checkpoint,
            node: newest(&self.home.keys.log),
            mirror: newest(&self.home.keys.mirror),
        };
        self.stated(verb, language, now)
    }

    /// Follows another party's new log.
    pub(super) fn follow(&mut self, leaf: &[u8]) -> Told {
        let done = self.keeper.follow(leaf);
        match self.note(done) {
            Ok(()) => Told::lines(vec!["the new log is followed".to_owned()]),
            Err(said) => Told::refused(vec![said]),
        }
    }

    fn stated(&mut self, verb: RecordVerb, language: Language, now: u64) -> Told {
        let draft = Draft::of(Deed::Verb(verb), None, crate::random());
        let submission = Submission { act: Proposed::Signed(Vec::new()), language };
        match self.keeper.statement(&draft, now) {
            Ok(bytes) => Told { bytes, ..Told::default() },
            Err(refusal) => Told::refused(self.refusal(&submission, &refusal)),
        }
    }

    pub(super) fn resume(&mut self, reason: &str, now: u64) -> Told {
        let done = self.keeper.resume_unconfirmed(reason, now);
        match self.note(done) {
            Ok(Ok(())) => Told::lines(vec!["the node signs again; its reason is the first act".to_owned()]),
            Ok(Err(fault)) => Told::refused(vec![fault.to_string()]),
            Err(said) => Told::refused(vec![said]),
        }
    }

    /// Why an act was not recorded, in the language of whoever submitted it. Of a new log that is not open yet, that is the reason.
    pub(super) fn refusal(&self, submission: &Submission, refusal: &Refusal) -> Vec<String> {
        let drafted = matches!(submission.act, Proposed::Line(_));
        let opened = self.keeper.counterpart().log_id(self.keeper.origin()).is_some();
        self.in_words(submission.language, |words| match refusal {
            Refusal::Void(_) if drafted && !opened => vec![words.say(&Message::new("act-no-own-log"))],
            refusal => said(words, submission, refusal),
        })
    }
}

fn said(words: &Words<'_>, submission: &Submission, refusal: &Refusal) -> Vec<String> {
    let one = |message: Message| vec![words.say(&message)];
    match refusal {
        Refusal::Void(void) => why_void(words, void),
        Refusal::Waiting => one(Message::new("act-waits")),
        Refusal::NotSigning(fault) => one(Message::new("act-not-signing").text("why", fault.to_string())),
        Refusal::Unwritable(problem) => one(Message::new("act-unwritable").text("field", problem.field)),
        Refusal::Malformed(problem) => one(Message::new("act-malformed").text("problem", format!("{problem:?}"))),
        Refusal::Unreadable(found) => {
            let text = if let Proposed::Line(line) = &submission.act { format!("> {line}\n") } else { String::new() };
            problems::problems(words, "act", &text, found)
        }
    }
}

/// Why an act counts for nothing: the agreement's refusal with its provision, or the record's own reason.
pub(super) fn why_void(words: &Words<'_>, void: &Void) -> Vec<String> {
    match void {
        Void::Refused(refused) => event::refused(words, refused),
        void => vec![words.say(&Message::new("verdict-void").text("why", words.say(&void.message())))],
    }
}
