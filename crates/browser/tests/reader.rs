//! What an officer who reads the pages does, and what they should see: in four languages, wide and narrow, by day and by night, by keyboard,
//! without scripts and on paper.

mod resident;

use browser::session::{Scripts, keep};
use browser::table::World;
use browser::usable::{looked_at, nothing_wrong, seen};
use browser::{Key, Look, Officer, Row, Session, walk};
use serde_json::json;
use std::collections::BTreeSet;

const ROWS: &[Row] = &[
    Row {
        does: "reads every main page in Traditional Chinese and opens all grounds",
        sees: "pages that everybody can use, wide and narrow, by day and by night",
        check: |world| everybody_can_use(world, "zh-Hant", &Look::ALL),
    },
    Row {
        does: "reads every main page in Simplified Chinese and opens all grounds",
        sees: "the same by day on a wide screen; its words are as long as in Traditional Chinese",
        check: |world| everybody_can_use(world, "zh-Hans", &Look::DAY[..1]),
    },
    Row {
        does: "reads every main page in English and opens all grounds",
        sees: "the same by day",
        check: |world| everybody_can_use(world, "en", &Look::DAY),
    },
    Row {
        does: "reads every main page in Portuguese and opens all grounds",
        sees: "the same by day, and nothing to scroll sideways for on the narrowest screen; its words are the longest",
        check: |world| everybody_can_use(world, "pt", &Look::DAY_AND_NARROWEST),
    },
    Row { does: "presses Tab, then Enter, then Tab", sees: "the way past the head, and the content", check: skips_the_head },
    Row {
        does: "goes through the head by Tab",
        sees: "each way in it, one after another, and follows it by Enter",
        check: follows_ways,
    },
    Row {
        does: "reaches a verdict's grounds by Tab",
        sees: "them open by Enter and close by the space bar",
        check: opens_grounds,
    },
    Row { does: "follows a language in the head", sees: "the same page in that language", check: changes_language },
    Row {
        does: "reads a matter while another reads it elsewhere",
        sees: "the same, and whose counterpart it is",
        check: reads_alike,
    },
    Row { does: "has switched scripts off", sees: "the same text on every page", check: reads_without_scripts },
    Row { does: "prints the key work of a year", sees: "the matter on paper, without the ways of the head", check: prints },
    Row { does: "reads every main page", sees: "nothing that comes from another host", check: stays_here },
    Row {
        does: "follows the agreement into an address that is not there",
        sees: "so said, on a page with a way back",
        check: loses_the_way,
    },
    Row {
        does: "as a resident reads the public side in four languages, on a desk and on a telephone",
        sees: "pages that everybody can use, without signing in",
        check: resident::reads,
    },
    Row { does: "as a resident has no scripts", sees: "the same text, and no cookie", check: resident::has_no_scripts },
    Row {
        does: "as a resident reads the folder that `publish` wrote",
        sees: "the bytes that the listener serves",
        check: resident::reads_from_a_folder,
    },
];

#[test]
fn what_a_reader_does_and_sees() {
    walk(ROWS);
}

/// The main pages of the record, as the liaison officer reads them.
const RECORD: [&str; 19] = [
    "",
    "desk",
    "agreement",
    "year/2018",
    "next",
    "open",
    "record",
    "matter/key_work/2018",
    "key_work/2018",
    "key_work/2018?by=party",
    "key_work/2018/item/3",
    "key_work/2018/round",
    "leadership",
    "term",
    "annual_meeting",
    "annual_meeting/2019",
    "annual_meeting/2019/delegation",
    "annual_meeting/2020/issue",
    "extension",
];

/// An opinion on an item of which one is awaited.
const OPINION: &str = "send/give_opinion/key_work/2020?item=1";

/// Every main page of the record: those that have a name, and as a reader finds them from the year a matter and from a matter an act.
fn pages(reader: &Session<'_>, world: &World) -> Vec<String> {
    let mut pages = RECORD.map(str::to_owned).to_vec();
    for (from, to) in [("year/2018", "matter/"), ("matter/key_work/2018", "act/")] {
        reader.open(&address(world, "en", from));
        let ways = reader.texts("return [...document.querySelectorAll('main a')].map(one => one.getAttribute('href'))");
        let way = ways.iter().find_map(|way| way.strip_prefix("/en/").filter(|path| path.starts_with(to)));
        pages.push(way.unwrap_or_else(|| panic!("no way from {from} to {to}: {}", reader.read())).to_owned());
    }
    pages
}

/// A liaison officer of the second party, who is signed in.
fn liaison(world: &World) -> Session<'_> {
    world.officer(1, Officer::Liaison)
}

/// The page at a path on the node of the second party.
fn address(world: &World, tag: &str, path: &str) -> String {
    format!("{}/{tag}/{path}", world.demo.node(1))
}

/// The page of signing in; then as a liaison officer those of the record, the own account, and an opinion with its review; then as the
/// administrator those of the office.
fn everybody_can_use(world: &World, tag: &str, looks: &[Look]) {
    let reader = world.reader();
    let open = |path: &str| reader.open(&address(world, tag, path));
    open("sign-in");
    let mut wrong = looked_at(world, &reader, looks, tag, "sign-in");
    world.sign_in(&reader, 1, Officer::Liaison);
    for path in pages(&reader, world).iter().map(String::as_str).chain(["account", OPINION]) {
        open(path);
        wrong.extend(looked_at(world, &reader, looks, tag, path));
    }
    reader.go("#act button");
    assert_eq!(reader.status(), 422, "nothing was chosen");
    wrong.extend(looked_at(world, &reader, looks, tag, "an opinion that is not complete"));
    reader.click("#act-opinion option[value=agree_with_changes]");
    reader.write("#act-remarks", "一、示範期延至兩年。\n二、其餘同意。");
    reader.go("#act button");
    assert!(reader.all("#send button").len() == 1 && reader.status() == 200, "the review");
    wrong.extend(looked_at(world, &reader, looks, tag, "the review of an opinion"));
    reader.go("form.here button");
    world.sign_in(&reader, 1, Officer::Administrator);
    for path in ["office", "audit"] {
        open(path);
        wrong.extend(looked_at(world, &reader, looks, tag, path));
    }
    nothing_wrong(wrong);
}

fn skips_the_head(world: &World) {
    let reader = liaison(world);
    for path in ["", "matter/key_work/2018"] {
        reader.open(&address(world, "en", path));
        let first = reader.tab();
        assert_eq!((first.text.as_str(), first.visible), ("Skip to the content", true), "the first Tab on {path}");
        reader.press(Key::Enter);
        assert!(reader.address().ends_with("#main"), "{}", reader.address());
        let next = reader.tab();
        assert!(reader.holds("return document.querySelector('main').contains(document.activeElement)"), "{path}: {next:?}");
    }
}

fn follows_ways(world: &World) {
    let reader = liaison(world);
    let front = address(world, "en", "");
    reader.open(&front);
    let ways = reader.texts("return [...document.querySelectorAll('nav.main a')].map(one => one.href)");
    assert_eq!(ways.len(), 10, "the ways of the head: {ways:?}");
    // Before the ways stand the one past the head and the brand.
    let reached = (0..ways.len() + 2).map(|_| reader.tab()).skip(2).collect::<Vec<_>>();
    assert_eq!(reached.iter().map(|focus| focus.href.as_str()).collect::<Vec<_>>(), ways, "the ways in their order");
    assert!(reached.iter().all(|focus| focus.visible), "the focus is seen: {reached:?}");
    for way in &ways {
        reader.open(&front);
        reader.tab_to(way, |focus| {
            focus.href == *way && focus.element == "a" && !focus.text.is_empty() && focus.text != "Counterpart"
        });
        reader.press(Key::Enter);
        reader.wait_for("the page", |reader| reader.address() == *way);
        let here = reader.texts("return [...document.querySelectorAll('nav.main a[aria-current]')].map(one => one.href)");
        assert_eq!(here, [way.as_str()], "the way that is marked as here");
    }
}

fn opens_grounds(world: &World) {
    let reader = liaison(world);
    reader.open(&address(world, "en", "matter/key_work/2018"));
    let summary = reader.tab_to("a verdict's grounds", |focus| focus.element == "summary");
    assert!(summary.visible, "the focus is not seen on {summary:?}");
    let shown = || reader.holds("return document.activeElement.parentElement.querySelector('ul').checkVisibility()");
    assert!(!shown(), "grounds are closed at first");
    reader.press(Key::Enter);
    assert!(shown(), "Enter opens them");
    reader.press(" ");
    assert!(!shown(), "the space bar closes them");
}

fn changes_language(world: &World) {
    let reader = liaison(world);
    reader.open(&address(world, "en", "matter/key_work/2018"));
    for tag in ["zh-Hant", "pt", "zh-Hans", "en"] {
        reader.click(&format!("nav.lang a[lang={tag}]"));
        reader.wait_for("the page", |reader| reader.address() == address(world, tag, "matter/key_work/2018"));
        assert_eq!(reader.text("return document.documentElement.lang"), tag);
    }
}

fn reads_alike(world: &World) {
    let readers = [0, 3].map(|node| (node, world.officer(node, Officer::Liaison)));
    let read = readers.map(|(node, reader)| {
        reader.open(&format!("{}/en/matter/key_work/2018", world.demo.node(node)));
        // What may be sent differs; what is on record does not.
        ["main table:last-of-type", "footer"]
            .map(|part| reader.text(&format!("return document.querySelector('{part}').innerText")))
    });
    let [[here, whose], [there, whose_there]] = read;
    assert_eq!(here, there);
    assert!(whose.contains("NDRC") && whose_there.contains("Macao SAR"), "{whose} | {whose_there}");
}

fn reads_without_scripts(world: &World) {
    let (with, without) = (liaison(world), liaison(world));
    without.run_scripts(Scripts::Off);
    // A page whose script changes its text shows that scripts are off here, and on there.
    let changing = "data:text/html,<p>before</p><script>document.body.innerText='after'</script>";
    with.open(changing);
    without.open(changing);
    assert_eq!((with.read().trim(), without.read().trim()), ("after", "before"));
    for path in pages(&with, world) {
        let address = address(world, "zh-Hant", &path);
        with.open(&address);
        without.open(&address);
        // How lines are broken is a matter of style, and without scripts a page may say that it is there before its style is.
        let styled = "return getComputedStyle(document.querySelector('header.top > div')).display === 'flex'";
        [&with, &without].into_iter().for_each(|reader| reader.wait_for("the style", |reader| reader.holds(styled)));
        let read = without.read();
        assert!(read.len() > 200, "{address} says little: {read}");
        assert_eq!(read, with.read(), "{address}");
    }
}

fn prints(world: &World) {
    let reader = liaison(world);
    for tag in ["zh-Hant", "en"] {
        reader.open(&address(world, tag, "matter/key_work/2018"));
        let pdf = reader.print();
        keep(&format!("print-{tag}.pdf"), &pdf);
        let pages = String::from_utf8_lossy(&pdf).matches("/Type /Page\n").count();
        assert!(pdf.starts_with(b"%PDF-") && (1..=40).contains(&pages), "{pages} pages on paper");
        reader.look_at_print();
        for hidden in ["nav.main", "nav.lang", ".skip"] {
            assert!(!visible(&reader, hidden), "{hidden} is on paper");
        }
        for shown in ["h1", ".brand", ".sample", ".stands", "table", "footer"] {
            assert!(visible(&reader, shown), "{shown} is not on paper");
        }
    }
}

fn visible(reader: &Session<'_>, selector: &str) -> bool {
    reader.script("return document.querySelector(arguments[0]).checkVisibility()", &[json!(selector)]) == json!(true)
}

fn stays_here(world: &World) {
    let reader = liaison(world);
    for path in pages(&reader, world) {
        reader.open(&address(world, "zh-Hant", &path));
        let loaded = |reader: &Session<'_>| {
            let names = "['resource', 'navigation'].includes(one.entryType)).map(one => one.name)";
            reader.texts(&format!("return performance.getEntries().filter(one => {names}"))
        };
        // What was loaded is noted a little after the page is there.
        reader.wait_for("the page and its style at least", |reader| loaded(reader).len() >= 2);
        let loaded = loaded(&reader);
        let (here, elsewhere): (BTreeSet<_>, BTreeSet<_>) =
            loaded.into_iter().partition(|name| name.starts_with(&format!("{}/", world.demo.node(1))));
        assert!(here.len() >= 2, "{path}: the page and its style at least: {here:?}");
        assert_eq!(elsewhere, BTreeSet::new(), "{path}");
    }
}

fn loses_the_way(world: &World) {
    let reader = liaison(world);
    reader.open(&address(world, "en", "matter/nothing"));
    assert!(reader.read().contains("There is no such page"), "{}", reader.read());
    Look::ALL.into_iter().for_each(|look| nothing_wrong(seen(world, &reader, look, "a page that is not there")));
    reader.click("main a");
    reader.wait_for("the front", |reader| reader.address() == address(world, "en", ""));
}
