//! What an officer does and sees: comes in and goes, keeps the office's book, and gives an opinion for the party, which the others then read.
//!
//! The rows are walked in this order on one demo. It is 8 January 2020 by its clock: NDRC has just circulated two items of key work, and the
//! replies of Guangdong, Hong Kong and Macao are awaited.

mod annual_meeting;
mod clearance;
mod liaison;
mod office;
mod opinion;
mod returns;
mod search;
mod signing;
mod signing_in;

use browser::table::World;
use browser::{Manner, Officer, Row, Session, walk_in_order};

/// The nodes, in the agreement's order of parties.
const NDRC: usize = 0;
const GUANGDONG: usize = 1;
const HONG_KONG: usize = 2;
const MACAO: usize = 3;

const ROWS: &[Row] = &[
    Row {
        does: "gives a wrong password, and then a name that nobody has",
        sees: "the same words both times, which do not tell what is wrong; the name still there, the password gone",
        check: signing_in::wrongly,
    },
    Row {
        does: "asks for an item of key work, in a browser in which nobody is signed in",
        sees: "the page of signing in, and after it that item",
        check: signing_in::on_the_way,
    },
    Row {
        does: "signs in without asking for anything",
        sees: "the desk, with the name and the day, and what is awaited from Hong Kong",
        check: signing_in::to_the_desk,
    },
    Row {
        does: "enters a passkey on the own page, signs out, and signs in by it",
        sees: "the passkey in the list, the desk, and that this session began by passkey",
        check: signing_in::by_passkey,
    },
    Row {
        does: "finds an older session in the list and ends it",
        sees: "one session less, and in the other browser the page of signing in",
        check: signing_in::ends_another_session,
    },
    Row {
        does: "signs out and goes back in the browser",
        sees: "the page of signing in, and nothing of what was read before",
        check: signing_in::out,
    },
    Row {
        does: "as a department's officer opens the form of an opinion, and then sends it by hand",
        sees: "only a way to keep a draft, and whose task sending is",
        check: office::department,
    },
    Row {
        does: "as the administrator enters an officer with a name and a password that will not do, and then better ones",
        sees: "what is wrong beside each field and what was typed still there; then the officer in the list",
        check: office::adds_an_officer,
    },
    Row {
        does: "as the administrator enters two addresses for mail where one is asked for, and then one",
        sees: "what is wrong and what was typed still there; then where that officer is written to, and in which language",
        check: office::keeps_an_address,
    },
    Row {
        does: "as the administrator has that officer act for the leader, first without a last day",
        sees: "what is missing beside the field; then for whom the officer acts, from when until when",
        check: office::appoints_a_deputy,
    },
    Row { does: "as that officer signs in", sees: "the post, and for whom it is held", check: office::is_a_deputy },
    Row {
        does: "as NDRC's officer gives an opinion, in Portuguese",
        sees: "that it is not for NDRC to give and for whom it is, and what was typed still there",
        check: opinion::refused_to_ndrc,
    },
    Row {
        does: "gives an opinion on an item that does not exist",
        sees: "that there is no such item, in Chinese, and what was typed still there",
        check: opinion::on_no_item,
    },
    Row {
        does: "sends the form without having chosen an opinion",
        sees: "that it is missing, beside the field; no opinion is chosen by the page",
        check: opinion::not_chosen,
    },
    Row {
        does: "fills in half of an opinion and goes on in Portuguese and in Chinese, with scripts and without",
        sees: "the same form with all of it, and no act more; Enter in a line of a form sends it and changes no language",
        check: opinion::in_other_languages,
    },
    Row {
        does: "as Hong Kong's officer follows the desk to the opinion, agrees with changes, checks, goes back and changes, and sends",
        sees: "the text that it is about; who will read it; what was typed, again; and the act, with the remarks as typed",
        check: opinion::of_hong_kong,
    },
    Row {
        does: "goes back in the browser from the act, and sends once more",
        sees: "the same act: there is one, not two",
        check: opinion::sent_twice,
    },
    Row {
        does: "as NDRC's officer reads the item on NDRC's own node",
        sees: "Hong Kong's opinion, and its remarks as they were typed",
        check: opinion::read_by_ndrc,
    },
    Row {
        does: "as Macao's officer gives an opinion with the keyboard only",
        sees: "where the focus is at each step, and the act at the end",
        check: opinion::by_keyboard,
    },
    Row {
        does: "as Guangdong's officer gives an opinion with scripts switched off",
        sees: "the same steps, and the act at the end",
        check: opinion::without_scripts,
    },
    Row {
        does: "as Macao's officer gives an opinion with remarks for the own side alone",
        sees: "the remarks on Macao's node; on the others' the opinion, and no remarks",
        check: opinion::for_the_own_side,
    },
    Row {
        does: "as Guangdong's department writes a draft of an opinion and passes it on",
        sees: "that it waits for clearance, and no way to clear it",
        check: clearance::is_written,
    },
    Row {
        does: "as Guangdong's leader returns it with a comment, the department changes it, and the leader clears it",
        sees: "the comment, the first words in the form, and then the second ones",
        check: clearance::is_returned_and_cleared,
    },
    Row {
        does: "as Guangdong's liaison officer sends what was cleared",
        sees: "the act with exactly those words; on the others' nodes nothing of the draft",
        check: clearance::leaves,
    },
    Row {
        does: "as Guangdong's department downloads the own work, fills in two rows, one with a stage that there is not, and sends it",
        sees: "the wrong cell with its place, and the good return before it is filed; then it, on Hong Kong's node",
        check: returns::are_filed,
    },
    Row {
        does: "sends a file in GBK, and then one of ten megabytes",
        sees: "that it is to be saved as UTF-8, and that it is too large",
        check: returns::that_cannot_be_read,
    },
    Row {
        does: "as Guangdong's liaison officer pastes a list with units in brackets, and takes one of its two tasks",
        sees: "what could not be mapped; then a draft with that task",
        check: returns::a_list_becomes_drafts,
    },
    Row {
        does: "as NDRC's officer chooses a proposal and joins it into an item",
        sees: "its text in the form, and once more with the proposal that it merges",
        check: returns::proposals_are_joined,
    },
    Row {
        does: "as NDRC's officer makes a letter asking for opinions",
        sees: "a Word file, and its number in the list",
        check: returns::a_letter_takes_a_number,
    },
    Row {
        does: "as Guangdong's liaison officer reminds of one return",
        sees: "that it was given; the department finds it in its own work",
        check: returns::a_unit_is_reminded,
    },
    Row {
        does: "as Guangdong's officer places an issue by its form, first without the decision asked",
        sees: "what is missing beside the field; then one text with its headings, and the act",
        check: annual_meeting::issue,
    },
    Row {
        does: "as Macao's officer reads the issue and states Macao's position",
        sees: "background, positions and decision asked, and both positions under one issue",
        check: annual_meeting::issue_at_macao,
    },
    Row {
        does: "as Guangdong's officer records the meeting and circulates minutes, and Hong Kong answers with its own wording",
        sees: "both wordings of the passage that differs side by side, and nothing of the rest",
        check: annual_meeting::minutes,
    },
    Row {
        does: "as the officers of all four approve the later text",
        sees: "four marks, and that the wordings are settled",
        check: annual_meeting::approved,
    },
    Row {
        does: "as Guangdong's officer agrees a follow-up and Macao's reports on it",
        sees: "the report on NDRC's node",
        check: annual_meeting::follow_up,
    },
    Row {
        does: "as Macao's leader proposes an extension and signs it with a passkey, before and after the root has entered that key",
        sees: "that the key signs for nobody at first; then the signature on record",
        check: signing::with_a_passkey,
    },
    Row {
        does: "as Hong Kong's leader downloads the statement, signs it with a key file and brings it back",
        sees: "the signature on record",
        check: signing::with_a_key_file,
    },
    Row {
        does: "as Guangdong's leader records a letter that the head signed by hand: first without saying how the scan is marked",
        sees: "nowhere to put a scan before somebody may keep papers; then the signature on record, with its scan at Macao",
        check: signing::on_paper,
    },
    Row {
        does: "reads an item in Simplified Chinese",
        sees: "its text in that script and that it was written in the other, a way to it as written, and the way back",
        check: search::in_the_own_script,
    },
    Row {
        does: "enters a translation of an item, and then reads the item in that language",
        sees: "the original first, and the translation with what it is and by whom",
        check: search::translated,
    },
    Row {
        does: "looks for words in the one script and in the other, from the field in the head, without scripts",
        sees: "the same both times, with the words marked: tasks, the agreement, and a draft in which 臺 is written for 台",
        check: search::in_every_form,
    },
    Row {
        does: "looks for what is nowhere, and as the administrator for what is in a draft",
        sees: "that nothing was found and what was searched; drafts were not",
        check: search::in_vain,
    },
    Row {
        does: "as Guangdong's officer writes a letter to Hong Kong alone",
        sees: "who will read it, before it is sent",
        check: liaison::is_sent,
    },
    Row {
        does: "as Hong Kong's officer acknowledges it and answers on paper: without a marking, marked secret, and then as it is",
        sees: "why the first two are not taken; then that the letter is closed, and the scan as a file",
        check: liaison::is_acknowledged_and_answered_on_paper,
    },
    Row {
        does: "as the officers of Guangdong, NDRC and Macao read the letter",
        sees: "the scan at Guangdong; at the others that it was sent and answered, and nothing of what it says",
        check: liaison::is_read_by_the_others,
    },
    Row {
        does: "as the auditor reads who did what",
        sees: "the failures, the sessions, the officer that was entered, and the opinion that was sent, each with its officer",
        check: office::audit,
    },
];

#[test]
fn what_an_officer_does_and_sees() {
    walk_in_order(Manner::USUAL, ROWS, |_| {});
}

/// The page at a path of a node, in English.
fn at(world: &World, node: usize, path: &str) -> String {
    format!("{}/en/{path}", world.demo.node(node))
}

/// Whether a page says this anywhere.
fn says(reader: &Session<'_>, words: &str) {
    let read = reader.read();
    assert!(read.contains(words), "no {words:?} on {}: {read}", reader.address());
}

/// Whether a page says this nowhere.
fn does_not_say(reader: &Session<'_>, words: &str) {
    let read = reader.read();
    assert!(!read.contains(words), "{words:?} on {}: {read}", reader.address());
}

/// An officer of Hong Kong who is signed in.
fn hong_kong(world: &World, officer: Officer) -> Session<'_> {
    world.officer(HONG_KONG, officer)
}

/// What is said beside a field of a form that came back.
fn fault(reader: &Session<'_>, field: &str) -> String {
    assert_eq!(reader.status(), 422, "the form came back");
    let marked = reader.all(&format!("{field}[aria-invalid=true]"));
    assert_eq!(marked.len(), 1, "{field} is marked on {}", reader.address());
    reader.all(&format!("{field}-said .fault")).join(" ")
}
