//! What the leaves themselves show, read without the engine: who signed with which key, who committed, who held what when.

use super::Table;
use super::view::{View, noon_of};
use crate::record::{public, secret};
use agreement::Agreement;
use agreement::act::{Act, ActKind, Ballot};
use counterpart::act_format::v1::{Body, Leaf, MatterRef, RecordVerb};
use counterpart::act_format::{self, ActId, Lookup, Reading};
use counterpart::{Counterpart, Verdict};
use ed25519_dalek::{Signature, VerifyingKey};

/// A lawful leaf, with how many leaves of each log its own had cited up to it.
pub struct Lawful {
    index: u64,
    leaf: Leaf,
    cited: Vec<u64>,
}

/// The lawful leaves of each log in a view.
pub fn read(table: &Table, view: &View, fold: &Counterpart<'_>) -> Vec<Vec<Lawful>> {
    let log = |log: usize| {
        let later: Vec<Vec<u8>> = view.0[log].iter().map(|leaf| table.leaf(*leaf).to_vec()).collect();
        let mut cited = vec![0; table.origins.len()];
        let mut lawful = Vec::new();
        for (index, bytes) in table.before[log].iter().chain(&later).enumerate() {
            let Ok(Reading::Leaf(leaf)) = act_format::read(bytes) else { continue };
            for head in &leaf.statement().cites {
                let at = table.origins.iter().position(|origin| *origin == head.origin).expect("a log of the record");
                cited[at] = head.size.max(cited[at]);
            }
            if fold.verdict(&table.origins[log], index as u64) == Some(Verdict::Lawful(Vec::new())) {
                lawful.push(Lawful { index: index as u64, leaf: *leaf, cited: cited.clone() });
            }
        }
        lawful
    };
    (0..view.0.len()).map(log).collect()
}

impl Lawful {
    fn does(&self, kind: ActKind, matter: ActId) -> bool {
        let statement = self.leaf.statement();
        let in_matter = statement.matter == Some(MatterRef::Opened(matter));
        in_matter && matches!(&statement.body, Body::Act(act) if act.kind == kind)
    }

    fn verb(&self) -> Option<&RecordVerb> {
        if let Body::Verb(verb) = &self.leaf.statement().body { Some(verb) } else { None }
    }

    fn is_for(&self, agreement: &Agreement) -> bool {
        let lookup = Lookup { agreement, place: &|_| None, opened: &|_| None };
        matches!(self.leaf.act(&lookup), Some(Ok(Act::Vote { vote: Ballot::For, .. })))
    }

    fn settles_logs(&self) -> bool {
        let verb = self.verb();
        matches!(verb, Some(RecordVerb::ProveFork { .. } | RecordVerb::Succeed { .. } | RecordVerb::Countersign { .. }))
    }

    fn is_evidence(&self) -> bool {
        matches!(&self.leaf.statement().body, Body::Act(act) if act.kind == ActKind::Evidence)
    }

    /// Whether the head's officer of `party` signed it, by a verifier of its own.
    fn is_signed_by_head(&self, party: usize) -> bool {
        let key: VerifyingKey = secret(party, 1).verifying_key();
        self.leaf.signatures().iter().any(|signature| match signature {
            counterpart::officer_signature::OfficerSignature::Direct { signature, .. } => {
                Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(&self.leaf.id().0, &signature).is_ok())
            }
            _ => false,
        })
    }
}

/// The matters, as bits, for which every party's log shows what a decision needs.
pub fn founded(table: &Table, logs: &[Vec<Lawful>]) -> u32 {
    let is = |matter: ActId| if table.story.votes { is_voted(table, logs, matter) } else { is_signed(table, logs, matter) };
    table.matters.iter().enumerate().filter(|(_, (_, act))| is(*act)).fold(0, |all, (at, _)| all | 1 << at)
}

/// The leaves of a party: of its log and of the one that follows it.
fn of_party<'l>(table: &Table, logs: &'l [Vec<Lawful>], party: usize) -> impl Iterator<Item = (usize, &'l Lawful)> {
    let later = table.story.parties;
    let second = logs[later].iter().filter(move |_| party == 0).map(move |lawful| (later, lawful));
    logs[party].iter().map(move |lawful| (party, lawful)).chain(second)
}

/// Where the party committed itself, after its officer's signature by a key that was neither withdrawn nor revoked.
fn commitment(table: &Table, logs: &[Vec<Lawful>], party: usize, matter: ActId) -> Option<(usize, u64)> {
    let (mut signed, mut revoked) = (false, false);
    for (log, lawful) in of_party(table, logs, party) {
        if lawful.does(ActKind::Sign, matter) {
            signed = !revoked && lawful.is_signed_by_head(party);
        } else if lawful.does(ActKind::Withdraw, matter) {
            signed = false;
        } else if let Some(RecordVerb::Revoke { key, .. }) = lawful.verb() {
            revoked |= *key == public(&secret(party, 1)).bytes;
            signed = signed && !revoked;
        } else if lawful.does(ActKind::Commit, matter) && signed {
            return Some((log, lawful.index));
        }
    }
    None
}

fn is_signed(table: &Table, logs: &[Vec<Lawful>], matter: ActId) -> bool {
    (0..table.story.parties).all(|party| {
        let Some((log, index)) = commitment(table, logs, party, matter) else { return false };
        let Some(expiry) = table.story.expiry else { return true };
        let others = (0..table.story.parties).filter(|other| *other != party);
        let holds = |other: usize| {
            let mut evidence = of_party(table, logs, other).map(|(_, lawful)| lawful).filter(|lawful| lawful.is_evidence());
            evidence.any(|lawful| lawful.leaf.statement().claimed <= noon_of(expiry) && lawful.cited[log] > index)
        };
        2 * others.clone().filter(|other| holds(*other)).count() > others.count()
    })
}

/// Everybody voted for it, or was silent after a receipt with no objection that another held in time.
fn is_voted(table: &Table, logs: &[Vec<Lawful>], matter: ActId) -> bool {
    let closing = noon_of(table.story.expiry.expect("a story of silence has a closing"));
    let (opener, opened) = logs
        .iter()
        .enumerate()
        .find_map(|(log, lawful)| lawful.iter().find(|one| one.leaf.id() == matter).map(|one| (log, one.index)))
        .unwrap_or((0, 0));
    (0..table.story.parties).all(|party| {
        let vote = logs[party].iter().find(|lawful| lawful.does(ActKind::Vote, matter));
        let consents = |vote: &Lawful| vote.is_for(table.agreement);
        let in_time = |lawful: &&Lawful| lawful.leaf.statement().claimed <= closing;
        let receipt = party == opener || logs[party].iter().filter(in_time).any(|lawful| lawful.cited[opener] > opened);
        // Everybody else has spoken after the closing: no objection can come in time any more.
        let spoke = |other: usize| {
            let late = |lawful: &&Lawful| lawful.is_evidence() && !in_time(lawful);
            logs[other].iter().any(|lawful| late(&lawful))
        };
        let settled = (0..table.story.parties).filter(|other| *other != party).all(spoke);
        vote.is_some_and(|vote| in_time(&vote) && consents(vote)) || receipt && settled
    })
}

/// Whether every log that committed itself to the next epoch took nothing more in the old one while the ballot could still be
/// decided, and nobody entered the next one without everybody's commitment.
pub fn epochs_hold(table: &Table, logs: &[Vec<Lawful>]) -> bool {
    let Some((_, ballot)) = table.matters.first().filter(|_| table.story.epoch) else { return true };
    let committed = (0..table.story.parties).all(|party| commitment(table, logs, party, *ballot).is_some());
    let ends =
        |lawful: &Lawful| lawful.does(ActKind::Withdraw, *ballot) || matches!(lawful.verb(), Some(RecordVerb::Revoke { .. }));
    // A withdrawal or a revocation before its own commitment kills the ballot.
    let withdrawn = logs.iter().any(|log| {
        let commit = log.iter().position(|lawful| lawful.does(ActKind::Commit, *ballot)).unwrap_or(log.len());
        log[..commit].iter().any(ends)
    });
    let entered = entered(logs) > 0;
    let stays = logs.iter().all(|log| {
        let Some(at) = log.iter().position(|lawful| lawful.does(ActKind::Commit, *ballot)) else { return true };
        let mut later = log[at + 1..].iter().take_while(|lawful| !matches!(lawful.verb(), Some(RecordVerb::EnterEpoch { .. })));
        withdrawn || later.all(|lawful| lawful.is_evidence() || lawful.settles_logs())
    });
    stays && (!entered || (committed && !withdrawn))
}

/// How many logs have entered the next epoch.
pub fn entered(logs: &[Vec<Lawful>]) -> usize {
    let entry = |lawful: &Lawful| matches!(lawful.verb(), Some(RecordVerb::EnterEpoch { .. }));
    logs.iter().filter(|log| log.iter().any(entry)).count()
}
