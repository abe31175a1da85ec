//! What an official reads of the nodes, in each language at once. Nothing here differs from run to run.

use super::script::{Which, Who};
use super::seen::{Log, Seen, Standing};
use agreement::events::script::Line;
use agreement::id::BodyId;
use agreement::message::Message;
use words::tell::grounds::indented;
use words::{Language, Words};

/// Tells one story in several languages.
pub struct Teller<'a, 'h> {
    words: &'a [Words<'a>],
    texts: Vec<String>,
    heard: &'h mut dyn FnMut(Language, &str),
}

impl<'a, 'h> Teller<'a, 'h> {
    /// A story that has not begun.
    pub fn new(words: &'a [Words<'a>], heard: &'h mut dyn FnMut(Language, &str)) -> Teller<'a, 'h> {
        Teller { words, texts: vec![String::new(); words.len()], heard }
    }

    /// The languages, in their order.
    pub fn languages(&self) -> impl Iterator<Item = Language> + use<'a> {
        self.words.iter().map(|words| words.language)
    }

    /// A line of the script, where it is meant for the language.
    pub fn line(&mut self, line: &Line) {
        for at in 0..self.words.len() {
            match line {
                Line::Blank => self.put(at, ""),
                Line::Remark(None, said) => self.put(at, &format!("# {said}")),
                Line::Remark(Some(tag), said) if tag == self.words[at].language.tag() => self.put(at, &format!("# {said}")),
                Line::Remark(..) => {}
                Line::Command(_, written) => self.put(at, &format!("> {written}")),
            }
        }
    }

    /// An answer, said in each language.
    pub fn say(&mut self, say: impl Fn(&Words<'_>) -> Vec<String>) {
        let words = self.words;
        self.each(words.iter().map(say).collect());
    }

    /// An answer that is there in each language.
    pub fn each(&mut self, answers: Vec<Vec<String>>) {
        for (at, answer) in answers.into_iter().enumerate() {
            for line in answer {
                let depth = line.len() - line.trim_start().len();
                indented(line.trim_start(), 2 + depth, "").iter().for_each(|line| self.put(at, line));
            }
        }
    }

    fn put(&mut self, at: usize, line: &str) {
        let line = line.trim_end();
        (self.heard)(self.words[at].language, line);
        self.texts[at].push_str(line);
        self.texts[at].push('\n');
    }

    /// The whole story.
    pub fn texts(self) -> Vec<(Language, String)> {
        self.words.iter().map(|words| words.language).zip(self.texts).collect()
    }
}

/// What a machine is called.
pub fn name(words: &Words<'_>, who: Who) -> String {
    let party = words.short_body(who.party);
    match who.machine {
        Which::Own => party,
        Which::Copy => words.say(&Message::new("nodes-copy").text("party", party)),
    }
}

/// What several are called.
pub fn names(words: &Words<'_>, who: &[Who]) -> String {
    words.language.list(&who.iter().map(|who| name(words, *who)).collect::<Vec<_>>())
}

/// The answer of a question without its head and foot.
pub fn body(lines: &[String]) -> Vec<String> {
    let blank = |line: &String| line.is_empty();
    match (lines.iter().position(blank), lines.iter().rposition(blank)) {
        (Some(first), Some(last)) if first < last => lines[first + 1..last].to_vec(),
        _ => lines.to_vec(),
    }
}

/// What the nodes say, those that say the same together.
pub fn everyone(words: &Words<'_>, all: &[Seen], parties: &[BodyId]) -> Vec<String> {
    let mut said: Vec<(Vec<Who>, String, Vec<String>)> = Vec::new();
    for seen in all {
        let (standing, logs) = (standing(words, seen), logs(words, seen, parties));
        match said.iter_mut().find(|(_, known, same)| (known, same) == (&standing, &logs)) {
            Some((who, ..)) => who.push(seen.who),
            None => said.push((vec![seen.who], standing, logs)),
        }
    }
    let line = |(who, standing, logs): &(Vec<Who>, String, Vec<String>)| {
        let head = Message::new("nodes-say").text("nodes", names(words, who)).number("count", who.len() as i64);
        let head = head.text("standing", standing);
        std::iter::once(words.say(&head)).chain(logs.iter().map(|line| format!("  {line}"))).collect::<Vec<_>>()
    };
    said.iter().flat_map(line).collect()
}

/// Whether a node signs.
fn standing(words: &Words<'_>, seen: &Seen) -> String {
    let own_forked = seen.log(seen.who.party).is_some_and(|log| log.forked);
    match &seen.standing {
        Standing::Signing => words.key("nodes-signing"),
        Standing::Starting(waiting) => words.say(&Message::new("nodes-starting").bodies("parties", waiting.clone())),
        Standing::Halted(_) if own_forked => words.key("nodes-halted-forked"),
        Standing::Halted(why) => words.say(&Message::new("nodes-halted").text("why", why)),
    }
}

/// What a node says of each log that is not yet held by all, and then of the others.
fn logs(words: &Words<'_>, seen: &Seen, parties: &[BodyId]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut alike: Vec<(Vec<BodyId>, Vec<&Log>)> = Vec::new();
    // Who has two histories may have given a receipt before it knew; none is to be awaited, and none is told.
    let stopped = seen.logs.iter().filter(|log| log.forked).map(|log| log.party).collect::<Vec<_>>();
    let parties = &parties.iter().copied().filter(|party| !stopped.contains(party)).collect::<Vec<_>>();
    for log in &seen.logs {
        let missing = missing(log, parties);
        match alike.iter_mut().find(|(known, _)| *known == missing) {
            _ if log.forked => lines.push(forked(words, log)),
            Some((_, logs)) => logs.push(log),
            None => alike.push((missing, vec![log])),
        }
    }
    // What is not yet held by all comes first.
    alike.sort_by_key(|(missing, _)| missing.is_empty());
    let key = match (stopped.is_empty(), alike.len()) {
        (false, _) => "nodes-held-but",
        (true, 1) => "nodes-all-held",
        (true, _) => "nodes-rest-held",
    };
    lines.extend(alike.iter().map(|(missing, logs)| match missing.as_slice() {
        [] => words.say(&Message::new(key).text("sizes", sizes(words, logs)).bodies("stopped", stopped.clone())),
        missing => not_held(words, missing, logs, parties),
    }));
    lines
}

/// The parties that are not known to hold the newest head of a log.
fn missing(log: &Log, parties: &[BodyId]) -> Vec<BodyId> {
    parties.iter().copied().filter(|party| *party != log.party && !log.holders.contains(party)).collect()
}

fn forked(words: &Words<'_>, log: &Log) -> String {
    match log.settled {
        Some((_, kept)) => words.say(&Message::new("nodes-log-kept").body("party", log.party).number("kept", kept as i64)),
        None => words.say(&Message::new("nodes-log-forked").body("party", log.party)),
    }
}

/// Logs whose newest heads the same parties are not known to hold.
fn not_held(words: &Words<'_>, missing: &[BodyId], logs: &[&Log], parties: &[BodyId]) -> String {
    let others = parties.len() - 1;
    let received = others - missing.len() > others / 2;
    let word = words.key(if received { "finality-received" } else { "finality-recorded" });
    let said = Message::new("nodes-log").text("sizes", sizes(words, logs)).text("finality", word);
    words.say(&said.bodies("missing", missing.to_vec()))
}

fn sizes(words: &Words<'_>, logs: &[&Log]) -> String {
    let size = |log: &&Log| words.say(&Message::new("nodes-size").body("party", log.party).number("size", log.size as i64));
    words.language.list(&logs.iter().map(size).collect::<Vec<_>>())
}

/// Which nodes have the same record and state.
pub fn compared(words: &Words<'_>, all: &[Seen]) -> Vec<String> {
    let mut groups: Vec<Vec<&Seen>> = Vec::new();
    for seen in all {
        match groups.iter_mut().find(|group| group[0].record() == seen.record()) {
            Some(group) => group.push(seen),
            None => groups.push(vec![seen]),
        }
    }
    let line = |group: &Vec<&Seen>| {
        let who = group.iter().map(|seen| seen.who).collect::<Vec<_>>();
        let logs = group[0].logs.iter().collect::<Vec<_>>();
        let key = if who.len() > 1 { "nodes-same" } else { "nodes-alone" };
        words.say(&Message::new(key).text("nodes", names(words, &who)).text("sizes", sizes(words, &logs)))
    };
    groups.iter().map(line).collect()
}

/// How a fork was settled: what both histories share, what is kept, and who has proved it.
pub fn settled(words: &Words<'_>, party: BodyId, (split, kept): (u64, u64), honest: &[Who]) -> Vec<String> {
    let said = Message::new("nodes-fork-settled").body("party", party).number("split", split as i64).number("kept", kept as i64);
    vec![words.say(&said.text("nodes", names(words, honest)))]
}
