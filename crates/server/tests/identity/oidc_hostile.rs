//! Issuers, answers and visitors that are not what they should be.

use std::time::Duration;

use meshery_testkit::{Endpoint, Issuer, Knobs, OldKey, Server, Signature, Trouble};
use serde_json::{Value, json};

use crate::world::{
    ACME, assert_logged, assert_refused, begin, config_of, parameter, reference, roles, server_with, sign_in,
    signed_in, soon, try_to_begin, with_parameter,
};

const FAILED: &str = "meshery-server-1410";
const UNREACHABLE: &str = "meshery-server-1421";

#[test]
fn the_issuer_is_asked_with_a_challenge_a_nonce_and_the_exact_callback() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    let (first, second) = (begin(&server.anon(), ACME, "/"), begin(&server.anon(), ACME, "/"));
    assert!(first.starts_with(&format!("{}/authorize?", issuer.issuer())), "{first}");
    let asked = |name: &str| parameter(&first, name).unwrap_or_else(|| panic!("no {name} in {first}"));
    assert_eq!(asked("redirect_uri"), server.at("/auth/oidc/Acme/callback"));
    assert_eq!(asked("response_type"), "code");
    assert_eq!(asked("code_challenge_method"), "S256");
    assert_eq!(asked("client_id"), issuer.client_id());
    for name in ["code_challenge", "nonce", "state"] {
        assert!(asked(name).len() >= 43, "{name} has less than 256 bits: {first}");
        assert_ne!(Some(asked(name)), parameter(&second, name), "{name} is used twice");
    }
    assert!(!first.contains("secret"), "{first}");
}

#[test]
fn an_answer_is_good_once() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    let browser = server.anon();
    let back = issuer.sign_in(&begin(&browser, ACME, "/designs"));
    let flow = browser.cookie("meshery-sign-in").expect("a cookie of the sign-in under way");
    assert_eq!(browser.get(&back).location(), Some("/designs"));
    assert_eq!(browser.cookie("meshery-sign-in"), None);

    // The same answer with everything a thief of the browser's traffic would have.
    let thief = server.anon();
    thief.set_cookie("meshery-sign-in", &flow);
    assert_refused(&server, &thief, &thief.get(&back), FAILED);
    assert_logged(&server, "or it was finished already", &[&flow, &parameter(&back, "code").expect("code")]);
    assert_eq!(issuer.requests(Endpoint::Token), 1, "a replayed code reaches the issuer");
    assert_eq!(browser.get("/api/user").status, 200, "the honest session is still there");
}

#[test]
fn a_code_that_was_used_elsewhere_lets_nobody_in() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    let first = server.anon();
    let back = issuer.sign_in(&begin(&first, ACME, "/"));
    let code = parameter(&back, "code").expect("code");
    assert_eq!(first.get(&back).status, 303);

    let second = server.anon();
    let other = issuer.sign_in(&begin(&second, ACME, "/"));
    let reply = second.get(&with_parameter(&other, "code", Some(&code)));
    assert_refused(&server, &second, &reply, FAILED);
    assert_logged(&server, "the code was not exchanged", &[&code, issuer.client_secret()]);
}

#[test]
fn an_answer_is_good_only_in_the_browser_that_began() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    let attacker = server.anon();
    let back = issuer.sign_in(&begin(&attacker, ACME, "/"));
    let victim = server.anon();
    assert_refused(&server, &victim, &victim.get(&back), FAILED);
    assert_logged(&server, "another browser began it", &[&parameter(&back, "state").expect("state")]);

    let back = issuer.sign_in(&begin(&attacker, ACME, "/"));
    let busy = server.anon();
    let _ = begin(&busy, ACME, "/");
    assert_refused(&server, &busy, &busy.get(&back), FAILED);
    assert_eq!(issuer.requests(Endpoint::Token), 0, "a code of the attacker reaches the issuer");
}

#[test]
fn an_answer_that_nobody_asked_for_is_refused() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    let browser = server.anon();
    for query in
        ["", "?code=a", "?state=b", "?code=a&state=b", "?error=access_denied", "?code=a&state=%00%ff"]
    {
        let reply = browser.get(&format!("/auth/oidc/Acme/callback{query}"));
        assert_refused(&server, &browser, &reply, FAILED);
    }
    let back = issuer.sign_in(&begin(&browser, ACME, "/"));
    let reply = browser.get(&with_parameter(&back, "state", Some("another")));
    assert_refused(&server, &browser, &reply, FAILED);
    let back = issuer.sign_in(&begin(&browser, ACME, "/"));
    assert_refused(&server, &browser, &browser.get(&with_parameter(&back, "code", None)), FAILED);
    let nobody = browser.get("/auth/oidc/Nobody/callback?code=a&state=b");
    assert_eq!(nobody.location(), Some("/provider?error=meshery-server-1401"));
}

#[test]
fn the_answer_of_one_issuer_is_not_taken_to_another() {
    let (honest, evil) = (Issuer::start(), Issuer::start());
    let config = config_of("Honest", &honest, "") + &config_of("Evil", &evil, "");
    let server = Server::builder().config(&config).start();
    let browser = server.anon();
    let back = honest.sign_in(&begin(&browser, "Honest", "/"));
    let code = parameter(&back, "code").expect("code");
    let elsewhere = back.replace("/auth/oidc/Honest/", "/auth/oidc/Evil/");
    assert_ne!(back, elsewhere);
    assert_refused(&server, &browser, &browser.get(&elsewhere), FAILED);
    assert_logged(&server, "it began at another provider", &[&code]);
    assert_eq!(evil.requests(Endpoint::Token), 0, "the code of one issuer was sent to another");

    // The mix-up attack: the evil issuer passes the browser on to the honest one and waits for its code.
    let begun = begin(&browser, "Evil", "/");
    let passed_on = begun.replace(evil.issuer(), honest.issuer());
    let reply = browser.get(&honest.sign_in(&passed_on));
    assert_refused(&server, &browser, &reply, FAILED);
    assert_logged(&server, "another issuer answered", &[]);
    assert_eq!(evil.requests(Endpoint::Token), 0, "the code of one issuer was sent to another");
}

#[test]
fn an_issuer_that_says_it_names_itself_has_to() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    for iss in [Value::Null, json!("https://evil.example"), json!(format!("{}/", issuer.issuer())), json!("")]
    {
        issuer.set(|knobs| knobs.callback = object(&json!({ "iss": iss })));
        let browser = server.anon();
        assert_refused(&server, &browser, &sign_in(&browser, &issuer), FAILED);
    }
    assert_eq!(issuer.requests(Endpoint::Token), 0);

    let older = Issuer::start();
    older.set(|knobs| {
        knobs.callback = object(&json!({ "iss": null }));
        knobs.discovery = object(&json!({ "authorization_response_iss_parameter_supported": null }));
    });
    let server = server_with(&older, "");
    drop(signed_in(&server, &older));
}

/// Makes an issuer misbehave.
type Change = Box<dyn Fn(&mut Knobs)>;

/// What an issuer may get wrong in an id token, and what the log says about it.
fn bad_id_tokens(now: i64) -> Vec<(&'static str, Change)> {
    let claim = |name: &'static str, value: Value| -> Change {
        Box::new(move |knobs| knobs.id_token = object(&json!({ name: value })))
    };
    let signed =
        |signature: Signature| -> Change { Box::new(move |knobs| knobs.signature = signature.clone()) };
    vec![
        ("nonce", claim("nonce", json!("another"))),
        ("nonce", claim("nonce", Value::Null)),
        ("issuer", claim("iss", json!("https://evil.example"))),
        ("audience", claim("aud", json!("another"))),
        ("audience", claim("aud", json!(["meshery", "another"]))),
        ("expired", claim("exp", json!(now - 120))),
        ("not good yet", claim("nbf", json!(now + 120))),
        ("future", claim("iat", json!(now + 120))),
        ("names nobody", claim("sub", json!(""))),
        ("not exchanged", claim("sub", Value::Null)),
        ("No signature", signed(Signature::None)),
        ("ignature verification failed", signed(Signature::HmacWithClientSecret)),
        ("ignature verification failed", signed(Signature::HmacWithPublicKey)),
        ("ignature verification failed", signed(Signature::WrongKey)),
        ("ignature verification failed", signed(Signature::UnknownKey)),
        ("no id token", Box::new(|knobs| knobs.token = object(&json!({ "id_token": null })))),
        ("not exchanged", Box::new(|knobs| knobs.token = object(&json!({ "id_token": "opaque.to.us" })))),
    ]
}

#[test]
fn an_id_token_that_is_not_right_in_everything_lets_nobody_in() {
    let issuer = Issuer::start();
    // An issuer that offers weak algorithms does not make them good.
    let algorithms = json!({ "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"] });
    let server = server_with(&issuer, "");
    let now = issuer.honest_claims()["iat"].as_i64().expect("a time");
    for (number, (reason, change)) in bad_id_tokens(now).into_iter().enumerate() {
        issuer.reset();
        issuer.set(|knobs| knobs.discovery = object(&algorithms));
        issuer.set(change);
        let browser = server.anon();
        let before = server.log().len();
        let back = issuer.sign_in(&begin(&browser, ACME, "/"));
        let reply = browser.get(&back);
        assert_refused(&server, &browser, &reply, FAILED);
        let code = parameter(&back, "code").expect("code");
        let said = || server.log()[before..].to_owned();
        assert!(soon(|| said().contains(reason)), "case {number}, `{reason}`, is logged as: {}", said());
        assert!(!said().contains("signed in"), "{}", said());
        assert_logged(&server, "", &[&code, issuer.client_secret(), "opaque.to.us"]);
    }
    issuer.reset();
    drop(signed_in(&server, &issuer));
}

/// OpenID Connect Core, 10.1: a token need not name its key as long as the issuer has one only.
#[test]
fn a_token_without_a_key_id_is_good_only_where_there_is_one_key() {
    let issuer = Issuer::start();
    issuer.set(|knobs| knobs.signature = Signature::Unnamed);
    let server = server_with(&issuer, "");
    drop(signed_in(&server, &issuer));
    issuer.rotate_keys(OldKey::Kept);
    let browser = server.anon();
    assert_refused(&server, &browser, &sign_in(&browser, &issuer), FAILED);
    issuer.rotate_keys(OldKey::Dropped);
    drop(signed_in(&server, &issuer));
}

#[test]
fn an_issuer_that_knows_no_challenge_is_sent_one_all_the_same() {
    let issuer = Issuer::start();
    for methods in [Value::Null, json!(["plain"])] {
        issuer.set(|knobs| knobs.discovery = object(&json!({ "code_challenge_methods_supported": methods })));
        let server = server_with(&issuer, "");
        drop(signed_in(&server, &issuer));
        let asked = issuer.last_authorize().expect("a request");
        assert_eq!(asked.get("code_challenge_method").map(String::as_str), Some("S256"));
        assert!(issuer.last_token_request().expect("a request").contains_key("code_verifier"));
    }
}

#[test]
fn user_info_about_somebody_else_is_not_believed() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    issuer.set(|knobs| {
        knobs.claims.clear();
        knobs.userinfo =
            object(&json!({ "sub": "somebody else", "groups": ["admins"], "email": "eve@example.org" }));
    });
    let browser = signed_in(&server, &issuer);
    assert!(issuer.requests(Endpoint::UserInfo) > 0);
    assert_eq!(roles(&browser), json!(["viewer"]));
    assert_eq!(browser.get("/api/user").json()["email"], "");

    issuer.set(|knobs| knobs.userinfo = object(&json!({ "groups": ["admins"] })));
    assert_eq!(roles(&signed_in(&server, &issuer)), json!(["admin"]));
}

fn troubles(elsewhere: &Issuer, path: &str) -> [Trouble; 4] {
    [
        Trouble::Status(500),
        Trouble::Oversized(2 << 20),
        Trouble::Garbage,
        Trouble::Redirect(format!("{}{path}", elsewhere.issuer())),
    ]
}

#[test]
fn an_issuer_whose_documents_cannot_be_had_is_unreachable_until_they_can() {
    let (issuer, elsewhere) = (Issuer::start(), Issuer::start());
    let server = server_with(&issuer, "");
    for (endpoint, path) in
        [(Endpoint::Discovery, "/.well-known/openid-configuration"), (Endpoint::Jwks, "/jwks")]
    {
        for trouble in troubles(&elsewhere, path) {
            issuer.set(|knobs| knobs.trouble = [(endpoint, trouble)].into());
            let browser = server.anon();
            assert_refused(&server, &browser, &try_to_begin(&browser, ACME, "/"), UNREACHABLE);
        }
    }
    issuer.reset();
    issuer.set(|knobs| knobs.discovery = object(&json!({ "issuer": elsewhere.issuer() })));
    let browser = server.anon();
    assert_refused(&server, &browser, &try_to_begin(&browser, ACME, "/"), UNREACHABLE);
    for endpoint in [Endpoint::Discovery, Endpoint::Jwks] {
        assert_eq!(elsewhere.requests(endpoint), 0, "a redirect was followed");
    }
    issuer.reset();
    drop(signed_in(&server, &issuer));
}

#[test]
fn a_code_that_cannot_be_exchanged_lets_nobody_in() {
    let (issuer, elsewhere) = (Issuer::start(), Issuer::start());
    let server = server_with(&issuer, "");
    let refusal =
        json!({ "error": "invalid_grant", "error_description": "the code was used", "id_token": null });
    for trouble in troubles(&elsewhere, "/token") {
        issuer.set(|knobs| knobs.trouble = [(Endpoint::Token, trouble)].into());
        let browser = server.anon();
        let back = issuer.sign_in(&begin(&browser, ACME, "/"));
        assert_refused(&server, &browser, &browser.get(&back), FAILED);
        let code = parameter(&back, "code").expect("code");
        assert_logged(&server, "the code was not exchanged", &[&code, issuer.client_secret()]);
    }
    issuer.reset();
    issuer.set(|knobs| {
        knobs.token = object(&refusal);
        knobs.token.insert("access_token".to_owned(), Value::Null);
    });
    let browser = server.anon();
    assert_refused(&server, &browser, &sign_in(&browser, &issuer), FAILED);
    assert_eq!(elsewhere.requests(Endpoint::Token), 0, "a redirect was followed, with the code");
    issuer.reset();
    drop(signed_in(&server, &issuer));
}

#[test]
fn user_info_that_cannot_be_had_keeps_nobody_out() {
    let (issuer, elsewhere) = (Issuer::start(), Issuer::start());
    let server = server_with(&issuer, "");
    for trouble in troubles(&elsewhere, "/userinfo") {
        issuer.set(|knobs| {
            knobs.claims.clear();
            knobs.trouble = [(Endpoint::UserInfo, trouble)].into();
        });
        assert_eq!(roles(&signed_in(&server, &issuer)), json!(["viewer"]));
    }
    assert_eq!(elsewhere.requests(Endpoint::UserInfo), 0, "a redirect was followed, with the access token");
}

#[test]
fn an_issuer_may_be_slow_but_not_for_ever() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    issuer
        .set(|knobs| knobs.trouble = [(Endpoint::Discovery, Trouble::Slow(Duration::from_secs(60)))].into());
    let waiting = server.anon();
    std::thread::scope(|threads| {
        let refused = threads.spawn(|| try_to_begin(&waiting, ACME, "/"));
        assert_eq!(server.get("/readyz").status, 200, "the server waits for an issuer");
        assert_eq!(server.get("/api/providers").status, 200, "the server waits for an issuer");
        assert_refused(&server, &waiting, &refused.join().expect("a reply"), UNREACHABLE);
    });
    issuer.set(|knobs| {
        let slow = Trouble::Slow(Duration::from_millis(300));
        knobs.trouble = [(Endpoint::Discovery, slow.clone()), (Endpoint::Token, slow)].into();
    });
    drop(signed_in(&server, &issuer));
}

#[test]
fn who_is_refused_by_the_issuer_is_told_so_by_code_alone() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    issuer.set(|knobs| {
        knobs.callback = object(&json!({
            "code": null, "error": "access_denied", "error_description": "<script>alert(1)</script>",
        }));
    });
    let browser = server.anon();
    assert_refused(&server, &browser, &sign_in(&browser, &issuer), FAILED);
    assert_logged(&server, "access_denied", &["<script>"]);
    issuer.set(|knobs| knobs.callback = object(&json!({ "code": null, "error": "a\n2026 forged line" })));
    assert_refused(&server, &browser, &sign_in(&browser, &issuer), FAILED);
    assert!(!server.log().lines().any(|line| line.starts_with("2026 forged")), "{}", server.log());
}

#[test]
fn clocks_may_differ_by_half_a_minute() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    for seconds in [-30, 30] {
        issuer.set(|knobs| {
            knobs.clock_seconds = seconds;
            knobs.lifetime_seconds = 20;
        });
        drop(signed_in(&server, &issuer));
    }
}

#[test]
fn keys_may_change_at_any_time() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    let early = signed_in(&server, &issuer);
    for old in [OldKey::Kept, OldKey::Dropped] {
        issuer.rotate_keys(old);
        drop(signed_in(&server, &issuer));
        assert_eq!(early.get("/api/user").status, 200, "a session ends with the issuer's key");
    }
}

#[test]
fn nobody_is_sent_to_another_site_after_signing_in() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "");
    for target in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "/\r\nlocation: //evil.example/",
        "javascript:alert(1)",
        "evil.example",
        "",
    ] {
        let browser = server.anon();
        let back = issuer.sign_in(&begin(&browser, ACME, target));
        assert_eq!(browser.get(&back).location(), Some("/"), "{target:?}");
    }
    // The parameter of the callback itself means nothing.
    let browser = server.anon();
    let back = issuer.sign_in(&begin(&browser, ACME, "/designs"));
    let back = with_parameter(&back, "ref", Some(&reference("//evil.example/")));
    assert_eq!(browser.get(&back).location(), Some("/designs"));
}

fn object(value: &Value) -> serde_json::Map<String, Value> {
    value.as_object().cloned().expect("an object")
}
