//! The liaison office of each party: the one that the text names, and the one that the party has designated since.

use crate::liaison::rules;
use crate::site::{Link, Site};
use agreement::act::Act;
use agreement::agreement::Class;
use agreement::id::{BodyId, MatterId, RuleId};
use agreement::message::Message;

/// One party's office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Whose it is.
    pub of: BodyId,
    /// The same in words.
    pub party: String,
    /// The name that holds on the day that is asked about; none if the record has none.
    pub name: Option<String>,
    /// Since when, or that the text names it.
    pub since: String,
    /// The act that designated it, or the provision that names it.
    pub ground: Option<Link>,
    /// The names before, each with how long it held.
    pub before: Vec<String>,
}

/// The offices of all parties between whom liaison goes, in the agreement's order.
pub fn all(site: &Site<'_>) -> Vec<Office> {
    let of_rule = |(rule, liaison): (RuleId, &agreement::kinds::liaison::Liaison)| {
        liaison.between.iter().map(|party| of_party(site, rule, *party)).collect::<Vec<_>>()
    };
    rules(site).into_iter().flat_map(of_rule).collect()
}

/// The office of this party now, by its name; empty if the record has none.
pub fn own(site: &Site<'_>) -> String {
    let own = rules(site).into_iter().find(|(_, liaison)| liaison.between.contains(&site.party));
    own.and_then(|(rule, _)| of_party(site, rule, site.party).name).unwrap_or_default()
}

fn of_party(site: &Site<'_>, rule: RuleId, party: BodyId) -> Office {
    let agreement = site.words.agreement;
    let name = site.words.language.sentence(&site.words.body(party));
    let bodies = agreement.bodies.iter().enumerate();
    let mut of_party = bodies.filter(|(_, body)| body.class == Class::Office && body.of == Some(party));
    let in_text = of_party.next().map(|(index, body)| {
        let cite = body.cite.unwrap_or(agreement.rule(rule).cite);
        let named = site.words.language.sentence(&site.words.body(BodyId(index as u16)));
        (named, site.key("liaison-named"), site.cite(cite))
    });
    let designated = site.view.events(MatterId::standing(rule)).filter(|event| event.author == party);
    let designated = designated.filter_map(|event| match &event.act {
        Act::DesignateOffice { name } => {
            let since = site.say(Message::new("liaison-since").date("day", event.occurred));
            Some((site.words.vocabulary.name(name), since, site.act(event.place)))
        }
        _ => None,
    });
    let mut names = in_text.into_iter().chain(designated).collect::<Vec<_>>();
    let now = names.pop();
    let before = names.into_iter().rev().map(|(name, since, _)| format!("{name} ({since})")).collect();
    let (found, since, ground) = match now {
        Some((found, since, ground)) => (Some(found), since, Some(ground)),
        None => (None, site.key("liaison-no-office"), None),
    };
    Office { of: party, party: name, name: found, since, ground, before }
}
