//! What a provider says of itself: where one signs in there, where a code is given back, and where its keys stand (OpenID Connect Discovery
//! §3, §4).

use crate::config::is_here;
use reqwest::Url;
use serde_json::Value;

/// Where a provider is asked, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovery {
    /// Where one signs in.
    pub authorization: Url,
    /// Where a code is given back for a token.
    pub token: Url,
    /// Where its keys stand.
    pub keys: Url,
    /// How a secret is shown.
    pub secret: ShownSecret,
    /// Whether it names itself in what it sends back (RFC 9207).
    pub names_itself: bool,
    /// Whether it can be asked for single words about somebody.
    pub takes_claims: bool,
}

/// How a provider wants a client's secret to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownSecret {
    /// In a header of its own (`client_secret_basic`).
    Header,
    /// In the form (`client_secret_post`).
    Form,
}

/// Why a document says nothing that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiscoveryFault {
    /// It is no JSON object.
    #[error("the provider's document is no JSON object")]
    Json,
    /// It is another provider's.
    #[error("the provider's document is that of {found:?}")]
    Issuer {
        /// Whose.
        found: String,
    },
    /// An address is missing, or is none that may be asked.
    #[error("the provider's document has no usable `{0}`")]
    Address(&'static str),
}

/// Where the document of an issuer stands.
pub fn address(issuer: &str) -> String {
    format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
}

impl Discovery {
    /// Reads the document of an issuer.
    pub fn read(bytes: &[u8], issuer: &str) -> Result<Discovery, DiscoveryFault> {
        let document: Value = serde_json::from_slice(bytes).map_err(|_| DiscoveryFault::Json)?;
        if !document.is_object() {
            return Err(DiscoveryFault::Json);
        }
        let said = document["issuer"].as_str().unwrap_or_default();
        if said != issuer {
            return Err(DiscoveryFault::Issuer { found: said.chars().take(100).collect() });
        }
        let address = |name: &'static str| {
            let url = document[name].as_str().and_then(|text| Url::parse(text).ok());
            url.filter(|url| may_be_asked(url, issuer)).ok_or(DiscoveryFault::Address(name))
        };
        // Where nothing is said, the header is meant.
        let ways = document["token_endpoint_auth_methods_supported"].as_array();
        let takes = |way: &str| ways.is_none_or(|ways| ways.iter().any(|one| one == way));
        let form = !takes("client_secret_basic") && takes("client_secret_post");
        Ok(Discovery {
            authorization: address("authorization_endpoint")?,
            token: address("token_endpoint")?,
            keys: address("jwks_uri")?,
            secret: if form { ShownSecret::Form } else { ShownSecret::Header },
            names_itself: document["authorization_response_iss_parameter_supported"] == true,
            takes_claims: document["claims_parameter_supported"] == true,
        })
    }
}

/// Only over TLS; a provider on this machine may stay on it without.
fn may_be_asked(url: &Url, issuer: &str) -> bool {
    let secure = url.scheme() == "https" || (url.scheme() == "http" && is_here(url) && issuer.starts_with("http://"));
    secure && url.has_host() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"issuer": "https://login.example/one", "authorization_endpoint": "https://login.example/auth?x=1",
        "token_endpoint": "https://login.example/token", "jwks_uri": "https://keys.example/jwks"}"#;

    fn read(text: &str) -> Result<Discovery, DiscoveryFault> {
        Discovery::read(text.as_bytes(), "https://login.example/one")
    }

    #[test]
    fn a_document_stands_below_its_issuer() {
        for issuer in ["https://login.example/one", "https://login.example/one/"] {
            assert_eq!(address(issuer), "https://login.example/one/.well-known/openid-configuration");
        }
    }

    #[test]
    fn what_is_not_said_is_as_the_standard_has_it() {
        let found = read(GOOD).expect("a good document");
        assert_eq!(found.authorization.as_str(), "https://login.example/auth?x=1");
        assert_eq!((found.token.path(), found.keys.host_str()), ("/token", Some("keys.example")));
        assert_eq!((found.secret, found.names_itself, found.takes_claims), (ShownSecret::Header, false, false));
    }

    #[test]
    fn a_secret_is_shown_as_the_provider_wants() {
        for (ways, wanted) in [
            (r#"["client_secret_post"]"#, ShownSecret::Form),
            (r#"["client_secret_post", "client_secret_basic"]"#, ShownSecret::Header),
            (r#"["private_key_jwt"]"#, ShownSecret::Header),
            ("7", ShownSecret::Header),
        ] {
            let text = GOOD.replacen('{', &format!("{{\"token_endpoint_auth_methods_supported\": {ways},"), 1);
            assert_eq!(read(&text).expect("a good document").secret, wanted, "{ways}");
        }
    }

    #[test]
    fn each_bad_document_is_refused_for_its_reason() {
        let issuer = |found: &str| DiscoveryFault::Issuer { found: found.to_owned() };
        for (from, to, wanted) in [
            (GOOD, "", DiscoveryFault::Json),
            (GOOD, "<html>", DiscoveryFault::Json),
            (GOOD, "[]", DiscoveryFault::Json),
            (GOOD, "{}", issuer("")),
            ("/one\"", "/one/\"", issuer("https://login.example/one/")),
            ("/one\"", "/two\"", issuer("https://login.example/two")),
            ("https://login.example/one", "https://LOGIN.example/one", issuer("https://LOGIN.example/one")),
            ("token_endpoint", "token", DiscoveryFault::Address("token_endpoint")),
            ("https://login.example/token", "http://login.example/token", DiscoveryFault::Address("token_endpoint")),
            ("https://login.example/token", "http://127.0.0.1/token", DiscoveryFault::Address("token_endpoint")),
            ("https://login.example/token", "/token", DiscoveryFault::Address("token_endpoint")),
            ("https://keys.example", "file:///etc", DiscoveryFault::Address("jwks_uri")),
            ("?x=1", "#x", DiscoveryFault::Address("authorization_endpoint")),
            ("https://login.example/auth", "javascript:alert(1)", DiscoveryFault::Address("authorization_endpoint")),
            ("https://login.example/auth", "https://a:b@login.example/auth", DiscoveryFault::Address("authorization_endpoint")),
        ] {
            assert_eq!(read(&GOOD.replacen(from, to, 1)), Err(wanted), "{from} → {to}");
        }
    }

    #[test]
    fn a_provider_on_this_machine_may_stay_on_it() {
        let here = GOOD.replace("https://login.example", "http://127.0.0.1:9");
        let read = |text: &str| Discovery::read(text.as_bytes(), "http://127.0.0.1:9/one").map(|found| found.token.port());
        assert_eq!(read(&here), Ok(Some(9)));
        let away = here.replace("http://127.0.0.1:9/token", "http://login.example/token");
        assert_eq!(read(&away), Err(DiscoveryFault::Address("token_endpoint")));
    }

    #[test]
    fn any_bytes_give_a_document_or_a_fault() {
        proptest::proptest!(|(bytes: Vec<u8>)| { let _ = Discovery::read(&bytes, "https://login.example"); });
    }
}
