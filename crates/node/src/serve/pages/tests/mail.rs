//! The queue of mail is kept by the administrator alone; where somebody is written to, also by themselves.

use super::*;
use office::mail::{MailKind, MailState};
use office_db::audit::Deed;
use office_db::mail::NewMail;

/// A mail that was given up.
async fn given_up(place: &Place, officer: OfficerId) -> i64 {
    let office = &place.lobby.office;
    let mail = NewMail {
        officer,
        language: "en".to_owned(),
        kind: MailKind::Deadlines,
        once: "2020-01-08".to_owned(),
        message: "00@office.example".to_owned(),
        subject: "A deadline".to_owned(),
        body: "One\n".to_owned(),
        about: Vec::new(),
    };
    office.queue_mail(&mail, 0).await.expect("a row");
    let taken = office.take_mail(1).await.expect("a database").expect("a mail");
    office.mail_was_not_sent(&taken, "550 no such mailbox", true, 60, 2).await.expect("noted");
    taken.id
}

async fn address_of(place: &Place, sign_in: &str) -> (String, String) {
    let found = place.lobby.office.officer_called(sign_in).await.expect("a database").expect("an officer");
    (found.mail_address, found.language)
}

#[tokio::test]
async fn the_queue_is_seen_and_kept_by_the_administrator_alone() {
    let place = Place::open().await;
    let chan = place.officer("chan", Role::DepartmentOfficer).await;
    place.lobby.office.set_mail(chan, office::mail::Address::read("a@b.example").as_ref(), "en").await.expect("an address");
    let id = given_up(&place, chan).await;
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        let cookie = place.signed_in(role.name()).await;
        let is_admin = role == Role::Administrator;
        assert_eq!(place.get("/en/mail", &cookie).await.status, if is_admin { 200 } else { 403 }, "{role:?}");
        let form = format!("officer={}&address={}%40office.example&language=pt", chan.0, role.name());
        let said = place.post("/en/mail/address", &cookie, &form).await;
        assert_eq!((said.status == 303, address_of(&place, "chan").await.1 == "pt"), (is_admin, is_admin), "{role:?}");
        let said = place.post("/en/mail/again", &cookie, &format!("mail={id}")).await;
        let state = place.lobby.office.mails(None, 1).await.expect("a database").remove(0).state;
        let waits = matches!(state, MailState::Waiting { .. });
        assert_eq!((said.status == 303, waits), (is_admin, is_admin), "{role:?}");
        if is_admin {
            place.lobby.office.set_mail(chan, None, "en").await.expect("as before");
            let taken = place.lobby.office.take_mail(i64::MAX).await.expect("a database");
            assert_eq!(taken, None, "without an address it is given up again");
        }
    }
    let said = place.post("/en/mail/again", "", &format!("mail={id}")).await;
    assert_eq!(said.to(), "/en/sign-in?to=mail");
    let noted = place.lobby.office.audit(100).await.expect("a database");
    let kept = noted.iter().filter(|note| note.deed == Deed::KeptMail).map(|note| (note.name.as_str(), note.about.clone()));
    assert_eq!(kept.collect::<Vec<_>>(), [("administrator", format!("mail {id}")), ("administrator", "chan".to_owned())]);
}

#[tokio::test]
async fn an_officer_says_where_they_are_written_to_and_nothing_else_is_taken_for_an_address() {
    let place = Place::open().await;
    place.officer("chan", Role::Auditor).await;
    let cookie = place.signed_in("chan").await;
    let said = place.post("/pt/account/mail", &cookie, "address=chan%40office.example&language=zh-Hans").await;
    assert_eq!((said.status, said.to()), (303, "/pt/account#mail"));
    let own = ("chan@office.example".to_owned(), "zh-Hans".to_owned());
    assert_eq!(address_of(&place, "chan").await, own);
    for bad in [
        "address=chan&language=en",
        "address=a%40b.example%0D%0ABcc%3A+c%40d.example&language=en",
        "address=a%40b.example%2C+c%40d.example&language=en",
        "address=a%40b.example&language=fr",
    ] {
        assert_eq!(place.post("/en/account/mail", &cookie, bad).await.status, 422, "{bad}");
        assert_eq!(address_of(&place, "chan").await, own, "{bad}");
    }
    assert_eq!(place.post("/en/account/mail", &cookie, "address=&language=en").await.status, 303);
    assert_eq!(address_of(&place, "chan").await, (String::new(), "en".to_owned()));
    assert_eq!(place.post("/en/mail/nothing", &cookie, "").await.status, 403);
}
