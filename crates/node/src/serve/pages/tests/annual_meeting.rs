//! Delegations, issues that are composed, and calendar files.

use super::*;

/// The delegation of this side to a meeting: who may read and change it, and that a number of another meeting removes nobody.
#[tokio::test]
async fn a_delegation_is_entered_by_whoever_may_draft_and_read_by_this_side() {
    let place = Place::open().await;
    let names = async || {
        let found = place.lobby.office.delegates("annual_meeting/2019").await.expect("a database");
        found.into_iter().map(|one| (one.id, one.name)).collect::<Vec<_>>()
    };
    let path = "/en/annual_meeting/2019/delegation";
    for role in Role::ALL {
        place.officer(role.name(), role).await;
        let cookie = place.signed_in(role.name()).await;
        let before = names().await.len();
        let said = place.post(path, &cookie, &format!("post=Sample+post&name={}", role.name())).await;
        let writes = matches!(role, Role::LiaisonOfficer | Role::DepartmentOfficer | Role::Leader);
        assert_eq!(names().await.len() - before, usize::from(writes), "{role:?}: {}", said.body);
        let reads = place.get(path, &cookie).await.status == 200;
        assert_eq!(reads, role != Role::Administrator, "{role:?}");
    }
    let cookie = place.signed_in("liaison_officer").await;
    assert_eq!(place.post(path, &cookie, "post=&name=x").await.status, 200, "the form comes back");
    let (first, count) = (names().await[0].0, names().await.len());
    place.post("/en/annual_meeting/2018/delegation", &cookie, &format!("strike={first}")).await;
    assert_eq!(names().await.len(), count, "of another meeting");
    let said = place.post(path, &cookie, &format!("strike={first}")).await;
    assert_eq!((said.to(), names().await.len()), ("/en/annual_meeting/2019/delegation", count - 1));
}

#[tokio::test]
async fn an_issue_is_one_text_when_it_is_checked_and_outlives_the_session() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let path = "/en/annual_meeting/2020/issue";
    let form =
        "title=A+sample&background=Three+months.%0D%0AMore.&positions=&decision=Whether+to+go+on&audience=all_parties&once=a1";
    let said = place.post(path, &cookie, form).await;
    let text = "A sample\n\nBackground:\nThree months.\nMore.\n\nDecision asked:\nWhether to go on";
    assert_eq!((said.status, said.body), (200, format!("once more: {text}")));
    let lacks = place.post(path, &cookie, "title=A+sample&background=&decision=").await;
    assert_eq!((lacks.status, lacks.body.as_str()), (200, "en annual_meeting/2020/issue"), "the form comes back");
    let ended = place.post(path, "", form).await;
    assert_eq!((ended.status, ended.body.as_str()), (200, "en sign-in"), "the page of signing in, with all of it");
    assert_eq!(place.post(path, "", "title=A").await.to(), "/en/sign-in?to=annual_meeting%2F2020%2Fissue");
}

#[tokio::test]
async fn a_paper_that_goes_with_an_issue_is_kept_while_the_form_still_lacks_something() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    let (path, paper) = ("/en/annual_meeting/2020/issue", b"%PDF-1.7 a paper".as_slice());
    let digest = crate::hex::write(&<sha2::Sha256 as sha2::Digest>::digest(paper));
    let lacks = [("title", "A sample"), ("background", "Three months."), ("marking", "internal"), ("once", "a1")];
    let program = super::sending::sent_to(&place, path, &cookie, &lacks, b"MZ\x90").await;
    assert_eq!((program.status, program.body.as_str()), (200, "en annual_meeting/2020/issue"), "the form comes back");
    super::sending::sent_to(&place, path, &cookie, &lacks, paper).await;
    assert_eq!(place.lobby.office.scan(&digest).await.expect("a database").as_deref(), Some(paper));
    let whole = [&lacks[..], &[("decision", "Whether to go on"), ("scan", &digest)]].concat();
    let said = super::sending::sent_to(&place, path, &cookie, &whole, b"").await;
    assert_eq!((said.status, said.body), (200, format!("once more: {} bytes, scan={digest}", paper.len())));
}

#[tokio::test]
async fn a_calendar_file_is_one_that_calendar_programs_know_and_only_for_officers() {
    let place = Place::open().await;
    place.officer("chan", Role::Auditor).await;
    let said = place.get("/en/calendar.ics?year=2018", &place.signed_in("chan").await).await;
    let kind = said.headers[CONTENT_TYPE].to_str().expect("text");
    assert_eq!((said.status, kind), (200, "text/calendar; charset=utf-8"));
    let disposition = said.headers[CONTENT_DISPOSITION].to_str().expect("text");
    assert_eq!(disposition, "attachment; filename=\"counterpart.ics\"");
    assert_eq!(said.body, "en calendar.ics");
    assert_eq!(place.get("/en/calendar.ics?year=2018", "").await.to(), "/en/sign-in?to=calendar.ics%3Fyear%3D2018");
}
