//! The key work of one year, as four governments, their departments and a resident have it in their browsers: from the proposals to the reply
//! that is given to legislators.
//!
//! The rows are walked in this order on one demo, whose clock goes through 2021. Hong Kong's node stands still for half of the round of opinions,
//! Macao answers once on paper, and Guangdong once after the date and the holidays. After each row no node holds what was not for it, and no public
//! side what was not published. The year is walked twice: as most people use a browser, and with as little as a page may count on.

mod every_page;
mod kept;
mod opinion_round;
mod outcome;

use browser::table::World;
use browser::{Manner, Officer, Row, Session, walk_in_order};

/// The nodes, in the agreement's order of parties.
const PARTIES: [&str; 4] = ["ndrc", "guangdong", "hong_kong", "macao"];
const NDRC: usize = 0;
const GUANGDONG: usize = 1;
const HONG_KONG: usize = 2;
const MACAO: usize = 3;

const WORK: &str = "key_work/2021";
const MEETING: &str = "annual_meeting/2021";
const FIRST: &str = "第 1 項（徵求意見稿）：示範夜間通道，並設無障礙設施。牽頭：示範單位乙";
const SECOND: &str = "第 2 項（徵求意見稿）：示範培訓名額互換。牽頭：示範單位丁";
const ADDED: &str = "。開放時間另行公布";
const REMARK: &str = "建議註明開放時間（示範）";
/// What Guangdong writes to Hong Kong alone.
const LETTER: &str = "示範夜間通道可否分段開放，請先示知";
/// What a department of Hong Kong drafts, and what its leader remarks to it.
const DRAFT: &str = "示範草稿：開放時間仍在核對";
const RETURNED: &str = "請先與示範部門丙核對";
/// What a department of NDRC's side says, for NDRC alone.
const INTERNAL: &str = "費用另計（示範內部意見）";
/// What is put to the meeting.
const ISSUE: &str = "工程受阻三個月。";
const MINUTES: &str = "2021 年磋商會議紀要（示範）：一、夜間通道延至下年；二、培訓名額續辦。";
const PUBLISHED: &str = "示範夜間通道（示範）。工程延至下年完成。";

const ROWS: &[Row] = &[
    Row {
        does: "as the officers of Guangdong, Hong Kong and NDRC propose, and Macao's says that it proposes nothing this year",
        sees: "all of it on NDRC's node",
        check: opinion_round::proposals,
    },
    Row {
        does: "as NDRC's officer joins two proposals into one item and circulates two items",
        sees: "the proposals that the first one merges, and both items at Macao",
        check: opinion_round::merged,
    },
    Row {
        does: "as NDRC's officer makes the letter asking for opinions",
        sees: "a Word file, and its number among the letters",
        check: opinion_round::letter,
    },
    Row {
        does: "as Guangdong's officer writes to Hong Kong alone",
        sees: "the letter at Hong Kong, and at Macao no more than that there is one",
        check: opinion_round::between_two,
    },
    Row {
        does: "as Macao's officer asks for a change of one item and answers on the other on paper; Hong Kong's node stands still, and Guangdong answers",
        sees: "at NDRC what is not yet received from Hong Kong; at Hong Kong, once it goes on, all that it missed",
        check: opinion_round::replies,
    },
    Row {
        does: "as Guangdong's officer answers on the second item after its date and the Lunar New Year",
        sees: "the reply at NDRC, and no word of lateness",
        check: opinion_round::late,
    },
    Row {
        does: "as NDRC's officer notes what a department answers, and states that the departments agree",
        sees: "the statement on all nodes; the answer on none but NDRC's, also for whoever looks for its words",
        check: opinion_round::departments,
    },
    Row {
        does: "as NDRC's officer redrafts the first item",
        sees: "its text and Macao's wish in the form, the change marked; then only this item awaited",
        check: opinion_round::redrafted,
    },
    Row {
        does: "as Hong Kong's department drafts an answer and its leader returns it with a remark",
        sees: "both at Hong Kong",
        check: opinion_round::drafted,
    },
    Row {
        does: "as the three answer the new text and NDRC states the departments once more",
        sees: "the list agreed on all nodes",
        check: opinion_round::agreed,
    },
    Row {
        does: "as each side makes its list at a glance",
        sees: "a Word file under a number of its own",
        check: outcome::own_forms,
    },
    Row {
        does: "as the departments of Guangdong and Macao report twice",
        sees: "the last words in the form of the next report, and all four reports at Hong Kong",
        check: outcome::progress,
    },
    Row {
        does: "as Guangdong's officer puts what is held up to the meeting, which all accept, and all four approve its minutes",
        sees: "the issue at Macao, and the minutes approved by all",
        check: outcome::meeting,
    },
    Row {
        does: "as NDRC's officer closes one item and carries the other over, and Guangdong's goes on with it",
        sees: "the form filled with what is carried over, and the proposal at Macao in the next year",
        check: outcome::carried_over,
    },
    Row {
        does: "as Guangdong's officer publishes what became of it and makes the reply pack; then as a resident reads the public side",
        sees: "what was published, in the pack and on the public side, and nothing of the issue or of any act",
        check: outcome::reply,
    },
];

/// What follows when the year is over.
const AFTERWARDS: &[Row] = &[Row {
    does: "reads every page of the year in four languages, on a desk and on a telephone, and prints them",
    sees: "pages that everybody can use",
    check: every_page::everybody_can_use,
}];

#[test]
fn the_key_work_of_a_year() {
    walk_in_order(Manner::USUAL, &[ROWS, AFTERWARDS].concat(), kept::from_the_others);
}

#[test]
fn the_key_work_of_a_year_by_keyboard_without_scripts_on_a_telephone() {
    walk_in_order(Manner::LEAST, ROWS, kept::from_the_others);
}

fn at(world: &World, node: usize, path: &str) -> String {
    format!("{}/en/{path}", world.demo.node(node))
}

fn liaison(world: &World, node: usize) -> Session<'_> {
    world.officer(node, Officer::Liaison)
}

/// The morning of a day, on the nodes that run.
fn day(world: &World, parties: &[&str], on: &str) {
    parties.iter().for_each(|party| drop(world.demo.command(party, &["record-time", on])));
}

/// Fills in the form of an act, checks it and sends it; gives its place.
fn send(world: &World, reader: &Session<'_>, node: usize, path: &str, fields: &[(&str, &str)]) -> String {
    reader.open(&at(world, node, &format!("send/{path}")));
    fields.iter().for_each(|(name, value)| fill(reader, name, value));
    reader.follow("Next: check it");
    reader.follow("Send");
    let address = reader.address();
    let place = address.rsplit_once("/act/").unwrap_or_else(|| panic!("{path}: {}", reader.read()));
    place.1.to_owned()
}

/// Fills in one field, whatever it is filled in with.
fn fill(reader: &Session<'_>, name: &str, value: &str) {
    let field = format!("#act [name={name}]");
    match reader.text(&format!("return document.querySelector('{field}').type")).as_str() {
        "select-one" => reader.click(&format!("{field} option[value='{value}']")),
        "checkbox" => reader.click(&format!("{field}[value='{value}']")),
        "date" => reader.write_day(&field, value),
        "file" => reader.fill(&field, value),
        _ => reader.write(&field, value),
    }
}

/// Waits until a page of a node says this.
fn sees(world: &World, reader: &Session<'_>, node: usize, path: &str, words: &str) {
    reader.wait_for(words, |reader| {
        reader.open(&at(world, node, path));
        reader.read().contains(words)
    });
}

fn never_says(world: &World, reader: &Session<'_>, node: usize, path: &str, words: &str) {
    reader.open(&at(world, node, path));
    let read = reader.read();
    assert!(!read.contains(words), "{words} on {}: {read}", reader.address());
}

/// The Word file that a page of letters makes, kept for whoever looks at the pictures.
fn word_file(world: &World, node: usize, path: &str, name: &str) -> Vec<u8> {
    let reader = liaison(world, node);
    reader.open(&at(world, node, path));
    let file = reader.downloaded("letters", ".docx", || reader.click("main form button"));
    let bytes = std::fs::read(file).expect("a file");
    assert!(bytes.starts_with(b"PK"), "an archive");
    browser::session::keep(name, &bytes);
    bytes
}
