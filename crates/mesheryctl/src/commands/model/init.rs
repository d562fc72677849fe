//! `mesheryctl model init`

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use meshery_generate::package::{self, Export, FileType};
use meshery_model::{COMPONENT_SCHEMA, Component, ModelDefinition, RELATIONSHIP_SCHEMA, Relationship};
use meshery_registry::Package;
use serde_json::{Value, json};

use super::facts;
use crate::error::Error;
use crate::output::Outcome;
use crate::package::write_all;

/// Make the folder of a new model, without a server
///
/// It holds the model, one component and one relationship as examples to start from.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the model: small letters, digits and dashes
    #[arg(value_parser = model_name)]
    name: String,
    /// Version of the model
    #[arg(long, value_name = "VERSION", default_value = "v0.1.0", value_parser = model_version)]
    version: String,
    /// Folder to make it in
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    path: PathBuf,
    /// Format of the documents: json or yaml
    #[arg(
        short = 'o',
        long,
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true,
        ignore_case = true,
        default_value = "json"
    )]
    output_format: Documents,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Documents {
    Json,
    #[value(alias = "yml")]
    Yaml,
}

/// Runs the command.
///
/// # Errors
/// When the folder is there already, or can't be made.
pub fn run(args: &Args) -> Result<Outcome, Error> {
    let Args { name, version, path, output_format } = args;
    let folder = path.join(name).join(version);
    if folder.exists() {
        return Err(Error::Exists { path: folder });
    }
    let file_type = if *output_format == Documents::Yaml { FileType::Yaml } else { FileType::Json };
    let how = Export { file_type, ..Export::default() };
    let files = package::export(&sample(name, version)?, how);
    // Exports stand in a folder per version of the definition; one that is worked on needs none.
    let inside = |name: String| name.splitn(4, '/').nth(3).map(str::to_owned).unwrap_or(name);
    let files: Vec<_> = files.into_iter().map(|(name, bytes)| (inside(name), bytes)).collect();
    write_all(&folder, &files)?;
    let connections = folder.join("connections");
    std::fs::create_dir_all(&connections).map_err(|source| Error::Write { path: connections, source })?;
    let at = if path.as_os_str() == "." { String::new() } else { format!(" --path {}", path.display()) };
    Ok(Outcome::text(format!("{}\n", folder.display()))
        .with_note("Edit the documents under `components` and `relationships`, then:")
        .with_note(format!("  mesheryctl model build {name}/{version}{at}    checks and packs them"))
        .with_note(format!("  mesheryctl model import {}    imports the folder as it is", folder.display())))
}

/// Returns a model with an example of everything that is usually in one.
fn sample(name: &str, version: &str) -> Result<Package, Error> {
    let mut model = facts::complete(ModelDefinition {
        name: name.to_owned(),
        description: "Say here what the model is about".to_owned(),
        ..ModelDefinition::default()
    });
    version.clone_into(&mut model.model.version);
    model.metadata.primary_color = "#00B39F".to_owned();
    model.metadata.secondary_color = "#00D3A9".to_owned();
    model.metadata.shape = "circle".to_owned();
    let schema = json!({
        "type": "object",
        "properties": {
            "spec": {
                "type": "object",
                "properties": {
                    "replicas": {"type": "integer", "minimum": 0, "description": "How many there are"},
                    "configMapName": {"type": "string", "description": "ConfigMap that is read"},
                },
            },
        },
    });
    let reference = Arc::new(model.reference());
    let read = |source| meshery_client::Error::Body { url: "the example".to_owned(), source };
    let mut component: Component = serde_json::from_value(json!({
        "schemaVersion": COMPONENT_SCHEMA, "version": "v1.0.0", "format": "JSON", "status": "enabled",
        "displayName": "Example", "description": "Say here what the component is for",
        "component": {"kind": "Example", "version": format!("{name}.example.org/v1"), "schema": schema.to_string()},
        "metadata": {"isNamespaced": true, "published": true},
        "configuration": {},
    }))
    .map_err(read)?;
    component.capabilities = capabilities();
    let mut relationship: Relationship = serde_json::from_value(json!({
        "schemaVersion": RELATIONSHIP_SCHEMA, "version": "v1.0.0", "status": "enabled",
        "kind": "edge", "type": "non-binding", "subType": "reference",
        "metadata": {"description": "An Example reads the ConfigMap it names"},
        "selectors": [{"allow": {
            "from": [{
                "kind": "Example", "model": {"name": name},
                "patch": {"patchStrategy": "replace", "mutatedRef": [["configuration", "spec", "configMapName"]]},
            }],
            "to": [{
                "kind": "ConfigMap", "model": {"name": "kubernetes"},
                "patch": {"patchStrategy": "replace", "mutatorRef": [["displayName"]]},
            }],
        }}],
    }))
    .map_err(read)?;
    relationship.model = reference;
    Ok(Package {
        model,
        components: vec![component],
        relationships: vec![relationship],
        policies: Vec::new(),
    })
}

/// Returns what can be done with objects of Kubernetes, without members that say nothing.
fn capabilities() -> Vec<Value> {
    let mut all = meshery_generate::capabilities::all();
    all.iter_mut().filter_map(Value::as_object_mut).for_each(|one| one.retain(|_, value| !value.is_null()));
    all
}

fn model_name(text: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
    let is_name = text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    if is_name && text.len() <= 100 && text.chars().all(is_plain) {
        return Ok(text.to_owned());
    }
    Err("a name consists of small letters, digits and dashes, 100 at most, and begins with a letter or digit"
        .to_owned())
}

fn model_version(text: &str) -> Result<String, String> {
    let digits = |part: &str| !part.is_empty() && part.len() <= 9 && part.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = text.strip_prefix('v').unwrap_or_default().split('.').collect();
    if parts.len() == 3 && parts.iter().all(|part| digits(part)) {
        return Ok(text.to_owned());
    }
    Err("a version looks like `v0.1.0`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_versions_lead_nowhere_else() {
        for wrong in ["", "..", "../a", "a/b", "-a", "A", ".a", "a b"] {
            assert!(model_name(wrong).is_err(), "{wrong}");
        }
        assert_eq!(model_name("my-model.v2").as_deref(), Ok("my-model.v2"));
        for wrong in ["", "v1", "1.0.0", "v1.0.0/..", "v1..0", "vx.0.0"] {
            assert!(model_version(wrong).is_err(), "{wrong}");
        }
        assert_eq!(model_version("v1.20.300").as_deref(), Ok("v1.20.300"));
    }
}
