//! The way to the mail server: one connection for each mail, secured or on this machine, and what its answer means.

use crate::config::{self, Tls, WRAPPED_PORT};
use crate::key_file::{KeyFileFault, read_secret};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls as Security, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::path::PathBuf;
use std::time::Duration;

/// How long the server may take for one answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Answers that are for good and yet about this node's signing in, not about the mail.
const NOT_OF_THE_MAIL: [u16; 4] = [530, 534, 535, 538];

/// Why mail cannot go out as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum CarrierFault {
    /// The file of the password.
    #[error(transparent)]
    File(#[from] KeyFileFault),
    /// There is no password in it.
    #[error("{0} must hold one line: the password of this node at the mail server")]
    NoPassword(PathBuf),
    /// TLS cannot be set up.
    #[error("TLS to the mail server cannot be set up")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// What became of one try.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has taken it.
    Taken,
    /// Not now: why.
    Later(String),
    /// Never: why.
    Refused(String),
}

/// The way to the mail server.
pub struct Carrier(AsyncSmtpTransport<Tokio1Executor>);

impl Carrier {
    /// The way to the server that is configured. Nobody is called yet.
    pub fn open(told: &config::Mail) -> Result<Carrier, CarrierFault> {
        let security = match told.tls {
            Tls::None => Security::None,
            Tls::Required if told.port == WRAPPED_PORT => Security::Wrapper(TlsParameters::new(told.server.clone())?),
            Tls::Required => Security::Required(TlsParameters::new(told.server.clone())?),
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&told.server)
            .port(told.port)
            .tls(security)
            .hello_name(ClientId::Domain(told.from.host().to_owned()))
            .timeout(Some(ANSWER_TIME));
        let Some((user, file)) = &told.user else { return Ok(Carrier(builder.build())) };
        let bytes = read_secret(file)?;
        let password = std::str::from_utf8(&bytes).unwrap_or_default().trim_end_matches(['\r', '\n']);
        if password.is_empty() || password.contains(|one: char| one.is_control()) {
            return Err(CarrierFault::NoPassword(file.clone()));
        }
        Ok(Carrier(builder.credentials(Credentials::new(user.clone(), password.to_owned())).build()))
    }

    /// Lays one mail before the server.
    pub async fn carry(&self, message: Message) -> Outcome {
        match self.0.send(message).await {
            Ok(_) => Outcome::Taken,
            Err(fault) => outcome(&fault),
        }
    }
}

fn outcome(fault: &lettre::transport::smtp::Error) -> Outcome {
    let Some(code) = fault.status() else {
        return Outcome::Later(format!("{}: {fault}", web::mail::NOT_REACHED));
    };
    let words = std::error::Error::source(fault).map(ToString::to_string).unwrap_or_default();
    let said = format!("{code} {words}");
    let number = u16::from(code);
    if fault.is_permanent() && !NOT_OF_THE_MAIL.contains(&number) { Outcome::Refused(said) } else { Outcome::Later(said) }
}
