//! Relationship definitions, from the JSON files that are written by hand.

use std::path::PathBuf;

use meshery_model::Relationship;

/// Returns the definitions of a model: those of all files in its folder, by file name; none without a folder.
/// A file holds one definition or a list of them.
pub fn of(model: &str) -> Vec<Relationship> {
    let folder =
        PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder"));
    let folder = folder.join("relationships").join(model);
    if !folder.exists() {
        return Vec::new();
    }
    let entries = std::fs::read_dir(&folder).expect("the folder of definitions is readable");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();

    let mut definitions = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable definition file");
        let list = serde_json::from_str(&text)
            .or_else(|_| serde_json::from_str(&text).map(|definition| vec![definition]));
        let list: Vec<Relationship> = list.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        definitions.extend(list);
    }
    definitions
}
