//! What the built-in relationship definitions cover.

use std::collections::BTreeSet;

use meshery_builtin::index;
use meshery_model::{Relationship, SelectorItem};
use meshery_registry::ComponentEntry;

const WORKLOADS: [&str; 9] = [
    "CronJob",
    "DaemonSet",
    "Deployment",
    "Job",
    "Pod",
    "PodTemplate",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
];

fn relates(definition: &Relationship, from: &str, to: &str) -> bool {
    let has = |selectors: &[SelectorItem], kind: &str| {
        selectors.iter().any(|selector| selector.kind.as_deref() == Some(kind))
    };
    definition.selectors.iter().any(|set| has(&set.allow.from, from) && has(&set.allow.to, to))
}

fn related(sub_type: &str, from: &str, to: &str) -> bool {
    let definitions = index().relationship_definitions();
    definitions
        .iter()
        .filter(|definition| definition.sub_type == sub_type)
        .any(|definition| relates(definition, from, to))
}

#[test]
fn workloads_relate_to_what_they_name() {
    for from in WORKLOADS {
        for to in [
            "ConfigMap",
            "Secret",
            "PersistentVolumeClaim",
            "ServiceAccount",
            "PriorityClass",
            "RuntimeClass",
            "CSIDriver",
        ] {
            assert!(related("reference", from, to), "{from} to {to}");
        }
        assert!(related("mount", from, "PersistentVolume"), "{from} to PersistentVolume");
    }
}

#[test]
fn traffic_storage_access_and_the_rest_are_covered() {
    for (sub_type, from, to) in [
        ("inventory", "*", "Namespace"),
        ("alias", "Container", "Pod"),
        ("matchlabels", "*", "*"),
        ("network", "Ingress", "Service"),
        ("network", "Service", "Pod"),
        ("network", "Service", "Deployment"),
        ("network", "EndpointSlice", "Service"),
        ("network", "APIService", "Service"),
        ("network", "ValidatingWebhookConfiguration", "Service"),
        ("firewall", "NetworkPolicy", "Deployment"),
        ("reference", "PodDisruptionBudget", "StatefulSet"),
        ("reference", "HorizontalPodAutoscaler", "Deployment"),
        ("reference", "Ingress", "IngressClass"),
        ("reference", "Ingress", "Secret"),
        ("reference", "StatefulSet", "Service"),
        ("reference", "PersistentVolumeClaim", "StorageClass"),
        ("reference", "PersistentVolumeClaim", "PersistentVolume"),
        ("reference", "PersistentVolume", "StorageClass"),
        ("reference", "CSINode", "CSIDriver"),
        ("reference", "VolumeAttachment", "PersistentVolume"),
        ("reference", "CSIStorageCapacity", "StorageClass"),
        ("reference", "RoleBinding", "ClusterRole"),
        ("reference", "ServiceAccount", "Secret"),
        ("reference", "Event", "Pod"),
        ("reference", "ReplicaSet", "Deployment"),
        ("reference", "Lease", "Node"),
        ("permission", "Role", "ServiceAccount"),
        ("permission", "ClusterRole", "ServiceAccount"),
    ] {
        assert!(related(sub_type, from, to), "{sub_type}: {from} to {to}");
    }
}

#[test]
fn namespaces_and_what_belongs_to_the_cluster_are_kept_out_of_namespaces() {
    let definitions = index().relationship_definitions();
    let inventory = definitions.iter().find(|definition| definition.sub_type == "inventory");
    let deny = inventory.expect("inventory").selectors[0].deny.as_ref().expect("deny");
    let names =
        |selector: &SelectorItem| Some((selector.kind.clone()?, selector.model.as_ref()?.name.clone()));
    let denied: BTreeSet<_> = deny.from.iter().filter_map(names).collect();
    assert!(denied.len() > 300, "{}", denied.len());
    let all = meshery_registry::ComponentQuery {
        page_size: meshery_registry::PageSize::All,
        ..meshery_registry::ComponentQuery::default()
    };
    let all = index().find_components(&all).items;
    let names = |entry: &ComponentEntry<'_>| (entry.kind().to_owned(), entry.model().name.clone());
    // A kind may have moved from the cluster into namespaces; selectors know no versions.
    let in_namespaces: BTreeSet<_> = all.iter().filter(|entry| entry.is_namespaced()).map(names).collect();
    for entry in &all {
        let names = names(entry);
        assert_eq!(denied.contains(&names), !in_namespaces.contains(&names), "{names:?}");
    }
}

#[test]
fn a_selector_that_is_part_of_the_labels_is_enough() {
    for sub_type in ["network", "firewall"] {
        let definitions = index().relationship_definitions();
        let selecting = definitions.iter().filter(|definition| {
            definition.sub_type == sub_type
                && relates(definition, if sub_type == "network" { "Service" } else { "NetworkPolicy" }, "Pod")
        });
        for definition in selecting {
            let strategy = definition.selectors[0].allow.from[0].match_strategy_matrix.as_deref();
            assert_eq!(strategy, Some(&[vec!["to_contains_from".to_owned()]][..]));
        }
    }
}
