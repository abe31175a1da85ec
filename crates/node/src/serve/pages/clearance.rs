//! Drafts and their clearance, as officers take its steps: shown, kept, passed on, returned, cleared, given up.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent};
use office::clearance::{Move, State, needs};
use office::{Action, OfficerId};
use office_db::OfficeFault;
use office_db::clearance::{Draft, Step};
use std::collections::BTreeMap;
use web::account::moment;
use web::clearance::{DraftRow, Shown, StepRow, Whole};
use web::form::Typed;
use web::{Beside, Request};

/// The most characters of a comment.
const COMMENT_CHARACTERS_MAX: usize = 4_000;

/// What stands on the desk beside the record.
pub async fn desk(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    if guest.lacks(Action::ReadInternal).is_some() {
        return Ok(Beside::Desk(Vec::new()));
    }
    Ok(Beside::Desk(rows(lobby).await?.into_iter().filter(|draft| draft.state.is_open()).collect()))
}

/// What stands on the page at `clearance` or `clearance/5`.
pub async fn beside(lobby: &Lobby, guest: &Guest, path: &str) -> Result<Beside, OfficeFault> {
    if let Some(role) = guest.lacks(Action::ReadInternal) {
        return Ok(Beside::Needs(role));
    }
    let number = path.strip_prefix("clearance").unwrap_or_default().trim_start_matches('/');
    match number.parse() {
        Ok(id) => Ok(whole(lobby, id, false).await?.map_or(Beside::Nothing, Beside::Clearance)),
        Err(_) if number.is_empty() => Ok(Beside::Clearance(Shown::List(rows(lobby).await?))),
        Err(_) => Ok(Beside::Nothing),
    }
}

/// All drafts with what is in them: for whoever looks for words.
pub async fn all(lobby: &Lobby) -> Result<Vec<(DraftRow, Typed)>, OfficeFault> {
    let typed = lobby.office.drafts().await?.into_iter().map(|draft| (draft.id, super::typed(draft.fields.as_bytes())));
    let mut typed = typed.collect::<BTreeMap<_, _>>();
    Ok(rows(lobby).await?.into_iter().filter_map(|row| typed.remove(&row.id).map(|typed| (row, typed))).collect())
}

/// The drafts as rows. Where one was given to somebody else, both are named.
pub async fn rows(lobby: &Lobby) -> Result<Vec<DraftRow>, OfficeFault> {
    let officers = lobby.office.officers().await?;
    let names = officers.into_iter().map(|officer| (officer.id, officer.name)).collect::<BTreeMap<_, _>>();
    let name = |officer: &OfficerId| names.get(officer).cloned().unwrap_or_default();
    let author = |draft: &Draft| match draft.holder == draft.author {
        true => name(&draft.author),
        false => format!("{} → {}", name(&draft.author), name(&draft.holder)),
    };
    let row = |draft: Draft| DraftRow {
        author: author(&draft),
        id: draft.id,
        act: draft.act,
        matter: draft.matter,
        state: draft.state,
        at: moment(draft.at, lobby.about.utc_offset_hours),
    };
    Ok(lobby.office.drafts().await?.into_iter().map(row).collect())
}

async fn whole(lobby: &Lobby, id: i64, too_late: bool) -> Result<Option<Shown>, OfficeFault> {
    let Some(draft) = lobby.office.draft(id).await? else { return Ok(None) };
    let Some(row) = rows(lobby).await?.into_iter().find(|row| row.id == id) else { return Ok(None) };
    let step = |step: Step| StepRow {
        name: step.name,
        what: step.what,
        comment: step.comment,
        at: moment(step.at, lobby.about.utc_offset_hours),
    };
    let steps = lobby.office.steps_of_draft(id).await?.into_iter().map(step).collect();
    let typed = super::typed(draft.fields.as_bytes());
    Ok(Some(Shown::One(Box::new(Whole { row, typed, steps, place: draft.place, too_late }))))
}

/// What is in a draft, with its number, for the form that changes it; none if it is no draft of this act and matter.
pub async fn typed(lobby: &Lobby, path: &str, id: &str) -> Result<Option<Typed>, OfficeFault> {
    let Ok(id) = id.parse::<i64>() else { return Ok(None) };
    let draft = lobby.office.draft(id).await?.filter(|draft| path == format!("send/{}/{}", draft.act, draft.matter));
    Ok(draft.map(|draft| {
        let mut typed = super::typed(draft.fields.as_bytes());
        typed.0.push(("draft".to_owned(), id.to_string()));
        typed
    }))
}

/// The fields of a form as a draft keeps them: without what belongs to one sending.
fn kept(typed: &Typed) -> String {
    let passing = ["draft", "once", "confirmed", "again", "keep"];
    let fields = typed.0.iter().filter(|(name, _)| !passing.contains(&name.as_str()));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Keeps what was typed as a draft, or as a new version of one.
pub async fn keep(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    if let Some(role) = guest.lacks(Action::Draft) {
        let asked = Request { beside: Beside::Needs(role), ..guest.asks(sent.language, path) };
        return Ok(Answer::Page(Box::new(asked)));
    }
    let fields = kept(&sent.typed);
    if let Some(id) = typed(lobby, path, sent.typed.get("draft")).await?.and_then(|typed| typed.get("draft").parse().ok()) {
        let kept = lobby.office.step_draft(id, guest.officer(), Move::Write, "", Some(&fields), now()).await?;
        return if kept { Ok(Answer::To(format!("clearance/{id}"), None)) } else { late(lobby, &sent, id).await };
    }
    let id = begin(lobby, guest, path, &sent.typed).await?;
    Ok(Answer::To(format!("clearance/{id}"), None))
}

/// Begins a draft of the act at an address, and gives its number.
pub async fn begin(lobby: &Lobby, guest: &Guest, path: &str, typed: &Typed) -> Result<i64, OfficeFault> {
    let (act, matter) = path.strip_prefix("send/").and_then(|place| place.split_once('/')).unwrap_or_default();
    lobby.office.begin_draft(guest.officer(), act, matter, &kept(typed), now()).await
}

/// The page of a draft with which somebody else has done something meanwhile.
async fn late(lobby: &Lobby, sent: &Sent, id: i64) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let beside = whole(lobby, id, true).await?.map_or(Beside::Nothing, Beside::Clearance);
    Ok(Answer::Page(Box::new(Request { beside, ..guest.asks(sent.language, &format!("clearance/{id}")) })))
}

/// Takes a step: `5/pass`.
pub async fn step(lobby: &Lobby, rest: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let (id, made) = rest.split_once('/').unwrap_or_default();
    let made = Move::named(made).filter(|made| !matches!(made, Move::Write | Move::Send));
    let (Ok(id), Some(made)) = (id.parse::<i64>(), made) else {
        return Ok(Answer::Page(Box::new(guest.asks(sent.language, "clearance nothing"))));
    };
    if let Some(role) = guest.lacks(needs(made, Action::Send)) {
        let asked = Request { beside: Beside::Needs(role), ..guest.asks(sent.language, "clearance") };
        return Ok(Answer::Page(Box::new(asked)));
    }
    let comment = sent.typed.get("comment").chars().take(COMMENT_CHARACTERS_MAX).collect::<String>();
    match lobby.office.step_draft(id, guest.officer(), made, &comment, None, now()).await? {
        true => Ok(Answer::To(format!("clearance/{id}"), None)),
        false => late(lobby, &sent, id).await,
    }
}

/// Whether what is about to be sent is a draft that was cleared, exactly as it was; also where it is no draft at all.
pub async fn may_leave(lobby: &Lobby, path: &str, typed: &Typed) -> Result<bool, OfficeFault> {
    if typed.get("draft").is_empty() {
        return Ok(true);
    }
    let draft = match typed.get("draft").parse() {
        Ok(id) => lobby.office.draft(id).await?,
        Err(_) => None,
    };
    Ok(draft.is_some_and(|draft| {
        draft.state == State::Cleared && path == format!("send/{}/{}", draft.act, draft.matter) && kept(typed) == draft.fields
    }))
}

/// Notes that a draft has left as an act.
pub async fn left(lobby: &Lobby, guest: &Guest, typed: &Typed, place: &str) -> Result<(), OfficeFault> {
    if let Ok(id) = typed.get("draft").parse::<i64>() {
        lobby.office.step_draft(id, guest.officer(), Move::Send, "", None, now()).await?;
        lobby.office.draft_became(id, place).await?;
    }
    Ok(())
}
