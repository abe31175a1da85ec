//! Translations of texts that are on record. Each stays as it was entered; a newer one of the same text and language stands before it.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use office::translation::{Original, Standing, Translation};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

const COLUMNS: &str = "SELECT t.about, t.matter, t.item, t.text_digest, t.language, t.standing, t.text, o.name, t.day \
                       FROM translation t JOIN officer o ON o.id = t.officer";

impl OfficeDb {
    /// Keeps a translation that an officer entered. Its own `by` is not asked: the name is that of the officer.
    pub async fn keep_translation(&self, one: &Translation, by: OfficerId, now: i64) -> Result<(), OfficeFault> {
        let query = "INSERT INTO translation (about, matter, item, text_digest, language, standing, text, officer, at, day) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let (matter, item) = one.original.item.as_ref().map(|(matter, item)| (matter.as_str(), *item)).unzip();
        sqlx::query(query)
            .bind(&one.original.about)
            .bind(matter)
            .bind(item)
            .bind(&one.original.text_digest)
            .bind(&one.language)
            .bind(one.standing.name())
            .bind(&one.text)
            .bind(by.0)
            .bind(now)
            .bind(one.day.to_string())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The translations of what stands at a place, or below it (`agreement` has those of all its provisions), the newest first.
    pub async fn translations_of(&self, about: &str) -> Result<Vec<Translation>, OfficeFault> {
        let query = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE t.about = $1 OR substr(t.about, 1, length($2)) = $2 ORDER BY t.id DESC"
        ));
        let rows = sqlx::query(query).bind(about).bind(format!("{about}/")).fetch_all(&self.pool).await?;
        rows.iter().map(translation).collect()
    }

    /// The translations of all texts of an item, the newest first.
    pub async fn translations_of_item(&self, matter: &str, item: u32) -> Result<Vec<Translation>, OfficeFault> {
        let query = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE t.matter = $1 AND t.item = $2 ORDER BY t.id DESC"));
        sqlx::query(query).bind(matter).bind(item).fetch_all(&self.pool).await?.iter().map(translation).collect()
    }

    /// All translations, the newest first: for whoever looks for words.
    pub async fn translations(&self) -> Result<Vec<Translation>, OfficeFault> {
        let query = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY t.id DESC"));
        sqlx::query(query).fetch_all(&self.pool).await?.iter().map(translation).collect()
    }
}

fn translation(row: &SqliteRow) -> Result<Translation, OfficeFault> {
    let (standing, day): (String, String) = (row.get(5), row.get(8));
    let item = row.get::<Option<String>, _>(1).zip(row.get::<Option<u32>, _>(2));
    Ok(Translation {
        original: Original { about: row.get(0), item, text_digest: row.get(3) },
        language: row.get(4),
        standing: Standing::named(&standing)
            .ok_or(OfficeFault::Damaged { what: "standing of a translation", value: standing })?,
        text: row.get(6),
        by: row.get(7),
        day: day.parse().map_err(|_| OfficeFault::Damaged { what: "day", value: day })?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;
    use jiff::civil::date;

    fn of(about: &str, item: Option<(&str, u32)>, digest: &str, text: &str) -> Translation {
        let item = item.map(|(matter, item)| (matter.to_owned(), item));
        Translation {
            original: Original { about: about.to_owned(), item, text_digest: digest.to_owned() },
            language: "pt".to_owned(),
            standing: Standing::Courtesy,
            text: text.to_owned(),
            by: "Lei".to_owned(),
            day: date(2018, 3, 1),
        }
    }

    #[tokio::test]
    async fn translations_are_found_by_place_and_by_item_the_newest_first() {
        let (_folder, office) = office().await;
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("an officer");
        let one = of("ndrc/4", Some(("key_work/2018", 3)), "00", "primeiro");
        let later = of("ndrc/9", Some(("key_work/2018", 3)), "11", "segundo");
        let provision = of("agreement/art_12", None, "22", "artigo");
        let other = of("agreement_x/1", None, "33", "outro");
        for row in [&one, &later, &provision, &other] {
            office.keep_translation(row, lei, 1).await.expect("a row");
        }
        let texts = |rows: Vec<Translation>| rows.into_iter().map(|row| row.text).collect::<Vec<_>>();
        let of_item = office.translations_of_item("key_work/2018", 3).await.expect("a database");
        assert_eq!(of_item, [later, one.clone()]);
        assert_eq!(office.translations_of("ndrc/4").await.expect("a database"), [one]);
        assert_eq!(texts(office.translations_of("agreement").await.expect("a database")), ["artigo"]);
        assert_eq!(texts(office.translations_of_item("key_work/2018", 4).await.expect("a database")), [""; 0]);
        assert_eq!(office.translations().await.expect("a database").len(), 4);
    }
}
