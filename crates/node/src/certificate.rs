//! The certificate of a node: made by the node, signed by itself, known to its peers by the hash of its public key.
//!
//! There is no authority between governments whose signature would say more than the pin that they gave each other.

use crate::hex;
use crate::key_file::{self, KeyFileFault};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The certificate's file in the folder of keys.
pub const CERTIFICATE: &str = "tls.crt";
/// The file of its secret key.
pub const SECRET: &str = "tls.key";

/// A pin: SHA-256 of the public key of a certificate (its SubjectPublicKeyInfo in DER, RFC 7469 §2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pin(pub [u8; 32]);

/// A text that is no pin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a pin is `sha256:` and 64 hexadecimal digits")]
pub struct NoPin;

impl FromStr for Pin {
    type Err = NoPin;

    fn from_str(text: &str) -> Result<Pin, NoPin> {
        text.strip_prefix("sha256:").and_then(hex::read).map(Pin).ok_or(NoPin)
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", hex::write(&self.0))
    }
}

impl Pin {
    /// The pin of a certificate; none if the bytes are no certificate.
    pub fn of(certificate: &CertificateDer<'_>) -> Option<Pin> {
        let parsed = rustls::server::ParsedCertificate::try_from(certificate).ok()?;
        Some(Pin(Sha256::digest(parsed.subject_public_key_info().as_ref()).into()))
    }
}

/// A certificate with its secret key, as a TLS connection needs them.
pub struct Identity {
    /// The certificate.
    pub certificate: CertificateDer<'static>,
    /// Its secret key.
    pub secret: PrivateKeyDer<'static>,
}

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateFault {
    /// Its secret key's file may not be believed.
    #[error(transparent)]
    Secret(#[from] KeyFileFault),
    /// A file is no PEM of what it should hold.
    #[error("{path} is not a PEM file of {wanted}")]
    Pem {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        wanted: &'static str,
    },
    /// It could not be made.
    #[error("the certificate could not be made")]
    Made(#[from] rcgen::Error),
}

/// Certificate and secret key as two PEM texts.
pub struct Made {
    /// The certificate.
    pub certificate: String,
    /// The secret key.
    pub secret: String,
    /// The pin by which peers know it.
    pub pin: Pin,
}

/// Makes a new key (P-256) and a certificate for `host` signed by it.
///
/// It names no end that anybody should wait for: what peers trust is the pin, and they drop it when it is replaced.
pub fn make(host: &str) -> Result<Made, CertificateFault> {
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
    let mut params = rcgen::CertificateParams::new(vec![host.to_owned()])?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(rcgen::DnType::CommonName, host);
    let certificate = params.self_signed(&key)?;
    let pin = Pin::of(certificate.der()).expect("a certificate that was just made is one");
    Ok(Made { certificate: certificate.pem(), secret: key.serialize_pem(), pin })
}

impl Identity {
    /// Loads both files of `folder`.
    pub fn open(folder: &Path) -> Result<Identity, CertificateFault> {
        let pem = |path: PathBuf, wanted| CertificateFault::Pem { path, wanted };
        let path = folder.join(CERTIFICATE);
        let certificate = key_file::read_public(&path)?;
        let certificate = CertificateDer::from_pem_slice(&certificate).map_err(|_| pem(path, "a certificate"))?;
        let path = folder.join(SECRET);
        let secret = key_file::read_secret(&path)?;
        let secret = PrivateKeyDer::from_pem_slice(&secret).map_err(|_| pem(path, "a secret key"))?;
        Ok(Identity { certificate, secret })
    }

    /// The pin by which peers know it.
    pub fn pin(&self) -> Option<Pin> {
        Pin::of(&self.certificate)
    }

    /// The same identity once more: a server and each client own one.
    pub fn again(&self) -> Identity {
        Identity { certificate: self.certificate.clone(), secret: self.secret.clone_key() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_the_hash_of_the_public_key_and_not_of_the_certificate() {
        let made = make("node.example.invalid").unwrap();
        let der = CertificateDer::from_pem_slice(made.certificate.as_bytes()).unwrap();
        assert_eq!(Pin::of(&der), Some(made.pin));
        let key = rcgen::KeyPair::from_pem(&made.secret).unwrap();
        let public = rcgen::PublicKeyData::subject_public_key_info(&key);
        assert_eq!(made.pin.0, <[u8; 32]>::from(Sha256::digest(public)));
        // The same key under another certificate has the same pin.
        let again = rcgen::CertificateParams::new(vec!["other.example.invalid".to_owned()]).unwrap().self_signed(&key).unwrap();
        assert_ne!(again.der().as_ref(), der.as_ref());
        assert_eq!(Pin::of(again.der()), Some(made.pin));
        assert_ne!(make("node.example.invalid").unwrap().pin, made.pin);
    }

    #[test]
    fn pins_are_read_as_they_are_written() {
        let pin = Pin([0x5a; 32]);
        assert_eq!(pin.to_string().parse(), Ok(pin));
        for bad in
            ["", "sha256:", &"5a".repeat(32), &format!("sha512:{}", "5a".repeat(32)), &format!("sha256:{}", "5a".repeat(31))]
        {
            assert_eq!(bad.parse::<Pin>(), Err(NoPin), "{bad}");
        }
    }

    #[test]
    fn bytes_that_are_no_certificate_have_no_pin() {
        for bytes in [vec![], vec![0x30], vec![0; 300]] {
            assert_eq!(Pin::of(&CertificateDer::from(bytes)), None);
        }
    }
}
