//! Acts as a form has them: the kind of the act, and the words given for each of its fields. Texts are texts here, whatever they look like.

use super::draft::{self, Draft};
use super::field::{Holds, Raw};
use crate::act::ActKind;
use crate::agreement::Agreement;
use crate::id::{BodyId, Digest};
use crate::problem::Problems;

/// What was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Fields of the act and of its frame, each with its words. A text that is on record already is given by its digest in 64
    /// hexadecimal digits under the name of its field.
    pub fields: Vec<(String, Vec<String>)>,
    /// Texts that are new, each under the name of its field.
    pub texts: Vec<(String, String)>,
    /// What goes beside the act, and of which it has no digest: remarks, a covering letter.
    pub beside: Vec<String>,
}

/// The draft that was filled in by `author`, recorded in its own log.
///
/// # Errors
/// All problems. The offset of each is the number of the field in `fields` followed by `texts` that it is about; one that is about none of
/// them has the number of all of them.
pub fn read(agreement: &Agreement, kind: ActKind, author: BodyId, filled: &Filled) -> Result<Draft, Problems> {
    let mut problems = Problems::default();
    let texts = filled.texts.iter().map(|(name, text)| (name, vec![Digest::of(text.as_bytes()).to_string()]));
    let given = filled.fields.iter().map(|(name, words)| (name, words.clone())).chain(texts);
    let raw = |(number, (name, words)): (usize, (&String, Vec<String>))| (name.clone(), Raw { words, span: (number, 1) });
    let given = given.enumerate().map(raw).collect::<Vec<_>>();
    let span = (given.len(), 0);
    let read = Draft::read(agreement, kind, author, draft::own_log(agreement, author), given, span, &mut problems);
    let draft = problems.or(read)?.expect("a draft without problems is read");
    let said = filled.texts.iter().map(|(_, text)| text.clone());
    Ok(Draft { texts: said.chain(filled.beside.iter().cloned()).collect(), ..draft })
}

/// Whether a field of an act is a text.
pub fn is_text(kind: ActKind, name: &str) -> bool {
    kind.form().iter().any(|(field, holds, _)| *field == name && *holds == Holds::Text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::{Act, Opinion};

    fn founding() -> Agreement {
        Agreement::read(include_str!("../../../../agreements/greater_bay_area_2017/rules.kdl")).expect("a shipped agreement")
    }

    fn filled(fields: &[(&str, &str)], texts: &[(&str, &str)]) -> Filled {
        let words = |said: &str| said.split(' ').map(str::to_owned).collect();
        Filled {
            fields: fields.iter().map(|(name, said)| ((*name).to_owned(), words(said))).collect(),
            texts: texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
            beside: Vec::new(),
        }
    }

    #[test]
    fn a_form_is_read_as_a_line_is_and_its_texts_may_hold_anything() {
        let agreement = founding();
        let author = agreement.body("macao").expect("a party");
        let text = "第一行 \"引文\"\n第二行 on key_work/2018";
        let form = filled(&[("on", "key_work/2018"), ("area", "living"), ("audience", "all_parties")], &[("text", text)]);
        let draft = read(&agreement, ActKind::ProposeTask, author, &form).expect("a good form");
        assert_eq!(draft.texts, [text]);
        let Act::ProposeTask { text: digest, area, .. } = &draft.act else { panic!("{draft:?}") };
        assert_eq!((*digest, area.as_deref()), (Digest::of(text.as_bytes()), Some("living")));
        assert_eq!(draft.audience, ["all_parties"]);
        assert_eq!(draft.matter, agreement.matter("key_work/2018"));
    }

    #[test]
    fn a_text_on_record_is_named_by_its_digest_and_a_remark_goes_beside() {
        let agreement = founding();
        let author = agreement.body("macao").expect("a party");
        let digest = Digest::of("第 1 項".as_bytes());
        let fields = [("on", "key_work/2018"), ("opinion", "reserve"), ("item", "1"), ("text", &digest.to_string())];
        let form = Filled { beside: vec!["理由：編制未定".to_owned()], ..filled(&fields, &[]) };
        let draft = read(&agreement, ActKind::GiveOpinion, author, &form).expect("a good form");
        let wanted = Act::GiveOpinion { opinion: Opinion::Reserve, item: 1, text: digest, letter_says_consent: false };
        assert_eq!((draft.act, draft.texts), (wanted, vec!["理由：編制未定".to_owned()]));
    }

    #[test]
    fn a_problem_names_the_field_that_it_is_about() {
        let agreement = founding();
        let author = agreement.body("macao").expect("a party");
        for (fields, offsets) in [
            (vec![("on", "key_work/2018"), ("opinion", "perhaps"), ("item", "1")], vec![1, 3]),
            (vec![("on", "nothing/2018"), ("opinion", "agree"), ("item", "one"), ("colour", "red")], vec![0, 2, 3, 4]),
            (vec![], vec![0, 0, 0]),
        ] {
            let found = read(&agreement, ActKind::GiveOpinion, author, &filled(&fields, &[])).expect_err("a bad form");
            assert_eq!(found.0.iter().map(|problem| problem.offset).collect::<Vec<_>>(), offsets, "{fields:?}: {found:?}");
        }
    }
}
