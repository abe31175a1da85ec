//! Reading a body that may be too long, too slow, or without end.

use super::problem::Problem;
use axum::body::{Body, HttpBody as _};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

/// The whole body, of at most `most` bytes, if it arrives within `time`.
///
/// What its head says of its length is believed only when it says too much.
pub async fn read(headers: &HeaderMap, body: Body, most: usize, time: Duration) -> Result<Vec<u8>, Problem> {
    let said = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|length| length > most as u64) {
        return Err(Problem::TooLong { most });
    }
    tokio::time::timeout(time, collect(body, most)).await.unwrap_or(Err(Problem::TooSlow))
}

async fn collect(mut body: Body, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        // Trailers say nothing to us.
        let Ok(data) = frame.map_err(|_| Problem::BrokeOff)?.into_data() else { continue };
        if bytes.len() + data.len() > most {
            return Err(Problem::TooLong { most });
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn take(body: Body, length: Option<&str>) -> Result<Vec<u8>, Problem> {
        let mut headers = HeaderMap::new();
        headers.extend(length.map(|length| (CONTENT_LENGTH, length.parse().unwrap())));
        read(&headers, body, 8, Duration::from_secs(3)).await
    }

    #[tokio::test]
    async fn a_body_is_taken_up_to_its_bound() {
        assert_eq!(take(Body::from("12345678"), None).await.unwrap(), b"12345678");
        assert_eq!(take(Body::empty(), Some("0")).await.unwrap(), b"");
        assert_eq!(take(Body::from("123456789"), None).await, Err(Problem::TooLong { most: 8 }));
        assert_eq!(take(Body::from("1"), Some("9")).await, Err(Problem::TooLong { most: 8 }), "refused before it is read");
        assert_eq!(take(Body::from("1"), Some("many")).await.unwrap(), b"1");
    }
}
