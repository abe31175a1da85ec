//! Passkeys (WebAuthn Level 2 §7.2): what an assertion must say before its signature is worth checking.
//!
//! Only the digest of the act counts as the challenge, and only the places that the party has named. Sign-in is elsewhere; here a
//! person confirmed one act, was there, and was recognised by the device.

use super::{Assertion, RpPolicy, SignatureFault};
use crate::act_format::ActId;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The most bytes of client data that are looked at; browsers write a few hundred.
const CLIENT_DATA_BYTES_MAX: usize = 4096;

/// The bits of the flags (WebAuthn §6.1).
const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const ATTESTED: u8 = 0x40;
const EXTENSIONS: u8 = 0x80;

/// The bytes that the passkey has signed if all that it says is so: authenticator data ‖ SHA-256(client data).
pub fn signed_bytes(assertion: &Assertion, act: ActId, policy: Option<&RpPolicy>) -> Result<Vec<u8>, SignatureFault> {
    let policy = policy.ok_or(SignatureFault::NoPolicy)?;
    client_data(&assertion.client_data, act, policy)?;
    authenticator_data(&assertion.authenticator_data, policy)?;
    let hash = Sha256::digest(&assertion.client_data);
    Ok([assertion.authenticator_data.as_slice(), hash.as_slice()].concat())
}

/// Steps 7 to 14 of the standard, and no frames: a page of another origin must not be around the one that asks.
fn client_data(json: &[u8], act: ActId, policy: &RpPolicy) -> Result<(), SignatureFault> {
    if json.len() > CLIENT_DATA_BYTES_MAX {
        return Err(SignatureFault::ClientData);
    }
    let Ok(Value::Object(said)) = serde_json::from_slice(json) else { return Err(SignatureFault::ClientData) };
    if members(json) != said.len() {
        return Err(SignatureFault::ClientData);
    }
    let text = |name: &str| said.get(name).and_then(Value::as_str).ok_or(SignatureFault::ClientData);
    if text("type")? != "webauthn.get" {
        return Err(SignatureFault::Ceremony);
    }
    if text("challenge")? != URL_SAFE_NO_PAD.encode(act.0) {
        return Err(SignatureFault::Challenge);
    }
    let origin = text("origin")?;
    let framed = said.get("crossOrigin").is_some_and(|crossed| *crossed != Value::Bool(false)) || said.contains_key("topOrigin");
    if framed || !policy.origins.iter().any(|allowed| allowed == origin) {
        return Err(SignatureFault::Origin);
    }
    Ok(())
}

/// How many members the outermost object of valid JSON is written with. A reader that keeps only the last of two with one name
/// has fewer.
fn members(json: &[u8]) -> usize {
    let (mut depth, mut quoted, mut escaped, mut count) = (0usize, false, false, 0);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b':' if depth == 1 => count += 1,
            _ => {}
        }
    }
    count
}

/// Steps 15 to 18: 32 bytes for the relying party, flags, and a counter, which synchronised passkeys leave at zero.
fn authenticator_data(data: &[u8], policy: &RpPolicy) -> Result<(), SignatureFault> {
    let (relying_party, [flags, _, _, _, _]) = data.split_at_checked(32).ok_or(SignatureFault::AuthenticatorData)? else {
        return Err(SignatureFault::AuthenticatorData);
    };
    // We ask for no attested key and no extensions, so none can be there; a key that is backed up must be one that can be.
    if flags & (ATTESTED | EXTENSIONS) > 0 || flags & (BACKUP_ELIGIBLE | BACKED_UP) == BACKED_UP {
        return Err(SignatureFault::AuthenticatorData);
    }
    if relying_party != Sha256::digest(policy.rp_id.as_bytes()).as_slice() {
        return Err(SignatureFault::RelyingParty);
    }
    match (flags & USER_PRESENT > 0, flags & USER_VERIFIED > 0) {
        (false, _) => Err(SignatureFault::NotPresent),
        (true, false) => Err(SignatureFault::NotVerified),
        (true, true) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
