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

/// So much of a body that is too long is still heard, so that a browser hears why.
const HEARD_MAX: usize = 64 << 20;

/// The whole body if it has at most `most` bytes; none if it has more. It is then heard to its end and forgotten, since a browser that is cut off while
/// it sends shows nothing of what it is answered.
pub async fn read_through(mut body: Body, most: usize, time: Duration) -> Result<Option<Vec<u8>>, Problem> {
    let through = async {
        let (mut bytes, mut heard) = (Vec::new(), 0);
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let Ok(data) = frame.map_err(|_| Problem::BrokeOff)?.into_data() else { continue };
            heard += data.len();
            if heard > HEARD_MAX {
                return Err(Problem::TooLong { most });
            }
            if heard <= most {
                bytes.extend_from_slice(&data);
            } else {
                bytes = Vec::new();
            }
        }
        Ok((heard <= most).then_some(bytes))
    };
    tokio::time::timeout(time, through).await.unwrap_or(Err(Problem::TooSlow))
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
    async fn a_body_that_is_too_long_is_heard_through_and_forgotten() {
        let through = |body| read_through(body, 8, Duration::from_secs(3));
        assert_eq!(through(Body::from("12345678")).await.unwrap().as_deref(), Some(&b"12345678"[..]));
        assert_eq!(through(Body::from("123456789")).await, Ok(None));
        assert_eq!(through(Body::from(vec![0; HEARD_MAX + 1])).await, Err(Problem::TooLong { most: 8 }));
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
