//! The mark beside a text that is shown in another script than it was written in, and what the page says of all of them.
//!
//! The conversion is for reading. One way leads to the texts as they were written, and another one back.

use crate::site::{Link, Site, reader_script};
use askama::Template;
use script::Script;
use std::cell::Cell;
use std::rc::Rc;
use words::Language;

/// The mark beside one text.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "script_mark.html")]
pub struct ScriptMark {
    /// The way to the same page with texts as they were written.
    pub as_written: Link,
}

impl ScriptMark {
    /// The mark for the reader of a page.
    pub fn of(site: &Site<'_>) -> ScriptMark {
        ScriptMark::to(site, query(site, "as_written=1"))
    }

    /// The mark of a text that stands at an address as it was written.
    pub fn to(site: &Site<'_>, href: String) -> ScriptMark {
        let key = match site.words.language {
            Language::ZhHans => "script-written-traditional",
            _ => "script-written-simplified",
        };
        ScriptMark { as_written: Link { href, text: site.key(key) } }
    }
}

/// The same page, on the same day, asked for otherwise.
fn query(site: &Site<'_>, written: &str) -> String {
    let day = (site.on() != site.today).then(|| format!("on={}", site.on()));
    let parts = [written.to_owned(), day.unwrap_or_default(), site.writing.asked.clone()];
    format!("?{}", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&"))
}

/// What the page says of its texts, above them.
pub struct ScriptNote {
    converted: Rc<Cell<bool>>,
    said: String,
    way: Link,
    is_as_written: bool,
}

impl ScriptNote {
    /// The note of a page; none for a reader of another language than Chinese.
    pub fn of(site: &Site<'_>) -> Option<ScriptNote> {
        let is_as_written = site.writing.as_written;
        let script = reader_script(site.words.language)?;
        let shown = if script == Script::Simplified { "script-shown-simplified" } else { "script-shown-traditional" };
        let back = if script == Script::Simplified { "script-show-simplified" } else { "script-show-traditional" };
        let (said, way) = match is_as_written {
            true => ("script-as-written", Link { href: query(site, ""), text: site.key(back) }),
            false => (shown, Link { href: query(site, "as_written=1"), text: site.key("script-show-as-written") }),
        };
        Some(ScriptNote { converted: site.writing.converted.clone(), said: site.key(said), way, is_as_written })
    }

    /// What is said and the way to the other form; none where no text of the page was converted. To be asked when the page is written,
    /// since its texts are made after its frame.
    pub fn said(&self) -> Option<(&str, &Link)> {
        (self.is_as_written || self.converted.get()).then_some((self.said.as_str(), &self.way))
    }
}
