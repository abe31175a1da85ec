//! The journal: one append-only file that holds everything the party keeps, its own leaves and those it mirrors.
//!
//! Reading streams through it in bounded memory and says where it ends; writing adds a batch and makes it durable with one sync.

use crate::disk::{Disk, DiskError, Operation};
use crate::entry::Entry;
use crate::error::{Damage, StoreError};
use crate::frame::{self, Chain, GENESIS, HEAD_BYTES};
use crate::head::Mark;

/// The file's name.
pub const JOURNAL: &str = "journal";

/// Bytes that are written, read or copied at once.
const CHUNK_BYTES: usize = 1 << 20;

/// Bytes read at first when a single frame is looked up: most leaves fit.
const LOOK_BYTES: usize = 4_096;

/// What stands next in a journal.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// An entry, and where its frame begins.
    Entry(u64, Entry<'a>),
    /// The end of the file, right after a whole frame.
    End,
    /// From this byte on it can't be read.
    Bad(u64, Damage),
}

/// Reads a journal from the front, one entry at a time.
#[derive(Debug)]
pub struct Frames<'a, D> {
    disk: &'a D,
    /// Where the next frame begins, and the checksum before it.
    at: Mark,
    end: u64,
    buffer: Vec<u8>,
    /// How much of the buffer is consumed.
    used: usize,
}

impl<'a, D: Disk> Frames<'a, D> {
    /// All of the journal, as long as the file is now. A missing file is an empty one.
    pub fn all(disk: &'a D) -> Result<Self, DiskError> {
        let end = disk.len(JOURNAL)?.unwrap_or(0);
        Ok(Self::between(disk, Mark::NONE, end))
    }

    /// The part from a place between two frames to `end`.
    pub fn between(disk: &'a D, from: Mark, end: u64) -> Self {
        Self { disk, at: from, end, buffer: Vec::new(), used: 0 }
    }

    /// Where the next frame begins, with the checksum before it.
    pub fn at(&self) -> Mark {
        self.at
    }

    /// The next entry, the end, or the place where the journal can't be read; that last answer then stays.
    pub fn read_next(&mut self) -> Result<Next<'_>, DiskError> {
        let offset = self.at.length;
        if offset == self.end {
            return Ok(Next::End);
        }
        self.fill(HEAD_BYTES)?;
        let whole = match frame::whole_bytes(&self.buffer[self.used..]) {
            Ok(Some(whole)) => whole,
            Ok(None) => return Ok(Next::Bad(offset, Damage::Short)),
            Err(damage) => return Ok(Next::Bad(offset, damage)),
        };
        self.fill(whole)?;
        let start = self.used;
        match frame::read(&self.at.chain, &self.buffer[start..]) {
            Err(damage) => Ok(Next::Bad(offset, damage)),
            Ok((kind, body, chain)) => {
                let Some(entry) = Entry::read(kind, body) else {
                    return Ok(Next::Bad(offset, Damage::Unknown));
                };
                self.used += whole;
                self.at = Mark { length: offset + whole as u64, chain };
                Ok(Next::Entry(offset, entry))
            }
        }
    }

    /// Reads on until the buffer holds `bytes` from the next frame on, or the file ends.
    fn fill(&mut self, bytes: usize) -> Result<(), DiskError> {
        let held = self.buffer.len() - self.used;
        let left = usize::try_from(self.end - self.at.length).unwrap_or(usize::MAX) - held;
        if held >= bytes || left == 0 {
            return Ok(());
        }
        self.buffer.drain(..self.used);
        self.used = 0;
        let from = self.at.length + held as u64;
        let wanted = (bytes - held).max(CHUNK_BYTES).min(left);
        self.buffer.resize(held + wanted, 0);
        let read = self.disk.read_at(JOURNAL, from, &mut self.buffer[held..])?;
        self.buffer.truncate(held + read);
        Ok(())
    }
}

/// Adds entries after `at`, makes them durable with one sync, and reads them back. Gives where each begins, and where the journal
/// goes on.
pub fn append<D: Disk>(disk: &mut D, at: Mark, entries: &[Entry<'_>]) -> Result<(Vec<u64>, Mark), StoreError> {
    let mut offsets = Vec::with_capacity(entries.len());
    let (mut chunk, mut written, mut chain) = (Vec::new(), at.length, at.chain);
    for entry in entries {
        offsets.push(written + chunk.len() as u64);
        chain = entry.write(&mut chunk, &chain);
        if chunk.len() >= CHUNK_BYTES {
            disk.write_at(JOURNAL, written, &chunk)?;
            written += chunk.len() as u64;
            chunk.clear();
        }
    }
    if !chunk.is_empty() {
        disk.write_at(JOURNAL, written, &chunk)?;
        written += chunk.len() as u64;
    }
    disk.sync(JOURNAL)?;
    let end = Mark { length: written, chain };
    read_back(disk, at, end, entries)?;
    Ok((offsets, end))
}

/// Whether the disk now says what was written: a fault between memory and disk must not get a signature.
fn read_back<D: Disk>(disk: &D, at: Mark, end: Mark, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    let mut frames = Frames::between(disk, at, end.length);
    for entry in entries {
        let offset = frames.at().length;
        match frames.read_next()? {
            Next::Entry(_, found) if found == *entry => {}
            _ => return Err(StoreError::ReadBackDiffers { file: JOURNAL, offset }),
        }
    }
    if frames.at() == end { Ok(()) } else { Err(StoreError::ReadBackDiffers { file: JOURNAL, offset: end.length }) }
}

/// Hands the entry whose frame begins at `offset` to `use_it`, checked against the checksum before it.
pub fn look_up<D: Disk, T>(disk: &D, offset: u64, use_it: impl FnOnce(Entry<'_>) -> Option<T>) -> Result<T, StoreError> {
    LookUps::new(disk, LOOK_BYTES).look_up(offset, use_it)
}

/// Looks up frames one after another. What was read at once is kept, so that places that lie together cost one reading.
#[derive(Debug)]
pub struct LookUps<'a, D> {
    disk: &'a D,
    chunk_bytes: usize,
    /// Where the buffer begins in the journal.
    start: u64,
    buffer: Vec<u8>,
}

impl<'a, D: Disk> LookUps<'a, D> {
    /// Reads `chunk_bytes` at once, or more where a frame is longer.
    pub fn new(disk: &'a D, chunk_bytes: usize) -> Self {
        Self { disk, chunk_bytes, start: 0, buffer: Vec::new() }
    }

    /// Hands the entry whose frame begins at `offset` to `use_it`, checked against the checksum before it.
    pub fn look_up<T>(&mut self, offset: u64, use_it: impl FnOnce(Entry<'_>) -> Option<T>) -> Result<T, StoreError> {
        let damaged = |what| StoreError::Damaged { offset, what };
        let before = size_of::<Chain>().min(usize::try_from(offset).unwrap_or(usize::MAX));
        let from = offset - before as u64;
        let head = self.read(from, before + HEAD_BYTES)?.get(before..).unwrap_or_default();
        let whole = frame::whole_bytes(head).map_err(damaged)?.ok_or(damaged(Damage::Short))?;
        let (chain, frame) = self.read(from, before + whole)?.split_at(before);
        // Only the first frame has no checksum before it.
        let chain = chain.try_into().unwrap_or(GENESIS);
        let (kind, body, _) = frame::read(&chain, frame).map_err(damaged)?;
        let entry = Entry::read(kind, body).ok_or(damaged(Damage::Unknown))?;
        use_it(entry).ok_or(damaged(Damage::Order))
    }

    /// The bytes from `from` on: so many as asked for and what is at hand beyond, or fewer at the end of the file.
    fn read(&mut self, from: u64, bytes: usize) -> Result<&[u8], DiskError> {
        let held = |reader: &Self| {
            let at = usize::try_from(from.checked_sub(reader.start)?).ok()?;
            (at + bytes <= reader.buffer.len()).then_some(at)
        };
        if held(self).is_none() {
            self.buffer.resize(bytes.max(self.chunk_bytes), 0);
            let read = self.disk.read_at(JOURNAL, from, &mut self.buffer)?;
            self.buffer.truncate(read);
            self.start = from;
        }
        Ok(&self.buffer[usize::try_from(from - self.start).unwrap_or(usize::MAX)..])
    }
}

/// Cuts the journal at `offset`, after keeping what comes from there on in a file of its own, whose name is given back.
pub fn set_aside<D: Disk>(disk: &mut D, offset: u64) -> Result<String, DiskError> {
    let names = disk.list("")?;
    let free = (1u64..).map(|number| format!("{JOURNAL}.torn-{number}")).find(|name| !names.contains(name));
    let name = free.expect("numbers do not end");
    copy(disk, offset, |disk, _, bytes| disk.append(&name, bytes))?;
    disk.sync(&name)?;
    disk.truncate(JOURNAL, offset)?;
    disk.sync(JOURNAL)?;
    Ok(name)
}

/// Writes what stands between two places once more, makes it durable and reads it back. After a failed sync the system may show bytes that never
/// reached the disk, and no later sync would write them.
pub fn write_again<D: Disk>(disk: &mut D, from: Mark, end: Mark) -> Result<(), StoreError> {
    copy(disk, from.length, |disk, at, bytes| disk.write_at(JOURNAL, at, bytes))?;
    disk.sync(JOURNAL)?;
    let mut frames = Frames::between(disk, from, end.length);
    while let Next::Entry(..) = frames.read_next()? {}
    let at = frames.at();
    if at == end { Ok(()) } else { Err(StoreError::ReadBackDiffers { file: JOURNAL, offset: at.length }) }
}

fn copy<D: Disk>(
    disk: &mut D,
    from: u64,
    mut to: impl FnMut(&mut D, u64, &[u8]) -> Result<(), DiskError>,
) -> Result<(), DiskError> {
    let end = disk.len(JOURNAL)?.unwrap_or(0);
    let (mut at, mut chunk) = (from, vec![0; CHUNK_BYTES]);
    while at < end {
        let read = disk.read_at(JOURNAL, at, &mut chunk)?;
        if read == 0 {
            let reason = std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
            return Err(DiskError::new(Operation::Read, JOURNAL, reason));
        }
        to(disk, at, &chunk[..read])?;
        at += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory_disk::MemoryDisk;

    fn leaf(index: u64, bytes: &[u8]) -> Entry<'_> {
        Entry::Leaf { log: 0, index, bytes }
    }

    /// A journal of leaves with these lengths, where each begins, and its end.
    fn journal(lengths: &[usize]) -> (MemoryDisk, Vec<u64>, Mark) {
        let mut disk = MemoryDisk::new();
        let bodies = lengths.iter().map(|length| vec![b'x'; *length]).collect::<Vec<_>>();
        let entries = (0..).zip(&bodies).map(|(index, body)| leaf(index, body)).collect::<Vec<_>>();
        let (offsets, end) = append(&mut disk, Mark::NONE, &entries).unwrap();
        (disk, offsets, end)
    }

    /// The number of entries, and how it ends.
    fn read(disk: &MemoryDisk) -> (u64, Option<(u64, Damage)>) {
        let mut frames = Frames::all(disk).unwrap();
        for count in 0.. {
            match frames.read_next().unwrap() {
                Next::Entry(_, entry) => assert!(matches!(entry, Entry::Leaf { index, .. } if index == count)),
                Next::End => return (count, None),
                Next::Bad(offset, damage) => return (count, Some((offset, damage))),
            }
        }
        unreachable!("a journal ends")
    }

    #[test]
    fn what_is_appended_is_read_whatever_its_length() {
        let lengths = [0, 1, 4_000, 4_096, 60_000, CHUNK_BYTES, CHUNK_BYTES - 1, 3, 2 * CHUNK_BYTES];
        let (disk, offsets, end) = journal(&lengths);
        assert_eq!(read(&disk), (9, None));
        assert_eq!(disk.bytes(JOURNAL).unwrap().len() as u64, end.length);
        for (offset, length) in offsets.iter().zip(lengths) {
            let found =
                look_up(&disk, *offset, |entry| if let Entry::Leaf { bytes, .. } = entry { Some(bytes.len()) } else { None });
            assert_eq!(found.unwrap(), length);
        }
    }

    #[test]
    fn no_journal_is_an_empty_one() {
        assert_eq!(read(&MemoryDisk::new()), (0, None));
    }

    #[test]
    fn a_cut_journal_says_where() {
        let (disk, offsets, end) = journal(&[5, 6, 7]);
        let whole = disk.bytes(JOURNAL).unwrap().to_vec();
        for cut in 0..end.length {
            let mut short = disk.clone();
            short.put(JOURNAL, Some(&whole[..cut as usize]));
            let left = offsets[1..].iter().filter(|start| **start <= cut).count() as u64;
            let begun = offsets[left as usize];
            let expected = if begun == cut { None } else { Some((begun, Damage::Short)) };
            assert_eq!(read(&short), (left, expected), "cut at {cut}");
        }
    }

    #[test]
    fn a_flipped_bit_is_found_by_reading_and_by_looking_up() {
        let (disk, offsets, end) = journal(&[5, 6, 7]);
        for bit in 0..end.length * 8 {
            let mut bad = disk.clone();
            bad.flip(JOURNAL, bit);
            let struck = offsets.iter().rposition(|start| start * 8 <= bit).unwrap();
            let (count, ending) = read(&bad);
            assert_eq!((count, ending.map(|(offset, _)| offset)), (struck as u64, Some(offsets[struck])), "bit {bit}");
            let found = look_up(&bad, offsets[struck], |_| Some(()));
            assert!(matches!(found, Err(StoreError::Damaged { offset, .. }) if offset == offsets[struck]), "bit {bit}");
        }
    }

    #[test]
    fn frames_of_another_place_are_refused() {
        let (mut disk, offsets, _) = journal(&[5, 5, 5]);
        let whole = disk.bytes(JOURNAL).unwrap().to_vec();
        let without_middle = [&whole[..offsets[1] as usize], &whole[offsets[2] as usize..]].concat();
        disk.put(JOURNAL, Some(&without_middle));
        assert_eq!(read(&disk), (1, Some((offsets[1], Damage::Checksum))));
        assert!(look_up(&disk, 3, |_| Some(())).is_err() && look_up(&disk, 1 << 40, |_| Some(())).is_err());
    }

    #[test]
    fn a_frame_of_newer_software_is_told_apart() {
        let mut disk = MemoryDisk::new();
        let mut bytes = Vec::new();
        frame::write(&mut bytes, &GENESIS, 99, &[b"?"]);
        disk.put(JOURNAL, Some(&bytes));
        assert_eq!(read(&disk), (0, Some((0, Damage::Unknown))));
    }

    #[test]
    fn what_is_cut_off_is_kept() {
        let (mut disk, offsets, _) = journal(&[5, 6, 7]);
        let whole = disk.bytes(JOURNAL).unwrap().to_vec();
        let (middle, last) = (offsets[1] as usize, offsets[2] as usize);
        assert_eq!(set_aside(&mut disk, last as u64).unwrap(), "journal.torn-1");
        assert_eq!(set_aside(&mut disk, middle as u64).unwrap(), "journal.torn-2");
        disk.crash(3);
        let kept = ["journal", "journal.torn-2", "journal.torn-1"].map(|name| disk.bytes(name).unwrap().to_vec());
        assert_eq!(kept.concat(), whole);
        assert_eq!(read(&disk), (1, None));
    }

    #[test]
    fn what_is_written_again_survives() {
        let (mut disk, _, middle) = journal(&[5]);
        let (_, end) = append(&mut disk, middle, &[leaf(1, b"second")]).unwrap();
        write_again(&mut disk, middle, end).unwrap();
        disk.crash(0);
        assert_eq!((read(&disk), disk.bytes(JOURNAL).unwrap().len() as u64), ((2, None), end.length));
    }
}
