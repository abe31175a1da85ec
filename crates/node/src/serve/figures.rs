//! Figures for those who watch machines, in the text format of Prometheus. They name logs and sizes, never contents.

use super::status::{Standing, Status};
use metrics::{counter, gauge};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use std::sync::Arc;

/// The figures of one node. They belong to it and not to the process, so that several nodes may share one.
#[derive(Clone)]
pub struct Figures {
    recorder: Arc<PrometheusRecorder>,
}

impl Default for Figures {
    fn default() -> Figures {
        Figures { recorder: Arc::new(PrometheusBuilder::new().build_recorder()) }
    }
}

impl Figures {
    /// A batch of so many bytes was taken from a peer.
    pub fn taken(&self, bytes: usize) {
        self.record(|| {
            counter!("counterpart_batches_taken_total").increment(1);
            counter!("counterpart_batch_bytes_taken_total").increment(bytes as u64);
        });
    }

    /// A batch of so many bytes was given to a peer.
    pub fn given(&self, bytes: usize) {
        self.record(|| {
            counter!("counterpart_batches_given_total").increment(1);
            counter!("counterpart_batch_bytes_given_total").increment(bytes as u64);
        });
    }

    /// A batch was refused.
    pub fn refused(&self) {
        self.record(|| counter!("counterpart_batches_refused_total").increment(1));
    }

    /// A peer was called, or could not be.
    pub fn called(&self, party: &str, reached: bool) {
        let outcome = if reached { "reached" } else { "not_reached" };
        self.record(|| counter!("counterpart_calls_total", "party" => party.to_owned(), "outcome" => outcome).increment(1));
    }

    /// All figures, those of `status` among them.
    pub fn render(&self, status: &Status) -> String {
        self.record(|| {
            for standing in ["starting", "signing", "halted"] {
                let is = f64::from(u8::from(status.standing.word() == standing));
                gauge!("counterpart_standing", "standing" => standing).set(is);
            }
            let waiting = match &status.standing {
                Standing::Starting { waiting_for, .. } => waiting_for.len(),
                _ => 0,
            };
            gauge!("counterpart_waiting_for_parties").set(waiting as f64);
            for log in &status.logs {
                let sizes = [
                    ("recorded", log.size),
                    ("received", log.received),
                    ("held_by_all", log.held_by_all),
                    ("folded", log.folded),
                ];
                for (finality, size) in sizes {
                    gauge!("counterpart_log_leaves", "origin" => log.origin.clone(), "finality" => finality).set(size as f64);
                }
                gauge!("counterpart_log_forked", "origin" => log.origin.clone()).set(f64::from(u8::from(log.forked)));
            }
        });
        self.recorder.handle().render()
    }

    fn record(&self, record: impl FnOnce()) {
        metrics::with_local_recorder(self.recorder.as_ref(), record);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::status::LogStatus;

    #[test]
    fn figures_say_what_was_counted_and_how_the_logs_stand() {
        let figures = Figures::default();
        figures.taken(10);
        figures.taken(5);
        figures.given(7);
        figures.refused();
        figures.called("macao", false);
        let log = LogStatus { origin: "example.invalid/a/1".to_owned(), size: 9, held_by_all: 6, ..LogStatus::default() };
        let status = Status {
            standing: Standing::Starting { waiting_for: vec!["b".to_owned()], behind: None },
            logs: vec![log],
            ..Status::default()
        };
        let text = figures.render(&status);
        for line in [
            "counterpart_batches_taken_total 2",
            "counterpart_batch_bytes_taken_total 15",
            "counterpart_batch_bytes_given_total 7",
            "counterpart_batches_refused_total 1",
            "counterpart_calls_total{party=\"macao\",outcome=\"not_reached\"} 1",
            "counterpart_standing{standing=\"starting\"} 1",
            "counterpart_standing{standing=\"signing\"} 0",
            "counterpart_waiting_for_parties 1",
            "counterpart_log_leaves{origin=\"example.invalid/a/1\",finality=\"held_by_all\"} 6",
            "counterpart_log_forked{origin=\"example.invalid/a/1\"} 0",
        ] {
            assert!(text.lines().any(|said| said == line), "{line} is not in\n{text}");
        }
        assert!(!Figures::default().render(&Status::default()).contains("taken"), "each node counts for itself");
    }
}
