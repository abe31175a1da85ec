//! The node: what opens files, reads the clock and prints, around the pure crates.
