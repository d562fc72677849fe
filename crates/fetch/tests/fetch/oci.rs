//! Pulling from a registry that answers by the distribution specification, with tokens from another host and
//! blobs from a third.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use meshery_fetch::helm::CHART_LAYER;
use meshery_fetch::oci::{Credentials, Layer, Reference};
use meshery_fetch::{Error, Fetcher, Policy};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{fetcher, loopback, serve};

const TOKEN: &str = "the-token";

/// A registry with one repository, `team/package`.
#[derive(Clone, Default)]
struct Registry {
    manifests: HashMap<String, Vec<u8>>,
    blobs: HashMap<String, Vec<u8>>,
    /// Where tokens come from; without it everybody may read.
    realm: Option<String>,
    /// Where blobs are stored; without it here.
    storage: Option<String>,
    seen: Arc<Mutex<Vec<String>>>,
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}

impl Registry {
    fn blob(&mut self, media_type: &str, content: &[u8]) -> Value {
        self.blobs.insert(digest(content), content.to_vec());
        json!({"mediaType": media_type, "digest": digest(content), "size": content.len()})
    }

    fn manifest(&mut self, tag: &str, manifest: &Value) -> Value {
        let bytes = manifest.to_string().into_bytes();
        let name = digest(&bytes);
        let descriptor = json!({"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": name, "size": bytes.len()});
        self.manifests.insert(name, bytes.clone());
        self.manifests.insert(tag.to_owned(), bytes);
        descriptor
    }

    async fn start(self) -> String {
        let router = Router::new()
            .route("/v2/team/package/manifests/{name}", get(manifest))
            .route("/v2/team/package/blobs/{name}", get(blob))
            .route("/v2/team/package/tags/list", get(tags))
            .with_state(self);
        serve(router).await.replace("http://", "oci://")
    }

    /// Writes down who asks, and returns a challenge if that is nobody.
    fn refusal(&self, headers: &HeaderMap) -> Option<Response> {
        let shown = headers.get(header::AUTHORIZATION).map(|value| value.to_str().expect("text").to_owned());
        self.seen.lock().expect("lock").push(shown.clone().unwrap_or_default());
        match &self.realm {
            Some(realm) if shown.as_deref() != Some(&format!("Bearer {TOKEN}")) => {
                let challenge =
                    format!(r#"Bearer realm="{realm}",service="test",scope="repository:team/package:pull""#);
                Some((StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, challenge)]).into_response())
            }
            _ => None,
        }
    }
}

async fn manifest(
    State(registry): State<Registry>,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Response {
    if let Some(refusal) = registry.refusal(&headers) {
        return refusal;
    }
    match registry.manifests.get(&name) {
        Some(bytes) => bytes.clone().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn blob(State(registry): State<Registry>, headers: HeaderMap, Path(name): Path<String>) -> Response {
    if let Some(refusal) = registry.refusal(&headers) {
        return refusal;
    }
    match (&registry.storage, registry.blobs.get(&name)) {
        (Some(storage), _) => {
            Redirect::temporary(&format!("{storage}/{name}?signature=s3cret")).into_response()
        }
        (None, Some(bytes)) => bytes.clone().into_response(),
        (None, None) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Lists the tags, one a page.
async fn tags(
    State(registry): State<Registry>,
    headers: HeaderMap,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    if let Some(refusal) = registry.refusal(&headers) {
        return refusal;
    }
    let mut tags: Vec<_> = registry.manifests.keys().filter(|name| !name.contains(':')).collect();
    tags.sort();
    let at = query.get("last").map_or(0, |last| last.parse().expect("a number"));
    let link = format!("</v2/team/package/tags/list?last={}>; rel=\"next\"", at + 1);
    let page = axum::Json(json!({"name": "team/package", "tags": tags.get(at).map(|tag| [tag])}));
    if at + 1 < tags.len() { ([(header::LINK, link)], page).into_response() } else { page.into_response() }
}

/// Starts a host that hands out tokens, to everybody or to one user, and returns its realm.
async fn tokens(user: Option<&'static str>) -> String {
    let answer = move |headers: HeaderMap, Query(query): Query<HashMap<String, String>>| async move {
        assert_eq!(query.get("service").map(String::as_str), Some("test"));
        assert_eq!(query.get("scope").map(String::as_str), Some("repository:team/package:pull"));
        let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        match user {
            Some(user) if shown != Some(user) => StatusCode::UNAUTHORIZED.into_response(),
            _ => axum::Json(json!({"access_token": TOKEN})).into_response(),
        }
    };
    format!("{}/token", serve(Router::new().route("/token", get(answer))).await)
}

async fn pull(host: &str, name: &str, layer: Layer<'_>) -> Result<(Vec<u8>, String, String), Error> {
    pull_with(&fetcher(), host, name, layer).await
}

async fn pull_with(
    fetcher: &Fetcher,
    host: &str,
    name: &str,
    layer: Layer<'_>,
) -> Result<(Vec<u8>, String, String), Error> {
    let reference: Reference = format!("{host}/team/package{name}").parse()?;
    let pulled = fetcher.pull(&reference, layer, None).await?;
    Ok((pulled.body.into_bytes().expect("bytes"), pulled.media_type, pulled.manifest_digest))
}

/// A registry with a package under `v1`, an index over it under `many`, two layers under `two`.
fn registry() -> Registry {
    let mut registry = Registry::default();
    let layer = registry.blob("application/vnd.example.package", b"the package");
    let other = registry.blob("application/vnd.example.readme", b"read me");
    let image = registry.manifest("v1", &json!({"schemaVersion": 2, "layers": [layer.clone()]}));
    registry.manifest("two", &json!({"schemaVersion": 2, "layers": [layer, other]}));
    registry.manifest("many", &json!({"schemaVersion": 2, "manifests": [image]}));
    registry
}

#[tokio::test]
async fn a_package_is_pulled_by_tag_by_digest_and_through_an_index() {
    let host = registry().start().await;
    let (bytes, media_type, name) = pull(&host, ":v1", Layer::Only).await.expect("pulled");
    assert_eq!(
        (bytes.as_slice(), media_type.as_str()),
        (&b"the package"[..], "application/vnd.example.package")
    );
    assert_eq!(pull(&host, &format!("@{name}"), Layer::Only).await.expect("by digest").0, b"the package");
    let (_, _, through_index) = pull(&host, ":many", Layer::Only).await.expect("by index");
    assert_eq!(through_index, name);
}

#[tokio::test]
async fn tags_are_listed_page_by_page() {
    let host = Registry { realm: Some(tokens(None).await), ..registry() }.start().await;
    let reference: Reference = format!("{host}/team/package").parse().expect("a name");
    assert_eq!(fetcher().tags(&reference, None).await.expect("tags"), ["many", "two", "v1"]);
}

#[tokio::test]
async fn a_next_page_on_another_host_is_not_read() {
    let other = serve(Router::new().fallback(|| async { r#"{"tags":["planted"]}"# })).await;
    let link = format!(r#"<{other}/v2/team/package/tags/list>; rel="next""#);
    let page = get(move || async move { ([(header::LINK, link)], r#"{"tags":["v1"]}"#) });
    let server = serve(Router::new().route("/v2/team/package/tags/list", page)).await;
    let reference: Reference =
        format!("{}/team/package", server.replace("http:", "oci:")).parse().expect("a name");
    assert_eq!(fetcher().tags(&reference, None).await.expect("tags"), ["v1"]);
}

#[tokio::test]
async fn a_chart_is_pulled_by_its_version_or_the_newest() {
    let mut registry = Registry::default();
    let layers = [b"old", b"new"].map(|content| registry.blob(CHART_LAYER, content));
    registry.manifest("1.0.0", &json!({"layers": [layers[0]]}));
    registry.manifest("1.10.0_build.7", &json!({"layers": [layers[1]]}));
    registry.manifest("latest", &json!({"layers": [layers[0]]}));
    let repository = format!("{}/team", registry.start().await);
    for (wanted, version, content) in [
        (None, "1.10.0+build.7", b"new"),
        (Some("^1.1"), "1.10.0+build.7", b"new"),
        (Some("1.10.0+build.7"), "1.10.0+build.7", b"new"),
        (Some("1.0.0"), "1.0.0", b"old"),
    ] {
        let chart = fetcher().chart(&repository, "package", wanted).await.expect("a chart");
        assert_eq!(chart.version, version, "{wanted:?}");
        assert!(chart.is_verified);
        assert_eq!(chart.body.into_bytes().expect("bytes"), content);
    }
    let missing = fetcher().chart(&repository, "package", Some("3")).await;
    assert!(matches!(missing, Err(Error::NoVersion { .. })));
}

#[tokio::test]
async fn a_layer_is_found_by_its_type() {
    let host = registry().start().await;
    assert!(matches!(pull(&host, ":two", Layer::Only).await, Err(Error::Layer { count: 2, .. })));
    let readme = pull(&host, ":two", Layer::OfType("application/vnd.example.readme")).await;
    assert_eq!(readme.expect("pulled").0, b"read me");
    let none = pull(&host, ":two", Layer::OfType("application/vnd.example.other")).await;
    assert!(matches!(none, Err(Error::Layer { count: 0, .. })));
}

#[tokio::test]
async fn a_token_comes_from_the_host_the_registry_names() {
    let host = Registry { realm: Some(tokens(None).await), ..registry() }.start().await;
    assert_eq!(pull(&host, ":v1", Layer::Only).await.expect("pulled").0, b"the package");
}

#[tokio::test]
async fn credentials_go_to_the_token_host_and_not_to_the_registry_or_its_storage() {
    let storage_saw = Arc::new(Mutex::new(Vec::new()));
    let saw = Arc::clone(&storage_saw);
    let store = Router::new().route(
        "/{name}",
        get(move |headers: HeaderMap| async move {
            saw.lock().expect("lock").push(headers.contains_key(header::AUTHORIZATION));
            "the package"
        }),
    );
    let registry = Registry {
        realm: Some(tokens(Some("Basic dXNlcjpwYXNz")).await),
        storage: Some(serve(store).await),
        ..registry()
    };
    let seen = Arc::clone(&registry.seen);
    let reference: Reference = format!("{}/team/package:v1", registry.start().await).parse().expect("a name");

    let nobody = fetcher().pull(&reference, Layer::Only, None).await.expect_err("denied");
    assert!(matches!(nobody, Error::Denied { .. }), "{nobody}");

    let credentials = Credentials { username: "user".to_owned(), password: "pass".into() };
    let pulled = fetcher().pull(&reference, Layer::Only, Some(&credentials)).await.expect("pulled");
    assert_eq!(pulled.body.into_bytes().expect("bytes"), b"the package");
    assert_eq!(*storage_saw.lock().expect("lock"), [false]);
    assert!(seen.lock().expect("lock").iter().all(|value| value.is_empty() || value == "Bearer the-token"));
}

#[tokio::test]
async fn storage_that_asks_for_credentials_gets_none() {
    let asked = Arc::new(Mutex::new(0));
    let count = Arc::clone(&asked);
    let thief = Router::new().route(
        "/token",
        get(move || async move {
            *count.lock().expect("lock") += 1;
            axum::Json(json!({"token": "x"}))
        }),
    );
    let challenge = format!(r#"Bearer realm="{}/token""#, serve(thief).await);
    let store = Router::new().fallback(move || async move {
        (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, challenge)]).into_response()
    });
    let host = Registry { storage: Some(serve(store).await), ..registry() }.start().await;
    let reference: Reference = format!("{host}/team/package:v1").parse().expect("a name");
    let credentials = Credentials { username: "user".to_owned(), password: "pass".into() };
    let refused = fetcher().pull(&reference, Layer::Only, Some(&credentials)).await.expect_err("denied");
    assert!(matches!(refused, Error::Denied { .. }), "{refused}");
    assert_eq!(*asked.lock().expect("lock"), 0);
}

#[tokio::test]
async fn the_guard_holds_for_the_token_host_and_the_storage() {
    for inside in ["http://169.254.169.254/token", "http://10.0.0.1/token", "http://localhost:1234/token"] {
        let host = Registry { realm: Some(inside.to_owned()), ..registry() }.start().await;
        let refused = pull(&host, ":v1", Layer::Only).await.expect_err(inside);
        assert!(matches!(refused, Error::Forbidden { .. }), "{inside}: {refused}");
        let host = Registry { storage: Some(inside.to_owned()), ..registry() }.start().await;
        let refused = pull(&host, ":v1", Layer::Only).await.expect_err(inside);
        assert!(matches!(refused, Error::Forbidden { .. }), "{inside}: {refused}");
        assert!(!refused.to_string().contains("s3cret"), "{refused}");
    }
}

#[tokio::test]
async fn a_registry_on_loopback_is_refused_unless_listed() {
    let host = registry().start().await;
    let strict = Fetcher::new(Policy::default()).expect("a fetcher");
    assert!(matches!(pull_with(&strict, &host, ":v1", Layer::Only).await, Err(Error::Forbidden { .. })));
}

#[tokio::test]
async fn content_that_differs_from_its_digest_is_not_used() {
    let mut forged = registry();
    for bytes in forged.blobs.values_mut() {
        bytes.reverse();
    }
    let host = forged.start().await;
    assert!(matches!(pull(&host, ":v1", Layer::Only).await, Err(Error::Digest { .. })));

    let mut forged = registry();
    let name = format!("sha256:{}", "0".repeat(64));
    forged.manifests.insert(name.clone(), forged.manifests["v1"].clone());
    let host = forged.start().await;
    assert!(matches!(pull(&host, &format!("@{name}"), Layer::Only).await, Err(Error::Digest { .. })));
}

#[tokio::test]
async fn a_layer_past_the_limit_is_not_asked_for() {
    let registry = registry();
    let seen = Arc::clone(&registry.seen);
    let host = registry.start().await;
    let tight = Fetcher::new(Policy { max_bytes: 5, ..loopback() }).expect("a fetcher");
    let refused = pull_with(&tight, &host, ":v1", Layer::Only).await.expect_err("too large");
    assert!(matches!(refused, Error::TooLarge { limit: 5, .. }), "{refused}");
    assert_eq!(seen.lock().expect("lock").len(), 1);
}

#[tokio::test]
async fn a_layer_longer_than_announced_is_cut_off() {
    let mut liar = registry();
    for bytes in liar.blobs.values_mut() {
        bytes.extend_from_slice(&[0; 100]);
    }
    let host = liar.start().await;
    assert!(matches!(pull(&host, ":v1", Layer::Only).await, Err(Error::TooLarge { .. })));
}

#[tokio::test]
async fn indexes_that_lead_to_indexes_end() {
    let mut deep = registry();
    let leaf = deep.blob("x", b"x");
    let mut inner = deep.manifest("i0", &json!({"manifests": [leaf]}));
    for level in 1..6 {
        inner = deep.manifest(&format!("i{level}"), &json!({"manifests": [inner]}));
    }
    let host = deep.start().await;
    assert!(matches!(pull(&host, ":i5", Layer::Only).await, Err(Error::Answer { .. })));
    assert!(matches!(pull(&host, ":missing", Layer::Only).await, Err(Error::Status { status: 404, .. })));
}
