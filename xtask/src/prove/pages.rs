//! The figures of the pages under load, beside those of a peer in the same run: Indico, which keeps meetings and their minutes.

mod http;
mod indico;
mod load;
mod node;
mod process;

use std::time::Duration;

use anyhow::{Result, ensure};

use super::page;
use super::record::Figure;
use http::Request;
use load::{Load, Outcome};

/// Figures that are measured together.
type Group = fn() -> Result<Vec<Figure>>;

/// The groups of figures, by the name that asks for one alone.
const GROUPS: &[(&str, Group)] = &[("node", node::measure), ("indico", indico::measure)];

const HEAD: &str = "\
Everything on one machine and by loopback without TLS, the load beside what it asks. Requests are due at a steady rate, and the time of an answer is counted \
from when its request was due. Our node gives a page again, byte for byte, to whoever asks for the same while nothing has changed (decision 29), and each act makes all of them \
new: `first made` is a page that was not asked for before. Indico is set up as its guide for Debian says: nginx, uWSGI with four workers, Celery, PostgreSQL and Redis; PostgreSQL, Redis \
and nginx are Debian's, all else is PyPI's. Its meeting has eight items, each with two papers and minutes of about a kilobyte; it is kinder to it than the guide \
that its scripts and styles are sent compressed.";

/// Measures everything and writes the page; a figure that does not hold fails the proof. `arguments` may name groups, and then no page is written.
pub fn prove(arguments: &[&str]) -> Result<()> {
    let unknown = arguments.iter().find(|name| GROUPS.iter().all(|(known, _)| known != *name));
    ensure!(unknown.is_none(), "no group of pages is called {}", unknown.unwrap_or(&""));
    let wanted = |name: &str| arguments.is_empty() || arguments.contains(&name);
    let before = machine_load();
    let mut lines = vec!["| what | measured | beside | |".to_owned(), "|---|---|---|---|".to_owned()];
    let mut missed = Vec::new();
    for (_, measure) in GROUPS.iter().filter(|(name, _)| wanted(name)) {
        for figure in measure()? {
            println!("{}", figure.line());
            lines.push(figure.line());
            missed.extend((!figure.holds).then_some(figure.what));
        }
    }
    let load = format!("Load of the machine when it began: {before}; when it ended: {}.", machine_load());
    println!("{load}");
    if arguments.is_empty() {
        page("pages", "Figures of the pages", &format!("{HEAD} {load}\n\n{}", lines.join("\n")))?;
    }
    ensure!(missed.is_empty(), "not reached: {}", missed.join("; "));
    Ok(())
}

/// How many processes wanted a processor in the last minute: a figure from a busy machine is worth less.
fn machine_load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("not told").to_owned()
}

/// What came of a load, and how long processors worked for each answer, which says more than a time does where the machine is busy.
pub struct Borne {
    outcome: Outcome,
    processor: Duration,
}

impl Borne {
    /// Runs a load, every request of which must be answered; `processor` is how long processors have worked for the server so far.
    fn bear(load: &Load, request: &(dyn Fn(usize) -> Request + Sync), processor: impl Fn() -> Result<Duration>) -> Result<Borne> {
        let before = processor()?;
        let outcome = load.run(request)?.whole()?;
        let all = processor()?.saturating_sub(before);
        let each = all.div_f64(outcome.times.len() as f64);
        Ok(Borne { outcome, processor: each })
    }

    /// For a cell of the page.
    fn told(&self) -> String {
        let [half, most] = [0.5, 0.95].map(|part| milliseconds(self.outcome.quantile(part)));
        format!("p50 {half}, p95 {most}; {} of the processor each", milliseconds(self.processor))
    }
}

fn milliseconds(time: Duration) -> String {
    let time = time.as_secs_f64() * 1e3;
    if time < 10.0 { format!("{time:.1} ms") } else { format!("{time:.0} ms") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use load::Pace;

    #[test]
    fn what_a_load_took_of_the_processor_is_shared_among_its_answers() {
        let address = http::tests::served(|_| http::tests::reply("200 OK", ""));
        let load = Load { address, pace: Pace::PerSecond(100.0), connections: 1, lasts: Duration::from_millis(100) };
        let worked = std::cell::Cell::new(Duration::ZERO);
        let processor = || Ok(worked.replace(worked.get() + Duration::from_millis(250)));
        let borne = Borne::bear(&load, &|_| Request::get("/"), processor).unwrap();
        assert_eq!((borne.outcome.times.len(), borne.processor), (10, Duration::from_millis(25)));
        assert!(borne.told().ends_with("; 25 ms of the processor each"), "{}", borne.told());
    }

    #[test]
    fn a_group_that_nobody_measures_is_an_error() {
        assert!(prove(&["nothing"]).is_err());
    }
}
