//! What a text changes: the redline against the decided text that it bases on, where that is here. A text that bases on the signed agreement is held
//! against the official text, where that is attached: paragraph by paragraph, for an amendment restates what it changes and leaves out the rest.

use crate::agreement_text::Printed;
use crate::key_work::likeness::Likeness;
use crate::key_work::{text_of, written_text_of};
use crate::redline::Redline;
use crate::site::{Link, Site, Text};
use agreement::act::{Act, Event};
use agreement::id::Cite;

/// From this share of common pairs of characters on, a paragraph restates a passage and does not only speak of the same.
const RESTATES: f64 = 0.5;

/// The change.
pub struct Change {
    /// What it bases on, said as a line.
    pub said: String,
    /// The matter that decided that text; none where it bases on the signed agreement.
    pub base: Option<Link>,
    /// What is said of insertions and deletions, with the redline; none where there is nothing here to compare with.
    pub redline: Option<(String, Redline)>,
    /// What is said of insertions and deletions.
    pub restated_label: String,
    /// Each paragraph that restates a passage of the signed agreement, with the provision.
    pub restated: Vec<(Link, Redline)>,
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
            return Change::of_agreement(site, opening);
        };
        let earlier = text_of(site, &recorded.event);
        let is_here = !site.texts_of(recorded.event.place, 1).is_empty() && !site.texts_of(opening.place, 1).is_empty();
        let redline = || (site.key("task-changes-said"), Redline::of(text.lang, &earlier.text, &text.text));
        Change {
            said: site.key("ballot-bases-on"),
            base: Some(site.matter(matter)),
            redline: is_here.then(redline),
            restated_label: String::new(),
            restated: Vec::new(),
        }
    }

    /// Of a text that bases on the signed agreement.
    fn of_agreement(site: &Site<'_>, opening: &Event) -> Change {
        let provision = |id: &str| {
            let at = site.words.agreement.cites.iter().position(|(cite, _)| cite == id);
            let page = || Link { href: site.href("agreement"), text: site.key("page-agreement") };
            at.map_or_else(page, |at| site.cite(Cite(at as u16)))
        };
        let restated = restated(site.official, &written_text_of(site, opening));
        let key = match (site.official, restated.as_slice()) {
            ([], _) => "ballot-bases-on-agreement",
            (_, []) => "ballot-restates-nothing",
            _ => "ballot-bases-on-attached",
        };
        Change {
            said: site.key(key),
            base: None,
            redline: None,
            restated_label: site.key("task-changes-said"),
            restated: restated.into_iter().map(|(id, redline)| (provision(id), redline.shown(site))).collect(),
        }
    }
}

/// The paragraphs of a text that restate a passage of the official text, each with the provision's id and held against the passage that it is most like.
fn restated<'p>(official: &'p [Printed], text: &Text) -> Vec<(&'p str, Redline)> {
    let passages =
        official.iter().flat_map(|printed| printed.paragraphs.iter().map(move |passage| (printed.id.as_str(), passage)));
    let passages = passages.map(|(id, passage)| (id, passage, Likeness::of(passage))).collect::<Vec<_>>();
    let nearest = |paragraph: &str| {
        let own = Likeness::of(paragraph);
        let shares = passages.iter().map(|(id, passage, likeness)| (own.share(likeness), *id, *passage));
        let (share, id, passage) = shares.max_by(|one, other| one.0.total_cmp(&other.0))?;
        (share >= RESTATES).then(|| (id, Redline::of(text.lang, passage, paragraph)))
    };
    text.text.lines().map(str::trim).filter_map(nearest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline;

    #[test]
    fn a_paragraph_is_held_against_the_passage_that_it_restates_and_no_other() {
        let provision = |id: &str, paragraphs: &[&str]| Printed {
            id: id.to_owned(),
            paragraphs: paragraphs.iter().map(|one| (*one).to_owned()).collect(),
            ..Printed::default()
        };
        let official = [
            provision("art_1", &["示範合作以互利為本，各方平等協商。"]),
            provision("art_2", &["示範會議每年舉行一次，由各方輪流主持。", "示範辦公室每季通報一次進展。"]),
        ];
        let text = "一、第二條第一款修改為：\n示範會議每年舉行兩次，由各方輪流主持。\n二、新增示範旅遊一條。";
        let text = Text { text: text.to_owned(), ..Text::default() };
        let found = restated(&official, &text);
        let [(id, redline)] = found.as_slice() else { panic!("{found:?}") };
        let side = |left_out| -> String {
            redline.stretches.iter().filter(|stretch| stretch.change != left_out).map(|stretch| stretch.text.as_str()).collect()
        };
        assert_eq!(*id, "art_2");
        assert_eq!(side(redline::Change::Inserted), "示範會議每年舉行一次，由各方輪流主持。");
        assert_eq!(side(redline::Change::Deleted), "示範會議每年舉行兩次，由各方輪流主持。");
        assert!(restated(&[], &text).is_empty());
    }
}
