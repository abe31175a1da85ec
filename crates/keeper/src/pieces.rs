//! What is read of the record: leaves, heads, tiles and receipts, made when they are asked for. Nothing is written for a reader.

use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::shelves::View;
use record::proof::Receipt;
use record::tile::{Layer, Tile, elements};
use record::{Note, NoteSignature, VerifierKey, bundle, cosignature, tree};
use store::{Disk, read_head};

impl<D: Disk> Keeper<'_, D> {
    /// The origin of the log with this number, as [`status`](Self::status) lists them.
    pub fn log_origin(&self, number: usize) -> Option<&str> {
        self.fold.counterpart.logs().nth(number).map(|(origin, ..)| origin)
    }

    /// One leaf of a log as it is kept here.
    pub fn leaf(&self, origin: &str, index: u64) -> Option<Vec<u8>> {
        View { store: &self.store, shelves: &self.shelves }.leaf(origin, index)
    }

    /// The newest head of a log, with the cosignatures that are known.
    pub fn checkpoint(&self, origin: &str) -> Option<Vec<u8>> {
        let head = self.exchange.head(origin)?;
        Some(if origin == self.origin() { self.with_witnesses(head.note()).to_bytes() } else { head.to_bytes() })
    }

    /// A tile of hashes or of entries of a log, as far as its newest head reaches.
    pub fn tile(&self, origin: &str, tile: &Tile) -> Option<Vec<u8>> {
        let size = self.exchange.head(origin)?.size();
        let end = tile.start().checked_add(u64::from(tile.width))?;
        if end > elements(tile.layer, size) {
            return None;
        }
        let view = View { store: &self.store, shelves: &self.shelves };
        match tile.layer {
            Layer::Hashes { .. } => tile.hashes(&view.nodes(origin)?),
            Layer::Entries => {
                let leaves = (tile.start()..end).map(|index| view.leaf(origin, index)).collect::<Option<Vec<_>>>()?;
                bundle::encode(leaves).ok()
            }
        }
    }

    /// The proof that a leaf stands in its log, under the newest head.
    pub fn receipt(&self, origin: &str, index: u64) -> Option<Receipt> {
        let head = self.exchange.head(origin)?;
        let view = View { store: &self.store, shelves: &self.shelves };
        let path = tree::inclusion(&view.nodes(origin)?, index, head.size())?;
        let note = if origin == self.origin() { self.with_witnesses(head.note()) } else { head.note() };
        Some(Receipt { extra: None, index, path, note })
    }

    /// Keeps the cosignature of a witness that is no party, a line as it answers with it, with the newest own head. False if it is none of
    /// that head by that key. Nothing here ever needs it.
    pub fn keep_cosignature(&mut self, line: &str, witness: &VerifierKey) -> Result<bool, KeeperError> {
        self.guarded(|keeper| {
            let own = keeper.origin().to_owned();
            let note = keeper.exchange.head(&own).map(|head| keeper.with_witnesses(head.note()));
            let (Some(line), Some(mut note)) = (NoteSignature::parse_line(line), note) else { return Ok(false) };
            let is_its = line.name == witness.name() && line.id == witness.id();
            if !is_its || cosignature::time_of(&note.text, &line, witness).is_none() {
                return Ok(false);
            }
            note.add(line);
            // With it go the cosignatures of the parties that were put off.
            keeper.keeps.remove(&own);
            keeper.store.keep_cosignatures(&own, &note.to_bytes())?;
            Ok(true)
        })
    }

    /// The note of an own head with the lines of witnesses that the journal has under the same text.
    pub(crate) fn with_witnesses(&self, mut note: Note) -> Note {
        let kept = self.store.own().head().and_then(|head| Note::parse(&head.note).ok()).filter(|kept| kept.text == note.text);
        for line in kept.into_iter().flat_map(|kept| kept.signatures) {
            if !note.signatures.iter().any(|known| known.id == line.id && known.name == line.name) {
                note.add(line);
            }
        }
        note
    }

    /// A head of the own log as it is written: no line that stands in the journal is lost.
    pub(crate) fn with_kept_lines(&self, origin: &str, head: Vec<u8>) -> Vec<u8> {
        let is_own = origin == self.origin() && read_head(&head).is_ok();
        match Note::parse(&head) {
            Ok(note) if is_own => self.with_witnesses(note).to_bytes(),
            _ => head,
        }
    }
}
