//! The table of opinions and their treatment (意見及處理情況表): every text that was asked about, what each said to it, and what became of it.

use super::agreement_title;
use crate::key_work::List;
use crate::key_work::version::{Version, versions};
use crate::opinion_round;
use agreement::message::Message;
use papers::paper::Block;

/// Its parts between letterhead and signature.
pub fn blocks(list: &List<'_, '_>) -> Vec<Block> {
    let site = list.site;
    let title = Message::new("letter-table-title").text("agreement", agreement_title(site)).number("year", i64::from(list.year));
    let heads = [
        "key-work-number",
        "opinion-round-asked",
        "letter-whose",
        "opinion-round-answered",
        "send-remarks",
        "opinion-round-treated",
    ];
    vec![
        Block::Title(site.say(title)),
        Block::Table {
            heads: heads.map(|key| site.key(key)).to_vec(),
            rows: list.items().flat_map(|(number, _)| rows(list, number)).collect(),
            shares: vec![2, 9, 4, 5, 9, 6],
            joined: vec![0, 1, 5],
        },
        Block::Note(site.label("silence-is-not-consent") + &site.key("letter-stop")),
    ]
}

fn rows(list: &List<'_, '_>, number: u32) -> Vec<Vec<String>> {
    let site = list.site;
    let texts = versions(list, number);
    let names = texts.iter().map(|version| version.name.clone()).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for (at, version) in texts.into_iter().enumerate() {
        let treated = match names.get(at + 1) {
            Some(next) => site.say(Message::new("opinion-round-changed").text("text", next)),
            None => opinion_round::at_last(list, &list.round.items[&number]).join("\n"),
        };
        rows.extend(of_version(number, &version, &treated));
    }
    rows
}

/// A row for each reply to a text; one without a reply where nobody was asked.
fn of_version(number: u32, version: &Version, treated: &str) -> Vec<Vec<String>> {
    let asked = format!("{}\n{}", version.name, version.text.text);
    // What is said once of a text stands beside its first reply.
    let row = |at: usize, by: &str, word: String, remarks: String| {
        let once = |text: &str| if at == 0 { text.to_owned() } else { String::new() };
        vec![once(&number.to_string()), once(&asked), by.to_owned(), word, remarks, once(treated)]
    };
    if version.replies.is_empty() {
        return vec![row(0, "", String::new(), String::new())];
    }
    let reply = |(at, reply): (usize, &crate::key_work::version::Reply)| {
        let remarks = reply.texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>();
        let said = std::iter::once(reply.word.clone()).chain((!reply.day.is_empty()).then(|| reply.day.clone()));
        let said = said.chain(reply.notes.iter().cloned()).collect::<Vec<_>>();
        row(at, &reply.by, said.join("\n"), remarks.join("\n"))
    };
    version.replies.iter().enumerate().map(reply).collect()
}
