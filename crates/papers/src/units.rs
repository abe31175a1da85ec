//! The units that a task names for itself: who leads (牽頭) and who takes part (配合).
//!
//! Two habits are read. Either words say who leads, or the bracket at the end is a bare list and its first unit leads. A bracket that does not look
//! like units stays in the text, and is said to have been left there.

/// Who works on a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Who leads.
    pub lead: Vec<String>,
    /// Who takes part.
    pub taking_part: Vec<String>,
    /// Those of them that stand for several: "the departments concerned", "the nine cities".
    pub collective: Vec<String>,
    /// Whether a bracket at the end was left in the text, since it does not look like units.
    pub is_bracket_left: bool,
}

impl Units {
    /// Whether no unit is named.
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.taking_part.is_empty()
    }

    /// All of them, the leading ones first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.lead.iter().chain(&self.taking_part).map(String::as_str)
    }
}

/// A text with a bracket at its end that names its units, as lists have it.
pub fn written(text: &str, units: &Units) -> String {
    let is_han = text.chars().any(|one| ('\u{4e00}'..='\u{9fff}').contains(&one));
    let part = |names: &[String], role: &str| match (names.is_empty(), is_han) {
        (true, _) => None,
        (false, true) => Some(format!("{}{role}", names.join("、"))),
        (false, false) => Some(format!("{} {role}", names.join(", "))),
    };
    let (lead, taking_part) = if is_han { ("牽頭", "配合") } else { ("lead", "co-operating") };
    let said = [part(&units.lead, lead), part(&units.taking_part, taking_part)].into_iter().flatten().collect::<Vec<_>>();
    match (said.is_empty(), is_han) {
        (true, _) => text.to_owned(),
        (false, true) => format!("{text}（{}）", said.join("，")),
        (false, false) => format!("{text} ({})", said.join("; ")),
    }
}

/// Words before or after those who lead, and those who take part.
const LEADS: &[&str] = &[
    "牽頭單位",
    "牵头单位",
    "牽頭部門",
    "牵头部门",
    "牽頭",
    "牵头",
    "主辦單位",
    "主办单位",
    "主辦",
    "主办",
    "負責",
    "负责",
    "leads",
    "lead",
    "responsável",
    "coordena",
];
const TAKES_PART: &[&str] = &[
    "配合單位",
    "配合单位",
    "參與單位",
    "参与单位",
    "協辦單位",
    "协办单位",
    "配合",
    "參與",
    "参与",
    "參加",
    "参加",
    "協辦",
    "协办",
    "co-operating",
    "co-operates",
    "cooperating",
    "cooperates",
    "cooperação",
    "colabora",
];
/// Words before a list whose first unit leads.
const UNITS: &[&str] = &[
    "責任單位",
    "责任单位",
    "負責單位",
    "负责单位",
    "責任部門",
    "责任部门",
    "responsible units",
    "units",
    "unidades responsáveis",
];
/// How the names of units end.
const ENDINGS: &[&str] = &[
    "委",
    "局",
    "廳",
    "厅",
    "署",
    "司",
    "辦",
    "办",
    "部",
    "處",
    "处",
    "院",
    "銀行",
    "银行",
    "集團",
    "集团",
    "公司",
    "政府",
    "中心",
    "科",
    "海關",
    "海关",
    "總站",
    "总站",
    "分署",
    "管理局",
    "辦公室",
    "办公室",
    "委員會",
    "委员会",
    "法院",
    "檢察院",
    "检察院",
    "各市",
    "部門",
    "部门",
    "單位",
    "单位",
    "bureau",
    "department",
    "office",
    "direcção",
    "direção",
    "gabinete",
];
const COLLECTIVE: &[&str] = &["各", "有關", "有关", "九市", "等", "相關", "相关"];

/// The units that a text names, and the text without the bracket that names them.
pub fn read(text: &str) -> (String, Units) {
    let text = text.trim();
    if let Some((before, inside, after)) = last_bracket(text) {
        let (units, labelled) = of_bracket(inside);
        if labelled || units.all().all(looks_like_a_unit) && !units.is_empty() {
            return (format!("{}{after}", before.trim_end()), units);
        }
        let (rest, units) = of_sentences(text);
        return (rest, Units { is_bracket_left: units.is_empty(), ..units });
    }
    of_sentences(text)
}

/// The last bracket, if nothing but a full stop comes after it.
fn last_bracket(text: &str) -> Option<(&str, &str, &str)> {
    let bare = text.trim_end_matches(['。', '.', '；', ';']);
    let after = &text[bare.len()..];
    let close = bare.chars().next_back().filter(|one| matches!(one, '）' | ')' | '】' | ']'))?;
    let mut depth = 0;
    for (at, one) in bare.char_indices().rev() {
        match one {
            '）' | ')' | '】' | ']' => depth += 1,
            '（' | '(' | '【' | '[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&bare[..at], &bare[at + one.len_utf8()..bare.len() - close.len_utf8()], after));
        }
    }
    None
}

/// The units in a bracket, and whether words say that they are units.
fn of_bracket(inside: &str) -> (Units, bool) {
    let (inside, is_listed) = without_label(inside, UNITS);
    let mut units = Units::default();
    let mut labelled = is_listed;
    // "A leads, B and C take part" has a comma between the two; a bare list may have them between units.
    let clauses = inside.split(['；', ';']).flat_map(|part| if says_role(part) { clauses(part) } else { vec![part] });
    for clause in clauses.filter(|clause| !clause.trim().is_empty()) {
        let (names, role) = role_of(clause);
        labelled |= role.is_some();
        let first_leads = role.is_none() && units.lead.is_empty();
        for (at, name) in list(names).into_iter().enumerate() {
            match role {
                Some(true) => units.lead.push(name),
                None if first_leads && at == 0 => units.lead.push(name),
                _ => units.taking_part.push(name),
            }
        }
    }
    (noted(units), labelled)
}

fn says_role(part: &str) -> bool {
    let lower = part.to_lowercase();
    LEADS.iter().chain(TAKES_PART).any(|word| lower.contains(word))
}

/// The clauses of a part, each with one role: a comma ends one where a role has been said.
fn clauses(part: &str) -> Vec<&str> {
    let (mut all, mut begun) = (Vec::new(), 0);
    for (at, comma) in part.match_indices(['，', ',']) {
        if says_role(&part[begun..at]) {
            all.push(&part[begun..at]);
            begun = at + comma.len();
        }
    }
    all.push(&part[begun..]);
    all
}

/// Units that sentences of the text name: "牽頭：甲、乙。配合：丙。" These sentences stay in the text.
fn of_sentences(text: &str) -> (String, Units) {
    let mut units = Units::default();
    for sentence in text.split(['。', '\n', '；']) {
        let sentence = sentence.trim();
        for (words, leads) in [(LEADS, true), (TAKES_PART, false)] {
            let (names, labelled) = without_label(sentence, words);
            if labelled {
                if leads {
                    units.lead.extend(list(names))
                } else {
                    units.taking_part.extend(list(names))
                }
                break;
            }
        }
    }
    (text.to_owned(), noted(units))
}

/// What comes after one of these words and a colon.
fn without_label<'t>(text: &'t str, words: &[&str]) -> (&'t str, bool) {
    let Some(at) = text.find(['：', ':']) else { return (text, false) };
    let label = text[..at].trim().to_lowercase();
    let colon = text[at..].chars().next().map_or(0, char::len_utf8);
    if words.contains(&label.as_str()) { (&text[at + colon..], true) } else { (text, false) }
}

/// The names of a clause, and whether they lead; none if the clause does not say.
fn role_of(clause: &str) -> (&str, Option<bool>) {
    let clause = clause.trim();
    for (words, leads) in [(LEADS, true), (TAKES_PART, false)] {
        let (names, labelled) = without_label(clause, words);
        if labelled {
            return (names, Some(leads));
        }
        let lower = clause.to_lowercase();
        // Lower case may have another length in some scripts; then the word is not found.
        if let Some(word) = words.iter().find(|word| lower.ends_with(**word) && lower.len() == clause.len()) {
            return (clause[..clause.len() - word.len()].trim(), Some(leads));
        }
    }
    (clause, None)
}

fn list(names: &str) -> Vec<String> {
    let names = names.trim().trim_end_matches(['。', '.']);
    let parts = names.split(['、', '，', ',', '/', '\n']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" e "));
    let bare = |name: &str| name.trim().trim_start_matches(['由', '和', '及']).trim().to_owned();
    parts.map(bare).filter(|name| !name.is_empty()).collect()
}

fn looks_like_a_unit(name: &str) -> bool {
    let lower = name.to_lowercase();
    let short = (2..=30).contains(&name.chars().count()) || name.is_ascii() && name.len() <= 80;
    // Invented units of samples end in a letter of the cycle: 示範部門甲.
    let bare = lower.trim_end_matches(['甲', '乙', '丙', '丁', '戊', '己', '庚']);
    short && !name.starts_with('第') && (ENDINGS.iter().any(|ending| bare.ends_with(ending)) || is_collective(name))
}

fn is_collective(name: &str) -> bool {
    COLLECTIVE
        .iter()
        .any(|word| name.starts_with(word) || *word == "九市" && name.contains(word) || *word == "等" && name.ends_with(word))
}

fn noted(mut units: Units) -> Units {
    units.collective = units.all().filter(|name| is_collective(name)).map(str::to_owned).collect();
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands before the bar leads, what stands after it takes part.
    fn said(text: &str) -> (String, String) {
        let (rest, units) = read(text);
        (rest, format!("{}|{}", units.lead.join(" "), units.taking_part.join(" ")))
    }

    #[test]
    fn both_habits_of_brackets_are_read() {
        for (text, rest, units) in [
            (
                "推動示範口岸延時。（示範口岸辦、示範海關、示範邊檢總站）",
                "推動示範口岸延時。",
                "示範口岸辦|示範海關 示範邊檢總站",
            ),
            ("研究示範事項（責任單位：示範部門甲、示範部門乙）。", "研究示範事項。", "示範部門甲|示範部門乙"),
            ("研究示範事項(示範部門甲牽頭)", "研究示範事項", "示範部門甲|"),
            (
                "研究示範事項（示範部門甲、示範部門乙牽頭，示範單位丙、示範單位丁配合）",
                "研究示範事項",
                "示範部門甲 示範部門乙|示範單位丙 示範單位丁",
            ),
            ("研究示范事项（牵头单位：示范局；配合单位：示范办，示范委）", "研究示范事项", "示范局|示范办 示范委"),
            (
                "Study it (Sample Office leads, Sample Bureau and Sample Department co-operating)",
                "Study it",
                "Sample Office|Sample Bureau Sample Department",
            ),
            (
                "第 2 項：延時。牽頭：示範單位乙、示範單位丙。完成標準：每日",
                "第 2 項：延時。牽頭：示範單位乙、示範單位丙。完成標準：每日",
                "示範單位乙 示範單位丙|",
            ),
            ("延時（第一階段）（示範部門甲，各有關部門）", "延時（第一階段）", "示範部門甲|各有關部門"),
        ] {
            assert_eq!(said(text), (rest.to_owned(), units.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_list_of_units_stays_in_the_text_and_is_said() {
        for text in ["建設示範平台（第一階段）", "建設示範平台（2019 年底前）", "建設示範平台（詳見附件）。"]
        {
            let (rest, units) = read(text);
            assert!(units.is_empty() && units.is_bracket_left && rest == text, "{text}: {units:?}");
        }
        assert_eq!(read("建設示範平台"), ("建設示範平台".to_owned(), Units::default()));
        assert_eq!(read("）"), ("）".to_owned(), Units::default()), "a bracket that nothing opens");
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        for text in [
            "研究示範事項。（甲局、乙局牽頭，丙辦、丁辦配合）",
            "Study it (Sample Office lead; Sample Bureau co-operating)",
            "研究（甲局牽頭）",
        ] {
            let (rest, units) = read(text);
            assert_eq!(written(&rest, &units), text);
        }
        assert_eq!(written("研究", &Units::default()), "研究");
    }

    #[test]
    fn units_that_stand_for_several_are_named() {
        let (_, units) = read("推動示範事項（示範部門甲牽頭，珠三角九市、各有關部門配合）");
        assert_eq!(units.collective, ["珠三角九市", "各有關部門"]);
    }
}
