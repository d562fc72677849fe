//! The worked examples of the engine's contract, and its vectors of deterministic ids.

#![allow(
    clippy::needless_pass_by_value,
    reason = "`json!` makes values, and tests read better without borrowing them"
)]

mod common;

use std::sync::Arc;

use common::{
    A, B, C, D, actions, ali, assert_at_rest, component, configuration, design, nsd, ops, rbac, relations,
    run, sib, svc, wal,
};
use meshery_model::{Design, Relationship, Status};
use serde_json::{Value, json};

fn in_default(id: &str, kind: &str, name: &str) -> meshery_model::Component {
    component(id, kind, name, json!({"metadata": {"namespace": "default"}}))
}

/// An evaluated design whose relationships a person may then change.
fn edit(design: &mut Design, change: impl Fn(&mut Relationship)) {
    design.relationships.iter_mut().for_each(|relationship| change(Arc::make_mut(relationship)));
}

#[test]
fn e1_children_of_a_namespace_are_found() {
    let namespace = component(A, "Namespace", "default", json!({}));
    let input =
        design(vec![namespace, in_default(B, "Deployment", "web"), in_default(C, "Service", "web-svc")]);
    let result = run(input, &[nsd()]);
    assert_eq!(ops(&result), ["add_relationship", "add_relationship"]);
    assert_eq!(relations(&result), [("web".into(), "default".into()), ("web-svc".into(), "default".into())]);
    assert!(result.design.relationships.iter().all(|one| one.status == Some(Status::Approved)));
    assert_eq!((result.passes, result.design.version.as_str()), (1, "0.0.2"));
    assert_at_rest(&result, &[nsd()]);
}

#[test]
fn e2_a_named_namespace_is_implied() {
    let result = run(design(vec![in_default(A, "Pod", "web")]), &[nsd()]);
    let actions = actions(&result);
    assert_eq!(ops(&result), ["add_component", "add_relationship"]);
    let namespace = &actions[0]["value"]["item"];
    assert_eq!(namespace["displayName"], "default");
    assert_eq!(namespace["component"]["kind"], "Namespace");
    assert_eq!(namespace["model"]["name"], "kubernetes");
    let relation = &actions[1]["value"]["item"];
    assert_eq!(
        (&relation["kind"], &relation["type"], &relation["subType"], &relation["status"]),
        (&json!("hierarchical"), &json!("parent"), &json!("inventory"), &json!("approved"))
    );
    let allow = &relation["selectors"][0]["allow"];
    assert_eq!(allow["from"][0]["id"], A);
    assert_eq!(allow["from"][0]["kind"], "Pod");
    assert_eq!(allow["from"][0]["patch"]["mutatedRef"], json!([["configuration", "metadata", "namespace"]]));
    assert_eq!(allow["to"][0]["id"], namespace["id"]);
    assert_eq!(allow["to"][0]["patch"]["mutatorRef"], json!([["displayName"]]));
    assert_eq!(result.trace.components_added.len(), 1);
    assert_eq!(result.trace.relationships_added.len(), 1);
    assert_eq!((result.passes, result.design.version.as_str()), (2, "0.0.2"), "the version is bumped once");
    assert_at_rest(&result, &[nsd()]);
}

#[test]
fn e2b_two_children_imply_one_namespace() {
    let input = design(vec![in_default(A, "Pod", "one"), in_default(B, "Pod", "two")]);
    let result = run(input, &[nsd()]);
    assert_eq!(ops(&result), ["add_component", "add_relationship", "add_relationship"]);
    assert_at_rest(&result, &[nsd()]);
}

#[test]
fn e3_children_follow_a_renamed_namespace() {
    let input = design(vec![component(A, "Namespace", "default", json!({})), in_default(B, "Pod", "web")]);
    let mut renamed = run(input, &[nsd()]).design;
    renamed.components[0].display_name = "production".to_owned();
    let result = run(renamed, &[nsd()]);
    assert_eq!(
        actions(&result),
        [json!({"op": "update_component_configuration", "value": {
            "id": B, "path": ["configuration", "metadata", "namespace"], "value": "production",
        }})]
    );
    assert_eq!(result.design.components.len(), 2, "no Namespace comes back under the old name");
    assert_at_rest(&result, &[nsd()]);
}

#[test]
fn e4_an_empty_binding_is_filled_by_its_ends() {
    let input = design(vec![
        component(A, "Role", "my-role", json!({})),
        component(B, "RoleBinding", "binding", json!({})),
        component(C, "ServiceAccount", "my-sa", json!({})),
    ]);
    let result = run(input, &[rbac()]);
    let actions = actions(&result);
    assert_eq!(actions[0]["op"], "add_relationship");
    assert_eq!(actions[0]["value"]["item"]["id"], "00bec9ce-7491-584f-bfc2-c5c57fa58c6e");
    assert_eq!(actions[0]["value"]["item"]["status"], "approved");
    let allow = &actions[0]["value"]["item"]["selectors"][0]["allow"];
    assert_eq!(allow["from"][0]["match"]["from"][0]["id"], A);
    assert_eq!(allow["from"][0]["match"]["to"][0]["id"], B);
    assert_eq!(allow["to"][0]["match"]["from"][0]["id"], B);
    assert_eq!(allow["to"][0]["match"]["to"][0]["id"], C);
    let patch = |path: Value, value: &str| json!({"op": "update_component_configuration", "value": {"id": B, "path": path, "value": value}});
    assert_eq!(
        actions[1..],
        [
            patch(json!(["configuration", "roleRef", "kind"]), "Role"),
            patch(json!(["configuration", "roleRef", "name"]), "my-role"),
            patch(json!(["configuration", "subjects", "0", "name"]), "my-sa"),
        ]
    );
    assert_eq!(
        configuration(&result, B),
        &json!({"roleRef": {"kind": "Role", "name": "my-role"}, "subjects": [{"name": "my-sa"}]})
    );
    assert_at_rest(&result, &[rbac()]);
}

fn service(selector: Value) -> meshery_model::Component {
    component(A, "Service", "svc", json!({"spec": {"selector": selector}}))
}

fn deployment(labels: Value) -> meshery_model::Component {
    component(B, "Deployment", "web", json!({"spec": {"template": {"metadata": {"labels": labels}}}}))
}

#[test]
fn e5_equal_selector_and_labels_relate() {
    let result =
        run(design(vec![service(json!({"app": "web"})), deployment(json!({"app": "web"}))]), &[svc(None)]);
    assert_eq!(relations(&result), [("svc".into(), "web".into())]);
    assert_eq!(result.design.relationships[0].status, Some(Status::Approved), "in the same pass");
    assert_eq!(result.passes, 1);
    assert_at_rest(&result, &[svc(None)]);
}

#[test]
fn e5b_unequal_selector_and_labels_do_not() {
    let labels = json!({"app": "web", "v": "1"});
    let result = run(design(vec![service(json!({"app": "web"})), deployment(labels)]), &[svc(None)]);
    assert_eq!(actions(&result), Vec::<Value>::new());
    assert_eq!(result.design.version, "0.0.1", "nothing changed, so the version stays");
}

#[test]
fn e5c_labels_that_contain_the_selector_relate_and_keep_the_rest() {
    let labels = json!({"app": "web", "v": "1"});
    let definitions = [svc(Some("to_contains_from"))];
    let result = run(design(vec![service(json!({"app": "web"})), deployment(labels.clone())]), &definitions);
    assert_eq!(relations(&result), [("svc".into(), "web".into())]);
    assert_eq!(configuration(&result, B)["spec"]["template"]["metadata"]["labels"], labels);
    assert_at_rest(&result, &definitions);

    // A label the selector now asks for is merged in.
    let mut changed = result.design;
    changed.components[0].configuration = json!({"spec": {"selector": {"app": "shop"}}});
    let result = run(changed, &definitions);
    assert_eq!(
        configuration(&result, B)["spec"]["template"]["metadata"]["labels"],
        json!({"app": "shop", "v": "1"})
    );
    assert_at_rest(&result, &definitions);
}

#[test]
fn e5d_values_missing_on_both_sides_prove_nothing() {
    let input =
        design(vec![component(A, "Service", "svc", json!({})), component(B, "Deployment", "web", json!({}))]);
    for strategy in [None, Some("equal_as_strings"), Some("to_contains_from"), Some("not_null")] {
        assert_eq!(actions(&run(input.clone(), &[svc(strategy)])), Vec::<Value>::new(), "{strategy:?}");
    }
}

fn two_containers() -> Design {
    design(vec![component(
        A,
        "Pod",
        "web",
        json!({"spec": {"containers": [{"name": "app"}, {"name": "proxy"}]}}),
    )])
}

const FIRST: &str = "93363861-1b57-5d68-b0a9-da82474823e9";
const SECOND: &str = "bee5e05e-7345-5b38-a733-27758492b3d3";

#[test]
fn e6_containers_become_alias_components() {
    let result = run(two_containers(), &[ali()]);
    let aliases: Vec<_> = result.design.components[1..]
        .iter()
        .map(|alias| (alias.id.to_string(), alias.display_name.as_str(), alias.kind(), alias.is_annotation()))
        .collect();
    assert_eq!(
        aliases,
        [
            (FIRST.into(), "containers.0", "Container", true),
            (SECOND.into(), "containers.1", "Container", true)
        ]
    );
    assert_eq!(
        relations(&result),
        [("containers.0".into(), "web".into()), ("containers.1".into(), "web".into())]
    );
    let resolved = &result.design.metadata["resolvedAliases"];
    assert_eq!(resolved[FIRST]["resolvedParentId"], A);
    assert_eq!(resolved[FIRST]["immediateParentId"], A);
    assert_eq!(resolved[FIRST]["aliasComponentId"], FIRST);
    assert_eq!(resolved[SECOND]["resolvedRefFieldPath"], json!(["configuration", "spec", "containers", "1"]));
    assert_at_rest(&result, &[ali()]);
}

#[test]
fn e6b_a_removed_container_leaves_its_pod() {
    let mut edited = run(two_containers(), &[ali()]).design;
    edited.components.retain(|component| component.id.to_string() != FIRST);
    let result = run(edited, &[ali()]);
    assert_eq!(configuration(&result, A), &json!({"spec": {"containers": [{"name": "proxy"}]}}));
    assert_eq!(relations(&result), [("containers.0".into(), "web".into())], "one container, one alias");
    assert_at_rest(&result, &[ali()]);
}

#[test]
fn e6b_an_alias_marked_as_deleted_leaves_its_pod() {
    let mut edited = run(two_containers(), &[ali()]).design;
    edit(&mut edited, |one| {
        if one.from_id().is_some_and(|id| id.to_string() == SECOND) {
            one.status = Some(Status::Deleted);
        }
    });
    let result = run(edited, &[ali()]);
    assert_eq!(configuration(&result, A), &json!({"spec": {"containers": [{"name": "app"}]}}));
    assert_eq!(result.design.components.len(), 2);
    assert_at_rest(&result, &[ali()]);
}

#[test]
fn an_alias_whose_part_is_gone_goes_too() {
    let mut edited = run(two_containers(), &[ali()]).design;
    edited.components[0].configuration = json!({"spec": {"containers": [{"name": "app"}]}});
    let result = run(edited, &[ali()]);
    assert_eq!(relations(&result), [("containers.0".into(), "web".into())]);
    assert_eq!(result.design.components.len(), 2);
    assert_eq!(result.trace.components_removed.len(), 1);
    assert_at_rest(&result, &[ali()]);
}

#[test]
fn e7_a_removed_namespace_that_children_name_comes_back() {
    let input = design(vec![
        component(A, "Namespace", "default", json!({})),
        in_default(B, "Deployment", "web"),
        in_default(C, "Service", "web-svc"),
    ]);
    let mut edited = run(input, &[nsd()]).design;
    edited.components.remove(0);
    let result = run(edited, &[nsd()]);
    assert_eq!(relations(&result), [("web".into(), "default".into()), ("web-svc".into(), "default".into())]);
    assert_eq!(result.trace.relationships_removed.len(), 2);
    assert_eq!(result.trace.components_added.len(), 1);
    assert_at_rest(&result, &[nsd()]);
}

#[test]
fn e8_equal_labels_make_groups() {
    let labels = json!({"metadata": {"labels": {"app": "meshery", "tier": "api"}}});
    let pods = [A, B, C].map(|id| component(id, "Pod", id, labels.clone()));
    let result = run(design(pods.into()), &[sib()]);
    let mut ids: Vec<_> = result.design.relationships.iter().map(|one| one.id.to_string()).collect();
    ids.sort();
    assert_eq!(ids, ["0dbe5464-a889-5031-81d5-1a80bf0b6e87", "ae916060-81cf-5d34-94e5-e18bfe57a310"]);
    for relationship in &result.design.relationships {
        let allow = &relationship.selectors[0].allow;
        assert_eq!((allow.from.len(), allow.to.len()), (3, 3));
        assert_eq!(relationship.status, Some(Status::Approved));
    }
    assert_eq!(result.passes, 1);
    assert_at_rest(&result, &[sib()]);
}

fn wallet() -> Design {
    let input = design(vec![
        component(A, "WASMFilter", "limits", json!({})),
        component(B, "EnvoyFilter", "envoy", json!({"spec": {"filter": "limits", "priority": 1}})),
    ]);
    let mut evaluated = run(input, &[wal()]).design;
    assert_eq!(evaluated.relationships.len(), 1);
    edit(&mut evaluated, |one| one.status = Some(Status::Deleted));
    evaluated
}

#[test]
fn e9_a_deleted_relationship_takes_back_what_it_brought() {
    for definitions in [&[][..], &[wal()]] {
        let result = run(wallet(), definitions);
        assert_eq!(ops(&result), ["delete_relationship", "remove_component_configuration"]);
        assert_eq!(
            actions(&result)[1]["value"],
            json!({"id": B, "path": ["configuration", "spec", "filter"]})
        );
        assert_eq!(configuration(&result, B), &json!({"spec": {"priority": 1}}));
        assert_eq!(result.design.relationships, []);
        assert_at_rest(&result, definitions);
    }
}

#[test]
fn taking_back_restores_the_schema_default() {
    let mut input = wallet();
    let schema =
        json!({"properties": {"spec": {"properties": {"filter": {"type": "string", "default": "none"}}}}});
    input.components[1].component.schema = Some(schema.to_string());
    let result = run(input, &[wal()]);
    assert_eq!(configuration(&result, B)["spec"]["filter"], "none");
}

#[test]
fn taking_back_leaves_a_value_that_has_diverged() {
    let mut input = wallet();
    input.components[1].configuration = json!({"spec": {"filter": "something else"}});
    let result = run(input, &[wal()]);
    assert_eq!(ops(&result), ["delete_relationship"]);
    assert_eq!(configuration(&result, B)["spec"]["filter"], "something else");
}

#[test]
fn an_edge_whose_end_is_missing_ends() {
    let input = design(vec![service(json!({"app": "web"})), deployment(json!({"app": "web"}))]);
    let mut edited = run(input, &[svc(None)]).design;
    edited.components.pop();
    let result = run(edited, &[svc(None)]);
    assert_eq!(ops(&result), ["update_relationship", "delete_relationship"]);
    let update = &actions(&result)[0]["value"];
    assert_eq!((&update["path"], &update["value"]), (&json!("/status"), &json!("deleted")));
}

/// Evaluates the alias of a Pod's first container with a given status, with or without that container.
fn alias_with(status: Status, has_part: bool, has_component: bool) -> meshery_evaluator::Evaluation {
    let mut input = run(two_containers(), &[ali()]).design;
    input.relationships.retain(|one| one.from_id().is_some_and(|id| id.to_string() == FIRST));
    edit(&mut input, |one| one.status = Some(status.clone()));
    if !has_component {
        input.components.truncate(1);
    }
    if !has_part {
        input.components[0].configuration = json!({"spec": {}});
    }
    run(input, &[])
}

#[test]
fn aliases_are_validated_by_their_status() {
    let is_kept = |result: &meshery_evaluator::Evaluation| !result.design.relationships.is_empty();
    assert!(is_kept(&alias_with(Status::Pending, true, false)), "pending is not invalid");
    assert!(is_kept(&alias_with(Status::Approved, true, true)), "approved and valid");
    assert!(!is_kept(&alias_with(Status::Approved, false, true)), "approved, but its part is gone");
    assert!(!is_kept(&alias_with(Status::Deleted, true, true)), "deleted");
    let mut malformed = run(two_containers(), &[ali()]).design;
    edit(&mut malformed, |one| one.selectors.clear());
    assert!(!is_kept(&run(malformed, &[])), "malformed");
}

#[test]
fn a_drawn_relationship_is_patched_and_approved() {
    let mut drawn = wal();
    let selectors = &mut drawn.selectors[0].allow;
    selectors.from[0].id = Some(component(A, "", "", json!({})).id);
    selectors.to[0].id = Some(component(B, "", "", json!({})).id);
    drawn.status = Some(Status::Pending);
    drawn.id = serde_json::from_value(json!(D)).expect("an id");
    let mut input = design(vec![
        component(A, "WASMFilter", "limits", json!({})),
        component(B, "EnvoyFilter", "envoy", json!({})),
    ]);
    input.relationships.push(Arc::new(drawn));
    let result = run(input, &[wal()]);
    assert_eq!(ops(&result), ["update_relationship", "update_component_configuration"]);
    assert_eq!(result.design.relationships[0].status, Some(Status::Approved));
    assert_eq!(configuration(&result, B), &json!({"spec": {"filter": "limits"}}));
    assert_at_rest(&result, &[wal()]);
}
