//! The protocol of Meshery's remote providers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use meshery_testkit::{Call, Client, OldKey, RemoteProvider, Reply, Server};
use serde_json::{Value, json};

use crate::world::{assert_logged, assert_refused, begin, parameter, roles, soon, with_parameter};

const NAME: &str = "Remote";
const FAILED: &str = "meshery-server-1410";

fn config(provider: &RemoteProvider) -> String {
    format!("[[remote]]\nname = \"{NAME}\"\nurl = \"{}\"\n", provider.url())
}

fn world() -> (RemoteProvider, Server) {
    let provider = RemoteProvider::start();
    let server = Server::builder().config(&config(&provider)).start();
    (provider, server)
}

/// Signs in up to the callback, and returns the address the browser is to go to.
fn callback(browser: &Client, provider: &RemoteProvider) -> String {
    provider.sign_in(&begin(browser, NAME, "/designs"))
}

fn signed_in(server: &Server, provider: &RemoteProvider) -> Client {
    let browser = server.anon();
    let reply = browser.get(&callback(&browser, provider));
    assert_eq!((reply.status, reply.location()), (303, Some("/designs")), "{}", server.log());
    browser
}

/// Returns the parts of a token as the provider writes it.
fn parts(token: &str) -> Value {
    serde_json::from_slice(&STANDARD_NO_PAD.decode(token).expect("base64")).expect("JSON")
}

#[track_caller]
fn assert_unknown(reply: &Reply) {
    assert_eq!(
        (reply.status, &reply.json()["code"]),
        (401, &json!("meshery-server-1404")),
        "{}",
        reply.text()
    );
}

#[test]
fn a_sign_in_says_where_to_come_back_to_and_which_version_asks() {
    let (provider, server) = world();
    let browser = server.anon();
    let back = callback(&browser, &provider);
    let login = provider.last_login().expect("a sign-in");
    assert_eq!(login["source"], server.at("/api/user/token"));
    assert_eq!(login["provider_version"], login["meshery_version"]);
    assert!(login["meshery_version"].starts_with('v'), "{login:?}");
    assert!(login["ref"].len() >= 43, "the state has less than 256 bits: {login:?}");
    assert_eq!(parameter(&back, "ref"), Some(login["ref"].clone()));

    let reply = browser.get(&back);
    assert_eq!((reply.status, reply.location()), (303, Some("/designs")));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_ne!(browser.cookie("token"), parameter(&back, "token"), "the session is this server's own");
    let user = browser.get("/api/user").json();
    assert_eq!(
        [&user["email"], &user["firstName"], &user["lastName"], &user["provider"]],
        ["ada@example.org", "Ada", "Lovelace", NAME].map(|text| json!(text)).each_ref()
    );
    assert_eq!(roles(&browser), json!(["editor"]));
    let asked = browser.get("/api/provider/capabilities").json();
    assert_eq!(asked["capabilities"][0]["feature"], "users-profile");
}

#[test]
fn roles_the_provider_names_are_those_known_here() {
    let (provider, server) = world();
    for (named, had) in [
        (json!(["admin", "workspace admin"]), json!(["admin"])),
        (json!(["organization admin"]), json!(["editor"])),
        (json!(["viewer"]), json!(["viewer"])),
    ] {
        let mut claims = provider.claims();
        claims.insert("role_names".to_owned(), named);
        provider.set_claims(claims);
        assert_eq!(roles(&signed_in(&server, &provider)), had);
    }
}

#[test]
fn an_answer_is_good_once_and_only_in_the_browser_that_began() {
    let (provider, server) = world();
    let attacker = server.anon();
    let back = callback(&attacker, &provider);
    let victim = server.anon();
    let _ = begin(&victim, NAME, "/");
    let token = parameter(&back, "token").expect("a token");
    let secrets = [token.as_str(), &parameter(&back, "session_cookie").expect("a session")];
    assert_refused(&server, &victim, &victim.get(&back), FAILED);
    assert_logged(&server, "another browser began it", &secrets);

    let browser = server.anon();
    let back = callback(&browser, &provider);
    let flow = browser.cookie("meshery-sign-in").expect("a cookie");
    assert_eq!(browser.get(&back).location(), Some("/designs"));
    let thief = server.anon();
    thief.set_cookie("meshery-provider", NAME);
    thief.set_cookie("meshery-sign-in", &flow);
    assert_refused(&server, &thief, &thief.get(&back), FAILED);

    let nobody = server.anon();
    nobody.set_cookie("meshery-provider", NAME);
    for address in [
        format!("/api/user/token?token={token}"),
        format!("/api/user/token?token={token}&session_cookie=a&ref=b"),
        "/api/user/token".to_owned(),
    ] {
        assert_refused(&server, &nobody, &nobody.get(&address), FAILED);
        assert_refused(&server, &nobody, &nobody.post(&address, &Value::Null), FAILED);
    }
}

#[test]
fn a_forged_token_lets_nobody_in() {
    let (provider, server) = world();
    let forged = provider.forged_token();
    let stranger = RemoteProvider::start();
    for token in [forged.as_str(), &stranger.token(), "", "garbage", "a.b.c"] {
        let browser = server.anon();
        let back = with_parameter(&callback(&browser, &provider), "token", Some(token));
        assert_refused(&server, &browser, &browser.get(&back), FAILED);
    }
    assert_logged(&server, "is forged", &[&forged, parts(&forged)["access_token"].as_str().expect("text")]);
    assert_unknown(&server.bearer(&forged).get("/api/user"));
    provider.set_lifetime(Some(-120));
    let browser = server.anon();
    assert_refused(&server, &browser, &browser.get(&callback(&browser, &provider)), FAILED);
    assert_logged(&server, "has expired", &[]);
}

#[test]
fn a_token_near_its_end_is_renewed_once() {
    let (provider, server) = world();
    provider.set_lifetime(Some(30));
    let browser = signed_in(&server, &provider);
    provider.set_lifetime(Some(3600));
    assert_eq!(provider.calls(Call::Refresh), 0);
    std::thread::scope(|threads| {
        let asking: Vec<_> =
            (0..8).map(|_| threads.spawn(|| assert_eq!(browser.get("/api/user").status, 200))).collect();
        asking.into_iter().for_each(|thread| thread.join().expect("signed in"));
    });
    assert_eq!(provider.calls(Call::Refresh), 1);
    // Longer than what is known about a session is believed.
    let end = std::time::Instant::now() + std::time::Duration::from_secs(3);
    while std::time::Instant::now() < end {
        assert_eq!(browser.get("/api/user").status, 200);
    }
    assert_eq!(provider.calls(Call::Refresh), 1);
    assert_eq!(provider.live_refresh_tokens(), 1);
}

#[test]
fn a_refused_renewal_ends_the_session() {
    let (provider, server) = world();
    provider.set_lifetime(Some(30));
    let browser = server.anon();
    let back = callback(&browser, &provider);
    assert_eq!(browser.get(&back).status, 303);
    let refresh = parts(&parameter(&back, "token").expect("a token"))["refresh_token"].clone();
    assert_eq!(Client::new(&provider.url()).post("/revoke", &json!({ "token": refresh })).status, 200);
    assert_unknown(&browser.get("/api/user"));
    assert_logged(&server, "a session ends", &[refresh.as_str().expect("text")]);
    provider.set_lifetime(Some(3600));
    drop(signed_in(&server, &provider));
    assert_unknown(&browser.get("/api/user"));
}

#[test]
fn a_provider_that_is_down_ends_no_session() {
    let (mut provider, mut server) = world();
    provider.set_lifetime(Some(30));
    let browser = signed_in(&server, &provider);
    provider.go_offline();
    assert_eq!(browser.get("/api/user").status, 200);
    server.kill_and_restart();
    let browser = {
        let again = server.anon();
        again.set_cookie("token", &browser.cookie("token").expect("a token"));
        again
    };
    assert_eq!(browser.get("/api/user").status, 200);
    assert_logged(&server, "a session was not renewed", &[]);
    provider.set_lifetime(Some(3600));
    provider.go_online();
    assert!(soon(|| {
        assert_eq!(browser.get("/api/user").status, 200);
        provider.calls(Call::Refresh) == 1
    }));
}

#[test]
fn a_token_without_an_end_is_never_renewed() {
    let (provider, server) = world();
    provider.set_lifetime(None);
    let browser = signed_in(&server, &provider);
    assert_eq!(browser.get("/api/user").status, 200);
    assert_eq!(server.bearer(&provider.token()).get("/api/user").status, 200);
    assert_eq!(provider.calls(Call::Refresh), 0);
}

#[test]
fn signing_out_ends_the_session_at_the_provider_as_well() {
    let (provider, server) = world();
    let (browser, other) = (signed_in(&server, &provider), signed_in(&server, &provider));
    assert_eq!((provider.open_sessions(), provider.live_refresh_tokens()), (2, 2));
    assert_eq!(browser.get("/user/logout").location(), Some("/provider"));
    assert!(soon(|| provider.calls(Call::Revoke) == 1 && provider.calls(Call::Logout) == 1));
    assert!(soon(|| (provider.open_sessions(), provider.live_refresh_tokens()) == (1, 1)));
    assert_eq!(other.get("/api/user").status, 200);
    assert_eq!(browser.get("/api/user").status, 401);
}

#[test]
fn a_token_of_the_provider_is_taken_as_the_original_does() {
    let (provider, server) = world();
    let token = provider.token();
    let cookies = [("cookie", format!("meshery-provider={NAME}; token={token}"))];
    let reply = server.send("GET", "/api/user", &[(cookies[0].0, &cookies[0].1)], None);
    assert_eq!((reply.status, &reply.json()["firstName"]), (200, &json!("Ada")), "{}", server.log());
    let bearer = server.bearer(&token);
    assert_eq!(bearer.get("/api/user").json()["id"], reply.json()["id"]);
    // The access token alone is one, too.
    let access = parts(&token)["access_token"].as_str().expect("text").to_owned();
    assert_eq!(server.bearer(&access).get("/api/user").status, 200);
    assert_eq!(
        bearer.post("/api/identity/tokens", &json!({ "name": "a" })).json()["code"],
        "meshery-server-1420"
    );
    assert_eq!(provider.calls(Call::Keys), 1);
}

#[test]
fn a_key_the_provider_made_just_now_is_found() {
    let (provider, server) = world();
    drop(signed_in(&server, &provider));
    for old in [OldKey::Kept, OldKey::Dropped] {
        provider.rotate_keys(old);
        let client = server.bearer(&provider.token());
        assert!(soon(|| client.get("/api/user").status == 200));
        drop(signed_in(&server, &provider));
    }
}

#[test]
fn a_provider_that_is_down_keeps_out_none_of_the_others() {
    let (mut down, provider) = (RemoteProvider::start(), RemoteProvider::start());
    let config = config(&down).replace(NAME, "Down") + &config(&provider);
    let server = Server::builder().config(&config).start();
    down.go_offline();
    assert_eq!(server.bearer(&provider.token()).get("/api/user").status, 200);
    let reply = server.bearer(&down.token()).get("/api/user");
    assert_eq!((reply.status, &reply.json()["code"]), (503, &json!("meshery-server-1421")));
}
