//! The office's book is kept by the administrator alone.

use super::*;

/// The administrator's addresses, by every role: only one of them is answered with a change.
#[tokio::test]
async fn officers_are_kept_by_the_administrator_alone() {
    let place = Place::open().await;
    let form = |sign_in: &str| format!("name=Lei&sign_in={sign_in}&language=pt&password=a+river+without+a+name");
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        let cookie = place.signed_in(role.name()).await;
        let sign_in = format!("lei-{}", role.name());
        let said = place.post("/en/office/officer", &cookie, &form(&sign_in)).await;
        let entered = place.lobby.office.officer_called(&sign_in).await.expect("a database");
        let is_admin = role == Role::Administrator;
        assert_eq!((said.status == 303, entered.is_some()), (is_admin, is_admin), "{role:?}");
        if let Some(lei) = entered {
            let close = format!("officer={}", lei.id.0);
            assert_eq!(place.post("/en/office/close", &cookie, &close).await.status, 303);
            let oneself = place.lobby.office.officer_called(role.name()).await.expect("a database").expect("them");
            assert_eq!(place.post("/en/office/close", &cookie, &format!("officer={}", oneself.id.0)).await.status, 200);
        }
    }
    let new = &form("lei");
    let said = place.post("/en/office/officer", "", new).await;
    assert_eq!(said.to(), "/en/sign-in?to=office", "nobody is led to signing in");
}
