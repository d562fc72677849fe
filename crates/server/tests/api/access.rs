//! Every operation of the API document, called by those who may not: without a token, with a forged one, with a
//! right one that lacks the permission, and for things of somebody else. The document is the list, so no
//! operation can be forgotten.

use std::collections::BTreeSet;

use meshery_testkit::{Client, Server};
use serde_json::{Value, json};

use crate::people::{People, design};
use crate::tokens::Forger;

const DOCUMENT: &str = include_str!("../../../../docs/reference/openapi.json");
/// An id nothing has.
const NOTHING: &str = "11111111-2222-4333-8444-555555555555";
/// Operations that answer with a stream, which has no end to wait for.
const STREAMS: [&str; 3] =
    ["/api/providers/stream", "/api/identity/session/stream", "/api/registry/jobs/{id}/stream"];
/// Operations whose ids name things of one user only.
const OWNED: [&str; 8] = [
    "/api/pattern/{id}",
    "/api/pattern/download/{id}",
    "/api/pattern/download/{id}/{sourcetype}",
    "/api/identity/tokens/{id}",
    "/api/identity/sessions/{id}",
    "/api/auth/device/{userCode}",
    "/api/registry/jobs/{id}",
    "/api/registry/jobs/{id}/stream",
];
/// Operations whose path names things that everybody with the permission may see.
const SHARED: [&str; 24] = [
    "/api/registry/models/{model}",
    "/api/registry/components/{name}",
    "/api/registry/models/{model}/components",
    "/api/registry/models/{model}/components/{name}",
    "/api/registry/models/{model}/relationships",
    "/api/registry/models/{model}/relationships/{name}",
    "/api/registry/models/{model}/policies",
    "/api/registry/models/{model}/policies/{name}",
    "/api/registry/categories/{category}",
    "/api/registry/categories/{category}/models",
    "/api/registry/categories/{category}/models/{model}",
    "/api/registry/categories/{category}/components",
    "/api/registry/categories/{category}/components/{name}",
    "/api/registry/categories/{category}/models/{model}/components",
    "/api/registry/categories/{category}/models/{model}/components/{name}",
    "/auth/oidc/{provider}/callback",
    "/api/identity/users/{id}",
    "/api/identity/users/{id}/roles",
    "/api/identity/users/profile/{id}",
    "/api/user/profile/{id}",
    "/api/identity/orgs/{orgId}",
    "/api/identity/orgs/{orgId}/users/keys",
    "/api/identity/roles/{id}",
    "/errors/{code}",
];
/// The one operation whose ids are shared among those who may invite.
const INVITATIONS: &str = "/api/identity/invitations/{id}";

/// One operation of the document.
struct Operation {
    method: String,
    template: String,
    is_public: bool,
    /// The permission that its description of 403 names.
    permission: Option<String>,
    is_for_people: bool,
}

impl Operation {
    /// The path, with an id nothing has in place of each variable part.
    fn path(&self) -> String {
        let parts = self.template.split('/').map(|part| match part {
            "{model}" => "kubernetes",
            "{name}" => "Pod",
            "{category}" => "Database",
            "{code}" => "meshery-server-1404",
            "{userCode}" => "BBBB-BBBB",
            "{sourcetype}" => "Design",
            part if part.starts_with('{') => NOTHING,
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    }

    fn name(&self) -> String {
        format!("{} {}", self.method, self.template)
    }
}

fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(DOCUMENT).expect("JSON");
    let mut found = Vec::new();
    for (template, operations) in document["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            let refused = operation["responses"]["403"]["description"].as_str().unwrap_or_default();
            let permission = refused.strip_prefix("This needs `").and_then(|rest| rest.split('`').next());
            found.push(Operation {
                method: method.to_uppercase(),
                template: template.clone(),
                is_public: operation["security"] == json!([{}]),
                permission: permission.map(str::to_owned),
                is_for_people: refused.starts_with("An API token"),
            });
        }
    }
    assert!(found.len() > 70, "the document is whole");
    found
}

fn protected() -> impl Iterator<Item = Operation> {
    operations().into_iter().filter(|operation| !operation.is_public)
}

fn call(client: &Client, operation: &Operation, headers: &[(&str, &str)]) -> (u16, Value) {
    let reply = client.send(&operation.method, &operation.path(), headers, None);
    let body = serde_json::from_slice(&reply.body).unwrap_or_default();
    if reply.status == 401 {
        assert_eq!(reply.header("www-authenticate"), Some("Bearer"), "{}", operation.name());
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{}", operation.name());
    }
    (reply.status, body)
}

#[test]
fn nothing_is_done_without_a_token() {
    let people = People::start();
    for operation in protected() {
        let (status, body) = call(&people.server.anon(), &operation, &[]);
        assert_eq!((status, &body["code"]), (401, &json!("meshery-server-1404")), "{}", operation.name());
    }
}

#[test]
fn public_operations_are_few_and_known() {
    let public: BTreeSet<String> =
        operations().iter().filter(|operation| operation.is_public).map(Operation::name).collect();
    let known = [
        "GET /.well-known/jwks.json",
        "GET /api/identity/accounts/setup",
        "GET /api/provider",
        "GET /api/providers",
        "GET /api/providers/stream",
        "GET /api/system/version",
        "GET /api/user/login",
        "GET /api/user/logout",
        "GET /api/user/token",
        "GET /auth/oidc/{provider}/callback",
        "GET /auth/redirect",
        "GET /errors/{code}",
        "GET /healthz/live",
        "GET /healthz/ready",
        "GET /livez",
        "GET /readyz",
        "GET /user/login",
        "GET /user/logout",
        "POST /api/auth/device",
        "POST /api/auth/token",
        "POST /api/identity/accounts/accept",
        "POST /api/identity/accounts/login",
        "POST /api/identity/accounts/setup",
        "POST /api/user/token",
    ];
    assert_eq!(public, known.map(str::to_owned).into());
}

#[test]
fn forged_tokens_open_nothing() {
    let people = People::start();
    let forger = Forger::of(&people.server);
    let (claims, other) = (forger.claims(&people.editor_token), forger.claims(&people.admin_token));
    for (what, token) in forger.forgeries(&claims, &other) {
        for operation in protected() {
            let bearer = format!("Bearer {token}");
            let cookie = format!("token={token}; meshery-provider=Accounts");
            for headers in [[("authorization", bearer.as_str())], [("cookie", cookie.as_str())]] {
                let (status, body) = call(&people.server.anon(), &operation, &headers);
                assert_eq!(status, 401, "{what}: {}: {body}", operation.name());
            }
        }
    }
    // The same claims with the right key are let in, so it was the forgery that was refused.
    let honest = forger.sign(&claims);
    assert_eq!(people.server.bearer(&honest).get("/api/user").status, 200);
}

#[test]
fn a_token_in_the_address_is_never_read() {
    let people = People::start();
    for operation in protected() {
        let separator = if operation.path().contains('?') { '&' } else { '?' };
        let path = format!("{}{separator}token={}", operation.path(), people.admin_token);
        let reply = people.server.anon().send(&operation.method, &path, &[], None);
        assert_eq!(reply.status, 401, "{}", operation.name());
    }
}

#[test]
fn every_permission_that_is_named_is_needed() {
    let people = People::start();
    for operation in protected() {
        let Some(permission) = &operation.permission else { continue };
        // Whoever may use the token to revoke it does not need the permission; for any other id it is needed.
        let without = people.token_without(permission);
        let (status, body) = call(&people.server.bearer(&without), &operation, &[]);
        assert_eq!((status, &body["code"]), (403, &json!("meshery-server-1403")), "{}", operation.name());
        assert!(body["detail"].as_str().is_some_and(|text| text.contains(permission)), "{body}");
        if STREAMS.contains(&operation.template.as_str()) {
            continue;
        }
        let (status, body) = call(&people.server.bearer(&people.admin_token), &operation, &[]);
        assert!(status != 401 && status != 403, "{}: {status} {body}", operation.name());
    }
}

#[test]
fn programs_do_not_decide_for_people() {
    let people = People::start();
    let token = people.api_token(&people.admin_token, &[]);
    let client = people.server.bearer(&token);
    for operation in protected().filter(|operation| operation.is_for_people) {
        let (status, body) = call(&client, &operation, &[]);
        assert_eq!((status, &body["code"]), (403, &json!("meshery-server-1420")), "{}", operation.name());
    }
}

#[test]
fn operations_that_name_no_permission_are_open_to_everybody_who_signed_in() {
    let people = People::start();
    let client = people.server.bearer(&people.viewer_token);
    let open = protected().filter(|operation| operation.permission.is_none());
    for operation in open.filter(|operation| !STREAMS.contains(&operation.template.as_str())) {
        let (status, body) = call(&client, &operation, &[]);
        assert!(status != 401 && status != 403, "{}: {status} {body}", operation.name());
    }
}

#[test]
fn things_of_others_are_not_there() {
    let people = People::start();
    let admin = people.server.bearer(&people.admin_token);
    let editor = people.server.bearer(&people.editor_token);
    let design = design(&admin);
    let token = admin.post("/api/identity/tokens", &json!({"name": "ci"})).json()["id"].clone();
    let session = admin.get("/api/identity/sessions").json()["sessions"][0]["id"].clone();

    let templates: BTreeSet<String> = operations()
        .into_iter()
        .map(|operation| operation.template)
        .filter(|template| template.contains('{'))
        .collect();
    let decided: BTreeSet<String> =
        OWNED.iter().chain(&SHARED).chain([&INVITATIONS]).map(|&template| template.to_owned()).collect();
    assert_eq!(templates, decided, "a new operation has to say whose things its ids name");

    for operation in operations().iter().filter(|operation| OWNED.contains(&operation.template.as_str())) {
        let foreign = match operation.template.as_str() {
            "/api/identity/tokens/{id}" => token.as_str(),
            "/api/identity/sessions/{id}" => session.as_str(),
            // Codes belong to nobody before somebody types them.
            "/api/auth/device/{userCode}" => continue,
            _ => Some(design.as_str()),
        };
        let foreign = foreign.expect("an id");
        let path = operation.path().replace(NOTHING, foreign);
        let theirs = editor.send(&operation.method, &path, &[], None);
        let nothing = editor.send(&operation.method, &operation.path(), &[], None);
        assert_eq!(theirs.status, 404, "{}: {}", operation.name(), theirs.text());
        let told = |reply: &meshery_testkit::Reply, id: &str| {
            let mut body = reply.json();
            body["requestId"] = Value::Null;
            body.to_string().replace(id, "…")
        };
        assert_eq!(told(&theirs, foreign), told(&nothing, NOTHING), "{}", operation.name());
    }
    // Saving under somebody's id is no way in either.
    let stolen = editor.post("/api/pattern", &json!({"id": design, "name": "mine", "designFile": {}}));
    assert!(matches!(stolen.status, 400 | 404), "{}", stolen.text());
    assert_eq!(admin.get(&format!("/api/pattern/{design}")).status, 200);
    assert_eq!(editor.get("/api/pattern").json()["totalCount"], 0);
}

#[test]
fn with_the_provider_none_nothing_needs_a_token() {
    let server = Server::start();
    for operation in protected().filter(|operation| !STREAMS.contains(&operation.template.as_str())) {
        let (status, body) = call(&server.anon(), &operation, &[]);
        assert!(status != 401 && status != 403, "{}: {status} {body}", operation.name());
    }
}
