//! The models that custom resources belong to, from the files under `models/` that are written by hand.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A model as a file describes it; `models/README.md` explains the members.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    pub name: String,
    pub display_name: String,
    pub category: String,
    pub sub_category: String,
    pub description: String,
    pub primary_color: String,
    pub secondary_color: String,
    pub icon: Option<String>,
    pub groups: Vec<Group>,
}

/// An API group, or some kinds of one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Group {
    Whole(String),
    Kinds { group: String, kinds: Vec<String> },
}

impl Model {
    /// Tells whether the model has this kind.
    pub fn has(&self, group: &str, kind: &str) -> bool {
        self.groups.iter().any(|member| match member {
            Group::Whole(name) => name == group,
            Group::Kinds { group: name, kinds } => name == group && kinds.iter().any(|member| member == kind),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Models {
    model: Vec<Model>,
}

/// Returns the models of all files, by name.
pub fn all() -> Vec<Model> {
    let folder = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder"))
        .join("models");
    let entries = std::fs::read_dir(folder).expect("the folder of models is readable");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    let mut models: Vec<Model> = files.iter().flat_map(|file| read(file)).collect();
    models.sort_by(|a, b| a.name.cmp(&b.name));
    models
}

fn read(file: &Path) -> Vec<Model> {
    let text = std::fs::read_to_string(file).expect("readable file of models");
    let models: Models = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    models.model
}
