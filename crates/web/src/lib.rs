//! The pages of a node: what the record says and what officers do about it, as HTML that works without any script.
//!
//! No socket and no clock: a [`Site`] (the record on a day, and the words of a language) and a [`Request`] give a [`Page`]. Whoever
//! listens hands over the path and sends the page.

pub mod account;
pub mod act;
pub mod agreement_text;
pub mod also_listed;
pub mod annual_meeting;
pub mod audit;
pub mod ballot;
pub mod beside;
pub mod calendar_file;
pub mod chrome;
pub mod clearance;
pub mod daily_mechanism;
pub mod departments;
pub mod desk;
pub mod download;
pub mod duty;
pub mod form;
pub mod front;
pub mod grounds;
pub mod handover;
pub mod held;
pub mod key_work;
pub mod leadership;
pub mod letter;
pub mod letters;
pub mod liaison;
pub mod marking;
pub mod matter;
pub mod next;
pub mod office_page;
pub mod open;
pub mod opinion_round;
pub mod page;
pub mod party_marks;
pub mod portion;
pub mod progress;
pub mod public;
pub mod record;
pub mod redline;
pub mod reminder;
pub mod reply_pack;
pub mod request;
pub mod said;
pub mod scan;
pub mod script_mark;
pub mod search;
pub mod send;
pub mod sign_act;
pub mod sign_in;
pub mod site;
pub mod task;
pub mod term;
pub mod trace;
pub mod translation;
pub mod verdict;
pub mod visitor;
pub mod year;

pub use beside::Beside;
pub use download::{File, file};
pub use page::{Page, respond};
pub use request::Request;
pub use site::{LogRow, Site};
pub use visitor::Visitor;
