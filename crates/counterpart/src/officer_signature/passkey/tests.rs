//! Assertions made by another program and by a passkey of our own, and each thing that an assertion must not say.

use crate::act_format::{ActId, Twin};
use crate::officer_signature::tests::bytes;
use crate::officer_signature::{Assertion, OfficerSignature, PublicKey, RpPolicy, SignatureFault, Suite, der, verify};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::Signer;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const RP_ID: &str = "desk.example.invalid";
const ORIGIN: &str = "https://desk.example.invalid";

/// The challenge of the act of `statement`.
const CHALLENGE: &str = "u-wdU-IxIcSKrIGGLDs5d-3ZAWk5kM1rhyu6obLLYtU";

fn act() -> ActId {
    ActId::of(b"statement")
}

fn policy() -> RpPolicy {
    RpPolicy { rp_id: RP_ID.to_owned(), origins: vec!["https://desk.example.invalid:8443".to_owned(), ORIGIN.to_owned()] }
}

/// A passkey of two suites, which confirms whatever it is shown.
struct Passkey {
    suite: Suite,
}

impl Passkey {
    fn key(&self) -> PublicKey {
        let bytes = match self.suite {
            Suite::PasskeyP256 => p256_secret().verifying_key().to_sec1_point(true).as_bytes().to_vec(),
            _ => ed25519_dalek::SigningKey::from_bytes(&[6; 32]).verifying_key().to_bytes().to_vec(),
        };
        PublicKey { suite: self.suite, bytes }
    }

    fn confirm(&self, client_data: &str, authenticator_data: &[u8]) -> OfficerSignature {
        let hash = Sha256::digest(client_data.as_bytes());
        let message = [authenticator_data, hash.as_slice()].concat();
        let signature = match self.suite {
            Suite::PasskeyP256 => {
                let signature: p256::ecdsa::Signature = p256_secret().sign(&message);
                der::encode(&signature.to_bytes().into())
            }
            _ => ed25519_dalek::SigningKey::from_bytes(&[6; 32]).sign(&message).to_bytes().to_vec(),
        };
        let client_data = client_data.as_bytes().to_vec();
        let assertion = Assertion { authenticator_data: authenticator_data.to_vec(), client_data, signature };
        OfficerSignature::Passkey { key: self.key(), assertion }
    }
}

fn p256_secret() -> p256::ecdsa::SigningKey {
    p256::ecdsa::SigningKey::from_slice(&[6; 32]).unwrap()
}

fn judged(signature: &OfficerSignature) -> Result<(), SignatureFault> {
    verify(signature, act(), Twin::of(b"statement"), signature.key().unwrap(), Some(&policy()))
}

fn client_data(challenge: &str) -> String {
    format!(r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"{ORIGIN}","crossOrigin":false}}"#)
}

fn authenticator_data(rp_id: &str, flags: u8) -> Vec<u8> {
    [Sha256::digest(rp_id.as_bytes()).as_slice(), &[flags, 0, 0, 0, 9]].concat()
}

/// Made by Python's hashlib and OpenSSL's command line: flags 0x1d (present, verified, backed up), counter 5.
const AUTHENTICATOR_DATA: &str = "8db839a653165b27fe9df2b889b7632421dfe6c111c91cf46dde9c5aa7d86c431d00000005";
const OUTSIDE: [(Suite, &str, &str); 2] = [
    (
        Suite::PasskeyP256,
        "027ab6493ff7a83e1984309f2182dfdc57c650ce9ea2db238174d07e915bb21aa6",
        "3046022100c0c17e4f27737ea0792dd4e9fc40695e4d9d11af6745084181112ddb3fc4c903022100cca8b4631bb27da6a17002dee55d2009514f06e06c39b6f56724eb214c94cce7",
    ),
    (
        Suite::PasskeyEd25519,
        "f0d19737a35c5e62addd2400480ce4853741a16c1c63e632169351271154bfa1",
        "f4117ba4ab911a83e2601b9126cbed6d9c10a901a1fafeaea8ead2e7534d549da8cc9c66ba2844098506a83cb3f75cfdd0ae9e0b8a5e880c2db295026a397202",
    ),
];

fn outside() -> impl Iterator<Item = (PublicKey, Assertion)> {
    OUTSIDE.into_iter().map(|(suite, key, signature)| {
        let assertion = Assertion {
            authenticator_data: bytes(AUTHENTICATOR_DATA),
            client_data: client_data(CHALLENGE).into_bytes(),
            signature: bytes(signature),
        };
        (PublicKey { suite, bytes: bytes(key) }, assertion)
    })
}

#[test]
fn assertions_of_another_program_are_accepted() {
    assert_eq!(CHALLENGE, URL_SAFE_NO_PAD.encode(act().0));
    for (key, assertion) in outside() {
        assert_eq!(judged(&OfficerSignature::Passkey { key, assertion }), Ok(()));
    }
}

#[test]
fn any_flipped_bit_anywhere_is_a_fault() {
    for (key, assertion) in outside() {
        let parts = [&key.bytes, &assertion.authenticator_data, &assertion.client_data, &assertion.signature];
        let lengths = parts.map(Vec::len);
        for (part, length) in lengths.into_iter().enumerate() {
            for bit in 0..length * 8 {
                let (mut key, mut assertion) = (key.clone(), assertion.clone());
                let bytes = match part {
                    0 => &mut key.bytes,
                    1 => &mut assertion.authenticator_data,
                    2 => &mut assertion.client_data,
                    _ => &mut assertion.signature,
                };
                bytes[bit / 8] ^= 1 << (bit % 8);
                let found = judged(&OfficerSignature::Passkey { key, assertion });
                assert!(found.is_err(), "part {part}, bit {bit}");
            }
        }
    }
}

#[test]
fn client_data_that_says_anything_else_is_refused() {
    let good = client_data(CHALLENGE);
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replace(from, to)
    };
    use SignatureFault::{Ceremony, Challenge, ClientData, Origin};
    let other = URL_SAFE_NO_PAD.encode(ActId::of(b"another").0);
    let table = [
        (good.clone(), Ok(())),
        (with(r#","crossOrigin":false"#, ""), Ok(())),
        (with(ORIGIN, "https://desk.example.invalid:8443"), Ok(())),
        (with("}", r#","other_keys_can_be_added_here":"do not compare"}"#), Ok(())),
        (with("}", r#","tokenBinding":{"status":"supported","id":"a:b"}}"#), Ok(())),
        (with("}", r#","note":"a \" : \\"}"#), Ok(())),
        (with("webauthn.get", "webauthn.create"), Err(Ceremony)),
        (with("webauthn.get", "payment.get"), Err(Ceremony)),
        (with(CHALLENGE, &other), Err(Challenge)),
        (with(CHALLENGE, &format!("{CHALLENGE}=")), Err(Challenge)),
        (with(CHALLENGE, &CHALLENGE.replace('-', "+")), Err(Challenge)),
        (with(CHALLENGE, &act().to_string()), Err(Challenge)),
        (with(CHALLENGE, ""), Err(Challenge)),
        (with(ORIGIN, "https://desk.example.invalid.evil.invalid"), Err(Origin)),
        (with(ORIGIN, "http://desk.example.invalid"), Err(Origin)),
        (with(ORIGIN, "https://desk.example.invalid/"), Err(Origin)),
        (with(ORIGIN, "https://example.invalid"), Err(Origin)),
        (with(ORIGIN, "https://desk.example.invalid:444"), Err(Origin)),
        (with(ORIGIN, ""), Err(Origin)),
        (with("false", "true"), Err(Origin)),
        (with("false", "null"), Err(Origin)),
        (with("false", r#"false,"topOrigin":"https://evil.invalid""#), Err(Origin)),
        (with(r#""type":"webauthn.get","#, ""), Err(ClientData)),
        (with(r#""webauthn.get""#, "1"), Err(ClientData)),
        (with(r#""type":"#, r#""Type":"#), Err(ClientData)),
        (with(r#""type":"#, r#""type":"webauthn.create","type":"#), Err(ClientData)),
        (with("}", r#","origin":"https://evil.invalid"}"#), Err(ClientData)),
        (with("}", &format!(r#","challenge":"{CHALLENGE}"}}"#)), Err(ClientData)),
        (with("}", r#","typ\u0065":"webauthn.get"}"#), Err(ClientData)),
        (with("}", "}}"), Err(ClientData)),
        (with("}", ""), Err(ClientData)),
        (format!("[{good}]"), Err(ClientData)),
        (format!("\u{feff}{good}"), Err(ClientData)),
        (with("}", &format!(r#","pad":"{}"}}"#, "x".repeat(4096))), Err(ClientData)),
        ("{".repeat(4000), Err(ClientData)),
        (String::new(), Err(ClientData)),
    ];
    for suite in [Suite::PasskeyP256, Suite::PasskeyEd25519] {
        for (said, expected) in &table {
            let signature = Passkey { suite }.confirm(said, &authenticator_data(RP_ID, 0x05));
            assert_eq!(judged(&signature), *expected, "{said}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_no_client_data() {
    let (key, assertion) = outside().next().unwrap();
    for client_data in [vec![0xff], [&assertion.client_data[..], &[0xff]].concat(), vec![0; 200]] {
        let signature = OfficerSignature::Passkey { key: key.clone(), assertion: Assertion { client_data, ..assertion.clone() } };
        assert_eq!(judged(&signature), Err(SignatureFault::ClientData));
    }
}

#[test]
fn authenticator_data_must_say_who_was_there_and_where() {
    use SignatureFault::{AuthenticatorData, NotPresent, NotVerified, RelyingParty};
    let of = |flags| authenticator_data(RP_ID, flags);
    let table = [
        (of(0x05), Ok(())),
        (of(0x0d), Ok(())),
        (of(0x1d), Ok(())),
        (of(0x27), Ok(())),
        (of(0x01), Err(NotVerified)),
        (of(0x04), Err(NotPresent)),
        (of(0x00), Err(NotPresent)),
        (of(0x15), Err(AuthenticatorData)),
        (of(0x45), Err(AuthenticatorData)),
        (of(0x85), Err(AuthenticatorData)),
        ([of(0x85), vec![0xa0]].concat(), Err(AuthenticatorData)),
        ([of(0x05), vec![0]].concat(), Err(AuthenticatorData)),
        (of(0x05)[..36].to_vec(), Err(AuthenticatorData)),
        (of(0x05)[..31].to_vec(), Err(AuthenticatorData)),
        (vec![], Err(AuthenticatorData)),
        (authenticator_data("example.invalid", 0x05), Err(RelyingParty)),
        (authenticator_data(ORIGIN, 0x05), Err(RelyingParty)),
    ];
    for suite in [Suite::PasskeyP256, Suite::PasskeyEd25519] {
        for (data, expected) in &table {
            let signature = Passkey { suite }.confirm(&client_data(CHALLENGE), data);
            assert_eq!(judged(&signature), *expected, "{data:02x?}");
        }
    }
}

#[test]
fn a_passkey_counts_only_under_its_key_and_where_its_party_says() {
    let twin = Twin::of(b"statement");
    for suite in [Suite::PasskeyP256, Suite::PasskeyEd25519] {
        let signature = Passkey { suite }.confirm(&client_data(CHALLENGE), &authenticator_data(RP_ID, 0x05));
        let key = signature.key().unwrap().clone();
        assert_eq!(verify(&signature, act(), twin, &key, None), Err(SignatureFault::NoPolicy));
        let nowhere = RpPolicy { rp_id: RP_ID.to_owned(), origins: vec![] };
        assert_eq!(verify(&signature, act(), twin, &key, Some(&nowhere)), Err(SignatureFault::Origin));
        let other = outside().find(|(key, _)| key.suite == suite).map(|(key, _)| key).unwrap();
        assert_eq!(verify(&signature, act(), twin, &other, Some(&policy())), Err(SignatureFault::OtherKey));
        let OfficerSignature::Passkey { assertion, .. } = &signature else { panic!("a passkey") };
        let under_other = OfficerSignature::Passkey { key: other, assertion: assertion.clone() };
        assert_eq!(judged(&under_other), Err(SignatureFault::Differs));
        // A passkey's key signs nothing directly, and a software key confirms nothing as a passkey.
        let direct = OfficerSignature::Direct { key: key.clone(), signature: assertion.signature.clone() };
        assert_eq!(judged(&direct), Err(SignatureFault::Form));
        let plain = if suite == Suite::PasskeyP256 { Suite::P256 } else { Suite::Ed25519 };
        let key = PublicKey { suite: plain, bytes: key.bytes };
        let renamed = OfficerSignature::Passkey { key, assertion: assertion.clone() };
        assert_eq!(judged(&renamed), Err(SignatureFault::Form));
    }
}

proptest! {
    /// Whatever else a browser writes, a name that stands twice is seen, and colons elsewhere are not taken for names.
    #[test]
    fn a_name_that_stands_twice_is_seen(more in prop::collection::vec((r#"[a-c:"\\{}]{1,2}"#, any_json()), 0..5)) {
        let names: Vec<&str> = more.iter().map(|(name, _)| name.as_str()).collect();
        let twice = (1..names.len()).any(|at| names[..at].contains(&names[at]));
        let extra: String = more.iter().map(|(name, value)| format!(",{}:{value}", serde_json::json!(name))).collect();
        let said = client_data(CHALLENGE).replace('}', &format!("{extra}}}"));
        let signature = Passkey { suite: Suite::PasskeyEd25519 }.confirm(&said, &authenticator_data(RP_ID, 0x05));
        prop_assert_eq!(judged(&signature), if twice { Err(SignatureFault::ClientData) } else { Ok(()) }, "{}", said);
    }

    #[test]
    fn any_bytes_are_judged_without_harm(client_data in prop::collection::vec(any::<u8>(), 0..200), data in prop::collection::vec(any::<u8>(), 0..60)) {
        let (key, assertion) = outside().next().unwrap();
        let assertion = Assertion { client_data, authenticator_data: data, ..assertion };
        let signature = OfficerSignature::Passkey { key, assertion };
        prop_assert!(judged(&signature).is_err());
    }
}

/// Any JSON value, with braces and colons also where they mean nothing.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::json!(null)),
        any::<u32>().prop_map(Into::into),
        r#"[a:{}\[\]\\"]{0,6}"#.prop_map(Into::into)
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Into::into),
            prop::collection::hash_map("[a:{]{1,2}", inner, 0..3).prop_map(|map| map.into_iter().collect()),
        ]
    })
}
