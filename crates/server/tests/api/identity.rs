//! Providers, the chooser, and pages of other sites.

use meshery_testkit::Server;
use serde_json::json;

#[test]
fn the_local_provider_is_listed_and_chosen() {
    let server = Server::start();
    let providers = server.get("/api/providers").json();
    assert_eq!(providers["None"]["provider_type"], "local");

    let page = server.get("/designs?page=1");
    assert_eq!((page.status, page.header("location")), (303, Some("/provider?ref=L2Rlc2lnbnM_cGFnZT0x")));
    assert_eq!(server.get("/provider").status, 200);

    let chosen = server.get("/api/provider?provider=none&ref=L2Rlc2lnbnM_cGFnZT0x");
    assert_eq!((chosen.status, chosen.header("location")), (303, Some("/designs?page=1")));
    let cookie = chosen.header("set-cookie").expect("cookie").to_owned();
    assert!(cookie.starts_with("meshery-provider=None;") && cookie.contains("HttpOnly"), "{cookie}");

    let with_cookie = server.send("GET", "/designs", &[("cookie", "meshery-provider=None")], None);
    assert_eq!(with_cookie.status, 200);
    assert!(with_cookie.header("content-type").is_some_and(|value| value.starts_with("text/html")));

    let user = server.send("GET", "/api/user", &[("cookie", "meshery-provider=Local")], None).json();
    assert_eq!((&user["userId"], &user["provider"]), (&json!("meshery"), &json!("None")));

    let gone = server.get("/user/logout");
    assert_eq!((gone.status, gone.header("location")), (303, Some("/provider")));
}

#[test]
fn nobody_is_sent_to_another_site() {
    let server = Server::start();
    // https://evil.example, //evil.example
    for target in ["aHR0cHM6Ly9ldmlsLmV4YW1wbGU", "Ly9ldmlsLmV4YW1wbGU"] {
        let reply = server.get(&format!("/api/provider?provider=None&ref={target}"));
        assert_eq!(reply.header("location"), Some("/"));
    }
}

#[test]
fn an_unknown_provider_is_refused() {
    let server = Server::start();
    let reply = server.send("GET", "/api/pattern", &[("meshery-provider", "Acme")], None);
    assert_eq!((reply.status, reply.header("www-authenticate")), (401, Some("Bearer")));
    assert_eq!(reply.json()["code"], "meshery-server-1401");
    let page = server.send("GET", "/", &[("cookie", "meshery-provider=Acme")], None);
    assert_eq!(page.status, 303);
}

#[test]
fn pages_of_other_sites_change_nothing() {
    let server = Server::start();
    let body = b"apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
    for headers in [
        [("content-type", "text/plain"), ("origin", "https://evil.example")],
        [("content-type", "text/plain"), ("sec-fetch-site", "cross-site")],
    ] {
        let reply = server.send("POST", "/api/pattern/import", &headers, Some(body));
        assert_eq!((reply.status, &reply.json()["code"]), (403, &json!("meshery-server-1507")));
    }
    let rebound = server.send("GET", "/api/pattern", &[("host", "evil.example")], None);
    assert_eq!((rebound.status, &rebound.json()["code"]), (421, &json!("meshery-server-1508")));
    let own = [("content-type", "text/plain"), ("origin", server.url())];
    assert_eq!(server.send("POST", "/api/pattern/import", &own, Some(body)).status, 201);
}

#[test]
fn the_content_of_a_token_file_is_handed_out() {
    let server = Server::start();
    let reply = server.get("/api/token");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json(), serde_json::json!({"meshery-provider": "None", "token": ""}));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
}
