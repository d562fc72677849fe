//! Components from definitions of custom resources: one for every version that is served.

use meshery_convert::{Limits, yaml};
use meshery_model::{ModelDefinition, Object};
use rustc_hash::FxHashSet;
use serde_json::{Value, json};

use crate::component::{self, Components, Kind};
use crate::schema::{self, References, Translator};
use crate::{Error, Finding, error};

const KIND: &str = "CustomResourceDefinition";

/// Makes components from YAML or JSON with definitions of custom resources: documents, lists, in between other
/// objects. They get the looks and capabilities of the model.
///
/// Both versions of the definition's API are read, `apiextensions.k8s.io/v1` and `v1beta1`. A version whose
/// schema is broken or refers to itself is a finding.
///
/// # Errors
/// When the text can't be read, or defines no custom resource.
pub fn from_custom_resources(
    bytes: &[u8],
    model: &ModelDefinition,
    limits: &Limits,
) -> Result<Components, Error> {
    let mut objects = Vec::new();
    for document in yaml::read(error::text(bytes, "the definition")?, limits)? {
        unwrap(document.value, &mut objects);
    }
    let mut made = Maker::new(model);
    let count = objects.len();
    let definitions = objects.iter().filter(|object| is_definition(object)).map(|one| made.add(one)).count();
    if definitions == 0 {
        return Err(Error::NoCustomResources { objects: count });
    }
    Ok(made.made)
}

/// Takes lists apart, lists in lists included. What the items of a typed list leave out is added.
pub(crate) fn unwrap(value: Value, objects: &mut Vec<Value>) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items.into_iter().rev()),
            Value::Object(mut list) if is_list(&list) => {
                let of_kind =
                    list.get("kind").and_then(Value::as_str).and_then(|kind| kind.strip_suffix("List"));
                let kind = of_kind.unwrap_or_default().to_owned();
                let api_version = list.get("apiVersion").cloned().unwrap_or_default();
                let Some(Value::Array(mut items)) = list.remove("items") else { continue };
                for item in items.iter_mut().filter_map(Value::as_object_mut).filter(|_| !kind.is_empty()) {
                    item.entry("kind").or_insert_with(|| kind.clone().into());
                    item.entry("apiVersion").or_insert_with(|| api_version.clone());
                }
                waiting.extend(items.into_iter().rev());
            }
            other => objects.push(other),
        }
    }
}

fn is_list(members: &Object) -> bool {
    let kind = members.get("kind").and_then(Value::as_str).unwrap_or_default();
    (kind == "List" || kind == "CustomResourceDefinitionList")
        && members.get("items").is_some_and(Value::is_array)
}

/// Tells whether an object defines a custom resource.
pub(crate) fn is_definition(object: &Value) -> bool {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    text("kind") == KIND && text("apiVersion").starts_with("apiextensions.k8s.io/")
}

/// Makes components from one definition after another.
#[derive(Debug)]
pub(crate) struct Maker<'m> {
    model: &'m ModelDefinition,
    known: FxHashSet<(String, String)>,
    pub(crate) made: Components,
}

impl<'m> Maker<'m> {
    pub(crate) fn new(model: &'m ModelDefinition) -> Self {
        Self { model, known: FxHashSet::default(), made: Components::default() }
    }

    /// Takes a definition.
    pub(crate) fn add(&mut self, definition: &Value) {
        let text = |pointer: &str| definition.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let (kind, group) = (text("/spec/names/kind"), text("/spec/group"));
        let name = match text("/metadata/name") {
            "" => kind,
            name => name,
        };
        let missing = [("spec.names.kind", kind), ("spec.group", group)];
        if let Some((place, _)) = missing.iter().find(|(_, text)| text.is_empty()) {
            let finding = Finding::new(if name.is_empty() { KIND } else { name }, "it is missing");
            return self.made.findings.push(finding.at(*place));
        }
        let versions = versions(definition);
        if versions.is_empty() {
            self.made.findings.push(Finding::new(name, "no version of it is served").at("spec.versions"));
        }
        for version in versions {
            self.version(definition, name, &version);
        }
    }

    fn version(&mut self, definition: &Value, name: &str, version: &Version<'_>) {
        let text = |pointer: &str| definition.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let (kind, api_version) =
            (text("/spec/names/kind"), format!("{}/{}", text("/spec/group"), version.name));
        if !self.known.insert((kind.to_owned(), api_version.clone())) {
            let message = format!("`{kind}` of `{api_version}` is defined twice, the first counts");
            return self.made.findings.push(Finding::new(name, message));
        }
        let own = version
            .schema
            .cloned()
            .unwrap_or_else(|| json!({"type": "object", "x-kubernetes-preserve-unknown-fields": true}));
        let translated = Translator::new(&own, References::InPlace(Vec::new())).translate(&own);
        let schema = match translated {
            Ok(schema) => schema,
            Err(fault) => {
                let at = [format!("version {}", version.name), fault.place].join(": ");
                return self
                    .made
                    .findings
                    .push(Finding::new(name, fault.message).at(at.trim_end_matches(": ")));
            }
        };
        let kind = Kind {
            name: kind.to_owned(),
            api_version,
            is_namespaced: text("/spec/scope") != "Cluster",
            description: schema::description(&schema),
            schema: schema::configuration(schema, kind),
            facts: facts(definition, version),
        };
        self.made.components.push(component::of_kind(kind, self.model));
    }
}

/// What a definition says besides the schema.
fn facts(definition: &Value, version: &Version<'_>) -> Object {
    let mut facts = Object::new();
    for name in ["shortNames", "categories"] {
        let list = definition.pointer("/spec/names").and_then(|names| names.get(name));
        if let Some(list @ Value::Array(items)) = list
            && !items.is_empty()
        {
            facts.insert(name.to_owned(), list.clone());
        }
    }
    if let Some(Value::Object(subresources)) = version.subresources
        && !subresources.is_empty()
    {
        let names: Vec<&str> = subresources.keys().map(String::as_str).collect();
        facts.insert("subresources".to_owned(), json!(names));
    }
    if version.is_deprecated {
        facts.insert("deprecated".to_owned(), true.into());
    }
    facts.insert("isCustomResource".to_owned(), true.into());
    facts
}

/// A version that is served.
struct Version<'d> {
    name: &'d str,
    schema: Option<&'d Value>,
    subresources: Option<&'d Value>,
    is_deprecated: bool,
}

/// Returns the versions that are served. In `v1beta1` they may share a schema, or be just one.
fn versions(definition: &Value) -> Vec<Version<'_>> {
    let shared = definition.pointer("/spec/validation/openAPIV3Schema");
    let shared_subresources = definition.pointer("/spec/subresources");
    let is = |version: &Value, flag: &str| version.get(flag) == Some(&Value::Bool(true));
    let given = definition.pointer("/spec/versions").and_then(Value::as_array);
    let served = given.into_iter().flatten().filter(|version| is(version, "served"));
    let mut versions: Vec<Version<'_>> = served
        .filter_map(|version| {
            Some(Version {
                name: version.get("name")?.as_str()?,
                schema: version
                    .pointer("/schema/openAPIV3Schema")
                    .or(shared)
                    .filter(|schema| !schema.is_null()),
                subresources: version.get("subresources").or(shared_subresources),
                is_deprecated: is(version, "deprecated"),
            })
        })
        .collect();
    if given.is_none_or(Vec::is_empty)
        && let Some(name) = definition.pointer("/spec/version").and_then(Value::as_str)
    {
        let subresources = shared_subresources;
        versions.push(Version { name, schema: shared, subresources, is_deprecated: false });
    }
    versions
}
