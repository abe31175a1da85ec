//! Scripts that need nodes: acts as in every scenario, and lines that tell what befalls the machines. All problems are found before any
//! machine is made.

use crate::book::{Book, Stopped};
use agreement::act::Act;
use agreement::agreement::Agreement;
use agreement::events::script::{self, Line, NODE_DIRECTIVES, Token};
use agreement::id::BodyId;
use agreement::message::Message;
use agreement::problem::Problems;
use jiff::civil::Date;

/// One machine: a party's own, or the copy of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    /// The party.
    pub party: BodyId,
    /// Which of its machines.
    pub machine: Which,
}

/// Which machine of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// Its own.
    Own,
    /// The copy that somebody made of it.
    Copy,
}

/// What a line asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The folders are made and founded, the nodes start, and each party's head is empowered.
    Start,
    /// A node is killed.
    Kill(Who),
    /// A node starts again.
    Restart(Who),
    /// Its lines are cut.
    CutOff(Who),
    /// They are joined again.
    Connect(Who),
    /// A copy of its record is put away.
    BackUp(Who),
    /// Its record is lost, and the copy that was put away takes its place.
    Restore(Who),
    /// Its whole folder is copied, and both are run.
    RunTwice(Who),
    /// A bundle is carried from one to the other.
    Bundle {
        /// Who seals it.
        from: Who,
        /// Who opens it.
        to: Who,
    },
    /// Each node says what it knows of the others.
    Everyone,
    /// Records and states are compared.
    Compare,
    /// Until a log that forked is settled.
    Settled(BodyId),
    /// How a matter stands, by every node.
    Status(String),
    /// An act of a person.
    Act {
        /// Whose node it is laid before.
        who: Who,
        /// The line without what names the machine.
        line: String,
        /// Whether an officer signs it.
        signed: bool,
    },
    /// An act that the node itself writes.
    Own {
        /// Which node.
        who: Who,
        /// What it is about.
        matter: String,
    },
}

/// A script that was read, with its agreement.
pub struct Script {
    /// The agreement.
    pub book: Book,
    /// The day on which record time begins.
    pub day: Date,
    /// The lines, and what those that are commands ask for.
    pub lines: Vec<(Line, Option<Step>)>,
}

/// Whether a script is told by nodes.
pub fn needs_nodes(lines: &[(usize, Line)]) -> bool {
    lines.iter().any(|(_, line)| node_word(line).is_some())
}

/// The first word of a line that only nodes can play.
pub fn node_word(line: &Line) -> Option<&Token> {
    let Line::Command(tokens, _) = line else { return None };
    tokens.first().filter(|token| NODE_DIRECTIVES.contains(&token.text.as_str()))
}

impl Script {
    /// Reads a script called `name`.
    pub fn read(name: &str, text: &str) -> Result<Script, Stopped> {
        let mut problems = Problems::default();
        let lines = script::lines(text, &mut problems);
        let stopped = |problems| Stopped::File { name: name.to_owned(), text: text.to_owned(), problems };
        if !problems.is_empty() {
            return Err(stopped(problems));
        }
        let book = Book::open(&crate::scenario::agreement_of(&lines))?;
        let mut day = book.agreement.signed.as_ref().map_or_else(|| Date::constant(2018, 1, 1), |signed| signed.date);
        let mut read = Vec::new();
        for (_, line) in lines {
            let step = match &line {
                Line::Command(tokens, written) => match words(tokens).as_slice() {
                    ["agreement", _] => None,
                    ["on", on] if on.parse::<Date>().is_ok() => {
                        day = on.parse().expect("it was just parsed");
                        None
                    }
                    _ => step(&book.agreement, tokens, written, &mut problems),
                },
                _ => None,
            };
            read.push((line, step));
        }
        if problems.is_empty() { Ok(Script { book, day, lines: read }) } else { Err(stopped(problems)) }
    }
}

fn words(tokens: &[Token]) -> Vec<&str> {
    tokens.iter().map(|token| token.text.as_str()).collect()
}

fn step(agreement: &Agreement, tokens: &[Token], written: &str, problems: &mut Problems) -> Option<Step> {
    let of = |id: &str, machine| {
        let party = agreement.parties().find(|party| agreement.body_of(*party).id == id)?;
        Some(Who { party, machine })
    };
    let own = |id: &str| of(id, Which::Own);
    let found = match words(tokens).as_slice() {
        ["nodes", "start"] => Some(Step::Start),
        ["everyone"] => Some(Step::Everyone),
        ["compare"] => Some(Step::Compare),
        ["status", matter] => Some(Step::Status((*matter).to_owned())),
        ["fork", "of", party, "is", "settled"] => own(party).map(|who| Step::Settled(who.party)),
        ["bundle", "copy", from, "to", to] => of(from, Which::Copy).zip(own(to)).map(|(from, to)| Step::Bundle { from, to }),
        ["bundle", from, "to", to] => own(from).zip(own(to)).map(|(from, to)| Step::Bundle { from, to }),
        [word @ ("node" | "copy"), party, rest @ ..] => {
            let machine = if *word == "copy" { Which::Copy } else { Which::Own };
            of(party, machine).and_then(|who| befalls(who, rest).or_else(|| act(agreement, who, &tokens[1..], written)))
        }
        [party, ..] if own(party).is_some() => own(party).and_then(|who| act(agreement, who, tokens, written)),
        _ => None,
    };
    if found.is_none() {
        let length = tokens.last().map_or(0, |last| last.span.0 + last.span.1) - tokens[0].span.0;
        let before = problems.0.len();
        // An act that cannot be read says itself what is wrong.
        if own(&tokens[0].text).is_some() {
            script::act(agreement, tokens, problems);
        }
        if problems.0.len() == before {
            problems
                .add((tokens[0].span.0, length), Message::new("script-command").text("expected", NODE_DIRECTIVES.join(" · ")));
        }
    }
    found
}

fn befalls(who: Who, rest: &[&str]) -> Option<Step> {
    match rest {
        ["starts"] => Some(Step::Restart(who)),
        ["is", "killed"] => Some(Step::Kill(who)),
        ["is", "cut", "off"] => Some(Step::CutOff(who)),
        ["is", "connected"] => Some(Step::Connect(who)),
        ["is", "backed", "up"] => Some(Step::BackUp(who)),
        ["is", "restored"] => Some(Step::Restore(who)),
        ["runs", "twice"] => Some(Step::RunTwice(who)),
        _ => None,
    }
}

/// An act, as it is laid before a node.
fn act(agreement: &Agreement, who: Who, tokens: &[Token], written: &str) -> Option<Step> {
    let draft = script::act(agreement, tokens, &mut Problems::default())?;
    let line = match who.machine {
        Which::Own => written.to_owned(),
        Which::Copy => written.strip_prefix("copy")?.trim_start().to_owned(),
    };
    let matter = |tokens: &[Token]| tokens.iter().skip_while(|token| token.text != "on").nth(1).map(|token| token.text.clone());
    match draft.act {
        Act::Commit { .. } => Some(Step::Own { who, matter: matter(tokens)? }),
        Act::Sign { .. } | Act::Vote { .. } | Act::Withdraw { .. } => Some(Step::Act { who, line, signed: true }),
        _ => Some(Step::Act { who, line, signed: false }),
    }
}
