//! The database: opened, brought to its newest form, and asked. Every other file here is one table's questions.

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row as _, SqlitePool};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The forms of the database, oldest first. One that a release has had is never changed.
const MIGRATIONS: [&str; 8] = [
    include_str!("../migrations/0001_officers.sql"),
    include_str!("../migrations/0002_clearance.sql"),
    include_str!("../migrations/0003_tokens.sql"),
    include_str!("../migrations/0004_liaison.sql"),
    include_str!("../migrations/0005_delegation.sql"),
    include_str!("../migrations/0006_letters.sql"),
    include_str!("../migrations/0007_translations.sql"),
    include_str!("../migrations/0008_mail.sql"),
];

/// How many connections at most; SQLite has one writer anyway.
const CONNECTIONS_MAX: u32 = 4;
/// How long one waits for another's write.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why the office's book cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OfficeFault {
    /// The database.
    #[error("the office's database failed")]
    Database(#[from] sqlx::Error),
    /// A newer program has changed it.
    #[error("the office's database has form {found}, and this program knows forms up to {known}")]
    Newer {
        /// The form that it has.
        found: i64,
        /// The newest that is known here.
        known: usize,
    },
    /// A row that this program would not have written.
    #[error("the office's database holds a {what} that is none: {value}")]
    Damaged {
        /// What it should be.
        what: &'static str,
        /// What is there.
        value: String,
    },
    /// A password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
    /// The thread that hashed a password broke down.
    #[error("the thread that hashed a password broke down")]
    Thread,
    /// The name by which an officer signs in is another's.
    #[error("`{0}` is in use")]
    Taken(String),
}

/// The office's database. Copies share the same connections.
#[derive(Clone, Debug)]
pub struct OfficeDb {
    pub(crate) pool: SqlitePool,
    /// One password at a time is hashed: the other core goes on with the pages.
    hashing: Arc<Semaphore>,
}

impl OfficeDb {
    /// Opens the database at a path, which is made if it is not there, and brings it to its newest form.
    pub async fn open(path: &Path) -> Result<OfficeDb, OfficeFault> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS_MAX).connect_with(options).await?;
        let office = OfficeDb { pool, hashing: Arc::new(Semaphore::new(1)) };
        office.migrate().await?;
        Ok(office)
    }

    /// Does something slow with a password on a thread that may wait.
    pub(crate) async fn hashing<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, OfficeFault> {
        let _turn = self.hashing.acquire().await.expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work).await.map_err(|_| OfficeFault::Thread)
    }

    async fn migrate(&self) -> Result<(), OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let found: i64 = sqlx::query("PRAGMA user_version").fetch_one(&mut *work).await?.get(0);
        let known = MIGRATIONS.len();
        let Some(left) = usize::try_from(found).ok().and_then(|found| MIGRATIONS.get(found..)) else {
            return Err(OfficeFault::Newer { found, known });
        };
        for migration in left {
            sqlx::raw_sql(*migration).execute(&mut *work).await?;
        }
        if !left.is_empty() {
            // A pragma takes no arguments; the number is ours.
            let version = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {known}"));
            sqlx::raw_sql(version).execute(&mut *work).await?;
        }
        Ok(work.commit().await?)
    }
}

/// A database in a folder that is gone with it.
#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU32, Ordering};

    pub struct Folder(pub PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    static NUMBER: AtomicU32 = AtomicU32::new(0);

    pub async fn office() -> (Folder, OfficeDb) {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("counterpart-office-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let office = OfficeDb::open(&folder.join("office.db")).await.expect("a database");
        (Folder(folder), office)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::office;
    use super::*;

    #[tokio::test]
    async fn a_database_is_opened_again_as_it_was() {
        let (folder, office) = office().await;
        sqlx::query("INSERT INTO officer (id, sign_in, name, language) VALUES (7, 'chan', 'Chan', 'en')")
            .execute(&office.pool)
            .await
            .expect("a row");
        drop(office);
        let again = OfficeDb::open(&folder.0.join("office.db")).await.expect("the same database");
        let name: String = sqlx::query("SELECT name FROM officer").fetch_one(&again.pool).await.expect("the row").get(0);
        assert_eq!(name, "Chan");
    }

    #[tokio::test]
    async fn a_database_of_a_newer_program_is_left_alone() {
        let (folder, office) = office().await;
        sqlx::raw_sql("PRAGMA user_version = 99").execute(&office.pool).await.expect("a version");
        drop(office);
        let again = OfficeDb::open(&folder.0.join("office.db")).await;
        assert!(matches!(again, Err(OfficeFault::Newer { found: 99, .. })), "{again:?}");
    }

    #[tokio::test]
    async fn what_is_no_database_is_a_fault_and_stays_as_it_is() {
        let (folder, _office) = office().await;
        let path = folder.0.join("other.db");
        std::fs::write(&path, "this is a letter, and no database at all, however one reads it").expect("a file");
        assert!(matches!(OfficeDb::open(&path).await, Err(OfficeFault::Database(_))));
        assert!(std::fs::read_to_string(&path).expect("the file").starts_with("this is a letter"));
    }
}
