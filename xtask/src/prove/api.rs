//! The JSON API before a program that knows only its description: schemathesis invents requests, right and wrong ones, for a running demo, and
//! compares every answer with what the description promises.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::page;
use crate::outside::python;
use crate::outside::visitor::Visitor;
use crate::outside::witness::{Running, wait};
use crate::program;

/// How many requests are invented for each operation that only asks, besides those for each part of its description.
const EXAMPLES: &str = "300";
/// What every answer is held to.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance";
/// How requests are made: from examples in the description, one for each of its limits, and by chance.
const PHASES: &str = "examples,coverage,fuzzing";
/// Requests by chance are the same at each run.
const SEED: &str = "1";
/// A node takes 120 acts at once from one address and two a second from then on; this stays below it, so that the record answers and not the gate before it.
const ACTS_PACE: &str = "115/m";
/// The same of questions: a token asks 300 times at once, and five times a second from then on.
const QUESTIONS_PACE: &str = "290/m";
/// Where each run ends, in seconds, whatever is left.
const SECONDS: &str = "300";
/// Where the demo ends if nothing ends it, in seconds.
const LIFE_SECONDS: &str = "1200";
/// A demo has two ports for each of four nodes, and four for its public sides.
const PORTS: u16 = 12;

/// What the first run found, on 30 November 2026, and what was done.
const FOUND: &str = "\
## What the first run found\n\n\
- `POST /acts` answers 429 when more than 120 acts come from one address at once, and the description did not say so. It says so now, with `Retry-After`. So it \
does of 408, 421 and 500, which a request that is invented does not reach.\n\
- Nearly all invented requests for one act or one matter met 404: nothing in the description told which logs there are. It lists them now, gives ids that \
exist as examples, and says what an act, a log and the record are made of, where it only said `object` before.\n\n\
Not described yet beyond `object`: the report and a matter with its grounds. The agreement refuses nearly every act that is \
invented (422), which is what the warning means; an act that is taken (201) is tested in `crates/node/src/serve/pages/api/tests.rs`.\n";

/// Starts a demo, asks it everything, and writes down what came.
pub fn prove(arguments: &[&str]) -> Result<()> {
    let examples = arguments.first().copied().unwrap_or(EXAMPLES);
    ensure!(examples.parse::<u32>().is_ok_and(|count| count > 0), "{examples} is no number of examples");
    let schemathesis = python::program("schemathesis")?;
    let folder = std::env::temp_dir().join(format!("counterpart-api-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let proven = in_folder(&folder, &schemathesis, examples);
    let _ = std::fs::remove_dir_all(&folder);
    let (body, passed) = proven?;
    print!("{body}");
    ensure!(passed, "the API and its description do not agree");
    // What was asked with another number of examples is not what the page says.
    if !arguments.is_empty() {
        return Ok(());
    }
    page("api", "The JSON API before a program that knows only its description", &body)
}

fn in_folder(folder: &Path, schemathesis: &Path, examples: &str) -> Result<(String, bool)> {
    let (port, told) = (free_ports()?, folder.join("demo.txt"));
    let mut demo = Command::new(program::built()?);
    demo.args(["demo", "--lang", "en", "--stop-after", LIFE_SECONDS, "--port", &port.to_string(), "--keep"]);
    let _demo = Running::start(demo.arg(folder.join("demo")), &told)?;
    let password = wait("the demo is there", || {
        let said = std::fs::read_to_string(&told)?;
        let password = said.split_once(" with the password ").and_then(|(_, rest)| rest.lines().next());
        password.map(str::to_owned).with_context(|| said.clone())
    })?;
    // The second node is a party that is asked for opinions, so that its acts are many.
    let site = format!("http://localhost:{}", port + 3);
    let header = format!("Authorization: Bearer {}", token(&site, &password)?);
    let mut body = format!("Answers are held to: {}.\n\n", CHECKS.replace(',', ", "));
    let mut passed = true;
    for (title, own) in [
        ("Asking", &["--include-method", "GET", "--max-examples", examples, "--rate-limit", QUESTIONS_PACE][..]),
        ("Sending acts", &["--include-method", "POST", "--max-examples", "150", "--rate-limit", ACTS_PACE][..]),
    ] {
        println!("schemathesis: {title}");
        let mut run = Command::new(schemathesis);
        run.current_dir(folder).args(["run", "--no-color"]).args(["--header", &header, "--checks", CHECKS, "--phases", PHASES]);
        run.args(["--seed", SEED, "--max-time", SECONDS, "--continue-on-failure"])
            .args(own)
            .arg(format!("{site}/api/v1/openapi.json"));
        let output = run.output().context("schemathesis did not start")?;
        passed &= output.status.success();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        body += &format!("## {title}\n\n`{}`\n\n```\n{}\n```\n\n", own.join(" "), kept(&said, &site));
    }
    Ok((body + FOUND, passed))
}

/// A token that may send acts, made on the page of an officer's own account.
pub(super) fn token(site: &str, password: &str) -> Result<String> {
    let mut visitor = Visitor::default();
    let page = wait("the pages are there", || {
        visitor.post(&format!("{site}/en/sign-in"), &format!("name=liaison&password={password}"), "never")
    })?;
    ensure!(page.status == 200, "{} at {}", page.status, page.url);
    let page = visitor.post(&format!("{site}/en/account/new-token"), "token=proof&scope=act&days=1", "never")?;
    let from = page.body.find("counterpart_").with_context(|| format!("no token on {}", page.url))?;
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-');
    Ok(page.body[from..].chars().take_while(|sign| is_part(*sign)).collect())
}

/// The first of enough ports in a row that nobody has.
pub(super) fn free_ports() -> Result<u16> {
    let are_free = |first: &u16| (*first..first + PORTS).all(|port| TcpListener::bind(("127.0.0.1", port)).is_ok());
    (21_000..30_000).step_by(50).find(are_free).context("no free ports in a row")
}

/// What is kept of an output: what failed, what was warned of and the counts, without what differs between two runs.
fn kept(said: &str, site: &str) -> String {
    let from = ["FAILURES", "ERRORS", "WARNINGS", "SUMMARY"].iter().filter_map(|title| said.find(&format!(" {title} ="))).min();
    let lines = said[from.unwrap_or(0)..].lines().map(|line| line.replace(site, "").trim_end().to_owned());
    let mut kept = Vec::<String>::new();
    for line in lines.filter(|line| !line.contains(" in ") || !line.starts_with("===")) {
        let line = if line.contains("==") { line.trim_matches(['=', ' ']).to_owned() } else { line };
        if !(line.is_empty() && kept.last().is_none_or(String::is_empty)) {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_kept_and_the_address_is_not() {
        let said = "Loaded\n\n===== FAILURES =====\ncurl http://localhost:1/api\n\n\n==== SUMMARY ====\n  Tested: 6\n\n=== 1 failure in 3.2s ===\n";
        assert_eq!(kept(said, "http://localhost:1"), "FAILURES\ncurl /api\n\nSUMMARY\n  Tested: 6");
        assert_eq!(kept("nothing", ""), "nothing");
    }

    #[test]
    fn ports_in_a_row_are_free() {
        let first = free_ports().unwrap();
        assert!(TcpListener::bind(("127.0.0.1", first + PORTS - 1)).is_ok());
    }
}
