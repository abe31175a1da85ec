//! Forms with a file (multipart/form-data, RFC 7578): the fields, and the bytes of the one file. Read whole from a body that is bounded
//! already; anything that is not of the form is none.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use web::form::Typed;
use web::scan::FileKind;

/// Whether a file may be kept at all, by its own bytes and whatever its name or its sender says: nothing that runs where somebody opens it,
/// and nothing that a browser would make a page of.
pub fn is_welcome(bytes: &[u8]) -> bool {
    const DOCUMENTS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];
    const PROGRAMS: [&[u8]; 5] = [b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!"];
    let begins = |with: &[&[u8]]| with.iter().any(|one| bytes.starts_with(one));
    FileKind::of(bytes).is_some() || begins(&DOCUMENTS) || !begins(&PROGRAMS) && !is_markup(bytes)
}

/// Whether a tag that begins a page, or a picture that runs, stands near the beginning.
fn is_markup(bytes: &[u8]) -> bool {
    const SNIFFED: usize = 1024;
    const TAGS: [&str; 7] = ["<!doctype", "<html", "<script", "<svg", "<?xml", "<iframe", "<body"];
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(SNIFFED)]).to_ascii_lowercase();
    TAGS.iter().any(|tag| beginning.contains(tag))
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
    fn what_runs_and_what_a_browser_would_show_is_not_welcome() {
        let table: [(&[u8], bool); 12] = [
            (b"%PDF-1.7\n", true),
            (b"\x89PNG\r\n\x1a\n....", true),
            (b"\xff\xd8\xff\xe0", true),
            (b"PK\x03\x04[Content_Types].xml", true),
            ("覆函（示範）".as_bytes(), true),
            (b"\xa7\x01\x00\xff", true),
            (b"", true),
            (b"  \n<!DOCTYPE html><p>", false),
            (b"\xef\xbb\xbf<svg onload='x'>", false),
            (b"GIF89a<script>", false),
            (b"MZ\x90\x00", false),
            (b"#!/bin/sh\n", false),
        ];
        for (bytes, welcome) in table {
            assert_eq!(is_welcome(bytes), welcome, "{:?}", String::from_utf8_lossy(bytes));
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
