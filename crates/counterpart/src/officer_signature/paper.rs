//! A signature on paper: a leader signed by hand, and a custodian of the same party recorded it with a scan.

use super::{OfficerSignature, PublicKey, SignatureFault};
use crate::commitment::Payload;

/// Whether a signature on paper stands: its scan is a payload of the statement, and beside it stands a custodian's own.
/// `custodians` are the keys whose signatures on the same leaf were verified and whose posts may keep papers; which posts those
/// are is asked of the standing.
pub fn stands(signature: &OfficerSignature, payloads: &[Payload], custodians: &[PublicKey]) -> Result<(), SignatureFault> {
    let OfficerSignature::Paper { scan } = signature else { return Err(SignatureFault::Form) };
    if !payloads.iter().any(|payload| payload.commitment.sha256 == *scan) {
        return Err(SignatureFault::NoScan);
    }
    if custodians.is_empty() { Err(SignatureFault::PaperAlone) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::Audience;
    use crate::officer_signature::Suite;

    #[test]
    fn paper_needs_its_scan_and_a_custodian() {
        let payload = Payload::of(&[1; 32], b"scan", Audience::OwnSide);
        let paper = OfficerSignature::Paper { scan: payload.commitment.sha256 };
        let key = PublicKey { suite: Suite::Ed25519, bytes: vec![1; 32] };
        let (payloads, custodian) = (std::slice::from_ref(&payload), std::slice::from_ref(&key));
        assert_eq!(stands(&paper, payloads, custodian), Ok(()));
        assert_eq!(stands(&paper, payloads, &[]), Err(SignatureFault::PaperAlone));
        assert_eq!(stands(&paper, &[], custodian), Err(SignatureFault::NoScan));
        let other = OfficerSignature::Paper { scan: payload.commitment.sm3 };
        assert_eq!(stands(&other, payloads, custodian), Err(SignatureFault::NoScan), "the scan is named by its SHA-256");
        let direct = OfficerSignature::Direct { key: key.clone(), signature: vec![1; 64] };
        assert_eq!(stands(&direct, payloads, custodian), Err(SignatureFault::Form));
    }
}
