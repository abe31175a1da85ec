//! Messages as bytes: a version, a kind, then the fields in a fixed order. Numbers are big-endian, texts and lists come
//! after their length in four bytes. One message has one encoding; an unknown version or kind is refused.

use std::fmt;

use record::Hash;
use record::checkpoint::SIZE_MAX;
use record::note::NOTE_BYTES_MAX;

use crate::fork::ForkProof;
use crate::head::TreeHead;
use crate::limits::{
    HEAD_BYTES_SUM_MAX, HEADS_MAX, LEAF_BYTES_MAX, LEAF_BYTES_SUM_MAX, LEAVES_MAX, MESSAGE_BYTES_MAX, PART_BYTES_MAX,
};
use crate::message::{Message, PayloadName, Token};

/// The version of this encoding.
const VERSION: u8 = 1;

/// The longest origin (record's checkpoints have the same limit).
const ORIGIN_BYTES_MAX: usize = 255;

/// More subtrees than any range needs: 63 up and 63 down.
const HASHES_MAX: usize = 128;

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireError {
    /// They end before the message does.
    Short,
    /// Something stands behind the message.
    Trailing,
    /// A version that we don't speak.
    Version(u8),
    /// A kind of message that we don't know.
    Kind(u8),
    /// A text that is not UTF-8, or a mark that is neither yes nor no.
    Field,
    /// A length, a number or a sum beyond what a message may hold.
    Limit,
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short => f.write_str("the message ends too early"),
            Self::Trailing => f.write_str("there are bytes behind the message"),
            Self::Version(version) => write!(f, "version {version} of the messages is not spoken here"),
            Self::Kind(kind) => write!(f, "no message is of kind {kind}"),
            Self::Field => f.write_str("a field of the message is malformed"),
            Self::Limit => f.write_str("the message holds more than a message may"),
        }
    }
}

impl std::error::Error for WireError {}

/// The bytes of a message.
pub fn encode(message: &Message) -> Vec<u8> {
    let mut out = Writer(vec![VERSION]);
    match message {
        Message::AskHeads { token } => out.kind(1).raw(&token.0),
        Message::Heads { answers, heads, forked } => {
            match answers {
                None => out.kind(2).raw(&[0]),
                Some(token) => out.kind(2).raw(&[1]).raw(&token.0),
            }
            .list(heads, |out, note| _ = out.bytes(note));
            out.list(forked, |out, origin| _ = out.bytes(origin.as_bytes()))
        }
        Message::AskLeaves { origin, from, to, of } => out.kind(3).bytes(origin.as_bytes()).u64(*from).u64(*to).tree(of),
        Message::Leaves { origin, from, leaves, of, rest } => {
            out.kind(4).bytes(origin.as_bytes()).u64(*from).list(leaves, |out, leaf| _ = out.bytes(leaf)).tree(of).hashes(rest)
        }
        Message::AskPrefix { origin, at, of } => out.kind(5).bytes(origin.as_bytes()).u64(*at).tree(of),
        Message::Prefix { origin, at, of, prefix, rest } => {
            out.kind(6).bytes(origin.as_bytes()).u64(*at).tree(of).hashes(prefix).hashes(rest)
        }
        Message::Fork(proof) => {
            out.kind(7).bytes(proof.origin.as_bytes()).bytes(&proof.first).bytes(&proof.second);
            out.hashes(&proof.prefix).hashes(&proof.rest)
        }
        Message::Missing { origin, of } => out.kind(8).bytes(origin.as_bytes()).tree(of),
        Message::AskPayload { name, from } => out.kind(9).name(name).u64(*from),
        Message::Payload { name, from, part } => out.kind(10).name(name).u64(*from).bytes(part),
    };
    out.0
}

/// Reads one message; all bytes must belong to it.
pub fn decode(bytes: &[u8]) -> Result<Message, WireError> {
    if bytes.len() > MESSAGE_BYTES_MAX {
        return Err(WireError::Limit);
    }
    let mut input = Reader(bytes);
    match input.u8()? {
        VERSION => {}
        version => return Err(WireError::Version(version)),
    }
    let message = match input.u8()? {
        1 => Message::AskHeads { token: input.token()? },
        2 => input.heads()?,
        3 => Message::AskLeaves { origin: input.origin()?, from: input.size()?, to: input.size()?, of: input.tree()? },
        4 => Message::Leaves {
            origin: input.origin()?,
            from: input.size()?,
            leaves: input.leaves()?,
            of: input.tree()?,
            rest: input.hashes()?,
        },
        5 => Message::AskPrefix { origin: input.origin()?, at: input.size()?, of: input.tree()? },
        6 => Message::Prefix {
            origin: input.origin()?,
            at: input.size()?,
            of: input.tree()?,
            prefix: input.hashes()?,
            rest: input.hashes()?,
        },
        7 => Message::Fork(ForkProof {
            origin: input.origin()?,
            first: input.bytes(NOTE_BYTES_MAX)?.to_vec(),
            second: input.bytes(NOTE_BYTES_MAX)?.to_vec(),
            prefix: input.hashes()?,
            rest: input.hashes()?,
        }),
        8 => Message::Missing { origin: input.origin()?, of: input.tree()? },
        9 => Message::AskPayload { name: input.name()?, from: input.size()? },
        10 => Message::Payload { name: input.name()?, from: input.size()?, part: input.bytes(PART_BYTES_MAX)?.to_vec() },
        kind => return Err(WireError::Kind(kind)),
    };
    if input.0.is_empty() { Ok(message) } else { Err(WireError::Trailing) }
}

/// Several messages as one body, each after its length: what one POST carries, and what a bundle holds.
pub fn encode_batch<'a>(messages: impl IntoIterator<Item = &'a Message>) -> Vec<u8> {
    let mut out = Writer(Vec::new());
    for message in messages {
        out.bytes(&encode(message));
    }
    out.0
}

/// The messages of a body, one at a time: each is read when it is asked for. After an error nothing follows.
pub fn decode_batch(bytes: &[u8]) -> impl Iterator<Item = Result<Message, WireError>> + '_ {
    let mut input = Reader(bytes);
    std::iter::from_fn(move || {
        if input.0.is_empty() {
            return None;
        }
        let message = input.bytes(MESSAGE_BYTES_MAX).and_then(decode);
        if message.is_err() {
            input.0 = &[];
        }
        Some(message)
    })
}

struct Writer(Vec<u8>);

impl Writer {
    fn kind(&mut self, kind: u8) -> &mut Self {
        self.raw(&[kind])
    }

    fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend(bytes);
        self
    }

    fn length(&mut self, length: usize) -> &mut Self {
        // Nothing that we hold comes near four gigabytes.
        self.raw(&u32::try_from(length).expect("a field shorter than four gigabytes").to_be_bytes())
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.length(bytes.len()).raw(bytes)
    }

    fn u64(&mut self, number: u64) -> &mut Self {
        self.raw(&number.to_be_bytes())
    }

    fn tree(&mut self, tree: &TreeHead) -> &mut Self {
        self.u64(tree.size).raw(&tree.root)
    }

    fn name(&mut self, name: &PayloadName) -> &mut Self {
        self.bytes(name.origin.as_bytes()).u64(name.index).raw(&name.commitment)
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) -> &mut Self {
        self.length(items.len());
        items.iter().for_each(|item| write(self, item));
        self
    }

    fn hashes(&mut self, hashes: &[Hash]) -> &mut Self {
        self.list(hashes, |out, hash| _ = out.raw(hash))
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn raw(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(WireError::Short)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(WireError::Short)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn u8(&mut self) -> Result<u8, WireError> {
        Ok(self.array::<1>()?[0])
    }

    fn length(&mut self, max: usize) -> Result<usize, WireError> {
        let length = u32::from_be_bytes(self.array()?) as usize;
        if length > max { Err(WireError::Limit) } else { Ok(length) }
    }

    fn bytes(&mut self, max: usize) -> Result<&'a [u8], WireError> {
        let length = self.length(max)?;
        self.raw(length)
    }

    fn size(&mut self) -> Result<u64, WireError> {
        let size = u64::from_be_bytes(self.array()?);
        // No tree is larger, and below it no sum of two can overflow.
        if size > SIZE_MAX { Err(WireError::Limit) } else { Ok(size) }
    }

    fn tree(&mut self) -> Result<TreeHead, WireError> {
        Ok(TreeHead { size: self.size()?, root: self.array()? })
    }

    fn name(&mut self) -> Result<PayloadName, WireError> {
        Ok(PayloadName { origin: self.origin()?, index: self.size()?, commitment: self.array()? })
    }

    fn token(&mut self) -> Result<Token, WireError> {
        Ok(Token(self.array()?))
    }

    fn origin(&mut self) -> Result<String, WireError> {
        let bytes = self.bytes(ORIGIN_BYTES_MAX)?.to_vec();
        String::from_utf8(bytes).map_err(|_| WireError::Field)
    }

    fn hashes(&mut self) -> Result<Vec<Hash>, WireError> {
        (0..self.length(HASHES_MAX)?).map(|_| self.array()).collect()
    }

    /// Byte strings of which none and whose sum is not too long.
    fn parts(&mut self, count_max: usize, each_max: usize, sum_max: usize) -> Result<Vec<Vec<u8>>, WireError> {
        let (count, mut sum, mut parts) = (self.length(count_max)?, 0, Vec::new());
        for _ in 0..count {
            let part = self.bytes(each_max)?;
            sum += part.len();
            if sum > sum_max {
                return Err(WireError::Limit);
            }
            parts.push(part.to_vec());
        }
        Ok(parts)
    }

    fn leaves(&mut self) -> Result<Vec<Vec<u8>>, WireError> {
        self.parts(LEAVES_MAX as usize, LEAF_BYTES_MAX, LEAF_BYTES_SUM_MAX)
    }

    fn heads(&mut self) -> Result<Message, WireError> {
        let answers = match self.u8()? {
            0 => None,
            1 => Some(self.token()?),
            _ => return Err(WireError::Field),
        };
        let heads = self.parts(HEADS_MAX, NOTE_BYTES_MAX, HEAD_BYTES_SUM_MAX)?;
        let forked = (0..self.length(HEADS_MAX)?).map(|_| self.origin()).collect::<Result<_, _>>()?;
        Ok(Message::Heads { answers, heads, forked })
    }
}
