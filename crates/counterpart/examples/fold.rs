//! How long the fold of a large record takes: `fold [MATTERS] [AGREEMENT RULE FILE]`, matters of ten acts each and one of a
//! tenth as many acts as there are matters. Prints seconds, acts a second, and the memory that the fold holds.

#![allow(
    clippy::disallowed_methods,
    reason = "a measure has a command line, a file and a clock; the crate that it measures has none"
)]

use agreement::Agreement;
use agreement::act::{Act, Purpose};
use agreement::id::{BodyId, Digest, MatterId};
use counterpart::act_format::v1::{Leaf, MatterRef};
use counterpart::draft::{Deed, Draft};
use counterpart::founding::{Founding, Party};
use counterpart::frontier::Trees;
use counterpart::officer_signature::{PublicKey, Suite};
use counterpart::{Counterpart, Verdict};
use record::key::KeyKind;
use std::time::Instant;

/// How many acts a node keeps in memory before it puts away what rests.
const NEAR_ACTS: usize = 4_000;

/// The first act's time.
const BEGIN: u64 = 1_519_905_600;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let matters: usize = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let rules = arguments.next().unwrap_or_else(|| "agreements/greater_bay_area_2017/rules.kdl".to_owned());
    let text = std::fs::read_to_string(&rules).expect("the rule file is read from the root of the repository");
    let agreement = Agreement::read(&text).expect("the rule file is right");
    let founding = founding(&agreement);
    let record = record(&agreement, &founding, matters);
    let mut trees = Trees::default();
    record.iter().for_each(|(origin, leaf)| trees.append(origin, leaf));
    let before = resident();
    let (start, processor_before) = (Instant::now(), processor_seconds());
    let mut fold = Counterpart::new(founding, &agreement);
    for (origin, leaf) in &record {
        fold.receive(origin, leaf, &trees).expect("a log of this record");
        fold.put_away_beyond(NEAR_ACTS);
    }
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(fold.voids().count(), 0, "all acts of this record are lawful: {:?}", fold.voids().next());
    let first = &record[0].0;
    assert_eq!(fold.verdict(first, 0), Some(Verdict::Lawful(Vec::new())));
    let processor = processor_seconds() - processor_before;
    let megabytes = (resident() - before) as f64 / 1e6;
    let each = record.len() as f64 / seconds;
    println!("{} acts folded in {seconds:.2} s, {each:.0} a second, {megabytes:.0} MB", record.len());
    println!("of them {processor:.2} s of the processor, which others may have used beside");
}

fn founding(agreement: &Agreement) -> Founding {
    let parties = agreement.parties().enumerate().map(|(at, party)| {
        let id = agreement.body_of(party).id.clone();
        let origin = format!("example.invalid/{}/{id}/1", agreement.id);
        let key = |kind, seed| record::SigningKey::from_seed(&origin, kind, &[seed; 32]).expect("a key").verifier();
        let root = PublicKey { suite: Suite::Ed25519, bytes: vec![at as u8; 32] };
        Party::new(id, &origin, root, key(KeyKind::Ed25519, 1), key(KeyKind::CosignatureEd25519, 2))
    });
    Founding::new(agreement, parties.collect())
}

/// Letters between the parties in turn: one sent, then nine replies of its addressee. One letter gets a tenth of all acts.
fn record(agreement: &Agreement, founding: &Founding, matters: usize) -> Vec<(String, Vec<u8>)> {
    let empty = Counterpart::new(founding.clone(), agreement);
    let mut trees = Trees::default();
    let rule = agreement.rule_id("liaison").expect("the agreement has liaison");
    let parties: Vec<BodyId> = agreement.parties().collect();
    let mut made: Vec<(String, Vec<u8>)> = Vec::new();
    for number in 0..=matters {
        let (from, to) = (number % parties.len(), (number + 1) % parties.len());
        let second = BEGIN + number as u64 / 2;
        let send = Act::SendLiaison { purpose: Purpose::Reply, to: vec![parties[to]], text: Digest::of(b"letter"), due: None };
        let mut draft = Draft::of(Deed::Act(send), Some(MatterId::standing(rule)), (number as u128).to_be_bytes());
        let statement = empty.statement(&founding.parties[from].origin, &draft, second, &trees).expect("a statement");
        let opening = Leaf::new(&statement, Vec::new()).expect("a leaf");
        put(&mut made, &mut trees, &opening);
        draft = Draft::of(Deed::Act(Act::ReplyLiaison { text: Digest::of(b"reply") }), None, [0; 16]);
        let mut reply = empty.statement(&founding.parties[to].origin, &draft, second, &trees).expect("a statement");
        reply.matter = Some(MatterRef::Opened(opening.id()));
        reply.cites = vec![trees.head(&opening.statement().origin)];
        for turn in 0..if number == matters { matters / 10 - 1 } else { 9 } {
            reply.nonce = (((number as u128) << 64) | (turn as u128 + 1)).to_be_bytes();
            put(&mut made, &mut trees, &Leaf::new(&reply, Vec::new()).expect("a leaf"));
            reply.cites.clear();
        }
    }
    made
}

fn put(made: &mut Vec<(String, Vec<u8>)>, trees: &mut Trees, leaf: &Leaf) {
    let (origin, bytes) = (leaf.statement().origin.clone(), leaf.to_bytes());
    trees.append(&origin, &bytes);
    made.push((origin, bytes));
}

/// Seconds that this process has had of the processor, in hundredths as Linux counts them.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect::<Vec<_>>();
    let ticks = after_name.iter().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Bytes that this process holds in memory.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}
