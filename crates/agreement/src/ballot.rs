//! The ballot: a text that needs the signature of each of several parties, over the same bytes.
//!
//! An officer signs; the node commits once it holds every signature. Decided when every required commitment is there
//! (and timely, if the ballot has an expiry); dead when a required party withdrew before it committed.

use crate::act::{Act, ActKind, Event, Post};
use crate::calendar::Calendars;
use crate::finding::{Because, Finding, Status, Step};
use crate::id::{BodyId, Cite, DecisionId, Digest, MatterId, Occasion, Place, PointId};
use crate::kinds::entry_into_force::signature;
use crate::message::Message;
use crate::reading::{Choice, Reading};
use crate::refusal::Refusal;
use crate::state::{Case, State};
use crate::view::View;
use jiff::civil::Date;

/// What a ballot is about.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    /// The text that is signed.
    pub text: Digest,
    /// The decision that made the text which this one changes, or none.
    pub base: Option<Place>,
    /// The last day for committing, if there is one.
    pub expiry: Option<Date>,
    /// Whose signatures are needed, in the agreement's order.
    pub required: &'a [BodyId],
}

/// The text, base and expiry of the act that opened a ballot.
pub fn paper<'a>(opening: &Act, required: &'a [BodyId]) -> Option<Paper<'a>> {
    match opening {
        Act::ProposeAmendment { text, base, until }
        | Act::ProposeExtension { text, base, until, .. }
        | Act::ProposeEpoch { text, base, until } => Some(Paper { text: *text, base: *base, expiry: *until, required }),
        _ => None,
    }
}

/// Judges `Sign`, `Withdraw` and `Commit` on a ballot.
pub fn check(case: &Case<'_>, paper: &Paper<'_>, point: Option<(PointId, u8)>) -> Result<Vec<Choice>, Refusal> {
    case.entitled(paper.required)?;
    match &case.event.act {
        Act::Sign { text, post } => {
            if text.is_some_and(|text| text != paper.text) {
                return Err(Refusal::TextUnknown {});
            }
            if let Some(withdrawn) = dead(case, paper) {
                return Err(Refusal::BallotDead { withdrawn });
            }
            if let Some(withdrawn) = case.own(case.matter, ActKind::Withdraw).next() {
                return Err(Refusal::BallotDead { withdrawn: withdrawn.place });
            }
            let under = signature(case, *post, point)?;
            rival(case, paper)?;
            Ok(under)
        }
        Act::Withdraw {} => {
            if let Some(commit) = case.own(case.matter, ActKind::Commit).next() {
                return Err(Refusal::WithdrawAfterCommit { committed: commit.place });
            }
            let by = case.event.author;
            live_sign(case, case.matter, by).map(|_| Vec::new()).ok_or(Refusal::NothingToWithdraw { by })
        }
        // Another party's paper binds nobody, so nothing is asked of it but who reports.
        Act::ReportPaper { .. } => Ok(Vec::new()),
        _ => check_commit(case, paper, point),
    }
}

/// Refuses to open a ballot on a base that is no decision, as far as its author had seen: else two texts on one base could
/// both be signed, one of them under the name of another base.
pub fn check_base(case: &Case<'_>) -> Result<(), Refusal> {
    match paper(&case.event.act, &[]).and_then(|paper| paper.base) {
        Some(base) if !opened_a_decision(case, base) => Err(Refusal::BaseNotDecided { base }),
        _ => Ok(()),
    }
}

/// Whether the act at `place` opened a ballot that was decided by what the author of the case had seen.
fn opened_a_decision(case: &Case<'_>, place: Place) -> bool {
    let opened = case.state.opened_at(place).filter(|_| case.sees(place));
    opened.is_some_and(|matter| is_decided(case.state, matter, case.event))
}

fn check_commit(case: &Case<'_>, paper: &Paper<'_>, point: Option<(PointId, u8)>) -> Result<Vec<Choice>, Refusal> {
    if let Some(expiry) = paper.expiry.filter(|expiry| case.event.occurred > *expiry) {
        return Err(Refusal::CommitAfterExpiry { expiry });
    }
    if let Some(withdrawn) = dead(case, paper) {
        return Err(Refusal::BallotDead { withdrawn });
    }
    if let Some(withdrawn) = case.own(case.matter, ActKind::Withdraw).next() {
        return Err(Refusal::BallotDead { withdrawn: withdrawn.place });
    }
    let unsigned = paper.required.iter().copied().filter(|party| live_sign(case, case.matter, *party).is_none());
    let missing: Vec<BodyId> = unsigned.collect();
    if !missing.is_empty() {
        return Err(Refusal::CommitWithoutSignatures { missing });
    }
    // Where a signature counts only if a mandate is enough, the commitment that rests on it does so too.
    let by_head = |sign: &Event| !matches!(sign.act, Act::Sign { post: Some(Post::Mandated), .. });
    let mut required = paper.required.iter();
    let certain = required.all(|party| case.seen_by(case.matter, ActKind::Sign, *party).any(by_head));
    Ok(point.filter(|_| !certain).map(|choice| vec![choice]).into_iter().collect())
}

fn first<'s>(case: &Case<'s>, matter: MatterId, kind: ActKind, author: BodyId) -> Option<&'s Event> {
    case.seen_by(matter, kind, author).min_by_key(|event| event.place)
}

/// The signature of `author` that stands: not withdrawn later in its own log, as far as the case sees.
fn live_sign<'s>(case: &Case<'s>, matter: MatterId, author: BodyId) -> Option<&'s Event> {
    let sign = case.seen_by(matter, ActKind::Sign, author).max_by_key(|event| event.place)?;
    let withdrawn = case.seen_by(matter, ActKind::Withdraw, author).any(|event| event.place > sign.place);
    (!withdrawn).then_some(sign)
}

/// A required party's withdrawal before its commitment, if the case sees one.
fn dead(case: &Case<'_>, paper: &Paper<'_>) -> Option<Place> {
    paper.required.iter().find_map(|party| {
        let withdrawal = first(case, case.matter, ActKind::Withdraw, *party)?;
        let committed = first(case, case.matter, ActKind::Commit, *party);
        committed.is_none_or(|commit| commit.place > withdrawal.place).then_some(withdrawal.place)
    })
}

/// Whether the others' evidence, as far as the case sees it, shows a required commitment to be untimely: then the ballot
/// is dead too. More sight never undoes it, as the first evidence of each log that speaks settles it.
fn untimely(case: &Case<'_>, paper: &Paper<'_>) -> bool {
    let (Some(expiry), Occasion::Opened(opening)) = (paper.expiry, case.matter.occasion) else { return false };
    paper.required.iter().any(|party| {
        // Evidence covers only what was here before it, so whether it covers a commitment is the same in every order of
        // arrival, and where none came an absence is settled in the same way.
        let committed = case.state.acts(case.matter, ActKind::Commit, *party).map(|event| event.place).min();
        let place = committed.unwrap_or(absent(*party));
        let others: Vec<BodyId> = paper.required.iter().copied().filter(|other| other != party).collect();
        let late = others.iter().filter(|log| case.timely_in(**log, place, expiry, opening) == Some(false)).count();
        late > others.len().saturating_sub(others.len() / 2 + 1)
    })
}

/// The place of an act that is not there: no evidence covers it.
fn absent(log: BodyId) -> Place {
    Place { log, number: u32::MAX }
}

/// Refuses a second live signature on one base, unless the rival ballot is seen to be dead.
fn rival(case: &Case<'_>, paper: &Paper<'_>) -> Result<(), Refusal> {
    for (matter, _) in case.state.matters_of(case.rule).filter(|(id, _)| *id != case.matter) {
        let Occasion::Opened(place) = matter.occasion else { continue };
        let Some((_, opening)) = case.state.event(place).filter(|_| case.sees(place)) else { continue };
        let other = Case { state: case.state, rule: case.rule, matter, event: case.event };
        let same_base = crate::ballot::paper(&opening.event.act, paper.required).filter(|other| other.base == paper.base);
        if let Some(rival_paper) = same_base {
            let withdrawn = case.own(matter, ActKind::Withdraw).next().is_some();
            let standing = case.own(matter, ActKind::Sign).next().is_some() && !withdrawn;
            let ended = case.state.ended_before(matter, case.event.place);
            if standing && !ended && dead(&other, &rival_paper).is_none() && !untimely(&other, &rival_paper) {
                return Err(Refusal::RivalSigned { rival: matter });
            }
        }
    }
    Ok(())
}

/// One party's acts on a ballot, as far as the view shows them.
#[derive(Default)]
struct Hand {
    sign: Option<Place>,
    withdraw: Option<Place>,
    commit: Option<(Date, Place)>,
}

fn hand(view: &View<'_>, matter: MatterId, party: BodyId, reading: &Reading) -> Hand {
    let mut hand = Hand::default();
    let mut own: Vec<_> = view.recorded(matter).iter().filter(|recorded| recorded.event.author == party).collect();
    // Its own log says what came first, not the times that it claims; what the public record tells of it comes before.
    own.sort_by_key(|recorded| Some(recorded.event.place.number).filter(|_| recorded.event.place.log == party));
    for recorded in own.into_iter().filter(|recorded| View::lawful(recorded, reading)) {
        let event = &recorded.event;
        match event.act {
            Act::Sign { .. } => (hand.sign, hand.withdraw) = (Some(event.place), None),
            Act::Withdraw {} => (hand.sign, hand.withdraw) = (None, Some(event.place)),
            // The first of its log counts: saying it again changes neither its day nor whether it was in time.
            Act::Commit {} if hand.commit.is_none_or(|(_, first)| event.place < first) => {
                hand.commit = Some((event.occurred, event.place));
            }
            _ => {}
        }
    }
    hand
}

/// Where a ballot stands under `reading`.
pub fn finding(view: &View<'_>, matter: MatterId, paper: &Paper<'_>, cite: Cite, reading: &Reading) -> Finding {
    let hands: Vec<(BodyId, Hand)> = paper.required.iter().map(|party| (*party, hand(view, matter, *party, reading))).collect();
    if let Some((party, place)) =
        hands.iter().find_map(|(party, hand)| hand.withdraw.filter(|_| hand.commit.is_none()).map(|place| (*party, place)))
    {
        let said = Message::new("signature-withdrawn").body("by", party);
        return Finding::new(Status::No, Because::new(said, cite).from([place]));
    }
    if view.state.has_ended(matter) {
        return Finding::new(Status::No, Because::new(Message::new("ballot-ended-with-epoch"), cite));
    }
    let signers = by(&hands, |hand| hand.sign.is_some());
    let held = Because::new(Message::new("signatures-held").bodies("by", signers.clone()), cite);
    let signed = (!signers.is_empty()).then(|| held.from(hands.iter().filter_map(|(_, hand)| hand.sign)));
    let unsigned = by(&hands, |hand| hand.sign.is_none());
    let expired = paper.expiry.is_some_and(|expiry| view.as_of > expiry);
    if !unsigned.is_empty() {
        let key = if expired { "signatures-missing-at-expiry" } else { "signature-awaited" };
        let status = if expired { Status::No } else { Status::NotYet };
        let missing = Because::new(Message::new(key).bodies("from", unsigned.clone()), cite);
        let papers = reported(view, matter, cite).filter(|(about, _)| unsigned.contains(about)).map(|(_, because)| because);
        return Finding { status, on: None, because: [Some(missing), signed].into_iter().flatten().chain(papers).collect() };
    }
    let uncommitted = by(&hands, |hand| hand.commit.is_none());
    if let (Some(expiry), Some(by)) = (paper.expiry, uncommitted.iter().find(|party| lost(view, matter, paper, **party))) {
        let said = Message::new("commitment-untimely").body("by", *by).date("expiry", expiry);
        let late = Finding::new(Status::No, Because::new(said, cite));
        return signed.into_iter().fold(late, Finding::and);
    }
    if !uncommitted.is_empty() {
        let key = if expired { "commitments-missing-at-expiry" } else { "commitment-awaited" };
        let status = if expired { Status::CannotTell } else { Status::NotYet };
        let missing = Because::new(Message::new(key).bodies("from", uncommitted), cite);
        return Finding { status, on: None, because: [Some(missing), signed].into_iter().flatten().collect() };
    }
    let decided = committed(view, matter, paper, cite, &hands);
    signed.into_iter().fold(decided, Finding::and)
}

/// Whether the others' evidence shows that a commitment of `party` which is not there would now come too late.
fn lost(view: &View<'_>, matter: MatterId, paper: &Paper<'_>, party: BodyId) -> bool {
    let (Some(expiry), Occasion::Opened(opening)) = (paper.expiry, matter.occasion) else { return false };
    let others: Vec<BodyId> = paper.required.iter().copied().filter(|other| *other != party).collect();
    timely(view, &others, others.len() / 2 + 1, absent(party), expiry, opening) == Some(false)
}

/// Papers of others that a party reports: shown beside, never counted.
pub(crate) fn reported<'v>(view: &'v View<'_>, matter: MatterId, cite: Cite) -> impl Iterator<Item = (BodyId, Because)> + 'v {
    view.events(matter).filter_map(move |event| {
        let Act::ReportPaper { about, text } = &event.act else { return None };
        let said = Message::new("paper-reported").body("by", event.author).body("about", *about).text("paper", text);
        Some((*about, Because::new(said, cite).from([event.place])))
    })
}

fn by(hands: &[(BodyId, Hand)], is: impl Fn(&Hand) -> bool) -> Vec<BodyId> {
    hands.iter().filter(|(_, hand)| is(hand)).map(|(party, _)| *party).collect()
}

/// Every required commitment is there; with an expiry each must also be timely by the others' evidence.
fn committed(view: &View<'_>, matter: MatterId, paper: &Paper<'_>, cite: Cite, hands: &[(BodyId, Hand)]) -> Finding {
    let commits: Vec<(BodyId, Date, Place)> =
        hands.iter().filter_map(|(party, hand)| hand.commit.map(|(day, place)| (*party, day, place))).collect();
    let places = commits.iter().map(|(_, _, place)| *place);
    if let (Some(expiry), Occasion::Opened(opening)) = (paper.expiry, matter.occasion) {
        for (party, _, place) in &commits {
            let others: Vec<BodyId> = paper.required.iter().copied().filter(|other| other != party).collect();
            let threshold = others.len() / 2 + 1;
            match timely(view, &others, threshold, *place, expiry, opening) {
                Some(true) => {}
                Some(false) => {
                    let said = Message::new("commitment-untimely").body("by", *party).date("expiry", expiry);
                    return Finding::new(Status::No, Because::new(said, cite).from([*place]));
                }
                None => {
                    let said = Message::new("commitment-in-nobodys-evidence").body("by", *party).date("expiry", expiry);
                    return Finding::new(Status::NotYet, Because::new(said, cite).from([*place]));
                }
            }
        }
    }
    let day = commits.iter().map(|(_, day, _)| *day).max().unwrap_or(view.as_of);
    Finding::new(Status::Yes, Because::new(Message::new("committed-by-all").date("day", day), cite).from(places)).on(day)
}

/// Whether the act at `place` was in time, by what the logs of `others` give in evidence: timely when `threshold` of
/// them held it by `deadline`, untimely when so many are late that the threshold cannot be reached, else unsettled.
pub fn timely(view: &View<'_>, others: &[BodyId], threshold: usize, place: Place, deadline: Date, set_by: Place) -> Option<bool> {
    let said: Vec<Option<bool>> = others.iter().map(|log| view.timely_in(*log, place, deadline, set_by)).collect();
    let count = |what: bool| said.iter().filter(|said| **said == Some(what)).count();
    if count(true) >= threshold {
        Some(true)
    } else if count(false) > others.len().saturating_sub(threshold) {
        Some(false)
    } else {
        None
    }
}

/// Those whose evidence can still settle whether commitments that are missing after the expiry came in time.
fn witnesses(view: &View<'_>, matter: MatterId, paper: &Paper<'_>, missing: &[BodyId]) -> Vec<BodyId> {
    let (Some(expiry), Occasion::Opened(opening)) = (paper.expiry, matter.occasion) else { return Vec::new() };
    let silent = |log: BodyId, party: BodyId| view.timely_in(log, absent(party), expiry, opening).is_none();
    let can = |log: &BodyId| missing.iter().any(|party| party != log && silent(*log, *party));
    paper.required.iter().copied().filter(can).collect()
}

/// The signatures, commitments and evidence that are needed next.
pub fn steps(view: &View<'_>, matter: MatterId, paper: &Paper<'_>, cite: Cite, reading: &Reading) -> Vec<Step> {
    let finding = finding(view, matter, paper, cite, reading);
    let step = |act, because: &Because| {
        let who = because.message.bodies_of("from").map(<[BodyId]>::to_vec);
        let due = paper.expiry.map(|day| crate::calendar::Deadline { day, provisional: false });
        Step { who: who.unwrap_or_default(), act, matter: Some(matter), item: None, due, because: because.clone() }
    };
    let others = |because: &Because| -> Vec<BodyId> {
        let by = because.message.args.iter().find_map(|(_, arg)| match arg {
            crate::message::Arg::Body(by) => Some(*by),
            _ => None,
        });
        paper.required.iter().copied().filter(|party| Some(*party) != by).collect()
    };
    let needed = |because: &Because| match because.message.key {
        "commitment-in-nobodys-evidence" => Some(Step { who: others(because), ..step(ActKind::Evidence, because) }),
        "commitments-missing-at-expiry" => {
            let missing = because.message.bodies_of("from").unwrap_or_default();
            let who = witnesses(view, matter, paper, missing);
            Some(Step { who, due: None, ..step(ActKind::Evidence, because) })
        }
        "signature-awaited" => Some(step(ActKind::Sign, because)),
        "commitment-awaited" => Some(step(ActKind::Commit, because)),
        _ => None,
    };
    finding.because.iter().filter_map(needed).collect()
}

/// The ballots that the node of `party` may commit on with an act of `day` that cites all heads of `state`, in the
/// agreement's order, each with the place of the party's own live signature: every required party has a live signature
/// there, `party` has neither withdrawn nor committed under these readings, and the ballot is neither dead nor expired.
pub fn ready_to_commit(state: &State<'_>, party: BodyId, day: Date) -> Vec<(MatterId, Place)> {
    let cites: Vec<Place> = state.frontier().into_iter().filter(|head| head.log != party).collect();
    let commit = Event {
        place: Place { log: party, number: state.next_number(party) },
        author: party,
        occurred: day,
        time: None,
        recorded: state.latest_recorded(party, &cites).map_or(day, |past| past.max(day)),
        matter: None,
        act: Act::Commit {},
        cites,
        paper: false,
        source: None,
    };
    let ready = |(matter, _): (MatterId, _)| {
        let decision = state.agreement.rule(matter.rule).kind.provision().ballot()?;
        if state.acts(matter, ActKind::Withdraw, party).next().is_some() {
            return None;
        }
        let event = Event { matter: Some(matter), ..commit.clone() };
        // What was committed under one reading is committed again once every signature counts under all.
        let under = state.check(&event).ok()?.under;
        let mut before = state.acts(matter, ActKind::Commit, party).filter_map(|commit| state.event(commit.place));
        if before.any(|(_, recorded)| recorded.under == under) {
            return None;
        }
        let case = Case { state, rule: matter.rule, matter, event: &event };
        let required = state.agreement.decision(decision).deciders();
        let paper = paper(&case.opening()?.act, &required).filter(|paper| !untimely(&case, paper))?;
        live_sign(&case, matter, party).filter(|_| paper.required.contains(&party)).map(|sign| (matter, sign.place))
    };
    state.matters_awake().filter_map(ready).collect()
}

/// Whether every party that must commit itself on the ballot `matter` has done so, by what is in `state`.
pub fn is_committed_by_all(state: &State<'_>, matter: MatterId) -> bool {
    let decision = state.agreement.rule(matter.rule).kind.provision().ballot();
    let mut required = decision.map(|decision| state.agreement.decision(decision).deciders()).unwrap_or_default().into_iter();
    required.all(|party| state.acts(matter, ActKind::Commit, party).next().is_some())
}

/// Whether the ballot `matter` is decided by what the author of `event` had seen: every required commitment is there and, if
/// the ballot expires, in time by the others' evidence. Whoever sees more sees it decided too.
pub fn is_decided(state: &State<'_>, matter: MatterId, event: &Event) -> bool {
    // What rests is no ballot, and may be away.
    if state.agreement.rule(matter.rule).kind.provision().rests() {
        return false;
    }
    let case = Case { state, rule: matter.rule, matter, event };
    let decision = state.agreement.rule(matter.rule).kind.provision().ballot();
    let required = decision.map(|decision| state.agreement.decision(decision).deciders()).unwrap_or_default();
    let paper = case.opening().and_then(|opening| paper(&opening.act, &required));
    paper.is_some_and(|paper| uncommitted(&case, &paper).is_empty())
}

/// Those of the required whose commitment is missing or not shown to be in time, as far as the case sees.
pub(crate) fn uncommitted(case: &Case<'_>, paper: &Paper<'_>) -> Vec<BodyId> {
    let commit = |party: &BodyId| first(case, case.matter, ActKind::Commit, *party);
    let lacks = |party: &BodyId| !commit(party).is_some_and(|commit| is_in_time(case, paper, commit));
    paper.required.iter().copied().filter(lacks).collect()
}

/// The readings under which a ballot that lacks no commitment is decided, none for all: of each party that commitment counts
/// which needs no reading, if it has one in time.
pub(crate) fn committed_under(case: &Case<'_>, paper: &Paper<'_>) -> Vec<Choice> {
    let least = |party: &BodyId| {
        let commits = case.seen_by(case.matter, ActKind::Commit, *party).filter(|commit| is_in_time(case, paper, commit));
        let recorded = commits.filter_map(|commit| case.state.event(commit.place));
        recorded.map(|(_, recorded)| &recorded.under).min_by_key(|under| !under.is_empty())
    };
    paper.required.iter().filter_map(least).find(|under| !under.is_empty()).cloned().unwrap_or_default()
}

/// Whether a commitment is in time by the others' evidence, as far as the case sees.
fn is_in_time(case: &Case<'_>, paper: &Paper<'_>, commit: &Event) -> bool {
    let (Some(expiry), Occasion::Opened(opening)) = (paper.expiry, case.matter.occasion) else { return true };
    let others = paper.required.iter().filter(|other| **other != commit.author);
    let (in_time, all) = others.fold((0, 0), |(in_time, all), other| {
        let held = case.timely_in(*other, commit.place, expiry, opening) == Some(true);
        (in_time + usize::from(held), all + 1)
    });
    in_time > all / 2
}

/// Whether the ballot `matter` is dead by what the author of `event` had seen: a required party withdrew before it committed,
/// or a required commitment is untimely. Whoever sees more never sees it alive again.
pub fn is_dead(state: &State<'_>, matter: MatterId, event: &Event) -> bool {
    let case = Case { state, rule: matter.rule, matter, event };
    let decision = state.agreement.rule(matter.rule).kind.provision().ballot();
    let required = decision.map(|decision| state.agreement.decision(decision).deciders()).unwrap_or_default();
    let paper = case.opening().and_then(|opening| paper(&opening.act, &required));
    paper.is_some_and(|paper| dead(&case, &paper).is_some() || untimely(&case, &paper))
}

/// An act that is awaited by a deadline, so that the evidence of others settles whether it was in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The matter.
    pub matter: MatterId,
    /// Whose act it is.
    pub by: BodyId,
    /// The act, if it is here.
    pub act: Option<Place>,
    /// The last day on which it is in time.
    pub deadline: Date,
    /// The act that set the deadline.
    pub set_by: Place,
}

/// The acts on the ballot `matter` under `decision` whose timeliness the log of `witness` is asked about; none on a ballot
/// without expiry, or on one that a withdrawal has ended.
pub(crate) fn awaited(state: &State<'_>, matter: MatterId, decision: DecisionId, witness: BodyId) -> Vec<Awaited> {
    let standing = |event: &&Event| state.corrected(event.place).is_none();
    let Occasion::Opened(place) = matter.occasion else { return Vec::new() };
    let opening = state.event(place).map(|(_, recorded)| &recorded.event).filter(standing);
    let required = state.agreement.decision(decision).deciders();
    let paper = opening.and_then(|opening| paper(&opening.act, &required));
    let Some((paper, deadline)) = paper.and_then(|paper| Some((paper, paper.expiry?))) else { return Vec::new() };
    let first = |kind, party: BodyId| state.acts(matter, kind, party).filter(standing).map(|event| event.place).min();
    let ended = paper.required.iter().any(|party| first(ActKind::Withdraw, *party).is_some());
    if ended || !paper.required.contains(&witness) {
        return Vec::new();
    }
    let others = paper.required.iter().copied().filter(|party| *party != witness);
    others.map(|by| Awaited { matter, by, act: first(ActKind::Commit, by), deadline, set_by: place }).collect()
}

/// For what the node of `party` should give evidence on `day`, in the agreement's order: acts of others that came and that
/// its log has not yet spoken of, and acts of others whose deadline is over and that its log has not yet found late. One
/// `Evidence` of that day that cites all heads of `state` empties the list; a node with an empty list writes nothing.
pub fn awaited_evidence(state: &State<'_>, calendars: &Calendars, party: BodyId, day: Date) -> Vec<Awaited> {
    let asked = state
        .matters_awake()
        .flat_map(|(matter, _)| state.agreement.rule(matter.rule).kind.provision().awaited(state, calendars, matter, party));
    let speaks = |awaited: &Awaited| {
        let place = awaited.act.unwrap_or(absent(awaited.by));
        let due = awaited.act.is_some() || day > awaited.deadline;
        due && state.timely_in(party, place, awaited.deadline, awaited.set_by).is_none()
    };
    asked.filter(speaks).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::run;
    use expect_test::{Expect, expect};

    const RULES: &str = r#"
        agreement test format=1
        provision end
        party a
        party b
        party c
        outside guest cite=end
        group all cite=end { members a b c }
        reading signatory cite=end { option head_only; option head_or_mandate }
        decision all_agree voters=all form=signature cite=end { needs { unanimity } }
        amendment cite=end decision=all_agree signatory=signatory
    "#;

    fn check(script: &str, expect: Expect) {
        expect.assert_eq(&run(RULES, script));
    }

    #[test]
    fn decided_when_every_commitment_is_there() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            ? amendment/a-1
            ? next
            c signs on amendment/a-1
            a commits on amendment/a-1
            b commits on amendment/a-1
            ? amendment/a-1
            ? next
            on 2018-03-03
            c commits on amendment/a-1
            ? amendment/a-1
            ? next
        ",
            expect![[r#"
            amendment/a-1: not-yet
              signature-awaited from=c [end]
              signatures-held by=a,b [end] <- a/2 b/1
            next c sign on amendment/a-1
            amendment/a-1: not-yet
              commitment-awaited from=c [end]
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            next c commit on amendment/a-1
            amendment/a-1: yes on 2018-03-03
              committed-by-all day=2018-03-03 [end] <- a/3 b/2 c/2
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
        "#]],
        );
    }

    #[test]
    fn a_commitment_rests_on_every_signature_that_its_author_holds() {
        check(
            "
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            a commits on amendment/a-1
            c signs on amendment/a-1
            a commits on amendment/a-1 unseen c/1
            c commits on amendment/a-1
        ",
            expect![[r#"
            refused commit-without-signatures missing=c [end]
            refused commit-without-signatures missing=c [end]
        "#]],
        );
    }

    #[test]
    fn only_the_parties_sign_once_and_this_text() {
        check(
            "
            a proposes amendment text \"new words\"
            guest proposes amendment text \"guest's words\"
            guest signs on amendment/a-1
            b signs on amendment/a-1 text \"other words\"
            b signs on amendment/a-1 text \"new words\"
            b signs on amendment/a-1
            c signs on amendment/c-7
            c signs on amendment/a-1 unseen a/1
        ",
            expect![[r#"
            refused not-entitled by=guest act=propose_amendment may=a,b,c [end]
            refused not-entitled by=guest act=sign may=a,b,c [end]
            refused text-unknown [end]
            refused signed-twice earlier=b/1 [end]
            refused no-such-matter matter=amendment/c-7 [end]
            refused no-such-matter matter=amendment/a-1 [end]
        "#]],
        );
    }

    #[test]
    fn a_withdrawal_before_committing_ends_the_ballot() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            b withdraws on amendment/a-1
            ? amendment/a-1
            c signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1 unseen b/2
            a withdraws on amendment/a-1
            a withdraws on amendment/a-1
            a commits on amendment/a-1
            ? amendment/a-1
            ? next
        ",
            expect![[r#"
            amendment/a-1: no
              signature-withdrawn by=b [end] <- b/2
            refused ballot-dead withdrawn=b/2 [end]
            refused ballot-dead withdrawn=b/2 [end]
            refused nothing-to-withdraw by=a [end]
            refused ballot-dead withdrawn=a/3 [end]
            amendment/a-1: no
              signature-withdrawn by=a [end] <- a/3
        "#]],
        );
    }

    #[test]
    fn a_commitment_cannot_be_taken_back() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            on 2018-03-03
            a commits on amendment/a-1
            a withdraws on amendment/a-1
            a withdraws on amendment/a-1 occurred 2018-03-02
            a signs on amendment/a-1 occurred 2018-03-01
            c withdraws on amendment/a-1
            ? amendment/a-1
        ",
            expect![[r#"
            refused withdraw-after-commit committed=a/3 [end]
            refused withdraw-after-commit committed=a/3 [end]
            refused signed-twice earlier=a/2 [end]
            amendment/a-1: no
              signature-withdrawn by=c [end] <- c/2
        "#]],
        );
    }

    #[test]
    fn a_party_signs_one_of_two_rivals_on_one_base() {
        check(
            "
            a proposes amendment text \"one\"
            b proposes amendment text \"two\"
            a signs on amendment/a-1
            a signs on amendment/b-1
            a proposes amendment text \"three\" base b/1
            a withdraws on amendment/a-1
            a signs on amendment/b-1
        ",
            expect![[r#"
            refused rival-signed rival=amendment/a-1 [end]
            refused base-not-decided base=b/1 [end]
        "#]],
        );
    }

    #[test]
    fn a_base_is_a_decision_that_its_author_had_seen() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"one\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            a commits on amendment/a-1
            b commits on amendment/a-1
            b proposes amendment text \"two\" base a/1
            c commits on amendment/a-1
            b proposes amendment text \"two\" base a/1 unseen c/2
            b proposes amendment text \"two\" base a/2
            b proposes amendment text \"two\" base c/9
            b proposes amendment text \"two\" base a/1
            a signs on amendment/b-3
            ? amendment/b-3
        ",
            expect![[r#"
            refused base-not-decided base=a/1 [end]
            refused base-not-decided base=a/1 [end]
            refused base-not-decided base=a/2 [end]
            refused base-not-decided base=c/9 [end]
            amendment/b-3: not-yet
              signature-awaited from=b,c [end]
              signatures-held by=a [end] <- a/4
        "#]],
        );
    }

    #[test]
    fn a_base_with_an_expiry_is_a_decision_once_evidence_shows_it_in_time() {
        check(
            &format!(
                "{COMMITTED}
            c commits on amendment/a-1
            b proposes amendment text \"more\" base a/1
            on 2018-03-31
            a gives evidence
            b gives evidence
            b proposes amendment text \"more\" base a/1
            c gives evidence
            b proposes amendment text \"more\" base a/1 unseen c/3
            b proposes amendment text \"more\" base a/1
            ? amendment/b-4
        "
            ),
            expect![[r#"
                refused base-not-decided base=a/1 [end]
                refused base-not-decided base=a/1 [end]
                refused base-not-decided base=a/1 [end]
                amendment/b-4: not-yet
                  signature-awaited from=a,b,c [end]
            "#]],
        );
    }

    #[test]
    fn a_head_may_confirm_what_a_mandated_person_signed_and_then_all_commit_again() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs post mandated on amendment/a-1
            c signs on amendment/a-1
            b signs post mandated on amendment/a-1
            a commits on amendment/a-1
            ? ready
            b signs on amendment/a-1
            b signs on amendment/a-1
            ? ready
            a commits on amendment/a-1
            b commits on amendment/a-1
            c commits on amendment/a-1
            ? ready
            ? amendment/a-1
        ",
            expect![[r#"
            b/1 lawful under signatory=head_or_mandate
            refused signed-twice earlier=b/1 [end]
            a/3 lawful under signatory=head_or_mandate
            ready b amendment/a-1 signed b/1
            ready c amendment/a-1 signed c/1
            refused signed-twice earlier=b/2 [end]
            ready a amendment/a-1 signed a/2
            ready b amendment/a-1 signed b/2
            ready c amendment/a-1 signed c/1
            amendment/a-1 (signatory=head_only): yes on 2018-03-01
              committed-by-all day=2018-03-01 [end] <- a/4 b/3 c/2
              signatures-held by=a,b,c [end] <- a/2 b/2 c/1
            amendment/a-1 (signatory=head_or_mandate): yes on 2018-03-01
              committed-by-all day=2018-03-01 [end] <- a/3 b/3 c/2
              signatures-held by=a,b,c [end] <- a/2 b/2 c/1
        "#]],
        );
    }

    #[test]
    fn nobody_confirms_what_a_head_signed() {
        check(
            "
            a proposes amendment text \"new words\"
            b signs on amendment/a-1
            b signs post mandated on amendment/a-1
            b signs on amendment/a-1
        ",
            expect![[r#"
            refused signed-twice earlier=b/1 [end]
            refused signed-twice earlier=b/1 [end]
        "#]],
        );
    }

    #[test]
    fn after_the_expiry_those_are_asked_for_evidence_who_can_still_settle_what_is_missing() {
        check(
            &format!(
                "{COMMITTED}
            on 2018-04-01
            ? next
            a gives evidence
            ? next
            b gives evidence
            ? next
        "
            ),
            expect![[r#"
                next a,b evidence on amendment/a-1
            "#]],
        );
    }

    #[test]
    fn where_two_commitments_are_missing_their_parties_are_asked_about_each_other() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\" until 2018-03-31
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            a commits on amendment/a-1
            on 2018-04-01
            ? next
        ",
            expect![[r#"
                next a,b,c evidence on amendment/a-1
            "#]],
        );
    }

    #[test]
    fn the_death_of_a_rival_frees_only_those_who_have_seen_it() {
        check(
            "
            a proposes amendment text \"one\"
            b proposes amendment text \"two\"
            a signs on amendment/a-1
            c signs on amendment/a-1
            c withdraws on amendment/a-1
            a signs on amendment/b-1 unseen c/2
            a signs on amendment/b-1
            ? amendment/b-1
        ",
            expect![[r#"
            refused rival-signed rival=amendment/a-1 [end]
            amendment/b-1: not-yet
              signature-awaited from=b,c [end]
              signatures-held by=a [end] <- a/3
        "#]],
        );
    }

    #[test]
    fn what_is_missing_at_expiry() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\" until 2018-03-31
            a signs on amendment/a-1
            b signs on amendment/a-1
            on 2018-03-31
            ? amendment/a-1
            ? next
            on 2018-04-01
            ? amendment/a-1
            c signs on amendment/a-1
            c commits on amendment/a-1
            ? amendment/a-1
        ",
            expect![[r#"
            amendment/a-1: not-yet
              signature-awaited from=c [end]
              signatures-held by=a,b [end] <- a/2 b/1
            next c sign on amendment/a-1 by 2018-03-31
            amendment/a-1: no
              signatures-missing-at-expiry from=c [end]
              signatures-held by=a,b [end] <- a/2 b/1
            refused commit-after-expiry expiry=2018-03-31 [end]
            amendment/a-1: cannot-tell
              commitments-missing-at-expiry from=a,b,c [end]
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
        "#]],
        );
    }

    const COMMITTED: &str = "
            on 2018-03-01
            a proposes amendment text \"new words\" until 2018-03-31
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            on 2018-03-30
            a commits on amendment/a-1
            b commits on amendment/a-1
    ";

    #[test]
    fn with_an_expiry_commitments_are_timely_by_the_others_evidence() {
        check(
            &format!(
                "{COMMITTED}
            c commits on amendment/a-1
            ? amendment/a-1
            on 2018-03-31
            a gives evidence
            b gives evidence
            ? amendment/a-1
            c gives evidence
            ? amendment/a-1
        "
            ),
            expect![[r#"
            amendment/a-1: not-yet
              commitment-in-nobodys-evidence by=a expiry=2018-03-31 [end] <- a/3
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            amendment/a-1: not-yet
              commitment-in-nobodys-evidence by=a expiry=2018-03-31 [end] <- a/3
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            amendment/a-1: yes on 2018-03-30
              committed-by-all day=2018-03-30 [end] <- a/3 b/2 c/2
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
        "#]],
        );
    }

    #[test]
    fn evidence_is_the_next_step_and_a_text_that_failed_for_time_leaves_its_base_free() {
        check(
            &format!(
                "{COMMITTED}
            c commits on amendment/a-1
            ? next
            b proposes amendment text \"other words\"
            b signs on amendment/b-3
            on 2018-04-01
            a gives evidence
            c gives evidence
            b signs on amendment/b-3 unseen a/4,c/3
            b signs on amendment/b-3
            a commits on amendment/a-1
            ? amendment/a-1
        "
            ),
            expect![[r#"
                next b,c evidence on amendment/a-1 by 2018-03-31
                refused rival-signed rival=amendment/a-1 [end]
                refused rival-signed rival=amendment/a-1 [end]
                refused commit-after-expiry expiry=2018-03-31 [end]
                amendment/a-1: no
                  commitment-untimely by=a expiry=2018-03-31 [end] <- a/3
                  signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            "#]],
        );
    }

    #[test]
    fn a_commitment_that_others_did_not_hold_in_time_is_untimely_whatever_day_it_claims() {
        check(
            &format!(
                "{COMMITTED}
            on 2018-03-31
            a gives evidence
            b gives evidence
            c gives evidence
            on 2018-04-01
            a gives evidence
            on 2018-04-02
            c commits on amendment/a-1 occurred 2018-03-31
            ? amendment/a-1
            b gives evidence
            ? amendment/a-1
        "
            ),
            expect![[r#"
            amendment/a-1: no
              commitment-untimely by=c expiry=2018-03-31 [end] <- c/3
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            amendment/a-1: no
              commitment-untimely by=c expiry=2018-03-31 [end] <- c/3
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
        "#]],
        );
    }

    #[test]
    fn evidence_once_given_in_time_is_not_undone_by_later_evidence() {
        check(
            &format!(
                "{COMMITTED}
            c commits on amendment/a-1
            on 2018-03-31
            a gives evidence
            b gives evidence
            c gives evidence
            on 2018-04-05
            a gives evidence
            b gives evidence
            ? amendment/a-1
            known 2018-03-30
            ? amendment/a-1
        "
            ),
            expect![[r#"
            amendment/a-1: yes on 2018-03-30
              committed-by-all day=2018-03-30 [end] <- a/3 b/2 c/2
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            amendment/a-1: not-yet
              commitment-in-nobodys-evidence by=a expiry=2018-03-31 [end] <- a/3
              signatures-held by=a,b,c [end] <- a/2 b/1 c/1
        "#]],
        );
    }

    #[test]
    fn a_paper_that_another_reports_binds_nobody() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            a reports paper about c text \"a letter of c that agrees\" on amendment/a-1
            guest reports paper about c text \"hearsay\" on amendment/a-1
            ? amendment/a-1
            a commits on amendment/a-1
        ",
            expect![[r#"
            refused not-entitled by=guest act=report_paper may=a,b,c [end]
            amendment/a-1: not-yet
              signature-awaited from=c [end]
              signatures-held by=a,b [end] <- a/2 b/1
              paper-reported by=a about=c paper=a letter of c that agrees [end] <- a/3
            refused commit-without-signatures missing=c [end]
        "#]],
        );
    }

    #[test]
    fn a_mandated_hand_signs_under_one_reading_only() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs post mandated on amendment/a-1
            c signs post officer on amendment/a-1
            ? amendment/a-1
        ",
            expect![[r#"
            b/1 lawful under signatory=head_or_mandate
            refused not-a-signatory post=officer [end]
            amendment/a-1 (signatory=head_only): not-yet
              signature-awaited from=b,c [end]
              signatures-held by=a [end] <- a/2
            amendment/a-1 (signatory=head_or_mandate): not-yet
              signature-awaited from=c [end]
              signatures-held by=a,b [end] <- a/2 b/1
        "#]],
        );
    }

    #[test]
    fn a_node_commits_once_it_holds_every_live_signature_and_only_once() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"one\"
            a proposes amendment text \"two\" until 2018-03-31
            a signs on amendment/a-1
            b signs on amendment/a-1
            ? ready
            c signs on amendment/a-1
            ? ready
            a commits on amendment/a-1
            b withdraws on amendment/a-1
            ? ready
            on 2018-03-02
            a proposes amendment text \"three\" until 2018-03-31
            a signs on amendment/a-5
            b signs on amendment/a-5
            c signs on amendment/a-5 occurred 2018-03-02 recorded 2018-03-03
            ? ready
            on 2018-03-03
            a commits on amendment/a-5
            ? ready
            on 2018-03-31
            ? ready
            on 2018-04-01
            ? ready
        ",
            expect![[r#"
                ready a amendment/a-1 signed a/3
                ready b amendment/a-1 signed b/1
                ready c amendment/a-1 signed c/1
                ready a amendment/a-5 signed a/6
                ready b amendment/a-5 signed b/3
                ready c amendment/a-5 signed c/2
                ready b amendment/a-5 signed b/3
                ready c amendment/a-5 signed c/2
                ready b amendment/a-5 signed b/3
                ready c amendment/a-5 signed c/2
            "#]],
        );
    }

    #[test]
    fn a_signature_of_tomorrow_by_a_faster_clock_is_committed_on_tomorrow() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"one\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1 occurred 2018-03-02
            ? ready
            on 2018-03-02
            ? ready
        ",
            expect![[r#"
                ready a amendment/a-1 signed a/2
                ready b amendment/a-1 signed b/1
                ready c amendment/a-1 signed c/1
            "#]],
        );
    }

    #[test]
    fn a_node_gives_evidence_of_each_commitment_once_and_then_rests() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\" until 2018-03-31
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            ? evidence
            a commits on amendment/a-1
            ? evidence
            b gives evidence unseen a/3
            c gives evidence
            ? evidence
            b gives evidence
            ? evidence
            b commits on amendment/a-1
            ? evidence
        ",
            expect![[r#"
                evidence b on amendment/a-1 of a/3 by 2018-03-31
                evidence c on amendment/a-1 of a/3 by 2018-03-31
                evidence b on amendment/a-1 of a/3 by 2018-03-31
                evidence a on amendment/a-1 of b/4 by 2018-03-31
                evidence c on amendment/a-1 of b/4 by 2018-03-31
            "#]],
        );
    }

    #[test]
    fn when_the_day_is_over_each_log_says_once_what_it_did_not_hold_and_the_ballot_is_dead() {
        check(
            &format!(
                "{COMMITTED}
            a gives evidence
            b gives evidence
            c gives evidence
            on 2018-03-31
            ? evidence
            on 2018-04-01
            ? evidence
            ? amendment/a-1
            a gives evidence
            ? amendment/a-1
            b gives evidence
            ? evidence
            ? amendment/a-1
            a proposes amendment text \"other words\"
            b signs on amendment/a-6
            c commits on amendment/a-1 occurred 2018-03-31
            ? evidence
            ? amendment/a-1
        "
            ),
            expect![[r#"
                evidence a on amendment/a-1 of c, absent by 2018-03-31
                evidence b on amendment/a-1 of c, absent by 2018-03-31
                amendment/a-1: cannot-tell
                  commitments-missing-at-expiry from=c [end]
                  signatures-held by=a,b,c [end] <- a/2 b/1 c/1
                amendment/a-1: no
                  commitment-untimely by=c expiry=2018-03-31 [end]
                  signatures-held by=a,b,c [end] <- a/2 b/1 c/1
                amendment/a-1: no
                  commitment-untimely by=c expiry=2018-03-31 [end]
                  signatures-held by=a,b,c [end] <- a/2 b/1 c/1
                amendment/a-1: no
                  commitment-untimely by=c expiry=2018-03-31 [end] <- c/3
                  signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            "#]],
        );
    }

    #[test]
    fn a_rival_is_free_once_the_absence_of_a_commitment_is_settled_in_what_its_signer_saw() {
        check(
            &format!(
                "{COMMITTED}
            on 2018-04-01
            a proposes amendment text \"other words\"
            a gives evidence
            b signs on amendment/a-4 unseen a/5
            b signs on amendment/a-4
        "
            ),
            expect![[r#"
                refused rival-signed rival=amendment/a-1 [end]
            "#]],
        );
    }

    #[test]
    fn evidence_in_time_that_covers_a_commitment_the_signer_did_not_cite_keeps_the_rival_bound() {
        check(
            &format!(
                "{COMMITTED}
            c commits on amendment/a-1
            a proposes amendment text \"other words\"
            a gives evidence
            on 2018-04-01
            a gives evidence
            b signs on amendment/a-4 unseen c/2
            b signs on amendment/a-4
        "
            ),
            expect![[r#"
                refused rival-signed rival=amendment/a-1 [end]
                refused rival-signed rival=amendment/a-1 [end]
            "#]],
        );
    }

    #[test]
    fn no_evidence_is_asked_on_a_dead_ballot_on_one_without_a_day_or_of_one_who_does_not_decide() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"one\" until 2018-03-31
            b proposes amendment text \"two\"
            a signs on amendment/a-1
            a withdraws on amendment/a-1
            a signs on amendment/b-1
            b signs on amendment/b-1
            c signs on amendment/b-1
            c commits on amendment/b-1
            ? evidence
            on 2018-04-01
            ? evidence
        ",
            expect![""],
        );
    }

    #[test]
    fn a_commitment_said_again_is_neither_later_nor_late() {
        check(
            &format!(
                "{COMMITTED}
            c commits on amendment/a-1
            a gives evidence
            b gives evidence
            c gives evidence
            on 2018-03-31
            c commits on amendment/a-1
            on 2018-04-01
            a gives evidence
            b gives evidence
            ? amendment/a-1
        "
            ),
            expect![[r#"
                amendment/a-1: yes on 2018-03-30
                  committed-by-all day=2018-03-30 [end] <- a/3 b/2 c/2
                  signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            "#]],
        );
    }

    #[test]
    fn what_the_public_record_tells_of_a_party_comes_before_its_own_log() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            b signs on amendment/a-1
            b withdraws on amendment/a-1 recorder public_record
            ? amendment/a-1
        ",
            expect![[r#"
                amendment/a-1: not-yet
                  signature-awaited from=a,c [end]
                  signatures-held by=b [end] <- b/1
            "#]],
        );
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            a commits on amendment/a-1
            b commits on amendment/a-1 recorder public_record
            c commits on amendment/a-1
            on 2018-03-05
            b commits on amendment/a-1
            ? amendment/a-1
        ",
            expect![[r#"
                amendment/a-1: yes on 2018-03-05
                  committed-by-all day=2018-03-05 [end] <- a/3 b/2 c/2
                  signatures-held by=a,b,c [end] <- a/2 b/1 c/1
            "#]],
        );
    }

    #[test]
    fn a_commitment_that_is_told_after_a_withdrawal_does_not_undo_it() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"new words\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            b withdraws on amendment/a-1
            b commits on amendment/a-1 recorder public_record unseen b/2
            a commits on amendment/a-1
        ",
            expect![[r#"
                refused ballot-dead withdrawn=b/2 [end]
            "#]],
        );
    }

    #[test]
    fn among_four_the_word_of_one_that_a_commitment_is_missing_settles_nothing() {
        let rules = RULES.replace("party c", "party c\n        party d").replace("members a b c", "members a b c d");
        let script = "
            on 2018-03-01
            a proposes amendment text \"new words\" until 2018-03-31
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            d signs on amendment/a-1
            on 2018-03-30
            a commits on amendment/a-1
            b commits on amendment/a-1
            c commits on amendment/a-1
            a gives evidence
            b gives evidence
            c gives evidence
            d gives evidence
            on 2018-04-01
            d proposes amendment text \"other words\"
            a gives evidence
            c signs on amendment/d-3
            ? amendment/a-1
            b gives evidence
            c signs on amendment/d-3
            ? amendment/a-1
        ";
        let expected = expect![[r#"
            refused rival-signed rival=amendment/a-1 [end]
            amendment/a-1: cannot-tell
              commitments-missing-at-expiry from=d [end]
              signatures-held by=a,b,c,d [end] <- a/2 b/1 c/1 d/1
            amendment/a-1: no
              commitment-untimely by=d expiry=2018-03-31 [end]
              signatures-held by=a,b,c,d [end] <- a/2 b/1 c/1 d/1
        "#]];
        expected.assert_eq(&run(&rules, script));
    }

    #[test]
    fn a_ballot_is_open_then_decided_or_dead() {
        check(
            "
            on 2018-03-01
            a proposes amendment text \"one\"
            a signs on amendment/a-1
            b signs on amendment/a-1
            c signs on amendment/a-1
            a commits on amendment/a-1
            b commits on amendment/a-1
            ? ballot amendment/a-1
            c commits on amendment/a-1
            ? ballot amendment/a-1
            a proposes amendment text \"two\" base a/1
            b signs on amendment/a-4
            ? ballot amendment/a-4
            b withdraws on amendment/a-4
            ? ballot amendment/a-4
        ",
            expect![[r#"
                ballot amendment/a-1: open
                ballot amendment/a-1: committed by all, decided
                ballot amendment/a-4: open
                ballot amendment/a-4: dead
            "#]],
        );
        check(
            &format!(
                "{COMMITTED}
            on 2018-04-01
            ? ballot amendment/a-1
            a gives evidence
            ? ballot amendment/a-1
        "
            ),
            expect![[r#"
                ballot amendment/a-1: open
                ballot amendment/a-1: dead
            "#]],
        );
    }

    #[test]
    fn its_own_evidence_shows_no_commitment_to_be_in_time() {
        check(
            &format!(
                "{COMMITTED}
            c commits on amendment/a-1
            a gives evidence unseen b/2,c/2
            b gives evidence
            c gives evidence
            ? ballot amendment/a-1
            a gives evidence
            ? ballot amendment/a-1
        "
            ),
            expect![[r#"
                ballot amendment/a-1: committed by all
                ballot amendment/a-1: committed by all, decided
            "#]],
        );
    }
}
