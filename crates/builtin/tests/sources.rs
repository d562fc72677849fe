//! What the build script read, compared with what there was to read.

use std::collections::{BTreeMap, BTreeSet};

use meshery_builtin::index;
use meshery_registry::ModelQuery;
use serde_json::Value;

/// Groups of which the crates have another number of kinds than the catalogue: of some definitions kopium could
/// make no types, and one group has grown since. `etcd.aenix.io` has no crate; nor have three lines of the
/// catalogue that are no API groups: `gitlab-operator`, `gitlab-runner-operator` and `integration-operator`.
const DIFFERENT: [(&str, usize); 11] = [
    ("acid.zalan.do", 2),
    ("actions.github.com", 3),
    ("api.clever-cloud.com", 14),
    ("apigatewayv2.services.k8s.aws", 6),
    ("appprotect.f5.com", 2),
    ("canaries.flanksource.com", 2),
    ("edp.epam.com", 12),
    ("etcd.aenix.io", 0),
    ("extensions.istio.io", 1),
    ("getambassador.io", 13),
    ("redhatcop.redhat.io", 37),
];

/// What the build script reports.
fn report() -> Value {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/report.json"))).expect("JSON")
}

/// The kinds that the source crates list, with their API versions.
fn listed() -> BTreeSet<(String, String)> {
    let report = report();
    let versions = report["listed"].as_object().expect("API versions");
    let kinds = versions.iter().flat_map(|(version, kinds)| {
        let kinds = kinds.as_array().expect("kinds").iter();
        kinds.map(|kind| (version.clone(), kind.as_str().expect("a kind").to_owned()))
    });
    kinds.collect()
}

#[test]
fn nothing_was_left_out() {
    let report = report();
    let problems = report["problems"].as_array().expect("problems");
    let lines: Vec<&str> = problems.iter().filter_map(Value::as_str).collect();
    assert!(lines.is_empty(), "{} problems:\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn every_listed_kind_is_a_component() {
    let listed = listed();
    assert!(listed.len() > 2000, "{}", listed.len());
    let missing: Vec<_> =
        listed.iter().filter(|(version, kind)| index().lookup(version, kind).is_none()).collect();
    assert_eq!(missing, [] as [&(String, String); 0]);
    let query = ModelQuery { name: Some("kubernetes".to_owned()), ..ModelQuery::default() };
    let kubernetes = index().find_models(&query).items[0].components_count();
    assert_eq!(index().counts().components, listed.len() + kubernetes, "and nothing else is");
}

#[test]
fn every_group_has_as_many_kinds_as_its_projects_define() {
    let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (version, kind) in listed() {
        let (group, _) = version.rsplit_once('/').expect("group and version");
        kinds.entry(group.to_owned()).or_default().insert(kind);
    }
    let different = BTreeMap::from(DIFFERENT);
    let lines = include_str!("resources.tsv").lines().filter(|line| !line.starts_with('#'));
    for (group, count) in lines.filter_map(|line| line.split_once('\t')) {
        let expected = different.get(group).copied().unwrap_or_else(|| count.parse().expect("a number"));
        assert_eq!(kinds.remove(group).map_or(0, |kinds| kinds.len()), expected, "{group}");
    }
    assert!(kinds.is_empty(), "groups that the catalogue doesn't have: {kinds:?}");
}

#[test]
fn every_source_may_be_used_for_anything() {
    let report = report();
    let crates = report["crates"].as_array().expect("crates");
    assert_eq!(crates.len(), 452);
    for source in crates {
        assert_eq!(source[2], "0BSD", "{}", source[0]);
    }
}
