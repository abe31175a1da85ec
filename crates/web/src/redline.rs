//! A redline: what one text says otherwise than the one before it, word by word, or sign by sign where it is written in Han characters.

use crate::script_mark::ScriptMark;
use crate::site::Site;
use askama::Template;
use script::{in_script, script_of};

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What became of it.
    pub change: Change,
    /// Its words.
    pub text: String,
}

/// What became of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands in both.
    Kept,
    /// It stands only in the earlier text.
    Deleted,
    /// It stands only in the later text.
    Inserted,
}

/// A text with what changed in it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "redline.html")]
pub struct Redline {
    /// The language of the text, where the record says it.
    pub lang: Option<&'static str>,
    /// Its stretches in order.
    pub stretches: Vec<Stretch>,
    /// What is said of it if it stands in another script than it was written in.
    pub mark: Option<ScriptMark>,
}

/// Beyond this many comparisons the texts are shown one after the other: a redline of two long strangers helps nobody.
pub(crate) const COMPARISONS_MAX: usize = 4_000_000;

/// A kept stretch of fewer signs between two changes belongs to the change: what is read is words, not confetti.
const KEPT_MIN: usize = 2;

impl Redline {
    /// What `later` says otherwise than `earlier`.
    pub fn of(lang: Option<&'static str>, earlier: &str, later: &str) -> Redline {
        let (before, after) = (pieces(earlier), pieces(later));
        let head = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
        let rest = (before.len() - head).min(after.len() - head);
        let tail = (0..rest).take_while(|back| before[before.len() - 1 - back] == after[after.len() - 1 - back]).count();
        let (old, new) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
        let mut changes: Vec<(Change, &str)> = before[..head].iter().map(|piece| (Change::Kept, *piece)).collect();
        changes.extend(middle(old, new));
        changes.extend(before[before.len() - tail..].iter().map(|piece| (Change::Kept, *piece)));
        Redline { lang, stretches: joined(&changes), mark: None }
    }

    /// A text that nothing came before.
    pub fn whole(lang: Option<&'static str>, text: &str) -> Redline {
        Redline { lang, stretches: vec![Stretch { change: Change::Kept, text: text.to_owned() }], mark: None }
    }

    /// The same in the reader's script. What was changed stays so, also where it was the form of a sign and nothing else.
    pub fn shown(self, site: &Site<'_>) -> Redline {
        let whole = self.stretches.iter().map(|stretch| stretch.text.as_str()).collect::<String>();
        let other = |script| script_of(&whole).is_some_and(|own| own != script);
        let Some(script) = site.script().filter(|script| other(*script)) else { return self };
        site.writing.converted.set(true);
        let shown = |stretch: Stretch| Stretch { text: in_script(&stretch.text, script), ..stretch };
        let stretches = self.stretches.into_iter().map(shown).collect();
        Redline { lang: Some(script.tag()), stretches, mark: Some(ScriptMark::of(site)) }
    }

    /// The later text alone, with what is new in it.
    pub fn of_later(mut self) -> Redline {
        self.stretches.retain(|stretch| stretch.change != Change::Deleted);
        self
    }

    /// Whether anything changed.
    pub fn changes(&self) -> bool {
        self.stretches.iter().any(|stretch| stretch.change != Change::Kept)
    }
}

/// A text in its smallest pieces: a sign of Han script or punctuation, or a word of letters and digits.
fn pieces(text: &str) -> Vec<&str> {
    let joins =
        |one: char| one.is_alphanumeric() && !matches!(one, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let end = at + sign.len_utf8();
        if !(joins(sign) && signs.peek().is_some_and(|(_, next)| joins(*next))) {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces
}

/// The longest common sequence of both, with what is left of each around it.
pub(crate) fn middle<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(Change, &'t str)> {
    let all = |change, pieces: &[&'t str]| pieces.iter().map(|piece| (change, *piece)).collect::<Vec<_>>();
    if old.is_empty() || new.is_empty() || old.len() * new.len() > COMPARISONS_MAX {
        return [all(Change::Deleted, old), all(Change::Inserted, new)].concat();
    }
    let width = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for (row, one) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            let at = row * width + column;
            common[at] = if one == other { common[at + width + 1] + 1 } else { common[at + width].max(common[at + 1]) };
        }
    }
    let (mut row, mut column, mut changes) = (0, 0, Vec::new());
    while row < old.len() && column < new.len() {
        let at = row * width + column;
        if old[row] == new[column] {
            changes.push((Change::Kept, old[row]));
            (row, column) = (row + 1, column + 1);
        } else if common[at + width] >= common[at + 1] {
            changes.push((Change::Deleted, old[row]));
            row += 1;
        } else {
            changes.push((Change::Inserted, new[column]));
            column += 1;
        }
    }
    changes.extend(all(Change::Deleted, &old[row..]));
    changes.extend(all(Change::Inserted, &new[column..]));
    changes
}

/// Pieces of one kind in a row as one stretch; in each changed place what was deleted stands before what was inserted.
fn joined(changes: &[(Change, &str)]) -> Vec<Stretch> {
    let runs: Vec<&[(Change, &str)]> =
        changes.chunk_by(|(one, _), (other, _)| (*one == Change::Kept) == (*other == Change::Kept)).collect();
    let mut stretches = Vec::new();
    let (mut deleted, mut inserted) = (String::new(), String::new());
    for (at, run) in runs.iter().enumerate() {
        let of = |kind| run.iter().filter(move |(change, _)| *change == kind).map(|(_, piece)| *piece);
        let kept: String = of(Change::Kept).collect();
        let inside = at > 0 && at + 1 < runs.len();
        if inside && kept.chars().count() < KEPT_MIN {
            // Both a changed run, which keeps nothing, and a sliver between two of them come here.
            deleted.push_str(&kept);
            inserted.push_str(&kept);
        } else if !kept.is_empty() {
            settle(&mut stretches, &mut deleted, &mut inserted);
            stretches.push(Stretch { change: Change::Kept, text: kept });
        }
        deleted.extend(of(Change::Deleted));
        inserted.extend(of(Change::Inserted));
    }
    settle(&mut stretches, &mut deleted, &mut inserted);
    stretches
}

fn settle(stretches: &mut Vec<Stretch>, deleted: &mut String, inserted: &mut String) {
    for (change, text) in [(Change::Deleted, deleted), (Change::Inserted, inserted)] {
        if !text.is_empty() {
            stretches.push(Stretch { change, text: std::mem::take(text) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The redline as a line: `[-deleted-]` and `{+inserted+}`.
    fn check(earlier: &str, later: &str, expected: &str) {
        let redline = Redline::of(None, earlier, later);
        let said = |stretch: &Stretch| match stretch.change {
            Change::Kept => stretch.text.clone(),
            Change::Deleted => format!("[-{}-]", stretch.text),
            Change::Inserted => format!("{{+{}+}}", stretch.text),
        };
        assert_eq!(redline.stretches.iter().map(said).collect::<String>(), expected);
        let side = |left_out| -> String {
            redline.stretches.iter().filter(|stretch| stretch.change != left_out).map(|stretch| stretch.text.as_str()).collect()
        };
        assert_eq!((side(Change::Inserted).as_str(), side(Change::Deleted).as_str()), (earlier, later));
        assert_eq!(redline.changes(), earlier != later);
    }

    #[test]
    fn han_text_changes_sign_by_sign_and_other_text_word_by_word() {
        check("年內覆蓋全部車次。", "年內覆蓋不少於六成車次。", "年內覆蓋[-全部-]{+不少於六成+}車次。");
        check("open until 22:00 daily", "open until 23:00 daily", "open until [-22-]{+23+}:00 daily");
        check("the eleventh hour", "the seventh hour", "the [-eleventh-]{+seventh+} hour");
        check("第一項", "第一項，名額五百", "第一項{+，名額五百+}");
        check("先行先試", "先試", "先[-行先-]試");
    }

    #[test]
    fn nothing_everything_and_slivers() {
        check("", "", "");
        check("同一", "同一", "同一");
        check("甲", "乙", "[-甲-]{+乙+}");
        check("", "新增", "{+新增+}");
        check("刪去", "", "[-刪去-]");
        // One kept sign between two changes is no ground to stop reading.
        check("前：甲的乙。", "前：丙的丁。", "前：[-甲的乙-]{+丙的丁+}。");
    }

    #[test]
    fn the_later_text_stands_alone_with_what_is_new_in_it() {
        let later = Redline::of(None, "續辦一年。", "續辦兩年。").of_later();
        let said: Vec<_> = later.stretches.iter().map(|one| (one.change, one.text.as_str())).collect();
        assert_eq!(said, [(Change::Kept, "續辦"), (Change::Inserted, "兩"), (Change::Kept, "年。")]);
    }

    #[test]
    fn two_long_strangers_stand_one_after_the_other() {
        let (old, new) = ("甲".repeat(2_500), "乙".repeat(2_500));
        check(&old, &new, &format!("[-{old}-]{{+{new}+}}"));
    }
}
