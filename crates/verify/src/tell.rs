//! What was proved, or the first thing that is wrong, in the reader's language; and the same as data.

use crate::fault::Fault;
use crate::proven::Proven;
use agreement::message::Message;
use agreement::report::Report;
use serde_json::{Value, json};
use words::Words;
use words::tell::status;

/// The most payloads that are named one by one.
const NAMED: usize = 20;

/// The sentence, and below it one line for each log and for whatever else is to be known.
pub fn proven(words: &Words<'_>, proven: &Proven<'_>) -> Vec<String> {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let sentence = Message::new("verify-proved")
        .number("acts", number(proven.acts()))
        .number("voids", number(proven.voids()))
        .number("logs", number(proven.logs.len() as u64))
        .bodies("parties", proven.fold.agreement().parties())
        .text("state", hex(&proven.state))
        .number("held", number(proven.held_by_all()));
    let mut lines = vec![words.say(&sentence)];
    lines.extend(proven.logs.iter().map(|log| {
        let line = Message::new("verify-log").body("party", log.party).text("origin", log.origin.clone());
        words.say(&line.number("acts", number(log.folded)).number("held", number(log.held_by_all)))
    }));
    let signatures = Message::new("verify-signatures")
        .number("officers", number(proven.officer_signatures))
        .number("heads", number(proven.heads.count))
        .number("cosignatures", number(proven.heads.cosignatures));
    lines.push(words.say(&signatures));
    lines.push(words.say(&Message::new("verify-under-founding").text("founding", proven.founding.clone())));
    let counted = [
        ("verify-unfolded", proven.unfolded()),
        ("verify-beyond", proven.logs.iter().map(|log| log.beyond).sum()),
        ("verify-torn", proven.torn_bytes),
        ("verify-strangers", proven.heads.strangers),
        ("verify-forks-proved", proven.forks.proved),
        ("verify-forks-untold", proven.forks.untold),
        ("verify-payloads-here", proven.payloads.here),
        ("verify-payloads-erased", proven.payloads.erased.len() as u64),
        ("verify-payloads-missing", proven.payloads.missing.len() as u64),
    ];
    let told = counted.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(told.map(|(key, count)| words.say(&Message::new(key).number("count", number(count)))));
    lines
        .extend(proven.payloads.missing.iter().chain(&proven.payloads.erased).take(NAMED).map(|name| format!("  {}", hex(name))));
    if !proven.head_file {
        lines.push(words.key("verify-no-head-file"));
    }
    if let Some(receipt) = &proven.receipt {
        let line = Message::new("verify-receipt").text("origin", receipt.origin.clone());
        let line = line.text("index", receipt.index.to_string()).number("size", number(receipt.size));
        lines.push(words.say(&line.bodies("parties", receipt.cosigned.iter().copied())));
    }
    lines
}

/// How the agreement stands on the day of `report`, by the record that was proved.
pub fn standing(words: &Words<'_>, report: &Report) -> Vec<String> {
    let mut lines = status::head(words, report.as_of, report.known_at, false);
    lines.extend(status::standing(words, report.standing.as_ref()));
    lines.push(status::foot(words));
    lines
}

/// The first thing that is wrong: what it means, where it is, and what the reader of the bytes said.
pub fn wrong(words: &Words<'_>, fault: &Fault) -> Vec<String> {
    let first =
        Message::new("verify-wrong").text("meaning", words.say(&fault.meaning())).text("place", words.say(&fault.place()));
    let mut lines = vec![words.say(&first)];
    if !fault.detail.is_empty() {
        lines.push(format!("  {}", fault.detail));
    }
    lines
}

/// What was proved, as data.
pub fn proven_data(proven: &Proven<'_>) -> Value {
    let agreement = proven.fold.agreement();
    let party = |party| agreement.body_of(party).id.clone();
    let logs = proven.logs.iter().map(|log| {
        json!({ "origin": log.origin, "party": party(log.party), "leaves": log.size, "folded": log.folded, "void": log.void,
            "held_by_all": log.held_by_all, "under_no_head": log.beyond })
    });
    let names = |names: &[[u8; 32]]| names.iter().map(|name| hex(name)).collect::<Vec<_>>();
    let receipt = proven.receipt.as_ref().map(|receipt| {
        let cosigned: Vec<String> = receipt.cosigned.iter().map(|one| party(*one)).collect();
        json!({ "log": receipt.origin, "index": receipt.index, "size": receipt.size, "cosigned": cosigned })
    });
    let voids = proven.fold.voids().map(
        |(log, index, void)| json!({ "log": log, "index": index, "why": agreement::plain::message(agreement, &void.message()) }),
    );
    json!({
        "proved": true, "agreement": agreement.id, "founding": proven.founding, "state": hex(&proven.state),
        "acts": proven.acts(), "void": proven.voids(), "held_by_all": proven.held_by_all(), "unfolded": proven.unfolded(),
        "logs": logs.collect::<Vec<_>>(), "voids": voids.take(1_000).collect::<Vec<_>>(),
        "signatures": { "officers": proven.officer_signatures, "heads": proven.heads.count,
            "cosignatures": proven.heads.cosignatures, "of_others": proven.heads.strangers },
        "forks": { "proved": proven.forks.proved, "untold": proven.forks.untold },
        "payloads": { "here": proven.payloads.here, "erased": names(&proven.payloads.erased),
            "missing": names(&proven.payloads.missing) },
        "torn_bytes": proven.torn_bytes, "head_file": proven.head_file, "receipt": receipt,
    })
}

/// What is wrong, as data: the first first.
pub fn wrong_data(faults: &[Fault]) -> Value {
    let fault = |fault: &Fault| {
        json!({ "what": fault.what.key(), "file": fault.file, "log": fault.log, "index": fault.index, "byte": fault.byte,
            "detail": fault.detail })
    };
    json!({ "proved": false, "faults": faults.iter().take(1_000).map(fault).collect::<Vec<_>>() })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
