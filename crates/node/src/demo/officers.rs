//! The officers of a demo: the same five at each node, invented like all else, with one password.

use crate::home;
use jiff::civil::Date;
use office::{NewAppointment, Role};
use office_db::{OfficeFault, password};
use std::path::Path;

/// By which name one signs in, as what, and what one is called.
pub const SEATS: [(&str, Role, &str, &str); 5] = [
    ("liaison", Role::LiaisonOfficer, "示範聯絡主任", "示範聯絡辦公室"),
    ("department", Role::DepartmentOfficer, "示範部門主任", "示範部門甲"),
    ("leader", Role::Leader, "示範負責人", "示範辦公廳"),
    ("admin", Role::Administrator, "示範系統管理員", "示範資訊科"),
    ("auditor", Role::Auditor, "示範審計員", "示範審計科"),
];

/// A password that can be typed from a screen: three groups of four digits.
pub fn password() -> String {
    let digits = crate::random::<12>().map(|byte| char::from(b'0' + byte % 10));
    let groups = digits.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// Enters them into the office's book of each node.
pub fn enter<'a>(folders: impl Iterator<Item = &'a Path>, given: &str) -> Result<(), OfficeFault> {
    // One hash for all of them: it is one password, and each takes a while.
    let hash = password::hash(given, crate::random())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime of one thread");
    folders.into_iter().try_for_each(|folder| runtime.block_on(enter_at(folder, &hash)))
}

/// Lists of other mechanisms on which an officer may look for the same work: names that everybody knows, with nothing on them yet.
const OTHER_LISTS: [&str; 5] = ["粵港合作年度重點工作", "粵澳合作年度重點工作", "深港合作", "發展規劃綱要", "施政報告"];

async fn enter_at(folder: &Path, hash: &str) -> Result<(), OfficeFault> {
    let office = home::office(folder).await?;
    for list in OTHER_LISTS {
        office.add_other_list(list).await?;
    }
    for (sign_in, role, name, unit) in SEATS {
        let officer = office.add_officer(sign_in, name, "zh-Hant").await?;
        office.set_password(officer, hash).await?;
        let seat = NewAppointment {
            officer,
            role,
            office: unit.to_owned(),
            post: String::new(),
            from: Date::constant(2017, 7, 1),
            until: None,
            acting_for: None,
        };
        office.appoint(&seat).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_of_a_demo_is_good_enough_for_every_officer_and_another_each_time() {
        let given = password();
        assert!(given.len() == 14 && given.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'), "{given}");
        assert!(SEATS.iter().all(|(sign_in, ..)| password::weakness(&given, sign_in).is_none()));
        assert_ne!(given, password());
    }
}
