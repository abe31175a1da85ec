//! `GET /health`: how the node stands, as lines or as data.

use super::app::App;
use axum::extract::State;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

use super::status::Standing;

/// Says it. 200 while the node signs or starts, 503 when it has halted or its machine is gone.
pub async fn say(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let status = app.desk.status();
    let well = app.desk.is_attended() && !matches!(status.standing, Standing::Halted { .. });
    let code = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let wanted = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let (content, text) = if wanted.contains("application/json") {
        ("application/json", format!("{}\n", status.json()))
    } else {
        ("text/plain; charset=utf-8", status.plain())
    };
    (code, [(CONTENT_TYPE, content), (CACHE_CONTROL, "private, max-age=1")], text).into_response()
}
