//! Every page of the year that is over: usable by everybody in each language, and on paper.

use super::*;
use browser::Look;
use browser::usable::{looked_at, nothing_wrong};

/// The pages of the year as an officer of Guangdong has them.
const PAGES: [&str; 23] = [
    "desk",
    "key_work/2021",
    "key_work/2021?by=party",
    "key_work/2021/item/1",
    "key_work/2021/item/2",
    "key_work/2021/round",
    "key_work/2021/propose",
    "key_work/2022",
    "key_work/2022/propose",
    "annual_meeting/2021",
    "matter/key_work/2021",
    "matter/annual_meeting/2021",
    "year/2021",
    "record",
    "letters",
    "letters/at_a_glance/key_work/2021",
    "departments/key_work/2021",
    "clearance",
    "liaison?with=guangdong,hong_kong",
    "leadership",
    "reply_pack",
    "search?q=夜間通道",
    "send/report_progress/key_work/2021?item=1",
];

/// How the pages are looked at in each language: Portuguese has the longest words, Simplified Chinese is as long as Traditional.
const LOOKS: [(&str, &[Look]); 4] =
    [("zh-Hant", &Look::DAY), ("zh-Hans", &[Look::DAY[0]]), ("en", &Look::DAY), ("pt", &Look::DAY_AND_NARROWEST)];

pub fn everybody_can_use(world: &World) {
    kept::and_found_by_those_it_is_for(world);
    let reader = liaison(world, GUANGDONG);
    let mut wrong = Vec::new();
    for (tag, looks) in LOOKS {
        for path in PAGES {
            reader.open(&format!("{}/{tag}/{path}", world.demo.node(GUANGDONG)));
            assert_eq!(reader.status(), 200, "{tag}/{path}");
            wrong.extend(looked_at(world, &reader, looks, tag, &format!("year {path}")));
        }
    }
    nothing_wrong(wrong);
    for path in PAGES {
        reader.open(&at(world, GUANGDONG, path));
        let pdf = reader.print();
        let sheets = String::from_utf8_lossy(&pdf).matches("/Type /Page\n").count();
        assert!(pdf.starts_with(b"%PDF-") && (1..=20).contains(&sheets), "{path}: {sheets} sheets of paper");
    }
}
