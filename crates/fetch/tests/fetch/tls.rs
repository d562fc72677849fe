//! Secure connections: who is trusted, for which name, and that they don't become insecure.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use meshery_fetch::{Error, Fetcher, Policy};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsAcceptor;

use crate::support::{loopback, ok, serve, to};

/// Makes a certificate for 127.0.0.1 that signs itself.
fn certificate(folder: &Path) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
    let (key, cert) = (folder.join("key.pem"), folder.join("cert.pem"));
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&cert)
        .output()
        .expect("openssl runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let certificate = CertificateDer::from_pem_file(cert).expect("a certificate");
    (certificate, PrivateKeyDer::from_pem_file(key).expect("a key"))
}

/// Starts a server that gives one answer to everybody, and returns its port and certificate.
async fn secure(answer: String) -> (u16, CertificateDer<'static>) {
    let folder = tempfile::tempdir().expect("a folder");
    let (certificate, key) = certificate(folder.path());
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .expect("a certificate with its key");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Clients that don't trust the certificate hang up here.
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (port, certificate)
}

fn trusting(certificate: CertificateDer<'static>) -> Fetcher {
    let mut policy = Policy { authorities: vec![certificate], ..loopback() };
    policy.allow.push("localhost".parse().expect("a name"));
    Fetcher::new(policy).expect("a fetcher")
}

#[tokio::test]
async fn an_authority_of_the_operator_is_trusted_and_nobody_elses() {
    let (port, certificate) = secure(ok("secure")).await;
    let address = format!("https://127.0.0.1:{port}/");
    let stranger = Fetcher::new(loopback()).expect("a fetcher").get(&address).await.expect_err("refused");
    assert!(matches!(stranger, Error::Tls { .. }), "{stranger}");
    let fetched = trusting(certificate).get(&address).await.expect("fetched");
    assert_eq!(fetched.body.into_bytes().expect("bytes"), b"secure");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let (port, certificate) = secure(ok("secure")).await;
    let refused =
        trusting(certificate).get(&format!("https://localhost:{port}/")).await.expect_err("refused");
    assert!(matches!(refused, Error::Tls { .. }), "{refused}");
}

#[tokio::test]
async fn a_secure_address_does_not_redirect_to_an_insecure_one() {
    let open = serve(Router::new().route("/", get(|| async { "insecure" }))).await;
    let (port, certificate) = secure(to(&open)).await;
    let refused =
        trusting(certificate).get(&format!("https://127.0.0.1:{port}/")).await.expect_err("refused");
    assert!(matches!(refused, Error::Redirect { reason: "it leads from https to http", .. }), "{refused}");
}

#[tokio::test]
async fn what_is_no_certificate_is_told_at_once() {
    let policy = Policy { authorities: vec![CertificateDer::from(vec![1, 2, 3])], ..Policy::default() };
    assert!(matches!(Fetcher::new(policy), Err(Error::Authority(_))));
}
