//! The officers of a demo, as they come to their own node: by name and password, typed into the form.

use crate::Session;
use crate::table::World;

/// Who can sign in at each node of a demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Officer {
    /// Sends the acts of the party (聯絡).
    Liaison,
    /// Works on the party's tasks, and sends nothing but their progress.
    Department,
    /// Signs for the party.
    Leader,
    /// Keeps the office's book.
    Administrator,
    /// Reads who did what.
    Auditor,
}

impl Officer {
    /// The name by which they sign in.
    pub fn name(self) -> &'static str {
        match self {
            Officer::Liaison => "liaison",
            Officer::Department => "department",
            Officer::Leader => "leader",
            Officer::Administrator => "admin",
            Officer::Auditor => "auditor",
        }
    }
}

impl World {
    /// A reader who has signed in at a node as this officer, with a browser of their own.
    pub fn officer(&self, node: usize, officer: Officer) -> Session<'_> {
        let session = self.reader();
        self.sign_in(&session, node, officer);
        session
    }

    /// Signs in at a node as this officer. A browser may be signed in at several nodes.
    pub fn sign_in(&self, session: &Session<'_>, node: usize, officer: Officer) {
        let node = self.demo.node(node);
        session.open(&format!("{node}/en/sign-in"));
        session.sign_in(officer.name(), self.demo.password());
        assert_eq!(session.address(), format!("{node}/en/desk"), "{officer:?} is signed in");
    }
}

impl Session<'_> {
    /// Fills in the form of signing in, and sends it.
    pub fn sign_in(&self, name: &str, password: &str) {
        self.write("#sign-in-name", name);
        self.write("#sign-in-password", password);
        self.go("#sign-in button");
    }
}
