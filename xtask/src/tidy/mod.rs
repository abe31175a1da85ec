//! The rules of taste. One file per family; each message says what to do instead.

mod agreements;
mod documents;
mod hygiene;
mod languages;
mod manifests;
mod shape;

use anyhow::Result;

use crate::repository::{Repository, root};

/// One thing that is not tidy: where, and what to do.
pub type Problem = String;

type Check = fn(&Repository) -> Vec<Problem>;

/// Every check. A check is silent only while the thing that it guards does not exist at all.
const CHECKS: &[Check] = &[
    manifests::dependencies,
    manifests::arrows,
    shape::heads,
    shape::names,
    shape::file_lengths,
    shape::function_lengths,
    shape::comments,
    shape::rule_tests,
    shape::tidy_itself,
    hygiene::forbidden_code,
    hygiene::forbidden_places,
    hygiene::white_space,
    documents::paths,
    documents::shared_folder,
    agreements::cited_provisions,
    agreements::engine_literals,
    agreements::coverage,
    languages::messages,
    languages::vocabularies,
    languages::summaries,
    languages::generated,
];

/// All problems of a repository.
pub fn problems(repository: &Repository) -> Vec<Problem> {
    CHECKS.iter().flat_map(|check| check(repository)).collect()
}

/// Prints all problems. False when there is one.
pub fn run() -> Result<bool> {
    let repository = Repository::read(&root())?;
    let problems = problems(&repository);
    problems.iter().for_each(|problem| println!("{problem}"));
    println!("tidy: {} files, {} problems", repository.files().count(), problems.len());
    Ok(problems.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_repository_is_tidy() {
        let repository = Repository::read(&root()).expect("git lists the files");
        let problems = problems(&repository);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn an_empty_repository_is_tidy() {
        assert_eq!(problems(&Repository::default()), Vec::<Problem>::new());
    }
}
