//! Translations, by whoever may draft.

use super::*;

#[tokio::test]
async fn a_translation_is_kept_for_this_side_by_whoever_may_draft() {
    let place = Place::open().await;
    place.officer("dep", Role::DepartmentOfficer).await;
    place.officer("aud", Role::Auditor).await;
    let (department, auditor) = (place.signed_in("dep").await, place.signed_in("aud").await);
    let path = "/pt/translation/ndrc/4";
    assert_eq!(place.post(path, &auditor, "text=Ponto+3").await.status, 403);
    assert_eq!(place.post(path, &department, "text=").await.to(), "", "the form comes back");
    let done = place.post(path, &department, "text=Ponto+3").await;
    assert_eq!((done.status, done.to()), (303, path));
    let kept = place.lobby.office.translations().await.expect("a database");
    assert_eq!(kept.iter().map(|one| (one.text.as_str(), one.by.as_str())).collect::<Vec<_>>(), [("Ponto 3", "dep")]);
    for (path, body) in [
        ("/pt/act/ndrc/4", "pt act/ndrc/4 1 translations"),
        ("/pt/key_work/2018/item/3", "pt key_work/2018/item/3 1 translations"),
        ("/pt/key_work/2018/item/4", "pt key_work/2018/item/4"),
        ("/pt/agreement", "pt agreement"),
    ] {
        assert_eq!(place.get(path, &auditor).await.body, body);
    }
}

#[tokio::test]
async fn a_word_at_the_head_is_asked_about_and_kept_once_somebody_says_that_it_is_no_marking() {
    let place = Place::open().await;
    place.officer("dep", Role::DepartmentOfficer).await;
    let cookie = place.signed_in("dep").await;
    let path = "/pt/translation/ndrc/4";
    let said = place.post(path, &cookie, "text=SECRETO%0D%0AA").await;
    assert_eq!((said.status, said.body.as_str()), (422, "pt translation/ndrc/4 text: marking-at-head"));
    assert!(place.lobby.office.translations().await.expect("a database").is_empty());
    assert_eq!(place.post(path, &cookie, "text=SECRETO%0D%0AA&unmarked=1").await.status, 303);
}
