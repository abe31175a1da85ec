//! Passkeys: entering one, and signing in with one (WebAuthn Level 2 §7.1, §7.2).
//!
//! No attestation is asked for, so a new passkey is what its officer's browser says it is. That it can sign is found out when it first does, by
//! the same verifier that judges passkeys in the record.

use super::lobby::{Guest, Lobby, now};
use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use counterpart::act_format::{ActId, Twin};
use counterpart::officer_signature::{Assertion, OfficerSignature, PublicKey, Suite, verify};
use office::OfficerId;
use office_db::OfficeFault;
use office_db::audit::Deed;
use office_db::sessions::Way;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use web::form::Typed;

/// SubjectPublicKeyInfo before a point of P-256 that is not compressed (RFC 5480).
const P256_PREFIX: [u8; 27] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03,
    0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];
/// SubjectPublicKeyInfo before an Ed25519 key (RFC 8410).
const ED25519_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The public key of an algorithm's SubjectPublicKeyInfo; none if it is of another kind.
fn public_key(spki: &[u8]) -> Option<PublicKey> {
    let key = match (spki.strip_prefix(&P256_PREFIX), spki.strip_prefix(&ED25519_PREFIX)) {
        (Some(point), _) => {
            let (x, y) = point.split_at_checked(32).filter(|(_, y)| y.len() == 32)?;
            PublicKey { suite: Suite::PasskeyP256, bytes: [&[2 + (y[31] & 1)], x].concat() }
        }
        (_, Some(key)) => PublicKey { suite: Suite::PasskeyEd25519, bytes: key.to_vec() },
        _ => return None,
    };
    key.is_sound().then_some(key)
}

/// A public key as it is kept: the name of its suite, a space, its bytes.
fn written(key: &PublicKey) -> Vec<u8> {
    [key.suite.name().as_bytes(), b" ", &key.bytes].concat()
}

fn read(kept: &[u8]) -> Option<PublicKey> {
    let space = kept.iter().position(|byte| *byte == b' ')?;
    let suite = Suite::named(std::str::from_utf8(&kept[..space]).ok()?)?;
    Some(PublicKey { suite, bytes: kept[space + 1..].to_vec() })
}

fn bytes(typed: &Typed, name: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(typed.get(name)).ok()
}

/// What a browser needs to sign in: something to sign.
pub fn ask(lobby: &Lobby) -> Value {
    let challenge = crate::random::<32>();
    lobby.ceremonies.open(challenge, None, now());
    json!({"challenge": URL_SAFE_NO_PAD.encode(challenge), "host": lobby.about.host()})
}

/// Who signs in with this answer, and the cookie of their session; none if it is nobody's, or does not hold.
pub async fn answer(lobby: &Lobby, typed: &Typed, headers: &HeaderMap) -> Result<Option<String>, OfficeFault> {
    let Some((officer, name)) = signer(lobby, typed).await? else {
        lobby.office.note(None, "", Deed::Failed, "passkey", now()).await?;
        return Ok(None);
    };
    lobby.office.note(Some(officer), &name, Deed::SignedIn, "passkey", now()).await?;
    Ok(Some(lobby.welcome(officer, Way::Passkey, headers).await?))
}

async fn signer(lobby: &Lobby, typed: &Typed) -> Result<Option<(OfficerId, String)>, OfficeFault> {
    let part = |name| bytes(typed, name).unwrap_or_default();
    let challenge: Option<[u8; 32]> = part("challenge").try_into().ok();
    let Some(challenge) = challenge.filter(|challenge| lobby.ceremonies.close(challenge, None, now())) else { return Ok(None) };
    let Some(passkey) = lobby.office.passkey(&part("credential")).await? else { return Ok(None) };
    let Some(key) = read(&passkey.public_key) else { return Ok(None) };
    let assertion =
        Assertion { authenticator_data: part("authenticator"), client_data: part("client"), signature: part("signature") };
    let counter = assertion.authenticator_data.get(33..37).and_then(|four| Some(u32::from_be_bytes(four.try_into().ok()?)));
    let signature = OfficerSignature::Passkey { key: key.clone(), assertion };
    if let Err(fault) = verify(&signature, ActId(challenge), Twin([0; 32]), &key, Some(&lobby.about.policy())) {
        tracing::info!(?fault, "a passkey did not sign what it was asked to");
        return Ok(None);
    }
    if !lobby.office.use_passkey(passkey.id, counter.unwrap_or_default(), now()).await? {
        tracing::warn!("the counter of a passkey did not move on: there may be a copy of it");
        return Ok(None);
    }
    let officers = lobby.office.officers().await?;
    let officer = officers.into_iter().find(|officer| officer.id == passkey.officer);
    Ok(officer.map(|officer| (officer.id, officer.sign_in)))
}

/// What a browser needs to make a new passkey for somebody who is here.
pub async fn new(lobby: &Lobby, guest: &Guest) -> Result<Value, OfficeFault> {
    let challenge = crate::random::<32>();
    lobby.ceremonies.open(challenge, Some(guest.officer()), now());
    let known = lobby.office.passkeys_of(guest.officer()).await?;
    let known = known.iter().map(|passkey| URL_SAFE_NO_PAD.encode(&passkey.credential_id)).collect::<Vec<_>>();
    // The device keeps this beside the key. It names an officer of one party to nobody else.
    let user = Sha256::digest(format!("{}/{}", lobby.about.party, guest.officer().0));
    Ok(json!({
        "challenge": URL_SAFE_NO_PAD.encode(challenge),
        "host": lobby.about.host(),
        "user": URL_SAFE_NO_PAD.encode(user),
        "name": guest.visitor.actor.name,
        "known": known,
    }))
}

/// The passkeys of somebody who is here, for a script that asks one of them to sign.
pub async fn known(lobby: &Lobby, guest: &Guest) -> Result<Value, OfficeFault> {
    let known = lobby.office.passkeys_of(guest.officer()).await?;
    let known = known.iter().map(|passkey| URL_SAFE_NO_PAD.encode(&passkey.credential_id)).collect::<Vec<_>>();
    Ok(json!({"host": lobby.about.host(), "known": known}))
}

/// What one of the passkeys of somebody who is here has signed; none if it is not theirs. Whether it holds, the record judges.
pub async fn signature(lobby: &Lobby, guest: &Guest, typed: &Typed) -> Result<Option<OfficerSignature>, OfficeFault> {
    let part = |name| bytes(typed, name).unwrap_or_default();
    let passkey = lobby.office.passkey(&part("credential")).await?.filter(|passkey| passkey.officer == guest.officer());
    let Some(key) = passkey.and_then(|passkey| read(&passkey.public_key)) else { return Ok(None) };
    let assertion =
        Assertion { authenticator_data: part("authenticator"), client_data: part("client"), signature: part("signature") };
    Ok(Some(OfficerSignature::Passkey { key, assertion }))
}

/// A public key as `counterpart empower` takes it: suite and base64.
pub fn public(kept: &[u8]) -> Option<String> {
    read(kept).map(|key| format!("{} {}", key.suite.name(), STANDARD.encode(&key.bytes)))
}

/// Enters a passkey of somebody who is here. False if it is not what was asked for.
pub async fn enter(lobby: &Lobby, guest: &Guest, typed: &Typed) -> Result<bool, OfficeFault> {
    let part = |name| bytes(typed, name).unwrap_or_default();
    let challenge: Option<[u8; 32]> = part("challenge").try_into().ok();
    let asked = challenge.filter(|challenge| lobby.ceremonies.close(challenge, Some(guest.officer()), now()));
    let fits = asked.is_some_and(|challenge| is_made_here(lobby, &challenge, &part("client"), &part("authenticator")));
    let (credential, key) = (part("credential"), public_key(&part("key")));
    let Some(key) = key.filter(|_| fits && (16..=1_023).contains(&credential.len())) else { return Ok(false) };
    let name = typed.get("name").chars().take(60).collect::<String>();
    let name = if name.is_empty() { key.suite.name().to_owned() } else { name };
    match lobby.office.add_passkey(guest.officer(), &credential, &name, &written(&key), now()).await {
        Err(OfficeFault::Taken(_)) => return Ok(false),
        done => done?,
    }
    lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::ChangedKey, &name, now()).await?;
    Ok(true)
}

/// Whether a new passkey was made at our pages, for our host, by somebody whom the device recognised (§7.1, steps 7 to 16).
fn is_made_here(lobby: &Lobby, challenge: &[u8; 32], client: &[u8], authenticator: &[u8]) -> bool {
    let Ok(Value::Object(said)) = serde_json::from_slice(client) else { return false };
    let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default();
    let is_ours = text("type") == "webauthn.create"
        && text("challenge") == URL_SAFE_NO_PAD.encode(challenge)
        && text("origin") == lobby.about.origin;
    let host = Sha256::digest(lobby.about.host().as_bytes());
    // User present and verified.
    is_ours && authenticator.get(..32) == Some(&host[..]) && authenticator.get(32).is_some_and(|flags| flags & 5 == 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_is_read_from_the_two_forms_that_are_asked_for() {
        // A point of P-256: its generator (SEC 2), of which y is odd.
        let generator = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
        let point = (0..generator.len()).step_by(2).map(|at| u8::from_str_radix(&generator[at..at + 2], 16).expect("hex"));
        let point = point.collect::<Vec<_>>();
        let key = public_key(&[&P256_PREFIX[..], &point].concat()).expect("a point of the curve");
        assert_eq!((key.suite, key.bytes[0], &key.bytes[1..]), (Suite::PasskeyP256, 3, &point[..32]));
        assert_eq!(read(&written(&key)), Some(key));
        let mut off = point.clone();
        off[..32].fill(0xff);
        assert_eq!(public_key(&[&P256_PREFIX[..], &point[..63]].concat()), None, "a byte is missing");
        assert_eq!(public_key(&[&P256_PREFIX[..], &off].concat()), None, "an x beyond the field");
        assert_eq!(public_key(b""), None);
        let signer = counterpart::officer_signature::OfficerKey::from_secret(Suite::Ed25519, &[7; 32]).expect("a key");
        let public = signer.public_key();
        let key = public_key(&[&ED25519_PREFIX[..], &public.bytes].concat()).expect("a key");
        assert_eq!((key.suite, &key.bytes), (Suite::PasskeyEd25519, &public.bytes));
    }
}
