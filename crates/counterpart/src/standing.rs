//! The standing of the parties' own records: posts and their keys, root and node keys. Each party's own log alone writes it.
//!
//! What is empowered or revoked counts from its place in that log, so nobody dodges a revocation by citing an old frontier.

use crate::act_format::v1::{Leaf, Medium, NodeKey, RecordVerb};
use crate::founding::{Founding, Root};
use crate::officer_signature::{OfficerSignature, PublicKey, RpPolicy, SignatureFault, Suite, paper};
use crate::void::Void;
use agreement::act::Post as Rank;
use agreement::id::{BodyId, MatterId};
use record::key::VerifierKey;
use std::collections::BTreeMap;

/// A post that can sign for its party.
#[derive(Clone, Debug)]
pub struct Post {
    /// What the post is to the agreement: the head, someone with a mandate, or another officer.
    pub rank: Rank,
    /// Whether its officers may empower others.
    pub empowers: bool,
    /// The keys that sign for it now.
    pub keys: Vec<PublicKey>,
}

/// The standing of one party.
#[derive(Clone, Debug)]
pub struct PartyStanding {
    /// The posts by name.
    pub posts: BTreeMap<String, Post>,
    /// The offline root.
    pub root: Root,
    /// Where its passkeys count; nowhere without.
    pub passkey: Option<RpPolicy>,
    /// The keys that its checkpoints are signed with: the newest last. Older ones still prove what they signed.
    pub node_keys: Vec<VerifierKey>,
    /// The keys that its mirror cosigns with: the newest last.
    pub mirror_keys: Vec<VerifierKey>,
    /// Signatures that a revocation of their key would withdraw: the key and the ballot.
    pub(crate) live_signs: Vec<(PublicKey, MatterId)>,
}

/// Who signed a leaf, all signatures being right.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signers {
    /// Whether the root key did.
    pub root: bool,
    /// The officers' keys that did; of a signature on paper, those of the custodians who recorded it.
    pub keys: Vec<PublicKey>,
    /// Whether the post itself signed on paper.
    pub on_paper: bool,
}

/// The standing of all parties, in the agreement's order.
#[derive(Clone, Debug)]
pub struct Standing {
    parties: Vec<PartyStanding>,
}

impl Standing {
    /// The standing on the first day: what the founding says.
    pub fn of(founding: &Founding) -> Standing {
        let parties = founding.parties.iter().map(|party| PartyStanding {
            posts: BTreeMap::new(),
            root: party.root.clone(),
            passkey: party.passkey.clone(),
            node_keys: vec![party.node.clone()],
            mirror_keys: vec![party.mirror.clone()],
            live_signs: Vec::new(),
        });
        Standing { parties: parties.collect() }
    }

    /// The standing of one party.
    pub fn of_party(&self, party: BodyId) -> &PartyStanding {
        &self.parties[usize::from(party.0)]
    }

    /// Checks every signature on `leaf` as one of `party`'s: by its root, or by a key of the post that the act names.
    pub(crate) fn signers(&self, party: BodyId, leaf: &Leaf) -> Result<Signers, Void> {
        let standing = self.of_party(party);
        let mut signers = Signers::default();
        let mut by_root = Vec::new();
        let wrong = |fault: SignatureFault| Void::WrongSignature { fault: fault.word().to_owned() };
        let is_paper = |signature: &OfficerSignature| signature.suite() == Suite::Paper;
        signers.on_paper = leaf.signatures().iter().any(is_paper);
        for (place, signature) in leaf.signatures().iter().enumerate().filter(|(_, signature)| !is_paper(signature)) {
            let key = match signers.on_paper {
                true => standing.custodian_key(signature)?,
                false => standing.key_of(signature, leaf.statement().post.as_deref())?,
            };
            leaf.judge_signature(place, standing.passkey.as_ref()).map_err(wrong)?;
            let list = if standing.root.keys.contains(key) { &mut by_root } else { &mut signers.keys };
            list.push(key.clone());
        }
        if signers.on_paper && leaf.statement().medium != Medium::Paper {
            return Err(wrong(SignatureFault::Form));
        }
        for signature in leaf.signatures().iter().filter(|signature| is_paper(signature)) {
            paper::stands(signature, &leaf.statement().payloads, &signers.keys).map_err(wrong)?;
        }
        signers.root = standing.root.is_met_by(&by_root);
        if signers.keys.is_empty() && !signers.root && !leaf.signatures().is_empty() {
            return Err(Void::NotSigned {});
        }
        Ok(signers)
    }

    /// The rank of the post that `leaf` is signed for; refused if nobody of that post signed it.
    pub(crate) fn rank_of(&self, party: BodyId, leaf: &Leaf, signers: &Signers) -> Result<Rank, Void> {
        let post = leaf.statement().post.as_deref().ok_or(Void::NotSigned {})?;
        let known = self.of_party(party).posts.get(post).ok_or_else(|| Void::NotEmpowered { post: post.to_owned() })?;
        match signers.on_paper || signers.keys.iter().any(|key| known.keys.contains(key)) {
            true => Ok(known.rank),
            false => Err(Void::NotSigned {}),
        }
    }

    /// Judges a change of `party`'s keys; nothing changes.
    pub(crate) fn check(&self, party: BodyId, leaf: &Leaf, verb: &RecordVerb, signers: &Signers) -> Result<(), Void> {
        let standing = self.of_party(party);
        match verb {
            // Paper can carry what a leader decides under the agreement; a party's keys are changed by keys alone.
            _ if signers.on_paper => Err(Void::NotSigned {}),
            RecordVerb::Empower { .. } | RecordVerb::Revoke { .. } if signers.root => Ok(()),
            RecordVerb::Empower { .. } | RecordVerb::Revoke { .. } => {
                self.rank_of(party, leaf, signers)?;
                let post = leaf.statement().post.as_deref().unwrap_or_default();
                let may = standing.posts.get(post).is_some_and(|post| post.empowers);
                if may { Ok(()) } else { Err(Void::NotEmpowered { post: post.to_owned() }) }
            }
            RecordVerb::RotateKey { .. } if !signers.root => Err(Void::NotByRoot {}),
            _ => Ok(()),
        }
    }

    /// Applies a change that was judged. Gives the ballots whose signature by the revoked key is withdrawn by this.
    pub(crate) fn apply(&mut self, party: BodyId, verb: &RecordVerb) -> Vec<MatterId> {
        let standing = &mut self.parties[usize::from(party.0)];
        match verb {
            RecordVerb::Empower { post, rank, may_empower, suite, key } => {
                let key = PublicKey { suite: *suite, bytes: key.clone() };
                let fresh = || Post { rank: *rank, empowers: *may_empower, keys: Vec::new() };
                let post = standing.posts.entry(post.clone()).or_insert_with(fresh);
                (post.rank, post.empowers) = (*rank, *may_empower);
                if !post.keys.contains(&key) {
                    post.keys.push(key);
                }
                Vec::new()
            }
            RecordVerb::Revoke { post, key } => {
                if let Some(post) = standing.posts.get_mut(post) {
                    post.keys.retain(|known| known.bytes != *key);
                }
                let withdrawn =
                    standing.live_signs.iter().filter(|(signed, _)| signed.bytes == *key).map(|(_, matter)| *matter).collect();
                standing.live_signs.retain(|(signed, _)| signed.bytes != *key);
                withdrawn
            }
            RecordVerb::RotateKey { which, key } => {
                let keys = match which {
                    NodeKey::Node => &mut standing.node_keys,
                    NodeKey::Mirror => &mut standing.mirror_keys,
                };
                keys.extend(key.parse().ok());
                Vec::new()
            }
            RecordVerb::Succeed { node, mirror, .. } => {
                standing.node_keys.extend(node.parse().ok());
                standing.mirror_keys.extend(mirror.parse().ok());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Notes a signature on a ballot by `keys`, or that it is out of reach of a revocation.
    pub(crate) fn note_sign(&mut self, party: BodyId, matter: MatterId, signed_by: Option<&[PublicKey]>) {
        let signs = &mut self.parties[usize::from(party.0)].live_signs;
        match signed_by {
            Some(keys) => signs.extend(keys.iter().map(|key| (key.clone(), matter))),
            None => signs.retain(|(_, signed)| *signed != matter),
        }
    }
}

impl Post {
    /// Whether its officers may record what another post of the party signed on paper: those whom the head has given a mandate in writing.
    pub fn keeps_papers(&self) -> bool {
        self.rank == Rank::Mandated
    }
}

impl PartyStanding {
    /// The key of a custodian that `signature` says it was made with.
    fn custodian_key(&self, signature: &OfficerSignature) -> Result<&PublicKey, Void> {
        let custodians = self.posts.values().filter(|post| post.keeps_papers());
        let found = custodians.flat_map(|post| &post.keys).find(|key| Some(*key) == signature.key());
        found.ok_or_else(|| Void::WrongSignature { fault: SignatureFault::PaperAlone.word().to_owned() })
    }

    /// The key that `signature` says it was made with: the root, or one that signs for `post` now.
    fn key_of(&self, signature: &OfficerSignature, post: Option<&str>) -> Result<&PublicKey, Void> {
        if let Some(root) = self.root.keys.iter().find(|key| Some(*key) == signature.key()) {
            return Ok(root);
        }
        let known = post.and_then(|post| self.posts.get(post));
        let found = known.and_then(|known| known.keys.iter().find(|key| Some(*key) == signature.key()));
        found.ok_or_else(|| Void::NotEmpowered { post: post.unwrap_or_default().to_owned() })
    }
}
