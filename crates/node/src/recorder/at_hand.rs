//! Pages at hand: what was made of the record as it stands is given again, byte for byte, to whoever asks for just the same.
//!
//! A page of a large record takes many times as long to make as to send. Only pages of the record are kept, and none that answers a form. Whatever could make it another page is compared before: the record, what of
//! it has arrived here, the day, and the whole of what is asked for, with who asks and what is kept beside the record. Nothing is ever guessed.

use jiff::civil::Date;
use keeper::Status;
use std::collections::VecDeque;
use web::{Page, Request};

/// How many bytes of pages are at hand at most.
const BYTES_MAX: usize = 6 << 20;

/// Seconds after which nobody is waiting for a page any more.
const QUIET: u64 = 20;

/// The record as pages are made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// How the record stands: its digest, and how far each log is held.
    pub status: Status,
    /// How many payloads are not here.
    pub lacking: usize,
    /// The day by the record's clock.
    pub today: Date,
}

/// The pages, the newest last.
#[derive(Debug, Default)]
pub struct AtHand {
    of: Option<Stand>,
    pages: VecDeque<(Request, Page)>,
    bytes: usize,
    asked: u64,
}

impl AtHand {
    /// The page that was made for the same request while all stood as it stands now.
    pub fn find(&mut self, stand: &Stand, request: &Request, now: u64) -> Option<Page> {
        self.asked = now;
        if self.of.as_ref() != Some(stand) {
            self.clear();
            self.of = Some(stand.clone());
        }
        let found = self.pages.iter().find(|(known, _)| known == request);
        found.map(|(_, page)| page.clone())
    }

    /// Keeps a page, and lets go of the oldest ones.
    pub fn keep(&mut self, request: &Request, page: &Page) {
        self.bytes += page.html.len();
        self.pages.push_back((request.clone(), page.clone()));
        while self.bytes > BYTES_MAX
            && let Some((_, oldest)) = self.pages.pop_front()
        {
            self.bytes -= oldest.html.len();
        }
    }

    /// Lets go of all pages.
    pub fn clear(&mut self) {
        *self = AtHand { asked: self.asked, ..AtHand::default() };
    }

    /// Lets go of all once nobody has asked for a while; says whether there was anything.
    pub fn rest_at(&mut self, now: u64) -> bool {
        let rests = !self.pages.is_empty() && now.abs_diff(self.asked) >= QUIET;
        if rests {
            self.clear();
        }
        rests
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keeper::Standing;
    use words::Language;

    fn stand(digest: u8) -> Stand {
        let status = Status { standing: Standing::Signing, needs_mirror_key: false, logs: Vec::new(), digest: [digest; 32] };
        Stand { status, lacking: 0, today: Date::constant(2021, 3, 1) }
    }

    fn page(bytes: usize) -> Page {
        Page { status: 200, html: "x".repeat(bytes) }
    }

    #[test]
    fn the_same_is_given_again_only_while_all_stands_as_it_stood() {
        let (mut at_hand, desk) = (AtHand::default(), Request::new(Language::En, "desk"));
        assert_eq!(at_hand.find(&stand(1), &desk, 0), None);
        at_hand.keep(&desk, &page(9));
        assert_eq!(at_hand.find(&stand(1), &desk, 1), Some(page(9)));
        let others = [
            Request { on: Some(Date::constant(2020, 1, 1)), ..desk.clone() },
            Request { part: 2, ..desk.clone() },
            Request::new(Language::Pt, "desk"),
        ];
        assert!(others.iter().all(|other| at_hand.find(&stand(1), other, 1).is_none()));
        let lacking = Stand { lacking: 1, ..stand(1) };
        assert_eq!(at_hand.find(&lacking, &desk, 2), None, "a text is awaited");
        at_hand.keep(&desk, &page(7));
        let arrived = stand(1);
        assert_eq!(at_hand.find(&arrived, &desk, 2), None, "it arrived");
        at_hand.keep(&desk, &page(8));
        let morrow = Stand { today: Date::constant(2021, 3, 2), ..arrived.clone() };
        assert_eq!(at_hand.find(&morrow, &desk, 2), None, "another day");
        assert_eq!(at_hand.find(&stand(2), &desk, 2), None, "another act");
        assert_eq!(at_hand.find(&arrived, &desk, 3), None, "what was let go does not come back");
    }

    #[test]
    fn the_oldest_pages_give_way_and_all_do_once_nobody_asks() {
        let mut at_hand = AtHand::default();
        let request = |number: usize| Request::new(Language::En, &number.to_string());
        at_hand.find(&stand(1), &request(0), 5);
        (0..3).for_each(|number| at_hand.keep(&request(number), &page(BYTES_MAX / 2)));
        assert_eq!(at_hand.find(&stand(1), &request(0), 5), None);
        assert!(at_hand.find(&stand(1), &request(2), 5).is_some());
        assert!(!at_hand.rest_at(5 + QUIET - 1) && at_hand.rest_at(5 + QUIET) && !at_hand.rest_at(90));
        assert_eq!(at_hand.find(&stand(1), &request(2), 91), None);
    }
}
