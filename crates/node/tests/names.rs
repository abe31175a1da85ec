//! Every identifier that an answer may print has a name in each of the four vocabularies of every shipped agreement.

use agreement::agreement::Ground;
use agreement::id::BodyId;
use node::book::Book;
use node::folder;
use words::{Language, Vocabulary};

/// What has no name: the kind of word, and the identifier.
fn unnamed(book: &Book, vocabulary: &Vocabulary) -> Vec<(&'static str, String)> {
    let agreement = &book.agreement;
    let mut wanted: Vec<(&'static str, String)> = Vec::new();
    wanted.extend(agreement.rules.iter().map(|rule| ("name", rule.id.clone())));
    wanted.extend(agreement.groups.iter().map(|(id, _)| ("name", id.clone())));
    let bodies = (0..agreement.bodies.len() as u16).map(BodyId).filter(|body| *body != agreement.public_record());
    wanted.extend(bodies.map(|body| ("name", agreement.body_of(body).id.clone())));
    let provisions = agreement.cites.iter().filter(|(_, ground)| matches!(ground, Ground::Provision { .. }));
    wanted.extend(provisions.map(|(id, _)| ("name", id.clone())));
    for point in &agreement.points {
        wanted.push(("reading", point.id.clone()));
        wanted.extend(point.options.iter().map(|option| ("option", format!("{}.{option}", point.id))));
    }
    for entry in &agreement.entries {
        let kind = if entry.node == "silent" { "silent" } else { "name" };
        wanted.extend((entry.node != "objective-none").then(|| (kind, entry.id.clone())));
        wanted.extend(entry.reason.iter().map(|reason| ("reason", reason.clone())));
    }
    wanted.push(("label", "agreement".to_owned()));
    wanted.retain(|(kind, id)| vocabulary.said(kind, id).is_none());
    wanted
}

#[test]
fn whatever_is_printed_has_a_name_in_four_languages() {
    let mut missing = Vec::new();
    for id in folder::shipped() {
        let book = Book::open(&id).unwrap();
        for language in Language::ALL {
            let vocabulary = book.vocabulary(language).unwrap();
            let lacking = unnamed(&book, &vocabulary);
            missing.extend(lacking.iter().map(|(kind, name)| format!("{id} {}: {kind} {name}", language.tag())));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn an_empty_vocabulary_is_noticed() {
    let book = Book::open(folder::FOUNDING).unwrap();
    assert!(unnamed(&book, &Vocabulary::default()).len() > 200);
}
