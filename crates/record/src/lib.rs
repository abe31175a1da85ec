//! The record's formats, exactly as C2SP gives them: signed notes, checkpoints, Merkle trees, tiles, proofs, cosignatures.
//!
//! Pure: bytes, keys and times come in as arguments. Readers meet arbitrary bytes and name what is wrong.
