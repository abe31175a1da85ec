//! Making a counterpart, and opening it at every start: the journal is folded first, for it says which keys and logs there are.

use crate::error::KeeperError;
use crate::fold::{self, Fold, Trees};
use crate::keeper::{Keeper, OUTBOX_BYTES_MAX};
use crate::lacking::Lacking;
use crate::mark;
use crate::setup::{Keys, Setup};
use crate::shelves::{Shelves, View};
use crate::succession::{self, Successor};
use agreement::id::BodyId;
use counterpart::act_format::v1::RecordVerb;
use counterpart::fork::Settled;
use counterpart::frontier::Roots;
use exchange::outbox::Outbox;
use exchange::{Exchange, ForkProof, Group, KeptLog, Opening, Party, StopKind, Token, TreeHead};
use record::{SigningKey, VerifierKey};
use std::collections::BTreeMap;
use store::{Disk, HeadState, Identity, Store};

impl<'a, D: Disk> Keeper<'a, D> {
    /// Makes a counterpart on an empty disk, or on one where that was broken off. `folder` is sixteen random bytes. Its first start is a
    /// careful one: all others must answer before it signs.
    pub fn create(mut disk: D, folder: [u8; 16], setup: Setup<'a>) -> Result<Self, KeeperError> {
        check(&setup)?;
        let origin = setup.origin().ok_or(KeeperError::NoKey)?.to_owned();
        mark::set_careful(&mut disk)?;
        Self::with_store(Store::create(disk, &Identity { folder, origin })?, setup)
    }

    /// Opens a counterpart and folds all that it holds. Nothing is signed until enough of the others have answered.
    pub fn open(disk: D, setup: Setup<'a>) -> Result<Self, KeeperError> {
        check(&setup)?;
        let (store, opened) = Store::open(disk)?;
        let mut setup = setup;
        if !matches!(opened.head, HeadState::Intact | HeadState::OlderSlotBad) {
            setup.stop = worse(setup.stop, StopKind::HeadMissing);
        }
        Self::with_store(store, setup)
    }

    fn with_store(mut store: Store<D>, mut setup: Setup<'a>) -> Result<Self, KeeperError> {
        if Some(store.own().origin()) != setup.origin() {
            return Err(KeeperError::OtherParty);
        }
        if mark::is_careful(store.disk())? {
            setup.stop = worse(setup.stop, StopKind::Restored);
        }
        if setup.stop != StopKind::Intact {
            mark::set_careful(store.disk_mut())?;
        }
        // A head that came back from the others stands in the journal, where it was written first; a crash kept it from the head file.
        let signed = store.signed().map_or(0, |head| head.size);
        let known = store.own().head().filter(|head| signed < head.size && head.size <= store.own().held());
        let known = known.map(|head| head.note.clone());
        let lost = store.may_sign().is_err() && store.signed().is_none();
        if known.is_some() || lost {
            // There may have been a larger one. The mark is set, so that a head file without a head is not taken for one that never had
            // any.
            store.restore_head(known.as_deref())?;
        }
        let mut shelves = Shelves::default();
        let mut fold = Fold::new(&setup.founding, setup.agreement, setup.party, store.own().origin());
        fold::replay(&store, &mut shelves, &mut fold, Trees::Grow)?;
        read_branches(&store, &mut shelves)?;
        fold::catch_up(&store, &mut shelves, &mut fold)?;
        Self::begin(store, setup, shelves, fold)
    }

    fn begin(store: Store<D>, setup: Setup<'a>, mut shelves: Shelves, fold: Fold<'a>) -> Result<Self, KeeperError> {
        let ends = ends(&fold);
        ends.iter().for_each(|(origin, size)| shelves.cut(origin, Some(*size)));
        let mut forked = BTreeMap::new();
        let mut logs = Vec::new();
        let successors = succession::kept(store.disk(), &fold.counterpart)?;
        for followed in followed(&setup, &fold, &successors) {
            let fork = mark::fork(store.disk(), &followed.origin)?;
            forked.extend(fork.clone().map(|proof| (followed.origin.clone(), proof)));
            logs.push(kept(View { store: &store, shelves: &shelves }, followed, fork, &ends));
        }
        let me = party(setup.party);
        let mirror = mirror_key(&setup.keys, &fold, setup.party).ok_or(KeeperError::NoKey)?;
        let mirrors = setup.agreement.parties().map(|party| {
            let own = (party == setup.party).then(|| mirror.verifier());
            let new = successors.iter().filter(|new| new.owner == party).map(|new| new.mirror.clone());
            let mut keys = fold.counterpart.standing().of_party(party).mirror_keys.clone();
            keys.extend(own.into_iter().chain(new));
            keys.dedup();
            keys
        });
        let opening = Opening {
            group: Group { me, mirrors: mirrors.collect() },
            keys: exchange::Keys { log: setup.keys.log.clone(), mirror: mirror.clone() },
            logs,
            stop: setup.stop,
            token: Token(setup.token),
            limits: setup.limits,
        };
        let exchange = Exchange::open(opening, &View { store: &store, shelves: &shelves })?;
        shelves.failure().map_or(Ok(()), Err)?;
        let others = setup.agreement.parties().map(party).filter(|party| *party != me);
        Ok(Self {
            outboxes: others.map(|party| (party, Outbox::new(OUTBOX_BYTES_MAX))).collect(),
            promises: BTreeMap::new(),
            keeps: BTreeMap::new(),
            halted: exchange.fork(store.own().origin()).map(|_| exchange::HaltReason::OwnLogForked),
            forked,
            ends,
            wanted: BTreeMap::new(),
            lacking: Lacking::default(),
            ready: BTreeMap::new(),
            looked: None,
            told: BTreeMap::new(),
            nonces: 0,
            mirror_key: mirror.verifier(),
            keyless: false,
            stopped: false,
            came_to_rest: false,
            setup,
            store,
            shelves,
            fold,
            exchange,
        })
    }
}

/// Any other kind of stop is more careful than an intact one.
fn worse(one: StopKind, other: StopKind) -> StopKind {
    if one == StopKind::Intact { other } else { one }
}

fn check(setup: &Setup<'_>) -> Result<(), KeeperError> {
    let misfits = setup.founding.misfits(setup.agreement);
    if !misfits.is_empty() {
        return Err(KeeperError::Misfit(misfits));
    }
    let Keys { log, mirror } = &setup.keys;
    if mirror.is_empty() || log.is_empty() || log.iter().any(|key| key.name() != log[0].name()) {
        return Err(KeeperError::NoKey);
    }
    let founded = setup.founding.parties.get(usize::from(setup.party.0)).ok_or(KeeperError::OtherParty)?;
    let others = setup.founding.keeper(log[0].name());
    if others.is_some_and(|other| other.id != founded.id) { Err(KeeperError::OtherParty) } else { Ok(()) }
}

fn party(body: BodyId) -> Party {
    Party(body.0 as u8)
}

/// The newest mirror key on record whose secret is here; else the newest that is here.
fn mirror_key(keys: &Keys, fold: &Fold<'_>, party: BodyId) -> Option<SigningKey> {
    let known = &fold.counterpart.standing().of_party(party).mirror_keys;
    let newest = known.iter().rev().find_map(|key| keys.mirror.iter().find(|secret| secret.verifier() == *key));
    newest.or(keys.mirror.last()).cloned()
}

/// A log that is followed.
struct Followed {
    origin: String,
    owner: BodyId,
    keys: Vec<VerifierKey>,
}

/// The founded logs, those that followed them, and our own: a successor's first act is the one that opens it.
fn followed(setup: &Setup<'_>, fold: &Fold<'_>, known: &[Successor]) -> Vec<Followed> {
    let own = setup.keys.log[0].name();
    let standing = fold.counterpart.standing();
    let successors = fold.successions.values().filter_map(|verb| match verb {
        RecordVerb::Succeed { node, .. } => node.parse::<VerifierKey>().ok(),
        _ => None,
    });
    let successors = successors.collect::<Vec<_>>();
    let mut logs = Vec::new();
    for (origin, owner, ..) in fold.counterpart.logs() {
        let founded = standing.of_party(owner).node_keys.iter().chain(&successors).filter(|key| key.name() == origin);
        logs.push(Followed { origin: origin.to_owned(), owner, keys: founded.cloned().collect() });
    }
    for Successor { origin, owner, node, .. } in known {
        if !logs.iter().any(|log| log.origin == *origin) {
            logs.push(Followed { origin: origin.clone(), owner: *owner, keys: vec![node.clone()] });
        }
    }
    match logs.iter_mut().find(|log| log.origin == own) {
        Some(log) => {
            let more = setup.keys.log.iter().map(SigningKey::verifier).filter(|key| !log.keys.contains(key)).collect::<Vec<_>>();
            log.keys.extend(more);
        }
        None => {
            let keys = setup.keys.log.iter().map(SigningKey::verifier).collect();
            logs.push(Followed { origin: own.to_owned(), owner: setup.party, keys });
        }
    }
    logs
}

/// Where forks and complete successions end logs.
fn ends(fold: &Fold<'_>) -> BTreeMap<String, u64> {
    let forks = fold.counterpart.forks().collect::<Vec<_>>();
    let settled = forks.iter().filter_map(|(origin, split, settled)| match settled {
        Settled::Kept(size) => Some(((*origin).to_owned(), *size)),
        Settled::Common => Some(((*origin).to_owned(), *split)),
        _ => None,
    });
    let is_forked = |origin: &str| forks.iter().any(|(accused, ..)| *accused == origin);
    let ended = fold.counterpart.logs().filter(|(origin, ..)| !is_forked(origin));
    let ended = ended.filter_map(|(origin, ..)| Some((origin.to_owned(), fold.counterpart.end(origin)?)));
    settled.chain(ended).collect()
}

/// A log as the exchange is told of it.
fn kept<D: Disk>(view: View<'_, D>, followed: Followed, fork: Option<ForkProof>, ends: &BTreeMap<String, u64>) -> KeptLog {
    let Followed { origin, owner, keys } = followed;
    let end = ends.get(&origin).and_then(|size| Some(TreeHead { size: *size, root: view.root(&origin, *size)? }));
    let size = view.shelves.size(&origin).min(end.map_or(u64::MAX, |end| end.size));
    let signed = view.store.signed().filter(|_| origin == view.store.own().origin());
    let cosigned = view.store.log(&origin).and_then(|log| log.head());
    let notes = signed.into_iter().chain(cosigned).map(|head| head.note.clone()).collect();
    KeptLog { origin, owner: party(owner), keys, size, notes, fork, end }
}

/// The other branches that the journal holds. A branch that was fetched twice, or broken off, begins again at its split.
fn read_branches<D: Disk>(store: &Store<D>, shelves: &mut Shelves) -> Result<(), KeeperError> {
    for log in store.logs() {
        for split in log.splits() {
            for (index, leaf) in store.branch(log.origin(), split)? {
                shelves.grow(store, log.origin(), (split, index), std::slice::from_ref(&leaf))?;
            }
        }
    }
    Ok(())
}
