//! What the index finds: in each script and language, by each form of a sign, and of nothing that it was not given.

use super::*;
use proptest::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

fn folder() -> Folder {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("counterpart-search-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    Folder(folder)
}

async fn open(folder: &Folder) -> Index {
    Index::open(&folder.0.join("search.db")).await.expect("an index")
}

fn entry(number: u32, kind: &str, day: &str, texts: &[&str]) -> Entry {
    let texts = (0..).zip(texts).map(|(part, text)| (part, (*text).to_owned())).collect();
    Entry { log: "macao".to_owned(), number, kind: kind.to_owned(), day: day.to_owned(), texts }
}

fn news(entries: Vec<Entry>) -> News {
    let last = entries.last().map_or(0, |entry| entry.number);
    let mark = Mark { number: last, act: format!("act {last}") };
    News { entries, marks: BTreeMap::from([("macao".to_owned(), mark)]), ..News::default() }
}

async fn numbers(index: &Index, typed: &str) -> Vec<u32> {
    let found = index.find(&Query::read(typed), "2020-01-01", None, HITS_MAX).await.expect("an answer");
    found.hits.iter().map(|hit| hit.number).collect()
}

#[tokio::test]
async fn a_text_is_found_in_whatever_form_its_words_are_typed() {
    let folder = folder();
    let index = open(&folder).await;
    let texts = [
        "便利臺灣青年到粵港澳大灣區創業",
        "支持台湾同胞在大湾区发展",
        "Cooperação na Grande Baía, acta n.º 5",
        "Youth of the Bay Area; co-operation",
        "港珠澳大橋　口岸",
        "罕見字𠮷與㗎",
    ];
    let entries = (1..).zip(texts).map(|(number, text)| entry(number, "task", "2018-03-01", &[text])).collect();
    index.take(&news(entries)).await.expect("taken");
    for (typed, wanted) in [
        ("臺灣", &[2, 1][..]),
        ("台湾", &[2, 1]),
        ("台灣", &[2, 1]),
        ("粤港澳大湾区", &[1]),
        ("粵港澳大灣區", &[1]),
        ("大灣區", &[2, 1]),
        ("灣區 台", &[2, 1]),
        ("澳", &[5, 1]),
        ("區", &[2, 1]),
        ("岸", &[5]),
        ("cooperacao", &[3]),
        ("Cooperação", &[3]),
        ("COOPERA", &[3]),
        ("baia", &[3]),
        ("n.º 5", &[3]),
        ("youth", &[4]),
        ("\"bay area\"", &[4]),
        ("\"area bay\"", &[]),
        ("area bay", &[4]),
        ("co-operation", &[4]),
        ("𠮷", &[6]),
        ("㗎", &[6]),
        ("灣澳", &[]),
        ("港澳大橋", &[]),
        ("，", &[]),
    ] {
        assert_eq!(numbers(&index, typed).await, wanted, "{typed}");
    }
}

#[tokio::test]
async fn what_looks_like_a_command_is_looked_for_and_nothing_else() {
    let folder = folder();
    let index = open(&folder).await;
    index.take(&news(vec![entry(1, "task", "2018-03-01", &["tokens or near, not drop table text 2"])])).await.expect("taken");
    for typed in ["tokens: near", "near( NOT drop ,2)", "drop\"; table", "^tokens", "near*", "tokens - near", "(or"] {
        assert_eq!(numbers(&index, typed).await, [1], "{typed}");
    }
    for typed in ["'; DELETE FROM text; --", "tokens:absent", "\"", "*", "\0", "AND AND AND"] {
        assert!(numbers(&index, typed).await.is_empty(), "{typed}");
    }
    let long = "tokens near ".repeat(900);
    assert!(Query::read(&long).is_cut);
    assert_eq!(numbers(&index, &long).await, [1]);
    assert_eq!(numbers(&index, "tokens").await, [1], "everything is still there");
}

#[tokio::test]
async fn the_newest_of_each_kind_come_first_and_all_are_counted() {
    let folder = folder();
    let index = open(&folder).await;
    let mut entries: Vec<Entry> = (1..=30).map(|n| entry(n, "task", &format!("2018-01-{n:02}"), &["大橋"])).collect();
    entries.push(entry(31, "letter", "2018-02-01", &["大橋", "大橋的附件"]));
    entries.push(entry(32, "letter", "2019-02-01", &["大橋"]));
    index.take(&news(entries)).await.expect("taken");
    let query = Query::read("大桥");
    let found = index.find(&query, "2018-12-31", None, 3).await.expect("an answer");
    let said: Vec<(&str, u32)> = found.hits.iter().map(|hit| (hit.kind.as_str(), hit.number)).collect();
    assert_eq!(said, [("letter", 31), ("task", 30), ("task", 29), ("task", 28)]);
    assert_eq!(found.counts, BTreeMap::from([("letter".to_owned(), 2), ("task".to_owned(), 30)]));
    let tasks = index.find(&query, "2018-01-10", Some("task"), 100).await.expect("an answer");
    assert_eq!((tasks.hits.len(), tasks.hits[0].number), (10, 10));
}

#[tokio::test]
async fn a_text_that_comes_later_is_found_then() {
    let folder = folder();
    let index = open(&folder).await;
    let mut second_of_two = entry(1, "task", "2018-01-01", &["金融", "青年"]);
    let first = Entry { texts: vec![second_of_two.texts[0].clone()], ..second_of_two.clone() };
    let first = News { awaited: vec![("macao".to_owned(), 1)], ..news(vec![first]) };
    index.take(&first).await.expect("taken");
    assert_eq!(index.awaited(10).await.expect("a database"), [("macao".to_owned(), 1)]);
    assert!(numbers(&index, "青年").await.is_empty());
    second_of_two.texts.reverse();
    index.take(&news(vec![second_of_two])).await.expect("taken");
    assert_eq!((numbers(&index, "青年").await, numbers(&index, "金融").await), (vec![1], vec![1]));
    let found = index.find(&Query::read("金融"), "2020-01-01", None, HITS_MAX).await.expect("an answer");
    assert_eq!(found.counts["task"], 1, "what was there is not there twice");
    assert!(index.awaited(10).await.expect("a database").is_empty());
}

#[tokio::test]
async fn a_log_that_is_another_one_is_read_from_its_beginning() {
    let folder = folder();
    let index = open(&folder).await;
    index.take(&news(vec![entry(7, "task", "2018-01-01", &["青年"])])).await.expect("taken");
    let mark = index.marks().await.expect("a database").remove("macao");
    assert_eq!(mark, Some(Mark { number: 7, act: "act 7".to_owned() }));
    let again = News { begin_again: true, ..news(vec![entry(1, "task", "2018-01-01", &["金融"])]) };
    index.take(&again).await.expect("taken");
    assert_eq!((numbers(&index, "青年").await, numbers(&index, "金融").await), (Vec::new(), vec![1]));
}

#[tokio::test]
async fn an_index_is_opened_as_it_was_and_what_is_none_is_made_again() {
    let folder = folder();
    let path = folder.0.join("search.db");
    let index = open(&folder).await;
    index.take(&news(vec![entry(1, "task", "2018-01-01", &["青年"])])).await.expect("taken");
    index.pool.close().await;
    let again = open(&folder).await;
    assert_eq!(numbers(&again, "青年").await, [1]);
    again.pool.close().await;
    std::fs::write(&path, "this is a letter, and no index at all, however long one looks at it").expect("a file");
    let new = open(&folder).await;
    assert_eq!(new.marks().await.expect("a database"), BTreeMap::new());
    sqlx::raw_sql("PRAGMA user_version = 99").execute(&new.pool).await.expect("a form");
    new.pool.close().await;
    assert_eq!(open(&folder).await.marks().await.expect("a database"), BTreeMap::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What the index finds is what is marked on the page, and the other way round.
    #[test]
    fn the_index_and_the_eye_find_the_same(
        texts in proptest::collection::vec("[大灣湾区區臺台a-cã1 ，.]{0,14}", 1..8),
        typed in "[大灣区臺台a-c1 \"]{1,5}",
    ) {
        let query = Query::read(&typed);
        let seen: Vec<u32> = (1..).zip(&texts).filter(|(_, text)| !query.find(text).is_empty()).map(|(number, _)| number).collect();
        let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut found = tokio.block_on(async {
            let folder = folder();
            let index = open(&folder).await;
            let entries = (1..).zip(&texts).map(|(number, text)| entry(number, "task", "2018-01-01", &[text])).collect();
            index.take(&news(entries)).await.expect("taken");
            numbers(&index, &typed).await
        });
        found.sort_unstable();
        prop_assert_eq!(found, seen);
    }
}
