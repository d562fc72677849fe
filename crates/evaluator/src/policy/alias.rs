//! Parts of a component that are shown as components of their own: the containers of a Pod.

use std::sync::Arc;

use meshery_model::{Component, ComponentId, Path, Relationship, SelectorItem, canonical, path};
use serde_json::Value;

use super::{Existing, bound, instance, pair_id};
use crate::compile::{Definition, Plan, fingerprint};
use crate::focus::Focus;
use crate::limits::{Excess, Finds};
use crate::view::View;

/// Finds parts that have no alias yet.
pub(crate) fn identify(
    definition: &Definition,
    view: &View<'_>,
    focus: &Focus<'_>,
    existing: &Existing,
    found: &mut Finds,
) -> Result<(), Excess> {
    for plan in definition.plans.iter().filter(|plan| focus.touches(plan)) {
        let Some(template) = template(plan) else { continue };
        for position in view.matching(&plan.to).into_iter().filter(|position| focus.has(*position)) {
            let Some(parent) = view.components.get(position) else { continue };
            for path in expand(view, parent, template) {
                let alias = alias_id(parent.id, &path);
                if existing.aliases.contains(&alias) {
                    continue;
                }
                let paths = std::slice::from_ref(&path);
                let id = pair_id(definition, fingerprint_of(paths), alias, parent.id);
                let from = SelectorItem { id: Some(alias), ..plan.from_item.clone() };
                found.push(instance(
                    definition,
                    id,
                    vec![about(from, &path)],
                    vec![about(bound(&plan.to_item, parent), &path)],
                ))?;
            }
        }
    }
    Ok(())
}

/// Names an alias by its parent and the path within it.
pub(crate) fn alias_id(parent: ComponentId, path: &Path) -> ComponentId {
    let mut seed = format!("{{\"c\":\"{parent}\",\"s\":[");
    for (position, segment) in path.iter().enumerate() {
        if position > 0 {
            seed.push(',');
        }
        canonical::push_text(&mut seed, segment);
    }
    seed.push_str("]}");
    ComponentId(canonical::id_of(&seed))
}

/// Makes the component that an alias relationship is about.
pub(crate) fn component(relationship: &Relationship, path: &Path) -> Option<Component> {
    let item = relationship.selectors.first()?.allow.from.first()?;
    let mut last = path.iter().rev();
    let (last, before) = (last.next()?, last.next());
    let model = item.model.clone().unwrap_or_default();
    let mut component = Component {
        id: item.id?,
        schema_version: meshery_model::COMPONENT_SCHEMA.to_owned(),
        format: "JSON".to_owned(),
        display_name: before.map_or_else(|| last.clone(), |before| format!("{before}.{last}")),
        model: model.clone(),
        model_reference: Some(model),
        configuration: Value::Object(serde_json::Map::new()),
        ..Component::default()
    };
    component.metadata.is_annotation = true;
    component.component.kind = item.kind.clone().unwrap_or_default();
    Some(component)
}

/// The path of the parent with its wildcard. Some definitions put just `configuration` on the alias's side.
fn template(plan: &Plan) -> Option<&Path> {
    let first = |refs: &'_ Option<Vec<Path>>| refs.as_ref().and_then(|paths| paths.first()).cloned();
    let from = plan.from_item.patch.as_ref().and_then(|patch| first(&patch.mutator_ref));
    let is_whole = from.as_ref().is_none_or(|path| path.len() == 1);
    if is_whole {
        plan.to_item.patch.as_ref()?.mutated_ref.as_ref()?.first()
    } else {
        plan.from_item.patch.as_ref()?.mutator_ref.as_ref()?.first()
    }
}

/// Every place a path with a wildcard at its end stands for.
fn expand(view: &View<'_>, parent: &Component, template: &Path) -> Vec<Path> {
    let Some(parent) = view.get(parent.id) else { return Vec::new() };
    match template.split_last() {
        Some((last, before)) if last == path::WILDCARD => {
            let list = view.read(parent, before);
            let items = list.as_ref().and_then(|list| list.as_document()).and_then(Value::as_array);
            let there = items.into_iter().flatten().enumerate().filter(|(_, item)| !item.is_null());
            there.map(|(index, _)| before.iter().cloned().chain([index.to_string()]).collect()).collect()
        }
        _ => view.read(parent, template).map(|_| template.clone()).into_iter().collect(),
    }
}

/// Indices matter here: each element has an alias of its own.
fn fingerprint_of(paths: &[Path]) -> u64 {
    let literal: Vec<Path> =
        paths.iter().map(|path| path.iter().map(|segment| format!("={segment}")).collect()).collect();
    fingerprint(&literal, &[])
}

fn about(mut item: SelectorItem, path: &Path) -> SelectorItem {
    let mut shared = item.patch.take().unwrap_or_default();
    let patch = Arc::make_mut(&mut shared);
    patch.mutator_ref = Some(vec![path.clone()]);
    patch.mutated_ref = Some(vec![path.clone()]);
    item.patch = Some(shared);
    item
}
