//! How the server listens: TLS, one server a data directory, behind a proxy.

use std::process::Command;

use meshery_testkit::Server;
use serde_json::json;

use crate::people::{PASSWORD, set_up};

/// Makes a certificate for 127.0.0.1 that signs itself.
fn certificate(folder: &std::path::Path) -> (String, String) {
    let (cert, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&cert)
        .output()
        .expect("openssl");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = |path: std::path::PathBuf| path.to_str().expect("path").to_owned();
    (text(cert), text(key))
}

#[test]
fn with_a_certificate_the_server_speaks_tls_and_its_cookies_travel_by_tls_only() {
    let folder = tempfile::tempdir().expect("folder");
    let (cert, key) = certificate(folder.path());
    let server = Server::builder()
        .config("[accounts]\nenabled = true\n")
        .flags(&["--tls-cert", &cert, "--tls-key", &key])
        .start();
    assert!(server.url().starts_with("https://"), "{}", server.url());
    set_up(&server, "ada");
    let client = server.anon();
    let done = client.post("/api/identity/accounts/login", &json!({"login": "ada", "password": PASSWORD}));
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.set_cookies().iter().all(|cookie| cookie.contains("Secure")), "{:?}", done.set_cookies());
    assert_eq!(client.get("/api/user").status, 200);
    let own = [("content-type", "application/json"), ("origin", server.url())];
    assert_eq!(client.send("POST", "/api/user/prefs", &own, Some(b"{}")).status, 200);
}

#[test]
fn a_certificate_that_is_none_is_named() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("none.pem");
    std::fs::write(&path, "canary").expect("write");
    let path = path.to_str().expect("path");
    let said = Server::builder().flags(&["--tls-cert", path, "--tls-key", path]).refusal();
    assert!(said.contains("none.pem") && !said.contains("canary"), "{said}");
}

#[test]
fn a_second_server_keeps_out_of_the_data_directory() {
    let server = Server::start();
    let second = Command::new(env!("CARGO_BIN_EXE_meshery"))
        .args(["--listen", "127.0.0.1:0", "--data-dir"])
        .arg(server.data_dir())
        .env("XDG_CONFIG_HOME", server.data_dir())
        .output()
        .expect("a server that does not start");
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(!second.status.success());
    assert!(said.contains("another server uses the data directory"), "{said}");
    assert_eq!(server.get("/readyz").status, 200);
}

#[test]
fn behind_a_proxy_the_configured_address_counts() {
    let server = Server::builder()
        .config("public_url = \"https://meshery.example.com\"\n[accounts]\nenabled = true\n")
        .start();
    set_up(&server, "ada");
    let body = json!({"login": "ada", "password": PASSWORD}).to_string();
    let headers = |host: &'static str, origin: &'static str| {
        vec![("content-type", "application/json"), ("host", host), ("origin", origin)]
    };
    let login = |headers: &[(&str, &str)]| {
        server.send("POST", "/api/identity/accounts/login", headers, Some(body.as_bytes()))
    };
    let through = login(&headers("meshery.example.com", "https://meshery.example.com"));
    assert_eq!(through.status, 200, "{}", through.text());
    assert!(through.set_cookies().iter().all(|cookie| cookie.contains("Secure")));
    assert_eq!(login(&headers("meshery.example.com", "https://evil.example")).status, 403);
    assert_eq!(login(&headers("evil.example", "https://evil.example")).status, 421);
    let device = server.post("/api/auth/device", &json!({})).json();
    assert_eq!(device["verification_uri"], "https://meshery.example.com/device");
}

#[test]
fn a_websocket_of_another_site_is_refused() {
    let server = Server::start();
    let upgrade = [("upgrade", "websocket"), ("connection", "upgrade"), ("origin", "https://evil.example")];
    let reply = server.send("GET", "/api/user", &upgrade, None);
    assert_eq!((reply.status, &reply.json()["code"]), (403, &json!("meshery-server-1507")));
}
