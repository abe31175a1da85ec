//! Who is at the provider now: each visit is opened here, belongs to one browser, and counts once, for five minutes.

use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::Mutex;
use words::Language;

/// How long a visit may take.
pub const LIFE_SECONDS: i64 = 300;
/// How many are open at most; beyond, the oldest go.
const OPEN_MAX: usize = 1_000;

/// What is kept of a visit while somebody is at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// What the token must say again.
    pub nonce: [u8; 32],
    /// What proves that the code is given back by whoever asked for it (PKCE, RFC 7636).
    pub verifier: [u8; 32],
    /// Where they are led afterwards, below the language.
    pub to: String,
    /// Their language.
    pub language: Language,
}

/// A visit, when it was opened, and the hash of what its browser carries.
type Opened = (i64, [u8; 32], Visit);

/// The open visits, each under the state that the provider gives back.
#[derive(Debug, Default)]
pub struct Visits(Mutex<HashMap<[u8; 32], Opened>>);

impl Visits {
    /// Opens a visit. `state` and `browser` must be random.
    pub fn open(&self, state: [u8; 32], browser: &[u8; 32], visit: Visit, now: i64) {
        let mut open = self.0.lock().expect("nobody breaks down while holding it");
        open.retain(|_, (begun, ..)| now - *begun < LIFE_SECONDS);
        if open.len() >= OPEN_MAX {
            let oldest = open.iter().min_by_key(|(_, (begun, ..))| *begun).map(|(state, _)| *state);
            oldest.and_then(|oldest| open.remove(&oldest));
        }
        open.insert(state, (now, hash(browser), visit));
    }

    /// Closes a visit; none if it was not open, or is another browser's. A state that turns up in another browser is spent as well.
    pub fn close(&self, state: &[u8; 32], browser: &[u8; 32], now: i64) -> Option<Visit> {
        let mut open = self.0.lock().expect("nobody breaks down while holding it");
        let (begun, whose, visit) = open.remove(state)?;
        (now - begun < LIFE_SECONDS && whose == hash(browser)).then_some(visit)
    }
}

fn hash(browser: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(browser).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> Visit {
        Visit { nonce: [1; 32], verifier: [2; 32], to: "year/2018".to_owned(), language: Language::Pt }
    }

    #[test]
    fn a_visit_counts_once_in_time_and_in_its_own_browser() {
        let visits = Visits::default();
        let open = |state| visits.open([state; 32], &[7; 32], visit(), 100);
        let close = |state, browser, now| visits.close(&[state; 32], &[browser; 32], now);
        open(1);
        assert_eq!(close(1, 7, 399), Some(visit()));
        assert_eq!(close(1, 7, 399), None, "it was used");
        open(2);
        assert_eq!(close(2, 7, 400), None, "it is too old");
        open(3);
        assert_eq!(close(3, 8, 101), None, "another browser");
        assert_eq!(close(3, 7, 101), None, "and then it is spent");
        assert_eq!(close(4, 7, 101), None, "it was never open");
    }

    #[test]
    fn who_asks_without_end_pushes_out_the_oldest() {
        let visits = Visits::default();
        for number in 0..=OPEN_MAX {
            let mut state = [0; 32];
            state[..8].copy_from_slice(&number.to_be_bytes());
            visits.open(state, &[7; 32], visit(), number as i64 / 10);
        }
        assert_eq!(visits.0.lock().expect("nobody holds it").len(), OPEN_MAX);
    }
}
