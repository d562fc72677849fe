//! What lives in different namespaces is not related by its name alone.

use meshery_builtin::index;
use meshery_evaluator::{Definitions, Options, evaluate};
use meshery_model::{Component, Design};
use serde_json::{Value, json};

fn component(number: usize, (version, kind): (&str, &str), name: &str, configuration: &Value) -> Component {
    let document = json!({
        "id": format!("aaaaaaaa-0000-4000-8000-{number:012}"), "displayName": name,
        "component": {"kind": kind, "version": version}, "model": {"name": "kubernetes"}, "configuration": configuration,
    });
    serde_json::from_value(document).expect("a component")
}

/// The kinds at both ends of all relationships of a class, with the name of `from`.
fn related(sub_type: &str, components: Vec<Component>) -> Vec<(String, String)> {
    let (definitions, _) = Definitions::compile(&index().relationship_definitions());
    let options = Options { keep_values: true, ..Options::default() };
    let design = Design { components, ..Design::default() };
    let design = evaluate(design, &definitions, index(), &options).expect("small").design;
    let name = |id| {
        design
            .components
            .iter()
            .find(|one| Some(one.id) == id)
            .map(|one| one.display_name.clone())
            .unwrap_or_default()
    };
    design
        .relationships
        .iter()
        .filter(|relationship| relationship.sub_type == sub_type)
        .map(|relationship| (name(relationship.from_id()), name(relationship.to_id())))
        .collect()
}

const RBAC: &str = "rbac.authorization.k8s.io/v1";

fn permission(role: (&str, &str, Value), binding: &str, subject_namespace: &str) -> Vec<(String, String)> {
    let (kind, name, configuration) = role;
    let grants = json!({
        "metadata": {"namespace": "nn"}, "roleRef": {"kind": kind, "name": name},
        "subjects": [{"kind": "ServiceAccount", "name": "robot", "namespace": subject_namespace}],
    });
    related(
        "permission",
        vec![
            component(1, (RBAC, kind), name, &configuration),
            component(2, (RBAC, binding), "b", &grants),
            component(
                3,
                ("v1", "ServiceAccount"),
                "robot",
                &json!({"metadata": {"namespace": subject_namespace}}),
            ),
        ],
    )
}

#[test]
fn a_role_binding_grants_roles_of_its_own_namespace_only() {
    let role = |namespace: &str| ("Role", "r", json!({"metadata": {"namespace": namespace}}));
    let granted = vec![("r".to_owned(), "robot".to_owned())];
    assert_eq!(permission(role("nn"), "RoleBinding", "nn"), granted);
    assert_eq!(permission(role("nn"), "RoleBinding", "other"), granted, "subjects may live elsewhere");
    assert_eq!(permission(role("other"), "RoleBinding", "nn"), []);
    assert_eq!(
        permission(("Role", "r", json!({})), "RoleBinding", "nn"),
        granted,
        "its namespace was left out"
    );
}

#[test]
fn cluster_roles_are_granted_in_every_namespace() {
    let granted = vec![("r".to_owned(), "robot".to_owned())];
    assert_eq!(permission(("ClusterRole", "r", json!({})), "RoleBinding", "nn"), granted);
    assert_eq!(permission(("ClusterRole", "r", json!({})), "ClusterRoleBinding", "other"), granted);
}

#[test]
fn a_pod_mounts_by_claims_of_its_own_namespace_only() {
    let mounts = |namespace: &str| {
        let volumes = json!([{"name": "data", "persistentVolumeClaim": {"claimName": "c"}}]);
        related(
            "mount",
            vec![
                component(
                    1,
                    ("v1", "Pod"),
                    "p",
                    &json!({"metadata": {"namespace": "nn"}, "spec": {"volumes": volumes}}),
                ),
                component(
                    2,
                    ("v1", "PersistentVolumeClaim"),
                    "c",
                    &json!({"metadata": {"namespace": namespace}, "spec": {"volumeName": "v"}}),
                ),
                component(3, ("v1", "PersistentVolume"), "v", &json!({})),
            ],
        )
    };
    assert_eq!(mounts("nn"), [("p".to_owned(), "v".to_owned())]);
    assert_eq!(mounts("other"), []);
}
