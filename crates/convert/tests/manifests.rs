//! Manifests become designs and come back without loss.

mod common;

use std::path::Path;

use common::{imported, one, read, round_trip, try_import};
use meshery_convert::{Error, SourceType, manifest};
use serde_json::{Value, json};

const SHOP: &str = "
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels: {app: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: example.org/web:1
        ports: [{containerPort: 8080}]
status:
  readyReplicas: 2
";

#[test]
fn objects_become_components_of_registered_kinds() {
    let imported = imported(SHOP);
    assert_eq!(imported.source_type, SourceType::KubernetesManifest);
    assert_eq!(imported.design.name, "shop", "the file's name without its ending");
    assert_eq!(imported.warnings, []);
    let deployment = &imported.design.components[1];
    assert_eq!((deployment.kind(), deployment.api_version()), ("Deployment", "apps/v1"));
    assert_eq!((deployment.display_name.as_str(), deployment.model_name()), ("web", "kubernetes"));
    let configuration = deployment.configuration.as_object().expect("a map");
    assert_eq!(configuration.keys().collect::<Vec<_>>(), ["metadata", "spec"]);
}

#[test]
fn what_was_imported_comes_back() {
    assert_eq!(round_trip(SHOP), read(SHOP).expect("it is YAML"), "status and order included");
}

#[test]
fn unknown_kinds_are_kept_marked_and_reported() {
    let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\napiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: 3}\n";
    let imported = imported(text);
    let widget = &imported.design.components[1];
    assert_eq!(widget.metadata.extra["isUnknown"], true);
    assert_eq!(widget.configuration["spec"], json!({"size": 3}));
    let warning = &imported.warnings[0];
    assert_eq!((warning.code.as_str(), warning.line), ("meshery-server-1041", Some(5)));
    assert!(warning.message.contains("Widget of example.org/v1"), "{}", warning.message);
    assert_eq!(round_trip(text), read(text).expect("it is YAML"));
}

#[test]
fn objects_of_the_same_name_are_both_kept() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: v}\n";
    let imported = imported(text);
    assert_ne!(imported.design.components[0].id, imported.design.components[1].id);
    assert_eq!(
        (imported.warnings[0].code.as_str(), imported.warnings[0].line),
        ("meshery-server-1040", Some(5))
    );
    assert!(imported.warnings[0].message.contains("first at line 1"), "{}", imported.warnings[0].message);
    assert_eq!(round_trip(text).len(), 2);
}

#[test]
fn objects_of_the_same_name_in_two_namespaces_are_two_objects() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: x}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: y}\n";
    assert_eq!(imported(text).warnings, []);
}

#[test]
fn nameless_objects_stay_nameless_and_renamed_ones_are_renamed() {
    for text in [
        "apiVersion: v1\nkind: Pod\nmetadata: {generateName: job-}\nspec: {}\n",
        "apiVersion: kustomize.config.k8s.io/v1\nkind: Component\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: b}}\n",
    ] {
        assert_eq!(round_trip(text), read(text).expect("it is YAML"), "{text}");
    }
    let mut design = imported(SHOP).design;
    design.components[0].display_name = "market".to_owned();
    design.components[1].display_name = "The web shop".to_owned();
    let objects = manifest::to_objects(&design);
    assert_eq!(objects[0]["metadata"]["name"], "market");
    assert_eq!(objects[1]["metadata"]["name"], "web", "a title is no name");
}

#[test]
fn importing_twice_gives_the_same_ids() {
    let ids = || imported(SHOP).design.components.iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(ids(), ids());
}

#[test]
fn comments_and_empty_documents_are_passed_over() {
    let text = format!("# a comment\n---\n---\n{SHOP}\n---\n# the end\n");
    assert_eq!(imported(&text).design.components.len(), 2);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let text = format!("\u{feff}{}", SHOP.replace('\n', "\r\n"));
    assert_eq!(round_trip(&text), read(SHOP).expect("it is YAML"));
}

/// The error an import meets, as code and line.
fn refusal(bytes: &[u8]) -> (String, Option<usize>) {
    use meshery_errors::Coded as _;
    let error = try_import(bytes).expect_err("it is refused");
    (error.code().as_str().to_owned(), error.location().map(|place| place.line))
}

#[test]
fn what_can_not_be_imported_is_refused_with_code_and_line() {
    let code = |number: u16| format!("meshery-server-{number}");
    assert_eq!(refusal(b""), (code(1010), None));
    assert_eq!(refusal(b" \n\t\n"), (code(1010), None));
    assert_eq!(refusal(b"# only a comment\n"), (code(1010), None));
    assert_eq!(refusal(b"\x00\x01\x02"), (code(1011), Some(1)));
    assert_eq!(refusal(b"\xff\xfea\x00"), (code(1011), Some(1)));
    assert_eq!(refusal(b"apiVersion: v1\nkind: Pod\0\n"), (code(1011), Some(2)));
    assert_eq!(refusal(b"a: 1\nb: \xc3\xa9 \xff\n"), (code(1011), Some(2)));
    assert_eq!(refusal(b"apiVersion: v1\nkind: [Pod\n").0, code(1012));
    assert_eq!(refusal(b"apiVersion: v1\nkind: Pod\nkind: Pod\n"), (code(1013), Some(3)));
    assert_eq!(refusal("[".repeat(10_000).as_bytes()).0, code(1014));
    assert_eq!(refusal(b"apiVersion: v1\nkind: Pod\n---\nkind: Pod\n"), (code(1015), Some(4)));
    assert_eq!(refusal(b"\x1f\x8b\x08\x00"), (code(1016), None));
    assert_eq!(refusal(b"services:\n  web: {image: nginx}\n"), (code(1016), None));
    assert_eq!(refusal(b"just a text"), (code(1017), Some(1)));
    assert_eq!(refusal(b"a: 1\n"), (code(1017), Some(1)));
}

#[test]
fn too_many_objects_are_refused() {
    let limits = meshery_convert::Limits { max_components: 1, ..meshery_convert::Limits::default() };
    let result = meshery_convert::import(SHOP.as_bytes(), None, None, meshery_builtin::index(), &limits);
    assert!(matches!(result, Err(Error::Limit { key: "limits.components", .. })), "{result:?}");
}

#[test]
fn real_manifests_come_back_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    for kind in ["manifests", "crds"] {
        let Ok(entries) = std::fs::read_dir(folder.join(kind)) else { return };
        for entry in entries {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            let objects: Vec<Value> =
                read(&text).expect("it is YAML").into_iter().filter(|value| !value.is_null()).collect();
            assert_eq!(round_trip(&text), objects, "{}", path.display());
        }
    }
}

#[test]
fn json_is_a_manifest_too() {
    let object = json!({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s"}, "spec": {"ports": [{"port": 80}]}});
    assert_eq!(round_trip(&serde_json::to_string_pretty(&object).expect("JSON")), [object]);
    assert_eq!(one("{\"a\": \"\\u00e9\\ud83e\\udd80\"}")["a"], "é🦀");
}

#[test]
fn only_kustomize_s_own_kustomization_is_another_format() {
    let flux = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\n";
    assert_eq!(imported(flux).design.components.len(), 1);
    for version in ["apiVersion: kustomize.config.k8s.io/v1beta1\n", ""] {
        let text = format!("{version}kind: Kustomization\nresources: [a.yaml]\n");
        assert!(matches!(try_import(text.as_bytes()), Err(Error::Unsupported { .. })), "{text}");
    }
}
