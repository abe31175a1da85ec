//! The long proofs, run by hand, each with its output committed in `proofs/`: what the gate has no time for.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::repository::{Repository, root};

/// The crate whose every line a test must miss when it is changed.
const ENGINE: &str = "crates/agreement/src/";

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
        name: "mutation",
        what: "[FILE …] changes to the engine that no test notices, to proofs/mutation.md",
        prove: mutation,
    },
    Proof { name: "seeds", what: "[COUNT] the properties of all crates with many more cases than the gate tries", prove: seeds },
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
fn seeds(arguments: &[&str]) -> Result<()> {
    let count = arguments.first().copied().unwrap_or("100000");
    let status = Command::new("cargo")
        .args(["test", "--release", "--workspace", "--lib", "--tests"])
        .env("PROPTEST_CASES", count)
        .current_dir(root())
        .status()
        .context("cargo did not start")?;
    ensure!(status.success(), "a property fails: commit the seed that proptest saved, then the correction");
    page("seeds", "Many seeds", &format!("Every property of every crate held for {count} cases."))
}

/// Changes the engine file by file, and lists the changes that no test notices. Other files keep what was found before.
fn mutation(files: &[&str]) -> Result<()> {
    let repository = Repository::read(&root())?;
    let all = repository.under(ENGINE, ".rs").map(|(path, _)| path).collect::<Vec<_>>();
    let files = if files.is_empty() { all } else { files.to_vec() };
    let mutants = mutants()?;
    let before = std::fs::read_to_string(root().join("proofs/mutation.md")).unwrap_or_default();
    let (mut rows, mut survivors) = kept(&before, &repository, &files);
    for file in files {
        ensure!(repository.text(file).is_some(), "{file} is not in the repository; name it from the root");
        let outcome = mutate(&mutants, file)?;
        let [caught, unviable, timeout, missed] = outcome.each_ref().map(Vec::len);
        println!("{file}: {caught} noticed, {missed} survived");
        let tried = caught + unviable + timeout + missed;
        rows.push(format!("| {file} | {tried} | {caught} | {unviable} | {timeout} | {missed} |"));
        survivors.extend(outcome[3].iter().map(|line| format!("- `{line}`")));
        // A run may take hours: what is known so far is kept.
        rows.sort();
        let rest = if survivors.is_empty() { "None survived.".to_owned() } else { survivors.join("\n") };
        page("mutation", "Mutation of the engine", &format!("{MUTATION_HEAD}\n{}\n\n## Survivors\n\n{rest}", rows.join("\n")))?;
    }
    Ok(())
}

const MUTATION_HEAD: &str = "| file | tried | noticed | not viable | timed out | survived |\n|---|---|---|---|---|---|";

/// The rows and survivors of an earlier page that this run does not measure again, and whose files are still there.
fn kept(page: &str, repository: &Repository, again: &[&str]) -> (Vec<String>, Vec<String>) {
    let lines = |mark: &str, end: char| {
        let found = page.lines().filter(|line| {
            let file = line.strip_prefix(mark).and_then(|rest| rest.split(end).next()).unwrap_or_default().trim();
            !again.contains(&file) && repository.text(file).is_some()
        });
        found.map(str::to_owned).collect::<Vec<_>>()
    };
    (lines("| ", '|'), lines("- `", ':'))
}

/// The lines of one file's changes: caught, unviable, timeout, missed.
fn mutate(mutants: &Path, file: &str) -> Result<[Vec<String>; 4]> {
    let folder = root().join("target/mutants");
    std::fs::create_dir_all(&folder).context("cannot make target/mutants")?;
    let package = file.split('/').nth(1).unwrap_or_default();
    let status = Command::new(mutants)
        .args(["mutants", "--package", package, "--file", file, "--no-shuffle", "--colors", "never", "--output"])
        .arg(&folder)
        // The rule tables are what is asked; the long properties would make a file last for hours.
        .args(["--", "--lib"])
        .current_dir(root())
        .status()
        .context("cargo-mutants did not start")?;
    // 2: some survived; 3: some timed out. Both are findings, not failures.
    ensure!(matches!(status.code(), Some(0 | 2 | 3)), "cargo-mutants stopped on {file}: the tests must pass before it begins");
    let read = |name: &str| std::fs::read_to_string(folder.join("mutants.out").join(name)).unwrap_or_default();
    let lines = |name| read(name).lines().map(str::to_owned).collect();
    Ok(["caught.txt", "unviable.txt", "timeout.txt", "missed.txt"].map(lines))
}

/// The program `cargo-mutants`, installed into `target/tools` the first time.
fn mutants() -> Result<PathBuf> {
    let tools = root().join("target/tools");
    let program = tools.join("bin/cargo-mutants");
    if !program.exists() {
        let install = Command::new("cargo").args(["install", "--locked", "cargo-mutants", "--root"]).arg(&tools).status();
        ensure!(install.is_ok_and(|status| status.success()), "cargo-mutants did not install into target/tools");
    }
    Ok(program)
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
    fn a_run_on_one_file_keeps_what_was_found_in_the_others() {
        let page = "| a.rs | 1 | 1 | 0 | 0 | 0 |\n| b.rs | 2 |\n| gone.rs | 3 |\n\n- `a.rs:1:2: x`\n- `b.rs:3:4: y`\n";
        let repository = Repository::of(&[("a.rs", ""), ("b.rs", "")]);
        let (rows, survivors) = kept(page, &repository, &["a.rs"]);
        assert_eq!((rows, survivors), (vec!["| b.rs | 2 |".to_owned()], vec!["- `b.rs:3:4: y`".to_owned()]));
    }

    #[test]
    fn a_figure_names_its_machine() {
        assert!(machine().starts_with("machine: ") && machine().contains("compiler: rustc"));
    }
}
