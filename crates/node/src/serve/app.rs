//! What a node serves, and to whom: the table of its paths.

use super::figures::Figures;
use super::machine::Desk;
use super::tls::Pins;
use super::{exchange, health, pieces};
use crate::certificate::Pin;
use crate::config::Limits;
use agreement::id::BodyId;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::{get, post};
use axum_server::tls::TlsInfo;
use rustls::pki_types::CertificateDer;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// How many exchanges one party may have running: the one that it called for, and one that it gave up.
const EXCHANGES_MAX: usize = 2;

/// What the pages share.
pub struct App {
    /// The way to the machine.
    pub desk: Desk,
    /// Whose certificate has which pin.
    pub pins: Arc<Pins>,
    /// Bounds.
    pub limits: Limits,
    /// What is counted.
    pub figures: Figures,
    /// The places for running exchanges, for each party.
    gates: HashMap<BodyId, Arc<Semaphore>>,
}

impl App {
    /// The pages of a machine.
    pub fn new(desk: Desk, pins: Arc<Pins>, limits: Limits, figures: Figures) -> App {
        let gates = pins.values().map(|party| (*party, Arc::new(Semaphore::new(EXCHANGES_MAX)))).collect();
        App { desk, pins, limits, figures, gates }
    }

    /// The places for running exchanges of a party.
    pub fn gate(&self, party: BodyId) -> Option<&Semaphore> {
        self.gates.get(&party).map(AsRef::as_ref)
    }
}

/// The table of paths.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/exchange", post(exchange::take))
        .route("/log/{log}/checkpoint", get(pieces::checkpoint))
        .route("/log/{log}/tile/{*path}", get(pieces::tile))
        .route("/blob/{commitment}", get(pieces::blob))
        .route("/health", get(health::say))
        .with_state(app)
}

/// Who is at the other end of the connection: a party by its certificate, or a reader of what is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader(pub Option<BodyId>);

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Reader, Infallible> {
        let info = parts.extensions.get::<Arc<TlsInfo>>();
        let certificate = info.and_then(|info| info.peer_certificates.first());
        let pin = certificate.and_then(|der| Pin::of(&CertificateDer::from(der.as_slice())));
        Ok(Reader(pin.and_then(|pin| app.pins.get(&pin)).copied()))
    }
}
