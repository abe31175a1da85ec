//! Message keys of the engine, said in zh-Hant, zh-Hans, English and Portuguese.
//!
//! The engine gives keys and arguments; here are the sentences, and the answers of the seven questions as text. Names
//! of bodies, rules and provisions come from the agreement's own vocabulary.

pub mod article;
pub mod language;
pub mod sentences;
pub mod tell;
pub mod vocabulary;

pub use language::Language;
pub use sentences::Words;
pub use vocabulary::Vocabulary;
