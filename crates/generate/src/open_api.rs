//! Components from OpenAPI v3 documents of an API server, as `/openapi/v3/apis/<group>/<version>` gives them.

use std::collections::{BTreeMap, BTreeSet};

use meshery_model::{ModelDefinition, Object};
use serde_json::{Value, json};

use crate::component::{self, Components, Kind};
use crate::schema::{self, Fault, References, Translator};
use crate::{Error, Finding, error};

const GROUP_VERSION_KIND: &str = "x-kubernetes-group-version-kind";

/// Group, version and kind.
type Gvk<'d> = (&'d str, &'d str, &'d str);

/// Makes components from the kinds that an API server serves: those whose objects have metadata of their own
/// and which stand behind a path of the document, so neither lists nor options. Schemas that are referred to
/// stay shared and may refer to themselves.
///
/// # Errors
/// When the text is no such document.
pub fn from_open_api(bytes: &[u8], model: &ModelDefinition) -> Result<Components, Error> {
    let document: Value = serde_json::from_str(error::text(bytes, "the document")?)
        .map_err(|error| Error::NoApi { reason: error.to_string() })?;
    let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default();
    if !version.starts_with("3.") {
        let reason = "its member `openapi` does not begin with `3.`".to_owned();
        return Err(Error::NoApi { reason });
    }
    let Some(Value::Object(schemas)) = document.pointer("/components/schemas") else {
        return Err(Error::NoApi { reason: "it has no `components.schemas`".to_owned() });
    };
    let served = served(&document);
    let mut translated = Translated { document: &document, done: BTreeMap::new() };
    let mut made = Components::default();
    for (name, schema) in schemas {
        let Some(gvk @ (group, version, kind)) = gvk(schema).filter(|_| has_object_metadata(schema)) else {
            continue;
        };
        let Some(is_namespaced) = served.get(&gvk) else { continue };
        let api_version = if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") };
        match translated.whole(name) {
            Ok(schema) => {
                let kind = Kind {
                    name: kind.to_owned(),
                    api_version,
                    is_namespaced: *is_namespaced,
                    description: schema::description(&schema),
                    schema,
                    facts: Object::new(),
                };
                made.components.push(component::of_kind(kind, model));
            }
            Err(fault) => {
                let subject = format!("{kind} of {api_version}");
                made.findings.push(Finding::new(subject, fault.message).at(fault.place));
            }
        }
    }
    if made.components.is_empty() && made.findings.is_empty() {
        return Err(Error::NoApi { reason: "no path of it serves a kind with a schema".to_owned() });
    }
    Ok(made)
}

/// Returns the kinds that paths serve, and whether within namespaces.
fn served(document: &Value) -> BTreeMap<Gvk<'_>, bool> {
    let mut served = BTreeMap::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let operations = item.as_object().into_iter().flatten();
        for gvk in operations.filter_map(|(_, operation)| named(operation.get(GROUP_VERSION_KIND)?)) {
            *served.entry(gvk).or_insert(false) |= path.contains("/{namespace}/");
        }
    }
    served
}

/// Returns what a schema describes. Options that every group shares describe many kinds, so none.
fn gvk(schema: &Value) -> Option<Gvk<'_>> {
    match schema.get(GROUP_VERSION_KIND)?.as_array()?.as_slice() {
        [only] => named(only),
        _ => None,
    }
}

fn named(value: &Value) -> Option<Gvk<'_>> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    Some((text("group").unwrap_or_default(), text("version")?, text("kind")?))
}

/// Tells objects from lists and options, which have other metadata or none.
fn has_object_metadata(schema: &Value) -> bool {
    let Some(metadata) = schema.pointer("/properties/metadata") else { return false };
    let reference =
        metadata.get("$ref").or_else(|| metadata.pointer("/allOf/0/$ref")).and_then(Value::as_str);
    reference.is_some_and(|name| name.ends_with(".ObjectMeta"))
}

/// The shared schemas of a document, translated when first needed.
struct Translated<'d> {
    document: &'d Value,
    done: BTreeMap<String, (Value, BTreeSet<String>)>,
}

impl Translated<'_> {
    /// Returns the schema of a configuration with all that it refers to.
    fn whole(&mut self, name: &str) -> Result<Value, Fault> {
        let (own, references) = self.one(name)?;
        let kind = gvk(&own).map(|(_, _, kind)| kind.to_owned()).unwrap_or_default();
        let own = schema::configuration(own, &kind);
        // What only the status refers to is not needed.
        let mut waiting: Vec<String> = references.iter().filter(|name| refers(&own, name)).cloned().collect();
        let mut definitions = BTreeMap::new();
        while let Some(next) = waiting.pop() {
            if definitions.contains_key(&next) {
                continue;
            }
            let (schema, references) = self.one(&next)?;
            definitions.insert(next, schema);
            waiting.extend(references);
        }
        let mut own = own;
        if let Some(members) = own.as_object_mut()
            && !definitions.is_empty()
        {
            members.insert("$defs".to_owned(), json!(definitions));
        }
        Ok(own)
    }

    fn one(&mut self, name: &str) -> Result<(Value, BTreeSet<String>), Fault> {
        if let Some(done) = self.done.get(name) {
            return Ok(done.clone());
        }
        let place = format!("components.schemas.{name}");
        let schemas = self.document.pointer("/components/schemas").and_then(|schemas| schemas.get(name));
        let Some(schema) = schemas else {
            return Err(Fault { place, message: "the schema is missing".to_owned() });
        };
        let mut translator = Translator::new(self.document, References::Shared(BTreeSet::new()));
        let translated = translator.translate(schema).map_err(|fault| Fault {
            place: [place, fault.place].join(": ").trim_end_matches(": ").to_owned(),
            ..fault
        })?;
        let References::Shared(names) = translator.references else {
            return Ok((translated, BTreeSet::new()));
        };
        self.done.insert(name.to_owned(), (translated.clone(), names.clone()));
        Ok((translated, names))
    }
}

/// Tells whether a schema refers to a definition, in any depth.
fn refers(schema: &Value, name: &str) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(key, value)| {
            let target = value.as_str().and_then(|target| target.strip_prefix("#/$defs/"));
            (key == "$ref" && target == Some(name)) || refers(value, name)
        }),
        Value::Array(items) => items.iter().any(|item| refers(item, name)),
        _ => false,
    }
}
