//! What a page shows beside the record: what the office keeps, handed over as plain values by whoever keeps it.

use crate::annual_meeting::{delegation, issue_form};
use crate::form::Typed;
use crate::key_work::import;
use crate::progress::batch;
use crate::{
    account, also_listed, audit, clearance, daily_mechanism, departments, handover, letter, letters, mail, office_page, reminder,
    said, search, send, sign_act, sign_in, translation,
};
use office::Role;
use office::liaison::AlsoListed;
use office::reminder::Reminder;

/// What there is beside the record for one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// Nothing: the page is about the record alone.
    #[default]
    Nothing,
    /// The page of signing in.
    SignIn(sign_in::Shown),
    /// The page of the officer.
    Account(account::Shown),
    /// The administrator's page.
    Office(office_page::Shown),
    /// The queue of mail.
    Mail(mail::Shown),
    /// Who did what.
    Audit(Vec<audit::Row>),
    /// An act that is being sent.
    Send(send::Shown),
    /// An act that is being signed.
    SignAct(sign_act::Shown),
    /// Drafts on their way.
    Clearance(clearance::Shown),
    /// The answers of this side's departments.
    Departments(departments::Shown),
    /// What was found of what somebody looks for.
    Search(Box<search::Shown>),
    /// The page on which a translation is entered.
    Translation(translation::Shown),
    /// The drafts that the desk shows.
    Desk(Vec<clearance::DraftRow>),
    /// Somebody asks too often.
    TooMany,
    /// What stands on the page of one's own work: reminders, and where items are also listed.
    Reminded(Vec<Reminder>, Vec<AlsoListed>),
    /// Returns by spreadsheet.
    Batch(batch::Shown),
    /// A list of tasks that came in.
    Import(import::Shown),
    /// What the address of the page of proposals gives.
    Propose(Typed),
    /// The office's letters, or the page on which one is made.
    Letters(letters::Shown),
    /// A letter that is made.
    Letter(letter::Asked),
    /// Reminders in bulk.
    Reminders(reminder::Shown),
    /// Posts by which the members of a mechanism are reached.
    DailyMechanism(daily_mechanism::Shown),
    /// Where the work of this side is also listed.
    AlsoListed(also_listed::Shown),
    /// What this side wrote and has not sent on an item.
    Said(said::Shown),
    /// What a successor must know.
    Handover(handover::Shown),
    /// An issue that is being written for a meeting.
    Issue(issue_form::Shown),
    /// This side's delegation to a meeting.
    Delegation(delegation::Shown),
    /// A calendar file, by what its address names.
    CalendarFile(Typed),
    /// Somebody may not do what they asked for; this role could.
    Needs(Role),
}
