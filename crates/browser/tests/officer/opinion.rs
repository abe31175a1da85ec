//! An opinion in the opinion round: filled in, refused or checked, sent, and read by the others.

use super::{GUANGDONG, HONG_KONG, MACAO, NDRC, at, does_not_say, fault, hong_kong, says};
use browser::session::Scripts;
use browser::table::World;
use browser::{Key, Officer, Session};

/// The form, as the desk leads to it.
const FORM: &str = "send/give_opinion/key_work/2020?item=1";
/// The matter with all its acts.
const MATTER: &str = "matter/key_work/2020";
/// The beginning of what is asked about.
const ASKED: &str = "第 1 項（徵求意見稿）：青年實習名額互認";

/// What Hong Kong remarks: as a text is typed, with whatever stands in it.
const REMARKS: &str =
    "一、建議示範期為兩年。\n二、\"名額\"一詞宜作 <名額總數>；\n\n<script>document.title = 'x'</script> & 其餘同意。";

pub fn refused_to_ndrc(world: &World) {
    let reader = world.officer(NDRC, Officer::Liaison);
    reader.open(&format!("{}/pt/{FORM}", world.demo.node(NDRC)));
    reader.choose("#act-opinion", "reserva");
    reader.write("#act-remarks", "Uma observação.");
    reader.go("#act button");
    assert_eq!(reader.status(), 422);
    let refused = reader.all(".refused").join(" ");
    assert!(refused.contains("este acto não cabe") && refused.contains("Macau"), "{refused}");
    assert_eq!(kept(&reader), ("1".to_owned(), "reserve".to_owned(), "Uma observação.".to_owned()));
    reader.shot("officer-refused");
}

pub fn on_no_item(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.open(&format!("{}/zh-Hant/{FORM}", world.demo.node(HONG_KONG)));
    // No form offers it, but anybody can send it.
    reader.script("document.querySelector('#act-item').value = '9'", &[]);
    reader.choose("#act-opinion", "不同意");
    reader.write("#act-remarks", "一處意見");
    reader.go("#act button");
    let refused = reader.all(".refused").join(" ");
    assert!(reader.status() == 422 && refused.contains("此事項未見第 9 項"), "{refused}");
    assert_eq!(kept(&reader), ("9".to_owned(), "disagree".to_owned(), "一處意見".to_owned()));
}

pub fn not_chosen(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.open(&at(world, HONG_KONG, FORM));
    reader.write("#act-remarks", "no choice yet");
    reader.go("#act button");
    assert_eq!(fault(&reader, "#act-opinion"), "Please fill this in.");
    assert_eq!(kept(&reader), ("1".to_owned(), String::new(), "no choice yet".to_owned()));
}

pub fn in_other_languages(world: &World) {
    for scripts in [Scripts::On, Scripts::Off] {
        let reader = world.reader();
        reader.run_scripts(scripts);
        world.sign_in(&reader, HONG_KONG, Officer::Liaison);
        let before = acts(world, &reader, HONG_KONG, "hong_kong").len();
        reader.open(&at(world, HONG_KONG, FORM));
        reader.choose("#act-opinion", "agree in principle, with changes");
        reader.write("#act-remarks", "half of it,\n示範");
        reader.choose("#act-audience", "all parties");
        for tag in ["pt", "zh-Hans", "zh-Hant"] {
            reader.go(&format!("nav.lang button[lang={tag}]"));
            assert_eq!(reader.address(), format!("{}/{tag}/{FORM}", world.demo.node(HONG_KONG)));
            assert_eq!(reader.status(), 200);
            assert_eq!(kept(&reader), ("1".to_owned(), "agree_with_changes".to_owned(), "half of it,\n示範".to_owned()), "{tag}");
            assert_eq!(reader.value("#act-audience"), "all_parties", "{tag}");
            assert!(reader.all(".fault, .refused").is_empty(), "{tag}: nothing is judged");
        }
        reader.shot("officer-opinion-turned");
        assert_eq!(acts(world, &reader, HONG_KONG, "hong_kong").len(), before, "nothing was sent");
    }
    // Enter in a line sends the form as its own button does.
    let reader = world.reader();
    world.sign_in(&reader, HONG_KONG, Officer::Liaison);
    reader.open(&at(world, HONG_KONG, "departments/key_work/2020"));
    reader.choose("#answer-opinion", "agree");
    reader.write("#answer-department", "示範部門辛");
    reader.and_wait(|| reader.press(Key::Enter));
    assert_eq!(reader.address(), at(world, HONG_KONG, "departments/key_work/2020"));
    assert!(
        reader.all("main thead th").contains(&"示範部門辛".to_owned()),
        "the answer was noted: {:?}",
        reader.all("main thead th")
    );
}

/// What stands in the form: item, opinion, remarks.
fn kept(reader: &Session<'_>) -> (String, String, String) {
    (reader.value("#act-item"), reader.value("#act-opinion"), reader.value("#act-remarks"))
}

pub fn of_hong_kong(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    reader.go("a.do[href$='item=1']");
    assert_eq!(reader.address(), at(world, HONG_KONG, FORM));
    assert!(reader.all(".quoted blockquote").concat().starts_with(ASKED), "the text that it is about");
    reader.choose("#act-opinion", "agree in principle, with changes");
    reader.write("#act-remarks", "a first draft");
    reader.choose("#act-audience", "all parties");
    reader.shot("officer-opinion-form");
    reader.follow("Next: check it");
    says(&reader, "agree in principle, with changes");
    says(&reader, "The act itself is read by all parties of the agreement.");
    says(&reader, "Its texts: all parties.");
    says(&reader, "cannot be taken back");
    reader.follow("Go back and change");
    assert_eq!(kept(&reader), ("1".to_owned(), "agree_with_changes".to_owned(), "a first draft".to_owned()));
    assert_eq!(reader.value("#act-audience"), "all_parties");
    reader.write("#act-remarks", REMARKS);
    reader.follow("Next: check it");
    assert_eq!(reader.all("blockquote").last().map(String::as_str), Some(REMARKS), "as typed");
    reader.shot("officer-opinion-review");
    reader.follow("Send");
    let place = reader.address();
    assert!(place.starts_with(&at(world, HONG_KONG, "act/hong_kong/")), "{place}");
    assert!(reader.all("blockquote").contains(&REMARKS.to_owned()), "{:?}", reader.all("blockquote"));
    assert!(!reader.text("return document.title").starts_with('x'), "what is typed never runs");
    reader.shot("officer-opinion-act");
}

pub fn sent_twice(world: &World) {
    let reader = hong_kong(world, Officer::Liaison);
    let before = acts(world, &reader, HONG_KONG, "hong_kong").len();
    send(world, &reader, HONG_KONG, 2, "agree", "twice?", "all parties");
    let place = reader.address();
    reader.back();
    // A browser may ask first whether a form is to be sent again; this is to say yes to it.
    if reader.all("#send button").is_empty() {
        reader.refresh();
    }
    reader.follow("Send");
    assert_eq!(reader.address(), place, "the same act");
    let acts = acts(world, &reader, HONG_KONG, "hong_kong");
    assert_eq!(acts.len(), before + 1, "one act more: {acts:?}");
}

pub fn read_by_ndrc(world: &World) {
    let reader = world.officer(NDRC, Officer::Liaison);
    let item = at(world, NDRC, "key_work/2020/item/1");
    reader.wait_for("Hong Kong's opinion", |reader| {
        reader.open(&item);
        !reader.all("dl.replies a[href^='/en/act/hong_kong/']").is_empty()
    });
    says(&reader, "Agree in principle, with changes");
    reader.go("dl.replies a[href^='/en/act/hong_kong/']");
    assert!(reader.all("blockquote").contains(&REMARKS.to_owned()), "{}: {:?}", reader.address(), reader.all("blockquote"));
    reader.shot("officer-opinion-at-ndrc");
}

pub fn by_keyboard(world: &World) {
    let reader = world.officer(MACAO, Officer::Liaison);
    let way = reader.tab_to("the opinion", |focus| focus.href.ends_with("give_opinion/key_work/2020?item=1"));
    assert!(way.visible && way.text == "give an opinion, item 1", "{way:?}");
    reader.and_wait(|| reader.press(Key::Enter));
    let field = |name: &str| {
        let found = reader.tab_to(name, |focus| focus.field == name);
        assert!(found.visible, "the focus is seen: {found:?}");
    };
    field("opinion");
    reader.press("reserve");
    field("remarks");
    reader.press("typed without a mouse");
    field("audience");
    reader.press("all");
    let button = |says: &str| {
        let found = reader.tab_to(says, |focus| focus.element == "button" && focus.text == says);
        assert!(found.visible, "the focus is seen: {found:?}");
        reader.and_wait(|| reader.press(Key::Enter));
    };
    button("Next: check it");
    says(&reader, "typed without a mouse");
    says(&reader, "Its texts: all parties.");
    button("Send");
    assert!(reader.address().starts_with(&at(world, MACAO, "act/macao/")), "{}", reader.address());
    says(&reader, "reserve");
}

pub fn without_scripts(world: &World) {
    let reader = world.reader();
    reader.run_scripts(Scripts::Off);
    world.sign_in(&reader, GUANGDONG, Officer::Liaison);
    let before = acts(world, &reader, GUANGDONG, "guangdong").len();
    send(world, &reader, GUANGDONG, 1, "disagree", "without scripts", "all parties");
    says(&reader, "without scripts");
    assert_eq!(acts(world, &reader, GUANGDONG, "guangdong").len(), before + 1);
}

pub fn for_the_own_side(world: &World) {
    const REMARKS: &str = "只供本方參閱的意見";
    let reader = world.officer(MACAO, Officer::Liaison);
    send(world, &reader, MACAO, 2, "agree", REMARKS, "our own side alone");
    says(&reader, REMARKS);
    let act = reader.address().rsplit_once("/en/").expect("a page has a language").1.to_owned();
    for node in [NDRC, GUANGDONG, HONG_KONG] {
        world.sign_in(&reader, node, Officer::Liaison);
        reader.wait_for("Macao's opinion", |reader| {
            reader.open(&at(world, node, &act));
            reader.status() == 200
        });
        says(&reader, "gave an opinion");
        for page in [act.as_str(), MATTER, "key_work/2020/item/2"] {
            reader.open(&at(world, node, page));
            does_not_say(&reader, REMARKS);
        }
    }
}

/// Gives an opinion on an item in three steps: the form, the review, the act.
fn send(world: &World, reader: &Session<'_>, node: usize, item: u32, opinion: &str, remarks: &str, audience: &str) {
    reader.open(&at(world, node, "desk"));
    reader.go(&format!("a.do[href$='item={item}']"));
    reader.choose("#act-opinion", opinion);
    reader.write("#act-remarks", remarks);
    reader.choose("#act-audience", audience);
    reader.follow("Next: check it");
    says(reader, remarks);
    reader.follow("Send");
    assert!(reader.address().starts_with(&at(world, node, "act/")), "{}: {}", reader.address(), reader.read());
}

/// The acts of a party in the matter.
fn acts(world: &World, reader: &Session<'_>, node: usize, party: &str) -> Vec<String> {
    reader.open(&at(world, node, MATTER));
    reader.all(&format!("td.num a[href^='/en/act/{party}/']"))
}
