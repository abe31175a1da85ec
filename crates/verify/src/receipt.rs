//! A receipt (tlog-proof) of one act: that the act stands in the record where the receipt says, under a head that was signed.

use crate::desk;
use crate::fault::{Fault, What};
use crate::fold::Task;
use crate::forest::Forest;
use crate::heads;
use crate::keys::{Keys, Signed};
use agreement::id::BodyId;
use record::proof::Receipt;
use record::tree::verify_inclusion;
use record::{Checkpoint, leaf_hash};
use store::journal::LookUps;

/// Bytes of the journal that are read at once.
const CHUNK_BYTES: usize = 4 << 10;

/// What a receipt proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipted {
    /// The log.
    pub origin: String,
    /// The leaf.
    pub index: u64,
    /// The size of the head.
    pub size: u64,
    /// Who cosigned that head.
    pub cosigned: Vec<BodyId>,
}

/// Checks the bytes of a receipt from `file` against the record.
pub fn check(task: &Task<'_>, keys: &Keys, forest: &Forest<'_>, file: &str, bytes: &[u8]) -> Result<Receipted, Fault> {
    let fault = |what| Fault::of(what, file);
    let receipt = Receipt::parse(bytes).map_err(|error| fault(What::ReceiptUnreadable).because(error))?;
    let stated = Checkpoint::parse(&receipt.note.text).map_err(|error| fault(What::ReceiptUnreadable).because(error))?;
    let log = task.shelves.iter().position(|shelf| shelf.origin == stated.origin && receipt.index < shelf.size);
    let log = log.ok_or_else(|| fault(What::ReceiptOther).in_log(&stated.origin).at(receipt.index))?;
    let shelf = &task.shelves[log];
    let at = |what| fault(what).in_log(&shelf.origin).at(receipt.index);
    let signed = heads::fits(&receipt.note.to_bytes(), &shelf.origin, shelf.size, keys, forest.tree(log));
    let Signed { head, cosigned, .. } = signed.map_err(|(what, _, detail)| match what {
        What::HeadSignature | What::Cosignature => at(What::ReceiptSignature).because(detail),
        What::HeadBeyond => at(What::ReceiptOther),
        _ => at(What::ReceiptFalse).because(detail),
    })?;
    let leaf = desk::leaf(&mut LookUps::new(task.disk, CHUNK_BYTES), shelf, log, receipt.index)?;
    let path = verify_inclusion(&leaf_hash(&leaf), receipt.index, head.size, &receipt.path, &head.root);
    path.map_err(|error| at(What::ReceiptFalse).because(error))?;
    let cosigned = cosigned.into_iter().map(|(party, _)| party).collect();
    Ok(Receipted { origin: shelf.origin.clone(), index: receipt.index, size: head.size, cosigned })
}
