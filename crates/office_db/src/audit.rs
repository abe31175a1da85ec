//! Who did what at this node: sign-ins, failed ones too, changes of officers, and which officer sent which act. Rows are only added.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use sqlx::Row as _;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Signed in.
    SignedIn,
    /// Tried to sign in, with a name that may be nobody's.
    Failed,
    /// Signed out, or ended a session.
    SignedOut,
    /// Changed a password or a passkey.
    ChangedKey,
    /// Changed officers or appointments.
    KeptOfficers,
    /// Laid an act before the record.
    Sent,
    /// Changed where somebody is written to, or had a mail tried again.
    KeptMail,
}

impl Deed {
    /// All of them.
    pub const ALL: [Deed; 7] =
        [Deed::SignedIn, Deed::Failed, Deed::SignedOut, Deed::ChangedKey, Deed::KeptOfficers, Deed::Sent, Deed::KeptMail];

    /// Its name in the database and in keys of words.
    pub fn name(self) -> &'static str {
        match self {
            Deed::SignedIn => "signed-in",
            Deed::Failed => "failed",
            Deed::SignedOut => "signed-out",
            Deed::ChangedKey => "changed-key",
            Deed::KeptOfficers => "kept-officers",
            Deed::Sent => "sent",
            Deed::KeptMail => "kept-mail",
        }
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: i64,
    /// The officer's name, or the name that somebody typed.
    pub name: String,
    /// What.
    pub deed: Deed,
    /// About what: an act, another officer, a way to sign in.
    pub about: String,
}

impl OfficeDb {
    /// Notes what somebody did.
    pub async fn note(
        &self,
        officer: Option<OfficerId>,
        name: &str,
        deed: Deed,
        about: &str,
        now: i64,
    ) -> Result<(), OfficeFault> {
        let name = name.chars().take(100).collect::<String>();
        sqlx::query("INSERT INTO audit (at, officer, name, what, about) VALUES ($1, $2, $3, $4, $5)")
            .bind(now)
            .bind(officer.map(|officer| officer.0))
            .bind(name)
            .bind(deed.name())
            .bind(about)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The place of the act that an officer's confirmation has become, if it has.
    pub async fn sent_before(&self, officer: OfficerId, once: &str) -> Result<Option<String>, OfficeFault> {
        let query = "SELECT place FROM sent WHERE officer = $1 AND once = $2";
        let row = sqlx::query(query).bind(officer.0).bind(once).fetch_optional(&self.pool).await?;
        Ok(row.map(|row| row.get(0)))
    }

    /// Notes that an officer's confirmation has become an act.
    pub async fn note_sent(&self, officer: OfficerId, once: &str, place: &str, now: i64) -> Result<(), OfficeFault> {
        let query = "INSERT INTO sent (officer, once, place, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        sqlx::query(query).bind(officer.0).bind(once).bind(place).bind(now).execute(&self.pool).await?;
        Ok(())
    }

    /// The newest rows, at most so many.
    pub async fn audit(&self, most: u32) -> Result<Vec<Entry>, OfficeFault> {
        // Signing in is noted by the name that was typed; whose it is, is called as everywhere else.
        let query = "SELECT audit.at, COALESCE(officer.name, audit.name), audit.what, audit.about FROM audit \
                     LEFT JOIN officer ON officer.id = audit.officer ORDER BY audit.id DESC LIMIT $1";
        let rows = sqlx::query(query).bind(most).fetch_all(&self.pool).await?;
        let entry = |row: &sqlx::sqlite::SqliteRow| {
            let what: String = row.get(2);
            let deed = Deed::ALL.into_iter().find(|deed| deed.name() == what);
            let deed = deed.ok_or(OfficeFault::Damaged { what: "deed", value: what })?;
            Ok(Entry { at: row.get(0), name: row.get(1), deed, about: row.get(3) })
        };
        rows.iter().map(entry).collect()
    }

    /// How often somebody failed to sign in under a name since a time, and since they last did.
    pub(crate) async fn failures(&self, name: &str, since: i64) -> Result<i64, OfficeFault> {
        let query = "SELECT COUNT(*) FROM audit WHERE what = 'failed' AND name = $1 AND at > $2 AND id > COALESCE( \
                     (SELECT MAX(id) FROM audit WHERE what = 'signed-in' AND name = $1), 0)";
        Ok(sqlx::query(query).bind(name).bind(since).fetch_one(&self.pool).await?.get(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    #[tokio::test]
    async fn the_newest_stands_first_and_nothing_is_lost() {
        let (_folder, office) = office().await;
        office.note(None, "nobody", Deed::Failed, "password", 10).await.expect("a row");
        office.note(Some(OfficerId(1)), "陳", Deed::Sent, "act 1", 11).await.expect("a row");
        let entries = office.audit(10).await.expect("both");
        let said = entries.iter().map(|entry| (entry.at, entry.name.as_str(), entry.deed)).collect::<Vec<_>>();
        assert_eq!(said, [(11, "陳", Deed::Sent), (10, "nobody", Deed::Failed)]);
        assert_eq!(office.audit(1).await.expect("one").len(), 1);
    }

    #[tokio::test]
    async fn who_signed_in_is_called_by_their_name_and_who_failed_by_what_they_typed() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        office.note(None, "chan", Deed::Failed, "password", 10).await.expect("a row");
        office.note(Some(chan), "chan", Deed::SignedIn, "password", 11).await.expect("a row");
        let names = office.audit(10).await.expect("both").into_iter().map(|entry| entry.name).collect::<Vec<_>>();
        assert_eq!(names, ["陳", "chan"]);
    }

    #[tokio::test]
    async fn a_confirmation_is_one_act_and_that_of_its_officer() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("another");
        office.note_sent(chan, "aa", "macao/5", 9).await.expect("a row");
        office.note_sent(chan, "aa", "macao/6", 10).await.expect("no other");
        let before = async |officer, once| office.sent_before(officer, once).await.expect("a database");
        assert_eq!(before(chan, "aa").await.as_deref(), Some("macao/5"));
        assert_eq!((before(chan, "bb").await, before(lei, "aa").await), (None, None));
    }
}
