//! The DER of a signature (RFC 3279 §2.2.3): a sequence of two positive integers, in the one spelling that X.690 §8.3 leaves.
//!
//! ECDSA and SM2 share it. Whatever could be written in a second way is refused, so that no third party can make another
//! signature out of one that stands.

/// Reads two integers of at most 32 bytes each; gives them as r ‖ s, 64 bytes. `None` for anything but the one spelling.
pub fn fixed(der: &[u8]) -> Option<[u8; 64]> {
    let [0x30, length, rest @ ..] = der else { return None };
    // Two integers of 33 bytes take 70, so lengths are always one byte below 0x80.
    if usize::from(*length) != rest.len() || *length >= 0x80 {
        return None;
    }
    let (r, rest) = integer(rest)?;
    let (s, rest) = integer(rest)?;
    let mut fixed = [0; 64];
    fixed[..32].copy_from_slice(&r);
    fixed[32..].copy_from_slice(&s);
    rest.is_empty().then_some(fixed)
}

/// A positive integer without needless zeroes, and what follows it.
fn integer(der: &[u8]) -> Option<([u8; 32], &[u8])> {
    let [0x02, length, rest @ ..] = der else { return None };
    let (bytes, rest) = rest.split_at_checked(usize::from(*length))?;
    let digits = match bytes {
        [] | [0x80..=0xff, ..] => return None,
        [0] => bytes,
        // A zero byte stands in front only where the number would else look negative.
        [0, 0x80..=0xff, ..] => &bytes[1..],
        [0, ..] => return None,
        _ => bytes,
    };
    let mut fixed = [0; 32];
    fixed.get_mut(32usize.checked_sub(digits.len())?..)?.copy_from_slice(digits);
    Some((fixed, rest))
}

/// The DER of r ‖ s.
pub fn encode(fixed: &[u8; 64]) -> Vec<u8> {
    let integer = |number: &[u8]| {
        let zeroes = number.iter().take_while(|byte| **byte == 0).count().min(31);
        let digits = &number[zeroes..];
        let front: &[u8] = if digits[0] >= 0x80 { &[0] } else { &[] };
        [&[0x02, (front.len() + digits.len()) as u8], front, digits].concat()
    };
    let both = [integer(&fixed[..32]), integer(&fixed[32..])].concat();
    [vec![0x30, both.len() as u8], both].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(byte: u8) -> [u8; 64] {
        let mut fixed = [0; 64];
        (fixed[31], fixed[63]) = (byte, 1);
        fixed
    }

    #[test]
    fn integers_have_one_spelling() {
        let good = [
            (vec![0x30, 6, 2, 1, 5, 2, 1, 1], number(5)),
            (vec![0x30, 7, 2, 2, 0, 0x80, 2, 1, 1], number(0x80)),
            (vec![0x30, 6, 2, 1, 0, 2, 1, 1], number(0)),
        ];
        for (der, expected) in good {
            assert_eq!(fixed(&der), Some(expected));
            assert_eq!(encode(&expected), der);
        }
        let bad: [&[u8]; 15] = [
            &[],
            &[0x30],
            &[0x30, 0],
            &[0x31, 6, 2, 1, 5, 2, 1, 1],
            &[0x30, 5, 2, 1, 5, 2, 1, 1],
            &[0x30, 7, 2, 1, 5, 2, 1, 1],
            &[0x30, 6, 2, 1, 5, 2, 1, 1, 0],
            &[0x30, 7, 2, 1, 5, 2, 1, 1, 0],
            &[0x30, 0x81, 6, 2, 1, 5, 2, 1, 1],
            &[0x30, 0x80, 2, 1, 5, 2, 1, 1, 0, 0],
            &[0x30, 6, 3, 1, 5, 2, 1, 1],
            &[0x30, 7, 2, 2, 0, 5, 2, 1, 1],
            &[0x30, 6, 2, 1, 0x85, 2, 1, 1],
            &[0x30, 5, 2, 0, 2, 1, 1],
            &[0x30, 7, 2, 0x81, 1, 5, 2, 1, 1],
        ];
        bad.iter().for_each(|der| assert_eq!(fixed(der), None, "{der:02x?}"));
    }

    #[test]
    fn numbers_of_more_than_32_bytes_are_refused() {
        let of = |digits: Vec<u8>| {
            let both = [vec![2, digits.len() as u8], digits, vec![2, 1, 1]].concat();
            [vec![0x30, both.len() as u8], both].concat()
        };
        assert!(fixed(&of(vec![0x7f; 32])).is_some());
        assert!(fixed(&of([vec![0], vec![0xff; 32]].concat())).is_some());
        assert_eq!(fixed(&of(vec![0x7f; 33])), None);
        assert_eq!(fixed(&of([vec![0], vec![0xff; 33]].concat())), None);
        assert_eq!(fixed(&of(vec![0x7f; 120])), None);
    }

    proptest! {
        #[test]
        fn every_pair_is_written_and_read(r in any::<[u8; 32]>(), s in any::<[u8; 32]>(), zeroes in 0..32usize) {
            let mut both: [u8; 64] = [r, s].concat().try_into().unwrap();
            both[..zeroes].fill(0);
            prop_assert_eq!(fixed(&encode(&both)), Some(both));
        }

        #[test]
        fn what_is_read_is_written_the_same(der in prop::collection::vec(any::<u8>(), 0..80)) {
            if let Some(both) = fixed(&der) {
                prop_assert_eq!(encode(&both), der);
            }
        }

        #[test]
        fn what_almost_is_a_signature_is_read_the_same_or_not(pair in any::<[u8; 32]>(), at in 0..72usize, by in any::<u8>()) {
            let mut der = encode(&[pair, pair].concat().try_into().unwrap());
            let at = at % der.len();
            der[at] ^= by;
            if let Some(both) = fixed(&der) {
                prop_assert_eq!(encode(&both), der);
            }
        }
    }
}
