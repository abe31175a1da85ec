//! Properties over acts of every kind: what is written is read, what is read is written the same, and no bit counts for nothing.

use super::*;
use crate::act_format::Naming;
use crate::cbor;
use crate::commitment::Audience;
use crate::officer_signature::{Assertion, OfficerSignature, PublicKey, Suite};
use agreement::Agreement;
use agreement::act::ActKind;
use agreement::id::{BodyId, Place, RuleId};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;

/// The rules of the repository's first agreement: four parties, an outside body, offices.
pub const RULES: &str = include_str!("../../../../../../agreements/greater_bay_area_2017/rules.kdl");

static AGREEMENT: LazyLock<Agreement> = LazyLock::new(|| Agreement::read(RULES).expect("the rules of the repository"));

/// A name for every place, so that names and places go both ways.
fn name(place: Place) -> ActId {
    let mut bytes = [0x5a; 32];
    bytes[..2].copy_from_slice(&place.log.0.to_be_bytes());
    bytes[2..6].copy_from_slice(&place.number.to_be_bytes());
    ActId(bytes)
}

fn place(act: ActId) -> Option<Place> {
    let log = u16::from_be_bytes(act.0[..2].try_into().ok()?);
    let number = u32::from_be_bytes(act.0[2..6].try_into().ok()?);
    let place = Place { log: BodyId(log), number };
    (name(place) == act).then_some(place)
}

/// The matter that an act opened; here the rule follows from the number.
fn opened(act: ActId) -> Option<MatterId> {
    let place = place(act)?;
    let rule = RuleId((place.number % AGREEMENT.rules.len() as u32) as u16);
    Some(MatterId { rule, occasion: Occasion::Opened(place) })
}

fn lookup() -> Lookup<'static> {
    Lookup { agreement: &AGREEMENT, place: &place, opened: &opened }
}

fn naming() -> Naming<'static> {
    Naming { agreement: &AGREEMENT, act_id: &|place| Some(name(place)) }
}

fn any_body() -> impl Strategy<Value = String> {
    (0..AGREEMENT.bodies.len()).prop_map(|index| AGREEMENT.bodies[index].id.clone())
}

fn any_act_id() -> impl Strategy<Value = ActId> {
    (0..9u16, 1..1000u32).prop_map(|(log, number)| name(Place { log: BodyId(log), number }))
}

fn any_matter() -> impl Strategy<Value = MatterRef> {
    const DERIVED: [&str; 5] = ["term", "key_work/2018", "annual_meeting/9999", "key_work/1", "liaison"];
    prop_oneof![
        select(&DERIVED[..]).prop_map(|name| MatterRef::Derived(name.to_owned())),
        any_act_id().prop_map(MatterRef::Opened),
    ]
}

fn any_date() -> impl Strategy<Value = Date> {
    (1..=9998i16, 1..=12i8, 1..=28i8).prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
}

fn any_time() -> impl Strategy<Value = Time> {
    (0..24i8, 0..60i8, 0..60i8).prop_map(|(hour, minute, second)| jiff::civil::time(hour, minute, second, 0))
}

fn any_head() -> impl Strategy<Value = Head> {
    ("[a-z]{1,9}(/[a-z0-9]{1,5}){1,3}", 1..=i64::MAX as u64, any::<[u8; 32]>()).prop_map(|(origin, size, root)| Head {
        origin,
        size,
        root,
    })
}

fn any_heads(least: usize) -> impl Strategy<Value = Vec<Head>> {
    prop::collection::vec(any_head(), least..5).prop_map(|mut heads| {
        heads.sort_by(|a, b| a.origin.cmp(&b.origin));
        heads.dedup_by(|a, b| a.origin == b.origin);
        heads
    })
}

fn any_said(shape: Shape) -> BoxedStrategy<Said> {
    match shape {
        Shape::Number => (0..=1_000_000u64).prop_map(Said::Number).boxed(),
        Shape::Size => (0..=i64::MAX as u64).prop_map(Said::Number).boxed(),
        Shape::Word(words) => select(words).prop_map(Said::Word).boxed(),
        Shape::Text => ".{1,40}".prop_map(Said::Text).boxed(),
        Shape::Date => any_date().prop_map(Said::Date).boxed(),
        Shape::Time => any_time().prop_map(Said::Time).boxed(),
        Shape::Digest => any::<[u8; 32]>().prop_map(Said::Digest).boxed(),
        Shape::Body => any_body().prop_map(Said::Body).boxed(),
        Shape::Act => any_act_id().prop_map(Said::Act).boxed(),
        Shape::Matter => any_matter().prop_map(Said::Matter).boxed(),
        Shape::Flag => Just(Said::Flag).boxed(),
        Shape::Bytes => prop::collection::vec(any::<u8>(), 1..80).prop_map(Said::Bytes).boxed(),
        Shape::Heads => any_heads(1).prop_map(Said::Heads).boxed(),
        Shape::List(Shape::Body) => {
            let ids = || AGREEMENT.bodies.iter().map(|body| body.id.clone());
            let some = prop::sample::subsequence(ids().collect::<Vec<_>>(), 1..=5);
            some.prop_map(|bodies| Said::List(bodies.into_iter().map(Said::Body).collect())).boxed()
        }
        Shape::List(shape) => prop::collection::vec(any_said(*shape), 1..5).prop_map(Said::List).boxed(),
    }
}

/// What the fields of some slots say: what must be there, and now and then what may be.
fn any_fields(slots: &'static [Slot]) -> BoxedStrategy<Vec<(u64, Said)>> {
    let one = |slot: &Slot| {
        let number = slot.number;
        let said = any_said(slot.shape).prop_map(move |said| (number, said));
        match slot.presence {
            Presence::Required => said.prop_map(Some).boxed(),
            Presence::Optional => prop::option::of(said).boxed(),
        }
    };
    let all: Vec<_> = slots.iter().map(one).collect();
    all.prop_map(|fields| fields.into_iter().flatten().collect()).boxed()
}

fn any_act(kind: ActKind) -> impl Strategy<Value = ReferenceAct> {
    any_fields(row(kind).slots).prop_map(move |fields| ReferenceAct { kind, fields })
}

fn any_verb() -> impl Strategy<Value = RecordVerb> {
    let key = |suite: Suite| {
        let length = suite.key_bytes().expect("suites with keys");
        (Just(suite), prop::collection::vec(any::<u8>(), length))
    };
    let key = select(vec![Suite::P256, Suite::Ed25519, Suite::Sm2, Suite::PasskeyP256]).prop_flat_map(key);
    let others = select(&VerbKind::ALL[1..]).prop_flat_map(|kind| {
        any_fields(kind.slots()).prop_filter_map("posts and origins are identifiers", move |mut fields| {
            for (_, said) in &mut fields {
                if let Said::Text(text) = said {
                    *text = format!("name{}", text.len());
                }
            }
            kind.hear(&fields).ok()
        })
    });
    let rank = select(vec![Post::Head, Post::Mandated, Post::Officer]);
    let empower = ("[a-z_]{1,20}", rank, any::<bool>(), key)
        .prop_map(|(post, rank, may_empower, (suite, key))| RecordVerb::Empower { post, rank, may_empower, suite, key });
    prop_oneof![1 => empower, 7 => others]
}

fn any_payload() -> impl Strategy<Value = Payload> {
    let audience = prop_oneof![
        Just(Audience::OwnSide),
        prop::collection::vec(any_body(), 1..4).prop_map(Audience::Parties),
        Just(Audience::AllParties),
        Just(Audience::Public),
    ];
    let bytes = prop::collection::vec(any::<u8>(), 0..50);
    (any::<[u8; 32]>(), bytes, audience).prop_map(|(salt, bytes, audience)| Payload::of(&salt, &bytes, audience))
}

pub fn any_signature() -> impl Strategy<Value = OfficerSignature> {
    let bytes = |least| prop::collection::vec(any::<u8>(), least..90);
    let key = |suites: Vec<Suite>| {
        select(suites).prop_flat_map(|suite| {
            let length = suite.key_bytes().expect("suites with keys");
            prop::collection::vec(any::<u8>(), length).prop_map(move |bytes| PublicKey { suite, bytes })
        })
    };
    let direct = key(vec![Suite::P256, Suite::Ed25519, Suite::Sm2]);
    let passkey = key(vec![Suite::PasskeyP256, Suite::PasskeyEd25519]);
    prop_oneof![
        (direct, bytes(1)).prop_map(|(key, signature)| OfficerSignature::Direct { key, signature }),
        (passkey, bytes(1), bytes(1), bytes(1)).prop_map(|(key, authenticator_data, client_data, signature)| {
            OfficerSignature::Passkey { key, assertion: Assertion { authenticator_data, client_data, signature } }
        }),
        any::<[u8; 32]>().prop_map(|scan| OfficerSignature::Paper { scan }),
    ]
}

fn any_statement() -> impl Strategy<Value = Statement> {
    let act = (0..ActKind::ALL.len()).prop_flat_map(|index| any_act(ActKind::ALL[index])).prop_map(Body::Act);
    let body = prop_oneof![3 => act, 1 => any_verb().prop_map(Body::Verb)];
    let times = prop::option::weighted(0.3, (any_date(), prop::option::of(any_time())));
    let optional = (
        prop::option::of(any_matter()),
        prop::option::of("[a-z_]{1,12}"),
        prop::option::of("[a-z_]{1,12}"),
        times,
        prop::option::of(any_body()),
        any::<bool>(),
    );
    let fixed = ("[a-z0-9_]{1,30}", 1..u64::MAX, "[a-z./]{1,40}", 0..CLAIMED_END, any::<[u8; 16]>());
    let lists = (any_heads(0), prop::collection::vec(any_payload(), 0..3));
    (body, fixed, optional, lists).prop_map(|(body, fixed, (matter, post, rule, occurred, author, paper), (cites, payloads))| {
        let verb = matches!(body, Body::Verb(_));
        let opens = matches!(&body, Body::Act(act) if row(act.kind).effect == Opening::Opens);
        let (agreement, epoch, origin, claimed, nonce) = fixed;
        Statement {
            agreement,
            epoch,
            origin,
            matter: matter.filter(|_| !opens && !verb),
            post,
            claimed,
            cites,
            nonce,
            body,
            payloads,
            rule: rule.filter(|_| opens),
            occurred: occurred.map(|(date, time)| Occurred { date, time }).filter(|_| !verb),
            author: author.filter(|_| !verb),
            medium: if paper && !verb { Medium::Paper } else { Medium::Record },
        }
    })
}

fn any_leaf() -> impl Strategy<Value = Leaf> {
    let signatures = prop::collection::vec(any_signature(), 0..4);
    (any_statement(), signatures)
        .prop_filter_map("one signature of each key", |(statement, signatures)| Leaf::new(&statement, signatures).ok())
}

/// Every kind, not only those that chance picks.
#[test]
fn every_kind_of_act_goes_to_its_reference_form_and_back() {
    for kind in ActKind::ALL {
        let config = ProptestConfig { cases: 24, ..ProptestConfig::default() };
        let done = proptest::test_runner::TestRunner::new(config).run(&any_act(*kind), |said| {
            let act = said.act(&lookup()).map_err(|problem| TestCaseError::fail(format!("{problem:?}")))?;
            prop_assert_eq!(act.kind(), *kind);
            prop_assert_eq!(act.opens(), row(*kind).effect == Opening::Opens, "what opens a matter");
            prop_assert_eq!(ReferenceAct::of(&act, &naming()), Ok(said.clone()));
            let statement = super::golden::plain("guangdong", 1, 0, [0; 16], Body::Act(said));
            prop_assert_eq!(Statement::read(&statement.to_bytes().unwrap()), Ok(statement));
            Ok(())
        });
        assert!(done.is_ok(), "{}: {done:?}", kind.name());
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(statement in any_statement()) {
        let bytes = statement.to_bytes();
        prop_assert!(bytes.is_ok(), "{:?}", bytes);
        prop_assert_eq!(Statement::read(&bytes.unwrap()), Ok(statement));
    }

    #[test]
    fn a_leaf_is_read_as_it_was_written(leaf in any_leaf()) {
        let bytes = leaf.to_bytes();
        prop_assert_eq!(read(&bytes), Ok(Reading::Leaf(Box::new(leaf))));
    }

    #[test]
    fn any_changed_bit_is_another_act_or_other_signatures_or_no_leaf(leaf in any_leaf(), at in any::<Index>(), bit in 0..8u32) {
        let mut bytes = leaf.to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(Reading::Leaf(other)) = read(&bytes) {
            prop_assert_eq!(other.to_bytes(), bytes, "one value has one encoding");
            let same_act = other.id() == leaf.id() || other.twin() == leaf.twin();
            prop_assert!(!same_act || other.signatures() != leaf.signatures());
            prop_assert!(same_act || other.statement() != leaf.statement());
        }
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(Reading::Leaf(leaf)) = read(&bytes) {
            prop_assert_eq!(leaf.to_bytes(), bytes);
        }
    }

    /// Bytes that begin like a leaf and a statement reach further into the reader than chance alone.
    #[test]
    fn any_map_is_read_without_harm(entries in prop::collection::btree_map(0..18u64, any_value(), 0..14)) {
        let statement = cbor::encode(&Value::Map(entries.into_iter().collect()));
        if let Ok(found) = Statement::read(&statement) {
            prop_assert_eq!(found.to_bytes(), Ok(statement));
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let kinds: Vec<&str> = ActKind::ALL.iter().map(|kind| kind.name()).collect();
    let leaf = prop_oneof![
        any::<u64>().prop_map(Value::Unsigned),
        (0..3u64).prop_map(Value::Unsigned),
        any::<[u8; 32]>().prop_map(|bytes| Value::Bytes(bytes.to_vec())),
        any::<[u8; 16]>().prop_map(|bytes| Value::Bytes(bytes.to_vec())),
        select(kinds).prop_map(|kind| Value::Text(kind.to_owned())),
        "[a-z0-9:/-]{0,10}".prop_map(Value::Text),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map(1..5u64, inner, 0..4).prop_map(|map| Value::Map(map.into_iter().collect())),
        ]
    })
}
