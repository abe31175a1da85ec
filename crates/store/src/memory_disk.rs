//! A disk in memory that does what bad disks do, the same way for the same seed: for fault tables and simulated nodes.
//!
//! A crash loses or tears what was not synced; a planned fault strikes at one operation; a clone is a backup to restore.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::disk::{Disk, DiskError, INCOMING, Operation, is_path};

/// What goes wrong at the operation that a fault is planned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It fails and nothing is done. After a sync that failed so, what it was for is never synced, though readers go on seeing it.
    Fails,
    /// It fails although it took full effect.
    FailsButPersisted,
    /// It says that it was done, and one bit of what it wrote is another.
    Flips,
    /// The disk is full from here on: what grows a file writes half and fails, until `make_room`.
    Full,
    /// The machine stops in the middle of it; every later operation fails until `crash`.
    StopsDuring,
    /// It is the last one before the machine stops.
    StopsAfter,
}

/// Files in memory. Cloning costs nothing until one of the two is written to.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk {
    files: BTreeMap<String, MemoryFile>,
    /// Operations so far, reads included: reading fails on real disks too.
    operations: Cell<u64>,
    plan: BTreeMap<u64, Fault>,
    full: Cell<bool>,
    stopped: Cell<bool>,
}

#[derive(Clone, Debug, Default)]
struct MemoryFile {
    /// What a reader sees.
    visible: Arc<Vec<u8>>,
    /// Whether the name survives a crash.
    named: bool,
    /// What was done since the last sync, in order.
    pending: Vec<Pending>,
}

/// A change that a crash may undo.
#[derive(Clone, Debug)]
struct Pending {
    change: Change,
    /// The length before, and the bytes that stood where the change wrote or cut.
    length_before: usize,
    offset: usize,
    bytes_before: Vec<u8>,
    /// A sync failed on it: as on real systems the reader goes on seeing it, and no later sync writes it.
    forgotten: bool,
}

#[derive(Clone, Debug)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Cut { length: usize },
}

impl MemoryDisk {
    /// An empty disk without faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of operations asked for so far, reads included. The next one has this number.
    pub fn operations(&self) -> u64 {
        self.operations.get()
    }

    /// Plans a fault for the operation with this number, as `operations` counts.
    pub fn plan(&mut self, operation: u64, fault: Fault) {
        self.plan.insert(operation, fault);
    }

    /// Takes back all planned faults, and the disk has room again.
    pub fn heal(&mut self) {
        self.plan.clear();
        self.make_room();
    }

    /// Ends a fault of `Fault::Full`.
    pub fn make_room(&mut self) {
        self.full.set(false);
    }

    /// The machine stops and starts again: of every file a part of what was not synced is kept, lost or torn, as the seed says.
    /// Planned faults are gone.
    pub fn crash(&mut self, seed: u64) {
        let mut chance = Chance(seed);
        let files = std::mem::take(&mut self.files);
        let kept = files.into_iter().filter_map(|(path, file)| Some((path, MemoryFile::durable(file.after_crash(&mut chance)?))));
        self.files = kept.collect();
        self.stopped.set(false);
        self.heal();
    }

    /// Turns over one bit of a file, on the disk and for every reader: `bit` counts from the file's first byte, lowest bit first.
    /// Gives whether the file is so long.
    pub fn flip(&mut self, path: &str, bit: u64) -> bool {
        let Some(file) = self.files.get_mut(path) else {
            return false;
        };
        let (byte, mask) = ((bit / 8) as usize, 1 << (bit % 8));
        let struck = Arc::make_mut(&mut file.visible).get_mut(byte).map(|byte| *byte ^= mask);
        struck.is_some()
    }

    /// The paths of all files, sorted.
    pub fn paths(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    /// What a reader finds in a file, without counting as an operation.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|file| file.visible.as_slice())
    }

    /// Puts a file there, durable, without counting as an operation; with none it is gone: a person at the machine.
    pub fn put(&mut self, path: &str, bytes: Option<&[u8]>) {
        match bytes {
            Some(bytes) => self.files.insert(path.to_owned(), MemoryFile::durable(bytes.to_vec())),
            None => self.files.remove(path),
        };
    }

    /// Counts an operation and says which fault strikes it.
    fn begin(&self, operation: Operation, path: &str) -> Result<Option<Fault>, DiskError> {
        assert!(is_path(path) || (operation == Operation::List && path.is_empty()), "no path of the store: {path:?}");
        let number = self.operations.replace(self.operations.get() + 1);
        if self.stopped.get() {
            return Err(failed(operation, path, io::ErrorKind::NotConnected, "the machine has stopped"));
        }
        let fault = self.plan.get(&number).copied();
        match fault {
            Some(Fault::Fails) => return Err(failed(operation, path, io::ErrorKind::Other, "planned: nothing done")),
            Some(Fault::Full) => self.full.set(true),
            Some(Fault::StopsDuring | Fault::StopsAfter) => self.stopped.set(true),
            Some(Fault::FailsButPersisted | Fault::Flips) | None => {}
        }
        Ok(fault)
    }

    /// How the operation ends that `begin` let through.
    fn end(&self, fault: Option<Fault>, operation: Operation, path: &str) -> Result<(), DiskError> {
        match fault {
            Some(Fault::FailsButPersisted) => Err(failed(operation, path, io::ErrorKind::Other, "planned: done, yet failed")),
            Some(Fault::StopsDuring) => Err(failed(operation, path, io::ErrorKind::NotConnected, "the machine has stopped")),
            _ => Ok(()),
        }
    }

    /// An operation that only reads.
    fn look<T>(&self, operation: Operation, path: &str, value: impl FnOnce() -> T) -> Result<T, DiskError> {
        let fault = self.begin(operation, path)?;
        self.end(fault, operation, path).map(|()| value())
    }

    /// A write into a file; on a full disk half of it.
    fn write(&mut self, operation: Operation, path: &str, offset: Option<u64>, bytes: &[u8]) -> Result<(), DiskError> {
        let fault = self.begin(operation, path)?;
        let old = self.files.get(path).map_or(0, |file| file.visible.len());
        let offset = offset.map_or(old, |offset| usize::try_from(offset).expect("files in memory are small"));
        let short = self.full.get() && offset + bytes.len() > old;
        let bytes = if short { &bytes[..bytes.len() / 2] } else { bytes };
        let bytes = written(fault, bytes);
        self.files.entry(path.to_owned()).or_default().change(Change::Write { offset, bytes });
        if short {
            return Err(failed(operation, path, io::ErrorKind::StorageFull, "planned: no room"));
        }
        self.end(fault, operation, path)
    }
}

impl Disk for MemoryDisk {
    fn len(&self, path: &str) -> Result<Option<u64>, DiskError> {
        self.look(Operation::Measure, path, || self.files.get(path).map(|file| file.visible.len() as u64))
    }

    fn read_at(&self, path: &str, offset: u64, buffer: &mut [u8]) -> Result<usize, DiskError> {
        let found = self.look(Operation::Read, path, || self.files.get(path))?;
        let Some(file) = found else {
            return Err(failed(Operation::Read, path, io::ErrorKind::NotFound, "no such file"));
        };
        let rest = usize::try_from(offset).ok().and_then(|offset| file.visible.get(offset..)).unwrap_or_default();
        let read = rest.len().min(buffer.len());
        buffer[..read].copy_from_slice(&rest[..read]);
        Ok(read)
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        self.write(Operation::Append, path, None, bytes)
    }

    fn write_at(&mut self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        self.write(Operation::Write, path, Some(offset), bytes)
    }

    fn sync(&mut self, path: &str) -> Result<(), DiskError> {
        let begun = self.begin(Operation::Sync, path);
        if let (Err(_), Some(file)) = (&begun, self.files.get_mut(path)) {
            file.forget();
        }
        let fault = begun?;
        // A machine that stops during a sync may have made any part durable, which is what `crash` does with all that is pending.
        if fault != Some(Fault::StopsDuring) {
            self.files.entry(path.to_owned()).or_default().sync();
        }
        self.end(fault, Operation::Sync, path)
    }

    fn truncate(&mut self, path: &str, length: u64) -> Result<(), DiskError> {
        let fault = self.begin(Operation::Truncate, path)?;
        let length = usize::try_from(length).expect("files in memory are small");
        self.files.entry(path.to_owned()).or_default().change(Change::Cut { length });
        self.end(fault, Operation::Truncate, path)
    }

    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        let fault = self.begin(Operation::Replace, path)?;
        if self.full.get() || fault == Some(Fault::StopsDuring) {
            // The file under its passing name is all that a replacement leaves behind that did not come to its end.
            let half = self.files.entry(INCOMING.to_owned()).insert_entry(MemoryFile::default());
            half.into_mut().change(Change::Write { offset: 0, bytes: bytes[..bytes.len() / 2].to_vec() });
        }
        if self.full.get() {
            return Err(failed(Operation::Replace, path, io::ErrorKind::StorageFull, "planned: no room"));
        }
        if fault != Some(Fault::StopsDuring) {
            self.put(path, Some(&written(fault, bytes)));
        }
        self.end(fault, Operation::Replace, path)
    }

    fn remove(&mut self, path: &str) -> Result<(), DiskError> {
        let fault = self.begin(Operation::Remove, path)?;
        if fault != Some(Fault::StopsDuring) {
            self.files.remove(path);
        }
        self.end(fault, Operation::Remove, path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.look(Operation::List, folder, || {
            let inside = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
            let mut names = inside.map(|rest| rest.split_inclusive('/').next().unwrap_or("").to_owned()).collect::<Vec<_>>();
            names.dedup();
            names
        })
    }
}

impl MemoryFile {
    fn durable(bytes: Vec<u8>) -> Self {
        Self { visible: Arc::new(bytes), named: true, pending: Vec::new() }
    }

    fn change(&mut self, change: Change) {
        let visible = Arc::make_mut(&mut self.visible);
        let (offset, end) = match &change {
            Change::Write { offset, bytes } => (*offset, offset + bytes.len()),
            Change::Cut { length } => (*length, visible.len()),
        };
        let bytes_before = visible.get(offset..end.min(visible.len())).unwrap_or_default().to_vec();
        self.pending.push(Pending { length_before: visible.len(), offset, bytes_before, forgotten: false, change });
        self.pending.last().expect("just pushed").change.apply(visible);
    }

    /// All that is pending becomes durable, but for what an earlier sync failed on.
    fn sync(&mut self) {
        self.named = true;
        if !self.pending.iter().any(|pending| pending.forgotten) {
            self.pending.clear();
            return;
        }
        let mut durable = self.before_pending();
        self.pending.iter().filter(|pending| !pending.forgotten).for_each(|pending| pending.change.apply(&mut durable));
        let change = Change::Write { offset: 0, bytes: self.visible.to_vec() };
        self.pending = vec![Pending { change, length_before: durable.len(), offset: 0, bytes_before: durable, forgotten: true }];
    }

    /// A sync failed: what was pending is never tried again.
    fn forget(&mut self) {
        self.pending.iter_mut().for_each(|pending| pending.forgotten = true);
    }

    /// The bytes that are durable in any case.
    fn before_pending(&self) -> Vec<u8> {
        let mut bytes = self.visible.to_vec();
        for pending in self.pending.iter().rev() {
            bytes.resize(pending.length_before, 0);
            bytes[pending.offset.min(pending.length_before)..][..pending.bytes_before.len()]
                .copy_from_slice(&pending.bytes_before);
        }
        bytes
    }

    /// What is left of the file: the durable bytes and, of each pending change, all, nothing or a part.
    fn after_crash(&self, chance: &mut Chance) -> Option<Vec<u8>> {
        if !self.named && chance.below(2) == 0 {
            return None;
        }
        let mut bytes = self.before_pending();
        // All, nothing, or each change by itself: disks reorder what is not synced.
        let whole = chance.below(3);
        for pending in self.pending.iter().filter(|pending| !pending.forgotten) {
            match if whole < 2 { whole } else { chance.below(3) } {
                0 => {}
                1 => pending.change.apply(&mut bytes),
                _ => pending.change.torn(chance).apply(&mut bytes),
            }
        }
        Some(bytes)
    }
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>) {
        match self {
            Self::Cut { length } => file.resize(*length, 0),
            // As on real systems, no bytes make no file longer, wherever they are written.
            Self::Write { bytes, .. } if bytes.is_empty() => {}
            Self::Write { offset, bytes } => {
                file.resize(file.len().max(offset + bytes.len()), 0);
                file[*offset..offset + bytes.len()].copy_from_slice(bytes);
            }
        }
    }

    /// A write of which only a part reached the disk: short, or of full length with zeros for the rest.
    fn torn(&self, chance: &mut Chance) -> Self {
        let Self::Write { offset, bytes } = self else {
            return self.clone();
        };
        let kept = chance.below(bytes.len() as u64 + 1) as usize;
        let mut torn = bytes.clone();
        if chance.below(2) == 0 {
            torn.truncate(kept);
        } else {
            torn[kept..].fill(0);
        }
        Self::Write { offset: *offset, bytes: torn }
    }
}

/// What reaches the disk of these bytes.
fn written(fault: Option<Fault>, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let middle = bytes.len() / 2;
    if let (Some(Fault::Flips), Some(byte)) = (fault, bytes.get_mut(middle)) {
        *byte ^= 4;
    }
    bytes
}

/// A small generator (SplitMix64), so that a seed names one crash.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

fn failed(operation: Operation, path: &str, kind: io::ErrorKind, why: &str) -> DiskError {
    DiskError::new(operation, path, io::Error::new(kind, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every outcome of a crash over many seeds, as text.
    fn outcomes(disk: &MemoryDisk, path: &str) -> Vec<Option<String>> {
        let after = (0..200).map(|seed| {
            let mut crashed = disk.clone();
            crashed.crash(seed);
            crashed.bytes(path).map(|bytes| String::from_utf8_lossy(bytes).replace('\0', "."))
        });
        let mut all = after.collect::<Vec<_>>();
        all.sort();
        all.dedup();
        all
    }

    fn some(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|text| Some((*text).to_owned())).collect()
    }

    #[test]
    fn what_is_synced_survives_and_what_is_not_may_be_torn() {
        let mut disk = MemoryDisk::new();
        disk.append("a", b"one").unwrap();
        assert!(outcomes(&disk, "a").contains(&None), "a name that was never synced may be gone");
        disk.sync("a").unwrap();
        assert_eq!(outcomes(&disk, "a"), some(&["one"]));
        disk.append("a", b"tw").unwrap();
        assert_eq!(outcomes(&disk, "a"), some(&["one", "one..", "onet", "onet.", "onetw"]));
        disk.sync("a").unwrap();
        disk.truncate("a", 1).unwrap();
        assert_eq!(outcomes(&disk, "a"), some(&["o", "onetw"]));
        disk.sync("a").unwrap();
        disk.write_at("a", 0, b"X").unwrap();
        assert_eq!(disk.bytes("a"), Some(&b"X"[..]));
        assert_eq!(outcomes(&disk, "a"), some(&[".", "X", "o"]));
    }

    #[test]
    fn a_later_write_may_survive_an_earlier_one() {
        let mut disk = MemoryDisk::new();
        disk.append("a", b"1").unwrap();
        disk.sync("a").unwrap();
        disk.append("a", b"2").unwrap();
        disk.append("a", b"3").unwrap();
        assert!(outcomes(&disk, "a").contains(&Some("1.3".to_owned())));
    }

    #[test]
    fn replacing_and_removing_are_whole() {
        let mut disk = MemoryDisk::new();
        disk.replace("a", b"old").unwrap();
        disk.plan(disk.operations(), Fault::StopsDuring);
        assert!(disk.replace("a", b"new").is_err());
        assert!(disk.len("a").is_err(), "the machine has stopped");
        assert_eq!(outcomes(&disk, "a"), some(&["old"]));
        disk.crash(1);
        disk.replace("a", b"new").unwrap();
        assert_eq!(outcomes(&disk, "a"), some(&["new"]));
        disk.remove("a").unwrap();
        disk.remove("a").unwrap();
        assert_eq!(outcomes(&disk, "a"), [None]);
    }

    #[test]
    fn faults_strike_at_their_operation() {
        // Per fault: whether the append says yes, what stands there afterwards, whether the next operation works.
        let cases = [
            (Fault::Fails, false, "a", true),
            (Fault::FailsButPersisted, false, "abcd", true),
            (Fault::Full, false, "ab", true),
            (Fault::Flips, true, "abgd", true),
            (Fault::StopsDuring, false, "abcd", false),
            (Fault::StopsAfter, true, "abcd", false),
        ];
        for (fault, ok, left, goes_on) in cases {
            let mut disk = MemoryDisk::new();
            disk.append("f", b"a").unwrap();
            disk.plan(1, fault);
            assert_eq!(disk.append("f", b"bcd").is_ok(), ok, "{fault:?}");
            assert_eq!(disk.bytes("f"), Some(left.as_bytes()), "{fault:?}");
            assert_eq!(disk.len("f").is_ok(), goes_on, "{fault:?}");
            assert_eq!(disk.operations(), 3);
        }
    }

    #[test]
    fn a_full_disk_has_room_again_when_made() {
        let mut disk = MemoryDisk::new();
        disk.append("f", b"abcd").unwrap();
        disk.plan(1, Fault::Full);
        assert!(disk.append("f", b"ef").is_err());
        assert!(disk.replace("g", b"g").is_err());
        disk.write_at("f", 0, b"A").unwrap();
        disk.truncate("f", 2).unwrap();
        assert_eq!((disk.bytes("f"), disk.bytes("g")), (Some(&b"Ab"[..]), None));
        disk.make_room();
        disk.append("f", b"c").unwrap();
        assert_eq!(disk.bytes("f"), Some(&b"Abc"[..]));
    }

    #[test]
    fn after_a_failed_sync_no_later_one_helps_but_writing_again_does() {
        let mut disk = MemoryDisk::new();
        disk.append("f", b"a").unwrap();
        disk.sync("f").unwrap();
        disk.append("f", b"b").unwrap();
        disk.plan(disk.operations(), Fault::Fails);
        assert!(disk.sync("f").is_err());
        disk.sync("f").unwrap();
        assert_eq!(disk.bytes("f"), Some(&b"ab"[..]), "the reader is deceived");
        assert_eq!(outcomes(&disk, "f"), some(&["a"]));
        disk.write_at("f", 1, b"b").unwrap();
        disk.sync("f").unwrap();
        assert_eq!(outcomes(&disk, "f"), some(&["ab"]));
    }

    #[test]
    fn a_snapshot_stays_as_it_was_and_bits_flip() {
        let mut disk = MemoryDisk::new();
        disk.append("blobs/ab/x", b"a").unwrap();
        let backup = disk.clone();
        disk.append("blobs/ab/x", b"b").unwrap();
        assert_eq!(backup.bytes("blobs/ab/x"), Some(&b"a"[..]));
        assert!(disk.flip("blobs/ab/x", 8) && !disk.flip("blobs/ab/x", 16) && !disk.flip("none", 0));
        assert_eq!(disk.bytes("blobs/ab/x"), Some(&b"ac"[..]));
    }

    #[test]
    fn folders_are_listed() {
        let mut disk = MemoryDisk::new();
        for path in ["b/2", "a", "b/1/x", "b/1/y", "ba"] {
            disk.append(path, b"").unwrap();
        }
        assert_eq!(disk.list("").unwrap(), ["a", "b/", "ba"]);
        assert_eq!(disk.list("b").unwrap(), ["1/", "2"]);
        assert_eq!(disk.list("c").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn writing_beyond_the_end_fills_with_zeros_and_writing_nothing_does_nothing() {
        let mut disk = MemoryDisk::new();
        disk.write_at("a", 5, b"").unwrap();
        assert_eq!(disk.bytes("a"), Some(&b""[..]));
        disk.write_at("a", 2, b"x").unwrap();
        assert_eq!(disk.bytes("a"), Some(&b"\0\0x"[..]));
    }
}
