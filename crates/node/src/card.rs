//! A party's card: what it gives the others before the founding, in lines that a person can read and compare by telephone.
//!
//! The party's lines of the founding file, where its node is called, the pin of its certificate, and the key that bundles
//! for it are sealed to. Nothing on it is secret.

use crate::certificate::Pin;
use crate::config::Peer;
use crate::hex;
use agreement::id::Digest;
use counterpart::Founding;
use counterpart::founding::{FoundingProblem, Party, TITLE};
use std::fmt;

/// The first line of a card.
pub const HEAD: &str = "counterpart/card/v1";

/// What a party tells the others of its node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The agreement, by the name of its folder.
    pub agreement: String,
    /// The digest of its rules as this party has them.
    pub rules: Digest,
    /// The edition of the engine.
    pub edition: u64,
    /// The party's lines of the founding.
    pub party: Party,
    /// Where its node is called; none if it only calls out.
    pub url: Option<String>,
    /// The pin of its certificate.
    pub pin: Pin,
    /// The X25519 key that bundles for it are sealed to.
    pub bundle_key: [u8; 32],
}

/// Why a text is no card.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardFault {
    /// A line that belongs to the card alone.
    #[error("{line}: {wanted}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What must stand there.
        wanted: &'static str,
    },
    /// Lines that will stand in the founding.
    #[error("{}", lines(.0))]
    Founding(Vec<FoundingProblem>),
    /// The lines are of more than one party.
    #[error("a card is of one party, and this one is of {count}")]
    Parties {
        /// How many.
        count: usize,
    },
}

/// Problems of a founding file, a line each.
pub fn lines(problems: &[FoundingProblem]) -> String {
    let lines = problems.iter().map(|problem| format!("{}: {:?}", problem.line, problem.fault));
    lines.collect::<Vec<_>>().join("\n")
}

impl Card {
    /// Reads a card.
    pub fn parse(text: &str) -> Result<Card, CardFault> {
        let wrong = |line, wanted| CardFault::Line { line, wanted };
        let body = text.strip_prefix(HEAD).and_then(|rest| rest.strip_prefix('\n'));
        let body = body.ok_or_else(|| wrong(1, "the first line must be `counterpart/card/v1`"))?;
        let is_own = |line: &&str| ["url ", "pin ", "bundle "].iter().any(|word| line.starts_with(word));
        let count = body.split_inclusive('\n').take_while(|line| !is_own(line)).count();
        let founding: String =
            [format!("{TITLE}\n")].into_iter().chain(body.split_inclusive('\n').take(count).map(str::to_owned)).collect();
        let founding = Founding::parse(&founding).map_err(CardFault::Founding)?;
        let Ok([party]) = <[Party; 1]>::try_from(founding.parties) else {
            return Err(CardFault::Parties { count: text.matches("\nparty ").count() });
        };
        let mut rest = body.lines().skip(count).zip(count + 2..).peekable();
        let url = rest.next_if(|(line, _)| line.starts_with("url ")).map(|(line, _)| line["url ".len()..].to_owned());
        let mut field = |word: &str, wanted| {
            let (line, number) = rest.next().ok_or_else(|| wrong(body.lines().count() + 2, wanted))?;
            line.strip_prefix(word).map(|value| (value, number)).ok_or_else(|| wrong(number, wanted))
        };
        let (pin, line) = field("pin ", "`pin` and the pin of the certificate must stand here")?;
        let pin = pin.parse().map_err(|_| wrong(line, "a pin is `sha256:` and 64 hexadecimal digits"))?;
        let (key, line) = field("bundle ", "`bundle` and the key for bundles must stand here")?;
        let bundle_key = hex::read(key).ok_or_else(|| wrong(line, "the key for bundles is 64 hexadecimal digits"))?;
        if let Some((_, line)) = rest.next() {
            return Err(wrong(line, "nothing may follow the key for bundles"));
        }
        let Founding { agreement, rules, edition, .. } = founding;
        Ok(Card { agreement, rules, edition, party, url, pin, bundle_key })
    }

    /// The peer that the others write into their configuration.
    pub fn peer(&self) -> Peer {
        let pins = vec![self.pin];
        Peer { party: self.party.id.clone(), url: self.url.clone(), pins, bundle_key: Some(self.bundle_key) }
    }
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEAD}\nagreement {}\nrules {}\nedition {}\n{}", self.agreement, self.rules, self.edition, self.party)?;
        if let Some(url) = &self.url {
            writeln!(f, "url {url}")?;
        }
        writeln!(f, "pin {}\nbundle {}", self.pin, hex::write(&self.bundle_key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use counterpart::officer_signature::{OfficerKey, Suite};
    use record::{KeyKind, SigningKey};

    fn card(url: Option<&str>) -> Card {
        let origin = "sample.invalid/two/first_party/1";
        let key = |name: &str, kind, seed| SigningKey::from_seed(name, kind, &[seed; 32]).unwrap().verifier();
        let root = OfficerKey::from_secret(Suite::Ed25519, &[3; 32]).unwrap().public_key().clone();
        let mirror = key(&format!("{origin}/mirror"), KeyKind::CosignatureEd25519, 2);
        let party = Party::new("first_party".to_owned(), origin, root, key(origin, KeyKind::Ed25519, 1), mirror);
        Card {
            agreement: "two".to_owned(),
            rules: Digest([7; 32]),
            edition: 1,
            party,
            url: url.map(str::to_owned),
            pin: Pin([8; 32]),
            bundle_key: [9; 32],
        }
    }

    #[test]
    fn a_card_is_read_as_it_is_written() {
        for url in [None, Some("https://node.example.invalid:7443/")] {
            let card = card(url);
            assert_eq!(Card::parse(&card.to_string()), Ok(card));
        }
        let text = card(Some("https://h/")).to_string();
        let words: Vec<&str> = text.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(words, [HEAD, "agreement", "rules", "edition", "party", "root", "node", "mirror", "url", "pin", "bundle"]);
    }

    #[test]
    fn a_text_that_is_no_card_is_refused_at_its_line() {
        let good = card(Some("https://h/")).to_string();
        let table = [
            ("card/v1", "card/v2", "1: "),
            ("edition 1", "edition 0", "4: Edition"),
            ("mirror first_party", "mirror other", "8: OtherParty"),
            ("pin sha256:08", "pin sha256:8", "10: a pin is"),
            ("pin ", "pins ", "9: UnknownWord"),
            ("bundle 09", "bundle 9", "11: the key"),
            (&good[good.find("bundle").unwrap()..], "", "11: `bundle`"),
        ];
        for (from, to, wanted) in table {
            let said = Card::parse(&good.replacen(from, to, 1)).unwrap_err().to_string();
            let said_all = said.lines().any(|line| line.starts_with(wanted));
            assert!(said_all || from == "pin ", "{from:?}: {said}, wanted {wanted}");
        }
        let more = format!("{good}more\n");
        assert_eq!(Card::parse(&more).unwrap_err().to_string(), "12: nothing may follow the key for bundles");
        proptest::proptest!(|(text in "(?s).{0,300}")| { let _ = Card::parse(&text); });
    }
}
