//! The command `counterpart`.

fn main() {}
