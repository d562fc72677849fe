//! A real OpenID Connect issuer, independent of this project: the certified `oidc-provider` of
//! `tests/oidc-provider`, on a port of the loopback address, with its state in memory.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::{Client, Reply};

/// A person the issuer knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The `sub` of their tokens.
    pub subject: String,
    /// What they sign in with, also `preferred_username`.
    pub login: String,
    /// Their password.
    pub password: String,
    /// Their mail address, verified.
    pub email: String,
    /// `given_name`.
    pub first_name: String,
    /// `family_name`.
    pub last_name: String,
    /// The claim `groups`, told when the scope `groups` was asked for.
    pub groups: Vec<String>,
}

impl Person {
    /// Ada Lovelace, of the groups `engineers` and `admins`.
    #[must_use]
    pub fn ada() -> Self {
        Self::new("ada", "Ada", "Lovelace", &["engineers", "admins"])
    }

    /// Grace Hopper, of the group `engineers`.
    #[must_use]
    pub fn grace() -> Self {
        Self::new("grace", "Grace", "Hopper", &["engineers"])
    }

    fn new(login: &str, first_name: &str, last_name: &str, groups: &[&str]) -> Self {
        Self {
            subject: format!("subject-of-{login}"),
            login: login.to_owned(),
            password: format!("the password of {login}"),
            email: format!("{login}@example.org"),
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        }
    }

    fn as_json(&self) -> Value {
        json!({
            "subject": self.subject, "login": self.login, "password": self.password, "email": self.email,
            "firstName": self.first_name, "lastName": self.last_name, "groups": self.groups,
        })
    }
}

/// Where the issuer tells what it knows of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimsIn {
    /// In the id token and at the userinfo endpoint, as most products do.
    IdToken,
    /// At the userinfo endpoint alone, as the standard has it for the code flow.
    UserInfo,
}

/// The issuer, stopped when dropped.
#[derive(Debug)]
pub struct OidcProvider {
    process: Child,
    port: u16,
    redirect_uris: Vec<String>,
    people: Vec<Person>,
    claims: ClaimsIn,
}

impl OidcProvider {
    /// Starts the issuer with Ada and Grace and waits until it answers.
    ///
    /// # Panics
    /// When it can't be installed or started.
    #[must_use]
    pub fn start(redirect_uris: &[&str]) -> Self {
        Self::start_with(redirect_uris, vec![Person::ada(), Person::grace()], ClaimsIn::IdToken)
    }

    /// Starts the issuer with other people, or with claims at the userinfo endpoint alone.
    ///
    /// # Panics
    /// When it can't be installed or started.
    #[must_use]
    pub fn start_with(redirect_uris: &[&str], people: Vec<Person>, claims: ClaimsIn) -> Self {
        install();
        let redirect_uris: Vec<String> = redirect_uris.iter().map(|uri| (*uri).to_owned()).collect();
        let (process, port) = spawn(&settings(0, &redirect_uris, &people, claims));
        Self { process, port, redirect_uris, people, claims }
    }

    /// Returns the issuer's identifier, without a slash at the end.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the id of the one client.
    #[must_use]
    pub fn client_id(&self) -> &'static str {
        CLIENT_ID
    }

    /// Returns the secret of the one client, which it sends by HTTP Basic.
    #[must_use]
    pub fn client_secret(&self) -> &'static str {
        CLIENT_SECRET
    }

    /// Stops the issuer and starts it again under the same address: with other keys, and without the sessions
    /// and grants it had.
    ///
    /// # Panics
    /// When it can't be started.
    pub fn restart(&mut self) {
        self.stop();
        (self.process, self.port) =
            spawn(&settings(self.port, &self.redirect_uris, &self.people, self.claims));
    }

    /// Restarts the issuer as [`OidcProvider::restart`] does, with other people or other groups.
    ///
    /// # Panics
    /// When it can't be started.
    pub fn restart_with(&mut self, people: Vec<Person>) {
        self.people = people;
        self.restart();
    }

    /// Stops the issuer: nobody listens at its address.
    pub fn stop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }

    /// Signs in as a browser would and returns the address the issuer sends it back to, with code and state, or
    /// with an error if the issuer refuses the request.
    ///
    /// # Panics
    /// When the issuer does not accept name and password.
    #[must_use]
    pub fn sign_in(&self, authorize_url: &str, login: &str, password: &str) -> String {
        self.try_sign_in(authorize_url, login, password)
            .unwrap_or_else(|reply| panic!("`{login}` can't sign in: {} {}", reply.status, reply.text()))
    }

    /// Signs in as [`OidcProvider::sign_in`] does; what it answers instead of sending the browser back is the
    /// error.
    ///
    /// # Errors
    /// When the issuer shows another page: it does not accept the request, or name and password.
    pub fn try_sign_in(&self, authorize_url: &str, login: &str, password: &str) -> Result<String, Reply> {
        let browser = Client::new(&self.issuer());
        let (form, reply) = browser.visit(authorize_url);
        if let Some(address) = reply.location() {
            return Ok(address.to_owned());
        }
        if reply.status != 200 {
            return Err(reply);
        }
        let reply = browser.post_form(&form, &[("login", login), ("password", password)]);
        let reply = browser.follow_reply(&form, reply);
        reply.location().map(str::to_owned).ok_or(reply)
    }
}

impl Drop for OidcProvider {
    fn drop(&mut self) {
        self.stop();
    }
}

const CLIENT_ID: &str = "meshery";
const CLIENT_SECRET: &str = "the secret of the client of the tests";

fn settings(port: u16, redirect_uris: &[String], people: &[Person], claims: ClaimsIn) -> Value {
    json!({
        "port": port,
        "clientId": CLIENT_ID,
        "clientSecret": CLIENT_SECRET,
        "redirectUris": redirect_uris,
        "people": people.iter().map(Person::as_json).collect::<Vec<_>>(),
        "claimsInIdToken": claims == ClaimsIn::IdToken,
    })
}

/// Starts the issuer and returns the port it listens on.
fn spawn(settings: &Value) -> (Child, u16) {
    let mut process = Command::new("node")
        .arg("server.mjs")
        .arg(settings.to_string())
        .current_dir(folder().join("tests/oidc-provider"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("start node");
    let mut lines = BufReader::new(process.stdout.take().expect("standard output")).lines();
    let port = lines.next().and_then(Result::ok).and_then(|line| line.rsplit(':').next()?.parse().ok());
    let port =
        port.expect("the issuer says where it is; `node server.mjs` in its folder shows why it does not");
    std::thread::spawn(move || lines.for_each(drop));
    (process, port)
}

fn install() {
    static ONCE: Mutex<bool> = Mutex::new(false);
    let mut installed = ONCE.lock().expect("no test failed while installing");
    if !*installed {
        let status = Command::new(folder().join("scripts/oidc-provider")).status().expect("run the script");
        assert!(status.success(), "scripts/oidc-provider failed");
        *installed = true;
    }
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("workspace")
}
