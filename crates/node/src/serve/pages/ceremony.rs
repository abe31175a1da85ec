//! What passkeys were asked to sign: each challenge counts once, for five minutes, and for the officer who asked for it, if one did.

use office::OfficerId;
use std::collections::HashMap;
use std::sync::Mutex;

/// How long a challenge may be answered.
const LIFE_SECONDS: i64 = 300;
/// How many are open at most; beyond, the oldest go.
const OPEN_MAX: usize = 1_000;

/// When a challenge was opened, and for whom.
type Opened = (i64, Option<OfficerId>);

/// The open challenges.
#[derive(Debug, Default)]
pub struct Ceremonies(Mutex<HashMap<[u8; 32], Opened>>);

impl Ceremonies {
    /// Opens a challenge, which must be random, for an officer who is here or for whoever signs in with it.
    pub fn open(&self, challenge: [u8; 32], officer: Option<OfficerId>, now: i64) {
        let mut open = self.0.lock().expect("nobody breaks down while holding it");
        open.retain(|_, (begun, _)| now - *begun < LIFE_SECONDS);
        if open.len() >= OPEN_MAX {
            let oldest = open.iter().min_by_key(|(_, (begun, _))| *begun).map(|(challenge, _)| *challenge);
            oldest.and_then(|oldest| open.remove(&oldest));
        }
        open.insert(challenge, (now, officer));
    }

    /// Closes a challenge. False if it was not open, or was opened for somebody else.
    pub fn close(&self, challenge: &[u8; 32], officer: Option<OfficerId>, now: i64) -> bool {
        let mut open = self.0.lock().expect("nobody breaks down while holding it");
        open.remove(challenge).is_some_and(|(begun, whose)| now - begun < LIFE_SECONDS && whose == officer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_counts_once_in_time_and_for_whoever_asked() {
        let ceremonies = Ceremonies::default();
        let chan = Some(OfficerId(1));
        ceremonies.open([1; 32], None, 100);
        assert!(ceremonies.close(&[1; 32], None, 399));
        assert!(!ceremonies.close(&[1; 32], None, 399), "it was used");
        ceremonies.open([2; 32], None, 100);
        assert!(!ceremonies.close(&[2; 32], None, 400), "it is too old");
        ceremonies.open([3; 32], chan, 100);
        assert!(!ceremonies.close(&[3; 32], None, 101), "it was for an officer");
        assert!(!ceremonies.close(&[4; 32], None, 101), "it was never open");
    }

    #[test]
    fn who_asks_without_end_pushes_out_the_oldest() {
        let ceremonies = Ceremonies::default();
        for number in 0..=OPEN_MAX {
            let mut challenge = [0; 32];
            challenge[..8].copy_from_slice(&number.to_be_bytes());
            ceremonies.open(challenge, None, number as i64 / 10);
        }
        assert_eq!(ceremonies.0.lock().expect("nobody holds it").len(), OPEN_MAX);
    }
}
