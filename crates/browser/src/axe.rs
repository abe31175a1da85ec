//! axe-core on a page: what of it people can't use who see, hear or move in another way.
//!
//! The script is read from a folder outside the repository. What it can't judge by itself it leaves out here: only violations count.

use crate::session::Session;
use crate::{AXE, told};
use serde_json::{Value, json};
use std::fmt;

/// WCAG 2.2, levels A and AA, and what its makers hold to be good practice.
const TAGS: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// The script of axe-core.
pub struct Axe(String);

/// A rule that a page breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule's name: `color-contrast`.
    pub rule: String,
    /// How much it hinders a reader: `minor` to `critical`.
    pub impact: String,
    /// What to do.
    pub help: String,
    /// Each element that breaks it: its selector, its source, and what is wrong with it.
    pub elements: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.rule, self.impact, self.help)?;
        let shown = self.elements.iter().take(3);
        shown.clone().try_for_each(|element| write!(f, "\n    {element}"))?;
        let more = self.elements.len() - shown.len();
        if more > 0 { write!(f, "\n    and {more} more") } else { Ok(()) }
    }
}

impl Axe {
    /// Reads the script from where the environment says.
    pub fn open() -> Axe {
        let path = told(AXE).join("axe.min.js");
        Axe(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    /// Every rule that the page breaks as it is shown now.
    pub fn violations(&self, session: &Session<'_>) -> Vec<Violation> {
        self.run(session, json!(TAGS))
    }

    /// The rules about colours, of those levels, that the page breaks. Enough where nothing else changed since all rules were tried.
    pub fn colour_violations(&self, session: &Session<'_>) -> Vec<Violation> {
        self.run(session, json!({"type": "rule", "values": ["color-contrast", "link-in-text-block"]}))
    }

    fn run(&self, session: &Session<'_>, only: Value) -> Vec<Violation> {
        if session.holds("return typeof axe === 'undefined'") {
            session.script(&self.0, &[]);
        }
        // The size of targets is left out by default, though WCAG 2.2 asks for it.
        let options = json!({
            "runOnly": only, "rules": {"target-size": {"enabled": true}}, "resultTypes": ["violations"], "preload": false,
        });
        const RUN: &str = "
            const result = await axe.run(document, arguments[0]);
            const judged = [result.passes, result.violations, result.incomplete].flat();
            if (judged.length === 0) throw new Error('axe-core looked at nothing');
            return result.violations;";
        let found = session.script(&format!("return (async function () {{ {RUN} }}).apply(null, arguments)"), &[options]);
        found.as_array().expect("a list of violations").iter().map(violation).collect()
    }
}

fn violation(found: &Value) -> Violation {
    let text = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
    let element = |node: &Value| {
        let path = node["target"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(" ");
        let summary = text(node, "failureSummary").lines().skip(1).map(str::trim).collect::<Vec<_>>().join("; ");
        format!("{path}  {}  {summary}", text(node, "html"))
    };
    Violation {
        rule: text(found, "id"),
        impact: text(found, "impact"),
        help: text(found, "help"),
        elements: found["nodes"].as_array().into_iter().flatten().map(element).collect(),
    }
}
