//! Signing in at a real issuer, one that shares no code with this project.

use meshery_testkit::{ClaimsIn, Client, OidcProvider, Person, Server, free_port};
use serde_json::json;

use crate::world::{ACME, EventStream, assert_refused, begin, oidc, roles, try_to_begin};

/// An issuer with Ada and Grace, and a server that knows it.
fn world(more: &str) -> (OidcProvider, Server) {
    world_of(vec![Person::ada(), Person::grace()], ClaimsIn::IdToken, more)
}

fn world_of(people: Vec<Person>, claims: ClaimsIn, more: &str) -> (OidcProvider, Server) {
    let port = free_port();
    let callback = format!("http://127.0.0.1:{port}/auth/oidc/{ACME}/callback");
    let provider = OidcProvider::start_with(&[&callback], people, claims);
    let config = oidc(ACME, &provider.issuer(), provider.client_id(), provider.client_secret(), more);
    let server = Server::builder().port(port).config(&config).start();
    (provider, server)
}

/// Signs a new browser in.
fn browser_of(server: &Server, provider: &OidcProvider, person: &Person) -> Client {
    let browser = server.anon();
    let back = provider.sign_in(&begin(&browser, ACME, "/designs?page=2"), &person.login, &person.password);
    let reply = browser.get(&back);
    assert_eq!((reply.status, reply.location()), (303, Some("/designs?page=2")), "{}", server.log());
    browser
}

#[test]
fn who_signs_in_lands_where_they_wanted_with_cookies_no_script_can_read() {
    let (provider, server) = world("");
    let browser = server.anon();
    let page = browser.get("/designs?page=2");
    let chooser = page.location().expect("a redirect").to_owned();
    assert!(chooser.starts_with("/provider?ref="), "{chooser}");
    let back = provider.sign_in(&begin(&browser, ACME, "/designs?page=2"), "ada", "the password of ada");
    let reply = browser.get(&back);
    assert_eq!((reply.status, reply.location()), (303, Some("/designs?page=2")));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
    for name in ["token=", "meshery-provider="] {
        let cookies = reply.set_cookies();
        let cookie = cookies.iter().find(|cookie| cookie.starts_with(name)).expect("a cookie");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Secure"), "without TLS a secure cookie would never come back: {cookie}");
    }
    assert_eq!(browser.get("/designs?page=2").status, 200);
    let user = browser.get("/api/user").json();
    assert_eq!(
        [&user["userId"], &user["email"], &user["firstName"], &user["lastName"], &user["provider"]],
        ["ada", "ada@example.org", "Ada", "Lovelace", ACME].map(|text| json!(text)).each_ref()
    );
}

#[test]
fn groups_become_roles_as_the_operator_says() {
    let (provider, server) = world("");
    let ada = browser_of(&server, &provider, &Person::ada());
    assert_eq!(roles(&ada), json!(["admin", "editor"]));
    let grace = browser_of(&server, &provider, &Person::grace());
    assert_eq!(roles(&grace), json!(["editor"]));
    assert_eq!(grace.get("/api/identity/roles").json()["code"], "meshery-server-1403");
    assert_eq!(ada.get("/api/identity/users").json()["data"].as_array().map(Vec::len), Some(2));
}

#[test]
fn who_has_no_group_gets_the_default_role() {
    let guest = Person { groups: Vec::new(), ..Person::grace() };
    let (provider, server) = world_of(vec![guest.clone()], ClaimsIn::IdToken, "");
    assert_eq!(roles(&browser_of(&server, &provider, &guest)), json!(["viewer"]));
}

#[test]
fn who_has_no_group_is_kept_out_where_there_is_no_default() {
    let guest = Person { groups: vec!["others".to_owned()], ..Person::grace() };
    let (provider, server) =
        world_of(vec![guest.clone(), Person::ada()], ClaimsIn::IdToken, "default_role = \"\"");
    let browser = server.anon();
    let back = provider.sign_in(&begin(&browser, ACME, "/"), &guest.login, &guest.password);
    assert_refused(&server, &browser, &browser.get(&back), "meshery-server-1416");
    let ada = browser_of(&server, &provider, &Person::ada());
    let users = ada.get("/api/identity/users").json();
    assert_eq!(users["data"].as_array().map(Vec::len), Some(1), "who was kept out became a user: {users}");
}

#[test]
fn what_the_id_token_leaves_out_is_asked_for() {
    let (provider, server) = world_of(vec![Person::ada()], ClaimsIn::UserInfo, "");
    let ada = browser_of(&server, &provider, &Person::ada());
    assert_eq!(roles(&ada), json!(["admin", "editor"]));
    let user = ada.get("/api/user").json();
    assert_eq!((&user["userId"], &user["email"]), (&json!("ada"), &json!("ada@example.org")));
}

#[test]
fn a_checked_mail_address_makes_an_administrator() {
    let (provider, server) = world("admins = [\"grace@example.org\"]");
    let grace = browser_of(&server, &provider, &Person::grace());
    assert_eq!(roles(&grace), json!(["admin", "editor"]));
}

#[test]
fn an_issuer_with_new_keys_goes_on_and_sessions_stay() {
    let (mut provider, server) = world("");
    let early = browser_of(&server, &provider, &Person::ada());
    provider.restart();
    let late = browser_of(&server, &provider, &Person::ada());
    for browser in [&early, &late] {
        assert_eq!(browser.get("/api/user").status, 200);
    }
}

#[test]
fn an_issuer_that_is_down_is_said_to_be_and_ends_no_session() {
    let (mut provider, mut server) = world("");
    let ada = browser_of(&server, &provider, &Person::ada());
    let user = ada.get("/api/user").json()["id"].clone();
    assert!(EventStream::open(&server, "/api/providers/stream", "").says("\"status\":\"online\""));
    provider.stop();
    let stream = EventStream::open(&server, "/api/providers/stream", "");
    assert!(stream.says("\"status\":\"offline\""), "{}", stream.text());
    assert!(!stream.text().contains("Connection refused"), "causes are for the log: {}", stream.text());
    assert_eq!(ada.get("/api/user").status, 200);

    // A server that has never seen its issuer starts, and says so when somebody wants to sign in.
    server.kill_and_restart();
    let browser = server.anon();
    assert_refused(&server, &browser, &try_to_begin(&browser, ACME, "/"), "meshery-server-1421");
    let later = try_to_begin(&browser, ACME, "/designs");
    assert_eq!(later.location(), Some("/provider?error=meshery-server-1421&ref=L2Rlc2lnbnM"));
    let again = Client::new(server.url());
    again.set_cookie("token", &ada.cookie("token").expect("a token"));
    assert_eq!(again.get("/api/user").status, 200);

    provider.restart();
    assert_eq!(browser_of(&server, &provider, &Person::ada()).get("/api/user").json()["id"], user);
}

#[test]
fn signing_out_ends_the_session_and_coming_back_makes_the_same_user() {
    let (provider, server) = world("");
    let ada = browser_of(&server, &provider, &Person::ada());
    let user = ada.get("/api/user").json()["id"].clone();
    let token = ada.cookie("token").expect("a token");
    let elsewhere = browser_of(&server, &provider, &Person::ada());
    let reply = ada.get("/user/logout");
    assert_eq!((reply.status, reply.location()), (303, Some("/provider")));
    assert_eq!((ada.cookie("token"), ada.cookie("meshery-provider")), (None, None));
    assert_eq!(server.bearer(&token).get("/api/user").status, 401, "the token outlives its session");
    assert_eq!(elsewhere.get("/api/user").status, 200, "the other browser is signed out, too");
    assert_eq!(browser_of(&server, &provider, &Person::ada()).get("/api/user").json()["id"], user);
}

#[test]
fn roles_the_issuer_no_longer_gives_are_gone_after_the_next_sign_in() {
    let (mut provider, server) = world("");
    let early = browser_of(&server, &provider, &Person::ada());
    assert_eq!(roles(&early), json!(["admin", "editor"]));
    let demoted = Person { groups: vec!["engineers".to_owned()], ..Person::ada() };
    provider.restart_with(vec![demoted.clone(), Person::grace()]);
    assert_eq!(early.get("/api/identity/roles").status, 200);
    let late = browser_of(&server, &provider, &demoted);
    assert_eq!(roles(&late), json!(["editor"]));
    // Everywhere, and at once.
    assert_eq!(roles(&early), json!(["editor"]));
    assert_eq!(early.get("/api/identity/roles").json()["code"], "meshery-server-1403");
}
