//! Values read from components: borrowed where they lie, compared and hashed as JSON.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;
use serde_json::Value;

/// A value at a path: a name of the component, or a place in its configuration.
#[derive(Clone, Debug)]
pub(crate) enum Found<'a> {
    /// A name, a kind or an API version.
    Text(&'a str),
    /// A place in a document.
    Place(&'a Value),
    /// A member that had to be written out to be read.
    Made(Value),
}

impl Found<'_> {
    /// Returns the value for keeps.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Text(text) => Value::String((*text).to_owned()),
            Self::Place(value) => (*value).clone(),
            Self::Made(value) => value.clone(),
        }
    }

    /// Returns the value unless it is a name.
    pub(crate) fn as_document(&self) -> Option<&Value> {
        match self {
            Self::Text(_) => None,
            Self::Place(value) => Some(value),
            Self::Made(value) => Some(value),
        }
    }

    fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Place(value) => value.as_str(),
            Self::Made(value) => value.as_str(),
        }
    }

    /// Returns a hash that equal values share.
    pub(crate) fn hash(&self) -> u64 {
        match self {
            Self::Text(text) => hash_text(text),
            Self::Place(value) => hash(value),
            Self::Made(value) => hash(value),
        }
    }

    /// Returns a hash of the text form, for comparing `80` with `"80"`.
    pub(crate) fn hash_as_text(&self) -> u64 {
        self.as_text().map_or_else(|| hash_text(&self.text_form()), hash_text)
    }

    /// Returns the text form: strings as they are, everything else as JSON.
    pub(crate) fn text_form(&self) -> String {
        match (self.as_text(), self.as_document()) {
            (Some(text), _) => text.to_owned(),
            (None, Some(value)) => value.to_string(),
            (None, None) => String::new(),
        }
    }
}

impl PartialEq for Found<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.as_text(), other.as_text()) {
            (Some(mine), Some(theirs)) => mine == theirs,
            (None, None) => self.as_document() == other.as_document(),
            _ => false,
        }
    }
}

/// Tells whether `part` is contained in `whole`: objects member by member, lists element by element.
pub(crate) fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(key, value)| whole.get(key).is_some_and(|other| contains(other, value)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            part.iter().all(|value| whole.iter().any(|other| contains(other, value)))
        }
        _ => whole == part,
    }
}

/// Adds to `target` what `part` has and it lacks; what both have is taken from `part`.
pub(crate) fn merge(target: &mut Value, part: &Value) {
    match (target, part) {
        (Value::Object(target), Value::Object(part)) => {
            for (key, value) in part {
                merge(target.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (target, part) => *target = part.clone(),
    }
}

/// Hashes a value so that equal values have equal hashes, whatever the order of members.
pub(crate) fn hash(value: &Value) -> u64 {
    match value {
        Value::String(text) => hash_text(text),
        Value::Null => 1,
        Value::Bool(flag) => 2 + u64::from(*flag),
        Value::Number(number) => {
            let mut hasher = FxHasher::default();
            match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(number), _, _) => hasher.write_i64(number),
                (None, Some(number), _) => hasher.write_u64(number),
                (None, None, number) => hasher.write_u64(number.unwrap_or_default().to_bits()),
            }
            hasher.finish()
        }
        Value::Array(items) => {
            let mut hasher = FxHasher::default();
            items.iter().for_each(|item| hasher.write_u64(hash(item)));
            hasher.finish()
        }
        Value::Object(members) => {
            members.iter().fold(7, |sum: u64, (key, value)| sum.wrapping_add(hash_entry(key, value)))
        }
    }
}

/// Hashes one member of an object.
pub(crate) fn hash_entry(key: &str, value: &Value) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(hash_text(key));
    hasher.write_u64(hash(value));
    hasher.finish()
}

fn hash_text(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.write_u8(0xff);
    hasher.finish()
}
