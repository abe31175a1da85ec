//! Pages go out compressed: they are long and alike, and a tenth of their bytes goes over the line.
//!
//! Whoever can have a page asked for with words of their own, and sees how long the answer is, can guess at what stands beside those words (BREACH).
//! So what another site leads to goes out as it is. Files go out as they are too: most of them are compressed in themselves.

use axum::extract::Request;
use axum::http::HeaderName;
use axum::http::header::ACCEPT_ENCODING;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{And, DefaultPredicate, NotForContentType, Predicate as _};

/// The request header that says whence a page is asked for (W3C Fetch Metadata).
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The kind of files that nobody opens by itself.
const FILE: &str = "application/octet-stream";

/// The layer that compresses what the one that asks can read.
pub fn layer() -> CompressionLayer<And<DefaultPredicate, NotForContentType>> {
    let worth_it = DefaultPredicate::new().and(NotForContentType::const_new(FILE));
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth_it)
}

/// Has what another site leads to go out as it is. Belongs before the layer.
pub async fn plain_elsewhere(mut request: Request) -> Request {
    let site = request.headers().get(SITE).map(|site| site.as_bytes().to_owned());
    if matches!(site.as_deref(), Some(b"cross-site" | b"same-site")) {
        request.headers_mut().remove(ACCEPT_ENCODING);
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, VARY};
    use axum::middleware::map_request;
    use axum::routing::get;
    use tower::ServiceExt as _;

    async fn asked(kind: &'static str, headers: &[(&str, &str)]) -> (Option<String>, bool) {
        let page = get(move || async move { ([(CONTENT_TYPE, kind)], "the same again and again ".repeat(99)) });
        let router = Router::new().route("/", page).layer(layer()).layer(map_request(plain_elsewhere));
        let request = headers.iter().fold(Request::builder().uri("/"), |request, (name, value)| request.header(*name, *value));
        let response = router.oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
        let said = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        (said(CONTENT_ENCODING), said(VARY).is_some())
    }

    #[tokio::test]
    async fn pages_are_compressed_for_whoever_can_read_them_and_never_for_another_site() {
        let (html, gzip) = ("text/html; charset=utf-8", ("accept-encoding", "gzip"));
        let compressed = Some("gzip".to_owned());
        assert_eq!(asked(html, &[gzip]).await, (compressed.clone(), true));
        assert_eq!(asked(html, &[gzip, ("sec-fetch-site", "same-origin")]).await.0, compressed);
        assert_eq!(asked(html, &[gzip, ("sec-fetch-site", "none")]).await.0, compressed, "an address that was typed");
        for from in ["cross-site", "same-site"] {
            assert_eq!(asked(html, &[gzip, ("sec-fetch-site", from)]).await.0, None, "{from}");
        }
        assert_eq!(asked(html, &[]).await.0, None);
        assert_eq!(asked(FILE, &[gzip]).await.0, None, "a file");
    }
}
