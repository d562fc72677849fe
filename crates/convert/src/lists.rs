//! Files with many objects: lists as the API server and `kubectl` write them.

use meshery_model::Object;
use serde_json::Value;

use crate::Kinds;
use crate::yaml::Document;

/// Unwraps lists, lists in lists included: every object with its first line.
pub(crate) fn objects(documents: Vec<Document>, kinds: &dyn Kinds) -> Vec<(Value, usize)> {
    let mut objects = Vec::new();
    for Document { value, line, item_lines, .. } in documents {
        unwrap(value, line, &item_lines, kinds, &mut objects);
    }
    objects
}

fn unwrap(
    value: Value,
    line: usize,
    item_lines: &[usize],
    kinds: &dyn Kinds,
    objects: &mut Vec<(Value, usize)>,
) {
    let (items, shared) = match value {
        Value::Array(items) => (items, None),
        Value::Object(mut members) if is_list(&members, kinds) => {
            let shared = Shared::of(&members);
            match members.remove("items") {
                Some(Value::Array(items)) => (items, shared),
                _ => return,
            }
        }
        other => {
            objects.push((other, line));
            return;
        }
    };
    for (position, mut item) in items.into_iter().enumerate() {
        if let Some(shared) = &shared {
            shared.give(&mut item);
        }
        unwrap(item, item_lines.get(position).copied().unwrap_or(line), &[], kinds, objects);
    }
}

/// Tells whether an object is a list of objects: `List`, or a typed one such as `PodList`. An object of a kind
/// whose name merely ends that way has a name of its own, or items that are no objects.
fn is_list(members: &Object, kinds: &dyn Kinds) -> bool {
    let text = |key: &str| members.get(key).and_then(Value::as_str).unwrap_or_default();
    let (api_version, kind) = (text("apiVersion"), text("kind"));
    let Some(items) = members.get("items") else { return false };
    if (api_version, kind) == ("v1", "List") {
        return items.is_array() || items.is_null();
    }
    let metadata = members.get("metadata");
    let is_named =
        metadata.is_some_and(|data| data.get("name").is_some() || data.get("generateName").is_some());
    let are_objects = match items {
        Value::Array(items) => {
            items.iter().all(|item| is_object(item) || item.get("metadata").is_some_and(Value::is_object))
        }
        other => other.is_null(),
    };
    kind.ends_with("List") && !is_named && are_objects && kinds.lookup(api_version, kind).is_none()
}

/// What the items of a typed list need not say: the API server leaves it out.
struct Shared {
    api_version: Option<Value>,
    kind: Value,
}

impl Shared {
    fn of(list: &Object) -> Option<Self> {
        let kind = list.get("kind")?.as_str()?.strip_suffix("List").filter(|kind| !kind.is_empty())?;
        Some(Self { api_version: list.get("apiVersion").cloned(), kind: kind.into() })
    }

    fn give(&self, item: &mut Value) {
        let Value::Object(members) = item else { return };
        if !members.contains_key("kind") {
            members.insert("kind".to_owned(), self.kind.clone());
        }
        if !members.contains_key("apiVersion")
            && let Some(api_version) = &self.api_version
        {
            members.insert("apiVersion".to_owned(), api_version.clone());
        }
    }
}

/// Tells whether a value looks like a Kubernetes object.
pub(crate) fn is_object(value: &Value) -> bool {
    value.get("apiVersion").is_some() || value.get("kind").is_some()
}
