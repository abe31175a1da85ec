//! The seven questions, asked of the founding agreement through the program itself, in four languages: what an official
//! must find in each answer. The expected pieces are written by hand.

use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// A small record, invented throughout.
const EVENTS: &str = r#"# invented
> on 2018-01-22
> guangdong proposes task text "sample one" on key_work/2018
> hong_kong proposes task text "sample two" on key_work/2018
> macao has no proposal on key_work/2018
> ndrc has no proposal on key_work/2018
> on 2018-02-05
> ndrc circulates item 1 text "sample one" merges guangdong/2 answer_within 10 on key_work/2018
> ndrc circulates item 2 text "sample two" merges hong_kong/2 answer_within 10 on key_work/2018
> on 2018-02-12
> guangdong gives opinion agree item 1 text "sample one" on key_work/2018
> guangdong gives opinion agree item 2 text "sample two" on key_work/2018
> hong_kong gives opinion agree_with_changes item 1 text "sample one" on key_work/2018
> hong_kong gives opinion reserve item 2 text "sample two" on key_work/2018
> on 2018-04-03
> macao gives opinion agree item 1 text "sample one" on key_work/2018 occurred 2018-02-20 paper
> on 2018-06-01
> macao holds meeting attended four on annual_meeting/2018
> on 2019-03-01
> guangdong proposes amendment text "sample amendment"
> ndrc signs text "sample amendment" on amendment/guangdong-5
> on 2019-12-30
> hong_kong records reason "a sample reason" on annual_meeting/2019
> on 2022-02-01
> ndrc proposes extension text "sample extension" years 5
> ndrc signs text "sample extension" on extension/ndrc-6
"#;

const LANGUAGES: [&str; 4] = ["zh-Hant", "zh-Hans", "en", "pt"];

/// Runs the program with `input` and gives its exit code and what it printed.
fn run(args: &[&str], input: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpart"));
    command.args(args).env("XDG_DATA_HOME", folder("data")).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A question that reads no events may end before it has read any.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

/// A question put to the invented record.
fn ask(question: &str) -> (i32, String) {
    let args: Vec<&str> = question.split(' ').chain(["--events", "-"]).collect();
    run(&args, EVENTS)
}

/// An answer as running text: lines joined as they were broken.
fn flat(text: &str, language: &str) -> String {
    let between = if language.starts_with("zh") { "" } else { " " };
    text.lines().map(str::trim).collect::<Vec<_>>().join(between)
}

/// Asks in each language, and looks for every piece: those of each language, and those that are the same in all.
fn check(question: &str, pieces: [&[&str]; 4], in_all: &[&str]) {
    for (language, own) in LANGUAGES.iter().zip(pieces) {
        let (code, said) = ask(&format!("{question} --lang {language}"));
        let running = flat(&said, language);
        assert_eq!(code, 0, "{said}");
        for piece in own.iter().chain(in_all) {
            assert!(running.contains(piece), "{question} in {language} lacks “{piece}”:\n{said}");
        }
        assert!(!running.contains("9999"), "{said}");
    }
}

fn folder(name: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("seven_questions").join(name);
    folder.to_string_lossy().into_owned()
}

fn written(name: &str, text: &str) -> String {
    let path = folder(name);
    std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn is_it_in_force_and_till_when_under_each_reading() {
    check(
        "status --on 2022-07-01",
        [
            &[
                "框架協議，截至2022年7月1日",
                "視乎如何理解文本",
                "2017年7月1日起生效",
                "有效期已於2022年6月30日屆滿",
                "有效期至2022年7月1日（含當日）",
                "本記錄未載有展期或修正文書；協議現況以四方公布為準",
                "按記錄推算，非法律意見",
            ],
            &[
                "框架协议，截至2022年7月1日",
                "取决于如何理解文本",
                "有效期已于2022年6月30日届满",
                "有效期至2022年7月1日（含当日）",
                "协议现况以四方公布为准",
            ],
            &[
                "Framework Agreement, as of 1 July 2022",
                "depends on the reading",
                "entered into force on 1 July 2017",
                "the term was over after 30 June 2022",
                "the term runs until 1 July 2022, that day included",
                "this record holds no instrument of extension or amendment",
                "not a legal opinion",
            ],
            &[
                "Acordo-Quadro, em 1 de Julho de 2022",
                "depende da leitura do texto",
                "o prazo de vigência terminou em 30 de Junho de 2022",
                "corre até 1 de Julho de 2022",
                "vale o que for anunciado pelas quatro partes",
                "não é um parecer jurídico",
            ],
        ],
        &["final_1.s_1", "last_day=first_day_counts", "last_day=first_day_not_counted", "ndrc/1 guangdong/1 hong_kong/1 macao/1"],
    );
    check(
        "status --on 2022-07-02",
        [
            &["有效期已滿（不論如何理解）", "協議現況以四方公布為準"],
            &["有效期已满（不论如何理解）"],
            &["term ended (under every reading)"],
            &["prazo de vigência terminado (em qualquer leitura)"],
        ],
        &["final_1.s_1"],
    );
}

#[test]
fn the_first_line_holds_the_day_and_says_when_it_is_today() {
    for (language, today) in LANGUAGES.iter().zip(["（今日，UTC+8）", "（今日，UTC+8）", "(today, UTC+8)", "(hoje, UTC+8)"])
    {
        let (_, said) = ask(&format!("status --lang {language}"));
        assert!(said.lines().next().unwrap().ends_with(today), "{said}");
    }
    let (_, said) = ask("status --on 2018-03-01 --known-at 2018-04-03 --lang en");
    assert_eq!(said.lines().next(), Some("Framework Agreement, as of 1 March 2018, as known on 3 April 2018"));
}

#[test]
fn who_owes_what_by_when() {
    check(
        "duties --year 2018 --on 2018-03-01",
        [
            &[
                "2018 年磋商會議［annual_meeting/2018］，四方：",
                "2018 年度重點工作［key_work/2018］，四方：",
                "時限2018年12月31日",
                "本記錄尚未載有",
                "日常工作機制［daily_mechanism］，廣東省、香港特區、澳門特區：",
                "文本未指明由誰負責",
                "2018 年公眾參與（宣傳推介）",
            ],
            &[
                "2018 年磋商会议［annual_meeting/2018］，四方：",
                "时限2018年12月31日",
                "本记录尚未载有",
                "2018 年公众参与（宣传推介）",
            ],
            &[
                "Consultation meeting for 2018 [annual_meeting/2018], the four parties:",
                "Annual key work for 2018 [key_work/2018], the four parties:",
                "due 31 December 2018",
                "this record holds none yet",
                "[daily_mechanism], Guangdong Province, Hong Kong SAR and Macao SAR:",
                "the text does not say who",
            ],
            &[
                "Reunião de consulta de 2018 [annual_meeting/2018], as quatro partes:",
                "até 31 de Dezembro de 2018",
                "ainda nada consta deste registo",
                "o texto não diz a quem cabe",
            ],
        ],
        &["art_11.s_3", "art_12.s_2", "art_12.s_3", "art_11.s_2", "art_13.s_4", "year=calendar_year"],
    );
    check(
        "duties --year 2024 --on 2024-06-03",
        [
            &["有效期已滿", "沒有按期的事項"],
            &["没有按期的事项"],
            &["term ended", "no duty by period"],
            &["terminado", "deveres por período"],
        ],
        &["final_1.s_1"],
    );
}

#[test]
fn was_there_a_meeting_and_if_none_is_a_reason_recorded() {
    check(
        "status annual_meeting/2018 --on 2018-12-31",
        [
            &["［annual_meeting/2018］：已舉行", "會議已於2018年6月1日舉行"],
            &["：已举行"],
            &[": held", "a meeting was held on 1 June 2018"],
            &[": realizada", "em 1 de Junho de 2018"],
        ],
        &["art_11.s_3", "← macao/4"],
    );
    check(
        "status annual_meeting/2019 --on 2020-07-01",
        [
            &["期間已過，本記錄未載有", "本記錄未載有 2019 年磋商會議", "已記錄原因：a sample reason"],
            &["本记录未载有 2019 年磋商会议", "已记录原因：a sample reason"],
            &[
                "the period is over; none on record",
                "this record holds no consultation meeting for 2019",
                "a reason is recorded: a sample reason",
            ],
            &[
                "período terminado; nada consta",
                "não consta deste registo a reunião de consulta de 2019",
                "consta um motivo: a sample reason",
            ],
        ],
        &["art_11.s_3", "hong_kong/5"],
    );
}

#[test]
fn is_the_list_settled_who_is_awaited_who_reserves() {
    check(
        "status key_work/2018 --on 2018-03-01",
        [
            &[
                "［key_work/2018］：未達成一致",
                "香港特區：原則同意，另提修改意見（第 1 項）",
                "香港特區：保留（第 2 項）",
                "尚待覆函：澳門特區（第 1、2 項，期限2018年2月22日）",
                "未覆函者不視為同意",
            ],
            &[
                "［key_work/2018］：未达成一致",
                "香港特区：保留（第 2 项）",
                "尚待复函：澳门特区（第 1、2 项，期限2018年2月22日）",
            ],
            &[
                "[key_work/2018]: agreement not reached",
                "Hong Kong SAR: agrees in principle, with changes (item 1)",
                "Hong Kong SAR: reserves (item 2)",
                "not yet received: the reply of Macao SAR on items 1 and 2 (due 22 February 2018)",
                "no reply is not consent",
            ],
            &[
                "[key_work/2018]: sem acordo",
                "RAE de Hong Kong: formula reserva (ponto 2)",
                "ofício de resposta da RAE de Macau (pontos 1 e 2, prazo 22 de Fevereiro de 2018)",
                "22 de Fevereiro de 2018",
                "a falta de resposta não vale como acordo",
            ],
        ],
        &["art_12.s_2", "← hong_kong/3", "← hong_kong/4"],
    );
    let (_, known_later) = ask("status key_work/2018 --on 2018-03-01 --known-at 2018-04-03 --lang en");
    assert!(known_later.contains("Macao SAR on item 2 (due 22 February 2018)"), "{known_later}");
}

#[test]
fn which_act_is_needed_next_from_whom() {
    check(
        "next --on 2018-03-01",
        [
            &[
                "→ 四方：召集會議，2018 年磋商會議［annual_meeting/2018］",
                "文本未定由誰召集",
                "→ 澳門特區：覆函提出意見",
                "（期限2018年2月22日）",
            ],
            &["→ 四方：召集会议", "→ 澳门特区：复函提出意见"],
            &[
                "→ The four parties: call the meeting",
                "the text names no caller",
                "→ Macao SAR: give an opinion",
                "(by 22 February 2018)",
            ],
            &["→ As quatro partes: convocar a reunião", "até 22 de Fevereiro de 2018"],
        ],
        &["art_11.s_3", "art_12.s_2", "art_12.s_3", "hong_kong/4"],
    );
    let (_, mine) = ask("next --on 2018-03-01 --party macao --lang en");
    assert!(mine.contains("Macao SAR: give an opinion") && !mine.contains("NDRC: "), "{mine}");
    let (code, said) = run(&["next", "--on", "2024-01-02", "--lang", "en", "--events", "-"], "# nothing\n");
    assert!(code == 0 && said.contains("term ended") && said.contains("no further act is needed"), "{said}");
}

#[test]
fn is_this_amendment_or_extension_valid_and_what_is_missing() {
    let missing: [&[&str]; 4] = [
        &["尚未成立", "尚待簽署：廣東省、香港特區、澳門特區", "已簽署：國家發改委"],
        &["尚未成立", "尚待签署：广东省、香港特区、澳门特区"],
        &["not yet valid", "signature awaited from Guangdong Province, Hong Kong SAR and Macao SAR", "signed by NDRC"],
        &["ainda não válida", "aguarda-se a assinatura da Província de Guangdong, da RAE de Hong Kong e da RAE de Macau"],
    ];
    check("status amendment/guangdong-5 --on 2019-04-01", missing, &["final_1.s_2", "← ndrc/5"]);
    check("status extension/ndrc-6 --on 2022-03-01", missing, &["final_1.s_2", "← ndrc/7"]);
}

#[test]
fn what_does_the_agreement_leave_open() {
    check(
        "open",
        [
            &[
                "文本可有不同理解之處",
                "五年有效期的最後一日是哪一天？",
                "簽署當日計算在內",
                "文本未有規定",
                "文本沒有規定未覆函的效果；未覆函者不視為同意。",
                "不作推算",
            ],
            &["五年有效期的最后一日是哪一天？", "文本未作规定"],
            &["Which day is the last of the five-year term?", "Where the text is silent", "Not computed"],
            &["Qual é o último dia do prazo de cinco anos?", "Onde o texto é omisso"],
        ],
        &["last_day=first_day_counts", "plan_compiler=the_four", "no_reply", "final_1.s_1", "world_class"],
    );
}

#[test]
fn every_identifier_has_its_grounds() {
    check(
        "why hong_kong/4",
        [
            &["意見：保留", "項次：2", "依據：第十二條第 2 句［art_12.s_2］"],
            &["意见：保留"],
            &["Hong Kong SAR: gave an opinion", "opinion: reserve", "item: 2", "Grounds: Article 12, sentence 2 [art_12.s_2]"],
            &["RAE de Hong Kong: ofício de resposta (trabalhos prioritários anuais de 2018)", "parecer: reserva"],
        ],
        &["2018", "ndrc/4 guangdong/4 macao/2"],
    );
    for id in [
        "key_work/2018",
        "key_work",
        "progress",
        "term",
        "art_12",
        "art_12.s_2",
        "macao",
        "last_day",
        "world_class",
        "no_reply",
        "signatures",
    ] {
        let (code, said) = ask(&format!("why {id} --lang en"));
        assert!(code == 0 && said.lines().count() > 5, "{id}: {said}");
    }
}

/// The years of a rule at a glance: what is on record has its grounds, and of the other years only the verdict is told.
#[test]
fn the_years_of_a_rule_are_told_in_short() {
    let (_, said) = ask("why annual_meeting --on 2020-07-01 --lang en");
    let running = flat(&said, "en");
    let year = |year: &str| {
        running.split(&format!("Consultation meeting for {year}")).nth(1).unwrap().split("Consultation").next().unwrap()
    };
    assert!(running.contains("Consultation meeting [annual_meeting] · Grounds: Article 11, sentence 3 [art_11.s_3]"), "{said}");
    assert!(year("2017").contains("the period is over; none on record") && !year("2017").contains("this record holds"), "{said}");
    assert!(year("2018").contains("held") && year("2018").contains("done on 1 June 2018 ← macao/4"), "{said}");
    assert!(year("2019").contains("a reason is recorded: a sample reason ← hong_kong/5"), "{said}");
}

#[test]
fn every_answer_is_there_as_data() {
    let questions = [
        "status",
        "status key_work/2018",
        "duties --year 2018",
        "next",
        "open",
        "why key_work/2018",
        "why art_12",
        "why hong_kong/4",
    ];
    for question in questions {
        let (code, said) = ask(&format!("{question} --on 2018-03-01 --json"));
        let value: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{question}: {error}: {said}"));
        assert_eq!((code, value["refused"].as_array().map(Vec::len)), (0, Some(0)), "{question}");
        assert!(!said.contains("9999"), "{question}");
    }
    let (_, said) = ask("duties --year 2018 --on 2018-03-01 --json");
    let value: Value = serde_json::from_str(&said).unwrap();
    let duties = value["duties"].as_array().unwrap();
    let of = |matter: &str| duties.iter().find(|duty| duty["matter"] == matter).unwrap_or_else(|| panic!("no {matter}"));
    assert_eq!(of("annual_meeting/2018")["answer"][0]["is"]["period"]["due"], "2018-12-31");
    // The first of the agreement's own years falls due on 30 June 2018, so it is owed in 2018 too.
    let first = of("annual_meeting/2017")["answer"].as_array().unwrap();
    assert!(first.iter().any(|branch| branch["is"]["period"]["due"] == "2018-06-30"));
    assert!(duties.iter().all(|duty| duty["matter"] != "annual_meeting/2019"));
}

#[test]
fn a_reading_or_a_body_narrows_the_answer_and_a_wrong_one_is_wrong_use() {
    let (code, said) = ask("status --on 2022-07-01 --reading last_day=first_day_counts --lang en");
    assert!(code == 0 && said.contains("Standing of the agreement: term ended\n"), "{said}");
    let (_, said) = ask("duties --year 2018 --on 2018-03-01 --party ndrc --lang en");
    assert!(said.contains("[key_work/2018]") && !said.contains("[daily_mechanism]"), "{said}");
    for wrong in [
        "status --reading last_day=sunday",
        "next --party nobody",
        "why nothing",
        "status nothing/2018",
        "status --agreement nothing",
    ] {
        let (code, said) = ask(wrong);
        assert!(code == 2 && !said.trim().is_empty(), "{wrong}: {code} {said}");
    }
    assert_eq!(ask("status --on yesterday").0, 2);
    assert_eq!(run(&["nonsense"], "").0, 2);
}

/// Whether the first or the second day is the last makes no difference to a year that does not count.
#[test]
fn a_point_of_reading_that_changes_nothing_is_left_out() {
    let (_, said) = ask("duties --year 2022 --on 2022-03-01 --lang en");
    let meeting =
        said.split("Consultation meeting for 2022").nth(1).and_then(|rest| rest.split("Annual key work").next()).unwrap();
    let running = flat(meeting, "en");
    let branches: Vec<&str> = running.split("› ").skip(1).collect();
    assert_eq!(branches.len(), 4, "{running}");
    for (branch, ends) in [
        ("By the calendar year [year=calendar_year]; incomplete years do not count [partial_year=not_counted] → ", "no such"),
        ("By the agreement year, from 1 July [year=agreement_year] → ", "no such"),
        (
            "The day of signing counts [last_day=first_day_counts]; by the calendar year [year=calendar_year]; incomplete years count",
            " [",
        ),
        ("The day of signing does not count [last_day=first_day_not_counted]; by the calendar year [year=calendar_year]", "; "),
    ] {
        let found = branches.iter().find_map(|said| said.strip_prefix(branch));
        assert!(found.is_some_and(|rest| rest.starts_with(ends)), "{branch}: {running}");
    }
}

#[test]
fn a_refused_event_is_told_with_its_provision() {
    let events =
        format!("{EVENTS}> on 2022-03-01\n> macao gives opinion outside_remit item 2 text \"sample two\" on key_work/2018\n");
    let (code, said) = run(&["next", "--lang", "en", "--events", "-"], &events);
    assert_eq!(code, 1);
    assert!(
        flat(&said, "en").contains(
            "Not recorded: Macao SAR is a party and cannot answer “outside our remit”. (Article 12, sentence 2, art_12.s_2)"
        ),
        "{said}"
    );
    let (code, said) = run(&["next", "--json", "--events", "-"], &events);
    let value: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (code, &value["refused"][0]["key"], &value["refused"][0]["cite"]),
        (1, &"outside-remit-from-party".into(), &"art_12.s_2".into())
    );
}

#[test]
fn a_wrong_file_of_events_gets_every_problem_with_its_place() {
    let path = written(
        "wrong.scenario",
        "> on 2018-01-22\n> macau has no proposal on key_work/2018\n> macao proposes tusk text \"x\"\nno mark\n",
    );
    let (code, said) = run(&["status", "--events", &path, "--lang", "en"], "");
    assert_eq!(code, 1);
    for piece in [":2:3:", ":3:3:", ":4:1:", "did you mean", "2 | > macau has no proposal", "  | ^^^^^^^", "3 problems"] {
        assert!(said.contains(piece), "lacks {piece}: {said}");
    }
    let path = written(
        "wrong.json",
        "[\n  {\"act\": \"sign\", \"by\": \"nobody\", \"occurred\": \"2018-13-01\"},\n  {\"act\": \"sing\", \"by\": \"macao\", \"occurred\": \"2018-01-01\"}\n]",
    );
    let (code, said) = run(&["status", "--events", &path, "--lang", "en"], "");
    assert!(code == 1 && said.contains("wrong.json:2:") && said.contains("wrong.json:3:"), "{said}");
}

#[test]
fn a_wrong_rule_file_gets_every_problem_at_once() {
    let path = written(
        "wrong.kdl",
        "agreement wrong format=1\nprovision art_1\nparty a cite=art_2\nterm cite=art_1 { years five }\namendment cite=art_1 decision=none\nnonsense x\n",
    );
    for language in LANGUAGES {
        let (code, said) = run(&["check", &path, "--lang", language], "");
        assert_eq!(code, 1);
        for line in ["wrong.kdl:3:", "wrong.kdl:4:", "wrong.kdl:5:", "wrong.kdl:6:"] {
            assert!(said.contains(line), "{language} lacks {line}: {said}");
        }
        assert!(said.contains("^"), "{said}");
    }
}

#[test]
fn the_schema_is_json() {
    let (code, said) = run(&["schema"], "");
    let value: Value = serde_json::from_str(&said).unwrap();
    assert!(code == 0 && value["$schema"].is_string(), "{said}");
}

const SHAPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../documents/tests/founding_shaped.txt");

#[test]
fn a_text_is_read_into_its_structure() {
    let summaries = [
        "4 章，13 條，3 段附則，4 個簽署方",
        "4 章，13 条，3 段附则，4 个签署方",
        "4 chapters, 13 articles, 3 closing clauses, 4 signatories",
        "4 capítulos, 13 artigos, 3 cláusulas finais, 4 signatários",
    ];
    for (language, summary) in LANGUAGES.iter().zip(summaries) {
        let (code, said) = run(&["read", SHAPED, "--lang", language], "");
        assert_eq!((code, said.lines().next()), (0, Some(summary)));
        for id in ["title", "preamble", "art_1 ", "art_13 ", "final_3", "signatures", "founding_shaped.txt:68:29: "] {
            assert!(said.contains(id), "{said}");
        }
        assert_eq!(said.matches("68:29").count(), 1, "{said}");
    }
}

#[test]
fn a_text_of_another_agreement_is_not_attached() {
    let (code, said) = run(&["attach", SHAPED, "--lang", "en"], "");
    assert!(code == 1 && said.contains("it was not attached"), "{said}");
    assert!(!std::path::Path::new(&folder("data/counterpart/greater_bay_area_2017")).exists());
}

#[test]
fn a_begun_agreement_loads_and_a_changed_text_asks_for_review() {
    let path = folder("new/river_valley");
    let _ = std::fs::remove_dir_all(&path);
    let (code, said) = run(&["agreements", "new", &path, "--lang", "en"], "");
    assert!(code == 0 && said.contains("is begun"), "{said}");
    for question in [&["status"][..], &["open"], &["next"], &["duties"], &["why", "term"]] {
        let args = [question, &["--agreement", &path, "--lang", "pt"]].concat();
        assert_eq!(run(&args, "").0, 0, "{question:?}");
    }
    assert_eq!(run(&["agreements", "new", &path], "").0, 2, "it is already there");
    assert_eq!(run(&["agreements", "new", &folder("new/River Valley")], "").0, 2, "no name for an agreement");

    let (_, read) = run(&["read", SHAPED, "--json"], "");
    let read: Value = serde_json::from_str(&read).unwrap();
    let whole = read["parts"].as_array().unwrap().iter().filter(|part| !part["id"].as_str().unwrap().contains('.'));
    let provisions: String =
        whole.map(|part| format!("provision {} hash={}\n", part["id"].as_str().unwrap(), part["hash"])).collect();
    let rules = std::fs::read_to_string(format!("{path}/rules.kdl")).unwrap();
    let rules = rules.replace("provision preamble\nprovision art_1\n", &provisions);
    std::fs::write(format!("{path}/rules.kdl"), rules).unwrap();
    let (code, said) = run(&["attach", SHAPED, "--agreement", &path, "--lang", "en"], "");
    assert!(code == 0 && said.contains("The official text is attached"), "{said}");
    let changed = std::fs::read_to_string(SHAPED).unwrap().replacen("遵守各自的章程", "各守章程", 1);
    let (code, said) = run(&["attach", &written("changed.txt", &changed), "--agreement", &path, "--lang", "en"], "");
    assert!(code == 1 && said.contains("needs review"), "{said}");
    let (_, said) = run(&["why", "term", "--agreement", &path, "--lang", "en"], "");
    assert!(said.contains("needs review"), "{said}");
}

#[test]
fn what_was_refused_is_told_once_it_was_recorded_and_names_its_matter() {
    let events = "> on 2018-03-01\n> guangdong proposes amendment text \"x\"\n> guangdong withdraws on amendment/guangdong-2\n";
    let asked = |day| run(&["next", "--on", day, "--events", "-", "--lang", "en"], events);
    let (code, said) = asked("2018-02-28");
    assert!(code == 0 && !said.contains("Not recorded"), "{said}");
    let (code, said) = asked("2018-03-01");
    let told = "Guangdong Province: withdraw the signature (amendment (guangdong/2))";
    assert!(
        code == 1 && said.contains(told) && said.contains("Not recorded: there is no signature of Guangdong Province"),
        "{said}"
    );
}

#[test]
fn groups_decisions_and_evidence_are_explained_in_each_language() {
    check(
        "why three",
        [&["成員：廣東省、香港特區、澳門特區"], &["成员：广东省"], &["Members: Guangdong Province"], &["Membros: "]],
        &[],
    );
    let decides = [
        &["由四方簽署同一份文本決定"][..],
        &["由四方签署同一份文本决定"],
        &["decided by the four parties"],
        &["decidido pelas quatro partes"],
    ];
    check("why four_consent", decides, &["final_1.s_2", "amendment"]);
    for (language, piece) in LANGUAGES.iter().zip(["第二手資料", "第二手资料", "secondary source", "fonte secundária"])
    {
        let (code, said) = run(&["why", "art_6", "--agreement", "benelux_2008", "--lang", language], "");
        assert!(code == 0 && said.contains(piece), "{said}");
    }
}
