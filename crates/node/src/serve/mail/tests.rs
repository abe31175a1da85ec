//! What is queued for whom: reminders at once, near days once a day; and what a node that stopped left. The mail server itself is one that others
//! wrote, in `cargo xtask outside`; here nobody listens where it should be.

use super::*;
use crate::config::Tls;
use crate::serve::double::Double;
use crate::serve::machine;
use jiff::civil::date;
use office::mail::{Address, MailState};
use office::{NewAppointment, OfficerId, Role};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A post over a double of the record, in a folder that goes with it.
struct Place {
    folder: PathBuf,
    post: Post,
    /// How often the record was asked for a mail.
    asked: Arc<AtomicU32>,
    tell: watch::Sender<bool>,
    stop: watch::Receiver<bool>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Place {
    /// A record of which these duties come near.
    async fn near(near: &[(&str, Date)]) -> Place {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("counterpart-mail-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let office = OfficeDb::open(&folder.join("office.db")).await.expect("a database");
        let clock = Clock::new(0, "example.invalid/a/1").expect("a clock");
        let (desk, seat) = machine::desk(clock.clone());
        let near = near.iter().map(|(duty, day)| ((*duty).to_owned(), *day)).collect();
        let asked = Arc::new(AtomicU32::new(0));
        let mail_asked = asked.clone();
        std::thread::spawn(move || seat.serve(&mut Double { near, mail_asked, ..Double::default() }));
        // Bound and given back: nobody listens there.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
        let told = config::Mail {
            server: "127.0.0.1".to_owned(),
            port,
            tls: Tls::None,
            from: Address::read("counterpart@office.example").expect("an address"),
            user: None,
            days_before: 7,
            per_minute: 600,
            retry: Duration::from_secs(60),
        };
        let carrier = Carrier::open(&told).expect("a way");
        let (tell, stop) = watch::channel(false);
        let stop_time = Duration::from_secs(1);
        let post = Post { office, desk, clock, utc_offset_hours: 8, told, carrier, stop_time };
        Place { folder, post, asked, tell, stop }
    }

    /// An officer of a unit who is written to in a language, if they have an address.
    async fn officer(&self, sign_in: &str, role: Role, unit: &str, language: &str) -> OfficerId {
        let office = &self.post.office;
        let officer = office.add_officer(sign_in, sign_in, language).await.expect("an officer");
        let seat = NewAppointment {
            officer,
            role,
            office: unit.to_owned(),
            post: String::new(),
            from: date(2017, 7, 1),
            until: None,
            acting_for: None,
        };
        office.appoint(&seat).await.expect("an appointment");
        let address = Address::read(&format!("{sign_in}@office.example"));
        office.set_mail(officer, address.as_ref(), language).await.expect("an address");
        officer
    }

    async fn round(&mut self, known: &mut Option<Known>) {
        self.post.round(known, &mut self.stop).await.expect("a round");
    }

    /// To whom, in which words, oldest first.
    async fn queued(&self) -> Vec<(String, String)> {
        let all = self.post.office.mails(None, 100).await.expect("a database");
        all.into_iter().rev().map(|mail| (mail.name, mail.body)).collect()
    }
}

fn told(name: &str, body: &str) -> (String, String) {
    (name.to_owned(), body.to_owned())
}

fn reminder(item: u32, unit: &str) -> Reminder {
    Reminder {
        matter: "key_work/2020".to_owned(),
        item,
        unit: unit.to_owned(),
        text: "a text that no mail holds".to_owned(),
        due: date(2020, 2, 1),
        day: date(2020, 1, 8),
    }
}

#[tokio::test]
async fn a_reminder_is_mailed_once_to_whoever_sits_in_its_unit_and_one_that_is_old_to_nobody() {
    let mut place = Place::near(&[]).await;
    let chan = place.officer("chan", Role::DepartmentOfficer, "A", "pt").await;
    place.officer("lei", Role::DepartmentOfficer, "B", "en").await;
    place.officer("sou", Role::LiaisonOfficer, "A", "en").await;
    let silent = place.officer("wu", Role::DepartmentOfficer, "A", "en").await;
    place.post.office.set_mail(silent, None, "en").await.expect("no address");
    let office = place.post.office.clone();
    office.remind(&[reminder(9, "A")], chan, "old", now() - TRIED_SECONDS - 1).await.expect("a row");
    office.remind(&[reminder(1, "A"), reminder(2, "A"), reminder(3, "")], chan, "new", now()).await.expect("rows");
    for _ in 0..2 {
        place.round(&mut None).await;
    }
    let due = |items: &[u32]| items.iter().map(|item| format!("key_work/2020/item/{item} 2020-02-01\n")).collect::<String>();
    assert_eq!(
        place.queued().await,
        [told("chan", &due(&[1, 2, 3])), told("lei", &due(&[3])), told("sou", &due(&[1, 2]))],
        "one mail for each, with all that is theirs"
    );
    let mails = office.mails(Some(chan), 9).await.expect("a database");
    assert_eq!((mails[0].language.as_str(), mails[0].tries), ("pt", 1));
    assert!(matches!(mails[0].state, MailState::Waiting { next } if next > now() + 30), "{:?}", mails[0].state);
    assert!(mails[0].reason.starts_with(web::mail::NOT_REACHED), "{}", mails[0].reason);
    assert!(mails[0].message.ends_with("@office.example"), "{}", mails[0].message);
}

#[tokio::test]
async fn near_days_are_one_mail_a_day_for_each_who_may_send_and_are_not_told_of_again() {
    let near = [("reply", date(2020, 1, 10)), ("meeting", date(2020, 1, 12))];
    let mut place = Place::near(&near).await;
    let chan = place.officer("chan", Role::LiaisonOfficer, "A", "zh-Hant").await;
    place.officer("lei", Role::DepartmentOfficer, "A", "en").await;
    place.officer("wu", Role::Administrator, "A", "en").await;
    let lead = place.officer("lead", Role::Leader, "A", "pt").await;
    place.post.office.close_officer(lead, 5).await.expect("closed");
    let both = "reply 2020-01-10\nmeeting 2020-01-12\n";
    for _ in 0..2 {
        place.round(&mut None).await;
    }
    assert_eq!(place.queued().await, [told("chan", both)]);
    let office = place.post.office.clone();
    let noted = office.told_of(date(2020, 1, 12)).await.expect("a database");
    assert_eq!(noted.into_iter().collect::<Vec<_>>(), [(chan, "meeting".to_owned(), date(2020, 1, 12))]);
    // Whoever comes later is told then; whoever was told is not.
    place.officer("sou", Role::LiaisonOfficer, "A", "en").await;
    place.round(&mut None).await;
    assert_eq!(place.queued().await, [told("chan", both), told("sou", both)]);
}

#[tokio::test]
async fn near_days_are_looked_for_once_a_minute_and_the_record_is_asked_only_if_something_has_changed() {
    let mut place = Place::near(&[("reply", date(2020, 1, 10))]).await;
    let asked = place.asked.clone();
    let asked = || asked.load(Ordering::Relaxed);
    let mut known = None;
    place.round(&mut known).await;
    assert_eq!(asked(), 0, "nobody is written to");
    place.officer("chan", Role::LiaisonOfficer, "A", "en").await;
    place.round(&mut known).await;
    assert_eq!((asked(), place.queued().await.len()), (1, 1), "who enters the first address is not kept waiting");
    place.officer("sou", Role::LiaisonOfficer, "A", "pt").await;
    place.round(&mut known).await;
    assert_eq!((asked(), place.queued().await.len()), (1, 1), "within a minute nobody looks");
    let minute_ago = |known: &mut Option<Known>| known.as_mut().expect("it was looked at").looked_at -= NEAR_SECONDS;
    minute_ago(&mut known);
    place.round(&mut known).await;
    assert_eq!((asked(), place.queued().await.len()), (3, 2), "after it, in both languages");
    minute_ago(&mut known);
    place.round(&mut known).await;
    assert_eq!(asked(), 3, "nothing has changed, and the record is not asked");
    assert!(now() - known.expect("it was looked at").looked_at < NEAR_SECONDS, "but it was looked at");
}

#[tokio::test]
async fn a_second_mail_of_near_days_waits_for_the_next_day() {
    let mut place = Place::near(&[("reply", date(2020, 1, 10))]).await;
    let chan = place.officer("chan", Role::LiaisonOfficer, "A", "en").await;
    let earlier = NewMail {
        officer: chan,
        language: "en".to_owned(),
        kind: MailKind::Deadlines,
        once: "2020-01-08".to_owned(),
        message: "00@office.example".to_owned(),
        subject: "en 1".to_owned(),
        body: "this morning\n".to_owned(),
        about: Vec::new(),
    };
    place.post.office.queue_mail(&earlier, now()).await.expect("a row");
    place.round(&mut None).await;
    assert_eq!(place.queued().await, [told("chan", "this morning\n")]);
    assert!(place.post.office.told_of(date(2020, 1, 10)).await.expect("a database").is_empty(), "so it is told tomorrow");
}

#[tokio::test]
async fn a_node_that_stops_ends_its_post_and_takes_up_what_it_left() {
    let mut place = Place::near(&[("reply", date(2020, 1, 10))]).await;
    place.officer("chan", Role::LiaisonOfficer, "A", "en").await;
    place.round(&mut None).await;
    let office = place.post.office.clone();
    let mail = office.take_mail(i64::MAX).await.expect("a database").expect("a mail that waits");
    place.tell.send_replace(true);
    let post = &place.post;
    let post = Post {
        office: office.clone(),
        desk: post.desk.clone(),
        clock: post.clock.clone(),
        utc_offset_hours: 8,
        told: post.told.clone(),
        carrier: Carrier::open(&post.told).expect("a way"),
        stop_time: post.stop_time,
    };
    post.run(place.stop.clone()).await;
    let found = office.mails(None, 1).await.expect("a database").remove(0);
    assert!(matches!(found.state, MailState::Waiting { .. }), "{:?}", found.state);
    assert_eq!((found.reason.as_str(), found.message), (office_db::mail::STOPPED, mail.message), "the same message goes again");
}
