//! The record as files: signed heads and tiles under their standard paths (C2SP tlog-tiles), and payloads.
//!
//! Heads and tiles of hashes say nothing of what was done, and are public. Leaves are for parties, payloads for their audience.

use super::app::{App, Reader};
use super::machine::Piece;
use super::problem::Problem;
use crate::hex;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use record::tile::{Layer, Tile};
use std::sync::Arc;

const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain; charset=utf-8";

/// `GET /log/N/checkpoint`: the newest head of a log. It changes, so it is kept for seconds only.
pub async fn checkpoint(State(app): State<Arc<App>>, Path(log): Path<String>) -> Result<Response, Problem> {
    let piece = Piece::Checkpoint { log: number(&log)? };
    give(&app, piece, Reader(None), TEXT, "public, max-age=5").await
}

/// `GET /log/N/tile/…`: a tile of hashes, or of entries for parties. A tile that is there never changes.
pub async fn tile(
    State(app): State<Arc<App>>,
    reader: Reader,
    Path((log, path)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let log = number(&log)?;
    let tile: Tile = format!("tile/{path}").parse().map_err(|_| Problem::NotFound)?;
    let caching = match tile.layer {
        Layer::Hashes { .. } => "public, max-age=31536000, immutable",
        Layer::Entries if reader.0.is_none() => return Err(Problem::NotAParty),
        Layer::Entries => "private, max-age=31536000, immutable",
    };
    give(&app, Piece::Tile { log, tile }, reader, BYTES, caching).await
}

/// `GET /blob/COMMITMENT`: the bytes of a payload, for a party of its audience. They may be erased, so nobody keeps them in between.
pub async fn blob(State(app): State<Arc<App>>, reader: Reader, Path(commitment): Path<String>) -> Result<Response, Problem> {
    if reader.0.is_none() {
        return Err(Problem::NotAParty);
    }
    let commitment = hex::read(&commitment).ok_or(Problem::NotFound)?;
    give(&app, Piece::Blob { commitment }, reader, BYTES, "private, no-store").await
}

/// The number of a log, written without needless zeroes or signs.
fn number(text: &str) -> Result<usize, Problem> {
    let number = text.parse::<usize>().ok().filter(|number| number.to_string() == text);
    number.ok_or(Problem::NotFound)
}

async fn give(
    app: &App,
    piece: Piece,
    reader: Reader,
    content: &'static str,
    caching: &'static str,
) -> Result<Response, Problem> {
    let found = app.desk.ask(move |machine, _| machine.piece(&piece, reader.0)).await?;
    let bytes = found.ok_or(Problem::NotFound)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_one_number() {
        assert_eq!(number("0"), Ok(0));
        assert_eq!(number("12"), Ok(12));
        for bad in ["", "00", "+1", "-1", "1.0", "x", "99999999999999999999999"] {
            assert_eq!(number(bad), Err(Problem::NotFound), "{bad}");
        }
    }
}
