//! Words looked for in any form, texts in the reader's own script, and translations beside their originals.

use super::{HONG_KONG, at, does_not_say, hong_kong, says};
use browser::session::Scripts;
use browser::table::World;
use browser::{Officer, Session};

/// An item as it was written, and as a reader of the other script reads it.
const WRITTEN: &str = "長者醫療券互用試點";
const SHOWN: &str = "长者医疗券互用试点";

fn in_language(world: &World, tag: &str, path: &str) -> String {
    format!("{}/{tag}/{path}", world.demo.node(HONG_KONG))
}

pub fn in_the_own_script(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.open(&in_language(world, "zh-Hans", "key_work/2018/item/3"));
    assert!(reader.all("p.lead")[0].contains(SHOWN), "{:?}", reader.all("p.lead"));
    assert_eq!(reader.text("return document.querySelector('p.lead').lang"), "zh-Hans");
    assert_eq!(reader.all("p.lead + a.script"), ["原文为繁体"]);
    assert_eq!(reader.all(".scripted").len(), 1, "what the page says of its texts");
    reader.shot("search-script");
    reader.go("p.lead + a.script");
    assert!(reader.all("p.lead")[0].contains(WRITTEN), "{:?}", reader.all("p.lead"));
    assert_eq!(reader.text("return document.querySelector('p.lead').lang"), "zh-Hant");
    assert_eq!(reader.all("a.script"), Vec::<String>::new());
    reader.go(".scripted a");
    says(&reader, SHOWN);
    reader.open(&in_language(world, "zh-Hant", "key_work/2018/item/3"));
    says(&reader, WRITTEN);
    assert_eq!(reader.all("a.script, .scripted"), Vec::<String>::new(), "nothing was converted");
}

pub fn translated(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.open(&at(world, HONG_KONG, "key_work/2018/item/3"));
    reader.follow("Enter a translation");
    reader.choose("#translation-language", "English");
    reader.choose("#translation-standing", "Courtesy translation");
    reader.go("#translation button");
    assert_eq!(reader.status(), 422, "a translation without words");
    reader.write("#translation-text", "Item 3 (second draft): trial of mutual use of health care vouchers for the elderly.");
    reader.go("#translation button");
    says(&reader, "Courtesy translation into English");
    reader.open(&at(world, HONG_KONG, "key_work/2018/item/3"));
    let read = reader.read();
    let (original, translation) = (read.find(WRITTEN), read.find("health care vouchers"));
    assert!(original.is_some() && original < translation, "the original stands first: {read}");
    assert!(read.contains("entered by"), "{read}");
    reader.open(&in_language(world, "pt", "key_work/2018/item/3"));
    assert_eq!(reader.all("details.others > summary"), ["Uma outra tradução"], "in another language it is one click away");
}

/// What was found, each by what leads to it and its words.
fn found(reader: &Session<'_>, group: &str) -> Vec<String> {
    reader.all(&format!("#{group} li"))
}

pub fn in_every_form(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.open(&at(world, HONG_KONG, "send/give_opinion/key_work/2020?item=2"));
    reader.choose("#act-opinion", "agree in principle, with changes");
    reader.write("#act-remarks", "示範：宜便利臺胞使用");
    reader.follow("Keep as a draft");
    reader.run_scripts(Scripts::Off);
    let look_for = |tag: &str, words: &str| {
        reader.open(&in_language(world, tag, "desk"));
        reader.write("#find", words);
        reader.go("form.find button");
        assert!(reader.address().contains("/search?q="), "{}", reader.address());
    };
    look_for("zh-Hant", "长者医疗券");
    let tasks = found(&reader, "task");
    assert!(!tasks.is_empty() && tasks.iter().all(|one| one.contains("長者醫療券")), "{tasks:?}");
    assert!(reader.all("#task mark").iter().any(|marked| marked == "長者醫療券"), "{:?}", reader.all("#task mark"));
    reader.shot("search-found");
    look_for("zh-Hant", "長者醫療券");
    assert_eq!(found(&reader, "task"), tasks, "one form finds what the other finds");
    look_for("zh-Hant", "湾区");
    assert!(!found(&reader, "agreement").is_empty(), "the agreement itself");
    look_for("zh-Hant", "台胞");
    let inside = found(&reader, "inside");
    assert!(inside.len() == 1 && inside[0].contains("臺胞"), "{inside:?}");
    look_for("pt", "cooperacao");
    assert!(reader.all("#agreement mark").iter().any(|marked| marked.to_lowercase() == "cooperação"));
}

pub fn in_vain(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.open(&at(world, HONG_KONG, "search?q=nowhere+at+all"));
    says(&reader, "Nothing was found for “nowhere at all”.");
    says(&reader, "What was searched");
    let administrator = hong_kong(world, Officer::Administrator);
    administrator.open(&at(world, HONG_KONG, "search?q=%E8%87%BA%E8%83%9E"));
    says(&administrator, "were not searched");
    does_not_say(&administrator, "示範：宜便利");
}
