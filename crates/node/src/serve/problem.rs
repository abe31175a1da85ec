//! Why a request is refused: each reason has its status, and is logged once, here, without anything that was sent.

use super::machine::{BatchFault, NoAnswer};
use axum::http::StatusCode;
use axum::http::header::CONNECTION;
use axum::response::{IntoResponse, Response};

/// A refused request.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The caller is no party of the agreement, and this is for parties.
    #[error("for parties of the agreement only")]
    NotAParty,
    /// The body is too long.
    #[error("the body is longer than {most} bytes")]
    TooLong {
        /// The most that it may have.
        most: usize,
    },
    /// The body did not arrive in time.
    #[error("the body did not arrive in time")]
    TooSlow,
    /// The body ended before its end.
    #[error("the body broke off")]
    BrokeOff,
    /// The same party already has as many requests running as it may.
    #[error("too many requests of this party are running")]
    TooMany,
    /// The batch is not what it should be.
    #[error("the batch is refused: {0}")]
    Batch(#[from] BatchFault),
    /// There is no such thing, or not for this reader: the answer does not tell which.
    #[error("not found")]
    NotFound,
    /// The machine did not answer.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
}

impl Problem {
    /// The status that says it (RFC 9110 §15).
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::NotAParty => StatusCode::FORBIDDEN,
            Problem::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Problem::BrokeOff | Problem::Batch(_) => StatusCode::BAD_REQUEST,
            Problem::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::NoAnswer(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Whether the rest of the request is still on its way, and not worth waiting for.
    fn ends_connection(&self) -> bool {
        matches!(self, Problem::TooLong { .. } | Problem::TooSlow | Problem::BrokeOff)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        match &self {
            // A path that is not there is the reader's business, and would fill the log.
            Problem::NotFound => tracing::debug!(problem = %self, "refused"),
            Problem::NoAnswer(_) => tracing::error!(problem = %self, "refused"),
            _ => tracing::warn!(problem = %self, "refused"),
        }
        let mut response = (self.status(), format!("{self}\n")).into_response();
        if self.ends_connection() {
            response.headers_mut().insert(CONNECTION, axum::http::HeaderValue::from_static("close"));
        }
        response
    }
}
