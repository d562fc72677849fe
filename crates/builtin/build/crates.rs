//! The source crates, in the folder where cargo keeps what it has downloaded.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// What the names of the source crates begin with.
const PREFIX: &str = "kcr_";

/// A source crate.
pub struct SourceCrate {
    /// Its name, such as `kcr_cert_manager_io`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub license: String,
    /// Its folder.
    pub folder: PathBuf,
}

/// Returns the source crates by name. Cargo downloads them first if they are not there.
pub fn all() -> Vec<SourceCrate> {
    let manifest =
        Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder"))
            .join("sources/Cargo.toml");
    let metadata = ["metadata", "--format-version", "1", "--offline"];
    let mut output = cargo(&metadata, &manifest);
    if !output.status.success() {
        let fetched = cargo(&["fetch"], &manifest);
        assert!(fetched.status.success(), "{}", cannot_fetch(&manifest, &fetched));
        output = cargo(&metadata, &manifest);
    }
    assert!(output.status.success(), "{}", cannot_fetch(&manifest, &output));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut crates: Vec<SourceCrate> = packages.filter_map(source_crate).collect();
    crates.sort_by(|a, b| a.name.cmp(&b.name));
    crates
}

/// Runs cargo where the manifest is, so that it reads the configuration that holds there.
fn cargo(arguments: &[&str], manifest: &Path) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).arg("--locked").arg("--manifest-path").arg(manifest);
    command.current_dir(manifest.parent().expect("a manifest lies in a folder"));
    command.output().unwrap_or_else(|error| panic!("cargo can't be run: {error}"))
}

fn cannot_fetch(manifest: &Path, output: &Output) -> String {
    format!(
        "the sources of the built-in models can't be fetched. They are crates from the registry; once it can \
         be reached, run `cargo fetch --locked --manifest-path {}` and build again. Cargo says:\n{}",
        manifest.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    )
}

fn source_crate(package: &Value) -> Option<SourceCrate> {
    let text = |key: &str| package[key].as_str().map(str::to_owned);
    let name = text("name").filter(|name| name.starts_with(PREFIX))?;
    let folder = Path::new(package["manifest_path"].as_str()?).parent()?.to_path_buf();
    Some(SourceCrate {
        name,
        version: text("version")?,
        license: text("license").unwrap_or_default(),
        folder,
    })
}
