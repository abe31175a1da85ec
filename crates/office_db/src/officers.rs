//! Officers and their appointments. An officer is closed, never deleted: what they did stays under their name.

use crate::database::{OfficeDb, OfficeFault};
use jiff::civil::Date;
use office::appointment::seats;
use office::{Actor, Appointment, AppointmentId, NewAppointment, OfficerId, Role};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// An officer as the office's book has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The number.
    pub id: OfficerId,
    /// The name by which they sign in.
    pub sign_in: String,
    /// The name that others read.
    pub name: String,
    /// The tag of the language in which they are written to.
    pub language: String,
    /// Where they are written to by mail; empty if they are not.
    pub mail_address: String,
    /// Whether there is a password.
    pub has_password: bool,
    /// Whether they can no longer sign in.
    pub is_closed: bool,
}

const OFFICERS: &str =
    "SELECT id, sign_in, name, language, password_hash IS NOT NULL, closed_at IS NOT NULL, mail_address FROM officer ORDER BY id";

impl OfficeDb {
    /// All officers, in the order in which they came.
    pub async fn officers(&self) -> Result<Vec<Officer>, OfficeFault> {
        let rows = sqlx::query(OFFICERS).fetch_all(&self.pool).await?;
        Ok(rows.iter().map(officer).collect())
    }

    /// The officer who signs in by this name.
    pub async fn officer_called(&self, sign_in: &str) -> Result<Option<Officer>, OfficeFault> {
        Ok(self.officers().await?.into_iter().find(|officer| officer.sign_in == sign_in))
    }

    /// Enters a new officer, who cannot sign in yet.
    pub async fn add_officer(&self, sign_in: &str, name: &str, language: &str) -> Result<OfficerId, OfficeFault> {
        let query = "INSERT INTO officer (id, sign_in, name, language) \
                     SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3 FROM officer RETURNING id";
        let row = sqlx::query(query).bind(sign_in).bind(name).bind(language).fetch_one(&self.pool).await;
        match row {
            Ok(row) => Ok(OfficerId(row.get(0))),
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Err(OfficeFault::Taken(sign_in.to_owned())),
            Err(error) => Err(error.into()),
        }
    }

    /// Gives an officer the password of this hash ([`crate::password::hash`]), and ends all their sessions and tokens.
    pub async fn set_password(&self, officer: OfficerId, hash: &str) -> Result<(), OfficeFault> {
        let mut work = self.pool.begin().await?;
        sqlx::query("UPDATE officer SET password_hash = $1 WHERE id = $2").bind(hash).bind(officer.0).execute(&mut *work).await?;
        sqlx::query("DELETE FROM session WHERE officer = $1").bind(officer.0).execute(&mut *work).await?;
        sqlx::query("DELETE FROM token WHERE officer = $1").bind(officer.0).execute(&mut *work).await?;
        Ok(work.commit().await?)
    }

    /// Lets an officer sign in no more, and ends all their sessions.
    pub async fn close_officer(&self, officer: OfficerId, now: i64) -> Result<(), OfficeFault> {
        let mut work = self.pool.begin().await?;
        let query = "UPDATE officer SET closed_at = COALESCE(closed_at, $1) WHERE id = $2";
        sqlx::query(query).bind(now).bind(officer.0).execute(&mut *work).await?;
        sqlx::query("DELETE FROM session WHERE officer = $1").bind(officer.0).execute(&mut *work).await?;
        Ok(work.commit().await?)
    }

    /// All appointments, in the order in which they were made.
    pub async fn appointments(&self) -> Result<Vec<Appointment>, OfficeFault> {
        let query = "SELECT a.id, a.officer, o.name, a.role, a.office, a.post, a.from_day, a.until_day, a.acting_for \
                     FROM appointment a JOIN officer o ON o.id = a.officer ORDER BY a.id";
        sqlx::query(query).fetch_all(&self.pool).await?.iter().map(appointment).collect()
    }

    /// Enters an appointment.
    pub async fn appoint(&self, new: &NewAppointment) -> Result<AppointmentId, OfficeFault> {
        let query = "INSERT INTO appointment (id, officer, role, office, post, from_day, until_day, acting_for) \
                     SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM appointment RETURNING id";
        let row = sqlx::query(query)
            .bind(new.officer.0)
            .bind(new.role.name())
            .bind(&new.office)
            .bind(&new.post)
            .bind(new.from.to_string())
            .bind(new.until.map(|until| until.to_string()))
            .bind(new.acting_for.map(|one| one.0))
            .fetch_one(&self.pool)
            .await?;
        Ok(AppointmentId(row.get(0)))
    }

    /// Sets the last day of an appointment.
    pub async fn end_appointment(&self, id: AppointmentId, until: Date) -> Result<(), OfficeFault> {
        let query = "UPDATE appointment SET until_day = $1 WHERE id = $2";
        sqlx::query(query).bind(until.to_string()).bind(id.0).execute(&self.pool).await?;
        Ok(())
    }

    /// All officers who are not closed, each with who they are on a day.
    pub async fn actors(&self, day: Date) -> Result<Vec<(Officer, Actor)>, OfficeFault> {
        let appointments = self.appointments().await?;
        let open = self.officers().await?.into_iter().filter(|officer| !officer.is_closed);
        let with_seats = |officer: Officer| {
            let seats = seats(&appointments, officer.id, day);
            let actor = Actor { officer: officer.id, name: officer.name.clone(), seats };
            (officer, actor)
        };
        Ok(open.map(with_seats).collect())
    }

    /// Who an officer is on a day; none for one who is closed or was never there.
    pub async fn actor(&self, id: OfficerId, day: Date) -> Result<Option<Actor>, OfficeFault> {
        let query = "SELECT name FROM officer WHERE id = $1 AND closed_at IS NULL";
        let Some(row) = sqlx::query(query).bind(id.0).fetch_optional(&self.pool).await? else { return Ok(None) };
        let seats = seats(&self.appointments().await?, id, day);
        Ok(Some(Actor { officer: id, name: row.get(0), seats }))
    }
}

fn officer(row: &SqliteRow) -> Officer {
    Officer {
        id: OfficerId(row.get(0)),
        sign_in: row.get(1),
        name: row.get(2),
        language: row.get(3),
        has_password: row.get(4),
        is_closed: row.get(5),
        mail_address: row.get(6),
    }
}

fn appointment(row: &SqliteRow) -> Result<Appointment, OfficeFault> {
    let role: String = row.get(3);
    let until: Option<String> = row.get(7);
    let acting_for: Option<i64> = row.get(8);
    Ok(Appointment {
        id: AppointmentId(row.get(0)),
        officer: OfficerId(row.get(1)),
        officer_name: row.get(2),
        role: Role::named(&role).ok_or(OfficeFault::Damaged { what: "role", value: role })?,
        office: row.get(4),
        post: row.get(5),
        from: day(row.get(6))?,
        until: until.map(day).transpose()?,
        acting_for: acting_for.map(AppointmentId),
    })
}

fn day(said: String) -> Result<Date, OfficeFault> {
    said.parse().map_err(|_| OfficeFault::Damaged { what: "day", value: said })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::office;
    use jiff::civil::date;

    fn liaison(officer: OfficerId) -> NewAppointment {
        NewAppointment {
            officer,
            role: Role::LiaisonOfficer,
            office: "示範聯絡辦".to_owned(),
            post: "示範主任".to_owned(),
            from: date(2018, 1, 1),
            until: None,
            acting_for: None,
        }
    }

    #[tokio::test]
    async fn an_officer_has_the_seats_of_the_day() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳（示範）", "zh-Hant").await.expect("an officer");
        let lei = office.add_officer("lei", "Lei (amostra)", "pt").await.expect("another");
        let seat = office.appoint(&liaison(chan)).await.expect("an appointment");
        let acting =
            NewAppointment { from: date(2018, 6, 1), until: Some(date(2018, 6, 30)), acting_for: Some(seat), ..liaison(lei) };
        office.appoint(&acting).await.expect("another");
        let roles = async |who, day| office.actor(who, day).await.expect("a database").expect("an officer").roles();
        assert_eq!(roles(chan, date(2018, 6, 15)).await, [Role::LiaisonOfficer]);
        assert_eq!(roles(lei, date(2018, 6, 15)).await, [Role::LiaisonOfficer]);
        assert_eq!(roles(lei, date(2018, 7, 1)).await, []);
        office.end_appointment(seat, date(2018, 6, 10)).await.expect("an end");
        assert_eq!(roles(lei, date(2018, 6, 15)).await, [], "the seat that they stood in for has ended");
        assert_eq!(office.appointments().await.expect("both").len(), 2);
    }

    #[tokio::test]
    async fn a_name_belongs_to_one_officer_and_one_who_is_closed_is_nobody() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        let again = office.add_officer("chan", "陳二", "zh-Hant").await;
        assert!(matches!(again, Err(OfficeFault::Taken(name)) if name == "chan"));
        office.close_officer(chan, 5).await.expect("closed");
        assert_eq!(office.actor(chan, date(2018, 1, 1)).await.expect("a database"), None);
        assert!(office.officers().await.expect("all")[0].is_closed);
    }

    #[tokio::test]
    async fn a_role_that_nobody_knows_is_told() {
        let (_folder, office) = office().await;
        let chan = office.add_officer("chan", "陳", "zh-Hant").await.expect("an officer");
        office.appoint(&liaison(chan)).await.expect("an appointment");
        sqlx::query("UPDATE appointment SET role = 'emperor'").execute(&office.pool).await.expect("a row");
        let found = office.appointments().await;
        assert!(matches!(found, Err(OfficeFault::Damaged { what: "role", .. })), "{found:?}");
    }
}
