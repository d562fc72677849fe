//! Every path of every relationship definition exists in the schemas of the components it is about.

use std::collections::BTreeSet;

use meshery_builtin::index;
use meshery_model::{MatchItem, Path, Relationship, SelectorItem};
use serde_json::Value;

/// Kinds that appear in selectors but are made by evaluation: parts of other components.
const PARTS: [&str; 1] = ["Container"];

#[test]
fn every_path_exists_in_the_schema() {
    let mut problems = Vec::new();
    for definition in &index().relationship_definitions() {
        for (kind, path) in paths(definition) {
            if !exists(&kind, &path) {
                problems.push(format!(
                    "{} ({}): {kind} has no {}",
                    definition.id,
                    definition.sub_type,
                    path.join("/")
                ));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_kind_exists_and_every_definition_is_complete() {
    let mut ids = BTreeSet::new();
    for definition in &index().relationship_definitions() {
        assert!(ids.insert(definition.id), "{} is used twice", definition.id);
        assert!(!definition.id.is_nil());
        assert_eq!(definition.schema_version, "relationships.meshery.io/v1beta2");
        assert_eq!(definition.version, "v1.0.0");
        let description = definition.metadata.as_ref().and_then(|metadata| metadata["description"].as_str());
        assert!(description.is_some_and(|text| text.ends_with('.')), "{} has no description", definition.id);
        for kind in kinds(definition) {
            let known = kind == "*" || kind == "self" || PARTS.contains(&kind.as_str());
            assert!(known || index().of_kind(&kind).next().is_some(), "there is no {kind}");
        }
    }
}

#[test]
fn values_have_a_giver_and_a_receiver_in_equal_number() {
    for definition in &index().relationship_definitions() {
        for set in &definition.selectors {
            for (from, to) in
                set.allow.from.iter().flat_map(|from| set.allow.to.iter().map(move |to| (from, to)))
            {
                let (Some(a), Some(b)) = (&from.patch, &to.patch) else { continue };
                let length = |paths: &Option<Vec<Path>>| paths.as_ref().map_or(0, Vec::len);
                if definition.sub_type == "alias" {
                    continue;
                }
                assert_eq!(length(&a.mutator_ref), length(&b.mutated_ref), "{}", definition.id);
                assert_eq!(length(&a.mutated_ref), length(&b.mutator_ref), "{}", definition.id);
                assert!(length(&a.mutator_ref) + length(&a.mutated_ref) > 0, "{}", definition.id);
            }
        }
    }
}

fn sides(definition: &Relationship) -> impl Iterator<Item = &SelectorItem> {
    definition.selectors.iter().flat_map(|set| {
        let denied = set.deny.iter().flat_map(|deny| deny.from.iter().chain(&deny.to));
        set.allow.from.iter().chain(&set.allow.to).chain(denied)
    })
}

fn parties(selector: &SelectorItem) -> impl Iterator<Item = &MatchItem> {
    selector.matches.iter().flat_map(|matches| matches.from.iter().chain(&matches.to))
}

fn kinds(definition: &Relationship) -> BTreeSet<String> {
    let of_selector = |selector: &SelectorItem| {
        let parties = parties(selector).map(|party| party.kind.clone());
        parties.chain(selector.kind.clone()).collect::<Vec<_>>()
    };
    sides(definition).flat_map(of_selector).collect()
}

/// Returns all paths with the kind of component they start at.
fn paths(definition: &Relationship) -> Vec<(String, Path)> {
    let mut found = Vec::new();
    for selector in sides(definition) {
        let kind = selector.kind.clone().unwrap_or_else(|| "*".to_owned());
        let mut add = |kind: &str, paths: &Option<Vec<Path>>| {
            found.extend(paths.iter().flatten().map(|path| (kind.to_owned(), path.clone())));
        };
        if let Some(patch) = &selector.patch {
            add(&kind, &patch.mutator_ref);
            add(&kind, &patch.mutated_ref);
        }
        for party in parties(selector) {
            let kind = if party.kind == "self" { &kind } else { &party.kind };
            add(kind, &party.mutator_ref);
            add(kind, &party.mutated_ref);
        }
        if let Some(matches) = &selector.matches {
            add(&kind, &Some(matches.refs.clone()));
        }
    }
    found
}

/// Tells whether a path leads somewhere in at least one version of the kind. Paths of a part are those of
/// the component it is a part of, which stand on the other side. `*` has what every object has.
fn exists(kind: &str, path: &[String]) -> bool {
    let Some((root, rest)) = path.split_first() else { return false };
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    match (root.as_str(), rest.as_slice()) {
        ("displayName", []) | ("component", ["kind" | "version"]) => true,
        ("configuration", _) if PARTS.contains(&kind) => true,
        ("configuration", rest) => {
            let kind = if kind == "*" { "Pod" } else { kind };
            index().of_kind(kind).any(|entry| {
                let schema: Value = serde_json::from_str(&entry.schema().expect("a schema")).expect("JSON");
                leads_somewhere(&schema, &schema, rest)
            })
        }
        _ => false,
    }
}

fn leads_somewhere(document: &Value, schema: &Value, path: &[&str]) -> bool {
    if let Some(target) = schema["$ref"].as_str() {
        let target = document.pointer(target.trim_start_matches('#')).expect("a local reference");
        if leads_somewhere(document, target, path) {
            return true;
        }
    }
    let alternatives = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|key| schema[key].as_array());
    if alternatives.flatten().any(|schema| leads_somewhere(document, schema, path)) {
        return true;
    }
    let Some((segment, rest)) = path.split_first() else { return true };
    let next = if *segment == "_" || segment.bytes().all(|byte| byte.is_ascii_digit()) {
        schema.get("items")
    } else {
        let property = schema.get("properties").and_then(|properties| properties.get(segment));
        property.or_else(|| schema.get("additionalProperties").filter(|schema| schema.is_object()))
    };
    next.is_some_and(|next| leads_somewhere(document, next, rest))
}

#[test]
fn the_lint_finds_a_wrong_path() {
    let path = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
    assert!(exists("Ingress", &path("configuration/spec/rules/_/http/paths/_/backend/service/name")));
    assert!(!exists("Ingress", &path("configuration/spec/rules/_/http/paths/_/backend/serviceName")));
    assert!(!exists("Deployment", &path("configuration/spec/selector/labels")));
    assert!(!exists("Pod", &path("namespace")));
}
