//! Version, health, metrics, and the headers of every answer.

use meshery_testkit::Server;

#[test]
fn the_version_is_told_in_both_spellings() {
    let server = Server::start();
    let version = server.get("/api/system/version").json();
    assert_eq!(version["build"], concat!("v", env!("CARGO_PKG_VERSION")));
    assert_eq!(version["releaseChannel"], version["release_channel"]);
}

#[test]
fn health_and_metrics_answer() {
    let server = Server::start();
    for path in ["/livez", "/readyz", "/healthz/live", "/healthz/ready"] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.text().as_str()), (200, "ok"), "{path}");
    }
    assert_eq!(server.get("/api/pattern").status, 200);
    assert_eq!(server.get("/no-such-file.js").status, 404);
    let metrics = server.get("/metrics").text();
    assert!(metrics.contains("http_requests_total{"), "{metrics}");
    assert!(metrics.contains("route=\"/api/pattern\""), "{metrics}");
    assert!(!metrics.contains("no-such-file"), "paths of clients must not become labels");
}

#[test]
fn every_answer_carries_its_request_id_and_security_headers() {
    let server = Server::start();
    let reply = server.send("GET", "/api/pattern/x", &[("x-request-id", "abc-1")], None);
    assert_eq!(reply.header("x-request-id"), Some("abc-1"));
    assert_eq!(reply.json()["requestId"], "abc-1");
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert!(
        reply.header("content-security-policy").is_some_and(|value| value.contains("frame-ancestors 'none'"))
    );
    let strange = server.send("GET", "/livez", &[("x-request-id", "a b<script>")], None);
    assert_ne!(strange.header("x-request-id"), Some("a b<script>"));
}

#[test]
fn error_codes_have_pages() {
    let server = Server::start();
    let page = server.get("/errors/meshery-server-1201");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("## What to do"));
    assert_eq!(server.get("/errors/meshery-server-0").status, 404);
}
