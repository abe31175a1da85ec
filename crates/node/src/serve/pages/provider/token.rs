//! The ID token of a provider (OpenID Connect Core §3.1.3.7, RFC 7519): whose it is, for whom, until when, and about whom.
//!
//! Only the algorithms of [`Algorithm`] are known. The key is chosen by the provider's published keys and never by the token.

use super::keys::{Algorithm, Keys};
use crate::config::Claim;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// The most characters of a token.
const TOKEN_MAX: usize = 64 << 10;
/// How far a provider's clock may be from ours, in seconds.
const CLOCKS_APART: i64 = 60;
/// The most characters of a sign-in name.
const NAME_MAX: usize = 255;

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// The name under which it knows this node.
    pub client_id: &'a str,
    /// What this node gave it to say again.
    pub nonce: &'a str,
    /// Which of its words is an officer's sign-in name.
    pub claim: Claim,
    /// Machine time, in POSIX seconds.
    pub now: i64,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It is not three parts in base64, the first two JSON objects.
    #[error("it is no token")]
    Form,
    /// It is signed in a way that is not taken here, or not at all.
    #[error("it is not signed in a way that is taken here")]
    Algorithm,
    /// It is another kind of token, or asks for what is not known here.
    #[error("it is another kind of token")]
    Kind,
    /// No published key is the one that it names.
    #[error("the provider has published no such key")]
    UnknownKey,
    /// The signature does not hold.
    #[error("its signature does not hold")]
    Signature,
    /// It is another provider's.
    #[error("it is another provider's")]
    Issuer,
    /// It is for another client.
    #[error("it is for another client")]
    Audience,
    /// It has several audiences, or was given out to somebody else.
    #[error("it was given out to another client")]
    Party,
    /// It does not say when it ends, or that is over.
    #[error("it has ended")]
    Expired,
    /// It does not say when it was made, or begins later.
    #[error("it does not hold yet")]
    NotYet,
    /// It does not say again what it was given.
    #[error("it is not the answer to this visit")]
    Nonce,
    /// It does not say who it is about, as it is configured.
    #[error("it lacks the claim that names an officer")]
    Claim,
}

/// The sign-in name that a token vouches for.
pub fn verify(token: &str, keys: &Keys, expected: Expected<'_>) -> Result<String, TokenFault> {
    if token.len() > TOKEN_MAX {
        return Err(TokenFault::Form);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(TokenFault::Form)?;
    let (header, claims) = signed.split_once('.').ok_or(TokenFault::Form)?;
    let (header, claims) = (object(header)?, object(claims)?);
    let algorithm = header["alg"].as_str().and_then(Algorithm::named).ok_or(TokenFault::Algorithm)?;
    // What must be understood is named there, and nothing of it is understood here.
    let is_usual = header.get("typ").is_none_or(|kind| kind.as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("JWT")));
    if !is_usual || header.get("crit").is_some() {
        return Err(TokenFault::Kind);
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| TokenFault::Form)?;
    let id = match header.get("kid") {
        Some(id) => Some(id.as_str().ok_or(TokenFault::Form)?),
        None => None,
    };
    let key = keys.of(id, algorithm).ok_or(TokenFault::UnknownKey)?;
    if !key.verifies(signed.as_bytes(), &signature) {
        return Err(TokenFault::Signature);
    }
    judge(&claims, expected)
}

fn object(part: &str) -> Result<Value, TokenFault> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenFault::Form)?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|_| TokenFault::Form)?;
    if value.is_object() { Ok(value) } else { Err(TokenFault::Form) }
}

/// Judges what a token says, once it is known who signed it.
fn judge(claims: &Value, expected: Expected<'_>) -> Result<String, TokenFault> {
    let text = |name: &str| claims[name].as_str();
    if text("iss") != Some(expected.issuer) {
        return Err(TokenFault::Issuer);
    }
    let audiences = match &claims["aud"] {
        Value::Array(list) => list.iter().map(Value::as_str).collect::<Vec<_>>(),
        one => vec![one.as_str()],
    };
    if !audiences.contains(&Some(expected.client_id)) {
        return Err(TokenFault::Audience);
    }
    // Whoever is named beside us could have asked for it.
    let given_to = claims.get("azp").map(Value::as_str);
    if given_to.map_or(audiences.len() > 1, |party| party != Some(expected.client_id)) {
        return Err(TokenFault::Party);
    }
    let moment = |name: &str| claims.get(name).map(|value| value.as_f64().unwrap_or(f64::NAN));
    let now = expected.now as f64;
    let apart = CLOCKS_APART as f64;
    // A number that is none fails every comparison.
    if !moment("exp").is_some_and(|end| now - apart < end) {
        return Err(TokenFault::Expired);
    }
    let has_begun = |begin: f64| begin <= now + apart;
    if !moment("iat").is_some_and(has_begun) || !moment("nbf").is_none_or(has_begun) {
        return Err(TokenFault::NotYet);
    }
    if text("nonce") != Some(expected.nonce) {
        return Err(TokenFault::Nonce);
    }
    named(claims, expected.claim).ok_or(TokenFault::Claim)
}

/// The sign-in name that the configured claim holds.
fn named(claims: &Value, claim: Claim) -> Option<String> {
    let text = |name: &str| claims[name].as_str().filter(|text| !text.is_empty() && text.len() <= NAME_MAX);
    // Every token says of whom it is.
    text("sub")?;
    // An address that nobody has verified may be anybody's.
    let holds = claim != Claim::Email || claims["email_verified"] == true;
    text(claim.name()).filter(|_| holds).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::signer::Signer;
    use super::*;
    use serde_json::json;

    const NOW: i64 = 1_800_000_000;
    const ISSUER: &str = "https://login.example/one";

    fn expected() -> Expected<'static> {
        Expected { issuer: ISSUER, client_id: "counterpart", nonce: "n1", claim: Claim::PreferredUsername, now: NOW }
    }

    fn claims() -> Value {
        json!({"iss": ISSUER, "aud": "counterpart", "sub": "7f3a", "preferred_username": "chan", "nonce": "n1",
            "iat": NOW - 5, "exp": NOW + 300, "email": "chan@office.example", "email_verified": true})
    }

    fn keys(signers: &[&Signer]) -> Keys {
        let list = signers.iter().map(|signer| signer.jwk()).collect::<Vec<_>>();
        Keys::read(json!({"keys": list}).to_string().as_bytes()).expect("a set")
    }

    #[test]
    fn a_good_token_of_each_algorithm_names_its_officer() {
        let signers = ["RS256", "ES256", "EdDSA"].map(|algorithm| Signer::new(algorithm, algorithm));
        let keys = keys(&signers.each_ref());
        for signer in &signers {
            assert_eq!(verify(&signer.token(&claims()), &keys, expected()), Ok("chan".to_owned()), "{}", signer.algorithm());
        }
    }

    /// A change to the claims of a good token, and what is said of it. Nothing at all is a claim that is taken away.
    #[test]
    fn each_bad_claim_is_refused_for_its_reason() {
        let signer = Signer::new("EdDSA", "a");
        let keys = keys(&[&signer]);
        let chan = || Ok("chan".to_owned());
        let table = [
            ("iss", json!("https://login.example/one/"), Err(TokenFault::Issuer)),
            ("iss", json!("https://LOGIN.example/one"), Err(TokenFault::Issuer)),
            ("iss", json!("https://login.example"), Err(TokenFault::Issuer)),
            ("iss", Value::Null, Err(TokenFault::Issuer)),
            ("aud", json!("another"), Err(TokenFault::Audience)),
            ("aud", json!("Counterpart"), Err(TokenFault::Audience)),
            ("aud", json!([]), Err(TokenFault::Audience)),
            ("aud", json!({"counterpart": 1}), Err(TokenFault::Audience)),
            ("aud", Value::Null, Err(TokenFault::Audience)),
            ("aud", json!(["counterpart"]), chan()),
            ("aud", json!(["counterpart", "another"]), Err(TokenFault::Party)),
            ("aud", json!(["counterpart", 7]), Err(TokenFault::Party)),
            ("azp", json!("counterpart"), chan()),
            ("azp", json!("another"), Err(TokenFault::Party)),
            ("azp", json!(7), Err(TokenFault::Party)),
            ("exp", json!(NOW - 59), chan()),
            ("exp", json!(NOW - 60), Err(TokenFault::Expired)),
            ("exp", json!(0), Err(TokenFault::Expired)),
            ("exp", json!("2999-01-01"), Err(TokenFault::Expired)),
            ("exp", Value::Null, Err(TokenFault::Expired)),
            ("iat", json!(NOW + 60), chan()),
            ("iat", json!(NOW + 61), Err(TokenFault::NotYet)),
            ("iat", Value::Null, Err(TokenFault::NotYet)),
            ("nbf", json!(NOW + 60), chan()),
            ("nbf", json!(NOW + 61), Err(TokenFault::NotYet)),
            ("nbf", json!("now"), Err(TokenFault::NotYet)),
            ("nonce", json!("n2"), Err(TokenFault::Nonce)),
            ("nonce", json!(""), Err(TokenFault::Nonce)),
            ("nonce", Value::Null, Err(TokenFault::Nonce)),
            ("preferred_username", Value::Null, Err(TokenFault::Claim)),
            ("preferred_username", json!(""), Err(TokenFault::Claim)),
            ("preferred_username", json!(["chan"]), Err(TokenFault::Claim)),
            ("preferred_username", json!("x".repeat(256)), Err(TokenFault::Claim)),
            ("sub", Value::Null, Err(TokenFault::Claim)),
        ];
        for (name, value, wanted) in table {
            let mut claims = claims();
            match &value {
                Value::Null => drop(claims.as_object_mut().expect("an object").remove(name)),
                value => claims[name] = value.clone(),
            }
            assert_eq!(verify(&signer.token(&claims), &keys, expected()), wanted, "{name} = {value}");
        }
        let mut both = claims();
        both["aud"] = json!(["counterpart", "another"]);
        both["azp"] = json!("counterpart");
        assert_eq!(verify(&signer.token(&both), &keys, expected()), chan(), "given out to us, and for another to read");
    }

    #[test]
    fn an_officer_is_named_by_the_claim_that_is_configured() {
        let signer = Signer::new("EdDSA", "a");
        let keys = keys(&[&signer]);
        for (claim, verified, wanted) in [
            (Claim::PreferredUsername, json!(false), Ok("chan")),
            (Claim::Subject, json!(false), Ok("7f3a")),
            (Claim::Email, json!(true), Ok("chan@office.example")),
            (Claim::Email, json!(false), Err(TokenFault::Claim)),
            (Claim::Email, json!("true"), Err(TokenFault::Claim)),
            (Claim::Email, Value::Null, Err(TokenFault::Claim)),
        ] {
            let mut claims = claims();
            claims["email_verified"] = verified.clone();
            let found = verify(&signer.token(&claims), &keys, Expected { claim, ..expected() });
            assert_eq!(found.as_deref().map_err(|fault| *fault), wanted, "{claim:?}, verified {verified}");
        }
    }

    /// A header, and what is said of a token under it that the right key signed.
    #[test]
    fn each_bad_header_is_refused_for_its_reason() {
        let (signer, other) = (Signer::new("RS256", "a"), Signer::new("ES256", "b"));
        let keys = keys(&[&signer, &other]);
        let chan = || Ok("chan".to_owned());
        for (header, wanted) in [
            (json!({"alg": "RS256", "kid": "a"}), chan()),
            (json!({"alg": "RS256", "kid": "a", "typ": "jwt"}), chan()),
            (json!({"alg": "RS256"}), chan()),
            (json!({"alg": "none", "kid": "a"}), Err(TokenFault::Algorithm)),
            (json!({"alg": "None"}), Err(TokenFault::Algorithm)),
            (json!({"alg": ""}), Err(TokenFault::Algorithm)),
            (json!({"alg": ["RS256"]}), Err(TokenFault::Algorithm)),
            (json!({"kid": "a"}), Err(TokenFault::Algorithm)),
            (json!({"alg": "HS256", "kid": "a"}), Err(TokenFault::Algorithm)),
            (json!({"alg": "RS512", "kid": "a"}), Err(TokenFault::Algorithm)),
            (json!({"alg": "ES256", "kid": "a"}), Err(TokenFault::UnknownKey)),
            (json!({"alg": "ES256", "kid": "b"}), Err(TokenFault::Signature)),
            (json!({"alg": "RS256", "kid": "c"}), Err(TokenFault::UnknownKey)),
            (json!({"alg": "RS256", "kid": 7}), Err(TokenFault::Form)),
            (json!({"alg": "RS256", "kid": "c", "jwk": signer.jwk()}), Err(TokenFault::UnknownKey)),
            (json!({"alg": "RS256", "kid": "a", "typ": "at+jwt"}), Err(TokenFault::Kind)),
            (json!({"alg": "RS256", "kid": "a", "typ": "logout+jwt"}), Err(TokenFault::Kind)),
            (json!({"alg": "RS256", "kid": "a", "crit": ["exp"]}), Err(TokenFault::Kind)),
            (json!([]), Err(TokenFault::Form)),
        ] {
            assert_eq!(verify(&signer.token_under(&header, &claims()), &keys, expected()), wanted, "{header}");
        }
    }

    /// The public key is no secret: a token that is "signed" with it as if it were one is refused before any key is looked for.
    #[test]
    fn a_token_signed_with_the_public_key_as_a_shared_secret_is_refused() {
        let signer = Signer::new("RS256", "a");
        let jwk = signer.jwk();
        let secret = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, jwk["n"].as_str().expect("text").as_bytes());
        for header in [json!({"alg": "HS256", "kid": "a"}), json!({"alg": "RS256", "kid": "a"})] {
            let signed = [&header, &claims()].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
            let tag = URL_SAFE_NO_PAD.encode(aws_lc_rs::hmac::sign(&secret, signed.as_bytes()));
            let wanted = if header["alg"] == "HS256" { TokenFault::Algorithm } else { TokenFault::Signature };
            assert_eq!(verify(&format!("{signed}.{tag}"), &keys(&[&signer]), expected()), Err(wanted), "{header}");
        }
    }

    #[test]
    fn another_key_of_the_same_name_and_each_changed_part_are_refused() {
        let (signer, thief) = (Signer::new("EdDSA", "a"), Signer::new("EdDSA", "a"));
        let keys = keys(&[&signer]);
        assert_eq!(verify(&thief.token(&claims()), &keys, expected()), Err(TokenFault::Signature));
        let mut others = claims();
        others["preferred_username"] = json!("lei");
        let (good, other) = (signer.token(&claims()), thief.token(&others));
        let [header, _, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
        let swapped = other.split('.').nth(1).expect("claims");
        assert_eq!(verify(&format!("{header}.{swapped}.{signature}"), &keys, expected()), Err(TokenFault::Signature));
        for (token, wanted) in [
            (good.replace('.', ""), TokenFault::Form),
            (format!("{good}.x"), TokenFault::Form),
            (format!("{good}="), TokenFault::Form),
            (format!(" {good}"), TokenFault::Form),
            (format!("{header}.{swapped}."), TokenFault::Signature),
            (String::new(), TokenFault::Form),
            ("..".to_owned(), TokenFault::Form),
            ("x".repeat(TOKEN_MAX + 1), TokenFault::Form),
        ] {
            assert_eq!(verify(&token, &keys, expected()), Err(wanted), "{token:.80}");
        }
    }

    #[test]
    fn any_text_is_refused_and_breaks_nothing() {
        let keys = keys(&[&Signer::new("EdDSA", "a")]);
        proptest::proptest!(|(text in "(?s).{0,80}\\.(.{0,80})\\..{0,80}")| {
            proptest::prop_assert!(verify(&text, &keys, expected()).is_err());
        });
    }
}
