//! The pages of the record: what a reader asks for, from the state and the logs as they are; and what an officer sends in them.

use super::Recorder;
use crate::serve::call::chain;
use crate::serve::machine::{Proposed, Sent, Submission};
use agreement::id::Place;
use agreement::reading::Readings;
use agreement::view::View;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counterpart::act_format::ActId;
use counterpart::commitment::{Audience, Payload};
use office::Action;
use web::public::{self, Files, PublicSite};
use web::scan::{FileKind, Readers};
use web::send::Step;
use web::site::Writing;
use web::turn::Turn;
use web::{Beside, LogRow, Page, Request, Site, send, sign_act};
use words::Language;

impl Recorder<'_> {
    pub(super) fn shown(&self, request: &Request, now: u64) -> Result<Page, String> {
        self.on_site(request, now, |site| web::respond(site, request))
    }

    /// Judges what an officer sends as it will be judged on record; what is confirmed is laid before it.
    pub(super) fn sent(&mut self, request: &Request, now: u64) -> Result<Sent, String> {
        let path = request.path.strip_prefix("send/").unwrap_or_default().to_owned();
        let Beside::Send(shown) = &request.beside else { return Ok(Sent::Page(self.shown(request, now)?)) };
        let files = shown.scan.as_ref().map(|scan| scan.bytes.clone()).into_iter().collect();
        let draft = match self.on_site(request, now, |site| send::step(site, &path, shown))? {
            None => return Ok(Sent::Page(self.shown(&Request { beside: Beside::Nothing, ..request.clone() }, now)?)),
            Some(Step::Page { status, html }) => return Ok(Sent::Page(Page { status, html })),
            Some(Step::Lay(draft)) => draft,
        };
        let done = self.keeper.submit(vec![keeper::Submission::Told(draft, files)], now);
        match self.note(done)?.pop().expect("one act has one answer") {
            Ok(receipt) => Ok(Sent::Recorded { act: receipt.act.0, place: self.place_of(&receipt.act) }),
            Err(refusal) => {
                let submission = Submission { act: Proposed::Signed(Vec::new()), language: request.language };
                let refused = send::Shown { refused: self.refusal(&submission, &refusal), ..shown.clone() };
                Ok(Sent::Page(self.shown(&Request { beside: Beside::Send(refused), ..request.clone() }, now)?))
            }
        }
    }

    /// The name of an act that is on record, `macao/5`; its id, if it is lawful and not yet folded.
    pub(super) fn place_of(&self, act: &ActId) -> String {
        let event = self.keeper.event_of(act).map(|(_, recorded)| recorded.event.place);
        event.map_or_else(|| act.to_string(), |place| self.home.book.agreement.place_name(place))
    }

    /// Makes the statement that an officer is to sign, and shows it with the ways to sign it.
    pub(super) fn prepared(&mut self, request: &Request, now: u64) -> Result<Page, String> {
        let Beside::SignAct(shown) = &request.beside else { return self.shown(request, now) };
        let path = request.path.strip_prefix("sign/").unwrap_or_default().to_owned();
        let draft = self.on_site(request, now, |site| {
            let may = site.visitor.is_some_and(|visitor| visitor.may(Action::Sign));
            sign_act::Target::of(site, &path).filter(|_| may && shown.faults.is_empty())?.draft(site, shown)
        })?;
        let Some((draft, post)) = draft else { return self.shown(request, now) };
        let files = shown.scan.iter().map(|scan| scan.bytes.clone()).collect();
        let stated = self.keeper.statement_of(draft, &post, files, now);
        let beside = match self.note(stated)? {
            Ok(statement) => {
                let act = ActId::of(&statement);
                let on_paper = shown.scan.is_some();
                let prepared = sign_act::Prepared { statement: STANDARD.encode(&statement), act: act.to_string(), on_paper };
                sign_act::Shown { prepared: Some(prepared), ..shown.clone() }
            }
            Err(refusal) => {
                let submission = Submission { act: Proposed::Signed(Vec::new()), language: request.language };
                sign_act::Shown { refused: self.refusal(&submission, &refusal), ..shown.clone() }
            }
        };
        self.shown(&Request { beside: Beside::SignAct(beside), ..request.clone() }, now)
    }

    /// The posts that sign for this party, as its own record has them.
    fn posts(&self) -> Vec<sign_act::Post> {
        let posts = &self.keeper.counterpart().standing().of_party(self.home.party).posts;
        let with_keys = posts.iter().filter(|(_, post)| !post.keys.is_empty());
        with_keys.map(|(name, post)| sign_act::Post { name: name.clone(), rank: post.rank.word() }).collect()
    }

    /// Does something with the site that a request asks about.
    pub(super) fn on_site<T>(&self, request: &Request, now: u64, show: impl FnOnce(&Site<'_>) -> T) -> Result<T, String> {
        let state = self.keeper.whole_state().map_err(|error| chain(&error))?;
        let status = self.keeper.status();
        let row = |log: &keeper::LogStatus| LogRow {
            party: log.party,
            size: log.size,
            received: log.received,
            held_by_all: log.held_by_all,
            root: crate::hex::write(&log.root),
            forked: log.is_forked,
        };
        let logs = status.logs.iter().map(row).collect::<Vec<_>>();
        let today = self.day(now);
        let on = request.on.unwrap_or(today);
        let (book, readings) = (&self.home.book, Readings::all(&self.home.book.agreement.points));
        let texts = |place| self.texts_at(place).unwrap_or_default();
        let public_texts = |place| self.public_texts_at(place).unwrap_or_default();
        let payloads = |place| self.payloads_at(place).unwrap_or_default();
        let digest = crate::hex::write(&status.digest);
        let posts = self.posts();
        Ok(self.on_screen(request.language, |words| {
            show(&Site {
                view: View::new(state, on, on, &readings, &book.calendars),
                words,
                party: self.home.party,
                today,
                sample: self.home.clock.is_sample(),
                logs: &logs,
                digest: &digest,
                posts: &posts,
                commit_delay_seconds: self.home.config.commit_delay.as_secs(),
                visitor: request.visitor.as_ref(),
                texts: &texts,
                public_texts: &public_texts,
                translations: &request.translations,
                part: request.part,
                writing: Writing::of(request),
                turn: Turn::of(request),
                official: &self.home.official,
                payloads: &payloads,
            })
        }))
    }

    /// The public side: made of the view of the public, and of texts that are for everybody.
    pub(super) fn public_files(&self, now: u64) -> Files {
        // What is away rests, and the public sees nothing of it.
        let state = self.keeper.counterpart().state();
        let (book, today) = (&self.home.book, self.day(now));
        let readings = Readings::all(&book.agreement.points);
        let texts = |place| self.public_texts_at(place).unwrap_or_default();
        let mut files = Files::new();
        for language in Language::ALL {
            self.in_words(language, |words| {
                let site = Site {
                    view: View::of_the_public(state, today, today, &readings, &book.calendars),
                    words,
                    party: self.home.party,
                    today,
                    sample: self.home.clock.is_sample(),
                    logs: &[],
                    digest: "",
                    posts: &[],
                    visitor: None,
                    official: &self.home.official,
                    commit_delay_seconds: 0,
                    payloads: &|_: Place| Vec::new(),
                    public_texts: &texts,
                    texts: &texts,
                    translations: &[],
                    part: 1,
                    writing: Writing::as_written(),
                    turn: Turn::default(),
                };
                let public = PublicSite::new(site);
                files.extend(public::of_language(&public));
                if language == Language::ZhHant {
                    files.extend(public::of_all(&public));
                }
            });
        }
        files
    }

    /// Those of them that are public.
    fn public_texts_at(&self, place: Place) -> Option<Vec<String>> {
        let (origin, index) = self.keeper.counterpart().leaf_at(place)?;
        let texts = self.keeper.texts_for(origin, index, None).ok()?;
        Some(texts.into_iter().filter_map(|bytes| String::from_utf8(bytes).ok()).collect())
    }

    /// The texts of an act that are here and meant for this side. What is no text is left out.
    fn texts_at(&self, place: Place) -> Option<Vec<String>> {
        let (origin, index) = self.keeper.counterpart().leaf_at(place)?;
        let texts = self.keeper.texts_for(origin, index, Some(self.home.party)).ok()?.into_iter();
        Some(texts.filter(|bytes| FileKind::of(bytes).is_none()).filter_map(|bytes| String::from_utf8(bytes).ok()).collect())
    }

    /// Everything that goes with an act, as its statement says it and as far as it is here.
    fn payloads_at(&self, place: Place) -> Option<Vec<web::scan::Payload>> {
        let (origin, index) = self.keeper.counterpart().leaf_at(place)?;
        let payloads = self.keeper.payloads_at(origin, index).ok()?;
        let agreement = &self.home.book.agreement;
        let payload = |(said, bytes): (Payload, Option<Vec<u8>>)| web::scan::Payload {
            readers: match &said.audience {
                Audience::OwnSide => Readers::OwnSide,
                Audience::Parties(named) => Readers::Parties(named.iter().filter_map(|id| agreement.body(id)).collect()),
                Audience::AllParties => Readers::AllParties,
                Audience::Public => Readers::Public,
            },
            length: said.length,
            kind: bytes.as_deref().and_then(FileKind::of),
            is_here: bytes.is_some(),
        };
        Some(payloads.into_iter().map(payload).collect())
    }

    /// A scan of the record, or a list for a spreadsheet.
    pub(super) fn asked_file(&self, request: &Request, now: u64) -> Result<Option<(String, Vec<u8>)>, String> {
        if let Some((name, number)) = web::scan::address(&request.path) {
            let place = self.home.book.agreement.place(name);
            let Some((origin, index)) = place.and_then(|place| self.keeper.counterpart().leaf_at(place)) else { return Ok(None) };
            let payloads = self.keeper.payloads_at(origin, index).map_err(|error| chain(&error))?;
            let bytes = payloads.into_iter().nth(number).and_then(|(_, bytes)| bytes);
            let file = bytes.and_then(|bytes| Some((FileKind::of(&bytes)?, bytes)));
            return Ok(file.map(|(kind, bytes)| (format!("{}-{}.{}", name.replace('/', "-"), number + 1, kind.ending()), bytes)));
        }
        let Beside::AlsoListed(shown) = &request.beside else { return Ok(None) };
        let list = request.path.strip_prefix("also_listed/").and_then(|rest| rest.strip_suffix("/csv")?.parse::<i64>().ok());
        let Some(list) = list else { return Ok(None) };
        let file = self.on_site(request, now, |site| web::also_listed::file(site, list, shown))?;
        Ok(file.map(|text| (format!("list-{list}.csv"), text.into_bytes())))
    }
}
