//! What goes wrong in a run: lines, clocks, disks, machines and people.

use std::collections::BTreeSet;

use exchange::bundle::Extent;
use exchange::{Message, StopKind};
use store::MemoryDisk;
use store::head::HEAD;
use store::journal::JOURNAL;
use store::memory_disk::Fault;

use crate::world::World;

/// What goes wrong beside the weather and the clocks, which are bad in every run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// Nothing.
    Weather,
    /// The power fails at any operation of a disk.
    Crash,
    /// Operations fail, disks are full, bits turn over.
    BadDisk,
    /// Older files are put back from a backup.
    Restore,
    /// All but one lose their disks, head file and journal.
    Destroyed,
    /// A running machine is copied, and both run.
    Snapshot,
    /// Administrators end starts without waiting for the others.
    Resume,
    /// One party shows two histories.
    TwoFaces,
    /// Two parties do, together.
    TwoLiars,
    /// One party gives no leaves away and dates back.
    Withheld,
    /// A stolen node writes acts that nobody signed.
    Forged,
    /// One party hears of the others by bundles alone.
    Carried,
    /// The parties enter another epoch of the record on the way.
    Epoch,
}

const TROUBLES: [Trouble; 13] = [
    Trouble::Weather,
    Trouble::Crash,
    Trouble::BadDisk,
    Trouble::Restore,
    Trouble::Destroyed,
    Trouble::Snapshot,
    Trouble::Resume,
    Trouble::TwoFaces,
    Trouble::TwoLiars,
    Trouble::Withheld,
    Trouble::Forged,
    Trouble::Carried,
    Trouble::Epoch,
];

const DAY: i64 = 86_400;

impl Trouble {
    pub fn of(seed: u64) -> Self {
        TROUBLES[(seed % TROUBLES.len() as u64) as usize]
    }

    /// Who lies: always the first, so that the honest ones keep their places.
    pub fn liars(self) -> BTreeSet<usize> {
        match self {
            Self::TwoFaces | Self::Withheld | Self::Forged => BTreeSet::from([0]),
            Self::TwoLiars => BTreeSet::from([0, 1]),
            _ => BTreeSet::new(),
        }
    }

    /// Whether machines die in such a run.
    fn is_deadly(self) -> bool {
        !matches!(self, Self::Weather | Self::Epoch)
    }
}

impl World {
    /// What happens in a bad moment.
    pub fn disturb(&mut self) {
        let place = self.below(self.parties);
        let other = self.below(self.parties);
        match self.random().below(40) {
            0 if place != other => self.network.cut(place, other),
            1..=3 => self.network.mend(place, other),
            4 => self.jump(place),
            5..=7 if self.trouble.is_deadly() => self.aim(place),
            8..=9 => self.machines[place].backup = Some(self.machines[place].drive.copy()),
            10..=15 => self.meddle(place),
            16..=17 if self.machines[place].node.is_some() && self.trouble.is_deadly() => self.fall(place),
            18..=24 => self.rise_some(),
            _ => {}
        }
        if self.trouble == Trouble::Carried {
            (0..self.parties - 1).for_each(|other| self.network.cut(self.parties - 1, other));
            if self.random().chance(250) {
                let other = self.below(self.parties - 1);
                let extent = if self.random().chance(200) { Extent::Whole } else { Extent::Missing };
                self.carry(self.parties - 1, other, extent);
            }
        }
    }

    /// Clocks jump by days: all, or one of them, forward or back.
    fn jump(&mut self, place: usize) {
        self.seen.jumps += 1;
        let days = 1 + self.random().below(3) as i64;
        match self.random().below(4) {
            0 | 1 => self.now += (days * DAY) as u64,
            2 => self.machines[place].clock += days * DAY,
            _ => self.machines[place].clock -= days * DAY,
        }
    }

    /// Aims a fault at an operation of a disk that is soon to come.
    fn aim(&mut self, place: usize) {
        if self.liars.contains(&place) {
            return;
        }
        let (soon, which) = (self.random().below(40), self.random().below(6));
        let fault = match (self.trouble, which) {
            (Trouble::BadDisk, 0 | 1) => Fault::Fails,
            (Trouble::BadDisk, 2) => Fault::FailsButPersisted,
            (Trouble::BadDisk, 3) => Fault::Full,
            (_, 0..=3) => Fault::StopsDuring,
            _ => Fault::StopsAfter,
        };
        self.machines[place].drive.aim(soon, fault);
    }

    /// What is special about this run.
    fn meddle(&mut self, place: usize) {
        let (lies, luck) = (self.liars.contains(&place), self.below(1000));
        match self.trouble {
            Trouble::BadDisk if luck < 150 => self.flip(place),
            Trouble::Restore if luck < 300 => self.restore(place),
            Trouble::Destroyed if luck < 100 && self.seen.destroyed == 0 => self.destroy(),
            Trouble::Snapshot if self.machines.len() == self.parties && self.excused.is_empty() => self.copy(place),
            Trouble::Resume if !self.node_signs(place) => self.resume(place),
            Trouble::Resume if luck < 200 => self.restore(place),
            Trouble::TwoFaces | Trouble::TwoLiars if lies => self.show_two_faces(place),
            Trouble::Withheld if lies => self.machines[place].clock = -5 * DAY,
            Trouble::Forged if lies => self.forge(place),
            _ => {}
        }
    }

    fn node_signs(&self, place: usize) -> bool {
        self.machines[place].node.as_ref().is_none_or(|node| node.may_sign())
    }

    /// One bit of a file that is durable is another.
    fn flip(&mut self, place: usize) {
        let (file, bit) = (if self.random().chance(300) { HEAD } else { JOURNAL }, self.random().next());
        if self.machines[place].drive.flip(file, bit) {
            self.seen.flipped += 1;
            (self.machines[place].flipped, self.machines[place].damaged) = (true, true);
        }
    }

    /// Older files are put back, with or without their head file.
    fn restore(&mut self, place: usize) {
        let Some(backup) = self.machines[place].backup.clone() else { return };
        self.seen.restored += 1;
        self.fall(place);
        let with_head = self.random().chance(500);
        let machine = &mut self.machines[place];
        machine.drive = crate::drive::Drive::of(backup);
        if !with_head {
            machine.drive.remove_file(HEAD);
        }
        (machine.stop, machine.rolled) = (StopKind::Restored, true);
    }

    /// One fire takes all disks but one.
    fn destroy(&mut self) {
        let kept = self.below(self.parties);
        for place in (0..self.parties).filter(|place| *place != kept) {
            self.seen.destroyed += 1;
            self.fall(place);
            let machine = &mut self.machines[place];
            machine.drive = crate::drive::Drive::of(MemoryDisk::new());
            (machine.stop, machine.rolled, machine.backup) = (StopKind::MachineChanged, true, None);
        }
    }

    /// A machine is copied while it runs; both look intact. Or its older copy takes its place, and nobody tells it.
    fn copy(&mut self, place: usize) {
        if self.machines[place].node.is_none() {
            return;
        }
        self.seen.copied += 1;
        self.excused.insert(place);
        match self.machines[place].backup.clone().filter(|_| self.random().chance(400)) {
            Some(older) => {
                self.fall(place);
                self.machines[place].drive = crate::drive::Drive::of(older);
            }
            None => {
                let (disk, side) = (self.machines[place].drive.copy(), 1 - self.machines[place].side);
                let second = self.add(place, side, disk);
                self.rise(second);
            }
        }
    }

    fn resume(&mut self, place: usize) {
        let resumed = self.run(place, |node, now| node.resume_unconfirmed("no answer", now));
        self.seen.resumed += u32::from(matches!(resumed, Some(Ok(_))));
        // A machine that stops in the middle of it may have gone on all the same.
        if matches!(resumed, None | Some(Ok(_))) {
            self.excused.insert(place);
        }
    }

    /// A liar's other machine goes another way, and asks nobody whether it may.
    fn show_two_faces(&mut self, place: usize) {
        let has_two = self.machines[self.parties..].iter().any(|machine| machine.party == place);
        if has_two || self.machines[place].node.is_none() {
            return;
        }
        let (disk, side) = (self.machines[place].drive.copy(), 1 - self.machines[place].side);
        let second = self.add(place, side, disk);
        if self.rise(second) {
            let resumed = self.run(second, |node, now| node.resume_unconfirmed("another way", now));
            self.seen.faces += u32::from(resumed.is_some_and(|resumed| resumed.is_ok()));
        }
    }

    /// Whether a liar keeps this to itself.
    pub fn withholds(&mut self, place: usize, message: &Message) -> bool {
        let leaves = matches!(message, Message::Leaves { .. } | Message::Prefix { .. });
        self.storm && self.trouble == Trouble::Withheld && place == 0 && leaves && self.random().chance(800)
    }

    fn rise_some(&mut self) {
        for place in 0..self.machines.len() {
            if self.machines[place].node.is_none() && self.random().chance(600) {
                if self.random().chance(700) {
                    self.machines[place].drive.heal();
                }
                self.rise(place);
            }
        }
    }

    /// Faults stop: whole lines, right clocks, good disks, and everybody is there. Liars go on with what they have.
    pub fn calm(&mut self) {
        // What a fault has kept from being read stops a node at the next thing that it does.
        for place in 0..self.machines.len() {
            self.machines[place].drive.heal();
            self.run(place, |node, now| node.tick(now));
        }
        self.storm = false;
        self.network.calm();
        for place in 0..self.machines.len() {
            self.machines[place].clock = 0;
            self.machines[place].drive.heal();
            if self.machines[place].flipped || self.machines[place].drive.is_stopped() {
                self.fall(place);
            }
            self.rise_if_down(place);
        }
    }

    /// Brings a machine up; one that was damaged needs a second try.
    pub fn rise_if_down(&mut self, place: usize) {
        if self.machines[place].node.is_some() {
            return;
        }
        if self.machines[place].drive.is_stopped() {
            let seed = self.random().next();
            self.machines[place].drive.crash(seed);
        }
        let up = (0..3).any(|_| self.rise(place));
        assert!(up, "machine {place} does not come up ({:?}): {}", self.trouble, self.machines[place].why);
        // Opening has read every byte of the journal.
        self.machines[place].flipped &= self.storm;
    }
}
