//! A node as the client of a foreign witness, which here is a dozen lines that do what C2SP tlog-witness demands of one.

mod nodes;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nodes::{Two, wait};
use record::{Checkpoint, Hash, KeyKind, Note, SigningKey, cosignature, tree};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

/// Answers one request: a head that follows from the last one is cosigned, anything else is not.
fn answer(stream: TcpStream, key: &SigningKey, last: &mut Option<Checkpoint>) {
    let mut input = BufReader::new(stream.try_clone().unwrap());
    let (mut line, mut length) = (String::new(), 0);
    while input.read_line(&mut line).unwrap() > 2 {
        let lower = line.to_lowercase();
        length = lower.strip_prefix("content-length: ").map_or(length, |value| value.trim().parse().unwrap());
        line.clear();
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).unwrap();
    let text = String::from_utf8(body).unwrap();
    let (head, note) = text.split_once("\n\n").unwrap();
    let mut lines = head.lines();
    let old: u64 = lines.next().unwrap().strip_prefix("old ").unwrap().parse().unwrap();
    let proof: Vec<Hash> = lines.map(|hash| STANDARD.decode(hash).unwrap().try_into().unwrap()).collect();
    let note = Note::parse(note.as_bytes()).unwrap();
    let new = Checkpoint::parse(&note.text).unwrap();
    let known = last.as_ref().map_or(0, |last| last.size);
    let (status, said) = if old != known {
        ("409 Conflict", known.to_string())
    } else {
        if let Some(last) = last.as_ref() {
            tree::verify_consistency(old, new.size, &last.root, &new.root, &proof).unwrap();
        }
        let mut answer = note.clone();
        answer.signatures = vec![cosignature::cosign(&note, key, 1_700_000_000)];
        let lines = String::from_utf8(answer.to_bytes()[note.text.len() + 1..].to_vec()).unwrap();
        *last = Some(new);
        ("200 OK", lines)
    };
    let length = said.len();
    write!(&stream, "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{said}").unwrap();
}

#[test]
fn every_new_head_is_cosigned_by_a_foreign_witness() {
    let two = Two::found("witness");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let key = SigningKey::from_seed("witness.example.invalid", KeyKind::CosignatureEd25519, &[9; 32]).unwrap();
    let address = listener.local_addr().unwrap();
    two.configure("first", &format!("\n[[witness]]\nurl = \"http://{address}/\"\nkey = \"{}\"\n", key.verifier()));
    let witness = key.clone();
    std::thread::spawn(move || {
        let mut last = None;
        listener.incoming().flatten().for_each(|stream| answer(stream, &witness, &mut last));
    });
    let _second = two.serve_second();
    let first = two.serve_first();
    two.wait_for("first", "signing:");
    for number in 1..=3 {
        let (code, said) = two.at("first", &["submit", &format!("first_party proposes amendment text \"{number}\"")]);
        assert_eq!(code, 0, "{said}");
        let act = said.split(' ').next().unwrap().to_owned();
        wait("a witnessed receipt", || {
            let (_, receipt) = two.at("first", &["receipt", &act]);
            let note = record::proof::Receipt::parse(receipt.as_bytes()).map(|receipt| receipt.note);
            let cosigned = note.as_ref().ok().and_then(|note| cosignature::verify(note, &key.verifier()));
            if cosigned == Some(1_700_000_000) { Ok(()) } else { Err(receipt) }
        });
    }
    // Started again, the node remembers what the witness has cosigned, and shows it the next head from there.
    assert_eq!(first.terminate(), Some(0));
    let _first = two.serve_first();
    two.wait_for("first", "signing:");
    assert_eq!(two.at("first", &["submit", "first_party proposes amendment text \"4\""]).0, 0);
    wait("the fourth head", || {
        let log = std::fs::read_to_string(two.path("first.log")).unwrap();
        if log.contains("size=4") { Ok(()) } else { Err(log) }
    });
}
