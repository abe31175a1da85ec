//! The finder: keeps the index of texts up to what the record holds, and answers whoever looks for words with what they may see.
//!
//! What the office keeps for itself is never in the index. It is looked through when somebody asks who may read it.

use super::clearance;
use super::lobby::{Guest, Lobby};
use crate::serve::machine::{Desk, Known};
use office::Action;
use office_db::OfficeFault;
use script::Query;
use search::{Found, Index, IndexFault};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use web::search::{KINDS, Passage, SHOWN, SHOWN_ALONE, Shown};
use web::{Beside, Request};

/// How many acts are read of the record at once: others want its thread too.
const ACTS_AT_ONCE: usize = 200;

/// How many acts whose texts had not come are looked at again at once.
const AWAITED_AT_ONCE: u32 = 100;

/// How many times a search waits for the record before it answers with what the index has.
const ROUNDS_OF_A_SEARCH: usize = 3;

/// How often texts that have not come are asked for: no log changes when one comes.
const EVERY: Duration = Duration::from_secs(20);

/// Where words are looked for.
pub struct Finder {
    /// The index; none if it cannot be opened.
    index: Option<Index>,
    /// What is said of the agreement in each language.
    passages: Vec<Passage>,
    /// One at a time reads the record for the index.
    reading: Mutex<()>,
}

/// How far the index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reach {
    /// How many acts it has not read.
    left: u64,
    /// Whether texts have not come yet.
    awaits: bool,
}

impl Finder {
    /// A finder over an index.
    pub fn new(index: Option<Index>, passages: Vec<Passage>) -> Finder {
        Finder { index, passages, reading: Mutex::new(()) }
    }

    /// Reads what is new on record into the index, at most so many times; none if there is no index, or the record does not answer.
    async fn catch_up(&self, desk: &Desk, rounds: usize) -> Result<Option<Reach>, IndexFault> {
        let Some(index) = &self.index else { return Ok(None) };
        let mut reach = Reach { left: 0, awaits: false };
        for _ in 0..rounds {
            // A turn for each round: a search need not wait until the whole record is read.
            let _turn = self.reading.lock().await;
            let known = Known { marks: index.marks().await?, awaited: index.awaited(AWAITED_AT_ONCE).await? };
            let awaited = !known.awaited.is_empty();
            let asked = desk.ask(move |machine, _| machine.texts_since(&known, ACTS_AT_ONCE)).await;
            let news = match asked {
                Ok(Ok(news)) => news,
                Ok(Err(said)) => {
                    tracing::error!(problem = %said, "the record gives no texts for the index");
                    return Ok(None);
                }
                // It has ended, or is busy; the next change asks again.
                Err(_) => return Ok(None),
            };
            reach = Reach { left: news.left, awaits: awaited || !news.awaited.is_empty() };
            // A node at rest writes nothing.
            if news.begin_again || !news.entries.is_empty() || !news.marks.is_empty() {
                index.take(&news).await?;
            }
            if news.left == 0 && !news.begin_again {
                break;
            }
        }
        Ok(Some(reach))
    }
}

/// Keeps the index up to the record for as long as the node runs.
pub async fn follow(finder: Arc<Finder>, desk: Desk) -> std::io::Result<()> {
    let mut news = desk.news();
    loop {
        news.mark_unchanged();
        let awaits = match finder.catch_up(&desk, usize::MAX).await {
            Ok(reach) => reach.is_some_and(|reach| reach.awaits),
            Err(fault) => {
                tracing::error!(problem = %crate::serve::call::chain(&fault), "the index of texts failed");
                false
            }
        };
        tokio::select! {
            changed = news.changed() => if changed.is_err() {
                // The record has ended, and says why itself.
                return std::future::pending().await;
            },
            () = tokio::time::sleep(EVERY), if awaits => {}
        }
    }
}

/// What is found for somebody.
pub async fn beside(lobby: &Lobby, guest: &Guest, asked: &Request, query: &str) -> Result<Beside, OfficeFault> {
    let given = super::typed(query.as_bytes());
    let kind = Some(given.get("kind").to_owned()).filter(|kind| KINDS.contains(&kind.as_str()));
    let typed = given.get("q").to_owned();
    let query = Query::read(&typed);
    let mut shown = Shown { typed, kind, is_inside: guest.lacks(Action::ReadInternal).is_none(), ..Shown::default() };
    if query.is_empty() {
        return Ok(Beside::Search(Box::new(shown)));
    }
    match on_record(lobby, &query, asked, shown.kind.as_deref()).await {
        Ok((found, left)) => {
            shown.acts = found.hits.into_iter().map(|hit| (hit.kind, format!("{}/{}", hit.log, hit.number))).collect();
            shown.counts = found.counts.into_iter().collect();
            shown.left = left.unwrap_or_default();
            shown.is_off = left.is_none();
        }
        Err(fault) => {
            tracing::error!(problem = %crate::serve::call::chain(&fault), "the index of texts failed");
            shown.is_off = true;
        }
    }
    let passages = lobby.finder.passages.iter().filter(|passage| !query.find(&passage.text).is_empty());
    shown.passages = passages.cloned().collect();
    if shown.is_inside {
        inside(lobby, &query, &mut shown).await?;
    }
    Ok(Beside::Search(Box::new(shown)))
}

async fn on_record(
    lobby: &Lobby,
    query: &Query,
    asked: &Request,
    kind: Option<&str>,
) -> Result<(Found, Option<u64>), IndexFault> {
    let finder = &lobby.finder;
    let Some(index) = &finder.index else { return Ok((Found::default(), None)) };
    let reach = finder.catch_up(&lobby.desk, ROUNDS_OF_A_SEARCH).await?;
    let by = asked.on.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string());
    let at_most = if kind.is_some() { SHOWN_ALONE } else { SHOWN };
    let found = index.find(query, &by, kind, u32::try_from(at_most).unwrap_or(u32::MAX)).await?;
    Ok((found, reach.map(|reach| reach.left)))
}

/// What this side keeps for itself and has the words.
async fn inside(lobby: &Lobby, query: &Query, shown: &mut Shown) -> Result<(), OfficeFault> {
    let has = |text: &str| !query.find(text).is_empty();
    for (row, typed) in clearance::all(lobby).await? {
        if typed.0.iter().any(|(_, value)| has(value)) {
            shown.drafts.push((row, typed));
        }
    }
    let answers = lobby.office.all_answers().await?;
    shown.answers = answers.into_iter().filter(|(_, one)| has(&format!("{}: {}", one.department, one.remarks))).collect();
    shown.translations = lobby.office.translations().await?.into_iter().filter(|one| has(&one.text)).collect();
    Ok(())
}
