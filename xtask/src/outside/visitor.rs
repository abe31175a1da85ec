//! Somebody with a browser that knows no scripts, on loopback: follows where they are sent, fills in forms, and keeps cookies for each site.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often somebody lets themselves be sent on.
const SENT_ON_MAX: usize = 8;

/// Somebody with a browser.
#[derive(Default)]
pub struct Visitor {
    /// Cookies by site and name.
    cookies: BTreeMap<(String, String), String>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// The address that was asked.
    pub url: String,
    /// The status of HTTP.
    pub status: u16,
    /// Where one is sent on to, as a whole address.
    pub to: Option<String>,
    /// The page.
    pub body: String,
}

impl Visitor {
    /// Asks for a page and goes no further.
    pub fn ask(&mut self, url: &str) -> Result<Answer> {
        self.send("GET", url, "")
    }

    /// Asks for a page and follows until there is one, or until the next address begins with `until`.
    pub fn follow(&mut self, url: &str, until: &str) -> Result<Answer> {
        let answer = self.ask(url)?;
        self.go_on(answer, until)
    }

    /// Sends the form of a page, with these fields (already written as a form has them), and follows as [`Visitor::follow`] does.
    pub fn fill_in(&mut self, page: &Answer, fields: &str, until: &str) -> Result<Answer> {
        let form = page.body.split_once("<form").and_then(|(_, rest)| rest.split_once("action=\"")?.1.split_once('"'));
        let action = form.with_context(|| format!("no form on {}: {}", page.url, page.body))?.0;
        let answer = self.send("POST", &whole(&page.url, action)?, fields)?;
        self.go_on(answer, until)
    }

    /// Sends fields (already written as a form has them) to an address and follows as [`Visitor::follow`] does.
    pub fn post(&mut self, url: &str, fields: &str, until: &str) -> Result<Answer> {
        let answer = self.send("POST", url, fields)?;
        self.go_on(answer, until)
    }

    fn go_on(&mut self, mut answer: Answer, until: &str) -> Result<Answer> {
        for _ in 0..SENT_ON_MAX {
            match &answer.to {
                Some(to) if !to.starts_with(until) => answer = self.ask(&to.clone())?,
                _ => return Ok(answer),
            }
        }
        bail!("sent on without end, at last to {}", answer.url)
    }

    /// Asks for a page or sends a form, and goes no further.
    pub fn send(&mut self, method: &str, url: &str, body: &str) -> Result<Answer> {
        let (host, path) = parts(url)?;
        let own = self.cookies.iter().filter(|((site, _), _)| site == host);
        let cookies = own.map(|((_, name), value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut stream =
            TcpStream::connect(host.replace("localhost", "127.0.0.1")).with_context(|| format!("no answer at {url}"))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        // The older version, so that an answer comes in one piece and ends with the connection.
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: {host}\r\nCookie: {cookies}\r\nAccept-Language: en\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).with_context(|| format!("no whole answer at {url}"))?;
        let _ = stream.shutdown(Shutdown::Both);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        self.read(url, &text).with_context(|| format!("what {url} answered is no HTTP: {text}"))
    }

    fn read(&mut self, url: &str, text: &str) -> Option<Answer> {
        let (head, body) = text.split_once("\r\n\r\n")?;
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let host = parts(url).ok()?.0.to_owned();
        let mut to = None;
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("set-cookie") {
                let (own, value) = value.split(';').next()?.split_once('=')?;
                self.cookies.insert((host.clone(), own.to_owned()), value.to_owned());
            }
            if name.eq_ignore_ascii_case("location") {
                to = Some(whole(url, value).ok()?);
            }
        }
        Some(Answer { url: url.to_owned(), status, to, body: body.to_owned() })
    }
}

/// Host with port, and path, of an address on this machine.
fn parts(url: &str) -> Result<(&str, &str)> {
    let rest = url.strip_prefix("http://").with_context(|| format!("{url} is not on this machine"))?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let name = host.split(':').next().unwrap_or_default();
    ensure!(matches!(name, "localhost" | "127.0.0.1"), "{url} is not on this machine");
    Ok((host, if path.is_empty() { "/" } else { path }))
}

/// An address that may lack its site.
fn whole(base: &str, url: &str) -> Result<String> {
    if url.contains("://") {
        return Ok(url.to_owned());
    }
    ensure!(url.starts_with('/'), "{url} on {base} is no address");
    Ok(format!("http://{}{url}", parts(base)?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_stays_on_this_machine() {
        for (url, found) in [
            ("http://localhost:80/a?b", Some(("localhost:80", "/a?b"))),
            ("http://127.0.0.1:80", Some(("127.0.0.1:80", "/"))),
            ("http://127.0.0.1.example/", None),
            ("http://login.example/", None),
            ("https://localhost/", None),
        ] {
            assert_eq!(parts(url).ok(), found, "{url}");
        }
        assert_eq!(whole("http://localhost:1/x", "/y").unwrap(), "http://localhost:1/y");
        assert!(whole("http://localhost:1/x", "y").is_err());
    }

    #[test]
    fn cookies_go_back_to_the_site_that_gave_them() {
        let mut visitor = Visitor::default();
        let text = "HTTP/1.0 303 See Other\r\nLocation: /next\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=; Max-Age=0\r\n\r\n";
        let answer = visitor.read("http://localhost:1/x", text).unwrap();
        assert_eq!((answer.status, answer.to.as_deref()), (303, Some("http://localhost:1/next")));
        let kept = visitor.cookies.iter().map(|((site, name), value)| format!("{site} {name}={value}")).collect::<Vec<_>>();
        assert_eq!(kept, ["localhost:1 a=1", "localhost:1 b="]);
        assert!(visitor.read("http://localhost:1/x", "no answer").is_none());
    }
}
