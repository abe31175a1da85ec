//! The figures of the record: durable acts, checking, catching up, folding and resting, each beside its peer or limit in the same run.

mod acts;
mod carry;
mod check;
pub(super) mod node;
pub(super) mod program;
mod rest;

use anyhow::{Result, ensure};

use super::page;
use program::Programs;

/// One line of a page of figures.
pub(super) struct Figure {
    /// What is measured.
    pub(super) what: String,
    measured: String,
    /// The peer or limit that it is held against, as measured in the same run; empty where it is told for what it is.
    beside: String,
    /// Whether it is as it should be.
    pub(super) holds: bool,
}

impl Figure {
    /// A figure that is held against nothing.
    pub(super) fn told(what: &str, measured: impl Into<String>) -> Figure {
        Figure { what: what.to_owned(), measured: measured.into(), beside: String::new(), holds: true }
    }

    /// A figure beside what it must not be over, or under, as `holds` says.
    pub(super) fn held(what: &str, measured: impl Into<String>, beside: impl Into<String>, holds: bool) -> Figure {
        Figure { what: what.to_owned(), measured: measured.into(), beside: beside.into(), holds }
    }

    /// As a row of the table.
    pub(super) fn line(&self) -> String {
        let verdict = match (self.beside.is_empty(), self.holds) {
            (true, _) => "",
            (false, true) => "reached",
            (false, false) => "**not reached**",
        };
        format!("| {} | {} | {} | {verdict} |", self.what, self.measured, self.beside)
    }
}

/// Figures that are measured together.
type Group = fn(&Programs) -> Result<Vec<Figure>>;

/// The groups of figures, by the name that asks for one alone.
const GROUPS: &[(&str, Group)] = &[
    ("acts", acts::measure),
    ("carry", carry::measure),
    ("check", check::measure),
    ("fold", rest::fold),
    ("rest", rest::measure),
];

const HEAD: &str = "\
Release build; loopback; everything on one disk. Peers are measured in the same run: bare SQLite through Python's own module, with one commit a row of \
as many bytes as a leaf has; the hashes and signatures alone that a check cannot do without; `fossil clone` and `git clone` of a repository with a file for each leaf. \
The record that is checked and rested on has 1,010,000 acts in 100,001 matters, each signed by an officer, with cosigned heads.";

/// Measures everything and writes the page; a figure that does not hold fails the proof. `arguments` may name groups, and then no page is written.
pub fn prove(arguments: &[&str]) -> Result<()> {
    let programs = Programs::build()?;
    let wanted = |name: &&str| arguments.is_empty() || arguments.contains(name);
    let mut lines = vec!["| what | measured | beside | |".to_owned(), "|---|---|---|---|".to_owned()];
    let mut missed = Vec::new();
    for (_, measure) in GROUPS.iter().filter(|(name, _)| wanted(name)) {
        for figure in measure(&programs)? {
            println!("{}", figure.line());
            lines.push(figure.line());
            missed.extend((!figure.holds).then_some(figure.what));
        }
    }
    if arguments.is_empty() {
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = load.split(' ').next().unwrap_or("not told");
        page("record", "Figures of the record", &format!("{HEAD} Load when it ended: {load}.\n\n{}", lines.join("\n")))?;
    }
    ensure!(missed.is_empty(), "not reached: {}", missed.join("; "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_says_whether_it_holds_only_where_there_is_something_to_hold() {
        assert_eq!(Figure::told("a", "1 s").line(), "| a | 1 s |  |  |");
        assert_eq!(Figure::held("a", "1 s", "< 2 s", true).line(), "| a | 1 s | < 2 s | reached |");
        assert_eq!(Figure::held("a", "3 s", "< 2 s", false).line(), "| a | 3 s | < 2 s | **not reached** |");
    }
}
