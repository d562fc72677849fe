//! Floods of wrong passwords and forged tokens: who is signed in goes on, and nobody is locked out for good.
//!
//! How fast good requests are meanwhile, `bench/denial` measures, with twenty times as many.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use meshery_testkit::{Answered, Client, Connection, Server};
use serde_json::{Value, json};

use crate::world::within;

const PASSWORD: &str = "correct horse battery staple";
const THREADS: usize = 4;
const LOGINS: usize = 500;
const TOKENS: usize = 5_000;

fn world() -> (Server, Client) {
    let server = Server::builder().config("[accounts]\nenabled = true\n").start();
    let root = server.anon();
    let set_up = json!({ "setupToken": server.setup_token().expect("a setup token"), "login": "root", "password": PASSWORD });
    assert_eq!(root.post("/api/identity/accounts/setup", &set_up).status, 201);
    (server, root)
}

/// Runs a flood in several threads while somebody who is signed in works on.
fn flood(server: &Server, good: &Client, number: usize, one: impl Fn(&mut Connection, usize) + Sync) {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let working = threads.spawn(|| {
            let mut asked = 0;
            while !is_over.load(Ordering::Relaxed) || asked < 20 {
                assert_eq!(good.get("/api/user").status, 200);
                assert_eq!(good.get("/api/pattern").status, 200);
                asked += 1;
            }
        });
        let floods: Vec<_> = (0..THREADS)
            .map(|thread| {
                let one = &one;
                threads.spawn(move || {
                    let mut connection = Connection::open(server.url()).expect("connection");
                    (thread..number).step_by(THREADS).for_each(|number| one(&mut connection, number));
                })
            })
            .collect();
        let floods: Vec<_> = floods.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        is_over.store(true, Ordering::Relaxed);
        for result in floods.into_iter().chain([working.join()]) {
            result.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
    });
    assert_eq!(server.get("/readyz").status, 200);
}

#[test]
fn wrong_passwords_lock_nobody_out_for_good() {
    let (server, root) = world();
    flood(&server, &root, LOGINS, |connection, number| {
        let login = if number % 2 == 0 { "root".to_owned() } else { format!("nobody-{number}") };
        let body = json!({ "login": login, "password": format!("wrong password {number}") }).to_string();
        let json = "content-type: application/json\r\n";
        let answered = connection.ask("POST", "/api/identity/accounts/login", json, &body).expect("answer");
        match answered {
            Answered { status: 401, retry_after: None }
            | Answered { status: 429, retry_after: Some(1..=600) } => {}
            other => panic!("a wrong password is answered with {other:?}"),
        }
    });
    let log = server.log();
    assert!(log.lines().count() < 2 * LOGINS, "each wrong password is worth a line, if it was looked at");

    // The right one is let in as soon as the answers say it may try again.
    let body = json!({ "login": "root", "password": PASSWORD });
    let signed_in = within(Duration::from_secs(50), || {
        let reply = server.post("/api/identity/accounts/login", &body);
        if reply.status == 429 {
            let seconds = reply.header("retry-after").and_then(|value| value.parse().ok()).expect("seconds");
            std::thread::sleep(Duration::from_secs(seconds));
        }
        reply.status == 200
    });
    assert!(signed_in, "the account is locked");
}

#[test]
fn forged_tokens_are_refused_by_the_thousand() {
    let (server, root) = world();
    let good = root.cookie("token").expect("a token");
    let parts: Vec<&str> = good.split('.').collect();
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    flood(&server, &root, TOKENS, |connection, number| {
        let token = match number % 3 {
            0 => format!("random-{number}"),
            1 => {
                let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": format!("key-{number}") });
                format!("{}.{}.{}", part(&header), parts[1], parts[2])
            }
            _ => {
                let mut signature = URL_SAFE_NO_PAD.decode(parts[2]).expect("base64");
                signature[number % 32] ^= 1 + u8::try_from(number % 200).expect("a byte");
                format!("{}.{}.{}", parts[0], parts[1], URL_SAFE_NO_PAD.encode(signature))
            }
        };
        let bearer = format!("authorization: Bearer {token}\r\n");
        let answered = connection.ask("GET", "/api/user", &bearer, "").expect("answer");
        assert_eq!(answered.status, 401, "{token}");
    });
    assert!(server.log().lines().count() < 100, "forged tokens fill the log");
    assert_eq!(server.bearer(&good).get("/api/user").status, 200);
}
