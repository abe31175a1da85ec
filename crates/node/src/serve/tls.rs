//! Mutual authentication between nodes: TLS 1.3, and a pin in place of an authority.
//!
//! A caller without a certificate is a reader of what is public. A certificate that nobody pinned is refused at once.

use crate::certificate::{Identity, Pin};
use agreement::id::BodyId;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::version::TLS13;
use rustls::{ClientConfig, DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme};
use std::collections::HashMap;
use std::sync::Arc;

/// Whose certificate has which pin.
pub type Pins = HashMap<Pin, BodyId>;

/// The one cryptography of this program.
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// What a listener offers: its certificate, and a request for the caller's.
pub fn server(identity: Identity, pins: Arc<Pins>) -> Result<ServerConfig, Error> {
    let provider = provider();
    let verifier = Arc::new(Pinned { accepted: Accepted::Any(pins), provider: provider.clone() });
    let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[&TLS13])?;
    let mut config = builder.with_client_cert_verifier(verifier).with_single_cert(vec![identity.certificate], identity.secret)?;
    // One request at a time is all that peers and readers of tiles need, and has fewer ways to be abused than many.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// What a caller shows to the peer that has one of `pins`.
pub fn client(identity: Identity, pins: Vec<Pin>) -> Result<ClientConfig, Error> {
    let provider = provider();
    let verifier = Arc::new(Pinned { accepted: Accepted::These(pins), provider: provider.clone() });
    let builder = ClientConfig::builder_with_provider(provider).with_protocol_versions(&[&TLS13])?;
    let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
    let mut config = builder.with_client_auth_cert(vec![identity.certificate], identity.secret)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// What a reader of public things shows to the node that has one of `pins`: nothing.
pub fn reader(pins: Vec<Pin>) -> Result<ClientConfig, Error> {
    let provider = provider();
    let verifier = Arc::new(Pinned { accepted: Accepted::These(pins), provider: provider.clone() });
    let builder = ClientConfig::builder_with_provider(provider).with_protocol_versions(&[&TLS13])?;
    Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// The pins that one side accepts.
#[derive(Debug)]
enum Accepted {
    Any(Arc<Pins>),
    These(Vec<Pin>),
}

/// Accepts a certificate by its pin alone, and that its holder has the secret key by the handshake's signature.
///
/// Names and dates in it are not looked at: they are the holder's own words.
#[derive(Debug)]
struct Pinned {
    accepted: Accepted,
    provider: Arc<CryptoProvider>,
}

impl Pinned {
    fn accepts(&self, certificate: &CertificateDer<'_>) -> Result<(), Error> {
        let known = Pin::of(certificate).is_some_and(|pin| match &self.accepted {
            Accepted::Any(pins) => pins.contains_key(&pin),
            Accepted::These(pins) => pins.contains(&pin),
        });
        if known { Ok(()) } else { Err(Error::InvalidCertificate(rustls::CertificateError::ApplicationVerificationFailure)) }
    }

    fn signed(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// TLS 1.2 is not offered, so nothing of it is ever accepted.
fn too_old() -> Result<HandshakeSignatureValid, Error> {
    Err(Error::PeerIncompatible(rustls::PeerIncompatible::Tls13RequiredForQuic))
}

impl ClientCertVerifier for Pinned {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.accepts(end_entity).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        too_old()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signed(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.schemes()
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.accepts(end_entity).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        too_old()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signed(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.schemes()
    }
}
