//! The figures of the pages under load, beside those of a peer in the same run: Indico, which keeps meetings and their minutes.

mod http;
mod indico;
mod load;

use anyhow::{Result, ensure};

use super::page;
use super::record::Figure;

/// Figures that are measured together.
type Group = fn() -> Result<Vec<Figure>>;

/// The groups of figures, by the name that asks for one alone.
const GROUPS: &[(&str, Group)] = &[("indico", indico::measure)];

const HEAD: &str = "\
Everything on one machine and by loopback without TLS, the load beside what it asks. Requests are due at a steady rate, and the time of an answer is counted \
from when its request was due.";

/// Measures everything and writes the page; a figure that does not hold fails the proof. `arguments` may name groups, and then no page is written.
pub fn prove(arguments: &[&str]) -> Result<()> {
    let unknown = arguments.iter().find(|name| GROUPS.iter().all(|(known, _)| known != *name));
    ensure!(unknown.is_none(), "no group of pages is called {}", unknown.unwrap_or(&""));
    let wanted = |name: &str| arguments.is_empty() || arguments.contains(&name);
    let mut lines = vec!["| what | measured | beside | |".to_owned(), "|---|---|---|---|".to_owned()];
    let mut missed = Vec::new();
    for (_, measure) in GROUPS.iter().filter(|(name, _)| wanted(name)) {
        for figure in measure()? {
            println!("{}", figure.line());
            lines.push(figure.line());
            missed.extend((!figure.holds).then_some(figure.what));
        }
    }
    if arguments.is_empty() {
        page("pages", "Figures of the pages", &format!("{HEAD}\n\n{}", lines.join("\n")))?;
    }
    ensure!(missed.is_empty(), "not reached: {}", missed.join("; "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_nobody_measures_is_an_error() {
        assert!(prove(&["nothing"]).is_err());
    }
}
