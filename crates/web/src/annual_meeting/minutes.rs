//! The minutes: the texts that were circulated, what changed from one to the next, who approved which, and the wordings in which they differ.
//!
//! A party that does not approve a text answers with its own. Each text is approved by itself, and the latest is the one that is asked about.

use super::passages::{Passage, differing};
use super::{Meeting, by_on};
use crate::key_work::text_of;
use crate::party_marks::{Assent, Mark, PartyMarks};
use crate::redline::Redline;
use crate::site::{Link, Text};
use agreement::act::{Act, Event};
use agreement::id::{BodyId, Digest};
use agreement::message::{Arg, Message};
use std::collections::BTreeMap;

/// The minutes of a meeting.
pub struct Minutes {
    /// The heading.
    pub label: String,
    /// Whether the latest text is approved by all, by whom it is awaited, or that there is none.
    pub standing: String,
    /// The texts, the latest last.
    pub versions: Vec<Version>,
    /// What the list of earlier texts is called.
    pub texts_label: String,
    /// What is said of insertions and deletions.
    pub changes_said: String,
    /// Where one text and the next, of another party, differ.
    pub disputed: Vec<Disputed>,
    /// The heading of the wordings that differ.
    pub disputed_label: String,
    /// What is said of them: still open, or settled by which text.
    pub disputed_said: String,
}

/// A text of the minutes.
pub struct Version {
    /// What it is called: the first text, the second.
    pub name: String,
    /// By whom and when, with its check code.
    pub circulated: String,
    /// The act.
    pub act: Link,
    /// The text.
    pub text: Text,
    /// What changed since the text before.
    pub redline: Redline,
    /// Who has approved it; who circulated another one after it.
    pub marks: PartyMarks,
    /// The remarks that came with it.
    pub remarks: Vec<Text>,
}

/// Where two texts differ.
pub struct Disputed {
    /// Whose text the one is.
    pub one: String,
    /// Whose the other is.
    pub other: String,
    /// The places, in their order.
    pub passages: Vec<(Redline, Redline)>,
}

/// A text as it went round.
struct Circulated<'a> {
    digest: Digest,
    event: &'a Event,
    approved: BTreeMap<BodyId, &'a Event>,
}

/// The texts in the order of their latest circulation, as the agreement's own judgement takes them.
fn circulated<'a>(meeting: &Meeting<'_, 'a>) -> Vec<Circulated<'a>> {
    let mut texts: Vec<Circulated<'a>> = Vec::new();
    for event in meeting.events.iter().copied() {
        let Act::CirculateMinutes { text } = event.act else { continue };
        texts.retain(|known| known.digest != text);
        texts.push(Circulated { digest: text, event, approved: BTreeMap::new() });
    }
    for event in meeting.events.iter().copied() {
        if let Act::ApproveMinutes { text } = event.act
            && let Some(known) = texts.iter_mut().find(|known| known.digest == text)
        {
            known.approved.entry(event.author).or_insert(event);
        }
    }
    texts
}

/// The text that all approved, the latest if several; else the latest that was circulated.
pub fn current(meeting: &Meeting<'_, '_>) -> Option<Text> {
    let texts = circulated(meeting);
    let approved = texts.iter().rfind(|text| is_approved(meeting, text));
    approved.or(texts.last()).map(|text| text_of(meeting.site, text.event))
}

/// Whether a party's approval of the latest text is awaited.
pub fn awaits(meeting: &Meeting<'_, '_>, party: BodyId) -> bool {
    let latest = circulated(meeting).pop();
    approvers(meeting).contains(&party) && latest.is_some_and(|text| !text.approved.contains_key(&party))
}

fn approvers<'m>(meeting: &'m Meeting<'_, '_>) -> &'m [BodyId] {
    meeting.rule.minutes.as_deref().unwrap_or_default()
}

fn is_approved(meeting: &Meeting<'_, '_>, text: &Circulated<'_>) -> bool {
    approvers(meeting).iter().all(|body| text.approved.contains_key(body))
}

impl Minutes {
    /// Of a meeting.
    pub fn of(meeting: &Meeting<'_, '_>) -> Minutes {
        let site = meeting.site;
        let texts = circulated(meeting);
        let read: Vec<Text> = texts.iter().map(|text| text_of(site, text.event)).collect();
        let settled = texts.iter().rposition(|text| is_approved(meeting, text));
        let disputed_said = match settled {
            Some(at) => Message::new("annual-meeting-disputed-settled").text("text", name(meeting, at)),
            None => Message::new("annual-meeting-disputed-open"),
        };
        Minutes {
            label: site.key("annual-meeting-minutes"),
            standing: standing(meeting, texts.last()),
            texts_label: site.key("annual-meeting-texts"),
            changes_said: site.key("task-changes-said"),
            disputed: disputed(meeting, &texts, &read),
            disputed_label: site.key("annual-meeting-disputed"),
            disputed_said: site.say(disputed_said),
            versions: (0..texts.len()).map(|at| version(meeting, &texts, &read, at)).collect(),
        }
    }
}

fn name(meeting: &Meeting<'_, '_>, at: usize) -> String {
    meeting.site.say(Message::new("annual-meeting-text").number("number", at as i64 + 1))
}

fn standing(meeting: &Meeting<'_, '_>, latest: Option<&Circulated<'_>>) -> String {
    let site = meeting.site;
    let said = match latest {
        None => Message::new("no-minutes-on-record"),
        Some(text) if is_approved(meeting, text) => {
            let approved = Message::new("minutes-approved").with("text", Arg::Digest(text.digest));
            approved.bodies("by", approvers(meeting).iter().copied())
        }
        Some(text) => {
            let awaited = approvers(meeting).iter().copied().filter(|body| !text.approved.contains_key(body));
            let said = Message::new("minutes-awaited").with("text", Arg::Digest(text.digest)).bodies("from", awaited);
            said.bodies("by", text.approved.keys().copied())
        }
    };
    site.words.language.sentence(&site.say(said))
}

fn version(meeting: &Meeting<'_, '_>, texts: &[Circulated<'_>], read: &[Text], at: usize) -> Version {
    let site = meeting.site;
    let (text, said) = (&texts[at], &read[at]);
    let by = by_on(site, "annual-meeting-circulated-by", text.event);
    let code = site.say(Message::new("annual-meeting-code").with("text", Arg::Digest(text.digest)));
    Version {
        name: name(meeting, at),
        circulated: format!("{by} · {code}"),
        act: site.act(text.event.place),
        redline: match at.checked_sub(1).map(|before| &read[before]) {
            Some(before) => Redline::of(said.lang, &before.text, &said.text),
            None => Redline::whole(said.lang, &said.text),
        },
        text: said.clone(),
        marks: marks(meeting, texts, at),
        remarks: site.texts_of(text.event.place, usize::MAX).into_iter().skip(1).collect(),
    }
}

/// Who has approved a text. Of the latest one, who has not is awaited; of an earlier one, who went on with another wording is shown so.
fn marks(meeting: &Meeting<'_, '_>, texts: &[Circulated<'_>], at: usize) -> PartyMarks {
    let site = meeting.site;
    let text = &texts[at];
    PartyMarks::new(site, |party| {
        let asked = approvers(meeting).contains(&party);
        let approved =
            text.approved.get(&party).map(|event| Mark::of_act(site, party, Assent::Given, &site.key("mark-approved"), event));
        let own = || {
            let own = texts[at + 1..].iter().filter(|_| party != text.event.author).find(|later| later.event.author == party)?;
            Some(Mark::of_act(site, party, Assent::Withheld, &site.key("mark-own-wording"), own.event))
        };
        let awaited = || (at + 1 == texts.len()).then(|| Mark::awaited(site, party, None));
        asked.then(|| approved.or_else(own).or_else(awaited)).flatten()
    })
}

/// Each text beside the next one, where that is of another party.
fn disputed(meeting: &Meeting<'_, '_>, texts: &[Circulated<'_>], read: &[Text]) -> Vec<Disputed> {
    let site = meeting.site;
    let whose = |at: usize| {
        let by = site.words.short_body(texts[at].event.author);
        format!("{} · {}", name(meeting, at), site.words.language.sentence(&by))
    };
    let later = (1..texts.len()).filter(|at| texts[*at].event.author != texts[at - 1].event.author);
    let pair = |at: usize| {
        let sides = |passage: Passage| {
            let side = |earlier: &str, later: &str| Redline::of(read[at].lang, earlier, later);
            (side(&passage.other, &passage.one).of_later(), side(&passage.one, &passage.other).of_later())
        };
        let passages: Vec<_> = differing(&read[at - 1].text, &read[at].text).into_iter().map(sides).collect();
        Disputed { one: whose(at - 1), other: whose(at), passages }
    };
    later.map(pair).filter(|pair| !pair.passages.is_empty()).collect()
}

/// The decisions of the minutes that have a number, as far as their text shows it: `一、` at any place, `1.` where a line begins.
pub fn decisions(text: &str) -> Vec<(u32, String)> {
    let mut starts: Vec<(usize, usize, u32)> = Vec::new();
    let mut expected = 1;
    for (at, _) in text.char_indices() {
        if let Some(length) = numbered(text, at, expected) {
            starts.push((at, at + length, expected));
            expected += 1;
        }
    }
    let end = |index: usize| starts.get(index + 1).map_or(text.len(), |(at, ..)| *at);
    let decision = |(index, (_, from, number)): (usize, &(usize, usize, u32))| {
        (*number, text[*from..end(index)].trim().trim_end_matches(['；', ';']).to_owned())
    };
    starts.iter().enumerate().map(decision).collect()
}

/// How much of the text the number `number` takes at a place, if it stands there as that of a paragraph.
fn numbered(text: &str, at: usize, number: u32) -> Option<usize> {
    const HAN: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let rest = &text[at..];
    let before = text[..at].chars().next_back();
    let han = HAN.get(number as usize - 1).map(|han| format!("{han}、"));
    if let Some(han) = han.filter(|han| rest.starts_with(han.as_str())) {
        return before.is_none_or(|sign| !sign.is_alphanumeric() || sign == '第').then_some(han.len());
    }
    let figure = format!("{number}. ");
    // Looked back for at every place, the beginning of a line would make a long line cost its square.
    let begins = || text[..at].chars().rev().find(|sign| *sign == '\n' || !sign.is_whitespace()).is_none_or(|sign| sign == '\n');
    (rest.starts_with(&figure) && begins()).then_some(figure.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_have_the_numbers_that_the_text_gives_them() {
        let all = |text: &str| decisions(text).into_iter().map(|(number, said)| format!("{number} {said}")).collect::<Vec<_>>();
        assert_eq!(all("2018 年紀要（示範）：一、改為常設；二、續辦一年"), ["1 改為常設", "2 續辦一年"]);
        assert_eq!(all("Decided:\n1. To keep it.\n 2. To go on, see 3. below."), ["1 To keep it.", "2 To go on, see 3. below."]);
        assert_eq!(all("沒有編號。十一、甲。"), Vec::<String>::new());
        assert_eq!(all("三、不從一起。"), Vec::<String>::new());
        assert_eq!(all("see 1. not here\n\u{3000}\t1. Here 2. not this\n\n2. This"), ["1 Here 2. not this", "2 This"]);
    }
}
