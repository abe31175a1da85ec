//! Whether those asked have agreed to a text of an item, by what somebody had seen: for acts that rest on such a text.
//!
//! Asked by what the author of the act had seen: an answer of a later day that takes consent back takes nothing from it.

use super::{Item, OpinionRound, Round, Stance};
use crate::id::{BodyId, Digest};
use crate::reading::Choice;
use crate::refusal::Refusal;
use crate::state::Case;

impl OpinionRound {
    /// The readings under which `text` of `item`, or any text of it, was agreed at some time by what the author of the case
    /// had seen; none for all.
    pub(in crate::kinds) fn agreed(&self, case: &Case<'_>, item: u32, text: Option<Digest>) -> Result<Vec<Choice>, Refusal> {
        self.check_item(case, case.matter, item)?;
        let (agreement, seen) = (case.state.agreement, case.all_seen());
        let (round, [asked, concurring]) = Round::course(self, &seen, agreement.public_record(), item, text);
        match self.departments.as_ref().and_then(|departments| departments.required) {
            _ if concurring => Ok(Vec::new()),
            Some((point, required)) if asked => Ok(agreement.choices_without(point, required)),
            _ => Err(Refusal::NotAgreedByAll { from: self.awaited(&round.items[&item], text) }),
        }
    }

    /// Those who in the end do not consent to `text` of `item`, or to its current text; if all do, the convener is to state more.
    fn awaited(&self, item: &Item<'_>, text: Option<Digest>) -> Vec<BodyId> {
        let text = text.or(item.text());
        let lacks = |body: &BodyId| !matches!(item.stance_on(text, *body), Stance::Consents(_));
        let from: Vec<BodyId> = self.asked.iter().copied().filter(lacks).collect();
        if from.is_empty() { vec![self.convener] } else { from }
    }
}
