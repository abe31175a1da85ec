//! A list of tasks that came in: from prose with units in brackets, or from a table. What could be mapped, what could not, and why; nothing is lost.

use crate::table::Table;
use crate::units::{self, Units};

/// A task that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The line or row on which it begins.
    pub place: usize,
    /// Its number as it stands there.
    pub number: String,
    /// The heading that it stands below, or what its table says of its area.
    pub theme: String,
    /// What is to be done, without the bracket that names units.
    pub text: String,
    /// Who works on it.
    pub units: Units,
    /// What else its table says of it, with the head of the column.
    pub beside: Vec<(String, String)>,
    /// The item of an earlier year that it goes on with, as the table names it.
    pub carried_from: String,
}

/// Something that was not mapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The line or row.
    pub place: usize,
    /// What stands there.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// Why something was not mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A heading: it gave its theme to the tasks below it.
    Heading,
    /// It has no number and no bracket with units: a title, a preamble, a letter's closing.
    NoTask,
    /// A number with no words.
    NoWords,
    /// The table has no head that names a column of measures.
    NoHead,
    /// A row with no measure.
    NoMeasure,
    /// It is longer than any task.
    TooLong,
}

impl Why {
    /// All of them, with their names in keys of words.
    pub const ALL: [(Why, &'static str); 6] = [
        (Why::Heading, "heading"),
        (Why::NoTask, "no-task"),
        (Why::NoWords, "no-words"),
        (Why::NoHead, "no-head"),
        (Why::NoMeasure, "no-measure"),
        (Why::TooLong, "too-long"),
    ];

    /// Its name in keys of words.
    pub fn name(self) -> &'static str {
        Why::ALL.iter().find(|(one, _)| *one == self).map_or("no-task", |(_, name)| name)
    }
}

/// A list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskList {
    /// The tasks in their order.
    pub found: Vec<Found>,
    /// What was not mapped, in its order.
    pub left: Vec<Left>,
}

/// The most characters of a task.
pub const TASK_CHARACTERS_MAX: usize = 4_000;

/// What a line is.
enum Line<'t> {
    Heading(&'t str),
    Item(&'t str, &'t str),
    Other(&'t str),
}

/// Reads prose: one paragraph a task, numbered through or anew below each heading, with units in a bracket at its end.
pub fn prose(text: &str) -> TaskList {
    let (mut list, mut theme, mut open): (TaskList, String, Option<Found>) = Default::default();
    for (at, line) in text.lines().enumerate() {
        let (place, line) = (at + 1, line.trim().trim_matches('\u{3000}').trim());
        if line.is_empty() {
            continue;
        }
        match kind(line) {
            Line::Heading(said) => {
                list.close(open.take());
                theme = said.to_owned();
                list.left.push(Left { place, text: line.to_owned(), why: Why::Heading });
            }
            Line::Item(number, said) => {
                list.close(open.take());
                open = Some(Found {
                    place,
                    number: number.to_owned(),
                    theme: theme.clone(),
                    text: said.to_owned(),
                    ..Found::default()
                });
            }
            // The rest of a paragraph that goes on, until its bracket or its full stop has come.
            Line::Other(said) => match &mut open {
                Some(task) if !task.text.is_empty() && !is_whole(&task.text) => task.text.push_str(said),
                _ => {
                    list.close(open.take());
                    let (_, units) = units::read(said);
                    if units.is_empty() {
                        list.left.push(Left { place, text: said.to_owned(), why: Why::NoTask });
                    } else {
                        list.close(Some(Found { place, theme: theme.clone(), text: said.to_owned(), ..Found::default() }));
                    }
                }
            },
        }
    }
    list.close(open.take());
    list.left.sort_by_key(|left| left.place);
    list
}

impl TaskList {
    /// Takes a task whose words are all there.
    fn close(&mut self, task: Option<Found>) {
        let Some(mut task) = task else { return };
        let why = match task.text.chars().count() {
            0 => Some(Why::NoWords),
            count if count > TASK_CHARACTERS_MAX => Some(Why::TooLong),
            _ => None,
        };
        if let Some(why) = why {
            self.left.push(Left { place: task.place, text: format!("{} {}", task.number, task.text).trim().to_owned(), why });
            return;
        }
        if task.units.is_empty() {
            (task.text, task.units) = units::read(&task.text);
        }
        self.found.push(task);
    }
}

fn is_whole(text: &str) -> bool {
    text.trim_end().ends_with(['。', '）', ')', '.', '；', '】'])
}

fn kind(line: &str) -> Line<'_> {
    let chinese = |text: &str| text.chars().all(|one| "一二三四五六七八九十百〇零".contains(one)) && !text.is_empty();
    // 一、基礎設施 is a heading; 一、… with a full stop or a bracket is a task of a list that counts so.
    if let Some((number, rest)) = line.split_once('、').filter(|(number, _)| chinese(number)) {
        let is_task = is_whole(rest) && rest.chars().count() > 12;
        return if is_task { Line::Item(number, rest.trim()) } else { Line::Heading(rest.trim()) };
    }
    for (open, close) in [('（', '）'), ('(', ')')] {
        let inside = line.strip_prefix(open).and_then(|rest| rest.split_once(close));
        if let Some((number, rest)) = inside.filter(|(number, _)| chinese(number) || is_number(number)) {
            let is_task = is_number(number) || is_whole(rest);
            return if is_task { Line::Item(number, rest.trim()) } else { Line::Heading(rest.trim()) };
        }
    }
    if let Some((number, rest)) = line.strip_prefix('第').and_then(|rest| rest.split_once('項').or_else(|| rest.split_once('项')))
        && is_number(number.trim())
    {
        return Line::Item(number.trim(), rest.trim_start_matches(['：', ':', '、', ' ']).trim());
    }
    let end = line.find(|one: char| !is_digit(one)).unwrap_or(line.len());
    let (number, rest) = line.split_at(end);
    let mut after = rest.chars();
    match after.next() {
        // 1.5 is a number in a sentence, and 2018 年 a year.
        Some('.' | '．' | '、' | ')' | '）' | '\t') if is_number(number) && !after.as_str().starts_with(is_digit) => {
            Line::Item(number, after.as_str().trim())
        }
        _ => Line::Other(line),
    }
}

fn is_digit(one: char) -> bool {
    one.is_ascii_digit() || ('０'..='９').contains(&one)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 4 && text.chars().all(is_digit)
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Number,
    Area,
    Measure,
    Units,
    Lead,
    TakingPart,
    CarriedFrom,
    Beside,
}

/// The words by which heads of columns are known, in the order in which they are asked.
const HEADS: &[(Column, &[&str])] = &[
    (Column::CarriedFrom, &["結轉", "结转", "carried", "transit"]),
    (Column::Lead, &["牽頭", "牵头", "主辦", "主办", "lead", "responsável principal", "coordena"]),
    (Column::TakingPart, &["配合", "協辦", "协办", "參與", "参与", "co-operat", "cooperat", "cooperação", "colabora"]),
    (
        Column::Beside,
        &["領導", "领导", "備註", "备注", "時限", "时限", "期限", "remark", "deadline", "due", "leader", "observaç", "prazo"],
    ),
    (Column::Units, &["責任單位", "责任单位", "負責單位", "负责单位", "責任部門", "责任部门", "responsible", "unidades"]),
    (
        Column::Measure,
        &[
            "重點工作",
            "重点工作",
            "工作任務",
            "工作任务",
            "措施",
            "任務",
            "任务",
            "內容",
            "内容",
            "事項",
            "事项",
            "measure",
            "task",
            "key work",
            "medida",
            "tarefa",
        ],
    ),
    (Column::Area, &["領域", "领域", "類別", "类别", "範疇", "范畴", "area", "área", "domínio"]),
    (Column::Number, &["序", "編號", "编号", "no.", "n.º", "number"]),
];

fn column(head: &str) -> Column {
    let head = head.to_lowercase();
    let found = HEADS.iter().find(|(_, words)| words.iter().any(|word| head.contains(word)));
    found.map_or(Column::Beside, |(column, _)| *column)
}

/// Reads a table with a head. Rows above the head are left; a row with one cell gives its theme to those below it.
pub fn table(table: &Table) -> TaskList {
    let mut list = TaskList::default();
    let is_head = |cells: &[String]| {
        let named = cells.iter().filter(|cell| !cell.trim().is_empty());
        named.clone().count() > 1 && named.into_iter().any(|cell| column(cell) == Column::Measure && cell.chars().count() <= 20)
    };
    let Some(head_at) = table.rows.iter().position(|row| is_head(&row.cells)) else {
        let left = table.rows.iter().map(|row| Left { place: row.number, text: joined(&row.cells), why: Why::NoHead });
        list.left = left.collect();
        return list;
    };
    let (above, rest) = table.rows.split_at(head_at);
    list.left.extend(above.iter().map(|row| Left { place: row.number, text: joined(&row.cells), why: Why::NoTask }));
    let heads = rest[0].cells.iter().map(|head| (column(head), head.trim().to_owned())).collect::<Vec<_>>();
    let mut theme = String::new();
    for row in &rest[1..] {
        let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let task = of_row(&heads, row, &theme);
        match (filled, task.text.is_empty()) {
            (1, true) => {
                theme = joined(&row.cells);
                list.left.push(Left { place: row.number, text: theme.clone(), why: Why::Heading });
            }
            (_, true) => list.left.push(Left { place: row.number, text: joined(&row.cells), why: Why::NoMeasure }),
            _ => {
                // A cell that is merged over several rows stands in the first of them.
                if !task.theme.is_empty() {
                    theme.clone_from(&task.theme);
                }
                list.close(Some(task));
            }
        }
    }
    list
}

fn of_row(heads: &[(Column, String)], row: &crate::table::Row, theme: &str) -> Found {
    let mut task = Found { place: row.number, theme: theme.to_owned(), ..Found::default() };
    for (at, said) in row.cells.iter().enumerate().map(|(at, cell)| (at, cell.trim())).filter(|(_, said)| !said.is_empty()) {
        let (column, head) = heads.get(at).cloned().unwrap_or((Column::Beside, String::new()));
        match column {
            Column::Number => task.number = said.to_owned(),
            Column::Area => task.theme = said.to_owned(),
            Column::Measure if task.text.is_empty() => task.text = said.to_owned(),
            Column::CarriedFrom => task.carried_from = said.to_owned(),
            Column::Lead => task.units.lead.extend(names(said)),
            Column::TakingPart => task.units.taking_part.extend(names(said)),
            Column::Units => {
                let (_, units) = units::read(&format!("（{said}）"));
                task.units = if units.is_empty() { Units { lead: names(said), ..Units::default() } } else { units };
            }
            Column::Measure | Column::Beside => task.beside.push((head, said.to_owned())),
        }
    }
    task
}

fn names(cell: &str) -> Vec<String> {
    cell.split(['、', '，', ',', '；', ';', '\n']).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn joined(cells: &[String]) -> String {
    cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    /// A row for each task: place, number, theme, text, who leads, who takes part.
    fn tasks(list: &TaskList) -> Vec<String> {
        let said = |task: &Found| {
            let units = format!("{}/{}", task.units.lead.join(" "), task.units.taking_part.join(" "));
            format!("{} {} [{}] {} {units}", task.place, task.number, task.theme, task.text)
        };
        list.found.iter().map(said).collect()
    }

    fn left(list: &TaskList) -> Vec<(usize, Why)> {
        list.left.iter().map(|left| (left.place, left.why)).collect()
    }

    /// Numbered through, units in a bare bracket of which the first leads.
    const THROUGH: &str = "示範省實施協議 2017 年重點工作\n示府函〔2017〕38號\n\n一、基礎設施\n1. 推動示範口岸延時。（示範口岸辦、示範海關）\n\
        2．研究示範通道\n二期工程。（示範部門甲）\n二、創新科技\n３．設立示範平台（第一階段）。\n聯繫人：示範主任";

    /// Numbered anew in each part, with words that say who leads.
    const ANEW: &str = "（一）民生\n1、推動示範醫療（示範部門甲牽頭，示範部門乙配合）\n2、爭取示範減免（示範部門丙牽頭）\n（二）環保\n1、互換示範數據（示範部門丁牽頭）\n2、\n附註";

    #[test]
    fn prose_that_counts_through_is_read() {
        let list = prose(THROUGH);
        assert_eq!(
            tasks(&list),
            [
                "5 1 [基礎設施] 推動示範口岸延時。 示範口岸辦/示範海關",
                "6 2 [基礎設施] 研究示範通道二期工程。 示範部門甲/",
                "9 ３ [創新科技] 設立示範平台（第一階段）。 /",
            ]
        );
        assert!(list.found[2].units.is_bracket_left);
        let (heading, none) = (Why::Heading, Why::NoTask);
        assert_eq!(left(&list), [(1, none), (2, none), (4, heading), (8, heading), (10, none)]);
    }

    #[test]
    fn prose_that_counts_anew_in_each_part_is_read() {
        let list = prose(ANEW);
        assert_eq!(
            tasks(&list),
            [
                "2 1 [民生] 推動示範醫療 示範部門甲/示範部門乙",
                "3 2 [民生] 爭取示範減免 示範部門丙/",
                "5 1 [環保] 互換示範數據 示範部門丁/",
            ]
        );
        assert_eq!(left(&list), [(1, Why::Heading), (4, Why::Heading), (6, Why::NoWords), (7, Why::NoTask)]);
    }

    #[test]
    fn no_line_is_lost() {
        for text in [THROUGH, ANEW, "1. x\n1.5 億元\n2018 年\n", "", "\n\n", "一、\n二、"] {
            let list = prose(text);
            let kept = list.found.iter().map(|task| &task.text).chain(list.left.iter().map(|left| &left.text));
            let kept = kept.cloned().collect::<String>()
                + &list.found.iter().map(|task| task.units.all().collect::<String>()).collect::<String>();
            for word in text.split(|one: char| !one.is_alphanumeric() || is_digit(one)).filter(|word| word.chars().count() > 2) {
                let bare = word.trim_end_matches("牽頭").trim_end_matches("配合");
                assert!(kept.contains(bare), "{word} of {text}");
            }
        }
    }

    #[test]
    fn a_table_of_six_columns_is_read_by_its_head() {
        let csv = "示範市工作分工表\n序號,重點工作,責任領導,牽頭單位,配合單位,備註\n基礎設施\n1,推動示範口岸延時,示範副市長,示範口岸辦,\"示範海關、示範邊檢\",年底前\n\
                   2,,示範副市長,示範部門甲,,\n３,研究示範事項,,,,\n";
        let list = table(&table::read(csv.as_bytes()).expect("a table"));
        assert_eq!(
            tasks(&list),
            ["4 1 [基礎設施] 推動示範口岸延時 示範口岸辦/示範海關 示範邊檢", "6 ３ [基礎設施] 研究示範事項 /"]
        );
        let beside = &list.found[0].beside;
        assert_eq!(beside, &[("責任領導".to_owned(), "示範副市長".to_owned()), ("備註".to_owned(), "年底前".to_owned())]);
        assert_eq!(left(&list), [(1, Why::NoTask), (3, Why::Heading), (5, Why::NoMeasure)]);
    }

    #[test]
    fn a_table_without_a_head_is_left_whole() {
        let list = table(&table::read("a,b\n1,2\n".as_bytes()).expect("a table"));
        assert_eq!((list.found.len(), left(&list)), (0, vec![(1, Why::NoHead), (2, Why::NoHead)]));
    }

    #[test]
    fn one_column_of_units_has_its_leader_first() {
        let csv = "area;measure;responsible units;carried from\nliving;Do it;Sample Office, Sample Bureau;2018.3\n";
        let list = table(&table::read(csv.as_bytes()).expect("a table"));
        assert_eq!(tasks(&list), ["2  [living] Do it Sample Office/Sample Bureau"]);
        assert_eq!(list.found[0].carried_from, "2018.3");
    }
}
