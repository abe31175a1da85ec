//! A disk in memory that outlives the node over it, and at which a fault can be aimed while the node runs.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use store::memory_disk::Fault;
use store::{Disk, DiskError, MemoryDisk};

/// A handle: all copies of it are one disk.
#[derive(Clone, Default)]
pub struct Drive {
    disk: Rc<RefCell<MemoryDisk>>,
    aimed: Rc<Cell<Option<(u64, Fault)>>>,
    watched: Rc<Cell<bool>>,
}

impl Drive {
    /// A drive with what is on this disk, without its faults.
    pub fn of(mut disk: MemoryDisk) -> Self {
        disk.heal();
        Self { disk: Rc::new(RefCell::new(disk)), ..Self::default() }
    }

    /// What a reader finds on it, durable where it is put back: a backup, or the disk of a copied machine.
    pub fn copy(&self) -> MemoryDisk {
        let mut copy = MemoryDisk::new();
        self.files().iter().for_each(|(path, bytes)| copy.put(path, Some(bytes)));
        copy
    }

    /// The fault strikes after so many more operations.
    pub fn aim(&self, operations: u64, fault: Fault) {
        self.aimed.set(Some((operations, fault)));
    }

    /// No fault is to come, and there is room.
    pub fn heal(&self) {
        self.aimed.set(None);
        self.disk.borrow_mut().heal();
    }

    /// The machine stops and starts: what was not synced is kept, lost or torn.
    pub fn crash(&self, seed: u64) {
        self.aimed.set(None);
        self.disk.borrow_mut().crash(seed);
    }

    /// Whether the machine has stopped, and does nothing until it is started again.
    pub fn is_stopped(&self) -> bool {
        self.disk.borrow().len("head").is_err()
    }

    /// Turns over one bit of a file, somewhere.
    pub fn flip(&self, path: &str, chance: u64) -> bool {
        let mut disk = self.disk.borrow_mut();
        let bits = disk.bytes(path).map_or(0, |bytes| bytes.len() as u64 * 8);
        bits > 0 && disk.flip(path, chance % bits)
    }

    /// A person removes a file.
    pub fn remove_file(&self, path: &str) {
        self.disk.borrow_mut().put(path, None);
    }

    /// All files: what must not change while a node is at rest.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let disk = self.disk.borrow();
        disk.paths().into_iter().map(|path| (path.clone(), disk.bytes(&path).unwrap_or_default().to_vec())).collect()
    }

    /// Looks at what is there while no fault strikes.
    pub fn watch<T>(&self, look: impl FnOnce() -> T) -> T {
        self.watched.set(true);
        let seen = look();
        self.watched.set(false);
        seen
    }

    /// Lets the fault strike if it is aimed at this operation.
    fn count(&self) {
        let Some((left, fault)) = self.aimed.get().filter(|_| !self.watched.get()) else { return };
        if left > 0 {
            return self.aimed.set(Some((left - 1, fault)));
        }
        self.aimed.set(None);
        let mut disk = self.disk.borrow_mut();
        let next = disk.operations();
        disk.plan(next, fault);
    }
}

impl Disk for Drive {
    fn len(&self, path: &str) -> Result<Option<u64>, DiskError> {
        self.count();
        self.disk.borrow().len(path)
    }

    fn read_at(&self, path: &str, offset: u64, buffer: &mut [u8]) -> Result<usize, DiskError> {
        self.count();
        self.disk.borrow().read_at(path, offset, buffer)
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        self.count();
        self.disk.borrow_mut().append(path, bytes)
    }

    fn write_at(&mut self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        self.count();
        self.disk.borrow_mut().write_at(path, offset, bytes)
    }

    fn sync(&mut self, path: &str) -> Result<(), DiskError> {
        self.count();
        self.disk.borrow_mut().sync(path)
    }

    fn truncate(&mut self, path: &str, length: u64) -> Result<(), DiskError> {
        self.count();
        self.disk.borrow_mut().truncate(path, length)
    }

    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        self.count();
        self.disk.borrow_mut().replace(path, bytes)
    }

    fn remove(&mut self, path: &str) -> Result<(), DiskError> {
        self.count();
        self.disk.borrow_mut().remove(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        self.count();
        self.disk.borrow().list(folder)
    }
}
