//! How the text ends, and what is missing there: signatories, date, place, number of originals; and above, the title.

use crate::agreement_text::{AgreementText, Copies, ProvisionKind, Signatory, Signing};
use crate::closing::{PrintedDate, copies, printed_date};
use crate::line::Line;
use crate::problem::ProblemKind;

/// Enters signatories, date, place and number of originals; gives what is missing, each with its byte offset.
pub(crate) fn endings(text: &mut AgreementText, input: &str, lines: &[Line]) -> Vec<(usize, ProblemKind)> {
    let mut problems = Vec::new();
    let end = input.len();
    if !text.provisions.iter().any(|one| one.kind == ProvisionKind::Title && !one.characters.is_empty()) {
        problems.push((0, ProblemKind::NoTitle));
    }
    text.signatories = signatories(text, lines);
    if text.signatories.is_empty() {
        problems.push((end, ProblemKind::NoSignatures));
    }
    match signing(text) {
        Ok(signing) => {
            if signing.place.is_none() {
                let start = text.provision(signing.provision.as_str()).map_or(end, |one| one.span.start);
                problems.push((start, ProblemKind::NoPlace));
            }
            text.signing = Some(signing);
        }
        Err((at, problem)) => problems.push((at.unwrap_or(end), problem)),
    }
    let copies = from_the_end(text).find_map(|one| Some((copies(&one.characters)?, one.id.clone())));
    text.copies = copies.map(|(count, provision)| Copies { count, provision });
    if text.copies.is_none() {
        problems.push((end, ProblemKind::NoCopies));
    }
    problems
}

/// The closing clauses say when and how often; where they do not, the signatures or what is before may.
fn from_the_end(text: &AgreementText) -> impl Iterator<Item = &crate::agreement_text::Provision> {
    text.provisions.iter().rev().filter(|one| one.kind != ProvisionKind::Title)
}

fn signing(text: &AgreementText) -> Result<Signing, (Option<usize>, ProblemKind)> {
    let dated = from_the_end(text).find_map(|one| Some((printed_date(&one.characters)?, one)));
    let (printed, provision) = dated.ok_or((None, ProblemKind::NoDate))?;
    let date = printed.date();
    let PrintedDate { year, month, day, place } = printed;
    let date = date.ok_or((Some(provision.span.start), ProblemKind::UnrealDate { year, month, day }))?;
    Ok(Signing { date, place, provision: provision.id.clone() })
}

fn signatories(text: &AgreementText, lines: &[Line]) -> Vec<Signatory> {
    let Some(block) = text.provision("signatures") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    // A date beside the names, or a blank to sign on (____), is no signatory.
    let in_block = |line: &&Line| block.span.contains(&line.start) && printed_date(line.text).is_none();
    for line in lines.iter().filter(in_block) {
        for name in line.text.split_whitespace().filter(|name| name.chars().any(char::is_alphabetic)) {
            // The piece lies within the line, so its place is the distance between the two.
            let start = line.start + (name.as_ptr() as usize - line.text.as_ptr() as usize);
            found.push(Signatory { name: name.to_owned(), span: start..start + name.len() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::problem::ProblemKind;
    use crate::reading::read;

    fn check(ending: &str, missing: &[ProblemKind]) {
        let reading = read(&format!("河谷協議\n第一條 共治。\n{ending}"));
        let found: Vec<_> = reading.problems.into_iter().map(|problem| problem.kind).collect();
        assert_eq!(found, missing, "{ending}");
    }

    #[test]
    fn what_is_missing_at_the_end_is_said() {
        use ProblemKind::{NoCopies, NoDate, NoPlace, NoSignatures, UnrealDate};
        check("第二條 一式兩份，2020 年 1 月 1 日在河口簽署。\n甲鎮", &[]);
        check("第二條 一式兩份，2020 年 1 月 1 日在河口簽署。\n____", &[NoSignatures]);
        check("第二條 一式兩份，2020 年 1 月 1 日簽署。\n甲鎮", &[NoPlace]);
        check("第二條 2020 年 1 月 1 日在河口簽署。\n甲鎮", &[NoCopies]);
        check("第二條 一式兩份。\n甲鎮", &[NoDate]);
        check("第二條 一式兩份。\n甲鎮\n2020年13月1日", &[UnrealDate { year: 2020, month: 13, day: 1 }]);
        check("", &[NoSignatures, NoDate, NoCopies]);
    }
}
