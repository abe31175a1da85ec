//! The habits of this repository as commands: `check` is the gate, `tidy` its rules of taste, `browser` the pages as a reader has them,
//! `outside` programs of others on a log of ours, `prove` what takes long, `locales` the generated script of the two Chinese ones.

mod browser;
mod check;
mod data_text;
mod locales;
mod outside;
mod program;
mod prove;
mod repository;
mod rust_text;
mod system;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask check              the gate: format, clippy, tidy, tests, scenarios, browser
cargo xtask tidy               the rules of taste alone
cargo xtask locales [--check]  write the zh-Hans words from the zh-Hant ones
cargo xtask browser            the pages of a demo in a browser; installs what is missing
cargo xtask outside [FOLDER]   the outside verifiers, on a sample log or on the log in FOLDER
cargo xtask prove [NAME …]     long proofs: run without a name for the list";

fn main() -> ExitCode {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let words = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let outcome = match words.as_slice() {
        ["check"] => check::run(),
        ["tidy"] => tidy::run(),
        ["locales"] => locales::write(),
        ["locales", "--check"] => locales::compare(),
        ["browser"] => browser::whole(),
        ["outside"] => outside::run(),
        ["outside", folder] => outside::check(folder.as_ref()),
        ["prove", rest @ ..] => prove::run(rest),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(1)
        }
    }
}
