//! Passkeys of officers: the public keys that their devices hold the secret of (WebAuthn). The secret never comes here.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use sqlx::Row as _;

/// A passkey as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its number, by which it is taken away.
    pub id: i64,
    /// Whose.
    pub officer: OfficerId,
    /// The credential's id, as the device gave it.
    pub credential_id: Vec<u8>,
    /// What its officer calls it.
    pub name: String,
    /// The public key, as whoever checks signatures writes it.
    pub public_key: Vec<u8>,
    /// How often it has signed, as it says itself.
    pub counter: u32,
    /// When it was entered.
    pub made_at: i64,
    /// When it was last used.
    pub used_at: Option<i64>,
}

const COLUMNS: &str = "SELECT id, officer, credential_id, name, public_key, counter, made_at, used_at FROM passkey ORDER BY id";

impl OfficeDb {
    /// All passkeys of an officer.
    pub async fn passkeys_of(&self, officer: OfficerId) -> Result<Vec<Passkey>, OfficeFault> {
        let rows = sqlx::query(COLUMNS).fetch_all(&self.pool).await?;
        Ok(rows.iter().map(passkey).filter(|passkey| passkey.officer == officer).collect())
    }

    /// The passkey with this credential id, of an officer who is not closed.
    pub async fn passkey(&self, credential_id: &[u8]) -> Result<Option<Passkey>, OfficeFault> {
        let query = "SELECT p.id, p.officer, p.credential_id, p.name, p.public_key, p.counter, p.made_at, p.used_at \
                     FROM passkey p JOIN officer o ON o.id = p.officer WHERE p.credential_id = $1 AND o.closed_at IS NULL";
        let row = sqlx::query(query).bind(credential_id).fetch_optional(&self.pool).await?;
        Ok(row.as_ref().map(passkey))
    }

    /// Enters a passkey of an officer.
    pub async fn add_passkey(
        &self,
        officer: OfficerId,
        credential_id: &[u8],
        name: &str,
        public_key: &[u8],
        now: i64,
    ) -> Result<(), OfficeFault> {
        let query = "INSERT INTO passkey (id, officer, credential_id, name, public_key, counter, made_at) \
                     SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, 0, $5 FROM passkey";
        let done = sqlx::query(query).bind(officer.0).bind(credential_id).bind(name).bind(public_key).bind(now);
        match done.execute(&self.pool).await {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Err(OfficeFault::Taken(name.to_owned())),
            done => Ok(done.map(|_| ())?),
        }
    }

    /// Notes that a passkey has signed. False if its counter did not move on, as that of a copy would not (WebAuthn §6.1.1).
    pub async fn use_passkey(&self, id: i64, counter: u32, now: i64) -> Result<bool, OfficeFault> {
        let query = "UPDATE passkey SET counter = $1, used_at = $2 WHERE id = $3 AND (counter < $1 OR (counter = 0 AND $1 = 0))";
        let done = sqlx::query(query).bind(counter).bind(now).bind(id).execute(&self.pool).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes a passkey of an officer away.
    pub async fn remove_passkey(&self, officer: OfficerId, id: i64) -> Result<(), OfficeFault> {
        let query = "DELETE FROM passkey WHERE officer = $1 AND id = $2";
        sqlx::query(query).bind(officer.0).bind(id).execute(&self.pool).await?;
        Ok(())
    }
}

fn passkey(row: &sqlx::sqlite::SqliteRow) -> Passkey {
    Passkey {
        id: row.get(0),
        officer: OfficerId(row.get(1)),
        credential_id: row.get(2),
        name: row.get(3),
        public_key: row.get(4),
        counter: row.get(5),
        made_at: row.get(6),
        used_at: row.get(7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    #[tokio::test]
    async fn a_passkey_is_its_officers_until_it_is_taken_away() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("another");
        office.add_passkey(chan, b"id", "office key", b"public", 5).await.expect("a passkey");
        let twice = office.add_passkey(lei, b"id", "copy", b"public", 6).await;
        assert!(matches!(twice, Err(OfficeFault::Taken(_))), "one credential is one officer's");
        let found = office.passkey(b"id").await.expect("a database").expect("the passkey");
        assert_eq!((found.officer, found.public_key.as_slice(), found.used_at), (chan, &b"public"[..], None));
        office.remove_passkey(lei, found.id).await.expect("nothing");
        assert_eq!(office.passkeys_of(chan).await.expect("all").len(), 1, "it is not theirs to take");
        office.close_officer(chan, 9).await.expect("closed");
        assert!(office.passkey(b"id").await.expect("a database").is_none());
        office.remove_passkey(chan, found.id).await.expect("gone");
        assert!(office.passkeys_of(chan).await.expect("all").is_empty());
    }

    #[tokio::test]
    async fn a_counter_that_does_not_move_on_is_a_copy_unless_the_device_has_none() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        office.add_passkey(chan, b"id", "key", b"public", 5).await.expect("a passkey");
        for (counter, taken) in [(0, true), (0, true), (3, true), (3, false), (2, false), (0, false), (4, true)] {
            assert_eq!(office.use_passkey(1, counter, 6).await.expect("a database"), taken, "{counter}");
        }
    }
}
