//! Messages as bytes: what is written is read again, bytes that are no message are refused, and no bytes do harm.

use exchange::wire::{WireError, decode, decode_batch, encode, encode_batch};
use exchange::{ForkProof, Message, PayloadName, Token, TreeHead};
use proptest::collection::vec;
use proptest::prelude::*;

fn tree(size: u64) -> TreeHead {
    TreeHead { size, root: [9; 32] }
}

fn one_of_each() -> Vec<Message> {
    let origin = || "sample.invalid/a/1".to_owned();
    vec![
        Message::AskHeads { token: Token([7; 16]) },
        Message::Heads { answers: None, heads: vec![b"note\n".to_vec(), Vec::new()], forked: vec![] },
        Message::Heads { answers: Some(Token([1; 16])), heads: vec![], forked: vec![origin(), "b".to_owned()] },
        Message::AskLeaves { origin: origin(), from: 3, to: 5, of: tree(8) },
        Message::Leaves { origin: origin(), from: 3, leaves: vec![vec![], vec![1, 2]], of: tree(8), rest: vec![[4; 32]] },
        Message::AskPrefix { origin: origin(), at: 2, of: tree(8) },
        Message::Prefix { origin: origin(), at: 2, of: tree(8), prefix: vec![[1; 32]], rest: vec![[2; 32], [3; 32]] },
        Message::Fork(ForkProof {
            origin: origin(),
            first: b"first".to_vec(),
            second: b"second".to_vec(),
            prefix: vec![[1; 32]],
            rest: vec![],
        }),
        Message::Missing { origin: origin(), of: tree(0) },
        Message::AskPayload { name: PayloadName { origin: origin(), index: 3, commitment: [5; 32] }, from: 7 },
        Message::Payload { name: PayloadName { origin: origin(), index: 3, commitment: [5; 32] }, from: 7, part: vec![1, 2] },
    ]
}

#[test]
fn the_bytes_of_two_messages_by_hand() {
    let ask = [&[1, 1][..], &[7; 16]].concat();
    assert_eq!(encode(&Message::AskHeads { token: Token([7; 16]) }), ask);
    let missing = [&[1, 8, 0, 0, 0, 1, b'b', 0, 0, 0, 0, 0, 0, 1, 0][..], &[9; 32]].concat();
    assert_eq!(encode(&Message::Missing { origin: "b".to_owned(), of: tree(256) }), missing);
}

#[test]
fn every_kind_is_read_as_it_was_written() {
    for message in one_of_each() {
        let bytes = encode(&message);
        assert_eq!(decode(&bytes), Ok(message.clone()));
        assert!(message.weight() >= bytes.len() as u64, "{message:?}");
    }
}

#[test]
fn a_message_that_is_cut_or_longer_is_refused() {
    for message in one_of_each() {
        let mut bytes = encode(&message);
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end]), Err(WireError::Short), "{message:?} to {end}");
        }
        bytes.push(0);
        assert_eq!(decode(&bytes), Err(WireError::Trailing));
    }
}

#[test]
fn what_a_message_may_not_hold_is_refused() {
    let long = |kind: u8, rest: &[u8]| decode(&[&[1, kind][..], rest].concat());
    let ask = encode(&Message::AskHeads { token: Token([7; 16]) });
    assert_eq!(decode(&[&[2], &ask[1..]].concat()), Err(WireError::Version(2)));
    assert_eq!(long(0, &[]), Err(WireError::Kind(0)));
    assert_eq!(long(11, &[]), Err(WireError::Kind(11)));
    assert_eq!(long(2, &[2]), Err(WireError::Field), "a mark that is neither");
    assert_eq!(long(8, &[0, 0, 0, 1, 0xff]), Err(WireError::Field), "no UTF-8");
    assert_eq!(long(8, &[0, 0, 1, 0]), Err(WireError::Limit), "an origin of 256 bytes");
    assert_eq!(long(2, &[0, 0, 0, 0x10, 1]), Err(WireError::Limit), "4,097 heads");
    assert_eq!(long(10, &[&[0; 52][..], &[0, 0x10, 0, 1]].concat()), Err(WireError::Limit), "a part of a megabyte and a byte");
    assert_eq!(long(5, &[0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]), Err(WireError::Limit), "2^63 leaves");
    assert_eq!(decode(&vec![1; (5 << 20) + 1]), Err(WireError::Limit));
}

#[test]
fn as_many_leaves_as_fit_and_no_more() {
    let leaves = |count, bytes| Message::Leaves {
        origin: "a".to_owned(),
        from: 0,
        leaves: vec![vec![1; bytes]; count],
        of: tree(9),
        rest: vec![[0; 32]; 128],
    };
    for (count, bytes) in [(512, 10), (64, 65_535), (1, 65_535)] {
        assert!(decode(&encode(&leaves(count, bytes))).is_ok());
    }
    for (count, bytes) in [(513, 10), (65, 65_535), (1, 65_536)] {
        assert_eq!(decode(&encode(&leaves(count, bytes))), Err(WireError::Limit), "{count} of {bytes}");
    }
    let Message::Leaves { origin, from, leaves, of, .. } = leaves(1, 1) else { return };
    let hashes = Message::Leaves { origin, from, leaves, of, rest: vec![[0; 32]; 129] };
    assert_eq!(decode(&encode(&hashes)), Err(WireError::Limit));
}

#[test]
fn a_batch_is_read_one_by_one_and_ends_at_its_first_fault() {
    let messages = one_of_each();
    let mut bytes = encode_batch(&messages);
    assert_eq!(decode_batch(&bytes).collect::<Result<Vec<_>, _>>(), Ok(messages.clone()));
    assert_eq!(decode_batch(&[]).count(), 0);
    bytes.extend([0, 0, 0, 2, 1, 99, 0, 0, 0, 0]);
    let read = decode_batch(&bytes).collect::<Vec<_>>();
    assert_eq!(read.len(), messages.len() + 1);
    assert_eq!(read.last(), Some(&Err(WireError::Kind(99))));
    assert_eq!(decode_batch(&[0xff; 9]).collect::<Vec<_>>(), [Err(WireError::Limit)]);
}

fn hashes() -> impl Strategy<Value = Vec<[u8; 32]>> {
    vec(any::<[u8; 32]>(), 0..4)
}

fn trees() -> impl Strategy<Value = TreeHead> {
    (0..1_u64 << 63, any::<[u8; 32]>()).prop_map(|(size, root)| TreeHead { size, root })
}

proptest! {
    #[test]
    fn any_bytes_are_a_message_or_a_fault(bytes in vec(any::<u8>(), 0..300)) {
        if let Ok(message) = decode(&bytes) {
            prop_assert_eq!(encode(&message), bytes);
        }
    }

    #[test]
    fn a_message_with_any_byte_changed_is_one_message_or_none(which in 0..9_usize, at in any::<usize>(), to in any::<u8>()) {
        let mut bytes = encode(&one_of_each()[which]);
        let at = at % bytes.len();
        bytes[at] = to;
        if let Ok(message) = decode(&bytes) {
            prop_assert_eq!(encode(&message), bytes);
        }
    }

    #[test]
    fn any_leaves_come_back(from in 0..1_u64 << 63, leaves in vec(vec(any::<u8>(), 0..40), 0..6), of in trees(), rest in hashes()) {
        let message = Message::Leaves { origin: "é".to_owned(), from, leaves, of, rest };
        prop_assert_eq!(decode(&encode(&message)), Ok(message));
    }

    #[test]
    fn any_bytes_are_a_batch_that_ends(bytes in vec(any::<u8>(), 0..300)) {
        prop_assert!(decode_batch(&bytes).count() <= bytes.len() / 4 + 1);
    }
}
