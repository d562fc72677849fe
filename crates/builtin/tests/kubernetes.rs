//! The Kubernetes model as it is built in.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use meshery_builtin::index;
use meshery_registry::{ComponentEntry, ComponentQuery, ModelQuery, PageSize};
use serde_json::Value;

fn everything() -> Vec<ComponentEntry<'static>> {
    let query = ComponentQuery {
        page_size: PageSize::All,
        model: Some("kubernetes".to_owned()),
        ..ComponentQuery::default()
    };
    index().find_components(&query).items
}

fn display_name(kind: &str) -> &'static str {
    index().definition(kind, None, "kubernetes").expect("a known kind").display_name()
}

#[test]
fn one_model_has_every_kind() {
    let query = ModelQuery { name: Some("kubernetes".to_owned()), ..ModelQuery::default() };
    let models = index().find_models(&query).items;
    assert_eq!(models.len(), 1);
    let model = models[0].definition();
    assert_eq!((model.name.as_str(), model.display_name.as_str()), ("kubernetes", "Kubernetes"));
    assert_eq!(
        (model.version.as_str(), model.category.name.as_str()),
        ("v1.0.0", "Orchestration & Management")
    );
    assert!(model.metadata.svg_color.starts_with("<svg") && model.metadata.svg_white.contains("#FFFFFF"));
    assert!(models[0].components_count() > 100 && models[0].relationships_count() > 40);
    assert_eq!(models[0].components_count(), everything().len());
}

#[test]
fn kinds_are_split_into_words() {
    for (kind, expected) in [
        ("CronJob", "Cron Job"),
        ("CSIDriver", "CSI Driver"),
        ("CSIStorageCapacity", "CSI Storage Capacity"),
        ("APIService", "API Service"),
        ("HorizontalPodAutoscaler", "Horizontal Pod Autoscaler"),
        ("ReplicaSet", "Replica Set"),
        ("IPAddress", "IP Address"),
        ("ServiceCIDR", "Service CIDR"),
        ("Pod", "Pod"),
    ] {
        assert_eq!(display_name(kind), expected);
    }
}

#[test]
fn every_component_is_complete() {
    for entry in everything() {
        let component = entry.to_component(false);
        let kind = entry.kind();
        assert!(!component.description.is_empty(), "{kind} has no description");
        assert_eq!(component.capabilities.len(), 8, "{kind}");
        assert_eq!(component.model_name(), "kubernetes");
        assert_eq!(component.schema_version, meshery_model::COMPONENT_SCHEMA);
        assert!(component.metadata.published && !component.metadata.is_annotation);
        let group = component.metadata.extra["group"].as_str().expect("a group");
        assert_ne!(group, "Other", "{kind} has no group");
        let styles = component.styles.expect("styles");
        assert_eq!(styles["primaryColor"], "#326CE5");
        for icon in ["svgColor", "svgWhite"] {
            let icon = styles[icon].as_str().expect("an icon");
            assert!(icon.starts_with("<svg") && !icon.contains("currentColor"), "{kind}");
        }
    }
}

#[test]
fn scopes_are_those_of_the_api() {
    for (kind, namespaced) in
        [("Deployment", true), ("Namespace", false), ("ClusterRole", false), ("Pod", true)]
    {
        let entry = index().definition(kind, None, "*").expect("a known kind");
        assert_eq!(entry.is_namespaced(), namespaced, "{kind}");
    }
}

#[test]
fn ids_never_change() {
    let deployment = index().lookup("apps/v1", "Deployment").expect("Deployment");
    assert_eq!(deployment.model().id.to_string(), "7bab78c5-f573-52d0-bf5d-08462a99a9cf");
    assert_eq!(deployment.id().to_string(), "952b8940-808c-5d8d-9166-ace4201d6a48");
}

#[test]
fn no_kind_of_the_types_crate_is_missing() {
    let folder = types_crate();
    let mut expected = BTreeSet::new();
    for file in rust_files(&folder.join("src").join(version_module(&folder))) {
        let text = std::fs::read_to_string(&file).expect("source file");
        let object = text.contains("type Ty = crate::apimachinery::pkg::apis::meta::v1::ObjectMeta;");
        if let (true, Some((_, resource))) = (object, text.split_once("impl crate::Resource for ")) {
            let constant = |name: &str| {
                let (_, rest) = resource.split_once(&format!("const {name}: &'static str = \""))?;
                rest.split_once('"').map(|(value, _)| value.to_owned())
            };
            expected.insert((constant("API_VERSION").expect("version"), constant("KIND").expect("kind")));
        }
    }
    assert!(expected.len() > 100, "the source of the types crate is not where it was");
    let known = everything();
    let known = known.iter().map(|entry| (entry.api_version().to_owned(), entry.kind().to_owned()));
    assert_eq!(known.collect::<BTreeSet<_>>(), expected);
}

#[test]
fn the_model_has_the_version_of_the_types() {
    let module = version_module(&types_crate());
    let version = everything()[0].model().model.version.clone();
    assert_eq!(format!("{}.0", module.replace('_', ".")), version);
}

/// Returns the folder of `k8s-openapi`, as cargo knows it.
fn types_crate() -> PathBuf {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "k8s-openapi").expect("k8s-openapi");
    let manifest = Path::new(package["manifest_path"].as_str().expect("manifest path"));
    manifest.parent().expect("folder").to_path_buf()
}

/// Returns the module of the version that the feature `latest` stands for, such as `v1_37`.
fn version_module(folder: &Path) -> String {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("manifest");
    let line = manifest.lines().find_map(|line| line.strip_prefix("latest = [\"")).expect("feature latest");
    line.trim_end_matches("\"]").to_owned()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The kinds a search finds, best first.
fn searched(text: &str) -> Vec<String> {
    let query = meshery_registry::ComponentQuery {
        search: Some(text.to_owned()),
        ..meshery_registry::ComponentQuery::default()
    };
    index().find_components(&query).items.iter().map(|entry| entry.kind().to_owned()).collect()
}

#[test]
fn short_names_find_their_kinds() {
    for (short, kind) in [
        ("po", "Pod"),
        ("svc", "Service"),
        ("deploy", "Deployment"),
        ("pdb", "PodDisruptionBudget"),
        ("PVC", "PersistentVolumeClaim"),
        ("netpol", "NetworkPolicy"),
        ("crds", "CustomResourceDefinition"),
    ] {
        assert_eq!(searched(short).first().map(String::as_str), Some(kind), "{short}");
    }
}

#[test]
fn a_component_of_a_design_carries_no_icons_and_no_short_names() {
    let pod = index().lookup("v1", "Pod").expect("Pod").to_declaration();
    let text = serde_json::to_string(&pod).expect("JSON");
    assert!(!text.contains("svg") && !text.contains("shortNames"), "{text}");
    assert_eq!((pod.model_name(), pod.model.display_name.as_str()), ("kubernetes", "Kubernetes"));
    assert!(pod.metadata.is_namespaced && pod.component.schema.is_none());
}
