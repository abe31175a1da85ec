//! A stolen node: whoever has it can sign heads over whatever he likes, but no act that an officer must sign.

use agreement::act::Act;
use counterpart::act_format::v1::Leaf;
use counterpart::draft::Deed;
use record::{Checkpoint, checkpoint};
use store::Store;

use crate::parties::origin;
use crate::world::World;

impl World {
    /// Puts a leaf that no keeper would write into the log of a machine, under a good head.
    pub fn forge(&mut self, place: usize) {
        let Some(leaf) = self.forged_leaf(place) else { return };
        self.network.disconnect(place);
        self.machines[place].node = None;
        let (log, drive) = (self.log(place), self.machines[place].drive.clone());
        let key = self.signatures.log_key(&log);
        let Ok((mut store, _)) = Store::open(drive) else { return };
        if store.may_sign().is_err() {
            return;
        }
        let sign = |tree: &record::tree::Compact| {
            let (size, root) = (tree.size(), tree.root());
            checkpoint::sign(&Checkpoint { origin: log.clone(), size, root, extensions: Vec::new() }, &key).to_bytes()
        };
        if store.commit(&[leaf], sign).is_ok() {
            self.seen.forged += 1;
        }
    }

    fn forged_leaf(&mut self, place: usize) -> Option<Vec<u8>> {
        let now = self.clock(place);
        let which = self.random().below(6);
        let known = self.ledger.opened.iter().filter_map(|opened| opened.matter(self.machines[place].node.as_ref()?));
        let matter = known.collect::<Vec<_>>().pop();
        let sign = Act::Sign { text: None, post: None };
        let act = match which {
            0 => return Some(b"no leaf at all".to_vec()),
            1 => {
                let other = origin(1, 1);
                let node = self.machines[place].node.as_ref()?;
                return node.store().leaf(&other, 0).ok();
            }
            2 => Act::Withdraw {},
            3 => Act::Commit {},
            _ => sign,
        };
        let draft = self.draft(Deed::Act(act), Some(matter?), Some("head").filter(|_| which != 3));
        let node = self.machines[place].node.as_ref()?;
        // Signed by nobody, or by the officer of another party.
        match which {
            4 => self.signatures.leaf(node, &draft, (1, 1), now),
            _ => Some(Leaf::of_statement(&node.statement(&draft, now).ok()?, Vec::new()).ok()?.to_bytes()),
        }
    }
}
