//! Contacts of each side, and the other lists on which the work of this side stands: this side's own register.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use office::liaison::{AlsoListed, Contact, OtherList};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

impl OfficeDb {
    /// The contacts, in the order in which they were noted.
    pub async fn contacts(&self) -> Result<Vec<Contact>, OfficeFault> {
        let rows = sqlx::query("SELECT id, party, office, post, reach FROM contact ORDER BY id").fetch_all(&self.pool).await?;
        let contact = |row: &SqliteRow| Contact {
            id: row.get(0),
            party: row.get(1),
            office: row.get(2),
            post: row.get(3),
            reach: row.get(4),
        };
        Ok(rows.iter().map(contact).collect())
    }

    /// Notes a contact.
    pub async fn note_contact(&self, contact: &Contact, by: OfficerId, now: i64) -> Result<(), OfficeFault> {
        let query = "INSERT INTO contact (id, party, office, post, reach, officer, at) \
                     SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6 FROM contact";
        let query = sqlx::query(query).bind(&contact.party).bind(&contact.office).bind(&contact.post).bind(&contact.reach);
        query.bind(by.0).bind(now).execute(&self.pool).await?;
        Ok(())
    }

    /// Strikes a contact off.
    pub async fn strike_contact(&self, id: i64) -> Result<(), OfficeFault> {
        sqlx::query("DELETE FROM contact WHERE id = $1").bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// The other lists, in the order in which they were entered.
    pub async fn other_lists(&self) -> Result<Vec<OtherList>, OfficeFault> {
        let rows = sqlx::query("SELECT id, name FROM other_list ORDER BY id").fetch_all(&self.pool).await?;
        Ok(rows.iter().map(|row| OtherList { id: row.get(0), name: row.get(1) }).collect())
    }

    /// Enters a list. One of this name that is there already stays as it is.
    pub async fn add_other_list(&self, name: &str) -> Result<(), OfficeFault> {
        let query = "INSERT INTO other_list (id, name) SELECT COALESCE(MAX(id), 0) + 1, $1 FROM other_list WHERE true \
                     ON CONFLICT (name) DO NOTHING";
        sqlx::query(query).bind(name).execute(&self.pool).await?;
        Ok(())
    }

    /// Where items stand on other lists too: list by list, in the order of years and items.
    pub async fn also_listed(&self) -> Result<Vec<AlsoListed>, OfficeFault> {
        let query = "SELECT a.id, a.matter, a.item, l.id, l.name, a.number, a.reference FROM also_listed a \
                     JOIN other_list l ON l.id = a.list ORDER BY l.id, a.matter, a.item";
        let entry = |row: &SqliteRow| AlsoListed {
            id: row.get(0),
            matter: row.get(1),
            item: row.get(2),
            list: OtherList { id: row.get(3), name: row.get(4) },
            number: row.get(5),
            reference: row.get(6),
        };
        Ok(sqlx::query(query).fetch_all(&self.pool).await?.iter().map(entry).collect())
    }

    /// Enters an item on a list, or changes its number there.
    pub async fn note_also_listed(&self, entry: &AlsoListed, by: OfficerId, now: i64) -> Result<(), OfficeFault> {
        let query = "INSERT INTO also_listed (id, matter, item, list, number, reference, officer, at) \
                     SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM also_listed WHERE true \
                     ON CONFLICT (matter, item, list) DO UPDATE SET number = $4, reference = $5, officer = $6, at = $7";
        let query = sqlx::query(query).bind(&entry.matter).bind(entry.item).bind(entry.list.id);
        query.bind(&entry.number).bind(&entry.reference).bind(by.0).bind(now).execute(&self.pool).await?;
        Ok(())
    }

    /// Takes an item off a list.
    pub async fn strike_also_listed(&self, id: i64) -> Result<(), OfficeFault> {
        sqlx::query("DELETE FROM also_listed WHERE id = $1").bind(id).execute(&self.pool).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    #[tokio::test]
    async fn an_item_stands_on_a_list_once_and_its_number_can_change() {
        let (_folder, office) = office().await;
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("an officer");
        for name in ["粵港", "深港", "粵港"] {
            office.add_other_list(name).await.expect("a row");
        }
        let lists = office.other_lists().await.expect("a database");
        assert_eq!(lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>(), ["粵港", "深港"]);
        let entry = |item, list: usize, number: &str| AlsoListed {
            matter: "key_work/2018".to_owned(),
            item,
            list: lists[list].clone(),
            number: number.to_owned(),
            ..AlsoListed::default()
        };
        for (item, list, number) in [(3, 1, "B-7"), (3, 0, "12"), (1, 0, "4"), (3, 0, "13")] {
            office.note_also_listed(&entry(item, list, number), lei, 1).await.expect("a row");
        }
        let found = office.also_listed().await.expect("a database");
        let found = found.iter().map(|one| (one.item, one.list.id, one.number.as_str())).collect::<Vec<_>>();
        assert_eq!(found, [(1, 1, "4"), (3, 1, "13"), (3, 2, "B-7")]);
        let first = office.also_listed().await.expect("a database")[0].id;
        office.strike_also_listed(first).await.expect("a row less");
        assert_eq!(office.also_listed().await.expect("a database").len(), 2);
    }

    #[tokio::test]
    async fn contacts_stay_in_their_order_and_can_be_struck_off() {
        let (_folder, office) = office().await;
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("an officer");
        for party in ["macao", "guangdong", "macao"] {
            let contact = Contact { party: party.to_owned(), post: "示範職位".to_owned(), ..Contact::default() };
            office.note_contact(&contact, lei, 1).await.expect("a row");
        }
        office.strike_contact(1).await.expect("a row less");
        let found = office.contacts().await.expect("a database");
        assert_eq!(found.iter().map(|one| (one.id, one.party.as_str())).collect::<Vec<_>>(), [(2, "guangdong"), (3, "macao")]);
    }
}
