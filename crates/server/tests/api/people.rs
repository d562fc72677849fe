//! A server with built-in accounts and somebody in each of the built-in roles.

use meshery_testkit::{Client, Server};
use serde_json::{Value, json};

use crate::GUESTBOOK;

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "correct horse battery";
/// Every permission there is.
const PERMISSIONS: [&str; 13] = [
    "designs.read",
    "designs.write",
    "designs.delete",
    "registry.read",
    "registry.write",
    "users.read",
    "users.write",
    "roles.read",
    "roles.write",
    "organizations.read",
    "organizations.write",
    "tokens.write",
    "metrics.read",
];

/// A server with people.
pub(crate) struct People {
    pub(crate) server: Server,
    pub(crate) admin_token: String,
    pub(crate) editor_token: String,
    pub(crate) viewer_token: String,
}

impl People {
    /// Starts a server, sets it up, and invites an editor and a viewer.
    pub(crate) fn start() -> Self {
        let server = Server::builder().config("[accounts]\nenabled = true\n").start();
        let admin_token = set_up(&server, "ada");
        let admin = server.bearer(&admin_token);
        let editor_token = invited(&server, &admin, "grace", "editor");
        let viewer_token = invited(&server, &admin, "alan", "viewer");
        Self { server, admin_token, editor_token, viewer_token }
    }

    /// Makes an API token; without scopes it may what its owner may.
    pub(crate) fn api_token(&self, owner: &str, scopes: &[&str]) -> String {
        let made = self
            .server
            .bearer(owner)
            .post("/api/identity/tokens", &json!({"name": "test", "scopes": scopes}));
        assert_eq!(made.status, 201, "{}", made.text());
        made.json()["accessToken"].as_str().expect("token").to_owned()
    }

    /// Makes a token of the administrator that may do everything but this.
    pub(crate) fn token_without(&self, permission: &str) -> String {
        assert!(PERMISSIONS.contains(&permission), "{permission} is no permission");
        let scopes: Vec<_> = PERMISSIONS.into_iter().filter(|&other| other != permission).collect();
        self.api_token(&self.admin_token, &scopes)
    }
}

/// Makes the first administrator and returns their token.
pub(crate) fn set_up(server: &Server, login: &str) -> String {
    let setup = server.setup_token().expect("the server prints a setup token").to_owned();
    let body = json!({"setupToken": setup, "login": login, "password": PASSWORD});
    let done = server.anon().post("/api/identity/accounts/setup", &body);
    assert_eq!(done.status, 201, "{}", done.text());
    done.cookie("token").expect("token")
}

/// Invites somebody, takes the invitation up for them, and returns their token.
pub(crate) fn invited(server: &Server, admin: &Client, login: &str, role: &str) -> String {
    let invitation = admin.post("/api/identity/invitations", &json!({"roles": [role]}));
    assert_eq!(invitation.status, 201, "{}", invitation.text());
    let body = json!({"code": invitation.json()["code"], "login": login, "password": PASSWORD});
    let done = server.anon().post("/api/identity/accounts/accept", &body);
    assert_eq!(done.status, 201, "{}", done.text());
    done.cookie("token").expect("token")
}

/// Imports a design and returns its id.
pub(crate) fn design(client: &Client) -> String {
    let headers = [("content-type", "application/yaml")];
    let imported = client.send("POST", "/api/pattern/import", &headers, Some(GUESTBOOK.as_bytes()));
    assert_eq!(imported.status, 201, "{}", imported.text());
    let body: Value = imported.json();
    body["id"].as_str().expect("id").to_owned()
}
