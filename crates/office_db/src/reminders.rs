//! Reminders that the liaison office gave to units of this side. Mail goes out by the same rows.

use crate::database::{OfficeDb, OfficeFault};
use jiff::civil::Date;
use office::OfficerId;
use office::reminder::Reminder;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

impl OfficeDb {
    /// Notes reminders that one form gives; the same form counts once.
    pub async fn remind(&self, reminders: &[Reminder], by: OfficerId, once: &str, now: i64) -> Result<(), OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for one in reminders {
            let query = "INSERT OR IGNORE INTO reminder (matter, item, unit, text, due, day, officer, once, at) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
            let row = sqlx::query(query).bind(&one.matter).bind(one.item).bind(&one.unit).bind(&one.text);
            let row = row.bind(one.due.to_string()).bind(one.day.to_string()).bind(by.0).bind(once).bind(now);
            row.execute(&mut *work).await?;
        }
        Ok(work.commit().await?)
    }

    /// All reminders, the newest first.
    pub async fn reminders(&self) -> Result<Vec<Reminder>, OfficeFault> {
        let query = "SELECT matter, item, unit, text, due, day FROM reminder ORDER BY id DESC";
        sqlx::query(query).fetch_all(&self.pool).await?.iter().map(reminder).collect()
    }

    /// Reminders whose mail was not queued yet, each with its number and when it was given, in the order in which they were given.
    pub async fn reminders_to_mail(&self) -> Result<Vec<(i64, i64, Reminder)>, OfficeFault> {
        let query = "SELECT matter, item, unit, text, due, day, id, at FROM reminder WHERE mailed_at IS NULL ORDER BY id";
        let rows = sqlx::query(query).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.get(6), row.get(7), reminder(row)?))).collect()
    }
}

fn reminder(row: &SqliteRow) -> Result<Reminder, OfficeFault> {
    let day = |at: usize| {
        let day: String = row.get(at);
        day.parse::<Date>().map_err(|_| OfficeFault::Damaged { what: "day", value: day })
    };
    Ok(Reminder { matter: row.get(0), item: row.get(1), unit: row.get(2), text: row.get(3), due: day(4)?, day: day(5)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;
    use jiff::civil::date;

    #[tokio::test]
    async fn reminders_are_kept_the_newest_first_and_a_form_counts_once() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let to = |item, unit: &str| Reminder {
            matter: "key_work/2020".to_owned(),
            item,
            unit: unit.to_owned(),
            text: "請匯報".to_owned(),
            due: date(2020, 2, 1),
            day: date(2020, 1, 8),
        };
        let first = [to(1, "甲"), to(1, "乙"), to(2, "")];
        for once in ["a", "a"] {
            office.remind(&first, chan, once, 7).await.expect("rows");
        }
        office.remind(&[to(1, "甲")], chan, "b", 8).await.expect("a row");
        assert_eq!(office.reminders().await.expect("a database"), [to(1, "甲"), to(2, ""), to(1, "乙"), to(1, "甲")]);
    }
}
