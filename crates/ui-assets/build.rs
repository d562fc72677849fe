//! Tells cargo that the embedded files may have changed.

fn main() {
    println!("cargo::rerun-if-changed=../../ui/dist");
}
