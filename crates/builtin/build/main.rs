//! Makes the built-in packages and packs them into `OUT_DIR/registry.bin`.

mod groups;
mod kinds;
mod kubernetes;
mod relationships;
mod schema;
mod short_names;

use std::path::Path;

fn main() {
    for input in ["build", "icons", "relationships"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let packages = [kubernetes::package()];
    let bytes = meshery_registry::pack(&packages).expect("the packages can be packed");
    let folder = std::env::var_os("OUT_DIR").expect("cargo names the output folder");
    std::fs::write(Path::new(&folder).join("registry.bin"), bytes).expect("the output folder is writable");
}
