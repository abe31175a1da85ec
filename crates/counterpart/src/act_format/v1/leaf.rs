//! The leaf: a statement as the bytes that were signed, and the officers' signatures beside it.

use super::said;
use super::{Body, FORMAT, Statement};
use crate::act_format::{ActId, FieldProblem, FormatProblem, LEAF_BYTES_MAX, Lookup, Twin};
use crate::cbor::{self, Value};
use crate::officer_signature::{Assertion, OfficerSignature, PublicKey, Suite};
use agreement::act::Act;

/// The most signatures of one leaf.
const SIGNATURES_MAX: usize = 16;

/// The keys of a signature.
mod key {
    pub const SUITE: u64 = 1;
    pub const KEY: u64 = 2;
    pub const SIGNATURE: u64 = 3;
    pub const AUTHENTICATOR_DATA: u64 = 4;
    pub const CLIENT_DATA: u64 = 5;
    pub const SCAN: u64 = 6;
}

/// One leaf of a log.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    statement_bytes: Vec<u8>,
    id: ActId,
    statement: Statement,
    signatures: Vec<OfficerSignature>,
}

impl Leaf {
    /// The leaf of `statement` with these signatures, or what the format has against it.
    pub fn new(statement: &Statement, signatures: Vec<OfficerSignature>) -> Result<Leaf, FormatProblem> {
        Leaf::of_statement(&statement.to_bytes()?, signatures)
    }

    /// The leaf of a statement as bytes, which stay as they are: signatures are of these bytes and no others.
    pub fn of_statement(statement: &[u8], signatures: Vec<OfficerSignature>) -> Result<Leaf, FormatProblem> {
        let found = Statement::read(statement)?;
        let id = ActId::of(statement);
        Leaf { statement_bytes: statement.to_vec(), id, statement: found, signatures }.checked()
    }

    /// The same leaf with one signature more.
    pub fn with(&self, signature: OfficerSignature) -> Result<Leaf, FormatProblem> {
        let mut leaf = self.clone();
        leaf.signatures.push(signature);
        leaf.checked()
    }

    /// The leaf as its reader reads it, which knows the limits of the format.
    fn checked(self) -> Result<Leaf, FormatProblem> {
        Leaf::decode(&self.to_bytes())
    }

    /// The bytes that were signed.
    pub fn statement_bytes(&self) -> &[u8] {
        &self.statement_bytes
    }

    /// What they state.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The signatures, not yet verified.
    pub fn signatures(&self) -> &[OfficerSignature] {
        &self.signatures
    }

    /// The name of the act.
    pub fn id(&self) -> ActId {
        self.id
    }

    /// The SM3 twin of its name.
    pub fn twin(&self) -> Twin {
        Twin::of(&self.statement_bytes)
    }

    /// The act under the agreement, as the record of `lookup` understands it; `None` for a verb of the record.
    pub fn act(&self, lookup: &Lookup<'_>) -> Option<Result<Act, FieldProblem>> {
        match &self.statement.body {
            Body::Act(act) => Some(act.act(lookup)),
            Body::Verb(_) => None,
        }
    }

    /// The bytes of the leaf.
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(&Value::Array(vec![
            Value::Unsigned(FORMAT),
            Value::Bytes(self.statement_bytes.clone()),
            Value::Array(self.signatures.iter().map(signature_value).collect()),
        ]))
    }

    /// Reads a leaf of this format that is all of `bytes`.
    pub fn decode(bytes: &[u8]) -> Result<Leaf, FormatProblem> {
        if bytes.len() > LEAF_BYTES_MAX {
            return Err(FormatProblem::TooLarge { bytes: bytes.len() });
        }
        let value = cbor::decode(bytes).map_err(FormatProblem::Leaf)?;
        let Value::Array(items) = value else { return Err(FormatProblem::NotALeaf) };
        let Ok([Value::Unsigned(FORMAT), Value::Bytes(statement_bytes), Value::Array(said)]) = <[Value; 3]>::try_from(items)
        else {
            return Err(FormatProblem::NotALeaf);
        };
        let statement = Statement::read(&statement_bytes)?;
        let id = ActId::of(&statement_bytes);
        Ok(Leaf { statement_bytes, id, statement, signatures: signatures(&said)? })
    }
}

fn signatures(said: &[Value]) -> Result<Vec<OfficerSignature>, FormatProblem> {
    let mut signatures: Vec<OfficerSignature> = Vec::new();
    for (index, value) in said.iter().enumerate() {
        let found = signature(value).filter(|_| index < SIGNATURES_MAX).ok_or(FormatProblem::Signature { index })?;
        // One signature of each key is enough, and one scan.
        if signatures.iter().any(|earlier| earlier.suite() == found.suite() && earlier.key() == found.key()) {
            return Err(FormatProblem::Signature { index });
        }
        signatures.push(found);
    }
    Ok(signatures)
}

/// One signature as bytes, to be carried alone: the same map as in a leaf.
pub fn signature_bytes(signature: &OfficerSignature) -> Vec<u8> {
    cbor::encode(&signature_value(signature))
}

/// Reads a signature that is all of `bytes`; `None` if no suite gives such a one.
pub fn read_signature(bytes: &[u8]) -> Option<OfficerSignature> {
    if bytes.len() > LEAF_BYTES_MAX {
        return None;
    }
    signature(&cbor::decode(bytes).ok()?)
}

fn signature_value(signature: &OfficerSignature) -> Value {
    let suite = (key::SUITE, Value::Text(signature.suite().name().to_owned()));
    let public = |public: &PublicKey| (key::KEY, Value::Bytes(public.bytes.clone()));
    let bytes = |key: u64, bytes: &[u8]| (key, Value::Bytes(bytes.to_vec()));
    Value::Map(match signature {
        OfficerSignature::Direct { key: by, signature } => vec![suite, public(by), bytes(key::SIGNATURE, signature)],
        OfficerSignature::Passkey { key: by, assertion } => vec![
            suite,
            public(by),
            bytes(key::SIGNATURE, &assertion.signature),
            bytes(key::AUTHENTICATOR_DATA, &assertion.authenticator_data),
            bytes(key::CLIENT_DATA, &assertion.client_data),
        ],
        OfficerSignature::Paper { scan } => vec![suite, bytes(key::SCAN, scan)],
    })
}

fn signature(value: &Value) -> Option<OfficerSignature> {
    let Value::Map(entries) = value else { return None };
    let keys: Vec<u64> = entries.iter().map(|(key, _)| *key).collect();
    let values: Vec<&Value> = entries.iter().map(|(_, value)| value).collect();
    let suite = Suite::named(said::text(values.first()?)?)?;
    match (keys.as_slice(), values.as_slice()) {
        ([key::SUITE, key::SCAN], [_, scan]) if suite == Suite::Paper => {
            Some(OfficerSignature::Paper { scan: said::digest(scan)? })
        }
        ([key::SUITE, key::KEY, key::SIGNATURE], [_, by, signature]) if !suite.is_passkey() => {
            Some(OfficerSignature::Direct { key: public_key(suite, by)?, signature: said::bytes(signature)?.to_vec() })
        }
        (
            [key::SUITE, key::KEY, key::SIGNATURE, key::AUTHENTICATOR_DATA, key::CLIENT_DATA],
            [_, by, signature, authenticator_data, client_data],
        ) if suite.is_passkey() => {
            let assertion = Assertion {
                authenticator_data: said::bytes(authenticator_data)?.to_vec(),
                client_data: said::bytes(client_data)?.to_vec(),
                signature: said::bytes(signature)?.to_vec(),
            };
            Some(OfficerSignature::Passkey { key: public_key(suite, by)?, assertion })
        }
        _ => None,
    }
}

/// A key of the length that its suite has; paper has none.
fn public_key(suite: Suite, value: &Value) -> Option<PublicKey> {
    let bytes = said::bytes(value).filter(|bytes| suite.key_bytes() == Some(bytes.len()))?;
    Some(PublicKey { suite, bytes: bytes.to_vec() })
}
