//! What a page shows beside the record: what the office keeps, handed over as plain values by whoever keeps it.

use crate::{account, audit, clearance, departments, office_page, search, send, sign_act, sign_in, translation};
use office::Role;
use office::translation::Translation;

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
    /// The translations of what the page is about, on a page of the record.
    Translations(Vec<Translation>),
    /// The page on which a translation is entered.
    Translation(translation::Shown),
    /// The drafts that the desk shows.
    Desk(Vec<clearance::DraftRow>),
    /// Somebody may not do what they asked for; this role could.
    Needs(Role),
}
