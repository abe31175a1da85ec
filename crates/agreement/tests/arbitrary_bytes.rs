//! Readers meet arbitrary bytes: no panic, no hang, and every problem lies within the text.

// A test may open the file that it spoils.
#![allow(clippy::disallowed_methods)]

mod history;

use agreement::events::{facts, json, script};
use agreement::problem::{Problems, position};
use agreement::{Agreement, Calendars};
use history::founding;
use proptest::prelude::*;

/// Every problem points into the text.
fn within(text: &str, problems: &Problems) -> bool {
    problems.0.iter().all(|problem| problem.offset <= text.len() && position(text, problem.offset).line > 0)
}

fn read_all(agreement: &Agreement, text: &str) -> Result<(), TestCaseError> {
    if let Err(problems) = Agreement::read(text) {
        prop_assert!(!problems.is_empty() && within(text, &problems));
    }
    for read in [facts::read(agreement, text), json::read(agreement, text)] {
        if let Err(problems) = read {
            prop_assert!(!problems.is_empty() && within(text, &problems), "{problems:?}");
        }
    }
    let mut problems = Problems::default();
    Calendars::default().add(text, &mut problems);
    for (_, line) in script::lines(text, &mut problems) {
        if let script::Line::Command(tokens, _) = line {
            script::act(agreement, &tokens, &mut problems);
        }
    }
    prop_assert!(within(text, &problems));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        read_all(&founding(), &text)?;
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read_all(&founding(), &String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn text_that_is_nearly_right(words in proptest::collection::vec(word(), 0..40)) {
        read_all(&founding(), &words.concat())?;
    }

    #[test]
    fn a_rule_file_with_one_place_changed(at in 0usize..20_000, with in "\\PC{0,3}") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../agreements/greater_bay_area_2017/rules.kdl");
        let mut text = std::fs::read_to_string(path).unwrap();
        let mut at = at % text.len();
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, &with);
        if let Err(problems) = Agreement::read(&text) {
            prop_assert!(!problems.is_empty() && within(&text, &problems));
        }
    }
}

/// Pieces of rule files, facts, events and scripts, in any order.
fn word() -> impl Strategy<Value = String> {
    let pieces = [
        "agreement",
        "party",
        "term",
        " ",
        " ",
        " ",
        "\n",
        "\n",
        "{",
        "}",
        "\"",
        "=",
        "#true",
        "cite=art_1",
        "format=1",
        "> ",
        "# ",
        "ndrc",
        "guangdong",
        " signs",
        " on ",
        "key_work/2018",
        "item 7",
        "[",
        "]",
        ":",
        ",",
        "\"act\"",
        "\"vote\"",
        "2018-02-30",
        "2018-02-05",
        "/*",
        "/-",
        "\\",
        "(date)",
        "9999999999999999999999",
        "-1",
        "終",
        "years 5",
        "reading",
        "option",
        "every \"year\"",
        "share \"3/2\"",
    ];
    proptest::sample::select(pieces.map(str::to_owned).to_vec())
}

#[test]
fn nesting_and_long_runs_are_refused() {
    for piece in [
        "a {", "/*", "[", "{\"a\":", "=", "a=", "=\\\n", "=/*\n*/", "(", "\"", "#", "/-", "}", "}\n", "*/", "*/\n", ")", ")\n",
        "=\n", "\"\"\"", "\"\"\"\n", "\\\n", "a\n}", "]",
    ] {
        let deep = piece.repeat(100_000);
        assert!(Agreement::read(&deep).is_err());
        assert!(json::read(&founding(), &deep).is_err());
    }
}
