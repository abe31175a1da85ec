//! From the outline to provisions, items and sentences with ids, characters, hashes and places.

use crate::agreement_text::{AgreementText, Chapter, Item, PartId, Provision, ProvisionKind, Sentence};
use crate::line::Line;
use crate::numbering::Series;
use crate::outline::{Role, Section};
use crate::problem::{Level, ProblemKind};
use crate::profile::{Hash, kept_by_line, running};
use crate::sentence::{heading, split};
use std::ops::Range;

/// The provisions and chapters of the outline, and what is wrong with their numbers and places.
pub(crate) fn provisions(input: &str, lines: &[Line], sections: &[Section]) -> (AgreementText, Vec<(usize, ProblemKind)>) {
    let mut build = Build { input, lines, sections, text: AgreementText::default(), problems: Vec::new() };
    build.sections();
    build.articles_in_chapters();
    (build.text, build.problems)
}

struct Build<'a> {
    input: &'a str,
    lines: &'a [Line<'a>],
    sections: &'a [Section<'a>],
    text: AgreementText,
    problems: Vec<(usize, ProblemKind)>,
}

/// What provisions and items have in common.
struct Content {
    heading: Option<String>,
    span: Range<usize>,
    characters: String,
    hash: Hash,
    items: Vec<Item>,
    sentences: Vec<Sentence>,
}

impl Build<'_> {
    fn sections(&mut self) {
        let (mut chapters, mut articles) = (Series::new(Level::Chapter), Series::new(Level::Article));
        let last_article = self.sections.iter().rposition(|section| section.role == Role::Article);
        let (mut clauses, mut finals) = (0, 0);
        let tops = self.tops();
        if tops.is_empty() && !self.input.is_empty() {
            self.provision(PartId::new("title"), ProvisionKind::Title, 0..0);
        }
        for range in tops {
            let section = &self.sections[range.start];
            match section.role {
                Role::Title => self.provision(PartId::new("title"), ProvisionKind::Title, range),
                Role::Preamble => self.provision(PartId::new("preamble"), ProvisionKind::Preamble, range),
                Role::Signatures => self.provision(PartId::new("signatures"), ProvisionKind::Signatures, range),
                Role::Chapter => self.chapter(&mut chapters, range),
                Role::Article | Role::Item => {
                    let key = self.numbered(&mut articles, section);
                    self.provision(PartId::new(format!("art_{key}")), ProvisionKind::Article, range);
                }
                Role::Clause if last_article.is_some_and(|last| last > range.start) => {
                    clauses += 1;
                    self.problems.push((self.start(range.start), ProblemKind::UnnumberedClause));
                    self.provision(PartId::new(format!("clause_{clauses}")), ProvisionKind::Clause, range);
                }
                Role::Clause => {
                    finals += 1;
                    self.provision(PartId::new(format!("final_{finals}")), ProvisionKind::Final, range);
                }
            }
        }
    }

    /// The ranges of sections that make one chapter heading or provision, items included.
    fn tops(&self) -> Vec<Range<usize>> {
        let starts: Vec<usize> = (0..self.sections.len()).filter(|at| self.sections[*at].depth == 0).collect();
        let ends = starts.iter().skip(1).copied().chain([self.sections.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The byte where a section begins: the first character of its first line, and for the first section the input's.
    fn start(&self, section: usize) -> usize {
        match self.sections.get(section) {
            _ if section == 0 => 0,
            Some(section) => self.lines[section.paragraphs[0].start].start,
            None => self.input.len(),
        }
    }

    /// Enters a mark in its series and reports what is wrong with its number.
    fn numbered(&mut self, series: &mut Series, section: &Section) -> String {
        let Some(marker) = &section.marker else {
            return String::new();
        };
        let (key, problem) = series.enter(marker);
        let at = self.lines[section.paragraphs[0].start].start;
        self.problems.extend(problem.map(|problem| (at, problem)));
        key
    }

    fn chapter(&mut self, series: &mut Series, range: Range<usize>) {
        let section = &self.sections[range.start];
        let key = self.numbered(series, section);
        let span = self.start(range.start)..self.start(range.end);
        let next = self.sections.get(range.end).map(|section| section.role);
        if matches!(next, None | Some(Role::Chapter | Role::Signatures)) {
            self.problems.push((self.lines[section.paragraphs[0].start].start, ProblemKind::ChapterWithoutContent));
        }
        let line = &self.lines[section.paragraphs[0].start];
        let printed = section.marker.map_or("", |marker| marker.printed);
        self.text.chapters.push(Chapter {
            id: PartId::new(format!("ch_{key}")),
            number: section.marker.and_then(|marker| marker.number),
            printed: running(printed),
            heading: running(&line.text[printed.len()..]).trim().to_owned(),
            span,
        });
    }

    fn provision(&mut self, id: PartId, kind: ProvisionKind, range: Range<usize>) {
        let marker = self.sections.get(range.start).and_then(|section| section.marker);
        let Content { heading, span, characters, hash, items, sentences } = match kind {
            ProvisionKind::Title | ProvisionKind::Signatures => self.by_line(&range),
            _ => self.content(&id, range),
        };
        let chapter = match kind {
            ProvisionKind::Article | ProvisionKind::Final | ProvisionKind::Clause => self.text.chapters.last(),
            _ => None,
        };
        let (number, printed) = match kind {
            ProvisionKind::Article => (marker.and_then(|marker| marker.number), marker.map(|marker| running(marker.printed))),
            _ => (None, None),
        };
        let chapter = chapter.map(|chapter| chapter.id.clone());
        self.text.provisions.push(Provision {
            id,
            kind,
            number,
            printed,
            heading,
            chapter,
            span,
            characters,
            hash,
            items,
            sentences,
        });
    }

    fn by_line(&self, range: &Range<usize>) -> Content {
        let span = self.start(range.start)..self.start(range.end.max(range.start + 1));
        let own = self.sections.get(range.start).map_or(0..0, |section| {
            let lines = &self.lines[section.paragraphs[0].clone()];
            lines[0].start..lines[lines.len() - 1].end()
        });
        let characters = kept_by_line(&self.input[own]);
        let hash = Hash::of(&characters);
        Content { heading: None, span, characters, hash, items: Vec::new(), sentences: Vec::new() }
    }

    /// The content of a provision or item: its own section first, then those beneath it.
    fn content(&mut self, id: &PartId, range: Range<usize>) -> Content {
        let own = &self.sections[range.start];
        let span = self.start(range.start)..self.start(range.end);
        let paragraphs = self.sections[range.clone()].iter().flat_map(|section| &section.paragraphs);
        let paragraphs: Vec<String> = paragraphs.map(|paragraph| running(self.fragment(paragraph))).collect();
        let sentences = self.sentences(id, range.start);
        let items = self.items(id, range.start + 1..range.end, own.depth + 1);
        let more = sentences.len() > 1 || !items.is_empty();
        let heading = own.marker.filter(|_| more).and_then(|marker| heading(&sentences[0].characters, &marker));
        let characters = paragraphs.join("\n");
        let hash = Hash::of(&characters);
        Content { heading, span, characters, hash, items, sentences }
    }

    fn fragment(&self, paragraph: &Range<usize>) -> &str {
        &self.input[self.lines[paragraph.start].start..self.lines[paragraph.end - 1].end()]
    }

    fn items(&mut self, owner: &PartId, range: Range<usize>, depth: usize) -> Vec<Item> {
        let starts: Vec<usize> = range.clone().filter(|at| self.sections[*at].depth == depth).collect();
        let ends: Vec<usize> = starts.iter().skip(1).copied().chain([range.end]).collect();
        let mut series = Series::new(Level::Item);
        let mut items = Vec::with_capacity(starts.len());
        for (start, end) in starts.into_iter().zip(ends) {
            let section = &self.sections[start];
            let key = self.numbered(&mut series, section);
            let id = owner.part("item", key);
            let Content { heading, span, characters, hash, items: beneath, sentences } = self.content(&id, start..end);
            let number = section.marker.and_then(|marker| marker.number);
            let printed = section.marker.map_or_else(String::new, |marker| running(marker.printed));
            items.push(Item { id, number, printed, heading, span, characters, hash, items: beneath, sentences });
        }
        items
    }

    /// The sentences of one section, each owning the bytes up to the next; the end of a paragraph ends one too.
    fn sentences(&self, owner: &PartId, section: usize) -> Vec<Sentence> {
        let own = &self.sections[section];
        let fragments: Vec<Range<usize>> = own
            .paragraphs
            .iter()
            .flat_map(|paragraph| {
                let offset = self.lines[paragraph.start].start;
                split(self.fragment(paragraph)).into_iter().map(move |found| offset + found.start..offset + found.end)
            })
            .collect();
        let starts = fragments.iter().skip(1).map(|fragment| fragment.start).chain([self.start(section + 1)]);
        let mut from = self.start(section);
        let sentence = |(at, (fragment, end)): (usize, (&Range<usize>, usize))| {
            let characters = running(&self.input[fragment.clone()]);
            let span = std::mem::replace(&mut from, end)..end;
            Sentence { id: owner.part("s", at + 1), span, hash: Hash::of(&characters), characters }
        };
        fragments.iter().zip(starts).enumerate().map(sentence).collect()
    }

    fn articles_in_chapters(&mut self) {
        let articles = self.text.provisions.iter().filter(|one| one.kind == ProvisionKind::Article);
        let starts: Vec<(bool, usize)> = articles.map(|one| (one.chapter.is_some(), one.span.start)).collect();
        if starts.is_empty() {
            self.problems.push((0, ProblemKind::NoArticles));
        }
        if !self.text.chapters.is_empty() {
            let outside = starts.into_iter().filter(|(inside, _)| !inside);
            self.problems.extend(outside.map(|(_, start)| (start, ProblemKind::ArticleOutsideChapter)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::agreement_text::Item;
    use crate::problem::ProblemKind;
    use crate::reading::read;
    use expect_test::{Expect, expect};

    /// Shows provisions, chapters and items; problems except those of a text without an ending.
    fn check(input: &str, expected: Expect) {
        let reading = read(input);
        let mut shown = String::new();
        for one in &reading.text.provisions {
            let chapter = one.chapter.as_ref().map_or("-", |chapter| chapter.as_str());
            let heading = one.heading.as_deref().unwrap_or("-");
            let printed = one.printed.as_deref().unwrap_or("-");
            let characters = one.characters.replace('\n', "|");
            shown += &format!("{} {:?} {chapter} {printed} {heading}: {characters}\n", one.id, one.kind);
            items(&one.items, &mut shown);
        }
        for one in &reading.text.chapters {
            let heading = one.heading.replace('\n', "|");
            shown += &format!("{} {:?} {} {heading}\n", one.id, one.number, one.printed);
        }
        use ProblemKind::{NoCopies, NoDate, NoSignatures};
        for problem in reading.problems.iter().filter(|one| !matches!(one.kind, NoCopies | NoDate | NoSignatures)) {
            shown += &format!("? {}:{} {:?}\n", problem.line, problem.column, problem.kind);
        }
        expected.assert_eq(&shown);
    }

    fn items(from: &[Item], shown: &mut String) {
        for one in from {
            let heading = one.heading.as_deref().unwrap_or("-");
            *shown += &format!("  {} {:?} {} {heading}\n", one.id, one.number, one.printed);
            items(&one.items, shown);
        }
    }

    #[test]
    fn articles_by_word_have_items_beneath() {
        check(
            "河谷協議\n第一章 總則\n第 一 條 宗旨\n四鎮共治。\n第二條 分工：\n（一）北岸。修堤。\n1、植樹；\n2、護岸。\n（二）南岸。",
            expect![[r#"
                title Title - - -: 河谷協議
                art_1 Article ch_1 第一條 宗旨: 第一條宗旨|四鎮共治。
                art_2 Article ch_1 第二條 -: 第二條分工：|（一）北岸。修堤。|1、植樹；|2、護岸。|（二）南岸。
                  art_2.item_1 Some(1) （一） 北岸
                  art_2.item_1.item_1 Some(1) 1、 -
                  art_2.item_1.item_2 Some(2) 2、 -
                  art_2.item_2 Some(2) （二） -
                ch_1 Some(1) 第一章 總則
            "#]],
        );
    }

    #[test]
    fn clauses_without_a_number_are_named_by_what_follows() {
        check(
            "協議\n一、總則\n各鎮同意如下。\n（一）共治。\n二、其他\n本協議生效。\n可以修改。",
            expect![[r#"
                title Title - - -: 協議
                clause_1 Clause ch_1 - -: 各鎮同意如下。
                art_1 Article ch_1 （一） -: （一）共治。
                final_1 Final ch_2 - -: 本協議生效。
                final_2 Final ch_2 - -: 可以修改。
                ch_1 Some(1) 一、 總則
                ch_2 Some(2) 二、 其他
                ? 3:1 UnnumberedClause
            "#]],
        );
    }

    #[test]
    fn ids_stay_unique_when_numbers_do_not() {
        check(
            "協議\n一、甲\n（一）子。\n一、乙\n（一）丑。\n（一）寅。\n——卯。\n——辰。\n（四）巳。",
            expect![[r#"
                title Title - - -: 協議
                art_1 Article ch_1 （一） -: （一）子。
                art_1_2 Article ch_1_2 （一） -: （一）丑。
                art_1_3 Article ch_1_2 （一） 寅: （一）寅。|——卯。|——辰。
                  art_1_3.item_1 None —— -
                  art_1_3.item_2 None —— -
                art_4 Article ch_1_2 （四） -: （四）巳。
                ch_1 Some(1) 一、 甲
                ch_1_2 Some(1) 一、 乙
                ? 4:1 NumberRepeated { level: Chapter, number: 1 }
                ? 5:1 NumberRepeated { level: Article, number: 1 }
                ? 6:1 NumberRepeated { level: Article, number: 1 }
                ? 9:1 NumberSkipped { level: Article, expected: 2, found: 4 }
            "#]],
        );
    }

    #[test]
    fn a_paragraph_behind_items_is_a_doubt() {
        check(
            "協議\n第一條 分工。\n（一）北岸。\n（三）南岸。\n費用分擔。",
            expect![[r#"
                title Title - - -: 協議
                art_1 Article - 第一條 分工: 第一條分工。|（一）北岸。|（三）南岸。|費用分擔。
                  art_1.item_1 Some(1) （一） -
                  art_1.item_3 Some(3) （三） 南岸
                ? 4:1 NumberSkipped { level: Item, expected: 2, found: 3 }
                ? 5:1 ParagraphAfterItems
            "#]],
        );
    }

    #[test]
    fn chapters_want_content_and_articles_chapters() {
        check(
            "協議\n（一）子。\n一、甲\n二、乙\n（二）丑。\n百百、丙",
            expect![[r#"
                title Title - - -: 協議
                art_1 Article - （一） -: （一）子。
                art_2 Article ch_2 （二） -: （二）丑。
                ch_1 Some(1) 一、 甲
                ch_2 Some(2) 二、 乙
                ch_3 None 百百、 丙
                ? 2:1 ArticleOutsideChapter
                ? 3:1 ChapterWithoutContent
                ? 6:1 UnknownNumeral { printed: "百百、" }
                ? 6:1 ChapterWithoutContent
            "#]],
        );
    }
}
