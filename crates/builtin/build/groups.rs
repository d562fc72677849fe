//! Groups of kinds: what they are called, and how their nodes look.

use serde_json::{Value, json};

const BLUE: &str = "#326CE5";
const WHITE: &str = "#FFFFFF";

/// A group of kinds.
#[derive(Clone, Copy)]
pub struct Group {
    /// Name for people.
    pub name: &'static str,
    shape: &'static str,
    secondary_color: &'static str,
    /// SVG text in which `currentColor` stands for the colour.
    icon: &'static str,
}

macro_rules! group {
    ($name:literal, $shape:literal, $secondary:literal, $icon:literal) => {
        Group {
            name: $name,
            shape: $shape,
            secondary_color: $secondary,
            icon: include_str!(concat!("../icons/", $icon, ".svg")),
        }
    };
}

const WORKLOADS: Group = group!("Workloads", "round-rectangle", "#7AA3F0", "workload");
const NETWORKING: Group = group!("Networking", "round-hexagon", "#5BB8D6", "network");
const CONFIGURATION: Group = group!("Configuration", "bottom-round-rectangle", "#8FB8A8", "config");
const STORAGE: Group = group!("Storage", "barrel", "#9C8FD8", "storage");
const ACCESS: Group = group!("Access Control", "round-pentagon", "#E0A458", "access");
const POLICY: Group = group!("Policy", "cut-rectangle", "#D98880", "policy");
const CLUSTER: Group = group!("Cluster", "round-octagon", "#8C9BB0", "cluster");
const OTHER: Group = group!("Other", "ellipse", "#A9B8C9", "generic");

/// Returns the group a kind belongs to.
pub fn of(api_group: &str, kind: &str) -> Group {
    match (api_group, kind) {
        ("", "Pod" | "PodTemplate" | "ReplicationController") => WORKLOADS,
        ("", "Service" | "Endpoints") => NETWORKING,
        ("", "ConfigMap" | "Secret") => CONFIGURATION,
        ("", "PersistentVolume" | "PersistentVolumeClaim") => STORAGE,
        ("", "ServiceAccount") => ACCESS,
        ("", "LimitRange" | "ResourceQuota") | ("scheduling.k8s.io", "PriorityClass") => POLICY,
        ("", _) => CLUSTER,
        ("apps" | "autoscaling" | "batch" | "scheduling.k8s.io", _) => WORKLOADS,
        ("networking.k8s.io" | "discovery.k8s.io", _) => NETWORKING,
        ("storage.k8s.io", _) => STORAGE,
        (
            "authentication.k8s.io"
            | "authorization.k8s.io"
            | "certificates.k8s.io"
            | "rbac.authorization.k8s.io",
            _,
        ) => ACCESS,
        (
            "policy" | "admissionregistration.k8s.io" | "flowcontrol.apiserver.k8s.io" | "lifecycle.k8s.io",
            _,
        ) => POLICY,
        (
            "apiextensions.k8s.io"
            | "apiregistration.k8s.io"
            | "coordination.k8s.io"
            | "events.k8s.io"
            | "internal.apiserver.k8s.io"
            | "node.k8s.io"
            | "resource.k8s.io"
            | "storagemigration.k8s.io",
            _,
        ) => CLUSTER,
        _ => OTHER,
    }
}

/// Returns how nodes of a kind look. Namespaces hold other nodes, so they are plain boxes.
pub fn styles(group: Group, kind: &str) -> Value {
    json!({
        "primaryColor": BLUE,
        "secondaryColor": group.secondary_color,
        "shape": if kind == "Namespace" { "rectangle" } else { group.shape },
        "svgColor": painted(group, BLUE),
        "svgWhite": painted(group, WHITE),
        "svgComplete": "",
    })
}

/// Returns how the model looks: colours, shape, and the icons in colour and in white.
pub fn model_look() -> [String; 5] {
    [BLUE, CLUSTER.secondary_color, CLUSTER.shape]
        .map(str::to_owned)
        .into_iter()
        .chain([painted(CLUSTER, BLUE), painted(CLUSTER, WHITE)])
        .collect::<Vec<_>>()
        .try_into()
        .expect("five texts")
}

fn painted(group: Group, color: &str) -> String {
    let lines = group.icon.lines().map(str::trim);
    lines.collect::<String>().replace("currentColor", color)
}
