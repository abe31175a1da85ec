//! The way of a draft through clearance, over HTTP.

use super::*;

/// A draft on its way: written by a department, returned, changed, cleared by the leader, and sent by the liaison officer exactly as cleared.
#[tokio::test]
async fn a_draft_leaves_only_as_it_was_cleared() {
    let place = Place::open().await;
    let mut cookies = std::collections::BTreeMap::new();
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        cookies.insert(role.name(), place.signed_in(role.name()).await);
    }
    let state = async || place.lobby.office.draft(1).await.expect("a database").map(|draft| draft.state.name());
    let post = async |who: &str, path: &str, body: &str| place.post(&format!("/en/{path}"), &cookies[who], body).await;
    let form = "send/give_opinion/key_work/2020";
    // Only who may draft keeps a draft.
    post("auditor", form, "item=1&opinion=agree&keep=1").await;
    assert_eq!(state().await, None);
    let said = post("department_officer", form, "item=1&opinion=agree&remarks=one&keep=1").await;
    assert_eq!((said.status, said.to(), state().await), (303, "/en/clearance/1", Some("written")));
    for (who, step, then) in [
        ("liaison_officer", "clear", "written"),
        ("department_officer", "pass", "passed"),
        ("department_officer", "clear", "passed"),
        ("auditor", "clear", "passed"),
        ("administrator", "drop", "passed"),
        ("leader", "return", "written"),
        ("leader", "clear", "written"),
        ("department_officer", "send", "written"),
    ] {
        post(who, &format!("clearance/1/{step}"), "comment=so").await;
        assert_eq!(state().await, Some(then), "{who} {step}");
    }
    post("department_officer", form, "item=1&opinion=agree&remarks=two&keep=1&draft=1").await;
    post("department_officer", "clearance/1/pass", "").await;
    let early = post("liaison_officer", form, "item=1&opinion=agree&remarks=two&draft=1&once=a&confirmed=1").await;
    assert_eq!((early.status, state().await), (200, Some("passed")), "it is not cleared yet");
    post("leader", "clearance/1/clear", "").await;
    for changed in ["item=1&opinion=agree&remarks=three", "item=2&opinion=agree&remarks=two", "item=1&opinion=agree"] {
        let body = format!("{changed}&draft=1&once=b&confirmed=1");
        assert_eq!(post("liaison_officer", form, &body).await.status, 200, "{changed}: not what was cleared");
    }
    let other = "send/report_progress/key_work/2020";
    assert_eq!(post("liaison_officer", other, "item=1&opinion=agree&remarks=two&draft=1&confirmed=1").await.status, 200);
    let said = post("liaison_officer", form, "item=1&opinion=agree&remarks=two&draft=1&once=c&confirmed=1").await;
    assert_eq!((said.status, said.to(), state().await), (303, "/en/act/macao/5", Some("sent")));
    let again = post("liaison_officer", form, "item=1&opinion=agree&remarks=two&draft=1&once=c&confirmed=1").await;
    assert_eq!((again.status, again.to()), (303, "/en/act/macao/5"), "sent twice, it is one act");
}
