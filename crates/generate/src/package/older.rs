//! Documents of older schema versions, brought to the shape of today.
//!
//! `core.meshery.io/v1alpha1` knew the kind, API version and schema of a component at the top, looks as
//! metadata, one version of a model, the registrant as a host, and one set of selectors with paths into
//! `settings`. Later versions differ from those of today in members that may be missing.

use meshery_model::{Object, RELATIONSHIP_SCHEMA};
use serde_json::{Value, json};

/// Looks that stood among the metadata.
const LOOKS: [&str; 7] =
    ["primaryColor", "secondaryColor", "shape", "svgColor", "svgWhite", "svgComplete", "styleOverrides"];

/// Version that definitions have which don't state one.
pub(super) const DEFINITION_VERSION: &str = "v1.0.0";

/// Tells whether a member only repeats a column of a database.
pub(super) fn is_column(name: &str) -> bool {
    matches!(
        name,
        "created_at"
            | "updated_at"
            | "deleted_at"
            | "createdAt"
            | "updatedAt"
            | "deletedAt"
            | "components"
            | "relationships"
            | "policies"
            | "components_count"
            | "relationships_count"
            | "componentsCount"
            | "relationshipsCount"
            | "connection_id"
            | "connectionId"
            | "registrantId"
            | "categoryId"
            | "category_id"
            | "modelId"
            | "model_id"
            | "duplicates"
            | "displayhostname"
            | "hostID"
            | "hostname"
    )
}

/// Removes members that are `null`, in objects in objects too: Go writes what is missing that way.
pub(crate) fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

/// Moves looks from the metadata of a component to its styles, if it has none.
pub(super) fn move_styles(metadata: &mut Object, styles: &mut Option<Value>) {
    let mut moved = Object::new();
    for name in LOOKS {
        if let Some(value) = metadata.shift_remove(name).filter(|value| !value.is_null()) {
            moved.insert(name.to_owned(), value);
        }
    }
    if styles.is_none() && !moved.is_empty() {
        *styles = Some(Value::Object(moved));
    }
}

/// Brings a model to the shape of today.
pub(super) fn model(members: &mut Object) {
    members.shift_remove("id");
    let host = ["hostname", "displayhostname"].iter().find_map(|key| members.shift_remove(*key));
    let registrant = members.shift_remove("registrant").or(host).unwrap_or_default();
    members.insert("registrant".to_owned(), self::registrant(&registrant));
    members.retain(|name, _| !is_column(name));
    if let Some(Value::String(name)) = members.get("category") {
        let category = json!({"name": name});
        members.insert("category".to_owned(), category);
    }
    if let Some(Value::Object(category)) = members.get_mut("category") {
        category.retain(|name, _| name == "name" || name == "metadata");
    }
    if !members.contains_key("model") {
        let version = members.insert("version".to_owned(), DEFINITION_VERSION.into()).unwrap_or_default();
        members.insert("model".to_owned(), json!({"version": version.as_str().unwrap_or_default()}));
    }
    let is_given = |value: Option<&Value>| value.and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    if !is_given(members.get("version")) {
        members.insert("version".to_owned(), DEFINITION_VERSION.into());
    }
    members.insert("schemaVersion".to_owned(), meshery_model::MODEL_SCHEMA.into());
}

/// Returns who registered a model: documents carry a whole connection, or a host.
fn registrant(given: &Value) -> Value {
    let text = |key: &str| given.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let kind = text("kind").or_else(|| text("hostname")).or(given.as_str()).unwrap_or("meshery");
    match text("name") {
        Some(name) => json!({"kind": kind.to_lowercase(), "name": name}),
        None => json!({"kind": kind.to_lowercase()}),
    }
}

/// Brings a relationship definition to the shape of today.
pub(super) fn relationship(members: &mut Object) {
    let stated = members.get("schemaVersion").or_else(|| members.get("apiVersion"));
    let stated = stated.and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_first = stated.starts_with("core.meshery.io/") || stated.ends_with("v1alpha2");
    if stated.is_empty() || is_first || stated.contains("alpha") || stated.ends_with("v1beta1") {
        members.insert("schemaVersion".to_owned(), RELATIONSHIP_SCHEMA.into());
    }
    members.retain(|name, _| name != "apiVersion" && !is_column(name));
    if let Some(chosen) = members.shift_remove("relationshipType") {
        members.entry("type").or_insert(chosen);
    }
    if let Some(Value::String(kind)) = members.get_mut("kind") {
        *kind = kind.to_lowercase();
    }
    if let Some(Value::String(name)) = members.get("model") {
        let model = json!({"name": name});
        members.insert("model".to_owned(), model);
    }
    if members.get("id").is_some_and(|id| id.as_str().is_none_or(str::is_empty)) {
        members.shift_remove("id");
    }
    if let Some(one @ Value::Object(_)) = members.get_mut("selectors") {
        *one = Value::Array(vec![one.take()]);
    }
    if !members.contains_key("type") {
        let kind = members.get("kind").and_then(Value::as_str).unwrap_or_default();
        let sub_type = members.get("subType").and_then(Value::as_str).unwrap_or_default().to_lowercase();
        let rel_type = first_type(kind, &sub_type);
        members.insert("type".to_owned(), rel_type.into());
    }
    if is_first && let Some(selectors) = members.get_mut("selectors") {
        renew_paths(selectors);
    }
}

/// Returns the type that definitions had before there were types.
fn first_type(kind: &str, sub_type: &str) -> &'static str {
    match (kind, sub_type) {
        ("hierarchical", _) => "parent",
        ("sibling", _) => "sibling",
        (_, "mount" | "permission") => "binding",
        _ => "non-binding",
    }
}

/// Paths led into `settings`, and to the `name`.
fn renew_paths(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member) {
                    ("mutatorRef" | "mutatedRef" | "refs", Value::Array(paths)) => {
                        paths.iter_mut().for_each(renew_path);
                    }
                    (_, member) => renew_paths(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(renew_paths),
        _ => {}
    }
}

fn renew_path(path: &mut Value) {
    let Value::Array(segments) = path else { return };
    let is_only = segments.len() == 1;
    match segments.first_mut() {
        Some(Value::String(first)) if first == "settings" => "configuration".clone_into(first),
        Some(Value::String(first)) if first == "name" && is_only => "displayName".clone_into(first),
        _ => {}
    }
}
