//! A page that is turned into another language keeps what stood in its form, and does nothing else.

use super::*;
use office_db::audit::Deed;

const ACT: &str = "send/reply_liaison/liaison/guangdong-1";

/// What is on record and in the book after it: acts that were sent, and drafts.
async fn done(place: &Place) -> (usize, usize) {
    let noted = place.lobby.office.audit(100).await.expect("a database");
    let sent = noted.iter().filter(|note| note.deed == Deed::Sent).count();
    (sent, place.lobby.office.drafts().await.expect("a database").len())
}

#[tokio::test]
async fn what_stood_in_a_form_comes_back_in_the_other_language_and_nothing_is_done() {
    let place = Place::open().await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let cookie = place.signed_in("chan").await;
    for (path, form, body) in [
        ("letters/reply/key_work/2020", "turn=letter&to=A%0D%0AB", "letters/reply/key_work/2020, letter along: to=A\r\nB"),
        ("letters", "turn=headings&letterhead_han=x", "letters, headings along: letterhead_han=x"),
        ("translation/macao/5", "turn=translation&text=y", "translation/macao/5, translation along: text=y"),
        ("departments/key_work/2020", "turn=answer&item=1", "departments/key_work/2020, answer along: item=1"),
        ("key_work/2020/propose?chosen=macao%2F4", "turn=join&item=2", "key_work/2020/propose, join along: item=2"),
        ("account", "turn=mail&address=x", "account, mail along: address=x"),
        (ACT, "turn=act&text=kept&keep=1&confirmed=1", "send/reply_liaison/liaison/guangdong-1 form: kept"),
    ] {
        let said = place.post(&format!("/pt/{path}"), &cookie, form).await;
        assert_eq!((said.status, said.body), (200, format!("pt {body}")), "{path}");
    }
    let once_more = place.post(&format!("/pt/{ACT}"), &cookie, "turn=send&text=kept&confirmed=1").await;
    assert_eq!((once_more.status, once_more.body.as_str()), (200, "once more: kept"), "the whole is shown, and not sent");
    assert_eq!(done(&place).await, (0, 0));
    let sent = place.post(&format!("/pt/{ACT}"), &cookie, "text=kept&confirmed=1").await;
    assert_eq!((sent.status, done(&place).await), (303, (1, 0)), "the same form without the button of a language");
}

#[tokio::test]
async fn a_page_is_turned_for_whoever_may_read_it() {
    let place = Place::open().await;
    place.officer("chan", Role::Administrator).await;
    let cookie = place.signed_in("chan").await;
    let said = place.post(&format!("/pt/{ACT}"), &cookie, "turn=act&text=kept").await;
    assert_eq!(said.status, place.get(&format!("/pt/{ACT}"), &cookie).await.status, "as by its address: {}", said.body);
    let outside = place.post("/pt/letters", "", "turn=headings&letterhead_han=x").await;
    assert_eq!((outside.status, outside.to()), (303, "/pt/sign-in?to=letters"));
}

#[tokio::test]
async fn what_is_kept_while_somebody_signs_in_outlives_a_change_of_language() {
    let place = Place::open().await;
    let ended = place.post(&format!("/en/{ACT}"), "", "text=kept").await;
    assert_eq!((ended.status, ended.body.as_str()), (200, "en sign-in"));
    let turned = place.post("/pt/sign-in", "", &format!("turn=sign-in&name=chan&password=&to={ACT}&kept=text%3Dkept")).await;
    let along = format!("sign-in along: name=chan&password=&to={ACT}&kept=text=kept");
    assert_eq!((turned.status, turned.body), (200, format!("pt sign-in to {ACT}, kept text=kept, {along}")));
    let lost = place.post(&format!("/pt/{ACT}"), "", "turn=act&text=kept").await;
    assert_eq!((lost.status, lost.body.as_str()), (200, "pt sign-in"), "whose session has ended signs in first, with all of it");
}
