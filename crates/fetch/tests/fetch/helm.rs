//! Charts from a repository and from a hub, both on loopback.

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use meshery_fetch::artifact_hub::Package;
use meshery_fetch::{Error, Fetcher, Policy};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::support::{Names, Wire, fetcher, loopback, serve};

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// A repository below `/stable` with a chart `web`; `{}` in its index stands for an absolute address.
async fn repository(elsewhere: &str) -> String {
    let index = format!(
        "apiVersion: v1\nentries:\n  web:\n  - version: 1.1.0\n    urls: [web-1.1.0.tgz]\n    digest: {}\n  \
         - version: 1.0.0\n    urls: ['{elsewhere}/web-1.0.0.tgz']\n  \
         - version: 0.9.0\n    urls: [web-1.1.0.tgz]\n    digest: {}\n  - version: 0.8.0\n",
        digest(b"one point one"),
        digest(b"something else"),
    );
    let router = Router::new()
        .route("/stable/index.yaml", get(move || async { index }))
        .route("/stable/web-1.1.0.tgz", get(|| async { "one point one" }))
        .route("/page/index.yaml", get(|| async { "<html>no index</html>" }));
    serve(router).await
}

async fn storage() -> String {
    serve(Router::new().route("/web-1.0.0.tgz", get(|| async { "one point nought" }))).await
}

#[tokio::test]
async fn the_newest_chart_is_fetched_and_verified() {
    let server = repository("http://unused.example").await;
    for version in [None, Some("1.1.0"), Some("^1")] {
        let chart = fetcher().chart(&format!("{server}/stable"), "web", version).await.expect("a chart");
        assert_eq!(chart.version, "1.1.0");
        assert!(chart.is_verified);
        assert_eq!(chart.body.into_bytes().expect("bytes"), b"one point one");
    }
}

#[tokio::test]
async fn an_archive_may_be_on_another_host_without_a_digest() {
    let server = repository(&storage().await).await;
    let chart = fetcher().chart(&format!("{server}/stable/"), "web", Some("1.0.0")).await.expect("a chart");
    assert!(!chart.is_verified);
    assert_eq!(chart.body.into_bytes().expect("bytes"), b"one point nought");
}

#[tokio::test]
async fn an_index_can_not_send_us_inside() {
    for inside in ["http://169.254.169.254", "http://10.0.0.1", "http://localhost", "file:///etc"] {
        let server = repository(inside).await;
        let refused = fetcher().chart(&format!("{server}/stable"), "web", Some("1.0.0")).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. } | Error::Scheme { .. })), "{inside}");
    }
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_told() {
    let server = repository("http://unused.example").await;
    let stable = format!("{server}/stable");
    let fetcher = fetcher();
    assert!(matches!(fetcher.chart(&stable, "nothing", None).await, Err(Error::NoChart { .. })));
    assert!(matches!(fetcher.chart(&stable, "web", Some("2")).await, Err(Error::NoVersion { .. })));
    assert!(matches!(fetcher.chart(&stable, "web", Some("0.9.0")).await, Err(Error::Digest { .. })));
    assert!(matches!(fetcher.chart(&stable, "web", Some("0.8.0")).await, Err(Error::Index { .. })));
    assert!(matches!(fetcher.chart(&format!("{server}/page"), "web", None).await, Err(Error::Index { .. })));
    assert!(matches!(fetcher.chart(&server, "web", None).await, Err(Error::Status { status: 404, .. })));
}

#[tokio::test]
async fn an_index_past_the_limit_is_not_read() {
    let server = repository("http://unused.example").await;
    let tight = Fetcher::new(Policy { max_bytes: 50, ..loopback() }).expect("a fetcher");
    assert!(matches!(
        tight.chart(&format!("{server}/stable"), "web", None).await,
        Err(Error::TooLarge { .. })
    ));
}

#[tokio::test]
async fn a_hub_says_where_a_chart_is() {
    let content = format!("{}/web-1.0.0.tgz", storage().await);
    let answer = json!({
        "name": "web", "version": "1.0.0", "display_name": "Web", "description": "Serves", "app_version": "7",
        "logo_image_id": "0503add5-3fce-4b63-bbf3-b9f649512a86", "content_url": content,
        "digest": digest(b"one point nought"), "repository": {"name": "team"}, "readme": "…",
    });
    let hub = serve(
        Router::new().route("/api/v1/packages/helm/team/web", get(move || async move { axum::Json(answer) })),
    )
    .await;
    let package: Package = format!("{hub}/packages/helm/team/web").parse().expect("a package");
    let (description, chart) = fetcher().packaged_chart(&package).await.expect("a chart");
    assert_eq!(description.display_name.as_deref(), Some("Web"));
    assert_eq!(
        description.logo_url.map(String::from),
        Some(format!("{hub}/image/0503add5-3fce-4b63-bbf3-b9f649512a86"))
    );
    assert!(chart.is_verified && chart.version == "1.0.0");
    assert_eq!(chart.body.into_bytes().expect("bytes"), b"one point nought");
}

#[tokio::test]
async fn a_hub_that_is_none_or_sends_us_inside_is_told() {
    let hub = serve(
        Router::new()
            .route("/api/v1/packages/helm/a/page", get(|| async { "<html>" }))
            .route("/api/v1/packages/helm/a/gone", get(|| async { StatusCode::NOT_FOUND.into_response() }))
            .route("/api/v1/packages/helm/a/bare", get(|| async { r#"{"name":"x","version":"1"}"# }))
            .route(
                "/api/v1/packages/helm/a/inside",
                get(|| async { r#"{"name":"x","version":"1","content_url":"http://169.254.169.254/x"}"# }),
            ),
    )
    .await;
    let failed = async |name: &str| {
        let package: Package = format!("{hub}/packages/helm/a/{name}").parse().expect("a package");
        fetcher().packaged_chart(&package).await.expect_err(name)
    };
    assert!(matches!(failed("page").await, Error::Answer { .. }));
    assert!(matches!(failed("gone").await, Error::Status { status: 404, .. }));
    assert!(matches!(failed("bare").await, Error::Answer { .. }));
    assert!(matches!(failed("inside").await, Error::Forbidden { .. }));
}

#[tokio::test]
async fn the_public_hub_is_asked_over_tls() {
    let names = Names::default().with("artifacthub.io", &["93.184.216.34"]);
    let wire = Wire::default();
    let fetcher = Fetcher::with(Policy::default(), names, wire.clone()).expect("a fetcher");
    let package: Package = "https://artifacthub.io/packages/helm/argo/argo-cd".parse().expect("a package");
    assert!(fetcher.describe(&package).await.is_err());
    assert_eq!(wire.dialled(), ["93.184.216.34:443"]);
}
