//! Indico as it is installed by its own guide for Debian: how soon it serves, how its meeting page and its minutes bear a load, and what it
//! holds in memory.

mod install;
mod settings;
mod site;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::Borne;
use super::http::{Answer, Connection, Request};
use super::load::{Load, Pace};
use crate::prove::record::Figure;
use site::{OFFICER, Site};

/// Under which loads each page is measured: so many connections, and so many requests a second by all of them.
const STEADY: [(usize, f64); 2] = [(1, 2.0), (8, 4.0)];

/// How long each of these loads lasts.
const LASTS: Duration = Duration::from_secs(30);

/// How long it rests before its memory is looked at.
const REST: Duration = Duration::from_secs(60);

/// How long all connections ask without a pace.
const UNPACED: Duration = Duration::from_secs(10);

/// What was measured, for whoever holds something against it.
pub struct Measured {
    /// From PyPI and Debian, in MB, and how long PyPI's part took to install.
    pub fetched: (f64, f64, Duration),
    /// The installed Python packages, in MB.
    pub size: f64,
    /// From an empty folder to its tables, and from then to the first page.
    pub begun: (Duration, Duration),
    /// The meeting page, by the paces of [`STEADY`]: for everybody, for an officer.
    pub pages: [Vec<Borne>; 2],
    /// The meeting page for everybody, asked without a pace by eight connections.
    pub most: Borne,
    /// Minutes saved, by the paces of [`STEADY`].
    pub saves: Vec<Borne>,
    /// Each service with its processes and MB, after the loads and a rest.
    pub memory: Vec<(&'static str, usize, f64)>,
    /// The meeting page, and all scripts and styles that it asks for: how many, and their bytes as they are sent.
    pub bytes: (usize, usize, usize),
}

/// Its figures alone.
pub fn measure() -> Result<Vec<Figure>> {
    Ok(measured()?.figures())
}

/// Installs it where it is missing, starts one of our own, measures it, and ends it.
pub fn measured() -> Result<Measured> {
    let installed = install::installed()?;
    let site = Site::start(&installed)?;
    let paths = site.sample()?;
    let (meeting, notes) = paths.split_first().context("the sample has a meeting")?;
    ensure!(!notes.is_empty(), "the sample has items");
    let officer = Officer::sign_in(site.address, meeting)?;
    let page = |_: usize| compressed(meeting);
    let signed = |_: usize| officer.signed(compressed(meeting));
    let save = |number: usize| officer.save(&notes[number % notes.len()], number);
    let bear = |request: &(dyn Fn(usize) -> Request + Sync)| steady(site.address, request, || site.processor());
    // Not counted: each worker loads what it needs with its first requests.
    bear(&page)?;
    let pages = [bear(&page)?, bear(&signed)?];
    let unpaced = Load { address: site.address, pace: Pace::Unpaced, connections: 8, lasts: UNPACED };
    let most = Borne::bear(&unpaced, &page, || site.processor())?;
    let saves = bear(&save)?;
    officer.saved(&notes[0])?;
    let bytes = weight(site.address, meeting)?;
    std::thread::sleep(REST);
    Ok(Measured {
        fetched: (installed.fetched, installed.debian, Duration::from_secs_f64(installed.seconds)),
        size: installed.size,
        begun: (site.founded, site.started),
        pages,
        most,
        saves,
        memory: site.memory()?,
        bytes,
    })
}

fn compressed(path: &str) -> Request {
    Request::get(path).header("Accept-Encoding", "gzip")
}

/// Who is signed in, with what every request of theirs carries.
struct Officer {
    address: SocketAddr,
    cookies: String,
    token: String,
}

impl Officer {
    fn sign_in(address: SocketAddr, meeting: &str) -> Result<Officer> {
        let mut connection = Connection::new(address);
        let form = connection.ask(&Request::get("/login/"))?;
        let [name, password] = OFFICER.map(|text| text.replace(' ', "+"));
        let body = format!("csrf_token={}&_provider=indico&identifier={name}&password={password}", token(&form)?);
        let post = Request::post("/login/", "application/x-www-form-urlencoded", body, 302).header("Cookie", form.cookies());
        let answer = connection.ask(&post)?;
        ensure!(answer.status == post.expected, "signing in: {}", answer.told());
        let mut officer = Officer { address, cookies: answer.cookies(), token: String::new() };
        let page = connection.ask(&officer.signed(Request::get(meeting)))?;
        ensure!(String::from_utf8_lossy(&page.body).contains("/logout/"), "nobody is signed in: {}", page.told());
        officer.token = token(&page)?;
        Ok(officer)
    }

    fn signed(&self, request: Request) -> Request {
        request.header("Cookie", &*self.cookies)
    }

    /// As the editor of minutes saves them: each time another text.
    fn save(&self, path: &str, number: usize) -> Request {
        let body = format!("{{\"render_mode\": \"html\", \"source\": \"<p>{}</p>\"}}", minutes(number));
        self.signed(Request::post(path, "application/json", body, 204)).header("X-CSRF-Token", &*self.token)
    }

    /// An error unless the item's minutes are those of a save.
    fn saved(&self, path: &str) -> Result<()> {
        let answer = Connection::new(self.address).ask(&self.signed(Request::get(path)))?;
        ensure!(String::from_utf8_lossy(&answer.body).contains(MINUTES), "the minutes were not saved: {}", answer.told());
        Ok(())
    }
}

/// How every text of minutes begins.
const MINUTES: &str = "The parties heard the report";

/// About a kilobyte.
fn minutes(number: usize) -> String {
    let sentence = format!("{MINUTES}, took note of what is still awaited, and agreed on the steps below (draft {number}). ");
    sentence.repeat(9)
}

/// The token that a page gives its scripts against forged requests.
fn token(page: &Answer) -> Result<String> {
    let text = String::from_utf8_lossy(&page.body);
    let token = text.split_once("id=\"csrf-token\" content=\"").and_then(|(_, rest)| rest.split('"').next());
    token.map(str::to_owned).with_context(|| format!("the page has no token: {}", page.told()))
}

/// The bytes of the page, then how many scripts and styles it asks for, and their bytes.
fn weight(address: SocketAddr, meeting: &str) -> Result<(usize, usize, usize)> {
    let mut connection = Connection::new(address);
    let page = connection.ask(&Request::get(meeting))?;
    let page = String::from_utf8_lossy(&page.body);
    let (mut count, mut bytes) = (0, 0);
    for path in files(&page) {
        let answer = connection.ask(&compressed(path))?;
        ensure!(answer.status == 200, "{path}: {}", answer.told());
        (count, bytes) = (count + 1, bytes + answer.body.len());
    }
    Ok((connection.ask(&compressed(meeting))?.body.len(), count, bytes))
}

/// The scripts and styles that a page names, those for paper left out.
fn files(page: &str) -> Vec<&str> {
    let tags = page.split('<').filter_map(|tag| tag.split('>').next());
    let named = tags.filter_map(|tag| match tag.split_whitespace().next() {
        Some("script") => tag.split_once("src=\""),
        Some("link") if tag.contains("rel=\"stylesheet\"") && !tag.contains("media=\"print\"") => tag.split_once("href=\""),
        _ => None,
    });
    named.filter_map(|(_, rest)| rest.split('"').next()).filter(|path| path.starts_with('/')).collect()
}

impl Measured {
    /// As rows of the page.
    pub fn figures(&self) -> Vec<Figure> {
        let (pypi, debian, installing) = self.fetched;
        let (founding, starting) = self.begun;
        let total = (installing + founding + starting).as_secs_f64();
        let seconds = |time: Duration| format!("{:.0} s", time.as_secs_f64());
        let mut rows = vec![
            Figure::told(
                "Indico 3.2.9, from a bare machine to its first page, without what apt took",
                format!(
                    "{total:.0} s: {} installed, {} database, {} start",
                    seconds(installing),
                    seconds(founding),
                    seconds(starting)
                ),
            ),
            Figure::told(
                "  fetched for it: from PyPI; the packages of PostgreSQL, Redis and nginx themselves",
                format!("{pypi:.0} MB; {debian:.0} MB"),
            ),
            Figure::told("  its Python packages on disk", format!("{:.0} MB", self.size)),
        ];
        let [anonymous, signed] = &self.pages;
        for (what, outcomes) in [("meeting page", anonymous), ("meeting page, signed in", signed), ("minutes saved", &self.saves)]
        {
            rows.extend(STEADY.iter().zip(outcomes).map(|((connections, rate), outcome)| {
                Figure::told(&format!("  {what}, {rate}/s by {connections}"), outcome.told())
            }));
        }
        let most = format!("{:.0}/s, {}", self.most.outcome.per_second(), self.most.told());
        rows.push(Figure::told("  meeting page, 8 connections that ask without a pause", most));
        let (page, count, files) = self.bytes;
        rows.push(Figure::told("  meeting page, compressed", format!("{:.1} kB", page as f64 / 1e3)));
        rows.push(Figure::told(
            &format!("  its {count} scripts and styles, compressed"),
            format!("{:.0} kB", files as f64 / 1e3),
        ));
        let sum = self.memory.iter().map(|(_, _, size)| size).sum::<f64>();
        let each = self.memory.iter().map(|(name, count, size)| format!("{name} {size:.0} ({count})")).collect::<Vec<_>>();
        rows.push(Figure::told(
            "  its memory after the loads and 60 s of rest (PSS); in brackets its processes",
            format!("{sum:.0} MB: {}", each.join(", ")),
        ));
        rows
    }
}

/// The loads of [`STEADY`], one after another.
fn steady(
    address: SocketAddr,
    request: &(dyn Fn(usize) -> Request + Sync),
    processor: impl Fn() -> Result<Duration>,
) -> Result<Vec<Borne>> {
    let load = |(connections, rate): &(usize, f64)| Load {
        address,
        pace: Pace::PerSecond(*rate),
        connections: *connections,
        lasts: LASTS,
    };
    STEADY.iter().map(|row| Borne::bear(&load(row), request, &processor)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_styles_are_those_that_the_page_asks_this_server_for() {
        let page = "<link rel=\"stylesheet\" href=\"/a.css\" /><script src=\"/b.js\"></script><script>src</script>\
                    <link rel=\"shortcut icon\" href=\"/c.ico\"><link rel=\"stylesheet\" media=\"print\" href=\"/d.css\">\
                    <script src=\"https://example.invalid/e.js\"></script>";
        assert_eq!(files(page), ["/a.css", "/b.js"]);
    }

    #[test]
    fn a_page_without_a_token_signs_nobody_in() {
        let page = |body: &str| Answer { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() };
        assert_eq!(token(&page("<meta id=\"csrf-token\" content=\"a1\">")).unwrap(), "a1");
        assert!(token(&page("<meta>")).is_err());
    }

    #[test]
    fn no_two_saves_have_the_same_text() {
        assert!(minutes(1) != minutes(2) && minutes(1).starts_with(MINUTES));
    }
}
