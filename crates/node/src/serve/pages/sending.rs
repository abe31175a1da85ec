//! Sending an act: what was typed goes to the record's thread, which judges it; what came of it is noted with the officer who sent it.
//!
//! A form that is sent twice is one act, also by somebody who went back in the browser: each form has a number of its own, and with the same
//! words under the same number it counts once.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent, clearance};
use crate::serve::machine;
use axum::http::StatusCode;
use office::Action;
use office_db::OfficeFault;
use office_db::audit::Deed;
use sha2::{Digest as _, Sha256};
use web::form::{Fault, Typed};
use web::marking;
use web::scan::{FileKind, SCAN_BYTES_MAX, Scan};
use web::send::Shown;
use web::turn::Along;
use web::{Beside, Request};
use words::Language;

/// What a form says of the step that it takes, and nothing of the act.
const STEPS: [&str; 3] = ["confirmed", "again", "keep"];

/// The form as its address gives it, or the draft that it names, with a number of its own.
pub async fn beside(lobby: &Lobby, guest: &Guest, path: &str, query: &str) -> Result<Beside, OfficeFault> {
    let given = super::typed(query.as_bytes());
    let draft = match guest.lacks(Action::ReadInternal) {
        None => clearance::typed(lobby, path, given.get("draft")).await?,
        Some(_) => None,
    };
    let also = match path.starts_with("send/report_progress/") && guest.lacks(Action::ReadInternal).is_none() {
        true => lobby.office.also_listed().await?,
        false => Vec::new(),
    };
    Ok(Beside::Send(Shown { typed: numbered(draft.unwrap_or(given)), also, ..Shown::default() }))
}

/// The same page in another language: the form with what stood in it, or the whole of the act once more. A scan goes along, since it may wait in
/// the office's book; of one that may not be there it is said that it is to be chosen again.
pub async fn turned(lobby: &Lobby, path: &str, sent: Sent, along: &Along) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let (mut typed, scan, faults) = turned_scan(lobby, guest, along, &sent.file).await?;
    typed.0.retain(|(name, _)| !STEPS.contains(&name.as_str()));
    if web::send::REVIEW.contains(&along.form.as_str()) {
        let again = laid(lobby, guest, sent.language, path, (typed, scan, faults)).await?;
        return Ok(again.map_or_else(|answer| answer, |place| Answer::To(format!("act/{place}"), None)));
    }
    let also = match path.starts_with("send/report_progress/") && guest.lacks(Action::ReadInternal).is_none() {
        true => lobby.office.also_listed().await?,
        false => Vec::new(),
    };
    let beside = Beside::Send(Shown { typed, scan, faults, also, ..Shown::default() });
    Ok(Answer::Page(Box::new(Request { beside, ..guest.asks(sent.language, path) })))
}

/// What was typed and the scan of a form that is shown in another language; what is wrong with anything but the scan is not asked yet.
pub async fn turned_scan(
    lobby: &Lobby,
    guest: &Guest,
    along: &Along,
    file: &[u8],
) -> Result<(Typed, Option<Scan>, Vec<Fault>), OfficeFault> {
    let (typed, scan, mut faults) = with_scan(lobby, guest, along.typed.clone(), file).await?;
    faults.retain(|(field, _)| *field == "file");
    if !file.is_empty() && typed.get("scan").is_empty() && faults.is_empty() {
        faults.push(("file", "form-file-lost"));
    }
    Ok((typed, scan, faults))
}

/// A form as it was when its session ended, to be looked at and sent again.
pub fn again(kept: &str) -> Beside {
    let mut typed = super::typed(kept.as_bytes());
    typed.0.retain(|(name, _)| !STEPS.contains(&name.as_str()));
    Beside::Send(Shown { typed: numbered(typed), ..Shown::default() })
}

/// A form with a number of its own.
pub fn numbered(mut typed: Typed) -> Typed {
    typed.0.retain(|(name, _)| name != "once");
    typed.0.push(("once".to_owned(), number()));
    typed
}

/// A number that no other form has.
pub fn number() -> String {
    crate::hex::write(&crate::random::<16>())
}

/// What tells a form, with these words in it, from all others.
fn once(path: &str, typed: &Typed) -> String {
    let mut hash = Sha256::new();
    let said = typed.0.iter().filter(|(name, _)| !STEPS.contains(&name.as_str()));
    for part in said.flat_map(|(name, value)| [name.as_str(), value.as_str()]).chain([path]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    crate::hex::write(&hash.finalize())
}

/// What was typed with the scan that goes with it, and what is wrong with the scan, or with how something is marked. A scan waits in the
/// office's book until its act is on record; one that may not be here is never kept.
pub async fn with_scan(
    lobby: &Lobby,
    guest: &Guest,
    mut typed: Typed,
    file: &[u8],
) -> Result<(Typed, Option<Scan>, Vec<Fault>), OfficeFault> {
    // Whoever can neither draft, send nor sign leaves no bytes here; what they lack is said after this.
    let may = [Action::Draft, Action::Send, Action::Sign].into_iter().any(|action| guest.lacks(action).is_none());
    let file = if may { file } else { &[] };
    if !file.is_empty() || typed.get("no_scan") == "1" {
        typed.0.retain(|(name, _)| name != "scan" && name != "no_scan");
    }
    if file.len() > SCAN_BYTES_MAX {
        return Ok((typed, None, vec![("file", "scan-too-large")]));
    }
    if !file.is_empty() && FileKind::of(file).is_none() {
        return Ok((typed, None, vec![("file", "scan-no-kind")]));
    }
    let waiting = typed.get("scan").to_owned();
    let bytes = match (file.is_empty(), waiting.is_empty()) {
        (false, _) => Some(file.to_vec()),
        (true, false) => lobby.office.scan(&waiting).await?,
        (true, true) => None,
    };
    if bytes.is_none() && !waiting.is_empty() {
        typed.0.retain(|(name, _)| name != "scan");
        return Ok((typed, None, vec![("file", "scan-gone")]));
    }
    let faults = marking::faults(&typed, bytes.as_deref().unwrap_or_default(), lobby.about.marking_ceiling);
    let scan = bytes.map(|bytes| Scan { digest: crate::hex::write(&Sha256::digest(&bytes)), bytes });
    if let Some(scan) = scan.as_ref().filter(|_| !file.is_empty() && faults.is_empty()) {
        lobby.office.keep_scan(&scan.digest, &scan.bytes, guest.officer(), now()).await?;
        typed.0.push(("scan".to_owned(), scan.digest.clone()));
    }
    Ok((typed, scan, faults))
}

/// Takes what was sent.
pub async fn send(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let (typed, scan, faults) = with_scan(lobby, guest, sent.typed.clone(), &sent.file).await?;
    if typed.get("keep") == "1" && faults.is_empty() {
        return clearance::keep(lobby, path, Sent { typed, ..sent }).await;
    }
    Ok(match laid(lobby, guest, sent.language, path, (typed, scan, faults)).await? {
        Ok(place) => Answer::To(format!("act/{place}"), None),
        Err(answer) => answer,
    })
}

/// Has what was typed judged, and if it is confirmed laid before the record: the name of the act, or what is answered instead.
pub async fn lay(
    lobby: &Lobby,
    guest: &Guest,
    language: Language,
    path: &str,
    typed: Typed,
) -> Result<Result<String, Answer>, OfficeFault> {
    let faults = marking::faults(&typed, &[], lobby.about.marking_ceiling);
    laid(lobby, guest, language, path, (typed, None, faults)).await
}

/// What is wrong with how a text is marked that stays in the office's book, said beside the field that holds it.
pub fn marked(lobby: &Lobby, typed: &Typed, field: &'static str) -> Vec<Fault> {
    marking::faults(typed, &[], lobby.about.marking_ceiling).into_iter().map(|(_, key)| (field, key)).collect()
}

async fn laid(
    lobby: &Lobby,
    guest: &Guest,
    language: Language,
    path: &str,
    (typed, scan, faults): (Typed, Option<Scan>, Vec<Fault>),
) -> Result<Result<String, Answer>, OfficeFault> {
    let once = once(path, &typed);
    let confirmed = typed.get("confirmed") == "1";
    // What is sent twice at the same moment finds, the second time, what the first has noted.
    let _turn = if confirmed { Some(lobby.turn.lock().await) } else { None };
    if confirmed && let Some(place) = lobby.office.sent_before(guest.officer(), &once).await? {
        return Ok(Ok(place));
    }
    let mut shown = Shown { typed: typed.clone(), sent: true, faults, scan, ..Shown::default() };
    shown.is_uncleared = !clearance::may_leave(lobby, path, &shown.typed).await?;
    let asked = Request { beside: Beside::Send(shown), ..guest.asks(language, path) };
    match lobby.desk.ask(move |machine, now| machine.send(&asked, now)).await {
        Ok(Ok(machine::Sent::Page(page))) => Ok(Err(Answer::Made(page))),
        Ok(Ok(machine::Sent::Recorded { act, place })) => {
            // First of all: whatever fails after it, the same form makes no second act.
            lobby.office.note_sent(guest.officer(), &once, &place, now()).await?;
            clearance::left(lobby, guest, &typed, &place).await?;
            lobby.office.forget_scan(typed.get("scan")).await?;
            let about = format!("{place} {}", crate::hex::write(&act));
            lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::Sent, &about, now()).await?;
            Ok(Ok(place))
        }
        Ok(Err(said)) => Ok(Err(Answer::Failed(StatusCode::INTERNAL_SERVER_ERROR, said))),
        Err(none) => Ok(Err(Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "send/give_opinion/key_work/2018";

    fn form(fields: &[(&str, &str)]) -> String {
        once(PATH, &Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()))
    }

    #[test]
    fn the_same_words_in_the_same_form_count_once() {
        let first = form(&[("item", "1"), ("once", "a1")]);
        for step in ["confirmed", "again"] {
            assert_eq!(form(&[("item", "1"), ("once", "a1"), (step, "1")]), first, "{step} is a step, and says nothing");
        }
        for other in [
            &[("item", "2"), ("once", "a1")][..],
            &[("item", "1"), ("once", "b2")],
            &[("item", "1"), ("remarks", ""), ("once", "a1")],
            &[("item", "1once"), ("", "a1")],
        ] {
            assert_ne!(form(other), first, "{other:?}");
        }
    }

    #[test]
    fn every_form_that_is_asked_for_has_a_number_of_its_own() {
        let number = |query: &str| {
            let typed = numbered(super::super::typed(query.as_bytes()));
            (typed.get("item").to_owned(), typed.get("once").to_owned())
        };
        let (first, second) = (number("item=3&once=mine"), number("item=3&once=mine"));
        assert_eq!((first.0.as_str(), second.0.as_str()), ("3", "3"));
        assert!(first.1.len() == 32 && first.1 != second.1, "{first:?} {second:?}");
    }
}
