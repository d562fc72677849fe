//! Classes of relationships, and the policy that each belongs to.

use std::hash::Hasher as _;

use meshery_model::Relationship;
use rustc_hash::FxHasher;

/// The rule by which relationships of a class are found and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Policy {
    Sibling,
    Alias,
    NonBinding,
    Binding,
    Inventory,
    Wallet,
}

impl Policy {
    /// All of them, in the order they are applied.
    pub(crate) const ALL: [Self; 6] =
        [Self::Sibling, Self::Alias, Self::NonBinding, Self::Binding, Self::Inventory, Self::Wallet];

    /// Returns the policy for a definition or an instance; `None` for classes no policy knows.
    pub(crate) fn of(relationship: &Relationship) -> Option<Self> {
        let is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
        let (kind, rel_type, sub_type) = (&relationship.kind, &relationship.rel_type, &relationship.sub_type);
        if is(rel_type, "sibling") || is(kind, "sibling") {
            Some(Self::Sibling)
        } else if is(kind, "edge") && is(rel_type, "non-binding") {
            Some(Self::NonBinding)
        } else if is(kind, "edge") && is(rel_type, "binding") {
            Some(Self::Binding)
        } else if is(kind, "hierarchical") && is(rel_type, "parent") {
            match sub_type.to_ascii_lowercase().as_str() {
                "alias" => Some(Self::Alias),
                "inventory" => Some(Self::Inventory),
                "wallet" => Some(Self::Wallet),
                _ => None,
            }
        } else {
            None
        }
    }
}

/// Returns the class of a relationship, as layers are named by.
pub(crate) fn layer(relationship: &Relationship) -> String {
    format!("{}-{}-{}", relationship.kind, relationship.rel_type, relationship.sub_type).to_ascii_lowercase()
}

/// Names the class of a relationship for comparing, without writing it out.
pub(crate) fn class_hash(relationship: &Relationship) -> u64 {
    let mut hasher = FxHasher::default();
    for part in [&relationship.kind, &relationship.rel_type, &relationship.sub_type] {
        part.bytes().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
        hasher.write_u8(0xff);
    }
    hasher.finish()
}
