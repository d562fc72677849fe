//! What Meshery can do with every component that is a Kubernetes object.

use serde_json::{Value, json};

/// Name, what it does, kind, type, subtype, and where it applies.
type Row = (&'static str, &'static str, [&'static str; 3], &'static [&'static str]);

const ROWS: [Row; 8] = [
    (
        "Performance Test",
        "Put load on a running instance and measure how it answers.",
        ["action", "operator", "perf-test"],
        &["instance"],
    ),
    (
        "Workload Configuration",
        "Change the settings of the object.",
        ["mutate", "configuration", "config"],
        &["declaration"],
    ),
    (
        "Labels and Annotations Configuration",
        "Change the labels and annotations of the object.",
        ["mutate", "configuration", "labels-and-annotations"],
        &["declaration"],
    ),
    (
        "Relationships",
        "Show how the component relates to others.",
        ["view", "configuration", "relationship"],
        &["declaration", "instance"],
    ),
    (
        "JSON Schema",
        "Show the definition of the component.",
        ["view", "configuration", "definition"],
        &["declaration", "instance"],
    ),
    ("Styling", "Change colours and other looks of the node.", ["mutate", "style", ""], &["declaration"]),
    ("Change Shape", "Change the shape of the node.", ["mutate", "style", "shape"], &["declaration"]),
    (
        "Compound Drag and Drop",
        "Move the node into another by dragging it there.",
        ["interaction", "graph", "compoundDnd"],
        &["declaration"],
    ),
];

/// Returns the capabilities.
#[must_use]
pub fn all() -> Vec<Value> {
    let capability = |(name, description, [kind, rel_type, sub_type], states): Row| {
        json!({
            "schemaVersion": "capability.meshery.io/v1beta1", "version": "0.7.0",
            "displayName": name, "description": description,
            "kind": kind, "type": rel_type, "subType": sub_type, "key": "",
            "entityState": states, "status": "enabled",
        })
    };
    ROWS.map(capability).to_vec()
}
