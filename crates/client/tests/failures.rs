//! What the client makes of servers that fail: refused connections, sign-in pages, unexplained statuses.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use meshery_api::identity::TokenRequest;
use meshery_client::{Client, Credentials, Error, ListQuery, Redeemed, Settings};
use meshery_errors::Coded as _;

/// Answers one request with the given bytes and returns what was asked.
fn answer_once(response: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("free port");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("connection");
        let mut bytes = [0; 4096];
        let length = stream.read(&mut bytes).expect("request");
        stream.write_all(response.as_bytes()).expect("answer");
        String::from_utf8_lossy(&bytes[..length]).to_ascii_lowercase()
    });
    (endpoint, asked)
}

fn list(endpoint: &str, settings: Settings) -> Error {
    let client = Client::new(endpoint, settings).expect("client");
    client.designs().list(&ListQuery::default()).expect_err("failure")
}

#[test]
fn a_refused_connection_names_the_endpoint() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("free port");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    drop(listener);
    let error = list(&endpoint, Settings::default());
    assert!(error.is_unreachable());
    assert_eq!(error.to_string(), format!("no server answers at {endpoint}"));
    assert_eq!(error.code().as_str(), "mesheryctl-1017");
}

#[test]
fn a_redirect_or_a_page_means_nobody_is_signed_in() {
    for response in [
        "HTTP/1.1 302 Found\r\nLocation: /user/login\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
        "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
    ] {
        let (endpoint, asked) = answer_once(response);
        let error = list(&endpoint, Settings::default());
        assert!(matches!(error, Error::NotSignedIn { .. }), "{error:?}");
        assert_eq!(error.code().as_str(), "mesheryctl-1093");
        asked.join().expect("server");
    }
}

#[test]
fn a_token_that_is_not_accepted_is_told_apart_from_none() {
    let (endpoint, asked) = answer_once("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    let credentials = Credentials { provider: "Dex".to_owned(), token: "abc".to_owned() };
    let error = list(&endpoint, Settings { credentials: Some(credentials), ..Settings::default() });
    assert!(matches!(error, Error::TokenRefused { .. }) && error.wants_sign_in(), "{error:?}");
    assert_eq!(error.to_string(), format!("{endpoint} does not accept the token"));
    assert_eq!(error.code().as_str(), "mesheryctl-1091");
    asked.join().expect("server");
}

#[test]
fn a_refusal_to_hand_out_a_token_is_an_answer() {
    let (endpoint, asked) = answer_once(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 65\r\n\r\n\
         {\"error\":\"slow_down\",\"error_description\":\"wait a little longer!\"}",
    );
    let client = Client::new(&endpoint, Settings::default()).expect("client");
    let request = TokenRequest { grant_type: "x".to_owned(), ..TokenRequest::default() };
    let redeemed = client.redeem(&request).expect("answer");
    assert!(matches!(&redeemed, Redeemed::Refusal(refusal) if refusal.error == "slow_down"), "{redeemed:?}");
    let asked = asked.join().expect("server");
    assert!(asked.starts_with("post /api/auth/token http/1.1\r\n"), "{asked}");
}

#[test]
fn a_token_endpoint_that_fails_is_no_refusal() {
    let (endpoint, asked) = answer_once("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
    let client = Client::new(&endpoint, Settings::default()).expect("client");
    let error = client.redeem(&TokenRequest::default()).expect_err("failure");
    assert!(matches!(error, Error::Status { status: 503, .. }), "{error:?}");
    asked.join().expect("server");
}

#[test]
fn an_answer_without_a_body_ends_a_session() {
    let (endpoint, asked) = answer_once("HTTP/1.1 204 No Content\r\n\r\n");
    let client = Client::new(&endpoint, Settings::default()).expect("client");
    let id = "7f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e".parse().expect("id");
    client.end_session(id).expect("ended");
    let asked = asked.join().expect("server");
    assert!(asked.starts_with(&format!("delete /api/identity/sessions/{id} http/1.1\r\n")), "{asked}");
}

#[test]
fn an_unexplained_status_is_told_as_it_is() {
    let (endpoint, asked) = answer_once("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\nno");
    let error = list(&endpoint, Settings::default());
    assert!(matches!(error, Error::Status { status: 502, .. }), "{error:?}");
    assert_eq!(error.code().as_str(), "mesheryctl-1092");
    asked.join().expect("server");
}

#[test]
fn the_server_s_explanation_is_kept() {
    let (endpoint, asked) = answer_once(
        "HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: 71\r\n\r\n\
         {\"error\":\"no such design\",\"code\":\"meshery-server-1201\",\"detail\":\"none\"}",
    );
    let error = list(&endpoint, Settings::default());
    let problem = error.problem().expect("problem");
    assert_eq!((problem.status, problem.code.as_str()), (404, "meshery-server-1201"));
    assert_eq!(error.to_string(), "none");
    asked.join().expect("server");
}

#[test]
fn a_body_of_another_shape_is_an_error() {
    let (endpoint, asked) = answer_once("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n[{}]");
    let client = Client::new(&endpoint, Settings::default()).expect("client");
    let answer = client.designs().list(&ListQuery::default()).expect("JSON");
    assert!(matches!(answer.read(), Err(Error::Body { .. })));
    asked.join().expect("server");
}

#[test]
fn a_silent_server_is_given_up_on() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("free port");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    let settings = Settings { timeout: Duration::from_millis(50), ..Settings::default() };
    let error = list(&endpoint, settings);
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
}

#[test]
fn credentials_go_as_cookies_and_as_bearer() {
    let (endpoint, asked) = answer_once("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    let credentials = Credentials { provider: "None".to_owned(), token: "abc".to_owned() };
    assert!(!format!("{credentials:?}").contains("abc"));
    list(&endpoint, Settings { credentials: Some(credentials), ..Settings::default() });
    let asked = asked.join().expect("server");
    assert!(asked.contains("cookie: meshery-provider=none; token=abc\r\n"), "{asked}");
    assert!(asked.contains("authorization: bearer abc\r\n"), "{asked}");
    assert!(asked.starts_with("get /api/pattern?page=0&pagesize=all http/1.1\r\n"), "{asked}");
}

#[test]
fn a_token_that_cannot_be_sent_is_not_sent() {
    let credentials = Credentials { provider: String::new(), token: "a\nb".to_owned() };
    let error =
        list("http://127.0.0.1:9", Settings { credentials: Some(credentials), ..Settings::default() });
    assert!(matches!(error, Error::Credentials));
}
