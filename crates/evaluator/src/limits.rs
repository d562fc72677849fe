//! Bounds on what a design may become.

use meshery_errors::{Code, Coded};
use meshery_model::Relationship;
use rustc_hash::FxHashSet;

/// Bounds on what a design may become. They are checked while it grows, so that memory stays bounded too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Components, those that evaluation adds included.
    pub components: usize,
    /// Relationships. A group of siblings that is found counts once for each of its members.
    pub relationships: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { components: 20_000, relationships: 100_000 }
    }
}

/// A bound that was passed. Nothing of the evaluation is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// Too many components.
    #[error("evaluated, the design has more than {limit} components (`limits.components`)")]
    Components {
        /// Most that are allowed.
        limit: usize,
    },
    /// Too many relationships.
    #[error("evaluated, the design has more than {limit} relationships (`limits.relationships`)")]
    Relationships {
        /// Most that are allowed.
        limit: usize,
    },
}

impl Coded for Excess {
    fn code(&self) -> Code {
        match self {
            Self::Components { .. } => Code::new("meshery-server-1206"),
            Self::Relationships { .. } => Code::new("meshery-server-1210"),
        }
    }
}

/// Relationships that are found in a pass, each once.
#[derive(Debug)]
pub(crate) struct Finds {
    list: Vec<Relationship>,
    ids: FxHashSet<meshery_model::RelationshipId>,
    weight: usize,
    room: usize,
    limit: usize,
}

impl Finds {
    /// Starts with what the design has already.
    pub(crate) fn new(limit: usize, there: usize) -> Self {
        Self {
            list: Vec::new(),
            ids: FxHashSet::default(),
            weight: 0,
            room: limit.saturating_sub(there),
            limit,
        }
    }

    /// Adds a relationship.
    pub(crate) fn push(&mut self, relationship: Relationship) -> Result<(), Excess> {
        if !self.ids.insert(relationship.id) {
            return Ok(());
        }
        let allow = relationship.selectors.first().map(|set| &set.allow);
        self.weight += allow.map_or(1, |allow| allow.from.len().max(allow.to.len()));
        if self.weight > self.room {
            return Err(Excess::Relationships { limit: self.limit });
        }
        self.list.push(relationship);
        Ok(())
    }

    /// Returns what was found, in order.
    pub(crate) fn into_list(self) -> Vec<Relationship> {
        self.list
    }
}
