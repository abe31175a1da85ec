//! Who has signed a text, and who has confirmed that it holds every signature.

use crate::party_marks::{Assent, Mark, PartyMarks};
use crate::site::Site;
use agreement::act::{Act, Event};
use agreement::decision::Decision;
use agreement::id::{BodyId, MatterId};

/// Two rows of marks.
pub struct Signatures {
    /// What the first is called.
    pub signed_label: String,
    /// Who has signed and not taken it back.
    pub signed: PartyMarks,
    /// What the second is called.
    pub committed_label: String,
    /// Who has confirmed; none before anybody could.
    pub committed: Option<PartyMarks>,
}

impl Signatures {
    /// On the text of a matter.
    pub fn of(site: &Site<'_>, matter: MatterId, decision: &Decision) -> Signatures {
        let signed = PartyMarks::new(site, |party| {
            let mark = match hand(site, matter, party) {
                Some(event) if matches!(event.act, Act::Sign { .. }) => {
                    Mark::of_act(site, party, Assent::Given, &site.key("mark-signed"), event)
                }
                Some(event) => Mark::of_act(site, party, Assent::Withheld, &site.key("mark-withdrawn"), event),
                None => Mark::awaited(site, party, None),
            };
            decision.is_voter(party).then_some(mark)
        });
        let all_signed = signed.marks.iter().all(|mark| mark.assent == Assent::Given);
        let committed = PartyMarks::new(site, |party| {
            let commit = own(site, matter, party).find(|event| matches!(event.act, Act::Commit {}));
            let mark = match commit {
                Some(event) => Mark::of_act(site, party, Assent::Given, &site.key("mark-committed"), event),
                None => Mark::awaited(site, party, None),
            };
            decision.is_voter(party).then_some(mark)
        });
        let begun = all_signed || committed.marks.iter().any(|mark| mark.assent == Assent::Given);
        let label = |key| site.label(key);
        Signatures {
            signed_label: label("act-sign"),
            signed,
            committed_label: label("act-commit"),
            committed: begun.then_some(committed),
        }
    }
}

/// The acts of a party in its own log.
fn own<'a>(site: &Site<'a>, matter: MatterId, party: BodyId) -> impl DoubleEndedIterator<Item = &'a Event> {
    site.view.events(matter).filter(move |event| event.author == party && event.place.log == party)
}

/// Its newest signature or withdrawal.
fn hand<'a>(site: &Site<'a>, matter: MatterId, party: BodyId) -> Option<&'a Event> {
    own(site, matter, party).rfind(|event| matches!(event.act, Act::Sign { .. } | Act::Withdraw {}))
}
