//! What the listener of the public side answers: files, as they are in a folder, with what keeps browsers from doing more; and nothing else.

use super::*;
use axum::body::to_bytes;
use axum::extract::ConnectInfo;
use axum::http::Method;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use std::net::SocketAddr;
use tower::ServiceExt as _;

fn files() -> Files {
    let page =
        |text: &str| File { kind: web::public::HTML, bytes: format!("<a href=\"../../look.css\">{text}</a>").into_bytes() };
    let mut files = Files::from([
        ("index.html".to_owned(), page("languages")),
        ("look.css".to_owned(), File { kind: "text/css; charset=utf-8", bytes: b"a{}".to_vec() }),
        ("data/publications.csv".to_owned(), File { kind: "text/csv; charset=utf-8", bytes: b"id".to_vec() }),
        ("en/key_work/2018/index.html".to_owned(), page("2018")),
    ]);
    for language in Language::ALL {
        for name in ["", "nothing/", "too_many/"] {
            files.insert(format!("{}/{name}index.html", language.tag()), page(&format!("{} {name}", language.tag())));
        }
    }
    files
}

fn open() -> Arc<Hall> {
    let (put, hall) = hall();
    put.send_replace(Shelf::of(files()));
    hall
}

struct Said {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

async fn ask(hall: &Arc<Hall>, method: Method, path: &str, headers: &[(&str, &str)]) -> Said {
    let request = Request::builder().method(method).uri(path);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let mut request = request.body(Body::from("anything=1")).expect("a request");
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4000))));
    let response = router(hall.clone()).oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    Said { status: parts.status.as_u16(), headers: parts.headers, body: to_bytes(body, 1 << 20).await.expect("a body").to_vec() }
}

async fn get_path(hall: &Arc<Hall>, path: &str) -> Said {
    ask(hall, Method::GET, path, &[]).await
}

#[tokio::test]
async fn each_file_is_served_as_it_stands_in_a_folder() {
    let hall = open();
    for (path, file) in files() {
        let address = path.strip_suffix(INDEX).unwrap_or(&path);
        let said = get_path(&hall, &format!("/{address}")).await;
        assert_eq!((said.status, &said.body), (200, &file.bytes), "{path}");
        assert_eq!(said.headers[CONTENT_TYPE], file.kind, "{path}");
        let whole = get_path(&hall, &format!("/{path}")).await;
        assert_eq!(whole.body, file.bytes, "{path} by its whole name");
    }
    let said = get_path(&hall, "/en/key_work/2018").await;
    assert_eq!((said.status, said.headers[LOCATION].as_bytes()), (308, b"/en/key_work/2018/".as_slice()));
}

#[tokio::test]
async fn every_answer_has_its_headers_and_none_a_cookie() {
    let hall = open();
    for path in
        ["/", "/look.css", "/data/publications.csv", "/en/", "/en/key_work/2018", "/en/none/", "/x", "/en/../../etc/passwd"]
    {
        for headers in [&[][..], &[(COOKIE.as_str(), "__Host-counterpart-macao=x"), (ACCEPT_LANGUAGE.as_str(), "pt")]] {
            let said = ask(&hall, Method::GET, path, headers).await;
            let policy = said.headers[CONTENT_SECURITY_POLICY].to_str().expect("text");
            assert!(
                policy.starts_with("default-src 'none'; style-src 'self'") && policy.contains("form-action 'none'"),
                "{path}"
            );
            assert!(!policy.contains("script"), "{path}: nothing runs");
            assert_eq!(said.headers[X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
            assert_eq!(said.headers[REFERRER_POLICY], "no-referrer", "{path}");
            assert_eq!(said.headers.get(SET_COOKIE), None, "{path}");
            let cache = said.headers[CACHE_CONTROL].to_str().expect("text");
            assert_eq!(cache, if said.status == 200 { "public, max-age=300" } else { "no-store" }, "{path}");
        }
    }
}

#[tokio::test]
async fn what_a_browser_has_already_is_not_sent_again() {
    let hall = open();
    let whole = ask(&hall, Method::GET, "/en/", &[("accept-encoding", "gzip")]).await;
    assert_eq!(whole.headers.get_all(VARY).iter().collect::<Vec<_>>(), ["accept-encoding"], "said once");
    let tag = get_path(&hall, "/en/").await.headers[ETAG].to_str().expect("text").to_owned();
    for known in [tag.clone(), format!("\"other\", {tag}"), format!("W/{tag}"), "*".to_owned()] {
        let said = ask(&hall, Method::GET, "/en/", &[("if-none-match", &known)]).await;
        assert_eq!((said.status, said.body.len()), (304, 0), "{known}");
        assert_eq!(said.headers.get_all(VARY).iter().collect::<Vec<_>>(), ["accept-encoding"], "{known}");
    }
    assert_eq!(ask(&hall, Method::GET, "/en/", &[("if-none-match", "\"other\"")]).await.status, 200);
    assert_ne!(get_path(&hall, "/pt/").await.headers[ETAG].to_str().expect("text"), tag);
}

#[tokio::test]
async fn nothing_is_taken_and_what_is_not_there_is_said_in_the_readers_language() {
    let hall = open();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
        assert_eq!(ask(&hall, method.clone(), "/en/", &[]).await.status, 405, "{method}");
    }
    let head = ask(&hall, Method::HEAD, "/en/", &[]).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    let said = get_path(&hall, "/pt/published/000000000000/").await;
    assert_eq!(
        (said.status, String::from_utf8_lossy(&said.body).into_owned()),
        (404, "<a href=\"../../../look.css\">pt nothing/</a>".to_owned())
    );
    let said = get_path(&hall, "/anything?on=2018-01-01").await;
    assert_eq!(
        (said.status, String::from_utf8_lossy(&said.body).into_owned()),
        (404, "<a href=\"look.css\">zh-Hant nothing/</a>".to_owned())
    );
    let (_put, empty) = super::hall();
    assert_eq!(get_path(&empty, "/en/").await.status, 503, "before the files are made");
}

#[tokio::test]
async fn whoever_asks_without_end_is_told_to_wait() {
    let (put, shelf) = watch::channel(Shelf::of(files()));
    let hall = Arc::new(Hall { shelf, rate: Rate::new(Pace { burst: 2.0, per_second: 0.0 }) });
    assert_eq!([get_path(&hall, "/en/").await.status, get_path(&hall, "/en/").await.status], [200, 200]);
    let said = get_path(&hall, "/en/").await;
    assert_eq!(said.status, 429);
    drop(put);
    assert!(String::from_utf8_lossy(&said.body).contains("en too_many/") && said.headers.contains_key(RETRY_AFTER));
}
