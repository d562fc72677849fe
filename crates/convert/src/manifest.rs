//! Kubernetes manifests to designs and back, without loss.
//!
//! Each object becomes a component whose configuration is the object without `apiVersion`, `kind` and
//! `status`; the status is kept beside it (`metadata.importedStatus`). A kind that the registry does not know
//! is kept too, marked with `metadata.isUnknown`.

use std::sync::Arc;

use meshery_errors::Code;
use meshery_model::{Component, ComponentId, DESIGN_SCHEMA, Design, ModelReference, Object, canonical};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use crate::custom::CustomKinds;
use crate::lists::{is_object, objects};
use crate::yaml::{self, Document};
use crate::{Error, Kinds, Limits, Warning};

const STATUS: &str = "importedStatus";
const UNKNOWN: &str = "isUnknown";

/// Tells whether any document looks like a Kubernetes object.
pub(crate) fn is_manifest(documents: &[Document]) -> bool {
    documents.iter().any(|document| match &document.value {
        Value::Array(items) => items.iter().any(is_object),
        value => is_object(value),
    })
}

/// Turns documents into a design.
pub(crate) fn to_design(
    documents: Vec<Document>,
    kinds: &dyn Kinds,
    limits: &Limits,
) -> Result<(Design, Vec<Warning>), Error> {
    if let Some(place) = documents.iter().find_map(|document| document.too_deep) {
        return Err(Error::too_deep(limits, Some(place)));
    }
    let objects = objects(documents, kinds);
    if objects.is_empty() {
        return Err(Error::NoObjects);
    }
    if objects.len() > limits.max_components {
        return Err(Error::Limit {
            what: "objects",
            limit: limits.max_components,
            key: "limits.components",
            location: None,
        });
    }
    let mut reader = Reader {
        kinds,
        brought: CustomKinds::of_objects(objects.iter().map(|(object, _)| object)),
        seen: FxHashMap::default(),
        warnings: Vec::new(),
        known: FxHashMap::default(),
    };
    let mut components = Vec::with_capacity(objects.len());
    for (object, line) in objects {
        components.push(reader.component(object, line)?);
    }
    let design = Design {
        schema_version: DESIGN_SCHEMA.to_owned(),
        version: "0.0.1".to_owned(),
        components,
        ..Design::default()
    };
    Ok((design, reader.warnings))
}

struct Reader<'k> {
    kinds: &'k dyn Kinds,
    brought: CustomKinds,
    seen: FxHashMap<(String, String, String, String), (usize, usize)>,
    warnings: Vec<Warning>,
    known: FxHashMap<(String, String), Option<Component>>,
}

impl Reader<'_> {
    fn component(&mut self, object: Value, line: usize) -> Result<Component, Error> {
        let Value::Object(mut members) = object else {
            return Err(Error::Unrecognized { line });
        };
        let mut take = |member: &'static str| match members.shift_remove(member) {
            Some(Value::String(text)) if !text.is_empty() => Ok(text),
            _ => Err(Error::NoType { member, line }),
        };
        let (api_version, kind) = (take("apiVersion")?, take("kind")?);
        let status = members.shift_remove("status");
        let metadata = members.get("metadata");
        let text = |key: &str| {
            metadata.and_then(|data| data.get(key)).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let (name, namespace) = (text("name"), text("namespace"));
        let display_name = if name.is_empty() { stand_in(&kind, metadata) } else { name.clone() };
        let occurrence = self.occurrence(&api_version, &kind, &namespace, &name, line);
        let key = (api_version.clone(), kind.clone());
        let (kinds, brought) = (self.kinds, &self.brought);
        let lookup = || kinds.lookup(&api_version, &kind).or_else(|| brought.lookup(&api_version, &kind));
        let definition = self.known.entry(key).or_insert_with(lookup).clone();
        let mut component = match definition {
            Some(definition) => definition,
            None => self.unknown(&api_version, &kind, line),
        };
        component.id = id(&api_version, &kind, &namespace, &name, occurrence);
        component.display_name = display_name;
        component.configuration = Value::Object(members);
        if name.is_empty() {
            component.name_by_stand_in();
        }
        if let Some(status) = status {
            component.metadata.extra.insert(STATUS.to_owned(), status);
        }
        Ok(component)
    }

    fn occurrence(
        &mut self,
        api_version: &str,
        kind: &str,
        namespace: &str,
        name: &str,
        line: usize,
    ) -> usize {
        let key = (api_version.to_owned(), kind.to_owned(), namespace.to_owned(), name.to_owned());
        match self.seen.get_mut(&key) {
            None => {
                self.seen.insert(key, (line, 0));
                0
            }
            Some((first, count)) => {
                *count += 1;
                if !name.is_empty() {
                    self.warnings.push(Warning {
                        code: Code::new("meshery-server-1040"),
                        message: format!(
                            "{kind} `{name}` is here a second time, first at line {first}; both are kept"
                        ),
                        line: Some(line),
                    });
                }
                *count
            }
        }
    }

    fn unknown(&mut self, api_version: &str, kind: &str, line: usize) -> Component {
        self.warnings.push(Warning {
            code: Code::new("meshery-server-1041"),
            message: format!(
                "the registry does not know the kind {kind} of {api_version}; it is kept as it is"
            ),
            line: Some(line),
        });
        let unknown = Arc::new(ModelReference::named("unknown"));
        let mut component = Component {
            schema_version: meshery_model::COMPONENT_SCHEMA.to_owned(),
            format: "JSON".to_owned(),
            model: Arc::clone(&unknown),
            model_reference: Some(unknown),
            ..Component::default()
        };
        component.component.version = api_version.to_owned();
        component.component.kind = kind.to_owned();
        component.metadata.extra.insert(UNKNOWN.to_owned(), Value::Bool(true));
        component
    }
}

/// Makes ids that are the same whenever the same manifest is imported.
fn id(api_version: &str, kind: &str, namespace: &str, name: &str, occurrence: usize) -> ComponentId {
    let seed = json!({
        "apiVersion": api_version, "kind": kind, "namespace": namespace, "name": name, "occurrence": occurrence,
    });
    ComponentId(canonical::id(&seed))
}

/// Returns the objects of a design, in its order. Drawings and views are left out, and so is what only follows
/// from other components, such as a Namespace that they name and nobody wrote.
#[must_use]
pub fn to_objects(design: &Design) -> Vec<Value> {
    let is_object = |component: &&Component| !component.is_annotation() && !component.is_implied();
    design.components.iter().filter(is_object).map(object).collect()
}

fn object(component: &Component) -> Value {
    let mut members = Object::new();
    members.insert("apiVersion".to_owned(), component.component.version.clone().into());
    members.insert("kind".to_owned(), component.component.kind.clone().into());
    if let Value::Object(configuration) = &component.configuration {
        members.extend(configuration.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    if let Some(status) = component.metadata.extra.get(STATUS) {
        members.insert("status".to_owned(), status.clone());
    }
    if let Some(name) = name(component, members.get("metadata")) {
        let metadata = members.entry("metadata").or_insert_with(|| Value::Object(Object::new()));
        if let Value::Object(metadata) = metadata {
            metadata.insert("name".to_owned(), name.into());
        }
    }
    Value::Object(members)
}

/// The name an object gets, where that is another than it has: a component's name is the object's name, so
/// that renaming one renames the other.
fn name<'c>(component: &'c Component, metadata: Option<&Value>) -> Option<&'c str> {
    let own = component.name()?;
    let is_name = |character: char| {
        character.is_ascii_lowercase() || character.is_ascii_digit() || ".:_-".contains(character)
    };
    let has_name = metadata.is_some_and(|metadata| metadata.get("name").is_some());
    // A title for people, such as `Web shop`, is no name of an object; one that has no other name gets it.
    let is_usable = !own.is_empty() && (own.chars().all(is_name) || !has_name);
    is_usable.then_some(own)
}

/// What a component is called whose object has no name.
fn stand_in(kind: &str, metadata: Option<&Value>) -> String {
    let prefix = metadata.and_then(|metadata| metadata.get("generateName")).and_then(Value::as_str);
    match prefix.map(|prefix| prefix.trim_end_matches('-')).filter(|prefix| !prefix.is_empty()) {
        Some(prefix) => prefix.to_owned(),
        None => kind.to_lowercase(),
    }
}

/// Writes a design as a manifest: one YAML document per object.
#[must_use]
pub fn to_yaml(design: &Design) -> String {
    let documents: Vec<_> = to_objects(design).iter().map(yaml::to_string).collect();
    documents.join("---\n")
}
