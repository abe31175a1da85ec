//! The lines of a founding file, each read for itself.

use super::{FoundingFault, FoundingProblem, Root, TITLE};
use crate::officer_signature::{PublicKey, RpPolicy, Suite};
use agreement::id::Digest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use record::{KeyKind, VerifierKey, key};

/// The most keys of a root.
const ROOT_KEYS_MAX: usize = 16;

/// The longest identifier, in bytes.
const IDENTIFIER_BYTES_MAX: usize = 64;

/// The longest host name (RFC 1035 §2.3.4), in bytes.
const HOST_BYTES_MAX: usize = 253;

/// What one line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Title,
    Agreement(String),
    Rules(Digest),
    Edition(u64),
    Party(String, String),
    Root(String, Root),
    Node(String, VerifierKey),
    Mirror(String, VerifierKey),
    Passkey(String, RpPolicy),
    /// A line of this first word with a problem of its own.
    Wrong(&'static str),
}

impl Said {
    /// The first word of such a line.
    pub fn word(&self) -> &'static str {
        match self {
            Said::Title => TITLE,
            Said::Agreement(_) => "agreement",
            Said::Rules(_) => "rules",
            Said::Edition(_) => "edition",
            Said::Party(..) => "party",
            Said::Root(..) => "root",
            Said::Node(..) => "node",
            Said::Mirror(..) => "mirror",
            Said::Passkey(..) => "passkey",
            Said::Wrong(word) => word,
        }
    }
}

/// The first words that lines can have.
const WORDS: [&str; 9] = [TITLE, "agreement", "rules", "edition", "party", "root", "node", "mirror", "passkey"];

/// Reads the lines; what is wrong within one goes to `problems`. A line of no known word says nothing.
pub fn lines(text: &str, problems: &mut Vec<FoundingProblem>) -> Vec<(usize, Said)> {
    let mut read = Vec::new();
    for (line, raw) in (1..).zip(text.split_inclusive('\n')) {
        let bare = raw.strip_suffix('\n').unwrap_or(raw);
        let word = WORDS.iter().find(|word| bare.split(' ').next() == Some(word));
        let said = match (word, raw.ends_with('\n') && !bare.split(' ').any(str::is_empty)) {
            (_, false) => Err(FoundingFault::Spacing),
            (None, true) => Err(FoundingFault::UnknownWord),
            (Some(word), true) => said(word, &bare.split(' ').skip(1).collect::<Vec<_>>()),
        };
        match (said, word) {
            (Ok(said), _) => read.push((line, said)),
            (Err(fault), word) => {
                problems.push(FoundingProblem { line, fault });
                read.extend(word.map(|word| (line, Said::Wrong(word))));
            }
        }
    }
    read
}

fn said(word: &str, rest: &[&str]) -> Result<Said, FoundingFault> {
    match (word, rest) {
        (TITLE, []) => Ok(Said::Title),
        ("agreement", [id]) => identifier(id).map(Said::Agreement),
        ("rules", [digest]) => {
            let found = Digest::from_hex(digest).filter(|found| found.to_string() == *digest);
            found.map(Said::Rules).ok_or(FoundingFault::Digest)
        }
        ("edition", [number]) => {
            let found = number.parse().ok().filter(|found: &u64| *found > 0 && found.to_string() == *number);
            found.map(Said::Edition).ok_or(FoundingFault::Edition)
        }
        ("party", [id, origin]) if key::is_name(origin) => Ok(Said::Party(identifier(id)?, (*origin).to_owned())),
        ("party", [_, _]) => Err(FoundingFault::Origin),
        ("root", [id, keys @ ..]) if !keys.is_empty() => Ok(Said::Root(identifier(id)?, root(keys)?)),
        ("node", [id, key]) => Ok(Said::Node(identifier(id)?, verifier_key(key, KeyKind::Ed25519)?)),
        ("mirror", [id, key]) => Ok(Said::Mirror(identifier(id)?, verifier_key(key, KeyKind::CosignatureEd25519)?)),
        ("passkey", [id, rp_id, origins @ ..]) if !origins.is_empty() => {
            Ok(Said::Passkey(identifier(id)?, policy(rp_id, origins)?))
        }
        _ => Err(FoundingFault::Words),
    }
}

fn identifier(word: &str) -> Result<String, FoundingFault> {
    let plain = word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    if plain && word.len() <= IDENTIFIER_BYTES_MAX { Ok(word.to_owned()) } else { Err(FoundingFault::Identifier) }
}

fn verifier_key(text: &str, kind: KeyKind) -> Result<VerifierKey, FoundingFault> {
    let key: VerifierKey = text.parse().map_err(|_| FoundingFault::VerifierKey)?;
    if key.kind() == kind { Ok(key) } else { Err(FoundingFault::KeyKind) }
}

/// One key, or a threshold and several.
fn root(words: &[&str]) -> Result<Root, FoundingFault> {
    let (threshold, keys) = match words {
        [threshold, keys @ ..] if threshold.bytes().all(|byte| byte.is_ascii_digit()) => {
            let found = threshold.parse::<u8>().ok().filter(|found| *found > 0 && found.to_string() == *threshold);
            (found.ok_or(FoundingFault::Threshold)?, keys)
        }
        keys => (1, keys),
    };
    if keys.is_empty() || keys.len() % 2 > 0 || keys.len() / 2 > ROOT_KEYS_MAX {
        return Err(FoundingFault::Words);
    }
    let count = keys.len() / 2;
    // A single key has no threshold before it, several always have: one spelling each.
    if (keys.len() == words.len()) != (count == 1) || usize::from(threshold) > count {
        return Err(FoundingFault::Threshold);
    }
    let keys: Vec<PublicKey> = keys.chunks(2).map(|pair| public_key(pair[0], pair[1])).collect::<Result<_, _>>()?;
    Ok(Root { threshold, keys })
}

fn public_key(suite: &str, base64: &str) -> Result<PublicKey, FoundingFault> {
    let suite = Suite::named(suite).filter(|suite| suite.key_bytes().is_some()).ok_or(FoundingFault::Suite)?;
    let bytes = STANDARD.decode(base64).map_err(|_| FoundingFault::RootKey)?;
    let key = PublicKey { suite, bytes };
    if key.is_sound() { Ok(key) } else { Err(FoundingFault::RootKey) }
}

fn policy(rp_id: &str, origins: &[&str]) -> Result<RpPolicy, FoundingFault> {
    let sound = is_host(rp_id) && origins.iter().all(|origin| lies_under(origin, rp_id));
    let twice = (1..origins.len()).any(|at| origins[..at].contains(&origins[at]));
    if !sound || twice {
        return Err(FoundingFault::Passkey);
    }
    Ok(RpPolicy { rp_id: rp_id.to_owned(), origins: origins.iter().map(|origin| (*origin).to_owned()).collect() })
}

/// Lower-case labels of letters, digits and hyphens, joined by dots; a name in another script stands in its ASCII form.
fn is_host(name: &str) -> bool {
    let label = |label: &str| {
        let plain = label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        plain && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    name.len() <= HOST_BYTES_MAX && name.split('.').all(label)
}

/// Whether `origin` is `https://`, a host at or under `rp_id`, and no port or one that is not the usual; `http://` only for
/// `localhost`, as browsers have it.
fn lies_under(origin: &str, rp_id: &str) -> bool {
    let (scheme, rest) = origin.split_once("://").unwrap_or_default();
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let usual = if scheme == "https" { 443 } else { 80 };
    let number = |port: &str| port.parse::<u16>().ok().filter(|number| *number > 0 && number.to_string() == port);
    let port_fits = port.is_none_or(|port| number(port).is_some_and(|number| number != usual));
    let under = host == rp_id || host.strip_suffix(rp_id).is_some_and(|front| front.ends_with('.'));
    let secure = scheme == "https" || (scheme == "http" && host == "localhost");
    secure && port_fits && under && is_host(host)
}
