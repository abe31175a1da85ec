//! The public keys of a provider (JWK Set, RFC 7517), as far as this node verifies what they sign: RSA with SHA-256, P-256 and Ed25519.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// How many keys of a set are looked at.
const KEYS_MAX: usize = 64;

/// How a token may be signed. There are no others here: not `none`, and none with a shared secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
}

impl Algorithm {
    /// The algorithm of a name (RFC 7518, RFC 8037, RFC 9864).
    pub fn named(name: &str) -> Option<Algorithm> {
        match name {
            "RS256" => Some(Algorithm::Rs256),
            "ES256" => Some(Algorithm::Es256),
            "EdDSA" | "Ed25519" => Some(Algorithm::EdDsa),
            _ => None,
        }
    }
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    id: Option<String>,
    public: Public,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Public {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// A point that is not compressed.
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

/// The keys of a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// Reads a set; none if it is no set. Keys for something else, or of kinds that are not known here, are passed over.
    pub fn read(bytes: &[u8]) -> Option<Keys> {
        let document: Value = serde_json::from_slice(bytes).ok()?;
        let list = document.get("keys")?.as_array()?;
        Some(Keys(list.iter().take(KEYS_MAX).filter_map(key).collect()))
    }

    /// The one key that may have signed a token; none if there is none, or it cannot be told which.
    pub fn of(&self, id: Option<&str>, algorithm: Algorithm) -> Option<&Key> {
        let fits = |key: &&Key| key.algorithm() == algorithm && id.is_none_or(|id| key.id.as_deref() == Some(id));
        let mut found = self.0.iter().filter(fits);
        found.next().filter(|_| found.next().is_none())
    }
}

fn key(jwk: &Value) -> Option<Key> {
    let text = |name: &str| jwk.get(name).and_then(Value::as_str);
    let bytes = |name: &str| URL_SAFE_NO_PAD.decode(text(name)?).ok();
    if text("use").is_some_and(|purpose| purpose != "sig") {
        return None;
    }
    let public = match (text("kty")?, text("crv")) {
        // Some write a zero byte first, as in DER.
        ("RSA", _) => Public::Rsa { n: bytes("n")?.into_iter().skip_while(|byte| *byte == 0).collect(), e: bytes("e")? },
        ("EC", Some("P-256")) => {
            let (x, y) = (bytes("x")?, bytes("y")?);
            let point = [&[4], &x[..], &y].concat();
            (x.len() == 32 && y.len() == 32).then_some(Public::P256(point))?
        }
        ("OKP", Some("Ed25519")) => Public::Ed25519(bytes("x")?),
        _ => return None,
    };
    let key = Key { id: text("kid").map(str::to_owned), public };
    // A key that is for another algorithm of its kind, such as RS512, signs nothing that is taken here.
    let meant = jwk.get("alg").is_none_or(|name| name.as_str().and_then(Algorithm::named) == Some(key.algorithm()));
    meant.then_some(key)
}

impl Key {
    /// How it signs.
    pub fn algorithm(&self) -> Algorithm {
        match self.public {
            Public::Rsa { .. } => Algorithm::Rs256,
            Public::P256(_) => Algorithm::Es256,
            Public::Ed25519(_) => Algorithm::EdDsa,
        }
    }

    /// Whether it signed these bytes.
    pub fn verifies(&self, signed: &[u8], signature: &[u8]) -> bool {
        let verified = match &self.public {
            Public::Rsa { n, e } => RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature),
            Public::P256(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature),
            Public::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(signed, signature),
        };
        verified.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::signer::Signer;
    use super::*;
    use serde_json::json;

    fn keys(list: &[Value]) -> Keys {
        Keys::read(json!({"keys": list}).to_string().as_bytes()).expect("a set")
    }

    #[test]
    fn each_kind_of_key_verifies_what_it_signed_and_nothing_else() {
        for algorithm in ["RS256", "ES256", "EdDSA"] {
            let (signer, other) = (Signer::new(algorithm, "a"), Signer::new(algorithm, "a"));
            let signature = signer.sign(b"one");
            let set = keys(&[signer.jwk()]);
            let key = set.of(Some("a"), Algorithm::named(algorithm).expect("an algorithm")).expect("a key");
            assert!(key.verifies(b"one", &signature), "{algorithm}");
            assert!(!key.verifies(b"two", &signature) && !key.verifies(b"one", &other.sign(b"one")), "{algorithm}");
            for at in [0, signature.len() / 2, signature.len() - 1] {
                let mut flipped = signature.clone();
                flipped[at] ^= 1;
                assert!(!key.verifies(b"one", &flipped), "{algorithm}, byte {at}");
            }
            assert!(!key.verifies(b"one", &[]) && !key.verifies(b"one", &signature[1..]), "{algorithm}");
        }
    }

    /// A change to a good key, and whether it still counts.
    #[test]
    fn keys_for_something_else_are_passed_over() {
        let rsa = Signer::new("RS256", "a").jwk();
        let ec = Signer::new("ES256", "a").jwk();
        for (jwk, name, value, counts) in [
            (&rsa, "use", json!("sig"), true),
            (&rsa, "use", json!("enc"), false),
            (&rsa, "alg", json!("RS256"), true),
            (&rsa, "alg", json!("RS512"), false),
            (&rsa, "alg", json!("HS256"), false),
            (&rsa, "kty", json!("oct"), false),
            (&rsa, "n", json!("!"), false),
            (&rsa, "n", json!(7), false),
            (&ec, "alg", json!("ES256"), true),
            (&ec, "crv", json!("P-384"), false),
            (&ec, "x", json!("AAAA"), false),
            (&ec, "y", Value::Null, false),
        ] {
            let mut jwk = jwk.clone();
            jwk[name] = value.clone();
            let found = !keys(&[jwk]).0.is_empty();
            assert_eq!(found, counts, "{name} = {value}");
        }
        let mut zero = rsa.clone();
        let n = URL_SAFE_NO_PAD.decode(rsa["n"].as_str().expect("text")).expect("bytes");
        zero["n"] = json!(URL_SAFE_NO_PAD.encode([&[0], &n[..]].concat()));
        assert_eq!(keys(&[zero]), keys(&[rsa]));
    }

    #[test]
    fn a_short_key_of_rsa_verifies_nothing() {
        let signer = Signer::new("RS256", "a");
        let mut jwk = signer.jwk();
        jwk["n"] = json!(URL_SAFE_NO_PAD.encode([0xc1; 128]));
        let set = keys(&[jwk]);
        assert!(!set.of(None, Algorithm::Rs256).expect("a key").verifies(b"one", &[1; 128]));
    }

    #[test]
    fn a_key_is_found_by_its_name_and_without_one_only_if_it_is_the_only_one() {
        let (a, b) = (Signer::new("EdDSA", "a"), Signer::new("EdDSA", "b"));
        let ec = Signer::new("ES256", "a");
        let set = keys(&[a.jwk(), b.jwk(), ec.jwk()]);
        let found = |id, algorithm| set.of(id, algorithm).and_then(|key| key.id.as_deref());
        assert_eq!(found(Some("a"), Algorithm::EdDsa), Some("a"));
        assert_eq!(found(Some("b"), Algorithm::EdDsa), Some("b"));
        assert_eq!(found(Some("b"), Algorithm::Es256), None, "of another kind");
        assert_eq!(found(Some("c"), Algorithm::EdDsa), None);
        assert_eq!(found(None, Algorithm::EdDsa), None, "there are two");
        assert_eq!(found(None, Algorithm::Es256), Some("a"));
        assert_eq!(keys(&[a.jwk(), a.jwk()]).of(Some("a"), Algorithm::EdDsa), None, "two keys of one name");
    }

    #[test]
    fn any_bytes_give_keys_or_none() {
        for text in ["", "{}", "[]", "{\"keys\": 1}", "null"] {
            assert_eq!(Keys::read(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Keys::read(b"{\"keys\": [1, null, {}, []]}"), Some(Keys::default()));
        proptest::proptest!(|(bytes: Vec<u8>)| { let _ = Keys::read(&bytes); });
    }
}
