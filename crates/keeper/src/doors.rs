//! What is given out of a keeper: trees and heads for readers of the log, drafts for officers, bundles for whoever is carried one.

use crate::error::{KeeperError, Refusal};
use crate::keeper::Keeper;
use crate::shelves::View;
use agreement::State;
use agreement::id::{BodyId, MatterId, Place};
use agreement::matter::Recorded;
use counterpart::act_format::{self, ActId, Reading};
use counterpart::draft::Draft;
use exchange::bundle::Extent;
use exchange::{Held, Library, Message, PayloadName};
use record::Hash;
use record::tree::Nodes;
use store::Disk;

/// The tree of one log: the hashes of its complete subtrees.
pub struct LogTree<'k, D> {
    view: View<'k, D>,
    origin: &'k str,
}

impl<D: Disk> Nodes for LogTree<'_, D> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.view.node(Held::Log(self.origin), level, index)
    }
}

impl<D: Disk> Keeper<'_, D> {
    /// The tree of a log, for proofs and tiles.
    pub fn tree<'k>(&'k self, origin: &'k str) -> LogTree<'k, D> {
        LogTree { view: View { store: &self.store, shelves: &self.shelves }, origin }
    }

    /// The record as the engine asks it, with everything brought back that was put away: for questions about all of it. An error if the
    /// disk does not give it back.
    pub fn whole_state(&self) -> Result<&State<'_>, KeeperError> {
        let counterpart = self.counterpart();
        let mut matters = counterpart.state().matters().map(|(matter, _)| matter);
        let view = View { store: &self.store, shelves: &self.shelves };
        let whole = matters.all(|matter| counterpart.bring_back(matter, &view));
        let failure = self.shelves.failure();
        assert!(whole || failure.is_some(), "what is away comes back, or the disk says why not");
        failure.map_or(Ok(counterpart.state()), |failure| Err(failure.into()))
    }

    /// The folded acts whose names begin with these hexadecimal digits, eight at least: name, origin of the log, index there.
    pub fn leaves_named(&self, digits: &str) -> Vec<(ActId, &str, u64)> {
        self.counterpart().leaves_named(digits, &View { store: &self.store, shelves: &self.shelves })
    }

    /// The event that an act made and its matter, if it is folded and lawful under the agreement.
    pub fn event_of(&self, act: &ActId) -> Option<(MatterId, &Recorded)> {
        let (counterpart, view) = (self.counterpart(), View { store: &self.store, shelves: &self.shelves });
        let place = counterpart.place_of(act, &view)?;
        let here = counterpart.bring_back(counterpart.state().matter_at(place)?, &view);
        if here { counterpart.state().event(place) } else { None }
    }

    /// The event at a place and its matter, if it is lawful and belongs to one.
    pub fn event_at(&self, place: Place) -> Option<(MatterId, &Recorded)> {
        let (counterpart, view) = (self.counterpart(), View { store: &self.store, shelves: &self.shelves });
        let here = counterpart.bring_back(counterpart.state().matter_at(place)?, &view);
        if here { counterpart.state().event(place) } else { None }
    }

    /// The RFC 6962 hash of the leaf that made the event at a place: the same place of another log has another one.
    pub fn leaf_hash_at(&self, place: Place) -> Option<Hash> {
        let (origin, index) = self.counterpart().leaf_at(place)?;
        self.leaf(origin, index).map(|bytes| record::leaf_hash(&bytes))
    }

    /// The newest signed head of a log with the cosignatures that are known, as a note.
    pub fn head(&self, origin: &str) -> Option<Vec<u8>> {
        self.exchange.head(origin).map(exchange::Head::to_bytes)
    }

    /// The draft that a line of a script tells, to be given a post and signed. Its texts are kept; nobody is given them before the act is on
    /// record.
    pub fn draft(&mut self, line: &str) -> Result<Result<Draft, Refusal>, KeeperError> {
        self.guarded(|keeper| match keeper.draft_of(line) {
            Err(refusal) => Ok(Err(refusal)),
            Ok((draft, texts)) => keeper.keep_texts(&texts).map(|()| Ok(draft)),
        })
    }

    /// The statement of an act that a form or another source tells, for officers of `post` to sign, with `files`
    /// for the audience that it names. Its texts and files are kept, as of [`Keeper::draft`].
    pub fn statement_of(
        &mut self,
        told: agreement::events::Draft,
        post: &str,
        files: Vec<Vec<u8>>,
        now: u64,
    ) -> Result<Result<Vec<u8>, Refusal>, KeeperError> {
        self.guarded(|keeper| {
            let (draft, texts) = keeper.draft_told(told, files);
            keeper.keep_texts(&texts)?;
            Ok(keeper.statement(&Draft { post: Some(post.to_owned()), ..draft }, now))
        })
    }

    /// Gives out a bundle for a party, message by message; an inner error is that of whoever takes them. What waits for the party goes
    /// first. Nothing of this node's start depends on whether the bundle arrives.
    pub fn bundle<E>(
        &mut self,
        to: BodyId,
        extent: Extent,
        mut each: impl FnMut(&Message) -> Result<(), E>,
    ) -> Result<Result<(), E>, KeeperError> {
        let peer = self.peer(to)?;
        let waiting = self.outbox_messages(to);
        self.guarded(|keeper| {
            let view = View { store: &keeper.store, shelves: &keeper.shelves };
            let mut messages = waiting.into_iter().chain(keeper.exchange.bundle_for(peer, extent, &view));
            let mut committed = Vec::new();
            let written = messages.try_for_each(|message| {
                committed.extend(committed_in(&message));
                each(&message)
            });
            if let Err(error) = written {
                return Ok(Err(error));
            }
            for name in committed {
                let mut from = 0;
                loop {
                    let part = keeper.payload_part(&name, peer, from)?;
                    if part.is_empty() {
                        break;
                    }
                    let length = part.len() as u64;
                    if let Err(error) = each(&Message::Payload { name: name.clone(), from, part }) {
                        return Ok(Err(error));
                    }
                    from += length;
                }
            }
            Ok(Ok(()))
        })
    }
}

/// The payloads that the leaves of a message commit to.
fn committed_in(message: &Message) -> Vec<PayloadName> {
    let Message::Leaves { origin, from, leaves, .. } = message else { return Vec::new() };
    let read = (*from..).zip(leaves).filter_map(|(index, leaf)| match act_format::read(leaf) {
        Ok(Reading::Leaf(leaf)) => Some((index, leaf)),
        _ => None,
    });
    let names = read.flat_map(|(index, leaf)| leaf.statement().payloads.clone().into_iter().map(move |payload| (index, payload)));
    names.map(|(index, payload)| PayloadName { origin: origin.clone(), index, commitment: payload.commitment.sha256 }).collect()
}
