//! What was published: one for each text of a matter, with everybody who published it, when and by whose authority.
//!
//! It is known by the check code of its text, so that its address tells nothing of what stands beside it on record; where the same words are
//! published by another act too, the later one has a number behind it.

use super::frame::Here;
use crate::script_mark::ScriptMark;
use crate::site::{Site, Text, in_script_of, reader_script, text_of};
use agreement::act::{Act, ActKind, Event, Stage};
use agreement::id::{BodyId, Digest, MatterId, Place};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many digits of the check code an address has: twelve tell millions of texts apart.
const ID_DIGITS: usize = 12;

/// Where the page of a converted text has it as it was written.
pub const AS_WRITTEN: &str = "as_written";

/// One publication by one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who published.
    pub by: BodyId,
    /// The day.
    pub day: Date,
    /// By whose authority, in its words.
    pub authority: Text,
    /// How far it has come, as it says.
    pub stage: Option<Stage>,
}

/// A text before the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What its address is made of.
    pub id: String,
    /// The check code of the text.
    pub digest: Digest,
    /// The matter.
    pub matter: MatterId,
    /// What kind of act is published.
    pub kind: ActKind,
    /// The act, which is never shown.
    of: Place,
    /// The item of a list that it is about, which is never shown: those before it may not be public.
    item: Option<u32>,
    /// The day that the act names: of a meeting, or the last of a consultation.
    pub names_day: Option<Date>,
    /// The whole text, of which the check code is made.
    pub whole: String,
    /// What it is called: the first line of the text, in the reader's script.
    pub title: Text,
    /// What the text says beyond that, in the reader's script.
    pub rest: Option<Text>,
    /// Whether the text is written in another script than the reader's.
    pub is_converted: bool,
    /// The areas, places and parties under which it can be found.
    pub under: Vec<String>,
    /// The day on which it was first published.
    since: Date,
    /// When that came on record, and where: an act may tell of an earlier day than others that were there before it.
    recorded: (Date, Place),
    /// Who published it, in the agreement's order: what each told last.
    pub notices: Vec<Notice>,
}

impl Published {
    /// The day on which it was first published.
    pub fn first(&self) -> Date {
        self.since
    }

    /// What it is called, and what the text says beyond that, as they were written.
    pub fn as_written(&self) -> (Text, Option<Text>) {
        let (title, rest) = headed(&self.whole);
        (text_of(title.to_owned()), (!rest.is_empty()).then(|| text_of(rest.to_owned())))
    }

    /// The title on the page that stands `here`, with a mark that leads to the text as it was written if it is not.
    pub fn titled(&self, here: &Here<'_, '_>) -> Text {
        let as_written = || here.to(&format!("published/{}#{AS_WRITTEN}", self.id));
        let mark = self.is_converted.then(|| ScriptMark::to(&here.public.site, as_written()));
        Text { mark, ..self.title.clone() }
    }

    /// Whether both are about one item: different texts of it, or what was reported on it.
    pub fn is_with(&self, other: &Published) -> bool {
        let about = |one: &Published| one.item.map_or((None, Some(one.of)), |item| (Some(item), None));
        self.matter == other.matter && about(self) == about(other)
    }

    /// Whether it is the text of an item of a list.
    pub fn is_item(&self) -> bool {
        self.kind == ActKind::Circulate
    }
}

/// What was published in the matters of a site whose view is that of the public. A text that is not here yet waits.
pub fn all(site: &Site<'_>) -> Vec<Published> {
    let mut all: Vec<Published> = Vec::new();
    for matter in site.view.matters() {
        let first = all.len();
        for event in site.view.events(matter) {
            let Some(one) = read(site, matter, event) else { continue };
            let notices = match all[first..].iter_mut().find(|known| (known.digest, known.of) == (one.digest, one.of)) {
                Some(known) => {
                    let new = one.under.into_iter().filter(|id| !known.under.contains(id)).collect::<Vec<_>>();
                    known.under.extend(new);
                    let own = |notice: &Notice| notice.by == one.notices[0].by;
                    known.since = known.since.min(one.since);
                    known.recorded = known.recorded.min(one.recorded);
                    known.notices.retain(|notice| !own(notice));
                    known.notices.extend(one.notices);
                    &mut known.notices
                }
                None => {
                    all.push(one);
                    continue;
                }
            };
            notices.sort_by_key(|notice| notice.by);
        }
    }
    let order = |id: &String| {
        let entries = &site.words.agreement.entries;
        entries.iter().position(|entry| entry.id == *id).unwrap_or(usize::MAX)
    };
    all.iter_mut().for_each(|one| one.under.sort_by_key(order));
    tell_apart(&mut all);
    all
}

/// Numbers those that would have one address, in the order in which they came on record: an address that was given stays, unless two logs gave one
/// on the same day and only one of them was here.
fn tell_apart(all: &mut [Published]) {
    let mut oldest: Vec<&mut Published> = all.iter_mut().collect();
    oldest.sort_by_key(|one| one.recorded);
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for one in oldest {
        let count = known.entry(one.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            one.id = format!("{}-{count}", one.id);
        }
    }
}

fn read(site: &Site<'_>, matter: MatterId, event: &Event) -> Option<Published> {
    let Act::Publish { of, text: digest, authority, under, stage } = &event.act else { return None };
    let published = site.view.events(matter).find(|other| other.place == *of)?;
    let text = (site.texts)(event.place).into_iter().find(|text| Digest::of(text.as_bytes()) == *digest)?;
    let (title, rest) = headed(&text);
    let script = reader_script(site.words.language);
    let (title, is_title_converted) = in_script_of(script, title.to_owned());
    let rest = (!rest.is_empty()).then(|| in_script_of(script, rest.to_owned()));
    let is_converted = is_title_converted || rest.as_ref().is_some_and(|(_, is_converted)| *is_converted);
    let (item, names_day) = match published.act {
        Act::Circulate { item, .. } | Act::ReportProgress { item, .. } => (Some(item), None),
        Act::CallMeeting { day } => (None, Some(day)),
        Act::OpenConsultation { until, .. } => (None, Some(until)),
        _ => (None, None),
    };
    let notice = Notice { by: event.author, day: event.occurred, authority: text_of(authority.clone()), stage: *stage };
    Some(Published {
        id: digest.to_string()[..ID_DIGITS].to_owned(),
        digest: *digest,
        matter,
        kind: published.act.kind(),
        of: *of,
        item,
        names_day,
        whole: text.clone(),
        title,
        rest: rest.map(|(rest, _)| rest),
        is_converted,
        under: under.clone(),
        since: event.occurred,
        recorded: (event.recorded, event.place),
        notices: vec![notice],
    })
}

/// A text by its heading and the rest of it: its first line, or, in a text of one line, its first sentence.
fn headed(text: &str) -> (&str, &str) {
    let (line, rest) = text.split_once('\n').map_or((text.trim(), ""), |(line, rest)| (line.trim(), rest.trim()));
    if !rest.is_empty() {
        return (line, rest);
    }
    match line.split_once('。') {
        Some((first, rest)) => (first, rest.trim()),
        None => (line, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::headed;

    #[test]
    fn a_text_is_called_by_its_first_line_or_sentence() {
        assert_eq!(headed("Name\nWhat it says.\nMore."), ("Name", "What it says.\nMore."));
        assert_eq!(headed("名稱。內容。其他。"), ("名稱", "內容。其他。"));
        assert_eq!(headed("名稱"), ("名稱", ""));
        assert_eq!(headed("名稱。"), ("名稱", ""));
    }
}
