//! JSON Schemas of configurations, from the schemas of whole objects.

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
