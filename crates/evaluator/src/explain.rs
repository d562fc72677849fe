//! Why a relationship holds: which definition, which components, which values.

use meshery_model::{ComponentId, Design, RelationshipId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::compile::{Definitions, Policy, class_hash, pairs};
use crate::view::{View, resolve_aliases};

/// Why a relationship holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The relationship.
    pub relationship: RelationshipId,
    /// Definitions of its class and model whose paths it carries.
    pub definitions: Vec<RelationshipId>,
    /// One end.
    pub from: Option<ComponentId>,
    /// The other end.
    pub to: Option<ComponentId>,
    /// The values that are compared and carried over.
    pub pairs: Vec<PairExplanation>,
}

/// One pair of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PairExplanation {
    /// Path on the side of `from`.
    pub from_path: Vec<String>,
    /// Path on the side of `to`.
    pub to_path: Vec<String>,
    /// Value on the side of `from`.
    pub from_value: Option<Value>,
    /// Value on the side of `to`.
    pub to_value: Option<Value>,
    /// Whether `from` gives the value.
    pub from_gives: bool,
}

/// Explains one relationship of a design; `None` when it is not there.
#[must_use]
pub fn explain(design: &Design, definitions: &Definitions, id: RelationshipId) -> Option<Explanation> {
    let relationship = design.relationships.iter().find(|relationship| relationship.id == id)?;
    let view = View::new(&design.components, resolve_aliases(&design.relationships));
    let allow = relationship.selectors.first().map(|set| &set.allow)?;
    let compiled = allow.from.first().zip(allow.to.first()).and_then(|(from, to)| pairs(from, to));
    let (from, to) = (relationship.from_id(), relationship.to_id());
    let read = |end: Option<ComponentId>, path: &[String]| {
        end.and_then(|id| view.get(id))
            .and_then(|component| view.read(component, path))
            .map(|found| found.to_value())
    };
    let explained = compiled.iter().flat_map(|pairs| {
        pairs.from.paths.iter().zip(&pairs.to.paths).map(|(from_path, to_path)| PairExplanation {
            from_value: read(from, from_path),
            to_value: read(to, to_path),
            from_path: from_path.clone(),
            to_path: to_path.clone(),
            from_gives: pairs.from_gives,
        })
    });
    let models = [relationship.model.name.as_str()];
    let sources = definitions.of_models(models.into_iter());
    let own = sources.iter().filter(|definition| {
        let has_paths = |fingerprint: u64| {
            definition
                .plans
                .iter()
                .any(|plan| plan.pairs.as_ref().is_some_and(|pairs| pairs.fingerprint == fingerprint))
        };
        let paths_fit = match (&compiled, definition.policy) {
            (_, Policy::Alias | Policy::Sibling | Policy::Binding) | (None, _) => true,
            (Some(pairs), _) => has_paths(pairs.fingerprint),
        };
        definition.class == class_hash(relationship) && paths_fit
    });
    Some(Explanation {
        relationship: id,
        definitions: own.map(|definition| definition.source.id).collect(),
        from,
        to,
        pairs: explained.collect(),
    })
}
