//! Schemas of OpenAPI 3.0 as JSON Schema.
//!
//! What JSON Schema says in another way is added or replaced: `nullable`, booleans as `exclusiveMinimum`,
//! `x-kubernetes-int-or-string`, numbers without a format. Whatever begins with `x-` stays as it is, so does
//! `nullable`. References are put in place, or turned into ones to shared definitions.

mod dialect;

use std::collections::BTreeSet;

use meshery_model::Object;
use serde_json::{Value, json};

/// Deepest nesting of schemas.
const DEPTH: usize = 100;
/// Schemas in one schema, those that are referred to as often as that happens.
const NODES: usize = 100_000;
/// What a component states elsewhere, or what a cluster reports.
const NOT_CONFIGURATION: [&str; 3] = ["apiVersion", "kind", "status"];
const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// What is wrong with a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where, as `spec.rules[].name`.
    pub(crate) place: String,
    pub(crate) message: String,
}

/// How references are treated.
#[derive(Debug)]
pub(crate) enum References {
    /// Replaced by what they lead to; those being replaced right now.
    InPlace(Vec<String>),
    /// Lead to `$defs`; the names of all that are referred to.
    Shared(BTreeSet<String>),
}

/// Turns schemas of one document into JSON Schema.
#[derive(Debug)]
pub(crate) struct Translator<'r> {
    /// What references lead into.
    root: &'r Value,
    pub(crate) references: References,
    place: Vec<String>,
    nodes: usize,
}

impl<'r> Translator<'r> {
    pub(crate) fn new(root: &'r Value, references: References) -> Self {
        Self { root, references, place: Vec::new(), nodes: 0 }
    }

    /// Returns a schema as JSON Schema.
    pub(crate) fn translate(&mut self, schema: &Value) -> Result<Value, Fault> {
        match schema {
            Value::Bool(_) => Ok(schema.clone()),
            Value::Object(members) => self.object(members),
            _ => Err(self.fault("a schema is an object or a boolean")),
        }
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { place: self.place.concat().trim_start_matches('.').to_owned(), message: message.into() }
    }

    fn within(&mut self, step: String, schema: &Value) -> Result<Value, Fault> {
        self.place.push(step);
        let translated = self.translate(schema);
        self.place.pop();
        translated
    }

    fn object(&mut self, members: &Object) -> Result<Value, Fault> {
        self.nodes += 1;
        if self.nodes > NODES {
            return Err(self.fault(format!("the schema has more than {NODES} parts")));
        }
        if self.place.len() > DEPTH {
            return Err(self.fault(format!("the schema nests more than {DEPTH} levels deep")));
        }
        let mut out = Object::new();
        for (key, value) in members {
            let is_value = matches!(key.as_str(), "default" | "example" | "enum" | "const");
            if value.is_null() && !is_value {
                continue;
            }
            if let Some(value) = self.keyword(key, value)? {
                out.insert(key.clone(), value);
            }
        }
        if let Some(reference) = members.get("$ref") {
            self.refer(reference, &mut out)?;
        }
        dialect::translate(&mut out);
        Ok(Value::Object(out))
    }

    /// Returns the value of a keyword; `None` leaves it out.
    fn keyword(&mut self, key: &str, value: &Value) -> Result<Option<Value>, Fault> {
        let translated = match key {
            "$ref" => return Ok(None),
            "definitions" | "$defs" if matches!(self.references, References::InPlace(_)) => return Ok(None),
            "properties" | "patternProperties" | "definitions" | "$defs" => self.map(key, value)?,
            "items" if value.is_array() => self.list(key, value)?,
            "allOf" | "anyOf" | "oneOf" => self.list(key, value)?,
            "items" => self.within("[]".to_owned(), value)?,
            "additionalProperties" => self.within(".*".to_owned(), value)?,
            "not" | "additionalItems" => self.within(String::new(), value)?,
            "type" => match value {
                Value::String(name) if name.is_empty() => return Ok(None),
                _ if is_type(value) => value.clone(),
                _ => return Err(self.fault(format!("`{}` is no type", short(value)))),
            },
            "required" if !is_list_of(value, Value::is_string) => {
                return Err(self.fault("`required` is no list of names"));
            }
            "enum" if !value.is_array() => return Err(self.fault("`enum` is no list")),
            _ => value.clone(),
        };
        Ok(Some(translated))
    }

    fn map(&mut self, key: &str, value: &Value) -> Result<Value, Fault> {
        let Value::Object(members) = value else {
            return Err(self.fault(format!("`{key}` is no object with a schema for each name")));
        };
        let mut out = Object::new();
        for (name, schema) in members.iter().filter(|(_, schema)| !schema.is_null()) {
            out.insert(name.clone(), self.within(format!(".{name}"), schema)?);
        }
        Ok(Value::Object(out))
    }

    fn list(&mut self, key: &str, value: &Value) -> Result<Value, Fault> {
        let Value::Array(schemas) = value else {
            return Err(self.fault(format!("`{key}` is no list of schemas")));
        };
        schemas.iter().map(|schema| self.within(String::new(), schema)).collect()
    }

    fn refer(&mut self, reference: &Value, out: &mut Object) -> Result<(), Fault> {
        let shown = short(reference);
        let name = reference.as_str().unwrap_or_default();
        let target = name.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer));
        let Some(target) = target else {
            return Err(self.fault(format!("it refers to `{shown}`, which is not in the document")));
        };
        match &mut self.references {
            References::Shared(names) => {
                let Some(definition) = name.strip_prefix("#/components/schemas/") else {
                    return Err(self.fault(format!("it refers to `{shown}`, which is no shared schema")));
                };
                out.insert("$ref".to_owned(), format!("#/$defs/{definition}").into());
                names.insert(definition.to_owned());
                return Ok(());
            }
            References::InPlace(open) if open.iter().any(|other| other == name) => {
                return Err(self.fault(format!("the schema refers to itself through `{shown}`")));
            }
            References::InPlace(open) => open.push(name.to_owned()),
        }
        let translated = self.within(String::new(), target);
        if let References::InPlace(open) = &mut self.references {
            open.pop();
        }
        match translated? {
            // What stands beside a reference says more about this use of it.
            Value::Object(members) => {
                for (key, value) in members {
                    out.entry(key).or_insert(value);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn is_type(value: &Value) -> bool {
    let is_name = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
    is_name(value) || is_list_of(value, is_name)
}

fn is_list_of(value: &Value, is_right: impl Fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(is_right))
}

fn short(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// Turns the schema of a whole object into the one of its configuration.
pub(crate) fn configuration(mut schema: Value, kind: &str) -> Value {
    let Some(members) = schema.as_object_mut() else { return json!({"type": "object", "title": kind}) };
    members.entry("type").or_insert_with(|| "object".into());
    members.insert("title".to_owned(), kind.into());
    members.remove("x-kubernetes-group-version-kind");
    if let Some(Value::Object(properties)) = members.get_mut("properties") {
        properties.retain(|name, _| !NOT_CONFIGURATION.contains(&name.as_str()));
    }
    if let Some(Value::Array(required)) = members.get_mut("required") {
        required.retain(|name| name.as_str().is_none_or(|name| !NOT_CONFIGURATION.contains(&name)));
        if required.is_empty() {
            members.remove("required");
        }
    }
    schema
}

/// Returns the description a schema has of its own.
pub(crate) fn description(schema: &Value) -> String {
    schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned()
}
