//! Values while they are put together: what an anchor names is shared, and copied only where an alias asks
//! for it.

use std::rc::Rc;

use meshery_model::Object;
use serde_json::Value;

/// A value that may have shared parts.
#[derive(Debug)]
pub(super) enum Node {
    /// Nothing in it is shared.
    Plain(Value),
    List(Vec<Node>),
    /// Members, and what merge keys bring along.
    Map(Vec<(String, Node)>, Vec<Node>),
    Shared(Rc<Node>),
}

/// How much a value is, what its aliases stand for included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Weight {
    /// Values in it, itself included.
    pub(super) nodes: usize,
    /// Bytes of its texts and keys.
    pub(super) bytes: usize,
}

impl Weight {
    pub(super) fn add(&mut self, other: Self) {
        self.nodes = self.nodes.saturating_add(other.nodes);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }

    pub(super) fn since(self, before: Self) -> Self {
        Self { nodes: self.nodes - before.nodes, bytes: self.bytes - before.bytes }
    }
}

/// What an anchor names.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub(super) node: Rc<Node>,
    pub(super) weight: Weight,
    /// Levels of nesting in it.
    pub(super) height: usize,
}

impl Node {
    pub(super) fn list(items: Vec<Self>) -> Self {
        if items.iter().any(|item| !matches!(item, Self::Plain(_))) {
            return Self::List(items);
        }
        Self::Plain(Value::Array(items.into_iter().map(Self::into_value).collect()))
    }

    pub(super) fn map(members: Vec<(String, Self)>, merges: Vec<Self>) -> Self {
        let is_plain = |node: &Self| matches!(node, Self::Plain(_));
        if !merges.is_empty() || !members.iter().all(|(_, node)| is_plain(node)) {
            return Self::Map(members, merges);
        }
        Self::Plain(object(members).into())
    }

    /// Returns the value, copying what is shared with others.
    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Plain(value) => value,
            Self::List(items) => items.into_iter().map(Self::into_value).collect(),
            Self::Map(members, merges) => {
                let mut members = object(members);
                merges.into_iter().for_each(|merge| merge_into(&mut members, merge.into_value()));
                members.into()
            }
            Self::Shared(node) => match Rc::try_unwrap(node) {
                Ok(node) => node.into_value(),
                Err(node) => node.to_value(),
            },
        }
    }

    fn to_value(&self) -> Value {
        match self {
            Self::Plain(value) => value.clone(),
            Self::List(items) => items.iter().map(Self::to_value).collect(),
            Self::Map(members, merges) => {
                let mut made: Object =
                    members.iter().map(|(key, node)| (key.clone(), node.to_value())).collect();
                merges.iter().for_each(|merge| merge_into(&mut made, merge.to_value()));
                made.into()
            }
            Self::Shared(node) => node.to_value(),
        }
    }

    /// Returns the scalar, if it is one.
    pub(super) fn scalar(&self) -> Option<&Value> {
        match self {
            Self::Plain(Value::Array(_) | Value::Object(_)) | Self::List(_) | Self::Map(..) => None,
            Self::Plain(value) => Some(value),
            Self::Shared(node) => node.scalar(),
        }
    }

    /// Tells whether a merge key can take it: a map, or a list of maps.
    pub(super) fn is_mergeable(&self) -> bool {
        match self {
            Self::Plain(Value::Array(items)) => items.iter().all(Value::is_object),
            Self::List(items) => items.iter().all(Self::is_map),
            Self::Shared(node) => node.is_mergeable(),
            node @ (Self::Plain(_) | Self::Map(..)) => node.is_map(),
        }
    }

    fn is_map(&self) -> bool {
        match self {
            Self::Plain(value) => value.is_object(),
            Self::Map(..) => true,
            Self::List(_) => false,
            Self::Shared(node) => node.is_map(),
        }
    }
}

fn object(members: Vec<(String, Node)>) -> Object {
    members.into_iter().map(|(key, node)| (key, node.into_value())).collect()
}

/// Adds what a merge key brings along; members that are there stay.
fn merge_into(members: &mut Object, merge: Value) {
    match merge {
        Value::Object(other) => {
            for (key, value) in other {
                members.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|item| merge_into(members, item)),
        _ => {}
    }
}
