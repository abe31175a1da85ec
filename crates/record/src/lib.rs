//! The record's formats, exactly as C2SP gives them: signed notes, checkpoints, Merkle trees, tiles, proofs, cosignatures.
//!
//! Pure: bytes, keys and times come in as arguments. Readers meet arbitrary bytes and name what is wrong.

pub mod bundle;
pub mod checkpoint;
pub mod cosignature;
mod ed25519;
mod encoding;
pub mod fork;
pub mod hash;
pub mod key;
mod ml_dsa_44;
pub mod note;
pub mod policy;
mod policy_text;
pub mod proof;
mod signing_key;
#[cfg(feature = "simulation")]
mod simulation;
pub mod sm2;
pub mod tile;
pub mod tile_nodes;
pub mod tree;
mod tree_proof;

pub use checkpoint::Checkpoint;
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use key::{KeyKind, SigningKey, VerifierKey};
pub use note::{Note, NoteSignature};
