//! From the list that is agreed to the reply to legislators: each side's own form, progress, the meeting, what is closed and carried over, and what
//! becomes public.

use super::*;

pub fn own_forms(world: &World) {
    for (node, party) in PARTIES.iter().enumerate() {
        let name = format!("at-a-glance-{party}.docx");
        assert!(word_file(world, node, &format!("letters/at_a_glance/{WORK}"), &name).len() > 2_000);
        let number = if node == NDRC { "2/2021" } else { "1/2021" };
        sees(world, &liaison(world, node), node, "letters", number);
    }
}

pub fn progress(world: &World) {
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

pub fn meeting(world: &World) {
    day(world, &PARTIES, "2021-11-22");
    let guangdong = liaison(world, GUANGDONG);
    let call = send(world, &guangdong, GUANGDONG, &format!("call_meeting/{MEETING}"), &[("day", "2021-12-06")]);
    guangdong.open(&at(world, GUANGDONG, &format!("{MEETING}/issue")));
    for (field, text) in [("title", "示範夜間通道受阻（示範議題）"), ("background", ISSUE), ("decision", "是否延至下年")]
    {
        guangdong.write(&format!("#issue-{field}"), text);
    }
    guangdong.choose("#issue-audience", "all parties");
    guangdong.go("#issue button");
    guangdong.follow("Send");
    for node in [NDRC, HONG_KONG, MACAO] {
        let reader = liaison(world, node);
        sees(world, &reader, node, MEETING, ISSUE);
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

pub fn carried_over(world: &World) {
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

pub fn reply(world: &World) {
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
