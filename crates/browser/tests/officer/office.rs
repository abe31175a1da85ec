//! The office: what a post allows, officers and deputies as the administrator keeps them, and who did what as the auditor reads it.

use super::{HONG_KONG, at, fault, hong_kong, says};
use browser::table::World;
use browser::{Officer, Session};

const NAME: &str = "示範副主任";
const SIGN_IN: &str = "deputy.2";
const PASSWORD: &str = "a sentence will do";

pub fn department(world: &World) {
    let reader = hong_kong(world, Officer::Department);
    reader.open(&at(world, HONG_KONG, "send/give_opinion/key_work/2020?item=1"));
    assert_eq!(reader.all("#act button"), ["Keep as a draft"], "no way to send it");
    reader.choose("#act-opinion", "reserve");
    // Sent by hand all the same, it is refused.
    reader.script("document.querySelector('#act button').name = 'confirmed'", &[]);
    reader.go("#act button");
    assert_eq!((reader.status(), reader.all("h1")), (403, vec!["This is not part of your post".to_owned()]));
    says(&reader, "This is for the liaison officer.");
    assert_eq!(reader.all("main form").len(), 0);
    for page in ["office", "audit"] {
        reader.open(&at(world, HONG_KONG, page));
        assert_eq!(reader.status(), 403, "{page}");
    }
}

pub fn adds_an_officer(world: &World) {
    let reader = hong_kong(world, Officer::Administrator);
    follow_to(&reader, "Officers");
    reader.write("#officer-name", NAME);
    reader.write("#officer-sign_in", "Deputy Two");
    reader.write("#officer-password", PASSWORD);
    reader.go("#officer button");
    assert_eq!(fault(&reader, "#officer-sign_in"), "Lower-case letters, digits, . - _ @");
    assert_eq!((reader.value("#officer-name").as_str(), reader.value("#officer-sign_in").as_str()), (NAME, "Deputy Two"));
    assert_eq!(reader.value("#officer-password"), "", "a password is never sent back");
    reader.shot("officer-office-fault");
    reader.write("#officer-sign_in", SIGN_IN);
    reader.write("#officer-password", "short");
    reader.go("#officer button");
    assert!(fault(&reader, "#officer-password").starts_with("Twelve characters or more"));
    reader.write("#officer-sign_in", Officer::Leader.name());
    reader.write("#officer-password", PASSWORD);
    reader.go("#officer button");
    assert_eq!(fault(&reader, "#officer-sign_in"), "This sign-in name is in use.");
    reader.write("#officer-sign_in", SIGN_IN);
    reader.write("#officer-password", PASSWORD);
    reader.go("#officer button");
    assert_eq!(reader.status(), 200);
    assert!(reader.all("main table:first-of-type tbody tr").iter().any(|row| row.contains(NAME) && row.contains(SIGN_IN)));
}

pub fn keeps_an_address(world: &World) {
    let reader = hong_kong(world, Officer::Administrator);
    follow_to(&reader, "Officers");
    reader.follow("Mail");
    says(&reader, "Nothing is sent: node.toml has no [mail].");
    reader.choose("#mail-officer", NAME);
    reader.choose("#mail-language", "Português");
    reader.write("#mail-address", "deputy@office.example, other@office.example");
    reader.go("#mail button");
    assert_eq!((reader.status(), fault(&reader, "#mail-address").as_str()), (422, "This is not one e-mail address."));
    assert_eq!(reader.value("#mail-address"), "deputy@office.example, other@office.example");
    reader.write("#mail-address", "deputy@office.example");
    reader.go("#mail button");
    assert_eq!(reader.status(), 200);
    let rows = reader.all("main tbody tr");
    let row = rows.iter().find(|row| row.contains(NAME)).unwrap_or_else(|| panic!("no {NAME}: {rows:?}"));
    assert!(row.contains("deputy@office.example") && row.contains("Português"), "{row}");
    reader.shot("officer-mail");
}

pub fn appoints_a_deputy(world: &World) {
    let reader = hong_kong(world, Officer::Administrator);
    follow_to(&reader, "Officers");
    reader.choose("#appoint-officer", NAME);
    reader.choose("#appoint-role", "leader");
    reader.write("#appoint-office", "示範辦公廳");
    reader.choose("#appoint-acting_for", "示範負責人");
    reader.go("#appoint button");
    assert_eq!(fault(&reader, "#appoint-until"), "Acting for somebody needs a last day.");
    let chosen = |field: &str| {
        let script = "return document.querySelector(arguments[0]).selectedOptions[0].innerText";
        reader.script(script, &[field.into()]).as_str().unwrap_or_default().to_owned()
    };
    assert!(chosen("#appoint-officer").contains(NAME) && chosen("#appoint-acting_for").contains("示範負責人"));
    assert_eq!(reader.value("#appoint-office"), "示範辦公廳");
    let today = reader.value("#appoint-from");
    reader.write_day("#appoint-until", "2001-01-01");
    reader.go("#appoint button");
    assert_eq!(fault(&reader, "#appoint-until"), "The last day is before the first.");
    // The office goes by the day of this machine, not by that of the record.
    let year = today[..4].parse::<u16>().expect("a day begins with its year") + 1;
    reader.write_day("#appoint-until", &format!("{year}-01-31"));
    reader.go("#appoint button");
    assert_eq!(reader.status(), 200);
    let rows = reader.all("main tbody tr");
    let row = rows.iter().find(|row| row.contains("acting for 示範負責人")).unwrap_or_else(|| panic!("no deputy: {rows:?}"));
    assert!(row.contains(NAME) && row.contains(&format!("31 January {year}")) && row.contains("holds"), "{row}");
    reader.shot("officer-office");
}

pub fn is_a_deputy(world: &World) {
    let reader = world.reader();
    reader.open(&at(world, HONG_KONG, "sign-in"));
    reader.sign_in(SIGN_IN, PASSWORD);
    reader.go("form.here a");
    assert_eq!(reader.all("h1"), [NAME]);
    let posts = reader.all("main h2:first-of-type + ul li");
    assert!(posts.len() == 1 && posts[0].contains("acting for 示範負責人"), "{posts:?}");
    assert_eq!(reader.value("#mail-address"), "deputy@office.example", "where the administrator wrote that they are written to");
}

pub fn audit(world: &World) {
    let reader = hong_kong(world, Officer::Auditor);
    follow_to(&reader, "Audit");
    let rows = reader.all("main tbody tr");
    reader.shot("officer-audit");
    let row = |parts: &[&str]| {
        let has = |row: &&String| parts.iter().all(|part| row.contains(part));
        rows.iter().position(|row| has(&row)).unwrap_or_else(|| panic!("no row of {parts:?}: {rows:#?}"))
    };
    let sent = row(&["示範聯絡主任", "sent", "hong_kong/"]);
    let kept = row(&["示範系統管理員", "changed officers", SIGN_IN]);
    row(&["示範系統管理員", "changed mail", SIGN_IN]);
    let key = row(&["示範聯絡主任", "changed a password or passkey", "示範手提電話"]);
    let failed = row(&["nobody", "failed to sign in"]);
    assert!(sent < kept && kept < key && key < failed, "the newest first: {rows:#?}");
    row(&["signed out"]);
    row(&["示範聯絡主任", "signed in", "passkey"]);
}

/// Follows a way of the head.
fn follow_to(reader: &Session<'_>, says: &str) {
    let ways = reader.all("nav.main a");
    let at = ways.iter().position(|way| way == says).unwrap_or_else(|| panic!("no way {says} among {ways:?}"));
    reader.go(&format!("nav.main a:nth-of-type({})", at + 1));
}
