//! What a keeper is opened with: the agreement, whose counterpart it is, its keys, and how its last run ended.

use agreement::id::BodyId;
use agreement::{Agreement, Calendars};
use counterpart::Founding;
use exchange::{Limits, StopKind};
use record::SigningKey;

/// The secret keys of one party's node. Which of them are in use, the record says.
#[derive(Clone, Debug)]
pub struct Keys {
    /// The keys that sign the heads of the own log; its origin is their name. More than one while keys change.
    pub log: Vec<SigningKey>,
    /// The keys of the mirror, which cosigns the heads of the others.
    pub mirror: Vec<SigningKey>,
}

/// What a keeper is opened with.
#[derive(Clone, Debug)]
pub struct Setup<'a> {
    /// The rules.
    pub agreement: &'a Agreement,
    /// The working days, for what falls due.
    pub calendars: &'a Calendars,
    /// What the parties fixed before the first act.
    pub founding: Founding,
    /// Whose counterpart this is.
    pub party: BodyId,
    /// Its secret keys.
    pub keys: Keys,
    /// How long the party takes between holding every signature on a ballot and committing itself to it.
    pub commit_delay_seconds: u64,
    /// How the last run ended, as far as the caller can tell. What the keeper's own files tell is added to it.
    pub stop: StopKind,
    /// Sixteen random bytes, new at each start: questions and acts of this run are told apart by them.
    pub token: [u8; 16],
    /// 32 random bytes, new at each start and told to nobody: the salts of this run's payloads come from them.
    pub secret: [u8; 32],
    /// Times and amounts of the exchange.
    pub limits: Limits,
}

impl Setup<'_> {
    /// The origin of the log that this party writes.
    pub fn origin(&self) -> Option<&str> {
        self.keys.log.first().map(SigningKey::name)
    }
}
