//! Every suite against signatures of another program, against its own keys, and against every way of being nearly right.

use super::*;
use crate::act_format::{ActId, Twin};
use p256::elliptic_curve::PrimeField;
use proptest::prelude::*;
use sm2::dsa::signature::Signer;

/// The act of the statement `statement`, which is no statement but has digests all the same.
fn act() -> (ActId, Twin) {
    (ActId::of(b"statement"), Twin::of(b"statement"))
}

pub fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// Keys and signatures by OpenSSL's command line over `statement` behind the domain line: `dgst -sha256 -sign` and
/// `dgst -sm3 -sign` with the identifier, `pkeyutl -rawin`, over the 32 bytes of the digest.
const OUTSIDE: [(Suite, &str, &str); 3] = [
    (
        Suite::P256,
        "027ab6493ff7a83e1984309f2182dfdc57c650ce9ea2db238174d07e915bb21aa6",
        "3045022100d526bbcab7409f1e2c219cfd056aa125f4b293ee46bb8a7160bbb83645a304780220454bbc6a8b84daa41da3fc08c42fefef02c5eeae0c2433dec2cbe770ca5cf5f2",
    ),
    (
        Suite::Ed25519,
        "f0d19737a35c5e62addd2400480ce4853741a16c1c63e632169351271154bfa1",
        "8c695e3a92b215db19b35df56869dcfeb4d350e87bb95ace5a5d5146a9e4c51e742176a82cc045132b64525e145883476097e5e43ae28d2dba3346871f914c0b",
    ),
    (
        Suite::Sm2,
        "03c39cbf70f4f999f15da7e9fc23fb2652ced52143c867fa22c6cf5475f7335a1f",
        "304402206a93f014a2e0c370ffca6bf33931083fd38788e92fdf2235b1510117f62c5c240220689461436f80213c52871f43cd32df1e04b86ad49b10ab29077ac56ee0cf07f4",
    ),
];

/// What OpenSSL makes of the same SM2 key when no identifier is named.
const SM2_WITHOUT_IDENTIFIER: &str = "3045022100e7a8f40d4e8de5011b4378718bd09beaffcbb0b17a0b01e9a84419be0ccdeb8b02202efbe8bfff6ce634ff88a62af4bbe2e6853c3cb3960784abff720816a360c113";

fn direct(suite: Suite, key: &[u8], signature: &[u8]) -> OfficerSignature {
    OfficerSignature::Direct { key: PublicKey { suite, bytes: key.to_vec() }, signature: signature.to_vec() }
}

/// Judges a signature under the key that it names itself.
fn judged(signature: &OfficerSignature) -> Result<(), SignatureFault> {
    let (act, twin) = act();
    verify(signature, act, twin, signature.key().expect("a key"), None)
}

const SOFTWARE: [Suite; 3] = [Suite::P256, Suite::Ed25519, Suite::Sm2];

fn own(suite: Suite, byte: u8) -> OfficerKey {
    OfficerKey::from_secret(suite, &[byte; 32]).expect("a secret of the suite")
}

#[test]
fn the_digests_are_those_of_another_program() {
    let (act, twin) = act();
    assert_eq!(act.to_string(), "bbec1d53e23121c48aac81862c3b3977edd901693990cd6b872bbaa1b2cb62d5");
    assert_eq!(twin.to_string(), "b1116d6b1b0204a003697e60bf6525e4fe2723157ff2caf396b2f06facd286e7");
}

#[test]
fn signatures_of_another_program_are_accepted() {
    for (suite, key, signature) in OUTSIDE {
        assert_eq!(judged(&direct(suite, &bytes(key), &bytes(signature))), Ok(()), "{suite:?}");
    }
}

#[test]
fn sm2_without_the_identifier_is_refused() {
    let key = bytes(OUTSIDE[2].1);
    assert_eq!(judged(&direct(Suite::Sm2, &key, &bytes(SM2_WITHOUT_IDENTIFIER))), Err(SignatureFault::Differs));
    // The same secret under an empty identifier, and under another.
    for identifier in ["", "8765432187654321"] {
        let secret = sm2::dsa::SigningKey::from_slice(identifier, &[5; 32]).unwrap();
        let signature = der::encode(&secret.sign(&act().1.0).to_bytes().into());
        let ours = own(Suite::Sm2, 5).public_key().bytes.clone();
        assert_eq!(judged(&direct(Suite::Sm2, &ours, &signature)), Err(SignatureFault::Differs), "{identifier:?}");
    }
}

#[test]
fn what_a_key_signs_is_accepted_under_that_key_alone() {
    let (act, twin) = act();
    for suite in SOFTWARE {
        let (key, other) = (own(suite, 3), own(suite, 4));
        let signature = key.sign(act, twin);
        assert_eq!(signature, key.sign(act, twin), "no chance enters");
        assert_eq!(judged(&signature), Ok(()));
        assert_eq!(verify(&signature, act, twin, other.public_key(), None), Err(SignatureFault::OtherKey));
        let OfficerSignature::Direct { signature: made, .. } = &signature else { panic!("a direct signature") };
        assert_eq!(judged(&direct(suite, &other.public_key().bytes, made)), Err(SignatureFault::Differs));
        // Another act, by either digest: each suite has its own, and the other does not matter to it.
        let (other_act, other_twin) = (ActId::of(b"Statement"), Twin::of(b"Statement"));
        assert_eq!(verify(&signature, other_act, other_twin, key.public_key(), None), Err(SignatureFault::Differs));
        let expected =
            if suite == Suite::Sm2 { (Ok(()), Err(SignatureFault::Differs)) } else { (Err(SignatureFault::Differs), Ok(())) };
        assert_eq!(verify(&signature, other_act, twin, key.public_key(), None), expected.0);
        assert_eq!(verify(&signature, act, other_twin, key.public_key(), None), expected.1);
        assert!(!format!("{key:?}").contains("0303030303"), "a secret is never printed");
    }
}

#[test]
fn any_flipped_bit_of_key_or_signature_is_a_fault() {
    for (suite, key, signature) in OUTSIDE {
        let (key, signature) = (bytes(key), bytes(signature));
        for bit in 0..key.len() * 8 {
            let mut flipped = key.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(judged(&direct(suite, &flipped, &signature)).is_err(), "{suite:?} key, bit {bit}");
        }
        for bit in 0..signature.len() * 8 {
            let mut flipped = signature.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(judged(&direct(suite, &key, &flipped)).is_err(), "{suite:?} signature, bit {bit}");
        }
        for length in 0..signature.len() {
            assert_eq!(judged(&direct(suite, &key, &signature[..length])), Err(SignatureFault::Form));
        }
        assert_eq!(judged(&direct(suite, &key, &[signature, vec![0]].concat())), Err(SignatureFault::Form));
    }
}

#[test]
fn der_has_one_spelling() {
    for (suite, key, signature) in [OUTSIDE[0], OUTSIDE[2]] {
        let (key, signature) = (bytes(key), bytes(signature));
        let fixed = der::fixed(&signature).unwrap();
        assert_eq!(judged(&direct(suite, &key, &fixed)), Err(SignatureFault::Form), "r and s without DER");
        let r = usize::from(signature[3]);
        let long_length = [&[0x30, 0x81], &signature[1..]].concat();
        let padded = {
            let mut padded = [&signature[..4], &[0], &signature[4..]].concat();
            (padded[1], padded[3]) = (padded[1] + 1, padded[3] + 1);
            padded
        };
        let long_s = {
            let mut long = [&signature[..4 + r + 1], &[0x81], &signature[4 + r + 1..]].concat();
            long[1] += 1;
            long
        };
        for malleated in [long_length, padded, long_s] {
            assert_eq!(judged(&direct(suite, &key, &malleated)), Err(SignatureFault::Form), "{malleated:02x?}");
        }
        let mut zero = fixed;
        zero[32..].fill(0);
        assert_eq!(judged(&direct(suite, &key, &der::encode(&zero))), Err(SignatureFault::Form), "s is zero");
        assert_eq!(judged(&direct(suite, &key, &der::encode(&[0xff; 64]))), Err(SignatureFault::Form), "beyond the order");
    }
}

/// Cards and passkeys give either half; the record keeps what they gave.
#[test]
fn both_halves_of_s_are_taken() {
    let (_, key, signature) = OUTSIDE[0];
    let mut fixed = der::fixed(&bytes(signature)).unwrap();
    let s: [u8; 32] = fixed[32..].try_into().unwrap();
    let other = -p256::Scalar::from_repr(s.into()).unwrap();
    fixed[32..].copy_from_slice(&other.to_repr());
    assert_eq!(judged(&direct(Suite::P256, &bytes(key), &der::encode(&fixed))), Ok(()));
}

#[test]
fn a_key_of_another_suite_is_another_key() {
    let (act, twin) = act();
    for suite in SOFTWARE {
        let key = own(suite, 3);
        let signature = key.sign(act, twin);
        for other in Suite::ALL.iter().filter(|other| **other != suite) {
            let renamed = PublicKey { suite: *other, bytes: key.public_key().bytes.clone() };
            assert_eq!(verify(&signature, act, twin, &renamed, None), Err(SignatureFault::OtherKey));
            let OfficerSignature::Direct { signature: made, .. } = &signature else { panic!("a direct signature") };
            let crossed = direct(*other, &renamed.bytes, made);
            assert!(verify(&crossed, act, twin, &renamed, None).is_err(), "{suite:?} as {other:?}");
        }
    }
}

#[test]
fn keys_that_are_none_are_refused() {
    let key = |suite, bytes: Vec<u8>| PublicKey { suite, bytes };
    let neutral = [vec![1], vec![0; 31]].concat();
    let bad = [
        key(Suite::P256, vec![]),
        key(Suite::P256, vec![4; 65]),
        key(Suite::P256, [vec![5], vec![1; 32]].concat()),
        key(Suite::P256, [vec![2], vec![0xff; 32]].concat()),
        key(Suite::P256, vec![0; 33]),
        key(Suite::Sm2, [vec![2], vec![0xff; 32]].concat()),
        key(Suite::Sm2, vec![0; 33]),
        key(Suite::Ed25519, neutral),
        key(Suite::Ed25519, vec![0; 32]),
        key(Suite::Ed25519, vec![0xff; 32]),
        key(Suite::Ed25519, vec![1; 31]),
        key(Suite::PasskeyEd25519, vec![0; 32]),
        key(Suite::Paper, vec![]),
    ];
    let (act, twin) = act();
    for key in bad {
        assert!(!key.is_sound(), "{key:?}");
        let signature = OfficerSignature::Direct { key: key.clone(), signature: vec![0; 64] };
        assert_eq!(verify(&signature, act, twin, &key, None), Err(SignatureFault::Key));
    }
    // Among these there are points of the curve, refused all the same.
    for last in 0..=u8::MAX {
        assert!(!key(Suite::Ed25519, [&ed25519::SIMULATED[..], &[0; 15], &[last]].concat()).is_sound());
    }
    for (suite, bytes_of, _) in OUTSIDE {
        assert!(key(suite, bytes(bytes_of)).is_sound());
    }
}

#[test]
fn only_the_secrets_of_a_suite_make_keys() {
    for suite in [Suite::P256, Suite::Sm2] {
        assert!(OfficerKey::from_secret(suite, &[0; 32]).is_none() && OfficerKey::from_secret(suite, &[0xff; 32]).is_none());
    }
    for suite in [Suite::PasskeyP256, Suite::PasskeyEd25519, Suite::Paper] {
        assert!(OfficerKey::from_secret(suite, &[1; 32]).is_none(), "{suite:?} signs elsewhere");
    }
}

#[test]
fn paper_is_never_good_alone() {
    let (act, twin) = act();
    let paper = OfficerSignature::Paper { scan: [1; 32] };
    assert_eq!((paper.suite(), paper.key()), (Suite::Paper, None));
    assert_eq!(verify(&paper, act, twin, own(Suite::P256, 3).public_key(), None), Err(SignatureFault::PaperAlone));
}

#[test]
fn suites_have_the_names_of_the_record() {
    for suite in Suite::ALL {
        assert_eq!(Suite::named(suite.name()), Some(*suite));
    }
    for name in ["", "P256-SHA256", "rsa", "ed25519 ", "sm2"] {
        assert_eq!(Suite::named(name), None);
    }
    #[cfg(not(feature = "simulation"))]
    assert_eq!(Suite::named("keyed-hash"), None, "the simulator's suite is in no program that people use");
}

#[cfg(feature = "simulation")]
#[test]
fn the_simulators_suite_signs_and_is_no_other() {
    let (act, twin) = act();
    let key = own(Suite::KeyedHash, 3);
    let signature = key.sign(act, twin);
    assert_eq!(judged(&signature), Ok(()));
    assert_eq!(verify(&signature, ActId::of(b"x"), twin, key.public_key(), None), Err(SignatureFault::Differs));
    let OfficerSignature::Direct { signature: made, .. } = &signature else { panic!("a direct signature") };
    assert_eq!(judged(&direct(Suite::Ed25519, &key.public_key().bytes, made)), Err(SignatureFault::Key));
    let real = own(Suite::Ed25519, 3).public_key().bytes.clone();
    assert_eq!(judged(&direct(Suite::KeyedHash, &real, made)), Err(SignatureFault::Key));
}

proptest! {
    /// `record` judges the heads of logs by Ed25519 as strictly, and against the published edge cases.
    #[test]
    fn ed25519_agrees_with_the_record(seed in any::<[u8; 32]>(), message in any::<[u8; 32]>(), at in 0..96usize, by in any::<u8>()) {
        let secret = ed25519_dalek::SigningKey::from_bytes(&seed);
        let (key, signature) = (secret.verifying_key().to_bytes(), secret.sign(&message).to_bytes());
        let mut both = [&key[..], &signature[..]].concat();
        both[at] ^= by;
        let (key, signature) = both.split_at(32);
        let theirs = record::VerifierKey::new("a", record::KeyKind::Ed25519, key.to_vec());
        prop_assert_eq!(theirs.is_ok(), ed25519::is_public_key(key));
        let accepted = theirs.is_ok_and(|theirs| theirs.verifies(&message, signature));
        prop_assert_eq!(accepted, ed25519::verify(key, &message, signature).is_ok());
        prop_assert_eq!(accepted, by == 0);
    }

    #[test]
    fn any_bytes_are_judged_without_harm(key in prop::collection::vec(any::<u8>(), 33), signature in prop::collection::vec(any::<u8>(), 0..80)) {
        for suite in SOFTWARE {
            let key = &key[..suite.key_bytes().expect("a suite with keys")];
            prop_assert!(judged(&direct(suite, key, &signature)).is_err());
        }
    }
}
