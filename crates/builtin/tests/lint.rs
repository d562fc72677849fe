//! Every kind and every path of every relationship definition exists in the models it is about.

use std::collections::{BTreeMap, BTreeSet};

use meshery_builtin::index;
use meshery_model::{MatchItem, Path, Relationship, SelectorItem};
use serde_json::Value;

/// Kinds that appear in selectors but are made by evaluation: parts of other components.
const PARTS: [&str; 1] = ["Container"];
/// What relationships may say about themselves; people filter by it.
const SUB_TYPES: [&str; 8] =
    ["alias", "firewall", "inventory", "matchlabels", "mount", "network", "permission", "reference"];

/// A kind of a model; `*` is any.
type Site = (String, String);

#[test]
fn every_path_exists_in_the_schema() {
    let mut schemas = Schemas::default();
    let mut problems = BTreeSet::new();
    for definition in index().relationship_definitions() {
        for (site, path) in paths(&definition) {
            if !schemas.have(&site, &path) {
                let (model, kind) = site;
                problems.insert(format!("{}: {model}/{kind} has no {}", definition.id, path.join("/")));
            }
        }
    }
    assert!(problems.is_empty(), "{}", Vec::from_iter(problems).join("\n"));
}

#[test]
fn every_kind_exists_and_every_definition_is_complete() {
    let mut ids = BTreeSet::new();
    for definition in index().relationship_definitions() {
        assert!(ids.insert(definition.id), "{} is used twice", definition.id);
        assert!(!definition.id.is_nil());
        assert_eq!(definition.schema_version, "relationships.meshery.io/v1beta2");
        assert_eq!(definition.version, "v1.0.0");
        assert!(SUB_TYPES.contains(&definition.sub_type.as_str()), "{}", definition.sub_type);
        let description = definition.metadata.as_ref().and_then(|metadata| metadata["description"].as_str());
        assert!(description.is_some_and(|text| text.ends_with('.')), "{} has no description", definition.id);
        for (model, kind) in sites(&definition) {
            let is_made = kind == "*" || PARTS.contains(&kind.as_str());
            assert!(is_made || known(&model, &kind), "{}: {model} has no {kind}", definition.id);
        }
    }
}

#[test]
fn integrations_name_exact_kinds_of_exact_models() {
    for definition in index().relationship_definitions() {
        if definition.model.name == "kubernetes" {
            continue;
        }
        let sites = sites(&definition);
        assert!(sites.iter().all(|(model, kind)| model != "*" && kind != "*"), "{}", definition.id);
        let is_about_its_model = sites.iter().any(|(model, _)| *model == definition.model.name);
        assert!(is_about_its_model, "{} says nothing about {}", definition.id, definition.model.name);
    }
}

#[test]
fn values_have_a_giver_and_a_receiver_in_equal_number() {
    for definition in index().relationship_definitions() {
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

/// Returns the kind a selector is about.
fn site(selector: &SelectorItem) -> Site {
    let any = || "*".to_owned();
    let model = selector.model.as_ref().filter(|model| !model.is_any());
    (model.map_or_else(any, |model| model.name.clone()), selector.kind.clone().unwrap_or_else(any))
}

/// Returns the kind a party of a binding is about: the selector's own, or another of its model.
fn site_of_party(selector: &SelectorItem, party: &MatchItem) -> Site {
    let (model, kind) = site(selector);
    (model, if party.kind == "self" { kind } else { party.kind.clone() })
}

fn sites(definition: &Relationship) -> BTreeSet<Site> {
    let of_selector = |selector: &SelectorItem| {
        let parties = parties(selector).map(|party| site_of_party(selector, party));
        parties.chain([site(selector)]).collect::<Vec<_>>()
    };
    sides(definition).flat_map(of_selector).collect()
}

fn known(model: &str, kind: &str) -> bool {
    index().of_kind(kind).any(|entry| entry.model().name == model)
}

/// Returns all paths with the kind of component they start at.
fn paths(definition: &Relationship) -> Vec<(Site, Path)> {
    let mut found = Vec::new();
    for selector in sides(definition) {
        let mut add = |site: Site, paths: &Option<Vec<Path>>| {
            found.extend(paths.iter().flatten().map(|path| (site.clone(), path.clone())));
        };
        if let Some(patch) = &selector.patch {
            add(site(selector), &patch.mutator_ref);
            add(site(selector), &patch.mutated_ref);
        }
        for party in parties(selector) {
            add(site_of_party(selector, party), &party.mutator_ref);
            add(site_of_party(selector, party), &party.mutated_ref);
        }
        if let Some(matches) = &selector.matches {
            add(site(selector), &Some(matches.refs.clone()));
        }
    }
    found
}

/// Schemas of kinds, read once; each kind has as many as it has versions.
#[derive(Default)]
struct Schemas(BTreeMap<Site, Vec<Value>>);

impl Schemas {
    /// Tells whether a path leads somewhere in at least one version of the kind. Paths of a part are those of
    /// the component it is a part of, which stand on the other side. `*` has what every object has.
    fn have(&mut self, site: &Site, path: &[String]) -> bool {
        let Some((root, rest)) = path.split_first() else { return false };
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        match (root.as_str(), rest.as_slice()) {
            ("displayName", []) | ("component", ["kind" | "version"]) => true,
            ("configuration", _) if PARTS.contains(&site.1.as_str()) => true,
            ("configuration", rest) => {
                self.of(site).iter().any(|schema| leads_somewhere(schema, schema, rest))
            }
            _ => false,
        }
    }

    fn of(&mut self, site: &Site) -> &[Value] {
        let read = |(model, kind): &Site| {
            let (model, kind) =
                if kind == "*" { ("kubernetes", "Pod") } else { (model.as_str(), kind.as_str()) };
            let entries = index().of_kind(kind).filter(|entry| model == "*" || entry.model().name == model);
            let schema = |text: String| serde_json::from_str(&text).expect("JSON");
            entries.map(|entry| schema(entry.schema().expect("a schema"))).collect()
        };
        self.0.entry(site.clone()).or_insert_with(|| read(site))
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
    let mut schemas = Schemas::default();
    let mut have = |kind: &str, path: &str| {
        let path: Vec<String> = path.split('/').map(str::to_owned).collect();
        schemas.have(&("kubernetes".to_owned(), kind.to_owned()), &path)
    };
    assert!(have("Ingress", "configuration/spec/rules/_/http/paths/_/backend/service/name"));
    assert!(!have("Ingress", "configuration/spec/rules/_/http/paths/_/backend/serviceName"));
    assert!(!have("Deployment", "configuration/spec/selector/labels"));
    assert!(!have("Pod", "namespace"));
}
