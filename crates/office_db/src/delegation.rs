//! The delegation of this side to a meeting (代表團): posts and names, kept here and nowhere else.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use office::delegation::{Delegate, NewDelegate};
use sqlx::Row as _;

impl OfficeDb {
    /// Enters somebody into the delegation to the meeting of a matter.
    pub async fn add_delegate(&self, matter: &str, new: &NewDelegate, by: OfficerId, now: i64) -> Result<(), OfficeFault> {
        let query = "INSERT INTO delegate (matter, post, name, officer, at) VALUES ($1, $2, $3, $4, $5)";
        let query = sqlx::query(query).bind(matter).bind(&new.post).bind(&new.name).bind(by.0).bind(now);
        query.execute(&self.pool).await?;
        Ok(())
    }

    /// Takes somebody out of the delegation to this meeting; nothing where nobody has this number in it.
    pub async fn remove_delegate(&self, matter: &str, id: i64) -> Result<(), OfficeFault> {
        sqlx::query("DELETE FROM delegate WHERE id = $1 AND matter = $2").bind(id).bind(matter).execute(&self.pool).await?;
        Ok(())
    }

    /// The delegation to a meeting, in the order in which it was entered: its rank is for whoever enters it.
    pub async fn delegates(&self, matter: &str) -> Result<Vec<Delegate>, OfficeFault> {
        let query = "SELECT id, post, name FROM delegate WHERE matter = $1 ORDER BY id";
        let rows = sqlx::query(query).bind(matter).fetch_all(&self.pool).await?;
        Ok(rows.iter().map(|row| Delegate { id: row.get(0), post: row.get(1), name: row.get(2) }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    #[tokio::test]
    async fn a_delegation_is_that_of_its_meeting_in_the_order_in_which_it_was_entered() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        for (matter, post, name) in [
            ("annual_meeting/2019", "示範首長", "示範甲"),
            ("annual_meeting/2018", "示範主任", "示範丙"),
            ("annual_meeting/2019", "示範處長", "示範乙"),
        ] {
            let new = NewDelegate { post: post.to_owned(), name: name.to_owned() };
            office.add_delegate(matter, &new, chan, 1).await.expect("a row");
        }
        let names = async || {
            let found = office.delegates("annual_meeting/2019").await.expect("a database");
            found.into_iter().map(|one| (one.id, one.name)).collect::<Vec<_>>()
        };
        let found = names().await;
        assert_eq!(found.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["示範甲", "示範乙"]);
        // A number of another meeting takes nobody out of this one.
        office.remove_delegate("annual_meeting/2018", found[0].0).await.expect("a database");
        assert_eq!(names().await.len(), 2);
        office.remove_delegate("annual_meeting/2019", found[0].0).await.expect("a database");
        assert_eq!(names().await, [found[1].clone()]);
    }
}
