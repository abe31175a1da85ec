//! A bounded load on a server of this machine: requests fall due at a steady rate, whether or not the ones before are answered.
//!
//! The time of an answer is counted from when its request was due, so that what waits for a free connection is counted too, and a server
//! that stalls cannot hide it by being asked less (no coordinated omission). Only loopback addresses are ever asked.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::http::{Connection, Request};

/// How long requests that were due in time may still be waited for, after the last of them was due.
const GRACE: Duration = Duration::from_secs(30);

/// The longest load.
const LASTS_MAX: Duration = Duration::from_secs(300);

/// When requests are due.
#[derive(Clone, Copy)]
pub enum Pace {
    /// So many a second, evenly, whatever the server does.
    PerSecond(f64),
    /// Each connection asks again as soon as it has its answer: how much a server can do at most. Times are then from when it was asked.
    Unpaced,
}

/// What a server is asked to bear.
pub struct Load {
    /// The server, on this machine.
    pub address: SocketAddr,
    /// When requests are due.
    pub pace: Pace,
    /// How many connections are held open; a request waits until one of them is free.
    pub connections: usize,
    /// How long requests fall due.
    pub lasts: Duration,
}

/// What came of a load.
#[derive(Default)]
pub struct Outcome {
    /// The times of all answers that were as expected, the shortest first.
    pub times: Vec<Duration>,
    /// Requests without such an answer, those among them that were due and could not be sent any more.
    pub errors: usize,
    /// The first of the errors.
    pub error: Option<String>,
    /// Bytes received, heads included.
    pub bytes: u64,
    /// How often a connection was opened anew because the server had closed it.
    pub reopened: usize,
    /// From the first request to the last answer.
    pub took: Duration,
}

impl Outcome {
    /// The time within which this part of all answers came (nearest rank): `0.5` for the median. Zero if none came.
    pub fn quantile(&self, part: f64) -> Duration {
        let rank = (self.times.len() as f64 * part).ceil() as usize;
        self.times.get(rank.clamp(1, self.times.len().max(1)) - 1).copied().unwrap_or_default()
    }

    /// Answers a second.
    pub fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.took.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// An error, with the first reason, if any request was not answered as expected.
    pub fn whole(self) -> Result<Outcome> {
        let reason = self.error.as_deref().unwrap_or_default();
        ensure!(self.errors == 0, "{} of {} requests failed: {reason}", self.errors, self.errors + self.times.len());
        ensure!(!self.times.is_empty(), "no request was due");
        Ok(self)
    }
}

impl Load {
    /// Runs the load. `request` gives each request by its number, from zero; a request that is due is sent even if others fail.
    pub fn run(&self, request: &(dyn Fn(usize) -> Request + Sync)) -> Result<Outcome> {
        ensure!(self.address.ip().is_loopback(), "{} is not of this machine", self.address);
        ensure!(self.connections > 0 && self.lasts <= LASTS_MAX, "a load has connections, and lasts {LASTS_MAX:?} at most");
        let count = match self.pace {
            Pace::PerSecond(rate) => (rate * self.lasts.as_secs_f64()).floor() as usize,
            Pace::Unpaced => usize::MAX,
        };
        let (next, all, begun) = (AtomicUsize::new(0), Mutex::new(Outcome::default()), Instant::now());
        thread::scope(|scope| {
            for _ in 0..self.connections {
                scope.spawn(|| {
                    let mut own = Outcome::default();
                    self.ask(request, &next, count, begun, &mut own);
                    all.lock().expect("no thread of a load panics with this").join(own);
                });
            }
        });
        let mut all = all.into_inner().expect("no thread of a load panics with this");
        all.times.sort_unstable();
        Ok(all)
    }

    /// One connection: takes the next request, waits until it is due, and asks.
    fn ask(&self, request: &dyn Fn(usize) -> Request, next: &AtomicUsize, count: usize, begun: Instant, outcome: &mut Outcome) {
        let mut connection = Connection::new(self.address);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let now = begun.elapsed();
            let due = match self.pace {
                Pace::PerSecond(rate) => Duration::from_secs_f64(number as f64 / rate),
                Pace::Unpaced => now,
            };
            if number >= count || due >= self.lasts {
                break;
            }
            if now > self.lasts + GRACE {
                outcome.fail(format!("request {number} could not be sent within {GRACE:?} after the end"));
                continue;
            }
            thread::sleep(due.saturating_sub(now));
            let request = request(number);
            let answer = connection.ask(&request);
            outcome.took = begun.elapsed();
            match answer {
                Ok(answer) if answer.status == request.expected => outcome.times.push(outcome.took - due),
                Ok(answer) => outcome.fail(format!("{} {}: {}", request.method, request.path, answer.told())),
                Err(error) => outcome.fail(format!("{} {}: {error:#}", request.method, request.path)),
            }
        }
        (outcome.bytes, outcome.reopened) = (connection.received, connection.opened.saturating_sub(1));
    }
}

impl Outcome {
    fn fail(&mut self, reason: String) {
        self.errors += 1;
        self.error.get_or_insert(reason);
    }

    fn join(&mut self, other: Outcome) {
        self.times.extend(other.times);
        self.errors += other.errors;
        self.error = self.error.take().or(other.error);
        self.bytes += other.bytes;
        self.reopened += other.reopened;
        self.took = self.took.max(other.took);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prove::pages::http::tests::{reply, served};

    fn load(address: SocketAddr, pace: Pace) -> Load {
        Load { address, pace, connections: 2, lasts: Duration::from_millis(200) }
    }

    #[test]
    fn as_many_requests_as_were_due_are_answered_and_counted() {
        let server = served(|_| reply("200 OK", "hello"));
        let outcome = load(server, Pace::PerSecond(100.0)).run(&|_| Request::get("/")).unwrap().whole().unwrap();
        assert_eq!((outcome.times.len(), outcome.errors, outcome.reopened), (20, 0, 0));
        assert_eq!(outcome.bytes, 20 * reply("200 OK", "hello").len() as u64);
        assert!(outcome.times.is_sorted() && outcome.quantile(0.5) <= outcome.quantile(0.95));
    }

    #[test]
    fn a_server_that_stalls_once_is_late_for_all_that_were_due_meanwhile() {
        let server = served(|number| {
            // Every connection's first answer takes as long as ten requests are due.
            thread::sleep(Duration::from_millis(if number == 0 { 100 } else { 0 }));
            reply("200 OK", "")
        });
        let stalled = Load { connections: 1, ..load(server, Pace::PerSecond(100.0)) };
        let outcome = stalled.run(&|_| Request::get("/")).unwrap().whole().unwrap();
        // Those due 0, 10, … 50 ms after the beginning could not be answered before 100 ms.
        assert!(outcome.times.iter().filter(|time| **time >= Duration::from_millis(50)).count() >= 6, "{:?}", outcome.times);
    }

    #[test]
    fn an_answer_that_is_not_expected_is_an_error_with_its_reason() {
        let server = served(|_| reply("403 Forbidden", "no"));
        let outcome = load(server, Pace::PerSecond(50.0)).run(&|_| Request::get("/closed")).unwrap();
        assert_eq!((outcome.times.len(), outcome.errors), (0, 10));
        let reason = outcome.whole().err().unwrap().to_string();
        assert!(reason.contains("GET /closed: 403"), "{reason}");
    }

    #[test]
    fn without_a_pace_the_connections_ask_until_the_time_is_over() {
        let server = served(|_| reply("200 OK", ""));
        let outcome = load(server, Pace::Unpaced).run(&|_| Request::get("/")).unwrap().whole().unwrap();
        assert!(outcome.per_second() > 0.0 && outcome.took >= outcome.quantile(1.0));
    }

    #[test]
    fn another_machine_is_never_asked() {
        let elsewhere = load("192.0.2.1:80".parse().unwrap(), Pace::Unpaced);
        assert!(elsewhere.run(&|_| Request::get("/")).is_err());
    }

    #[test]
    fn a_quantile_is_a_time_that_was_measured() {
        let times = (1..=20).map(Duration::from_millis).collect();
        let outcome = Outcome { times, ..Outcome::default() };
        assert_eq!([0.0, 0.5, 0.95, 1.0].map(|part| outcome.quantile(part).as_millis()), [1, 10, 19, 20]);
        assert_eq!(Outcome::default().quantile(0.5), Duration::ZERO);
    }
}
