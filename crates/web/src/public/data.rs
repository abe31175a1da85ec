//! The open data: what was published as JSON and CSV, with identifiers and addresses that stay. The page says what each field means.

use super::PublicSite;
use super::frame::{Frame, Here};
use super::published::Published;
use crate::chrome::html;
use crate::site::Link;
use askama::Template;
use papers::csv::line;
use std::fmt::Write as _;

/// The files, with the key of what each holds.
const FILES: [(&str, &str); 3] = [
    ("publications.csv", "public-data-csv"),
    ("publications.json", "public-data-json"),
    ("agreement.json", "public-data-agreement"),
];

/// The columns of the table, each with the key of what it means.
const COLUMNS: [(&str, &str); 12] = [
    ("id", "public-column-id"),
    ("sha256", "public-column-sha256"),
    ("kind", "public-column-kind"),
    ("rule", "public-column-rule"),
    ("year", "public-column-year"),
    ("title", "public-column-title"),
    ("text", "public-column-text"),
    ("under", "public-column-under"),
    ("names_day", "public-column-names-day"),
    ("published_by", "public-column-published-by"),
    ("published_on", "public-column-published-on"),
    ("stage", "public-column-stage"),
];

#[derive(Template)]
#[template(path = "public/data.html")]
struct Page {
    frame: Frame,
    heading: String,
    said: String,
    files: Vec<(Link, String)>,
    feed_label: String,
    columns_label: String,
    columns: Vec<(&'static str, String)>,
    terms: String,
}

/// The page.
pub fn page(public: &PublicSite<'_>) -> String {
    let here = Here::at(public, "data");
    let heading = public.key("public-data");
    let file = |(name, key): (&str, &str)| {
        (Link { href: format!("{}data/{name}", here.root()), text: name.to_owned() }, public.key(key))
    };
    html(&Page {
        frame: here.frame(&heading),
        heading,
        said: public.key("public-data-said"),
        files: FILES.into_iter().map(file).collect(),
        feed_label: public.key("public-feed-said"),
        columns_label: public.key("public-columns"),
        columns: COLUMNS.into_iter().map(|(name, key)| (name, public.key(key))).collect(),
        terms: public.key("public-data-terms"),
    })
}

/// A row of the table for each party that published a text, with the day and the stage that it told last; its fields in the order of the columns.
fn rows(public: &PublicSite<'_>) -> Vec<[String; 12]> {
    let agreement = public.site.words.agreement;
    let id = |body| agreement.body_of(body).id.clone();
    let row = |one: &Published, notice: &super::Notice| {
        [
            one.id.clone(),
            one.digest.to_string(),
            one.kind.name().to_owned(),
            agreement.rule(one.matter.rule).id.clone(),
            one.matter.year().map_or_else(String::new, |year| year.to_string()),
            one.as_written().0.text,
            one.whole.clone(),
            one.under.join(" "),
            one.names_day.map_or_else(String::new, |day| day.to_string()),
            id(notice.by),
            notice.day.to_string(),
            notice.stage.map_or_else(String::new, |stage| stage.word().to_owned()),
        ]
    };
    public.published.iter().flat_map(|one| one.notices.iter().map(move |notice| row(one, notice))).collect()
}

/// The table as CSV (RFC 4180). A field that a spreadsheet would take for a formula begins with an apostrophe.
pub fn publications_csv(public: &PublicSite<'_>) -> String {
    let head = line(&COLUMNS.map(|(name, _)| name));
    rows(public).iter().fold(head, |csv, row| csv + &line(row))
}

/// The table as JSON: a list of objects.
pub fn publications_json(public: &PublicSite<'_>) -> String {
    let object = |row: [String; 12]| {
        let fields = COLUMNS.iter().zip(row).filter(|(_, said)| !said.is_empty());
        let fields = fields.map(|((name, _), said)| format!("{}: {}", json(name), json(&said)));
        format!("  {{{}}}", fields.collect::<Vec<_>>().join(", "))
    };
    let objects = rows(public).into_iter().map(object).collect::<Vec<_>>();
    format!("[\n{}\n]\n", objects.join(",\n"))
}

/// The agreement's own structure as data: its parties, provisions, areas and places by their identifiers.
pub fn agreement_json(public: &PublicSite<'_>) -> String {
    let agreement = public.site.words.agreement;
    let list = |ids: Vec<&str>| ids.into_iter().map(json).collect::<Vec<_>>().join(", ");
    let entries = |node: &str| {
        let named = agreement.entries.iter().filter(|entry| entry.node == node);
        named.map(|entry| entry.id.as_str()).collect::<Vec<_>>()
    };
    let parties = agreement.parties().map(|party| agreement.body_of(party).id.as_str()).collect();
    let mut said =
        format!("{{\n  \"id\": {},\n  \"rules_sha256\": {},\n", json(&agreement.id), json(&agreement.digest.to_string()));
    if let Some(signed) = &agreement.signed {
        let _ = writeln!(said, "  \"signed\": {},", json(&signed.date.to_string()));
    }
    let _ = writeln!(said, "  \"parties\": [{}],", list(parties));
    for (name, node) in [("areas", "area"), ("commitments", "commitment"), ("projects", "project"), ("platforms", "platform")] {
        let _ = writeln!(said, "  {}: [{}],", json(name), list(entries(node)));
    }
    let _ = writeln!(said, "  \"places\": [{}]\n}}", list(entries("place")));
    said
}

/// A text as JSON writes it (RFC 8259).
fn json(text: &str) -> String {
    let mut said = String::from("\"");
    for one in text.chars() {
        match one {
            '"' | '\\' => said.extend(['\\', one]),
            '\n' => said.push_str("\\n"),
            one if u32::from(one) < 0x20 => {
                let _ = write!(said, "\\u{:04x}", u32::from(one));
            }
            one => said.push(one),
        }
    }
    said + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_text_of_json_is_escaped() {
        assert_eq!(json("a\"\\\n\u{1}中"), "\"a\\\"\\\\\\n\\u0001中\"");
    }
}
