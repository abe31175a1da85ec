//! Two clocks: record time, which acts and cosignatures bear, and machine time, for all else.
//!
//! Record time is machine time plus a fixed offset, which is zero except in samples.

use crate::config::SAMPLE;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Gives record time. Copies go on together.
#[derive(Clone, Debug)]
pub struct Clock {
    offset_seconds: Arc<AtomicI64>,
    origin: String,
}

/// Why record time is not what somebody wants.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockFault {
    /// An offset where there may be none.
    #[error("record time may differ from machine time only under an origin that contains `{SAMPLE}`; this node's is {origin}")]
    NoSample {
        /// The node's own origin.
        origin: String,
    },
    /// An earlier time.
    #[error("record time never goes back: it is {now} already (POSIX seconds), and {wanted} was asked for")]
    Back {
        /// Record time now.
        now: u64,
        /// What was asked for.
        wanted: u64,
    },
}

impl Clock {
    /// The clock of the node whose log is `origin`.
    pub fn new(offset_seconds: i64, origin: &str) -> Result<Clock, ClockFault> {
        if offset_seconds == 0 || origin.contains(SAMPLE) {
            return Ok(Clock { offset_seconds: Arc::new(AtomicI64::new(offset_seconds)), origin: origin.to_owned() });
        }
        Err(ClockFault::NoSample { origin: origin.to_owned() })
    }

    /// Whether the node is a sample, whose record time may run apart from machine time.
    pub fn is_sample(&self) -> bool {
        self.origin.contains(SAMPLE)
    }

    /// Moves record time on to `wanted`, POSIX seconds, for every copy of this clock and as long as the program runs.
    pub fn move_on(&self, wanted: u64) -> Result<(), ClockFault> {
        if !self.is_sample() {
            return Err(ClockFault::NoSample { origin: self.origin.clone() });
        }
        let now = self.now();
        if wanted < now {
            return Err(ClockFault::Back { now, wanted });
        }
        self.offset_seconds.fetch_add(i64::try_from(wanted - now).unwrap_or(0), Ordering::Relaxed);
        Ok(())
    }

    /// Record time now, POSIX seconds.
    pub fn now(&self) -> u64 {
        self.at(SystemTime::now())
    }

    /// Record time at a machine time; 0 before 1970.
    fn at(&self, machine: SystemTime) -> u64 {
        let seconds = machine.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        seconds.saturating_add_signed(self.offset_seconds.load(Ordering::Relaxed))
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
        let origin = "example.invalid/a/1".to_owned();
        assert_eq!(Clock::new(1, &origin).unwrap_err(), ClockFault::NoSample { origin });
    }

    #[test]
    fn a_sample_moves_on_with_all_its_copies_and_never_back() {
        let clock = Clock::new(-1_000_000_000, "sample.invalid/a/1").unwrap();
        let (copy, wanted) = (clock.clone(), clock.now() + 86_400);
        clock.move_on(wanted).unwrap();
        assert!(copy.now() >= wanted && copy.now() < wanted + 60);
        assert!(matches!(copy.move_on(wanted - 1), Err(ClockFault::Back { .. })));
        let real = Clock::new(0, "example.invalid/a/1").unwrap();
        assert!(matches!(real.move_on(u64::MAX), Err(ClockFault::NoSample { .. })));
    }
}
