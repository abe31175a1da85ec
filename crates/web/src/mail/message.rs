//! The words of a mail: which duty, by which day, and the address of its page. No text of the record is in it, whoever wrote that text.

use crate::deadline;
use crate::site::Site;
use agreement::act::ActKind;
use agreement::message::Message as Said;
use jiff::Span;
use jiff::civil::Date;
use office::mail::MailKind;
use office::reminder::Reminder;

/// What a mail is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Reminders that were given.
    Reminders(Vec<Reminder>),
    /// What is awaited from this side within so many days.
    Deadlines {
        /// How many days ahead.
        days: u16,
    },
}

impl About {
    /// The kind of mail that tells of it.
    pub fn kind(&self) -> MailKind {
        match self {
            About::Reminders(_) => MailKind::Reminders,
            About::Deadlines { .. } => MailKind::Deadlines,
        }
    }
}

/// A mail in the words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The subject, on one line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Which duties, by their names, and by which day.
    pub about: Vec<(String, Date)>,
    /// The day by the record's clock.
    pub day: Date,
}

/// One duty of a mail.
struct Row {
    id: String,
    day: Date,
    what: String,
    notes: Vec<String>,
    href: String,
}

/// The mail of what there is to tell; none if there is nothing. `origin` is where the pages are for browsers.
pub fn message(site: &Site<'_>, origin: &str, about: &About) -> Option<Message> {
    let rows = match about {
        About::Reminders(reminders) => reminders.iter().filter_map(|one| reminded(site, one)).collect::<Vec<_>>(),
        About::Deadlines { days } => near(site, *days),
    };
    let first = rows.iter().map(|row| row.day).min()?;
    let (subject, lead) = match about.kind() {
        MailKind::Reminders => ("mail-subject-reminders", "mail-lead-reminders"),
        MailKind::Deadlines => ("mail-subject-deadlines", "mail-lead-deadlines"),
    };
    let said = Said::new(subject).text("brand", site.key("page-brand")).number("count", rows.len() as i64).date("date", first);
    let subject = one_line(&sampled(site, site.say(said)));
    let lead = site.say(Said::new(lead).body("party", site.party).date("date", site.on()));
    let mut parts = vec![site.words.language.sentence(&lead)];
    parts.extend(rows.iter().map(|row| told(site, origin, row)));
    let account = format!("{origin}{}", site.href("account"));
    parts.push(site.say(Said::new("mail-foot").body("party", site.party).text("address", account)));
    parts.extend((site.words.agreement.sample || site.sample).then(|| site.key("sample")));
    let about = rows.into_iter().map(|row| (row.id, row.day)).collect();
    Some(Message { subject, body: format!("{}\n", parts.join("\n\n")), about, day: site.on() })
}

fn told(site: &Site<'_>, origin: &str, row: &Row) -> String {
    let due = site.say(Said::new("mail-due").date("date", row.day));
    let lines = [vec![due, row.what.clone()], row.notes.clone(), vec![format!("{origin}{}", row.href)]].concat();
    lines.iter().map(|line| one_line(line)).collect::<Vec<_>>().join("\n")
}

/// A return that a unit was reminded of. What the liaison office wrote with it stays on the page.
fn reminded(site: &Site<'_>, one: &Reminder) -> Option<Row> {
    let matter = site.words.agreement.matter(&one.matter)?;
    let act = crate::send::name(site, ActKind::ReportProgress);
    let said = Said::new("deadline-step").text("act", act).text("matter", site.words.matter(matter));
    let item = site.say(Said::new("step-item").number("item", one.item));
    Some(Row {
        id: format!("{}/item/{}", one.matter, one.item),
        day: one.due,
        what: format!("{}{item}", site.words.language.sentence(&site.say(said))),
        notes: Vec::new(),
        href: site.href("progress"),
    })
}

fn near(site: &Site<'_>, days: u16) -> Vec<Row> {
    let until = site.on().saturating_add(Span::new().days(i32::from(days)));
    let row = |one: deadline::Deadline| Row {
        notes: one.reading.into_iter().chain(one.provisional.then(|| site.key("deadline-provisional"))).collect(),
        id: one.id,
        day: one.day,
        what: one.what,
        href: one.href,
    };
    deadline::near(site, until).into_iter().map(row).collect()
}

/// A subject that says of a sample that it is one.
fn sampled(site: &Site<'_>, said: String) -> String {
    let sample = site.words.agreement.sample || site.sample;
    if sample { site.say(Said::new("calendar-file-sample").text("said", said)) } else { said }
}

/// What names and words hold beside their signs is no business of a mail: no line break is in them.
fn one_line(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}
