//! Payload commitments and their audiences in a statement.

use super::said;
use crate::cbor::Value;
use crate::commitment::{Audience, Commitment, Payload};

const OWN_SIDE: u64 = 0;
const ALL_PARTIES: u64 = 1;
const PUBLIC: u64 = 2;

/// Payloads as bytes.
pub fn value(payloads: &[Payload]) -> Value {
    let one = |payload: &Payload| {
        Value::Array(vec![
            Value::Bytes(payload.commitment.sha256.to_vec()),
            Value::Bytes(payload.commitment.sm3.to_vec()),
            Value::Unsigned(payload.length),
            audience_value(&payload.audience),
        ])
    };
    Value::Array(payloads.iter().map(one).collect())
}

/// Payloads, not none, no commitment twice.
pub fn read(value: &Value) -> Option<Vec<Payload>> {
    let payloads: Vec<Payload> = said::list(value)?.iter().map(payload).collect::<Option<_>>()?;
    let twice = |at: usize| payloads[..at].iter().any(|earlier| earlier.commitment.sha256 == payloads[at].commitment.sha256);
    (0..payloads.len()).all(|at| !twice(at)).then_some(payloads)
}

fn payload(value: &Value) -> Option<Payload> {
    let [sha256, sm3, length, said] = said::list(value)? else { return None };
    let commitment = Commitment { sha256: said::digest(sha256)?, sm3: said::digest(sm3)? };
    Some(Payload { commitment, length: said::number(length)?, audience: audience(said)? })
}

fn audience_value(audience: &Audience) -> Value {
    match audience {
        Audience::OwnSide => Value::Unsigned(OWN_SIDE),
        Audience::AllParties => Value::Unsigned(ALL_PARTIES),
        Audience::Public => Value::Unsigned(PUBLIC),
        Audience::Parties(named) => Value::Array(named.iter().map(|body| Value::Text(body.clone())).collect()),
    }
}

fn audience(value: &Value) -> Option<Audience> {
    match value {
        Value::Unsigned(OWN_SIDE) => Some(Audience::OwnSide),
        Value::Unsigned(ALL_PARTIES) => Some(Audience::AllParties),
        Value::Unsigned(PUBLIC) => Some(Audience::Public),
        _ => said::list(value)?.iter().map(said::identifier).collect::<Option<_>>().map(Audience::Parties),
    }
}
