//! Calling the peers: one task for each takes what waits for it there, and brings back what it answers.
//!
//! A peer is called at once when this node has written something, and otherwise at an interval that grows while it is silent.

use super::app::App;
use super::exchange::BATCH;
use super::machine::{BatchFault, NoAnswer};
use super::tls;
use crate::certificate::Identity;
use crate::config::Peer;
use agreement::id::BodyId;
use reqwest::header::CONTENT_TYPE;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The longest time between two calls of a silent peer.
const SILENCE_MAX: Duration = Duration::from_secs(300);
/// How many batches in a row a call brings back before it looks whether it is to stop.
const ROUNDS_MAX: usize = 64;

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum CallFault {
    /// The peer was not reached, or is not who it should be.
    #[error("the peer was not reached")]
    NotReached(#[from] reqwest::Error),
    /// The peer refused the batch.
    #[error("the peer answered {status}: {said}")]
    Refused {
        /// The status.
        status: u16,
        /// The first words of its answer.
        said: String,
    },
    /// The answer is longer than any batch.
    #[error("the peer's answer is longer than {most} bytes")]
    TooLong {
        /// The most that it may have.
        most: usize,
    },
    /// The answer is no batch.
    #[error("the peer's answer is refused: {0}")]
    Batch(#[from] BatchFault),
    /// Our own machine did not answer.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
}

/// A peer that can be called.
pub struct Line {
    party: BodyId,
    name: String,
    url: String,
    client: reqwest::Client,
    app: Arc<App>,
}

/// What a call came to.
#[derive(Debug)]
pub struct Called {
    /// How many batches went.
    pub rounds: usize,
    /// The batch that is to go next, if the talk is not over. It is out of the machine's hands: lost, it would be waited for in vain.
    pub unsent: Option<Vec<u8>>,
}

/// What cannot be set up for a peer.
#[derive(Debug, thiserror::Error)]
pub enum LineFault {
    /// Its pins or our certificate are not accepted by TLS.
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
    /// The client cannot be made.
    #[error("the client cannot be made")]
    Client(#[from] reqwest::Error),
}

impl Line {
    /// The line to `peer`, whose body is `party`; none if it only calls us.
    pub fn new(peer: &Peer, party: BodyId, identity: Identity, app: Arc<App>) -> Result<Option<Line>, LineFault> {
        let Some(url) = &peer.url else { return Ok(None) };
        let limits = app.limits;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::client(identity, peer.pins.clone())?)
            .https_only(true)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(limits.handshake_time)
            .timeout(limits.handshake_time + limits.body_time * 2)
            .build()?;
        Ok(Some(Line { party, name: peer.party.clone(), url: format!("{url}exchange"), client, app }))
    }

    /// Calls until `stop` says so. `every` is the time between calls when there is no news.
    pub async fn run(self, every: Duration, mut stop: watch::Receiver<bool>) {
        let mut news = self.app.desk.news();
        let (mut silent, mut unsent) = (0, None);
        loop {
            news.mark_unchanged();
            let called = tokio::select! {
                called = self.call(unsent.take()) => called,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            self.app.figures.called(&self.name, called.is_ok());
            let called = called.map(|called| {
                unsent = called.unsent;
                called.rounds
            });
            silent = self.note(called, silent);
            if unsent.is_some() {
                continue;
            }
            let wait = jitter(pause(every, silent), random());
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                // News wake a line that works; one that is silent waits its turn, or it would be called for each act.
                changed = news.changed(), if silent == 0 => if changed.is_err() { return },
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Notes in the log that a line broke or works again, once each; gives how many calls in a row came to nothing.
    fn note(&self, called: Result<usize, CallFault>, silent: u32) -> u32 {
        match called {
            Ok(rounds) => {
                if silent > 0 {
                    tracing::info!(peer = %self.name, calls = silent, "the peer answers again");
                }
                tracing::debug!(peer = %self.name, rounds, "called");
                0
            }
            Err(fault) => {
                if silent == 0 {
                    tracing::warn!(peer = %self.name, fault = %chain(&fault), "the call came to nothing");
                }
                silent.saturating_add(1)
            }
        }
    }

    /// One call: batches go and come until neither side has more to say, or there were many. `unsent` is what a call before it left.
    ///
    /// The first goes even when it is empty: the peer may be waiting to be asked.
    pub async fn call(&self, unsent: Option<Vec<u8>>) -> Result<Called, CallFault> {
        let party = self.party;
        let mut batch = match unsent {
            Some(batch) => batch,
            None => self.app.desk.ask(move |machine, _| machine.outbox(party)).await?,
        };
        for rounds in 1..=ROUNDS_MAX {
            let answer = self.post(batch).await?;
            if answer.is_empty() {
                return Ok(Called { rounds, unsent: None });
            }
            batch = self.app.desk.ask(move |machine, now| machine.receive(party, &answer, now)).await??;
            if batch.is_empty() {
                return Ok(Called { rounds, unsent: None });
            }
        }
        Ok(Called { rounds: ROUNDS_MAX, unsent: Some(batch) })
    }

    async fn post(&self, batch: Vec<u8>) -> Result<Vec<u8>, CallFault> {
        let most = self.app.limits.body_bytes_max;
        let mut response = self.client.post(&self.url).header(CONTENT_TYPE, BATCH).body(batch).send().await?;
        let status = response.status();
        if !status.is_success() {
            // Only the first words: what a peer says goes into our log.
            let said = response.chunk().await?.unwrap_or_default();
            let said = String::from_utf8_lossy(&said[..said.len().min(200)]).trim().to_owned();
            return Err(CallFault::Refused { status: status.as_u16(), said });
        }
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if answer.len() + chunk.len() > most {
                return Err(CallFault::TooLong { most });
            }
            answer.extend_from_slice(&chunk);
        }
        Ok(answer)
    }
}

/// A failure and what lies under it, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string);
    causes.collect::<Vec<_>>().join(": ")
}

/// The time until the next call after so many that came to nothing: it doubles, up to a bound.
fn pause(every: Duration, silent: u32) -> Duration {
    every.saturating_mul(1 << silent.min(16)).min(SILENCE_MAX.max(every))
}

/// A time between four fifths and six fifths of `time`, so that nodes that start together do not call together.
fn jitter(time: Duration, random: u8) -> Duration {
    time.mul_f64(0.8 + 0.4 * f64::from(random) / 255.0)
}

fn random() -> u8 {
    let mut byte = [0];
    aws_lc_rs::rand::fill(&mut byte).expect("the machine gives random bytes");
    byte[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_peer_is_called_less_and_less_but_never_given_up() {
        let every = Duration::from_secs(5);
        let table = [(0, 5), (1, 10), (2, 20), (5, 160), (6, 300), (7, 300), (1_000_000, 300)];
        for (silent, seconds) in table {
            assert_eq!(pause(every, silent), Duration::from_secs(seconds), "{silent}");
        }
        assert_eq!(pause(Duration::from_secs(3_600), 3), Duration::from_secs(3_600), "never more often than it is told to");
    }

    #[test]
    fn calls_are_spread() {
        let time = Duration::from_secs(10);
        assert_eq!(jitter(time, 0), Duration::from_secs(8));
        assert!(jitter(time, 255) <= Duration::from_millis(12_001) && jitter(time, 255) >= Duration::from_millis(11_999));
    }

    #[test]
    fn a_failure_is_told_with_what_lies_under_it() {
        #[derive(Debug, thiserror::Error)]
        #[error("above")]
        struct Above(#[source] NoAnswer);
        assert_eq!(chain(&Above(NoAnswer::Busy)), "above: the node is busy");
    }
}
