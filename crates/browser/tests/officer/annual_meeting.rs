//! The annual meeting: an issue is placed and answered, the minutes go round in two wordings until all approve one, and a follow-up is reported.

use super::{GUANGDONG, HONG_KONG, MACAO, NDRC, at, fault, says};
use browser::folder::Folder;
use browser::table::World;
use browser::{Officer, Session};

const MEETING: &str = "annual_meeting/2020";
const TITLE: &str = "示範口岸無障礙設施的保養（示範議題）";
const MINUTES: &str = "2020 年磋商會議紀要（示範）：一、保養由示範單位乙負責；二、費用按用量分擔。";
const OWN_WORDING: &str = "2020 年磋商會議紀要（示範）：一、保養由示範單位乙負責；二、費用平均分擔。";

pub fn issue(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Liaison);
    reader.open(&at(world, GUANGDONG, MEETING));
    reader.follow("Place an issue");
    reader.write("#issue-title", TITLE);
    reader.write("#issue-background", "設施已啟用。\n保養尚未有安排。");
    let folder = Folder::new("paper");
    std::fs::create_dir_all(folder.path()).expect("a folder");
    let paper = folder.path().join("paper.pdf");
    std::fs::write(&paper, "%PDF-1.4 (a paper of the sample)").expect("a paper");
    reader.fill("#issue-file", paper.to_str().expect("a path in plain letters"));
    reader.click("#issue-marking option[value=internal]");
    reader.go("#issue button");
    says(&reader, "A scan is attached");
    assert_eq!(fault(&reader, "#issue-decision"), "Please fill this in.");
    assert_eq!(reader.value("#issue-background"), "設施已啟用。\n保養尚未有安排。");
    reader.write("#issue-positions", "廣東省：由示範單位乙負責");
    reader.write("#issue-decision", "由哪個單位負責保養");
    reader.choose("#issue-audience", "all parties");
    reader.shot("officer-issue-form");
    reader.go("#issue button");
    let text = reader.all("blockquote").concat();
    assert!(text.starts_with(TITLE) && text.contains("Background:\n設施已啟用。\n保養尚未有安排。"), "{text}");
    says(&reader, "Its texts: all parties.");
    says(&reader, "PDF, 1 kB");
    reader.follow("Send");
    assert!(reader.address().contains("/act/guangdong/"), "{}", reader.address());
}

pub fn issue_at_macao(world: &World) {
    let reader = world.officer(MACAO, Officer::Liaison);
    reader.wait_for("the issue of Guangdong", |reader| {
        reader.open(&at(world, MACAO, MEETING));
        reader.read().contains(TITLE)
    });
    let parts = reader.all("dl.issue dd");
    assert_eq!(parts.first().map(String::as_str), Some("設施已啟用。\n保養尚未有安排。"), "{parts:?}");
    assert!(parts.last().is_some_and(|decision| decision == "由哪個單位負責保養"), "{parts:?}");
    assert_eq!(reader.all("ul.years a.file"), ["Scan (PDF, 1 kB)"], "the paper that goes with it");
    reader.follow("State our own position");
    assert_eq!(reader.value("#issue-title"), TITLE);
    reader.write("#issue-positions", "贊成，費用另議");
    reader.choose("#issue-audience", "all parties");
    reader.go("#issue button");
    reader.follow("Send");
    reader.open(&at(world, MACAO, MEETING));
    assert_eq!(reader.all("ol.agenda > li").len(), 2, "the last meeting and one issue: {}", reader.read());
    says(&reader, "In the words of Macao SAR");
    reader.shot("officer-meeting-agenda");
}

pub fn minutes(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Liaison);
    reader.open(&at(world, GUANGDONG, MEETING));
    reader.follow("Hold the meeting");
    for party in ["ndrc", "guangdong", "hong_kong", "macao"] {
        reader.click(&format!("#act input[name=attended][value={party}]"));
    }
    send(&reader);
    reader.open(&at(world, GUANGDONG, MEETING));
    reader.follow("Circulate the draft minutes");
    circulate(&reader, MINUTES);
    let reader = world.officer(HONG_KONG, Officer::Liaison);
    on_page(world, &reader, HONG_KONG, MINUTES);
    reader.follow("Answer with our own wording of the minutes");
    assert_eq!(reader.value("#act-text"), MINUTES, "a wording begins with the one that it answers");
    circulate(&reader, OWN_WORDING);
    reader.open(&at(world, HONG_KONG, MEETING));
    says(&reader, "Still open until all approve the same text.");
    let sides = reader.all(".beside section").join(" | ");
    assert!(sides.contains("費用按用量分擔") && sides.contains("費用平均分擔") && !sides.contains("保養由"), "{sides}");
    reader.shot("officer-meeting-disputed");
}

pub fn approved(world: &World) {
    for node in [NDRC, GUANGDONG, HONG_KONG, MACAO] {
        let reader = world.officer(node, Officer::Liaison);
        on_page(world, &reader, node, OWN_WORDING);
        reader.follow("Approve the minutes");
        assert!(reader.all(".quoted blockquote").concat().contains("費用平均分擔"), "the text that is approved");
        send(&reader);
    }
    let reader = world.officer(MACAO, Officer::Liaison);
    reader.wait_for("all approvals", |reader| {
        reader.open(&at(world, MACAO, MEETING));
        reader.all("blockquote.minutes + .after .mark.given").len() == 4
    });
    says(&reader, "Settled: all approved Text 2");
    reader.shot("officer-meeting-approved");
}

pub fn follow_up(world: &World) {
    let reader = world.officer(GUANGDONG, Officer::Liaison);
    reader.open(&at(world, GUANGDONG, MEETING));
    reader.follow("Agree a follow-up");
    assert_eq!(reader.value("#act-item"), "1", "the next number");
    reader.write("#act-text", "示範跟進：訂立保養時間表");
    reader.click("#act input[name=by][value=macao]");
    reader.choose("#act-audience", "all parties");
    send(&reader);
    let reader = world.officer(MACAO, Officer::Liaison);
    on_page(world, &reader, MACAO, "示範跟進");
    reader.go("main a[href*='report_progress'][href$='item=1']");
    reader.choose("#act-stage", "under way");
    reader.write("#act-text", "時間表草擬中（示範）");
    reader.choose("#act-audience", "all parties");
    send(&reader);
    let reader = world.officer(NDRC, Officer::Liaison);
    on_page(world, &reader, NDRC, "時間表草擬中（示範）");
    says(&reader, "under way");
}

/// Opens the page of the meeting until it says something.
fn on_page(world: &World, reader: &Session<'_>, node: usize, words: &str) {
    reader.wait_for(words, |reader| {
        reader.open(&at(world, node, MEETING));
        reader.read().contains(words)
    });
}

fn circulate(reader: &Session<'_>, text: &str) {
    reader.write("#act-text", text);
    reader.choose("#act-audience", "all parties");
    send(reader);
}

/// From a filled form to the act.
fn send(reader: &Session<'_>) {
    reader.follow("Next: check it");
    reader.follow("Send");
    assert!(reader.address().contains("/act/"), "{}: {}", reader.address(), reader.read());
}
