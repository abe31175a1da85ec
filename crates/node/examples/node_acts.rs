//! How many acts a second a node makes durable, alone and from 64 submitters: `node_acts ACTS WRITER OTHER …`, folders of nodes that were
//! founded together. The writer's record grows by that many acts, each judged, and each write under a signed head; the others stay empty.
//!
//! Acts go to the queue in front of the real keeper on the real folder, as those of commands do; a part goes through the control socket.

use agreement::id::BodyId;
use node::control::{self, Control};
use node::errand::{Errand, Request};
use node::home::{self, Home};
use node::recorder::Recorder;
use node::serve::machine::{Desk, Machine, Piece, Proposed, Seat, Submission, desk};
use node::serve::run::open_disk;
use node::serve::status::Standing;
use record::tile::{Layer, Tile};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use words::Language;

/// How many submit at once.
const SUBMITTERS: usize = 64;
/// How long it is measured alone.
const ALONE: Duration = Duration::from_secs(5);
/// How many acts go through the control socket.
const BY_SOCKET: u64 = 10_000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let acts: u64 = arguments.next().and_then(|text| text.parse().ok()).expect("node_acts ACTS WRITER OTHER …");
    let homes: Vec<Home> = arguments.map(|folder| Home::open(Path::new(&folder)).expect("a node's folder")).collect();
    let socket = homes[0].control();
    let (desk, seat) = desk(homes[0].clock.clone());
    std::thread::scope(|scope| {
        scope.spawn(|| keep(&homes, seat));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        runtime.block_on(measure(desk, acts, &socket));
        runtime.shutdown_background();
    });
}

/// The record's thread: the writer hears from the others, as a first start asks, and then serves its queue.
fn keep(homes: &[Home], seat: Seat) {
    let open = |home| {
        let (disk, stop) = open_disk(home).expect("an empty record");
        Recorder::open(home, disk, stop).expect("a record")
    };
    let mut recorders: Vec<Recorder<'_>> = homes.iter().map(open).collect();
    let (writer, others) = recorders.split_first_mut().expect("a writer");
    let now = homes[0].clock.now();
    // Twice, for a first start asks everybody a second time.
    for _ in 0..2 {
        writer.tick(now);
        for (other, home) in others.iter_mut().zip(&homes[1..]) {
            let mut batch = writer.outbox(home.party);
            while !batch.is_empty() {
                let answer = other.receive(homes[0].party, &batch, now).expect("a good batch");
                batch = writer.receive(home.party, &answer, now).expect("a good answer");
            }
        }
    }
    assert!(writer.status().standing == Standing::Signing, "{:?}", writer.status().standing);
    drop(recorders.drain(1..));
    home::note_machine(&homes[0].config.data).expect("a folder that can be written");
    seat.serve(&mut recorders[0]);
}

/// Which act is next, and how long each took.
#[derive(Clone, Default)]
struct Tally {
    next: Arc<AtomicU64>,
    took: Arc<Mutex<Vec<Duration>>>,
}

impl Tally {
    /// An act of its own: a letter, which opens a matter.
    fn line(&self) -> (u64, String) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        (number, format!("ndrc sends message reply to macao text \"letter {number}\""))
    }

    fn note(&self, begun: Instant) {
        self.took.lock().expect("no submitter panics").push(begun.elapsed());
    }

    /// Prints acts a second and how long one took, and begins again.
    fn tell(&self, what: &str, begun: Instant) {
        let mut took = std::mem::take(&mut *self.took.lock().expect("no submitter panics"));
        took.sort();
        let milliseconds = |part: usize| took[(took.len() * part / 100).min(took.len() - 1)].as_secs_f64() * 1e3;
        let rate = took.len() as f64 / begun.elapsed().as_secs_f64();
        println!("{what}: {rate:.0} acts/s, p50 {:.2} ms, p99 {:.2} ms, {} acts", milliseconds(50), milliseconds(99), took.len());
    }
}

async fn measure(desk: Desk, acts: u64, socket: &Path) {
    let tally = Tally::default();
    let begun = Instant::now();
    while begun.elapsed() < ALONE && tally.next.load(Ordering::Relaxed) < acts / 4 {
        submit(&desk, &tally).await;
    }
    tally.tell("alone", begun);
    let control = tokio::spawn(Control::listen(socket).expect("a socket").serve(desk.clone()));
    let (socket, counted, until) =
        (socket.to_owned(), tally.clone(), tally.next.load(Ordering::Relaxed) + BY_SOCKET.min(acts / 4));
    let begun = Instant::now();
    tokio::task::spawn_blocking(move || by_socket(&socket, &counted, until)).await.expect("no submitter panics");
    tally.tell("64 at once by the control socket", begun);
    control.abort();
    let begun = Instant::now();
    let submitters: Vec<_> = (0..SUBMITTERS)
        .map(|_| {
            let (desk, tally) = (desk.clone(), tally.clone());
            tokio::spawn(async move {
                while tally.next.load(Ordering::Relaxed) + (SUBMITTERS as u64) <= acts {
                    submit(&desk, &tally).await;
                }
            })
        })
        .collect();
    for submitter in submitters {
        submitter.await.expect("no submitter panics");
    }
    tally.tell("64 at once", begun);
    while tally.next.load(Ordering::Relaxed) < acts {
        submit(&desk, &tally).await;
    }
    println!("bytes of a leaf: {}", leaf_bytes(&desk).await);
}

async fn submit(desk: &Desk, tally: &Tally) {
    let (_, line) = tally.line();
    let begun = Instant::now();
    let done = desk.submit(Submission { act: Proposed::Line(line), language: Language::En }).await;
    done.expect("a machine").expect("a lawful act");
    tally.note(begun);
}

/// Each act over a connection of its own, as commands come.
fn by_socket(socket: &Path, tally: &Tally, until: u64) {
    std::thread::scope(|scope| {
        for _ in 0..SUBMITTERS {
            scope.spawn(|| {
                while tally.next.load(Ordering::Relaxed) + (SUBMITTERS as u64) <= until {
                    let (number, line) = tally.line();
                    let begun = Instant::now();
                    let request = Request { language: Language::En, errand: Errand::Line { line } };
                    let told = control::ask(socket, &request).expect("a socket").expect("a node");
                    assert!(told.code == 0, "act {number}: {told:?}");
                    tally.note(begun);
                }
            });
        }
    });
}

/// The usual length of a leaf, from the first bundle of the log: each has two bytes before it.
async fn leaf_bytes(desk: &Desk) -> usize {
    let tile = Tile { layer: Layer::Entries, index: 0, width: 256 };
    let bundle = desk.ask(move |machine, _| machine.piece(&Piece::Tile { log: 0, tile }, None::<BodyId>)).await;
    bundle.expect("a machine").expect("a full bundle").len() / 256 - 2
}
