//! How large an index of a hundred thousand acts is, and how long it takes to fill it and to ask it. The texts are invented, of the
//! length that items, opinions and minutes have; a word that is looked for stands in every second one, which is the worst that can be asked.
//!
//! `cargo run -p search --example measure_search --profile quick`

use script::Query;
use search::{Entry, Index, Mark, News};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// Ten thousand tasks and documents, and then ten acts on each of as many.
const SIZES: [u32; 2] = [10_000, 100_000];

/// How often each is asked.
const TIMES: usize = 25;

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
    ["大湾区", "台灣", "區", "示範口岸 長者", "cooperacao", "\"youth exchange\"", "第 7777 號", "沒有這個詞"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("counterpart-measure-{}", std::process::id()));
    for acts in SIZES {
        std::fs::create_dir_all(&folder)?;
        let measured = measure(&folder.join("search.db"), acts).await;
        std::fs::remove_dir_all(&folder)?;
        measured?;
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    Ok(())
}

/// Fills an index with so many acts, and asks it.
async fn measure(path: &Path, acts: u32) -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::open(path).await?;
    let (began, mut characters) = (Instant::now(), 0);
    for first in (1..=acts).step_by(200) {
        let entries = (first..first + 200).map(|number| entry(number, acts)).collect::<Vec<_>>();
        characters += entries.iter().flat_map(|entry| &entry.texts).map(|(_, text)| text.chars().count()).sum::<usize>();
        let mark = Mark { number: first + 199, act: "00".to_owned() };
        index.take(&News { entries, marks: BTreeMap::from([("macao".to_owned(), mark)]), ..News::default() }).await?;
    }
    let size = std::fs::metadata(path)?.len() as f64 / 1e6;
    println!("{acts} acts, {characters} characters: filled in {:.1} s, {size:.1} MB", began.elapsed().as_secs_f64());
    let mut all = Vec::new();
    for typed in ASKED {
        let (mut times, mut count) = (Vec::new(), 0);
        for _ in 0..TIMES {
            let began = Instant::now();
            let found = index.find(&Query::read(typed), "2030-01-01", None, 8).await?;
            times.push(began.elapsed().as_secs_f64() * 1e3);
            count = found.counts.values().sum();
        }
        println!("  {typed}: {count} texts, {}", said(&mut times));
        all.extend(times);
    }
    println!("  all: {}", said(&mut all));
    Ok(())
}

/// The middle of some times, and what one in twenty is above.
fn said(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    format!("median {:.1} ms, p95 {:.1} ms", times[times.len() / 2], times[times.len() * 95 / 100])
}

/// An act of eight years with a text of some forty to two hundred characters, always the same for its number.
fn entry(number: u32, of: u32) -> Entry {
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
        day: format!("20{:02}-{:02}-{:02}", 17 + u64::from(number) * 8 / u64::from(of), 1 + next(12), 1 + next(28)),
        texts: vec![(0, format!("第 {number} 號：{}。", pieces.join("，")))],
    }
}
