//! The command `counterpart`: questions about an agreement, the reading of its text, scenarios, and the node of a party.

use clap::Parser;
use node::commands::{Arguments, Done, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments.options, &arguments.command) {
        Ok(done) => finish(&done),
        Err(error) => {
            eprintln!("counterpart: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// Prints the lines, to the standard output if the question was answered, and gives the exit code.
fn finish(done: &Done) -> ExitCode {
    use std::io::Write as _;
    if done.lines.is_empty() {
        return ExitCode::from(done.code);
    }
    let text = done.lines.join("\n");
    let mut out = std::io::stdout().lock();
    // A reader that closes the pipe has read enough; that is no failure.
    let _ = writeln!(out, "{text}");
    ExitCode::from(done.code)
}
