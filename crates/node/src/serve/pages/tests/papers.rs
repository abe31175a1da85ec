//! What is uploaded, downloaded and numbered: for whom, under which bounds, and that a form counts once.

use super::*;

/// A form with a file, as browsers send it.
fn with_file(place: &str, cookie: &str, file: &[u8]) -> (axum::http::request::Builder, Vec<u8>) {
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"returns.xlsx\"\r\n\r\n";
    let paste = "\r\n--b\r\nContent-Disposition: form-data; name=\"paste\"\r\n\r\n\r\n--b--\r\n";
    let request = Request::builder().method("POST").uri(place).header(HOST, "localhost:9080").header(COOKIE, cookie);
    let request = request.header("content-type", "multipart/form-data; boundary=b");
    (request, [head.as_bytes(), file, paste.as_bytes()].concat())
}

async fn upload(place: &Place, path: &str, cookie: &str, file: &[u8]) -> Said {
    let (request, body) = with_file(path, cookie, file);
    let request = request.body(Body::from(body)).expect("a request");
    let response = router(place.lobby.clone()).oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 4 << 20).await.expect("a body");
    Said { status: parts.status.as_u16(), headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

#[tokio::test]
async fn a_file_leaves_as_an_attachment_that_no_browser_opens() {
    let place = Place::open().await;
    place.officer("chan", Role::DepartmentOfficer).await;
    let cookie = place.signed_in("chan").await;
    let said = place.get("/en/file/progress.xlsx", &cookie).await;
    assert_eq!((said.status, said.body.as_str()), (200, "a sheet"));
    for (name, value) in [
        ("content-disposition", "attachment; filename=\"sample.xlsx\""),
        ("content-type", "application/octet-stream"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, no-store"),
    ] {
        assert_eq!(said.headers.get(name).expect("a header"), value);
    }
    assert_eq!(place.get("/en/file/progress.exe", &cookie).await.body, "en file/progress.exe", "the page of no file");
    let outside = place.get("/en/file/progress.xlsx", "").await;
    assert_eq!((outside.status, outside.to()), (303, "/en/sign-in?to=file%2Fprogress.xlsx"));
}

#[tokio::test]
async fn what_cannot_be_read_is_said_on_the_page_however_long_it_is() {
    let place = Place::open().await;
    place.officer("chan", Role::DepartmentOfficer).await;
    let cookie = place.signed_in("chan").await;
    for path in ["/en/batch", "/en/key_work/2020/import"] {
        for (file, status) in [
            (&b"key_work/2020/1,x,,,done,y\n"[..], 200),
            (b"", 422),
            (b"PK\x03\x04 cut off", 422),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", 422),
            (b"\xca\xc2\xcf\xee,1\r\n", 422),
            (&vec![b'x'; 10 << 20], 422),
        ] {
            let said = upload(&place, path, &cookie, file).await;
            assert_eq!((said.status, said.body), (status, path[1..].replacen('/', " ", 1)), "{} bytes", file.len());
        }
        let pasted = place.post(path, &cookie, &format!("paste={}", "x".repeat(10 << 20))).await;
        assert_eq!(pasted.status, 422, "ten megabytes that were pasted");
    }
    let stranger = place.post("/en/batch", "", &"x".repeat(2 << 20)).await;
    assert_eq!(stranger.status, 413, "nobody who is not here may send as much");
    let other = place.post("/en/account/password", &cookie, &"x".repeat(2 << 20)).await;
    assert_eq!(other.status, 413, "other forms are as short as before");
}

#[tokio::test]
async fn returns_that_are_confirmed_are_filed_once_and_noted() {
    let place = Place::open().await;
    place.officer("chan", Role::DepartmentOfficer).await;
    let cookie = place.signed_in("chan").await;
    let form = "item=key_work%2F2020%2F1&stage=done&text=y&item=key_work%2F2020%2F2&stage=done&text=&audience=public&once=a1&confirmed=1";
    for _ in 0..2 {
        assert_eq!(place.post("/en/batch", &cookie, form).await.body, "en batch");
    }
    let noted = place.lobby.office.audit(100).await.expect("a database");
    let sent = noted.iter().filter(|note| note.deed == office_db::audit::Deed::Sent && note.name == "chan");
    assert_eq!(sent.count(), 2, "one act for each row, and none for the second time");
}

#[tokio::test]
async fn rows_that_are_chosen_become_drafts() {
    let place = Place::open().await;
    place.officer("chan", Role::DepartmentOfficer).await;
    let cookie = place.signed_in("chan").await;
    let form = "row=0&text-0=one&area-0=living&text-1=two&row=2&text-2=three&audience=all_parties";
    let said = place.post("/en/key_work/2020/import/keep", &cookie, form).await;
    assert_eq!((said.status, said.to()), (303, "/en/clearance"));
    let drafts = place.lobby.office.drafts().await.expect("a database");
    let drafts = drafts.iter().map(|draft| (draft.act.as_str(), draft.matter.as_str(), draft.fields.as_str()));
    let third = ("propose_task", "key_work/2020", "text=three&audience=all_parties");
    let first = ("propose_task", "key_work/2020", "text=one&area=living&audience=all_parties");
    assert_eq!(drafts.collect::<Vec<_>>(), [third, first]);
}

#[tokio::test]
async fn a_letter_takes_a_number_once_and_one_that_cannot_be_made_takes_none() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let settings = place.post("/en/letters", &cookie, "pattern_latin=S%2F%7Byear%7D%2F%7Bnumber%7D").await;
    assert_eq!((settings.status, settings.to()), (303, "/en/letters"));
    assert_eq!(place.post("/en/letters", &cookie, "pattern_latin=S").await.status, 422);
    let make = "/en/letters/reply/key_work/2020";
    let first = place.post(make, &cookie, "once=a1&to=Sample").await;
    let year = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).year();
    assert!(first.body.starts_with("S/") && first.body.ends_with("/1 Sample"), "{} in {year}", first.body);
    assert_eq!(place.post(make, &cookie, "once=a1&to=Sample").await.body, first.body, "the same form");
    assert!(place.post(make, &cookie, "once=b2").await.body.ends_with("/2 "));
    let none = place.post("/en/letters/minutes/key_work/2020", &cookie, "once=c3").await;
    assert_eq!(none.body, "en letters/minutes/key_work/2020");
    assert_eq!(place.lobby.office.letters().await.expect("a database").len(), 2);
}

#[tokio::test]
async fn reminders_are_given_by_the_liaison_office_once_for_each_form() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    assert_eq!(place.post("/en/reminders", &cookie, "text=report&once=a1").await.status, 422, "without a day");
    for _ in 0..2 {
        let said = place.post("/en/reminders", &cookie, "text=report&due=2020-02-01&once=a1").await;
        assert_eq!((said.status, said.body.as_str()), (200, "en reminders"));
    }
    let given = place.lobby.office.reminders().await.expect("a database");
    assert_eq!(given.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["report"]);
}

#[tokio::test]
async fn what_each_role_may_not_do_with_papers_it_is_told() {
    let place = Place::open().await;
    for (name, role) in [("d", Role::DepartmentOfficer), ("a", Role::Auditor), ("x", Role::Administrator)] {
        place.officer(name, role).await;
    }
    let (department, auditor, admin) = (place.signed_in("d").await, place.signed_in("a").await, place.signed_in("x").await);
    for (path, who, status) in [
        ("/en/batch", &department, 200),
        ("/en/batch", &auditor, 403),
        ("/en/key_work/2020/import", &department, 200),
        ("/en/key_work/2020/import", &admin, 403),
        ("/en/letters", &department, 200),
        ("/en/letters", &auditor, 403),
        ("/en/reminders", &department, 403),
    ] {
        assert_eq!(place.get(path, who).await.status, status, "{path}");
        if status == 403 {
            assert_eq!(place.post(path, who, "confirmed=1&once=a&row=0&text-0=x").await.status, 403, "{path}, sent by hand");
        }
    }
    assert_eq!(place.post("/en/key_work/2020/import/keep", &auditor, "row=0&text-0=x").await.status, 403);
    assert_eq!(place.post("/en/letters/reply/key_work/2020", &auditor, "once=a").await.status, 403);
    assert!(place.lobby.office.drafts().await.expect("a database").is_empty());
    assert!(place.lobby.office.letters().await.expect("a database").is_empty());
}

/// What may not be here is not filed, and no row of its list is kept.
#[tokio::test]
async fn returns_and_lists_are_marked_as_everything_else_is() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let secret = "%E6%A9%9F%E5%AF%86%0D%0Aabc";
    let form = format!("item=key_work%2F2020%2F1&stage=done&text={secret}&audience=all_parties&once=a1&confirmed=1");
    place.post("/en/batch", &cookie, &form).await;
    let noted = place.lobby.office.audit(100).await.expect("a database");
    assert!(noted.iter().all(|note| note.deed != office_db::audit::Deed::Sent), "{noted:?}");
    let list =
        format!("row=0&row=1&text-0=good&text-1={secret}&area-0=&area-1=&carried_from-0=&carried_from-1=&audience=own_side");
    let said = place.post("/en/key_work/2020/import/keep", &cookie, &list).await;
    assert_ne!(said.status, 303, "{}", said.body);
    assert_eq!(place.lobby.office.drafts().await.expect("a database"), [], "not even the good row");
    let answer = format!("item=1&department=x&opinion=agree&remarks={secret}&day=2020-01-09");
    place.post("/en/departments/key_work/2020", &cookie, &answer).await;
    let kept = place.lobby.office.answers("key_work/2020").await.expect("a database");
    assert!(kept.is_empty(), "{kept:?}");
}
