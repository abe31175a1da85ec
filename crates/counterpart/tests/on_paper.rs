//! A leader signs on paper: it stands if the scan is among the act's payloads and a custodian of the same party, who has a mandate of the head,
//! records it under an own signature.

mod record;

use agreement::act::{Act, Post};
use agreement::id::MatterId;
use counterpart::Verdict;
use counterpart::act_format::v1::{Leaf, Medium};
use counterpart::commitment::{Audience, Payload};
use counterpart::draft::Deed;
use counterpart::officer_signature::OfficerSignature;
use counterpart::void::Void;
use record::World;

const LAWFUL: Verdict = Verdict::Lawful(Vec::new());

/// The officers of Guangdong's posts in these stories.
const CUSTODIAN: u8 = 2;
const CLERK: u8 = 3;

/// Who signs the leaf beside the paper, and what its scan is held to be.
struct Case {
    says: &'static str,
    post: &'static str,
    officers: &'static [u8],
    medium: Medium,
    scan: &'static [u8],
    void: Option<&'static str>,
}

const CASES: &[Case] = &[
    Case { says: "the head on paper, a custodian beside it", void: None, ..GOOD },
    Case { says: "nobody beside the paper", officers: &[], void: Some("paper_alone"), ..GOOD },
    Case { says: "an officer without a mandate of the head", officers: &[CLERK], void: Some("paper_alone"), ..GOOD },
    Case { says: "the head's own key is no custodian", officers: &[1], void: Some("paper_alone"), ..GOOD },
    Case { says: "another scan than the act holds", scan: b"another scan", void: Some("no_scan"), ..GOOD },
    Case { says: "an act that does not say that it was done on paper", medium: Medium::Record, void: Some("form"), ..GOOD },
    Case { says: "a post that there is not", post: "nobody", void: Some("not empowered"), ..GOOD },
];

const GOOD: Case = Case { says: "", post: "head", officers: &[CUSTODIAN], medium: Medium::Paper, scan: b"the scan", void: None };

fn payload(bytes: &[u8]) -> Payload {
    Payload::of(&[7; 32], bytes, Audience::OwnSide)
}

/// The leaf of a signature on paper by Guangdong.
fn leaf(world: &mut World, matter: MatterId, case: &Case) -> Leaf {
    let mut draft = world.draft(Deed::Act(Act::Sign { text: None, post: None }), Some(matter));
    draft.post = Some(case.post.to_owned());
    draft.medium = case.medium;
    draft.payloads = vec![payload(b"the scan")];
    let signed = world.leaf(1, &draft, case.officers);
    let paper = OfficerSignature::Paper { scan: payload(case.scan).commitment.sha256 };
    let signatures = [&[paper][..], signed.signatures()].concat();
    Leaf::of_statement(signed.statement_bytes(), signatures).expect("a leaf")
}

fn world() -> (World, MatterId) {
    let mut world = World::with_heads();
    assert_eq!(world.empower(1, "director", Post::Mandated, CUSTODIAN), LAWFUL);
    assert_eq!(world.empower(1, "clerk", Post::Officer, CLERK), LAWFUL);
    let matter = world.propose(0, "one", None);
    world.meet();
    (world, matter)
}

#[test]
fn paper_stands_by_its_scan_and_a_custodian() {
    for case in CASES {
        let (mut world, matter) = world();
        let leaf = leaf(&mut world, matter, case);
        let found = match world.append(1, &leaf) {
            Verdict::Lawful(_) => None,
            Verdict::Void(Void::WrongSignature { fault }) => Some(fault),
            Verdict::Void(Void::NotEmpowered { .. }) => Some("not empowered".to_owned()),
            other => panic!("{}: {other:?}", case.says),
        };
        assert_eq!(found.as_deref(), case.void, "{}", case.says);
        world.meet();
        world.assert_same();
    }
}

#[test]
fn all_count_it_like_any_other_signature() {
    let (mut world, matter) = world();
    let signed = leaf(&mut world, matter, &GOOD);
    assert_eq!(world.append(1, &signed), LAWFUL);
    for party in [0, 2] {
        assert_eq!(world.sign(party, matter), LAWFUL);
    }
    world.meet();
    assert_eq!(world.commit(0, matter), LAWFUL, "every signature is there");
    world.meet();
    world.assert_same();
}
