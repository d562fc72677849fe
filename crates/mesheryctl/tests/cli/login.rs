//! Signing in, against a server that plays its part as the test wants it.

use std::os::unix::fs::PermissionsExt as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::fake::{Asked, Fake};
use crate::support::Home;

fn provider(name: &str, sign_in: &str) -> Value {
    let url = if sign_in == "none" { "" } else { "http://idp.example" };
    json!({
        "provider_type": "remote", "provider_name": name, "provider_description": [], "provider_url": url,
        "sign_in": sign_in, "capabilities": [],
    })
}

fn dex() -> (u16, Value) {
    (200, json!({ "Dex": provider("Dex", "redirect") }))
}

fn token() -> (u16, Value) {
    let answer = json!({
        "access_token": "very.secret.token", "token_type": "Bearer", "expires_in": 60, "meshery-provider": "Dex",
    });
    (200, answer)
}

fn refusal(error: &str) -> (u16, Value) {
    (400, json!({ "error": error, "error_description": "so it is" }))
}

fn grant() -> (u16, Value) {
    let answer = json!({
        "device_code": "device-secret", "user_code": "WDJB-MJHT", "expires_in": 600, "interval": 1,
        "verification_uri": "http://meshery.example/device",
        "verification_uri_complete": "http://meshery.example/device?code=WDJB-MJHT",
    });
    (200, answer)
}

fn user() -> (u16, Value) {
    let answer = json!({
        "id": "7f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e", "userId": "ada", "firstName": "Ada", "lastName": "Lovelace",
        "provider": "Dex", "roleNames": ["editor"],
    });
    (200, answer)
}

fn home(server: &Fake) -> Home {
    let home = Home::new();
    home.use_server(server.url());
    home
}

fn stored(home: &Home) -> Value {
    let path = home.path(".meshery/auth.json");
    let mode = std::fs::metadata(&path).expect("token file").permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    serde_json::from_str(&std::fs::read_to_string(path).expect("token file")).expect("JSON")
}

/// Returns the value of a pair in a query.
fn value(query: &str, name: &str) -> String {
    let found = query.split(['?', '&']).find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    found.expect(name).replace("%3A", ":").replace("%2F", "/").replace("%20", " ")
}

/// Says what a browser would be sent to, from the address of the sign-in page.
fn consent(page: &str) -> String {
    let path = URL_SAFE_NO_PAD.decode(value(page, "ref")).expect("base64");
    String::from_utf8(path).expect("text")
}

fn visit(address: &str) -> u16 {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    agent.get(address).call().expect("answer").status().as_u16()
}

fn sign_in(asked: &Asked) -> (u16, Value) {
    match asked.what.as_str() {
        "GET /api/providers" => dex(),
        "POST /api/auth/token" => token(),
        _ => (404, Value::Null),
    }
}

#[test]
fn a_browser_that_comes_back_with_the_right_state_signs_in() {
    let server = Fake::start(sign_in);
    let home = home(&server);
    let mut running = home.start(&["system", "login", "--no-browser"]);
    let page = running.line("http://");
    assert!(page.starts_with(&format!("{}/api/provider?provider=Dex&ref=", server.url())), "{page}");
    let consent = consent(&page);
    assert!(consent.starts_with("/authorize?"), "{consent}");
    assert_eq!(value(&consent, "code_challenge_method"), "S256");
    assert!(value(&consent, "client_id").starts_with("mesheryctl"), "{consent}");
    let (uri, state) = (value(&consent, "redirect_uri"), value(&consent, "state"));
    assert!(uri.starts_with("http://127.0.0.1:") && uri.ends_with("/callback"), "{uri}");
    assert_eq!(visit(&format!("{uri}?code=good&state=wrong")), 400, "the wait goes on");
    assert_eq!(visit(&format!("{uri}?code=good&state={state}")), 200);
    let run = running.finish();
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "authenticated\n"), "{}", run.stderr);
    assert!(!run.stderr.contains("secret"), "{}", run.stderr);
    assert_eq!(stored(&home), json!({ "meshery-provider": "Dex", "token": "very.secret.token" }));

    let asked = server.asked().pop().expect("request").body;
    assert_eq!((&asked["grant_type"], &asked["code"]), (&json!("authorization_code"), &json!("good")));
    assert_eq!(asked["redirect_uri"], uri);
    let verifier = asked["code_verifier"].as_str().expect("verifier");
    assert_eq!(URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)), value(&consent, "code_challenge"));
}

#[test]
fn a_no_in_the_browser_ends_the_sign_in() {
    let server = Fake::start(sign_in);
    let home = home(&server);
    let mut running = home.start(&["system", "login", "--no-browser", "-p", "dex"]);
    let consent = consent(&running.line("http://"));
    let (uri, state) = (value(&consent, "redirect_uri"), value(&consent, "state"));
    assert_eq!(visit(&format!("{uri}?error=access_denied&state={state}")), 200);
    let run = running.finish();
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""));
    assert!(run.stderr.contains("did not let this client in"), "{}", run.stderr);
    assert!(run.stderr.contains("code: mesheryctl-1905"), "{}", run.stderr);
    assert!(!home.path(".meshery/auth.json").exists());
}

#[test]
fn the_browser_that_is_named_opens_the_page() {
    let server = Fake::start(sign_in);
    let home = home(&server);
    let browser = home.path("browser");
    std::fs::write(
        &browser,
        "#!/bin/sh\nprintf %s \"$1\" > \"$HOME/opened.part\"\nmv \"$HOME/opened.part\" \"$HOME/opened\"\n",
    )
    .expect("script");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o700)).expect("script");
    let named = browser.display().to_string();
    let variables = [("BROWSER", named.as_str()), ("PATH", "/usr/bin:/bin")];
    let opened = home.path("opened");
    let run = std::thread::scope(|scope| {
        let run = scope.spawn(|| home.run_with(&["system", "login", "--browser"], &variables, ""));
        let page = (0..500).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            std::fs::read_to_string(&opened).ok()
        });
        let consent = consent(&page.expect("the browser was started"));
        let (uri, state) = (value(&consent, "redirect_uri"), value(&consent, "state"));
        assert_eq!(visit(&format!("{uri}?code=good&state={state}")), 200);
        run.join().expect("run")
    });
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

/// Runs a device sign-in whose second poll is answered like this.
fn poll(answer: fn() -> (u16, Value)) -> (Home, crate::support::Run, Vec<Asked>) {
    let polls = std::sync::atomic::AtomicUsize::new(0);
    let server = Fake::start(move |asked| match asked.what.as_str() {
        "GET /api/providers" => dex(),
        "POST /api/auth/device" => grant(),
        "POST /api/auth/token" => match polls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            0 => refusal("authorization_pending"),
            _ => answer(),
        },
        _ => (404, Value::Null),
    });
    let home = home(&server);
    let run = home.run(&["system", "login", "--device"]);
    (home, run, server.asked())
}

#[test]
fn a_code_that_was_let_in_signs_in() {
    let (home, run, asked) = poll(token);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "authenticated\n"), "{}", run.stderr);
    assert!(run.stderr.contains("http://meshery.example/device?code=WDJB-MJHT\n"), "{}", run.stderr);
    assert!(run.stderr.contains("the code WDJB-MJHT"), "{}", run.stderr);
    assert!(!run.stderr.contains("secret"), "{}", run.stderr);
    assert_eq!(stored(&home), json!({ "meshery-provider": "Dex", "token": "very.secret.token" }));
    let last = asked.last().expect("request");
    assert_eq!(last.body["grant_type"], "urn:ietf:params:oauth:grant-type:device_code");
    assert_eq!(last.body["device_code"], "device-secret");
}

#[test]
fn a_code_that_ended_or_was_refused_ends_the_sign_in() {
    for (answer, told) in [
        ((|| refusal("access_denied")) as fn() -> _, "did not let this client in"),
        (|| refusal("expired_token"), "before it ended"),
    ] {
        let (home, run, _) = poll(answer);
        assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""));
        assert!(run.stderr.contains(told), "{}", run.stderr);
        assert!(!home.path(".meshery/auth.json").exists());
    }
}

#[test]
fn a_machine_without_a_screen_shows_a_code() {
    let server = Fake::start(|asked| match asked.what.as_str() {
        "GET /api/providers" => dex(),
        "POST /api/auth/device" => grant(),
        "POST /api/auth/token" => token(),
        _ => (404, Value::Null),
    });
    let run = home(&server).run(&["system", "login"]);
    if cfg!(target_os = "linux") {
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stderr.starts_with("No browser can be opened here"), "{}", run.stderr);
    }
}

#[test]
fn several_providers_need_a_choice_or_a_terminal() {
    let providers =
        json!({ "Accounts": provider("Accounts", "password"), "Dex": provider("Dex", "redirect") });
    let server = Fake::start(move |_| (200, providers.clone()));
    let home = home(&server);
    let run = home.run(&["system", "login", "--no-browser"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("one of Accounts, Dex"), "{}", run.stderr);
    let run = home.run(&["system", "login", "--no-browser", "--device"]);
    assert_eq!(run.code, Some(2), "one way at a time");
}

#[test]
fn a_token_from_standard_input_is_checked_before_it_is_stored() {
    let server = Fake::start(|asked| match asked.what.as_str() {
        "GET /api/providers" => dex(),
        "GET /api/user" if asked.head.contains("authorization: bearer good.token") => user(),
        "GET /api/user" => (401, json!({ "error": "the session ended", "code": "meshery-server-1402" })),
        _ => (404, Value::Null),
    });
    let home = home(&server);
    let login = ["system", "login", "--token-stdin"];
    let run = home.run_with(&login, &[], "bad.token\n");
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""));
    assert!(run.stderr.contains("run `mesheryctl system login`"), "{}", run.stderr);
    assert!(!run.stderr.contains("bad.token"), "{}", run.stderr);
    assert!(!home.path(".meshery/auth.json").exists());

    let run = home.run_with(&login, &[], " good.token\n");
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "authenticated\n"), "{}", run.stderr);
    assert_eq!(stored(&home), json!({ "meshery-provider": "Dex", "token": "good.token" }));
    let run = home.run_with(&["system", "login", "--token-stdin", "-p", "dex"], &[], "good.token");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(server.asked().last().expect("request").head.contains("meshery-provider=dex; token=good.token"));
}

fn session(id: char, current: bool) -> Value {
    let id = format!("{id}f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e");
    json!({
        "id": id, "kind": "cli", "client": "mesheryctl", "provider": "Dex", "current": current, "createdAt": "",
        "expiresAt": "",
    })
}

fn sign_in_by_hand(home: &Home) {
    let token = r#"{"meshery-provider": "Dex", "token": "very.secret.token"}"#;
    std::fs::write(home.path(".meshery/auth.json"), token).expect("token file");
}

#[test]
fn signing_out_ends_the_session_that_asks() {
    let server = Fake::start(|asked| match asked.what.split('?').next() {
        Some("GET /api/identity/sessions") => {
            let sessions = [session('1', false), session('2', true)];
            (200, json!({ "page": 0, "pageSize": 2, "totalCount": 2, "sessions": sessions }))
        }
        _ => (204, Value::Null),
    });
    let home = home(&server);
    sign_in_by_hand(&home);
    let run = home.run(&["system", "logout"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "signed out\n"), "{}", run.stderr);
    assert_eq!(run.stderr, "~/.meshery/auth.json is empty\n");
    let last = server.asked().pop().expect("request").what;
    assert_eq!(last, "DELETE /api/identity/sessions/2f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e");
    assert_eq!(std::fs::read_to_string(home.path(".meshery/auth.json")).expect("token file"), "");
}

#[test]
fn signing_out_forgets_the_token_whatever_the_server_says() {
    for (status, told) in [(500, true), (401, false)] {
        let server = Fake::start(move |_| (status, json!({ "error": "not today" })));
        let home = home(&server);
        sign_in_by_hand(&home);
        let run = home.run(&["system", "logout"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(run.stderr.contains("the session goes on until its token ends: not today"), told);
        assert_eq!(std::fs::read_to_string(home.path(".meshery/auth.json")).expect("token file"), "");
    }
}

#[test]
fn whoami_names_user_provider_roles_and_server() {
    let server = Fake::start(|_| user());
    let home = home(&server);
    let table = home.run(&["user", "whoami"]).ok();
    let row = table.lines().nth(1).expect("row");
    for cell in ["ada", "Ada Lovelace", "Dex", "editor", server.url()] {
        assert!(row.contains(cell), "{row}");
    }
    let document = home.run(&["whoami", "-o", "json"]).json();
    assert_eq!((&document["userId"], &document["server"]), (&json!("ada"), &json!(server.url())));
}

#[test]
fn a_missing_and_a_stale_token_say_what_to_run() {
    let server =
        Fake::start(|_| (401, json!({ "detail": "the session ended", "code": "meshery-server-1402" })));
    let home = home(&server);
    for (code, what) in
        [("mesheryctl-1093", "nobody is signed in at"), ("mesheryctl-1091", "does not accept")]
    {
        for command in [&["user", "whoami"][..], &["design", "list"], &["model", "view", "x"]] {
            let run = home.run(command);
            assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""));
            for told in [code, what, server.url(), "context `local`", "run `mesheryctl system login`"] {
                assert!(run.stderr.contains(told), "{told} is not in {}", run.stderr);
            }
            assert!(!run.stderr.contains("secret"), "{}", run.stderr);
        }
        sign_in_by_hand(&home);
    }
    let run = home.run(&["design", "list", "--context", "local"]);
    assert!(run.stderr.contains("run `mesheryctl system login --context local`"), "{}", run.stderr);
}

#[test]
fn a_missing_right_is_told_in_the_server_s_words() {
    let detail = "deleting designs needs the right `designs.delete`";
    let server = Fake::start(move |_| (403, json!({ "detail": detail, "code": "meshery-server-1403" })));
    let home = home(&server);
    sign_in_by_hand(&home);
    let run = home.run(&["design", "list"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.starts_with(&format!("error: {detail}\n")), "{}", run.stderr);
    assert!(run.stderr.contains("meshery-server-1403"), "{}", run.stderr);
}
