//! Forms with a file (multipart/form-data, RFC 7578): the fields, and the bytes of the one file. Read whole from a body that is bounded
//! already; anything that is not of the form is none.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use web::form::Typed;

/// What a file is by its own bytes, whatever its name or its sender says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// A picture: PNG, JPEG or TIFF.
    Picture,
    /// A ZIP archive, and so any document of an office program of today.
    Archive,
    /// Text in UTF-8.
    Text,
    /// What a browser would take for a page or a picture that runs: HTML, SVG or XML.
    Markup,
    /// A program or a script.
    Program,
    /// Anything else: acts, keys, bundles.
    Other,
}

impl Kind {
    /// Whether it may be kept at all: nothing that runs where somebody opens it.
    pub fn is_welcome(self) -> bool {
        !matches!(self, Kind::Markup | Kind::Program)
    }
}

/// What a file is.
pub fn kind(bytes: &[u8]) -> Kind {
    const BEGINNINGS: [(&[u8], Kind); 12] = [
        (b"%PDF-", Kind::Pdf),
        (b"\x89PNG\r\n\x1a\n", Kind::Picture),
        (b"\xff\xd8\xff", Kind::Picture),
        (b"II*\0", Kind::Picture),
        (b"MM\0*", Kind::Picture),
        (b"PK\x03\x04", Kind::Archive),
        (b"MZ", Kind::Program),
        (b"\x7fELF", Kind::Program),
        (b"\xcf\xfa\xed\xfe", Kind::Program),
        (b"\xca\xfe\xba\xbe", Kind::Program),
        (b"#!", Kind::Program),
        (b"\xd0\xcf\x11\xe0", Kind::Other),
    ];
    let begins = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
    begins.map_or_else(|| of_text(bytes), |(_, kind)| *kind)
}

/// Text, or what a browser would make a page of: a tag that begins one stands near its beginning.
fn of_text(bytes: &[u8]) -> Kind {
    const SNIFFED: usize = 1024;
    const TAGS: [&str; 7] = ["<!doctype", "<html", "<script", "<svg", "<?xml", "<iframe", "<body"];
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(SNIFFED)]).to_ascii_lowercase();
    let is_text = !bytes.is_empty() && !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    match TAGS.iter().any(|tag| beginning.contains(tag)) {
        true => Kind::Markup,
        false if is_text => Kind::Text,
        false => Kind::Other,
    }
}

/// The most parts of a form.
const PARTS_MAX: usize = 64;

/// The boundary between the parts, if the body is such a form.
pub fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = kind.split_once(';')?;
    let boundary = parameters.split(';').find_map(|one| one.trim().strip_prefix("boundary="))?.trim_matches('"');
    let fits = (1..=70).contains(&boundary.len());
    (kind.trim().eq_ignore_ascii_case("multipart/form-data") && fits).then(|| boundary.to_owned())
}

/// The fields and the file; none if the body is no such form.
pub fn read(body: &[u8], boundary: &str) -> Option<(Typed, Vec<u8>)> {
    let mark = [b"--", boundary.as_bytes()].concat();
    let between = [b"\r\n", mark.as_slice()].concat();
    let mut rest = body.strip_prefix(mark.as_slice())?;
    let (mut typed, mut file) = (Typed::default(), Vec::new());
    for _ in 0..PARTS_MAX {
        if rest.starts_with(b"--") {
            return Some((typed, file));
        }
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, &between)?;
        let (head, content) = split(&part[..end], b"\r\n\r\n")?;
        rest = &part[end + between.len()..];
        let head = std::str::from_utf8(head).ok()?;
        let disposition = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
        let name = quoted(disposition, "name")?;
        if quoted(disposition, "filename").is_some() {
            file = content.to_vec();
        } else {
            typed.0.push((name, String::from_utf8_lossy(content).into_owned()));
        }
    }
    None
}

fn quoted(line: &str, name: &str) -> Option<String> {
    let start = line.find(&format!("; {name}=\""))? + name.len() + 4;
    let end = line[start..].find('"')?;
    Some(line[start..start + end].to_owned())
}

fn split<'b>(bytes: &'b [u8], at: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let found = find(bytes, at)?;
    Some((&bytes[..found], &bytes[found + at.len()..]))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn of(kind: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        boundary(&headers)
    }

    #[test]
    fn a_boundary_is_that_of_a_form_with_a_file() {
        assert_eq!(of("multipart/form-data; boundary=----x1").as_deref(), Some("----x1"));
        assert_eq!(of("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"").as_deref(), Some("a b"));
        for kind in [
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/mixed; boundary=a",
            "multipart/form-data; boundary=",
        ] {
            assert_eq!(of(kind), None, "{kind}");
        }
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let table: [(&[u8], Kind, bool); 12] = [
            (b"%PDF-1.7\n", Kind::Pdf, true),
            (b"\x89PNG\r\n\x1a\n....", Kind::Picture, true),
            (b"\xff\xd8\xff\xe0", Kind::Picture, true),
            (b"PK\x03\x04[Content_Types].xml", Kind::Archive, true),
            ("覆函（示範）".as_bytes(), Kind::Text, true),
            (b"\xa7\x01\x00\xff", Kind::Other, true),
            (b"", Kind::Other, true),
            (b"  \n<!DOCTYPE html><p>", Kind::Markup, false),
            (b"\xef\xbb\xbf<svg onload='x'>", Kind::Markup, false),
            (b"GIF89a<script>", Kind::Markup, false),
            (b"MZ\x90\x00", Kind::Program, false),
            (b"#!/bin/sh\n", Kind::Program, false),
        ];
        for (bytes, expected, welcome) in table {
            assert_eq!((kind(bytes), kind(bytes).is_welcome()), (expected, welcome), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    const GOOD: &[u8] = b"--b\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\nsign/x\r\n--b\r\n\
        Content-Disposition: form-data; name=\"signed\"; filename=\"a.act\"\r\nContent-Type: application/octet-stream\r\n\r\n\
        \x00\r\n\xff\r\n--b--\r\n";

    #[test]
    fn the_fields_are_read_and_the_bytes_of_the_file_are_as_they_were() {
        let (typed, file) = read(GOOD, "b").expect("a form");
        assert_eq!((typed.get("path"), file.as_slice()), ("sign/x", &b"\x00\r\n\xff"[..]));
    }

    #[test]
    fn a_form_that_is_cut_off_anywhere_is_none() {
        for end in 0..GOOD.len() - 4 {
            assert!(read(&GOOD[..end], "b").is_none(), "cut at {end}");
        }
        assert!(read(GOOD, "c").is_none());
        let endless = [b"--b".to_vec(), b"\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--b".repeat(100)].concat();
        assert!(read(&endless, "b").is_none(), "more parts than any form of ours has");
    }
}
