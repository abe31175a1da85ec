//! Wrong rule files, facts, events and scripts: every problem at once, each at its place, and nothing half-loaded.

mod history;

use agreement::Agreement;
use agreement::events::{facts, json, script};
use agreement::plain;
use agreement::problem::{Problems, position};
use expect_test::{Expect, expect};
use history::founding;

/// The problems of a text, one per line: line:column key args.
fn shown(agreement: &Agreement, text: &str, problems: &Problems) -> String {
    let one = |problem: &agreement::problem::Problem| {
        let at = position(text, problem.offset);
        format!("{}:{} {}\n", at.line, at.column, plain::line(agreement, &problem.message))
    };
    problems.0.iter().map(one).collect()
}

fn rules(text: &str, expect: Expect) {
    let problems = Agreement::read(text).expect_err("the file is wrong");
    expect.assert_eq(&shown(&founding(), text, &problems));
}

#[test]
fn every_problem_is_reported_at_once() {
    rules(
        "agreement test format=1\n\
         provision art_1\n\
         party a cite=art_2\n\
         party a\n\
         partie b\n\
         term cite=art_1 { yeers 5; years five }\n\
         signed date=\"2017-02-30\" by=a cite=art_1\n",
        expect![[r#"
            3:9 unknown-id id=art_2 nearest=art_1
            4:7 duplicate-id id=a
            5:1 unknown-node name=partie nearest=party
            6:19 unknown-node name=yeers nearest=years
            6:34 wrong-value name=count given=five expected=0 … 1000000
            7:1 missing-property name=date node=signed
            7:8 wrong-value name=date given="2017-02-30" expected="2017-07-01"
        "#]],
    );
}

#[test]
fn what_is_missing_is_named() {
    rules(
        "party a\nterm { years }\nreading r cite=a\namendment cite=none\n",
        expect![[r#"
            2:1 missing-property name=cite node=term
            2:8 missing-argument name=count node=years
            3:11 unknown-id id=a nearest=
            4:1 missing-property name=decision node=amendment
            4:11 unknown-id id=none nearest=
        "#]],
    );
}

#[test]
fn a_file_without_an_agreement_is_none() {
    rules(
        "party a\n",
        expect![[r#"
        1:1 one-agreement
    "#]],
    );
    rules(
        "agreement a format=1\nagreement b format=1\n",
        expect![[r#"
        1:1 one-agreement
    "#]],
    );
}

#[test]
fn a_reading_needs_the_options_that_a_rule_uses() {
    rules(
        "agreement a format=1\nprovision p\nreading r cite=p { option one }\nterm cite=p { years 5; last_day reading=r }\n",
        expect![[r#"
            4:24 reading-without-option id=r option=first_day_not_counted
        "#]],
    );
}

#[test]
fn effort_is_no_reason() {
    rules(
        "agreement a format=1\nprovision p\nnot-computed x cite=p reason=effort\n",
        expect![[r#"
            3:1 reason-is-effort
        "#]],
    );
}

#[test]
fn broken_syntax_says_where() {
    let text = "agreement a format=1\nparty \"b\nterm }\n";
    let problems = Agreement::read(text).expect_err("the file is wrong");
    assert!(problems.0.iter().all(|problem| problem.message.key == "kdl-syntax"));
    assert!(position(text, problems.0[0].offset).line >= 2);
}

#[test]
fn wrong_facts_are_named_with_their_places() {
    let text = "sign by=ndrk occurred=\"2017-07-01\" source=\"s\"\n\
                signs by=ndrc\n\
                approve by=ndrc\n\
                sign by=ndrc occurred=\"1 July\" source=\"s\" post=head wher=here\n";
    let agreement = founding();
    let problems = facts::read(&agreement, text).expect_err("the facts are wrong");
    expect![[r#"
        1:6 unknown-id id=ndrk nearest=
        2:1 unknown-act name=signs nearest=sign
        3:1 missing-field name=occurred act=approve
        3:1 missing-field name=source act=approve
        4:14 wrong-value name=occurred given=1 July expected=2018-02-05
        4:53 unknown-field name=wher act=sign nearest=
    "#]]
    .assert_eq(&shown(&agreement, text, &problems));
}

#[test]
fn wrong_events_in_json_are_named_with_their_places() {
    let text = "[\n {\"act\":\"vote\",\"by\":\"macao\",\"occurred\":\"2018-01-01\",\"vote\":\"maybe\",\"text\":\"x\"},\n \
                {\"act\":\"dance\",\"by\":\"macao\"},\n {\"by\":\"macau\"},\n {\"act\":\"withdraw\",\"by\":\"macau\",\"occurred\":{}}\n]";
    let agreement = founding();
    let problems = json::read(&agreement, text).expect_err("the events are wrong");
    expect![[r#"
        2:60 wrong-value name=vote given=maybe expected=for | against | abstain
        3:9 unknown-act name=dance nearest=
        4:2 missing-field name=act act=…
        5:25 unknown-id id=macau nearest=
        5:44 wrong-value name=occurred given={} expected=…
    "#]]
    .assert_eq(&shown(&agreement, text, &problems));
    let broken = json::read(&agreement, "[{\"act\":\n oops}]").expect_err("this is not JSON");
    assert_eq!(broken.0[0].message.key, "json-syntax");
}

#[test]
fn wrong_script_lines_are_named_with_their_places() {
    let text = "hello\n> guangdog signs\n> macao sings\n> macao signs post boss\n> macao says \"open\n";
    let agreement = founding();
    let mut problems = Problems::default();
    for (_, line) in script::lines(text, &mut problems) {
        if let script::Line::Command(tokens, _) = line {
            script::act(&agreement, &tokens, &mut problems);
        }
    }
    expect![[r#"
        1:1 script-line
        5:14 script-quotation
        2:3 unknown-body id=guangdog nearest=guangdong
        3:3 unknown-act name=sings nearest=signs
        4:15 wrong-value name=post given=boss expected=head | mandated | officer
        5:3 unknown-act name=says nearest=
    "#]]
    .assert_eq(&shown(&agreement, text, &problems));
}

#[test]
fn a_wrong_file_loads_nothing() {
    let agreement = founding();
    let good = r#"{"act":"sign","by":"macao","on":"entry_into_force","occurred":"2017-07-01"}"#;
    assert_eq!(json::read(&agreement, &format!("[{good}]")).unwrap().len(), 1);
    assert!(json::read(&agreement, &format!("[{good},{{}}]")).is_err());
}
