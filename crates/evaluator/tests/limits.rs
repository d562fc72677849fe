//! What a design may become is bounded, and what must stay as it is stays.

mod common;

use common::{A, B, C, ali, component, configuration, design, nsd, ops, rbac, relations, run, sib, svc};
use meshery_evaluator::{Definitions, Evaluation, Excess, Limits, NoCatalog, Options, evaluate};
use meshery_model::{Component, Design, Relationship};
use serde_json::{Value, json};

fn with(options: &Options, design: Design, definitions: &[Relationship]) -> Result<Evaluation, Excess> {
    evaluate(design, &Definitions::compile(definitions).0, &NoCatalog, options)
}

fn within(limits: Limits, design: Design, definitions: &[Relationship]) -> Result<Evaluation, Excess> {
    with(&Options { limits, ..Options::default() }, design, definitions)
}

fn id(number: usize) -> String {
    format!("aaaaaaaa-0000-4000-8000-{number:012}")
}

/// As many Services as Deployments, each selecting all of them.
fn crowd(count: usize) -> Design {
    let labels = json!({"app": "web"});
    let services = (0..count)
        .map(|n| component(&id(n), "Service", &format!("s{n}"), json!({"spec": {"selector": labels}})));
    let template = json!({"spec": {"template": {"metadata": {"labels": labels}}}});
    let deployments =
        (count..2 * count).map(|n| component(&id(n), "Deployment", &format!("d{n}"), template.clone()));
    design(services.chain(deployments).collect())
}

#[test]
fn relationships_are_bounded_while_they_are_found() {
    let limits = |relationships| Limits { relationships, ..Limits::default() };
    let all = within(limits(100), crowd(10), &[svc(None)]).expect("exactly as many as allowed");
    assert_eq!(all.design.relationships.len(), 100);
    let excess = within(limits(99), crowd(10), &[svc(None)]).expect_err("one too many");
    assert_eq!(excess, Excess::Relationships { limit: 99 });
    assert!(excess.to_string().contains("limits.relationships"), "{excess}");
    assert_eq!(within(limits(100), all.design.clone(), &[svc(None)]).expect("at rest").actions, []);
    assert!(within(limits(99), all.design, &[svc(None)]).is_err(), "a design may come with too many");
}

/// A million pairs used to be made before anybody counted them.
#[test]
fn a_crowd_is_refused_quickly() {
    let start = std::time::Instant::now();
    let limits = Limits { relationships: 1_000, ..Limits::default() };
    assert!(within(limits, crowd(1_000), &[svc(None)]).is_err());
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn siblings_count_once_each() {
    let labels = json!({"metadata": {"labels": {"app": "web", "tier": "api"}}});
    let pods = (0..10).map(|n| component(&id(n), "Pod", &format!("p{n}"), labels.clone()));
    let pods = design(pods.collect());
    let limits = |relationships| Limits { relationships, ..Limits::default() };
    assert!(within(limits(20), pods.clone(), &[sib()]).is_ok());
    assert!(within(limits(19), pods, &[sib()]).is_err());
}

#[test]
fn components_are_bounded_with_those_that_evaluation_adds() {
    let containers: Vec<Value> = (0..10).map(|n| json!({"name": n.to_string()})).collect();
    let pod = component(A, "Pod", "web", json!({"spec": {"containers": containers}}));
    let limits = |components| Limits { components, ..Limits::default() };
    assert!(within(limits(11), design(vec![pod.clone()]), &[ali()]).is_ok());
    let excess = within(limits(10), design(vec![pod]), &[ali()]).expect_err("eleven");
    assert_eq!(excess, Excess::Components { limit: 10 });
    assert!(within(limits(9), crowd(5), &[]).is_err(), "a design may come with too many");
}

fn kept(design: Design, definitions: &[Relationship]) -> Evaluation {
    with(&Options { keep_values: true, ..Options::default() }, design, definitions).expect("within limits")
}

#[test]
fn kept_values_are_neither_filled_in_nor_carried_over() {
    let role = component(A, "Role", "reader", json!({}));
    let binding = component(B, "RoleBinding", "readers", json!({}));
    let account = component(C, "ServiceAccount", "robot", json!({}));
    let all = design(vec![role, binding, account]);
    let result = kept(all.clone(), &[rbac()]);
    assert_eq!(result.actions, [], "an empty binding proves nothing");
    assert_eq!(
        configuration(&run(all, &[rbac()]), B)["roleRef"]["name"],
        "reader",
        "asked for, it is filled in"
    );

    let mut renamed = run(
        design(vec![
            component(A, "Namespace", "shop", json!({})),
            component(B, "Pod", "web", json!({"metadata": {"namespace": "shop"}})),
        ]),
        &[nsd()],
    )
    .design;
    renamed.components[0].display_name = "market".to_owned();
    let result = kept(renamed, &[nsd()]);
    assert_eq!(configuration(&result, B)["metadata"]["namespace"], "shop");
    assert_eq!(relations(&result), [("web".to_owned(), "market".to_owned())]);
}

#[test]
fn kept_values_of_relationships_that_end_stay() {
    let parts = || {
        let filter = component(A, "WASMFilter", "f", json!({}));
        design(vec![filter, component(B, "EnvoyFilter", "e", json!({"spec": {"filter": "f"}}))])
    };
    let mut ended = run(parts(), &[common::wal()]).design;
    std::sync::Arc::make_mut(&mut ended.relationships[0]).status = Some(meshery_model::Status::Deleted);
    assert_eq!(configuration(&kept(ended.clone(), &[common::wal()]), B)["spec"]["filter"], "f");
    assert_eq!(configuration(&run(ended, &[common::wal()]), B)["spec"], json!({}));
}

#[test]
fn implied_components_are_marked() {
    let pod = || component(A, "Pod", "web", json!({"metadata": {"namespace": "shop"}}));
    for evaluation in [run(design(vec![pod()]), &[nsd()]), kept(design(vec![pod()]), &[nsd()])] {
        assert_eq!(ops(&evaluation), ["add_component", "add_relationship"]);
        let implied: Vec<_> = evaluation.design.components.iter().map(Component::is_implied).collect();
        assert_eq!(implied, [false, true]);
    }
}

#[test]
fn only_texts_name_a_namespace() {
    for namespace in [json!(""), json!(123), json!(true), json!(["a"]), json!({"a": 1}), json!(null)] {
        let pod = component(A, "Pod", "web", json!({"metadata": {"namespace": namespace}}));
        assert_eq!(ops(&run(design(vec![pod]), &[nsd()])), Vec::<String>::new(), "{namespace}");
    }
}

#[test]
fn a_name_that_only_stands_in_proves_nothing() {
    let mut namespace = component(A, "Namespace", "x", json!({"metadata": {"generateName": "x-"}}));
    namespace.name_by_stand_in();
    let pod = component(B, "Pod", "web", json!({"metadata": {"namespace": "x"}}));
    let result = run(design(vec![namespace.clone(), pod.clone()]), &[nsd()]);
    let relationship = &result.design.relationships[0];
    assert_ne!(relationship.to_id(), Some(namespace.id), "it will have another name");
    namespace.display_name = "y".to_owned();
    let pod = Component { configuration: json!({"metadata": {"namespace": "y"}}), ..pod };
    assert_eq!(relations(&run(design(vec![namespace, pod]), &[nsd()])), [("web".to_owned(), "y".to_owned())]);
}
