//! Acts: drafted for officers, laid before the record, and refused in the words of whoever asked.

use super::Recorder;
use crate::errand::Told;
use crate::serve::machine::{Machine as _, Proposed, Submission, told};
use agreement::message::Message;
use counterpart::act_format::v1::Statement;
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
        let drafted = self.keeper.draft(line).and_then(|draft| {
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
        let Ok(Statement { body: counterpart::act_format::v1::Body::Verb(verb), .. }) = Statement::read(statement) else {
            return Told::refused(vec!["this is no verb of the record".to_owned()]);
        };
        let draft = Draft::of(Deed::Verb(verb), None, crate::random());
        let submission = Submission { act: Proposed::Signed(statement.to_vec()), language };
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

    /// Why an act was not recorded, in the language of whoever submitted it.
    pub(super) fn refusal(&self, submission: &Submission, refusal: &Refusal) -> Vec<String> {
        self.in_words(submission.language, |words| said(words, submission, refusal))
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
