//! What can be wrong in a configuration, each with the line on which it stands.

use std::fmt;
use std::ops::Range;

/// All problems of one file.
#[derive(Debug, PartialEq, Eq)]
pub struct Problems {
    found: Vec<Problem>,
    /// Where each line begins.
    starts: Vec<usize>,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Kind {
    /// The text is no TOML.
    #[error("{what}")]
    Syntax {
        /// What the grammar says.
        what: String,
    },
    /// A key that means nothing here.
    #[error("there is no `{key}`")]
    Unknown {
        /// The key, with the tables that it stands in.
        key: String,
    },
    /// A key without which a node cannot start.
    #[error("`{key}` is missing")]
    Missing {
        /// The key.
        key: String,
    },
    /// A value of another type.
    #[error("`{key}` must be {wanted}, not {found}")]
    Type {
        /// The key.
        key: String,
        /// What is wanted.
        wanted: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A text with nothing in it.
    #[error("`{key}` is empty")]
    Empty {
        /// The key.
        key: String,
    },
    /// A number that is too small or too large.
    #[error("`{key}` must lie from {least} to {most}")]
    Range {
        /// The key.
        key: String,
        /// The least that it may be.
        least: i64,
        /// The most that it may be.
        most: i64,
    },
    /// A text of another form.
    #[error("`{key}` must be {wanted}")]
    Form {
        /// The key.
        key: String,
        /// The form that is wanted.
        wanted: &'static str,
    },
    /// A peer that is the node itself.
    #[error("`{party}` is this node's own party")]
    OwnPeer {
        /// The party.
        party: String,
    },
    /// Two peers of one party.
    #[error("`{party}` is a peer already")]
    PeerTwice {
        /// The party.
        party: String,
    },
    /// One certificate for two parties: a connection could not be told from another's.
    #[error("another peer has the pin {pin}")]
    PinTwice {
        /// The pin.
        pin: String,
    },
    /// Neither side could ever call the other.
    #[error("a peer needs a `url`, for this node does not listen")]
    Unreachable,
}

impl Problems {
    /// None yet, of this text.
    pub(super) fn of(text: &str) -> Problems {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Problems { found: Vec::new(), starts }
    }

    /// One more, at these bytes of the text.
    pub(super) fn add(&mut self, span: Range<usize>, kind: Kind) {
        let line = self.starts.partition_point(|start| *start <= span.start);
        self.found.push(Problem { line, kind });
    }

    /// In the order of lines; what stands on one line keeps its order.
    pub(super) fn sorted(mut self) -> Problems {
        self.found.sort_by_key(|problem| problem.line);
        self
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The problems, in the order of lines.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.found.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.found.iter().map(Problem::to_string).collect::<Vec<_>>();
        f.write_str(&lines.join("\n"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.kind)
    }
}

impl std::error::Error for Problems {}
