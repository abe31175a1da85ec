//! Words that are looked for: who finds what.

use super::*;

#[tokio::test]
async fn words_are_found_on_record_by_all_and_in_drafts_by_those_who_read_them() {
    let place = Place::open().await;
    for (sign_in, role) in [("lei", Role::LiaisonOfficer), ("adm", Role::Administrator)] {
        place.officer(sign_in, role).await;
    }
    let (liaison, administrator) = (place.signed_in("lei").await, place.signed_in("adm").await);
    let act = Submission { act: Proposed::Line("長者醫療券互用".to_owned()), language: Language::En };
    place.lobby.desk.submit(act).await.expect("a machine").expect("recorded");
    let kept = place.post("/en/send/give_opinion/key_work/2018", &liaison, "remarks=%E9%86%AB%E7%99%82%E5%88%B8&keep=1").await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let found = async |cookie: &str, words: &str| place.get(&format!("/en/search?q={words}"), cookie).await.body;
    let simplified = "%E5%8C%BB%E7%96%97%E5%88%B8";
    let on_record = "[(\"task\", \"first_party/1\")]";
    assert_eq!(found(&liaison, simplified).await, format!("en search {on_record} 1 drafts, inside true, 0 passages"));
    assert_eq!(found(&administrator, simplified).await, format!("en search {on_record} 0 drafts, inside false, 0 passages"));
    assert_eq!(found(&liaison, "key+work").await, "en search [] 0 drafts, inside true, 1 passages");
    assert_eq!(found(&liaison, "").await, "en search [] 0 drafts, inside true, 0 passages");
    let long = "%E5%8C%BB%E7%96%97%E5%88%B8+".repeat(350);
    assert!(found(&liaison, &long).await.starts_with(&format!("en search {on_record}")), "ten thousand characters");
    assert_eq!(place.get("/en/search?q=x", "").await.status, 303, "nobody else looks for anything");
}
