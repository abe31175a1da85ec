//! Papers that come in and go out: spreadsheets (XLSX, CSV), lists of tasks in prose, and letters for word processors (DOCX).
//!
//! No file and no clock: values in, bytes out; bytes in, values and every problem with its place. What somebody uploads is a stranger's, so
//! nothing is inflated beyond its bound and nothing in it is ever run. Sentences come from the caller; here are only forms.

pub mod csv;
pub mod docx;
pub mod guard;
pub mod package;
pub mod paper;
pub mod sheet;
pub mod table;
pub mod task_list;
pub mod units;
pub mod workbook;
pub mod xml;

pub use sheet::Sheet;
pub use table::{Table, Unreadable};
