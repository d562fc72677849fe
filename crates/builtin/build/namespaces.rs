//! Namespaces hold what lives in namespaces: all other kinds are denied by name.

use std::collections::BTreeSet;
use std::sync::Arc;

use meshery_model::{Component, ModelReference, Relationship, SelectorItem};
use meshery_registry::Package;

/// Adds the kinds of all packages that belong to the whole cluster to what the definition denies that puts
/// objects into their namespaces.
pub fn keep_out_cluster_wide(packages: &mut [Package]) {
    let denied = cluster_wide(packages);
    let definitions = packages.iter_mut().flat_map(|package| &mut package.relationships);
    for definition in definitions.filter(|definition| holds_objects(definition)) {
        for deny in definition.selectors.iter_mut().filter_map(|set| set.deny.as_mut()) {
            let known: BTreeSet<_> = deny.from.iter().filter_map(names).collect();
            let new = denied.iter().filter(|names| !known.contains(names));
            let new: Vec<SelectorItem> = new.map(|(kind, model)| selector(kind, model)).collect();
            deny.from.extend(new);
        }
    }
}

/// Returns the kinds of which no version lives in namespaces, with their models.
fn cluster_wide(packages: &[Package]) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for package in packages {
        let kinds = |namespaced: bool| {
            let of_scope = move |component: &&Component| component.metadata.is_namespaced == namespaced;
            package.components.iter().filter(of_scope).map(Component::kind).collect::<BTreeSet<_>>()
        };
        let denied = kinds(false).difference(&kinds(true)).map(|kind| (*kind).to_owned()).collect::<Vec<_>>();
        found.extend(denied.into_iter().map(|kind| (kind, package.model.name.clone())));
    }
    found
}

fn holds_objects(definition: &Relationship) -> bool {
    let to_namespace = |selector: &SelectorItem| selector.kind.as_deref() == Some("Namespace");
    definition.sub_type == "inventory"
        && definition.selectors.iter().any(|set| set.allow.to.iter().any(to_namespace))
}

fn names(selector: &SelectorItem) -> Option<(String, String)> {
    Some((selector.kind.clone()?, selector.model.as_ref()?.name.clone()))
}

fn selector(kind: &str, model: &str) -> SelectorItem {
    let model = ModelReference { name: model.to_owned(), ..ModelReference::default() };
    SelectorItem { kind: Some(kind.to_owned()), model: Some(Arc::new(model)), ..SelectorItem::default() }
}
