//! Parents that children name but that are not there: a Namespace, say.

use std::sync::Arc;

use meshery_model::{Component, ComponentId, Relationship, canonical};
use rustc_hash::FxHashSet;
use serde_json::{Map, Value, json};

use super::{Sameness, are_apart};
use crate::compile::{Definition, KindMatch, Pairs, Plan, class_hash};
use crate::focus::Focus;
use crate::view::View;

/// Returns the components that children of this definition imply, each once.
pub(crate) fn implied(
    definition: &Definition,
    view: &View<'_>,
    focus: &Focus<'_>,
    relationships: &[Arc<Relationship>],
) -> Vec<Component> {
    let mut made: Vec<Component> = Vec::new();
    for plan in definition.plans.iter().filter(|plan| focus.touches(plan)) {
        let (Some(pairs), KindMatch::One(kind)) = (&plan.pairs, &plan.to.kind) else { continue };
        if pairs.from_gives || !pairs.from.lists.is_empty() || !pairs.to.lists.is_empty() {
            continue;
        }
        made.extend(missing_parents(definition, plan, pairs, kind, view, relationships));
    }
    let mut seen = FxHashSet::default();
    made.retain(|component| seen.insert(component.id));
    made
}

fn missing_parents(
    definition: &Definition,
    plan: &Plan,
    pairs: &Pairs,
    kind: &str,
    view: &View<'_>,
    relationships: &[Arc<Relationship>],
) -> Vec<Component> {
    let model = plan.to.model.as_deref().unwrap_or_default();
    let mut parents: FxHashSet<Vec<Value>> = view
        .matching(&plan.to)
        .into_iter()
        .filter_map(|position| view.components.get(position))
        .filter_map(|parent| values(view, parent, pairs, false))
        .collect();
    let settled = children_with_parent(definition, pairs, view, relationships);
    let mut components = Vec::new();
    for position in view.matching(&plan.from) {
        let Some(child) = view.components.get(position) else { continue };
        if settled.contains(&child.id)
            || definition.denies(plan.set, (child.kind(), child.model_name()), (kind, model))
        {
            continue;
        }
        let Some(values) = values(view, child, pairs, true) else { continue };
        if parents.contains(&values) {
            continue;
        }
        parents.insert(values.clone());
        let parent = parent(definition, plan, pairs, kind, values);
        if !are_apart(definition, child, &parent) {
            components.push(parent);
        }
    }
    components
}

/// Reads all values of one side; `None` when one of them is missing or no name: parents are named by texts.
fn values(view: &View<'_>, component: &Component, pairs: &Pairs, is_child: bool) -> Option<Vec<Value>> {
    let component = view.get(component.id)?;
    let refs = if is_child { &pairs.from } else { &pairs.to };
    let is_name = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let value = |path| view.read(component, path).map(|found| found.to_value()).filter(is_name);
    refs.paths.iter().map(|path| value(path)).collect()
}

/// Children that already have a parent under this definition: whatever they name, none is implied.
fn children_with_parent(
    definition: &Definition,
    pairs: &Pairs,
    view: &View<'_>,
    relationships: &[Arc<Relationship>],
) -> FxHashSet<ComponentId> {
    relationships
        .iter()
        .filter(|relationship| relationship.status != Some(meshery_model::Status::Deleted))
        .filter(|relationship| class_hash(relationship) == definition.class)
        .filter_map(|relationship| {
            let (from, to) = (relationship.from_id()?, relationship.to_id()?);
            let same = Sameness::of(relationship)?;
            let is_ours = same == Sameness::new(definition.class, pairs.fingerprint, from, to);
            (is_ours && view.position(to).is_some()).then_some(from)
        })
        .collect()
}

fn parent(definition: &Definition, plan: &Plan, pairs: &Pairs, kind: &str, values: Vec<Value>) -> Component {
    let model = plan.to_item.model.clone().unwrap_or_default();
    let seed =
        json!({"definition": definition.source.id, "kind": kind, "model": model.name, "values": values});
    let mut component = Component {
        id: ComponentId(canonical::id(&seed)),
        schema_version: meshery_model::COMPONENT_SCHEMA.to_owned(),
        format: "JSON".to_owned(),
        model: model.clone(),
        model_reference: Some(model),
        configuration: Value::Object(Map::new()),
        ..Component::default()
    };
    kind.clone_into(&mut component.component.kind);
    for (path, value) in pairs.to.paths.iter().zip(values) {
        component.set_field(path, value);
    }
    component.mark_implied();
    component
}
