//! The outline of an agreement: which lines are title, preamble, chapter, article, item, closing clause or signature.

use crate::line::Line;
use crate::marker::{Marker, Style};
use crate::paragraph::{LineEnd, breaks_off, full_width, is_heading, line_end};
use crate::problem::ProblemKind;
use std::ops::Range;

/// What a section of lines is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    Preamble,
    Chapter,
    Article,
    /// A paragraph of a chapter that has no number.
    Clause,
    Item,
    Signatures,
}

/// Consecutive lines with one role. Items follow what they stand beneath, one deeper.
#[derive(Clone, Debug)]
pub(crate) struct Section<'a> {
    pub role: Role,
    pub depth: usize,
    pub marker: Option<Marker<'a>>,
    /// Ranges of lines; together they are the section.
    pub paragraphs: Vec<Range<usize>>,
}

/// The sections in the order of the text, and the doubts that came up, each with its byte offset.
pub(crate) struct Outline<'a> {
    pub sections: Vec<Section<'a>>,
    pub problems: Vec<(usize, ProblemKind)>,
}

/// Styles that mark chapters and articles, the first that fits. All other marks are items, nested as they come up.
const SHAPES: [(Option<Style>, Option<Style>); 9] = [
    (Some(Style::ChapterWord), Some(Style::ArticleWord)),
    (Some(Style::HanComma), Some(Style::ArticleWord)),
    (None, Some(Style::ArticleWord)),
    (Some(Style::ChapterWord), Some(Style::HanComma)),
    (Some(Style::ChapterWord), Some(Style::HanBracket)),
    (Some(Style::HanComma), Some(Style::HanBracket)),
    (Some(Style::ChapterWord), None),
    (None, Some(Style::HanComma)),
    (None, Some(Style::HanBracket)),
];

/// Divides the lines into sections.
pub(crate) fn outline<'a>(lines: &'a [Line<'a>]) -> Outline<'a> {
    let body = body(lines);
    let full_width = full_width(&lines[body.clone()]);
    let marks = marks(lines, &body, full_width);
    let shape = SHAPES.into_iter().find(|shape| fits(*shape, lines, &marks)).unwrap_or((None, None));
    let role_at = |at: usize| marks[at].map(|mark| role(shape, &mark, &lines[at]));
    let roles: Vec<_> = (0..lines.len()).map(role_at).collect();
    let last_article = roles.iter().rposition(|role| *role == Some(Role::Article)).unwrap_or(0);
    let mut walk = Walk {
        lines,
        full_width,
        marks,
        roles,
        last_article,
        provision: Role::Title,
        styles: Vec::new(),
        sections: Vec::new(),
        problems: Vec::new(),
    };
    walk.kept_by_line(Role::Title, 0..body.start);
    body.clone().for_each(|at| walk.line(at));
    walk.kept_by_line(Role::Signatures, body.end..lines.len());
    Outline { sections: walk.sections, problems: walk.problems }
}

/// The lines of running text, between title and signatures.
fn body(lines: &[Line]) -> Range<usize> {
    let is_body = |line: &Line| line.is_running_text() || Marker::at(line.text).is_some();
    let (Some(mut start), Some(last)) = (lines.iter().position(is_body), lines.iter().rposition(is_body)) else {
        return lines.len()..lines.len();
    };
    let end = last + 1;
    // The first lines of a preamble may hold no mark at all, but they are as wide as the rest; a title is not.
    let full_width = full_width(&lines[start..end]);
    while start > 0 && Marker::at(lines[start].text).is_none() && breaks_off(&lines[start - 1], full_width) {
        start -= 1;
    }
    start..end
}

/// The mark of each line; a line that goes on with a sentence has none, whatever it begins with.
fn marks<'a>(lines: &'a [Line<'a>], body: &Range<usize>, full_width: Option<usize>) -> Vec<Option<Marker<'a>>> {
    let is_chapter = |line: &Line| {
        let style = Marker::at(line.text).map(|mark| mark.style);
        is_heading(line) && matches!(style, Some(Style::ChapterWord | Style::HanComma))
    };
    let goes_on = |at: usize| at > body.start && breaks_off(&lines[at - 1], full_width) && !is_chapter(&lines[at - 1]);
    (0..lines.len()).map(|at| if body.contains(&at) && !goes_on(at) { Marker::at(lines[at].text) } else { None }).collect()
}

fn fits(shape: (Option<Style>, Option<Style>), lines: &[Line], marks: &[Option<Marker>]) -> bool {
    let first =
        |wanted: Role| (0..lines.len()).find(|at| marks[*at].is_some_and(|mark| role(shape, &mark, &lines[*at]) == wanted));
    let (chapter, article) = (first(Role::Chapter), first(Role::Article));
    // 一、 beneath 第一條 is an item; above it, a chapter.
    let in_order = shape != SHAPES[1] || chapter < article;
    shape.0.is_some() == chapter.is_some() && shape.1.is_some() == article.is_some() && in_order
}

fn role((chapter, article): (Option<Style>, Option<Style>), mark: &Marker, line: &Line) -> Role {
    // 一、 with running text behind it is no heading.
    if chapter == Some(mark.style) && (mark.style == Style::ChapterWord || !line.is_running_text()) {
        Role::Chapter
    } else if article == Some(mark.style) {
        Role::Article
    } else {
        Role::Item
    }
}

struct Walk<'a> {
    lines: &'a [Line<'a>],
    full_width: Option<usize>,
    marks: Vec<Option<Marker<'a>>>,
    roles: Vec<Option<Role>>,
    last_article: usize,
    /// The role of the provision that the walk stands in.
    provision: Role,
    /// The styles of the items that the walk stands in, outermost first.
    styles: Vec<Style>,
    sections: Vec<Section<'a>>,
    problems: Vec<(usize, ProblemKind)>,
}

impl<'a> Walk<'a> {
    fn kept_by_line(&mut self, role: Role, lines: Range<usize>) {
        if !lines.is_empty() {
            self.sections.push(Section { role, depth: 0, marker: None, paragraphs: vec![lines] });
        }
    }

    fn open(&mut self, role: Role, at: usize) {
        let marker = self.marks[at];
        let depth = match marker {
            Some(marker) if role == Role::Item => {
                let known = self.styles.iter().position(|style| *style == marker.style);
                self.styles.truncate(known.unwrap_or(self.styles.len()));
                self.styles.push(marker.style);
                self.styles.len()
            }
            _ => {
                self.styles.clear();
                self.provision = role;
                0
            }
        };
        self.sections.push(Section { role, depth, marker, paragraphs: Vec::from([Range { start: at, end: at + 1 }]) });
    }

    fn line(&mut self, at: usize) {
        match (self.roles[at], self.provision) {
            (Some(Role::Item), Role::Title) => self.open(Role::Preamble, at),
            (Some(Role::Item), Role::Chapter) => self.open(Role::Clause, at),
            (Some(role), _) => self.open(role, at),
            (None, Role::Title) => self.open(Role::Preamble, at),
            (None, Role::Chapter) => self.open(Role::Clause, at),
            (None, provision) if self.begins_paragraph(at) => self.paragraph(at, provision),
            (None, _) => self.extend(at),
        }
    }

    fn begins_paragraph(&mut self, at: usize) -> bool {
        let before = &self.lines[at - 1];
        match line_end(before, self.full_width) {
            LineEnd::Paragraph => true,
            // 第一條 合作宗旨, with the text on the next line.
            LineEnd::Running => self.marks[at - 1].is_some() && is_heading(before) && !breaks_off(before, self.full_width),
            LineEnd::Doubt => {
                let full_width = self.full_width.unwrap_or(before.width);
                let kind = ProblemKind::DoubtfulParagraphEnd { width: before.width, full_width };
                let stop = before.text.rfind(crate::line::STOPS).unwrap_or(0);
                self.problems.push((before.start + stop, kind));
                false
            }
        }
    }

    fn paragraph(&mut self, at: usize, provision: Role) {
        let start = self.lines[at].start;
        let closing = self.lines[at].text.starts_with("本協議") || self.lines[at].text.starts_with("本协议");
        if provision == Role::Clause {
            self.open(Role::Clause, at);
        } else if provision == Role::Article && closing && at > self.last_article {
            self.problems.push((start, ProblemKind::ClosingWithoutHeading));
            self.open(Role::Clause, at);
        } else if let Some(last) = self.sections.last_mut() {
            if last.role == Role::Item {
                self.problems.push((start, ProblemKind::ParagraphAfterItems));
            }
            last.paragraphs.push(at..at + 1);
        }
    }

    fn extend(&mut self, at: usize) {
        if let Some(paragraph) = self.sections.last_mut().and_then(|section| section.paragraphs.last_mut()) {
            paragraph.end = at + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::outline;
    use crate::line::lines;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let lines = lines(text);
        let outline = outline(&lines);
        let mut shown = String::new();
        for section in &outline.sections {
            let paragraphs: Vec<Vec<&str>> =
                section.paragraphs.iter().map(|range| lines[range.clone()].iter().map(|line| line.text).collect()).collect();
            let paragraphs: Vec<String> = paragraphs.iter().map(|lines| lines.join("|")).collect();
            shown += &format!("{}{:?}: {}\n", "  ".repeat(section.depth), section.role, paragraphs.join(" / "));
        }
        for (_, problem) in &outline.problems {
            shown += &format!("? {problem:?}\n");
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn chapters_articles_and_clauses_are_told_apart() {
        check(
            "河谷協議\n四鎮協商一致。\n一、總則\n（一）宗旨。共治。\n——河。\n——谷。\n二、其他\n本協議生效。\n一式四份。\n甲鎮 乙鎮",
            expect![[r#"
                Title: 河谷協議
                Preamble: 四鎮協商一致。
                Chapter: 一、總則
                Article: （一）宗旨。共治。
                  Item: ——河。
                  Item: ——谷。
                Chapter: 二、其他
                Clause: 本協議生效。
                Clause: 一式四份。
                Signatures: 甲鎮 乙鎮
            "#]],
        );
    }

    #[test]
    fn other_shapes_are_read() {
        check(
            "協議\n第一章 總則\n第一條 宗旨\n各鎮共治，並：\n（一）修堤；\n1、植樹；\n2、護岸；\n（二）清淤。\n第二條 生效。\n本協議一式兩份。",
            expect![[r#"
                Title: 協議
                Chapter: 第一章 總則
                Article: 第一條 宗旨 / 各鎮共治，並：
                  Item: （一）修堤；
                    Item: 1、植樹；
                    Item: 2、護岸；
                  Item: （二）清淤。
                Article: 第二條 生效。
                Clause: 本協議一式兩份。
                ? ClosingWithoutHeading
            "#]],
        );
        check(
            "協議\n一、修堤。\n（一）北堤。\n二、清淤，每年。",
            expect![[r#"
                Title: 協議
                Article: 一、修堤。
                  Item: （一）北堤。
                Article: 二、清淤，每年。
            "#]],
        );
        check(
            "協議\n第一條 修堤：\n一、北堤\n二、南堤。",
            expect![[r#"
                Title: 協議
                Article: 第一條 修堤：
                  Item: 一、北堤
                  Item: 二、南堤。
            "#]],
        );
    }

    #[test]
    fn a_line_that_goes_on_has_no_mark() {
        check(
            "協議\n第一條 各鎮依照本協議附件和\n第二條的規定修堤，清淤以及\n護岸。\n第二條 附件。",
            expect![[r#"
                Title: 協議
                Article: 第一條 各鎮依照本協議附件和|第二條的規定修堤，清淤以及|護岸。
                Article: 第二條 附件。
            "#]],
        );
    }

    #[test]
    fn a_full_line_that_ends_a_sentence_is_a_doubt() {
        check(
            "協議\n一、堤\n（一）各鎮依照規定共同修建，\n並且每年檢查所有的北堤。\n各鎮分擔費用，按照受益\n大小。\n費用公開。",
            expect![[r#"
                Title: 協議
                Chapter: 一、堤
                Article: （一）各鎮依照規定共同修建，|並且每年檢查所有的北堤。|各鎮分擔費用，按照受益|大小。 / 費用公開。
                ? DoubtfulParagraphEnd { width: 24, full_width: 28 }
            "#]],
        );
    }

    #[test]
    fn a_wide_first_line_belongs_to_the_preamble() {
        check(
            "河谷\n為使四鎮的居民能夠長久而\n安穩地生活，四鎮協商一致\n制定本協議。\n——甲。",
            expect![[r#"
                Title: 河谷
                Preamble: 為使四鎮的居民能夠長久而|安穩地生活，四鎮協商一致|制定本協議。
                  Item: ——甲。
            "#]],
        );
    }

    #[test]
    fn text_without_structure_is_still_divided() {
        check("", expect![""]);
        check(
            "河谷",
            expect![[r#"
            Title: 河谷
        "#]],
        );
        check(
            "河谷，\n四鎮",
            expect![[r#"
            Preamble: 河谷，
            Signatures: 四鎮
        "#]],
        );
        check(
            "——甲",
            expect![[r#"
            Preamble: ——甲
        "#]],
        );
        check(
            "第一章 甲\n——乙\n——丙",
            expect![[r#"
            Chapter: 第一章 甲
            Clause: ——乙
              Item: ——丙
        "#]],
        );
    }
}
