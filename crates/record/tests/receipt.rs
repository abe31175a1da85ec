//! Receipts (tlog-proof@v1): written, read, verified with leaf, key and policy; and every way in which one can be false.

use record::checkpoint::{self, CheckpointError};
use record::cosignature::cosign;
use record::key::VerifierKey;
use record::note::NoteError;
use record::policy::{Policy, PolicyRefusal};
use record::proof::{Receipt, ReceiptError};
use record::tree::{Levels, ProofError, inclusion};
use record::{Checkpoint, KeyKind, SigningKey, leaf_hash};

const ORIGIN: &str = "log.example.invalid/1";
const INDEX: u64 = 421;

fn log() -> SigningKey {
    SigningKey::from_seed(ORIGIN, KeyKind::Ed25519, &[1; 32]).unwrap()
}

fn mirror() -> SigningKey {
    SigningKey::from_seed("mirror.example.invalid", KeyKind::CosignatureEd25519, &[2; 32]).unwrap()
}

fn policy() -> Policy {
    let text = format!("log {}\nwitness mirror {}\nquorum mirror\n", log().verifier(), mirror().verifier());
    Policy::parse(text.as_bytes()).unwrap()
}

fn leaf(index: u64) -> Vec<u8> {
    format!("葉 {index}").into_bytes()
}

fn receipt() -> Receipt {
    let tree = (0..600).map(|index| leaf_hash(&leaf(index))).collect::<Levels>();
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: 600, root: tree.root(), extensions: Vec::new() };
    let mut note = checkpoint::sign(&head, &log());
    note.add(cosign(&note, &mirror(), 1_700_000_000));
    Receipt { extra: None, index: INDEX, path: inclusion(&tree, INDEX, 600).unwrap(), note }
}

fn parse(text: &str) -> Result<Receipt, ReceiptError> {
    Receipt::parse(text.as_bytes())
}

#[test]
fn a_receipt_is_written_read_and_verified() {
    let receipt = receipt();
    let text = receipt.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 421\n") && text.contains("\n\nlog.example.invalid/1\n600\n"));
    assert_eq!(parse(&text), Ok(receipt.clone()));
    let judgement = receipt.verify(&leaf(INDEX), &log().verifier(), &policy()).unwrap();
    assert_eq!((judgement.checkpoint.size, judgement.cosigned), (600, vec![Some(1_700_000_000)]));
}

#[test]
fn extra_data_are_carried_and_change_nothing() {
    for extra in [&b""[..], b"anything", &[0; 300]] {
        let receipt = Receipt { extra: Some(extra.to_vec()), ..receipt() };
        assert_eq!(parse(&receipt.to_string()), Ok(receipt.clone()));
        assert!(receipt.verify(&leaf(INDEX), &log().verifier(), &policy()).is_ok());
    }
}

#[test]
fn a_log_of_one_leaf_needs_no_path() {
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: 1, root: leaf_hash(b"only"), extensions: Vec::new() };
    let receipt = Receipt { extra: None, index: 0, path: Vec::new(), note: checkpoint::sign(&head, &log()) };
    assert_eq!(parse(&receipt.to_string()), Ok(receipt.clone()));
    let lax = Policy::parse(b"quorum none\n").unwrap();
    assert!(receipt.verify(b"only", &log().verifier(), &lax).is_ok());
}

#[test]
fn malformed_receipts_are_refused() {
    let good = receipt().to_string();
    let hash = good.lines().nth(2).unwrap().to_owned();
    let cases = [
        (String::new(), ReceiptError::Format),
        (good.replacen("@v1", "@v2", 1), ReceiptError::Format),
        (good.replacen("@v1\n", "@v1\r\n", 1), ReceiptError::Format),
        (format!("\n{good}"), ReceiptError::Format),
        (good.replacen("index", "extra !\nindex", 1), ReceiptError::Extra),
        ("c2sp.org/tlog-proof@v1\nextra AAAA".to_owned(), ReceiptError::Extra),
        (good.replacen("index", "Index", 1), ReceiptError::Index),
        (good.replacen("index 421", "index 0421", 1), ReceiptError::Index),
        (good.replacen("index 421", "index -1", 1), ReceiptError::Index),
        (good.replacen("index 421", "index 421 ", 1), ReceiptError::Index),
        (good.replacen("index 421", "index 9223372036854775808", 1), ReceiptError::Index),
        (good.replacen("index 421", "extra AAAA\nextra AAAA\nindex 421", 1), ReceiptError::Index),
        ("c2sp.org/tlog-proof@v1\nindex 4".to_owned(), ReceiptError::Index),
        (good.replacen(&hash, "AAAA", 1), ReceiptError::Path { number: 1 }),
        (good.replacen(&hash, &hash[..43], 1), ReceiptError::Path { number: 1 }),
        (good.replacen(&hash, &format!("{hash}\r"), 1), ReceiptError::Path { number: 1 }),
        ("c2sp.org/tlog-proof@v1\nindex 4\n".to_owned(), ReceiptError::Path { number: 1 }),
        (good.replacen("\n\nlog", "\nlog", 1), ReceiptError::Path { number: 11 }),
        (good.trim_end().to_owned(), ReceiptError::Note(NoteError::NoFinalNewline)),
        (good.replacen('—', "-", 1), ReceiptError::Note(NoteError::SignatureLine { number: 1 })),
    ];
    for (text, error) in cases {
        assert_eq!(parse(&text), Err(error), "{text}");
    }
}

#[test]
fn a_path_has_at_most_63_hashes() {
    let good = receipt().to_string();
    let (head, rest) = good.split_once("index 421\n").unwrap();
    let hash = rest.lines().next().unwrap();
    let tail = rest.split_once("\n\n").unwrap().1;
    let with = |count: usize| parse(&format!("{head}index 421\n{}\n{tail}", format!("{hash}\n").repeat(count)));
    assert_eq!(with(63).unwrap().path.len(), 63);
    assert_eq!(with(64), Err(ReceiptError::PathTooLong));
    assert_eq!(with(5000), Err(ReceiptError::PathTooLong));
    assert_eq!(Receipt::parse(&vec![b'a'; (2 << 20) + 1]), Err(ReceiptError::TooLong));
}

#[test]
fn false_receipts_are_refused() {
    let (leaf_421, key) = (leaf(INDEX), log().verifier());
    let refused = |change: fn(&mut Receipt)| {
        let mut receipt = receipt();
        change(&mut receipt);
        receipt.verify(&leaf_421, &key, &policy()).unwrap_err()
    };
    assert_eq!(refused(|receipt| receipt.path[3][0] ^= 1), ReceiptError::Proof(ProofError::RootDiffers));
    assert_eq!(refused(|receipt| receipt.index = 420), ReceiptError::Proof(ProofError::RootDiffers));
    assert_eq!(refused(|receipt| receipt.index = 600), ReceiptError::Proof(ProofError::BeyondTheTree { index: 600, size: 600 }));
    assert_eq!(refused(|receipt| _ = receipt.path.pop()), ReceiptError::Proof(ProofError::Length { expected: 10, found: 9 }));
    let no_key = ReceiptError::Checkpoint(CheckpointError::Note(NoteError::NoKnownKey));
    assert_eq!(refused(|receipt| _ = receipt.note.signatures.remove(0)), no_key);
    let bad = refused(|receipt| receipt.note.text = receipt.note.text.replace("600", "601"));
    assert!(matches!(bad, ReceiptError::Checkpoint(CheckpointError::Note(NoteError::BadSignature { .. }))));
    assert_eq!(
        refused(|receipt| receipt.note.signatures.truncate(1)),
        ReceiptError::Policy(PolicyRefusal::Quorum { cosigned: vec![None] })
    );

    let other = receipt().verify(b"another leaf", &key, &policy());
    assert_eq!(other, Err(ReceiptError::Proof(ProofError::RootDiffers)));
}

#[test]
fn a_policy_that_lists_logs_must_list_this_one() {
    let other: VerifierKey = SigningKey::from_seed(ORIGIN, KeyKind::Ed25519, &[9; 32]).unwrap().verifier();
    assert_eq!(receipt().verify(&leaf(INDEX), &other, &policy()), Err(ReceiptError::LogNotInPolicy));
    let any_log = Policy::parse(format!("witness m {}\nquorum m\n", mirror().verifier()).as_bytes()).unwrap();
    assert!(receipt().verify(&leaf(INDEX), &log().verifier(), &any_log).is_ok());
}
