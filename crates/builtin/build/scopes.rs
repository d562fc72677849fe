//! Which objects live in a namespace, where the sources don't tell.

use std::collections::BTreeMap;

use meshery_kopium_types::Resource;

/// Scopes of kinds of which some version tells it.
pub struct Scopes(BTreeMap<(String, String), bool>);

impl Scopes {
    /// Collects what the resources tell.
    pub fn of(resources: &[Resource]) -> Self {
        let told = resources.iter().filter_map(|resource| {
            Some(((resource.place.group.clone(), resource.kind.clone()), resource.namespaced?))
        });
        Self(told.collect())
    }

    /// Tells whether a resource lives in a namespace: as its file says, else as other versions of the kind do,
    /// else as it is known here.
    pub fn namespaced(&self, resource: &Resource) -> bool {
        let kind = (resource.place.group.clone(), resource.kind.clone());
        let told = resource.namespaced.or_else(|| self.0.get(&kind).copied());
        told.unwrap_or_else(|| !cluster_wide(&resource.place.group, &resource.kind))
    }
}

/// Kinds without `spec` whose objects belong to the whole cluster.
fn cluster_wide(group: &str, kind: &str) -> bool {
    match group {
        "apiextensions.crossplane.io" => kind == "EnvironmentConfig",
        "binding.operators.coreos.com" => kind == "BindableKinds",
        "cilium.io" => matches!(kind, "CiliumIdentity" | "CiliumEndpointSlice"),
        "config.karmada.io" => kind == "ResourceInterpreterWebhookConfiguration",
        "egressgateway.spidernet.io" => kind == "EgressClusterEndpointSlice",
        "groupsnapshot.storage.k8s.io" | "snapshot.storage.k8s.io" => kind.ends_with("Class"),
        "kueue.x-k8s.io" => kind == "WorkloadPriorityClass",
        "kuma.io" => {
            !kind.starts_with("Dataplane")
                && !kind.starts_with("ZoneEgress")
                && !kind.starts_with("ZoneIngress")
        }
        "multicluster.crd.antrea.io" => false,
        "nmstate.io" => true,
        "objectstorage.k8s.io" => kind.ends_with("Class"),
        "pkg.crossplane.io" => kind == "Lock",
        "rbacmanager.reactiveops.io" => true,
        "topology.node.k8s.io" => true,
        "trident.netapp.io" => kind == "TridentOrchestrator",
        _ => kind.starts_with("Cluster"),
    }
}
