//! The fields of one table of a configuration: each is taken by name, and what nobody took is a problem.

use super::problem::{Kind, Problems};
use crate::certificate::Pin;
use crate::hex;
use record::{KeyKind, VerifierKey};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::ops::{Range, RangeInclusive};
use std::time::Duration;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use web::marking::Marking;

/// One table, and what has been taken from it.
pub(super) struct Fields<'t> {
    /// The path of the table, with a dot at its end; empty for the whole file.
    path: &'static str,
    table: &'t DeTable<'t>,
    /// Where the table stands, for what is missing from it.
    place: Range<usize>,
    taken: BTreeSet<&'static str>,
    problems: &'t RefCell<Problems>,
}

impl<'t> Fields<'t> {
    pub(super) fn new(
        path: &'static str,
        table: &'t DeTable<'t>,
        place: Range<usize>,
        problems: &'t RefCell<Problems>,
    ) -> Fields<'t> {
        Fields { path, table, place, taken: BTreeSet::new(), problems }
    }

    /// A text that must be there and hold something.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        if self.lacks(name) {
            self.wrong(name, Kind::Missing { key: self.key(name) });
        }
        self.text_if(name)
    }

    /// A text, or the usual one.
    pub(super) fn text_or(&mut self, name: &'static str, usual: &str) -> Option<String> {
        if self.lacks(name) { Some(usual.to_owned()) } else { self.text_if(name) }
    }

    /// A whole number, or the usual one.
    pub(super) fn number(&mut self, name: &'static str, range: RangeInclusive<i64>, usual: i64) -> i64 {
        let Some(value) = self.value(name) else { return usual };
        let DeValue::Integer(number) = value.get_ref() else {
            self.mistyped(name, "a whole number");
            return usual;
        };
        match i64::from_str_radix(number.as_str(), number.radix()).ok().filter(|number| range.contains(number)) {
            Some(number) => number,
            None => {
                self.wrong(name, Kind::Range { key: self.key(name), least: *range.start(), most: *range.end() });
                usual
            }
        }
    }

    /// A length of time in whole seconds, or the usual one. `range` holds no negative number.
    pub(super) fn seconds(&mut self, name: &'static str, range: RangeInclusive<i64>, usual: i64) -> Duration {
        Duration::from_secs(self.number(name, range, usual).unsigned_abs())
    }

    /// An address with its port; none if it is not said.
    pub(super) fn address(&mut self, name: &'static str) -> Option<SocketAddr> {
        self.formed(name, "an address and a port, such as 0.0.0.0:7443", |text| text.parse().ok())?
    }

    /// An address that only this machine reaches.
    pub(super) fn loopback(&mut self, name: &'static str) -> Option<SocketAddr> {
        let parse = |text: &str| text.parse().ok().filter(|address: &SocketAddr| address.ip().is_loopback());
        self.formed(name, "a loopback address and a port, such as 127.0.0.1:9443", parse)?
    }

    /// Where a peer is called: outer none if it is wrong, inner none if it is not said.
    pub(super) fn url(&mut self, name: &'static str) -> Option<Option<String>> {
        self.formed(name, "https://host:port and no more", super::url)
    }

    /// Where pages are for browsers, as a browser writes it (RFC 6454 §6.2); without TLS only on this machine.
    pub(super) fn origin(&mut self, name: &'static str) -> Option<Option<String>> {
        self.formed(name, "https://host or https://host:port and no more", |text| {
            let url = reqwest::Url::parse(text).ok()?;
            let secure = url.scheme() == "https" || (url.scheme() == "http" && url.host_str() == Some("localhost"));
            (secure && url.origin().ascii_serialization() == text).then(|| text.to_owned())
        })
    }

    /// The highest marking that may be kept, or the usual one.
    pub(super) fn marking(&mut self, name: &'static str) -> Option<Marking> {
        let expected = "one of public, internal, restricted, confidential, secret, top_secret";
        Some(self.formed(name, expected, Marking::named)?.unwrap_or_default())
    }

    /// The name of an identity provider, kept to the letter; without TLS only on this machine.
    pub(super) fn issuer(&mut self, name: &'static str) -> Option<String> {
        let found = self.formed(name, "https://host with a path or without, and nothing after it", |text| {
            let url = reqwest::Url::parse(text).ok()?;
            let secure = url.scheme() == "https" || (url.scheme() == "http" && is_here(&url));
            let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
            (secure && url.has_host() && bare).then(|| text.to_owned())
        });
        self.needed(name, found)
    }

    /// Where a witness is asked: a prefix under which its paths stand; without TLS only on this machine.
    pub(super) fn prefix(&mut self, name: &'static str) -> Option<String> {
        let found = self.formed(name, "https:// and a path that ends in a slash", |text| {
            let url = reqwest::Url::parse(text).ok()?;
            let here = url.host_str().is_some_and(|host| host.parse().is_ok_and(|host: std::net::IpAddr| host.is_loopback()));
            let secure = url.scheme() == "https" || (url.scheme() == "http" && here);
            let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
            (secure && bare && url.path().ends_with('/')).then(|| url.to_string())
        });
        self.needed(name, found)
    }

    /// The verifier key of a cosigner.
    pub(super) fn cosigner(&mut self, name: &'static str) -> Option<VerifierKey> {
        let found = self.formed(name, "a verifier key of a cosigner: name+hash+base64 (type 04)", |text| {
            text.parse().ok().filter(|key: &VerifierKey| key.kind() == KeyKind::CosignatureEd25519)
        });
        self.needed(name, found)
    }

    /// A host name or an address, which must be there.
    pub(super) fn host(&mut self, name: &'static str) -> Option<String> {
        let found = self.formed(name, "a host name or an address, without a port", |text| {
            let is_name = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
            let is_address = text.parse::<std::net::IpAddr>().is_ok();
            (text.len() <= 253 && (is_name || is_address)).then(|| text.to_owned())
        });
        self.needed(name, found)
    }

    /// What was found, which must be there.
    pub(super) fn needed<T>(&mut self, name: &'static str, found: Option<Option<T>>) -> Option<T> {
        if let Some(None) = &found {
            self.wrong(name, Kind::Missing { key: self.key(name) });
        }
        found.flatten()
    }

    /// A public key in hexadecimal digits: outer none if it is wrong, inner none if it is not said.
    pub(super) fn key_bytes(&mut self, name: &'static str) -> Option<Option<[u8; 32]>> {
        self.formed(name, "64 hexadecimal digits", hex::read)
    }

    /// The pins of a peer.
    pub(super) fn pins(&mut self, name: &'static str) -> Option<Vec<Pin>> {
        const WANTED: &str = "one to four pins, each `sha256:` and 64 hexadecimal digits";
        let Some(value) = self.value(name) else {
            self.wrong(name, Kind::Missing { key: self.key(name) });
            return None;
        };
        let DeValue::Array(list) = value.get_ref() else {
            self.mistyped(name, "a list");
            return None;
        };
        let pins: Option<Vec<Pin>> = list.iter().map(|pin| pin.get_ref().as_str()?.parse().ok()).collect();
        let pins = pins.filter(|pins| (1..=4).contains(&pins.len()));
        if pins.is_none() {
            self.wrong(name, Kind::Form { key: self.key(name), wanted: WANTED });
        }
        pins
    }

    /// The table called `name` within this one.
    pub(super) fn table(&mut self, name: &'static str, path: &'static str) -> Option<Fields<'t>> {
        let value = self.value(name)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.mistyped(name, "a table");
            return None;
        };
        Some(Fields::new(path, table, value.span(), self.problems))
    }

    /// The tables called `name` within this one: `[[name]]`.
    pub(super) fn tables(&mut self, name: &'static str, path: &'static str) -> Vec<Fields<'t>> {
        let Some(value) = self.value(name) else { return Vec::new() };
        let list = value.get_ref().as_array();
        let tables = list.and_then(|list| list.iter().map(|one| Some((one.get_ref().as_table()?, one.span()))).collect());
        let tables: Vec<(&'t DeTable<'t>, Range<usize>)> = tables.unwrap_or_else(|| {
            self.mistyped(name, "a list of tables, each under its name in [[ ]]");
            Vec::new()
        });
        tables.into_iter().map(|(table, place)| Fields::new(path, table, place, self.problems)).collect()
    }

    /// Whether the table does not say `name`.
    pub(super) fn lacks(&mut self, name: &'static str) -> bool {
        self.value(name).is_none()
    }

    /// A problem of the value called `name`, or of the table if it is not there.
    pub(super) fn wrong(&mut self, name: &'static str, kind: Kind) {
        let place = self.value(name).map_or(self.place.clone(), Spanned::span);
        self.problems.borrow_mut().add(place, kind);
    }

    /// Nothing more is taken: every key that is left over is a problem.
    pub(super) fn end(self) {
        for (key, _) in self.table.iter().filter(|(key, _)| !self.taken.contains(key.get_ref().as_ref())) {
            self.problems.borrow_mut().add(key.span(), Kind::Unknown { key: self.key(key.get_ref()) });
        }
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    fn value(&mut self, name: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.taken.insert(name);
        self.table.iter().find(|(key, _)| key.get_ref().as_ref() == name).map(|(_, value)| value)
    }

    fn text_if(&mut self, name: &'static str) -> Option<String> {
        let value = self.value(name)?;
        let Some(text) = value.get_ref().as_str() else {
            self.mistyped(name, "a string");
            return None;
        };
        if text.is_empty() {
            self.wrong(name, Kind::Empty { key: self.key(name) });
            return None;
        }
        Some(text.to_owned())
    }

    /// A text of a form: outer none if it is there and wrong, inner none if it is not there.
    pub(super) fn formed<T>(
        &mut self,
        name: &'static str,
        wanted: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.lacks(name) {
            return Some(None);
        }
        let parsed = parse(&self.text_if(name)?);
        if parsed.is_none() {
            self.wrong(name, Kind::Form { key: self.key(name), wanted });
        }
        parsed.map(Some)
    }

    fn mistyped(&mut self, name: &'static str, wanted: &'static str) {
        let found = match self.value(name).map(Spanned::get_ref) {
            Some(DeValue::String(_)) => "a string",
            Some(DeValue::Integer(_)) => "an integer",
            Some(DeValue::Float(_)) => "a decimal number",
            Some(DeValue::Boolean(_)) => "true or false",
            Some(DeValue::Datetime(_)) => "a date",
            Some(DeValue::Array(_)) => "a list",
            Some(DeValue::Table(_)) => "a table",
            None => "nothing",
        };
        self.wrong(name, Kind::Type { key: self.key(name), wanted, found });
    }
}

/// Whether an address leads to this machine and nowhere else.
pub(crate) fn is_here(url: &reqwest::Url) -> bool {
    is_this_machine(url.host_str().unwrap_or_default().trim_matches(['[', ']']))
}

/// Whether a host is this machine.
pub(super) fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|host: std::net::IpAddr| host.is_loopback())
}
