//! The demo as a person starts it: pages at once, the sample behind them on every node, and nothing left behind, however it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than the sample takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Eight free ports in a row.
fn free_ports() -> u16 {
    let start = 20_000 + (std::process::id() % 2_000) as u16 * 10;
    let free = |port: &u16| (*port..*port + 8).all(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok());
    (start..60_000).step_by(10).find(free).expect("eight free ports")
}

fn demo(folder: &Path, port: u16) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpart"));
    command.args(["demo", "--lang", "en", "--port", &port.to_string(), "--stop-after", "300", "--keep"]).arg(folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    command.spawn().expect("the program of this crate")
}

/// A page of the node whose pages are at this port.
fn page(port: u16, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut said = Vec::new();
    stream.read_to_end(&mut said)?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

/// Asks until an answer holds these words.
fn await_page(port: u16, path: &str, words: &str) -> String {
    let end = Instant::now() + PATIENCE;
    loop {
        let said = page(port, path).unwrap_or_default();
        if said.contains(words) {
            return said;
        }
        assert!(Instant::now() < end, "no {words:?} at {path} of port {port}: {said}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Lets a demo go on in this folder until a line holds these words, and gives that line.
fn until_said(demo: &mut Child, words: &str) -> String {
    let lines = BufReader::new(demo.stdout.take().expect("its output")).lines();
    lines.map_while(Result::ok).find(|line| line.contains(words)).expect("the demo goes on")
}

/// Ends a demo without a word; its nodes end by themselves.
fn kill(mut demo: Child, pages: u16) {
    demo.kill().expect("our own process");
    let _ = demo.wait();
    let end = Instant::now() + PATIENCE;
    while page(pages, "/en/").is_ok() {
        assert!(Instant::now() < end, "a node outlives its demo");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn every_node_shows_the_sample_and_none_outlives_the_demo() {
    let folder = Folder(std::env::temp_dir().join(format!("counterpart-demo-test-{}", std::process::id())));
    let port = free_ports();
    let mut first = demo(&folder.0, port);
    let mut lines = BufReader::new(first.stdout.take().expect("its output")).lines();
    let mut said = || lines.next().expect("the demo goes on").expect("text");
    assert!(said().starts_with("Sample: the four parties’ nodes run on this machine"));
    let addresses = (0..8).map(|_| said()).filter(|line| line.contains("http")).collect::<Vec<_>>();
    assert_eq!(addresses, [1, 3, 5, 7].map(|at| format!("    http://127.0.0.1:{}/en/", port + at)));
    // The first page is there before the sample is, and says what it is.
    assert!(await_page(port + 1, "/en/", "200 OK").contains("Sample: everything here is invented"));
    // Killed in the middle of the sample, it goes on where the record is.
    await_page(port + 7, "/en/matter/key_work/2018", "guangdong/3");
    kill(first, port + 7);
    let mut second = demo(&folder.0, port);
    let told = until_said(&mut second, "complete");
    assert!(told.starts_with("The sample is complete; by the record’s clock it is 8 January 2020."), "{told}");
    // What Hong Kong answered is read on the node of Macao, in its own words, and nothing was done twice.
    let text = "第 3 項（徵求意見稿）：長者醫療券互用試點";
    let read = await_page(port + 7, "/pt/matter/key_work/2018", text);
    assert!(read.contains("hong_kong/5"), "{read}");
    await_page(port + 7, "/en/matter/liaison/macao-25", "200 OK");
    kill(second, port + 7);
    let mut third = demo(&folder.0, port);
    assert_eq!(until_said(&mut third, "complete"), "The sample was complete before. Ctrl-C ends the demo.");
    await_page(port + 7, "/pt/matter/key_work/2018", text);
    kill(third, port + 7);
}
