//! Forms with scans, and how texts and scans are marked.

use super::*;

/// A form with a file, as a browser sends it.
fn parts(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"機密來函.pdf\"\r\n\r\n";
    [body, head.as_bytes().to_vec(), file.to_vec(), b"\r\n--x--\r\n".to_vec()].concat()
}

/// What is sent with a scan, by somebody who is signed in.
pub async fn sent_to(place: &Place, uri: &str, cookie: &str, fields: &[(&str, &str)], file: &[u8]) -> Said {
    let request = Request::builder().method("POST").uri(uri).header(HOST, "localhost").header(COOKIE, cookie);
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=x").body(Body::from(parts(fields, file)));
    let response = router(place.lobby.clone()).oneshot(request.expect("a request")).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 4 << 20).await.expect("a body");
    Said { status: parts.status.as_u16(), headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

/// The same with the reply to a letter.
async fn sent_with(place: &Place, cookie: &str, fields: &[(&str, &str)], file: &[u8]) -> Said {
    sent_to(place, "/en/send/reply_liaison/liaison/guangdong-1", cookie, fields, file).await
}

/// A scan waits in the office's book until its act is on record; one that may not be here is not kept, and what was typed comes back.
#[tokio::test]
async fn a_scan_is_what_its_bytes_say_and_none_above_the_ceiling_is_kept() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let scan = b"%PDF-1.7 a letter".as_slice();
    for (marking, file, said) in [
        ("internal", b"<html>no scan".as_slice(), "file: scan-no-kind; kept"),
        ("internal", b"MZ\x90", "file: scan-no-kind; kept"),
        ("internal", &[b"%PDF-".as_slice(), &vec![b' '; web::scan::SCAN_BYTES_MAX]].concat(), "file: scan-too-large; kept"),
        ("", scan, "marking: marking-of-scan; kept"),
        ("restricted", scan, "marking: marking-above; kept"),
        ("top_secret", scan, "marking: marking-above; kept"),
        ("internal", b"%PDF-1.7 (CONFIDENTIAL)", "marking: marking-at-head; kept"),
    ] {
        let answer = sent_with(&place, &cookie, &[("text", "kept"), ("marking", marking)], file).await;
        assert_eq!((answer.status, answer.body.as_str()), (422, said), "{marking}");
        let digest = crate::hex::write(&<sha2::Sha256 as sha2::Digest>::digest(file));
        assert_eq!(place.lobby.office.scan(&digest).await.expect("a database"), None, "{said}: nothing is kept");
    }
    let digest = crate::hex::write(&<sha2::Sha256 as sha2::Digest>::digest(scan));
    let once = sent_with(&place, &cookie, &[("text", ""), ("marking", "internal")], scan).await;
    assert_eq!((once.status, once.body), (200, format!("once more: {} bytes, scan={digest}", scan.len())));
    assert_eq!(place.lobby.office.scan(&digest).await.expect("a database").as_deref(), Some(scan));
    let form = "/en/send/reply_liaison/liaison/guangdong-1";
    let confirmed = format!("marking=internal&scan={digest}&once=a&confirmed=1");
    assert_eq!(place.post(form, &cookie, &confirmed).await.to(), "/en/act/macao/5");
    assert_eq!(place.lobby.office.scan(&digest).await.expect("a database"), None, "the record has it now");
    let gone = place.post(form, &cookie, &format!("text=kept&marking=internal&scan={digest}")).await;
    assert_eq!((gone.status, gone.body.as_str()), (422, "file: scan-gone; kept"));
}

#[tokio::test]
async fn a_text_with_a_marking_at_its_head_is_asked_about_before_it_leaves_or_is_kept() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let form = "/en/send/reply_liaison/liaison/guangdong-1";
    let text = "text=%E6%A9%9F%E5%AF%86%0D%0Aabc";
    for step in ["confirmed=1", "keep=1"] {
        let said = place.post(form, &cookie, &format!("{text}&{step}")).await;
        assert_eq!(said.status, 422, "{step}");
        assert!(said.body.starts_with("marking: marking-at-head; 機密"), "{}", said.body);
    }
    assert_eq!(place.lobby.office.drafts().await.expect("a database"), []);
    assert_eq!(place.post(form, &cookie, &format!("{text}&unmarked=1&confirmed=1")).await.to(), "/en/act/macao/5");
}

/// A double click, or a program that asks again: both are there before either is answered.
#[tokio::test]
async fn what_is_sent_twice_at_the_same_moment_counts_once() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let (path, form) = ("/en/send/reply_liaison/liaison/guangdong-1", "text=once&confirmed=1&once=a1");
    let (first, second) = tokio::join!(place.post(path, &cookie, form), place.post(path, &cookie, form));
    assert_eq!((first.to(), second.to()), ("/en/act/macao/5", "/en/act/macao/5"));
    let noted = place.lobby.office.audit(100).await.expect("a database");
    assert_eq!(noted.iter().filter(|note| note.deed == office_db::audit::Deed::Sent).count(), 1);
}

/// Whoever may do nothing with a scan leaves none here.
#[tokio::test]
async fn the_auditor_leaves_no_bytes() {
    let place = Place::open().await;
    place.officer("chan", Role::Auditor).await;
    let (cookie, scan) = (place.signed_in("chan").await, b"%PDF-1.7 a letter".as_slice());
    sent_with(&place, &cookie, &[("text", ""), ("marking", "internal")], scan).await;
    let digest = crate::hex::write(&<sha2::Sha256 as sha2::Digest>::digest(scan));
    assert_eq!(place.lobby.office.scan(&digest).await.expect("a database"), None);
}
