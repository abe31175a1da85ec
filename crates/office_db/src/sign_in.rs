//! Signing in with a password: found, counted, checked and noted. After five failures under one name nobody signs in under it for a while,
//! whatever they type; the answer never tells whether the name is somebody's.

use crate::audit::Deed;
use crate::database::{OfficeDb, OfficeFault};
use crate::password;
use office::OfficerId;
use sqlx::Row as _;

/// How many failures under one name are let pass.
pub const FAILURES_MAX: i64 = 5;
/// For how long failures count.
pub const PAUSE_SECONDS: i64 = 15 * 60;

/// What came of trying to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// This officer is here.
    Welcome(OfficerId),
    /// Name or password is wrong; which, is not told.
    Wrong,
    /// Too many failures under this name.
    Paused,
}

impl OfficeDb {
    /// Tries to sign in.
    pub async fn sign_in(&self, sign_in: &str, password: &str, now: i64) -> Result<SignIn, OfficeFault> {
        if self.failures(sign_in, now - PAUSE_SECONDS).await? >= FAILURES_MAX {
            return Ok(SignIn::Paused);
        }
        let query = "SELECT id, password_hash FROM officer WHERE sign_in = $1 AND closed_at IS NULL";
        let row = sqlx::query(query).bind(sign_in).fetch_optional(&self.pool).await?;
        let found = row.map(|row| (OfficerId(row.get(0)), row.get::<Option<String>, _>(1)));
        let hash = found.as_ref().and_then(|(_, hash)| hash.clone());
        if !self.fits(password, hash).await? {
            self.note(None, sign_in, Deed::Failed, "password", now).await?;
            return Ok(SignIn::Wrong);
        }
        let (officer, _) = found.expect("a hash is an officer's");
        self.note(Some(officer), sign_in, Deed::SignedIn, "password", now).await?;
        Ok(SignIn::Welcome(officer))
    }

    /// Whether a password is an officer's.
    pub async fn is_password_of(&self, officer: OfficerId, password: &str) -> Result<bool, OfficeFault> {
        let query = "SELECT password_hash FROM officer WHERE id = $1 AND closed_at IS NULL";
        let row = sqlx::query(query).bind(officer.0).fetch_optional(&self.pool).await?;
        self.fits(password, row.and_then(|row| row.get(0))).await
    }

    /// Gives an officer a new password, and ends all their sessions. `salt` must be random.
    pub async fn new_password(&self, officer: OfficerId, password: &str, salt: [u8; 16]) -> Result<(), OfficeFault> {
        let password = password.to_owned();
        let hash = self.hashing(move || password::hash(&password, salt)).await??;
        self.set_password(officer, &hash).await
    }

    async fn fits(&self, password: &str, hash: Option<String>) -> Result<bool, OfficeFault> {
        let password = password.to_owned();
        self.hashing(move || password::is_right(&password, hash.as_deref())).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    const NOW: i64 = 1_800_000_000;
    const PASSWORD: &str = "a quiet river at night";

    #[tokio::test]
    async fn the_right_password_opens_and_any_other_does_not() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let tried = async |name: &str, word: &str| office.sign_in(name, word, NOW).await.expect("a database");
        assert_eq!(tried("chan", "").await, SignIn::Wrong, "no password was ever set");
        office.new_password(chan, PASSWORD, [1; 16]).await.expect("set");
        assert_eq!(tried("chan", "another river").await, SignIn::Wrong);
        assert_eq!(tried("Chan", PASSWORD).await, SignIn::Wrong);
        assert_eq!(tried("chan", PASSWORD).await, SignIn::Welcome(chan));
        assert!(office.is_password_of(chan, PASSWORD).await.expect("a database"));
        assert!(!office.is_password_of(chan, "another river").await.expect("a database"));
        office.close_officer(chan, NOW).await.expect("closed");
        assert_eq!(tried("chan", PASSWORD).await, SignIn::Wrong);
    }

    #[tokio::test]
    async fn five_failures_under_a_name_pause_it_and_a_success_clears_them() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        office.new_password(chan, PASSWORD, [1; 16]).await.expect("set");
        let tried = async |word: &str, at| office.sign_in("chan", word, at).await.expect("a database");
        for at in 0..4 {
            assert_eq!(tried("no", NOW + at).await, SignIn::Wrong);
        }
        assert_eq!(tried(PASSWORD, NOW + 4).await, SignIn::Welcome(chan));
        for at in 5..10 {
            assert_eq!(tried("no", NOW + at).await, SignIn::Wrong);
        }
        assert_eq!(tried(PASSWORD, NOW + 10).await, SignIn::Paused, "even with the right one");
        assert_eq!(tried(PASSWORD, NOW + 9 + PAUSE_SECONDS).await, SignIn::Welcome(chan));
        // Names that nobody has are paused as well: the answer tells nothing.
        for at in 0..5 {
            assert_eq!(office.sign_in("ghost", "no", NOW + at).await.expect("a database"), SignIn::Wrong);
        }
        assert_eq!(office.sign_in("ghost", "no", NOW + 5).await.expect("a database"), SignIn::Paused);
    }
}
