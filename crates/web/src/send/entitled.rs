//! Whether an act is this party's to do at all: asked of the agreement with a made-up act of its kind, so that nobody is offered what only
//! another party may do. Whether a real one is lawful is judged when it is filled in.

use super::Target;
use crate::site::Site;
use agreement::act::ActKind;
use agreement::events::field::Holds;
use agreement::events::form::{self, Filled};
use agreement::refusal::Refusal;

/// Whether it may be this party's.
pub fn is_ours(site: &Site<'_>, target: &Target, item: Option<u32>) -> bool {
    let Ok(draft) = form::read(site.words.agreement, target.kind, site.party, &made_up(site, target, item)) else { return true };
    let refused = site.view.state.check(&draft.event(site.view.state, site.today)).err();
    !matches!(refused.map(|refused| refused.why), Some(Refusal::NotEntitled { .. }))
}

fn made_up(site: &Site<'_>, target: &Target, item: Option<u32>) -> Filled {
    let agreement = site.words.agreement;
    let own = agreement.body_of(site.party).id.clone();
    let word = |name: &str, holds: &Holds| match holds {
        Holds::Text => Some("0".repeat(64)),
        Holds::Number if name == "item" => Some(item.unwrap_or(1).to_string()),
        Holds::Number | Holds::Numbers => Some("1".to_owned()),
        Holds::Word(words) => words.first().map(|word| (*word).to_owned()),
        Holds::Day => Some(site.today.to_string()),
        Holds::Body | Holds::Bodies => Some(own.clone()),
        Holds::Words => Some("-".to_owned()),
        Holds::Flag | Holds::Time | Holds::Place | Holds::Places | Holds::Matter | Holds::Names => None,
    };
    let needed = target.kind.form().iter().filter(|(_, _, optional)| !optional);
    let given = needed.filter_map(|(name, holds, _)| Some(((*name).to_owned(), vec![word(name, holds)?])));
    let matter = ("on".to_owned(), vec![agreement.matter_name(target.matter)]);
    Filled { fields: std::iter::once(matter).chain(given).collect(), ..Filled::default() }
}

/// The kinds of acts that are about one item of a list.
pub fn of_an_item(kind: ActKind) -> bool {
    kind.fields().contains(&"item") && kind != ActKind::AgreeFollowUp
}
