//! The gate and the proofs of this repository, and its rules of taste.

fn main() {}
