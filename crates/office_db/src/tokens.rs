//! Tokens of programs: random bytes that are shown once, and their hash here. One ends on its day, or when its officer takes it away.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use office::token::Scope;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// How exactly it is known when one was last used.
const NOTE_SECONDS: i64 = 60;

/// A token as its officer sees it in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number, by which it is taken away: it opens nothing.
    pub number: i64,
    /// For whom it asks.
    pub officer: OfficerId,
    /// What it is called: the program that has it.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// When it was made.
    pub made_at: i64,
    /// When it ends.
    pub until_at: i64,
    /// When it was last used, to the minute.
    pub used_at: Option<i64>,
}

const BY_HASH: &str = "SELECT number, officer, name, scope, made_at, until_at, used_at FROM token \
                       WHERE token_hash = $1 AND until_at > $2";
const OF_OFFICER: &str = "SELECT number, officer, name, scope, made_at, until_at, used_at FROM token \
                          WHERE officer = $1 AND until_at > $2 ORDER BY number DESC";

fn token(row: &SqliteRow) -> Result<Token, OfficeFault> {
    let scope: String = row.try_get("scope")?;
    let damaged = || OfficeFault::Damaged { what: "scope", value: scope.clone() };
    Ok(Token {
        number: row.try_get("number")?,
        officer: OfficerId(row.try_get("officer")?),
        name: row.try_get("name")?,
        scope: Scope::named(&scope).ok_or_else(damaged)?,
        made_at: row.try_get("made_at")?,
        until_at: row.try_get("until_at")?,
        used_at: row.try_get("used_at")?,
    })
}

impl OfficeDb {
    /// Makes a token of `secret`, which must be random, that ends at `until`.
    pub async fn make_token(
        &self,
        officer: OfficerId,
        name: &str,
        scope: Scope,
        secret: &[u8; 32],
        (now, until): (i64, i64),
    ) -> Result<(), OfficeFault> {
        let query = "INSERT INTO token (token_hash, number, officer, name, scope, made_at, until_at) \
                     SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6 FROM token";
        let made = sqlx::query(query).bind(Sha256::digest(secret).to_vec()).bind(officer.0).bind(name).bind(scope.name());
        made.bind(now).bind(until).execute(&self.pool).await?;
        Ok(())
    }

    /// The token of a secret, if it still lasts; that it was used is noted.
    pub async fn token(&self, secret: &[u8; 32], now: i64) -> Result<Option<Token>, OfficeFault> {
        let found = sqlx::query(BY_HASH).bind(Sha256::digest(secret).to_vec()).bind(now);
        let Some(found) = found.fetch_optional(&self.pool).await?.as_ref().map(token).transpose()? else { return Ok(None) };
        if found.used_at.is_none_or(|used| now - used >= NOTE_SECONDS) {
            let query = sqlx::query("UPDATE token SET used_at = $1 WHERE number = $2");
            query.bind(now).bind(found.number).execute(&self.pool).await?;
        }
        Ok(Some(found))
    }

    /// The tokens of an officer that last, the newest first.
    pub async fn tokens_of(&self, officer: OfficerId, now: i64) -> Result<Vec<Token>, OfficeFault> {
        let rows = sqlx::query(OF_OFFICER).bind(officer.0).bind(now).fetch_all(&self.pool).await?;
        rows.iter().map(token).collect()
    }

    /// Takes a token of an officer away. One of somebody else is left alone.
    pub async fn end_token(&self, officer: OfficerId, number: i64) -> Result<(), OfficeFault> {
        let query = sqlx::query("DELETE FROM token WHERE officer = $1 AND number = $2");
        query.bind(officer.0).bind(number).execute(&self.pool).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    const NOW: i64 = 1_800_000_000;

    #[tokio::test]
    async fn a_token_lasts_until_its_day_or_until_its_officer_takes_it_away() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("another");
        for (officer, secret, scope) in [(chan, 1, Scope::Read), (chan, 2, Scope::Act), (lei, 3, Scope::Read)] {
            office.make_token(officer, "reports", scope, &[secret; 32], (NOW, NOW + 86_400)).await.expect("a token");
        }
        let found = async |secret, at| office.token(&[secret; 32], at).await.expect("a database");
        assert_eq!(found(2, NOW).await.map(|token| (token.officer, token.scope)), Some((chan, Scope::Act)));
        assert_eq!(found(1, NOW + 86_399).await.map(|token| token.scope), Some(Scope::Read));
        assert_eq!(found(1, NOW + 86_400).await, None, "its day is over");
        assert_eq!(found(9, NOW).await, None, "a token of nobody");
        let number = office.tokens_of(lei, NOW).await.expect("a list")[0].number;
        office.end_token(chan, number).await.expect("no token of theirs");
        assert!(found(3, NOW).await.is_some(), "nobody takes away another's");
        office.end_token(lei, number).await.expect("it ends");
        assert_eq!(found(3, NOW).await, None);
        let used: Vec<bool> =
            office.tokens_of(chan, NOW).await.expect("a list").iter().map(|token| token.used_at.is_some()).collect();
        assert_eq!(used, [true, true], "that they were used is noted, the newest first");
        office.new_password(chan, "a quiet river at night", [3; 16]).await.expect("a password");
        assert_eq!(found(1, NOW).await, None, "whoever had the old password may have made it");
    }
}
