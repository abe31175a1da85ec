//! A draft on its way through the office, from a department to the record.

use super::{GUANGDONG, at, does_not_say, says};
use browser::table::World;
use browser::{Officer, Session};

/// What the department writes at first.
const FIRST: &str = "示範：需先核實經費";
/// What it writes in the end.
const SECOND: &str = "示範：經費已核實，無其他意見";

/// Opens the newest draft.
fn open_draft(reader: &Session<'_>, world: &World) {
    reader.open(&at(world, GUANGDONG, "clearance"));
    reader.go("main td a");
}

pub fn is_written(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Department);
    reader.open(&at(world, GUANGDONG, "send/give_opinion/key_work/2020?item=2"));
    reader.choose("#act-opinion", "agree in principle, with changes");
    reader.write("#act-remarks", FIRST);
    reader.choose("#act-audience", "all parties");
    reader.follow("Keep as a draft");
    assert_eq!(reader.all("p.stands b"), ["being written"]);
    reader.write("#pass-comment", "請批示");
    reader.follow("Pass on for clearance");
    assert_eq!(reader.all("p.stands b"), ["waits for clearance"]);
    says(&reader, "請批示");
    assert_eq!(reader.all("#clear button"), Vec::<String>::new(), "not for whoever wrote it");
    reader.shot("officer-draft");
}

pub fn is_returned_and_cleared(world: &World) {
    let leader = world.officer(GUANGDONG, Officer::Leader);
    leader.open(&at(world, GUANGDONG, "desk"));
    leader.follow_part("waits for clearance");
    leader.write("#return-comment", "請補充經費情況");
    leader.follow("Return it");
    let writer = world.officer(GUANGDONG, Officer::Department);
    open_draft(&writer, world);
    says(&writer, "請補充經費情況");
    writer.follow("Change the draft");
    assert_eq!(writer.value("#act-remarks"), FIRST, "what was written is in the form");
    writer.write("#act-remarks", SECOND);
    writer.choose("#act-opinion", "agree");
    writer.follow("Keep as a draft");
    writer.follow("Pass on for clearance");
    open_draft(&leader, world);
    says(&leader, SECOND);
    leader.follow("Clear it");
    assert_eq!(leader.all("p.stands b"), ["cleared"]);
}

pub fn leaves(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Liaison);
    open_draft(&reader, world);
    reader.go("#leave button");
    says(&reader, SECOND);
    says(&reader, "Its texts: all parties.");
    reader.follow("Send");
    assert!(reader.address().contains("/act/guangdong/"), "{}", reader.address());
    assert_eq!(reader.all("blockquote"), [SECOND]);
    open_draft(&reader, world);
    assert_eq!(reader.all("p.stands b"), ["sent"]);
    // What was written on the way is nobody else's.
    for node in [super::NDRC, super::HONG_KONG, super::MACAO] {
        let other = world.officer(node, Officer::Liaison);
        other.open(&at(world, node, "clearance"));
        says(&other, "There are no drafts now.");
        other.open(&at(world, node, "key_work/2020/item/2"));
        does_not_say(&other, FIRST);
    }
}
