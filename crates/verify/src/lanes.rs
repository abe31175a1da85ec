//! The second pass: every log is read for itself, a few batches ahead of the fold, on all cores.
//!
//! What needs no order is done on the threads (decoding, hashes, officers' signatures, payloads, bundles); the leaves then come to the
//! fold one by one. A batch is one entry bundle, so memory is bounded by logs and batches, whatever the length of the record.

use crate::desk::Desk;
use crate::fault::Fault;
use crate::payloads::Payloads;
use counterpart::Ahead;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex};
use std::thread::Scope;

/// Leaves of a batch: those of a full bundle.
pub const BATCH: u64 = record::tile::WIDTH;

/// Batches of a log that are read ahead.
const AHEAD: usize = 4;

/// A batch of one log, read ahead.
#[derive(Debug)]
pub struct Batch {
    /// The leaves in order.
    pub leaves: VecDeque<Ahead>,
    /// How many signatures of officers were verified.
    pub signatures: u64,
    /// What became of the payloads that they name.
    pub payloads: Payloads,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

struct Job {
    log: usize,
    range: Range<u64>,
}

/// The jobs that wait for a thread; none once there will be no more.
struct Queue {
    jobs: Mutex<Option<VecDeque<Job>>>,
    more: Condvar,
}

/// One log on its way to the fold.
struct Lane {
    size: u64,
    asked: u64,
    taken: u64,
    outstanding: usize,
    arrived: BTreeMap<u64, Batch>,
    current: VecDeque<Ahead>,
}

/// All logs on their way to the fold.
pub struct Lanes {
    lanes: Vec<Lane>,
    queue: std::sync::Arc<Queue>,
    done: Receiver<(usize, u64, Batch)>,
}

impl Lanes {
    /// Starts `threads` threads that read the logs at `desk`.
    pub fn start<'scope>(scope: &'scope Scope<'scope, '_>, desk: &'scope Desk<'_>, threads: usize) -> Lanes {
        let queue = std::sync::Arc::new(Queue { jobs: Mutex::new(Some(VecDeque::new())), more: Condvar::new() });
        let (sender, done) = channel();
        for _ in 0..threads {
            let (queue, sender) = (queue.clone(), sender.clone());
            scope.spawn(move || queue.work(desk, &sender));
        }
        let lane = |size| Lane { size, asked: 0, taken: 0, outstanding: 0, arrived: BTreeMap::new(), current: VecDeque::new() };
        Lanes { lanes: desk.sizes().map(lane).collect(), queue, done }
    }

    /// How many logs there are.
    pub fn count(&self) -> usize {
        self.lanes.len()
    }

    /// Whether all leaves of a log were taken.
    pub fn is_empty(&self, log: usize) -> bool {
        self.lanes[log].taken == self.lanes[log].size
    }

    /// The next leaf of a log with its index, if it has arrived. What its batch found beside it goes to `found`.
    pub fn next(&mut self, log: usize, found: &mut dyn FnMut(Batch)) -> Option<(u64, Ahead)> {
        self.ask(log);
        self.arrive(false);
        let lane = &mut self.lanes[log];
        if lane.current.is_empty() {
            let mut batch = lane.arrived.remove(&lane.taken)?;
            lane.outstanding -= 1;
            lane.current = std::mem::take(&mut batch.leaves);
            found(batch);
            self.ask(log);
        }
        let lane = &mut self.lanes[log];
        let ahead = lane.current.pop_front()?;
        lane.taken += 1;
        Some((lane.taken - 1, ahead))
    }

    /// Waits until a batch arrives; says whether any is still to come.
    pub fn wait(&mut self) -> bool {
        self.arrive(true)
    }

    /// Asks for the next batches of a log, as many as are read ahead.
    fn ask(&mut self, log: usize) {
        let lane = &mut self.lanes[log];
        while lane.outstanding < AHEAD && lane.asked < lane.size {
            let range = lane.asked..(lane.asked + BATCH).min(lane.size);
            lane.asked = range.end;
            lane.outstanding += 1;
            self.queue.put(Job { log, range });
        }
    }

    fn arrive(&mut self, wait: bool) -> bool {
        let arrived = |lanes: &[Lane]| lanes.iter().map(|lane| lane.outstanding - lane.arrived.len()).sum::<usize>();
        if wait {
            if arrived(&self.lanes) == 0 {
                return false;
            }
            let (log, start, batch) = self.done.recv().expect("a thread that stops has panicked, and the scope says so");
            self.lanes[log].arrived.insert(start, batch);
        }
        while let Ok((log, start, batch)) = self.done.try_recv() {
            self.lanes[log].arrived.insert(start, batch);
        }
        true
    }
}

impl Drop for Lanes {
    fn drop(&mut self) {
        self.queue.close();
    }
}

impl Queue {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<VecDeque<Job>>> {
        self.jobs.lock().expect("nothing panics while it holds the queue")
    }

    fn put(&self, job: Job) {
        if let Some(jobs) = self.lock().as_mut() {
            jobs.push_back(job);
        }
        self.more.notify_one();
    }

    fn next(&self) -> Option<Job> {
        let mut jobs = self.lock();
        loop {
            match jobs.as_mut()?.pop_front() {
                Some(job) => return Some(job),
                None => jobs = self.more.wait(jobs).expect("nothing panics while it holds the queue"),
            }
        }
    }

    /// There will be no more jobs.
    fn close(&self) {
        *self.lock() = None;
        self.more.notify_all();
    }

    fn work(&self, desk: &Desk<'_>, done: &Sender<(usize, u64, Batch)>) {
        let _close = CloseAtEnd(self);
        while let Some(job) = self.next() {
            let start = job.range.start;
            if done.send((job.log, start, desk.batch(job.log, job.range))).is_err() {
                return;
            }
        }
    }
}

/// If one thread panics, the others stop and nobody waits for what will not come.
struct CloseAtEnd<'a>(&'a Queue);

impl Drop for CloseAtEnd<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}
