//! Characters that should not stand in a signed text: lost ones, those of a private font, and those no reader can see.

use crate::problem::ProblemKind;

/// Characters that should not stand in a signed text, a run of the same sort reported once.
pub(crate) fn strange_characters(input: &str) -> Vec<(usize, ProblemKind)> {
    let mut found: Vec<(usize, ProblemKind)> = Vec::new();
    let mut run_end = None;
    for (offset, c) in input.char_indices() {
        let Some(kind) = strange(offset, c) else {
            continue;
        };
        let last = found.last_mut().filter(|_| run_end == Some(offset));
        match (last.map(|(_, last)| last), &kind) {
            (Some(ProblemKind::ReplacementCharacter { count }), ProblemKind::ReplacementCharacter { .. })
            | (Some(ProblemKind::PrivateUseCharacter { count, .. }), ProblemKind::PrivateUseCharacter { .. })
            | (Some(ProblemKind::InvisibleCharacter { count, .. }), ProblemKind::InvisibleCharacter { .. }) => *count += 1,
            _ => found.push((offset, kind)),
        }
        run_end = Some(offset + c.len_utf8());
    }
    found
}

fn strange(offset: usize, c: char) -> Option<ProblemKind> {
    match c {
        '\u{fffd}' | '\u{1a}' => Some(ProblemKind::ReplacementCharacter { count: 1 }),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some(ProblemKind::PrivateUseCharacter { character: c, count: 1 }),
        '\u{feff}' if offset == 0 => None,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
            Some(ProblemKind::InvisibleCharacter { character: c, count: 1 })
        }
        _ if c.is_control() && !c.is_whitespace() => Some(ProblemKind::InvisibleCharacter { character: c, count: 1 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::strange_characters;
    use crate::problem::ProblemKind;

    #[test]
    fn a_run_of_strange_characters_is_one_problem() {
        let found = strange_characters("\u{feff}甲\u{fffd}\u{1a}乙\u{e001}\u{e002}\u{200b}\u{7}\t\r\n\u{c}\u{3000}\u{feff}");
        let table = [
            (6, ProblemKind::ReplacementCharacter { count: 2 }),
            (13, ProblemKind::PrivateUseCharacter { character: '\u{e001}', count: 2 }),
            (19, ProblemKind::InvisibleCharacter { character: '\u{200b}', count: 2 }),
            (30, ProblemKind::InvisibleCharacter { character: '\u{feff}', count: 1 }),
        ];
        assert_eq!(found, table);
        assert_eq!(strange_characters("河谷四鎮 (VRT)，2017 年……“”\r\n"), []);
    }
}
