//! The stories of the model, those of the gate and larger ones: prints the bounds and the states explored of each, and fails where an invariant breaks.
//!
//! Arguments: how many leaves more than in the gate (default 1), and at most how many states each of those (default 300000).

#[path = "../tests/model/mod.rs"]
mod model;
#[path = "../tests/record/mod.rs"]
mod record;

use std::process::ExitCode;

// A program of its own: the arguments are its bounds.
#[allow(clippy::disallowed_methods)]
fn main() -> ExitCode {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let (large, states_max) = (numbers.first().copied().unwrap_or(1), numbers.get(1).copied().unwrap_or(300_000));
    let mut failed = false;
    println!("| story | parties | leaves | days | liar | states | views folded | longest run | whole |");
    println!("|---|---|---|---|---|---|---|---|---|");
    let beyond = if large > 0 { model::stories(large) } else { Vec::new() };
    let of_the_gate = model::stories(0).into_iter().map(|story| (story, 1_000_000));
    for (story, states_max) in of_the_gate.chain(beyond.into_iter().map(|story| (story, states_max))) {
        let (name, parties, leaves, days) = (story.name, story.parties, story.leaves_in_all, story.days);
        let liar = story.liar.map_or("none".to_owned(), |party| ["a", "b", "c", "d"][party].to_owned());
        let found = model::explore(story, states_max);
        let whole = if found.cut { "cut" } else { "yes" };
        let model::Explored { states, views, depth, broken, never, .. } = found;
        println!("| {name} | {parties} | {leaves} | {days} | {liar} | {states} | {views} | {depth} | {whole} |");
        for (what, steps) in &broken {
            println!("\nBroken: {what}\n{steps}\n");
        }
        for what in never.iter().filter(|_| whole == "yes") {
            println!("\nNever: {what}\n");
        }
        failed |= !broken.is_empty() || whole == "yes" && !never.is_empty();
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
