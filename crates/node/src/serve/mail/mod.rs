//! Mail to officers of this side: what there is to tell is queued in the office's book, and the queue goes to the mail server one by one.
//!
//! A row is marked before the server is spoken to and again after it has answered (`office_db::mail`). A stop waits for the answer that is on
//! its way. If the node dies in between, nobody knows whether the server had taken the mail: it goes once more under the same message id.

mod carrier;
mod envelope;

pub use carrier::{Carrier, CarrierFault};

use super::call::chain;
use super::machine::Desk;
use super::pages::lobby::now;
use crate::clock::Clock;
use crate::config;
use crate::hex;
use carrier::Outcome;
use jiff::civil::Date;
use office::mail::{MailKind, TRIED_SECONDS};
use office::reminder::Reminder;
use office::{Action, Actor, decide};
use office_db::mail::{NewMail, QueuedMail};
use office_db::officers::Officer;
use office_db::{OfficeDb, OfficeFault};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::sync::watch;
use web::account::moment;
use web::mail::message::Message;
use web::mail::{About, NOT_MADE};
use words::Language;

/// How often the queue is looked at.
const EVERY: Duration = Duration::from_secs(2);

/// How long, in seconds, near days are not looked for again while neither the record nor the day has changed: until then nobody reads in the
/// office's book who sits where.
const NEAR_SECONDS: i64 = 60;

/// Why nothing was queued or sent this time.
#[derive(Debug, thiserror::Error)]
enum MailFault {
    #[error(transparent)]
    Office(#[from] OfficeFault),
    #[error(transparent)]
    NoAnswer(#[from] super::machine::NoAnswer),
    #[error("the record cannot be read: {0}")]
    Record(String),
}

/// Whoever writes to officers.
pub struct Post {
    /// What the office keeps.
    pub office: OfficeDb,
    /// The way to the record.
    pub desk: Desk,
    /// Record time.
    pub clock: Clock,
    /// The hours of the agreement's offset.
    pub utc_offset_hours: i8,
    /// As it is configured.
    pub told: config::Mail,
    /// The way to the server.
    pub carrier: Carrier,
    /// How long an answer that is on its way is waited for when the node stops.
    pub stop_time: Duration,
}

/// An officer who is written to, with the seats of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Recipient {
    actor: Actor,
    address: String,
    language: Language,
}

/// What the near days depend on; while it is the same there is nothing new to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    day: Date,
    news: u64,
    recipients: Vec<Recipient>,
    /// When it was looked at, in POSIX seconds.
    looked_at: i64,
}

impl Known {
    /// Whether it is soon enough to look again later. While nobody is written to, whoever enters an address is not kept waiting.
    fn rests(&self, day: Date, news: u64, now: i64) -> bool {
        (self.day, self.news) == (day, news) && !self.recipients.is_empty() && now - self.looked_at < NEAR_SECONDS
    }
}

impl Post {
    /// Queues and sends until `stop` says so.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let (mut known, mut failing) = (None, false);
        loop {
            let done = self.round(&mut known, &mut stop).await;
            match &done {
                Ok(()) if failing => tracing::info!("mail goes on"),
                Err(fault) if !failing => tracing::error!(problem = %chain(fault), "mail rests"),
                _ => {}
            }
            failing = done.is_err();
            if waited(EVERY, &mut stop).await {
                return;
            }
        }
    }

    /// One look: what there is to tell is queued, and what is due goes out.
    async fn round(&self, known: &mut Option<Known>, stop: &mut watch::Receiver<bool>) -> Result<(), MailFault> {
        // A record that is busy keeps back what has to be read of it, and no mail that is made already.
        let told = self.deadlines(known).await;
        if self.office.has_mail_work(now()).await? {
            // None is on its way between two rounds: what is said to be was left by a round that failed, or a node that died.
            self.office.resume_mail(now()).await?;
            self.reminders().await?;
            self.send(stop).await?;
        }
        told
    }

    /// Sends what is due, so many a minute.
    async fn send(&self, stop: &mut watch::Receiver<bool>) -> Result<(), MailFault> {
        let pause = Duration::from_secs(60) / u32::from(self.told.per_minute);
        while !*stop.borrow()
            && let Some(mail) = self.office.take_mail(now()).await?
        {
            let Some(outcome) = self.carried(&mail, stop).await else { break };
            self.note(&mail, outcome).await?;
            waited(pause, stop).await;
        }
        Ok(())
    }

    /// What became of a mail; none if the node had to stop before the server answered.
    async fn carried(&self, mail: &QueuedMail, stop: &mut watch::Receiver<bool>) -> Option<Outcome> {
        let message = match envelope::message(&self.told.from, mail) {
            Ok(message) => message,
            Err(fault) => return Some(Outcome::Refused(format!("{NOT_MADE}: {}", chain(&fault)))),
        };
        let patience = async {
            let _ = stop.wait_for(|stop| *stop).await;
            tokio::time::sleep(self.stop_time).await;
        };
        tokio::select! {
            outcome = self.carrier.carry(message) => Some(outcome),
            () = patience => None,
        }
    }

    async fn note(&self, mail: &QueuedMail, outcome: Outcome) -> Result<(), OfficeFault> {
        let first = i64::try_from(self.told.retry.as_secs()).unwrap_or(60);
        match outcome {
            Outcome::Taken => self.office.mail_was_sent(mail.id, now()).await,
            Outcome::Later(why) => {
                tracing::warn!(mail = mail.id, %why, "a mail was not taken");
                self.office.mail_was_not_sent(mail, &why, false, first, now()).await
            }
            Outcome::Refused(why) => {
                tracing::warn!(mail = mail.id, %why, "a mail was refused");
                self.office.mail_was_not_sent(mail, &why, true, first, now()).await
            }
        }
    }

    /// Queues the mails of reminders that were given since. Of those from before there was a server, nobody is told after two days.
    async fn reminders(&self) -> Result<(), MailFault> {
        let given = self.office.reminders_to_mail().await?;
        let Some((last, ..)) = given.last() else { return Ok(()) };
        let fresh = given.iter().filter(|(_, at, _)| now() - at <= TRIED_SECONDS).map(|(.., one)| one).collect::<Vec<_>>();
        let mut mails = Vec::new();
        for to in self.recipients().await? {
            let own = fresh.iter().filter(|one| one.is_mailed_to(&to.actor.seats)).map(|one| Reminder::clone(one));
            let about = About::Reminders(own.collect());
            let Some(message) = self.message(to.language, &about).await? else { continue };
            mails.push(self.mail(&to, MailKind::Reminders, last.to_string(), message));
        }
        Ok(self.office.queue_reminders(&mails, *last, now()).await?)
    }

    /// Queues one mail for each officer who may send for this side and was not told of a day that is near: once a day, with all that is near.
    async fn deadlines(&self, known: &mut Option<Known>) -> Result<(), MailFault> {
        let record = i64::try_from(self.clock.now()).unwrap_or(i64::MAX);
        let day = moment(record, self.utc_offset_hours).0.date();
        let (news, looked_at) = (*self.desk.news().borrow(), now());
        if known.as_ref().is_some_and(|known| known.rests(day, news, looked_at)) {
            return Ok(());
        }
        let may_send = |to: &Recipient| decide(&to.actor, Action::Send).is_allowed();
        let recipients = self.recipients().await?.into_iter().filter(may_send).collect::<Vec<_>>();
        let current = Known { day, news, recipients, looked_at };
        if let Some(known) = known.as_mut().filter(|known| Known { looked_at, ..(**known).clone() } == current) {
            known.looked_at = looked_at;
            return Ok(());
        }
        let about = About::Deadlines { days: self.told.days_before };
        let mut messages: BTreeMap<Language, Option<Message>> = BTreeMap::new();
        for to in &current.recipients {
            if let Entry::Vacant(place) = messages.entry(to.language) {
                place.insert(self.message(to.language, &about).await?);
            }
        }
        let days = messages.values().flatten().flat_map(|message| &message.about).map(|(_, due)| *due);
        let told = match days.min() {
            Some(first) => self.office.told_of(first).await?,
            None => BTreeSet::new(),
        };
        for to in &current.recipients {
            let Some(message) = messages.get(&to.language).cloned().flatten() else { continue };
            let is_told = |(duty, due): &(String, Date)| told.contains(&(to.actor.officer, duty.clone(), *due));
            if !message.about.iter().all(is_told) {
                let once = message.day.to_string();
                self.office.queue_mail(&self.mail(to, MailKind::Deadlines, once, message), now()).await?;
            }
        }
        *known = Some(current);
        Ok(())
    }

    async fn message(&self, language: Language, about: &About) -> Result<Option<Message>, MailFault> {
        let about = about.clone();
        let answer = self.desk.ask(move |machine, now| machine.mail(language, &about, now)).await?;
        answer.map_err(MailFault::Record)
    }

    fn mail(&self, to: &Recipient, kind: MailKind, once: String, message: Message) -> NewMail {
        NewMail {
            officer: to.actor.officer,
            language: to.language.tag().to_owned(),
            kind,
            once,
            message: format!("{}@{}", hex::write(&crate::random::<16>()), self.told.from.host()),
            subject: message.subject,
            body: message.body,
            about: message.about,
        }
    }

    /// The officers who are written to.
    async fn recipients(&self) -> Result<Vec<Recipient>, OfficeFault> {
        let day = moment(now(), self.utc_offset_hours).0.date();
        let written_to = |(officer, actor): (Officer, Actor)| {
            let language = Language::from_tag(&officer.language).unwrap_or(Language::ZhHant);
            (!officer.mail_address.is_empty()).then_some(Recipient { actor, address: officer.mail_address, language })
        };
        Ok(self.office.actors(day).await?.into_iter().filter_map(written_to).collect())
    }
}

/// Waits so long, or until the node stops; whether it stops.
async fn waited(time: Duration, stop: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        () = tokio::time::sleep(time) => false,
        _ = stop.wait_for(|stop| *stop) => true,
    }
}

#[cfg(test)]
mod tests;
