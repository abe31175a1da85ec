//! The texts of acts for the index of texts: those that it has not read yet, and those that had not arrived when it read their acts.

use super::Recorder;
use crate::serve::call::chain;
use crate::serve::machine::Known;
use agreement::id::{BodyId, Place};
use search::{Entry, Mark, News};

impl Recorder<'_> {
    /// The texts of at most so many acts, in the order of the parties and of their logs.
    pub(super) fn new_texts(&self, known: &Known, at_most: usize) -> Result<News, String> {
        let parties: Vec<BodyId> = self.home.book.agreement.parties().collect();
        // A log that was forked and settled, or begun anew, is not the one that was read.
        let is_other =
            |party: &BodyId| known.marks.get(&self.name(*party)).is_some_and(|mark| self.mark(*party, mark.number) != *mark);
        let begin_again = parties.iter().any(is_other);
        let mut news = News { begin_again, ..News::default() };
        if !begin_again {
            for (log, number) in &known.awaited {
                let party = self.home.book.agreement.body(log);
                let arrived = party.map(|party| self.entry(party, *number)).transpose()?.flatten();
                news.entries.extend(arrived.filter(|(_, more)| !more).map(|(entry, _)| entry));
            }
        }
        let mut room = at_most;
        for party in parties {
            let log = self.name(party);
            let read = known.marks.get(&log).filter(|_| !begin_again).map_or(0, |mark| mark.number);
            let last = self.last_number(party, read);
            let until = last.min(read.saturating_add(u32::try_from(room).unwrap_or(u32::MAX)));
            for number in read + 1..=until {
                let Some((entry, more)) = self.entry(party, number)? else { continue };
                if more {
                    news.awaited.push((log.clone(), number));
                }
                if !entry.texts.is_empty() {
                    news.entries.push(entry);
                }
            }
            if until > read {
                news.marks.insert(log, self.mark(party, until));
            }
            room -= (until - read) as usize;
            news.left += u64::from(last - until);
        }
        Ok(news)
    }

    /// The mark of an act: another act at its place has another one.
    fn mark(&self, log: BodyId, number: u32) -> Mark {
        let hash = self.keeper.leaf_hash_at(Place { log, number });
        Mark { number, act: hash.map(|hash| crate::hex::write(&hash)).unwrap_or_default() }
    }

    /// The number of the last event of a log, which has at least so many.
    fn last_number(&self, log: BodyId, at_least: u32) -> u32 {
        let counterpart = self.keeper.counterpart();
        // What the agreement's own folder tells of a party stands before its first leaf.
        let is_there = |number: u32| {
            let place = Place { log, number };
            counterpart.leaf_at(place).is_some() || counterpart.state().matter_at(place).is_some()
        };
        let (mut known, mut step) = (at_least, 1_u32);
        while is_there(known + step) {
            (known, step) = (known + step, step * 2);
        }
        while step > 1 {
            step /= 2;
            if is_there(known + step) {
                known += step;
            }
        }
        known
    }

    /// The act at a place with its texts, and whether more of them are to come; none for what belongs to no matter.
    fn entry(&self, log: BodyId, number: u32) -> Result<Option<(Entry, bool)>, String> {
        let place = Place { log, number };
        let Some((_, recorded)) = self.keeper.event_at(place) else { return Ok(None) };
        let expected = match self.keeper.counterpart().leaf_at(place) {
            Some((origin, index)) => self.keeper.texts_expected(origin, index).map_err(|error| chain(&error))?,
            None => Vec::new(),
        };
        let more = expected.iter().any(Option::is_none);
        // What is no text has no words.
        let texts = expected.into_iter().map(|bytes| bytes.map(|bytes| String::from_utf8(bytes).unwrap_or_default()));
        let texts = web::search::own_texts(&recorded.event.act, texts.collect());
        let here = (0..).zip(texts).filter_map(|(part, text)| Some((part, text.filter(|text| !text.is_empty())?)));
        // The act's own words have no number among its texts.
        let own = (1 << 16..).zip(web::search::own_words(&recorded.event.act));
        let entry = Entry {
            log: self.name(log),
            number,
            kind: web::search::kind_of(&recorded.event.act).to_owned(),
            day: recorded.event.recorded.to_string(),
            texts: here.chain(own).collect(),
        };
        Ok(Some((entry, more)))
    }
}
