//! From the proposals to the list that is agreed: what each side proposes, what is asked and answered, and what is asked again.

use super::*;

pub fn proposals(world: &World) {
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

pub fn merged(world: &World) {
    day(world, &PARTIES, "2021-01-12");
    let reader = liaison(world, NDRC);
    reader.open(&at(world, NDRC, &format!("{WORK}/propose")));
    reader.click_all("//li[contains(., '夜間通道')]//input[@name='chosen']");
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

pub fn letter(world: &World) {
    assert!(word_file(world, NDRC, &format!("letters/opinion_request/{WORK}"), "request.docx").len() > 2_000);
    let reader = liaison(world, NDRC);
    sees(world, &reader, NDRC, "letters", "1/2021");
}

pub fn between_two(world: &World) {
    let writer = liaison(world, GUANGDONG);
    writer.open(&at(world, GUANGDONG, "liaison"));
    writer.follow("New letter");
    writer.choose("#act-purpose", "asks for a reply");
    writer.click("input[name=to][value=hong_kong]");
    writer.write("#act-text", LETTER);
    writer.write_day("#act-due", "2021-02-10");
    writer.follow("Next: check it");
    assert!(writer.read().contains("Its texts: Guangdong Province and Hong Kong SAR."), "{}", writer.read());
    writer.follow("Send");
    for (node, says) in [(HONG_KONG, LETTER), (MACAO, "this node does not hold it")] {
        let reader = liaison(world, node);
        reader.wait_for("the letter", |reader| {
            reader.open(&at(world, node, "liaison?with=guangdong,hong_kong"));
            reader.read().contains("2021") && !reader.all("main table.letters td a").is_empty()
        });
        reader.go("main table.letters td a");
        assert!(reader.read().contains(says), "{}", reader.read());
    }
}

pub fn replies(world: &World) {
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

pub fn late(world: &World) {
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

pub fn departments(world: &World) {
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

pub fn redrafted(world: &World) {
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

pub fn drafted(world: &World) {
    let department = world.officer(HONG_KONG, Officer::Department);
    department.open(&at(world, HONG_KONG, &format!("send/give_opinion/{WORK}?item=1")));
    for (name, value) in [("opinion", "agree_with_changes"), ("remarks", DRAFT), ("audience", "all_parties")] {
        fill(&department, name, value);
    }
    department.follow("Keep as a draft");
    department.write("#pass-comment", "請批示");
    department.follow("Pass on for clearance");
    let leader = world.officer(HONG_KONG, Officer::Leader);
    leader.open(&at(world, HONG_KONG, "desk"));
    leader.follow_part("waits for clearance");
    assert!(leader.read().contains(DRAFT), "{}", leader.read());
    leader.write("#return-comment", RETURNED);
    leader.follow("Return it");
    sees(world, &department, HONG_KONG, "clearance", "being written");
    department.go("main td a");
    assert!(department.read().contains(RETURNED), "{}", department.read());
}

pub fn agreed(world: &World) {
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
