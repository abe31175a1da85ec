//! What is asked for: a language, a page, and the day it is asked about.
//!
//! Every page has a stable address in every language: `/zh-Hant/year/2018`. A day in the past is a question of its own: `?on=2018-03-01`.

use crate::beside::Beside;
use crate::turn::Along;
use crate::visitor::Visitor;
use jiff::civil::Date;
use office::translation::Translation;
use words::Language;

/// A request for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The language of the page.
    pub language: Language,
    /// The path below the language, without a slash at its beginning: `year/2018`; empty for the front.
    pub path: String,
    /// The day that is asked about, if not today.
    pub on: Option<Date>,
    /// In which order a list is asked for, if not in the usual one.
    pub by: Option<String>,
    /// Which portion of a long list is asked for, from one on.
    pub part: usize,
    /// Whether texts are asked for as they were written, and not in the reader's script.
    pub as_written: bool,
    /// Between which parties, if letters are asked for: their ids with commas.
    pub with: Option<String>,
    /// Who asks; none if nobody is signed in.
    pub visitor: Option<Visitor>,
    /// The translations of what the page is about, as this side keeps them.
    pub translations: Vec<Translation>,
    /// What stood in its form in another language, if it comes from there.
    pub along: Option<Along>,
    /// What there is beside the record.
    pub beside: Beside,
}

impl Request {
    /// A request for a page as it is today, by nobody yet.
    pub fn new(language: Language, path: &str) -> Request {
        Request {
            language,
            path: path.to_owned(),
            on: None,
            by: None,
            part: 1,
            with: None,
            as_written: false,
            visitor: None,
            translations: Vec::new(),
            along: None,
            beside: Beside::Nothing,
        }
    }
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page.
    Page(Box<Request>),
    /// The style of all pages.
    Style,
    /// The script of passkeys.
    Script,
    /// Another address: that of the front in the reader's language.
    Elsewhere(String),
    /// Nothing; said in this language.
    Nothing(Language),
}

impl Target {
    /// Reads path and query of an address. `accepted` is the reader's `Accept-Language`.
    pub fn of(path: &str, query: &str, accepted: &str) -> Target {
        let path = path.trim_matches('/');
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        match (first, Language::from_tag(first)) {
            ("", _) => Target::Elsewhere(format!("/{}/", preferred(accepted).tag())),
            ("look.css", _) => Target::Style,
            ("passkey.js", _) => Target::Script,
            (_, None) => Target::Nothing(preferred(accepted)),
            (_, Some(language)) => {
                let asked = |key| query.split('&').find_map(|pair| pair.strip_prefix(key)).filter(|said: &&str| !said.is_empty());
                let by = asked("by=").map(str::to_owned);
                let part = asked("part=").and_then(|said| said.parse().ok()).unwrap_or(1);
                let as_written = asked("as_written=").is_some();
                let with = asked("with=").map(|said| said.replace("%2C", ","));
                match asked("on=").or_else(|| asked("as_of=")).map(str::parse::<Date>) {
                    Some(Err(_)) => Target::Nothing(language),
                    on => {
                        let on = on.and_then(Result::ok);
                        Target::Page(Box::new(Request { on, by, part, with, as_written, ..Request::new(language, rest) }))
                    }
                }
            }
        }
    }
}

/// The language that a browser asks for first, of those that there are; Traditional Chinese if it asks for none of them.
pub fn preferred(accepted: &str) -> Language {
    let mut asked: Vec<(f32, usize, &str)> = accepted.split(',').enumerate().map(weighed).collect();
    asked.sort_by(|(one, first, _), (other, second, _)| other.total_cmp(one).then(first.cmp(second)));
    asked.into_iter().filter(|(weight, ..)| *weight > 0.0).find_map(|(.., tag)| known(tag)).unwrap_or(Language::ZhHant)
}

fn weighed((at, part): (usize, &str)) -> (f32, usize, &str) {
    let (tag, parameter) = part.split_once(';').unwrap_or((part, ""));
    let weight = parameter.trim().strip_prefix("q=").map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
    (weight, at, tag.trim())
}

fn known(tag: &str) -> Option<Language> {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    match parts.next()? {
        "en" => Some(Language::En),
        "pt" => Some(Language::Pt),
        "zh" if parts.any(|part| ["hans", "cn", "sg"].contains(&part)) => Some(Language::ZhHans),
        "zh" => Some(Language::ZhHant),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn page(path: &str, on: Option<Date>) -> Target {
        Target::Page(Box::new(Request { on, ..Request::new(Language::Pt, path) }))
    }

    #[test]
    fn a_list_is_asked_for_in_another_order() {
        let Target::Page(asked) = Target::of("/pt/key_work/2018", "on=2018-03-01&by=party", "") else { panic!("a page") };
        assert_eq!((asked.by.as_deref(), asked.on), (Some("party"), Some(date(2018, 3, 1))));
        assert_eq!(Target::of("/pt/", "by=", ""), page("", None));
    }

    #[test]
    fn an_address_names_language_page_and_day() {
        assert_eq!(Target::of("/pt/", "", ""), page("", None));
        assert_eq!(Target::of("/pt/year/2018", "", ""), page("year/2018", None));
        assert_eq!(Target::of("/pt/next", "x=1&on=2018-03-01", ""), page("next", Some(date(2018, 3, 1))));
        assert_eq!(Target::of("/pt/next", "on=", ""), page("next", None));
        assert_eq!(Target::of("/pt/next", "on=yesterday", ""), Target::Nothing(Language::Pt));
        assert_eq!(Target::of("/look.css", "", ""), Target::Style);
        assert_eq!(Target::of("/passkey.js", "", ""), Target::Script);
        assert_eq!(Target::of("/fr/", "", "en"), Target::Nothing(Language::En));
    }

    #[test]
    fn who_names_no_language_is_led_to_the_one_that_the_browser_prefers() {
        let led = |accepted| Target::of("/", "", accepted);
        let to = |tag: &str| Target::Elsewhere(format!("/{tag}/"));
        assert_eq!(led(""), to("zh-Hant"));
        assert_eq!(led("fr-FR, pt-PT;q=0.8, en;q=0.9"), to("en"));
        assert_eq!(led("zh-CN,zh;q=0.9"), to("zh-Hans"));
        assert_eq!(led("zh-HK"), to("zh-Hant"));
        assert_eq!(led("en;q=0, pt"), to("pt"));
        assert_eq!(led("de"), to("zh-Hant"));
    }
}
