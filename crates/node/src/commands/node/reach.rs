//! Reaching the record: through the socket of the running node, or by opening the folder where none runs.

use super::NodeFault;
use crate::commands::Done;
use crate::control;
use crate::errand::{Errand, Request, Told};
use crate::home::Home;
use crate::recorder::Recorder;
use crate::serve::machine::Machine as _;
use crate::serve::run::{self, LEASE_PAUSE, LEASE_TRIES, ServeFault};
use store::lease::LeaseError;
use words::Language;

/// The way to a node's record.
pub struct Reach<'a> {
    /// The node's folder.
    pub home: &'a Home,
    /// The language of answers.
    pub language: Language,
}

impl Reach<'_> {
    /// Has an errand done.
    pub fn run(&self, errand: Errand) -> Result<Told, NodeFault> {
        let request = Request { language: self.language, errand };
        // A node that is just starting has the record already, and its socket not yet.
        for _ in 0..LEASE_TRIES {
            match self.once(&request) {
                Err(NodeFault::Serve(ServeFault::Lease(LeaseError::Busy { .. }))) => std::thread::sleep(LEASE_PAUSE),
                told => return told,
            }
        }
        self.once(&request)
    }

    fn once(&self, request: &Request) -> Result<Told, NodeFault> {
        let path = self.home.control();
        if let Some(told) = control::ask(&path, request).map_err(NodeFault::io(&path))? {
            return Ok(told);
        }
        let (disk, stop) = run::open_disk(self.home)?;
        if matches!(request.errand, Errand::RecordTime { .. }) {
            return Err(NodeFault::Use(format!(
                "no node runs in {}: record time goes on only while one does",
                self.home.folder.display()
            )));
        }
        if matches!(request.errand, Errand::Resume { .. }) {
            let folder = self.home.folder.display();
            // Said to nobody, it would be forgotten: the next start asks the others again.
            return Err(NodeFault::Use(format!(
                "no node runs in {folder}: start it, and say this while it asks the others: counterpart serve --dir {folder}"
            )));
        }
        let mut recorder = Recorder::open(self.home, disk, stop)?;
        let mut told = recorder.run(request, self.home.clock.now());
        if told.code == 1 && recorder.stopped().is_none() {
            let folder = self.home.folder.display();
            told.lines.push(format!("(no node runs in {folder}; to start it: counterpart serve --dir {folder})"));
        }
        Ok(told)
    }

    /// Has an errand done whose answer is printed.
    pub fn done(&self, errand: Errand) -> Result<Done, NodeFault> {
        self.run(errand).map(done)
    }
}

/// An answer as it is printed.
pub fn done(told: Told) -> Done {
    Done { lines: told.lines, code: told.code }
}
