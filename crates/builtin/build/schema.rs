//! JSON Schemas of configurations, from the schemas of whole objects.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{ConfigMap, ObjectReference};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

/// What a component states elsewhere (`apiVersion`, `kind`), or what a cluster reports (`status`).
const NOT_CONFIGURATION: [&str; 3] = ["apiVersion", "kind", "status"];

/// Returns the schema of a type, with the definitions it refers to inside.
pub fn of<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

/// Returns the schema of a configuration as text: the object's schema without what is not configured.
/// Definitions that nothing refers to any more are dropped when the package is packed.
pub fn of_configuration(object: &Value, kind: &str) -> String {
    let mut schema = object.clone();
    let members = schema.as_object_mut().expect("objects have object schemas");
    members.insert("title".to_owned(), Value::from(kind));
    if let Some(Value::Object(properties)) = members.get_mut("properties") {
        properties.retain(|name, _| !NOT_CONFIGURATION.contains(&name.as_str()));
    }
    if let Some(Value::Array(required)) = members.get_mut("required") {
        required.retain(|name| name.as_str().is_none_or(|name| !NOT_CONFIGURATION.contains(&name)));
    }
    if members.get("required").is_some_and(|required| required.as_array().is_some_and(Vec::is_empty)) {
        members.shift_remove("required");
    }
    schema.to_string()
}

/// Returns the description a schema has of its own.
pub fn description(schema: &Value) -> String {
    let members: Option<&Map<String, Value>> = schema.as_object();
    let description = members.and_then(|members| members.get("description")).and_then(Value::as_str);
    description.unwrap_or_default().to_owned()
}

/// Types of Kubernetes that custom resources use.
pub struct Kubernetes {
    /// References to them, by the names they have in Rust.
    pub references: BTreeMap<String, Value>,
    /// The member `metadata` of every object.
    metadata: Value,
    definitions: Map<String, Value>,
}

/// Returns the types of Kubernetes that custom resources use.
pub fn kubernetes() -> Kubernetes {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let references = BTreeMap::from([
        ("Condition".to_owned(), generator.subschema_for::<Condition>().to_value()),
        ("ObjectReference".to_owned(), generator.subschema_for::<ObjectReference>().to_value()),
    ]);
    // Any kind would do: all have the same `metadata`.
    let object = generator.root_schema_for::<ConfigMap>().to_value();
    Kubernetes {
        references,
        metadata: object["properties"]["metadata"].clone(),
        definitions: object["$defs"].as_object().expect("types refer to each other").clone(),
    }
}

impl Kubernetes {
    /// Returns the schema of a custom resource's configuration as text: with `metadata`, and with what it
    /// refers to. Definitions that it doesn't refer to are dropped when the package is packed.
    pub fn of_custom(&self, schema: &Value, kind: &str) -> String {
        let mut schema = schema.clone();
        let members = schema.as_object_mut().expect("resources have object schemas");
        members.shift_insert(0, "title".to_owned(), Value::from(kind));
        if let Some(Value::Object(properties)) = members.get_mut("properties") {
            properties.shift_insert(0, "metadata".to_owned(), self.metadata.clone());
        }
        let definitions = members.entry("$defs").or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(definitions) = definitions {
            definitions.extend(self.definitions.clone());
        }
        schema.to_string()
    }
}
