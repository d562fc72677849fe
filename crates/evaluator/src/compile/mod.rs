//! Relationship definitions, compiled once: which policy they belong to, whom their selectors match, and
//! which paths are compared with which.

mod class;
mod denied;
mod matcher;
mod meeting;
mod pairs;

use meshery_model::{Relationship, RelationshipId, SelectorItem, Status};
use rustc_hash::FxHashMap;

pub(crate) use class::{Policy, class_hash, layer};
use denied::Denied;
pub(crate) use matcher::{KindMatch, Matcher};
pub(crate) use meeting::{BindingPlan, Meeting, binding_ids, meetings};
pub(crate) use pairs::{Pairs, PathPairs, Refs, Strategy, compares_parts, fingerprint, pairs, path_pairs};

/// Something wrong with a definition, which is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The definition.
    pub definition: RelationshipId,
    /// What is wrong with it.
    pub message: String,
}

/// One `from` with one `to`.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) from: Matcher,
    pub(crate) to: Matcher,
    pub(crate) from_item: SelectorItem,
    pub(crate) to_item: SelectorItem,
    pub(crate) pairs: Option<Pairs>,
    pub(crate) binding: Option<BindingPlan>,
    pub(crate) set: usize,
}

/// A compiled definition.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    pub(crate) source: Relationship,
    pub(crate) policy: Policy,
    /// The class as layers are named by.
    pub(crate) layer: String,
    /// The class for comparing.
    pub(crate) class: u64,
    pub(crate) plans: Vec<Plan>,
    pub(crate) deny: Vec<Denied>,
    pub(crate) same_namespace: bool,
}

impl Definition {
    /// Tells whether a pair is forbidden by the set it would be allowed by.
    pub(crate) fn denies(&self, set: usize, from: (&str, &str), to: (&str, &str)) -> bool {
        self.deny.get(set).is_some_and(|denied| denied.holds(from, to))
    }
}

/// Definitions, compiled once and used for any number of designs.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    all: Vec<Definition>,
    by_model: FxHashMap<String, Vec<usize>>,
}

impl Definitions {
    /// Compiles definitions. Those that can't be used are reported and left out.
    #[must_use]
    pub fn compile(definitions: &[Relationship]) -> (Self, Vec<Finding>) {
        let mut compiled = Self::default();
        let mut findings = Vec::new();
        for source in definitions {
            if matches!(source.status, Some(Status::Ignored | Status::Deleted)) || source.is_annotation() {
                continue;
            }
            match compile(source) {
                Ok(definition) => {
                    let places = compiled.by_model.entry(source.model.name.clone()).or_default();
                    places.push(compiled.all.len());
                    compiled.all.push(definition);
                }
                Err(message) => findings.push(Finding { definition: source.id, message }),
            }
        }
        (compiled, findings)
    }

    /// Returns the number of definitions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the definitions of some models, in the order they were given.
    pub(crate) fn of_models<'m>(&self, models: impl Iterator<Item = &'m str>) -> Vec<&Definition> {
        let mut places: Vec<usize> =
            models.filter_map(|model| self.by_model.get(model)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.all.get(place)).collect()
    }
}

fn compile(source: &Relationship) -> Result<Definition, String> {
    let policy = Policy::of(source).ok_or_else(|| {
        format!("no policy knows the class {}/{}/{}", source.kind, source.rel_type, source.sub_type)
    })?;
    let mut plans = Vec::new();
    let mut deny = Vec::new();
    for (set, selectors) in source.selectors.iter().enumerate() {
        for from in &selectors.allow.from {
            for to in &selectors.allow.to {
                plans.push(Plan {
                    from: Matcher::compile(from)?,
                    to: Matcher::compile(to)?,
                    pairs: pairs(from, to),
                    binding: meeting::binding(from, to),
                    from_item: from.clone(),
                    to_item: to.clone(),
                    set,
                });
            }
        }
        deny.push(Denied::compile(selectors)?);
    }
    let flag = source.metadata.as_ref().and_then(|metadata| metadata.get("sameNamespace"));
    Ok(Definition {
        layer: layer(source),
        class: class_hash(source),
        same_namespace: flag.and_then(serde_json::Value::as_bool).unwrap_or(false),
        source: source.clone(),
        policy,
        plans,
        deny,
    })
}
