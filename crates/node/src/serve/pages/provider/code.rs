//! The code that a provider gives somebody who signed in there: how it is asked for, and how it is given back for a token (OpenID Connect
//! Core §3.1.2, §3.1.3; PKCE, RFC 7636).

use super::discovery::{Discovery, ShownSecret};
use super::visits::Visit;
use crate::config::{self, Claim};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use form_urlencoded::{Serializer, byte_serialize};
use reqwest::Url;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// Random bytes as they are written in addresses and tokens.
pub fn written(bytes: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Random bytes as they were written; none if it is another text.
pub fn read(text: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// Where somebody is sent to sign in. `back` is where the provider sends them afterwards.
pub fn address(discovery: &Discovery, told: &config::Provider, back: &str, state: &[u8; 32], visit: &Visit) -> Url {
    let scope = match told.claim {
        Claim::PreferredUsername => "openid profile",
        Claim::Email => "openid email",
        Claim::Subject => "openid",
    };
    let mut url = discovery.authorization.clone();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(written(&visit.verifier)));
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &told.client_id)
        .append_pair("redirect_uri", back)
        .append_pair("scope", scope)
        .append_pair("state", &written(state))
        .append_pair("nonce", &written(&visit.nonce))
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("ui_locales", visit.language.tag());
    // A provider that goes by the letter puts such words into the token only if it is asked to.
    let wanted = match told.claim {
        Claim::PreferredUsername => json!({"preferred_username": {"essential": true}}),
        Claim::Email => json!({"email": {"essential": true}, "email_verified": {"essential": true}}),
        Claim::Subject => Value::Null,
    };
    if discovery.takes_claims && !wanted.is_null() {
        url.query_pairs_mut().append_pair("claims", &json!({"id_token": wanted}).to_string());
    }
    url
}

/// The form that gives a code back, and the header with the secret if that is where it is shown.
pub fn form(
    discovery: &Discovery,
    told: &config::Provider,
    secret: Option<&Zeroizing<String>>,
    back: &str,
    code: &str,
    visit: &Visit,
) -> (String, Option<Zeroizing<String>>) {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", back)
        .append_pair("code_verifier", &written(&visit.verifier));
    match (secret, discovery.secret) {
        (Some(secret), ShownSecret::Header) => (form.finish(), Some(header(&told.client_id, secret))),
        (secret, _) => {
            form.append_pair("client_id", &told.client_id);
            secret.map(|secret| form.append_pair("client_secret", secret));
            (form.finish(), None)
        }
    }
}

/// Both are written as in a form first (RFC 6749 §2.3.1).
fn header(client_id: &str, secret: &str) -> Zeroizing<String> {
    let [id, secret] = [client_id, secret].map(|text| Zeroizing::new(byte_serialize(text.as_bytes()).collect::<String>()));
    let pair = Zeroizing::new(format!("{}:{}", id.as_str(), secret.as_str()));
    Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())))
}

/// The ID token in what was given for a code.
pub fn token(answer: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    Some(answer.get("id_token")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use words::Language;

    const BACK: &str = "https://counterpart.example/sign-in/provider/back";

    fn told(claim: Claim) -> config::Provider {
        config::Provider {
            name: "Sample login".to_owned(),
            issuer: "https://login.example".to_owned(),
            client_id: "a b".to_owned(),
            client_secret_file: None,
            claim,
        }
    }

    fn discovery(secret: ShownSecret, takes_claims: bool) -> Discovery {
        let url = |path: &str| Url::parse(&format!("https://login.example/{path}")).expect("an address");
        Discovery {
            authorization: url("auth?x=1"),
            token: url("token"),
            keys: url("jwks"),
            secret,
            names_itself: false,
            takes_claims,
        }
    }

    /// The verifier is that of RFC 7636, appendix B.
    fn visit() -> Visit {
        let verifier = read("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").expect("32 bytes");
        Visit { nonce: [1; 32], verifier, to: String::new(), language: Language::Pt }
    }

    #[test]
    fn a_code_is_asked_for_with_a_challenge_a_state_and_a_nonce() {
        let url = address(&discovery(ShownSecret::Header, false), &told(Claim::PreferredUsername), BACK, &[2; 32], &visit());
        let said = url.query_pairs().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        let (state, nonce) = (format!("state={}", written(&[2; 32])), format!("nonce={}", written(&[1; 32])));
        assert_eq!(
            said,
            [
                "x=1",
                "response_type=code",
                "client_id=a b",
                "redirect_uri=https://counterpart.example/sign-in/provider/back",
                "scope=openid profile",
                &state,
                &nonce,
                "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                "code_challenge_method=S256",
                "ui_locales=pt",
            ]
        );
    }

    #[test]
    fn the_words_that_name_an_officer_are_asked_for() {
        for (claim, takes, scope, claims) in [
            (Claim::PreferredUsername, true, "openid profile", Some(r#"{"id_token":{"preferred_username":{"essential":true}}}"#)),
            (Claim::PreferredUsername, false, "openid profile", None),
            (Claim::Subject, true, "openid", None),
            (
                Claim::Email,
                true,
                "openid email",
                Some(r#"{"id_token":{"email":{"essential":true},"email_verified":{"essential":true}}}"#),
            ),
        ] {
            let url = address(&discovery(ShownSecret::Header, takes), &told(claim), BACK, &[2; 32], &visit());
            let said = |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
            assert_eq!((said("scope").as_deref(), said("claims").as_deref()), (Some(scope), claims), "{claim:?}");
        }
    }

    #[test]
    fn a_secret_stands_where_the_provider_wants_it_and_nowhere_else() {
        let secret = Zeroizing::new("s/1+%".to_owned());
        let given = |how, secret| form(&discovery(how, false), &told(Claim::Subject), secret, BACK, "c&d", &visit());
        let (body, proof) = given(ShownSecret::Header, Some(&secret));
        assert_eq!(proof.as_deref().map(String::as_str), Some("Basic YStiOnMlMkYxJTJCJTI1"), "a+b:s%2F1%2B%25");
        assert_eq!(
            body,
            "grant_type=authorization_code&code=c%26d&redirect_uri=https%3A%2F%2Fcounterpart.example%2Fsign-in%2Fprovider%2Fback\
             &code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
        let (body, proof) = given(ShownSecret::Form, Some(&secret));
        assert!(proof.is_none() && body.ends_with("&client_id=a+b&client_secret=s%2F1%2B%25"), "{body}");
        for how in [ShownSecret::Header, ShownSecret::Form] {
            let (body, proof) = given(how, None);
            assert!(proof.is_none() && body.ends_with("&client_id=a+b"), "{body}");
        }
    }

    #[test]
    fn a_token_is_taken_from_its_place() {
        assert_eq!(token(br#"{"id_token": "a.b.c", "access_token": "x"}"#).as_deref(), Some("a.b.c"));
        for answer in ["", "null", "[]", "{}", "{\"id_token\": 7}", "\"a.b.c\""] {
            assert_eq!(token(answer.as_bytes()), None, "{answer}");
        }
    }
}
