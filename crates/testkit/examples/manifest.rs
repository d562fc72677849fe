//! Writes a generated manifest: `manifest <applications>`, three objects each and a Namespace.

fn main() {
    let applications = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(333);
    print!("{}", meshery_testkit::manifest_of(meshery_testkit::Objects { applications }));
}
