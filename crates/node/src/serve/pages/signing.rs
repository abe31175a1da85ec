//! Signing for the party: the statement is made here, signed by the officer's own device or elsewhere, and laid before the record with its
//! signature. The statement travels with the page, so nothing waits on this node for whoever never comes back.

use super::lobby::{Lobby, now};
use super::{Answer, Sent, passkey, sending};
use crate::serve::machine::NoAnswer;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counterpart::act_format::v1::{Leaf, Medium, Statement};
use counterpart::officer_signature::OfficerSignature;
use office::Action;
use office_db::OfficeFault;
use office_db::audit::Deed;
use serde_json::json;
use web::sign_act::Shown;
use web::turn::Along;
use web::{Beside, Request};

/// The page as its address gives it.
pub fn beside(query: &str) -> Beside {
    Beside::SignAct(Shown { typed: super::typed(query.as_bytes()), ..Shown::default() })
}

/// The same page in another language, with what stood in its form.
pub async fn turned(lobby: &Lobby, path: &str, sent: Sent, along: &Along) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let (typed, scan, faults) = sending::turned_scan(lobby, guest, along, &sent.file).await?;
    let beside = Beside::SignAct(Shown { typed, scan, faults, ..Shown::default() });
    Ok(Answer::Page(Box::new(Request { beside, ..guest.asks(sent.language, path) })))
}

/// Makes the statement.
pub async fn prepare(lobby: &Lobby, path: &str, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let (typed, scan, faults) = sending::with_scan(lobby, guest, sent.typed.clone(), &sent.file).await?;
    let beside = Beside::SignAct(Shown { typed, scan, faults, ..Shown::default() });
    let asked = Request { beside, ..guest.asks(sent.language, path) };
    Ok(match lobby.desk.ask(move |machine, now| machine.prepare(&asked, now)).await {
        Ok(Ok(page)) => Answer::Made(page),
        Ok(Err(said)) => Answer::Failed(StatusCode::INTERNAL_SERVER_ERROR, said),
        Err(none) => Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string()),
    })
}

/// The statement as a file for `counterpart sign`.
pub fn file(sent: &Sent) -> Answer {
    let statement = STANDARD.decode(sent.typed.get("statement")).ok();
    let leaf = statement.and_then(|statement| Leaf::of_statement(&statement, on_paper(&statement)).ok());
    leaf.map_or(Answer::Refused, |leaf| Answer::File(format!("{}.act", &leaf.id().to_string()[..12]), leaf.to_bytes()))
}

/// The signature on paper that a statement speaks of, to which a custodian's own is added: it names the scan among the act's payloads.
fn on_paper(statement: &[u8]) -> Vec<OfficerSignature> {
    let Ok(statement) = Statement::read(statement) else { return Vec::new() };
    let scan = statement.payloads.first().filter(|_| statement.medium == Medium::Paper);
    scan.map(|payload| OfficerSignature::Paper { scan: payload.commitment.sha256 }).into_iter().collect()
}

/// What a passkey may be asked for: those of whoever is here.
pub async fn known(lobby: &Lobby, sent: &Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    Ok(Answer::Data(passkey::known(lobby, guest).await?, None))
}

/// Lays an act before the record that a passkey signed: the answer is for the script.
pub async fn by_passkey(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    if guest.lacks(Action::Sign).is_some() {
        return Ok(Answer::Refused);
    }
    let statement = STANDARD.decode(sent.typed.get("statement")).unwrap_or_default();
    let Some(signature) = passkey::signature(lobby, guest, &sent.typed).await? else { return Ok(Answer::Refused) };
    let signatures = on_paper(&statement).into_iter().chain([signature]).collect();
    let Ok(leaf) = Leaf::of_statement(&statement, signatures) else { return Ok(Answer::Refused) };
    Ok(match laid(lobby, &sent, leaf.to_bytes()).await? {
        Ok(Ok(place)) => Answer::Data(json!({"to": format!("/{}/act/{place}", sent.language.tag())}), None),
        // The script says why, where the officer is.
        Ok(Err(said)) => Answer::Data(json!({"said": said.join("\n")}), None),
        Err(_) => Answer::Refused,
    })
}

/// Lays an act before the record that was signed elsewhere.
pub async fn by_file(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let asks = guest.asks(sent.language, sent.typed.get("path"));
    if let Some(role) = guest.lacks(Action::Sign) {
        return Ok(Answer::Page(Box::new(Request { beside: Beside::Needs(role), ..asks })));
    }
    let said = match laid(lobby, &sent, sent.file.clone()).await? {
        Ok(Ok(place)) => return Ok(Answer::To(format!("act/{place}"), None)),
        Ok(Err(said)) => said,
        Err(none) => return Ok(Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string())),
    };
    let beside = Beside::SignAct(Shown { refused: said, ..Shown::default() });
    Ok(Answer::Page(Box::new(Request { beside, ..asks })))
}

/// What came of laying a leaf before the record: the act's name, or why it was not taken.
type Laid = Result<Result<String, Vec<String>>, NoAnswer>;

async fn laid(lobby: &Lobby, sent: &Sent, leaf: Vec<u8>) -> Result<Laid, OfficeFault> {
    let guest = sent.guest.as_ref().expect("only somebody who is here gets this far");
    let language = sent.language;
    let done = lobby.desk.ask(move |machine, now| machine.lay(leaf, language, now)).await;
    if let Ok(Ok(place)) = &done {
        lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::Sent, place, now()).await?;
    }
    Ok(done.map(|done| done.map_err(|not_taken| not_taken.0)))
}
