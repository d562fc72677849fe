//! The server as the testkit starts it: settings, restarts, and what it wrote.

use meshery_testkit::{Server, free_port};

#[test]
fn a_configuration_file_and_the_environment_reach_the_server() {
    let by_file = Server::builder().config("[log]\nformat = \"json\"\n");
    let by_environment = Server::builder().env("MESHERY_LOG__FORMAT", "json");
    for settings in [by_file, by_environment] {
        let server = settings.start();
        assert!(server.logs("server started"), "{}", server.log());
        assert!(server.log().starts_with('{'), "not JSON: {}", server.log());
    }
}

#[test]
fn a_restart_keeps_flags_data_and_log() {
    let port = free_port();
    let mut server = Server::builder().port(port).flags(&["--log-format", "json"]).start();
    assert_eq!(server.url(), format!("http://127.0.0.1:{port}"));
    let design = server.anon().post("/api/pattern", &serde_json::json!({ "name": "kept", "designFile": {} }));
    assert!(design.status < 300, "{}", design.text());
    server.kill_and_restart();
    assert_eq!(server.url(), format!("http://127.0.0.1:{port}"));
    assert_eq!(server.anon().get("/api/pattern").json()["total_count"], 1);

    server.restart_with(|settings| settings.without_flags().flags(&["--log-format", "text"]));
    assert!(server.terminate());
    let log = server.log();
    let started: Vec<_> = log.lines().filter(|line| line.contains("server started")).collect();
    assert_eq!(
        started.iter().map(|line| line.starts_with('{')).collect::<Vec<_>>(),
        [true, true, false],
        "{log}"
    );
}

#[test]
fn a_server_that_refuses_says_why() {
    let said = Server::builder().config("no_such_key = 1\n").refusal();
    assert!(said.contains("no_such_key"), "{said}");
}
