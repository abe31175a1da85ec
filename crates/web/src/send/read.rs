//! From what was typed to a draft: texts as they are, everything else as words of the act's fields, and each problem beside its field.

use super::{Target, audience, fields};
use crate::form::{Fault, Typed};
use crate::site::Site;
use agreement::events::Draft;
use agreement::events::field::Holds;
use agreement::events::form::{self, Filled};
use agreement::id::Digest;

/// The most characters of a text: with its statement it must still be sent in parts of a reasonable size.
const TEXT_CHARACTERS_MAX: usize = 200_000;

/// The draft that was typed, or what is wrong with which field.
pub fn draft(site: &Site<'_>, target: &Target, typed: &Typed) -> Result<Draft, Vec<Fault>> {
    let mut filled = filled(site, target, typed);
    let mut faults = Vec::new();
    match audience::chosen(site, target, typed) {
        Ok(readers) => filled.fields.extend(readers.map(|readers| ("audience".to_owned(), readers))),
        Err(fault) => faults.push(fault),
    }
    for (name, holds, optional) in target.kind.form() {
        let given = filled.fields.iter().any(|(field, _)| field == name) || filled.texts.iter().any(|(field, _)| field == name);
        if !given && !optional && *holds != Holds::Bodies && *holds != Holds::Numbers {
            faults.push((*name, "form-missing"));
        }
    }
    let long = |text: &str| text.chars().count() > TEXT_CHARACTERS_MAX;
    faults.extend(filled.texts.iter().any(|(_, text)| long(text)).then_some(("text", "form-too-long")));
    faults.extend(filled.beside.iter().any(|text| long(text)).then_some(("remarks", "form-too-long")));
    if !faults.is_empty() {
        return Err(faults);
    }
    form::read(site.words.agreement, target.kind, site.party, &filled).map_err(|problems| {
        let names = filled.fields.iter().map(|(name, _)| name).chain(filled.texts.iter().map(|(name, _)| name));
        let names = names.collect::<Vec<_>>();
        let known = |name: &str| target.kind.fields().iter().copied().chain(["occurred", "audience"]).find(|one| *one == name);
        let fault = |offset: usize| {
            let name = names.get(offset).and_then(|name| known(name));
            (name.unwrap_or("text"), "form-not-understood")
        };
        problems.0.iter().map(|problem| fault(problem.offset)).collect()
    })
}

fn filled(site: &Site<'_>, target: &Target, typed: &Typed) -> Filled {
    let mut filled = Filled::default();
    let matter = site.words.agreement.matter_name(target.matter);
    filled.fields.push(("on".to_owned(), vec![matter]));
    let on_record = fields::on_record(site, target, typed);
    for (name, holds, _) in target.kind.form() {
        let all = typed.all(name).into_iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect::<Vec<_>>();
        match (holds, on_record) {
            (Holds::Text, Some((digest, _))) if *name == "text" => {
                filled.fields.push(((*name).to_owned(), vec![digest.to_string()]));
            }
            // Nobody has brought what it would be about. The agreement says what is missing, as it would for any other act.
            (Holds::Text, None) if *name == "text" && fields::answers(target.kind) => {
                filled.fields.push(((*name).to_owned(), vec![Digest::of(b"").to_string()]));
            }
            // The text of a paper is its scan.
            (Holds::Text, _) if all.is_empty() && !typed.get("scan").is_empty() => {
                filled.fields.push(((*name).to_owned(), vec![typed.get("scan").to_owned()]));
            }
            _ if all.is_empty() => {}
            (Holds::Text, _) => filled.texts.push(((*name).to_owned(), text(all[0]))),
            (Holds::Numbers, _) => {
                let words = all[0].split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
                filled.fields.push(((*name).to_owned(), words.map(str::to_owned).collect()));
            }
            _ => filled.fields.push(((*name).to_owned(), all.into_iter().map(str::to_owned).collect())),
        }
    }
    for name in ["occurred", "paper"] {
        let said = typed.get(name);
        if !said.is_empty() {
            filled.fields.push((name.to_owned(), vec![said.to_owned()]));
        }
    }
    let remarks = typed.get("remarks");
    filled.beside.extend((!remarks.is_empty()).then(|| text(remarks)));
    filled
}

/// Browsers send line ends as two characters; a text has one.
fn text(typed: &str) -> String {
    typed.replace("\r\n", "\n")
}
