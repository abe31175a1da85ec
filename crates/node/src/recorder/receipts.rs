//! Receipts: the proof that one act is on record, as a file that programs of others verify (C2SP tlog-proof); and how far the
//! journal reaches, for whoever copies it.

use super::Recorder;
use crate::errand::Told;
use crate::serve::witness::with_witnesses;
use record::proof::Receipt;
use record::{Note, tree};
use store::Disk as _;
use store::journal::JOURNAL;

impl Recorder<'_> {
    pub(super) fn receipt(&self, act: &str) -> Told {
        if act.len() < 8 || !act.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Told {
                code: 2,
                lines: vec!["give at least the first eight digits of the act's id".to_owned()],
                bytes: Vec::new(),
            };
        }
        let found = self.keeper.leaves_named(&act.to_lowercase());
        let (origin, index) = match found.as_slice() {
            [] => return Told::refused(vec![format!("no act {act} is folded here")]),
            [(_, origin, index)] => (*origin, *index),
            several => return Told::refused(vec![format!("{} acts begin with {act}", several.len())]),
        };
        match self.receipt_of(origin, index) {
            Some(receipt) => Told { bytes: receipt.to_string().into_bytes(), ..Told::default() },
            None => Told::refused(vec![format!("{origin} {index} is not under a signed head here")]),
        }
    }

    fn receipt_of(&self, origin: &str, index: u64) -> Option<Receipt> {
        let size = self.keeper.log_status(origin)?.size;
        let note = Note::parse(&with_witnesses(&self.home.folder, self.keeper.head(origin)?)).ok()?;
        let path = tree::inclusion(&self.keeper.tree(origin), index, size)?;
        Some(Receipt { extra: None, index, path, note })
    }

    /// How many bytes of the journal a backup may take, then each log with its size and root.
    pub(super) fn extent(&self) -> Told {
        let length = self.keeper.store().disk().len(JOURNAL);
        let Ok(Some(length)) = length else { return Told::refused(vec!["the journal cannot be read".to_owned()]) };
        let logs = self.keeper.store().logs().iter();
        let logs = logs.map(|log| format!("{} {} {}", log.origin(), log.size(), crate::hex::write(&log.tree().root())));
        Told::lines(std::iter::once(length.to_string()).chain(logs).collect())
    }
}
