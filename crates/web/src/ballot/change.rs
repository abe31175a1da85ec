//! What a text changes: the redline against the decided text that it bases on, where that is here.

use crate::key_work::text_of;
use crate::redline::Redline;
use crate::site::{Link, Site, Text};
use agreement::act::{Act, Event};

/// The change.
pub struct Change {
    /// What it bases on, said as a line.
    pub said: String,
    /// The matter that decided that text; none where it bases on the signed agreement.
    pub base: Option<Link>,
    /// What is said of insertions and deletions, with the redline; none where there is nothing here to compare with.
    pub redline: Option<(String, Redline)>,
}

impl Change {
    /// Of the text that an act put on the table.
    pub fn of(site: &Site<'_>, opening: &Event, text: &Text) -> Change {
        let base = match opening.act {
            Act::ProposeAmendment { base, .. } | Act::ProposeExtension { base, .. } => base,
            _ => None,
        };
        let found = base.and_then(|place| site.view.state.event(place));
        let Some((matter, recorded)) = found else {
            return Change { said: site.key("ballot-bases-on-agreement"), base: None, redline: None };
        };
        let earlier = text_of(site, &recorded.event);
        let is_here = !site.texts_of(recorded.event.place, 1).is_empty() && !site.texts_of(opening.place, 1).is_empty();
        let redline = || (site.key("task-changes-said"), Redline::of(text.lang, &earlier.text, &text.text));
        Change { said: site.key("ballot-bases-on"), base: Some(site.matter(matter)), redline: is_here.then(redline) }
    }
}
