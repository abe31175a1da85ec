//! What departments of this side answered in an opinion round (徵求意見). It is this side's own: others read what the convener states.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use office::department::Answer;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

impl OfficeDb {
    /// Notes a department's answer.
    pub async fn note_answer(&self, matter: &str, answer: &Answer, by: OfficerId, now: i64) -> Result<(), OfficeFault> {
        let query = "INSERT INTO department_answer (matter, item, text_digest, department, opinion, remarks, day, officer, at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        sqlx::query(query)
            .bind(matter)
            .bind(answer.item)
            .bind(&answer.text_digest)
            .bind(&answer.department)
            .bind(&answer.opinion)
            .bind(&answer.remarks)
            .bind(answer.day.to_string())
            .bind(by.0)
            .bind(now)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The answers in a matter, in the order in which they were noted. A later one of the same department on the same item stands for it.
    pub async fn answers(&self, matter: &str) -> Result<Vec<Answer>, OfficeFault> {
        let query =
            "SELECT item, text_digest, department, opinion, remarks, day FROM department_answer WHERE matter = $1 ORDER BY id";
        sqlx::query(query).bind(matter).fetch_all(&self.pool).await?.iter().map(answer).collect()
    }

    /// The answers in all matters, each with its matter, in the order in which they were noted.
    pub async fn all_answers(&self) -> Result<Vec<(String, Answer)>, OfficeFault> {
        let query = "SELECT item, text_digest, department, opinion, remarks, day, matter FROM department_answer ORDER BY id";
        let rows = sqlx::query(query).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.get(6), answer(row)?))).collect()
    }
}

fn answer(row: &SqliteRow) -> Result<Answer, OfficeFault> {
    let day: String = row.get(5);
    Ok(Answer {
        item: row.get(0),
        text_digest: row.get(1),
        department: row.get(2),
        opinion: row.get(3),
        remarks: row.get(4),
        day: day.parse().map_err(|_| OfficeFault::Damaged { what: "day", value: day })?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;
    use jiff::civil::date;

    #[tokio::test]
    async fn answers_are_those_of_their_matter_in_the_order_in_which_they_came() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let answer = |item, opinion: &str| Answer {
            item,
            text_digest: "00".repeat(32),
            department: "示範部門甲".to_owned(),
            opinion: opinion.to_owned(),
            remarks: String::new(),
            day: date(2018, 1, 20),
        };
        for (matter, item, opinion) in
            [("key_work/2018", 1, "reserve"), ("key_work/2019", 1, "agree"), ("key_work/2018", 1, "agree")]
        {
            office.note_answer(matter, &answer(item, opinion), chan, 1).await.expect("a row");
        }
        let found = office.answers("key_work/2018").await.expect("a database");
        assert_eq!(found, [answer(1, "reserve"), answer(1, "agree")]);
        assert_eq!(office.answers("key_work/2017").await.expect("a database"), []);
        let all = office.all_answers().await.expect("a database");
        let all = all.iter().map(|(matter, one)| (matter.as_str(), one.opinion.as_str())).collect::<Vec<_>>();
        assert_eq!(all, [("key_work/2018", "reserve"), ("key_work/2019", "agree"), ("key_work/2018", "agree")]);
    }
}
