//! Two clocks: record time, which acts and cosignatures bear, and machine time, for all else.
//!
//! Record time is machine time plus a fixed offset, which is zero except in samples.

use crate::config::SAMPLE;
use std::time::{SystemTime, UNIX_EPOCH};

/// Gives record time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    offset_seconds: i64,
}

/// An offset where there may be none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record time may differ from machine time only under an origin that contains `{SAMPLE}`; this node's is {origin}")]
pub struct NoSample {
    /// The node's own origin.
    pub origin: String,
}

impl Clock {
    /// The clock of the node whose log is `origin`.
    pub fn new(offset_seconds: i64, origin: &str) -> Result<Clock, NoSample> {
        if offset_seconds == 0 || origin.contains(SAMPLE) {
            return Ok(Clock { offset_seconds });
        }
        Err(NoSample { origin: origin.to_owned() })
    }

    /// Record time now, POSIX seconds.
    pub fn now(self) -> u64 {
        self.at(SystemTime::now())
    }

    /// Record time at a machine time; 0 before 1970.
    fn at(self, machine: SystemTime) -> u64 {
        let seconds = machine.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        seconds.saturating_add_signed(self.offset_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn only_a_sample_runs_apart_from_the_machine() {
        let at = UNIX_EPOCH + Duration::from_secs(1_000);
        assert_eq!(Clock::new(0, "example.invalid/a/1").unwrap().at(at), 1_000);
        assert_eq!(Clock::new(-400, "sample.invalid/a/1").unwrap().at(at), 600);
        assert_eq!(Clock::new(-4_000, "sample.invalid/a/1").unwrap().at(at), 0);
        assert_eq!(Clock::new(0, "a").unwrap().at(UNIX_EPOCH - Duration::from_secs(9)), 0);
        assert_eq!(Clock::new(1, "example.invalid/a/1"), Err(NoSample { origin: "example.invalid/a/1".to_owned() }));
    }
}
