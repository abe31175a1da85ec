//! `officer`: the first officers of a node, and whoever forgot a password. All else is done by the administrator in the pages.

use super::{Done, NodeFault};
use crate::home;
use jiff::civil::Date;
use office::{NewAppointment, OfficerId, Role, Standing};
use office_db::{OfficeDb, password};
use std::path::Path;
use words::Language;

/// What to do about officers.
#[derive(clap::Subcommand, Debug)]
pub enum OfficerAction {
    /// Enter an officer with a first post; the password is read as one line from the standard input
    Add(Add),
    /// Give an officer a new password, read as one line from the standard input; all their sessions end
    Password {
        /// The name by which they sign in
        sign_in: String,
    },
    /// Let an officer sign in no more
    Close {
        /// The name by which they sign in
        sign_in: String,
    },
    /// The officers and their posts
    List,
}

/// A new officer.
#[derive(clap::Args, Debug)]
pub struct Add {
    /// The name by which they sign in
    pub sign_in: String,
    /// Their name
    #[arg(long)]
    pub name: String,
    /// liaison_officer, department_officer, leader, administrator or auditor
    #[arg(long, value_parser = role)]
    pub role: Role,
    /// Their office
    #[arg(long)]
    pub office: String,
    /// Their post in it
    #[arg(long, default_value = "")]
    pub post: String,
    /// The first day; today, if not said
    #[arg(long)]
    pub from: Option<Date>,
    /// The last day
    #[arg(long)]
    pub until: Option<Date>,
}

fn role(name: &str) -> Result<Role, String> {
    let names = Role::ALL.map(Role::name).join(", ");
    Role::named(name).ok_or_else(|| format!("one of {names}"))
}

/// Does it. `language` is the one in which a new officer is written to.
pub fn run(folder: &Path, language: Language, action: &OfficerAction) -> Result<Done, NodeFault> {
    // A folder that is no node's gets no book.
    let hours = home::book(&home::config(folder)?)?.agreement.utc_offset_hours;
    let today = crate::commands::today(hours);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(NodeFault::io(folder))?;
    runtime.block_on(async {
        let office = home::office(folder).await?;
        match action {
            OfficerAction::Add(new) => add(&office, language, today, new).await,
            OfficerAction::Password { sign_in } => {
                let officer = called(&office, sign_in).await?;
                office.new_password(officer, &asked(sign_in)?, crate::random()).await?;
                Ok(Done::ok(vec![format!("{sign_in} has a new password")]))
            }
            OfficerAction::Close { sign_in } => {
                let officer = called(&office, sign_in).await?;
                office.close_officer(officer, jiff::Timestamp::now().as_second()).await?;
                Ok(Done::ok(vec![format!("{sign_in} signs in no more")]))
            }
            OfficerAction::List => list(&office, today).await,
        }
    })
}

async fn add(office: &OfficeDb, language: Language, today: Date, new: &Add) -> Result<Done, NodeFault> {
    let password = asked(&new.sign_in)?;
    let officer = office.add_officer(&new.sign_in, &new.name, language.tag()).await?;
    office.new_password(officer, &password, crate::random()).await?;
    let seat = NewAppointment {
        officer,
        role: new.role,
        office: new.office.clone(),
        post: new.post.clone(),
        from: new.from.unwrap_or(today),
        until: new.until,
        acting_for: None,
    };
    office.appoint(&seat).await?;
    Ok(Done::ok(vec![format!("{} signs in as {}, {}", new.name, new.sign_in, new.role.name())]))
}

async fn called(office: &OfficeDb, sign_in: &str) -> Result<OfficerId, NodeFault> {
    let officer = office.officer_called(sign_in).await?;
    officer.map(|officer| officer.id).ok_or_else(|| NodeFault::Use(format!("nobody signs in as `{sign_in}`")))
}

/// A password from the standard input, if it is good enough.
fn asked(sign_in: &str) -> Result<String, NodeFault> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(NodeFault::io(Path::new("-")))?;
    let given = line.trim_end_matches(['\r', '\n']).to_owned();
    match password::weakness(&given, sign_in) {
        Some(weakness) => {
            let most = password::BYTES_MAX;
            let least = password::CHARACTERS_MIN;
            let wanted = format!("{least} characters or more, {most} bytes at most, without the sign-in name");
            Err(NodeFault::Use(format!("the password on the standard input is not taken ({weakness:?}): {wanted}")))
        }
        None => Ok(given),
    }
}

async fn list(office: &OfficeDb, today: Date) -> Result<Done, NodeFault> {
    let (officers, all) = (office.officers().await?, office.appointments().await?);
    let mut lines = Vec::new();
    for officer in officers {
        let closed = if officer.is_closed { " (closed)" } else { "" };
        lines.push(format!("{}  {}{closed}", officer.sign_in, officer.name));
        for one in all.iter().filter(|one| one.officer == officer.id) {
            let standing = match one.standing(&all, today) {
                Standing::ToCome => "to come",
                Standing::Holds => "holds",
                Standing::Over => "over",
            };
            let until = one.until.map_or_else(|| "open".to_owned(), |until| until.to_string());
            lines.push(format!("  {} at {}, {} to {until}: {standing}", one.role.name(), one.office, one.from));
        }
    }
    Ok(Done::ok(lines))
}
