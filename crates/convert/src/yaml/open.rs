//! Collections that are being read.

use rustc_hash::FxHashMap;
use saphyr_parser::{ScalarStyle, Tag};
use serde_json::Value;

use super::node::Node;
use super::scalar;
use crate::{Error, Location};

/// A collection whose end was not read yet.
pub(super) enum Open {
    List(Vec<Node>),
    Map { members: Vec<(String, Node)>, lines: FxHashMap<String, usize>, key: Option<Key>, merges: Vec<Node> },
}

/// A key whose value is awaited.
pub(super) struct Key {
    name: String,
    /// Whether it is the merge key `<<`, without quotes.
    is_merge: bool,
}

impl Open {
    pub(super) fn list() -> Self {
        Self::List(Vec::new())
    }

    pub(super) fn map() -> Self {
        Self::Map { members: Vec::new(), lines: FxHashMap::default(), key: None, merges: Vec::new() }
    }

    /// Returns the key whose value is being read.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::List(_) => None,
            Self::Map { key, .. } => key.as_ref().map(|key| key.name.as_str()),
        }
    }

    pub(super) fn close(self) -> Node {
        match self {
            Self::List(items) => Node::list(items),
            Self::Map { members, merges, .. } => Node::map(members, merges),
        }
    }

    /// Takes an element, a key or the value of the key before. `text` is how a scalar is written.
    pub(super) fn add(
        &mut self,
        node: Node,
        text: &str,
        is_merge: bool,
        place: Location,
    ) -> Result<(), Error> {
        let (members, lines, key, merges) = match self {
            Self::List(items) => {
                items.push(node);
                return Ok(());
            }
            Self::Map { members, lines, key, merges } => (members, lines, key, merges),
        };
        match key.take() {
            Some(Key { is_merge: true, .. }) if node.is_mergeable() => merges.push(node),
            Some(Key { is_merge: true, .. }) => {
                let message = "the merge key `<<` needs a map or a list of maps; in quotes it is a name";
                return Err(Error::Yaml { message: message.to_owned(), location: place });
            }
            Some(Key { name, .. }) => members.push((name, node)),
            None => {
                let name = key_text(&node, text, place)?;
                if !is_merge && let Some(first) = lines.insert(name.clone(), place.line) {
                    return Err(Error::DuplicateKey { key: name, first_line: first, location: place });
                }
                *key = Some(Key { name, is_merge });
            }
        }
        Ok(())
    }
}

fn key_text(node: &Node, text: &str, place: Location) -> Result<String, Error> {
    match node.scalar() {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Null) => Ok(text.to_owned()),
        Some(other) => Ok(other.to_string()),
        None => Err(Error::Yaml { message: "a key must be a scalar".to_owned(), location: place }),
    }
}

/// Returns what a scalar means.
pub(super) fn scalar_value(
    text: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    place: Location,
) -> Result<Value, Error> {
    let wrong = |kind: &str| Error::Yaml { message: format!("`{text}` is no {kind}"), location: place };
    if let Some(tag) = tag.filter(|tag| tag.is_yaml_core_schema()) {
        return match tag.suffix.as_str() {
            "int" | "float" => scalar::number(text).ok_or_else(|| wrong("number")),
            "bool" => scalar::boolean(text).map(Value::Bool).ok_or_else(|| wrong("boolean")),
            "null" => Ok(Value::Null),
            _ => Ok(Value::String(text.to_owned())),
        };
    }
    if !matches!(style, ScalarStyle::Plain) {
        return Ok(Value::String(text.to_owned()));
    }
    scalar::resolve(text).ok_or_else(|| wrong("number that JSON can hold"))
}
