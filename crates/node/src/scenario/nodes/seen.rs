//! What a node says of itself and the others, as data; and when a group of nodes has come to rest.

use super::PlayFault;
use super::machine::Machine;
use super::script::{Which, Who};
use crate::errand::Errand;
use agreement::agreement::Agreement;
use agreement::id::BodyId;
use serde_json::Value;
use words::Language;

/// What a node says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Who says it.
    pub who: Who,
    /// Whether it signs.
    pub standing: Standing,
    /// The logs it holds.
    pub logs: Vec<Log>,
    /// The digest of its state.
    pub digest: String,
}

/// Whether a node signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits for these parties.
    Starting(Vec<BodyId>),
    /// It signs.
    Signing,
    /// It must not sign any more.
    Halted(String),
}

/// One log, as a node holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Whose it is.
    pub party: BodyId,
    /// Leaves held.
    pub size: u64,
    /// Leaves folded.
    pub folded: u64,
    /// The root under its newest head.
    pub root: String,
    /// The other parties that are known to hold the newest head.
    pub holders: Vec<BodyId>,
    /// Whether it is proved to have two histories.
    pub forked: bool,
    /// How many leaves its histories share, and how many are kept, once that is settled.
    pub settled: Option<(u64, u64)>,
}

/// Asks a node how it and the others stand.
pub fn look(machine: &Machine, who: Who, agreement: &Agreement) -> Result<Seen, PlayFault> {
    let told = machine.ask(Errand::Peers { json: true }, Language::En)?;
    let value: Value = serde_json::from_str(&told.lines.concat()).unwrap_or_default();
    let seen = read(&value, who, agreement);
    seen.ok_or_else(|| PlayFault::Command { command: format!("peers --json of {}", machine.name), said: value.to_string() })
}

fn read(value: &Value, who: Who, agreement: &Agreement) -> Option<Seen> {
    let party = |value: &Value| agreement.body(value.as_str()?);
    let parties = |value: &Value| -> Option<Vec<BodyId>> {
        let mut found = value.as_array()?.iter().map(party).collect::<Option<Vec<_>>>()?;
        found.sort();
        Some(found)
    };
    let standing = match value["standing"].as_str()? {
        "signing" => Standing::Signing,
        "starting" => Standing::Starting(parties(&value["waiting_for"])?),
        _ => Standing::Halted(value["why"].as_str()?.to_owned()),
    };
    let log = |log: &Value| {
        let settled = value["forks"].as_array()?.iter().find(|fork| fork["origin"] == log["origin"]);
        Some(Log {
            party: party(&log["party"])?,
            size: log["size"].as_u64()?,
            folded: log["folded"].as_u64()?,
            root: log["root"].as_str()?.to_owned(),
            holders: parties(&log["cosigned_by"])?,
            forked: log["forked"].as_bool()?,
            settled: settled.and_then(|fork| fork["split"].as_u64().zip(fork["kept"].as_u64())),
        })
    };
    let logs = value["logs"].as_array()?.iter().map(log).collect::<Option<_>>()?;
    Some(Seen { who, standing, logs, digest: value["digest"].as_str()?.to_owned() })
}

impl Seen {
    /// Whether the node may go on.
    pub fn is_halted(&self) -> bool {
        matches!(self.standing, Standing::Halted(_))
    }

    /// The log of a party.
    pub fn log(&self, party: BodyId) -> Option<&Log> {
        self.logs.iter().find(|log| log.party == party)
    }

    /// What two nodes must have in common to have the same record and state.
    pub fn record(&self) -> (Vec<(BodyId, u64, &str)>, &str) {
        (self.logs.iter().map(|log| (log.party, log.size, log.root.as_str())).collect(), &self.digest)
    }
}

/// Whether nodes that reach each other have nothing more to tell each other: one record, all of it folded, and each knows that the
/// others hold it. A node that has halted gives no receipts.
pub fn at_rest(group: &[Seen]) -> bool {
    let same = group.iter().all(|seen| seen.record() == group[0].record());
    let giving = group.iter().filter(|seen| !seen.is_halted() && seen.who.machine == Which::Own);
    let giving = giving.map(|seen| seen.who.party).collect::<Vec<_>>();
    let told = |log: &Log| log.forked || giving.iter().all(|party| *party == log.party || log.holders.contains(party));
    let known = |seen: &Seen| seen.logs.iter().all(|log| log.folded == log.size && told(log));
    same && group.iter().all(known)
}
