//! The long proofs, run by hand, each with its output committed in `proofs/`: what the gate has no time for.

mod api;
mod kill;
mod model;
mod mutation;
mod pages;
mod papers;
mod record;
mod seeds;

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::repository::root;

/// One long proof: what it is called, what it gives, and how it is made.
struct Proof {
    name: &'static str,
    what: &'static str,
    prove: fn(&[&str]) -> Result<()>,
}

/// The proofs by name, the ones that the README quotes first.
const PROOFS: &[Proof] = &[
    Proof { name: "figures", what: "release figures, to proofs/figures.md", prove: figures },
    Proof {
        name: "record",
        what: "[GROUP …] the record's release figures beside their peers, to proofs/record.md",
        prove: record::prove,
    },
    Proof { name: "pages", what: "[GROUP …] pages under load beside their peer's, to proofs/pages.md", prove: pages::prove },
    Proof {
        name: "mutation",
        what: "[FILE …] changes to the engine that no rule table notices, to proofs/mutation.md",
        prove: mutation::prove,
    },
    Proof { name: "model", what: "[LEAVES] [STATES] every run of small records, to proofs/model.md", prove: model::prove },
    Proof { name: "seeds", what: "[COUNT] the simulator of four whole nodes, to proofs/seeds.md", prove: seeds::prove },
    Proof { name: "kill", what: "[COUNT] a node killed under load, to proofs/kill.md", prove: kill::prove },
    Proof {
        name: "papers",
        what: "every letter opened in a word processor and read back, to proofs/papers.md",
        prove: papers::prove,
    },
    Proof {
        name: "api",
        what: "[EXAMPLES] requests that a foreign program invents for the JSON API, to proofs/api.md",
        prove: api::prove,
    },
    Proof {
        name: "properties",
        what: "[COUNT] the properties of all crates with many more cases than the gate tries",
        prove: properties,
    },
];

/// Runs the named proof, or all with `all`; without a name prints the list.
pub fn run(arguments: &[&str]) -> Result<bool> {
    print!("{}", machine());
    match arguments {
        [] => PROOFS.iter().for_each(|proof| println!("cargo xtask prove {:<10} {}", proof.name, proof.what)),
        ["all"] => PROOFS.iter().try_for_each(|proof| (proof.prove)(&[]))?,
        [name, rest @ ..] => match PROOFS.iter().find(|proof| proof.name == *name) {
            Some(proof) => (proof.prove)(rest)?,
            None => bail!("no proof is called {name}; run `cargo xtask prove` for the list"),
        },
    }
    Ok(true)
}

/// What a figure means nothing without.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("not told by this system", |(_, model)| model);
    let version = Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let version = String::from_utf8_lossy(&version);
    format!("machine: {cores} cores, {model}\ncompiler: {}\n\n", version.trim())
}

/// Writes a page of `proofs/`, under the machine that it was measured on.
fn page(name: &str, title: &str, body: &str) -> Result<()> {
    let path = format!("proofs/{name}.md");
    let target = root().join(&path);
    std::fs::create_dir_all(root().join("proofs")).context("cannot make proofs/")?;
    let text = format!(
        "# {title}\n\nWritten by `cargo xtask prove {name}`.\n\n```\n{}\n```\n\n{}\n",
        machine().trim_end(),
        body.trim_end()
    );
    std::fs::write(target, text).with_context(|| format!("cannot write {path}"))?;
    println!("wrote {path}");
    Ok(())
}

/// The figures that the README promises, measured by an example of `node` in a release build.
fn figures(_: &[&str]) -> Result<()> {
    ensure!(
        root().join("crates/node/examples/figures.rs").exists(),
        "the engine has no figures yet: write the example `figures` of `node`"
    );
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "node", "--example", "figures"])
        .current_dir(root())
        .output()
        .context("cargo did not start")?;
    let told = String::from_utf8_lossy(&output.stdout);
    print!("{told}");
    ensure!(
        output.status.success(),
        "a figure is over its limit, or did not measure:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    page("figures", "Figures", &format!("```\n{}\n```", told.trim_end()))
}

/// Properties with more cases than the gate has time for.
fn properties(arguments: &[&str]) -> Result<()> {
    let count = arguments.first().copied().unwrap_or("100000");
    let status = Command::new("cargo")
        .args(["test", "--release", "--workspace", "--exclude", "browser", "--lib", "--tests"])
        .env("PROPTEST_CASES", count)
        .current_dir(root())
        .status()
        .context("cargo did not start")?;
    ensure!(status.success(), "a property fails: commit the seed that proptest saved, then the correction");
    page("properties", "Many cases of each property", &format!("Every property of every crate held for {count} cases."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_proof_has_a_name_of_its_own_and_an_unknown_one_is_an_error() {
        let mut names = PROOFS.iter().map(|proof| proof.name).collect::<Vec<_>>();
        names.dedup();
        assert_eq!(names.len(), PROOFS.len());
        assert!(run(&["nothing"]).is_err());
    }

    #[test]
    fn a_figure_names_its_machine() {
        assert!(machine().starts_with("machine: ") && machine().contains("compiler: rustc"));
    }
}
