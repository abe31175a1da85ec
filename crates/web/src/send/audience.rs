//! Who may read what goes with an act: the own side, the parties of a letter, parties that are named one by one, all of them, or the public.

use super::Target;
use crate::form::{Choice, Fault, Field, Kind, Typed};
use crate::marking;
use crate::site::Site;
use agreement::act::ActKind;
use agreement::id::BodyId;
use agreement::kinds::Kind as RuleKind;
use agreement::kinds::liaison::Liaison;

/// The value of a choice that means the parties between whom a letter goes.
const LETTER: &str = "letter";
/// The value of a choice that means the parties that are ticked beside it.
const NAMED: &str = "named";

/// The audiences that need no further choice, the narrowest first: that is the one chosen if nobody chooses.
pub const AUDIENCES: [&str; 3] = ["own_side", "all_parties", "public"];

/// The words of an audience.
pub fn said(site: &Site<'_>, name: &str) -> String {
    site.key(&format!("audience-{}", name.replace('_', "-")))
}

/// The fields that ask for it.
pub fn fields(site: &Site<'_>, target: &Target) -> Vec<Field> {
    if is_for_everybody(target.kind) {
        let public = Choice { value: "public".to_owned(), text: said(site, "public"), chosen: true };
        return vec![Field::new(site, "audience", "send-audience", Kind::Choice(vec![public]))];
    }
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

/// Whether such an act is nothing but words for everybody.
pub fn is_for_everybody(kind: ActKind) -> bool {
    kind == ActKind::Publish
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
    if is_for_everybody(target.kind) {
        // A program can name a marking that the form does not ask for.
        let for_some = marking::is_for_some(typed);
        return if for_some { Err(("audience", "marking-not-public")) } else { Ok(Some(vec!["public".to_owned()])) };
    }
    let values = |name| typed.all(name).into_iter().map(str::trim).filter(|id| !id.is_empty()).collect::<Vec<_>>();
    let (said, ticked) = (values("audience"), values("readers"));
    let agreement = site.words.agreement;
    let bodies = |ids: &[&str], fault| ids.iter().map(|id| agreement.body(id)).collect::<Option<Vec<_>>>().ok_or(fault);
    let is_letter = is_of_letter(target.kind);
    let readers = match said[..] {
        // For all else nothing chosen is the narrowest; a letter that nobody else can read is none.
        [] if is_letter => return Err(("audience", "form-missing")),
        [] => return Ok(None),
        [LETTER] if ticked.is_empty() => of_letter(site, target, typed).ok_or(("audience", "form-not-understood"))?,
        [NAMED] if ticked.is_empty() => return Err(("readers", "send-named-missing")),
        [NAMED] => bodies(&ticked, ("readers", "form-not-understood"))?,
        // Who ticks parties, and then chooses more or fewer, meant one of the two.
        _ if !ticked.is_empty() => return Err(("readers", "send-named-alone")),
        ["own_side"] if is_letter => return Err(("audience", "send-named-not-all")),
        ["public"] if is_letter => return Err(("audience", "send-letter-public")),
        [name] if AUDIENCES.contains(&name) => return Ok(Some(vec![name.to_owned()])),
        // A program names the bodies themselves.
        _ => bodies(&said, ("audience", "form-not-understood"))?,
    };
    // Whoever is written to must be able to read it.
    let unread = addressees(site, target, typed).into_iter().any(|party| party != site.party && !readers.contains(&party));
    if unread && is_letter {
        let field = if ticked.is_empty() { "audience" } else { "readers" };
        return Err((field, "send-named-not-all"));
    }
    let others = agreement.parties().filter(|party| *party != site.party);
    if others.into_iter().all(|party| readers.contains(&party)) {
        return Ok(Some(vec!["all_parties".to_owned()]));
    }
    let named = readers.iter().filter(|party| **party != site.party).map(|party| agreement.body_of(*party).id.clone());
    let named = named.collect::<Vec<_>>();
    // Whoever names nobody but this side means it alone.
    Ok(Some(if named.is_empty() { vec![AUDIENCES[0].to_owned()] } else { named }))
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
