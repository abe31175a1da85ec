//! A letter between two sides: sent, acknowledged, answered on paper with its scan; and what a third side sees of it.

use super::{GUANGDONG, HONG_KONG, MACAO, NDRC, at, does_not_say, says};
use browser::folder::Folder;
use browser::table::World;
use browser::{Officer, Session};

/// What the letter says.
const LETTER: &str = "示範函第 11 號：請提供示範數字";
/// What is in the scan, in plain letters, so that a page which had it would be found out.
const SCANNED: &str = "%PDF-1.4 (scanned reply of the sample)";

/// The newest letter of Guangdong to Hong Kong, as a path.
fn open_letter(reader: &Session<'_>, world: &World, node: usize) {
    reader.wait_for("the letter", |reader| {
        reader.open(&at(world, node, "liaison?with=guangdong,hong_kong"));
        !reader.all("main table.letters td a").is_empty()
    });
    reader.go("main table.letters td a");
}

pub fn is_sent(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Liaison);
    reader.open(&at(world, GUANGDONG, "liaison"));
    reader.follow("New letter");
    reader.choose("#act-purpose", "asks for a reply");
    reader.click("input[name=to][value=hong_kong]");
    reader.write("#act-text", LETTER);
    reader.write_day("#act-due", "2020-01-31");
    reader.follow("Next: check it");
    says(&reader, LETTER);
    says(&reader, "Its texts: Guangdong Province and Hong Kong SAR.");
    reader.shot("officer-letter");
    reader.follow("Send");
    assert!(reader.address().contains("/act/guangdong/"), "{}", reader.address());
}

pub fn is_acknowledged_and_answered_on_paper(world: &World) {
    let folder = Folder::new("scan");
    let scan = folder.path().join("scan.pdf");
    std::fs::write(&scan, SCANNED).expect("a scan");
    let scan = scan.to_str().expect("a path in plain letters").to_owned();
    let reader = world.officer(HONG_KONG, Officer::Liaison);
    open_letter(&reader, world, HONG_KONG);
    says(&reader, LETTER);
    reader.follow("Acknowledge");
    reader.follow("Next: check it");
    reader.follow("Send");
    open_letter(&reader, world, HONG_KONG);
    says(&reader, "reply not yet received");
    reader.follow("Reply");
    reader.fill("#act-file", &scan);
    reader.click("input[name=paper]");
    reader.follow("Next: check it");
    assert_eq!(super::fault(&reader, "#act-marking"), "Say how the paper is marked, and choose the file again.");
    reader.choose("#act-marking", "secret");
    reader.fill("#act-file", &scan);
    reader.follow("Next: check it");
    assert!(super::fault(&reader, "#act-marking").contains("above what this node may hold"), "{}", reader.read());
    reader.choose("#act-marking", "internal");
    reader.fill("#act-file", &scan);
    reader.follow("Next: check it");
    says(&reader, "PDF, 1 kB");
    reader.follow("Send");
    open_letter(&reader, world, HONG_KONG);
    says(&reader, "complete");
    assert_eq!(reader.all("a.file"), ["Scan (PDF, 1 kB)"]);
    reader.shot("officer-letter-answered");
}

pub fn is_read_by_the_others(world: &World) {
    let writer = world.officer(GUANGDONG, Officer::Liaison);
    writer.wait_for("the scan", |reader| {
        open_letter(reader, world, GUANGDONG);
        reader.all("a.file") == ["Scan (PDF, 1 kB)"]
    });
    says(&writer, "on paper");
    for node in [NDRC, MACAO] {
        let other = world.officer(node, Officer::Liaison);
        open_letter(&other, world, node);
        says(&other, "this node does not hold it");
        does_not_say(&other, LETTER);
        assert_eq!(other.all("a.file"), Vec::<String>::new());
    }
}
