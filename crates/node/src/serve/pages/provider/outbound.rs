//! Asking a provider over HTTP: in bounded time, for answers of bounded length, and never somewhere else than where it was asked.

use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use std::time::Duration;

/// How long an answer may take, from the first byte that we send to the last that it does.
pub const ANSWER_TIME: Duration = Duration::from_secs(10);
/// The longest answer.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// Why a provider gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum OutboundFault {
    /// It was not reached, or did not answer in time.
    #[error("the provider was not reached")]
    NotReached(#[from] reqwest::Error),
    /// It refused, or wanted to lead us elsewhere.
    #[error("the provider answered {status}: {said:?}")]
    Refused {
        /// The status.
        status: u16,
        /// The first words of its answer.
        said: String,
    },
    /// Its answer has no end.
    #[error("the provider's answer is longer than {ANSWER_BYTES_MAX} bytes")]
    TooLong,
}

/// A client for providers.
pub struct Outbound(reqwest::Client);

impl Outbound {
    /// A client that waits so long for an answer. A provider is known by the authorities that this machine trusts.
    pub fn new(time: Duration) -> Result<Outbound, reqwest::Error> {
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(time).build()?;
        Ok(Outbound(client))
    }

    /// Gets a document.
    pub async fn get(&self, url: Url) -> Result<Vec<u8>, OutboundFault> {
        read(self.0.get(url)).await
    }

    /// Sends a form, with what proves who sends it if that stands in a header.
    pub async fn post(&self, url: Url, form: String, proof: Option<&str>) -> Result<Vec<u8>, OutboundFault> {
        let request = self.0.post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        read(match proof {
            Some(proof) => request.header(AUTHORIZATION, proof),
            None => request,
        })
        .await
    }
}

async fn read(request: reqwest::RequestBuilder) -> Result<Vec<u8>, OutboundFault> {
    let mut response = request.header(ACCEPT, "application/json").send().await?;
    let status = response.status().as_u16();
    let mut answer = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if answer.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(OutboundFault::TooLong);
        }
        answer.extend_from_slice(&chunk);
    }
    if status == 200 {
        return Ok(answer);
    }
    // Only the first words: what it says goes into our log.
    Err(OutboundFault::Refused { status, said: String::from_utf8_lossy(&answer).chars().take(200).collect() })
}
