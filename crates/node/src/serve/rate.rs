//! How often somebody may come: a bucket for each, filled at a steady pace. In memory, bounded, and forgotten with the process.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Mutex;
use std::time::Instant;

/// How many are remembered at most; beyond that, those whose buckets are full again are forgotten first.
const KNOWN_MAX: usize = 10_000;

/// What each may do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// So often at once.
    pub burst: f64,
    /// And so often in a second, in the long run.
    pub per_second: f64,
}

/// The buckets of everybody who came lately.
#[derive(Debug)]
pub struct Rate<K> {
    pace: Pace,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl<K: Eq + Hash + Clone> Rate<K> {
    /// Buckets that fill at this pace.
    pub fn new(pace: Pace) -> Rate<K> {
        Rate { pace, buckets: Mutex::new(HashMap::new()) }
    }

    /// Whether somebody may come now; if so, it is counted.
    pub fn lets(&self, who: &K, now: Instant) -> bool {
        // A thread that broke off in here has left a number that is still a number.
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if buckets.len() >= KNOWN_MAX && !buckets.contains_key(who) {
            buckets.retain(|_, bucket| self.filled(*bucket, now).left < self.pace.burst);
            // Nobody new is let in by whoever has filled the memory with strangers.
            if buckets.len() >= KNOWN_MAX {
                return false;
            }
        }
        let known = buckets.get(who).copied().unwrap_or(Bucket { left: self.pace.burst, at: now });
        let mut bucket = self.filled(known, now);
        let may = bucket.left >= 1.0;
        bucket.left -= if may { 1.0 } else { 0.0 };
        buckets.insert(who.clone(), bucket);
        may
    }

    fn filled(&self, bucket: Bucket, now: Instant) -> Bucket {
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
        Bucket { left: (bucket.left + passed * self.pace.per_second).min(self.pace.burst), at: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const PACE: Pace = Pace { burst: 3.0, per_second: 0.5 };

    #[test]
    fn each_has_a_bucket_that_fills_again() {
        let (rate, begin) = (Rate::new(PACE), Instant::now());
        let lets = |who: &str, seconds: u64| rate.lets(&who.to_owned(), begin + Duration::from_secs(seconds));
        assert!(lets("a", 0) && lets("a", 0) && lets("a", 0) && !lets("a", 0));
        assert!(lets("b", 0), "another's bucket is another's");
        assert!(!lets("a", 1) && lets("a", 2) && !lets("a", 2));
        assert!(lets("a", 1000) && lets("a", 1000) && lets("a", 1000) && !lets("a", 1000), "no bucket holds more than its burst");
        assert!(!lets("a", 0), "a clock that goes back fills nothing");
    }

    #[test]
    fn strangers_fill_no_memory() {
        let (rate, begin) = (Rate::new(PACE), Instant::now());
        assert!((0..KNOWN_MAX).all(|who| rate.lets(&who, begin)));
        assert!(!rate.lets(&KNOWN_MAX, begin) && rate.lets(&7, begin), "who is known is still known");
        assert!(rate.lets(&KNOWN_MAX, begin + Duration::from_secs(60)), "whose buckets are full are forgotten");
        assert_eq!(rate.buckets.lock().unwrap().len(), 1);
    }
}
