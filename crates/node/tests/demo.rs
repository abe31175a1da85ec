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

/// What the node whose pages are at this port answers.
fn answer(port: u16, head: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    let rest = format!("Host: localhost:{port}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    write!(stream, "{head}\r\n{rest}")?;
    let mut said = Vec::new();
    stream.read_to_end(&mut said)?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

/// A page as somebody sees it who comes with this cookie.
fn page(port: u16, path: &str, cookie: &str) -> std::io::Result<String> {
    answer(port, &format!("GET {path} HTTP/1.1\r\nCookie: {cookie}"), "")
}

/// Signs in as an officer of the sample, and gives the cookie.
fn signed_in(port: u16, name: &str, password: &str) -> String {
    let said = answer(port, "POST /en/sign-in HTTP/1.1", &format!("name={name}&password={password}")).expect("an answer");
    let cookie = said.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
    cookie.unwrap_or_else(|| panic!("nobody is signed in: {said}")).to_owned()
}

/// Asks until an answer holds these words.
fn await_page(port: u16, path: &str, cookie: &str, words: &str) -> String {
    let end = Instant::now() + PATIENCE;
    loop {
        let said = page(port, path, cookie).unwrap_or_default();
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
    while page(pages, "/en/", "").is_ok() {
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
    assert_eq!(addresses, [1, 3, 5, 7].map(|at| format!("    http://localhost:{}/en/", port + at)));
    let sign_ins = said();
    assert!(sign_ins.contains("liaison · department · leader · admin · auditor"), "{sign_ins}");
    let password = sign_ins.rsplit(' ').next().expect("a password");
    // The first page is there before the sample is, and says what it is.
    assert!(await_page(port + 1, "/en/sign-in", "", "200 OK").contains("Sample: everything here is invented"));
    let cookie = signed_in(port + 7, "liaison", password);
    // Killed in the middle of the sample, it goes on where the record is; who is signed in stays so.
    await_page(port + 7, "/en/matter/key_work/2018", &cookie, "guangdong/3");
    kill(first, port + 7);
    let mut second = demo(&folder.0, port);
    let told = until_said(&mut second, "complete");
    assert!(told.starts_with("The sample is complete; by the record’s clock it is 8 January 2020."), "{told}");
    // What Hong Kong answered is read on the node of Macao, in its own words, and nothing was done twice.
    let text = "第 3 項（徵求意見稿）：長者醫療券互用試點";
    let read = await_page(port + 7, "/pt/matter/key_work/2018", &cookie, text);
    assert!(read.contains("hong_kong/5"), "{read}");
    await_page(port + 7, "/en/matter/liaison/macao-26", &cookie, "200 OK");
    kill(second, port + 7);
    let mut third = demo(&folder.0, port);
    assert_eq!(until_said(&mut third, "complete"), "The sample was complete before. Ctrl-C ends the demo.");
    await_page(port + 7, "/pt/matter/key_work/2018", &cookie, text);
    what_is_internal_stays_on_its_node(&folder.0, port, password);
    kill(third, port + 7);
}

/// A word that stands nowhere in the sample.
const INTERNAL: &str = "internal-3f9c1e";

/// Hong Kong's officers write a draft, pass it on with a comment, and note a department's answer. None of its bytes is on another node or in
/// Hong Kong's own record, and no count anywhere has changed.
fn what_is_internal_stays_on_its_node(folder: &Path, port: u16, password: &str) {
    let (hong_kong, ndrc) = (port + 5, port + 1);
    let (there, here) = (signed_in(ndrc, "liaison", password), signed_in(hong_kong, "department", password));
    let record = |port, cookie: &str| page(port, "/en/record", cookie).expect("a page");
    let counted = |said: String| said.split("<main").nth(1).expect("its main part").to_owned();
    let before = [(ndrc, &there), (hong_kong, &here)].map(|(port, cookie)| counted(record(port, cookie)));
    let post = |path: &str, body: &str| {
        let said = answer(hong_kong, &format!("POST /en/{path} HTTP/1.1\r\nCookie: {here}"), body).expect("an answer");
        assert!(said.starts_with("HTTP/1.1 303"), "{path}: {said}");
    };
    post("send/give_opinion/key_work/2020", &format!("item=1&opinion=reserve&remarks={INTERNAL}&keep=1"));
    post("clearance/1/pass", &format!("comment={INTERNAL}"));
    post(
        "departments/key_work/2020",
        &format!("item=1&department={INTERNAL}&opinion=disagree&remarks={INTERNAL}&day=2020-01-08"),
    );
    assert!(page(hong_kong, "/en/clearance/1", &here).expect("a page").contains(INTERNAL), "it is on its own node");
    assert!(page(hong_kong, "/en/departments/key_work/2020", &here).expect("a page").contains(INTERNAL));
    // An act of the same party goes to the others meanwhile: whatever would leave has had its time.
    let liaison = signed_in(hong_kong, "liaison", password);
    let opinion = "item=2&opinion=agree&audience=own_side&confirmed=1&once=a";
    let head = format!("POST /en/send/give_opinion/key_work/2020 HTTP/1.1\r\nCookie: {liaison}");
    let said = answer(hong_kong, &head, opinion).expect("an answer");
    let act = said.lines().find_map(|line| line.strip_prefix("location: /en/act/")).unwrap_or_else(|| panic!("no act: {said}"));
    await_page(ndrc, &format!("/en/act/{act}"), &there, "200 OK");
    let after = [(ndrc, &there), (hong_kong, &here)].map(|(port, cookie)| counted(record(port, cookie)));
    assert_ne!(before, after, "the act is counted");
    let missing = page(ndrc, "/en/clearance/1", &there).expect("a page");
    assert!(missing.starts_with("HTTP/1.1 404"), "another node has no such draft: {missing}");
    let mut found = Vec::new();
    holding(folder, INTERNAL.as_bytes(), &mut found);
    assert!(!found.is_empty(), "it is kept");
    let kept = folder.join("hong_kong").join("office.db");
    let elsewhere = found.iter().filter(|path| !path.to_string_lossy().starts_with(&*kept.to_string_lossy())).collect::<Vec<_>>();
    assert!(elsewhere.is_empty(), "internal words are in {elsewhere:?}");
}

/// The files under a folder that hold these bytes.
fn holding(folder: &Path, bytes: &[u8], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => holding(&path, bytes, found),
            Ok(kind) if kind.is_file() => {
                let held = std::fs::read(&path).unwrap_or_default();
                found.extend(held.windows(bytes.len()).any(|window| window == bytes).then_some(path));
            }
            _ => {}
        }
    }
}
