//! Bodies, time and statuses, against a real server on loopback.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use meshery_fetch::{Error, Fetcher, Policy};

use crate::support::{fetcher, loopback, serve};

async fn server() -> String {
    let router = Router::new()
        .route("/small", get(|| async { "small" }))
        .route("/large", get(|| async { vec![7_u8; 3 << 20] }))
        .route("/endless", get(|| async { pieces(Duration::ZERO) }))
        .route("/slow", get(|| async { pieces(Duration::from_millis(50)) }))
        .route("/stuck", get(|| async { pieces(Duration::from_secs(60)) }))
        .route("/silent", get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }))
        .route("/denied", get(|| async { (StatusCode::UNAUTHORIZED, "the body says s3cret") }))
        .route("/broken", get(|| async { StatusCode::INTERNAL_SERVER_ERROR.into_response() }));
    serve(router).await
}

fn with(change: impl FnOnce(&mut Policy)) -> Fetcher {
    let mut policy = loopback();
    change(&mut policy);
    Fetcher::new(policy).expect("a fetcher")
}

#[tokio::test]
async fn a_body_comes_whole_whatever_its_size() {
    let server = server().await;
    let small = fetcher().get(&format!("{server}/small")).await.expect("fetched");
    assert_eq!(small.body.into_bytes().expect("bytes"), b"small");
    let large = fetcher().get(&format!("{server}/large")).await.expect("fetched");
    assert_eq!(large.body.size_bytes(), 3 << 20);
    assert!(large.body.into_bytes().expect("bytes").iter().all(|byte| *byte == 7));
}

#[tokio::test]
async fn a_content_encoding_is_not_undone() {
    let packed = || async { ([("content-encoding", "gzip"), ("content-type", "a/b")], "as it was sent") };
    let server = serve(Router::new().route("/", get(packed))).await;
    let fetched = fetcher().get(&server).await.expect("fetched");
    assert_eq!(fetched.content_type.as_deref(), Some("a/b"));
    assert_eq!(fetched.body.into_bytes().expect("bytes"), b"as it was sent");
}

#[tokio::test]
async fn a_body_past_the_limit_is_not_taken() {
    let server = server().await;
    let fetcher = with(|policy| policy.max_bytes = 1 << 20);
    for path in ["large", "endless"] {
        let refused = fetcher.get(&format!("{server}/{path}")).await.expect_err(path);
        assert!(matches!(refused, Error::TooLarge { limit: 1_048_576, .. }), "{path}: {refused}");
    }
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_taken() {
    let server = server().await;
    let fetched = with(|policy| policy.max_bytes = 5).get(&format!("{server}/small")).await;
    assert_eq!(fetched.expect("fetched").body.size_bytes(), 5);
}

#[tokio::test]
async fn silence_ends_after_the_idle_time() {
    let server = server().await;
    let fetcher = with(|policy| policy.idle_timeout = Duration::from_millis(200));
    for path in ["silent", "stuck"] {
        let begun = Instant::now();
        let refused = fetcher.get(&format!("{server}/{path}")).await.expect_err(path);
        assert!(matches!(refused, Error::TimedOut { .. }), "{path}: {refused}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{path}");
    }
}

#[tokio::test]
async fn a_trickle_ends_after_the_total_time() {
    let server = server().await;
    let fetcher = with(|policy| policy.total_timeout = Duration::from_millis(400));
    let refused = fetcher.get(&format!("{server}/slow")).await.expect_err("late");
    assert!(matches!(refused, Error::TimedOut { .. }), "{refused}");
}

#[tokio::test]
async fn statuses_are_told_without_the_body() {
    let server = server().await;
    let denied = fetcher().get(&format!("{server}/denied?key=s3cret")).await.expect_err("denied");
    assert!(matches!(denied, Error::Denied { .. }) && !denied.to_string().contains("s3cret"), "{denied}");
    for (path, expected) in [("broken", 500), ("nothing", 404)] {
        let failed = fetcher().get(&format!("{server}/{path}")).await.expect_err("failed");
        assert!(matches!(failed, Error::Status { status, .. } if status == expected), "{failed}");
    }
}

#[tokio::test]
async fn what_is_no_http_is_an_error() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            stream.try_write(b"220 mail.example ESMTP\r\n").expect("written");
        }
    });
    let failed = fetcher().get(&format!("http://{address}/")).await.expect_err("no HTTP");
    assert!(matches!(failed, Error::Broken { .. }), "{failed}");
}

#[tokio::test]
async fn a_server_without_tls_is_told_as_such() {
    let server = server().await.replace("http:", "https:");
    let failed = fetcher().get(&server).await.expect_err("no TLS");
    assert!(matches!(failed, Error::Tls { .. }), "{failed}");
}

/// A body without an end: a piece, and one more after each pause.
fn pieces(every: Duration) -> Body {
    let stream = futures_util::stream::unfold(Duration::ZERO, move |pause| async move {
        tokio::time::sleep(pause).await;
        Some((Ok::<_, std::io::Error>(Bytes::from_static(&[0; 1024])), every))
    });
    Body::from_stream(stream)
}
