//! Whether those asked have agreed to a text of an item, by what somebody had seen: for acts that rest on such a text.
//!
//! Asked only of what is there: once seen, it stays so, and an answer that takes consent back later takes nothing from it.

use super::{OpinionRound, item_of};
use crate::act::{Act, ActKind, Event, Opinion, Statement};
use crate::id::{BodyId, Digest};
use crate::reading::Choice;
use crate::refusal::Refusal;
use crate::state::Case;

/// The readings under which a text is agreed, none for all; or those whose agreement is not seen.
type Agreed = Result<Vec<Choice>, Vec<BodyId>>;

impl OpinionRound {
    /// The readings under which `text` of `item`, or any text of it, was agreed by what the author of the case had seen.
    pub(in crate::kinds) fn agreed(&self, case: &Case<'_>, item: u32, text: Option<Digest>) -> Result<Vec<Choice>, Refusal> {
        self.check_item(case, case.matter, item)?;
        let mut from = Vec::new();
        let mut least: Option<Vec<Choice>> = None;
        for circulation in case.seen_by(case.matter, ActKind::Circulate, self.convener) {
            let Act::Circulate { text: circulated, .. } = circulation.act else { continue };
            if item_of(circulation) != Some(item) || text.is_some_and(|text| text != circulated) {
                continue;
            }
            match self.agreed_on(case, circulation, item, circulated) {
                Ok(under) if under.is_empty() => return Ok(under),
                Ok(under) => least = Some(under),
                Err(awaited) => from = awaited,
            }
        }
        least.ok_or(Refusal::NotAgreedByAll { from })
    }

    fn agreed_on(&self, case: &Case<'_>, circulation: &Event, item: u32, text: Digest) -> Agreed {
        let consents =
            |body: &BodyId| case.seen_by(case.matter, ActKind::GiveOpinion, *body).any(|event| consents_to(event, item, text));
        let from: Vec<BodyId> = self.asked.iter().copied().filter(|body| !consents(body)).collect();
        if !from.is_empty() {
            return Err(from);
        }
        let Some(departments) = &self.departments else { return Ok(Vec::new()) };
        let since = |event: &&Event| event.place > circulation.place && event.occurred >= circulation.occurred;
        let stated = case.seen_by(case.matter, ActKind::StateDepartments, self.convener).filter(since);
        let stated: Vec<Statement> = stated.filter_map(|event| statement_on(event, item)).collect();
        let awaited = || vec![self.convener];
        match departments.required {
            _ if stated.contains(&Statement::Agreed) => Ok(Vec::new()),
            Some((point, required)) if !stated.is_empty() => Ok(case.state.agreement.choices_without(point, required)),
            _ => Err(awaited()),
        }
    }
}

fn consents_to(event: &Event, item: u32, text: Digest) -> bool {
    let Act::GiveOpinion { opinion, item: on, text: of, letter_says_consent } = event.act else { return false };
    let consents = match opinion {
        Opinion::Agree | Opinion::OutsideRemit => true,
        Opinion::NoComment => letter_says_consent,
        Opinion::AgreeWithChanges | Opinion::Reserve | Opinion::Disagree => false,
    };
    consents && (on, of) == (item, text)
}

fn statement_on(event: &Event, item: u32) -> Option<Statement> {
    match &event.act {
        Act::StateDepartments { statement, items } if items.is_empty() || items.contains(&item) => Some(*statement),
        _ => None,
    }
}
