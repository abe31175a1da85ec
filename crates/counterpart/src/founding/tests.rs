//! A founding file as four parties would sign it, and each line of it wrong in turn.

use super::*;
use crate::officer_signature::{OfficerKey, Suite};
use proptest::prelude::*;
use record::{KeyKind, SigningKey};

const RULES: &str = include_str!("../../../../agreements/greater_bay_area_2017/rules.kdl");

fn origin(party: &str) -> String {
    format!("example.invalid/greater_bay_area_2017/{party}/1")
}

fn verifier(name: &str, kind: KeyKind, seed: u8) -> String {
    SigningKey::from_seed(name, kind, &[seed; 32]).unwrap().verifier().to_string()
}

fn root(suite: Suite, seed: u8) -> String {
    let key = OfficerKey::from_secret(suite, &[seed; 32]).unwrap();
    format!("{} {}", suite.name(), STANDARD.encode(&key.public_key().bytes))
}

fn party(id: &str, seed: u8, root: &str) -> Vec<String> {
    let node = verifier(&origin(id), KeyKind::Ed25519, seed);
    let mirror = verifier(&format!("{}/mirror", origin(id)), KeyKind::CosignatureEd25519, seed + 100);
    vec![
        format!("party {id} {}", origin(id)),
        format!("root {id} {root}"),
        format!("node {id} {node}"),
        format!("mirror {id} {mirror}"),
    ]
}

/// Lines 1 to 21: the head, ndrc (5 to 8), guangdong with a root of three (9 to 12), hong_kong with passkeys (13 to 17), macao.
fn lines() -> Vec<String> {
    let head = [
        TITLE.to_owned(),
        "agreement greater_bay_area_2017".to_owned(),
        format!("rules {}", "5a".repeat(32)),
        "edition 1".to_owned(),
    ];
    let three = format!("2 {} {} {}", root(Suite::Sm2, 21), root(Suite::Ed25519, 22), root(Suite::P256, 23));
    let mut lines = head.to_vec();
    lines.extend(party("ndrc", 11, &root(Suite::Sm2, 31)));
    lines.extend(party("guangdong", 12, &three));
    lines.extend(party("hong_kong", 13, &root(Suite::P256, 33)));
    lines.push(
        "passkey hong_kong desk.example.invalid https://desk.example.invalid https://a.desk.example.invalid:8443".to_owned(),
    );
    lines.extend(party("macao", 14, &root(Suite::Ed25519, 34)));
    lines
}

fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The problems after line `line` was put as `to`; `{}` in it is the old line.
fn problems(line: usize, to: &str) -> Vec<(usize, FoundingFault)> {
    let mut lines = lines();
    lines[line - 1] = to.replace("{}", &lines[line - 1]);
    of(&text(&lines))
}

fn of(text: &str) -> Vec<(usize, FoundingFault)> {
    let problems = Founding::parse(text).err().unwrap_or_default();
    problems.into_iter().map(|problem| (problem.line, problem.fault)).collect()
}

#[test]
fn a_founding_is_read_and_printed_as_it_stands() {
    let text = text(&lines());
    let founding = Founding::parse(&text).unwrap();
    assert_eq!(founding.to_string(), text);
    assert_eq!(founding.digest(), Digest::of(text.as_bytes()));
    let ids: Vec<&str> = founding.parties.iter().map(|party| party.id.as_str()).collect();
    assert_eq!(ids, ["ndrc", "guangdong", "hong_kong", "macao"]);
    assert_eq!((founding.agreement.as_str(), founding.edition, founding.rules), ("greater_bay_area_2017", 1, Digest([0x5a; 32])));
    let guangdong = founding.party("guangdong").unwrap();
    assert_eq!((guangdong.root.threshold, guangdong.root.keys.len()), (2, 3));
    assert_eq!(guangdong.root.keys.iter().map(|key| key.suite).collect::<Vec<_>>(), [Suite::Sm2, Suite::Ed25519, Suite::P256]);
    assert_eq!((guangdong.node.kind(), guangdong.mirror.kind()), (KeyKind::Ed25519, KeyKind::CosignatureEd25519));
    let hong_kong = founding.keeper(&origin("hong_kong")).unwrap();
    assert_eq!((hong_kong.id.as_str(), hong_kong.root.threshold), ("hong_kong", 1));
    assert_eq!(hong_kong.passkey.as_ref().unwrap().origins.len(), 2);
    assert_eq!(guangdong.passkey, None);
    assert_eq!((founding.party("atlantis"), founding.keeper("atlantis")), (None, None));
}

/// A line, what stands there instead, and the problems that are told.
type Row = (usize, String, Vec<(usize, FoundingFault)>);

#[test]
fn a_line_with_a_fault_is_named() {
    use FoundingFault::*;
    let ndrc = root(crate::officer_signature::Suite::Ed25519, 41);
    let two = format!("{ndrc} {}", root(crate::officer_signature::Suite::P256, 42));
    let wrong_kind = verifier(&origin("ndrc"), record::KeyKind::CosignatureEd25519, 51);
    let wrong_name = verifier(&origin("macao"), record::KeyKind::Ed25519, 51);
    let table: Vec<Row> = vec![
        (1, "counterpart/founding/v2".to_owned(), vec![(1, UnknownWord), (2, Expected(TITLE))]),
        (1, "{} ".to_owned(), vec![(1, Spacing)]),
        (2, "agreement greater_bay_area_2017 1".to_owned(), vec![(2, Words)]),
        (2, "agreement".to_owned(), vec![(2, Words)]),
        (2, "agreement Greater".to_owned(), vec![(2, Identifier)]),
        (2, "agreement a-b".to_owned(), vec![(2, Identifier)]),
        (2, format!("agreement {}", "a".repeat(65)), vec![(2, Identifier)]),
        (2, "agreement\tx".to_owned(), vec![(2, UnknownWord), (3, Expected("agreement"))]),
        (2, "{}\r".to_owned(), vec![(2, Identifier)]),
        (2, "{}\n".to_owned(), vec![(3, Spacing)]),
        (2, "# a remark\n{}".to_owned(), vec![(2, UnknownWord)]),
        (3, format!("rules {}", "5A".repeat(32)), vec![(3, Digest)]),
        (3, format!("rules {}", "5a".repeat(31)), vec![(3, Digest)]),
        (4, "edition 0".to_owned(), vec![(4, Edition)]),
        (4, "edition 01".to_owned(), vec![(4, Edition)]),
        (4, "edition +1".to_owned(), vec![(4, Edition)]),
        (4, "edition 18446744073709551616".to_owned(), vec![(4, Edition)]),
        (4, "edition  1".to_owned(), vec![(4, Spacing)]),
        (5, "party ndrc a+b".to_owned(), vec![(5, Origin)]),
        (5, "party ndrc".to_owned(), vec![(5, Words)]),
        (5, "party nd.rc {}".to_owned(), vec![(5, Words)]),
        (5, format!("party nd.rc {}", origin("ndrc")), vec![(5, Identifier)]),
        (5, "party ndrc example.invalid/other".to_owned(), vec![(7, KeyName)]),
        (5, format!("party guangdong {}", origin("ndrc")), vec![(6, OtherParty), (7, OtherParty), (8, OtherParty), (9, Twice)]),
        (6, "root ndrc".to_owned(), vec![(6, Words)]),
        (6, "root ndrc ed25519".to_owned(), vec![(6, Words)]),
        (6, "root ndrc rsa AAAA".to_owned(), vec![(6, Suite)]),
        (6, "root ndrc paper AAAA".to_owned(), vec![(6, Suite)]),
        (6, "root ndrc ed25519 AAAA".to_owned(), vec![(6, RootKey)]),
        (6, "root ndrc ed25519 !!!!".to_owned(), vec![(6, RootKey)]),
        (6, format!("root ndrc ed25519 {}", STANDARD.encode([0; 32])), vec![(6, RootKey)]),
        (6, format!("root ndrc {}", ndrc.trim_end_matches('=')), vec![(6, RootKey)]),
        (6, format!("root ndrc 1 {ndrc}"), vec![(6, Threshold)]),
        (6, format!("root ndrc {two}"), vec![(6, Threshold)]),
        (6, format!("root ndrc 0 {two}"), vec![(6, Threshold)]),
        (6, format!("root ndrc 3 {two}"), vec![(6, Threshold)]),
        (6, format!("root ndrc 01 {two}"), vec![(6, Threshold)]),
        (6, format!("root ndrc 256 {two}"), vec![(6, Threshold)]),
        (6, format!("root ndrc 2 {two}"), vec![]),
        (6, format!("root ndrc 2 {ndrc} {ndrc}"), vec![(6, Twice)]),
        (6, format!("root ndrc 17{}", format!(" {ndrc}").repeat(17)), vec![(6, Words)]),
        (6, format!("root macao {ndrc}"), vec![(6, OtherParty)]),
        (7, "node ndrc example.invalid".to_owned(), vec![(7, VerifierKey)]),
        (7, format!("node ndrc {wrong_kind}"), vec![(7, KeyKind)]),
        (7, format!("node ndrc {wrong_name}"), vec![(7, KeyName), (20, Twice)]),
        (8, format!("mirror ndrc {}", verifier("m", record::KeyKind::Ed25519, 51)), vec![(8, KeyKind)]),
        (8, format!("mirror ndrc {}", verifier("m", record::KeyKind::CosignatureEd25519, 11)), vec![(8, Twice)]),
        (8, format!("mirror ndrc {}", verifier("m", record::KeyKind::CosignatureMlDsa44, 51)), vec![(8, KeyKind)]),
        (17, "passkey hong_kong desk.example.invalid".to_owned(), vec![(17, Words)]),
        (17, "passkey macao desk.example.invalid https://desk.example.invalid".to_owned(), vec![(17, OtherParty)]),
        (17, String::new(), vec![(17, Spacing)]),
    ];
    for (line, to, expected) in table {
        assert_eq!(problems(line, &to), expected, "line {line}: {to}");
    }
}

#[test]
fn passkeys_are_used_only_under_their_name() {
    let with = |rest: &str| problems(17, &format!("passkey hong_kong {rest}"));
    let good = [
        "localhost http://localhost",
        "localhost http://localhost:8080 https://localhost",
        "xn--fiqs8s.example.invalid https://xn--fiqs8s.example.invalid",
        "example.invalid https://a.b.example.invalid:1",
    ];
    for rest in good {
        assert_eq!(with(rest), [], "{rest}");
    }
    let bad = [
        "Desk.example.invalid https://Desk.example.invalid",
        "desk..invalid https://desk..invalid",
        "-desk.invalid https://-desk.invalid",
        "中.invalid https://中.invalid",
        "desk.invalid http://desk.invalid",
        "desk.invalid desk.invalid",
        "desk.invalid https://desk.invalid/",
        "desk.invalid https://evildesk.invalid",
        "desk.invalid https://invalid",
        "desk.invalid https://desk.invalid.evil.invalid",
        "desk.invalid https://user@desk.invalid",
        "desk.invalid https://desk.invalid:443",
        "desk.invalid https://desk.invalid:0",
        "desk.invalid https://desk.invalid:080",
        "desk.invalid https://desk.invalid:65536",
        "desk.invalid https://desk.invalid:",
        "localhost http://localhost:80",
        "desk.invalid https://desk.invalid https://desk.invalid",
    ];
    for rest in bad {
        assert_eq!(with(rest), [(17, FoundingFault::Passkey)], "{rest}");
    }
}

#[test]
fn every_line_has_its_place() {
    use FoundingFault::Expected;
    let without = |line: usize| {
        let mut lines = lines();
        lines.remove(line - 1);
        of(&text(&lines))
    };
    let expected = [TITLE, "agreement", "rules", "edition", "party", "root", "node", "mirror"];
    for (line, word) in (1..).zip(expected) {
        assert_eq!(without(line), [(line, Expected(word))], "line {line}");
    }
    assert_eq!(without(17), [], "passkeys may be absent");
    assert_eq!(without(21), [(21, Expected("mirror"))], "the last line");
    let twice = |line: usize| {
        let mut lines = lines();
        let again = lines[line - 1].clone();
        lines.insert(line, again);
        of(&text(&lines))
    };
    assert_eq!(twice(4), [(5, Expected("party"))]);
    assert_eq!(twice(17), [(18, Expected("party"))]);
    assert_eq!(twice(8), [(9, FoundingFault::Twice), (9, Expected("party"))]);
    assert_eq!(of(""), [(1, Expected(TITLE))]);
    assert_eq!(of(&text(&lines()[..4])), [(5, Expected("party"))], "no party at all");
    let whole = text(&lines());
    assert_eq!(of(whole.trim_end()), [(21, FoundingFault::Spacing)], "no newline at the end");
    assert_eq!(of(&format!("{whole}\n")), [(22, FoundingFault::Spacing)]);
    assert_eq!(of(&"x\n".repeat(40_000)), [(1, FoundingFault::TooLarge)]);
}

#[test]
fn several_faults_are_told_at_once() {
    let mut lines = lines();
    lines[3] = "edition none".to_owned();
    lines[5] = "root ndrc rsa AAAA".to_owned();
    lines[16] = "passkey hong_kong a b".to_owned();
    lines[17] = format!("party macao {}", origin("guangdong"));
    use FoundingFault::{Edition, Passkey, Suite, Twice};
    assert_eq!(of(&text(&lines)), [(4, Edition), (6, Suite), (17, Passkey), (18, Twice)]);
}

#[test]
fn a_root_is_met_by_enough_of_its_keys() {
    let founding = Founding::parse(&text(&lines())).unwrap();
    let root = &founding.party("guangdong").unwrap().root;
    let [a, b, c] = root.keys.as_slice() else { panic!("three keys") };
    let other = &founding.party("macao").unwrap().root.keys[0];
    let met = |signed: &[&PublicKey]| root.is_met_by(&signed.iter().map(|key| (*key).clone()).collect::<Vec<_>>());
    assert!(met(&[a, b]) && met(&[c, a]) && met(&[a, b, c]));
    assert!(!met(&[]) && !met(&[a]) && !met(&[a, a]) && !met(&[a, other]));
    let party = founding.party("macao").unwrap();
    let again = Party::new(party.id.clone(), &party.origin, other.clone(), party.node.clone(), party.mirror.clone());
    assert_eq!(*party, again);
}

#[test]
fn a_founding_fits_one_agreement() {
    let agreement = Agreement::read(RULES).expect("the rules of the repository");
    let mut lines = lines();
    lines[2] = format!("rules {}", agreement.digest);
    let founding = Founding::parse(&text(&lines)).unwrap();
    assert_eq!(founding.misfits(&agreement), []);
    assert_eq!(Founding::new(&agreement, founding.parties.clone()), founding);
    let other = Founding { rules: Digest([0; 32]), agreement: "mekong_1995".to_owned(), ..founding.clone() };
    assert_eq!(other.misfits(&agreement), [Misfit::Agreement, Misfit::Rules(agreement.digest)]);
    let mut swapped = founding.clone();
    swapped.parties.swap(1, 2);
    let parties = ["ndrc", "guangdong", "hong_kong", "macao"].map(str::to_owned).to_vec();
    assert_eq!(swapped.misfits(&agreement), [Misfit::Parties(parties.clone())], "the agreement's order, never another");
    swapped.parties.pop();
    assert_eq!(swapped.misfits(&agreement), [Misfit::Parties(parties)]);
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,200}") {
        prop_assert!(Founding::parse(&text).is_err());
    }

    /// One changed character gives another founding, or problems in lines that are there.
    #[test]
    fn a_changed_character_is_seen(at in any::<prop::sample::Index>(), to in "[ -~\n]") {
        let whole = text(&lines());
        let at = at.index(whole.len());
        let changed = format!("{}{to}{}", &whole[..at], &whole[at + 1..]);
        match Founding::parse(&changed) {
            Ok(founding) => {
                prop_assert_eq!(founding.to_string(), changed.clone());
                prop_assert_eq!(changed == whole, founding.digest() == Digest::of(whole.as_bytes()));
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty() && problems.iter().all(|problem| (1..=23).contains(&problem.line)));
            }
        }
    }

    #[test]
    fn lines_in_any_order_are_read_without_harm(order in Just(lines()).prop_shuffle(), count in 0..22usize) {
        let some = text(&order[..count.min(order.len())]);
        if let Ok(founding) = Founding::parse(&some) {
            prop_assert_eq!(founding.to_string(), some);
        }
    }
}
