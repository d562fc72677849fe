//! Where the server's binary is.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// Returns the server binary beside the running test, built first if this is the first test to ask.
pub(super) fn path() -> PathBuf {
    static BUILT: Mutex<Option<PathBuf>> = Mutex::new(None);
    let mut built = BUILT.lock().expect("no test failed while building");
    built.get_or_insert_with(build).clone()
}

fn build() -> PathBuf {
    if let Some(binary) = std::env::var_os("MESHERY_BIN") {
        return binary.into();
    }
    let test = std::env::current_exe().expect("path of the test");
    let profile = test.ancestors().nth(2).expect("target/<profile>/deps/<test>").to_path_buf();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--package", "meshery-server", "--bin", "meshery"]);
    if profile.file_name().is_some_and(|name| name == "release") {
        cargo.arg("--release");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("workspace");
    assert!(cargo.current_dir(folder).status().expect("run cargo").success(), "the server does not build");
    profile.join("meshery")
}
