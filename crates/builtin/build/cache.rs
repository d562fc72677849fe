//! The outcome of earlier builds, in the target directory.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

/// Outcomes of other inputs that stay, for changing back and forth between branches.
const KEPT: usize = 4;
/// What the outcome is made from, seen from the crate's folder. Of the registry only what writes the packed
/// form, so that work on the rest of it makes nobody wait.
const INPUTS: [&str; 13] = [
    "build",
    "icons",
    "models",
    "relationships",
    "sources",
    "../generate/src/capabilities.rs",
    "../generate/src/display_name.rs",
    "../kopium-types/src",
    "../model/src",
    "../registry/src/codec",
    "../registry/src/identity.rs",
    "../registry/src/package.rs",
    "../registry/src/texts",
];
/// Dependencies that decide what comes out, by their versions in the lock file.
const DEPENDENCIES: [&str; 6] = ["k8s-openapi", "schemars", "serde_json", "syn", "zstd", "zstd-sys"];

/// What the build script makes.
pub struct Outcome {
    /// The packed packages.
    pub registry: Vec<u8>,
    /// What the tests want to know.
    pub report: String,
}

/// Returns the outcome kept for the present inputs, or makes and keeps it.
pub fn outcome(out_dir: &Path, make: impl FnOnce() -> Outcome) -> Outcome {
    // <target>/<profile>/build/<package>/out
    let target = out_dir.ancestors().nth(4).expect("the output folder lies in the target directory");
    let folder = target.join("builtin");
    let entry = folder.join(key());
    if let Some(outcome) = read(&entry) {
        return outcome;
    }
    let outcome = make();
    // A build that can't keep its outcome is only slower next time.
    if let Err(error) = keep(&folder, &entry, &outcome) {
        println!("cargo::warning=the built-in packages can't be kept in {}: {error}", folder.display());
    }
    outcome
}

fn read(entry: &Path) -> Option<Outcome> {
    let registry = std::fs::read(entry.join("registry.bin")).ok()?;
    let report = std::fs::read_to_string(entry.join("report.json")).ok()?;
    Some(Outcome { registry, report })
}

/// Writes an entry under another name first: builds of several profiles may run at once.
fn keep(folder: &Path, entry: &Path, outcome: &Outcome) -> std::io::Result<()> {
    let unfinished = folder.join(format!("unfinished-{}", std::process::id()));
    std::fs::create_dir_all(&unfinished)?;
    std::fs::write(unfinished.join("registry.bin"), &outcome.registry)?;
    std::fs::write(unfinished.join("report.json"), &outcome.report)?;
    if std::fs::rename(&unfinished, entry).is_err() {
        // Another build was first.
        std::fs::remove_dir_all(&unfinished)?;
    }
    forget_old(folder)
}

fn forget_old(folder: &Path) -> std::io::Result<()> {
    let mut entries: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        entries.push((entry.metadata()?.modified()?, entry.path()));
    }
    entries.sort();
    let old = entries.len().saturating_sub(KEPT);
    entries.iter().take(old).try_for_each(|(_, path)| std::fs::remove_dir_all(path))
}

/// Returns a hash of all inputs.
fn key() -> String {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder"));
    let mut hash = Sha256::new();
    for input in INPUTS {
        for file in files(&root.join(input)) {
            let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy();
            let bytes = std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            hash.update(format!("{name}\n{}\n", bytes.len()));
            hash.update(bytes);
        }
    }
    for line in locked(&std::fs::read_to_string(root.join("../../Cargo.lock")).unwrap_or_default()) {
        hash.update(line);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns a file, or all files in a folder, in a stable order.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_path_buf()];
    }
    let entries = std::fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("readable entry").path()).collect();
    entries.sort();
    entries.iter().flat_map(|entry| files(entry)).collect()
}

/// Returns names and versions of the dependencies that matter.
fn locked(lock: &str) -> Vec<String> {
    let packages = lock.split("[[package]]").filter_map(|package| {
        let value = |key: &str| package.lines().find_map(|line| line.strip_prefix(key)?.strip_suffix('"'));
        let (name, version) = (value("name = \"")?, value("version = \"")?);
        DEPENDENCIES.contains(&name).then(|| format!("{name} {version}\n"))
    });
    packages.collect()
}
