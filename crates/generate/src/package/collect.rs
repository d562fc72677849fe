//! Putting documents together that came one by one, in any order.

use std::collections::BTreeMap;

use meshery_model::{
    CategoryReference, Component, ModelDefinition, ModelReference, Object, Registrant, Relationship,
};
use meshery_registry::{Package, identity};
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::document::{Entity, File, Policy};
use super::older;
use crate::Finding;

/// A package, with what belongs to it but is not part of the registry's index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collected {
    /// The folder it came from.
    pub folder: String,
    /// Model, components and relationships, with their ids.
    pub package: Package,
    /// Its policies.
    pub policies: Vec<Policy>,
    /// Its connection definitions.
    pub connections: Vec<Object>,
}

/// All packages of a folder, and what is wrong with single documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collection {
    /// The packages, by folder.
    pub packages: Vec<Collected>,
    /// What is wrong with documents that did not come in.
    pub findings: Vec<Finding>,
}

/// Puts documents together.
#[derive(Clone, Debug, Default)]
pub struct Collector {
    folders: BTreeMap<String, Folder>,
    findings: Vec<Finding>,
}

#[derive(Clone, Debug, Default)]
struct Folder {
    model: Option<ModelDefinition>,
    components: Vec<Component>,
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
        let folder = self.folders.entry(folder).or_default();
        match entity {
            Entity::Model(model) if folder.model.is_none() => folder.model = Some(*model),
            Entity::Model(_) => {
                self.findings
                    .push(Finding::new(path, "its folder has a model already, this one is left out"));
            }
            Entity::Component(component) => folder.components.push(*component),
            Entity::Relationship(relationship) => folder.relationships.push(*relationship),
            Entity::Connection(connection) => folder.connections.push(connection),
            Entity::Policy(policy) => folder.policies.push(policy),
        }
    }

    /// Returns the packages with what was found. A folder without a model takes what its components say about
    /// theirs; relationships in a folder above several versions of a model belong to each of them.
    #[must_use]
    pub fn finish(mut self) -> Collection {
        let mut shared = Vec::new();
        for (name, folder) in &mut self.folders {
            if folder.model.is_none() {
                folder.model = folder.components.first().map(|first| model_of(first, name));
            }
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
            let (components, relationships) = (folder.components, folder.relationships);
            self.findings.extend(repeated(&name, &components));
            let package = Package { model, components, relationships }.normalized();
            let (policies, connections) = (folder.policies, folder.connections);
            packages.push(Collected { folder: name, package, policies, connections });
        }
        Collection { packages, findings: self.findings }
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

/// Tells which components are left out because another of the same kind and API version came first.
fn repeated<'a>(folder: &'a str, components: &'a [Component]) -> impl Iterator<Item = Finding> + use<'a> {
    let mut known = rustc_hash::FxHashSet::default();
    let again =
        components.iter().filter(move |component| !known.insert((component.kind(), component.api_version())));
    again.map(move |component| {
        let (kind, version) = (component.kind(), component.api_version());
        Finding::new(folder, format!("the component `{kind}` of `{version}` comes twice, the first counts"))
    })
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
