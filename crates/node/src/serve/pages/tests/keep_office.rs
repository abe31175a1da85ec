//! The office's book is kept by the administrator alone.

use super::*;

/// The administrator's addresses, by every role: only one of them is answered with a change.
#[tokio::test]
async fn officers_are_kept_by_the_administrator_alone() {
    let place = Place::open().await;
    let new = "name=Lei&sign_in=lei&language=pt&password=a+river+without+a+name";
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        let cookie = place.signed_in(role.name()).await;
        let said = place.post("/en/office/officer", &cookie, new).await;
        let there = place.lobby.office.officer_called("lei").await.expect("a database").is_some();
        assert_eq!((said.status == 303, there), (role == Role::Administrator, role == Role::Administrator), "{role:?}");
        if there {
            let lei = place.lobby.office.officer_called("lei").await.expect("a database").expect("lei");
            let close = format!("officer={}", lei.id.0);
            assert_eq!(place.post("/en/office/close", &cookie, &close).await.status, 303);
            let oneself = place.lobby.office.officer_called(role.name()).await.expect("a database").expect("them");
            assert_eq!(place.post("/en/office/close", &cookie, &format!("officer={}", oneself.id.0)).await.status, 200);
            break;
        }
    }
    let said = place.post("/en/office/officer", "", new).await;
    assert_eq!(said.to(), "/en/sign-in?to=office", "nobody is led to signing in");
}
