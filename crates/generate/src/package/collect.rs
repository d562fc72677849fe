//! Putting documents together that came one by one, in any order.

use std::collections::BTreeMap;

use meshery_model::{
    CategoryReference, Component, ModelDefinition, ModelReference, Object, Policy, Registrant, Relationship,
};
use meshery_registry::{Change, Draft, Package, Shelf, identity};
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::document::{Entity, File};
use super::older;
use crate::Finding;

/// A package, with what belongs to it but is not part of the registry's index.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// The folder it came from.
    pub folder: String,
    /// Everything of the package but its long texts.
    pub draft: Draft,
    /// Its connection definitions.
    pub connections: Vec<Object>,
}

/// All packages of a folder, and what is wrong with single documents.
#[derive(Debug, Default)]
pub struct Collection {
    /// The packages, by folder.
    pub packages: Vec<Collected>,
    /// Their long texts.
    pub shelf: Shelf,
    /// What is wrong with documents that did not come in.
    pub findings: Vec<Finding>,
}

/// Puts documents together. Long texts are compressed and kept once as they come, so a registry of a gigabyte
/// fits into little memory.
#[derive(Debug, Default)]
pub struct Collector {
    folders: BTreeMap<String, Folder>,
    shelf: Shelf,
    findings: Vec<Finding>,
}

#[derive(Debug, Default)]
struct Folder {
    model: Option<ModelDefinition>,
    /// What the first component says of its model, in case there is no other word of it.
    told: Option<ModelDefinition>,
    /// The components; without a model until everything is here.
    draft: Draft,
    relationships: Vec<Relationship>,
    policies: Vec<Policy>,
    connections: Vec<Object>,
}

impl Collector {
    /// Takes what [`super::read_file`] made of a file.
    pub fn add(&mut self, path: &str, read: Result<Option<File>, Finding>) {
        let File { folder, entity } = match read {
            Ok(Some(file)) => file,
            Ok(None) => return,
            Err(finding) => return self.findings.push(finding),
        };
        let name = folder;
        let folder = self.folders.entry(name.clone()).or_default();
        match entity {
            Entity::Model(model) if folder.model.is_none() => folder.model = Some(*model),
            Entity::Model(_) => {
                self.findings
                    .push(Finding::new(path, "its folder has a model already, this one is left out"));
            }
            Entity::Component(component) => {
                if folder.model.is_none() && folder.told.is_none() {
                    folder.told = Some(model_of(&component, &name));
                }
                let (kind, version) = (component.kind().to_owned(), component.api_version().to_owned());
                if folder.draft.add_component(*component, &mut self.shelf) == Change::Updated {
                    let message =
                        format!("the component `{kind}` of `{version}` comes twice, this one counts");
                    self.findings.push(Finding::new(path, message));
                }
            }
            Entity::Relationship(relationship) => folder.relationships.push(*relationship),
            Entity::Connection(connection) => folder.connections.push(connection),
            Entity::Policy(policy) => folder.policies.push(policy),
        }
    }

    /// Says what the model of a folder is, unless the folder says so itself.
    pub fn set_model(&mut self, folder: &str, model: ModelDefinition) {
        self.folders.entry(folder.to_owned()).or_default().model.get_or_insert(model);
    }

    /// Takes a whole package.
    pub fn add_package(&mut self, folder: &str, package: Package) {
        let Package { model, components, relationships, policies } = package;
        let place = self.folders.entry(folder.to_owned()).or_default();
        for component in components {
            place.draft.add_component(component, &mut self.shelf);
        }
        place.relationships.extend(relationships);
        place.policies.extend(policies);
        place.model.get_or_insert(model);
    }

    /// Notes what is wrong with something that does not come in.
    pub fn add_finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Returns the packages with what was found. A folder without a model takes what its components say about
    /// theirs; relationships in a folder above several versions of a model belong to each of them.
    #[must_use]
    pub fn finish(mut self) -> Collection {
        let mut shared = Vec::new();
        for (name, folder) in &mut self.folders {
            folder.model = folder.model.take().or_else(|| folder.told.take());
            if folder.model.is_none() {
                shared.push(name.clone());
            }
        }
        for name in shared {
            self.share(&name);
        }
        let mut packages = Vec::new();
        let mut known: FxHashMap<_, String> = FxHashMap::default();
        for (name, folder) in self.folders {
            let Some(model) = folder.model else { continue };
            let id = identity::model(&model);
            if let Some(first) = known.get(&id) {
                let (model, version) = (&model.name, &model.model.version);
                let message = format!(
                    "the model `{model}` {version} stands in the folder `{first}` too, this one is left out"
                );
                self.findings.push(Finding::new(&*name, message));
                continue;
            }
            known.insert(id, name.clone());
            let mut draft = folder.draft;
            draft.set_model(model, &mut self.shelf);
            folder.relationships.into_iter().for_each(|relationship| {
                draft.add_relationship(relationship);
            });
            folder.policies.into_iter().for_each(|policy| {
                draft.add_policy(policy);
            });
            packages.push(Collected { folder: name, draft, connections: folder.connections });
        }
        Collection { packages, shelf: self.shelf, findings: self.findings }
    }

    /// Gives what lies in a folder without a model to the versions below it.
    fn share(&mut self, name: &str) {
        let Some(folder) = self.folders.remove(name) else { return };
        let inside = if name.is_empty() { String::new() } else { format!("{name}/") };
        let mut is_given = false;
        for (_, below) in self.folders.iter_mut().filter(|(other, _)| other.starts_with(&inside)) {
            if below.model.is_some() {
                is_given = true;
                below.relationships.extend(folder.relationships.iter().cloned());
                below.policies.extend(folder.policies.iter().cloned());
                below.connections.extend(folder.connections.iter().cloned());
            }
        }
        if !is_given {
            let subject = if name.is_empty() { "model.json" } else { name };
            let lost = folder.relationships.len() + folder.policies.len() + folder.connections.len();
            let message = format!("there is no `model.json` for the {lost} documents of the folder");
            self.findings.push(Finding::new(subject, message));
        }
    }
}

/// Makes a model from what a component says about it.
fn model_of(component: &Component, folder: &str) -> ModelDefinition {
    let reference: &ModelReference = component
        .model_reference
        .as_deref()
        .filter(|model| !model.name.is_empty())
        .unwrap_or(&component.model);
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = match reference.name.as_str() {
        "" => folder.split('/').find(|part| !part.is_empty()).unwrap_or("untitled").to_owned(),
        name => name.to_owned(),
    };
    let kind = reference.registrant.as_ref().map(|registrant| registrant.kind.clone()).unwrap_or_default();
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    ModelDefinition {
        version: or(&reference.version, older::DEFINITION_VERSION),
        display_name: or(&reference.display_name, &name),
        name,
        registrant: Registrant { kind: or(&kind, "meshery"), extra: Object::new() },
        category: CategoryReference {
            name: text(reference.extra.get("category").and_then(|category| category.get("name"))),
            ..CategoryReference::default()
        },
        sub_category: text(reference.extra.get("subCategory")),
        model: reference.model.clone().unwrap_or_default(),
        ..ModelDefinition::default()
    }
}
