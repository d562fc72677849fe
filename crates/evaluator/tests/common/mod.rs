//! Designs and definitions in a few words, and actions as clients see them.
#![allow(dead_code, reason = "each test file uses its own part")]

use meshery_evaluator::{Definitions, Evaluation, NoCatalog, Options, evaluate};
use meshery_model::{Component, Design, Relationship};
use serde_json::{Value, json};

pub const A: &str = "aaaaaaaa-0000-4000-8000-000000000001";
pub const B: &str = "aaaaaaaa-0000-4000-8000-000000000002";
pub const C: &str = "aaaaaaaa-0000-4000-8000-000000000003";
pub const D: &str = "aaaaaaaa-0000-4000-8000-000000000004";

/// Makes a component of the model `kubernetes`.
pub fn component(id: &str, kind: &str, name: &str, configuration: Value) -> Component {
    of_model("kubernetes", id, kind, name, configuration)
}

pub fn of_model(model: &str, id: &str, kind: &str, name: &str, configuration: Value) -> Component {
    let mut document = json!({
        "id": id, "displayName": name, "component": {"kind": kind}, "model": {"name": model},
    });
    document["configuration"] = configuration;
    serde_json::from_value(document).expect("the component is one")
}

pub fn design(components: Vec<Component>) -> Design {
    Design { name: "demo".to_owned(), version: "0.0.1".to_owned(), components, ..Design::default() }
}

pub fn definition(document: Value) -> Relationship {
    serde_json::from_value(document).expect("the definition is one")
}

/// Everything but a Namespace lives in a Namespace, which gives it its namespace.
pub fn nsd() -> Relationship {
    definition(json!({
        "id": "11111111-0000-4000-8000-000000000001", "kind": "hierarchical", "type": "parent", "subType": "inventory",
        "model": {"name": "kubernetes"},
        "selectors": [{
            "allow": {
                "from": [{"kind": "*", "model": {"name": "*"}, "patch": {"mutatedRef": [["configuration", "metadata", "namespace"]]}}],
                "to": [{"kind": "Namespace", "model": {"name": "kubernetes"}, "patch": {"mutatorRef": [["displayName"]]}}],
            },
            "deny": {
                "from": [{"kind": "Namespace", "model": {"name": "kubernetes"}}],
                "to": [{"kind": "Namespace", "model": {"name": "kubernetes"}}],
            },
        }],
    }))
}

/// A Service gives its selector to the labels of Deployments, compared by the given strategy.
pub fn svc(strategy: Option<&str>) -> Relationship {
    let mut from = json!({"kind": "Service", "model": {"name": "kubernetes"}, "patch": {"mutatorRef": [["configuration", "spec", "selector"]]}});
    if let Some(strategy) = strategy {
        from["matchStrategyMatrix"] = json!([[strategy]]);
    }
    definition(json!({
        "id": "11111111-0000-4000-8000-000000000002", "kind": "edge", "type": "non-binding", "subType": "network",
        "model": {"name": "kubernetes"},
        "selectors": [{"allow": {
            "from": [from],
            "to": [{"kind": "Deployment", "model": {"name": "kubernetes"},
                    "patch": {"mutatedRef": [["configuration", "spec", "template", "metadata", "labels"]]}}],
        }}],
    }))
}

/// A Role and a ServiceAccount meet in a RoleBinding.
pub fn rbac() -> Relationship {
    definition(json!({
        "id": "00000000-0000-0000-0000-000000000050", "kind": "edge", "type": "binding", "subType": "permission",
        "model": {"name": "kubernetes"},
        "selectors": [{"allow": {
            "from": [{"kind": "Role", "model": {"name": "kubernetes"}, "match": {
                "from": [{"kind": "self", "mutatorRef": [["component", "kind"], ["displayName"]]}],
                "to": [{"kind": "RoleBinding", "mutatedRef": [["configuration", "roleRef", "kind"], ["configuration", "roleRef", "name"]]}],
            }}],
            "to": [{"kind": "ServiceAccount", "model": {"name": "kubernetes"}, "match": {
                "from": [{"kind": "RoleBinding", "mutatedRef": [["configuration", "subjects", "_", "name"]]}],
                "to": [{"kind": "self", "mutatorRef": [["displayName"]]}],
            }}],
        }}],
    }))
}

/// The containers of a Pod are shown as components.
pub fn ali() -> Relationship {
    let path = json!([["configuration", "spec", "containers", "_"]]);
    definition(json!({
        "id": "11111111-0000-4000-8000-000000000003", "kind": "hierarchical", "type": "parent", "subType": "alias",
        "model": {"name": "kubernetes"},
        "selectors": [{"allow": {
            "from": [{"kind": "Container", "model": {"name": "kubernetes"}, "patch": {"mutatorRef": path}}],
            "to": [{"kind": "Pod", "model": {"name": "kubernetes"}, "patch": {"mutatedRef": path}}],
        }}],
    }))
}

/// Components with an equal label belong together.
pub fn sib() -> Relationship {
    let side = json!([{"kind": "*", "model": {"name": "*"}, "match": {"refs": [["configuration", "metadata", "labels"]]}}]);
    definition(json!({
        "id": "11111111-0000-4000-8000-000000000004", "kind": "hierarchical", "type": "sibling", "subType": "matchLabels",
        "model": {"name": "kubernetes"},
        "selectors": [{"allow": {"from": side, "to": side}}],
    }))
}

/// A filter is carried in the configuration of the EnvoyFilter that holds it.
pub fn wal() -> Relationship {
    definition(json!({
        "id": "11111111-0000-4000-8000-000000000005", "kind": "hierarchical", "type": "parent", "subType": "wallet",
        "model": {"name": "kubernetes"},
        "selectors": [{"allow": {
            "from": [{"kind": "WASMFilter", "model": {"name": "kubernetes"}, "patch": {"mutatorRef": [["displayName"]]}}],
            "to": [{"kind": "EnvoyFilter", "model": {"name": "kubernetes"}, "patch": {"mutatedRef": [["configuration", "spec", "filter"]]}}],
        }}],
    }))
}

/// Evaluates without a registry.
pub fn run(design: Design, definitions: &[Relationship]) -> Evaluation {
    let (compiled, findings) = Definitions::compile(definitions);
    assert_eq!(findings, [], "all definitions are usable");
    evaluate(design, &compiled, &NoCatalog, &Options::default()).expect("it is within the limits")
}

/// The actions in wire form.
pub fn actions(evaluation: &Evaluation) -> Vec<Value> {
    evaluation.actions.iter().map(|action| serde_json::to_value(action).expect("actions are JSON")).collect()
}

/// The names of the actions.
pub fn ops(evaluation: &Evaluation) -> Vec<String> {
    actions(evaluation).iter().map(|action| action["op"].as_str().expect("an op").to_owned()).collect()
}

/// Asserts that evaluating the result again changes nothing.
pub fn assert_at_rest(evaluation: &Evaluation, definitions: &[Relationship]) {
    let again = run(evaluation.design.clone(), definitions);
    assert_eq!(actions(&again), Vec::<Value>::new(), "the result is at rest");
    assert_eq!(again.design, evaluation.design, "the result stays as it is, version included");
}

/// Ends of all relationships by display name, sorted.
pub fn relations(evaluation: &Evaluation) -> Vec<(String, String)> {
    let name = |id: Option<meshery_model::ComponentId>| {
        let component = evaluation.design.components.iter().find(|component| Some(component.id) == id);
        component.map_or_else(|| "?".to_owned(), |component| component.display_name.clone())
    };
    let mut ends: Vec<_> = evaluation
        .design
        .relationships
        .iter()
        .map(|relationship| (name(relationship.from_id()), name(relationship.to_id())))
        .collect();
    ends.sort();
    ends
}

/// The configuration of a component.
pub fn configuration<'e>(evaluation: &'e Evaluation, id: &str) -> &'e Value {
    let component = evaluation.design.components.iter().find(|component| component.id.to_string() == id);
    &component.expect("the component is there").configuration
}
