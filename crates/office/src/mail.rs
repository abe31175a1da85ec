//! Mail to officers of this side (電郵): where somebody is written to, what a mail may be about, and when it is tried again.
//!
//! A mail says which duty and by which day. It never holds a text of the record.

/// The longest address that mail knows (RFC 5321 §4.5.3.1.3, without its brackets).
const ADDRESS_BYTES_MAX: usize = 254;
/// The longest part before the `@`.
const LOCAL_BYTES_MAX: usize = 64;
/// The longest label of a host name.
const LABEL_BYTES_MAX: usize = 63;

/// How long a mail is tried for, in seconds: two days.
pub const TRIED_SECONDS: i64 = 2 * 86_400;
/// The longest pause between two tries, in seconds: six hours.
pub const PAUSE_SECONDS_MAX: i64 = 6 * 3_600;

/// One address for mail, in signs that every server takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads one address; none if it is anything else: two of them, a name beside one, a line break.
    pub fn read(text: &str) -> Option<Address> {
        let (local, host) = text.split_once('@')?;
        let in_local = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
        let in_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let atom = |part: &str| !part.is_empty() && part.bytes().all(in_local);
        let label = |part: &str| {
            let framed = part.starts_with('-') || part.ends_with('-');
            !part.is_empty() && part.len() <= LABEL_BYTES_MAX && !framed && part.bytes().all(in_label)
        };
        let fits = text.len() <= ADDRESS_BYTES_MAX && local.len() <= LOCAL_BYTES_MAX;
        (fits && local.split('.').all(atom) && host.split('.').all(label)).then(|| Address(text.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the `@`.
    pub fn host(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, host)| host)
    }
}

/// What a mail is about. There is nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKind {
    /// Reminders that were given.
    Reminders,
    /// Days that come near.
    Deadlines,
}

impl MailKind {
    /// All of them.
    pub const ALL: [MailKind; 2] = [MailKind::Reminders, MailKind::Deadlines];

    /// Its name in the database and in keys of words.
    pub fn name(self) -> &'static str {
        match self {
            MailKind::Reminders => "reminders",
            MailKind::Deadlines => "deadlines",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<MailKind> {
        MailKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a mail stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It waits to be tried, from a time on.
    Waiting {
        /// From when.
        next: i64,
    },
    /// It is with the server at this moment, or the node ended while it was.
    Sending,
    /// The server has taken it.
    Sent {
        /// When.
        at: i64,
    },
    /// Nobody tries it any more.
    GivenUp {
        /// Since when.
        at: i64,
    },
}

/// The pause after so many tries, in seconds: `first`, then twice as long each time, six hours at most.
pub fn pause(tries: u32, first: i64) -> i64 {
    let doubled = 1_i64.checked_shl(tries.saturating_sub(1).min(40)).unwrap_or(i64::MAX);
    first.saturating_mul(doubled).min(PAUSE_SECONDS_MAX)
}

/// When a mail that was not taken is tried again: `since` is when it was first to go, `now` the time of this try. None if it is given up.
pub fn again(since: i64, now: i64, tries: u32, first: i64) -> Option<i64> {
    let next = now.saturating_add(pause(tries, first));
    (next <= since.saturating_add(TRIED_SECONDS)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_read_and_nothing_beside_it() {
        for good in ["chan@office.example", "a.b+c@x-1.example", "lei@mail", "O'Neill_1@gov.example"] {
            assert_eq!(Address::read(good).map(|address| address.0), Some(good.to_owned()));
        }
        let long = format!("{}@office.example", "a".repeat(65));
        let longer = format!("a@{}example", "office.".repeat(36));
        for bad in [
            "",
            "chan",
            "@office.example",
            "chan@",
            "chan@@office.example",
            "chan@office.example, lei@office.example",
            "chan@office.example;lei@office.example",
            "Chan <chan@office.example>",
            "chan@office.example\r\nBcc: lei@office.example",
            "chan@office.example\n",
            "chan\u{0}@office.example",
            " chan@office.example",
            "chan tm@office.example",
            ".chan@office.example",
            "ch..an@office.example",
            "chan@office..example",
            "chan@-office.example",
            "chan@[127.0.0.1]",
            "\"chan\"@office.example",
            "陳@office.example",
            long.as_str(),
            longer.as_str(),
        ] {
            assert_eq!(Address::read(bad), None, "{bad:?}");
        }
        assert_eq!(Address::read("a@b.example").map(|one| one.host().to_owned()).as_deref(), Some("b.example"));
    }

    #[test]
    fn pauses_grow_from_a_minute_to_six_hours_and_end_after_two_days() {
        let pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 60, u32::MAX].map(|tries| pause(tries, 60));
        assert_eq!(pauses, [60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360, 21_600, 21_600, 21_600]);
        let (mut now, mut tries) = (1_000, 1);
        while let Some(next) = again(1_000, now, tries, 60) {
            assert!(next > now && next <= 1_000 + TRIED_SECONDS, "try {tries} at {next}");
            (now, tries) = (next, tries + 1);
        }
        assert_eq!(tries, 16, "so many tries in two days");
        assert!(now > 1_000 + TRIED_SECONDS - PAUSE_SECONDS_MAX, "the last one is not long before the end");
    }

    #[test]
    fn a_kind_is_found_by_its_name_alone() {
        for kind in MailKind::ALL {
            assert_eq!(MailKind::named(kind.name()), Some(kind));
        }
        assert_eq!(MailKind::named("letters"), None);
    }
}
