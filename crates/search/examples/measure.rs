//! How large an index of a hundred thousand acts is, and how long it takes to fill it and to ask it. The texts are invented, of the
//! length that items, opinions and minutes have.
//!
//! `cargo run -p search --example measure --profile quick`

use script::Query;
use search::{Entry, Index, Mark, News};
use std::collections::BTreeMap;
use std::time::Instant;

/// Ten acts on each of ten thousand tasks.
const ACTS: u32 = 100_000;

/// Pieces of which the texts are made.
const PIECES: [&str; 24] = [
    "粵港澳大灣區",
    "青年創業",
    "科研儀器",
    "共用清單",
    "跨境預約",
    "示範口岸",
    "客運通道",
    "延時開放",
    "長者醫療券",
    "互用試點",
    "無障礙設施",
    "完成標準",
    "牽頭單位",
    "示範部門甲",
    "實習名額",
    "互認",
    "金融服務",
    "綠色發展",
    "法律及爭議解決",
    "臺灣同胞",
    "cooperação regional",
    "youth exchange",
    "CEPA",
    "半年後檢討",
];

/// What is asked for.
const ASKED: [&str; 8] =
    ["大湾区", "台灣", "區", "示範口岸 長者", "cooperacao", "\"youth exchange\"", "第 77777 號", "沒有這個詞"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("counterpart-measure-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("search.db");
    let index = Index::open(&path).await?;
    let (began, mut characters) = (Instant::now(), 0);
    for first in (1..=ACTS).step_by(200) {
        let entries = (first..first + 200).map(entry).collect::<Vec<_>>();
        characters += entries.iter().flat_map(|entry| &entry.texts).map(|(_, text)| text.chars().count()).sum::<usize>();
        let mark = Mark { number: first + 199, act: "00".to_owned() };
        index.take(&News { entries, marks: BTreeMap::from([("macao".to_owned(), mark)]), ..News::default() }).await?;
    }
    println!("{ACTS} acts, {characters} characters: filled in {:.1} s", began.elapsed().as_secs_f64());
    println!("size: {:.1} MB", std::fs::metadata(&path)?.len() as f64 / 1e6);
    for typed in ASKED {
        let mut times = Vec::new();
        let mut count = 0;
        for _ in 0..5 {
            let began = Instant::now();
            let found = index.find(&Query::read(typed), "2030-01-01", None, 8).await?;
            times.push(began.elapsed().as_secs_f64() * 1e3);
            count = found.counts.values().sum();
        }
        times.sort_by(f64::total_cmp);
        println!("{typed}: {count} texts, {:.1} ms (median of {})", times[times.len() / 2], times.len());
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// An act with a text of some forty to two hundred characters, always the same for its number.
fn entry(number: u32) -> Entry {
    let mut state = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let pieces = (0..8 + next(24)).map(|_| PIECES[next(PIECES.len() as u64) as usize]).collect::<Vec<_>>();
    let kind = ["task", "opinion", "opinion", "meeting", "letter"][next(5) as usize];
    Entry {
        log: "macao".to_owned(),
        number,
        kind: kind.to_owned(),
        day: format!("20{:02}-{:02}-{:02}", 17 + number / 12_500, 1 + next(12), 1 + next(28)),
        texts: vec![(0, format!("第 {number} 號：{}。", pieces.join("，")))],
    }
}
