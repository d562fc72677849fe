//! Imported, looked at for relationships and exported again, a manifest says what it said before.

mod common;

use std::path::Path;

use common::{imported, read};
use meshery_convert::{design, manifest};
use meshery_evaluator::{Definitions, Options, evaluate};
use meshery_model::Design;
use serde_json::{Value, json};

/// Imports as the server does.
fn stored(text: &str) -> Design {
    let index = meshery_builtin::index();
    let (definitions, _) = Definitions::compile(&index.relationship_definitions());
    let options = Options { keep_values: true, ..Options::default() };
    evaluate(imported(text).design, &definitions, index, &options).expect("it is within the limits").design
}

fn assert_comes_back(text: &str) {
    let objects: Vec<Value> =
        read(text).expect("it is YAML").into_iter().filter(|value| !value.is_null()).collect();
    let design = stored(text);
    assert_eq!(read(&manifest::to_yaml(&design)).expect("the export is YAML"), objects, "{text}");
    let written = design::to_yaml(&design).expect("YAML");
    let again = imported(&written).design;
    assert_eq!(read(&manifest::to_yaml(&again)).expect("YAML"), objects, "by way of the design: {text}");
}

#[test]
fn a_namespace_that_nobody_wrote_is_shown_and_not_exported() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n";
    let design = stored(text);
    let kinds: Vec<_> = design.components.iter().map(meshery_model::Component::kind).collect();
    assert_eq!(kinds, ["Pod", "Namespace"]);
    assert_comes_back(text);
    let mut given = design;
    given.components[1].configuration = json!({"metadata": {"labels": {"team": "a"}}});
    let objects = manifest::to_objects(&given);
    assert_eq!(
        objects[1]["metadata"],
        json!({"labels": {"team": "a"}, "name": "shop"}),
        "now somebody wrote it"
    );
}

#[test]
fn what_is_in_no_way_a_namespace_is_none() {
    for namespace in ["\"\"", "123", "true", "[a]", "{a: b}", "null"] {
        let text = format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: {namespace}}}\n");
        assert_eq!(stored(&text).components.len(), 1, "{text}");
        assert_comes_back(&text);
    }
}

#[test]
fn bindings_are_not_filled_in() {
    assert_comes_back(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}\nrules: []\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: readers}\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: robot, namespace: shop}\n",
    );
}

#[test]
fn odd_names_and_keys_come_back() {
    for text in [
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {\"<<\": {a: 1}}\n",
        "apiVersion: v1\nkind: Namespace\nmetadata: {generateName: x-}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: x}\n",
        "apiVersion: v1\nkind: Namespace\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: namespace}\n",
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: 17}\nspec: null\n",
        "apiVersion: v1\nkind: Pod\nmetadata: none\nstatus: null\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: web}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: web, v: \"1\"}}\n",
    ] {
        assert_comes_back(text);
    }
}

#[test]
fn nothing_is_related_to_a_name_the_cluster_will_give() {
    let design = stored(
        "apiVersion: v1\nkind: Namespace\nmetadata: {generateName: x-}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: x}\n",
    );
    let generated = design.components[0].id;
    assert!(design.relationships.iter().all(|relationship| relationship.to_id() != Some(generated)));
}

#[test]
fn real_manifests_come_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/manifests");
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        assert_comes_back(&std::fs::read_to_string(entry.expect("an entry").path()).expect("a text"));
    }
}
