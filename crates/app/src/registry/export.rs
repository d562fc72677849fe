//! Writes a model as a package that can be imported elsewhere.

use std::sync::Arc;

use meshery_archive::write::{self, Labels};
use meshery_generate::package::{self, Export, FileType};
use meshery_model::ModelId;
use serde_json::json;

use super::change::Entity;
use crate::{Ctx, Error, Principal};

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A tar of documents, compressed.
    Tar,
    /// An image in OCI layout, as a tar.
    Oci,
    /// One JSON document.
    Json,
    /// One YAML document.
    Yaml,
}

/// Which model, and how.
#[derive(Clone, Debug)]
pub struct ExportModel {
    /// The model.
    pub id: ModelId,
    /// The form.
    pub form: Form,
    /// How documents in an archive are written.
    pub file_type: FileType,
    /// Whether components are written.
    pub components: bool,
    /// Whether relationship definitions are written.
    pub relationships: bool,
}

/// A file to hand out.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Name of the file.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Writes a model. The same model gives the same bytes.
///
/// # Errors
/// When there is no such model.
pub async fn export(ctx: &Arc<Ctx>, _who: &Principal, request: ExportModel) -> Result<Exported, Error> {
    ctx.compute(move |ctx| {
        let registry = ctx.registry.current();
        let entry = registry.index().model(request.id);
        let not_found = || Error::EntityNotFound { entity: Entity::Model.as_str(), id: request.id.0 };
        let mut package = entry.ok_or_else(not_found)?.package();
        if !request.components {
            package.components.clear();
        }
        if !request.relationships {
            package.relationships.clear();
        }
        let (name, version) = (package.model.name.clone(), package.model.model.version.clone());
        let how = Export { file_type: request.file_type, components: true, relationships: true };
        let (ending, media_type, bytes) = match request.form {
            Form::Tar => {
                let bytes = write::tar_gz(&package::export(&package, how), Vec::new())?;
                ("tar.gz", "application/gzip", bytes)
            }
            Form::Oci => {
                let files = package::export(&package, how);
                let labels = Labels { title: name.clone(), version: version.clone() };
                ("oci.tar", "application/x-tar", write::image(&files, &labels, Vec::new())?)
            }
            Form::Json | Form::Yaml => {
                let document = json!({
                    "model": package.model, "components": package.components,
                    "relationships": package.relationships, "policies": package.policies,
                });
                if request.form == Form::Json {
                    ("json", "application/json", serde_json::to_vec_pretty(&document)?)
                } else {
                    let yaml = meshery_convert::yaml::to_string(&document);
                    ("yaml", "application/yaml", yaml.into_bytes())
                }
            }
        };
        let file_name = file_name(&format!("{name}-{version}.{ending}"));
        Ok(Exported { file_name, media_type, bytes })
    })
    .await?
}

/// Returns a name without anything that means something to shells, paths or headers.
fn file_name(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    name.chars().map(safe).take(120).collect()
}
