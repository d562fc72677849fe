//! Built-in accounts: set-up, invitations, passwords, users and roles.

use meshery_testkit::Server;
use serde_json::json;

use crate::people::{PASSWORD, People, design, invited, set_up};

#[test]
fn the_first_administrator_needs_the_printed_token_and_is_made_once() {
    let mut server = Server::builder().config("[accounts]\nenabled = true\n").start();
    let first = server.setup_token().expect("token").to_owned();
    server.kill_and_restart();
    let token = server.setup_token().expect("token").to_owned();
    assert_ne!(first, token, "every start prints a new one");
    let body = |token: &str| json!({"setupToken": token, "login": "ada", "password": PASSWORD});
    let path = "/api/identity/accounts/setup";
    assert_eq!(server.anon().get(path).json(), json!({"needed": true}));
    for wrong in [first.as_str(), "", "guess"] {
        let refused = server.anon().post(path, &body(wrong));
        assert_eq!((refused.status, &refused.json()["code"]), (401, &json!("meshery-server-1405")));
    }
    let weak = json!({"setupToken": token, "login": "ada", "password": "ada-ada-ada-ada"});
    assert_eq!(server.anon().post(path, &weak).status, 422);
    let named = json!({"setupToken": token, "login": "a b", "password": PASSWORD});
    assert_eq!(server.anon().post(path, &named).status, 400);

    let done = server.anon().post(path, &body(&token));
    assert_eq!((done.status, &done.json()["roleNames"]), (201, &json!(["admin"])));
    for cookie in done.set_cookies() {
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(!cookie.contains("Secure"), "without TLS a secure cookie would never come back");
    }
    assert_eq!(server.anon().post(path, &body(&token)).status, 409);
    assert_eq!(server.anon().get(path).json(), json!({"needed": false}));
    server.kill_and_restart();
    assert_eq!(server.setup_token(), None);
}

#[test]
fn signing_in_says_nothing_about_which_names_exist() {
    let people = People::start();
    let login = |login: &str, password: &str| {
        let body = json!({"login": login, "password": password});
        people.server.anon().post("/api/identity/accounts/login", &body)
    };
    let (wrong, unknown) = (login("ada", "wrong horse battery"), login("nobody", "wrong horse battery"));
    let told = |reply: &meshery_testkit::Reply| {
        let mut body = reply.json();
        body["requestId"] = json!(null);
        (reply.status, body)
    };
    assert_eq!(told(&wrong), told(&unknown));
    assert_eq!((wrong.status, &wrong.json()["code"]), (401, &json!("meshery-server-1406")));
    let right = login("ADA", PASSWORD);
    assert_eq!(right.status, 200, "names are compared whatever their case");
}

#[test]
fn a_name_waits_after_wrong_passwords_whether_it_exists_or_not() {
    let people = People::start();
    let login_as = |name: &str, password: &str| {
        let body = json!({"login": name, "password": password});
        people.server.anon().post("/api/identity/accounts/login", &body)
    };
    let answers =
        |name: &str| -> Vec<u16> { (0..7).map(|_| login_as(name, "wrong horse battery").status).collect() };
    assert_eq!(answers("nobody"), [401, 401, 401, 401, 401, 429, 429]);
    let login = |password: &str| login_as("alan", password);
    let refused = (0..8).map(|_| login("wrong horse battery")).find(|reply| reply.status == 429);
    let refused = refused.expect("the name waits");
    let wait: u64 = refused.header("retry-after").expect("retry-after").parse().expect("seconds");
    assert!((1..=5).contains(&wait), "{wait}");
    assert_eq!(login(PASSWORD).status, 429, "the right password is not looked at meanwhile");
    std::thread::sleep(std::time::Duration::from_secs(wait));
    assert_eq!(login(PASSWORD).status, 200);
}

#[test]
fn an_invitation_is_good_once_and_hands_out_its_roles() {
    let people = People::start();
    let admin = people.server.bearer(&people.admin_token);
    let made =
        admin.post("/api/identity/invitations", &json!({"roles": ["viewer"], "email": "eve@example.com"}));
    let code = made.json()["code"].clone();
    let accept = |login: &str, password: &str| {
        let body = json!({"code": code, "login": login, "password": password});
        people.server.anon().post("/api/identity/accounts/accept", &body)
    };
    assert_eq!(accept("eve", "short").status, 422);
    assert_eq!(accept("ADA", PASSWORD).status, 409, "the name is taken, whatever its case");
    let done = accept("eve", PASSWORD);
    assert_eq!(done.status, 201, "what failed before did not use it up: {}", done.text());
    assert_eq!(
        (&done.json()["roleNames"], &done.json()["email"]),
        (&json!(["viewer"]), &json!("eve@example.com"))
    );
    assert_eq!(accept("eve2", PASSWORD).status, 401);

    let withdrawn = admin.post("/api/identity/invitations", &json!({"roles": []})).json();
    let path = format!("/api/identity/invitations/{}", withdrawn["id"].as_str().expect("id"));
    assert_eq!(admin.delete(&path).status, 204);
    assert_eq!(admin.delete(&path).status, 404);
    let body = json!({"code": withdrawn["code"], "login": "mallory", "password": PASSWORD});
    assert_eq!(people.server.anon().post("/api/identity/accounts/accept", &body).status, 401);
    let unknown = admin.post("/api/identity/invitations", &json!({"roles": ["king"]}));
    assert_eq!((unknown.status, &unknown.json()["code"]), (400, &json!("meshery-server-1417")));
}

#[test]
fn a_changed_password_ends_other_sessions_and_tokens() {
    let people = People::start();
    let api_token = people.api_token(&people.editor_token, &[]);
    let elsewhere = people.server.anon();
    let body = json!({"login": "grace", "password": PASSWORD});
    assert_eq!(elsewhere.post("/api/identity/accounts/login", &body).status, 200);

    let client = people.server.bearer(&people.editor_token);
    let change = |current: &str| json!({"currentPassword": current, "newPassword": "a whole new password"});
    let wrong = client.put("/api/identity/accounts/password", &change("guess"));
    assert_eq!((wrong.status, &wrong.json()["code"]), (401, &json!("meshery-server-1406")));
    assert_eq!(client.put("/api/identity/accounts/password", &change(PASSWORD)).status, 204);
    assert_eq!(client.get("/api/user").status, 200, "this session goes on");
    assert_eq!(elsewhere.get("/api/user").status, 401);
    assert_eq!(people.server.bearer(&api_token).get("/api/user").status, 401);
    assert_eq!(people.server.anon().post("/api/identity/accounts/login", &body).status, 401);
}

#[test]
fn two_users_never_see_each_others_designs() {
    let people = People::start();
    let (ada, grace) = (people.server.anon(), people.server.anon());
    for (client, login) in [(&ada, "ada"), (&grace, "grace")] {
        let body = json!({"login": login, "password": PASSWORD});
        assert_eq!(client.post("/api/identity/accounts/login", &body).status, 200);
    }
    let id = design(&ada);
    let mine = ada.get(&format!("/api/pattern/{id}"));
    let tag = mine.header("etag").expect("tag").to_owned();
    let varies = mine.headers.iter().any(|(name, value)| name == "vary" && value.contains("cookie"));
    assert!(varies, "caches tell users apart");
    assert!(mine.header("cache-control").is_some_and(|value| value.contains("private")));
    assert_eq!(grace.get("/api/pattern").json()["totalCount"], 0);
    for headers in [vec![], vec![("if-none-match", tag.as_str())]] {
        assert_eq!(grace.send("GET", &format!("/api/pattern/{id}"), &headers, None).status, 404);
    }
    assert_eq!(grace.delete(&format!("/api/pattern/{id}")).status, 404);
    assert_eq!(ada.get(&format!("/api/pattern/{id}")).status, 200);
}

#[test]
fn a_shared_design_is_seen_by_others_and_changed_by_its_owner() {
    let people = People::start();
    let (ada, grace) =
        (people.server.bearer(&people.admin_token), people.server.bearer(&people.editor_token));
    let id = design(&ada);
    let path = format!("/api/pattern/{id}");
    let document: serde_json::Value = {
        let body = ada.get(&path).json();
        serde_json::from_str(body["patternFile"].as_str().expect("text")).expect("JSON")
    };
    let save = |visibility: &str| json!({"id": id, "designFile": document, "visibility": visibility});
    assert_eq!(ada.post("/api/pattern", &save("everybody")).status, 400);
    let shared = ada.post("/api/pattern", &save("public")).json();
    assert_eq!((&shared[0]["visibility"], &shared[0]["revision"]), (&json!("public"), &json!(1)));

    assert_eq!(grace.get(&path).status, 200);
    assert_eq!(grace.get("/api/pattern").json()["totalCount"], 0, "one's own list stays one's own");
    assert_eq!(grace.get("/api/pattern?visibility=public").json()["totalCount"], 1);
    for refused in [grace.delete(&path), grace.post("/api/pattern", &save("private"))] {
        assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("meshery-server-1209")));
    }
    assert_eq!(ada.post("/api/pattern", &save("private")).status, 200);
    assert_eq!(grace.get(&path).status, 404);
    assert_eq!(grace.get("/api/pattern?visibility=public").json()["totalCount"], 0);
}

#[test]
fn nobody_hands_out_more_than_they_have() {
    let people = People::start();
    let admin = people.server.bearer(&people.admin_token);
    let made = admin.post(
        "/api/identity/roles",
        &json!({"roleName": "people-manager", "keys": ["users.read", "users.write", "roles.read", "roles.write"]}),
    );
    assert_eq!(made.status, 201, "{}", made.text());
    let token = invited(&people.server, &admin, "manager", "people-manager");
    let manager = people.server.bearer(&token);
    let users = manager.get("/api/identity/users").json();
    let id = |login: &str| {
        let all = users["data"].as_array().expect("users");
        let user = all.iter().find(|user| user["userId"] == login).expect("user");
        user["id"].as_str().expect("id").to_owned()
    };
    for (what, reply) in [
        ("an invitation", manager.post("/api/identity/invitations", &json!({"roles": ["admin"]}))),
        ("a role", manager.post("/api/identity/roles", &json!({"roleName": "x", "keys": ["designs.write"]}))),
        (
            "a role of their own",
            manager
                .put(&format!("/api/identity/users/{}/roles", id("manager")), &json!({"roles": ["admin"]})),
        ),
        ("a mightier user", manager.delete(&format!("/api/identity/users/{}", id("ada")))),
        (
            "a role taken from a mightier user",
            manager.put(&format!("/api/identity/users/{}/roles", id("ada")), &json!({"roles": []})),
        ),
    ] {
        assert_eq!(reply.status, 403, "{what}: {}", reply.text());
    }
    let token = people.api_token(&people.viewer_token, &["tokens.write", "designs.read"]);
    let program = people.server.bearer(&token);
    let more = program.post("/api/identity/tokens", &json!({"name": "more", "scopes": ["registry.read"]}));
    assert_eq!(more.status, 403, "{}", more.text());
    let same = program.post("/api/identity/tokens", &json!({"name": "same"})).json();
    assert_eq!(same["scopes"], json!(["designs.read", "tokens.write"]), "a token hands its own bounds on");
}

#[test]
fn the_last_administrator_stays() {
    let people = People::start();
    let admin = people.server.bearer(&people.admin_token);
    let id = admin.get("/api/user").json()["id"].as_str().expect("id").to_owned();
    let (user, roles) = (format!("/api/identity/users/{id}"), format!("/api/identity/users/{id}/roles"));
    assert_eq!(admin.delete(&user).status, 409);
    assert_eq!(admin.put(&roles, &json!({"roles": ["viewer"]})).status, 409);
    invited(&people.server, &admin, "second", "admin");
    assert_eq!(admin.put(&roles, &json!({"roles": ["viewer"]})).status, 200);
    assert_eq!(admin.get("/api/identity/users").status, 403, "roles act at once");
}

#[test]
fn roles_are_made_changed_and_deleted() {
    let people = People::start();
    let admin = people.server.bearer(&people.admin_token);
    let role = json!({"roleName": "auditor", "description": "Looks at people.", "keys": ["users.read"]});
    let made = admin.post("/api/identity/roles", &role);
    assert_eq!((made.status, admin.post("/api/identity/roles", &role).status), (201, 409));
    let path = format!("/api/identity/roles/{}", made.json()["id"].as_str().expect("id"));
    let token = invited(&people.server, &admin, "auditor", "auditor");
    let auditor = people.server.bearer(&token);
    assert_eq!((auditor.get("/api/identity/users").status, auditor.get("/api/pattern").status), (200, 403));
    let wider = json!({"roleName": "auditor", "keys": ["designs.read"]});
    assert_eq!(admin.put(&path, &wider).json()["userCount"], 1);
    assert_eq!((auditor.get("/api/identity/users").status, auditor.get("/api/pattern").status), (403, 200));
    assert_eq!(admin.put(&path, &json!({"roleName": "other", "keys": []})).status, 400);
    assert_eq!(admin.delete(&path).status, 204);
    assert_eq!(auditor.get("/api/pattern").status, 403);
    assert_eq!(auditor.get("/api/user").json()["roleNames"], json!([]));
    let built_in = admin.get("/api/identity/roles").json()["roles"][0]["id"].as_str().expect("id").to_owned();
    assert_eq!(admin.delete(&format!("/api/identity/roles/{built_in}")).status, 409);
    for (body, what) in [
        (json!({"roleName": "Bad Name", "keys": []}), "name"),
        (json!({"roleName": "x", "keys": ["no.such"]}), "key"),
    ] {
        assert_eq!(admin.post("/api/identity/roles", &body).status, 400, "{what}");
    }
}

#[test]
fn users_are_searched_sorted_and_paged() {
    let people = People::start();
    let admin = people.server.bearer(&people.admin_token);
    let names = |query: &str| -> Vec<String> {
        let page = admin.get(&format!("/api/identity/users?{query}"));
        assert_eq!(page.status, 200, "{}", page.text());
        let body = page.json();
        let all = body["data"].as_array().expect("data");
        all.iter().map(|user| user["userId"].as_str().expect("name").to_owned()).collect()
    };
    assert_eq!(names(""), ["ada", "alan", "grace"]);
    assert_eq!(names("order=user_id%20desc"), ["grace", "alan", "ada"]);
    assert_eq!(names("search=A"), ["ada", "alan", "grace"]);
    assert_eq!(names("search=lan"), ["alan"]);
    assert_eq!(names("page=1&pagesize=2"), ["grace"]);
    let unknown = admin.get("/api/identity/users?order=password_hash%20asc");
    assert_eq!((unknown.status, &unknown.json()["code"]), (400, &json!("meshery-server-1505")));
}

#[test]
fn a_removed_user_is_out_at_once_and_what_they_made_stays() {
    let people = People::start();
    let admin = people.server.bearer(&people.admin_token);
    let editor = people.server.bearer(&people.editor_token);
    let api_token = people.api_token(&people.editor_token, &[]);
    let id = editor.get("/api/user").json()["id"].as_str().expect("id").to_owned();
    assert_eq!(admin.delete(&format!("/api/identity/users/{id}")).status, 204);
    for token in [&people.editor_token, &api_token] {
        assert_eq!(people.server.bearer(token).get("/api/pattern").status, 401);
    }
    let body = json!({"login": "grace", "password": PASSWORD});
    assert_eq!(people.server.anon().post("/api/identity/accounts/login", &body).status, 401);
    assert_eq!(admin.get(&format!("/api/identity/users/profile/{id}")).status, 404);
}

#[test]
fn preferences_are_overlaid_and_checked() {
    let server = Server::builder().config("[accounts]\nenabled = true\n").start();
    let client = server.bearer(&set_up(&server, "ada"));
    let changed =
        client.post("/api/user/prefs", &json!({"loadTestPrefs": {"qps": 5}, "theme": "dark"})).json();
    assert_eq!((&changed["loadTestPrefs"]["qps"], &changed["loadTestPrefs"]["c"]), (&json!(5), &json!(10)));
    let read = client.get("/api/user/prefs").json();
    assert_eq!((&read["theme"], &read["anonymousUsageStats"]), (&json!("dark"), &json!(false)));
    assert!(read["updated_at"].is_string());
    for wrong in [
        json!({"loadTestPrefs": {"qps": -1}}),
        json!({"loadTestPrefs": {"t": "soon"}}),
        json!({"loadTestPrefs": {"gen": "dd"}}),
        json!({"anonymousUsageStats": "yes"}),
        json!({"more": "x".repeat(70_000)}),
    ] {
        assert_eq!(client.post("/api/user/prefs", &wrong).status, 400);
    }
    assert_eq!(client.get("/api/user/prefs").json(), read, "what was refused changed nothing");
}
