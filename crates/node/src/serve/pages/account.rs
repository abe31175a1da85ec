//! What an officer does about their own account.

use super::lobby::{Guest, Lobby, now};
use super::{Answer, Sent, passkey};
use office::OfficerId;
use office_db::audit::Deed;
use office_db::officers::Officer;
use office_db::password::{self, Weakness};
use office_db::sessions::{Session, Way};
use office_db::{OfficeFault, passkeys::Passkey, tokens::Token};
use serde_json::json;
use web::account::{self, PasskeyRow, SessionRow, Shown, TokenRow, moment};
use web::form::Fault;
use web::{Beside, Request};

/// What stands on the page of somebody who is here.
pub async fn beside(lobby: &Lobby, guest: &Guest) -> Result<Beside, OfficeFault> {
    Ok(Beside::Account(shown(lobby, guest).await?))
}

async fn shown(lobby: &Lobby, guest: &Guest) -> Result<Shown, OfficeFault> {
    let hours = lobby.about.utc_offset_hours;
    let session = |session: Session| SessionRow {
        number: session.number,
        way: session.way.name(),
        begun: moment(session.begun_at, hours),
        seen: moment(session.seen_at, hours),
        here: session.number == guest.session.number,
        agent: session.agent,
    };
    let passkey = |passkey: Passkey| PasskeyRow {
        id: passkey.id,
        public: super::passkey::public(&passkey.public_key).unwrap_or_default(),
        made: moment(passkey.made_at, hours),
        used: passkey.used_at.map(|used| moment(used, hours)),
        name: passkey.name,
    };
    let sessions = lobby.office.sessions_of(guest.officer(), now()).await?.into_iter().map(session).collect();
    let passkeys = lobby.office.passkeys_of(guest.officer()).await?.into_iter().map(passkey).collect();
    let token = |token: Token| TokenRow {
        number: token.number,
        name: token.name,
        scope: token.scope.name(),
        made: moment(token.made_at, hours),
        until: moment(token.until_at, hours),
        used: token.used_at.map(|used| moment(used, hours)),
    };
    let tokens = lobby.office.tokens_of(guest.officer(), now()).await?.into_iter().map(token).collect();
    let own = entry(lobby, guest.officer()).await?;
    let (mail_address, language) = own.map(|own| (own.mail_address, own.language)).unwrap_or_default();
    let mails = super::mail::own(lobby, guest.officer()).await?;
    Ok(Shown { sessions, passkeys, tokens, mail_address, language, mails, ..Shown::default() })
}

fn here(sent: &Sent) -> &Guest {
    sent.guest.as_ref().expect("only somebody who is here gets this far")
}

fn number(sent: &Sent) -> i64 {
    sent.typed.get("number").parse().unwrap_or_default()
}

/// Ends one of their sessions; this one is signing out.
pub async fn end_session(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    if here(&sent).session.number == number(&sent) {
        return super::session::sign_out(lobby, sent).await;
    }
    let guest = here(&sent);
    lobby.office.end_session(guest.officer(), number(&sent)).await?;
    lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::SignedOut, "", now()).await?;
    Ok(Answer::To("account".to_owned(), None))
}

/// Takes one of their passkeys away.
pub async fn remove_passkey(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = here(&sent);
    lobby.office.remove_passkey(guest.officer(), number(&sent)).await?;
    lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::ChangedKey, "-", now()).await?;
    Ok(Answer::To("account".to_owned(), None))
}

/// Gives the script what it needs for a new passkey.
pub async fn new_passkey(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    Ok(Answer::Data(passkey::new(lobby, here(&sent)).await?, None))
}

/// Enters a new passkey.
pub async fn enter_passkey(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let entered = passkey::enter(lobby, here(&sent), &sent.typed).await?;
    let to = format!("/{}/account", sent.language.tag());
    Ok(if entered { Answer::Data(json!({"to": to}), None) } else { Answer::Refused })
}

/// Makes a token for a program of theirs, and shows it this once.
pub async fn new_token(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = here(&sent);
    let made = match account::new_token(&sent.typed) {
        Err(faults) => Err(faults),
        Ok(new) => {
            let secret = crate::random::<32>();
            let until = now() + i64::from(new.days) * 86_400;
            lobby.office.make_token(guest.officer(), &new.name, new.scope, &secret, (now(), until)).await?;
            let about = format!("token {}", new.scope.name());
            lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::ChangedKey, &about, now()).await?;
            Ok(super::api::written(&secret))
        }
    };
    let shown = shown(lobby, guest).await?;
    let back = match made {
        Ok(token) => Shown { new_token: Some(token), ..shown },
        Err(faults) => Shown { faults, typed: sent.typed.clone(), ..shown },
    };
    Ok(Answer::Page(Box::new(Request { beside: Beside::Account(back), ..guest.asks(sent.language, "account") })))
}

/// Takes one of their tokens away.
pub async fn end_token(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = here(&sent);
    lobby.office.end_token(guest.officer(), number(&sent)).await?;
    lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::ChangedKey, "token -", now()).await?;
    Ok(Answer::To("account".to_owned(), None))
}

/// Changes where they are written to, and in which language.
pub async fn mail(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = here(&sent);
    let faults = super::mail::change_own(lobby, guest, &sent).await?;
    if faults.is_empty() {
        return Ok(Answer::To("account#mail".to_owned(), None));
    }
    let back = Shown { faults, typed: sent.typed.clone(), ..shown(lobby, guest).await? };
    Ok(Answer::Page(Box::new(Request { beside: Beside::Account(back), ..guest.asks(sent.language, "account") })))
}

/// Changes their password. All sessions end, and this one begins anew.
pub async fn password(lobby: &Lobby, sent: Sent) -> Result<Answer, OfficeFault> {
    let guest = here(&sent);
    let faults = match account::new_password(&sent.typed) {
        Err(faults) => faults,
        Ok(new) if !lobby.office.is_password_of(guest.officer(), &new.old).await? => vec![("old", "account-wrong-password")],
        Ok(new) => match weak(lobby, guest.officer(), &new.new).await? {
            Some(fault) => vec![("new", fault)],
            None => {
                lobby.office.new_password(guest.officer(), &new.new, crate::random()).await?;
                lobby.office.note(Some(guest.officer()), &guest.visitor.actor.name, Deed::ChangedKey, "password", now()).await?;
                let cookie = lobby.welcome(guest.officer(), Way::Password, &sent.headers).await?;
                return Ok(Answer::To("account".to_owned(), Some(cookie)));
            }
        },
    };
    let back = Shown { faults, ..shown(lobby, guest).await? };
    Ok(Answer::Page(Box::new(Request { beside: Beside::Account(back), ..guest.asks(sent.language, "account") })))
}

/// The words of why a password is too weak for an officer; none if it is not.
pub async fn weak(lobby: &Lobby, officer: OfficerId, password: &str) -> Result<Option<&'static str>, OfficeFault> {
    let sign_in = entry(lobby, officer).await?.map(|own| own.sign_in).unwrap_or_default();
    Ok(weakness(password, &sign_in).map(|(_, key)| key))
}

/// What the office's book has of an officer.
async fn entry(lobby: &Lobby, officer: OfficerId) -> Result<Option<Officer>, OfficeFault> {
    Ok(lobby.office.officers().await?.into_iter().find(|one| one.id == officer))
}

/// What is wrong with a new password in the field `password`.
pub fn weakness(password: &str, sign_in: &str) -> Option<Fault> {
    let key = |weakness| match weakness {
        Weakness::TooShort | Weakness::Guessable => "account-password-hint",
        Weakness::TooLong => "form-too-long",
    };
    password::weakness(password, sign_in).map(|weakness| ("password", key(weakness)))
}
