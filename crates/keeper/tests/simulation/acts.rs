//! What the parties do: proposals and rival proposals, signatures, withdrawals, votes, letters, key work, new officers. Commitments
//! and evidence nobody asks for: the nodes write them by themselves.

use agreement::act::{Act, ActKind, Ballot, Opinion, Post, Purpose};
use agreement::id::{Digest, MatterId};
use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::{Deed, Draft};
use jiff::ToSpan;
use jiff::civil::Date;
use keeper::{Receipt, Refusal, Submission};

use crate::faults::Trouble;
use crate::ledger::{Kind, Opened};
use crate::world::World;

/// Matters that are opened in one run.
const OPENED_MAX: usize = 7;

/// The officers of the parties, and leaves that lie signed on a stick.
#[derive(Default)]
pub struct Offices {
    /// Which key each party's head signs with now.
    keys: Vec<u8>,
    sticks: Vec<(usize, Vec<u8>)>,
    /// The first leaves of logs that succeed others: whoever begins anew is given them too.
    pub successions: Vec<Vec<u8>>,
}

impl Offices {
    pub fn new(parties: usize) -> Self {
        Self { keys: vec![1; parties], sticks: Vec::new(), successions: Vec::new() }
    }
}

impl World {
    /// Somebody does something.
    pub fn act(&mut self) {
        let place = self.below(self.machines.len());
        if self.machines[place].node.as_ref().is_none_or(|node| !node.may_sign()) {
            return;
        }
        match self.random().below(20) {
            0..=2 => self.propose(place, Kind::Amendment),
            3 => self.propose(place, Kind::Council),
            4 => self.propose(place, Kind::Letter),
            5 if self.trouble == Trouble::Epoch => self.propose(place, Kind::Epoch),
            6..=13 => self.answer(place),
            14 => self.withdraw(place),
            15..=16 => self.work(place),
            17 => self.take_stick(place),
            18 if self.machines.len() == self.parties => self.renew(place),
            _ => {}
        }
    }

    pub fn draft(&mut self, deed: Deed, matter: Option<MatterId>, post: Option<&str>) -> Draft {
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.random().next().to_be_bytes());
        Draft { post: post.map(str::to_owned), ..Draft::of(deed, matter, nonce) }
    }

    fn standing(&self, rule: &str) -> MatterId {
        MatterId::standing(crate::parties::agreement(self.parties).rule_id(rule).expect("a rule of the agreement"))
    }

    /// Lays acts before the record; gives what became of the first.
    fn submit(&mut self, place: usize, acts: Vec<Submission>) -> Option<Result<Receipt, Refusal>> {
        let answers = self.run(place, |node, now| node.submit(acts, now))?;
        for answer in &answers {
            match answer {
                Ok(receipt) => {
                    self.seen.acts += 1;
                    if let Some(receipts) = self.ledger.receipts.get_mut(place) {
                        receipts.push((receipt.act, receipt.index));
                    }
                }
                Err(_) => self.seen.refused += 1,
            }
        }
        answers.into_iter().next()
    }

    /// Has the party's head sign a draft.
    fn signed(&mut self, place: usize, deed: Deed, matter: MatterId) -> Option<Vec<u8>> {
        let draft = self.draft(deed, Some(matter), Some("head"));
        let (party, now) = (self.machines[place].party, self.clock(place));
        let node = self.machines[place].node.as_ref()?;
        self.signatures.leaf(node, &draft, (party, self.offices.keys[party]), now)
    }

    fn today(&self, place: usize) -> Date {
        let now = jiff::Timestamp::from_second(self.clock(place) as i64).expect("a time");
        now.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Opens a matter: often a rival of one that is open already.
    fn propose(&mut self, place: usize, kind: Kind) {
        let many = self.ledger.opened.len() >= OPENED_MAX;
        let again = kind == Kind::Epoch && self.ledger.opened.iter().any(|opened| opened.kind == kind);
        if many || again {
            return;
        }
        let days = 1 + self.random().below(4) as i64;
        let last = self.today(place).checked_add(days.days()).expect("a day");
        let until = Some(last).filter(|_| kind == Kind::Council || self.random().chance(600));
        let text = Digest::of(&self.random().next().to_be_bytes());
        let base = self.base(place).filter(|_| kind == Kind::Amendment);
        let (rule, act) = match kind {
            Kind::Amendment => ("amendment", Act::ProposeAmendment { text, base, until }),
            Kind::Epoch => ("epoch", Act::ProposeEpoch { text, base, until }),
            Kind::Council => ("council", Act::ProposeDecision { text, until, until_time: None }),
            Kind::Letter => ("liaison", Act::SendLiaison { purpose: Purpose::Reply, to: Vec::new(), text, due: None }),
        };
        let draft = self.draft(Deed::Act(act), Some(self.standing(rule)), None);
        let party = self.machines[place].party;
        if let Some(Ok(Receipt { act, index })) = self.submit(place, vec![Submission::Draft(Box::new(draft))]) {
            self.seen.opened += 1;
            let signed = std::collections::BTreeSet::new();
            self.ledger.opened.push(Opened { kind, act, by: party, index, text, base, until, signed });
        }
    }

    /// The decision that the next amendment changes, if there is one already.
    fn base(&self, place: usize) -> Option<agreement::id::Place> {
        let node = self.machines[place].node.as_ref()?;
        let decided = self.ledger.opened.iter().filter(|opened| opened.kind == Kind::Amendment);
        let decided = decided.filter(|opened| self.ledger.decided.contains(&opened.act)).next_back()?;
        decided.place(node)
    }

    /// One of the opened matters that a machine knows.
    fn some_matter(&mut self, place: usize) -> Option<(usize, MatterId)> {
        let count = self.ledger.opened.len();
        let which = if count == 0 { return None } else { self.below(count) };
        let node = self.machines[place].node.as_ref()?;
        Some((which, self.ledger.opened[which].matter(node)?))
    }

    fn answer(&mut self, place: usize) {
        if let Some((which, matter)) = self.some_matter(place) {
            self.answer_one(place, which, matter);
        }
    }

    /// A party answers a matter in the way of its kind; sometimes its signed answer lies on a stick for a while.
    pub fn answer_one(&mut self, place: usize, which: usize, matter: MatterId) {
        let Opened { kind, text, by, .. } = self.ledger.opened[which];
        let party = self.machines[place].party;
        let act = match kind {
            Kind::Amendment | Kind::Epoch => Act::Sign { text: None, post: None },
            Kind::Council => {
                let vote = if self.random().chance(300) { Ballot::Against } else { Ballot::For };
                Act::Vote { vote, text }
            }
            Kind::Letter if by == party => return,
            Kind::Letter => {
                let act = if self.random().chance(500) { Act::AcknowledgeLiaison {} } else { Act::ReplyLiaison { text } };
                let draft = self.draft(Deed::Act(act), Some(matter), None);
                self.submit(place, vec![Submission::Draft(Box::new(draft))]);
                return;
            }
        };
        let voted = act.kind() == ActKind::Vote;
        let Some(leaf) = self.signed(place, Deed::Act(act), matter) else { return };
        self.ledger.opened[which].signed.insert(party);
        if self.storm && self.random().chance(150) {
            self.offices.sticks.push((place, leaf));
        } else if let Some(Ok(_)) = self.submit(place, vec![Submission::Signed(leaf)]) {
            self.seen.voted += u32::from(voted);
            self.seen.signed += u32::from(!voted);
        }
    }

    fn withdraw(&mut self, place: usize) {
        let Some((_, matter)) = self.some_matter(place) else { return };
        if let Some(leaf) = self.signed(place, Deed::Act(Act::Withdraw {}), matter) {
            self.submit(place, vec![Submission::Signed(leaf)]);
        }
    }

    /// What was signed before newer acts is laid before the record now.
    fn take_stick(&mut self, place: usize) {
        let of_it = self.offices.sticks.iter().position(|(from, _)| *from == place);
        if let Some((_, leaf)) = of_it.map(|at| self.offices.sticks.remove(at)) {
            self.submit(place, vec![Submission::Signed(leaf)]);
        }
    }

    /// The yearly list: proposals, a circulated text, opinions on it.
    fn work(&mut self, place: usize) {
        let party = self.machines[place].party;
        let item = 1 + self.random().below(2) as u32;
        let text = Digest::of(&[item as u8]);
        let act = match (party, self.random().below(3)) {
            (_, 0) => Act::ProposeTask { text, area: None, carried_from: None },
            (0, _) => Act::Circulate { item, text, merges: Vec::new(), answer_within: Some(3) },
            _ => Act::GiveOpinion { opinion: Opinion::Agree, item, text, letter_says_consent: false },
        };
        let year = self.today(place).year();
        let matter = MatterId::period(self.standing("key_work").rule, year);
        let draft = self.draft(Deed::Act(act), Some(matter), None);
        self.submit(place, vec![Submission::Draft(Box::new(draft))]);
    }

    /// The root takes a head's key off the record and puts a new one there.
    fn renew(&mut self, place: usize) {
        let steady = matches!(self.trouble, Trouble::Weather | Trouble::Crash | Trouble::Carried | Trouble::Withheld);
        if !steady || self.random().chance(700) {
            return;
        }
        let party = self.machines[place].party;
        let old = self.offices.keys[party];
        let (gone, new) = (self.signatures.officer(party, old), self.signatures.officer(party, old + 1));
        let (post, rank, suite) = ("head".to_owned(), Post::Head, new.public_key().suite);
        let revoke = RecordVerb::Revoke { post: post.clone(), key: gone.public_key().bytes.clone() };
        let empower = RecordVerb::Empower { post, rank, may_empower: false, suite, key: new.public_key().bytes.clone() };
        for verb in [revoke, empower] {
            let draft = self.draft(Deed::Verb(verb), None, None);
            let now = self.clock(place);
            let Some(node) = &self.machines[place].node else { return };
            let Some(leaf) = self.signatures.leaf(node, &draft, (party, 0), now) else { return };
            if !matches!(self.submit(place, vec![Submission::Signed(leaf)]), Some(Ok(_))) {
                return;
            }
        }
        self.offices.keys[party] = old + 1;
    }
}
