//! Sessions: a random token in the officer's browser, and its hash here. One ends after half an hour without use, after twelve hours
//! whatever happens, or when somebody ends it.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

/// How long a session may rest.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// How long it lasts at most.
pub const LIFE_SECONDS: i64 = 12 * 60 * 60;
/// How exactly it is known when one was last used: not every page is a write.
const NOTE_SECONDS: i64 = 60;

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// With a password.
    Password,
    /// With a passkey.
    Passkey,
    /// By the party's own identity provider (OpenID Connect).
    Provider,
}

impl Way {
    /// Its name in the database and in keys of words.
    pub fn name(self) -> &'static str {
        match self {
            Way::Password => "password",
            Way::Passkey => "passkey",
            Way::Provider => "provider",
        }
    }

    fn named(name: &str) -> Option<Way> {
        [Way::Password, Way::Passkey, Way::Provider].into_iter().find(|way| way.name() == name)
    }
}

/// A session as its officer sees it in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number, by which it is ended: it opens nothing.
    pub number: i64,
    /// Whose.
    pub officer: OfficerId,
    /// How it began.
    pub way: Way,
    /// What the browser said it is.
    pub agent: String,
    /// When it began.
    pub begun_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
}

fn token_hash(token: &[u8; 32]) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

const COLUMNS: &str = "SELECT number, officer, way, agent, begun_at, seen_at FROM session WHERE token_hash = $1";
const OF_OFFICER: &str = "SELECT number, officer, way, agent, begun_at, seen_at FROM session \
                          WHERE officer = $1 AND seen_at > $2 AND begun_at > $3 ORDER BY begun_at DESC, number DESC";

impl OfficeDb {
    /// Begins a session; `token` must be random. Sessions that have run out are swept away with it.
    pub async fn begin_session(
        &self,
        officer: OfficerId,
        token: &[u8; 32],
        way: Way,
        agent: &str,
        now: i64,
    ) -> Result<(), OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let sweep = "DELETE FROM session WHERE seen_at <= $1 OR begun_at <= $2";
        sqlx::query(sweep).bind(now - IDLE_SECONDS).bind(now - LIFE_SECONDS).execute(&mut *work).await?;
        let query = "INSERT INTO session (token_hash, number, officer, way, agent, begun_at, seen_at) \
                     SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $5 FROM session";
        let shown = agent.chars().take(200).collect::<String>();
        sqlx::query(query)
            .bind(token_hash(token))
            .bind(officer.0)
            .bind(way.name())
            .bind(shown)
            .bind(now)
            .execute(&mut *work)
            .await?;
        Ok(work.commit().await?)
    }

    /// The session of a token, if it still lasts; that it was used is noted.
    pub async fn session(&self, token: &[u8; 32], now: i64) -> Result<Option<Session>, OfficeFault> {
        let row = sqlx::query(COLUMNS).bind(token_hash(token)).fetch_optional(&self.pool).await?;
        let Some(session) = row.as_ref().map(session).transpose()? else { return Ok(None) };
        if now - session.seen_at >= IDLE_SECONDS || now - session.begun_at >= LIFE_SECONDS {
            return Ok(None);
        }
        if now - session.seen_at >= NOTE_SECONDS {
            let query = "UPDATE session SET seen_at = $1 WHERE number = $2";
            sqlx::query(query).bind(now).bind(session.number).execute(&self.pool).await?;
        }
        Ok(Some(session))
    }

    /// The sessions of an officer that last, the newest first.
    pub async fn sessions_of(&self, officer: OfficerId, now: i64) -> Result<Vec<Session>, OfficeFault> {
        let query = sqlx::query(OF_OFFICER).bind(officer.0).bind(now - IDLE_SECONDS).bind(now - LIFE_SECONDS);
        query.fetch_all(&self.pool).await?.iter().map(session).collect()
    }

    /// Ends a session of an officer. One of somebody else is left alone.
    pub async fn end_session(&self, officer: OfficerId, number: i64) -> Result<(), OfficeFault> {
        let query = "DELETE FROM session WHERE officer = $1 AND number = $2";
        sqlx::query(query).bind(officer.0).bind(number).execute(&self.pool).await?;
        Ok(())
    }
}

fn session(row: &sqlx::sqlite::SqliteRow) -> Result<Session, OfficeFault> {
    let way: String = row.get(2);
    Ok(Session {
        number: row.get(0),
        officer: OfficerId(row.get(1)),
        way: Way::named(&way).ok_or(OfficeFault::Damaged { what: "way to sign in", value: way })?,
        agent: row.get(3),
        begun_at: row.get(4),
        seen_at: row.get(5),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    const NOW: i64 = 1_800_000_000;

    #[tokio::test]
    async fn a_session_lasts_while_it_is_used_and_no_longer_than_half_a_day() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let token = [9; 32];
        office.begin_session(chan, &token, Way::Password, "a browser", NOW).await.expect("a session");
        let lasts = async |at| office.session(&token, at).await.expect("a database").is_some();
        assert!(lasts(NOW + IDLE_SECONDS - 1).await);
        assert!(lasts(NOW + 2 * IDLE_SECONDS - 2).await, "that it was used is noted");
        assert!(!lasts(NOW + 4 * IDLE_SECONDS).await);
        // Used every ten minutes, it still ends.
        office.begin_session(chan, &[8; 32], Way::Passkey, "", NOW).await.expect("a session");
        for at in (0..LIFE_SECONDS).step_by(600) {
            assert!(office.session(&[8; 32], NOW + at).await.expect("a database").is_some(), "{at}");
        }
        assert!(office.session(&[8; 32], NOW + LIFE_SECONDS).await.expect("a database").is_none());
        assert!(office.session(&[7; 32], NOW).await.expect("a database").is_none(), "a token of nobody");
    }

    #[tokio::test]
    async fn an_officer_ends_own_sessions_and_nobody_elses() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("another");
        for (officer, token) in [(chan, 1), (chan, 2), (lei, 3)] {
            office.begin_session(officer, &[token; 32], Way::Password, "b", NOW).await.expect("a session");
        }
        let numbers = async |who| {
            let sessions = office.sessions_of(who, NOW).await.expect("a database");
            sessions.iter().map(|session| session.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(chan).await, [2, 1]);
        office.end_session(lei, 2).await.expect("nothing");
        office.end_session(chan, 1).await.expect("one");
        assert_eq!((numbers(chan).await, numbers(lei).await), (vec![2], vec![3]));
        office.set_password(chan, "hash").await.expect("a new password");
        assert!(numbers(chan).await.is_empty(), "a new password ends all of them");
        office.close_officer(lei, NOW).await.expect("closed");
        assert!(numbers(lei).await.is_empty());
    }
}
