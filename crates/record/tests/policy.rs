//! Trust policies: every kind of line, every problem with its place, and which cosignatures make a quorum.

use record::checkpoint::{self, CheckpointError};
use record::cosignature::cosign;
use record::key::KeyError;
use record::note::NoteError;
use record::policy::{Policy, PolicyRefusal, ProblemKind, Voice};
use record::{Checkpoint, KeyKind, Note, SigningKey};

fn log(name: &str) -> SigningKey {
    SigningKey::from_seed(name, KeyKind::Ed25519, &[1; 32]).unwrap()
}

fn witness(number: u8) -> SigningKey {
    SigningKey::from_seed(&format!("w{number}.example.invalid"), KeyKind::CosignatureEd25519, &[10 + number; 32]).unwrap()
}

fn line(number: u8) -> String {
    format!("witness w{number} {}\n", witness(number).verifier())
}

/// The example of tlog-policy: two of three of one organisation, and any of three of another.
fn example() -> String {
    let witnesses = |numbers: [u8; 3]| numbers.map(line).concat();
    let log = log("log.example.invalid/1").verifier();
    format!(
        "log {log}\n\n{}group X-witnesses 2 w1 w2 w3\n\n{}group Y-witnesses any w4 w5 w6\n\n\
         group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n",
        witnesses([1, 2, 3]),
        witnesses([4, 5, 6])
    )
}

/// The problems as `line:column kind`.
fn problems(text: &str) -> Vec<String> {
    let problems = Policy::parse(text.as_bytes()).expect_err(text);
    problems.iter().map(|problem| format!("{}:{} {:?}", problem.line, problem.column, problem.kind)).collect()
}

fn note(size: u64, cosigners: &[u8]) -> Note {
    let head = Checkpoint { origin: "log.example.invalid/1".to_owned(), size, root: [4; 32], extensions: Vec::new() };
    let mut note = checkpoint::sign(&head, &log("log.example.invalid/1"));
    for number in cosigners {
        note.add(cosign(&note, &witness(*number), 1000 + u64::from(*number)));
    }
    note
}

#[test]
fn the_example_of_the_specification() {
    let policy = Policy::parse(example().as_bytes()).unwrap();
    assert_eq!((policy.logs().len(), policy.witnesses().len(), policy.groups().len()), (1, 6, 3));
    assert_eq!(policy.quorum(), Some(Voice::Group(2)));
    assert_eq!(policy.witness_places()[&b"w4"[..]], 3);
    let met = |numbers: &[usize]| policy.is_met(|place| numbers.contains(&(place + 1)));
    for good in [&[1, 2, 4][..], &[1, 3, 6], &[2, 3, 5], &[1, 2, 3, 4, 5, 6]] {
        assert!(met(good), "{good:?}");
    }
    for bad in [&[][..], &[1, 4], &[1, 2], &[1, 2, 3], &[4, 5, 6], &[3, 4, 5, 6]] {
        assert!(!met(bad), "{bad:?}");
    }
}

#[test]
fn the_rule_of_four_parties() {
    let text = format!("{}{}{}group others all w1 w2 w3\nquorum others\n", line(1), line(2), line(3));
    let policy = Policy::parse(text.as_bytes()).unwrap();
    assert!(policy.is_met(|_| true));
    assert!((0..3).all(|missing| !policy.is_met(|place| place != missing)));
}

#[test]
fn comments_white_space_urls_and_any_octets() {
    let mut text = b"# a comment\n \t# another \xff\n\n\t log  ".to_vec();
    text.extend(log("a").verifier().to_string().bytes());
    text.extend(b" https://a.example.invalid/\t\nwitness \xff\xfe ");
    text.extend(witness(1).verifier().to_string().bytes());
    text.extend(b"\tu\nquorum\t\xff\xfe\n# the end\n");
    let policy = Policy::parse(&text).unwrap();
    assert_eq!(policy.logs()[0].url.as_deref(), Some(&b"https://a.example.invalid/"[..]));
    assert_eq!((policy.witnesses()[0].name.as_slice(), policy.quorum()), (&b"\xff\xfe"[..], Some(Voice::Witness(0))));
    assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy));
}

#[test]
fn a_policy_without_cosigners() {
    let policy = Policy::parse(b"quorum none\n").unwrap();
    assert!(policy.is_met(|_| false));
    assert_eq!(policy.to_bytes(), b"quorum none\n");
    assert_eq!(policy.judge(&note(5, &[])), Err(PolicyRefusal::NoLog));
}

#[test]
fn printed_and_read_again_it_is_the_same() {
    let policy = Policy::parse(example().as_bytes()).unwrap();
    assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy));
}

#[test]
fn every_problem_has_its_place() {
    let (w1, w2) = (line(1), line(2));
    let key = witness(1).verifier();
    let log_key = log("a").verifier();
    let cases = [
        (String::new(), vec!["1:1 NoQuorum"]),
        ("quorum none".to_owned(), vec!["1:12 NoFinalNewline"]),
        ("quorum none\r\n".to_owned(), vec!["1:12 ControlCharacter", "2:1 NoQuorum"]),
        ("quorum none\n\x0b\n".to_owned(), vec!["2:1 ControlCharacter"]),
        ("quorum none\n# \x7f\n".to_owned(), vec!["2:3 ControlCharacter"]),
        ("  Quorum none\nquorum none\n".to_owned(), vec!["1:3 UnknownWord"]),
        ("quorum\n".to_owned(), vec!["1:7 ItemMissing", "2:1 NoQuorum"]),
        ("quorum none none\n".to_owned(), vec!["1:13 ItemTooMany", "2:1 NoQuorum"]),
        ("quorum none\nquorum none\n".to_owned(), vec!["2:8 QuorumTwice"]),
        ("quorum w1\n".to_owned(), vec!["1:8 UnknownName"]),
        (format!("quorum w1\n{w1}"), vec!["1:8 UnknownName"]),
        (format!("log\nlog {log_key} url more\nquorum none\n"), vec!["1:4 ItemMissing", "2:65 ItemTooMany"]),
        (format!("log {key}\nquorum none\n"), vec!["1:5 WrongKind(CosignatureEd25519)"]),
        (format!("log {log_key}\nlog {log_key} url\nquorum none\n"), vec!["2:5 KeyTwice"]),
        (format!("log {log_key}\nlog {}\nquorum none\n", log("b").verifier()), vec!["2:5 KeyTwice"]),
        ("log key\nquorum none\n".to_owned(), vec!["1:5 Key(Form)"]),
        (format!("witness w {log_key}\nquorum w\n"), vec!["1:11 WrongKind(Ed25519)"]),
        ("witness w\nquorum none\n".to_owned(), vec!["1:10 ItemMissing"]),
        (format!("{w1}{w1}quorum w1\n"), vec!["2:9 NameTaken"]),
        (format!("{w1}witness other {key}\nquorum w1\n"), vec!["2:15 KeyTwice"]),
        (format!("witness none {key}\nquorum none\n"), vec!["1:9 NameTaken"]),
        (format!("{w1}group g all\nquorum none\n"), vec!["2:12 ItemMissing"]),
        (format!("{w1}group g all none\nquorum g\n"), vec!["2:13 UnknownName"]),
        (format!("{w1}group g all g\nquorum g\n"), vec!["2:13 UnknownName"]),
        (format!("{w1}group g 1 w1 w1\nquorum g\n"), vec!["2:14 MemberTwice"]),
        (format!("{w1}{w2}group g any w1 w2\ngroup h all w2\nquorum h\n"), vec!["4:13 MemberTwice"]),
        (format!("{w1}group w1 all w1\nquorum w1\n"), vec!["2:7 NameTaken"]),
        (format!("{w1}group g 0 w1\nquorum g\n"), vec!["2:9 Threshold"]),
        (format!("{w1}group g 2 w1\nquorum g\n"), vec!["2:9 Threshold"]),
        (format!("{w1}group g 01 w1\nquorum g\n"), vec!["2:9 Threshold"]),
        (format!("{w1}group g most w1\nquorum g\n"), vec!["2:9 Threshold"]),
        (format!("{w1}group g 99999999999999999999 w1\nquorum g\n"), vec!["2:9 Threshold"]),
        (
            "group g 3 x y\nwitness a b\n".to_owned(),
            vec!["1:9 Threshold", "1:11 UnknownName", "1:13 UnknownName", "2:11 Key(Form)", "3:1 NoQuorum"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(problems(&text), expected, "{text:?}");
    }
    let other = witness(1).verifier().to_string().replacen("w1", "w9", 1);
    let found = Policy::parse(format!("witness w {other}\nquorum w\n").as_bytes()).unwrap_err();
    assert!(matches!(found[0].kind, ProblemKind::Key(KeyError::IdDiffers { .. })) && found[0].column == 11, "{found:?}");
    assert!(found[0].to_string().starts_with("1:11: the key's hash is "));
    assert_eq!(Policy::parse(&vec![b' '; (1 << 20) + 1]).unwrap_err()[0].kind, ProblemKind::TooLong);
}

#[test]
fn what_a_policy_says_of_a_note() {
    let policy = Policy::parse(example().as_bytes()).unwrap();
    let judgement = policy.judge(&note(5, &[1, 3, 6])).unwrap();
    assert_eq!(judgement.checkpoint.size, 5);
    assert_eq!(judgement.cosigned, [Some(1001), None, Some(1003), None, None, Some(1006)]);

    let Err(PolicyRefusal::Quorum { cosigned }) = policy.judge(&note(5, &[1, 2])) else { panic!("a quorum of one group only") };
    assert_eq!(cosigned.iter().flatten().count(), 2);

    let mut false_line = note(5, &[1, 2, 4, 5]);
    false_line.signatures.last_mut().unwrap().bytes[30] ^= 1;
    assert!(matches!(policy.judge(&false_line), Err(PolicyRefusal::Note(NoteError::BadSignature { .. }))));

    let mut unsigned = note(5, &[1, 2, 4]);
    unsigned.signatures.remove(0);
    assert_eq!(policy.judge(&unsigned), Err(PolicyRefusal::NoLog));
}

#[test]
fn a_known_log_speaks_for_itself_only() {
    let key = log("other.example.invalid/1");
    let policy = Policy::parse(format!("log {}\nquorum none\n", key.verifier()).as_bytes()).unwrap();
    let mut foreign = note(5, &[]);
    foreign.sign(&key);
    assert_eq!(policy.judge(&foreign), Err(PolicyRefusal::NoLog));
    let mut text = Note::unsigned("not a checkpoint\n").unwrap();
    text.sign(&key);
    assert_eq!(policy.judge(&text), Err(PolicyRefusal::Checkpoint(CheckpointError::Size)));
}

#[test]
fn both_kinds_of_cosigners_count() {
    let post_quantum = SigningKey::from_seed("pq.example.invalid", KeyKind::CosignatureMlDsa44, &[8; 32]).unwrap();
    let log_line = format!("log {}\n", log("log.example.invalid/1").verifier());
    let text = format!("{log_line}{}witness pq {}\ngroup both all w1 pq\nquorum both\n", line(1), post_quantum.verifier());
    let policy = Policy::parse(text.as_bytes()).unwrap();
    let mut note = note(5, &[1]);
    assert!(policy.judge(&note).is_err());
    note.add(cosign(&note, &post_quantum, 77));
    assert_eq!(policy.judge(&note).unwrap().cosigned, [Some(1001), Some(77)]);
}
