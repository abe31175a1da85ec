//! An invented agreement of four towns, with the structure and the traps of the founding text: parties on top, a split
//! title, pages broken inside sentences, dash items, Latin letters, a full line that ends a sentence, unnumbered
//! closing clauses, two signatories on one line.

use documents::{Date, Likeness, ProblemKind, ProvisionKind, Severity, compare, expected, read, read_bytes};
use expect_test::expect;

const AGREEMENT: &str = include_str!("founding_shaped.txt");

/// Computed apart from this crate: Python's hashlib over the paragraphs as they were written before being broken into
/// lines and pages; the lines of title and signatures, and the paragraphs of one article, are joined by U+000A.
const GOLDEN: [(&str, &str); 29] = [
    ("title", "4730e9f8da161e637148627c60e9a2f0631b791dae52f772eeaf1b07a3577c20"),
    ("preamble", "ad81b2bf04053a56d641713950e90b2f408c377056ee447c0dc8b6ae72b462f9"),
    ("art_1", "f4908164a7f0a089e03d12b630da506bf107ecc5b4da6b7f4de2f01a33d3d7c5"),
    ("art_2", "282687756b71480e4b9e4b7f82b58196c223e2f3bed053251b0dcd64178b3aab"),
    ("art_3", "2710d56606aebce58cc8b546b99fb4708cbfad3aeabc1622dd40497d51aedf16"),
    ("art_4", "7ec2c575ee487da03472ade1d1814cbb58dce343d114fd19982d37908deba016"),
    ("art_5", "5b5824d093700a4ba825f7b475a6fd6e34fd06d735c49309d82e8f0fedaff9db"),
    ("art_6", "e2ef83a107a3a7ef5c9f02e405a28c5e84cc63337cda203202078212e19f1cb4"),
    ("art_7", "55fbc50d2b43af967922324757f8d640ae5bb19d4c4498d4ba7b717bf25f4ec8"),
    ("art_8", "d1d549c8bb5932a9510952d4357ce6eabd9d702a9b125cec4bc6a3e1a4803e71"),
    ("art_9", "29bf0a5a7e1e70763e96ca85cb1c1275436f4739890933d24231bec126c6c527"),
    ("art_10", "be76b1747c295f286612d2f1b4883f040fbd200b15515ab2e039f6dc23f4f8ea"),
    ("art_11", "916e7dbc20d7b7fa8932e26560b6bef3f3c4a0edffd89b859f364affaa4f8f01"),
    ("art_12", "9fee981188305722a163cd3e10accb8829dfec712c40f15c7d6b3038dd7cdaeb"),
    ("art_13", "83caf7122abf5b5518fd00fc788a5f54f5bd67c7382be93b26eb9820219030ee"),
    ("final_1", "5317a390ebf5243a4e7b9c2ca7a497eb405decf28b065e028de96a3805a4fe65"),
    ("final_2", "f3f0832d4ce71743ea325ad7295498a750fc65afcbf00b729b76624d05835e36"),
    ("final_3", "e58db903b9ad056c6830b842b0bb08a71cc97e6b26564c466714498fca6a8fb4"),
    ("signatures", "7f77800ab89ce0be931fd5094e062682d5b94be5067edf45a083de2c9cd3c0d9"),
    ("art_3.item_1", "58cee2ce75a93d470f76292bfdb70f43086b6d29c7108dad0e532b37d0e17a0a"),
    ("art_3.item_2", "6f023708e3a73a37b0225b8cdccd0660a61c18df1b0ca78b3722ff4196b622eb"),
    ("art_3.item_3", "5dd3f1769d5ca65e3a72c851b92c3ddfdf7cfa12aefbde1d8f08a06c78a3c14d"),
    ("art_3.item_4", "7f8152ae59e182cf6900aec2e9ab85222b803d22ff60135d3e5c5d3e344b4472"),
    ("art_3.item_5", "f3d282521e596b60d00a52d62e1a7539008073a5b252648be302fb61983b15ec"),
    ("art_10.s_1", "ea6098e1eb5955b5cefeaf94071b54516a9cad72d4e7bcfc6231a4f081f66471"),
    ("art_10.s_2", "c11f8ab8084ed3bd2bfb166862d10729873855dde83742b4421c396ba21815a5"),
    ("art_10.s_3", "30a919670eed391384caee99c26e3c42f72adea2279f9351276abd8ab15dfe03"),
    ("art_10.s_4", "f8d8985b15e3450490f528129994d9523915b49b29e478acc7c7a5fedb110066"),
    ("art_10.s_5", "045b8c82b0763ce1cf3720451a7baad0bb8597860bfd47aa669c43899abf06e2"),
];

#[test]
fn the_structure_is_found() {
    let text = read(AGREEMENT).text;
    let mut shown = String::new();
    for provision in &text.provisions {
        let chapter = provision.chapter.as_ref().map_or("-", |chapter| chapter.as_str());
        let heading = provision.heading.as_deref().unwrap_or("-");
        let printed = provision.printed.as_deref().unwrap_or("-");
        let (items, sentences) = (provision.items.len(), provision.sentences.len());
        shown += &format!("{} {chapter} {printed} {heading} {items} {sentences}\n", provision.id);
    }
    for chapter in &text.chapters {
        shown += &format!("{} {} {}\n", chapter.id, chapter.printed, chapter.heading);
    }
    expect![[r#"
        title - - - 0 0
        preamble - - - 0 1
        art_1 ch_1 （一） 協議宗旨 0 2
        art_2 ch_1 （二） 協議目標 0 2
        art_3 ch_1 （三） 協議守則 5 1
        art_4 ch_2 （四） 連接道路與渡口 0 3
        art_5 ch_2 （五） 開放河谷市集 0 4
        art_6 ch_2 （六） 興辦河谷學堂 0 2
        art_7 ch_2 （七） 扶助手藝與農產 0 3
        art_8 ch_2 （八） 照顧老人與孩童 0 2
        art_9 ch_2 （九） 參加流域往來 0 2
        art_10 ch_2 （十） 支持試驗園區 0 5
        art_11 ch_3 （十一） 定期會商 0 3
        art_12 ch_3 （十二） 辦理年度事項 0 3
        art_13 ch_3 （十三） 請居民參與 0 4
        final_1 ch_4 - - 0 2
        final_2 ch_4 - - 0 1
        final_3 ch_4 - - 0 1
        signatures - - - 0 0
        ch_1 一、 總則
        ch_2 二、 合作領域
        ch_3 三、 會商與參與
        ch_4 四、 其他
    "#]]
    .assert_eq(&shown);
}

#[test]
fn kinds_and_numbers_follow_the_marks() {
    let text = read(AGREEMENT).text;
    let count = |kind| text.provisions.iter().filter(|provision| provision.kind == kind).count();
    assert_eq!(count(ProvisionKind::Article), 13);
    assert_eq!(count(ProvisionKind::Final), 3);
    assert_eq!(count(ProvisionKind::Clause), 0);
    let numbers: Vec<_> = text.provisions.iter().filter_map(|provision| provision.number).collect();
    assert_eq!(numbers, (1..=13).collect::<Vec<_>>());
    let items = &text.provision("art_3").expect("article 3").items;
    let headings: Vec<_> = items.iter().filter_map(|item| item.heading.as_deref()).collect();
    let expected = ["河流為先，量水而行", "各展所長，互通有無", "居民作主，公所服務", "先試後推，小步快走", "留住古道，少添燈火"];
    assert_eq!(headings, expected);
    assert!(items.iter().all(|item| item.printed == "——" && item.number.is_none() && item.sentences.len() == 2));
}

#[test]
fn hashes_are_those_of_the_unbroken_text() {
    let text = read(AGREEMENT).text;
    for (id, hash) in GOLDEN {
        let part = text.part(id).unwrap_or_else(|| panic!("{id} is missing"));
        assert_eq!(part.hash.to_string(), hash, "{id}: {}", part.characters);
    }
}

#[test]
fn the_end_of_the_text_is_understood() {
    let text = read(AGREEMENT).text;
    let names: Vec<_> = text.signatories.iter().map(|signatory| signatory.name.as_str()).collect();
    assert_eq!(names, ["清源鎮發展委員會主任", "上游鎮鎮長", "河口鎮鎮長", "南岸鎮鎮長"]);
    assert!(text.signatories.iter().all(|one| AGREEMENT[one.span.clone()] == one.name));
    let signing = text.signing.expect("a date");
    assert_eq!(signing.date, Date { year: 2019, month: 4, day: 30 });
    assert_eq!((signing.place.as_deref(), signing.provision.as_str()), (Some("河口鎮"), "final_3"));
    let copies = text.copies.expect("a number of originals");
    assert_eq!((copies.count, copies.provision.as_str()), (4, "final_2"));
}

#[test]
fn the_one_doubt_is_reported() {
    let problems = read(AGREEMENT).problems;
    let shown: Vec<String> = problems.iter().map(|problem| format!("{:?} {problem}", problem.severity())).collect();
    expect![[r#"
        Doubt 68:29: a sentence ends with a line of 58 columns of 60; read as one paragraph, check the signed copy"#]]
    .assert_eq(&shown.join("\n"));
    assert!(AGREEMENT[problems[0].offset..].starts_with("。\n\n鼓勵青年"));
}

#[test]
fn characters_stand_without_layout() {
    let text = read(AGREEMENT).text;
    let title = "清源鎮發展委員會\n上游鎮公所\n河口鎮公所\n南岸鎮公所\n共治清源河谷\n推進河谷聯合建設協議";
    assert_eq!(text.provision("title").expect("a title").characters, title);
    assert_eq!(text.provision("final_3").expect("a clause").characters, "本協議於 2019 年 4 月 30 日在河口鎮簽署。");
    assert_eq!(text.part("art_10.s_3").expect("a sentence").characters, "設立青年試驗田。");
    assert!(text.provision("art_5").expect("article 5").characters.contains("的辦法》(VRT)及其附件"));
    assert_eq!(text.part("art_14"), None);
    assert_eq!(text.part("art_10.s_6"), None);
}

#[test]
fn another_layout_is_the_same_text() {
    let text = read(AGREEMENT).text;
    let known = expected(&text, &[]);
    for other in [AGREEMENT.replace('\n', "\r\n"), AGREEMENT.replace("\n\n", "\n"), AGREEMENT.replace(" \n", "\n")] {
        let outcome = compare(&read(&other).text, &known, &[]);
        assert!(outcome.iter().all(|(_, likeness)| *likeness == Likeness::Same), "{outcome:?}");
        assert_eq!(outcome.len(), 19);
    }
}

/// The errors that one replacement brings into the agreement.
fn check(from: &str, to: &str, expected: &[ProblemKind]) {
    let damaged = AGREEMENT.replacen(from, to, 1);
    assert_ne!(damaged, AGREEMENT, "{from}");
    let problems = read(&damaged).problems.into_iter().map(|problem| problem.kind);
    let found: Vec<_> = problems.filter(|kind| kind.severity() == Severity::Error).collect();
    assert_eq!(found, expected, "{from} → {to}");
}

#[test]
fn wrong_numbers_are_reported() {
    let level = documents::Level::Article;
    check(
        "（七）",
        "（八）",
        &[ProblemKind::NumberSkipped { level, expected: 7, found: 8 }, ProblemKind::NumberRepeated { level, number: 8 }],
    );
    check("（七）", "（十十）", &[ProblemKind::UnknownNumeral { printed: "（十十）".into() }]);
    check(
        "一、總則",
        "",
        &[
            ProblemKind::ArticleOutsideChapter,
            ProblemKind::ArticleOutsideChapter,
            ProblemKind::ArticleOutsideChapter,
            ProblemKind::NumberSkipped { level: documents::Level::Chapter, expected: 1, found: 2 },
        ],
    );
    check(
        "三、會商與參與",
        "三、會商與參與\n四、空章\n五、又一章",
        &[
            ProblemKind::ChapterWithoutContent,
            ProblemKind::ChapterWithoutContent,
            ProblemKind::NumberRepeated { level: documents::Level::Chapter, number: 4 },
        ],
    );
}

#[test]
fn losses_at_the_end_are_reported() {
    check("4 月 30 日", "4 月 31 日", &[ProblemKind::UnrealDate { year: 2019, month: 4, day: 31 }]);
    check("4 月 30 日", "暮春", &[ProblemKind::NoDate]);
    check("試驗田", "試\u{fffd}田", &[ProblemKind::ReplacementCharacter { count: 1 }]);
    check("試驗田", "試\u{e123}田", &[ProblemKind::PrivateUseCharacter { character: '\u{e123}', count: 1 }]);
    let end = AGREEMENT.find("清源鎮發展委員會主任").expect("the signatures");
    check(&AGREEMENT[end..], "", &[ProblemKind::NoSignatures]);
}

#[test]
fn damaged_bytes_keep_their_place() {
    let place = AGREEMENT.find("試驗田").expect("the words");
    let mut bytes = AGREEMENT.as_bytes().to_vec();
    bytes[place] = 0xff;
    let reading = read_bytes(&bytes);
    let errors: Vec<_> = reading.problems.iter().filter(|problem| problem.severity() == Severity::Error).collect();
    assert_eq!(errors.len(), 1);
    assert_eq!((&errors[0].kind, errors[0].offset), (&ProblemKind::InvalidUtf8 { bytes: 3 }, place));
    let whole = read(AGREEMENT).text;
    let touched: Vec<_> = whole.provisions.iter().zip(&reading.text.provisions).filter(|(a, b)| a != b).collect();
    assert_eq!(touched.len(), 1);
    assert_eq!(touched[0].0.id, "art_10");
    assert_eq!(touched[0].0.span, touched[0].1.span);
}
