//! What was acknowledged is there after a kill; what was not is absent; nothing is half.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use meshery_testkit::{Objects, Server, manifest_of};
use serde_json::Value;

#[test]
fn a_kill_during_imports_leaves_whole_designs_only() {
    let mut server = Server::start();
    let manifest = manifest_of(Objects { applications: 60 });
    let mut acknowledged = Vec::new();
    for round in 0..5_u64 {
        let killed = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let (server, manifest, killed) = (&server, &manifest, &killed);
            let importing = scope.spawn(move || {
                let mut done = Vec::new();
                while !killed.load(Ordering::Relaxed) {
                    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| server.import(manifest))) {
                        Ok(reply) if reply.status == 201 => done.push(reply.json()["id"].clone()),
                        _ => break,
                    }
                }
                done
            });
            std::thread::sleep(Duration::from_millis(150 + 37 * round));
            kill(server.process_id());
            killed.store(true, Ordering::Relaxed);
            acknowledged.extend(importing.join().expect("importing thread"));
        });
        server.kill_and_restart();
    }

    let list = server.get("/api/pattern?pagesize=all").json();
    let stored: Vec<Value> = list["patterns"].as_array().expect("patterns").clone();
    for id in &acknowledged {
        assert!(stored.iter().any(|design| design["id"] == *id), "{id} was acknowledged and is gone");
    }
    for design in &stored {
        let id = design["id"].as_str().expect("id");
        let whole = server.get(&format!("/api/pattern/{id}")).json();
        let document: Value =
            serde_json::from_str(whole["patternFile"].as_str().expect("document")).expect("whole JSON");
        assert_eq!(document["components"].as_array().map(Vec::len), Some(1 + 3 * 60));
        let source = server.get(&format!("/api/pattern/download/{id}/original"));
        assert_eq!(source.text(), manifest);
    }
    assert!(!acknowledged.is_empty(), "no import got through, so nothing was tested");
}

#[test]
fn a_stop_signal_ends_the_server_cleanly() {
    let mut server = Server::start();
    assert_eq!(server.get("/readyz").status, 200);
    assert!(server.terminate());
}

#[test]
fn a_stop_signal_is_heard_as_soon_as_the_server_says_it_is_ready() {
    for round in 0..10 {
        assert!(Server::start().terminate(), "round {round}");
    }
}

fn kill(process: u32) {
    let done = std::process::Command::new("kill").args(["-KILL", &process.to_string()]).status();
    assert!(done.expect("send SIGKILL").success());
}
