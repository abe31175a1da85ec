//! How the text formats write bytes and numbers: base64 (RFC 4648 §4, padded, one spelling only) and decimals without leading zeroes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::hash::Hash;

/// The largest number that a checkpoint or a cosignature may name: 2^63 − 1, as tlog-cosignature says of times.
pub(crate) const NUMBER_MAX: u64 = i64::MAX as u64;

/// Bytes as standard base64 with padding.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Standard base64 with padding, in the one spelling that `to_base64` writes: loose final bits are refused.
pub(crate) fn from_base64(text: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// One hash as base64: 44 characters.
pub(crate) fn hash_from_base64(text: &str) -> Option<Hash> {
    // The length is looked at first, so that a long line costs nothing.
    if text.len() != 44 {
        return None;
    }
    from_base64(text)?.try_into().ok()
}

/// A decimal of ASCII digits without sign and leading zeroes, at most `NUMBER_MAX`.
pub(crate) fn from_decimal(text: &str) -> Option<u64> {
    let digits_only = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = text.len() > 1 && text.starts_with('0');
    if !digits_only || leading_zero {
        return None;
    }
    text.parse().ok().filter(|number| *number <= NUMBER_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_one_spelling() {
        let good = [("0", 0), ("1", 1), ("10", 10), ("9223372036854775807", NUMBER_MAX)];
        good.iter().for_each(|(text, number)| assert_eq!(from_decimal(text), Some(*number), "{text}"));
        let bad = ["", "00", "01", "+1", "-1", "-0", " 1", "1 ", "1\r", "0x1", "1e3", "１", "9223372036854775808"];
        let bad = bad.iter().chain(&["18446744073709551615", "18446744073709551616", "99999999999999999999999999"]);
        bad.for_each(|text| assert_eq!(from_decimal(text), None, "{text}"));
    }

    #[test]
    fn base64_has_one_spelling() {
        assert_eq!(from_base64("AA=="), Some(vec![0]));
        assert_eq!(from_base64(""), Some(vec![]));
        // Missing padding, loose final bits, the alphabet of URLs, white space, padding within.
        for bad in ["AA", "AB==", "AA=", "_w==", "AA==\n", " AA==", "AA==AA==", "A"] {
            assert_eq!(from_base64(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_hash_is_32_bytes() {
        assert_eq!(hash_from_base64(&to_base64(&[7; 32])), Some([7; 32]));
        assert_eq!(hash_from_base64(&to_base64(&[7; 31])), None);
        assert_eq!(hash_from_base64(&to_base64(&[7; 33])), None);
    }
}
