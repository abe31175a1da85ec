//! Fills the nodes of a demo that stands still with a large key work: `large_key_work TASKS ACTS NDRC GUANGDONG HONG_KONG MACAO`, folders in the
//! agreement's order of parties.
//!
//! A year has a thousand tasks at most where the years suffice. Each task is proposed, circulated, answered by three and reported on until there are so
//! many acts in all; every act goes to the recorder of its author, as a form's does, and then to the others by the messages of the exchange.

use node::home::Home;
use node::recorder::Recorder;
use node::serve::machine::{Machine as _, Proposed, Submission};
use node::serve::run::open_disk;
use std::path::Path;
use std::time::Instant;
use words::Language;

/// The years of key work, the newest first: the one whose pages are asked for has a thousand tasks, whatever the others have.
const YEARS: [i64; 4] = [2021, 2020, 2019, 2018];
/// How many tasks the newest year has.
const NEWEST: usize = 1_000;
/// Tasks on which acts are laid before anybody hears of them.
const AT_ONCE: usize = 2_000;
/// The sample's own items come first in their years.
const FIRST_ITEM: usize = 11;

const STEMS: [&str; 4] = ["ndrc", "guangdong", "hong_kong", "macao"];
const AREAS: [&str; 7] = ["infrastructure", "market", "innovation", "industry", "living", "international", "platforms"];

/// A task: its year, its number there, and the party that leads it.
#[derive(Clone, Copy)]
struct Task {
    year: i64,
    item: usize,
    lead: usize,
}

impl Task {
    fn all(count: usize) -> Vec<Task> {
        let newest = NEWEST.min(count);
        let older = (count - newest).div_ceil(YEARS.len() - 1).max(1);
        let place = |index: usize| match index.checked_sub(newest) {
            None => (YEARS[0], index),
            Some(beyond) => (YEARS[1 + beyond / older], beyond % older),
        };
        let task = |index| {
            let (year, number) = place(index);
            Task { year, item: FIRST_ITEM + number, lead: 1 + index % 3 }
        };
        (0..count).map(task).collect()
    }

    fn text(self) -> String {
        format!(
            "第 {} 項（示範）：示範事項{}，由示範單位試行，年內檢討並提交報告。牽頭：示範單位{}",
            self.item,
            self.item * 7 + self.lead,
            self.lead
        )
    }

    fn work(self) -> String {
        format!("audience all_parties on key_work/{}", self.year)
    }

    /// Who lays what, in rounds: nothing of a round depends on another act of it.
    fn round(self, number: usize) -> Vec<(usize, String)> {
        let (item, text, work) = (self.item, self.text(), self.work());
        match number {
            0 => {
                let area = AREAS[item % AREAS.len()];
                vec![(self.lead, format!("proposes task \"{text}\" area {area} {work}"))]
            }
            1 => vec![(0, format!("circulates {item} text \"{text}\" answer_within 10 {work}"))],
            2 => (1..4).map(|party| (party, format!("gives opinion agree item {item} text \"{text}\" {work}"))).collect(),
            3 => vec![(0, format!("states departments agreed items {item} on key_work/{}", self.year))],
            _ => {
                let stage = if number % 5 == 4 { "held_up" } else { "under_way" };
                vec![(
                    self.lead,
                    format!("reports progress {stage} item {item} text \"第 {} 次進展（示範）\" {work}", number - 3),
                )]
            }
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut count = || arguments.next().and_then(|text| text.parse::<usize>().ok()).expect("large_key_work TASKS ACTS FOLDER …");
    let (tasks, acts) = (Task::all(count()), count());
    let homes: Vec<Home> = arguments.map(|folder| Home::open(Path::new(&folder)).expect("a node's folder")).collect();
    assert_eq!(homes.len(), STEMS.len(), "the folders of four nodes");
    assert!(!tasks.is_empty(), "at least one task");
    let recorders = homes.iter().map(|home| {
        let (disk, stop) = open_disk(home).expect("a record that nobody else writes");
        Recorder::open(home, disk, stop).expect("a record")
    });
    let mut nodes = Nodes { recorders: recorders.collect(), homes: &homes, laid: 0 };
    let begun = Instant::now();
    nodes.hear();
    for number in 0.. {
        for part in tasks.chunks(AT_ONCE) {
            if nodes.laid >= acts {
                println!("{} acts in {:.0} s", nodes.laid, begun.elapsed().as_secs_f64());
                return;
            }
            let mut lines = vec![Vec::new(); STEMS.len()];
            part.iter().flat_map(|task| task.round(number)).for_each(|(party, line)| lines[party].push(line));
            lines.into_iter().enumerate().for_each(|(party, lines)| nodes.lay(party, &lines));
            nodes.hear();
        }
        println!("round {number}: {} acts, {:.0} s", nodes.laid, begun.elapsed().as_secs_f64());
    }
}

/// The four recorders in one process.
struct Nodes<'a> {
    recorders: Vec<Recorder<'a>>,
    homes: &'a [Home],
    laid: usize,
}

impl Nodes<'_> {
    fn lay(&mut self, party: usize, lines: &[String]) {
        let now = self.homes[party].clock.now();
        let submission =
            |line: &String| Submission { act: Proposed::Line(format!("{} {line}", STEMS[party])), language: Language::En };
        for (answer, line) in self.recorders[party].submit(lines.iter().map(submission).collect(), now).into_iter().zip(lines) {
            if let Err(refused) = answer {
                panic!("{line}: {refused:?}");
            }
            self.laid += 1;
        }
    }

    /// Everybody hears from everybody, twice: what was heard first may have to be asked about.
    fn hear(&mut self) {
        for _ in 0..2 {
            for one in 0..self.recorders.len() {
                let now = self.homes[one].clock.now();
                self.recorders[one].tick(now);
                for other in (0..self.recorders.len()).filter(|other| *other != one) {
                    let mut batch = self.recorders[one].outbox(self.homes[other].party);
                    while !batch.is_empty() {
                        let answer = self.recorders[other].receive(self.homes[one].party, &batch, now).expect("a good batch");
                        batch = self.recorders[one].receive(self.homes[other].party, &answer, now).expect("a good answer");
                    }
                }
            }
        }
    }
}
