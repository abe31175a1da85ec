//! The facts of a folder: the public record, in KDL, each fact with its day, its source and how good the evidence is.
//!
//! `hold_meeting by=guangdong on="annual_meeting/2018" occurred="2018-05-01" source="…" evidence=official { … }`

use super::draft::{self, Draft};
use super::field::Raw;
use crate::agreement::Agreement;
use crate::message::Message;
use crate::problem::Problems;
use crate::rule_file::tree;
use kdl::{KdlEntry, KdlNode, KdlValue};

/// Reads facts; with any problem there are none. In the order of the days on which they were recorded.
pub fn read(agreement: &Agreement, text: &str) -> Result<Vec<Draft>, Problems> {
    let mut problems = Problems::default();
    let document = tree::parse(text, &mut problems);
    let nodes = document.as_ref().map(|document| document.nodes()).unwrap_or_default();
    let mut drafts: Vec<Draft> = nodes.iter().filter_map(|node| fact(agreement, node, &mut problems)).collect();
    drafts.sort_by_key(|draft| draft.recorded.or(draft.occurred));
    problems.or(drafts)
}

fn span(node: &KdlNode) -> (usize, usize) {
    (node.name().span().offset(), node.name().span().len())
}

fn word(value: &KdlValue) -> String {
    value.as_string().map_or_else(|| value.to_string().trim_start_matches('#').to_owned(), str::to_owned)
}

fn raw(entry: &KdlEntry) -> Raw {
    Raw { words: vec![word(entry.value())], span: (entry.span().offset(), entry.span().len()) }
}

fn fact(agreement: &Agreement, node: &KdlNode, problems: &mut Problems) -> Option<Draft> {
    let kind = draft::kind_named(node.name().value(), span(node), problems)?;
    let mut given: Vec<(String, Raw)> = Vec::new();
    let mut author = Some(agreement.public_record());
    for entry in node.entries() {
        match entry.name().map(|name| name.value()) {
            Some("by") => {
                author = agreement.body(&word(entry.value()));
                if author.is_none() {
                    problems.add(raw(entry).span, Message::new("unknown-id").text("id", word(entry.value())).text("nearest", ""));
                }
            }
            Some(name) => given.push((name.to_owned(), raw(entry))),
            None => given.push((kind.fields().first().copied().unwrap_or("").to_owned(), raw(entry))),
        }
    }
    for child in node.children().map(|children| children.nodes()).unwrap_or_default() {
        let words = child.entries().iter().map(|entry| word(entry.value())).collect();
        given.push((child.name().value().to_owned(), Raw { words, span: span(child) }));
    }
    if !given.iter().any(|(name, _)| name == "occurred") {
        problems.add(span(node), Message::new("missing-field").text("name", "occurred").text("act", kind.name()));
    }
    let read = Draft::read(agreement, kind, author?, agreement.public_record(), given, span(node), problems)?;
    if read.source.is_none() {
        problems.add(span(node), Message::new("missing-field").text("name", "source").text("act", kind.name()));
    }
    Some(Draft { recorded: read.recorded.or(read.occurred), ..read })
}
