//! The browser itself: that it does what the tests of pages build on, and that nothing of it is left behind.

use browser::folder::Folder;
use browser::{Axe, Driver, Key, Look};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// How many programs run with this text in their command line.
fn running(text: &str) -> usize {
    let programs = std::fs::read_dir("/proc").expect("a system that lists its programs").flatten();
    let lines = programs.filter_map(|program| std::fs::read(program.path().join("cmdline")).ok());
    lines.filter(|line| String::from_utf8_lossy(line).contains(text)).count()
}

#[test]
fn a_browser_types_hands_over_takes_and_is_gone_at_the_end() {
    let folder = Folder::new("papers");
    std::fs::create_dir(folder.path()).expect("a folder");
    let paper = folder.path().join("paper.txt");
    std::fs::write(&paper, "框架協議").expect("a file");
    let driver = Driver::start();
    let reader = driver.session();
    reader.open(
        "data:text/html;charset=utf-8,<form><input name=word><input type=file></form>\
         <a download=taken.txt href='data:text/plain,taken'>take</a>",
    );
    reader.fill("[name=word]", "會議");
    reader.press(Key::Tab);
    assert_eq!(reader.focus().element, "input");
    assert_eq!(reader.text("return document.querySelector('[name=word]').value"), "會議");
    reader.fill("[type=file]", paper.to_str().expect("a path that is text"));
    assert_eq!(reader.text("return document.querySelector('[type=file]').files[0].text()"), "框架協議");
    reader.download_to(folder.path());
    reader.click("a");
    let taken = folder.path().join("taken.txt");
    reader.wait_for("the file", |_| std::fs::read_to_string(&taken).is_ok_and(|text| text == "taken"));
    assert_ne!(reader.plug_in_authenticator(), "");
}

#[test]
fn a_page_that_not_everybody_can_use_is_told_from_one_that_they_can() {
    let (driver, axe) = (Driver::start(), Axe::open());
    let reader = driver.session();
    let rules = |html: &str, look: Look| {
        reader.open(&format!("data:text/html,<!doctype html><html lang=en><title>t</title>{html}"));
        reader.look(look);
        (axe.violations(&reader), reader.sticks_out().len())
    };
    let [wide, night, _, narrow] = Look::ALL;
    let grey = "<style>@media (prefers-color-scheme: dark) { body { color: %23333; background: %23222 } }</style>";
    let bad = format!("{grey}<main><h1>A page</h1><img src='data:,'><div style='width:500px'>wide</div></main>");
    let found = |look| {
        let (violations, out) = rules(&bad, look);
        (violations.into_iter().map(|violation| violation.rule).collect::<Vec<_>>(), out > 0)
    };
    assert_eq!(found(wide), (vec!["image-alt".to_owned()], false));
    assert_eq!(found(narrow), (vec!["image-alt".to_owned()], true), "what is too wide is told");
    assert_eq!(found(night), (vec!["color-contrast".to_owned(), "image-alt".to_owned()], false), "night has its own colours");
    let colours = axe.colour_violations(&reader);
    assert!(colours.len() == 1 && colours[0].to_string().contains("color-contrast (serious)"), "{colours:?}");
    assert_eq!(rules("<main><h1>A page</h1><p>said</p></main>", wide), (Vec::new(), 0));
}

#[test]
fn nothing_outlives_a_test_that_fails() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let failed = catch_unwind(AssertUnwindSafe(|| {
        let driver = Driver::start();
        let reader = driver.session();
        reader.open("data:text/html,<p>here</p>");
        sender.send(reader.profile().to_owned()).expect("a listener");
        assert!(running(reader.profile()) > 0, "the browser runs with its profile");
        resume_unwind(Box::new("a test that fails"));
    }));
    assert!(failed.is_err(), "it failed");
    let profile = receiver.recv().expect("the profile");
    assert_eq!(running(&profile), 0, "the browser ended");
    assert!(!std::path::Path::new(&profile).exists(), "its profile is removed");
}
