//! Articles of names: Portuguese joins them with the preposition before them, and each name has its own.
//!
//! The article of a name is data of the agreement. A name travels into a sentence with its article marked; the sentence
//! says whether it wants the name bare, with its article, or after a preposition.

use fluent_bundle::{FluentBundle, FluentResource, FluentValue};

/// Before an article that stands only where the sentence asks for it; private use, in no text of ours.
const APART: char = '\u{E000}';
/// Before an article that belongs to the name: "as quatro partes".
const WITHIN: char = '\u{E001}';
/// After an article.
const END: char = '\u{E002}';

/// What a sentence may ask of a name, by the name of the function, with the preposition.
const FUNCTIONS: [(&str, &str); 5] = [("O", ""), ("DE", "de"), ("A", "a"), ("EM", "em"), ("POR", "por")];

/// A name with its article marked; a name without one is marked too, so that each name of a list is found.
pub fn marked(name: &str, article: Option<&str>) -> String {
    let article = article.unwrap_or_default();
    match name.strip_prefix(article).and_then(|rest| rest.strip_prefix(' ')) {
        Some(rest) if !article.is_empty() => format!("{WITHIN}{article}{END}{rest}"),
        _ => format!("{APART}{article}{END}{name}"),
    }
}

/// Another text with the article of a marked name: a matter has that of its rule.
pub fn of(name: &str, text: &str) -> String {
    let article = name.trim_start_matches([APART, WITHIN]).split_once(END).map(|(article, _)| article);
    marked(text, article)
}

/// The text without marks: a name keeps its article only if it is part of the name.
pub fn bare(text: &str) -> String {
    each(text, |within, article| if within { format!("{article} ") } else { String::new() })
}

/// The functions that sentences use: `{ DE($from) }` is "da RAE de Macau", `{ O($by) }` "a RAE de Macau".
pub fn add_functions(bundle: &mut FluentBundle<FluentResource>) {
    for (name, preposition) in FUNCTIONS {
        let added = bundle.add_function(name, move |given, _| match given.first() {
            Some(FluentValue::String(text)) => FluentValue::from(after(preposition, text)),
            Some(FluentValue::Number(number)) => FluentValue::from(after(preposition, &number.as_string())),
            _ => FluentValue::Error,
        });
        added.expect("each function is added once");
    }
}

/// Each name of a text after a preposition, joined with its article.
fn after(preposition: &str, text: &str) -> String {
    if !text.contains([APART, WITHIN]) {
        return format!("{preposition} {text}").trim_start().to_owned();
    }
    each(text, |_, article| match joined(preposition, article).as_str() {
        "" => String::new(),
        joined => format!("{joined} "),
    })
}

fn joined(preposition: &str, article: &str) -> String {
    match (preposition, article) {
        (preposition, "") => preposition.to_owned(),
        ("de", article) => format!("d{article}"),
        ("em", article) => format!("n{article}"),
        ("por", article) => format!("pel{article}"),
        ("a", "a") => "à".to_owned(),
        ("a", "as") => "às".to_owned(),
        (preposition, article) => format!("{preposition}{article}"),
    }
}

/// Puts something in the place of each marked article.
fn each(text: &str, put: impl Fn(bool, &str) -> String) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find([APART, WITHIN]) {
        let within = rest[at..].starts_with(WITHIN);
        said.push_str(&rest[..at]);
        let marked = &rest[at + APART.len_utf8()..];
        let (article, after) = marked.split_once(END).unwrap_or(("", marked));
        said.push_str(&put(within, article));
        rest = after;
    }
    said + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_preposition_joins_each_article() {
        let expect = [
            ("o", ["o", "do", "ao", "no", "pelo"]),
            ("a", ["a", "da", "à", "na", "pela"]),
            ("os", ["os", "dos", "aos", "nos", "pelos"]),
            ("as", ["as", "das", "às", "nas", "pelas"]),
        ];
        for (article, forms) in expect {
            let name = marked("X", Some(article));
            let said = FUNCTIONS.map(|(_, preposition)| after(preposition, &name));
            assert_eq!(said, forms.map(|form| format!("{form} X")));
            assert_eq!(bare(&name), "X");
        }
        let said = FUNCTIONS.map(|(_, preposition)| after(preposition, &marked("Utah", None)));
        assert_eq!(said, ["Utah", "de Utah", "a Utah", "em Utah", "por Utah"]);
        assert_eq!(after("de", "no name"), "de no name");
    }

    #[test]
    fn each_name_of_a_list_has_its_own() {
        let names = [marked("Província", Some("a")), marked("Governo", Some("o")), marked("Utah", None)];
        let list = format!("{}, {} e {}", names[0], names[1], names[2]);
        assert_eq!(after("por", &list), "pela Província, pelo Governo e por Utah");
        assert_eq!(bare(&list), "Província, Governo e Utah");
    }

    #[test]
    fn an_article_within_the_name_is_not_said_twice() {
        let name = marked("as quatro partes", Some("as"));
        assert_eq!((bare(&name), after("", &name)), ("as quatro partes".to_owned(), "as quatro partes".to_owned()));
        assert_eq!((after("de", &name), after("a", &name)), ("das quatro partes".to_owned(), "às quatro partes".to_owned()));
        assert_eq!(bare("plain"), "plain");
    }
}
