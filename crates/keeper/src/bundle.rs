//! Bundles: what another party lacks, as a stream of bytes that is carried by hand; and the bundle that goes back.
//!
//! A first line says between whom and under which agreement, then come messages as on the wire. Neither is a secret or a
//! proof: whoever carries it encrypts it, and every message proves itself.

use crate::error::KeeperError;
use crate::keeper::Keeper;
use crate::shelves::View;
use agreement::id::BodyId;
use exchange::bundle::Extent;
use exchange::limits::MESSAGE_BYTES_MAX;
use exchange::wire::WireError;
use exchange::{Message, Via, wire};
use std::io::{ErrorKind, Read, Write};
use store::Disk;

/// How the first line begins.
const TITLE: &str = "counterpart/bundle/v1";

/// The longest first line: the title and three identifiers.
const LINE_BYTES_MAX: usize = 1024;

impl<D: Disk> Keeper<'_, D> {
    /// Writes the bundle for a party: what its cosignatures don't show it to hold, or the whole record. One message at a time is in
    /// memory.
    pub fn export(&self, to: BodyId, extent: Extent, out: &mut dyn Write) -> Result<(), KeeperError> {
        let peer = self.peer(to)?;
        let view = View { store: &self.store, shelves: &self.shelves };
        out.write_all(self.first_line(to).as_bytes()).map_err(KeeperError::Carrier)?;
        for message in self.exchange.bundle_for(peer, extent, &view) {
            give(out, &message)?;
        }
        self.shelves.failure().map_or(Ok(()), |failure| Err(failure.into()))
    }

    /// Reads a bundle for this party, and writes the one that goes back. The same bundle again changes nothing. After an error of
    /// the carrier or a message that can't be read, what came before it was taken.
    pub fn import(&mut self, bundle: &mut dyn Read, now: u64, back: &mut dyn Write) -> Result<(), KeeperError> {
        let from = self.sender(&first_line(bundle)?)?;
        let peer = self.peer(from)?;
        self.guarded(|keeper| {
            let read = loop {
                match next(bundle) {
                    Ok(Some(message)) => keeper.take(peer, message, Via::Bundle, now)?,
                    Ok(None) => break Ok(()),
                    Err(error) => break Err(error),
                }
            };
            keeper.catch_up(now)?;
            read
        })?;
        back.write_all(self.first_line(from).as_bytes()).map_err(KeeperError::Carrier)?;
        let said = self.outbox_messages(from);
        let view = View { store: &self.store, shelves: &self.shelves };
        said.into_iter().chain(self.exchange.bundle_for(peer, Extent::Missing, &view)).try_for_each(|message| give(back, &message))
    }

    /// The line above a bundle for a party.
    fn first_line(&self, to: BodyId) -> String {
        let name = |body: BodyId| &self.setup.agreement.body_of(body).id;
        format!("{TITLE} {} {} {}\n", self.setup.agreement.id, name(self.setup.party), name(to))
    }

    /// Who sent a bundle with this first line, if it is one for us.
    fn sender(&self, line: &str) -> Result<BodyId, KeeperError> {
        let words = line.split(' ').collect::<Vec<_>>();
        let agreement = self.setup.agreement;
        match words.as_slice() {
            [TITLE, of, from, to] if *of == agreement.id && agreement.body(to) == Some(self.setup.party) => {
                agreement.body(from).ok_or(KeeperError::NotAParty)
            }
            _ => Err(KeeperError::NotForUs),
        }
    }
}

fn first_line(bundle: &mut dyn Read) -> Result<String, KeeperError> {
    let mut line = Vec::new();
    for byte in bundle.take(LINE_BYTES_MAX as u64).bytes() {
        match byte.map_err(KeeperError::Carrier)? {
            b'\n' => return String::from_utf8(line).map_err(|_| KeeperError::NotForUs),
            byte => line.push(byte),
        }
    }
    Err(KeeperError::NotForUs)
}

fn give(out: &mut dyn Write, message: &Message) -> Result<(), KeeperError> {
    out.write_all(&wire::encode_batch([message])).map_err(KeeperError::Carrier)
}

/// The next message; none at the end.
fn next(bundle: &mut dyn Read) -> Result<Option<Message>, KeeperError> {
    let mut length = [0; 4];
    match bundle.read(&mut length[..1]) {
        Ok(0) => return Ok(None),
        Ok(_) => {}
        Err(error) => return Err(KeeperError::Carrier(error)),
    }
    let cut = |error: std::io::Error| match error.kind() {
        ErrorKind::UnexpectedEof => KeeperError::Message(WireError::Short),
        _ => KeeperError::Carrier(error),
    };
    bundle.read_exact(&mut length[1..]).map_err(cut)?;
    let length = u32::from_be_bytes(length) as usize;
    if length > MESSAGE_BYTES_MAX {
        return Err(WireError::Limit.into());
    }
    let mut bytes = vec![0; length];
    bundle.read_exact(&mut bytes).map_err(cut)?;
    Ok(Some(wire::decode(&bytes)?))
}
