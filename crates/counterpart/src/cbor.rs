//! Deterministic CBOR (RFC 8949 §4.2.1), the five kinds of item that the record needs and no others.
//!
//! The reader is strict: each value has exactly one encoding, so bytes that were read can be written again and are the same.
//! Unsigned integers, byte strings, text, arrays, and maps whose keys are unsigned integers in ascending order.

/// How deep items may lie in one another, the outermost counted.
pub const DEPTH_MAX: usize = 8;

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Major type 0.
    Unsigned(u64),
    /// Major type 2.
    Bytes(Vec<u8>),
    /// Major type 3.
    Text(String),
    /// Major type 4.
    Array(Vec<Value>),
    /// Major type 5, by ascending keys.
    Map(Vec<(u64, Value)>),
}

/// What is wrong with bytes that should be deterministic CBOR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The bytes end inside an item, or a length is larger than what is left.
    Cut,
    /// An integer or length is not written in its shortest form.
    NotShortest,
    /// An indefinite length, or a reserved length.
    Indefinite,
    /// A negative integer, a tag, a float or a simple value.
    Kind,
    /// A key of a map is not an unsigned integer.
    KeyKind,
    /// The keys of a map do not ascend, or one stands twice.
    KeyOrder,
    /// Text is not UTF-8.
    Utf8,
    /// Items lie deeper than [`DEPTH_MAX`].
    Depth,
    /// Bytes follow the item.
    Trailing,
}

/// A fault and the byte at which the faulty item begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CborProblem {
    /// The byte, from 0.
    pub at: usize,
    /// What is wrong there.
    pub fault: Fault,
}

const UNSIGNED: u8 = 0;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;

/// The bytes of `value`. Keys of maps must ascend: the caller writes them from a table.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Unsigned(number) => head(UNSIGNED, *number, out),
        Value::Bytes(bytes) => {
            head(BYTES, bytes.len() as u64, out);
            out.extend_from_slice(bytes);
        }
        Value::Text(text) => {
            head(TEXT, text.len() as u64, out);
            out.extend_from_slice(text.as_bytes());
        }
        Value::Array(items) => {
            head(ARRAY, items.len() as u64, out);
            items.iter().for_each(|item| write(item, out));
        }
        Value::Map(entries) => {
            assert!(entries.is_sorted_by(|a, b| a.0 < b.0), "the keys of a map are written in ascending order");
            head(MAP, entries.len() as u64, out);
            for (key, item) in entries {
                head(UNSIGNED, *key, out);
                write(item, out);
            }
        }
    }
}

/// The first bytes of an item: its major type and its number in the shortest form.
fn head(major: u8, number: u64, out: &mut Vec<u8>) {
    let major = major << 5;
    match number {
        0..=23 => out.push(major | number as u8),
        24..=0xff => out.extend_from_slice(&[major | 24, number as u8]),
        0x100..=0xffff => {
            out.push(major | 25);
            out.extend_from_slice(&(number as u16).to_be_bytes());
        }
        0x1_0000..=0xffff_ffff => {
            out.push(major | 26);
            out.extend_from_slice(&(number as u32).to_be_bytes());
        }
        _ => {
            out.push(major | 27);
            out.extend_from_slice(&number.to_be_bytes());
        }
    }
}

/// Reads one item that is all of `bytes`. Memory stays in proportion to the bytes, whatever lengths they claim.
pub fn decode(bytes: &[u8]) -> Result<Value, CborProblem> {
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.value(1)?;
    if reader.at < bytes.len() { Err(CborProblem { at: reader.at, fault: Fault::Trailing }) } else { Ok(value) }
}

/// The unsigned integer with which an array begins, read without looking at what follows it: `None` where there is none.
pub fn first_of_array(bytes: &[u8]) -> Option<u64> {
    let mut reader = Reader { bytes, at: 0 };
    let (ARRAY, 1..) = reader.head().ok()? else { return None };
    let (UNSIGNED, number) = reader.head().ok()? else { return None };
    Some(number)
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: u64, start: usize) -> Result<&'b [u8], CborProblem> {
        let left = &self.bytes[self.at..];
        let count = usize::try_from(count).ok().filter(|count| *count <= left.len());
        let count = count.ok_or(CborProblem { at: start, fault: Fault::Cut })?;
        self.at += count;
        Ok(&left[..count])
    }

    /// Major type and number of the next item.
    fn head(&mut self) -> Result<(u8, u64), CborProblem> {
        let start = self.at;
        let problem = |fault| CborProblem { at: start, fault };
        let first = self.take(1, start)?[0];
        let (major, short) = (first >> 5, first & 0x1f);
        if !matches!(major, UNSIGNED | BYTES | TEXT | ARRAY | MAP) {
            return Err(problem(Fault::Kind));
        }
        let (width, least) = match short {
            0..=23 => return Ok((major, u64::from(short))),
            24 => (1, 24),
            25 => (2, 0x100),
            26 => (4, 0x1_0000),
            27 => (8, 0x1_0000_0000),
            _ => return Err(problem(Fault::Indefinite)),
        };
        let number = self.take(width, start)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        if number < least { Err(problem(Fault::NotShortest)) } else { Ok((major, number)) }
    }

    fn value(&mut self, depth: usize) -> Result<Value, CborProblem> {
        let start = self.at;
        let problem = |fault| CborProblem { at: start, fault };
        if depth > DEPTH_MAX {
            return Err(problem(Fault::Depth));
        }
        let (major, number) = self.head()?;
        match major {
            UNSIGNED => Ok(Value::Unsigned(number)),
            BYTES => Ok(Value::Bytes(self.take(number, start)?.to_vec())),
            TEXT => {
                let text = std::str::from_utf8(self.take(number, start)?).map_err(|_| problem(Fault::Utf8))?;
                Ok(Value::Text(text.to_owned()))
            }
            ARRAY => {
                // Every item takes a byte, so a length beyond the bytes is refused before anything is kept for it.
                self.room_for(number, start)?;
                (0..number).map(|_| self.value(depth + 1)).collect::<Result<_, _>>().map(Value::Array)
            }
            _ => {
                self.room_for(number.saturating_mul(2), start)?;
                self.map(number, depth)
            }
        }
    }

    fn map(&mut self, count: u64, depth: usize) -> Result<Value, CborProblem> {
        let mut entries: Vec<(u64, Value)> = Vec::new();
        for _ in 0..count {
            let start = self.at;
            let (major, key) = self.head()?;
            if major != UNSIGNED {
                return Err(CborProblem { at: start, fault: Fault::KeyKind });
            }
            if entries.last().is_some_and(|(last, _)| *last >= key) {
                return Err(CborProblem { at: start, fault: Fault::KeyOrder });
            }
            entries.push((key, self.value(depth + 1)?));
        }
        Ok(Value::Map(entries))
    }

    fn room_for(&self, count: u64, start: usize) -> Result<(), CborProblem> {
        let left = (self.bytes.len() - self.at) as u64;
        if count > left { Err(CborProblem { at: start, fault: Fault::Cut }) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<char> = hex.chars().filter(|c| !c.is_whitespace()).collect();
        digits.chunks(2).map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap()).collect()
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    /// RFC 8949, Appendix A: the rows whose kinds we know.
    #[test]
    fn the_examples_of_the_standard() {
        use Value::{Array, Bytes, Map, Unsigned};
        let table = [
            ("00", Unsigned(0)),
            ("0a", Unsigned(10)),
            ("17", Unsigned(23)),
            ("1818", Unsigned(24)),
            ("1819", Unsigned(25)),
            ("1864", Unsigned(100)),
            ("1903e8", Unsigned(1000)),
            ("1a000f4240", Unsigned(1_000_000)),
            ("1b000000e8d4a51000", Unsigned(1_000_000_000_000)),
            ("1bffffffffffffffff", Unsigned(u64::MAX)),
            ("40", Bytes(vec![])),
            ("4401020304", Bytes(vec![1, 2, 3, 4])),
            ("60", text("")),
            ("6449455446", text("IETF")),
            ("62225c", text("\"\\")),
            ("62c3bc", text("ü")),
            ("63e6b0b4", text("水")),
            ("64f0908591", text("𐅑")),
            ("80", Array(vec![])),
            ("83010203", Array(vec![Unsigned(1), Unsigned(2), Unsigned(3)])),
            ("8301820203820405", {
                let pair = |a, b| Array(vec![Unsigned(a), Unsigned(b)]);
                Array(vec![Unsigned(1), pair(2, 3), pair(4, 5)])
            }),
            ("98190102030405060708090a0b0c0d0e0f101112131415161718181819", Array((1..=25).map(Unsigned).collect())),
            ("a0", Map(vec![])),
            ("a201020304", Map(vec![(1, Unsigned(2)), (3, Unsigned(4))])),
        ];
        for (hex, value) in table {
            assert_eq!(decode(&bytes(hex)), Ok(value.clone()), "{hex}");
            assert_eq!(encode(&value), bytes(hex), "{hex}");
        }
    }

    #[test]
    fn integers_take_their_shortest_form_at_each_border() {
        let borders = [(23, 1), (24, 2), (255, 2), (256, 3), (65_535, 3), (65_536, 5), (u64::from(u32::MAX), 5), (1 << 32, 9)];
        for (number, length) in borders {
            let written = encode(&Value::Unsigned(number));
            assert_eq!((written.len(), decode(&written)), (length, Ok(Value::Unsigned(number))));
        }
    }

    #[test]
    fn what_is_not_deterministic_is_refused_where_it_stands() {
        let nested = |depth: usize| [vec![0x81; depth - 1], vec![0x00]].concat();
        let table = [
            (bytes(""), 0, Fault::Cut),
            (bytes("18"), 0, Fault::Cut),
            (bytes("1900"), 0, Fault::Cut),
            (bytes("420a"), 0, Fault::Cut),
            (bytes("83 01 02"), 0, Fault::Cut),
            (bytes("82 01 18"), 2, Fault::Cut),
            (bytes("5b ffffffffffffffff 00"), 0, Fault::Cut),
            (bytes("9b ffffffffffffffff 00"), 0, Fault::Cut),
            (bytes("bb ffffffffffffffff 00"), 0, Fault::Cut),
            (bytes("9a 00ffffff 00"), 0, Fault::Cut),
            (bytes("1800"), 0, Fault::NotShortest),
            (bytes("1817"), 0, Fault::NotShortest),
            (bytes("1900ff"), 0, Fault::NotShortest),
            (bytes("1a0000ffff"), 0, Fault::NotShortest),
            (bytes("1b00000000ffffffff"), 0, Fault::NotShortest),
            (bytes("5801 00"), 0, Fault::NotShortest),
            (bytes("81 7803 616263"), 1, Fault::NotShortest),
            (bytes("5f 4100 ff"), 0, Fault::Indefinite),
            (bytes("9f 00 ff"), 0, Fault::Indefinite),
            (bytes("bf ff"), 0, Fault::Indefinite),
            (bytes("1c"), 0, Fault::Indefinite),
            (bytes("20"), 0, Fault::Kind),
            (bytes("c1 00"), 0, Fault::Kind),
            (bytes("f4"), 0, Fault::Kind),
            (bytes("f6"), 0, Fault::Kind),
            (bytes("f93c00"), 0, Fault::Kind),
            (bytes("ff"), 0, Fault::Kind),
            (bytes("a1 6161 00"), 1, Fault::KeyKind),
            (bytes("a1 20 00"), 1, Fault::Kind),
            (bytes("a2 01 00 01 00"), 3, Fault::KeyOrder),
            (bytes("a2 02 00 01 00"), 3, Fault::KeyOrder),
            (bytes("61 ff"), 0, Fault::Utf8),
            (bytes("63 eda080"), 0, Fault::Utf8),
            (bytes("62 c0af"), 0, Fault::Utf8),
            (bytes("00 00"), 1, Fault::Trailing),
            (nested(9), 8, Fault::Depth),
        ];
        for (input, at, fault) in table {
            assert_eq!(decode(&input), Err(CborProblem { at, fault }), "{input:02x?}");
        }
        assert!(decode(&nested(DEPTH_MAX)).is_ok());
        // A bomb of nested arrays ends at the eighth, not at the end of the stack.
        assert_eq!(decode(&vec![0x81; 60_000]).map_err(|problem| problem.fault), Err(Fault::Depth));
    }

    #[test]
    fn an_array_tells_its_first_number_whatever_follows() {
        let table = [
            ("8101", Some(1)),
            ("83 1818 f6 ff", Some(24)),
            ("80", None),
            ("8120", None),
            ("8140", None),
            ("01", None),
            ("", None),
        ];
        for (hex, expected) in table {
            assert_eq!(first_of_array(&bytes(hex)), expected, "{hex}");
        }
        assert_eq!(first_of_array(&bytes("81 1801")), None, "not shortest");
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<u64>().prop_map(Value::Unsigned),
            (0..300u64).prop_map(Value::Unsigned),
            prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes),
            ".{0,20}".prop_map(Value::Text),
        ];
        leaf.prop_recursive(5, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                prop::collection::btree_map(any::<u64>(), inner, 0..6)
                    .prop_map(|entries| Value::Map(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in any_value()) {
            prop_assert_eq!(decode(&encode(&value)), Ok(value));
        }

        #[test]
        fn what_is_read_is_written_the_same(input in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(value) = decode(&input) {
                prop_assert_eq!(encode(&value), input);
            }
        }

        #[test]
        fn a_changed_byte_is_another_value_or_none(value in any_value(), at in any::<prop::sample::Index>(), by in 1..=255u8) {
            let mut written = encode(&value);
            let at = at.index(written.len());
            written[at] ^= by;
            match decode(&written) {
                Ok(other) => prop_assert_ne!(other, value),
                Err(problem) => prop_assert!(problem.at <= written.len()),
            }
        }
    }
}
