//! What a command asks of the record, whether a running node has it or the command opens it itself; and what it is told.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use words::Language;

/// The most bytes of one errand or answer: a leaf, or a long list of lines.
const BYTES_MAX: u32 = 64 << 20;
/// The most parts of one.
const PARTS_MAX: u32 = 1_000_000;

/// One errand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Record a leaf as `sign` leaves it.
    Submit {
        /// Statement and signatures.
        leaf: Vec<u8>,
    },
    /// Record a line as scripts have them, which no officer signs.
    Line {
        /// The line.
        line: String,
    },
    /// Make the statement of a line, for officers to sign.
    Draft {
        /// The line.
        line: String,
        /// The post that will sign.
        post: String,
    },
    /// Make the statement of a verb of the record, for the root to sign.
    Verb {
        /// A statement whose body is the verb; the node replaces all else of it.
        statement: Vec<u8>,
    },
    /// The acts of the record with what they were found to be.
    Log {
        /// Only those of this party's log.
        party: Option<String>,
        /// Only so many, the newest.
        last: u64,
    },
    /// How this node and the others stand.
    Peers {
        /// As data.
        json: bool,
    },
    /// The portable receipt of an act.
    Receipt {
        /// The beginning of its id.
        act: String,
    },
    /// Write a sealed bundle.
    Export {
        /// For this party.
        to: String,
        /// Everything, not only what it is not known to hold.
        whole: bool,
        /// To this file.
        file: PathBuf,
    },
    /// Take a sealed bundle in.
    Import {
        /// The file.
        file: PathBuf,
        /// Where to write the bundle that goes back.
        reply: Option<PathBuf>,
    },
    /// Write the public side to a folder.
    Publish {
        /// The folder.
        to: PathBuf,
    },
    /// End the start without the answers that are missing.
    Resume {
        /// Why.
        reason: String,
    },
    /// Move the record time of a sample on to the morning of a day.
    RecordTime {
        /// The day.
        on: String,
    },
    /// Make the statement that opens a new own log, for the root to sign.
    Succeed,
    /// Follow another party's new log.
    Follow {
        /// The act that opens it.
        leaf: Vec<u8>,
    },
    /// How much of the journal is durable, and which heads it has.
    Extent,
    /// One of the questions about the agreement.
    Ask {
        /// The command line.
        arguments: Vec<String>,
    },
}

/// What an errand came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The exit code.
    pub code: u8,
    /// Lines for a person.
    pub lines: Vec<String>,
    /// Bytes for a file, if the errand gives any.
    pub bytes: Vec<u8>,
}

impl Told {
    /// An answer in lines.
    pub fn lines(lines: Vec<String>) -> Told {
        Told { lines, ..Told::default() }
    }

    /// A refusal in lines.
    pub fn refused(lines: Vec<String>) -> Told {
        Told { code: 1, lines, ..Told::default() }
    }
}

/// An errand with the language of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The language.
    pub language: Language,
    /// The errand.
    pub errand: Errand,
}

impl Request {
    /// Writes it for the other end of a socket.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut parts = vec![self.language.tag().as_bytes().to_vec()];
        let text = |text: &str| text.as_bytes().to_vec();
        let path = |path: &PathBuf| std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
        let flag = |set: bool| text(if set { "1" } else { "0" });
        parts.extend(match &self.errand {
            Errand::Submit { leaf } => vec![text("submit"), leaf.clone()],
            Errand::Line { line } => vec![text("line"), text(line)],
            Errand::Draft { line, post } => vec![text("draft"), text(line), text(post)],
            Errand::Verb { statement } => vec![text("verb"), statement.clone()],
            Errand::Log { party, last } => {
                let fixed = vec![text("log"), text(&last.to_string())];
                fixed.into_iter().chain(party.iter().map(|party| text(party))).collect()
            }
            Errand::Peers { json } => vec![text("peers"), flag(*json)],
            Errand::Receipt { act } => vec![text("receipt"), text(act)],
            Errand::Export { to, whole, file } => vec![text("export"), text(to), flag(*whole), path(file)],
            Errand::Import { file, reply } => [text("import"), path(file)].into_iter().chain(reply.iter().map(path)).collect(),
            Errand::Publish { to } => vec![text("publish"), path(to)],
            Errand::Resume { reason } => vec![text("resume"), text(reason)],
            Errand::RecordTime { on } => vec![text("clock"), text(on)],
            Errand::Succeed => vec![text("succeed")],
            Errand::Follow { leaf } => vec![text("follow"), leaf.clone()],
            Errand::Extent => vec![text("extent")],
            Errand::Ask { arguments } => std::iter::once(text("ask")).chain(arguments.iter().map(|one| text(one))).collect(),
        });
        write_parts(out, &parts)
    }

    /// Reads one; none if the parts are no errand of this program.
    pub fn read(input: &mut impl Read) -> io::Result<Option<Request>> {
        Ok(parsed(&read_parts(input)?))
    }
}

fn parsed(parts: &[Vec<u8>]) -> Option<Request> {
    let [tag, word, rest @ ..] = parts else { return None };
    let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).ok();
    let path = |bytes: &Vec<u8>| PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes));
    let errand = match (word.as_slice(), rest) {
        (b"submit", [leaf]) => Errand::Submit { leaf: leaf.clone() },
        (b"line", [line]) => Errand::Line { line: text(line)? },
        (b"draft", [line, post]) => Errand::Draft { line: text(line)?, post: text(post)? },
        (b"verb", [statement]) => Errand::Verb { statement: statement.clone() },
        (b"log", [last]) => Errand::Log { party: None, last: text(last)?.parse().ok()? },
        (b"log", [last, party]) => Errand::Log { party: Some(text(party)?), last: text(last)?.parse().ok()? },
        (b"peers", [json]) => Errand::Peers { json: json == b"1" },
        (b"receipt", [act]) => Errand::Receipt { act: text(act)? },
        (b"export", [to, whole, file]) => Errand::Export { to: text(to)?, whole: whole == b"1", file: path(file) },
        (b"import", [file]) => Errand::Import { file: path(file), reply: None },
        (b"import", [file, reply]) => Errand::Import { file: path(file), reply: Some(path(reply)) },
        (b"publish", [to]) => Errand::Publish { to: path(to) },
        (b"resume", [reason]) => Errand::Resume { reason: text(reason)? },
        (b"clock", [on]) => Errand::RecordTime { on: text(on)? },
        (b"succeed", []) => Errand::Succeed,
        (b"follow", [leaf]) => Errand::Follow { leaf: leaf.clone() },
        (b"extent", []) => Errand::Extent,
        (b"ask", arguments) => Errand::Ask { arguments: arguments.iter().map(text).collect::<Option<_>>()? },
        _ => return None,
    };
    Some(Request { language: Language::from_tag(&text(tag)?)?, errand })
}

impl Told {
    /// Writes it for the other end of a socket.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let head = [vec![self.code], self.bytes.clone()];
        let lines = self.lines.iter().map(|line| line.as_bytes().to_vec());
        write_parts(out, &head.into_iter().chain(lines).collect::<Vec<_>>())
    }

    /// Reads one.
    pub fn read(input: &mut impl Read) -> io::Result<Told> {
        let parts = read_parts(input)?;
        let [code, bytes, lines @ ..] = parts.as_slice() else { return Err(io::ErrorKind::InvalidData.into()) };
        let lines = lines.iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        Ok(Told { code: code.first().copied().unwrap_or(1), lines, bytes: bytes.clone() })
    }
}

fn write_parts(out: &mut impl Write, parts: &[Vec<u8>]) -> io::Result<()> {
    let length = |length: usize| u32::try_from(length).map_err(|_| io::Error::from(io::ErrorKind::InvalidData));
    let mut bytes = length(parts.len())?.to_be_bytes().to_vec();
    for part in parts {
        bytes.extend(length(part.len())?.to_be_bytes());
        bytes.extend(part);
    }
    out.write_all(&bytes)?;
    out.flush()
}

fn read_parts(input: &mut impl Read) -> io::Result<Vec<Vec<u8>>> {
    let number = |most: u32, input: &mut dyn Read| {
        let mut bytes = [0; 4];
        input.read_exact(&mut bytes)?;
        let number = u32::from_be_bytes(bytes);
        if number > most { Err(io::Error::from(io::ErrorKind::InvalidData)) } else { Ok(number) }
    };
    let (count, mut left, mut parts) = (number(PARTS_MAX, input)?, BYTES_MAX, Vec::new());
    for _ in 0..count {
        let length = number(left, input)?;
        left -= length;
        let mut part = Vec::new();
        // Read as far as it comes: a length that is a lie must not take memory.
        input.by_ref().take(u64::from(length)).read_to_end(&mut part)?;
        if part.len() != length as usize {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        parts.push(part);
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errand_arrives_as_it_was_sent() {
        let errands = [
            Errand::Submit { leaf: vec![0, 255] },
            Errand::Line { line: "粵 gives".to_owned() },
            Errand::Draft { line: "a".to_owned(), post: "b".to_owned() },
            Errand::Verb { statement: vec![1] },
            Errand::Log { party: None, last: 7 },
            Errand::Log { party: Some("macao".to_owned()), last: 0 },
            Errand::Peers { json: true },
            Errand::Receipt { act: "ab".to_owned() },
            Errand::Export { to: "macao".to_owned(), whole: true, file: "/a b".into() },
            Errand::Import { file: "/a".into(), reply: Some("/b".into()) },
            Errand::Import { file: "/a".into(), reply: None },
            Errand::Publish { to: "/a b".into() },
            Errand::Resume { reason: String::new() },
            Errand::RecordTime { on: "2018-03-01".to_owned() },
            Errand::Succeed,
            Errand::Follow { leaf: vec![2] },
            Errand::Extent,
            Errand::Ask { arguments: vec!["x".to_owned(), String::new()] },
        ];
        for errand in errands {
            let (request, mut bytes) = (Request { language: Language::Pt, errand }, Vec::new());
            request.write(&mut bytes).unwrap();
            assert_eq!(Request::read(&mut &bytes[..]).unwrap(), Some(request));
            assert!(Request::read(&mut &bytes[..bytes.len() - 1]).is_err());
        }
        let (told, mut bytes) = (Told { code: 3, lines: vec!["a".to_owned(), String::new()], bytes: vec![9] }, Vec::new());
        told.write(&mut bytes).unwrap();
        assert_eq!(Told::read(&mut &bytes[..]).unwrap(), told);
    }

    #[test]
    fn strange_bytes_are_no_errand_and_take_no_memory() {
        assert!(Request::read(&mut &[0, 0, 0, 1, 255, 255, 255, 255][..]).is_err());
        assert_eq!(Request::read(&mut &[0, 0, 0, 0][..]).unwrap(), None);
        proptest::proptest!(|(bytes: Vec<u8>)| { let _ = Request::read(&mut &bytes[..]); let _ = Told::read(&mut &bytes[..]); });
    }
}
