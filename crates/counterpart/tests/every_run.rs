//! Every run of small records: what must never happen doesn't, and what must be possible does. Larger ones: `cargo xtask prove model`.

mod model;
mod record;

/// Explores one story of the gate whole.
fn explored(name: &str) {
    let story = model::stories(0).into_iter().find(|story| story.name == name).expect("a story of the gate");
    let found = model::explore(story, 1_000_000);
    println!("{name}: {} states, {} views, {} steps deep", found.states, found.views, found.depth);
    assert!(!found.cut, "{name} is too large for the gate: {} states", found.states);
    if let Some((broken, steps)) = found.broken.first() {
        panic!("{name}: {broken}:\n{steps}");
    }
    assert_eq!(found.never, [""; 0], "{name}");
}

#[test]
fn a_ballot_is_decided_or_dead_and_never_both() {
    explored("commit, withdraw");
}

#[test]
fn rivals_are_never_both_decided_whatever_one_party_claims() {
    explored("rivals, a liar");
}

#[test]
fn nobody_shifts_a_deadline_by_back_dating_or_keeping_silent() {
    explored("expiry, evidence, a liar");
}

#[test]
fn a_revoked_key_never_decides() {
    explored("a revoked key");
}

#[test]
fn silence_never_consents_without_a_receipt() {
    explored("silence");
}

#[test]
fn an_epoch_ends_everywhere_at_one_frontier() {
    explored("epoch");
}

#[test]
fn a_log_that_follows_another_one_counts_the_same_everywhere() {
    explored("succession");
}
