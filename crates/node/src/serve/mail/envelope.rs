//! A row of the queue as a message (RFC 5322). Every try of a row gives the same bytes under the same message id.

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use office::mail::Address;
use office_db::mail::QueuedMail;
use std::time::{Duration, UNIX_EPOCH};

/// The name beside the sender's address.
const SENDER: &str = "Counterpart";

/// Why a row is no message.
#[derive(Debug, thiserror::Error)]
pub enum EnvelopeFault {
    /// An address that mail does not take.
    #[error("no address for mail")]
    Address(#[from] lettre::address::AddressError),
    /// The message as a whole.
    #[error("no message")]
    Message(#[from] lettre::error::Error),
}

/// The message of a row. Its header is made of our own words, of two addresses that were read as such, and of a number: nobody's text is in it
/// but as one encoded line.
pub fn message(from: &Address, mail: &QueuedMail) -> Result<Message, EnvelopeFault> {
    let queued = UNIX_EPOCH + Duration::from_secs(mail.queued.unsigned_abs());
    let one_line = |text: &str| text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect::<String>();
    let message = Message::builder()
        .from(Mailbox::new(Some(SENDER.to_owned()), from.as_str().parse()?))
        .to(Mailbox::new(None, mail.address.parse()?))
        .subject(one_line(&mail.subject))
        .message_id(Some(format!("<{}>", one_line(&mail.message))))
        .date(queued)
        .raw_header(told("Auto-Submitted", "auto-generated".to_owned()))
        .raw_header(told("Content-Language", one_line(&mail.language)))
        .header(ContentType::TEXT_PLAIN);
    Ok(message.body(mail.body.clone())?)
}

fn told(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use office::OfficerId;
    use office::mail::{MailKind, MailState};

    fn mail() -> QueuedMail {
        QueuedMail {
            id: 1,
            officer: OfficerId(1),
            name: "陳".to_owned(),
            language: "zh-Hant".to_owned(),
            kind: MailKind::Deadlines,
            message: "00ff@office.example".to_owned(),
            subject: "對口：2 項期限，最早2020年2月1日".to_owned(),
            body: "期限：2020年2月1日\n".to_owned(),
            queued: 1_580_000_000,
            since: 1_580_000_000,
            state: MailState::Sending,
            tries: 1,
            address: "chan@office.example".to_owned(),
            reason: String::new(),
        }
    }

    fn written(mail: &QueuedMail) -> String {
        let from = Address::read("counterpart@office.example").expect("an address");
        String::from_utf8(message(&from, mail).expect("a message").formatted()).expect("text")
    }

    #[test]
    fn every_try_of_a_row_is_the_same_message() {
        let said = written(&mail());
        assert_eq!(said, written(&QueuedMail { tries: 9, reason: "451 later".to_owned(), ..mail() }));
        let (head, body) = said.split_once("\r\n\r\n").expect("head and body");
        for line in [
            "From: Counterpart <counterpart@office.example>",
            "To: chan@office.example",
            "Message-ID: <00ff@office.example>",
            "Date: Sun, 26 Jan 2020 00:53:20 +0000",
            "Auto-Submitted: auto-generated",
            "Content-Language: zh-Hant",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(head.lines().any(|own| own == line), "no “{line}” in:\n{head}");
        }
        assert!(head.is_ascii() && body.is_ascii(), "any server takes it:\n{said}");
    }

    #[test]
    fn no_word_becomes_a_line_of_the_header() {
        let inject = "x\r\nBcc: lei@office.example\r\n\r\nhello";
        let said = written(&QueuedMail {
            subject: inject.to_owned(),
            language: inject.to_owned(),
            message: inject.to_owned(),
            ..mail()
        });
        let head = said.split("\r\n\r\n").next().expect("a head");
        assert!(head.lines().all(|line| !line.starts_with("Bcc")), "{head}");
        let from = Address::read("counterpart@office.example").expect("an address");
        assert!(message(&from, &QueuedMail { address: inject.to_owned(), ..mail() }).is_err());
    }
}
