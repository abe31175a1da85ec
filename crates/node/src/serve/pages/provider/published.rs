//! What a provider publishes, kept for some minutes: its document and its keys. A key that is not among them makes it asked again, but not
//! more often than it can bear; one that does not answer is left alone for a moment, so that nobody waits behind somebody else.

use super::discovery::Discovery;
use super::keys::Keys;
use std::sync::Arc;

/// How long what was published is believed.
const LIFE_SECONDS: i64 = 600;
/// How soon it is asked for again because a key is not among it.
const AGAIN_SECONDS: i64 = 30;
/// How long a provider that did not answer is left alone.
const REST_SECONDS: i64 = 5;

/// What a provider publishes.
#[derive(Debug)]
pub struct Published {
    /// Where it is asked.
    pub discovery: Discovery,
    /// Its keys.
    pub keys: Keys,
}

/// What is kept of it.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    found: Option<(i64, Arc<Published>)>,
    failed_at: Option<i64>,
}

/// What is to be done for somebody who needs it.
#[derive(Clone, Debug)]
pub enum Next {
    /// This will do.
    Use(Arc<Published>),
    /// It must be asked for.
    Ask,
    /// It did not answer a moment ago.
    Rest,
}

impl Kept {
    /// What is to be done, for somebody who misses a key in what there was or does not.
    pub fn next(&self, misses_key: bool, now: i64) -> Next {
        let age = |at: i64| now.saturating_sub(at);
        // A clock that was set back makes everything old.
        let within = |at: i64, most: i64| (0..most).contains(&age(at));
        let enough = if misses_key { AGAIN_SECONDS } else { LIFE_SECONDS };
        if let Some((_, published)) = self.found.as_ref().filter(|(at, _)| within(*at, enough)) {
            return Next::Use(published.clone());
        }
        if self.failed_at.is_some_and(|at| within(at, REST_SECONDS)) { Next::Rest } else { Next::Ask }
    }

    /// It was asked for; this is what came.
    pub fn keep(&mut self, came: Option<Arc<Published>>, now: i64) {
        self.failed_at = if came.is_none() { Some(now) } else { None };
        self.found = came.map(|published| (now, published)).or(self.found.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> Arc<Published> {
        let text = r#"{"issuer": "https://a.example", "authorization_endpoint": "https://a.example/a",
            "token_endpoint": "https://a.example/t", "jwks_uri": "https://a.example/k"}"#;
        let discovery = Discovery::read(text.as_bytes(), "https://a.example").expect("a document");
        Arc::new(Published { discovery, keys: Keys::default() })
    }

    fn said(kept: &Kept, misses_key: bool, now: i64) -> &'static str {
        match kept.next(misses_key, now) {
            Next::Use(_) => "use",
            Next::Ask => "ask",
            Next::Rest => "rest",
        }
    }

    #[test]
    fn what_is_kept_is_used_for_some_minutes_and_asked_for_again_when_a_key_is_missed() {
        let mut kept = Kept::default();
        assert_eq!(said(&kept, false, 1_000), "ask");
        kept.keep(Some(published()), 1_000);
        for (misses_key, now, wanted) in [
            (false, 1_000, "use"),
            (false, 1_599, "use"),
            (false, 1_600, "ask"),
            (false, 999, "ask"),
            (true, 1_000, "use"),
            (true, 1_029, "use"),
            (true, 1_030, "ask"),
        ] {
            assert_eq!(said(&kept, misses_key, now), wanted, "{misses_key} at {now}");
        }
    }

    #[test]
    fn a_provider_that_does_not_answer_is_left_alone_for_a_moment_and_what_it_said_before_still_counts() {
        let mut kept = Kept::default();
        kept.keep(None, 1_000);
        assert_eq!([1_000, 1_004, 1_005, 999].map(|now| said(&kept, false, now)), ["rest", "rest", "ask", "ask"]);
        kept.keep(Some(published()), 1_005);
        kept.keep(None, 1_100);
        assert_eq!((said(&kept, false, 1_101), said(&kept, true, 1_101), said(&kept, true, 1_105)), ("use", "rest", "ask"));
    }
}
