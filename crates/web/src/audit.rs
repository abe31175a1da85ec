//! Who signed in and who sent what at this node, the newest first. It never leaves the node.

use crate::account::Moment;
use crate::chrome::{Chrome, html};
use crate::site::Site;
use askama::Template;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When, by the machine's clock.
    pub at: Moment,
    /// The officer, or the name that somebody typed.
    pub name: String,
    /// What: the name of a deed, such as `signed-in`.
    pub deed: &'static str,
    /// About what.
    pub about: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Audit {
    chrome: Chrome,
    heading: String,
    said: String,
    columns: [String; 4],
    rows: Vec<[String; 4]>,
}

/// The page.
pub fn page(site: &Site<'_>, rows: &[Row]) -> String {
    let title = site.key("audit");
    // Of signing in it is noted by which way.
    let about = |about: &str| match about {
        "password" | "passkey" | "provider" => site.key(&format!("way-{about}")),
        other => site.words.agreement.place(other).map_or_else(|| other.to_owned(), |place| site.words.place(place)),
    };
    let row = |row: &Row| [row.at.said(site), row.name.clone(), site.key(&format!("deed-{}", row.deed)), about(&row.about)];
    html(&Audit {
        chrome: Chrome::of(site, "audit", &title),
        heading: title,
        said: site.key("audit-said"),
        columns: ["audit-at", "office-name", "page-done", "audit-about"].map(|key| site.key(key)),
        rows: rows.iter().map(row).collect(),
    })
}
