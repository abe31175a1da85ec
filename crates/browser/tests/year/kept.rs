//! What is kept from whom: after each step the files of every node and what its public side says are searched for words that are not for it.
//!
//! What is in no file of a machine can be on none of its pages.

use super::*;
use browser::folder::Folder;
use std::path::Path;

/// Words that were written for these nodes alone.
const FOR_SOME: [(&str, &[usize]); 4] =
    [(INTERNAL, &[NDRC]), (LETTER, &[GUANGDONG, HONG_KONG]), (DRAFT, &[HONG_KONG]), (RETURNED, &[HONG_KONG])];

/// Words that the parties read, and nobody publishes.
const FOR_PARTIES: [&str; 6] = [FIRST, SECOND, ADDED, REMARK, ISSUE, MINUTES];

/// No node holds words that are not for it, and no public side words that were not published. Whoever may hold words has them all or none: so it is seen
/// that they would be found.
pub fn from_the_others(world: &World) {
    let held = PARTIES.map(|party| texts(&world.demo.folder(party)));
    for (words, nodes) in FOR_SOME {
        let holders = (0..PARTIES.len()).filter(|node| hold(&held[*node], words)).collect::<Vec<_>>();
        assert!(holders.is_empty() || holders == nodes, "{words} is for nodes {nodes:?}, and {holders:?} hold it");
    }
    for party in PARTIES {
        let folder = Folder::new("published");
        world.demo.command(party, &["publish", "--to", folder.text()]);
        let published = texts(folder.path());
        assert!(published.len() > 20, "{party} publishes {} files", published.len());
        for words in FOR_SOME.map(|(words, _)| words).into_iter().chain(FOR_PARTIES) {
            assert!(!hold(&published, words), "{party} publishes {words}");
        }
    }
}

/// At the end every one of these words was held by those for whom it was written, so that no search of [`from_the_others`] was for nothing.
pub fn and_found_by_those_it_is_for(world: &World) {
    for (words, nodes) in FOR_SOME {
        for node in nodes {
            let held = texts(&world.demo.folder(PARTIES[*node]));
            assert!(hold(&held, words), "{} holds {words}", PARTIES[*node]);
        }
    }
}

/// Whether any of the texts holds these words, as they are or as the fields of a form that is kept.
fn hold(texts: &[String], words: &str) -> bool {
    let as_field = words.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    texts.iter().any(|text| text.contains(words) || text.contains(&as_field))
}

/// All files below a folder, as far as they are text.
fn texts(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let below = entries.flatten().flat_map(|entry| match entry.path() {
        path if path.is_dir() => texts(&path),
        // A file that was removed meanwhile holds nothing.
        path => std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).into_iter().collect(),
    });
    below.collect()
}
