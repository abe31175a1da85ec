//! Returns by spreadsheet, a list of tasks that comes in, and a letter: from the download to what is on record, as drafts, or under a number.

use super::{GUANGDONG, HONG_KONG, NDRC, at, says};
use browser::Officer;
use browser::session::keep;
use browser::table::World;

/// What is reported on the second item: a text that a spreadsheet would take for a formula.
const REPORT: &str = "=示範：已互換兩項數據";

pub fn are_filed(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Department);
    reader.open(&at(world, GUANGDONG, "progress"));
    let sheet = reader.downloaded("sheets", ".csv", || reader.click("a[href$='progress.csv']"));
    let name = sheet.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.starts_with("sample-progress-guangdong-"), "{name}");
    let out = std::fs::read_to_string(&sheet).expect("UTF-8");
    let filled = out.lines().map(|line| match line.split_once(',') {
        Some(("key_work/2020/1", _)) => line.replacen(",,,,", ",,,under way at last,x", 1),
        Some(("key_work/2020/2", _)) => line.replacen(",,,,", &format!(",,,推進中,{REPORT}"), 1),
        _ => line.to_owned(),
    });
    std::fs::write(&sheet, filled.collect::<Vec<_>>().join("\r\n")).expect("the file");
    keep("returns.csv", &std::fs::read(&sheet).expect("the file"));
    reader.follow("Returns by spreadsheet");
    reader.fill("#upload-file", &sheet.to_string_lossy());
    reader.follow("Next: preview");
    let problems = reader.all("#problems tbody td");
    assert!(problems.starts_with(&["E3".to_owned(), "key_work/2020/1".to_owned()]), "{problems:?}: {}{out}", reader.read());
    says(&reader, "“under way at last” is no stage");
    assert_eq!(reader.all("#returns q"), [REPORT]);
    reader.shot("officer-batch");
    reader.choose("#returns-audience", "all parties");
    reader.follow("File this return");
    assert!(reader.all("#filed li")[0].starts_with("key_work/2020/2 guangdong/"), "{:?}", reader.all("#filed li"));
    let other = world.officer(HONG_KONG, Officer::Liaison);
    other.open(&at(world, HONG_KONG, "key_work/2020/item/2"));
    other.wait_for("the return", |other| {
        other.refresh();
        other.read().contains(REPORT)
    });
}

pub fn that_cannot_be_read(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Department);
    reader.open(&at(world, GUANGDONG, "batch"));
    let file = std::path::Path::new(reader.profile()).join("returns.csv");
    // 「事項」 in GBK.
    std::fs::write(&file, b"\xca\xc2\xcf\xee,1\r\n").expect("a file");
    reader.fill("#upload-file", &file.to_string_lossy());
    reader.follow("Next: preview");
    assert_eq!(reader.status(), 422);
    says(&reader, "CSV UTF-8");
    std::fs::write(&file, vec![b'x'; 10 << 20]).expect("a file");
    reader.fill("#upload-file", &file.to_string_lossy());
    reader.follow("Next: preview");
    says(&reader, "The file is too large");
}

pub fn a_list_becomes_drafts(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Liaison);
    reader.open(&at(world, GUANGDONG, "key_work/2020/propose"));
    reader.follow("Import a list");
    let list = "一、基礎設施\n1. 示範事項辛：示範通道夜間維修（示範部門甲牽頭，各有關部門配合）\n2. 示範事項壬。\n附註";
    reader.write("#upload-paste", list);
    reader.follow("Next: preview");
    assert_eq!(reader.all("#left q"), ["一、基礎設施", "附註"]);
    says(&reader, "These stand for several units and should be named: 各有關部門");
    reader.shot("officer-import");
    reader.click("input[name=row][value='1']");
    reader.follow("Keep as drafts");
    assert!(reader.address().ends_with("/clearance"), "{}", reader.address());
    reader.go("main td a");
    // Read in English, the Chinese heading is no area that is known: it is kept in the text.
    says(&reader, "示範事項辛：示範通道夜間維修");
    says(&reader, "基礎設施（示範部門甲牽頭，各有關部門配合）");
    assert_eq!(reader.all("p.stands b"), ["being written"]);
}

pub fn proposals_are_joined(world: &World) {
    let reader = world.officer(NDRC, Officer::Liaison);
    reader.open(&at(world, NDRC, "key_work/2020/propose"));
    let boxes = reader.all("input[name=chosen]").len();
    assert_eq!(boxes, 2, "the proposals of Guangdong and Hong Kong");
    let place = reader.value("input[name=chosen]");
    reader.click("input[name=chosen]");
    reader.follow("Join those chosen");
    assert!(reader.value("#join-text").contains("示範水質監測數據每日互換"), "{}", reader.value("#join-text"));
    reader.shot("officer-propose");
    reader.follow("Next: check it");
    says(&reader, "示範水質監測數據每日互換");
    let (_, number) = place.split_once('/').expect("a place");
    says(&reader, &format!("Guangdong no. {number}"));
}

pub fn a_letter_takes_a_number(world: &World) {
    let reader = world.officer(NDRC, Officer::Liaison);
    reader.open(&at(world, NDRC, "key_work/2020/round"));
    reader.follow("Letter asking for opinions");
    let letter = reader.downloaded("letters", ".docx", || reader.click("#letter button"));
    assert!(std::fs::read(&letter).expect("the letter").starts_with(b"PK"));
    reader.open(&at(world, NDRC, "letters"));
    assert_eq!(reader.all("#issued tbody td")[0], "1/2020");
    reader.shot("officer-letters");
}

pub fn a_unit_is_reminded(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Liaison);
    reader.open(&at(world, GUANGDONG, "reminders"));
    reader.click("td input[name=return]");
    reader.write("#remind-text", "示範：請於月底前匯報");
    reader.follow("Give the reminders");
    says(&reader, "1 reminder was given.");
    reader.shot("officer-reminders");
    let department = world.officer(GUANGDONG, Officer::Department);
    department.open(&at(world, GUANGDONG, "progress"));
    says(&department, "示範：請於月底前匯報");
}
