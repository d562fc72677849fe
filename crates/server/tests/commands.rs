//! The command line of the server binary.

use std::process::{Command, Output};

fn meshery(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let home = tempfile::tempdir().expect("home");
    Command::new(env!("CARGO_BIN_EXE_meshery"))
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .envs(environment.iter().copied())
        .output()
        .expect("run meshery")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_version_names_the_commit() {
    let output = meshery(&["version"], &[]);
    assert!(output.status.success());
    assert!(text(&output.stdout).starts_with(concat!("meshery v", env!("CARGO_PKG_VERSION"), " (")));
}

#[test]
fn the_configuration_in_force_is_printed() {
    let environment = [
        ("PORT", "7000"),
        ("MESHERY_LIMITS__COMPONENTS", "17"),
        ("MESHERY_PORT", "tcp://10.0.0.1:9081"),
        ("MESHERY_DATA_DIR", "/nowhere"),
    ];
    let output = meshery(&["config", "check", "--data-dir", "/somewhere"], &environment);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let config: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(config["listen"], "127.0.0.1:7000");
    assert_eq!(config["data_dir"], "/somewhere");
    assert_eq!(config["limits"]["components"], 17);
}

#[test]
fn listening_for_everybody_has_to_be_asked_for() {
    for command in [&["config", "check"][..], &["serve"]] {
        let arguments: Vec<&str> = command.iter().copied().chain(["--listen", "0.0.0.0:9081"]).collect();
        let output = meshery(&arguments, &[]);
        assert!(!output.status.success());
        assert!(text(&output.stderr).contains("add --allow-anonymous"), "{}", text(&output.stderr));
    }
    let output = meshery(&["config", "check", "--listen", "0.0.0.0:9081", "--allow-anonymous"], &[]);
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("everyone who can reach this address"), "{}", text(&output.stderr));
}

#[test]
fn what_is_wrong_is_said() {
    let output = meshery(&["config", "check"], &[("PORT", "many")]);
    assert!(!output.status.success());
    assert_eq!(text(&output.stderr), "meshery: PORT is `many`, which is not a port number\n");
    let output = meshery(&["config", "check", "--config", "/no/such/file.toml"], &[]);
    assert_eq!(text(&output.stderr), "meshery: the configuration file `/no/such/file.toml` does not exist\n");
    let output = meshery(&["--database-url", "mysql://root:secret@host/db"], &[]);
    assert!(!output.status.success());
    assert!(!text(&output.stderr).contains("secret"), "{}", text(&output.stderr));
}

#[test]
fn a_taken_address_is_explained() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("listen");
    let address = taken.local_addr().expect("address").to_string();
    let output = meshery(&["--listen", &address], &[]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("is another server running there?"), "{}", text(&output.stderr));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_meshery"))
        .arg("openapi")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("run meshery");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);
}

#[test]
fn flags_stand_before_or_after_the_command() {
    for arguments in [["--data-dir", "/x", "config", "check"], ["config", "check", "--data-dir", "/x"]] {
        let output = meshery(&arguments, &[]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains("\"data_dir\": \"/x\""));
    }
}

#[test]
fn a_misspelled_name_in_the_environment_is_refused() {
    let output = meshery(&["config", "check"], &[("MESHERY_LISTN", "127.0.0.1:1")]);
    assert!(!output.status.success());
    assert_eq!(
        text(&output.stderr),
        "meshery: the environment has an unknown name `MESHERY_LISTN`, did you mean `MESHERY_LISTEN`?\n"
    );
    let noise = [("MESHERY_SERVICE_HOST", "10.0.0.1"), ("MESHERY_PORT_9081_TCP_PROTO", "tcp")];
    assert!(meshery(&["config", "check"], &noise).status.success());
}

#[test]
fn other_providers_may_listen_for_everybody() {
    let accounts = [("MESHERY_ACCOUNTS__ENABLED", "true")];
    let output = meshery(&["config", "check", "--listen", "0.0.0.0:9081"], &accounts);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let both = [("MESHERY_ACCOUNTS__ENABLED", "true"), ("MESHERY_LOCAL__ENABLED", "true")];
    assert!(!meshery(&["config", "check", "--listen", "0.0.0.0:9081"], &both).status.success());
}

#[test]
fn the_originals_names_are_read() {
    let environment =
        [("PROVIDER_BASE_URLS", "https://a.example, https://b.example"), ("PROVIDER", "a.example")];
    let output = meshery(&["config", "check"], &environment);
    let config: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(config["remote"][1]["url"], "https://b.example");
    assert_eq!(config["provider"], "a.example");
}

#[test]
fn no_secret_is_printed_with_the_configuration() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("meshery.toml");
    let oidc = "[[oidc]]\nname = \"Acme\"\nissuer = \"https://id.example\"\nclient_id = \"meshery\"\n";
    std::fs::write(&file, format!("{oidc}client_secret = \"canary-file\"\n")).expect("write");
    let path = file.to_str().expect("path");
    let output = meshery(&["config", "check", "--config", path], &[("MESHERY_ENCRYPTION_KEY", "canary-key")]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("id.example"));
    assert!(!text(&output.stdout).contains("canary") && !text(&output.stderr).contains("canary"));
}
