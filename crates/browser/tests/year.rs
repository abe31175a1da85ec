//! The key work of one year, as four governments, their departments and a resident have it in their browsers: from the proposals to the reply
//! that is given to legislators.
//!
//! The rows are walked in this order on one demo, whose clock goes through 2021. Hong Kong's node stands still for half of the round of opinions,
//! Macao answers once on paper, and Guangdong once after the date and the holidays.

use browser::table::World;
use browser::{Officer, Row, Session, walk_in_order};

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
/// What a department of NDRC's side says, for NDRC alone.
const INTERNAL: &str = "費用另計（示範內部意見）";
const MINUTES: &str = "2021 年磋商會議紀要（示範）：一、夜間通道延至下年；二、培訓名額續辦。";
const PUBLISHED: &str = "示範夜間通道（示範）。工程延至下年完成。";

const ROWS: &[Row] = &[
    Row {
        does: "as the officers of Guangdong, Hong Kong and NDRC propose, and Macao's says that it proposes nothing this year",
        sees: "all of it on NDRC's node",
        check: proposals,
    },
    Row {
        does: "as NDRC's officer joins two proposals into one item and circulates two items",
        sees: "the proposals that the first one merges, and both items at Macao",
        check: merged,
    },
    Row {
        does: "as NDRC's officer makes the letter asking for opinions",
        sees: "a Word file, and its number among the letters",
        check: letter,
    },
    Row {
        does: "as Macao's officer asks for a change of one item and answers on the other on paper; Hong Kong's node stands still, and Guangdong answers",
        sees: "at NDRC what is not yet received from Hong Kong; at Hong Kong, once it goes on, all that it missed",
        check: replies,
    },
    Row {
        does: "as Guangdong's officer answers on the second item after its date and the Lunar New Year",
        sees: "the reply at NDRC, and no word of lateness",
        check: late,
    },
    Row {
        does: "as NDRC's officer notes what a department answers, and states that the departments agree",
        sees: "the statement on all nodes; the answer on none but NDRC's, also for whoever looks for its words",
        check: departments,
    },
    Row {
        does: "as NDRC's officer redrafts the first item",
        sees: "its text and Macao's wish in the form, the change marked; then only this item awaited",
        check: redrafted,
    },
    Row {
        does: "as the three answer the new text and NDRC states the departments once more",
        sees: "the list agreed on all nodes",
        check: agreed,
    },
    Row { does: "as each side makes its list at a glance", sees: "a Word file under a number of its own", check: own_forms },
    Row {
        does: "as the departments of Guangdong and Macao report twice",
        sees: "the last words in the form of the next report, and all four reports at Hong Kong",
        check: progress,
    },
    Row {
        does: "as Guangdong's officer puts what is held up to the meeting, which all accept, and all four approve its minutes",
        sees: "the issue at Macao, and the minutes approved by all",
        check: meeting,
    },
    Row {
        does: "as NDRC's officer closes one item and carries the other over, and Guangdong's goes on with it",
        sees: "the form filled with what is carried over, and the proposal at Macao in the next year",
        check: carried_over,
    },
    Row {
        does: "as Guangdong's officer publishes what became of it and makes the reply pack; then as a resident reads the public side",
        sees: "what was published, in the pack and on the public side, and nothing of the issue or of any act",
        check: reply,
    },
];

#[test]
fn the_key_work_of_a_year() {
    walk_in_order(ROWS);
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

fn proposals(world: &World) {
    day(world, &PARTIES, "2021-01-05");
    for (node, area, text) in [
        (GUANGDONG, "infrastructure", "示範事項壬：示範夜間通道"),
        (HONG_KONG, "infrastructure", "示範事項壬之港方建議：示範夜間通道加設無障礙設施"),
        (NDRC, "living", "示範事項癸：示範培訓名額互換"),
    ] {
        let fields = [("area", area), ("text", text), ("audience", "all_parties")];
        send(world, &liaison(world, node), node, &format!("propose_task/{WORK}"), &fields);
    }
    send(world, &liaison(world, MACAO), MACAO, &format!("no_proposal/{WORK}"), &[]);
    let reader = liaison(world, NDRC);
    for said in ["示範事項壬：示範夜間通道", "加設無障礙設施", "示範事項癸：示範培訓名額互換", "No proposal this year: Macao"]
    {
        sees(world, &reader, NDRC, WORK, said);
    }
}

fn merged(world: &World) {
    day(world, &PARTIES, "2021-01-12");
    let reader = liaison(world, NDRC);
    reader.open(&at(world, NDRC, &format!("{WORK}/propose")));
    let alike = "[...document.querySelectorAll('[name=chosen]')].filter(one => one.closest('li').innerText.includes('夜間通道'))";
    reader.script(&format!("{alike}.forEach(one => one.click())"), &[]);
    reader.follow("Join those chosen");
    for (name, value) in [("item", "1"), ("text", FIRST), ("answer_within", "10")] {
        reader.write(&format!("#join [name={name}]"), value);
    }
    reader.click("#join [name=audience] option[value=all_parties]");
    reader.go("#join button");
    let read = reader.read();
    assert!(read.contains("merges: Guangdong no.") && read.contains("and Hong Kong no."), "{read}");
    reader.follow("Send");
    let fields = [("item", "2"), ("text", SECOND), ("answer_within", "10"), ("audience", "all_parties")];
    send(world, &reader, NDRC, &format!("circulate/{WORK}"), &fields);
    let other = liaison(world, MACAO);
    sees(world, &other, MACAO, WORK, SECOND);
    sees(world, &other, MACAO, WORK, FIRST);
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

fn letter(world: &World) {
    assert!(word_file(world, NDRC, &format!("letters/opinion_request/{WORK}"), "request.docx").len() > 2_000);
    let reader = liaison(world, NDRC);
    sees(world, &reader, NDRC, "letters", "1/2021");
}

fn replies(world: &World) {
    day(world, &PARTIES, "2021-01-20");
    let macao = liaison(world, MACAO);
    let fields = [("opinion", "agree_with_changes"), ("remarks", REMARK), ("audience", "all_parties")];
    send(world, &macao, MACAO, &format!("give_opinion/{WORK}?item=1"), &fields);
    let scan = std::path::Path::new(macao.profile()).join("reply.pdf");
    std::fs::write(&scan, b"%PDF-1.7 sample").expect("a file");
    let scan = scan.to_string_lossy().into_owned();
    let fields = [("opinion", "agree"), ("paper", "true"), ("file", &scan), ("marking", "internal"), ("audience", "all_parties")];
    send(world, &macao, MACAO, &format!("give_opinion/{WORK}?item=2"), &fields);
    world.demo.stop("hong_kong");
    day(world, &["ndrc", "guangdong", "macao"], "2021-01-26");
    let agrees = [("opinion", "agree"), ("audience", "all_parties")];
    let answer = send(world, &liaison(world, GUANGDONG), GUANGDONG, &format!("give_opinion/{WORK}?item=1"), &agrees);
    let answer = format!("Guangdong no. {}", answer.rsplit('/').next().unwrap_or_default());
    let ndrc = liaison(world, NDRC);
    sees(world, &ndrc, NDRC, &format!("{WORK}/item/1"), &answer);
    sees(world, &ndrc, NDRC, &format!("{WORK}/item/1"), "Not yet received (due 26 January 2021)");
    world.demo.go_on("hong_kong");
    day(world, &PARTIES, "2021-01-27");
    let hong_kong = liaison(world, HONG_KONG);
    for said in ["with changes", &answer] {
        sees(world, &hong_kong, HONG_KONG, &format!("{WORK}/item/1"), said);
    }
    for item in ["1", "2"] {
        send(world, &hong_kong, HONG_KONG, &format!("give_opinion/{WORK}?item={item}"), &agrees);
    }
    sees(world, &ndrc, NDRC, &format!("{WORK}/item/2"), "done on paper");
}

fn late(world: &World) {
    day(world, &PARTIES, "2021-02-18");
    let agrees = [("opinion", "agree"), ("audience", "all_parties")];
    send(world, &liaison(world, GUANGDONG), GUANGDONG, &format!("give_opinion/{WORK}?item=2"), &agrees);
    let reader = liaison(world, NDRC);
    sees(world, &reader, NDRC, &format!("{WORK}/item/2"), "18 February 2021");
    let read = reader.read().to_lowercase();
    for word in [" late", "overdue", "tardy", "past the due day", "after the due day"] {
        assert!(!read.contains(word), "{word}: {read}");
    }
}

fn departments(world: &World) {
    day(world, &PARTIES, "2021-02-22");
    let reader = liaison(world, NDRC);
    let path = format!("departments/{WORK}");
    reader.open(&at(world, NDRC, &path));
    reader.click("main form [name=item] option[value='1']");
    reader.click("main form [name=opinion] option[value=agree_with_changes]");
    reader.write("main form [name=department]", "示範部門乙");
    reader.write("main form [name=remarks]", INTERNAL);
    reader.write_day("main form [name=day]", "2021-02-22");
    reader.go("main form button");
    sees(world, &reader, NDRC, &path, INTERNAL);
    send(world, &reader, NDRC, &format!("state_departments/{WORK}"), &[("statement", "agreed"), ("items", "1 2")]);
    sees(world, &reader, NDRC, &format!("search?q={INTERNAL}"), "示範部門乙");
    for node in [GUANGDONG, HONG_KONG, MACAO] {
        let other = liaison(world, node);
        sees(world, &other, node, &format!("{WORK}/item/1"), "22 February 2021");
        for path in [format!("{WORK}/item/1"), format!("{WORK}/round"), "record".to_owned(), "desk".to_owned()] {
            never_says(world, &other, node, &path, INTERNAL);
        }
        never_says(world, &other, node, &format!("search?q={INTERNAL}"), "示範部門乙");
    }
}

fn redrafted(world: &World) {
    let reader = liaison(world, NDRC);
    reader.open(&at(world, NDRC, &format!("{WORK}/round")));
    reader.follow("Redraft item 1");
    assert_eq!(reader.value("#act-text"), FIRST, "the text that stands");
    assert!(reader.read().contains(REMARK), "what was answered to it: {}", reader.read());
    for (name, value) in [("text", format!("{FIRST}{ADDED}").as_str()), ("answer_within", "7"), ("audience", "all_parties")] {
        fill(&reader, name, value);
    }
    reader.follow("Next: check it");
    assert_eq!((reader.all("main ins"), reader.all("main del")), (vec![ADDED.to_owned()], Vec::new()));
    reader.follow("Send");
    let other = liaison(world, MACAO);
    sees(world, &other, MACAO, &format!("{WORK}/item/1"), ADDED);
    other.open(&at(world, MACAO, "desk"));
    let ways = "[...document.querySelectorAll('main a[href*=\"/give_opinion/key_work/2021\"]')].map(way => way.href.split('item=')[1]).join(' ')";
    assert_eq!(other.text(&format!("return {ways}")), "1", "what stands is not asked anew");
    other.shot("year-redrafted");
}

fn agreed(world: &World) {
    day(world, &PARTIES, "2021-02-25");
    let agrees = [("opinion", "agree"), ("audience", "all_parties")];
    for node in [GUANGDONG, HONG_KONG, MACAO] {
        let reader = liaison(world, node);
        sees(world, &reader, node, &format!("{WORK}/item/1"), ADDED);
        send(world, &reader, node, &format!("give_opinion/{WORK}?item=1"), &agrees);
    }
    let ndrc = liaison(world, NDRC);
    send(world, &ndrc, NDRC, &format!("state_departments/{WORK}"), &[("statement", "agreed"), ("items", "1 2")]);
    for node in 0..PARTIES.len() {
        let reader = liaison(world, node);
        reader.wait_for("the list agreed", |reader| {
            reader.open(&at(world, node, &format!("{WORK}/round")));
            reader.all("main .stands").concat().contains("agreed") && !reader.all("main .stands").concat().contains("not")
        });
    }
}

fn own_forms(world: &World) {
    for (node, party) in PARTIES.iter().enumerate() {
        let name = format!("at-a-glance-{party}.docx");
        assert!(word_file(world, node, &format!("letters/at_a_glance/{WORK}"), &name).len() > 2_000);
        let number = if node == NDRC { "2/2021" } else { "1/2021" };
        sees(world, &liaison(world, node), node, "letters", number);
    }
}

fn progress(world: &World) {
    for (on, stage) in [("2021-06-15", "under_way"), ("2021-11-15", "held_up")] {
        day(world, &PARTIES, on);
        for (node, item) in [(GUANGDONG, "1"), (MACAO, "2")] {
            let reader = world.officer(node, Officer::Department);
            let path = format!("report_progress/{WORK}?item={item}");
            let words = format!("{on} 進展（示範）");
            send(world, &reader, node, &path, &[("stage", stage), ("text", &words), ("audience", "all_parties")]);
            reader.open(&at(world, node, &format!("send/{path}")));
            assert_eq!(reader.value("#act-text"), words, "the next report begins with the last words");
        }
    }
    let reader = liaison(world, HONG_KONG);
    for (item, on) in [("1", "2021-06-15"), ("1", "2021-11-15"), ("2", "2021-06-15"), ("2", "2021-11-15")] {
        sees(world, &reader, HONG_KONG, &format!("{WORK}/item/{item}"), &format!("{on} 進展（示範）"));
        assert!(reader.read().to_lowercase().contains("held up"), "{}", reader.read());
    }
}

fn meeting(world: &World) {
    day(world, &PARTIES, "2021-11-22");
    let guangdong = liaison(world, GUANGDONG);
    let call = send(world, &guangdong, GUANGDONG, &format!("call_meeting/{MEETING}"), &[("day", "2021-12-06")]);
    guangdong.open(&at(world, GUANGDONG, &format!("{MEETING}/issue")));
    for (field, text) in
        [("title", "示範夜間通道受阻（示範議題）"), ("background", "工程受阻三個月。"), ("decision", "是否延至下年")]
    {
        guangdong.write(&format!("#issue-{field}"), text);
    }
    guangdong.choose("#issue-audience", "all parties");
    guangdong.go("#issue button");
    guangdong.follow("Send");
    for node in [NDRC, HONG_KONG, MACAO] {
        let reader = liaison(world, node);
        sees(world, &reader, node, MEETING, "工程受阻三個月。");
        send(world, &reader, node, &format!("accept_call/{MEETING}"), &[("call", &call)]);
    }
    day(world, &PARTIES, "2021-12-06");
    guangdong.open(&at(world, GUANGDONG, &format!("send/hold_meeting/{MEETING}")));
    PARTIES.iter().for_each(|party| fill(&guangdong, "attended", party));
    guangdong.follow("Next: check it");
    guangdong.follow("Send");
    send(
        world,
        &guangdong,
        GUANGDONG,
        &format!("circulate_minutes/{MEETING}"),
        &[("text", MINUTES), ("audience", "all_parties")],
    );
    for node in 0..PARTIES.len() {
        let reader = liaison(world, node);
        sees(world, &reader, node, MEETING, MINUTES);
        send(world, &reader, node, &format!("approve_minutes/{MEETING}"), &[]);
    }
    sees(world, &liaison(world, NDRC), NDRC, MEETING, "approved by the four parties");
}

fn carried_over(world: &World) {
    day(world, &PARTIES, "2021-12-20");
    let ndrc = liaison(world, NDRC);
    for (item, closing) in [("1", "carried_over"), ("2", "done")] {
        send(world, &ndrc, NDRC, &format!("close_task/{WORK}?item={item}"), &[("closing", closing)]);
    }
    let macao = liaison(world, MACAO);
    for fate in ["Carried into the next year", "Done"] {
        sees(world, &macao, MACAO, WORK, fate);
    }
    day(world, &PARTIES, "2022-01-05");
    let guangdong = liaison(world, GUANGDONG);
    sees(world, &guangdong, GUANGDONG, "key_work/2022/propose", "2021.1");
    guangdong.go("main a.button");
    assert_eq!(guangdong.value("#act [name=carried_from]"), "2021.1");
    assert_eq!(guangdong.value("#act-text"), format!("{FIRST}{ADDED}"));
    fill(&guangdong, "audience", "all_parties");
    guangdong.follow("Next: check it");
    guangdong.follow("Send");
    sees(world, &macao, MACAO, "key_work/2022", "示範夜間通道");
}

fn reply(world: &World) {
    let reader = liaison(world, GUANGDONG);
    reader.open(&at(world, GUANGDONG, &format!("send/publish/{WORK}")));
    let newest = "[...document.querySelectorAll('[name=of] option')].findLast(one => one.value.startsWith('ndrc/') && one.text.includes('第 1 項'))";
    let of = reader.text(&format!("return {newest}.value"));
    let fields = [("of", of.as_str()), ("text", PUBLISHED), ("authority", "示範辦公廳"), ("under", "infrastructure")];
    send(world, &reader, GUANGDONG, &format!("publish/{WORK}"), &fields);
    sees(world, &reader, GUANGDONG, "reply_pack", "工程延至下年完成");
    never_says(world, &reader, GUANGDONG, "reply_pack", "受阻三個月");
    never_says(world, &reader, GUANGDONG, "reply_pack", INTERNAL);
    reader.shot("year-reply-pack");
    let resident = world.reader();
    let front = format!("{}/zh-Hant/", world.demo.public(GUANGDONG));
    resident.open(&front);
    resident.wait_for("what was published", |resident| {
        // Public pages may be kept for five minutes: whoever wants the newest asks anew.
        resident.refresh();
        resident.read().contains("示範夜間通道")
    });
    let silent = |resident: &Session<'_>| {
        let read = resident.read();
        for kept in ["受阻三個月", REMARK, INTERNAL, "guangdong/", "ndrc/", "Guangdong no.", "NDRC no.", "第 1 項（徵求意見稿）"]
        {
            assert!(!read.contains(kept), "{kept} on {}: {read}", resident.address());
        }
    };
    silent(&resident);
    resident.shot("year-public");
    resident.follow_part("示範夜間通道");
    assert!(resident.read().contains("工程延至下年完成"), "{}", resident.read());
    silent(&resident);
}
