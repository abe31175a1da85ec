//! The tests that need the shared folder: the founding text itself, which is not part of this repository.
//! With COUNTERPART_SHARED=required its absence is a failure; elsewhere one line says how many tests did not run.
#![allow(clippy::disallowed_methods)]

use documents::{Date, Likeness, ProblemKind, Severity, compare, expected, read};
use std::io::Write;
use std::path::PathBuf;

/// The founding text: the official copy as it came out of its PDF.
const FOUNDING: &str = "seeds/000_eed6e350de199f61.txt";

/// Computed apart from this crate: Python's hashlib over the copy with all white space taken out, cut at the marks, with
/// U+0020 put back around the figures of the date and U+000A between the lines of title, signatures and items.
const GOLDEN: [(&str, &str); 29] = [
    ("title", "2b3fec1028ad16b621432b15cd894d6fab46996d1e9ed97473d4b993e1ca1754"),
    ("preamble", "4bbae25a92daff0e371ce9ac68c8d0b5b3b13e4f255e98fca7b9728f2a56ec2f"),
    ("art_1", "25f02527cfaa3924566aa6f2fd97b3c89b227f9d1619407f927127dc06e4f5e5"),
    ("art_2", "8ddd7c17d4cbb1480d79718a980c1eb835e8bdf8f98b910e63c6188b14bf78d6"),
    ("art_3", "dd1f898b1e3dcc5d9059c284a6c27fecb3c166b0351fd448225789f98bbe8e0b"),
    ("art_4", "dd7eab2fab987846d903cf82ebf1fc9414f1048017a1a90e43184bc43196ed61"),
    ("art_5", "de16faf1625fa67b42cb7f117a0dee265e26c3102491bbb977d97672f1b48156"),
    ("art_6", "74be25f4d2a4549ea061f7732d06861c9f9384500ee62f73cd2696d02d705b86"),
    ("art_7", "d054f9a511e22b4ac5c33f1b5f108e436b7633d53f03e0c1f150bd0aba20ed6a"),
    ("art_8", "5787f9ce0d8f243924f9f24142afd28d25e508083640f89955cba97a402b3af2"),
    ("art_9", "791b79e9bc7ec7a2fef747956d67d8622f3fb456421adf872c30721133e227fe"),
    ("art_10", "6a4631e437a31f56a6c71b95a16f2d4f8c3d0de530dc719eb0407935d36410db"),
    ("art_11", "b37520241f26a155db572a4dd4a5f36db078ec57909b6481408abdcf51a67b2e"),
    ("art_12", "88cd0e49849753e2d19b8cc7ea814e3146228e40acc2b901f5ede153f80440fc"),
    ("art_13", "cc38e8d715edd68e08c864ec2f124b7cc47fe899a473da24d00f1fb6d9db4d6b"),
    ("final_1", "720bea29901e10235010b444c8484a9769388c5e68aea5aed46479c1629a55f2"),
    ("final_2", "0996c47c113897498d4d2111d07d7e8a28f1843ea566cec5eb7bf3bfaaa38435"),
    ("final_3", "ebffb4293b0579259044c87b57e95f4c11aa7831684760483896efd014c19b0b"),
    ("signatures", "2a486f32d9361f07080e13b603ad0af786d9c6ccbd83764af3a6dedfa231ca7b"),
    ("art_3.item_1", "79793f12d3a30c72f36f49750541381fcd059a52891a7b98aab3f2abf50123f6"),
    ("art_3.item_2", "aaa15e02be6b9517e2bf07b85b1934937c1fb3a094c1e14c2df2b891fd9f2050"),
    ("art_3.item_3", "b275b5b66ab97d5fe12b837398ca9a82fc15c0c08922445de0278630fb0c9889"),
    ("art_3.item_4", "c01765c2d1a6e184d5392dd8c91631bc65e4683bb8a6b53f2ebc547a5290211f"),
    ("art_3.item_5", "d552ae983af37bc2498302cf42be5b07024bf9b804a10f6a756dea6f81a95a14"),
    ("art_10.s_1", "9c26d6cf084de5b2a5966e889852e447722c4e20c33819931347a3ab72e1f9ba"),
    ("art_10.s_2", "88f0801fb6edc2cc463364a5b53233aa41a24c0944a50af7ed2cdf91a67e304e"),
    ("art_10.s_3", "d31cbbb9d399f22022eda8fdbcb0df972bb416f7cac68dc4c04ba165544a0339"),
    ("art_10.s_4", "051efa091974c8d8ed30f7c0d277805d5c5ef9912a0d175ee41ebfce9706c43b"),
    ("art_10.s_5", "163b656a861f6aec0eb85129fd7dd2d55bb8ed4a050570d3dd71602d60aa0d62"),
];

/// What a test is called, and the test on the founding text.
type Test = (&'static str, fn(&str));

const TESTS: [Test; 6] = [
    ("the structure is found", structure),
    ("the hashes are those computed apart", hashes),
    ("the end of the text is understood", end),
    ("the one doubt is reported", doubt),
    ("every byte has an owner", owners),
    ("another orthography is a variant", orthography),
];

#[test]
fn the_founding_text() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let required = std::env::var_os("COUNTERPART_SHARED").is_some_and(|value| value == "required");
    if !folder.is_dir() {
        assert!(
            !required,
            "COUNTERPART_SHARED is required, but ../shared is absent; put the shared folder beside the repository"
        );
        // Written past the capture of the test runner, which hides what a passing test prints.
        let count = TESTS.len();
        writeln!(std::io::stderr(), "shared: {count} tests did not run (../shared is absent)").expect("stderr");
        return;
    }
    let input = std::fs::read_to_string(folder.join(FOUNDING)).expect("the founding text in the shared folder");
    for (name, test) in TESTS {
        eprintln!("shared: {name}");
        test(&input);
    }
}

fn structure(input: &str) {
    let text = read(input).text;
    let ids: Vec<String> = text.provisions.iter().map(|provision| provision.id.to_string()).collect();
    let articles = (1..=13).map(|number| format!("art_{number}"));
    let finals = (1..=3).map(|number| format!("final_{number}"));
    let all = ["title", "preamble"].map(String::from).into_iter().chain(articles).chain(finals);
    assert_eq!(ids, all.chain(["signatures".to_owned()]).collect::<Vec<_>>());
    let chapters: Vec<_> = text.chapters.iter().map(|chapter| (chapter.number, chapter.heading.as_str())).collect();
    let headings = ["總則", "合作重點領域", "體制機制安排", "其他"];
    assert_eq!(chapters, (1..=4).map(Some).zip(headings).collect::<Vec<_>>());
    let chapter_of = |id: &str| text.provision(id).and_then(|one| one.chapter.as_ref()).map(|chapter| chapter.as_str());
    let table = [("art_3", "ch_1"), ("art_4", "ch_2"), ("art_10", "ch_2"), ("art_11", "ch_3"), ("final_1", "ch_4")];
    assert!(table.iter().all(|(id, chapter)| chapter_of(id) == Some(*chapter)));
    assert_eq!(text.provisions.iter().map(|provision| provision.items.len()).sum::<usize>(), 5);
    assert_eq!(text.provision("art_3").expect("article 3").items.len(), 5);
    let heading = |id: &str| text.provision(id).and_then(|one| one.heading.clone());
    assert_eq!(heading("art_1").as_deref(), Some("合作宗旨"));
    assert_eq!(heading("art_12").as_deref(), Some("健全實施機制"));
    assert_eq!(text.provisions.iter().filter(|provision| provision.heading.is_some()).count(), 13);
}

fn hashes(input: &str) {
    let text = read(input).text;
    for (id, hash) in GOLDEN {
        assert_eq!(text.part(id).map(|part| part.hash.to_string()).as_deref(), Some(hash), "{id}");
    }
}

fn end(input: &str) {
    let text = read(input).text;
    assert_eq!(text.signatories.len(), 4);
    let signing = text.signing.expect("a date");
    assert_eq!(signing.date, Date { year: 2017, month: 7, day: 1 });
    assert_eq!((signing.place.as_deref(), signing.provision.as_str()), (Some("香港"), "final_3"));
    let copies = text.copies.expect("a number of originals");
    assert_eq!((copies.count, copies.provision.as_str()), (4, "final_2"));
}

fn doubt(input: &str) {
    let reading = read(input);
    let [problem] = &reading.problems[..] else { panic!("one problem, not {:?}", reading.problems) };
    assert_eq!(problem.kind, ProblemKind::DoubtfulParagraphEnd { width: 58, full_width: 60 });
    assert_eq!((problem.severity(), problem.line), (Severity::Doubt, 106));
    assert!(reading.text.provision("art_5").expect("article 5").span.contains(&problem.offset));
}

fn owners(input: &str) {
    let text = read(input).text;
    let provisions = text.provisions.iter().map(|provision| provision.span.clone());
    let mut spans: Vec<_> = provisions.chain(text.chapters.iter().map(|chapter| chapter.span.clone())).collect();
    spans.sort_by_key(|span| span.start);
    assert_eq!((spans[0].start, spans[spans.len() - 1].end), (0, input.len()));
    assert!(spans.windows(2).all(|pair| pair[0].end == pair[1].start));
}

fn orthography(input: &str) {
    let pairs = [("平臺", "平台"), ("高水準", "高水平"), ("「", "“"), ("」", "”")];
    let variants = pairs.map(|(from, to)| (from.to_owned(), to.to_owned()));
    let known = expected(&read(input).text, &variants);
    let copy = pairs.iter().fold(input.replace(" 年 ", "年"), |copy, (from, to)| copy.replace(to, from));
    let outcome = compare(&read(&copy).text, &known, &variants);
    let count = |wanted| outcome.iter().filter(|(_, likeness)| *likeness == wanted).count();
    assert_eq!(count(Likeness::Same) + count(Likeness::Variant), 19);
    assert!(count(Likeness::Variant) >= 5);
    let altered = input.replace("四份", "五份");
    let outcome = compare(&read(&altered).text, &known, &variants);
    let changed: Vec<_> = outcome.iter().filter(|(_, likeness)| *likeness != Likeness::Same).collect();
    assert_eq!(changed, [&("final_2".to_owned(), Likeness::Changed)]);
}
