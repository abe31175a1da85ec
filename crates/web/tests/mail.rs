//! The page of mail: what waits, what was given up and why, what was sent; and each officer's own part of it.

mod sample;

use jiff::civil::date;
use office::{OfficerId, Role};
use sample::{Book, Sample, between, reads, typed, visitor};
use web::account::{self, Moment};
use web::mail::{MailRow, Reached, Shown, Standing};
use web::{Beside, Request, respond};
use words::Language;

fn at(minute: i8) -> Moment {
    Moment(date(2020, 1, 8).at(9, minute, 0, 0))
}

fn row(id: i64, standing: Standing, tries: u32, reason: &str) -> MailRow {
    MailRow {
        id,
        name: format!("officer {id}"),
        language: "pt".to_owned(),
        subject: format!("prazo {id}"),
        address: format!("o{id}@office.example"),
        queued: at(1),
        standing,
        tries,
        reason: reason.to_owned(),
    }
}

fn rows() -> Vec<MailRow> {
    vec![
        row(1, Standing::Waiting(at(2)), 0, ""),
        row(2, Standing::Waiting(at(3)), 2, "451 come <b>later</b>"),
        row(3, Standing::Sending, 1, ""),
        row(4, Standing::GivenUp(at(4)), 1, "550 no such mailbox"),
        row(5, Standing::GivenUp(at(5)), 15, "mail-why-not-reached: connection refused"),
        row(6, Standing::Sent(at(6)), 1, ""),
        row(7, Standing::Waiting(at(7)), 1, "mail-why-stopped"),
    ]
}

/// What a page says, in the order of reading, without its tags.
fn said(html: &str) -> String {
    let main = html.split("<main").nth(1).expect("a page has its main part");
    let parts = main.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page(language: Language, shown: Shown) -> (u16, String) {
    let (book, beside) = (Book::founding(None), Beside::Mail(shown));
    let sample = Sample::played(&book, "> on 2020-01-08\n");
    let request = Request { visitor: Some(visitor(Role::Administrator)), beside, ..Request::new(language, "mail") };
    let page = sample.on_site(&request, 3, |site| respond(site, &request));
    (page.status, page.html)
}

fn shown() -> Shown {
    let chan = Reached {
        id: OfficerId(1),
        name: "Chan".to_owned(),
        sign_in: "chan".to_owned(),
        language: "zh-Hans".to_owned(),
        address: String::new(),
    };
    let server = Some(("mail.example:587".to_owned(), "counterpart@office.example".to_owned()));
    Shown { server, days: 7, rows: rows(), officers: vec![chan], ..Shown::default() }
}

#[test]
fn each_mail_stands_under_its_state_with_its_reason() {
    let (status, html) = page(Language::En, shown());
    assert_eq!(status, 200);
    let said = said(&html);
    reads(
        &said,
        &["through mail.example:587 as counterpart@office.example", "7 days away or less", "Waiting", "Given up", "Sent"],
    );
    let waiting = between(&said, "Waiting", "Given up");
    reads(waiting, &["officer 1 · o1@office.example", "prazo 1", "Goes out from 8 January 2020 09:02."]);
    reads(
        waiting,
        &["officer 2", "Tried 2 times. Next try: 8 January 2020 09:03.", "The server: 451 come &#60;b&#62;later&#60;/b&#62;"],
    );
    reads(waiting, &["officer 3", "With the server now.", "officer 7", "under the same message id"]);
    let given_up = between(&said, "Given up", "Sent");
    reads(
        given_up,
        &["officer 4", "Given up on 8 January 2020 09:04. Tried once.", "The server: 550 no such mailbox", "Try again"],
    );
    reads(given_up, &["officer 5", "Tried 15 times.", "The mail server was not reached: connection refused", "Try again"]);
    reads(&said, &["Taken by the server on 8 January 2020 09:06.", "Where officers are written to", "Chan", "none", "简体"]);
    assert_eq!(html.matches("action=\"/en/mail/again\"").count(), 2, "only what was given up is tried again by hand");
    assert!(html.contains("<span lang=\"pt\">prazo 4</span>"), "a subject is marked with its language");
}

#[test]
fn without_a_server_the_page_says_that_nothing_is_sent() {
    for (language, words) in [
        (Language::ZhHant, "現時不發電郵"),
        (Language::ZhHans, "现时不发电子邮件"),
        (Language::En, "Nothing is sent"),
        (Language::Pt, "Nada é enviado"),
    ] {
        let (_, html) = page(language, Shown { server: None, ..shown() });
        let said = said(&html);
        reads(&said, &[words]);
        assert!(!said.contains("mail-"), "a key without words: {said}");
    }
}

#[test]
fn a_form_that_is_not_taken_comes_back_with_what_was_typed() {
    let typed = typed(&[("officer", "1"), ("address", "chan@"), ("language", "pt")]);
    let faults = vec![("address", "mail-no-such-address")];
    let (status, html) = page(Language::En, Shown { typed, faults, ..shown() });
    assert_eq!(status, 422);
    reads(&html, &["value=\"chan@\"", "This is not one e-mail address.", "<option value=\"pt\" selected>"]);
}

#[test]
fn an_officer_sees_their_own_mails_and_changes_their_own_address() {
    let book = Book::founding(None);
    let sample = Sample::played(&book, "> on 2020-01-08\n");
    let shown = account::Shown {
        mail_address: "chan@office.example".to_owned(),
        language: "pt".to_owned(),
        mails: rows(),
        faults: vec![("address", "mail-no-such-address")],
        ..account::Shown::default()
    };
    let request = Request { beside: Beside::Account(shown), ..Request::new(Language::En, "account") };
    let page = sample.on_site(&request, 3, |site| respond(site, &request));
    assert_eq!(page.status, 422);
    reads(
        &said(&page.html),
        &["Mail to me", "o4@office.example", "550 no such mailbox", "E-mail address", "not one e-mail address"],
    );
    assert!(!page.html.contains("mail/again") && !said(&page.html).contains("officer 4"));
    reads(&page.html, &["action=\"/en/account/mail\"", "value=\"chan@office.example\"", "<option value=\"pt\" selected>"]);
    assert_eq!(page.html.matches("Not sent yet").count(), 1, "the other forms of the page are not faulty");
}
