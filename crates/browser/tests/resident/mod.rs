//! What a resident does on the public side of a node: reads it in four languages, on a telephone, without scripts, and from a folder.

use super::{looked_at, nothing_wrong};
use browser::folder::Folder;
use browser::session::Scripts;
use browser::table::World;
use browser::{Look, Session};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

/// Main pages of the public side.
const PAGES: [&str; 10] =
    ["", "agreement/", "key_work/", "key_work/2018/", "by/", "by/macao/", "meetings/", "consultations/", "data/", "check/"];

/// The party whose public side is read.
const PARTY: (usize, &str) = (2, "hong_kong");

fn address(world: &World, path: &str) -> String {
    format!("{}/{path}", world.demo.public(PARTY.0))
}

/// The body of an answer to a plain request: a resident's oldest browser says no more.
fn fetched(world: &World, path: &str) -> Vec<u8> {
    let host = world.demo.public(PARTY.0).trim_start_matches("http://").to_owned();
    let mut socket = TcpStream::connect(&host).expect("the listener of the public side");
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).expect("a request");
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&answer[..end]));
    answer.split_off(end + 4)
}

/// Opens the front once all that the sample publishes has come this far.
fn front<'w>(world: &'w World) -> Session<'w> {
    let reader = world.reader();
    reader.open(&address(world, "data/publications.json"));
    let all = "return document.body.innerText.split('\"sha256\"').length - 1 >= 15";
    reader.wait_for("all that was published", |reader| {
        reader.open(&address(world, "data/publications.json"));
        reader.holds(all)
    });
    reader.open(&address(world, "en/"));
    reader
}

/// Each main page in each language, and a publication with its text.
pub fn reads(world: &World) {
    let reader = front(world);
    let ways = reader.texts("return [...document.querySelectorAll('.published a')].map(one => one.getAttribute('href'))");
    let publication = ways.first().and_then(|way| way.strip_prefix("../en/")).expect("a publication on the front").to_owned();
    let mut wrong = Vec::new();
    for (tag, looks) in
        [("zh-Hant", &Look::ALL[..]), ("zh-Hans", &Look::DAY[..]), ("en", &Look::DAY), ("pt", &Look::DAY_AND_NARROWEST)]
    {
        for path in PAGES.iter().copied().chain([publication.as_str(), "nothing/"]) {
            reader.open(&address(world, &format!("{tag}/{path}")));
            wrong.extend(looked_at(world, &reader, looks, tag, &format!("public {path}")));
        }
    }
    nothing_wrong(wrong);
}

/// Without scripts there is the same text, and no cookie either way.
pub fn has_no_scripts(world: &World) {
    let (with, without) = (front(world), world.reader());
    without.run_scripts(Scripts::Off);
    for path in PAGES {
        for reader in [&with, &without] {
            reader.open(&address(world, &format!("zh-Hant/{path}")));
            reader.wait_for("the style", |reader| {
                reader.holds("return getComputedStyle(document.querySelector('header.top > div')).display === 'flex'")
            });
        }
        assert_eq!(with.read(), without.read(), "{path}");
        assert!(with.holds("return document.cookie === '' && document.scripts.length === 0"), "{path}");
    }
}

/// `publish` writes what the listener serves, byte for byte.
pub fn reads_from_a_folder(world: &World) {
    drop(front(world));
    let folder = Folder::new("public");
    world.demo.command(PARTY.1, &["publish", "--to", folder.text()]);
    let mut files = Vec::new();
    list(folder.path(), &mut files);
    assert!(files.len() > 150, "{} files", files.len());
    for file in &files {
        let path = file.strip_prefix(folder.path()).expect("a file of the folder").to_str().expect("text").to_owned();
        let address = path.strip_suffix("index.html").unwrap_or(&path);
        let written = std::fs::read(file).expect("a file");
        assert!(fetched(world, address) == written, "{path} is another in the folder");
    }
}

fn list(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}
