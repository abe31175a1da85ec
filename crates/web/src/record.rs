//! The record: the parties' counterparts, how far each log is held, and by whom.

use crate::chrome::{Chrome, html};
use crate::site::Site;
use agreement::message::Message;
use askama::Template;

#[derive(Template)]
#[template(path = "record.html")]
struct Record {
    chrome: Chrome,
    heading: String,
    agree: String,
    holds: bool,
    said: String,
    columns: [String; 5],
    rows: Vec<Row>,
    digest_label: String,
    digest: String,
    digest_said: String,
    check_label: String,
    check: Vec<String>,
    forked: String,
}

struct Row {
    party: String,
    size: u64,
    received: u64,
    held_by_all: u64,
    root: String,
    forked: bool,
}

/// The page.
pub fn page(site: &Site<'_>) -> String {
    let title = site.key("page-record");
    let forked: Vec<_> = site.logs.iter().filter(|log| log.forked).map(|log| log.party).collect();
    let held: u64 = site.logs.iter().map(|log| log.held_by_all).sum();
    let all: u64 = site.logs.iter().map(|log| log.size).sum();
    let agree = match (forked.is_empty(), held == all) {
        (false, _) => Message::new("page-record-forked").bodies("parties", forked),
        (true, true) => Message::new("page-record-agree").number("acts", all as i64),
        (true, false) => Message::new("page-record-behind").number("held", held as i64).number("acts", all as i64),
    };
    let row = |log: &crate::site::LogRow| Row {
        party: site.words.language.sentence(&site.words.short_body(log.party)),
        size: log.size,
        received: log.received,
        held_by_all: log.held_by_all,
        root: log.root.chars().take(16).collect(),
        forked: log.forked,
    };
    html(&Record {
        chrome: Chrome::of(site, "record", &title),
        heading: title,
        holds: site.logs.iter().all(|log| !log.forked) && held == all,
        agree: site.say(agree),
        said: site.key("page-record-said"),
        columns: ["page-log", "page-leaves", "page-received", "page-held-by-all", "page-head"].map(|key| site.key(key)),
        rows: site.logs.iter().map(row).collect(),
        digest_label: site.key("page-digest"),
        digest: site.digest.to_owned(),
        digest_said: site.key("page-digest-said"),
        check_label: site.key("page-check"),
        check: ["page-check-verify", "page-check-files"].map(|key| site.key(key)).to_vec(),
        forked: site.key("page-forked"),
    })
}
