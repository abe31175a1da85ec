//! Who may send which act: every act, by every role, over HTTP and before a real agreement; and nobody who is not here as an officer of
//! this party today.
//!
//! The table is written by hand. Whoever changes who may do what must change it here too.

use super::*;
use crate::book::Book;
use crate::serve::machine::Sent as Outcome;
use agreement::State;
use agreement::act::ActKind;
use agreement::events::script;
use agreement::id::Place as ActPlace;
use agreement::problem::Problems;
use agreement::reading::Readings;
use agreement::view::View;
use jiff::civil::{Date, date};
use web::send::{Step, step};
use words::Words;

/// The acts in the order of the engine's list, each with a matter of the sample that takes it, and what liaison officer, department officer, leader,
/// administrator and auditor are answered: `+` it is theirs to send, `-` not theirs, `.` no form sends it here at all.
const TABLE: [(&str, &str, &str); 53] = [
    ("sign", "extension", "....."),
    ("withdraw", "extension", "....."),
    ("commit", "extension", "....."),
    ("evidence", "term", "....."),
    ("approve", "entry_into_force", "+-+--"),
    ("waive", "entry_into_force", "+-+--"),
    ("record_instrument", "term", "+-+--"),
    ("propose_amendment", "amendment", "+-+--"),
    ("propose_extension", "extension", "+-+--"),
    ("propose_epoch", "epoch", "....."),
    ("propose_task", "key_work/2020", "+-+--"),
    ("no_proposal", "key_work/2020", "+-+--"),
    ("circulate", "key_work/2020", "+-+--"),
    ("give_opinion", "key_work/2020", "+-+--"),
    ("state_departments", "key_work/2020", "+-+--"),
    ("park_task", "key_work/2020", "+-+--"),
    ("adopt_list", "key_work/2020", "+-+--"),
    ("report_progress", "key_work/2020", "+++--"),
    ("close_task", "key_work/2020", "+-+--"),
    ("call_meeting", "annual_meeting/2020", "+-+--"),
    ("accept_call", "annual_meeting/2020", "+-+--"),
    ("place_issue", "annual_meeting/2020", "+-+--"),
    ("hold_meeting", "annual_meeting/2020", "+-+--"),
    ("circulate_minutes", "annual_meeting/2020", "+-+--"),
    ("approve_minutes", "annual_meeting/2020", "+-+--"),
    ("agree_follow_up", "annual_meeting/2020", "+-+--"),
    ("record_reason", "annual_meeting/2020", "+-+--"),
    ("establish_mechanism", "daily_mechanism", "+-+--"),
    ("designate_office", "liaison", "+-+--"),
    ("send_liaison", "liaison", "+-+--"),
    ("acknowledge_liaison", "liaison/macao-26", "+-+--"),
    ("reply_liaison", "liaison/macao-26", "+-+--"),
    ("find_fulfilment", "development_plan", "+-+--"),
    ("assess_plan", "development_plan", "+-+--"),
    ("propose_adjustment", "development_plan", "+-+--"),
    ("open_consultation", "public_consultation", "+-+--"),
    ("record_participation", "public_consultation/2020", "+-+--"),
    ("answer_consultation", "public_consultation/macao-30", "+-+--"),
    ("close_consultation", "public_consultation/macao-30", "+-+--"),
    ("propose_decision", "term", "....."),
    ("vote", "term", "....."),
    ("escalate", "term", "....."),
    ("give_notice", "term", "....."),
    ("notify_use", "term", "....."),
    ("reply_use", "term", "....."),
    ("deliver", "term", "....."),
    ("report_paper", "key_work/2020", "+-+--"),
    ("correct", "key_work/2020", "....."),
    ("publish", "key_work/2019", "+-+--"),
    ("publish", "annual_meeting/2019", "+-+--"),
    ("publish", "public_consultation/macao-30", "+-+--"),
    ("publish", "liaison", "....."),
    ("publish", "epoch", "....."),
];

const ROLES: [Role; 5] = [Role::LiaisonOfficer, Role::DepartmentOfficer, Role::Leader, Role::Administrator, Role::Auditor];

/// The sample's record, for as long as the tests run.
fn record() -> (&'static Book, &'static State<'static>, Date) {
    let book: &'static Book = Box::leak(Box::new(Book::open("greater_bay_area_2017").expect("a shipped agreement")));
    let mut state = State::new(&book.agreement);
    let (mut today, mut problems) = (date(2018, 1, 1), Problems::default());
    for (_, line) in script::lines(include_str!("../../../../../../scenarios/two_years_sample.scenario"), &mut problems) {
        let script::Line::Command(tokens, said) = line else { continue };
        match tokens[0].text.as_str() {
            "on" => today = tokens[1].text.parse().expect("a day"),
            word if script::DIRECTIVES.contains(&word) => {}
            _ => {
                let event = script::act(&book.agreement, &tokens, &mut problems).expect("an act").event(&state, today);
                state.fold(event).unwrap_or_else(|refused| panic!("{said}: {refused:?}"));
            }
        }
    }
    (book, Box::leak(Box::new(state)), today)
}

/// Macao's node before the sample: what is confirmed and lawful counts as recorded.
fn judge() -> crate::serve::double::Judge {
    let (book, state, today) = record();
    let macao = book.agreement.body("macao").expect("a party");
    let vocabulary = book.vocabulary(Language::En).expect("words");
    Box::new(move |request| {
        let words = Words::new(Language::En, &book.agreement, &vocabulary);
        let readings = Readings::all(&book.agreement.points);
        let site = web::Site {
            view: View::new(state, today, today, &readings, &book.calendars),
            words: &words,
            party: macao,
            today,
            sample: true,
            logs: &[],
            digest: "",
            posts: &[],
            visitor: request.visitor.as_ref(),
            official: &[],
            commit_delay_seconds: 0,
            public_texts: &|_: ActPlace| Vec::new(),
            translations: &[],
            part: 1,
            writing: web::site::Writing::as_written(),
            turn: web::turn::Turn::default(),
            payloads: &|_: ActPlace| Vec::new(),
            texts: &|_: ActPlace| Vec::new(),
        };
        let Beside::Send(shown) = &request.beside else { panic!("a form") };
        match step(&site, request.path.trim_start_matches("send/"), shown) {
            None => Outcome::Page(web::Page { status: 404, html: String::new() }),
            Some(Step::Page { status, html }) => Outcome::Page(web::Page { status, html }),
            Some(Step::Lay(_)) => Outcome::Recorded { act: [7; 32], place: "macao/99".to_owned() },
        }
    })
}

impl Place {
    /// Sends a form as from an address of its own, so that nobody waits for another.
    async fn sends(&self, number: usize, path: &str, cookie: &str, body: &str) -> Said {
        let from = format!("198.18.{}.{}", number / 250, number % 250);
        let request = Request::builder().method("POST").uri(path).header(HOST, "localhost").header("x-forwarded-for", from);
        self.send(request.header(COOKIE, cookie), body).await
    }
}

#[test]
fn the_table_has_every_act() {
    let acts = TABLE.iter().map(|(act, ..)| *act).collect::<Vec<_>>();
    for kind in ActKind::ALL {
        assert!(acts.contains(&kind.name()), "no row for {}", kind.name());
    }
}

#[tokio::test]
async fn each_act_is_sent_by_those_whose_business_it_is_and_by_nobody_else() {
    let place = Place::of(None, Double { judge: Some(judge()), ..Double::default() }).await;
    let mut cookies = Vec::new();
    for role in ROLES {
        place.officer(role.name(), role).await;
        cookies.push(place.signed_in(role.name()).await);
    }
    let mut wrong = Vec::new();
    for (number, (act, matter, expected)) in TABLE.iter().enumerate() {
        let path = format!("/en/send/{act}/{matter}");
        let mut found = String::new();
        for cookie in &cookies {
            let said = place.sends(number, &path, cookie, "confirmed=1&once=a").await;
            found.push(match said.status {
                404 => '.',
                403 => '-',
                // What is lacking, or why the agreement refuses it: said to whoever may send it.
                200 | 303 | 422 => '+',
                other => panic!("{act} in {matter}: {other}"),
            });
        }
        if found != *expected {
            wrong.push(format!("{act} in {matter}: {found}, not {expected}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "for liaison, department, leader, administrator, auditor");
}

/// Nobody, somebody whose session has ended, another party's officer, a deputy before the first and after the last day, and an officer who was
/// closed: for none of them is there any act.
#[tokio::test]
async fn whoever_is_no_officer_of_this_party_today_sends_nothing() {
    let place = Place::of(None, Double { judge: Some(judge()), ..Double::default() }).await;
    place.officer("chan", Role::LiaisonOfficer).await;
    let own = place.signed_in("chan").await;
    let other_party = own.replace("counterpart-macao", "counterpart-ndrc");
    let ended = place.signed_in("chan").await;
    place.post("/en/sign-out", &ended, "").await;
    let deputy = async |name: &str, from: Date, until: Option<Date>| {
        let office = &place.lobby.office;
        let officer = office.add_officer(name, name, "en").await.expect("an officer");
        office.new_password(officer, PASSWORD, [3; 16]).await.expect("a password");
        let (role, unit) = (Role::LiaisonOfficer, "Sample office".to_owned());
        let seat = NewAppointment { officer, role, office: unit, post: String::new(), from, until, acting_for: None };
        office.appoint(&seat).await.expect("an appointment");
        let said = place.post("/en/sign-in", "", &format!("name={name}&password=a+quiet+river+at+night")).await;
        (officer, said.cookie())
    };
    let (_, late) = deputy("late", date(2018, 1, 1), Some(date(2018, 6, 30))).await;
    let (_, early) = deputy("early", date(9000, 1, 1), None).await;
    let (closed_officer, closed) = deputy("closed", date(2018, 1, 1), None).await;
    place.lobby.office.close_officer(closed_officer, now()).await.expect("closed");
    for (number, (act, matter, _)) in TABLE.iter().enumerate() {
        let path = format!("/en/send/{act}/{matter}");
        for (who, cookie) in [("nobody", ""), ("ended", &ended), ("another party's", &other_party), ("closed", &closed)] {
            let said = place.sends(number, &path, cookie, "confirmed=1&once=a").await;
            assert!(said.status == 303 || said.status == 200, "{who}: {act}: {}", said.status);
            assert!(!said.to().contains("act/") && !said.body.contains("macao/99"), "{who} sent {act}");
        }
        for (who, cookie) in [("deputy, too late", &late), ("deputy, too early", &early)] {
            let said = place.sends(number + 100, &path, cookie, "confirmed=1&once=a").await;
            assert_eq!(said.status, 403, "{who}: {act}");
        }
    }
    let lawful = "confirmed=1&once=b";
    let said = place.sends(999, "/en/send/no_proposal/key_work/2019", &own, lawful).await;
    assert_eq!((said.status, said.to()), (303, "/en/act/macao/99"), "while an officer sends it: {}", said.body);
}
