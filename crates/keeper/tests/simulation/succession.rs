//! A party whose last leaves were lost with its disk goes on in a new log: its root says so, and its first leaf is carried to all.

use counterpart::act_format::v1::RecordVerb;
use counterpart::draft::Deed;
use exchange::StopKind;
use keeper::Submission;
use store::{MemoryDisk, read_head};

use crate::drive::Drive;
use crate::parties::origin;
use crate::world::World;

impl World {
    /// The party begins anew on an empty disk. False if the others hold nothing that it could go on from.
    pub fn succeed(&mut self, place: usize) -> bool {
        self.fall(place);
        let machine = &mut self.machines[place];
        (machine.part, machine.drive, machine.stop) = (2, Drive::of(MemoryDisk::new()), StopKind::Intact);
        self.rise_if_down(place);
        // Whoever brings a new machine brings the new logs of the others with it.
        for earlier in self.offices.successions.clone() {
            self.run(place, |node, _| node.follow(&earlier)).expect("a good disk");
        }
        self.rounds(4);
        assert!(self.node(place).may_sign(), "a new log begins: {:?}", self.node(place).standing());
        let Some(checkpoint) = self.node(place).head(&origin(place, 1)) else { return false };
        let (_, head) = read_head(&checkpoint).expect("a head");
        let verb = RecordVerb::Succeed {
            old_origin: origin(place, 1),
            size: head.size,
            root: head.root,
            checkpoint,
            node: self.signatures.log_key(&origin(place, 2)).verifier().to_string(),
            mirror: self.signatures.mirror_key(place, 2).verifier().to_string(),
        };
        let draft = self.draft(Deed::Verb(verb), None, None);
        let now = self.clock(place);
        let leaf = self.signatures.leaf(self.node(place), &draft, (place, 0), now).expect("a leaf");
        let answers = self.run(place, |node, now| node.submit(vec![Submission::Signed(leaf.clone())], now)).expect("a good disk");
        assert!(
            answers.iter().all(Result::is_ok),
            "a succession of {place} from {} is refused: {answers:?} ({:?}){}",
            head.size,
            self.trouble,
            self.told()
        );
        for other in (0..self.parties).filter(|other| *other != place) {
            self.run(other, |node, _| node.follow(&leaf)).expect("a good disk");
        }
        self.offices.successions.push(leaf);
        self.rounds(4);
        self.seen.succeeded += 1;
        true
    }
}
