//! Messages that wait for a peer: one that only dials out fetches them with its next request. Bounded; what is dropped is asked
//! for again.

use std::collections::VecDeque;

use crate::message::Message;

/// The queue for one peer.
#[derive(Clone, Debug)]
pub struct Outbox {
    waiting: VecDeque<Message>,
    bytes: u64,
    bytes_max: u64,
}

impl Outbox {
    /// An empty queue that holds at most so many bytes, by [`Message::weight`].
    pub fn new(bytes_max: u64) -> Self {
        Self { waiting: VecDeque::new(), bytes: 0, bytes_max }
    }

    /// Puts a message at the end. A question that waits already is not doubled; when there is too much, the oldest go.
    pub fn push(&mut self, message: Message) {
        let is_question = matches!(message, Message::AskHeads { .. } | Message::AskLeaves { .. } | Message::AskPrefix { .. });
        if is_question && self.waiting.contains(&message) {
            return;
        }
        self.bytes += message.weight();
        self.waiting.push_back(message);
        while self.bytes > self.bytes_max && self.waiting.len() > 1 {
            self.pop();
        }
    }

    /// Takes messages from the front, together at most so many bytes, but one at least if any waits.
    pub fn take(&mut self, bytes_max: u64) -> Vec<Message> {
        let (mut taken, mut bytes) = (Vec::new(), 0);
        while let Some(first) = self.waiting.front() {
            bytes += first.weight();
            if bytes > bytes_max && !taken.is_empty() {
                break;
            }
            taken.extend(self.pop());
        }
        taken
    }

    /// How many messages wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    fn pop(&mut self) -> Option<Message> {
        let message = self.waiting.pop_front()?;
        self.bytes -= message.weight();
        Some(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Token;

    fn ask(number: u8) -> Message {
        Message::AskHeads { token: Token([number; 16]) }
    }

    fn heads(bytes: usize) -> Message {
        Message::Heads { answers: None, heads: vec![vec![0; bytes]], forked: Vec::new() }
    }

    #[test]
    fn messages_leave_in_the_order_in_which_they_came() {
        let mut outbox = Outbox::new(1 << 20);
        [ask(1), heads(10), ask(2), ask(1)].into_iter().for_each(|message| outbox.push(message));
        assert_eq!(outbox.len(), 3, "a question that waits is not asked twice");
        assert_eq!(outbox.take(1), [ask(1)], "one at least");
        assert_eq!(outbox.take(u64::MAX), [heads(10), ask(2)]);
        assert!(outbox.is_empty() && outbox.take(10).is_empty() && outbox.bytes == 0);
    }

    #[test]
    fn what_is_too_much_drops_the_oldest() {
        let mut outbox = Outbox::new(5000);
        outbox.push(ask(1));
        outbox.push(heads(3000));
        outbox.push(heads(3001));
        assert_eq!(outbox.take(u64::MAX), [heads(3001)]);
        outbox.push(heads(9000));
        assert_eq!(outbox.len(), 1, "the newest stays even if it is larger than the queue");
    }
}
