//! The index: opened, filled as acts are folded, and asked.
//!
//! The tokens of a text are kept in SQLite's full-text index without the text itself. The marks say of each log how far it has been read,
//! and by the act that stands there that it is still the same log.
//!
//! The id of a text begins with its kind and its day, so that the full-text index alone counts the texts of a kind until a day and gives
//! the newest first: a word of every second text is found without a look at each of them.

use script::Query;
use script::tokens::written;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{Row as _, SqliteConnection, SqlitePool};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The form of the database. Another one is made anew: all of it can be.
const FORM: i64 = 2;

const TABLES: &str = "
-- What kinds there are, by number.
CREATE TABLE kind (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE);
-- One text of an act: the act's log and number there. Its id has its kind and the day on which it was recorded.
CREATE TABLE text (
    id INTEGER PRIMARY KEY NOT NULL,
    log TEXT NOT NULL,
    number BIGINT NOT NULL,
    part BIGINT NOT NULL,
    UNIQUE (log, number, part)
);
CREATE VIRTUAL TABLE words USING fts5 (tokens, content = '', tokenize = 'unicode61 remove_diacritics 2');
-- How far each log has been read, and which act stands there.
CREATE TABLE mark (log TEXT PRIMARY KEY NOT NULL, number BIGINT NOT NULL, act TEXT NOT NULL);
-- Acts whose texts had not arrived when they were read.
CREATE TABLE awaited (log TEXT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (log, number));
";

/// How many hits of a kind are given, the newest first, where no more is asked for.
pub const HITS_MAX: u32 = 20;

/// Where the kind begins in the id of a text. Below it is the day.
const KIND_BITS: u32 = 48;
/// Where the day begins. Below it the texts of a kind and a day are counted; more than a million of them are not indexed.
const DAY_BITS: u32 = 20;

/// Why the index cannot be used. The record is not concerned.
#[derive(Debug, thiserror::Error)]
pub enum IndexFault {
    /// The database.
    #[error("the index of texts failed")]
    Database(#[from] sqlx::Error),
    /// A file of it cannot be removed, to be made again.
    #[error("the index of texts cannot be made again")]
    Remove(#[from] std::io::Error),
}

/// How far a log has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The number of the last act that was read.
    pub number: u32,
    /// The id of that act.
    pub act: String,
}

/// An act with the texts that are here of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose log.
    pub log: String,
    /// The number of the act there.
    pub number: u32,
    /// Of which kind it is for whoever looks for it.
    pub kind: String,
    /// The day on which it was recorded: `2018-03-01`.
    pub day: String,
    /// Its texts, each with its place among them.
    pub texts: Vec<(u32, String)>,
}

/// What is new since the marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The acts with texts, those included that had been awaited.
    pub entries: Vec<Entry>,
    /// How far each log has now been read.
    pub marks: BTreeMap<String, Mark>,
    /// What is still to come of the acts read now: their log and number.
    pub awaited: Vec<(String, u32)>,
    /// A log is no longer the one that was read: everything is to be read again.
    pub begin_again: bool,
    /// How many acts have not been read yet.
    pub left: u64,
}

/// A text that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whose log.
    pub log: String,
    /// The number of the act there.
    pub number: u32,
    /// Of which kind it is.
    pub kind: String,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The newest of each kind.
    pub hits: Vec<Hit>,
    /// How many texts of each kind there are.
    pub counts: BTreeMap<String, u64>,
}

/// The index. Copies share the same connection.
#[derive(Clone, Debug)]
pub struct Index {
    pool: SqlitePool,
}

impl Index {
    /// Opens the index at a path. What is damaged, or of another form, is made again.
    pub async fn open(path: &Path) -> Result<Index, IndexFault> {
        match Index::try_open(path).await {
            Ok(index) => Ok(index),
            Err(_) => {
                for ending in ["", "-wal", "-shm"] {
                    let mut name = path.as_os_str().to_owned();
                    name.push(ending);
                    match std::fs::remove_file(PathBuf::from(name)) {
                        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
                        _ => {}
                    }
                }
                Ok(Index::try_open(path).await?)
            }
        }
    }

    async fn try_open(path: &Path) -> Result<Index, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What a crash takes is read again from the record.
            .synchronous(SqliteSynchronous::Normal);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        let index = Index { pool };
        index.form().await?;
        Ok(index)
    }

    /// Makes the tables where there are none, and refuses those of another form.
    async fn form(&self) -> Result<(), sqlx::Error> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let found: i64 = sqlx::query("PRAGMA user_version").fetch_one(&mut *work).await?.get(0);
        if found == 0 {
            sqlx::raw_sql(TABLES).execute(&mut *work).await?;
            // A pragma takes no arguments; the number is ours.
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA user_version = {FORM}"))).execute(&mut *work).await?;
        } else if found != FORM {
            return Err(sqlx::Error::RowNotFound);
        }
        work.commit().await
    }

    /// How far each log has been read.
    pub async fn marks(&self) -> Result<BTreeMap<String, Mark>, IndexFault> {
        let rows = sqlx::query("SELECT log, number, act FROM mark").fetch_all(&self.pool).await?;
        let mark = |row: &SqliteRow| (row.get(0), Mark { number: row.get(1), act: row.get(2) });
        Ok(rows.iter().map(mark).collect())
    }

    /// The acts whose texts had not arrived, at most so many.
    pub async fn awaited(&self, at_most: u32) -> Result<Vec<(String, u32)>, IndexFault> {
        let query = sqlx::query("SELECT log, number FROM awaited ORDER BY log, number LIMIT $1").bind(at_most);
        Ok(query.fetch_all(&self.pool).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// Takes what is new, all of it or nothing.
    pub async fn take(&self, news: &News) -> Result<(), IndexFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        if news.begin_again {
            let clear = "DELETE FROM text; DELETE FROM kind; DELETE FROM mark; DELETE FROM awaited; INSERT INTO words (words) VALUES ('delete-all');";
            sqlx::raw_sql(clear).execute(&mut *work).await?;
        }
        take_entries(&mut work, &news.entries).await?;
        for (log, number) in &news.awaited {
            let row = sqlx::query("INSERT OR IGNORE INTO awaited (log, number) VALUES ($1, $2)").bind(log).bind(number);
            row.execute(&mut *work).await?;
        }
        for (log, mark) in &news.marks {
            let row = sqlx::query("INSERT OR REPLACE INTO mark (log, number, act) VALUES ($1, $2, $3)");
            row.bind(log).bind(mark.number).bind(&mark.act).execute(&mut *work).await?;
        }
        Ok(work.commit().await?)
    }

    /// The newest texts of each kind that were recorded by a day and have all that is asked for; of `kind` alone, if one is named.
    pub async fn find(&self, query: &Query, by: &str, kind: Option<&str>, at_most: u32) -> Result<Found, IndexFault> {
        if query.is_empty() {
            return Ok(Found::default());
        }
        let kinds = "SELECT id, name FROM kind WHERE $1 IS NULL OR name = $1 ORDER BY name";
        let (words, day, mut found) = (query.fts5(), day_number(by), Found::default());
        for row in sqlx::query(kinds).bind(kind).fetch_all(&self.pool).await? {
            let (id, kind): (i64, String) = (row.get(0), row.get(1));
            let (first, last) = (place(id, 0).0, place(id, day).1);
            let count = "SELECT COUNT(*) FROM words WHERE words MATCH $1 AND rowid BETWEEN $2 AND $3";
            let count = sqlx::query(count).bind(&words).bind(first).bind(last).fetch_one(&self.pool).await?;
            let count: i64 = count.get(0);
            if count == 0 {
                continue;
            }
            found.counts.insert(kind.clone(), count.unsigned_abs());
            let newest = "SELECT t.log, t.number FROM words JOIN text t ON t.id = words.rowid \
                          WHERE words MATCH $1 AND words.rowid BETWEEN $2 AND $3 ORDER BY words.rowid DESC LIMIT $4";
            let newest = sqlx::query(newest).bind(&words).bind(first).bind(last).bind(at_most);
            for row in newest.fetch_all(&self.pool).await? {
                let hit = Hit { log: row.get(0), number: row.get(1), kind: kind.clone() };
                if !found.hits.contains(&hit) {
                    found.hits.push(hit);
                }
            }
        }
        Ok(found)
    }
}

/// Writes the texts of acts, in the order of their ids: the full-text index would write itself out at each step back.
async fn take_entries(work: &mut SqliteConnection, entries: &[Entry]) -> Result<(), sqlx::Error> {
    let mut sorted = Vec::new();
    for entry in entries {
        let gone = sqlx::query("DELETE FROM awaited WHERE log = $1 AND number = $2").bind(&entry.log).bind(entry.number);
        gone.execute(&mut *work).await?;
        sorted.push((kind_number(work, &entry.kind).await?, day_number(&entry.day), entry));
    }
    sorted.sort_by_key(|(kind, day, _)| (*kind, *day));
    for (kind, day, entry) in sorted {
        let (first, last) = place(kind, day);
        for (part, text) in &entry.texts {
            // A text that was here before another one of the same act is in the index already.
            let row = "INSERT OR IGNORE INTO text (id, log, number, part) \
                       SELECT next, $3, $4, $5 FROM (SELECT COALESCE(MAX(id) + 1, $1) AS next FROM text WHERE id BETWEEN $1 AND $2) \
                       WHERE next <= $2 RETURNING id";
            let row = sqlx::query(row).bind(first).bind(last).bind(&entry.log).bind(entry.number).bind(part);
            let Some(row) = row.fetch_optional(&mut *work).await? else { continue };
            let id: i64 = row.get(0);
            let words = sqlx::query("INSERT INTO words (rowid, tokens) VALUES ($1, $2)").bind(id).bind(written(text));
            words.execute(&mut *work).await?;
        }
    }
    Ok(())
}

/// The number of a kind, which is given one if it has none.
async fn kind_number(work: &mut SqliteConnection, kind: &str) -> Result<i64, sqlx::Error> {
    sqlx::query("INSERT OR IGNORE INTO kind (name) VALUES ($1)").bind(kind).execute(&mut *work).await?;
    Ok(sqlx::query("SELECT id FROM kind WHERE name = $1").bind(kind).fetch_one(&mut *work).await?.get(0))
}

/// A day as a number that grows with it: `2018-03-01` is 20180301.
fn day_number(day: &str) -> i64 {
    let digits = day.bytes().filter(u8::is_ascii_digit).take(8);
    digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}

/// The first and the last id of a kind's texts on a day.
fn place(kind: i64, day: i64) -> (i64, i64) {
    let first = kind << KIND_BITS | day << DAY_BITS;
    (first, first | ((1 << DAY_BITS) - 1))
}

#[cfg(test)]
mod tests;
