//! A small registry of made-up packages.

use meshery_model::{
    CategoryReference, Component, ComponentType, ModelDefinition, ModelVersion, Object, Registrant,
    Relationship, Selector, SelectorItem, SelectorSet, Status,
};
use meshery_registry::Package;
use serde_json::json;

/// A model with a version, a category and a registrant.
pub fn model(name: &str, version: &str, category: &str, registrant: &str) -> ModelDefinition {
    ModelDefinition {
        name: name.to_owned(),
        display_name: name.to_uppercase(),
        version: "v1.0.0".to_owned(),
        category: CategoryReference { name: category.to_owned(), ..CategoryReference::default() },
        registrant: Registrant { kind: registrant.to_owned(), extra: Object::new() },
        model: ModelVersion { version: version.to_owned(), extra: Object::new() },
        ..ModelDefinition::default()
    }
}

/// A component with a schema that uses a definition shared by all.
pub fn component(kind: &str, api_version: &str, display_name: &str, description: &str) -> Component {
    let schema = json!({
        "type": "object",
        "properties": {"metadata": {"$ref": "#/$defs/Meta"}, "own": {"const": kind}},
        "$defs": {
            "Meta": {"properties": {"labels": {"$ref": "#/$defs/Labels"}, "parent": {"$ref": "#/$defs/Meta"}}},
            "Labels": {"additionalProperties": {"type": "string"}},
            "Unused": {"type": "null"},
        }
    });
    Component {
        display_name: display_name.to_owned(),
        description: description.to_owned(),
        styles: Some(json!({"shape": "ellipse"})),
        configuration: json!({}),
        component: ComponentType {
            kind: kind.to_owned(),
            version: api_version.to_owned(),
            schema: Some(schema.to_string()),
            extra: Object::new(),
        },
        ..Component::default()
    }
}

/// A relationship definition between two kinds.
pub fn relationship(kind: &str, rel_type: &str, sub_type: &str, from: &str, to: &str) -> Relationship {
    let side = |kind: &str| vec![SelectorItem { kind: Some(kind.to_owned()), ..SelectorItem::default() }];
    Relationship {
        kind: kind.to_owned(),
        rel_type: rel_type.to_owned(),
        sub_type: sub_type.to_owned(),
        status: Some(Status::Enabled),
        selectors: vec![SelectorSet { allow: Selector { from: side(from), to: side(to) }, deny: None }],
        ..Relationship::default()
    }
}

/// Two versions of one model, another model, and a disabled one.
pub fn packages() -> Vec<Package> {
    let components = || {
        vec![
            component("Pod", "v1", "Pod", "Runs containers."),
            component("PodTemplate", "v1", "Pod Template", "Describes what is made."),
            component("Deployment", "apps/v1", "Deployment", "Keeps pods running."),
            component("Event", "v1", "Event", "Tells what happened."),
            component("Event", "events.k8s.io/v1", "Event", "Tells what happened, newer."),
            component("Autoscaler", "scaling/v1", "Autoscaler", "Counts."),
            component("Autoscaler", "scaling/v2beta1", "Autoscaler", "Counts differently."),
        ]
    };
    let relationships = vec![
        relationship("hierarchical", "parent", "inventory", "*", "Namespace"),
        relationship("edge", "non-binding", "network", "Service", "Pod"),
        relationship("edge", "binding", "permission", "Role", "ServiceAccount"),
    ];
    let mut old = Package {
        model: model("kube", "v1.9.0", "Orchestration", "meshery"),
        components: components(),
        relationships: Vec::new(),
        policies: Vec::new(),
    };
    let new = Package {
        model: model("kube", "v1.10.0", "Orchestration", "meshery"),
        components: components(),
        relationships,
        policies: Vec::new(),
    };
    let mut drawing = component("Arrow", "shapes/v1", "Arrow", "Points.");
    drawing.metadata.is_annotation = true;
    let mut hidden = component("Hidden", "shapes/v1", "Hidden", "Not offered.");
    hidden.status = Some("ignored".to_owned());
    let shapes = Package {
        model: model("Shapes", "v0.1.0", "Drawing", "artifacthub"),
        components: vec![drawing, hidden],
        relationships: Vec::new(),
        policies: Vec::new(),
    };
    let mut disabled = Package {
        model: model("disabled", "v9.0.0", "Orchestration", "github"),
        components: vec![component("Pod", "v1", "Disabled Pod", "Of a model that is switched off.")],
        relationships: Vec::new(),
        policies: Vec::new(),
    };
    disabled.model.status = "ignored".to_owned();
    old.components.push(component("Retired", "v1beta1", "Retired", "Gone since."));
    vec![old, disabled, new, shapes]
}
