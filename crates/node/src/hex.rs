//! Hexadecimal digits of 32 bytes: digests, pins and keys as people compare them.

/// The 32 bytes that 64 digits stand for; none for any other text.
pub fn read(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

/// The digits of `bytes`, in lower case.
pub fn write(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let bytes: [u8; 32] = std::array::from_fn(|at| (at * 37) as u8);
        let text = write(&bytes);
        assert!(text.starts_with("00254a6f94b9de"), "{text}");
        assert_eq!(read(&text), Some(bytes));
        assert_eq!(read(&text.to_uppercase()), Some(bytes));
        for bad in ["", "00", &text[1..], &format!("{text}0"), &text.replacen('2', "g", 1), &text.replacen("00", "é", 1)] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
