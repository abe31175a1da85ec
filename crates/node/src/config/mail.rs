//! `[mail]`: the server through which the node writes to officers of its own side (SMTP, RFC 6409).

use super::fields::{Fields, is_this_machine};
use super::problem::Kind;
use office::mail::Address;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The port of submission over TLS from the first byte (RFC 8314 §7.3); elsewhere TLS begins by STARTTLS.
pub const WRAPPED_PORT: u16 = 465;

/// How mail goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The host name or address of the server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// Whether the way to it is secured.
    pub tls: Tls,
    /// Whose name the mails bear.
    pub from: Address,
    /// Under which name the node signs in there, and the file of the password; none if it does not.
    pub user: Option<(String, PathBuf)>,
    /// How many days before a deadline officers are written to.
    pub days_before: u16,
    /// How many mails go out in a minute at most.
    pub per_minute: u16,
    /// The pause after the first try; each further one is twice as long.
    pub retry: Duration,
}

/// Whether the way to the server is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// It is, or nothing is sent.
    #[default]
    Required,
    /// It is not: for a server on this machine.
    None,
}

/// Where the pages are, to which mails lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PagesAt {
    /// The node serves none.
    Nowhere,
    /// On this machine, as far as the configuration says.
    ThisMachine,
    /// At an origin of their own.
    Origin,
}

impl PagesAt {
    /// From where they are served, and what is said of their origin: outer none if that is wrong, inner none if nothing is said.
    pub(super) fn of(pages: Option<SocketAddr>, origin: &Option<Option<String>>) -> PagesAt {
        match (pages, origin) {
            (None, _) => PagesAt::Nowhere,
            (Some(_), Some(None)) => PagesAt::ThisMachine,
            _ => PagesAt::Origin,
        }
    }
}

/// Reads the table. The password's file is meant from `folder`.
pub(super) fn read(mut fields: Fields<'_>, folder: &Path, pages: PagesAt) -> Option<Mail> {
    if pages == PagesAt::Nowhere {
        // Its mails lead to the pages, and its queue is seen there.
        fields.wrong("", Kind::Missing { key: "pages".to_owned() });
    }
    let server = fields.host("server");
    // A mail that leaves this machine must lead back to it.
    if pages == PagesAt::ThisMachine && server.as_deref().is_some_and(|server| !is_this_machine(server)) {
        fields.wrong("", Kind::Missing { key: "pages_origin".to_owned() });
    }
    let tls = fields.formed("tls", "`required` or `none`", |text| match text {
        "required" => Some(Tls::Required),
        "none" => Some(Tls::None),
        _ => None,
    });
    if let (Some(Some(Tls::None)), Some(server)) = (tls, &server)
        && !is_this_machine(server)
    {
        let wanted = "`required`, for the server is not on this machine";
        fields.wrong("tls", Kind::Form { key: "mail.tls".to_owned(), wanted });
    }
    let port = fields.number("port", 1..=65_535, 587);
    let from = fields.formed("from", "one e-mail address", Address::read);
    let from = fields.needed("from", from);
    let user = user(&mut fields, folder);
    let days_before = fields.number("days_before", 0..=60, 7);
    let per_minute = fields.number("per_minute", 1..=600, 30);
    let retry = fields.seconds("retry_seconds", 1..=3_600, 60);
    fields.end();
    Some(Mail {
        server: server?,
        port: u16::try_from(port).ok()?,
        tls: tls?.unwrap_or_default(),
        from: from?,
        user: user?,
        days_before: u16::try_from(days_before).ok()?,
        per_minute: u16::try_from(per_minute).ok()?,
        retry,
    })
}

/// The name and the password's file: both, or none.
fn user(fields: &mut Fields<'_>, folder: &Path) -> Option<Option<(String, PathBuf)>> {
    let (lacks_user, lacks_file) = (fields.lacks("user"), fields.lacks("password_file"));
    if lacks_user && lacks_file {
        return Some(None);
    }
    let (user, file) = (fields.text("user"), fields.text("password_file"));
    Some(Some((user?, folder.join(file?))))
}

#[cfg(test)]
mod tests {
    use super::super::{Config, assert_problems};
    use super::*;

    const GOOD: &str = "party = \"macao\"\nagreement = \"greater_bay_area_2017\"\npages = \"127.0.0.1:9080\"\n\
                        pages_origin = \"https://counterpart.example\"\n[mail]\n\
                        server = \"mail.office.example\"\nfrom = \"counterpart@office.example\"\n";

    fn mail(text: &str) -> Mail {
        Config::read(text, Path::new("/srv")).expect("a good file").mail.expect("mail")
    }

    #[test]
    fn what_is_said_is_taken_and_the_rest_is_as_usual() {
        let found = mail(GOOD);
        assert_eq!((found.server.as_str(), found.port, found.tls), ("mail.office.example", 587, Tls::Required));
        assert_eq!((found.from.as_str(), found.user), ("counterpart@office.example", None));
        assert_eq!((found.days_before, found.per_minute, found.retry), (7, 30, Duration::from_secs(60)));
        let more = mail(&format!(
            "{GOOD}port = 465\ntls = \"required\"\nuser = \"counterpart\"\npassword_file = \"keys/mail\"\ndays_before = 14\n\
             per_minute = 5\nretry_seconds = 1\n"
        ));
        assert_eq!(more.user, Some(("counterpart".to_owned(), PathBuf::from("/srv/keys/mail"))));
        assert_eq!((more.port, more.days_before, more.per_minute, more.retry), (465, 14, 5, Duration::from_secs(1)));
        for here in ["localhost", "127.0.0.1", "::1"] {
            let text = GOOD.replace("pages_origin = \"https://counterpart.example\"\n", "");
            let text = format!("{}tls = \"none\"\n", text.replace("mail.office.example", here));
            assert_eq!(mail(&text).tls, Tls::None, "{here}");
        }
        assert_eq!(Config::read(&GOOD[..GOOD.find('[').expect("a table")], Path::new("")).expect("a good file").mail, None);
    }

    /// A change to the good file, and the problem that must be named for it, with its line.
    #[test]
    fn each_problem_is_named_with_its_line() {
        let table = [
            ("pages = \"127.0.0.1:9080\"\n", "", "4: `pages` is missing"),
            ("pages_origin = \"https://counterpart.example\"\n", "", "4: `pages_origin` is missing"),
            ("server = \"mail.office.example\"\n", "", "5: `mail.server` is missing"),
            (
                "mail.office.example",
                "mail.office.example:25",
                "6: `mail.server` must be a host name or an address, without a port",
            ),
            ("mail.office.example", "mail office", "6: `mail.server` must be a host name or an address, without a port"),
            ("from = \"counterpart@office.example\"\n", "", "5: `mail.from` is missing"),
            ("counterpart@office.example", "Counterpart <c@office.example>", "7: `mail.from` must be one e-mail address"),
            ("from =", "tls = \"none\"\nfrom =", "7: `mail.tls` must be `required`, for the server is not on this machine"),
            ("from =", "tls = \"wanted\"\nfrom =", "7: `mail.tls` must be `required` or `none`"),
            ("from =", "port = 0\nfrom =", "7: `mail.port` must lie from 1 to 65535"),
            ("from =", "user = \"x\"\nfrom =", "5: `mail.password_file` is missing"),
            ("from =", "password_file = \"x\"\nfrom =", "5: `mail.user` is missing"),
            ("from =", "password = \"x\"\nfrom =", "7: there is no `mail.password`"),
            ("from =", "per_minute = 0\nfrom =", "7: `mail.per_minute` must lie from 1 to 600"),
            ("[mail]", "[[mail]]", "5: `mail` must be a table, not a list"),
        ];
        assert_problems(GOOD, &table);
    }
}
