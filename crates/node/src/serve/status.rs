//! How a node stands, as its health page, its figures and `status --node` say it.

use serde_json::{Value, json};

/// How a node stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Whether it signs.
    pub standing: Standing,
    /// Whether it cosigns nothing until it has a new mirror key: it went on with nobody to tell it what it had cosigned.
    pub needs_mirror_key: bool,
    /// The logs it holds, in the order of their numbers.
    pub logs: Vec<LogStatus>,
    /// The logs that are proved on record to have two histories.
    pub forks: Vec<ForkStatus>,
    /// The digest of the state under its frontier, in hexadecimal digits.
    pub digest: String,
}

/// One log with two histories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForkStatus {
    /// Its origin.
    pub origin: String,
    /// How many leaves both share.
    pub split: u64,
    /// How many leaves count, once that is settled.
    pub kept: Option<u64>,
}

/// Whether a node signs its own log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not yet: it asks the others for heads of its own log that it may have lost.
    Starting {
        /// The parties that have not answered yet.
        waiting_for: Vec<String>,
        /// The own log's leaves here, and under a larger head that bears its key, if there is one.
        behind: Option<(u64, u64)>,
    },
    /// It signs.
    Signing,
    /// It must not sign any more.
    Halted {
        /// Why.
        why: String,
    },
}

impl Default for Standing {
    fn default() -> Standing {
        Standing::Starting { waiting_for: Vec::new(), behind: None }
    }
}

impl Standing {
    /// One word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Standing::Starting { .. } => "starting",
            Standing::Signing => "signing",
            Standing::Halted { .. } => "halted",
        }
    }
}

/// One log as this node holds it. Sizes count leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogStatus {
    /// Its origin.
    pub origin: String,
    /// Whose it is.
    pub party: String,
    /// How many leaves are held.
    pub size: u64,
    /// How many of them are folded into the state.
    pub folded: u64,
    /// How many are received: a majority of the other parties holds them.
    pub received: u64,
    /// How many are held by all.
    pub held_by_all: u64,
    /// The root of the head, in hexadecimal digits.
    pub root: String,
    /// The parties that have cosigned the head.
    pub cosigned_by: Vec<String>,
    /// Whether two heads of it contradict each other, which is proved.
    pub forked: bool,
}

impl Status {
    /// As data.
    pub fn json(&self) -> Value {
        let log = |(number, log): (usize, &LogStatus)| {
            json!({
                "log": number, "origin": log.origin, "party": log.party, "size": log.size, "folded": log.folded,
                "received": log.received, "held_by_all": log.held_by_all, "root": log.root,
                "cosigned_by": log.cosigned_by, "forked": log.forked,
            })
        };
        let fork = |fork: &ForkStatus| json!({ "origin": fork.origin, "split": fork.split, "kept": fork.kept });
        let mut value = json!({
            "standing": self.standing.word(),
            "needs_mirror_key": self.needs_mirror_key,
            "digest": self.digest,
            "logs": self.logs.iter().enumerate().map(log).collect::<Vec<_>>(),
            "forks": self.forks.iter().map(fork).collect::<Vec<_>>(),
        });
        match &self.standing {
            Standing::Starting { waiting_for, behind } => {
                value["waiting_for"] = json!(waiting_for);
                value["behind"] = json!(behind);
            }
            Standing::Halted { why } => value["why"] = json!(why),
            Standing::Signing => {}
        }
        value
    }

    /// As lines for a person who watches many machines: the standing, then a line for each log.
    pub fn plain(&self) -> String {
        let detail = match &self.standing {
            Standing::Starting { waiting_for, behind } => {
                let behind = behind.map_or(String::new(), |(own, seen)| format!(" own={own} seen={seen}"));
                format!(" waiting_for={}{behind}", waiting_for.join(","))
            }
            Standing::Halted { why } => format!(" why={why:?}"),
            Standing::Signing if self.needs_mirror_key => " needs_mirror_key".to_owned(),
            Standing::Signing => String::new(),
        };
        let mut lines = vec![format!("{}{detail}", self.standing.word())];
        lines.extend(self.logs.iter().map(|log| {
            let forked = if log.forked { " forked" } else { "" };
            let (size, folded, received, all) = (log.size, log.folded, log.received, log.held_by_all);
            format!("{} recorded={size} received={received} held_by_all={all} folded={folded}{forked}", log.origin)
        }));
        lines.push(String::new());
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(standing: Standing) -> Status {
        let log = LogStatus {
            origin: "example.invalid/a/1".to_owned(),
            party: "a".to_owned(),
            size: 9,
            folded: 8,
            received: 7,
            held_by_all: 6,
            root: "00".to_owned(),
            cosigned_by: vec!["b".to_owned()],
            forked: true,
        };
        let fork = ForkStatus { origin: log.origin.clone(), split: 4, kept: Some(6) };
        Status { standing, needs_mirror_key: false, logs: vec![log], forks: vec![fork], digest: "ff".to_owned() }
    }

    #[test]
    fn each_standing_has_its_word_and_what_belongs_to_it() {
        let table = [
            (Standing::Signing, "signing\n", json!(null), json!(null)),
            (
                Standing::Starting { waiting_for: vec!["b".to_owned()], behind: Some((3, 9)) },
                "starting waiting_for=b own=3 seen=9\n",
                json!(["b"]),
                json!(null),
            ),
            (Standing::Halted { why: "two\nlines".to_owned() }, "halted why=\"two\\nlines\"\n", json!(null), json!("two\nlines")),
        ];
        for (standing, plain, waiting, why) in table {
            let status = status(standing);
            let json = status.json();
            assert!(status.plain().starts_with(plain), "{}", status.plain());
            assert!(status.plain().ends_with("example.invalid/a/1 recorded=9 received=7 held_by_all=6 folded=8 forked\n"));
            assert_eq!((&json["waiting_for"], &json["why"]), (&waiting, &why));
            assert_eq!(json["standing"], status.standing.word());
            assert_eq!((&json["forks"][0]["split"], &json["forks"][0]["kept"]), (&json!(4), &json!(6)));
            assert_eq!((&json["logs"][0]["log"], &json["logs"][0]["held_by_all"]), (&json!(0), &json!(6)));
        }
    }
}
