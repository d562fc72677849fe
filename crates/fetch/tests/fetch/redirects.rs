//! Redirects: each new address is checked like the first, and credentials stay where they belong.

use meshery_fetch::{Error, Fetcher, Policy};

use crate::support::{Names, Wire, ok, to};

const A: &str = "93.184.216.34:80";
const B: &str = "93.184.216.35:80";

fn fetcher(wire: &Wire) -> Fetcher {
    let names = Names::default()
        .with("a.example", &["93.184.216.34"])
        .with("b.example", &["93.184.216.35"])
        .with("private.example", &["10.0.0.1"]);
    Fetcher::with(Policy::default(), names, wire.clone()).expect("a fetcher")
}

#[tokio::test]
async fn a_redirect_is_followed_and_the_last_address_told() {
    let wire = Wire::default().answering(A, &to("http://b.example/y?q=1")).answering(B, &ok("there"));
    let fetched = fetcher(&wire).get("http://a.example/x").await.expect("fetched");
    assert_eq!(fetched.final_url.as_str(), "http://b.example/y?q=1");
    assert_eq!(fetched.content_type.as_deref(), Some("text/plain"));
    assert_eq!(fetched.body.into_bytes().expect("bytes"), b"there");
    let requests = wire.requests();
    assert!(requests[0].starts_with("GET /x HTTP/1.1\r\n") && requests[0].contains("host: a.example\r\n"));
    assert!(
        requests[1].starts_with("GET /y?q=1 HTTP/1.1\r\n") && requests[1].contains("host: b.example\r\n")
    );
}

#[tokio::test]
async fn odd_characters_of_an_address_are_sent_as_they_are() {
    let wire = Wire::default().answering(A, &ok("there"));
    fetcher(&wire).get("http://a.example/a|b[c]~'%20 ü?q={x}|`\"#frag").await.expect("fetched");
    assert!(
        wire.requests()[0].starts_with("GET /a|b[c]~'%20%20%C3%BC?q={x}|`%22 HTTP/1.1\r\n"),
        "{:?}",
        wire.requests()
    );
}

#[tokio::test]
async fn a_public_server_can_not_send_us_inside() {
    for inside in [
        "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
        "http://127.0.0.1:8080/",
        "http://[::ffff:169.254.169.254]/",
        "http://0xa9fea9fe/",
        "http://localhost:9081/",
        "http://private.example/",
        "//10.0.0.1/",
        "https://private.example/",
    ] {
        let wire = Wire::default().answering(A, &to(inside));
        let refused = fetcher(&wire).get("http://a.example/").await.expect_err(inside);
        assert!(matches!(refused, Error::Forbidden { .. }), "{inside}: {refused}");
        assert_eq!(wire.dialled(), [A], "{inside}");
    }
}

#[tokio::test]
async fn a_redirect_keeps_to_the_rules_of_addresses() {
    for location in ["file:///etc/passwd", "http://user:pw@b.example/", "http://b.example:22/", "http://["] {
        let wire = Wire::default().answering(A, &to(location));
        assert!(fetcher(&wire).get("http://a.example/").await.is_err(), "{location}");
        assert_eq!(wire.dialled(), [A], "{location}");
    }
}

#[tokio::test]
async fn redirects_end_somewhere() {
    let wire = (0..10).fold(Wire::default(), |wire, _| wire.answering(A, &to("/again")));
    let refused = fetcher(&wire).get("http://a.example/").await.expect_err("refused");
    assert!(matches!(refused, Error::Redirects { limit: 5, .. }), "{refused}");
    assert_eq!(wire.dialled().len(), 6);
}

#[tokio::test]
async fn a_name_that_turns_private_between_redirects_is_refused() {
    let names = Names::default().with("r.example", &["93.184.216.34"]).with("r.example", &["127.0.0.1"]);
    let wire = Wire::default().answering(A, &to("/next"));
    let fetcher = Fetcher::with(Policy::default(), names, wire.clone()).expect("a fetcher");
    assert!(matches!(fetcher.get("http://r.example/").await, Err(Error::Forbidden { .. })));
    assert_eq!(wire.dialled(), [A]);
}
