//! Scans of the record, other lists and contacts, and drafts that are passed on.

use super::*;

#[tokio::test]
async fn a_scan_of_the_record_is_a_file_that_no_browser_opens_and_others_are_not_there() {
    let place = Place::open().await;
    place.officer("chan", Role::DepartmentOfficer).await;
    let cookie = place.signed_in("chan").await;
    let said = place.get("/en/scan/macao/5/1", &cookie).await;
    assert_eq!((said.status, said.body.as_str()), (200, "%PDF-1.7"));
    for (header, value) in [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, "attachment; filename=\"macao-5-1.pdf\""),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "private, no-store"),
    ] {
        assert_eq!(said.headers[&header], value, "{header}");
    }
    let other = place.get("/en/scan/guangdong/1/1", &cookie).await;
    assert!(
        other.headers.get(CONTENT_DISPOSITION).is_none() && other.body == "en scan/guangdong/1/1",
        "the page of what is not there"
    );
    assert_eq!(place.get("/en/scan/macao/5/1", "").await.status, 303);
}

#[tokio::test]
async fn the_register_of_other_lists_and_contacts_is_kept_by_the_liaison_officer_alone() {
    let place = Place::open().await;
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        let cookie = place.signed_in(role.name()).await;
        let may = matches!(role, Role::LiaisonOfficer | Role::Leader);
        let before = place.lobby.office.other_lists().await.expect("a database").len();
        let said = place.post("/en/also_listed/list", &cookie, &format!("name={}", role.name())).await;
        assert_eq!((said.status == 303), may, "{role:?}");
        assert_eq!(place.lobby.office.other_lists().await.expect("a database").len() > before, may, "{role:?}");
        let contact = "party=macao&office=x&post=y&reach=1";
        assert_eq!(place.post("/en/daily_mechanism/contact", &cookie, contact).await.status == 303, may, "{role:?}");
    }
    let cookie = place.signed_in(Role::LiaisonOfficer.name()).await;
    let item = "/en/also_listed/key_work/2018/item/3";
    assert_eq!(place.post(item, &cookie, "list=1").await.status, 422, "without a number");
    assert_eq!(place.post(item, &cookie, "list=1&number=B-7").await.to(), "/en/key_work/2018/item/3#also");
    assert_eq!(place.lobby.office.also_listed().await.expect("a database").len(), 1);
    assert_eq!(place.post("/en/also_listed/strike", &cookie, "entry=1").await.to(), "/en/key_work/2018/item/3#also");
    assert_eq!(place.lobby.office.also_listed().await.expect("a database"), []);
    assert_eq!(place.post("/en/daily_mechanism/contact", &cookie, "party=macao").await.status, 422);
}

#[tokio::test]
async fn a_draft_is_given_to_somebody_else_by_whoever_keeps_the_office() {
    let place = Place::open().await;
    let chan = place.officer("chan", Role::DepartmentOfficer).await;
    let lei = place.officer("lei", Role::LiaisonOfficer).await;
    let (department, liaison) = (place.signed_in("chan").await, place.signed_in("lei").await);
    place.lobby.office.begin_draft(chan, "reply_liaison", "liaison/guangdong-1", "text=x", 1).await.expect("a draft");
    let body = format!("draft=1&officer={}", lei.0);
    for (cookie, holder) in [(&department, chan), (&liaison, lei)] {
        place.post("/en/office/handover/draft", cookie, &body).await;
        assert_eq!(place.lobby.office.draft(1).await.expect("a database").expect("the draft").holder, holder);
    }
    assert_eq!(place.get("/en/office/handover", &department).await.status, 403);
    assert_eq!(place.get("/en/office/handover", &liaison).await.status, 200);
}
