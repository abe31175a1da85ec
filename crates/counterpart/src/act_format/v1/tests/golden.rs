//! Golden bytes: statements written down key by key, apart from this crate, with both digests by a command-line tool.
//! They are never changed: a record that was signed holds such bytes.

use super::*;
use crate::act_format::Twin;
use crate::commitment::{Audience, Commitment};
use crate::officer_signature::{Assertion, OfficerSignature, PublicKey, Suite};
use agreement::act::{ActKind, Post};
use agreement::id::Digest;

/// A statement in hexadecimal digits, one key a line, and its digests.
struct Golden {
    statement: &'static str,
    id: &'static str,
    twin: &'static str,
}

const EVIDENCE: Golden = Golden {
    statement: "
    a7
    0175677265617465725f6261795f617265615f32303137 # agreement
    0201 # epoch
    0378316578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f686f6e675f6b6f6e672f31 # origin
    056865766964656e6365 # kind
    071a5a779e80 # claimed
    08818378316578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f6775616e67646f6e67
    2f310758201111111111111111111111111111111111111111111111111111111111111111 # cites
    0950000102030405060708090a0b0c0d0e0f # nonce",
    id: "1bdc4c46a206e33e363513d937233b84f27e4649465a0beb10cd54c1ae5303ff",
    twin: "cf7805eeb528a4ec2029b5dcc59180fca99388128730a065178b3878b0810807",
};

const OPINION: Golden = Golden {
    statement: "
    aa
    0175677265617465725f6261795f617265615f32303137 # agreement
    0201 # epoch
    0378316578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f6775616e67646f6e672f31 # origin
    046d6b65795f776f726b2f32303138 # matter
    056c676976655f6f70696e696f6e # kind
    067821646576656c6f706d656e745f616e645f7265666f726d5f636f6d6d697373696f6e # post
    071a5a779e80 # claimed
    08828378316578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f686f6e675f6b6f6e67
    2f3119012c5820222222222222222222222222222222222222222222222222222222222222222283782d6578616d706c652e696e
    76616c69642f677265617465725f6261795f617265615f323031372f6d6163616f2f311a00010000582033333333333333333333
    33333333333333333333333333333333333333333333 # cites
    0950ffffffffffffffffffffffffffffffff # nonce
    0aa4017261677265655f776974685f6368616e676573020703582044444444444444444444444444444444444444444444444444
    444444444444440401 # fields",
    id: "e0fc484ef7c50e5b69f4162c85a29d33974320c33f54d6859819e6b465fa2443",
    twin: "9935da9b4b7c2c185909291ed2e748b55ffc5e693a9cef31c2d43586072d62ed",
};

const AMENDMENT: Golden = Golden {
    statement: "
    ab
    0175677265617465725f6261795f617265615f32303137 # agreement
    0202 # epoch
    03782d6578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f6d6163616f2f31 # origin
    057170726f706f73655f616d656e646d656e74 # kind
    066f63686965665f657865637574697665 # post
    071b0000000100000000 # claimed
    095000000000000000000000000000000000 # nonce
    0aa30158205555555555555555555555555555555555555555555555555555555555555555025820666666666666666666666666
    6666666666666666666666666666666666666666036a323032322d30362d3330 # fields
    0b848458207777777777777777777777777777777777777777777777777777777777777777582088888888888888888888888888
    88888888888888888888888888888888888888000084582079797979797979797979797979797979797979797979797979797979
    7979797958208a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a178269686f6e675f6b6f6e67646e
    6472638458207b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b58208c8c8c8c8c8c8c8c8c8c8c8c
    8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c1818018458207d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d7d
    7d7d7d7d7d7d58208e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e1b000000012a05f20002 # payloads
    0c69616d656e646d656e74 # rule
    0d816a323032322d30362d3031 # occurred",
    id: "537021f2aa4f1edb0fda322c096fe9f1c9fc03d798ff00425f1a5dd961b8af7c",
    twin: "f138f9804573426a30416daba060141b29fc14143870ef3ae38b29f776e9a871",
};

const SIGN: Golden = Golden {
    statement: "
    ac
    0175677265617465725f6261795f617265615f32303137 # agreement
    0201 # epoch
    0378316578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f6775616e67646f6e672f31 # origin
    0458209999999999999999999999999999999999999999999999999999999999999999 # matter
    05647369676e # kind
    0668676f7665726e6f72 # post
    071a5956e600 # claimed
    0950abababababababababababababababab # nonce
    0aa2015820cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd026468656164 # fields
    0d826a323031372d30372d30316831363a30353a3039 # occurred
    0e646e647263 # author
    0f01 # paper",
    id: "fcbd3ae8d993b4f9b316d7249f2325f20e18cc6fe9dd077b98a749419b69bc13",
    twin: "c6bc7d600b7168243edfb0e8a66c15cad54ce0a310a21da62bbbb5f714088d77",
};

/// The signatures that stand beside that statement.
const SIGNATURES: &str = "
    83a30167656432353531390258200101010101010101010101010101010101010101010101010101010101010101035840020202
    02020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202
    020202020202020202a5016c706173736b65792d7032353602582102030303030303030303030303030303030303030303030303
    03030303030303030342300604582504040404040404040404040404040404040404040404040404040404040404040404040404
    05427b7da2016570617065720658200505050505050505050505050505050505050505050505050505050505050505";

const PUBLICATION: Golden = Golden {
    statement: "
    a8
    0175677265617465725f6261795f617265615f32303137 # agreement
    0201 # epoch
    03782d6578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f6d6163616f2f31 # origin
    046d6b65795f776f726b2f32303138 # matter
    05677075626c697368 # kind
    071a5aa71480 # claimed
    09500f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f # nonce
    0aa50158206666666666666666666666666666666666666666666666666666666666666666025820555555555555555555555555
    5555555555555555555555555555555555555555036fe7a4bae7af84e8bea6e585ace5aea40482666c6976696e6769686f6e675f
    6b6f6e670569756e6465725f776179 # fields",
    id: "c3dfd27022e03aa4bd709ec6a23ad04e20d007b74bd50f293c2b6f315d088abb",
    twin: "7684c2e22942a58301c99bcf652e64b967b951f4bfadeff06bef9670093632fd",
};

const EPOCH: Golden = Golden {
    statement: "
    a7
    0175677265617465725f6261795f617265615f32303137 # agreement
    0202 # epoch
    0378316578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f686f6e675f6b6f6e672f31 # origin
    056b656e7465725f65706f6368 # kind
    071a61cf9980 # claimed
    095001010101010101010101010101010101 # nonce
    0aa3015820aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa02828378316578616d706c652e696e
    76616c69642f677265617465725f6261795f617265615f323031372f6775616e67646f6e672f310c5820bbbbbbbbbbbbbbbbbbbb
    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb8378316578616d706c652e696e76616c69642f677265617465725f626179
    5f617265615f323031372f686f6e675f6b6f6e672f31095820cccccccccccccccccccccccccccccccccccccccccccccccccccccc
    cccccccccc035820dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd # fields",
    id: "4606d84b7bed4ae92ae635dc26233d11bfbe0094f4d9d8b668a0bc6acd138be0",
    twin: "4e0bbe09aa0183c056e41cf4d20ef4d6e22ae14967e4d8a1c25eb59ad3463cdc",
};

const EMPOWER: Golden = Golden {
    statement: "
    a8
    0175677265617465725f6261795f617265615f32303137 # agreement
    0201 # epoch
    0378316578616d706c652e696e76616c69642f677265617465725f6261795f617265615f323031372f6775616e67646f6e672f31 # origin
    0567656d706f776572 # kind
    0664726f6f74 # post
    071a5956e600 # claimed
    095002020202020202020202020202020202 # nonce
    0aa5016ce8a18ce694bfe995b7e5ae9802686d616e646174656403010467736d322d736d3305582103eeeeeeeeeeeeeeeeeeeeee
    eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee # fields",
    id: "be5141537278aa8acefb28d41b6c1ed938419c43f443cb44f89b67ca0d58e32f",
    twin: "399fa0db89799b34ccc2cef0ebab6fa41c89ab3615520087cbf043342bde3047",
};

/// The bytes of hexadecimal digits; what follows a `#` on a line says what they are.
pub fn bytes(hex: &str) -> Vec<u8> {
    let digits: String = hex.lines().map(|line| line.split('#').next().unwrap_or_default()).collect();
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()
}

fn check(golden: &Golden, statement: &Statement) {
    let written = bytes(golden.statement);
    assert_eq!(Statement::read(&written).as_ref(), Ok(statement));
    assert_eq!(statement.to_bytes(), Ok(written.clone()));
    assert_eq!(ActId::of(&written).to_string(), golden.id);
    assert_eq!(Twin::of(&written).to_string(), golden.twin);
}

fn origin(party: &str) -> String {
    format!("example.invalid/greater_bay_area_2017/{party}/1")
}

fn head(party: &str, size: u64, byte: u8) -> Head {
    Head { origin: origin(party), size, root: [byte; 32] }
}

fn act(kind: ActKind, fields: Vec<(u64, Said)>) -> Body {
    Body::Act(ReferenceAct { kind, fields })
}

/// A statement with nothing that can be absent.
pub fn plain(party: &str, epoch: u64, claimed: u64, nonce: [u8; 16], body: Body) -> Statement {
    Statement {
        agreement: "greater_bay_area_2017".to_owned(),
        epoch,
        origin: origin(party),
        matter: None,
        post: None,
        claimed,
        cites: Vec::new(),
        nonce,
        body,
        payloads: Vec::new(),
        rule: None,
        occurred: None,
        author: None,
        medium: Medium::Record,
    }
}

#[test]
fn evidence_is_a_time_and_the_heads_held() {
    let nonce: [u8; 16] = std::array::from_fn(|index| index as u8);
    let statement = plain("hong_kong", 1, 1_517_788_800, nonce, act(ActKind::Evidence, vec![]));
    check(&EVIDENCE, &Statement { cites: vec![head("guangdong", 7, 0x11)], ..statement });
}

#[test]
fn an_opinion_in_a_derived_matter() {
    let fields =
        vec![(1, Said::Word("agree_with_changes")), (2, Said::Number(7)), (3, Said::Digest([0x44; 32])), (4, Said::Flag)];
    let statement = Statement {
        matter: Some(MatterRef::Derived("key_work/2018".to_owned())),
        post: Some("development_and_reform_commission".to_owned()),
        cites: vec![head("hong_kong", 300, 0x22), head("macao", 65_536, 0x33)],
        ..plain("guangdong", 1, 1_517_788_800, [0xff; 16], act(ActKind::GiveOpinion, fields))
    };
    check(&OPINION, &statement);
}

#[test]
fn an_opening_act_with_every_audience() {
    let fields =
        vec![(1, Said::Digest([0x55; 32])), (2, Said::Act(ActId([0x66; 32]))), (3, Said::Date("2022-06-30".parse().unwrap()))];
    let payload = |sha256, sm3, length, audience| Payload {
        commitment: Commitment { sha256: [sha256; 32], sm3: [sm3; 32] },
        length,
        audience,
    };
    let statement = Statement {
        post: Some("chief_executive".to_owned()),
        rule: Some("amendment".to_owned()),
        occurred: Some(Occurred { date: "2022-06-01".parse().unwrap(), time: None }),
        payloads: vec![
            payload(0x77, 0x88, 0, Audience::OwnSide),
            payload(0x79, 0x8a, 23, Audience::Parties(vec!["hong_kong".to_owned(), "ndrc".to_owned()])),
            payload(0x7b, 0x8c, 24, Audience::AllParties),
            payload(0x7d, 0x8e, 5_000_000_000, Audience::Public),
        ],
        ..plain("macao", 2, 4_294_967_296, [0; 16], act(ActKind::ProposeAmendment, fields))
    };
    check(&AMENDMENT, &statement);
}

#[test]
fn a_publication_of_another_act() {
    let under = ["living", "hong_kong"].map(|id| Said::Text(id.to_owned())).to_vec();
    let fields = vec![
        (1, Said::Act(ActId([0x66; 32]))),
        (2, Said::Digest([0x55; 32])),
        (3, Said::Text("示範辦公室".to_owned())),
        (4, Said::List(under)),
        (5, Said::Word("under_way")),
    ];
    let statement = Statement {
        matter: Some(MatterRef::Derived("key_work/2018".to_owned())),
        ..plain("macao", 1, 1_520_899_200, [0x0f; 16], act(ActKind::Publish, fields))
    };
    check(&PUBLICATION, &statement);
}

fn signed() -> Statement {
    let fields = vec![(1, Said::Digest([0xcd; 32])), (2, Said::Word("head"))];
    Statement {
        matter: Some(MatterRef::Opened(ActId([0x99; 32]))),
        post: Some("governor".to_owned()),
        occurred: Some(Occurred { date: "2017-07-01".parse().unwrap(), time: Some("16:05:09".parse().unwrap()) }),
        author: Some("ndrc".to_owned()),
        medium: Medium::Paper,
        ..plain("guangdong", 1, 1_498_867_200, [0xab; 16], act(ActKind::Sign, fields))
    }
}

#[test]
fn a_signature_on_paper_for_another_body_in_an_opened_matter() {
    check(&SIGN, &signed());
}

#[test]
fn a_leaf_is_format_statement_and_signatures() {
    let by = |suite, bytes: Vec<u8>| PublicKey { suite, bytes };
    let signatures = vec![
        OfficerSignature::Direct { key: by(Suite::Ed25519, vec![1; 32]), signature: vec![2; 64] },
        OfficerSignature::Passkey {
            key: by(Suite::PasskeyP256, [vec![2], vec![3; 32]].concat()),
            assertion: Assertion { authenticator_data: vec![4; 37], client_data: b"{}".to_vec(), signature: vec![0x30, 0x06] },
        },
        OfficerSignature::Paper { scan: [5; 32] },
    ];
    let leaf = Leaf::new(&signed(), signatures.clone()).unwrap();
    // An array of three; 1; a byte string of 226 bytes.
    let expected = [bytes("83 01 58e2"), bytes(SIGN.statement), bytes(SIGNATURES)].concat();
    assert_eq!(leaf.to_bytes(), expected);
    assert_eq!(Leaf::decode(&expected).as_ref(), Ok(&leaf));
    assert_eq!((leaf.statement_bytes(), leaf.signatures()), (bytes(SIGN.statement).as_slice(), signatures.as_slice()));
    assert_eq!((leaf.id().to_string(), leaf.twin().to_string()), (SIGN.id.to_owned(), SIGN.twin.to_owned()));
}

#[test]
fn the_entry_into_an_epoch() {
    let verb = RecordVerb::EnterEpoch {
        ballot: ActId([0xaa; 32]),
        frontier: vec![head("guangdong", 12, 0xbb), head("hong_kong", 9, 0xcc)],
        state: Digest([0xdd; 32]),
    };
    check(&EPOCH, &plain("hong_kong", 2, 1_640_995_200, [1; 16], Body::Verb(verb)));
}

#[test]
fn a_post_is_empowered() {
    let verb = RecordVerb::Empower {
        post: "行政長官".to_owned(),
        rank: Post::Mandated,
        may_empower: true,
        suite: Suite::Sm2,
        key: [vec![3], vec![0xee; 32]].concat(),
    };
    let statement = plain("guangdong", 1, 1_498_867_200, [2; 16], Body::Verb(verb));
    check(&EMPOWER, &Statement { post: Some("root".to_owned()), ..statement });
}
