//! Makes the built-in packages and packs them into `OUT_DIR/registry.bin`.
//!
//! Reading thousands of files and compressing what they say takes most of a minute, so the outcome is kept in
//! the target directory under a hash of everything it is made from: other profiles and later builds find it.

mod api_version;
mod cache;
mod component;
mod crates;
mod custom;
mod groups;
mod icons;
mod kinds;
mod kubernetes;
mod models;
mod namespaces;
mod relationships;
mod report;
mod resources;
mod schema;
mod scopes;
mod short_names;

use std::path::Path;

use report::Report;

/// Version of our definitions; raised when they change for other reasons than a new version of what they
/// describe.
const DEFINITION_VERSION: &str = "v1.0.0";

fn main() {
    for input in ["build", "icons", "models", "relationships", "sources"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let folder = std::env::var_os("OUT_DIR").expect("cargo names the output folder");
    let folder = Path::new(&folder);
    let outcome = cache::outcome(folder, || {
        let mut report = Report::default();
        let mut packages = vec![kubernetes::package()];
        packages.extend(custom::packages(&mut report));
        namespaces::keep_out_cluster_wide(&mut packages);
        let bytes = meshery_registry::pack(&packages).expect("the packages can be packed");
        cache::Outcome { registry: bytes, report: report.to_json() }
    });
    for (name, bytes) in [("registry.bin", outcome.registry), ("report.json", outcome.report.into_bytes())] {
        std::fs::write(folder.join(name), bytes).expect("the output folder is writable");
    }
}
