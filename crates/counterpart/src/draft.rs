//! Drafts: an act before it is an act. The counterpart gives it its place among the others: log, epoch, cited heads, time.

use crate::act_format::v1::{Body, Head, MatterRef, Medium, Occurred, RecordVerb, ReferenceAct, Statement};
use crate::act_format::{FieldFault, FieldProblem, Naming};
use crate::commitment::Payload;
use crate::counterpart::Counterpart;
use crate::frontier::Roots;
use crate::log::LogId;
use agreement::act::Act;
use agreement::id::{BodyId, MatterId, Occasion};

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// An act under the agreement.
    Act(Act),
    /// An act of the record itself.
    Verb(RecordVerb),
}

/// An act before it is signed and has its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What is to be done.
    pub deed: Deed,
    /// The matter; for an opening act the rule under which it opens one; none where only one can be meant.
    pub matter: Option<MatterId>,
    /// The post that signs; none for acts of the node itself.
    pub post: Option<String>,
    /// When it was done, if not now.
    pub occurred: Option<Occurred>,
    /// The body that did it, where the party records for one that keeps no log.
    pub author: Option<BodyId>,
    /// How it was done.
    pub medium: Medium,
    /// Bytes that go beside it.
    pub payloads: Vec<Payload>,
    /// 16 random bytes.
    pub nonce: [u8; 16],
}

impl Draft {
    /// A draft of `deed` in `matter` that is done here and now by the node itself.
    pub fn of(deed: Deed, matter: Option<MatterId>, nonce: [u8; 16]) -> Draft {
        Draft { deed, matter, post: None, occurred: None, author: None, medium: Medium::Record, payloads: Vec::new(), nonce }
    }
}

impl Counterpart<'_> {
    /// The statement of `draft` as the next of the log called `origin`, claiming `claimed` (POSIX seconds), citing every head
    /// that grew since that log last cited it.
    ///
    /// # Panics
    /// If no log is called `origin`.
    pub fn statement(&self, origin: &str, draft: &Draft, claimed: u64, roots: &dyn Roots) -> Result<Statement, FieldProblem> {
        let log = self.log_id(origin).expect("a party drafts for its own log");
        let agreement = self.agreement();
        let naming = Naming { agreement, act_id: &|place| self.act_at(place, roots) };
        let (body, entering) = match &draft.deed {
            Deed::Act(act) => (Body::Act(ReferenceAct::of(act, &naming)?), 0),
            Deed::Verb(verb) => (Body::Verb(verb.clone()), u64::from(matches!(verb, RecordVerb::EnterEpoch { .. }))),
        };
        let opens = matches!(&draft.deed, Deed::Act(act) if act.opens());
        Ok(Statement {
            agreement: agreement.id.clone(),
            epoch: self.log(log).epoch + entering,
            origin: origin.to_owned(),
            matter: draft.matter.filter(|_| !opens).map(|matter| self.matter_ref(matter, roots)).transpose()?,
            post: draft.post.clone(),
            claimed,
            cites: self.news(log, accused(&draft.deed), roots),
            nonce: draft.nonce,
            body,
            payloads: draft.payloads.clone(),
            rule: draft.matter.filter(|_| opens).map(|matter| agreement.rule(matter.rule).id.clone()),
            occurred: draft.occurred,
            author: draft.author.map(|author| agreement.body_of(author).id.clone()),
            medium: draft.medium,
        })
    }

    fn matter_ref(&self, matter: MatterId, roots: &dyn Roots) -> Result<MatterRef, FieldProblem> {
        match matter.occasion {
            Occasion::Opened(place) => {
                let problem = FieldProblem { field: "matter", fault: FieldFault::NoSuchPlace(place) };
                self.act_at(place, roots).map(MatterRef::Opened).ok_or(problem)
            }
            _ => Ok(MatterRef::Derived(self.agreement().matter_name(matter))),
        }
    }

    /// The heads of other logs that grew since `own` last cited them, sorted by origin. Of an `accused` log it is what is held, and
    /// not only what is folded: what all hold and nobody had cited yet would else be cut.
    fn news(&self, own: LogId, accused: Option<&str>, roots: &dyn Roots) -> Vec<Head> {
        let log = self.log(own);
        let head = |id: LogId| {
            let (cited, accused) = (self.log(id), accused == Some(&self.log(id).origin));
            let held = accused.then(|| cited.held()).into_iter().chain([cited.folded()]);
            let mut grown = held.filter(|size| *size > log.sees(id));
            grown.find_map(|size| roots.root(&cited.origin, size).map(|root| Head { origin: cited.origin.clone(), size, root }))
        };
        let mut heads = self.log_ids().filter(|id| *id != own).filter_map(head).collect::<Vec<_>>();
        heads.sort();
        heads
    }
}

/// The log whose fork `deed` proves.
fn accused(deed: &Deed) -> Option<&str> {
    match deed {
        Deed::Verb(RecordVerb::ProveFork { origin, .. }) => Some(origin),
        _ => None,
    }
}
