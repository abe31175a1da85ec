//! The queue of mail: what waits, what the server has taken, what was given up and why.
//!
//! A row is marked before the server is spoken to and again after it has answered. One that is still marked when a node starts was with the
//! server when the node ended: it is tried again under the same message id, so that whoever gets it twice can tell.

use crate::database::{OfficeDb, OfficeFault};
use jiff::civil::Date;
use office::OfficerId;
use office::mail::{Address, MailKind, MailState, again};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::BTreeSet;

/// The most characters of a reason that are kept.
const REASON_CHARACTERS_MAX: usize = 300;
/// Why a row waits that was with the server when the node ended: a key of words.
pub const STOPPED: &str = "mail-why-stopped";
/// Why a row was given up whose officer has no address, or is closed: a key of words.
pub const NO_ADDRESS: &str = "mail-why-no-address";

/// A mail that is to be queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// To whom.
    pub officer: OfficerId,
    /// The tag of the language that it is in.
    pub language: String,
    /// What it is about.
    pub kind: MailKind,
    /// What makes it the only one of its kind for the officer: a day, or the last of the reminders that it tells of.
    pub once: String,
    /// What tells its message from all others, for good.
    pub message: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Which duties, by what day.
    pub about: Vec<(String, Date)>,
}

/// A row of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedMail {
    /// Its number.
    pub id: i64,
    /// To whom.
    pub officer: OfficerId,
    /// Their name.
    pub name: String,
    /// The tag of the language that it is in.
    pub language: String,
    /// What it is about.
    pub kind: MailKind,
    /// What tells its message from all others.
    pub message: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// When it was queued.
    pub queued: i64,
    /// Since when it is tried.
    pub since: i64,
    /// How it stands.
    pub state: MailState,
    /// How often it was tried.
    pub tries: u32,
    /// The address that it last went to; before that, the officer's own.
    pub address: String,
    /// What was said when it was last not taken: the server's words, or a key of ours; empty if nothing was.
    pub reason: String,
}

const ROWS: &str = "SELECT mail.id, mail.officer, officer.name, mail.language, mail.kind, mail.message, mail.subject, mail.body, \
                    mail.queued_at, mail.since, mail.state, mail.next_at, mail.done_at, mail.tries, \
                    CASE WHEN mail.address = '' THEN officer.mail_address ELSE mail.address END, mail.reason \
                    FROM mail JOIN officer ON officer.id = mail.officer";

impl OfficeDb {
    /// Sets where an officer is written to, and in which language; none to write to them no more.
    pub async fn set_mail(&self, officer: OfficerId, address: Option<&Address>, language: &str) -> Result<(), OfficeFault> {
        let query = "UPDATE officer SET mail_address = $1, language = $2 WHERE id = $3";
        let address = address.map_or("", Address::as_str);
        sqlx::query(query).bind(address).bind(language).bind(officer.0).execute(&self.pool).await?;
        Ok(())
    }

    /// Queues mails of reminders, and notes that the reminders up to a number are done with; both or neither.
    pub async fn queue_reminders(&self, mails: &[NewMail], last: i64, now: i64) -> Result<(), OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for mail in mails {
            queue(&mut work, mail, now).await?;
        }
        let query = "UPDATE reminder SET mailed_at = $1 WHERE mailed_at IS NULL AND id <= $2";
        sqlx::query(query).bind(now).bind(last).execute(&mut *work).await?;
        Ok(work.commit().await?)
    }

    /// Queues one mail; whether it is the first of its kind and day for this officer.
    pub async fn queue_mail(&self, mail: &NewMail, now: i64) -> Result<bool, OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let is_new = queue(&mut work, mail, now).await?;
        work.commit().await?;
        Ok(is_new)
    }

    /// Of which duties, with which days from one on, each officer was told before.
    pub async fn told_of(&self, from: Date) -> Result<BTreeSet<(OfficerId, String, Date)>, OfficeFault> {
        let query = "SELECT mail.officer, mail_about.about, mail_about.due FROM mail_about JOIN mail ON mail.id = mail_about.mail \
                     WHERE mail.kind = 'deadlines' AND mail_about.due >= $1";
        let rows = sqlx::query(query).bind(from.to_string()).fetch_all(&self.pool).await?;
        let told = |row: &SqliteRow| {
            let due: String = row.get(2);
            let day = due.parse().map_err(|_| OfficeFault::Damaged { what: "day", value: due })?;
            Ok((OfficerId(row.get(0)), row.get(1), day))
        };
        rows.iter().map(told).collect()
    }

    /// Takes the next mail that is due, and marks it as being with the server. Those that have nowhere to go are given up.
    pub async fn take_mail(&self, now: i64) -> Result<Option<QueuedMail>, OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let query = "UPDATE mail SET state = 'given-up', done_at = $1, reason = $2 WHERE state = 'waiting' AND next_at <= $1 \
                     AND officer IN (SELECT id FROM officer WHERE mail_address = '' OR closed_at IS NOT NULL)";
        sqlx::query(query).bind(now).bind(NO_ADDRESS).execute(&mut *work).await?;
        let query = "UPDATE mail SET state = 'sending', tries = tries + 1, \
                     address = (SELECT mail_address FROM officer WHERE officer.id = mail.officer) \
                     WHERE id = (SELECT id FROM mail WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at, id LIMIT 1) \
                     RETURNING id";
        let Some(row) = sqlx::query(query).bind(now).fetch_optional(&mut *work).await? else {
            work.commit().await?;
            return Ok(None);
        };
        let query = sqlx::AssertSqlSafe(format!("{ROWS} WHERE mail.id = $1"));
        let taken = sqlx::query(query).bind(row.get::<i64, _>(0)).fetch_one(&mut *work).await?;
        work.commit().await?;
        queued(&taken).map(Some)
    }

    /// Whether any mail is due, or any reminder has not been looked at; a look that writes nothing.
    pub async fn has_mail_work(&self, now: i64) -> Result<bool, OfficeFault> {
        let query = "SELECT EXISTS (SELECT 1 FROM mail WHERE state = 'sending' OR state = 'waiting' AND next_at <= $1) \
                     OR EXISTS (SELECT 1 FROM reminder WHERE mailed_at IS NULL)";
        Ok(sqlx::query(query).bind(now).fetch_one(&self.pool).await?.get(0))
    }

    /// Notes that the server has taken a mail.
    pub async fn mail_was_sent(&self, id: i64, now: i64) -> Result<(), OfficeFault> {
        let query = "UPDATE mail SET state = 'sent', done_at = $1, reason = '' WHERE id = $2";
        sqlx::query(query).bind(now).bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// Notes that the server has not taken a mail: it is tried again after a pause that begins with `first` seconds, or given up if its time is
    /// over or if it is `refused` for good.
    pub async fn mail_was_not_sent(
        &self,
        mail: &QueuedMail,
        reason: &str,
        refused: bool,
        first: i64,
        now: i64,
    ) -> Result<(), OfficeFault> {
        let next = if refused { None } else { again(mail.since, now, mail.tries, first) };
        let state = if next.is_some() { "waiting" } else { "given-up" };
        let done = next.is_none().then_some(now);
        let query = "UPDATE mail SET state = $1, next_at = $2, done_at = $3, reason = $4 WHERE id = $5";
        let row = sqlx::query(query).bind(state).bind(next.unwrap_or(now)).bind(done).bind(bounded(reason));
        row.bind(mail.id).execute(&self.pool).await?;
        Ok(())
    }

    /// Lets mails wait again that were with the server when the node ended; how many.
    pub async fn resume_mail(&self, now: i64) -> Result<u64, OfficeFault> {
        let query = "UPDATE mail SET state = 'waiting', next_at = $1, reason = $2 WHERE state = 'sending'";
        Ok(sqlx::query(query).bind(now).bind(STOPPED).execute(&self.pool).await?.rows_affected())
    }

    /// Lets a mail that was given up be tried again, as if it were new; whether it was one.
    pub async fn try_mail_again(&self, id: i64, now: i64) -> Result<bool, OfficeFault> {
        let query = "UPDATE mail SET state = 'waiting', since = $1, next_at = $1, tries = 0, done_at = NULL, reason = '' \
                     WHERE id = $2 AND state = 'given-up'";
        Ok(sqlx::query(query).bind(now).bind(id).execute(&self.pool).await?.rows_affected() == 1)
    }

    /// The newest rows of the queue, at most so many: all of them, or those of one officer; what was not sent comes before what was.
    pub async fn mails(&self, of: Option<OfficerId>, most: u32) -> Result<Vec<QueuedMail>, OfficeFault> {
        let query = format!("{ROWS} WHERE $1 IS NULL OR mail.officer = $1 ORDER BY mail.state = 'sent', mail.id DESC LIMIT $2");
        let query = sqlx::query(sqlx::AssertSqlSafe(query)).bind(of.map(|officer| officer.0)).bind(most);
        query.fetch_all(&self.pool).await?.iter().map(queued).collect()
    }
}

async fn queue(work: &mut sqlx::SqliteConnection, mail: &NewMail, now: i64) -> Result<bool, OfficeFault> {
    let query = "INSERT INTO mail (officer, language, kind, once, message, subject, body, queued_at, since, state, next_at, tries, \
                 address, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 'waiting', $8, 0, '', '') \
                 ON CONFLICT (officer, kind, once) DO NOTHING RETURNING id";
    let row = sqlx::query(query).bind(mail.officer.0).bind(&mail.language).bind(mail.kind.name()).bind(&mail.once);
    let row = row.bind(&mail.message).bind(&mail.subject).bind(&mail.body).bind(now).fetch_optional(&mut *work).await?;
    let Some(row) = row else { return Ok(false) };
    for (about, due) in &mail.about {
        let query = "INSERT OR IGNORE INTO mail_about (mail, about, due) VALUES ($1, $2, $3)";
        sqlx::query(query).bind(row.get::<i64, _>(0)).bind(about).bind(due.to_string()).execute(&mut *work).await?;
    }
    Ok(true)
}

/// What a server said, on one line and no longer than a page can bear.
fn bounded(reason: &str) -> String {
    let plain = reason.chars().map(|sign| if sign.is_control() { ' ' } else { sign });
    plain.take(REASON_CHARACTERS_MAX).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn queued(row: &SqliteRow) -> Result<QueuedMail, OfficeFault> {
    let kind: String = row.get(4);
    let state: String = row.get(10);
    let (next, done) = (row.get::<i64, _>(11), row.get::<Option<i64>, _>(12).unwrap_or_default());
    Ok(QueuedMail {
        id: row.get(0),
        officer: OfficerId(row.get(1)),
        name: row.get(2),
        language: row.get(3),
        kind: MailKind::named(&kind).ok_or(OfficeFault::Damaged { what: "kind of mail", value: kind })?,
        message: row.get(5),
        subject: row.get(6),
        body: row.get(7),
        queued: row.get(8),
        since: row.get(9),
        state: match state.as_str() {
            "waiting" => MailState::Waiting { next },
            "sending" => MailState::Sending,
            "sent" => MailState::Sent { at: done },
            "given-up" => MailState::GivenUp { at: done },
            _ => return Err(OfficeFault::Damaged { what: "state of mail", value: state }),
        },
        tries: row.get(13),
        address: row.get(14),
        reason: row.get(15),
    })
}

#[cfg(test)]
mod tests;
