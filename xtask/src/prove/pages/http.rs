//! As much of HTTP/1.1 as a measurement needs: one request at a time over a connection that is kept, to a server of this machine without TLS.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// How long the server may be silent.
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// The largest body, in bytes.
const BODY_BYTES_MAX: u64 = 64 << 20;

/// The longest line of the head of an answer, in bytes.
const HEAD_BYTES_MAX: u64 = 64 << 10;

/// What is asked.
#[derive(Clone)]
pub struct Request {
    /// `GET`, `POST` …
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// Besides `Host` and `Content-Length`, which are written for it.
    pub headers: Vec<(String, String)>,
    /// Empty for none.
    pub body: Vec<u8>,
    /// The status that is an answer; any other is an error.
    pub expected: u16,
}

impl Request {
    /// For a page, which comes with 200.
    pub fn get(path: &str) -> Request {
        Request { method: "GET", path: path.to_owned(), headers: Vec::new(), body: Vec::new(), expected: 200 }
    }

    /// To a form or an interface, which answers with `expected`.
    pub fn post(path: &str, kind: &str, body: impl Into<Vec<u8>>, expected: u16) -> Request {
        Request { method: "POST", body: body.into(), expected, ..Request::get(path) }.header("Content-Type", kind)
    }

    /// With one more header.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Request {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    fn bytes(&self, host: SocketAddr) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\nHost: {host}\r\n", self.method, self.path).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend([name, ": ", value, "\r\n"].concat().into_bytes());
        }
        if self.method != "GET" {
            bytes.extend(format!("Content-Length: {}\r\n", self.body.len()).into_bytes());
        }
        bytes.extend(b"\r\n");
        bytes.extend(&self.body);
        bytes
    }
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// In the order in which they came, their names in small letters.
    pub headers: Vec<(String, String)>,
    /// As it came over the wire, compressed if it was; only the chunks are joined.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header, by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The cookies that were set, as a request sends them back.
    pub fn cookies(&self) -> String {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        let pairs = set.map(|(_, value)| value.split(';').next().unwrap_or_default());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The status and how the body begins, for a message.
    pub fn told(&self) -> String {
        let text = String::from_utf8_lossy(&self.body[..self.body.len().min(300)]).into_owned();
        format!("{} {}", self.status, text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// A connection that is opened when it is first needed, and again when the server has closed it.
pub struct Connection {
    address: SocketAddr,
    open: Option<BufReader<TcpStream>>,
    /// Bytes received, heads included.
    pub received: u64,
    /// How often it was opened.
    pub opened: usize,
}

impl Connection {
    /// Not opened yet.
    pub fn new(address: SocketAddr) -> Connection {
        Connection { address, open: None, received: 0, opened: 0 }
    }

    /// Asks, and waits for the whole answer, of whatever status. A kept connection that the server closed before a byte of the answer is
    /// opened again, once, as browsers do.
    pub fn ask(&mut self, request: &Request) -> Result<Answer> {
        let bytes = request.bytes(self.address);
        if let Some(kept) = self.open.take()
            && let Some(answered) = self.over(kept, &bytes)?
        {
            return Ok(answered);
        }
        let stream = TcpStream::connect_timeout(&self.address, ANSWER_MAX).context("no connection")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(ANSWER_MAX))?;
        stream.set_write_timeout(Some(ANSWER_MAX))?;
        self.opened += 1;
        self.over(BufReader::with_capacity(64 << 10, stream), &bytes)?.context("closed without an answer")
    }

    /// `None` if the server had closed the stream.
    fn over(&mut self, mut stream: BufReader<TcpStream>, bytes: &[u8]) -> Result<Option<Answer>> {
        let sent = stream.get_mut().write_all(bytes);
        let begun = sent.and_then(|()| stream.fill_buf().map(|bytes| !bytes.is_empty()));
        match begun {
            Ok(true) => (),
            Ok(false) => return Ok(None),
            Err(error) if closed(error.kind()) => return Ok(None),
            Err(error) => return Err(error).context("no answer"),
        }
        let mut counted = Counted { inner: &mut stream, count: 0 };
        let read = read(&mut counted);
        self.received += counted.count;
        let (answer, keeps) = read?;
        self.open = keeps.then_some(stream);
        Ok(Some(answer))
    }
}

fn closed(kind: std::io::ErrorKind) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    matches!(kind, BrokenPipe | ConnectionReset | ConnectionAborted)
}

/// Reads one answer; and whether the connection can be kept.
fn read(stream: &mut impl BufRead) -> Result<(Answer, bool)> {
    let first = line(stream)?;
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)).and_then(|digits| digits.parse().ok());
    let mut answer = Answer { status: status.with_context(|| format!("no status: {first}"))?, headers: Vec::new(), body: vec![] };
    loop {
        let line = line(stream)?;
        let Some((name, value)) = line.split_once(':') else { break };
        answer.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let closes = answer.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close")) || first.contains("/1.0");
    let chunked = answer.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
    let length = answer.header("content-length").map(str::parse::<u64>).transpose().context("the length of a body")?;
    match (answer.status, length) {
        (100..=199 | 204 | 304, _) => (),
        _ if chunked => answer.body = chunks(stream)?,
        (_, Some(length)) => answer.body = exactly(stream, length)?,
        // Without a length the body ends where the connection does.
        (_, None) => {
            stream.take(BODY_BYTES_MAX).read_to_end(&mut answer.body)?;
            return Ok((answer, false));
        }
    }
    Ok((answer, !closes))
}

fn line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    stream.take(HEAD_BYTES_MAX).read_line(&mut line)?;
    ensure!(line.ends_with('\n'), "an answer ends in its head");
    Ok(line.trim_end().to_owned())
}

fn exactly(stream: &mut impl BufRead, length: u64) -> Result<Vec<u8>> {
    ensure!(length <= BODY_BYTES_MAX, "a body of {length} bytes is too large");
    let mut body = vec![0; length as usize];
    stream.read_exact(&mut body).context("a body ends too early")?;
    Ok(body)
}

fn chunks(stream: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(stream)?;
        let digits = size.split(';').next().unwrap_or_default();
        let length = u64::from_str_radix(digits, 16).with_context(|| format!("the length of a chunk: {size}"))?;
        if length == 0 {
            // Trailers, of which there are hardly ever any, end with an empty line.
            while !line(stream)?.is_empty() {}
            return Ok(body);
        }
        body.extend(exactly(stream, length)?);
        ensure!(body.len() as u64 <= BODY_BYTES_MAX, "a body is too large");
        if !line(stream)?.is_empty() {
            bail!("a chunk is longer than it says");
        }
    }
}

/// Counts what is read through it.
struct Counted<'a, R> {
    inner: &'a mut R,
    count: u64,
}

impl<R: BufRead> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count += amount as u64;
        self.inner.consume(amount);
    }
}

#[cfg(test)]
pub mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// A server on loopback: the bytes for each request of a connection, by its number there; empty bytes close the connection.
    pub fn served(answer: impl Fn(usize) -> Vec<u8> + Send + Sync + Clone + 'static) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, answer) = (stream.unwrap(), answer.clone());
                thread::spawn(move || answer_all(&stream, answer));
            }
        });
        address
    }

    fn answer_all(mut stream: &TcpStream, answer: impl Fn(usize) -> Vec<u8>) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        for number in 0.. {
            let mut length = 0;
            loop {
                let Ok(line) = line(&mut reader) else { return };
                let number = line.strip_prefix("Content-Length: ").map(|digits| digits.parse().unwrap());
                length = number.unwrap_or(length);
                if line.is_empty() {
                    break;
                }
            }
            exactly(&mut reader, length).unwrap();
            let bytes = answer(number);
            if bytes.is_empty() || stream.write_all(&bytes).is_err() {
                return;
            }
        }
    }

    /// An answer with its length.
    pub fn reply(status: &str, body: &str) -> Vec<u8> {
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }

    fn asked(bytes: &'static str, request: &Request) -> Result<Answer> {
        Connection::new(served(|_| bytes.as_bytes().to_vec())).ask(request)
    }

    #[test]
    fn a_request_is_written_with_its_host_and_the_length_of_its_body() {
        let address = "127.0.0.1:80".parse().unwrap();
        let get = Request::get("/a").header("Accept", "text/html");
        assert_eq!(
            String::from_utf8(get.bytes(address)).unwrap(),
            "GET /a HTTP/1.1\r\nHost: 127.0.0.1:80\r\nAccept: text/html\r\n\r\n"
        );
        let post = Request::post("/b", "text/plain", "four", 303).bytes(address);
        assert!(String::from_utf8(post).unwrap().ends_with("Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nfour"));
    }

    #[test]
    fn bodies_come_by_their_length_in_chunks_or_until_the_end() {
        let get = Request::get("/");
        let body = |bytes| asked(bytes, &get).map(|answer| String::from_utf8(answer.body).unwrap());
        assert_eq!(body("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab").unwrap(), "ab");
        assert_eq!(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x\r\nbc\r\n0\r\n\r\n").unwrap(), "abc");
        assert_eq!(body("HTTP/1.1 204 No Content\r\n\r\n").unwrap(), "");
        assert!(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n").is_err());
        assert!(body("nonsense\r\n\r\n").is_err());
    }

    #[test]
    fn cookies_are_given_back_without_their_attributes() {
        let answer = "HTTP/1.1 303 See Other\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n";
        let answer = asked(answer, &Request::get("/")).unwrap();
        assert_eq!((answer.status, answer.cookies().as_str()), (303, "a=1; b=2"));
    }

    #[test]
    fn a_connection_is_kept_and_opened_again_only_when_the_server_closed_it() {
        let mut kept = Connection::new(served(|_| reply("200 OK", "")));
        let mut cut = Connection::new(served(|number| if number == 0 { reply("200 OK", "") } else { Vec::new() }));
        for _ in 0..3 {
            assert_eq!(kept.ask(&Request::get("/")).unwrap().status, 200);
            assert_eq!(cut.ask(&Request::get("/")).unwrap().status, 200);
        }
        assert_eq!((kept.opened, cut.opened), (1, 3));
        assert_eq!(kept.received, 3 * reply("200 OK", "").len() as u64);
    }

    #[test]
    fn a_server_that_never_answers_a_new_connection_is_an_error() {
        assert!(Connection::new(served(|_| Vec::new())).ask(&Request::get("/")).is_err());
    }
}
