//! What the engine promises beyond the worked examples.

#![allow(
    clippy::needless_pass_by_value,
    reason = "`json!` makes values, and tests read better without borrowing them"
)]

mod common;

use std::sync::Arc;

use common::{
    A, B, C, D, actions, ali, assert_at_rest, component, configuration, definition, design, nsd, of_model,
    ops, rbac, relations, run, sib, svc, wal,
};
use meshery_evaluator::{Definitions, NoCatalog, Options, evaluate, explain};
use meshery_model::{Relationship, Status};
use serde_json::{Value, json};

/// `from` gives its name to a place of `to`.
fn reference(from: &str, to: &str, place: &Value) -> Relationship {
    definition(json!({
        "id": "22222222-0000-4000-8000-000000000001", "kind": "edge", "type": "non-binding", "subType": "reference",
        "model": {"name": "kubernetes"},
        "selectors": [{"allow": {
            "from": [{"kind": from, "model": {"name": "kubernetes"}, "patch": {"mutatorRef": [["displayName"]]}}],
            "to": [{"kind": to, "model": {"name": "kubernetes"}, "patch": {"mutatedRef": [place]}}],
        }}],
    }))
}

#[test]
fn kinds_match_whole_names_only() {
    let place = json!(["configuration", "ref"]);
    let input = design(vec![
        component(A, "ConfigMap", "settings", json!({})),
        component(B, "Pod", "pod", json!({"ref": "settings"})),
        component(C, "PodTemplate", "template", json!({"ref": "settings"})),
    ]);
    let related = |kind: &str| relations(&run(input.clone(), &[reference("ConfigMap", kind, &place)]));
    assert_eq!(related("Pod"), [("settings".into(), "pod".into())]);
    assert_eq!(related("Pod.*"), [("settings".into(), "pod".into()), ("settings".into(), "template".into())]);
    assert_eq!(related("od.*"), [], "patterns are anchored");
}

#[test]
fn a_pattern_that_is_none_is_reported() {
    let (compiled, findings) = Definitions::compile(&[reference("Pod(", "Pod", &json!(["configuration"]))]);
    assert_eq!((compiled.len(), findings.len()), (0, 1));
    assert!(findings[0].message.contains("`Pod(`"), "{}", findings[0].message);
}

#[test]
fn models_and_denials_are_heeded() {
    let place = json!(["configuration", "ref"]);
    let input = design(vec![
        component(A, "ConfigMap", "settings", json!({})),
        of_model("other", B, "Pod", "foreign", json!({"ref": "settings"})),
        component(C, "Pod", "own", json!({"ref": "settings"})),
    ]);
    let mut definition = reference("ConfigMap", "Pod", &place);
    assert_eq!(
        relations(&run(input.clone(), std::slice::from_ref(&definition))),
        [("settings".into(), "own".into())]
    );
    definition.selectors[0].deny = Some(definition.selectors[0].allow.clone());
    assert_eq!(relations(&run(input, &[definition])), []);
}

#[test]
fn definitions_of_models_that_are_not_in_the_design_take_no_part() {
    let input =
        design(vec![of_model("other", A, "Pod", "pod", json!({"metadata": {"namespace": "default"}}))]);
    assert_eq!(ops(&run(input, &[nsd()])), [""; 0]);
}

#[test]
fn a_layer_that_is_off_is_left_out() {
    let mut input = design(vec![component(A, "Pod", "pod", json!({"metadata": {"namespace": "default"}}))]);
    input.preferences = Some(json!({"layers": {"relationships": {"hierarchical-parent-inventory": false}}}));
    assert_eq!(ops(&run(input, &[nsd()])), [""; 0]);
}

#[test]
fn ignored_relationships_are_left_alone_and_count_as_there() {
    let input = design(vec![
        component(A, "WASMFilter", "limits", json!({})),
        component(B, "EnvoyFilter", "envoy", json!({"spec": {"filter": "limits"}})),
    ]);
    let mut edited = run(input, &[wal()]).design;
    Arc::make_mut(&mut edited.relationships[0]).status = Some(Status::Ignored);
    edited.components[0].display_name = "renamed".to_owned();
    let result = run(edited.clone(), &[wal()]);
    assert_eq!(ops(&result), [""; 0], "no patch");
    edited.components.remove(0);
    assert_eq!(ops(&run(edited, &[wal()])), [""; 0], "no deletion either");
}

#[test]
fn annotations_are_never_found_and_never_removed() {
    let mut drawn = svc(None);
    drawn.metadata = Some(Arc::new(json!({"isAnnotation": true})));
    let labels =
        json!({"spec": {"selector": {"app": "web"}, "template": {"metadata": {"labels": {"app": "web"}}}}});
    let mut input = design(vec![
        component(A, "Service", "svc", labels.clone()),
        component(B, "Deployment", "web", labels),
    ]);
    assert_eq!(ops(&run(input.clone(), std::slice::from_ref(&drawn))), [""; 0]);
    input.relationships.push(Arc::new(drawn));
    assert_eq!(run(input, &[]).design.relationships.len(), 1, "though it has no ends");
}

#[test]
fn keys_may_contain_dots_and_slashes() {
    let place = json!(["configuration", "metadata", "annotations", "security.example.org/policy"]);
    let mut definition = reference("Policy", "Pod", &place);
    definition.selectors[0].allow.from[0].id = Some(component(A, "", "", json!({})).id);
    definition.selectors[0].allow.to[0].id = Some(component(B, "", "", json!({})).id);
    definition.status = Some(Status::Pending);
    let mut input =
        design(vec![component(A, "Policy", "strict", json!({})), component(B, "Pod", "pod", json!({}))]);
    input.relationships.push(Arc::new(definition));
    let result = run(input, &[]);
    let expected = json!({"metadata": {"annotations": {"security.example.org/policy": "strict"}}});
    assert_eq!(configuration(&result, B), &expected);
}

#[test]
fn two_patches_of_one_component_both_reach_the_client() {
    let first = reference("ConfigMap", "Pod", &json!(["configuration", "map"]));
    let mut second = reference("Secret", "Pod", &json!(["configuration", "secret"]));
    second.id = serde_json::from_value(json!("22222222-0000-4000-8000-000000000002")).expect("an id");
    let definitions = [first, second];
    let input = design(vec![
        component(A, "ConfigMap", "map", json!({})),
        component(B, "Secret", "secret", json!({})),
        component(C, "Pod", "pod", json!({"map": "map", "secret": "secret"})),
    ]);
    let mut edited = run(input, &definitions).design;
    edited.components[0].display_name = "other-map".to_owned();
    edited.components[1].display_name = "other-secret".to_owned();
    let result = run(edited, &definitions);
    assert_eq!(ops(&result), ["update_component_configuration", "update_component_configuration"]);
    assert_eq!(configuration(&result, C), &json!({"map": "other-map", "secret": "other-secret"}));
}

#[test]
fn names_are_written_where_names_are() {
    // A value that goes to `displayName` is a member of the component, not of its configuration.
    let mut definition = reference("Parent", "Child", &json!(["displayName"]));
    definition.selectors[0].allow.from[0].id = Some(component(A, "", "", json!({})).id);
    definition.selectors[0].allow.to[0].id = Some(component(B, "", "", json!({})).id);
    definition.status = Some(Status::Pending);
    let mut input =
        design(vec![component(A, "Parent", "new", json!({})), component(B, "Child", "old", json!({}))]);
    input.relationships.push(Arc::new(definition));
    let result = run(input, &[]);
    assert_eq!(ops(&result)[1], "update_component");
    assert_eq!(result.design.components[1].display_name, "new");
    assert_eq!(result.design.components[1].configuration, json!({}));
}

#[test]
fn a_wildcard_stands_for_any_element_and_the_instance_says_which() {
    let place = json!(["configuration", "volumes", "_", "configMap", "name"]);
    let definitions = [reference("ConfigMap", "Pod", &place)];
    let volumes =
        json!({"volumes": [{"emptyDir": {}}, {"configMap": {"name": "settings"}}, {"hostPath": {}}]});
    let input =
        design(vec![component(A, "ConfigMap", "settings", json!({})), component(B, "Pod", "pod", volumes)]);
    let result = run(input, &definitions);
    let patch = result.design.relationships[0].selectors[0].allow.to[0].patch.clone().expect("a patch");
    let expected: Vec<String> =
        ["configuration", "volumes", "1", "configMap", "name"].map(str::to_owned).into();
    assert_eq!(patch.mutated_ref, Some(vec![expected]));

    let mut renamed = result.design;
    renamed.components[0].display_name = "other".to_owned();
    let result = run(renamed, &definitions);
    assert_eq!(configuration(&result, B)["volumes"][1]["configMap"]["name"], "other");
    assert_at_rest(&result, &definitions);
}

#[test]
fn wildcards_with_one_beginning_mean_one_element() {
    let mut definition = svc(None);
    let paths = |refs: Value| serde_json::from_value(refs).expect("paths");
    let allow = &mut definition.selectors[0].allow;
    Arc::make_mut(allow.from[0].patch.as_mut().expect("a patch")).mutator_ref =
        Some(paths(json!([["configuration", "port"], ["configuration", "protocol"]])));
    Arc::make_mut(allow.to[0].patch.as_mut().expect("a patch")).mutated_ref = Some(paths(json!([
        ["configuration", "ports", "_", "port"],
        ["configuration", "ports", "_", "protocol"]
    ])));
    let related = |ports: Value| {
        let service = component(A, "Service", "svc", json!({"port": 53, "protocol": "UDP"}));
        let input = design(vec![service, component(B, "Deployment", "dns", json!({"ports": ports}))]);
        run(input, std::slice::from_ref(&definition)).design.relationships.len()
    };
    assert_eq!(related(json!([{"port": 80, "protocol": "TCP"}, {"port": 53, "protocol": "UDP"}])), 1);
    assert_eq!(related(json!([{"port": 53, "protocol": "TCP"}, {"port": 80, "protocol": "UDP"}])), 0);
}

#[test]
fn numbers_may_equal_texts_where_the_definition_says_so() {
    let mut definition = svc(Some("equal_as_strings"));
    let place = vec![vec!["configuration".to_owned(), "port".to_owned()]];
    let allow = &mut definition.selectors[0].allow;
    Arc::make_mut(allow.from[0].patch.as_mut().expect("a patch")).mutator_ref = Some(place.clone());
    Arc::make_mut(allow.to[0].patch.as_mut().expect("a patch")).mutated_ref = Some(place);
    let input = design(vec![
        component(A, "Service", "svc", json!({"port": 80})),
        component(B, "Deployment", "web", json!({"port": "80"})),
    ]);
    assert_eq!(run(input.clone(), std::slice::from_ref(&definition)).design.relationships.len(), 1);
    definition.selectors[0].allow.from[0].match_strategy_matrix = None;
    assert_eq!(run(input, &[definition]).design.relationships.len(), 0);
}

#[test]
fn an_empty_binding_is_claimed_once() {
    let input = design(vec![
        component(A, "RoleBinding", "empty", json!({})),
        component(B, "Role", "first", json!({})),
        component(C, "Role", "second", json!({})),
        component(D, "ServiceAccount", "account", json!({})),
    ]);
    let result = run(input, &[rbac()]);
    assert_eq!(relations(&result), [("first".into(), "account".into())]);
    assert_at_rest(&result, &[rbac()]);
}

#[test]
fn a_binding_that_names_its_ends_relates_those_and_no_others() {
    let binding = json!({"roleRef": {"kind": "Role", "name": "second"}, "subjects": [{"name": "one"}, {"name": "two"}]});
    let input = design(vec![
        component(A, "RoleBinding", "binding", binding),
        component(B, "Role", "first", json!({})),
        component(C, "Role", "second", json!({})),
        component(D, "ServiceAccount", "two", json!({})),
    ]);
    let result = run(input, &[rbac()]);
    assert_eq!(relations(&result), [("second".into(), "two".into())]);
    assert_eq!(ops(&result), ["add_relationship"], "nothing has to be carried over");
    assert_at_rest(&result, &[rbac()]);
}

#[test]
fn namespaces_keep_apart_what_a_definition_wants_kept_apart() {
    let mut definition = reference("ConfigMap", "Pod", &json!(["configuration", "ref"]));
    definition.metadata = Some(Arc::new(json!({"sameNamespace": true})));
    let in_namespace = |namespace: &str| json!({"metadata": {"namespace": namespace}, "ref": "settings"});
    let input = design(vec![
        component(A, "ConfigMap", "settings", in_namespace("shop")),
        component(B, "Pod", "near", in_namespace("shop")),
        component(C, "Pod", "far", in_namespace("bank")),
        component(D, "Pod", "anywhere", json!({"ref": "settings"})),
    ]);
    let result = run(input, &[definition]);
    assert_eq!(
        relations(&result),
        [("settings".into(), "anywhere".into()), ("settings".into(), "near".into())]
    );
}

#[test]
fn what_a_person_deleted_is_not_found_again_in_the_same_request() {
    let binding = json!({"roleRef": {"kind": "Role", "name": "role"}, "subjects": [{"name": "account"}]});
    let input = design(vec![
        component(A, "Role", "role", json!({})),
        component(B, "RoleBinding", "binding", binding),
        component(C, "ServiceAccount", "account", json!({})),
    ]);
    let mut edited = run(input, &[rbac()]).design;
    Arc::make_mut(&mut edited.relationships[0]).status = Some(Status::Deleted);
    // The Namespace that this Pod implies makes a second pass necessary.
    edited.components.push(component(D, "Pod", "pod", json!({"metadata": {"namespace": "default"}})));
    let result = run(edited, &[rbac(), nsd()]);
    assert_eq!(result.passes, 2);
    assert!(result.design.relationships.iter().all(|one| one.kind != "edge"), "{:?}", relations(&result));
}

#[test]
fn definitions_that_contradict_each_other_are_stopped_and_reported() {
    let mut there = reference("A", "B", &json!(["configuration", "value"]));
    let mut back = there.clone();
    back.id = serde_json::from_value(json!("22222222-0000-4000-8000-000000000009")).expect("an id");
    let set = |one: &mut Relationship, giver: &str, receiver: &str, value: &str| {
        let allow = &mut one.selectors[0].allow;
        allow.from[0].id = Some(component(giver, "", "", json!({})).id);
        allow.to[0].id = Some(component(receiver, "", "", json!({})).id);
        let mutator = vec![vec!["configuration".to_owned(), value.to_owned()]];
        Arc::make_mut(allow.from[0].patch.as_mut().expect("a patch")).mutator_ref = Some(mutator);
    };
    set(&mut there, A, C, "one");
    set(&mut back, B, C, "two");
    let mut input = design(vec![
        component(A, "A", "a", json!({"one": 1})),
        component(B, "A", "b", json!({"two": 2})),
        component(C, "B", "c", json!({"value": 0})),
    ]);
    input.relationships = vec![Arc::new(there), Arc::new(back)];
    let result = run(input, &[]);
    assert!(!result.depth_exhausted);
    assert!(
        result.trace.policy_actions.iter().any(|remark| remark.contains("contradict")),
        "{:?}",
        result.trace.policy_actions
    );
}

#[test]
fn aliases_that_stand_for_each_other_end_nowhere_but_end() {
    let alias = |id: &str, from: &str, to: &str| {
        let mut one = ali();
        one.id = serde_json::from_value(json!(id)).expect("an id");
        one.status = Some(Status::Approved);
        let allow = &mut one.selectors[0].allow;
        allow.from[0].id = Some(component(from, "", "", json!({})).id);
        allow.to[0].id = Some(component(to, "", "", json!({})).id);
        Arc::new(one)
    };
    let mut input =
        design(vec![component(A, "Container", "a", json!({})), component(B, "Container", "b", json!({}))]);
    input.relationships = vec![alias(C, A, B), alias(D, B, A)];
    assert!(!run(input, &[ali()]).depth_exhausted);
}

#[test]
fn more_than_a_hundred_relationships_are_approved_in_one_pass() {
    let pods = (1..=150_u128).map(|number| {
        let id = uuid::Uuid::from_u128(number).to_string();
        component(&id, "Pod", "pod", json!({"metadata": {"namespace": "default"}}))
    });
    let namespace = component(A, "Namespace", "default", json!({}));
    let result = run(design(pods.chain([namespace]).collect()), &[nsd()]);
    assert_eq!(result.design.relationships.len(), 150);
    assert!(result.design.relationships.iter().all(|one| one.status == Some(Status::Approved)));
}

#[test]
fn a_group_whose_members_change_is_replaced() {
    let pod = |id: &str| component(id, "Pod", id, json!({"metadata": {"labels": {"app": "web"}}}));
    let mut grown = run(design(vec![pod(A), pod(B)]), &[sib()]).design;
    assert_eq!(grown.relationships.len(), 1);
    grown.components.push(pod(C));
    let result = run(grown, &[sib()]);
    assert_eq!(result.design.relationships.len(), 1);
    assert_eq!(result.design.relationships[0].selectors[0].allow.from.len(), 3);
    assert_at_rest(&result, &[sib()]);
}

#[test]
fn groups_beyond_the_limit_are_left_out_and_reported() {
    let labels: serde_json::Map<String, Value> =
        (0..25).map(|number| (format!("l{number:02}"), json!("x"))).collect();
    let pod = |id: &str| component(id, "Pod", id, json!({"metadata": {"labels": labels}}));
    let result = run(design(vec![pod(A), pod(B)]), &[sib()]);
    assert_eq!(result.design.relationships.len(), 20);
    assert!(result.trace.policy_actions[0].contains("5 groups"), "{:?}", result.trace.policy_actions);
}

#[test]
fn only_what_changed_is_returned_when_that_is_asked_for() {
    let (definitions, _) = Definitions::compile(&[nsd()]);
    let input = design(vec![
        component(A, "Pod", "pod", json!({"metadata": {"namespace": "default"}})),
        component(B, "Pod", "homeless", json!({})),
    ]);
    let options = Options { return_diff_only: true, ..Options::default() };
    let result = evaluate(input, &definitions, &NoCatalog, &options).expect("it is within the limits");
    let names: Vec<_> = result.design.components.iter().map(|one| one.display_name.as_str()).collect();
    assert_eq!(names, ["default"], "the Namespace was added, the Pods are as they were");
    assert_eq!(result.design.relationships.len(), 1, "found in a later pass, over the whole design");
}

#[test]
fn a_relationship_explains_itself() {
    let labels = json!({"app": "web"});
    let input = design(vec![
        component(A, "Service", "svc", json!({"spec": {"selector": labels}})),
        component(B, "Deployment", "web", json!({"spec": {"template": {"metadata": {"labels": labels}}}})),
    ]);
    let sources = [svc(None)];
    let result = run(input, &sources);
    let (definitions, _) = Definitions::compile(&sources);
    let explanation =
        explain(&result.design, &definitions, result.design.relationships[0].id).expect("it is there");
    assert_eq!(explanation.definitions, [sources[0].id]);
    assert_eq!(explanation.from.map(|id| id.to_string()), Some(A.to_owned()));
    let pair = &explanation.pairs[0];
    assert_eq!((pair.from_value.as_ref(), pair.to_value.as_ref()), (Some(&labels), Some(&labels)));
    assert!(pair.from_gives);
    assert!(explain(&result.design, &definitions, sources[0].id).is_none(), "no such relationship");
}

#[test]
fn changes_are_listed_in_the_order_in_which_they_happen() {
    let input = design(vec![component(
        A,
        "Pod",
        "web",
        json!({
            "metadata": {"namespace": "default"}, "spec": {"containers": [{"name": "app"}]},
        }),
    )]);
    let result = run(input, &[nsd(), ali()]);
    assert_eq!(ops(&result), ["add_relationship", "add_component", "add_component", "add_relationship"]);
    let added: Vec<_> =
        actions(&result)[1..3].iter().map(|one| one["value"]["item"]["displayName"].clone()).collect();
    assert_eq!(added, ["default", "containers.0"]);
}
