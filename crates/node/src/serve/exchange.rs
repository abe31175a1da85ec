//! `POST /exchange`: a batch of messages from a party, answered by a batch.

use super::app::{App, Reader};
use super::body;
use super::problem::Problem;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The type of a batch.
pub const BATCH: &str = "application/octet-stream";

/// Takes a batch in. Only parties may; the body is bounded in length and time, and so is the number running at once.
pub async fn take(
    State(app): State<Arc<App>>,
    Reader(reader): Reader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let from = reader.ok_or(Problem::NotAParty)?;
    let gate = app.gate(from).ok_or(Problem::NotAParty)?;
    let _place = gate.try_acquire().map_err(|_| Problem::TooMany)?;
    let batch = body::read(&headers, body, app.limits.body_bytes_max, app.limits.body_time).await?;
    app.figures.taken(batch.len());
    let answer = app.desk.ask(move |machine, now| machine.receive(from, &batch, now)).await?;
    let answer = answer.inspect_err(|_| app.figures.refused())?;
    app.figures.given(answer.len());
    Ok(([(CONTENT_TYPE, BATCH)], answer).into_response())
}
