//! Paths into component documents.
//!
//! A path is an array of segments such as `["configuration","spec","containers","0","image"]`. A segment is
//! one literal key (dots in it mean nothing) or, in an array, a decimal index. `_` stands for a position in
//! an array. Documents are plain JSON values.

use serde_json::Value;

use crate::Object;

/// A path as it stands in a relationship definition.
pub type Path = Vec<String>;

/// The segment that stands for an array position.
pub const WILDCARD: &str = "_";

/// Returns the value at `path`, or `None` when any step is missing. The empty path is the value itself.
#[must_use]
pub fn lookup<'a, S: AsRef<str>>(value: &'a Value, path: &[S]) -> Option<&'a Value> {
    path.iter().try_fold(value, |current, segment| step(current, segment.as_ref()))
}

/// Returns what one segment leads to.
#[must_use]
pub fn step<'a>(value: &'a Value, segment: &str) -> Option<&'a Value> {
    match value {
        Value::Object(members) => members.get(segment),
        Value::Array(items) => items.get(index(segment)?),
        _ => None,
    }
}

/// Writes `new` at `path`, creating objects on the way, and arrays where the next segment is a number.
/// An index past the end of an array appends. A scalar in the way is replaced.
pub fn write<S: AsRef<str>>(target: &mut Value, path: &[S], new: Value) {
    let Some((first, rest)) = path.split_first() else {
        *target = new;
        return;
    };
    let first = first.as_ref();
    if let (Value::Array(items), Some(position)) = (&mut *target, index(first)) {
        if position >= items.len() {
            items.push(Value::Null);
        }
        let position = position.min(items.len().saturating_sub(1));
        if let Some(item) = items.get_mut(position) {
            write(item, rest, new);
        }
        return;
    }
    if !target.is_object() {
        if index(first).is_some() && target.is_null() {
            *target = Value::Array(Vec::new());
            write(target, path, new);
            return;
        }
        *target = Value::Object(Object::new());
    }
    if let Value::Object(members) = target {
        let member = members.entry(first.to_owned()).or_insert(Value::Null);
        write(member, rest, new);
    }
}

/// Removes and returns the value at `path`; `None` when there was none. Array elements after it move up.
pub fn remove<S: AsRef<str>>(target: &mut Value, path: &[S]) -> Option<Value> {
    let (last, parents) = path.split_last()?;
    let mut current = target;
    for segment in parents {
        current = match current {
            Value::Object(members) => members.get_mut(segment.as_ref())?,
            Value::Array(items) => items.get_mut(index(segment.as_ref())?)?,
            _ => return None,
        };
    }
    match current {
        Value::Object(members) => members.shift_remove(last.as_ref()),
        Value::Array(items) => {
            let position = index(last.as_ref())?;
            (position < items.len()).then(|| items.remove(position))
        }
        _ => None,
    }
}

/// Reads a segment as an array index: decimal digits only.
#[must_use]
pub fn index(segment: &str) -> Option<usize> {
    if segment.is_empty() || !segment.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    segment.parse().ok()
}

/// Writes a path as a JSON pointer (RFC 6901), for messages.
#[must_use]
pub fn pointer<S: AsRef<str>>(path: &[S]) -> String {
    path.iter().fold(String::new(), |mut text, segment| {
        text.push('/');
        text.push_str(&segment.as_ref().replace('~', "~0").replace('/', "~1"));
        text
    })
}

/// Writes a path as people do in messages: `components[3].component.kind`.
#[must_use]
pub fn dotted<S: AsRef<str>>(path: &[S]) -> String {
    path.iter().fold(String::new(), |mut text, segment| {
        let segment = segment.as_ref();
        if index(segment).is_some() {
            text.push('[');
            text.push_str(segment);
            text.push(']');
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(segment);
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_with_dots_are_one_segment() {
        let document = json!({"metadata": {"labels": {"app.kubernetes.io/name": "web"}}});
        assert_eq!(lookup(&document, &["metadata", "labels", "app.kubernetes.io/name"]), Some(&json!("web")));
        assert_eq!(pointer(&["a/b", "c~d"]), "/a~1b/c~0d");
        assert_eq!(dotted(&["components", "3", "component", "kind"]), "components[3].component.kind");
    }

    #[test]
    fn writing_creates_objects_and_arrays_on_the_way() {
        let mut document = json!({});
        write(&mut document, &["subjects", "0", "name"], json!("my-sa"));
        assert_eq!(document, json!({"subjects": [{"name": "my-sa"}]}));
        write(&mut document, &["subjects", "0", "kind"], json!("ServiceAccount"));
        write(&mut document, &["subjects", "7", "name"], json!("other"));
        assert_eq!(
            document,
            json!({"subjects": [{"name": "my-sa", "kind": "ServiceAccount"}, {"name": "other"}]})
        );
    }

    #[test]
    fn removing_returns_what_was_there() {
        let mut document = json!({"a": {"b": [1, 2]}});
        assert_eq!(remove(&mut document, &["a", "b", "0"]), Some(json!(1)));
        assert_eq!(remove(&mut document, &["a", "x"]), None);
        assert_eq!(document, json!({"a": {"b": [2]}}));
    }
}
