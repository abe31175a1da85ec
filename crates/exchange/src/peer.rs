//! What is kept of one peer: when to ask it again, the start it last asked from, and how much it may still send and ask for.

use crate::limits::Limits;
use crate::message::Token;

pub(crate) struct Peer {
    /// When it is asked for heads again.
    next_ask: u64,
    /// Questions since it last said anything.
    unanswered: u32,
    /// The token of its last question: what a bundle for it answers.
    pub token: Option<Token>,
    /// Bytes that it may still send unasked or ask for.
    allowance: u64,
    counted: u64,
}

impl Peer {
    pub fn new(limits: &Limits) -> Self {
        Self { next_ask: 0, unanswered: 0, token: None, allowance: limits.peer_bytes_max, counted: 0 }
    }

    /// Whether it is time to ask it. A clock that was put back asks at once.
    pub fn due(&mut self, now: u64, limits: &Limits) -> bool {
        let longest = limits.ask_seconds.saturating_mul(limits.back_off_max);
        if now < self.next_ask && self.next_ask - now <= longest {
            return false;
        }
        let times = (1_u64 << self.unanswered.min(16)).min(limits.back_off_max.max(1));
        self.next_ask = now.saturating_add(limits.ask_seconds.saturating_mul(times));
        self.unanswered = self.unanswered.saturating_add(1);
        true
    }

    /// It said something: it is asked at the usual pace again.
    pub fn heard(&mut self, now: u64, limits: &Limits) {
        self.unanswered = 0;
        self.next_ask = self.next_ask.min(now.saturating_add(limits.ask_seconds));
    }

    /// Whether it may spend so many bytes now, and if so, spends them.
    pub fn spend(&mut self, bytes: u64, now: u64, limits: &Limits) -> bool {
        let seconds = now.saturating_sub(self.counted);
        self.counted = now;
        let grown = self.allowance.saturating_add(seconds.saturating_mul(limits.peer_bytes_second));
        self.allowance = grown.min(limits.peer_bytes_max);
        if self.allowance < bytes {
            return false;
        }
        self.allowance -= bytes;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits =
        Limits { ask_seconds: 5, back_off_max: 4, answer_seconds: 5, peer_bytes_second: 10, peer_bytes_max: 100 };

    #[test]
    fn a_silent_peer_is_asked_less_often_and_never_forgotten() {
        let mut peer = Peer::new(&LIMITS);
        let asked = (1000..1100).filter(|now| peer.due(*now, &LIMITS)).collect::<Vec<_>>();
        assert_eq!(asked, [1000, 1005, 1015, 1035, 1055, 1075, 1095]);
        peer.heard(1096, &LIMITS);
        assert!(!peer.due(1100, &LIMITS) && peer.due(1101, &LIMITS));
    }

    #[test]
    fn a_clock_that_was_put_back_asks_at_once() {
        let mut peer = Peer::new(&LIMITS);
        assert!(peer.due(900_000, &LIMITS) && !peer.due(900_001, &LIMITS));
        assert!(peer.due(1000, &LIMITS) && !peer.due(1001, &LIMITS));
    }

    #[test]
    fn what_a_peer_may_spend_comes_back_with_time() {
        let mut peer = Peer::new(&LIMITS);
        assert!(peer.spend(90, 1000, &LIMITS) && !peer.spend(20, 1000, &LIMITS) && peer.spend(20, 1001, &LIMITS));
        assert!(!peer.spend(101, 9000, &LIMITS) && peer.spend(100, 9000, &LIMITS));
        assert!(!peer.spend(1, 100, &LIMITS), "an earlier hour gives nothing back");
    }
}
