//! Letters of this side for word processors: the letter asking for opinions, the letter of reply, the table of opinions and their treatment, the list
//! at a glance, and minutes. Each is made from the record as it stands, under a number of the office's own.

mod at_a_glance;
mod minutes;
mod opinion_request;
mod opinions_table;
mod reply;

use crate::download::{File, name, sample};
use crate::key_work::List;
use crate::site::{Link, Site};
use agreement::id::MatterId;
use agreement::kinds::Kind;
use agreement::message::Message;
use office::Action;
use office::letter::{Heading, Headings, LetterKind};
use papers::docx;
use papers::paper::{Block, Paper, Tongue};
use words::Language;

/// A letter that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How letters of this side are headed.
    pub headings: Headings,
    /// The number that it was given; empty where it is only asked whether there could be one.
    pub reference: String,
    /// To whom, if somebody typed it.
    pub to: String,
    /// Whom to ask about it, if somebody typed it.
    pub contact: String,
}

/// The kind and the matter of an address: `reply/key_work/2020`; none if there is no such letter in it.
pub fn target(site: &Site<'_>, path: &str) -> Option<(LetterKind, MatterId)> {
    let (kind, matter) = path.split_once('/')?;
    let (kind, matter) = (LetterKind::named(kind)?, site.words.agreement.matter(matter)?);
    exists(site, kind, matter).then_some((kind, matter))
}

/// The ways to letters of a matter, for whoever may write them.
pub fn ways(site: &Site<'_>, matter: MatterId, kinds: &[LetterKind]) -> Vec<Link> {
    let may = site.visitor.is_some_and(|visitor| visitor.may(Action::Draft));
    let kinds = kinds.iter().filter(|kind| may && exists(site, **kind, matter));
    let way = |kind: &LetterKind| {
        let path = format!("letters/{}/{}", kind.name(), site.words.agreement.matter_name(matter));
        Link { href: site.href(&path), text: title(site, *kind) }
    };
    kinds.map(way).collect()
}

/// What a kind of letter is called.
pub fn title(site: &Site<'_>, kind: LetterKind) -> String {
    site.key(&format!("letter-{}", kind.name().replace('_', "-")))
}

/// The heading for the reader's language.
pub fn heading(language: Language, headings: &Headings) -> &Heading {
    if tongue(language).is_han() { &headings.han } else { &headings.latin }
}

/// How a number is written where the office has not said how.
pub fn usual_pattern(language: Language) -> &'static str {
    match language {
        Language::ZhHant => "〔{year}〕{number}號",
        Language::ZhHans => "〔{year}〕{number}号",
        Language::En | Language::Pt => "{number}/{year}",
    }
}

/// The tongue of papers in a language.
pub fn tongue(language: Language) -> Tongue {
    match language {
        Language::ZhHant => Tongue::ZhHant,
        Language::ZhHans => Tongue::ZhHans,
        Language::En => Tongue::En,
        Language::Pt => Tongue::Pt,
    }
}

/// The letter as a file.
pub fn file(site: &Site<'_>, path: &str, asked: &Asked) -> Option<File> {
    let (kind, matter) = target(site, path)?;
    let paper = Paper {
        tongue: tongue(site.words.language),
        name: title(site, kind),
        sample: sample(site),
        is_wide: matches!(kind, LetterKind::OpinionsTable | LetterKind::AtAGlance),
        blocks: blocks(site, kind, matter, asked)?,
    };
    let stem = format!("{}-{}", kind.name(), site.words.agreement.matter_name(matter));
    Some(File { name: name(site, &stem, "docx"), bytes: docx::write(&paper) })
}

/// The list that a letter is about: one with items.
fn list_of<'s, 'a>(site: &'s Site<'a>, matter: MatterId) -> Option<List<'s, 'a>> {
    List::of(site, matter.rule, matter.year()?).filter(|list| list.items().next().is_some())
}

/// Whether there is such a letter: asked on pages, which need none of its texts.
fn exists(site: &Site<'_>, kind: LetterKind, matter: MatterId) -> bool {
    let rule = &site.words.agreement.rule(matter.rule).kind;
    match kind {
        LetterKind::OpinionRequest | LetterKind::OpinionsTable | LetterKind::AtAGlance => list_of(site, matter).is_some(),
        LetterKind::Reply => list_of(site, matter).is_some_and(|list| reply::circulated(&list).is_some()),
        LetterKind::Minutes => matches!(rule, Kind::AnnualMeeting(_)) && minutes::held(site, matter).is_some(),
    }
}

fn blocks(site: &Site<'_>, kind: LetterKind, matter: MatterId, asked: &Asked) -> Option<Vec<Block>> {
    let rule = &site.words.agreement.rule(matter.rule).kind;
    let list = || list_of(site, matter);
    let body = match kind {
        LetterKind::OpinionRequest => opinion_request::blocks(&list()?, asked),
        LetterKind::Reply => reply::blocks(&list()?, asked)?,
        LetterKind::OpinionsTable => opinions_table::blocks(&list()?),
        LetterKind::AtAGlance => at_a_glance::blocks(&list()?)?,
        LetterKind::Minutes if matches!(rule, Kind::AnnualMeeting(_)) => minutes::blocks(site, matter)?,
        LetterKind::Minutes => return None,
    };
    let annex = match kind {
        LetterKind::OpinionRequest => opinion_request::annex(&list()?),
        _ => Vec::new(),
    };
    Some(head(site, asked).into_iter().chain(body).chain(foot(site, asked)).chain(annex).collect())
}

fn head(site: &Site<'_>, asked: &Asked) -> Vec<Block> {
    let reference = site.say(Message::new("letter-reference").text("reference", &asked.reference));
    vec![Block::Letterhead(letterhead(site, &asked.headings)), Block::Right(reference)]
}

/// Whose letter it is, as it stands above the line.
pub fn letterhead(site: &Site<'_>, headings: &Headings) -> String {
    let own = heading(site.words.language, headings).letterhead.clone();
    if own.is_empty() { site.words.language.sentence(&site.words.body(site.party)) } else { own }
}

fn foot(site: &Site<'_>, asked: &Asked) -> Vec<Block> {
    let own = &heading(site.words.language, &asked.headings).signatory;
    let signatory = if own.is_empty() { letterhead(site, &asked.headings) } else { own.clone() };
    let mut foot = vec![Block::Right(signatory), Block::Right(site.words.date(site.on()))];
    if !asked.contact.is_empty() {
        foot.insert(0, Block::Paragraph(site.say(Message::new("letter-contact").text("contact", &asked.contact))));
    }
    foot.push(Block::Note(site.say(Message::new("letter-made-from").date("day", site.on()))));
    foot
}

/// The agreement's title as letters cite it.
fn agreement_title(site: &Site<'_>) -> String {
    site.words.vocabulary.title().map_or_else(|| site.words.agreement.id.clone(), |(title, _)| title.to_owned())
}

/// A line "To:", with what was typed or else these bodies.
fn addressed(site: &Site<'_>, typed: &str, usual: String) -> Block {
    let to = if typed.is_empty() { usual } else { typed.to_owned() };
    Block::Left(site.say(Message::new("letter-to").text("to", to)))
}

/// The addressee of a letter where nobody types another.
pub fn usual_addressee(site: &Site<'_>, kind: LetterKind, matter: MatterId) -> String {
    let list = matter.year().and_then(|year| List::of(site, matter.rule, year));
    match (kind, list) {
        (LetterKind::OpinionRequest, Some(list)) => opinion_request::addressee(&list),
        (LetterKind::Reply, Some(list)) => site.words.language.sentence(&site.words.body(list.rule.round.convener)),
        _ => String::new(),
    }
}
