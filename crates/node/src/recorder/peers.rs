//! The truth about the others, as far as this node can tell it: heads, what each mirror holds, forks, and who has answered.

use super::Recorder;
use crate::errand::Told;
use crate::serve::machine::Machine as _;
use crate::serve::status::Standing;
use words::tell::Columns;

impl Recorder<'_> {
    pub(super) fn peers(&self, json: bool) -> Told {
        let status = self.status();
        if json {
            return Told::lines(vec![status.json().to_string()]);
        }
        let mut lines = vec![match &status.standing {
            Standing::Signing if status.needs_mirror_key => {
                "signing: resumed unconfirmed; it cosigns nothing for the others until \
                 its mirror key is changed (rotate-key mirror), or it is started again and they answer"
                    .to_owned()
            }
            Standing::Signing => "signing: enough of the others have answered since the start".to_owned(),
            Standing::Starting { waiting_for, behind } => {
                let waiting = format!("starting: not yet heard from {}", waiting_for.join(", "));
                match behind {
                    Some((own, seen)) => format!("{waiting}; own log has {own} leaves here, and {seen} under a head of its key"),
                    None => waiting,
                }
            }
            Standing::Halted { why } => format!("halted: {why}"),
        }];
        let head = ["party", "leaves", "folded", "received", "held by all", "newest head held by", "root", "origin"];
        let mut columns = Columns(vec![head.map(str::to_owned).to_vec()]);
        for log in &status.logs {
            let forked = if log.forked { " FORKED" } else { "" };
            let holders = if log.cosigned_by.is_empty() { "nobody else yet".to_owned() } else { log.cosigned_by.join(" ") };
            columns.0.push(vec![
                log.party.clone(),
                log.size.to_string(),
                log.folded.to_string(),
                log.received.to_string(),
                log.held_by_all.to_string(),
                holders,
                log.root[..16].to_owned(),
                format!("{}{forked}", log.origin),
            ]);
        }
        lines.extend(columns.lines(2));
        for (origin, split, settled) in self.keeper.counterpart().forks() {
            lines.push(format!("{origin} has two histories from its leaf {split} on; settled: {settled:?}"));
        }
        lines.push(format!("state {}", status.digest));
        Told::lines(lines)
    }
}
