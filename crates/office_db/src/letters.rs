//! Letters: how they are headed, and the numbers that were given. A number once given is never given again.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use office::letter::{Heading, Headings, Issued, LetterKind};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

impl OfficeDb {
    /// The headings as the office has set them; empty ones if it has set none.
    pub async fn headings(&self) -> Result<Headings, OfficeFault> {
        let rows =
            sqlx::query("SELECT writing, letterhead, pattern, signatory FROM letter_heading").fetch_all(&self.pool).await?;
        let mut headings = Headings::default();
        for row in rows {
            let heading = Heading { letterhead: row.get(1), pattern: row.get(2), signatory: row.get(3) };
            match row.get::<String, _>(0).as_str() {
                "han" => headings.han = heading,
                _ => headings.latin = heading,
            }
        }
        Ok(headings)
    }

    /// Sets the headings.
    pub async fn set_headings(&self, headings: &Headings) -> Result<(), OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for (writing, heading) in [("han", &headings.han), ("latin", &headings.latin)] {
            let query = "INSERT INTO letter_heading (writing, letterhead, pattern, signatory) VALUES ($1, $2, $3, $4) \
                         ON CONFLICT (writing) DO UPDATE SET letterhead = $2, pattern = $3, signatory = $4";
            let row = sqlx::query(query).bind(writing).bind(&heading.letterhead).bind(&heading.pattern).bind(&heading.signatory);
            row.execute(&mut *work).await?;
        }
        Ok(work.commit().await?)
    }

    /// Gives a letter the next number of its year, written by `reference`. The same form of the same officer gets the same number again.
    pub async fn issue(
        &self,
        (year, kind, matter): (i16, LetterKind, &str),
        by: OfficerId,
        once: &str,
        now: i64,
        reference: impl FnOnce(u32) -> String,
    ) -> Result<String, OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let before = sqlx::query("SELECT reference FROM letter WHERE officer = $1 AND once = $2").bind(by.0).bind(once);
        if let Some(row) = before.fetch_optional(&mut *work).await? {
            return Ok(row.get(0));
        }
        let next = sqlx::query("SELECT COALESCE(MAX(number), 0) + 1 FROM letter WHERE year = $1").bind(i64::from(year));
        let number: u32 = next.fetch_one(&mut *work).await?.get(0);
        let reference = reference(number);
        let query = "INSERT INTO letter (year, number, kind, matter, reference, officer, once, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let row = sqlx::query(query).bind(i64::from(year)).bind(number).bind(kind.name()).bind(matter).bind(&reference);
        row.bind(by.0).bind(once).bind(now).execute(&mut *work).await?;
        work.commit().await?;
        Ok(reference)
    }

    /// The numbers that were given, the newest first.
    pub async fn letters(&self) -> Result<Vec<Issued>, OfficeFault> {
        let query = "SELECT l.year, l.number, l.kind, l.matter, l.reference, o.name, l.at FROM letter l \
                     JOIN officer o ON o.id = l.officer ORDER BY l.year DESC, l.number DESC";
        sqlx::query(query).fetch_all(&self.pool).await?.iter().map(issued).collect()
    }
}

fn issued(row: &SqliteRow) -> Result<Issued, OfficeFault> {
    let kind: String = row.get(2);
    Ok(Issued {
        year: row.get(0),
        number: row.get(1),
        kind: LetterKind::named(&kind).ok_or(OfficeFault::Damaged { what: "letter", value: kind })?,
        matter: row.get(3),
        reference: row.get(4),
        name: row.get(5),
        at: row.get(6),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    #[tokio::test]
    async fn headings_are_kept_as_they_were_set_last() {
        let (_folder, office) = office().await;
        assert_eq!(office.headings().await.expect("a database"), Headings::default());
        let heading =
            |word: &str| Heading { letterhead: word.to_owned(), pattern: format!("{word}{{number}}"), signatory: String::new() };
        for word in ["甲", "乙"] {
            let headings = Headings { han: heading(word), latin: heading("A") };
            office.set_headings(&headings).await.expect("a row");
            assert_eq!(office.headings().await.expect("a database"), headings);
        }
    }

    #[tokio::test]
    async fn numbers_run_through_each_year_and_a_form_counts_once() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        for (year, once, number) in
            [(2019, "a", "1"), (2020, "b", "1"), (2020, "c", "2"), (2020, "b", "1"), (2019, "d", "2"), (2020, "e", "3")]
        {
            let about = (year, LetterKind::Reply, "key_work/2020");
            let given = office.issue(about, chan, once, 7, |number| number.to_string()).await.expect("a number");
            assert_eq!(given, number, "{year} {once}");
        }
        let given = office.letters().await.expect("a database").into_iter().map(|one| (one.year, one.number)).collect::<Vec<_>>();
        assert_eq!(given, [(2020, 3), (2020, 2), (2020, 1), (2019, 2), (2019, 1)]);
    }

    #[tokio::test]
    async fn letters_that_are_made_at_once_have_different_numbers() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let mut made = tokio::task::JoinSet::new();
        for once in 0..8 {
            let office = office.clone();
            made.spawn(async move {
                let about = (2020, LetterKind::Minutes, "annual_meeting/2020");
                office.issue(about, chan, &once.to_string(), 7, |number| number.to_string()).await.expect("a number")
            });
        }
        let mut given = made.join_all().await;
        given.sort();
        assert_eq!(given, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    }
}
