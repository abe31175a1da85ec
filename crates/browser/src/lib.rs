//! A browser for tests: Chromium as a reader has it, on the pages of a demo, with whatever was started ended again.
//!
//! Nothing here is part of what is shipped. `cargo xtask browser` installs the browser, says by the environment where things stand, and
//! runs the tests of this crate.

pub mod axe;
pub mod companion;
pub mod demo;
pub mod driver;
pub mod folder;
pub mod form;
pub mod keyboard;
pub mod look;
pub mod manner;
pub mod officer;
pub mod session;
pub mod table;
pub mod usable;

pub use axe::Axe;
pub use demo::Demo;
pub use driver::Driver;
pub use look::{Look, Scheme};
pub use manner::{Hand, Manner};
pub use officer::Officer;
pub use session::Session;
pub use table::{Row, walk, walk_in_order};
pub use thirtyfour::Key;

/// The program `counterpart`, built beforehand.
pub const PROGRAM: &str = "COUNTERPART_PROGRAM";

/// The folder of the package axe-core.
pub const AXE: &str = "COUNTERPART_AXE";

/// The folder for pictures and prints; none are made where it is not set.
pub const SHOTS: &str = "COUNTERPART_SHOTS";

/// What the environment says under this name; it must say something.
pub fn told(name: &str) -> std::path::PathBuf {
    let said = std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set; run the tests by `cargo xtask browser`"));
    said.into()
}
