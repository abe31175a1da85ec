//! Passwords: argon2id with the parameters that OWASP recommends (19 MiB, two passes, one lane), and what a new one must be.
//!
//! A hash takes tens of milliseconds of a core: whoever listens runs it off the threads that answer, and few at a time.

use crate::database::OfficeFault;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

/// The fewest characters of a new password (NIST SP 800-63B: fifteen where it is the only factor).
pub const CHARACTERS_MIN: usize = 12;
/// The most bytes of one: more is not a password but a load.
pub const BYTES_MAX: usize = 256;

/// Why a new password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than there must be.
    TooShort,
    /// More bytes than there may be.
    TooLong,
    /// The officer's own name, or one character again and again.
    Guessable,
}

/// Why a new password of somebody is not taken; none if it is.
pub fn weakness(password: &str, sign_in: &str) -> Option<Weakness> {
    let mut characters = password.chars();
    let first = characters.next();
    if password.len() > BYTES_MAX {
        Some(Weakness::TooLong)
    } else if password.chars().count() < CHARACTERS_MIN {
        Some(Weakness::TooShort)
    } else if characters.all(|one| Some(one) == first) || password.to_lowercase().contains(&sign_in.to_lowercase()) {
        Some(Weakness::Guessable)
    } else {
        None
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("parameters within their bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password, with its salt and parameters (PHC string).
pub fn hash(password: &str, salt: [u8; 16]) -> Result<String, OfficeFault> {
    let hash = hasher().hash_password_with_salt(password.as_bytes(), &salt).map_err(OfficeFault::Hash)?;
    Ok(hash.to_string())
}

/// Whether a password is the one of this hash. `None` stands for an officer who is not there or has no password: it takes the same time.
pub fn is_right(password: &str, hash: Option<&str>) -> bool {
    if password.len() > BYTES_MAX {
        return false;
    }
    let parsed = hash.and_then(|hash| PasswordHash::new(hash).ok());
    match parsed {
        Some(parsed) => hasher().verify_password(password.as_bytes(), &parsed).is_ok(),
        None => {
            let _ = self::hash(password, [0; 16]);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_right_for_its_own_hash_alone() {
        let hash = hash("four seas and one estuary", [7; 16]).expect("a hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_right("four seas and one estuary", Some(&hash)));
        for wrong in ["", "four seas and one estuary ", "Four seas and one estuary"] {
            assert!(!is_right(wrong, Some(&hash)), "{wrong:?}");
        }
        assert!(!is_right("four seas and one estuary", None));
        assert!(!is_right("four seas and one estuary", Some("plain text")));
    }

    #[test]
    fn a_weak_password_is_told_why() {
        for (password, said) in [
            ("short", Some(Weakness::TooShort)),
            ("十二個字的密碼不算太短啊", None),
            ("aaaaaaaaaaaaaaaa", Some(Weakness::Guessable)),
            ("my name is Chan-TM", Some(Weakness::Guessable)),
            ("a quiet river at night", None),
        ] {
            assert_eq!(weakness(password, "chan-tm"), said, "{password}");
        }
        assert_eq!(weakness(&"long ".repeat(60), "chan"), Some(Weakness::TooLong));
    }
}
