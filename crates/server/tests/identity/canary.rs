//! Secrets stay where they belong: one is planted in every secret place, every flow is gone through, also where it
//! fails, and then every place a secret could come out at is searched.

use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use meshery_testkit::{Client, Issuer, RemoteProvider, Reply, Server};
use serde_json::{Value, json};

use crate::world::{ACME, begin, config_of, oidc, parameter, sign_in, with_parameter};

/// What was planted, and what came out.
#[derive(Default)]
struct Watch {
    secrets: Vec<(&'static str, String)>,
    seen: Vec<(String, Vec<u8>)>,
}

impl Watch {
    /// Remembers a secret and returns it. Of a JWT it is the signature: the rest is no secret.
    fn plant(&mut self, name: &'static str, secret: impl Into<String>) -> String {
        let secret = secret.into();
        let core = secret.rsplit('.').next().unwrap_or_default();
        assert!(core.len() >= 12, "`{secret}` could be there by accident");
        self.secrets.push((name, core.to_owned()));
        secret
    }

    /// Looks at an answer that hands out nothing.
    #[track_caller]
    fn look(&mut self, status: u16, reply: Reply) -> Reply {
        self.look_beside(&[], status, reply)
    }

    /// Looks at an answer beside what it is meant to hand out.
    #[track_caller]
    fn look_beside(&mut self, meant: &[&str], status: u16, reply: Reply) -> Reply {
        assert_eq!(reply.status, status, "{}", reply.text());
        let mut text = format!("{:?}\n{}", reply.headers, reply.text());
        for secret in meant {
            assert!(text.contains(secret), "it does not hand out `{secret}`: {text}");
            text = text.replace(secret, "(meant)");
        }
        let caller = std::panic::Location::caller();
        self.seen.push((format!("the answer at line {}", caller.line()), text.into_bytes()));
        reply
    }

    fn saw(&mut self, what: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.seen.push((what.into(), bytes.into()));
    }

    /// Looks at every file below a folder.
    fn look_into(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                self.look_into(&path);
            } else {
                self.saw(format!("the file {}", path.display()), fs::read(&path).expect("file"));
            }
        }
    }

    /// Searches everything for everything.
    fn search(&self) {
        let mut found = Vec::new();
        for (what, bytes) in &self.seen {
            for (name, secret) in &self.secrets {
                if let Some(at) = bytes.windows(secret.len()).position(|part| part == secret.as_bytes()) {
                    let around = &bytes[at.saturating_sub(300)..(at + secret.len() + 60).min(bytes.len())];
                    found.push(format!("{name} is in {what}: {}", String::from_utf8_lossy(around)));
                }
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// What every test of this file starts with.
struct World {
    watch: Watch,
    issuer: Issuer,
    remote: RemoteProvider,
    server: Server,
    admin: Client,
}

const KEY: [u8; 32] = *b"canary-of-the-encryption-key-32b";
const PASSWORD: &str = "canary-password of the first";

impl World {
    fn start() -> Self {
        let (issuer, remote) = (Issuer::start(), RemoteProvider::start());
        let mut watch = Watch::default();
        watch.plant("the secret of the client", issuer.client_secret());
        let form = url::form_urlencoded::byte_serialize(issuer.client_secret().as_bytes());
        watch.plant("the secret of the client, encoded", form.collect::<String>());
        watch.plant("the encryption key", String::from_utf8_lossy(&KEY));
        let key = watch.plant("the encryption key in base64", STANDARD.encode(KEY));
        let other = watch.plant("the secret of another client", "canary-client-secret-of-down");
        watch.plant("the password of root", PASSWORD);
        let down =
            oidc("Down", "http://127.0.0.1:1", "meshery", "x", "").replace("client_secret = \"x\"\n", "");
        let config = format!(
            "[accounts]\nenabled = true\n[log]\nfilter = \"trace\"\n[[remote]]\nname = \"Remote\"\nurl = \"{}\"\n{}{down}",
            remote.url(),
            config_of(ACME, &issuer, "accept_tokens = true"),
        );
        let server = Server::builder()
            .config(&config)
            .env("MESHERY_ENCRYPTION_KEY", &key)
            .env("MESHERY_OIDC_DOWN_CLIENT_SECRET", &other)
            .start();
        watch.plant("the setup token", server.setup_token().expect("a setup token"));
        let admin = server.anon();
        let mut world = Self { watch, issuer, remote, server, admin };
        world.set_up();
        world
    }

    fn set_up(&mut self) {
        let Self { watch, server, admin, .. } = self;
        let wrong = watch.plant("a wrong setup token", "canary-wrong-setup-token");
        let weak = watch.plant("a password that is too weak", "canarycanary");
        let mut body = json!({ "setupToken": wrong, "login": "root", "password": PASSWORD });
        let path = "/api/identity/accounts/setup";
        watch.look(401, admin.post(path, &body));
        body["setupToken"] = json!(server.setup_token());
        body["password"] = json!(weak);
        body["login"] = json!(weak);
        watch.look(422, admin.post(path, &body));
        body["login"] = json!("root");
        body["password"] = json!(PASSWORD);
        let reply = admin.post(path, &body);
        let token = watch.plant("the token of the first session", admin.cookie("token").expect("a token"));
        watch.look_beside(&[&token], 201, reply);
        watch.look(409, admin.post(path, &body));
    }

    /// Stops the server and searches.
    fn finish(mut self) {
        for path in [
            "/api/identity/sessions",
            "/api/identity/tokens",
            "/api/identity/users",
            "/api/identity/invitations",
        ] {
            self.watch.look(200, self.admin.get(path));
        }
        for path in
            ["/api/user", "/api/identity/orgs", "/api/providers", "/metrics", "/.well-known/jwks.json"]
        {
            self.watch.look(200, self.admin.get(path));
        }
        self.watch.look_into(self.server.data_dir());
        assert!(self.server.terminate());
        self.watch.look_into(self.server.data_dir());
        let setup = format!("Setup token: {}", self.server.setup_token().expect("a setup token"));
        self.watch.saw("standard output", self.server.printed().replacen(&setup, "", 1));
        let log = self.server.log();
        assert!(log.contains("DEBUG"), "the log tells too little to prove anything");
        self.watch.saw("the log", log);
        self.watch.search();
    }
}

#[test]
fn secrets_of_accounts_and_programs_show_nowhere() {
    let mut world = World::start();
    let World { watch, server, admin, .. } = &mut world;
    let login = "/api/identity/accounts/login";
    let wrong = watch.plant("a wrong password", "canary-wrong-password");
    let body = |login: &str, password: &str| json!({ "login": login, "password": password });
    watch.look(401, server.anon().post(login, &body("root", &wrong)));
    watch.look(401, server.anon().post(login, &body("nobody", &wrong)));
    let again = server.anon();
    let reply = again.post(login, &body("root", PASSWORD));
    let token = watch.plant("the token of a session", again.cookie("token").expect("a token"));
    watch.look_beside(&[&token], 200, reply);

    // Invitations.
    let reply = admin.post("/api/identity/invitations", &json!({ "roles": ["viewer"] }));
    let code = watch.plant("the code of an invitation", text(&reply.json()["code"]));
    watch.look_beside(&[&code], 201, reply);
    let bad = watch.plant("a wrong code of an invitation", "canary-wrong-invitation");
    let hers = watch.plant("the password of ada", "canary-password of another");
    let accept = |code: &str| json!({ "code": code, "login": "ada", "password": hers });
    let ada = server.anon();
    watch.look(401, ada.post("/api/identity/accounts/accept", &accept(&bad)));
    let reply = ada.post("/api/identity/accounts/accept", &accept(&code));
    let token = watch.plant("the token of ada", ada.cookie("token").expect("a token"));
    watch.look_beside(&[&token], 201, reply);
    watch.look(401, server.anon().post("/api/identity/accounts/accept", &accept(&code)));
    let new = watch.plant("the new password of ada", "canary-new-password of another");
    let change = |current: &str| json!({ "currentPassword": current, "newPassword": new });
    watch.look(401, ada.put("/api/identity/accounts/password", &change(&wrong)));
    watch.look(204, ada.put("/api/identity/accounts/password", &change(&hers)));

    // API tokens.
    let reply = ada.post("/api/identity/tokens", &json!({ "name": "CI", "scopes": ["designs.read"] }));
    let token = watch.plant("an API token", text(&reply.json()["accessToken"]));
    watch.look_beside(&[&token], 201, reply);
    let program = server.bearer(&token);
    watch.look(200, program.get("/api/pattern"));
    watch.look(403, program.post("/api/pattern", &json!({ "name": "a" })));
    let file = ada.get("/api/token");
    let shown = watch.plant("the token of a token file", text(&file.json()["token"]));
    watch.look_beside(&[&shown], 200, file);

    // A program without a browser.
    let reply = server.post("/api/auth/device", &json!({ "client_id": "canary" }));
    let (device, user) = (text(&reply.json()["device_code"]), text(&reply.json()["user_code"]));
    let device = watch.plant("a device code", device);
    watch.look_beside(&[&device], 200, reply);
    let poll = json!({ "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": device });
    watch.look(400, server.post("/api/auth/token", &poll));
    watch.look(200, ada.get(&format!("/api/auth/device/{user}")));
    watch.look(204, ada.post(&format!("/api/auth/device/{user}"), &json!({ "approve": true })));
    let reply = server.post("/api/auth/token", &poll);
    let token = watch.plant("the token of a device", text(&reply.json()["access_token"]));
    watch.look_beside(&[&token], 200, reply);
    watch.look(400, server.post("/api/auth/token", &poll));

    // A program on the person's machine.
    let verifier = watch.plant("a verifier", "canary-verifier-of-a-program-that-is-long-enough");
    let challenge = URL_SAFE_NO_PAD.encode(openssl_sha256(&verifier));
    let uri = "http://127.0.0.1:4000/callback";
    let authorize = json!({
        "client_id": "test", "redirect_uri": uri, "state": "12345678", "code_challenge": challenge,
        "code_challenge_method": "S256",
    });
    for (given, status) in [("canary-wrong-verifier", 400), (verifier.as_str(), 200)] {
        let reply = ada.post("/api/auth/authorize", &authorize);
        let code = parameter(&text(&reply.json()["redirectTo"]), "code").expect("a code");
        let code = watch.plant("a code", code);
        watch.look_beside(&[&code], 200, reply);
        let exchange = json!({ "grant_type": "authorization_code", "code": code, "code_verifier": given, "redirect_uri": uri });
        let reply = server.post("/api/auth/token", &exchange);
        if status == 200 {
            let token = watch.plant("the token of a program", text(&reply.json()["access_token"]));
            watch.look_beside(&[&token], status, reply);
        } else {
            watch.look(status, reply);
        }
        watch.look(400, server.post("/api/auth/token", &exchange));
    }
    let form = [("grant_type", "authorization_code"), ("code", "canary-code-of-a-form"), ("x", "y")];
    watch.plant("a code in a form", "canary-code-of-a-form");
    watch.look(400, server.anon().post_form("/api/auth/token", &form));
    watch.look(303, ada.get("/user/logout"));
    world.finish();
}

/// Returns the SHA-256 of a text by the means every system has.
fn openssl_sha256(text: &str) -> Vec<u8> {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut command = Command::new("openssl");
    command.args(["dgst", "-sha256", "-binary"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().expect("openssl");
    process.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("write");
    process.wait_with_output().expect("a digest").stdout
}

#[test]
fn secrets_of_providers_show_nowhere() {
    let mut world = World::start();
    let World { watch, issuer, remote, server, .. } = &mut world;

    // An issuer: a sign-in that works, one with a spent code, one that the issuer spoils.
    let browser = server.anon();
    let back = issuer.sign_in(&begin(&browser, ACME, "/"));
    watch.plant("a code of the issuer", parameter(&back, "code").expect("a code"));
    watch.plant("a state", parameter(&back, "state").expect("a state"));
    watch.plant("the cookie of a sign-in", browser.cookie("meshery-sign-in").expect("a cookie"));
    let reply = browser.get(&back);
    let token = watch.plant("the token of a session", browser.cookie("token").expect("a token"));
    watch.look_beside(&[&token], 303, reply);
    let asked = issuer.last_token_request().expect("a request");
    watch.plant("a verifier of the server", asked["code_verifier"].clone());
    watch.look(303, browser.get(&back));
    let next = server.anon();
    let later = issuer.sign_in(&begin(&next, ACME, "/"));
    let spent = parameter(&back, "code").expect("a code");
    watch.look(303, next.get(&with_parameter(&later, "code", Some(&spent))));
    for spoilt in [
        json!({ "id_token": "canary-of-an-opaque-id-token" }),
        json!({ "id_token": ["canary-of-an-opaque-id-token"] }),
        json!({ "access_token": { "canary-of-an-odd-access-token": 1 } }),
        json!({ "expires_in": "canary-of-an-odd-access-token" }),
        json!({ "token_type": "canary-of-an-odd-access-token" }),
        json!({ "error": "invalid_grant", "error_description": "canary-of-an-odd-access-token", "access_token": null }),
    ] {
        issuer.set(|knobs| knobs.token = spoilt.as_object().cloned().expect("members"));
        let browser = server.anon();
        watch.look(303, sign_in(&browser, issuer));
    }
    watch.plant("an opaque id token", "canary-of-an-opaque-id-token");
    watch.plant("an odd access token", "canary-of-an-odd-access-token");
    issuer.reset();
    watch.look(303, crate::world::try_to_begin(&server.anon(), "Down", "/"));
    let foreign = watch.plant("a token of the issuer", issuer.sign(&issuer.honest_claims()));
    watch.look(200, server.bearer(&foreign).get("/api/user"));

    // A remote provider: a sign-in that works and is renewed, answers that don't fit.
    remote.set_lifetime(Some(30));
    let browser = server.anon();
    let back = remote.sign_in(&begin(&browser, "Remote", "/"));
    let token = watch.plant("a token of the remote provider", parameter(&back, "token").expect("a token"));
    let parts: Value =
        serde_json::from_slice(&STANDARD_NO_PAD.decode(&token).expect("base64")).expect("JSON");
    watch.plant("an access token of the remote provider", text(&parts["access_token"]));
    watch.plant("a refresh token of the remote provider", text(&parts["refresh_token"]));
    let session = parameter(&back, "session_cookie").expect("a session");
    watch.plant("a session of the remote provider", session);
    let stranger = server.anon();
    stranger.set_cookie("meshery-provider", "Remote");
    let forged = watch.plant("a forged token", remote.forged_token());
    watch.look(303, stranger.get(&with_parameter(&back, "token", Some(&forged))));
    let back = remote.sign_in(&begin(&browser, "Remote", "/"));
    let reply = browser.get(&back);
    let own = watch.plant("the token of a session", browser.cookie("token").expect("a token"));
    watch.look_beside(&[&own], 303, reply);
    watch.plant("a token of the remote provider", parameter(&back, "token").expect("a token"));
    watch.look(200, browser.get("/api/user"));
    watch.look(401, server.bearer(&forged).get("/api/user"));
    watch.look(200, server.bearer(&token).get("/api/user"));
    remote.go_offline();
    watch.look(200, browser.get("/api/user"));
    watch.look(303, browser.get("/user/logout"));
    world.finish();
}

#[test]
fn secrets_in_wrong_places_show_nowhere() {
    let mut world = World::start();
    let World { watch, server, admin, .. } = &mut world;
    let secret = watch.plant("a secret in a wrong place", "canary-in-a-wrong-place");
    let name = [("authorization", format!("Bearer {secret}")), ("authorization", format!("Basic {secret}"))];
    for (header, value) in &name {
        watch.look(401, server.send("GET", "/api/user", &[(header, value)], None));
    }
    watch.look(401, server.send("GET", "/api/user", &[("authorization", &secret)], None));
    watch.look(401, server.send("GET", "/api/user", &[("cookie", &format!("token={secret}"))], None));
    for address in ["/api/user", "/api/pattern", "/api/nothing/here"] {
        let reply = server.get(&format!("{address}?token={secret}&access_token={secret}&provider=None"));
        assert!((400..500).contains(&reply.status), "{address}: {}", reply.status);
        let status = reply.status;
        watch.look(status, reply);
    }
    watch.look(
        303,
        server.get(&format!("/api/user/token?token={secret}&session_cookie={secret}&ref={secret}")),
    );
    watch.look(303, server.get(&format!("/auth/oidc/{ACME}/callback?code={secret}&state={secret}")));
    watch.look(410, server.get(&format!("/auth/redirect?token={secret}&provider=Remote")));
    watch.look(303, server.get(&format!("/api/user/login?token={secret}")));

    // Bodies that can't be read.
    let operations = [
        ("POST", "/api/identity/accounts/setup"),
        ("POST", "/api/identity/accounts/login"),
        ("POST", "/api/identity/accounts/accept"),
        ("PUT", "/api/identity/accounts/password"),
        ("POST", "/api/identity/tokens"),
        ("POST", "/api/auth/token"),
        ("POST", "/api/auth/device"),
        ("POST", "/api/auth/authorize"),
    ];
    let bodies = [
        format!("\"{secret}\""),
        format!("{{\"password\": \"{secret}"),
        format!("{{\"{secret}\": 1}}"),
        format!("{{\"login\": {{\"{secret}\": 1}}, \"password\": [\"{secret}\"]}}"),
        format!("[[\"{secret}\"]]"),
        format!(
            "{{\"keepOtherSessions\": \"{secret}\", \"scopes\": \"{secret}\", \"expiresInDays\": \"{secret}\"}}"
        ),
        format!("{{\"grant_type\": {{\"{secret}\": 1}}}}"),
        format!("{{\"grant_type\": \"{secret}\"}}"),
        secret.clone(),
    ];
    for (method, path) in operations {
        for body in &bodies {
            let json = [("content-type", "application/json")];
            let reply = admin.send(method, path, &json, Some(body.as_bytes()));
            let status = reply.status;
            assert!(status < 500, "{method} {path} {body}: {}", reply.text());
            watch.look(status, reply);
        }
    }
    world.finish();
}

#[test]
fn secrets_of_the_configuration_show_nowhere() {
    let mut watch = Watch::default();
    let secret = watch.plant("a secret of the configuration", "canary-of-the-configuration");
    let folder = tempfile::tempdir().expect("folder");
    let run = |arguments: &[&str], config: &str, environment: &[(&str, &str)]| {
        let file = folder.path().join("meshery.toml");
        fs::write(&file, config).expect("write");
        let output = Command::new(env!("CARGO_BIN_EXE_meshery"))
            .args(arguments)
            .args(["--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path().join("data"))
            .arg("--config")
            .arg(&file)
            .env_clear()
            .env("HOME", folder.path())
            .envs(environment.iter().copied())
            .output()
            .expect("run meshery");
        (output.status.success(), [output.stdout, output.stderr].concat())
    };
    let good = oidc(ACME, "https://id.example.com", "meshery", &secret, "");
    let from_environment = [("MESHERY_OIDC_ACME_CLIENT_SECRET", secret.as_str())];
    let without = good.replace(&format!("client_secret = \"{secret}\"\n"), "");
    let key = STANDARD.encode(b"canary-of-the-configuration-32by");
    watch.plant("an encryption key", key.clone());
    for (config, environment) in
        [(&good, &[][..]), (&without, &from_environment), (&good, &[("MESHERY_ENCRYPTION_KEY", &key)])]
    {
        let (succeeded, said) = run(&["config", "check"], config, environment);
        assert!(succeeded, "{}", String::from_utf8_lossy(&said));
        watch.saw("the configuration in force", said);
    }
    // Mistakes that a person makes beside a secret.
    let file = folder.path().join("secret.pem");
    fs::write(&file, format!("-----BEGIN PRIVATE KEY-----\n{secret}\n-----END PRIVATE KEY-----\n"))
        .expect("write");
    let file = file.to_str().expect("text");
    let tls = ["serve", "--tls-cert", file, "--tls-key", file];
    let numbers = good.replace(&format!("\"{secret}\""), "[\"canary-of-the-configuration\"]");
    let unknown = good.replace("client_secret", "client_secrets");
    let twice = format!("{good}client_secret = \"{secret}\"\n");
    let open = good.replace(&format!("\"{secret}\""), &format!("\"{secret}"));
    let odd = format!("{good}accept_tokens = \"{secret}\"\n");
    let short = [("MESHERY_ENCRYPTION_KEY", "Y2FuYXJ5LW9mLXRoZS1jb25maWd1cmF0aW9u")];
    watch.plant("a short encryption key", short[0].1);
    let broken = [("MESHERY_ENCRYPTION_KEY", secret.as_str())];
    let postgres = format!("postgres://root:{secret}@localhost/meshery");
    let database = [("MESHERY_DATABASE_URL", postgres.as_str())];
    for (what, arguments, config, environment) in [
        ("a certificate that is none", &tls[..], &good, &[][..]),
        ("a secret that is a list", &["config", "check"], &numbers, &[]),
        ("a key that is unknown", &["config", "check"], &unknown, &[]),
        ("a key that is there twice", &["config", "check"], &twice, &[]),
        ("a text without an end", &["config", "check"], &open, &[]),
        ("a secret in the next line", &["config", "check"], &odd, &[]),
        ("an encryption key that is too short", &["serve"], &good, &short),
        ("an encryption key that is none", &["serve"], &good, &broken),
        ("a database that is not offered", &["serve"], &good, &database),
    ] {
        let (succeeded, said) = run(arguments, config, environment);
        assert!(!succeeded, "{what} is accepted: {}", String::from_utf8_lossy(&said));
        watch.saw(what, said);
    }
    watch.search();
}
