//! The short names that `kubectl api-resources` lists. The types of `k8s-openapi` don't carry them.

/// Returns the short names of a kind, such as `po` for `Pod`.
pub fn of(api_group: &str, kind: &str) -> &'static [&'static str] {
    match (api_group, kind) {
        ("", "ComponentStatus") => &["cs"],
        ("", "ConfigMap") => &["cm"],
        ("", "Endpoints") => &["ep"],
        ("" | "events.k8s.io", "Event") => &["ev"],
        ("", "LimitRange") => &["limits"],
        ("", "Namespace") => &["ns"],
        ("", "Node") => &["no"],
        ("", "PersistentVolume") => &["pv"],
        ("", "PersistentVolumeClaim") => &["pvc"],
        ("", "Pod") => &["po"],
        ("", "ReplicationController") => &["rc"],
        ("", "ResourceQuota") => &["quota"],
        ("", "Service") => &["svc"],
        ("", "ServiceAccount") => &["sa"],
        ("apiextensions.k8s.io", "CustomResourceDefinition") => &["crd", "crds"],
        ("apps", "DaemonSet") => &["ds"],
        ("apps", "Deployment") => &["deploy"],
        ("apps", "ReplicaSet") => &["rs"],
        ("apps", "StatefulSet") => &["sts"],
        ("autoscaling", "HorizontalPodAutoscaler") => &["hpa"],
        ("batch", "CronJob") => &["cj"],
        ("certificates.k8s.io", "CertificateSigningRequest") => &["csr"],
        ("networking.k8s.io", "IPAddress") => &["ip"],
        ("networking.k8s.io", "Ingress") => &["ing"],
        ("networking.k8s.io", "NetworkPolicy") => &["netpol"],
        ("policy", "PodDisruptionBudget") => &["pdb"],
        ("scheduling.k8s.io", "PriorityClass") => &["pc"],
        ("storage.k8s.io", "StorageClass") => &["sc"],
        ("storage.k8s.io", "VolumeAttributesClass") => &["vac"],
        _ => &[],
    }
}
