//! The queue over a real database: what waits goes once, what is refused comes back or not, and a node that ended loses nothing.

use super::*;
use crate::database::testing::{Folder, office};
use jiff::civil::date;
use office::mail::TRIED_SECONDS;
use office::reminder::Reminder;

const DAY: i64 = 86_400;

/// A queue with an officer who has an address.
async fn queue_of(sign_in: &str) -> (Folder, OfficeDb, OfficerId) {
    let (folder, office) = office().await;
    let officer = office.add_officer(sign_in, "陳（示範）", "pt").await.expect("an officer");
    let address = Address::read("chan@office.example").expect("an address");
    office.set_mail(officer, Some(&address), "en").await.expect("an address");
    (folder, office, officer)
}

fn mail(officer: OfficerId, once: &str) -> NewMail {
    NewMail {
        officer,
        language: "en".to_owned(),
        kind: MailKind::Deadlines,
        once: once.to_owned(),
        message: format!("{}.{once}", officer.0),
        subject: "Deadlines".to_owned(),
        body: "One day\n".to_owned(),
        about: vec![("key_work/2020".to_owned(), date(2020, 2, 1))],
    }
}

async fn only(office: &OfficeDb) -> QueuedMail {
    let mut all = office.mails(None, 10).await.expect("a database");
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[tokio::test]
async fn an_officer_is_written_to_where_and_as_they_say() {
    let (_folder, office, officer) = queue_of("chan").await;
    let found = office.officers().await.expect("all").remove(0);
    assert_eq!((found.mail_address.as_str(), found.language.as_str()), ("chan@office.example", "en"));
    office.set_mail(officer, None, "zh-Hans").await.expect("no address");
    let found = office.officers().await.expect("all").remove(0);
    assert_eq!((found.mail_address.as_str(), found.language.as_str()), ("", "zh-Hans"));
}

#[tokio::test]
async fn a_mail_waits_is_taken_by_one_and_is_sent() {
    let (_folder, office, officer) = queue_of("chan").await;
    assert!(!office.has_mail_work(99).await.expect("a database"));
    assert!(office.queue_mail(&mail(officer, "2020-01-08"), 100).await.expect("a row"));
    assert!(!office.queue_mail(&mail(officer, "2020-01-08"), 101).await.expect("none"), "one a day for each officer");
    let waiting = only(&office).await;
    assert_eq!(
        (waiting.state, waiting.tries, waiting.address.as_str()),
        (MailState::Waiting { next: 100 }, 0, "chan@office.example")
    );
    let told = office.told_of(date(2020, 2, 1)).await.expect("a database");
    assert_eq!(told.into_iter().collect::<Vec<_>>(), [(officer, "key_work/2020".to_owned(), date(2020, 2, 1))]);
    assert!(office.told_of(date(2020, 2, 2)).await.expect("a database").is_empty(), "another day is news");
    assert_eq!(office.take_mail(99).await.expect("a database"), None, "not before its time");
    let taken = office.take_mail(100).await.expect("a database").expect("a mail");
    assert_eq!((taken.tries, taken.state.clone(), taken.body.as_str()), (1, MailState::Sending, "One day\n"));
    assert_eq!(office.take_mail(100).await.expect("a database"), None, "nobody takes it twice");
    office.mail_was_sent(taken.id, 103).await.expect("sent");
    assert_eq!(only(&office).await.state, MailState::Sent { at: 103 });
    assert_eq!(office.take_mail(9 * DAY).await.expect("a database"), None);
    assert!(!office.try_mail_again(taken.id, 104).await.expect("a database"), "what was sent is not sent again");
}

#[tokio::test]
async fn what_is_not_taken_is_tried_after_growing_pauses_and_given_up_after_two_days() {
    let (_folder, office, officer) = queue_of("chan").await;
    office.queue_mail(&mail(officer, "a"), 0).await.expect("a row");
    let (mut now, mut pauses) = (0, Vec::new());
    loop {
        let taken = office.take_mail(now).await.expect("a database").expect("it is due");
        office.mail_was_not_sent(&taken, "451 4.7.1 later\r\nplease", false, 60, now).await.expect("noted");
        let row = only(&office).await;
        assert_eq!(row.reason, "451 4.7.1 later please", "on one line");
        match row.state {
            MailState::Waiting { next } => {
                assert_eq!(office.take_mail(next - 1).await.expect("a database"), None);
                pauses.push(next - now);
                now = next;
            }
            state => {
                assert_eq!(state, MailState::GivenUp { at: now });
                break;
            }
        }
    }
    assert_eq!(pauses[..4], [60, 120, 240, 480]);
    assert_eq!(pauses.iter().max(), Some(&(6 * 3_600)));
    assert!(now <= TRIED_SECONDS && now > TRIED_SECONDS - 6 * 3_600, "{now}");
    assert!(office.try_mail_again(only(&office).await.id, 5 * DAY).await.expect("a database"));
    let row = only(&office).await;
    assert_eq!((row.state, row.tries, row.since, row.reason.as_str()), (MailState::Waiting { next: 5 * DAY }, 0, 5 * DAY, ""));
    assert_eq!(row.message, "1.a", "it is the same message");
}

#[tokio::test]
async fn what_is_refused_for_good_or_has_nowhere_to_go_is_given_up_at_once() {
    let (_folder, office, officer) = queue_of("chan").await;
    office.queue_mail(&mail(officer, "a"), 0).await.expect("a row");
    let taken = office.take_mail(0).await.expect("a database").expect("a mail");
    office.mail_was_not_sent(&taken, &format!("550 {}", "x".repeat(900)), true, 60, 7).await.expect("noted");
    let row = only(&office).await;
    assert_eq!((row.state, row.reason.len()), (MailState::GivenUp { at: 7 }, REASON_CHARACTERS_MAX));
    office.try_mail_again(row.id, 8).await.expect("a database");
    office.set_mail(officer, None, "en").await.expect("no address");
    assert_eq!(office.take_mail(9).await.expect("a database"), None);
    let row = only(&office).await;
    assert_eq!((row.state, row.reason.as_str()), (MailState::GivenUp { at: 9 }, NO_ADDRESS));
}

#[tokio::test]
async fn a_mail_that_was_with_the_server_when_the_node_ended_waits_again_as_the_same_message() {
    let (folder, office, officer) = queue_of("chan").await;
    office.queue_mail(&mail(officer, "a"), 0).await.expect("a row");
    let taken = office.take_mail(0).await.expect("a database").expect("a mail");
    drop(office);
    let office = OfficeDb::open(&folder.0.join("office.db")).await.expect("the same database");
    assert_eq!(office.take_mail(50).await.expect("a database"), None, "nobody knows what became of it");
    assert_eq!(office.resume_mail(50).await.expect("a database"), 1);
    let again = office.take_mail(50).await.expect("a database").expect("the same");
    assert_eq!((again.id, &again.message, again.tries, again.reason.as_str()), (taken.id, &taken.message, 2, STOPPED));
}

#[tokio::test]
async fn reminders_are_queued_with_their_mails_once() {
    let (_folder, office, officer) = queue_of("chan").await;
    let given = Reminder {
        matter: "key_work/2020".to_owned(),
        item: 1,
        unit: "甲".to_owned(),
        text: "請匯報".to_owned(),
        due: date(2020, 2, 1),
        day: date(2020, 1, 8),
    };
    office.remind(std::slice::from_ref(&given), officer, "a", 7).await.expect("a row");
    let found = office.reminders_to_mail().await.expect("a database");
    assert_eq!(found, [(1, 7, given)]);
    assert!(office.has_mail_work(8).await.expect("a database"));
    let told = NewMail { kind: MailKind::Reminders, once: "1".to_owned(), ..mail(officer, "r") };
    for _ in 0..2 {
        office.queue_reminders(std::slice::from_ref(&told), 1, 8).await.expect("queued");
    }
    assert_eq!(office.reminders_to_mail().await.expect("a database"), []);
    assert_eq!(only(&office).await.kind, MailKind::Reminders);
    assert!(office.told_of(date(2020, 2, 1)).await.expect("a database").is_empty(), "a reminder is no deadline");
    let other = office.add_officer("lei", "Lei", "pt").await.expect("another");
    assert_eq!(office.mails(Some(other), 10).await.expect("none"), []);
    assert_eq!(office.mails(Some(officer), 10).await.expect("one").len(), 1);
}
