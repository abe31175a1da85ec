//! Reading an agreement: a plain Chinese text becomes preamble, chapters, articles, items, closing clauses and signatures.
//! Every character of the input belongs to one named part, and every provision has the hash of its characters.
//! A reading is a value plus all problems with their positions; a text is never refused and never mended in silence.

mod accounted;
mod agreement_text;
mod closing;
mod ending;
mod line;
mod manifestation;
mod marker;
mod numbering;
pub mod numerals;
mod outline;
mod paragraph;
mod problem;
mod profile;
mod provision;
mod reading;
mod sentence;
mod strange_character;

pub use agreement_text::{
    AgreementText, Chapter, Copies, Date, Item, Part, PartId, Provision, ProvisionKind, Sentence, Signatory, Signing,
};
pub use manifestation::{Expected, Likeness, compare, expected, fold_variants};
pub use problem::{Level, Problem, ProblemKind, Severity};
pub use profile::{Hash, PROFILE, is_han, kept_by_line, running};
pub use reading::{Reading, read, read_bytes};
