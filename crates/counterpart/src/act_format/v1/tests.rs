//! What a statement and a leaf may not be, one key at a time; golden bytes and properties are beside this file.

use super::*;

mod any;
mod golden;

use crate::act_format::{Reading, read};
use crate::cbor::{CborProblem, Fault};
use crate::officer_signature::{OfficerSignature, PublicKey, Suite};
use agreement::Agreement;
use agreement::act::{ActKind, Post};
use agreement::id::Place;

fn opinion() -> Vec<(u64, Value)> {
    let text = |text: &str| Value::Text(text.to_owned());
    let head = |origin: &str, size| Value::Array(vec![text(origin), Value::Unsigned(size), Value::Bytes(vec![1; 32])]);
    vec![
        (1, text("greater_bay_area_2017")),
        (2, Value::Unsigned(1)),
        (3, text("example.invalid/guangdong/1")),
        (4, text("key_work/2018")),
        (5, text("give_opinion")),
        (6, text("governor")),
        (7, Value::Unsigned(1_517_788_800)),
        (8, Value::Array(vec![head("example.invalid/a", 1), head("example.invalid/b", 2)])),
        (9, Value::Bytes(vec![0; 16])),
        (10, Value::Map(vec![(1, text("agree")), (2, Value::Unsigned(7)), (3, Value::Bytes(vec![4; 32]))])),
        (13, Value::Array(vec![text("2018-02-05"), text("09:00:00")])),
        (14, text("national_departments")),
        (15, Value::Unsigned(1)),
    ]
}

/// The statement with `key` changed, or taken out.
fn with(key: u64, value: Option<Value>) -> Vec<u8> {
    let mut entries = opinion();
    entries.retain(|(known, _)| *known != key);
    entries.extend(value.map(|value| (key, value)));
    entries.sort_by_key(|(key, _)| *key);
    cbor::encode(&Value::Map(entries))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn a_key_that_every_statement_needs_cannot_be_absent() {
    assert!(Statement::read(&with(99, None)).is_ok());
    for key in 1..=15 {
        let found = Statement::read(&with(key, None)).map(|_| ());
        let expected = match key {
            1 | 2 | 3 | 5 | 7 | 9 => Err(FormatProblem::Missing { key }),
            10 => Err(FormatProblem::FieldMissing { field: 1 }),
            _ => Ok(()),
        };
        assert_eq!(found, expected, "key {key}");
    }
}

#[test]
fn a_key_of_the_wrong_form_is_named() {
    let bytes = |count| Value::Bytes(vec![1; count]);
    let head = |origin: &str, size, root| Value::Array(vec![text(origin), Value::Unsigned(size), bytes(root)]);
    let list = Value::Array;
    let payload = |audience| list(vec![list(vec![bytes(32), bytes(32), Value::Unsigned(1), audience])]);
    let twice = list(vec![list(vec![bytes(32), bytes(32), Value::Unsigned(1), Value::Unsigned(0)]); 2]);
    let table = [
        (1, vec![text(""), text("two words"), text("line\n"), text(&"x".repeat(256)), bytes(3), Value::Unsigned(1)]),
        (2, vec![Value::Unsigned(0), text("1")]),
        (3, vec![text("")]),
        (4, vec![text(""), bytes(31), bytes(33), Value::Unsigned(2018)]),
        (5, vec![text(""), Value::Unsigned(1)]),
        (6, vec![text(""), text("chief executive")]),
        (7, vec![Value::Unsigned(CLAIMED_END), Value::Unsigned(u64::MAX), text("2018")]),
        (
            8,
            vec![
                list(vec![]),
                list(vec![head("b", 1, 32), head("a", 1, 32)]),
                list(vec![head("a", 1, 32), head("a", 2, 32)]),
                list(vec![head("a", 0, 32)]),
                list(vec![head("a", 1 << 63, 32)]),
                list(vec![head("a", 1, 31)]),
                list(vec![list(vec![text("a"), Value::Unsigned(1)])]),
                text("a"),
            ],
        ),
        (9, vec![bytes(0), bytes(15), bytes(17), text("0123456789abcdef")]),
        (10, vec![Value::Map(vec![]), list(vec![])]),
        (
            11,
            vec![
                list(vec![]),
                payload(Value::Unsigned(3)),
                payload(list(vec![])),
                payload(list(vec![text("")])),
                payload(text("public")),
                twice,
                list(vec![list(vec![bytes(32), bytes(31), Value::Unsigned(1), Value::Unsigned(0)])]),
                list(vec![list(vec![bytes(32), bytes(32), Value::Unsigned(1)])]),
            ],
        ),
        (12, vec![text("")]),
        (
            13,
            vec![
                list(vec![]),
                text("2018-02-05"),
                list(vec![text("2018-2-5")]),
                list(vec![text("20180205")]),
                list(vec![text("2018-02-30")]),
                list(vec![text("-002018-02-05")]),
                list(vec![text("+002018-02-05")]),
                list(vec![text("2018-02-05T09:00")]),
                list(vec![text("2018-02-05"), text("09:00")]),
                list(vec![text("2018-02-05"), text("24:00:00")]),
                list(vec![text("2018-02-05"), text("23:59:60")]),
                list(vec![text("2018-02-05"), text("09:00:00.5")]),
                list(vec![text("2018-02-05"), text("09:00:00"), text("")]),
            ],
        ),
        (14, vec![text(""), Value::Unsigned(1)]),
        (15, vec![Value::Unsigned(0), Value::Unsigned(2), text("yes")]),
    ];
    for (key, values) in table {
        for value in values {
            assert_eq!(Statement::read(&with(key, Some(value.clone()))), Err(FormatProblem::Wrong { key }), "{key} {value:?}");
        }
    }
}

#[test]
fn keys_and_fields_that_nobody_knows_are_refused() {
    for key in [0, 16, u64::MAX] {
        assert_eq!(Statement::read(&with(key, Some(text("x")))), Err(FormatProblem::Unknown { key }));
    }
    assert_eq!(Statement::read(&with(5, Some(text("abolish")))), Err(FormatProblem::UnknownKind));
    let fields = |fields: Vec<(u64, Value)>| Statement::read(&with(10, Some(Value::Map(fields)))).map(|_| ());
    let good = || vec![(1, text("agree")), (2, Value::Unsigned(7)), (3, Value::Bytes(vec![4; 32]))];
    let plus = |field, value| [good(), vec![(field, value)]].concat();
    let instead = |field: u64, value: Value| {
        good().into_iter().map(|(known, old)| (known, if known == field { value.clone() } else { old })).collect()
    };
    assert_eq!(fields(good()), Ok(()));
    assert_eq!(fields(plus(4, Value::Unsigned(1))), Ok(()));
    assert_eq!(fields(plus(4, Value::Unsigned(0))), Err(FormatProblem::FieldWrong { field: 4 }));
    assert_eq!(fields(plus(5, text("x"))), Err(FormatProblem::FieldUnknown { field: 5 }));
    assert_eq!(fields(good()[..2].to_vec()), Err(FormatProblem::FieldMissing { field: 3 }));
    assert_eq!(fields(instead(1, text("perhaps"))), Err(FormatProblem::FieldWrong { field: 1 }));
    assert_eq!(fields(instead(2, Value::Unsigned(1_000_001))), Err(FormatProblem::FieldWrong { field: 2 }));
    assert_eq!(fields(instead(2, Value::Unsigned(1_000_000))), Ok(()));
    assert_eq!(fields(instead(3, Value::Bytes(vec![4; 31]))), Err(FormatProblem::FieldWrong { field: 3 }));
}

#[test]
fn keys_that_do_not_go_with_the_kind_are_refused() {
    let opinion = Statement::read(&with(99, None)).unwrap();
    let digest = Said::Digest([1; 32]);
    let opening = Body::Act(ReferenceAct { kind: ActKind::NotifyUse, fields: vec![(1, digest)] });
    let verb = Body::Verb(RecordVerb::Resume { reason: "macao does not answer".to_owned() });
    let of = |body: &Body| golden::plain("guangdong", 1, 0, [0; 16], body.clone());
    let matter = Some(MatterRef::Derived("term".to_owned()));
    let (rule, author) = (Some("prior_consultation".to_owned()), Some("ndrc".to_owned()));
    let table = [
        (of(&opening), Ok(())),
        (of(&verb), Ok(())),
        (Statement { rule: rule.clone(), ..of(&opening) }, Ok(())),
        (Statement { post: Some("root".to_owned()), ..of(&verb) }, Ok(())),
        (Statement { matter: matter.clone(), ..of(&opening) }, Err(4)),
        (Statement { rule: rule.clone(), ..opinion.clone() }, Err(12)),
        (Statement { matter, ..of(&verb) }, Err(4)),
        (Statement { rule, ..of(&verb) }, Err(12)),
        (Statement { occurred: opinion.occurred, ..of(&verb) }, Err(13)),
        (Statement { author, ..of(&verb) }, Err(14)),
        (Statement { medium: Medium::Paper, ..of(&verb) }, Err(15)),
    ];
    for (statement, expected) in table {
        assert_eq!(statement.to_bytes().map(|_| ()), expected.map_err(|key| FormatProblem::Unknown { key }), "{statement:?}");
    }
}

#[test]
fn a_verb_with_a_key_of_the_wrong_length_is_refused() {
    let empower = |post: &str, suite, length| {
        let verb =
            RecordVerb::Empower { post: post.to_owned(), rank: Post::Head, may_empower: false, suite, key: vec![2; length] };
        golden::plain("guangdong", 1, 0, [0; 16], Body::Verb(verb)).to_bytes().map(|_| ())
    };
    for (suite, length) in [(Suite::P256, 33), (Suite::Ed25519, 32), (Suite::Sm2, 33), (Suite::PasskeyEd25519, 32)] {
        assert_eq!(empower("governor", suite, length), Ok(()));
        assert_eq!(empower("governor", suite, length + 1), Err(FormatProblem::FieldWrong { field: 5 }));
    }
    assert_eq!(empower("governor", Suite::Paper, 32), Err(FormatProblem::FieldWrong { field: 5 }));
    assert_eq!(empower("the governor", Suite::P256, 33), Err(FormatProblem::FieldWrong { field: 1 }));
    let fork = RecordVerb::ProveFork {
        origin: "a b".to_owned(),
        first: vec![1],
        second: vec![2],
        split: 0,
        first_path: vec![3],
        second_path: vec![4],
    };
    let fork = golden::plain("guangdong", 1, 0, [0; 16], Body::Verb(fork));
    assert_eq!(fork.to_bytes(), Err(FormatProblem::FieldWrong { field: 1 }));
}

#[test]
fn a_leaf_of_a_later_format_needs_newer_software() {
    let leaf = Leaf::new(&Statement::read(&with(99, None)).unwrap(), vec![]).unwrap();
    let bytes = leaf.to_bytes();
    assert_eq!(read(&bytes), Ok(Reading::Leaf(Box::new(leaf))));
    let later = |hex: &str| read(&golden::bytes(hex));
    assert_eq!(later("8402f6f6ff"), Ok(Reading::UnknownFormat(2)), "what follows the number is not ours to read");
    assert_eq!(later("811903e8"), Ok(Reading::UnknownFormat(1000)));
    assert_eq!(later("83004080"), Err(FormatProblem::NotALeaf), "no format has the number 0");
    assert_eq!(later("8101"), Err(FormatProblem::NotALeaf));
    assert_eq!(later("83014080"), Err(FormatProblem::Statement(CborProblem { at: 0, fault: Fault::Cut })));
    assert_eq!(later("830141a080"), Err(FormatProblem::Missing { key: 5 }));
    assert_eq!(later("8301410080"), Err(FormatProblem::NotALeaf));
    assert_eq!(later("a0"), Err(FormatProblem::NotALeaf));
    assert_eq!(later(""), Err(FormatProblem::Leaf(CborProblem { at: 0, fault: Fault::Cut })));
    let more = [bytes, vec![0]].concat();
    assert_eq!(read(&more), Err(FormatProblem::Leaf(CborProblem { at: more.len() - 1, fault: Fault::Trailing })));
}

#[test]
fn a_leaf_has_at_most_sixty_kibibytes() {
    let reason = |count| RecordVerb::Resume { reason: "x".repeat(count) };
    let statement = |count| golden::plain("guangdong", 1, 0, [0; 16], Body::Verb(reason(count)));
    let bare = Leaf::new(&statement(30_000), vec![]).unwrap().to_bytes().len() - 30_000;
    let largest = Leaf::new(&statement(LEAF_BYTES_MAX - bare), vec![]).unwrap();
    assert_eq!(largest.to_bytes().len(), LEAF_BYTES_MAX);
    let too_large = Leaf::new(&statement(LEAF_BYTES_MAX - bare + 1), vec![]);
    assert_eq!(too_large, Err(FormatProblem::TooLarge { bytes: LEAF_BYTES_MAX + 1 }));
    assert_eq!(read(&vec![0xff; LEAF_BYTES_MAX + 1]), Err(FormatProblem::TooLarge { bytes: LEAF_BYTES_MAX + 1 }));
    assert!(matches!(statement(70_000).to_bytes(), Err(FormatProblem::TooLarge { .. })));
}

#[test]
fn signatures_that_no_suite_gives_are_refused() {
    let statement = Statement::read(&with(99, None)).unwrap();
    let direct = |suite, length: usize, byte: u8| OfficerSignature::Direct {
        key: PublicKey { suite, bytes: vec![byte; length] },
        signature: vec![1; 64],
    };
    let leaf = |signatures| Leaf::new(&statement, signatures).map(|_| ());
    assert_eq!(leaf(vec![direct(Suite::Ed25519, 32, 1), direct(Suite::P256, 33, 1), direct(Suite::Ed25519, 32, 2)]), Ok(()));
    let first = Err(FormatProblem::Signature { index: 0 });
    assert_eq!(leaf(vec![direct(Suite::Ed25519, 33, 1)]), first);
    assert_eq!(leaf(vec![direct(Suite::Paper, 32, 1)]), first);
    assert_eq!(leaf(vec![direct(Suite::PasskeyP256, 33, 1)]), first, "a passkey gives three things");
    let same = vec![direct(Suite::Sm2, 33, 1), direct(Suite::Sm2, 33, 1)];
    assert_eq!(leaf(same), Err(FormatProblem::Signature { index: 1 }), "one of each key");
    let scans = vec![OfficerSignature::Paper { scan: [1; 32] }, OfficerSignature::Paper { scan: [2; 32] }];
    assert_eq!(leaf(scans), Err(FormatProblem::Signature { index: 1 }), "one scan");
    assert_eq!(leaf((0..16).map(|byte| direct(Suite::Ed25519, 32, byte)).collect()), Ok(()));
    let seventeen = (0..17).map(|byte| direct(Suite::Ed25519, 32, byte)).collect();
    assert_eq!(leaf(seventeen), Err(FormatProblem::Signature { index: 16 }));
    // A suite that nobody knows, an extra key, a key left out.
    let statement = with(99, None);
    let raw = |entries: Vec<(u64, Value)>| {
        let signatures = Value::Array(vec![Value::Map(entries)]);
        let leaf = Value::Array(vec![Value::Unsigned(1), Value::Bytes(statement.clone()), signatures]);
        Leaf::decode(&cbor::encode(&leaf)).map(|_| ())
    };
    let (key, signature) = ((2, Value::Bytes(vec![1; 32])), (3, Value::Bytes(vec![1; 64])));
    assert_eq!(raw(vec![(1, text("ed25519")), key.clone(), signature.clone()]), Ok(()));
    assert_eq!(raw(vec![(1, text("rsa")), key.clone(), signature.clone()]), first);
    assert_eq!(raw(vec![(1, text("ed25519")), key.clone(), signature.clone(), (7, text("x"))]), first);
    assert_eq!(raw(vec![(1, text("ed25519")), key.clone()]), first);
    assert_eq!(raw(vec![key, signature]), first);
    assert_eq!(raw(vec![]), first);
}

/// An officer signs bytes that came in a file, and the signature goes back in another.
#[test]
fn a_signature_travels_alone_and_joins_the_bytes_it_signed() {
    let statement = with(99, None);
    let key = crate::officer_signature::OfficerKey::from_secret(Suite::P256, &[7; 32]).unwrap();
    let signature = key.sign(ActId::of(&statement), crate::act_format::Twin::of(&statement));
    let carried = signature_bytes(&signature);
    assert_eq!(read_signature(&carried), Some(signature.clone()));
    let unsigned = Leaf::of_statement(&statement, vec![]).unwrap();
    let leaf = unsigned.with(signature.clone()).unwrap();
    assert_eq!((leaf.statement_bytes(), leaf.signatures()), (statement.as_slice(), std::slice::from_ref(&signature)));
    assert_eq!(Leaf::of_statement(&statement, vec![signature.clone()]), Ok(leaf.clone()));
    assert_eq!(leaf.with(signature), Err(FormatProblem::Signature { index: 1 }), "once is enough");
    assert_eq!(read_signature(&carried[1..]), None);
    assert_eq!(read_signature(&[&carried[..], &[0]].concat()), None);
    assert_eq!(Leaf::of_statement(&statement[1..], vec![]).map(|_| ()), Statement::read(&statement[1..]).map(|_| ()));
}

#[test]
fn a_matter_has_one_name() {
    let agreement = Agreement::read(any::RULES).expect("the rules of the repository");
    let place = Place { log: agreement.body("guangdong").unwrap(), number: 5 };
    let amendment = MatterId { rule: agreement.rule_id("amendment").unwrap(), occasion: Occasion::Opened(place) };
    let (opened, unknown) = (ActId([5; 32]), ActId([6; 32]));
    let lookup = Lookup { agreement: &agreement, place: &|_| None, opened: &|act| (act == opened).then_some(amendment) };
    let derived = |name: &str| MatterRef::Derived(name.to_owned()).matter(&lookup);
    let key_work = agreement.rule_id("key_work").unwrap();
    assert_eq!(derived("key_work/2018"), Ok(MatterId::period(key_work, 2018)));
    assert_eq!(derived("term"), Ok(MatterId::standing(agreement.rule_id("term").unwrap())));
    for other in ["key_work/02018", "key_work/+2018", "key_work/0", "treaty", "amendment/guangdong-5", "term/", ""] {
        assert_eq!(derived(other), Err(FieldFault::UnknownMatter(other.to_owned())), "{other}");
    }
    assert_eq!(MatterRef::Opened(opened).matter(&lookup), Ok(amendment));
    assert_eq!(MatterRef::Opened(unknown).matter(&lookup), Err(FieldFault::UnknownAct(unknown)));
    // The rule of an opening act is where its matter will be.
    let opening = Body::Act(ReferenceAct { kind: ActKind::NotifyUse, fields: vec![(1, Said::Digest([1; 32]))] });
    let of = |rule: &str| {
        let plain = golden::plain("guangdong", 1, 0, [0; 16], opening.clone());
        Statement { rule: Some(rule.to_owned()), ..plain }.matter(&lookup)
    };
    assert_eq!(of("key_work"), Ok(Some(MatterId::standing(key_work))));
    let fault = FieldFault::UnknownMatter("treaty".to_owned());
    assert_eq!(of("treaty"), Err(FieldProblem { field: "matter", fault }));
    assert_eq!(golden::plain("guangdong", 1, 0, [0; 16], opening).matter(&lookup), Ok(None));
}
