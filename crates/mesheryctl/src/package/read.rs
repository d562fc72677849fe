//! Validates the documents of a folder as the server would, before anything is packed.

use meshery_generate::package::{Collector, Entity, read_file};
use meshery_model::ModelDefinition;

use super::folder::Folder;
use crate::error::Error;

/// A folder whose documents are all valid.
#[derive(Debug)]
pub struct Validated {
    /// Its model.
    pub model: ModelDefinition,
    /// The documents, by name within the folder.
    pub files: Vec<(String, Vec<u8>)>,
    /// Number of components.
    pub components: usize,
    /// Number of relationship definitions.
    pub relationships: usize,
}

/// Reads a folder that holds one version of a model. What is no document of a package is left out.
///
/// # Errors
/// When a file can't be read, a document is not valid, or there is not exactly one model.
pub fn validate(folder: &Folder, name: &str) -> Result<Validated, Error> {
    let mut collector = Collector::default();
    let mut documents = Vec::new();
    let mut models = Vec::new();
    let (mut components, mut relationships) = (0, 0);
    for (path, bytes) in folder.read()? {
        let read = read_file(&path, &bytes);
        match &read {
            Ok(None) => continue,
            Ok(Some(file)) => match &file.entity {
                Entity::Model(model) => models.push((**model).clone()),
                Entity::Component(_) => components += 1,
                Entity::Relationship(_) => relationships += 1,
                Entity::Connection(_) | Entity::Policy(_) => {}
            },
            Err(_) => {}
        }
        collector.add(&path, read);
        documents.push((path, bytes));
    }
    let mut findings: Vec<String> = collector.finish().findings.iter().map(ToString::to_string).collect();
    if findings.is_empty() {
        match models.len() {
            1 => {}
            0 => findings
                .push("there is no `model.json`, so nothing says what the documents belong to".to_owned()),
            several => findings.push(format!("there are {several} models, a package holds one")),
        }
    }
    match models.pop() {
        Some(model) if findings.is_empty() => {
            Ok(Validated { model, files: documents, components, relationships })
        }
        _ => Err(Error::Package { name: name.to_owned(), findings }),
    }
}
