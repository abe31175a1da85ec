//! Running a node: sockets first, then the record on a thread of its own, then calls, ticks and commands, until it is told to stop.

use super::app::App;
use super::call::{Line, LineFault, chain};
use super::figures::Figures;
use super::listen::{serve, serve_figures, serve_pages, serve_public};
use super::machine::{Desk, Seat, desk};
use super::mail::{Carrier, CarrierFault, Post};
use super::pages::finder::{self, Finder};
use super::pages::lobby::{About, Lobby};
use super::pages::provider::{Provider, SetUpFault};
use super::public;
use super::witness::Witness;
use crate::config::Config;
use crate::control::Control;
use crate::home::{self, Home, HomeFault};
use crate::recorder::Recorder;
use axum_server::Handle;
use exchange::StopKind;
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::FolderDisk;
use store::lease::LeaseError;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How often the record is told that time has passed.
const TICK: Duration = Duration::from_secs(1);

/// How often a lease that another process has is asked for again, and how long after; together some seconds.
pub const LEASE_TRIES: u32 = 50;
/// See [`LEASE_TRIES`].
pub const LEASE_PAUSE: Duration = Duration::from_millis(100);

/// Why a node does not run, or stopped by itself.
#[derive(Debug, thiserror::Error)]
pub enum ServeFault {
    /// Its folder.
    #[error(transparent)]
    Home(#[from] HomeFault),
    /// The record was never made.
    #[error("{0} holds no record; run: counterpart found")]
    NoRecord(PathBuf),
    /// Another process writes to the record.
    #[error(transparent)]
    Lease(#[from] LeaseError),
    /// An address is in use, or not of this machine.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: String,
        /// Why.
        source: std::io::Error,
    },
    /// The runtime, or a listener that failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// What the office keeps beside the record.
    #[error("the office's book cannot be opened")]
    Office(#[from] office_db::OfficeFault),
    /// The identity provider cannot be used as it is configured.
    #[error("the identity provider cannot be used")]
    Provider(#[from] SetUpFault),
    /// The mail server cannot be used as it is configured.
    #[error("the mail server cannot be used")]
    Mail(#[from] CarrierFault),
    /// A peer or witness cannot be called as it is configured.
    #[error("a peer cannot be called")]
    Line(#[from] LineFault),
    /// The record cannot be opened, or failed while it ran.
    #[error("the record stopped: {0}")]
    Record(String),
}

/// The sockets of a node, bound before anything else is done.
pub struct Sockets {
    /// Where peers and readers come in.
    pub listen: Option<TcpListener>,
    /// Where figures are served.
    pub metrics: Option<TcpListener>,
    /// Where pages are served.
    pub pages: Option<TcpListener>,
    /// Where the public side is served.
    pub public: Option<TcpListener>,
}

impl Sockets {
    /// Binds what the configuration names.
    pub fn bind(config: &Config) -> Result<Sockets, ServeFault> {
        let bind = |address: SocketAddr| {
            TcpListener::bind(address).map_err(|source| ServeFault::Listen { address: address.to_string(), source })
        };
        let addresses = [config.listen, config.metrics, config.pages, config.public];
        let [listen, metrics, pages, public] = addresses.map(|address| address.map(bind).transpose());
        Ok(Sockets { listen: listen?, metrics: metrics?, pages: pages?, public: public? })
    }
}

/// The disk of a node's record with the lease on it, and how the last run ended as far as the folder tells.
pub fn open_disk(home: &Home) -> Result<(FolderDisk, StopKind), ServeFault> {
    if !home.config.data.join(store::journal::JOURNAL).exists() {
        return Err(ServeFault::NoRecord(home.config.data.clone()));
    }
    let disk = FolderDisk::writer(&home.config.data)?;
    let stop = home::stop_kind(&home.config.data)?;
    Ok((disk, stop))
}

/// The same for a node that starts: a command that has the lease for a moment is waited for.
fn open_disk_patiently(home: &Home) -> Result<(FolderDisk, StopKind), ServeFault> {
    for _ in 0..LEASE_TRIES {
        match open_disk(home) {
            Err(ServeFault::Lease(LeaseError::Busy { .. })) => std::thread::sleep(LEASE_PAUSE),
            done => return done,
        }
    }
    open_disk(home)
}

/// Runs a node until `stop` is done, or the record stops by itself, which is a fault. To be called outside a runtime.
pub fn run(home: Arc<Home>, sockets: Sockets, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeFault> {
    // Where one is installed already, it is the same one.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (disk, kind) = open_disk_patiently(&home)?;
    let (desk, seat) = desk(home.clock.clone());
    let (ended, end) = watch::channel(None);
    let record = std::thread::Builder::new().name("record".to_owned());
    let thread = {
        let home = home.clone();
        record.spawn(move || {
            ended.send_replace(Some(keep(&home, disk, kind, seat)));
        })?
    };
    let done = runtime.block_on(live(&home, sockets, desk, end.clone(), stop));
    // Whatever still holds the desk goes with the runtime; then the record's thread finds nobody waiting, and ends.
    runtime.shutdown_timeout(home.config.limits.stop_time);
    let _ = thread.join();
    let failed = end.borrow().clone().and_then(Result::err);
    done?;
    failed.map_or(Ok(()), |said| Err(ServeFault::Record(said)))
}

/// The life of the record's thread: opened, folded, then asked until nobody can ask any more.
fn keep(home: &Home, disk: FolderDisk, kind: StopKind, seat: Seat) -> Result<(), String> {
    let mut recorder = Recorder::open(home, disk, kind).map_err(|error| chain(&error))?;
    home::note_machine(&home.config.data).map_err(|fault| fault.to_string())?;
    tracing::info!("the record is folded");
    seat.serve(&mut recorder);
    super::machine::Machine::stopped(&recorder).map_or(Ok(()), Err)
}

/// Everything that runs beside the record.
async fn live(
    home: &Arc<Home>,
    sockets: Sockets,
    desk: Desk,
    mut end: watch::Receiver<Option<Result<(), String>>>,
    stop: impl Future<Output = ()>,
) -> Result<(), ServeFault> {
    let app = Arc::new(App::new(desk.clone(), Arc::new(pins(home)?), home.config.limits, Figures::default()));
    let (handle, figures, pages, (tell, told)) = (Handle::new(), Handle::new(), Handle::new(), watch::channel(false));
    let open = Handle::new();
    let mut callers = JoinSet::new();
    let mut tasks: JoinSet<std::io::Result<()>> = JoinSet::new();
    if let Some(listener) = sockets.listen {
        tracing::info!(address = %listener.local_addr()?, "listening");
        listener.set_nonblocking(true)?;
        tasks.spawn(serve(listener, home.identity()?, app.clone(), handle.clone()));
    }
    if let Some(listener) = sockets.metrics {
        tracing::info!(address = %listener.local_addr()?, "figures");
        listener.set_nonblocking(true)?;
        tasks.spawn(serve_figures(listener, app.clone(), figures.clone()));
    }
    if let Some(listener) = sockets.pages {
        tracing::info!(address = %listener.local_addr()?, "pages");
        listener.set_nonblocking(true)?;
        let lobby = lobby(home, desk.clone()).await?;
        tasks.spawn(finder::follow(lobby.finder.clone(), desk.clone()));
        if let Some(post) = post(home, &lobby)? {
            callers.spawn(post.run(told.clone()));
        }
        tasks.spawn(serve_pages(listener, lobby, home.config.limits, pages.clone()));
    }
    if let Some(listener) = sockets.public {
        tracing::info!(address = %listener.local_addr()?, "public side");
        listener.set_nonblocking(true)?;
        let (put, hall) = public::hall();
        tasks.spawn(public::keep(desk.clone(), put));
        tasks.spawn(serve_public(listener, hall, home.config.limits, open.clone()));
    }
    tasks.spawn(Control::listen(&home.control())?.serve(desk.clone()));
    tasks.spawn(tick(desk.clone()));
    for peer in &home.config.peers {
        let line = Line::new(peer, home::party(&home.book, &peer.party)?, home.identity()?, app.clone())?;
        callers.extend(line.map(|line| line.run(home.config.exchange_every, told.clone())));
    }
    for witness in &home.config.witnesses {
        callers.spawn(Witness::new(witness, home, desk.clone())?.run(told.clone()));
    }
    let failed = tokio::select! {
        () = stop => Ok(()),
        _ = end.wait_for(Option::is_some) => Ok(()),
        // None of these ends by itself unless its socket failed.
        Some(ended) = tasks.join_next() => ended.unwrap_or_else(|panic| Err(std::io::Error::other(panic))),
    };
    tracing::info!("stopping");
    tell.send_replace(true);
    handle.graceful_shutdown(Some(home.config.limits.stop_time));
    figures.shutdown();
    pages.shutdown();
    open.shutdown();
    callers.join_all().await;
    let answered = async {
        while handle.connection_count() > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await
        }
    };
    let _ = tokio::time::timeout(home.config.limits.stop_time, answered).await;
    tasks.shutdown().await;
    Ok(failed?)
}

/// What the pages share: the way to the record, and the office's book, which is made when it is first needed.
async fn lobby(home: &Home, desk: Desk) -> Result<Arc<Lobby>, ServeFault> {
    let office = home.office().await?;
    let about = About {
        party: home.config.party.clone(),
        utc_offset_hours: home.book.agreement.utc_offset_hours,
        origin: home.config.pages_origin.clone(),
        body_time: home.config.limits.body_time,
        marking_ceiling: home.config.marking_ceiling,
        mail: home.config.mail.clone(),
    };
    let provider = home.config.provider.clone().map(|told| Provider::open(told, &about.origin)).transpose()?;
    let index = match home::index(&home.folder).await {
        Ok(index) => Some(index),
        // The pages do without it, and say so.
        Err(fault) => {
            tracing::error!(problem = %chain(&fault), "the index of texts cannot be opened");
            None
        }
    };
    let mut passages = Vec::new();
    for language in words::Language::ALL {
        let vocabulary = home.book.vocabulary_at_hand(language);
        passages.extend(web::search::passages(&words::Words::new(language, &home.book.agreement, vocabulary)));
    }
    // The official text is in Chinese, whoever attached it; its provisions are named in the reader's words on the page.
    passages.extend(home.official.iter().flat_map(|printed| {
        let passage = |text: &String| web::search::Passage {
            language: words::Language::ZhHant,
            provision: printed.id.clone(),
            name: printed.id.clone(),
            text: text.clone(),
        };
        printed.paragraphs.iter().map(passage).collect::<Vec<_>>()
    }));
    Ok(Lobby::new(desk, office, about, provider, Arc::new(Finder::new(index, passages))))
}

/// Whoever writes to officers, if mail is configured.
fn post(home: &Home, lobby: &Lobby) -> Result<Option<Post>, CarrierFault> {
    let Some(told) = home.config.mail.clone() else { return Ok(None) };
    tracing::info!(server = %told.server, port = told.port, "mail");
    Ok(Some(Post {
        office: lobby.office.clone(),
        desk: lobby.desk.clone(),
        clock: home.clock.clone(),
        utc_offset_hours: lobby.about.utc_offset_hours,
        carrier: Carrier::open(&told)?,
        told,
        stop_time: home.config.limits.stop_time,
    }))
}

async fn tick(desk: Desk) -> std::io::Result<()> {
    let mut every = tokio::time::interval(TICK);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    while desk.tick().is_ok() {
        every.tick().await;
    }
    // The record has ended, and says why itself.
    std::future::pending().await
}

fn pins(home: &Home) -> Result<super::tls::Pins, HomeFault> {
    let mut pins = super::tls::Pins::new();
    for peer in &home.config.peers {
        let party = home::party(&home.book, &peer.party)?;
        pins.extend(peer.pins.iter().map(|pin| (*pin, party)));
    }
    Ok(pins)
}

/// Done when the standard input ends: whoever started the node has gone.
pub async fn parent_gone() {
    let (tell, told) = tokio::sync::oneshot::channel();
    // A thread of its own: one of the runtime's would be waited for at the end.
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = tell.send(());
    });
    let _ = told.await;
}

/// Done when the process is told to stop (SIGINT, SIGTERM), or after a time.
pub async fn stop_signal(after: Option<Duration>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) else {
        return;
    };
    let time = async {
        match after {
            Some(after) => tokio::time::sleep(after).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        () = time => {}
    }
}

/// Sends what the node tells of itself to the standard error.
pub fn log_to_stderr(json: bool, verbose: bool) {
    let level = if verbose { tracing::Level::DEBUG } else { tracing::Level::INFO };
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level).with_target(false);
    // A second call in one process keeps the first log.
    let _ = if json { log.json().try_init() } else { log.with_ansi(false).try_init() };
}
