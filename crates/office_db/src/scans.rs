//! Scans that wait to go with an act. They are called by their hash; once the act is on record, the record keeps them, and not this.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use sqlx::Row as _;

/// How long a scan that belongs to no draft waits for its act: thirty days.
const WAIT_SECONDS: i64 = 30 * 86_400;

impl OfficeDb {
    /// Keeps a scan. What has waited too long, and belongs to no draft, goes.
    pub async fn keep_scan(&self, digest: &str, bytes: &[u8], by: OfficerId, now: i64) -> Result<(), OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let query = "DELETE FROM scan WHERE at < $1 AND NOT EXISTS \
                     (SELECT 1 FROM draft_step s WHERE instr(s.fields, 'scan=' || scan.digest) > 0)";
        sqlx::query(query).bind(now - WAIT_SECONDS).execute(&mut *work).await?;
        let query =
            "INSERT INTO scan (digest, bytes, officer, at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO UPDATE SET at = $4";
        sqlx::query(query).bind(digest).bind(bytes).bind(by.0).bind(now).execute(&mut *work).await?;
        Ok(work.commit().await?)
    }

    /// The bytes of a scan that waits.
    pub async fn scan(&self, digest: &str) -> Result<Option<Vec<u8>>, OfficeFault> {
        let row = sqlx::query("SELECT bytes FROM scan WHERE digest = $1").bind(digest).fetch_optional(&self.pool).await?;
        Ok(row.map(|row| row.get(0)))
    }

    /// Forgets a scan that is on record.
    pub async fn forget_scan(&self, digest: &str) -> Result<(), OfficeFault> {
        sqlx::query("DELETE FROM scan WHERE digest = $1").bind(digest).execute(&self.pool).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    #[tokio::test]
    async fn a_scan_waits_for_its_act_and_one_that_nobody_needs_goes() {
        let (_folder, office) = office().await;
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("an officer");
        for (digest, at) in [("aa", 1), ("bb", 1)] {
            office.keep_scan(digest, b"%PDF-", lei, at).await.expect("a row");
        }
        office.begin_draft(lei, "reply_liaison", "liaison/macao-5", "scan=bb&marking=internal", 2).await.expect("a draft");
        office.keep_scan("cc", b"\xff\xd8\xff", lei, WAIT_SECONDS + 2).await.expect("a row");
        let there = async |digest| office.scan(digest).await.expect("a database").is_some();
        assert_eq!([there("aa").await, there("bb").await, there("cc").await], [false, true, true]);
        office.forget_scan("bb").await.expect("a row less");
        assert_eq!(office.scan("bb").await.expect("a database"), None);
    }
}
