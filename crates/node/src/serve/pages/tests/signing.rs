//! Statements as files, and signed ones that come back.

use super::*;

#[tokio::test]
async fn a_statement_is_a_file_that_no_browser_opens_and_a_signed_one_is_laid_before_the_record() {
    let place = Place::open().await;
    place.officer("leader", Role::Leader).await;
    place.officer("liaison", Role::LiaisonOfficer).await;
    let (leader, liaison) = (place.signed_in("leader").await, place.signed_in("liaison").await);
    assert_eq!(
        place.post("/en/sign/sign/extension/macao-4", &leader, "post=head").await.body,
        "prepared sign/sign/extension/macao-4"
    );
    assert_eq!(place.post("/en/sign_file", &leader, "statement=bm8gYWN0").await.status, 403, "no statement");
    let upload = |content: &str| {
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\nsign/sign/extension/macao-4\r\n--x\r\n\
             Content-Disposition: form-data; name=\"signed\"; filename=\"a.act\"\r\n\r\n{content}\r\n--x--\r\n"
        )
    };
    let lay = async |cookie: &str, content: &str| {
        let request = Request::builder().method("POST").uri("/en/sign_lay").header(HOST, "localhost").header(COOKIE, cookie);
        place.send(request.header(CONTENT_TYPE, "multipart/form-data; boundary=x"), &upload(content)).await
    };
    let done = lay(&leader, "signed").await;
    assert_eq!((done.status, done.to()), (303, "/en/act/macao/6"));
    assert_eq!(lay(&leader, "anything else").await.status, 200, "the page of signing, which says why");
    assert_ne!(lay(&liaison, "signed").await.to(), "/en/act/macao/6", "only a leader lays what is signed");
    assert_eq!(place.post("/passkey/sign", &liaison, "statement=AA&credential=AA").await.status, 403);
}
