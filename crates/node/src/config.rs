//! The configuration of a node, `node.toml`: who it is, where it listens, and whom it knows.
//!
//! A file is read whole or not at all: every problem is named at once, with its line.

mod fields;
mod mail;
mod problem;
mod provider;

pub(crate) use fields::is_here;
pub use mail::{Mail, Tls, WRAPPED_PORT};
pub use problem::{Problem, Problems};
pub use provider::{Claim, Provider};

use crate::certificate::Pin;
use counterpart::officer_signature::RpPolicy;
use fields::Fields;
use mail::PagesAt;
use problem::Kind;
use record::VerifierKey;
use std::cell::RefCell;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use web::marking::Marking;

/// The name of the file in a node's folder.
pub const FILE: &str = "node.toml";

/// Record time may run apart from machine time only under origins that hold this (architecture: two clocks).
pub const SAMPLE: &str = "sample.invalid";

/// What a node is told before it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The party whose counterpart this is: an id of the agreement.
    pub party: String,
    /// A shipped agreement, or a folder.
    pub agreement: String,
    /// The founding file.
    pub founding: PathBuf,
    /// The folder of the record.
    pub data: PathBuf,
    /// The folder of the node's keys.
    pub keys: PathBuf,
    /// Where it listens; none for a node that only calls out.
    pub listen: Option<SocketAddr>,
    /// Where figures are served, a loopback address; none to serve none.
    pub metrics: Option<SocketAddr>,
    /// Where pages are served, a loopback address. None to serve none.
    pub pages: Option<SocketAddr>,
    /// Where the pages are for browsers: that of a server for TLS before them, or this machine.
    pub pages_origin: String,
    /// Where the public side is served; none to serve none.
    pub public: Option<SocketAddr>,
    /// The highest marking of what may be kept here: see [`Marking`].
    pub marking_ceiling: Marking,
    /// The party's own identity provider, if officers may sign in through it.
    pub provider: Option<Provider>,
    /// How officers are written to; none if they are not.
    pub mail: Option<Mail>,
    /// How often each peer is called when there is no news.
    pub exchange_every: Duration,
    /// How long the party may still withdraw before its node commits.
    pub commit_delay: Duration,
    /// Record time minus machine time, in seconds; only for samples.
    pub record_offset_seconds: i64,
    /// The other parties.
    pub peers: Vec<Peer>,
    /// Witnesses outside the agreement, to whom the own heads are shown.
    pub witnesses: Vec<Witness>,
    /// Bounds on what strangers and peers may use up.
    pub limits: Limits,
}

/// Another party's node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The party: an id of the agreement.
    pub party: String,
    /// Where it is called; none if it only calls us.
    pub url: Option<String>,
    /// The public keys that its certificate may have: one, and a second while it changes them.
    pub pins: Vec<Pin>,
    /// The public key to which bundles for it are sealed: X25519, 32 bytes.
    pub bundle_key: Option<[u8; 32]>,
}

/// A foreign witness (C2SP tlog-witness).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its submission prefix, with a slash at its end.
    pub url: String,
    /// The key of its cosignatures (type 0x04).
    pub key: VerifierKey,
}

/// Bounds on what a connection may use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest body of a request or of an answer, in bytes.
    pub body_bytes_max: usize,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// How long the head of a request may take to arrive.
    pub head_time: Duration,
    /// How long a TLS handshake may take.
    pub handshake_time: Duration,
    /// How many connections may stand at once.
    pub connections_max: usize,
    /// How long running answers are waited for when the node stops.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            body_bytes_max: 8 << 20,
            body_time: Duration::from_secs(30),
            head_time: Duration::from_secs(10),
            handshake_time: Duration::from_secs(10),
            connections_max: 512,
            stop_time: Duration::from_secs(10),
        }
    }
}

/// Where passkeys count whose pages are at this origin: under its host name, and at this origin alone.
pub fn passkey_policy(origin: &str) -> RpPolicy {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let host = rest.rsplit_once(':').map_or(rest, |(host, _)| host);
    RpPolicy { rp_id: host.to_owned(), origins: vec![origin.to_owned()] }
}

/// Where a node is called, as it is kept: `https://host:port/`. None if a text says anything else.
pub fn url(text: &str) -> Option<String> {
    let url = reqwest::Url::parse(text).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    (url.scheme() == "https" && url.has_host() && url.password().is_none() && bare).then(|| url.to_string())
}

impl Config {
    /// Reads the text of a configuration; relative paths are meant from `folder`, where the file stands.
    pub fn read(text: &str, folder: &Path) -> Result<Config, Problems> {
        let problems = RefCell::new(Problems::of(text));
        let config = table(text, folder, &problems);
        let problems = problems.into_inner();
        match config {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(problems.sorted()),
        }
    }
}

/// The whole table; none if something that cannot be done without is missing or wrong.
fn table(text: &str, folder: &Path, problems: &RefCell<Problems>) -> Option<Config> {
    let (document, errors) = toml::de::DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What the rest of a broken file says is a guess: only its grammar is reported.
        for error in errors {
            problems.borrow_mut().add(error.span().unwrap_or(0..0), Kind::Syntax { what: error.message().to_owned() });
        }
        return None;
    }
    let mut fields = Fields::new("", document.get_ref(), 0..0, problems);
    let party = fields.text("party");
    let agreement = fields.text("agreement");
    let founding = fields.text_or("founding", "founding.txt");
    let data = fields.text_or("data", "data");
    let keys = fields.text_or("keys", "keys");
    let listen = fields.address("listen");
    let metrics = fields.loopback("metrics");
    let pages = fields.loopback("pages");
    let here = pages.map_or(String::new(), |address| format!("http://localhost:{}", address.port()));
    let origin = fields.origin("pages_origin");
    let pages_at = PagesAt::of(pages, &origin);
    let pages_origin = origin.map(|said| said.unwrap_or(here));
    let marking_ceiling = fields.marking("marking_ceiling");
    let exchange_every = fields.seconds("exchange_seconds", 1..=3_600, 5);
    let commit_delay = fields.seconds("commit_delay_seconds", 0..=2_592_000, 3_600);
    let record_offset_seconds = fields.number("record_offset_seconds", -4_000_000_000..=4_000_000_000, 0);
    let public = fields.table("public", "public.").and_then(|mut fields| {
        let listen = fields.address("listen");
        if fields.lacks("listen") {
            fields.wrong("listen", Kind::Missing { key: "public.listen".to_owned() });
        }
        fields.end();
        listen
    });
    let provider = fields.table("provider", "provider.").map(|fields| provider::read(fields, folder));
    let mail = fields.table("mail", "mail.").map(|fields| mail::read(fields, folder, pages_at));
    let limits = fields.table("limits", "limits.").map_or(Some(Limits::default()), limits);
    let mut peers = Vec::new();
    for one in fields.tables("peer", "peer.") {
        peers.extend(peer(one, party.as_deref(), listen.is_some(), &peers));
    }
    let witnesses: Vec<Witness> = fields.tables("witness", "witness.").into_iter().filter_map(witness).collect();
    fields.end();
    let rooted = |path: String| folder.join(path);
    let agreement = agreement?;
    Some(Config {
        party: party?,
        // A path stands beside the configuration; a bare id is one of the shipped agreements.
        agreement: if agreement.contains('/') { rooted(agreement).to_string_lossy().into_owned() } else { agreement },
        founding: rooted(founding?),
        data: rooted(data?),
        keys: rooted(keys?),
        listen,
        metrics,
        pages,
        pages_origin: pages_origin?,
        public,
        marking_ceiling: marking_ceiling?,
        provider: provider.flatten(),
        mail: mail.flatten(),
        exchange_every,
        commit_delay,
        record_offset_seconds,
        peers,
        witnesses,
        limits: limits?,
    })
}

/// One `[[peer]]`, held against those before it.
fn peer(mut fields: Fields<'_>, own: Option<&str>, listens: bool, before: &[Peer]) -> Option<Peer> {
    let party = fields.text("party");
    let url = fields.url("url");
    let pins = fields.pins("pins");
    let bundle_key = fields.key_bytes("bundle_key");
    if let Some(party) = &party {
        if own == Some(party.as_str()) {
            fields.wrong("party", Kind::OwnPeer { party: party.clone() });
        }
        if before.iter().any(|peer| peer.party == *party) {
            fields.wrong("party", Kind::PeerTwice { party: party.clone() });
        }
    }
    let shared = pins.iter().flatten().find(|pin| before.iter().any(|peer| peer.pins.contains(pin))).copied();
    if let Some(pin) = shared {
        fields.wrong("pins", Kind::PinTwice { pin: pin.to_string() });
    }
    if !listens && fields.lacks("url") {
        fields.wrong("url", Kind::Unreachable);
    }
    fields.end();
    Some(Peer { party: party?, url: url?, pins: pins?, bundle_key: bundle_key? })
}

/// One `[[witness]]`.
fn witness(mut fields: Fields<'_>) -> Option<Witness> {
    let (url, key) = (fields.prefix("url"), fields.cosigner("key"));
    fields.end();
    Some(Witness { url: url?, key: key? })
}

/// `[limits]`: what is not said stays as it is.
fn limits(mut fields: Fields<'_>) -> Option<Limits> {
    let usual = Limits::default();
    let limits = Limits {
        body_bytes_max: usize::try_from(fields.number("body_bytes_max", 65_536..=67_108_864, usual.body_bytes_max as i64))
            .ok()?,
        body_time: fields.seconds("body_seconds", 1..=600, usual.body_time.as_secs() as i64),
        head_time: fields.seconds("head_seconds", 1..=600, usual.head_time.as_secs() as i64),
        handshake_time: fields.seconds("handshake_seconds", 1..=600, usual.handshake_time.as_secs() as i64),
        connections_max: usize::try_from(fields.number("connections_max", 1..=65_536, usual.connections_max as i64)).ok()?,
        stop_time: fields.seconds("stop_seconds", 0..=600, usual.stop_time.as_secs() as i64),
    };
    fields.end();
    Some(limits)
}

/// Each row is a change to a good file, and a line that must be said of it; one that ends with … is only begun so.
#[cfg(test)]
fn assert_problems(good: &str, table: &[(&str, &str, &str)]) {
    for (from, to, wanted) in table {
        assert!(good.contains(from), "{from:?} is not in the good file");
        let said = Config::read(&good.replacen(from, to, 1), Path::new("/srv")).unwrap_err().to_string();
        let is_said = |line: &str| wanted.strip_suffix('…').map_or(line == *wanted, |begun| line.starts_with(begun));
        assert!(said.lines().any(is_said), "{from:?} → {to:?}:\n{said}\nwanted {wanted}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIN: &str = "sha256:0101010101010101010101010101010101010101010101010101010101010101";
    const OTHER: &str = "sha256:0202020202020202020202020202020202020202020202020202020202020202";

    fn good() -> String {
        format!(
            "party = \"guangdong\"\nagreement = \"greater_bay_area_2017\"\nlisten = \"127.0.0.1:7443\"\n\
             [[peer]]\nparty = \"macao\"\nurl = \"https://macao.example:7443\"\npins = [\"{PIN}\"]\n\
             [[peer]]\nparty = \"hong_kong\"\npins = [\"{OTHER}\"]\n"
        )
    }

    #[test]
    fn what_is_not_said_is_as_usual_and_paths_stand_beside_the_file() {
        let config = Config::read(&good(), Path::new("/srv/node")).unwrap();
        assert_eq!(config.party, "guangdong");
        assert_eq!(config.agreement, "greater_bay_area_2017");
        assert_eq!(config.founding, Path::new("/srv/node/founding.txt"));
        assert_eq!(config.data, Path::new("/srv/node/data"));
        assert_eq!(config.commit_delay, Duration::from_secs(3_600));
        assert_eq!((config.metrics, config.record_offset_seconds), (None, 0));
        assert_eq!(config.limits, Limits::default());
        let urls = config.peers.iter().map(|peer| (peer.party.as_str(), peer.url.as_deref())).collect::<Vec<_>>();
        assert_eq!(urls, [("macao", Some("https://macao.example:7443/")), ("hong_kong", None)]);
        assert_eq!(config.peers[0].pins[0].0, [1; 32]);
    }

    #[test]
    fn what_is_said_is_taken() {
        let text = format!(
            "founding = \"/etc/founding\"\nmarking_ceiling = \"restricted\"\npages_origin = \"https://counterpart.example\"\nmetrics = \"127.0.0.1:9443\"\nexchange_seconds = 9\nrecord_offset_seconds = -60\n{}\
             bundle_key = \"{}\"\n[limits]\nbody_bytes_max = 65536\nbody_seconds = 2\n",
            good(),
            "ab".repeat(32)
        );
        let config = Config::read(&text.replace("\"greater_bay_area_2017\"", "\"./ours\""), Path::new("/srv")).unwrap();
        assert_eq!(config.founding, Path::new("/etc/founding"));
        assert_eq!(config.agreement, "/srv/./ours");
        assert_eq!(config.pages_origin, "https://counterpart.example");
        assert_eq!(config.marking_ceiling, Marking::Restricted);
        assert_eq!(config.exchange_every, Duration::from_secs(9));
        assert_eq!(config.record_offset_seconds, -60);
        assert_eq!((config.limits.body_bytes_max, config.limits.body_time), (65_536, Duration::from_secs(2)));
        assert_eq!(config.peers[1].bundle_key, Some([0xab; 32]));
    }

    /// A change to the good file, and the problem that must be named for it, with its line.
    #[test]
    fn each_problem_is_named_with_its_line() {
        let table = [
            ("party = \"guangdong\"\n", "", "1: `party` is missing"),
            ("\"guangdong\"", "7", "1: `party` must be a string, not an integer"),
            ("\"guangdong\"", "\"\"", "1: `party` is empty"),
            ("party = \"guangdong\"", "party = \"guangdong\"\nparti = 1", "2: there is no `parti`"),
            ("127.0.0.1:7443", "here", "3: `listen` must be an address and a port, such as 0.0.0.0:7443"),
            (
                "[[peer]]\nparty = \"macao\"",
                "metrics = \"0.0.0.0:1\"\n[[peer]]\nparty = \"macao\"",
                "4: `metrics` must be a loopback address…",
            ),
            (
                "[[peer]]\nparty = \"macao\"",
                "exchange_seconds = 0\n[[peer]]\nparty = \"macao\"",
                "4: `exchange_seconds` must lie from 1 to 3600",
            ),
            (
                "[[peer]]\nparty = \"macao\"",
                "marking_ceiling = \"Secret\"\n[[peer]]\nparty = \"macao\"",
                "4: `marking_ceiling` must be one of public, internal, restricted, confidential, secret, top_secret",
            ),
            (
                "[[peer]]\nparty = \"macao\"",
                "pages_origin = \"http://counterpart.example\"\n[[peer]]\nparty = \"macao\"",
                "4: `pages_origin` must be https://host or https://host:port and no more",
            ),
            (
                "[[peer]]\nparty = \"macao\"",
                "pages_origin = \"https://counterpart.example/\"\n[[peer]]\nparty = \"macao\"",
                "4: `pages_origin` must be https://host or https://host:port and no more",
            ),
            ("\"macao\"", "\"guangdong\"", "5: `guangdong` is this node's own party"),
            ("\"hong_kong\"", "\"macao\"", "9: `macao` is a peer already"),
            ("https://", "http://", "6: `peer.url` must be https://host:port and no more"),
            (":7443\"\npins", ":7443/x?y\"\npins", "6: `peer.url` must be https://host:port and no more"),
            (PIN, "sha256:01", "7: `peer.pins` must be one to four pins, each `sha256:` and 64 hexadecimal digits"),
            (OTHER, PIN, "10: another peer has the pin sha256:0101…"),
            ("[\"sha256:01", "[\"\", \"sha256:01", "7: `peer.pins` must be one to four pins…"),
            ("pins = [\"sha256:02", "pin = [\"sha256:02", "8: `peer.pins` is missing"),
            (
                "pins = [\"sha256:02",
                "bundle_key = \"no\"\npins = [\"sha256:02",
                "10: `peer.bundle_key` must be 64 hexadecimal digits",
            ),
            ("listen = \"127.0.0.1:7443\"\n", "", "7: a peer needs a `url`, for this node does not listen"),
            ("[[peer]]\nparty = \"macao\"", "[limits]\nbody = 1\n[[peer]]\nparty = \"macao\"", "5: there is no `limits.body`"),
            ("party = \"guangdong\"", "party = ", "1: …"),
        ];
        assert_problems(&good(), &table);
    }

    #[test]
    fn all_problems_come_at_once_in_the_order_of_lines() {
        let text = "agreement = 1\nfoo = 2\n[[peer]]\nbar = 3\n[limits]\nbody_seconds = 0\n";
        let problems = Config::read(text, Path::new("")).unwrap_err();
        let lines = problems.to_string().lines().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(lines, ["1", "1", "2", "3", "3", "3", "4", "6"], "{problems}");
    }

    #[test]
    fn any_text_gives_a_value_or_problems() {
        proptest::proptest!(|(text in "(?s).{0,200}")| {
            if let Err(problems) = Config::read(&text, Path::new("")) {
                assert!(!problems.is_empty());
            }
        });
    }
}
