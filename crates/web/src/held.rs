//! Where the record stands: how much of it is recorded, received, and held by all parties. A thin line below party marks.

use crate::site::{Link, Site};
use agreement::message::Message;
use askama::Template;

/// The line.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "held.html")]
pub struct Held {
    /// The three words with their numbers, and whether all of the record has come that far.
    pub steps: Vec<(String, bool)>,
    /// The page of the record.
    pub record: Link,
}

impl Held {
    /// Of all logs together; none where no log is known.
    pub fn of(site: &Site<'_>) -> Option<Held> {
        let sum = |of: fn(&crate::site::LogRow) -> u64| site.logs.iter().map(of).sum::<u64>();
        let all = sum(|log| log.size);
        let step = |(key, count): (&'static str, u64)| (site.say(Message::new(key).number("count", count as i64)), count == all);
        let counts =
            [("held-recorded", all), ("held-received", sum(|log| log.received)), ("held-by-all", sum(|log| log.held_by_all))];
        let record = Link { href: site.href("record"), text: site.key("held-where") };
        (!site.logs.is_empty()).then(|| Held { steps: counts.map(step).to_vec(), record })
    }
}
