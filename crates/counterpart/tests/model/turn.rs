//! What a party can write next: an honest one what is lawful and what its node owes, a liar whatever it likes.

use super::view::{Folded, View, day_of, noon_of};
use super::{Moment, Story, Table};
use crate::record::{node_key, public, secret, signed};
use agreement::Calendars;
use agreement::act::{Act, Ballot, Post};
use agreement::id::{Digest, MatterId};
use counterpart::act_format::v1::{Leaf, RecordVerb};
use counterpart::draft::{Deed, Draft};
use counterpart::frontier::Head;
use counterpart::{Roots, Verdict};
use record::{Checkpoint, checkpoint};

/// A leaf that a party could append.
#[derive(Clone, Debug)]
pub struct Written {
    /// The log.
    pub log: usize,
    /// The leaf, by its number.
    pub leaf: u32,
}

/// How a leaf is drafted.
struct Manner {
    /// The claimed time.
    claimed: u64,
    /// Whether it cites what its party has heard.
    cites: bool,
}

impl Story {
    /// Whether the bounds leave room for `written`.
    pub fn allows(&self, moment: &Moment, written: &Written) -> bool {
        let room = moment.logs[written.log].len() < self.leaves_max;
        let leaves: usize = moment.logs.iter().map(Vec::len).sum();
        room && leaves < self.leaves_in_all
    }
}

impl Table {
    /// All leaves that `party` could write on `day`, holding `view`.
    pub fn take_turn(&self, view: &View, party: usize, day: u64) -> Vec<Written> {
        let folded = self.fold(view);
        let log = if party == 0 && !view.0[self.story.parties].is_empty() { self.story.parties } else { party };
        let mut turn = Vec::new();
        let honest = Manner { claimed: noon_of(day), cites: true };
        for (deed, matter) in self.owed(&folded, party, day) {
            turn.extend(self.write(&folded, view, (party, log), (deed, matter), &honest));
        }
        for (deed, matter) in self.choices(&folded, party) {
            turn.extend(self.write(&folded, view, (party, log), (deed, matter), &honest));
        }
        if self.story.liar == Some(party) {
            for manner in [(0, true), (0, false), (day, false)].map(|(day, cites)| Manner { claimed: noon_of(day), cites }) {
                for (deed, matter) in self.lies(party) {
                    turn.extend(self.write_anything(&folded, view, (party, log), (deed, matter), &manner));
                }
            }
        }
        if party == 0 && self.story.succession && view.0[self.story.parties].is_empty() {
            turn.extend(self.successions(view, &folded, day));
        }
        turn
    }

    /// What the node of `party` owes.
    fn owed(&self, folded: &Folded, party: usize, day: u64) -> Vec<(Deed, Option<MatterId>)> {
        let body = agreement::id::BodyId(party as u16);
        let due = folded.fold.due(body, day_of(day), &Calendars::default(), &folded.trees);
        due.into_iter().map(|due| (due.deed, due.matter)).collect()
    }

    /// What the officers and the root of `party` may choose to do.
    fn choices(&self, folded: &Folded, party: usize) -> Vec<(Deed, Option<MatterId>)> {
        let mut choices = Vec::new();
        for (matter, _) in &self.matters {
            if self.story.votes {
                for vote in [Ballot::For, Ballot::Against] {
                    choices.push((Deed::Act(Act::Vote { vote, text: Digest::of(b"plan") }), Some(*matter)));
                }
                continue;
            }
            choices.push((sign(), Some(*matter)));
            if self.story.withdrawals {
                choices.push((Deed::Act(Act::Withdraw {}), Some(*matter)));
            }
        }
        let head = folded.fold.standing().of_party(agreement::id::BodyId(party as u16)).posts.get("head").cloned();
        if self.story.revocations == Some(party) && head.is_some_and(|head| !head.keys.is_empty()) {
            choices.push((self.revocation(party), None));
        }
        choices
    }

    /// Whatever a liar could try.
    fn lies(&self, party: usize) -> Vec<(Deed, Option<MatterId>)> {
        let acts = || [sign(), Deed::Act(Act::Withdraw {}), Deed::Act(Act::Commit {})];
        let votes = || [Ballot::For, Ballot::Against].map(|vote| Deed::Act(Act::Vote { vote, text: Digest::of(b"plan") }));
        let in_matter = |matter: MatterId| -> Vec<(Deed, Option<MatterId>)> {
            let deeds: Vec<Deed> = if self.story.votes { votes().to_vec() } else { acts().to_vec() };
            deeds.into_iter().map(|deed| (deed, Some(matter))).collect()
        };
        let mut lies: Vec<_> = self.matters.iter().flat_map(|(matter, _)| in_matter(*matter)).collect();
        lies.push((Deed::Act(Act::Evidence {}), None));
        if self.story.revocations == Some(party) {
            lies.push((self.revocation(party), None));
        }
        lies
    }

    fn revocation(&self, party: usize) -> Deed {
        Deed::Verb(RecordVerb::Revoke { post: "head".to_owned(), key: public(&secret(party, 1)).bytes })
    }

    /// The leaf of a deed, if it is lawful.
    fn write(
        &self,
        folded: &Folded,
        view: &View,
        place: (usize, usize),
        deed: (Deed, Option<MatterId>),
        manner: &Manner,
    ) -> Option<Written> {
        let written = self.write_anything(folded, view, place, deed, manner)?;
        let mut leaves = view.0[place.1].clone();
        leaves.push(written.leaf);
        (self.book.lock().expect("no panic inside").judged.get(&leaves) == Some(&true)).then_some(written)
    }

    /// The leaf of a deed, lawful or not; what `check` says of it is kept. None if it cannot be stated or must wait.
    fn write_anything(
        &self,
        folded: &Folded,
        view: &View,
        (party, log): (usize, usize),
        (deed, matter): (Deed, Option<MatterId>),
        manner: &Manner,
    ) -> Option<Written> {
        let mut nonce = [0; 16];
        (nonce[0], nonce[1]) = (log as u8 + 1, view.0[log].len() as u8);
        let officers = officers(&deed);
        let post = (officers == [1]).then(|| "head".to_owned());
        let draft = Draft { post, ..Draft::of(deed, matter, nonce) };
        let origin = &self.origins[log];
        let mut statement = folded.fold.statement(origin, &draft, manner.claimed, &folded.trees).ok()?;
        if !manner.cites {
            statement.cites.clear();
        }
        let leaf = signed(&statement, party, officers).to_bytes();
        let verdict = folded.fold.check(origin, &leaf, &folded.trees)?;
        let mut leaves = view.0[log].clone();
        let number = self.number(leaf);
        leaves.push(number);
        let lawful = verdict == Verdict::Lawful(Vec::new());
        self.book.lock().expect("no panic inside").judged.insert(leaves, lawful);
        Some(Written { log, leaf: number })
    }

    /// A lost its machine: its root opens another log, from any head that the others could have held.
    fn successions(&self, view: &View, folded: &Folded, day: u64) -> Vec<Written> {
        let sizes = self.before[0].len()..=self.before[0].len() + view.0[0].len();
        sizes.filter_map(|size| self.succession(folded, day, size as u64)).collect()
    }

    fn succession(&self, folded: &Folded, day: u64, size: u64) -> Option<Written> {
        let (old, new) = (&self.origins[0], &self.origins[self.story.parties]);
        let head = Head { origin: old.clone(), size, root: folded.trees.root(old, size)? };
        let signed_head = Checkpoint { origin: old.clone(), size, root: head.root, extensions: Vec::new() };
        let verb = RecordVerb::Succeed {
            old_origin: head.origin,
            size: head.size,
            root: head.root,
            checkpoint: checkpoint::sign(&signed_head, &node_key(old, 100)).to_bytes(),
            node: node_key(new, 50).verifier().to_string(),
            mirror: node_key(new, 60).verifier().to_string(),
        };
        let draft = Draft::of(Deed::Verb(verb), None, [9; 16]);
        let mut statement = folded.fold.statement(old, &draft, noon_of(day), &folded.trees).ok()?;
        statement.origin.clone_from(new);
        let leaf = self.number(signed(&statement, 0, &[0]).to_bytes());
        Some(Written { log: self.story.parties, leaf })
    }

    /// A leaf in words, for the steps that lead to a fault.
    pub fn told(&self, leaf: u32) -> String {
        let leaf = Leaf::decode(&self.leaf(leaf)).expect("the story's leaves are of the format");
        let statement = leaf.statement();
        let cites: Vec<String> = statement.cites.iter().map(|head| format!("{}:{}", head.origin, head.size)).collect();
        format!("{:?} {:?} claimed {} cites {}", statement.body, statement.matter, statement.claimed, cites.join(" "))
    }
}

fn sign() -> Deed {
    Deed::Act(Act::Sign { text: None, post: Some(Post::Head) })
}

/// Who signs a deed: the root (0), the head's officer (1), or nobody but the node.
fn officers(deed: &Deed) -> &'static [u8] {
    match deed {
        Deed::Act(Act::Sign { .. } | Act::Withdraw {} | Act::Vote { .. }) => &[1],
        Deed::Verb(RecordVerb::Revoke { .. }) => &[0],
        _ => &[],
    }
}
