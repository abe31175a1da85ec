//! Signing in through the party's own identity provider (OpenID Connect): out to it with a code to be asked for, and back with one. Only an
//! officer whom the office has entered comes in; the provider makes none.
//!
//! What is judged is pure and stands in the files beside this one; here the provider is asked, and the answer becomes a session.

mod code;
mod discovery;
#[cfg(test)]
mod double;
mod keys;
mod outbound;
mod published;
#[cfg(test)]
mod signer;
mod token;
mod visits;

use super::lobby::{Lobby, carried, now};
use super::{Answer, answered, failed, misdirected, session, typed, with_cookie};
use crate::config;
use crate::key_file::{KeyFileFault, read_secret};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use discovery::{Discovery, DiscoveryFault};
use keys::Keys;
use office::OfficerId;
use office_db::OfficeFault;
use office_db::audit::Deed;
use office_db::sessions::Way;
use outbound::{ANSWER_TIME, Outbound, OutboundFault};
use published::{Kept, Next, Published};
use reqwest::Url;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use token::{Expected, TokenFault};
use visits::{LIFE_SECONDS, Visit, Visits};
use web::form::Typed;
use web::request::Target;
use words::Language;
use zeroize::Zeroizing;

/// Where a provider sends somebody back, in whatever language they read.
pub const BACK: &str = "/sign-in/provider/back";

/// The party's own identity provider.
pub struct Provider {
    told: config::Provider,
    secret: Option<Zeroizing<String>>,
    /// The whole address of [`BACK`], as browsers see it.
    back: String,
    outbound: Outbound,
    visits: Visits,
    kept: tokio::sync::Mutex<Kept>,
}

/// Why a provider cannot be used as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum SetUpFault {
    /// The file of the secret.
    #[error(transparent)]
    File(#[from] KeyFileFault),
    /// There is no secret in it.
    #[error("{0} must hold one line: the secret of this node at the provider")]
    NoSecret(PathBuf),
    /// The client cannot be made.
    #[error("the client cannot be made")]
    Client(#[from] reqwest::Error),
}

/// Why nobody came in.
#[derive(Debug, thiserror::Error)]
enum ProviderFault {
    #[error(transparent)]
    Outbound(#[from] OutboundFault),
    #[error(transparent)]
    Document(#[from] DiscoveryFault),
    #[error("the provider's keys are no set of keys")]
    Keys,
    #[error("the provider did not answer a moment ago")]
    Resting,
    #[error("no such visit is open in this browser")]
    NoVisit,
    #[error("the provider said no: {0:?}")]
    SaidNo(String),
    #[error("another provider answered")]
    OtherIssuer,
    #[error("the provider gave no token for its code")]
    NoToken,
    #[error("the token is refused: {0}")]
    Token(#[from] TokenFault),
}

impl Provider {
    /// A provider as it is configured, for pages that browsers find under `origin`.
    pub fn open(told: config::Provider, origin: &str) -> Result<Provider, SetUpFault> {
        Provider::with_time(told, origin, ANSWER_TIME)
    }

    fn with_time(told: config::Provider, origin: &str, time: Duration) -> Result<Provider, SetUpFault> {
        let secret = told.client_secret_file.as_ref().map(|path| {
            let bytes = read_secret(path)?;
            let text = std::str::from_utf8(&bytes).unwrap_or_default().trim_end_matches(['\r', '\n']);
            let plain = !text.is_empty() && !text.contains(|one: char| one.is_control());
            if plain { Ok(Zeroizing::new(text.to_owned())) } else { Err(SetUpFault::NoSecret(path.clone())) }
        });
        let (back, outbound) = (format!("{origin}{BACK}"), Outbound::new(time)?);
        Ok(Provider { secret: secret.transpose()?, told, back, outbound, visits: Visits::default(), kept: Default::default() })
    }

    /// What officers call it.
    pub fn name(&self) -> &str {
        &self.told.name
    }

    /// What it publishes: from memory, or asked for. Whoever comes meanwhile waits for the same answer.
    async fn published(&self, misses_key: bool, now: i64) -> Result<Arc<Published>, ProviderFault> {
        let mut kept = self.kept.lock().await;
        match kept.next(misses_key, now) {
            Next::Use(published) => Ok(published),
            Next::Rest => Err(ProviderFault::Resting),
            Next::Ask => {
                let asked = self.ask().await.map(Arc::new);
                kept.keep(asked.as_ref().ok().cloned(), now);
                asked
            }
        }
    }

    async fn ask(&self) -> Result<Published, ProviderFault> {
        let issuer = &self.told.issuer;
        let url = Url::parse(&discovery::address(issuer)).expect("the address of an issuer was read before");
        let discovery = Discovery::read(&self.outbound.get(url).await?, issuer)?;
        let keys = Keys::read(&self.outbound.get(discovery.keys.clone()).await?).ok_or(ProviderFault::Keys)?;
        Ok(Published { discovery, keys })
    }

    /// Opens a visit; gives where it leads, and what the browser is to carry meanwhile.
    async fn send(&self, to: String, language: Language, now: i64) -> Result<(Url, [u8; 32]), ProviderFault> {
        let published = self.published(false, now).await?;
        let [state, browser, nonce, verifier] = [(); 4].map(|()| crate::random::<32>());
        let visit = Visit { nonce, verifier, to, language };
        let url = code::address(&published.discovery, &self.told, &self.back, &state, &visit);
        self.visits.open(state, &browser, visit, now);
        Ok((url, browser))
    }

    /// Ends a visit with what the provider gave the browser; gives the sign-in name that it vouches for.
    async fn redeem(&self, visit: &Visit, given: &Typed, now: i64) -> Result<String, ProviderFault> {
        let published = self.published(false, now).await?;
        let names = given.all("iss");
        let is_other = names.iter().any(|name| *name != self.told.issuer);
        if is_other || (names.is_empty() && published.discovery.names_itself) {
            return Err(ProviderFault::OtherIssuer);
        }
        let code = given.get("code");
        if code.is_empty() {
            return Err(ProviderFault::SaidNo(given.get("error").chars().take(100).collect()));
        }
        let (form, proof) = code::form(&published.discovery, &self.told, self.secret.as_ref(), &self.back, code, visit);
        let proof = proof.as_deref().map(String::as_str);
        let answer = self.outbound.post(published.discovery.token.clone(), form, proof).await?;
        let token = code::token(&answer).ok_or(ProviderFault::NoToken)?;
        let nonce = code::written(&visit.nonce);
        let expected =
            Expected { issuer: &self.told.issuer, client_id: &self.told.client_id, nonce: &nonce, claim: self.told.claim, now };
        match token::verify(&token, &published.keys, expected) {
            // It may have new keys.
            Err(TokenFault::UnknownKey) => Ok(token::verify(&token, &self.published(true, now).await?.keys, expected)?),
            judged => Ok(judged?),
        }
    }
}

/// Out to the provider.
pub async fn begin(State(lobby): State<Arc<Lobby>>, request: Request) -> Response {
    if !lobby.is_for_us(request.headers()) {
        return misdirected();
    }
    let tag = request.uri().path().trim_start_matches('/').split('/').next().unwrap_or_default();
    let language = Language::from_tag(tag).unwrap_or(Language::ZhHant);
    let to = session::way(typed(request.uri().query().unwrap_or_default().as_bytes()).get("to"));
    let Some(provider) = &lobby.provider else {
        return answered(&lobby, language, Answer::To(session::address(&to, ""), None)).await;
    };
    match provider.send(to.clone(), language, now()).await {
        Ok((url, browser)) => led_out(&lobby, &url, &browser),
        Err(fault) => {
            note(&fault);
            answered(&lobby, language, session::failed_at_provider(&lobby, language, to)).await
        }
    }
}

fn led_out(lobby: &Lobby, url: &Url, browser: &[u8; 32]) -> Response {
    let headers = [(LOCATION, url.as_str()), (CACHE_CONTROL, "private, no-store")];
    let carried = cookie(lobby, &code::written(browser), LIFE_SECONDS);
    with_cookie((StatusCode::SEE_OTHER, headers).into_response(), Some(carried))
}

/// Back from the provider.
pub async fn back(State(lobby): State<Arc<Lobby>>, request: Request) -> Response {
    let headers = request.headers();
    if !lobby.is_for_us(headers) {
        return misdirected();
    }
    let given = typed(request.uri().query().unwrap_or_default().as_bytes());
    let visit = lobby.provider.as_ref().and_then(|provider| {
        let browser = carried(headers, &cookie_name(&lobby))?;
        provider.visits.close(&code::read(given.get("state"))?, &browser, now())
    });
    let (language, to) = match &visit {
        Some(visit) => (visit.language, visit.to.clone()),
        None => (preferred(headers), String::new()),
    };
    let was_here = visit.is_some();
    let answer = match come_in(&lobby, visit, &given, headers).await {
        Ok(Some(session)) => Answer::To(session::landing(to), Some(session)),
        Ok(None) => session::failed_at_provider(&lobby, language, to),
        Err(fault) => return failed(&fault),
    };
    let mut response = answered(&lobby, language, answer).await;
    // What the browser carried has done its work.
    if let Some(spent) = HeaderValue::try_from(cookie(&lobby, "", 0)).ok().filter(|_| was_here) {
        response.headers_mut().append(SET_COOKIE, spent);
    }
    response
}

/// The cookie of a session for the officer of a visit; none if it is nobody's, which is noted.
async fn come_in(lobby: &Lobby, visit: Option<Visit>, given: &Typed, headers: &HeaderMap) -> Result<Option<String>, OfficeFault> {
    let named = match (&lobby.provider, &visit) {
        (Some(provider), Some(visit)) => provider.redeem(visit, given, now()).await,
        _ => Err(ProviderFault::NoVisit),
    };
    let name = named.unwrap_or_else(|fault| {
        note(&fault);
        String::new()
    });
    let office = &lobby.office;
    let Some(officer) = open_officer(lobby, &name).await? else {
        office.note(None, &name, Deed::Failed, Way::Provider.name(), now()).await?;
        return Ok(None);
    };
    office.note(Some(officer), &name, Deed::SignedIn, Way::Provider.name(), now()).await?;
    Ok(Some(lobby.welcome(officer, Way::Provider, headers).await?))
}

/// The officer who signs in by this name and is not closed. No name is nobody's.
async fn open_officer(lobby: &Lobby, name: &str) -> Result<Option<OfficerId>, OfficeFault> {
    if name.is_empty() {
        return Ok(None);
    }
    let officer = lobby.office.officer_called(name).await?;
    Ok(officer.filter(|officer| !officer.is_closed).map(|officer| officer.id))
}

/// The language of somebody of whom nothing is known but what their browser says.
fn preferred(headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match Target::of(BACK, "", accepted) {
        Target::Nothing(language) => language,
        _ => Language::ZhHant,
    }
}

fn note(fault: &ProviderFault) {
    tracing::warn!(fault = %super::super::call::chain(fault), "nobody came in through the provider");
}

fn cookie_name(lobby: &Lobby) -> String {
    format!("__Host-counterpart-{}-provider", lobby.about.party)
}

/// The provider is another site, and sends the browser back by a way that it follows: such a cookie comes along.
fn cookie(lobby: &Lobby, value: &str, seconds: i64) -> String {
    format!("{}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}", cookie_name(lobby))
}

#[cfg(test)]
mod tests;
