//! Who may read what goes with an act: the own side, the parties of a letter, parties that are named one by one, all of them, or the public.

use super::Target;
use crate::form::{Choice, Fault, Field, Kind, Typed};
use crate::site::Site;
use agreement::act::ActKind;
use agreement::id::BodyId;
use agreement::kinds::Kind as RuleKind;
use agreement::kinds::liaison::Liaison;

/// The value of a choice that means the parties between whom a letter goes.
const LETTER: &str = "letter";
/// The value of a choice that means the parties that are ticked beside it.
const NAMED: &str = "named";

/// The words of an audience.
pub fn said(site: &Site<'_>, name: &str) -> String {
    site.key(&format!("audience-{}", name.replace('_', "-")))
}

/// The fields that ask for it.
pub fn fields(site: &Site<'_>, target: &Target) -> Vec<Field> {
    // A letter that its addressees cannot read is none. For all else the narrowest stands first, and is chosen if nobody chooses.
    let names: &[&str] = match is_of_letter(target.kind) {
        true => &[LETTER, NAMED, "all_parties"],
        false if letter_of(site, target).is_some() => &["own_side", LETTER, NAMED, "all_parties", "public"],
        false => &["own_side", NAMED, "all_parties", "public"],
    };
    let choice = |name: &&str| Choice { value: (*name).to_owned(), text: said(site, name), chosen: *name == names[0] };
    let others = site.words.agreement.parties().filter(|party| *party != site.party);
    let party = |party: BodyId| Choice {
        value: site.words.agreement.body_of(party).id.clone(),
        text: site.words.language.sentence(&site.words.body(party)),
        chosen: false,
    };
    vec![
        Field::new(site, "audience", "send-audience", Kind::Choice(names.iter().map(choice).collect())),
        Field::new(site, "readers", "send-named", Kind::Boxes(others.map(party).collect()))
            .optional()
            .hint(site.key("send-named-hint")),
    ]
}

fn is_of_letter(kind: ActKind) -> bool {
    matches!(kind, ActKind::SendLiaison | ActKind::ReplyLiaison)
}

/// The others between whom the letter of a matter goes.
fn letter_of(site: &Site<'_>, target: &Target) -> Option<Vec<BodyId>> {
    let letter = rule_of(site, target)?.letter(&site.view, target.matter)?;
    Some(letter.room().into_iter().filter(|party| *party != site.party).collect())
}

fn rule_of<'a>(site: &Site<'a>, target: &Target) -> Option<&'a Liaison> {
    if let RuleKind::Liaison(rule) = &site.view.agreement.rule(target.matter.rule).kind { Some(rule) } else { None }
}

/// The audience that was chosen, in the words of the record; none if nothing was. A choice that contradicts itself is a fault.
pub fn chosen(site: &Site<'_>, target: &Target, typed: &Typed) -> Result<Option<Vec<String>>, Fault> {
    let ticked = typed.all("readers").into_iter().filter(|id| !id.is_empty()).collect::<Vec<_>>();
    let agreement = site.words.agreement;
    let readers = match typed.get("audience") {
        "" => return Ok(None),
        LETTER if ticked.is_empty() => of_letter(site, target, typed).ok_or(("audience", "form-not-understood"))?,
        NAMED if ticked.is_empty() => return Err(("readers", "send-named-missing")),
        NAMED => {
            let all = ticked.iter().map(|id| agreement.body(id)).collect::<Option<Vec<_>>>();
            all.ok_or(("readers", "form-not-understood"))?
        }
        // Who ticks parties, and then chooses more or fewer, meant one of the two.
        _ if !ticked.is_empty() => return Err(("readers", "send-named-alone")),
        other => return Ok(Some(vec![other.to_owned()])),
    };
    // Whoever is written to must be able to read it.
    let unread = addressees(site, target, typed).into_iter().any(|party| party != site.party && !readers.contains(&party));
    if unread && is_of_letter(target.kind) {
        return Err(("readers", "send-named-not-all"));
    }
    let others = agreement.parties().filter(|party| *party != site.party);
    if others.into_iter().all(|party| readers.contains(&party)) {
        return Ok(Some(vec!["all_parties".to_owned()]));
    }
    let id = |party: &BodyId| agreement.body_of(*party).id.clone();
    Ok(Some(readers.iter().filter(|party| **party != site.party).map(id).collect()))
}

/// Everybody else between whom the letter goes: for a new one as its form says.
fn of_letter(site: &Site<'_>, target: &Target, typed: &Typed) -> Option<Vec<BodyId>> {
    match target.kind {
        ActKind::SendLiaison => Some(addressees(site, target, typed)),
        _ => letter_of(site, target),
    }
}

/// Those to whom a letter goes; a reply goes to everybody between whom its letter goes.
fn addressees(site: &Site<'_>, target: &Target, typed: &Typed) -> Vec<BodyId> {
    if target.kind != ActKind::SendLiaison {
        return letter_of(site, target).unwrap_or_default();
    }
    let to = typed.all("to").into_iter().filter_map(|id| site.words.agreement.body(id)).collect::<Vec<_>>();
    let all = || rule_of(site, target).map(|rule| rule.between.clone()).unwrap_or_default();
    if to.is_empty() { all() } else { to }
}
