//! The browser itself: that it does what the tests of pages build on, and that nothing of it is left behind.

use browser::folder::Folder;
use browser::{Driver, Key};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;

/// How many programs run with this text in their command line.
fn running(text: &str) -> usize {
    let listed = Command::new("ps").args(["-eo", "args"]).output().expect("a list of programs");
    String::from_utf8_lossy(&listed.stdout).lines().filter(|line| line.contains(text)).count()
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
fn nothing_outlives_a_test_that_fails() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let failed = catch_unwind(AssertUnwindSafe(|| {
        let driver = Driver::start();
        let reader = driver.session();
        reader.open("data:text/html,<p>here</p>");
        sender.send(reader.profile().to_owned()).expect("a listener");
        assert!(running(reader.profile()) > 0, "the browser runs with its profile");
        reader.click("#nowhere");
    }));
    assert!(failed.is_err(), "what is not there can't be clicked");
    let profile = receiver.recv().expect("the profile");
    assert_eq!(running(&profile), 0, "the browser ended");
    assert!(!std::path::Path::new(&profile).exists(), "its profile is removed");
}
