//! Writing a package as folders of documents.

use std::sync::Arc;

use meshery_convert::yaml;
use meshery_model::ModelReference;
use meshery_registry::Package;
use rustc_hash::FxHashSet;
use serde::Serialize;
use serde_json::Value;

/// How documents are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileType {
    /// JSON with indentation.
    #[default]
    Json,
    /// YAML.
    Yaml,
}

/// What is written, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// How documents are written.
    pub file_type: FileType,
    /// Whether components are written.
    pub components: bool,
    /// Whether relationships are written.
    pub relationships: bool,
}

impl Default for Export {
    fn default() -> Self {
        Self { file_type: FileType::Json, components: true, relationships: true }
    }
}

/// Returns the files of a package, their names beginning with
/// `<model>/<model version>/<definition version>/`. Names consist of ASCII letters, digits and `-_.+`, and come
/// once, also where upper and lower case are the same.
#[must_use]
pub fn export(package: &Package, how: Export) -> Vec<(String, Vec<u8>)> {
    let Package { model, components, relationships, policies } = package;
    let folders = [(&model.name, "model"), (&model.model.version, "v0"), (&model.version, "v1.0.0")];
    let root = folders.map(|(name, otherwise)| segment(name, otherwise)).join("/");
    let mut writer =
        Writer { file_type: how.file_type, root, known: FxHashSet::default(), files: Vec::new() };
    writer.document("model", model);
    if how.components {
        let whole = serde_json::to_value(model).and_then(serde_json::from_value::<ModelReference>).ok();
        let whole = whole.map(Arc::new);
        let reference = Arc::new(model.reference());
        for component in components {
            let mut component = component.clone();
            if let Some(whole) = &whole {
                component.model = Arc::clone(whole);
            }
            component.model_reference = Some(Arc::clone(&reference));
            let name = segment(component.kind(), "component");
            let second = format!("{name}-{}", segment(component.api_version(), "v0"));
            writer.document(&writer.free("components", &[&name, &second]), &component);
        }
    }
    if how.relationships {
        for relationship in relationships {
            let parts = [&relationship.kind, &relationship.rel_type, &relationship.sub_type];
            let name = parts.map(|part| segment(part, "any")).join("-").to_lowercase();
            writer.document(&writer.free("relationships", &[&name]), relationship);
        }
    }
    for policy in policies {
        let name = writer.free("policies", &[&segment(&policy.name, "policy")]);
        writer.file(&name, "rego", policy.rego.clone().into_bytes());
    }
    writer.files
}

struct Writer {
    file_type: FileType,
    root: String,
    /// Names in lower case.
    known: FxHashSet<String>,
    files: Vec<(String, Vec<u8>)>,
}

impl Writer {
    /// Returns the first of the names that is free in a folder, else the last with a number.
    fn free(&self, folder: &str, names: &[&str]) -> String {
        let is_free = |name: &String| !self.known.contains(&name.to_lowercase());
        let plain = names.iter().map(|name| format!("{folder}/{name}")).find(is_free);
        let last = names.last().copied().unwrap_or_default();
        let mut numbered = (2_u64..).map(|number| format!("{folder}/{last}-{number}"));
        plain.or_else(|| numbered.find(is_free)).unwrap_or_default()
    }

    fn document<T: Serialize>(&mut self, name: &str, document: &T) {
        // Plain documents always have a JSON form.
        let value = serde_json::to_value(document).unwrap_or(Value::Null);
        match self.file_type {
            FileType::Json => {
                let text = serde_json::to_vec_pretty(&value).unwrap_or_default();
                self.file(name, "json", text);
            }
            FileType::Yaml => self.file(name, "yaml", yaml::to_string(&value).into_bytes()),
        }
    }

    fn file(&mut self, name: &str, ending: &str, content: Vec<u8>) {
        self.known.insert(name.to_lowercase());
        self.files.push((format!("{}/{name}.{ending}", self.root), content));
    }
}

/// Returns a name as one part of a path.
fn segment(name: &str, otherwise: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "-_.+".contains(c) { c } else { '_' };
    let name: String = name.chars().map(safe).take(100).collect();
    let name = name.trim_matches(['.', '_']);
    if name.is_empty() { otherwise.to_owned() } else { name.to_owned() }
}
