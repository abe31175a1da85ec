//! Drafts and their clearance (呈批): each is written, passed on, returned with a comment or cleared, and at last sent. Every version and
//! every step stays.

use crate::database::{OfficeDb, OfficeFault};
use office::OfficerId;
use office::clearance::{Move, State};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its number.
    pub id: i64,
    /// The act, by its name in data.
    pub act: String,
    /// The matter, by its name.
    pub matter: String,
    /// Who began it.
    pub author: OfficerId,
    /// Who goes on with it: its author, unless it was given to somebody else.
    pub holder: OfficerId,
    /// How far it is.
    pub state: State,
    /// The act that it became.
    pub place: Option<String>,
    /// Its newest version: the fields of the form, as forms are sent.
    pub fields: String,
    /// When it last changed.
    pub at: i64,
}

/// A step of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whose.
    pub name: String,
    /// What.
    pub what: Move,
    /// What was said with it.
    pub comment: String,
    /// The version, if it brought a new one.
    pub fields: Option<String>,
    /// When.
    pub at: i64,
}

const DRAFTS: &str = "SELECT d.id, d.act, d.matter, d.author, d.state, d.place, \
     (SELECT fields FROM draft_step s WHERE s.draft = d.id AND fields IS NOT NULL ORDER BY s.id DESC LIMIT 1), \
     (SELECT MAX(at) FROM draft_step s WHERE s.draft = d.id), COALESCE(d.holder, d.author) FROM draft d ORDER BY d.id DESC";

impl OfficeDb {
    /// All drafts, the newest first.
    pub async fn drafts(&self) -> Result<Vec<Draft>, OfficeFault> {
        sqlx::query(DRAFTS).fetch_all(&self.pool).await?.iter().map(draft).collect()
    }

    /// The draft of a number.
    pub async fn draft(&self, id: i64) -> Result<Option<Draft>, OfficeFault> {
        Ok(self.drafts().await?.into_iter().find(|draft| draft.id == id))
    }

    /// Begins a draft, and gives its number.
    pub async fn begin_draft(&self, by: OfficerId, act: &str, matter: &str, fields: &str, now: i64) -> Result<i64, OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let query = "INSERT INTO draft (id, act, matter, author, state) \
                     SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, 'written' FROM draft RETURNING id";
        let row = sqlx::query(query).bind(act).bind(matter).bind(by.0).fetch_one(&mut *work).await?;
        let id: i64 = row.get(0);
        let step = sqlx::query(STEP).bind(id).bind(by.0).bind(Move::Write.name()).bind("").bind(Some(fields)).bind(now);
        step.execute(&mut *work).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Takes a step with a draft. False if its state does not allow it any more, as when two officers act at once.
    pub async fn step_draft(
        &self,
        id: i64,
        by: OfficerId,
        what: Move,
        comment: &str,
        fields: Option<&str>,
        now: i64,
    ) -> Result<bool, OfficeFault> {
        let mut work = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let row = sqlx::query("SELECT state FROM draft WHERE id = $1").bind(id).fetch_optional(&mut *work).await?;
        let Some(next) = row.map(|row| state(row.get(0))).transpose()?.and_then(|state| state.after(what)) else {
            return Ok(false);
        };
        sqlx::query("UPDATE draft SET state = $1 WHERE id = $2").bind(next.name()).bind(id).execute(&mut *work).await?;
        let step = sqlx::query(STEP).bind(id).bind(by.0).bind(what.name()).bind(comment).bind(fields).bind(now);
        step.execute(&mut *work).await?;
        work.commit().await?;
        Ok(true)
    }

    /// Notes the act that a draft has become.
    pub async fn draft_became(&self, id: i64, place: &str) -> Result<(), OfficeFault> {
        sqlx::query("UPDATE draft SET place = $1 WHERE id = $2").bind(place).bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// Gives a draft to somebody else to go on with.
    pub async fn pass_draft_on(&self, id: i64, to: OfficerId) -> Result<(), OfficeFault> {
        sqlx::query("UPDATE draft SET holder = $1 WHERE id = $2").bind(to.0).bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// The steps of a draft in their order.
    pub async fn steps_of_draft(&self, id: i64) -> Result<Vec<Step>, OfficeFault> {
        let query = "SELECT o.name, s.what, s.comment, s.fields, s.at FROM draft_step s JOIN officer o ON o.id = s.officer \
                     WHERE s.draft = $1 ORDER BY s.id";
        sqlx::query(query).bind(id).fetch_all(&self.pool).await?.iter().map(step).collect()
    }
}

const STEP: &str = "INSERT INTO draft_step (draft, officer, what, comment, fields, at) VALUES ($1, $2, $3, $4, $5, $6)";

fn state(name: String) -> Result<State, OfficeFault> {
    State::named(&name).ok_or(OfficeFault::Damaged { what: "state of a draft", value: name })
}

fn draft(row: &SqliteRow) -> Result<Draft, OfficeFault> {
    Ok(Draft {
        id: row.get(0),
        act: row.get(1),
        matter: row.get(2),
        author: OfficerId(row.get(3)),
        state: state(row.get(4))?,
        place: row.get(5),
        fields: row.get::<Option<String>, _>(6).unwrap_or_default(),
        at: row.get::<Option<i64>, _>(7).unwrap_or_default(),
        holder: OfficerId(row.get(8)),
    })
}

fn step(row: &SqliteRow) -> Result<Step, OfficeFault> {
    let what: String = row.get(1);
    let what = Move::named(&what).ok_or(OfficeFault::Damaged { what: "step of a draft", value: what })?;
    Ok(Step { name: row.get(0), what, comment: row.get(2), fields: row.get(3), at: row.get(4) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;

    #[tokio::test]
    async fn a_draft_goes_its_way_and_every_version_stays() {
        let (_folder, office) = office().await;
        let lei = office.add_officer("lei", "Lei", "pt").await.expect("an officer");
        let head = office.add_officer("head", "Head", "pt").await.expect("another");
        let id = office.begin_draft(lei, "give_opinion", "key_work/2018", "remarks=one", 1).await.expect("a draft");
        let go = async |by, what, fields: Option<&str>, at| {
            office.step_draft(id, by, what, "so", fields, at).await.expect("a database")
        };
        assert!(go(lei, Move::Pass, None, 2).await);
        assert!(go(head, Move::Return, None, 3).await);
        assert!(!go(head, Move::Clear, None, 4).await, "it was returned");
        assert!(go(lei, Move::Write, Some("remarks=two"), 5).await);
        assert!(go(lei, Move::Pass, None, 6).await && go(head, Move::Clear, None, 7).await);
        assert!(!go(lei, Move::Write, Some("remarks=three"), 8).await, "what was cleared stays as it is");
        assert!(go(lei, Move::Send, None, 9).await);
        office.draft_became(id, "macao/5").await.expect("a note");
        office.pass_draft_on(id, head).await.expect("another holder");
        let draft = office.draft(id).await.expect("a database").expect("the draft");
        assert_eq!((draft.author, draft.holder), (lei, head), "who began it stays");
        assert_eq!((draft.state, draft.fields.as_str(), draft.place.as_deref()), (State::Sent, "remarks=two", Some("macao/5")));
        let steps = office.steps_of_draft(id).await.expect("a database");
        let said = steps.iter().map(|step| (step.name.as_str(), step.what)).collect::<Vec<_>>();
        let wanted = [
            ("Lei", Move::Write),
            ("Lei", Move::Pass),
            ("Head", Move::Return),
            ("Lei", Move::Write),
            ("Lei", Move::Pass),
            ("Head", Move::Clear),
            ("Lei", Move::Send),
        ];
        assert_eq!(said, wanted);
        assert_eq!(steps.iter().filter_map(|step| step.fields.as_deref()).collect::<Vec<_>>(), ["remarks=one", "remarks=two"]);
        assert!(!office.step_draft(99, lei, Move::Pass, "", None, 9).await.expect("a database"), "no such draft");
    }
}
