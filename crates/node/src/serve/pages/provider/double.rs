//! A provider for tests, on loopback: it publishes, takes codes back, and does what a test wants it to do wrong.

use super::signer::Signer;
use super::typed;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, Mutex};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the provider is told, and what it was asked.
pub struct Told {
    /// What it signs with.
    pub signer: Signer,
    /// What its tokens say beside what they must; a null takes a claim away.
    pub claims: Value,
    /// What its document says beside what it must.
    pub document: Value,
    /// What it answers in place of one of its answers: `document`, `jwks` or `token`.
    pub instead: Option<(&'static str, StatusCode, String)>,
    /// How often its keys were asked for.
    pub keys_asked: u32,
    /// The header with the secret that came with each code.
    pub proofs: Vec<Option<String>>,
    /// The nonce and the challenge of the last visit.
    visit: Option<(String, String)>,
}

/// A running provider; it ends with this.
pub struct Double {
    /// Its issuer.
    pub url: String,
    /// See [`Told`].
    pub told: Arc<Mutex<Told>>,
    task: JoinHandle<()>,
}

impl Drop for Double {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Clone)]
struct Shared {
    url: String,
    told: Arc<Mutex<Told>>,
}

impl Double {
    /// Starts one that knows one person, `chan`.
    pub async fn start() -> Double {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let told = Arc::new(Mutex::new(Told {
            signer: Signer::new("ES256", "k1"),
            claims: json!({}),
            document: json!({}),
            instead: None,
            keys_asked: 0,
            proofs: Vec::new(),
            visit: None,
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .with_state(Shared { url: url.clone(), told: told.clone() });
        let task = tokio::spawn(async move { axum::serve(listener, router).await.expect("a server") });
        Double { url, told, task }
    }

    /// Changes what it does.
    pub fn tell(&self, change: impl FnOnce(&mut Told)) {
        change(&mut self.told.lock().expect("nobody breaks down while holding it"));
    }

    /// Somebody signs in there: the query with which they are sent back, and where to.
    pub fn signs_in(&self, sent: &str) -> (String, String) {
        let url = Url::parse(sent).expect("an address");
        assert_eq!(url.path(), "/authorize", "{sent}");
        let said = |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
        let said = |wanted: &str| said(wanted).unwrap_or_else(|| panic!("no {wanted} in {sent}"));
        assert_eq!((said("response_type"), said("client_id")), ("code".to_owned(), "counterpart".to_owned()));
        assert_eq!(said("code_challenge_method"), "S256");
        self.tell(|told| told.visit = Some((said("nonce"), said("code_challenge"))));
        (format!("code=c1&state={}", said("state")), said("redirect_uri"))
    }
}

/// What is answered in place of one of its answers.
fn instead(told: &Told, which: &str) -> Option<Response> {
    let (_, status, body) = told.instead.as_ref().filter(|(other, ..)| *other == which)?;
    Some((*status, [(LOCATION, "http://127.0.0.1:1/elsewhere")], body.clone()).into_response())
}

async fn document(State(Shared { url, told }): State<Shared>) -> Response {
    let told = told.lock().expect("nobody breaks down while holding it");
    if let Some(answer) = instead(&told, "document") {
        return answer;
    }
    let mut document = json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/jwks"),
    });
    merge(&mut document, &told.document);
    document.to_string().into_response()
}

async fn jwks(State(Shared { told, .. }): State<Shared>) -> Response {
    let mut told = told.lock().expect("nobody breaks down while holding it");
    told.keys_asked += 1;
    instead(&told, "jwks").unwrap_or_else(|| json!({"keys": [told.signer.jwk()]}).to_string().into_response())
}

async fn token(State(Shared { url, told }): State<Shared>, headers: HeaderMap, request: Request<Body>) -> Response {
    let body = to_bytes(request.into_body(), 1 << 16).await.expect("a form");
    let form = typed(&body);
    let mut told = told.lock().expect("nobody breaks down while holding it");
    told.proofs.push(headers.get(AUTHORIZATION).map(|proof| proof.to_str().expect("text").to_owned()));
    if let Some(answer) = instead(&told, "token") {
        return answer;
    }
    // A code is taken once, from whoever asked for it.
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form.get("code_verifier")));
    let Some((nonce, _)) = told.visit.take().filter(|(_, asked)| *asked == challenge && form.get("code") == "c1") else {
        return (StatusCode::BAD_REQUEST, "{\"error\": \"invalid_grant\"}").into_response();
    };
    let now = super::now();
    let mut claims = json!({"iss": url, "aud": "counterpart", "sub": "7f3a", "preferred_username": "chan",
        "nonce": nonce, "iat": now, "exp": now + 60});
    merge(&mut claims, &told.claims);
    json!({"access_token": "x", "token_type": "Bearer", "id_token": told.signer.token(&claims)}).to_string().into_response()
}

fn merge(into: &mut Value, from: &Value) {
    for (name, value) in from.as_object().expect("an object") {
        match value {
            Value::Null => drop(into.as_object_mut().expect("an object").remove(name)),
            value => into[name] = value.clone(),
        }
    }
}

/// An address on loopback that answers without end, or takes what is sent and never answers.
pub async fn endless(answers: bool) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let chunk = [&b"10000\r\n"[..], &[b' '; 0x10000], b"\r\n"].concat();
            let mut going = answers && stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await.is_ok();
            while going {
                going = stream.write_all(&chunk).await.is_ok();
            }
            if !answers {
                // The next visitor is accepted only when this one has gone.
                let _ = stream.readable().await;
                tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            }
        }
    });
    (url, task)
}
