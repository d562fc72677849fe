//! The model of Kubernetes.

use meshery_model::{
    CategoryReference, Component, ModelDefinition, ModelMetadata, ModelVersion, Object, Registrant,
};
use meshery_registry::Package;
use serde_json::Value;

use crate::component::{self, Facts};
use crate::kinds::Kind;
use crate::{DEFINITION_VERSION, groups, kinds, relationships, schema, short_names};

/// Version of Kubernetes whose API the types of `k8s-openapi` describe; the crate does not tell it, a test
/// compares it with the crate's features.
const VERSION: &str = "v1.37.0";
/// Kinds whose nodes hold the nodes of others.
const PARENTS: [&str; 2] = ["Namespace", "Pod"];

/// Returns the package of the model.
pub fn package() -> Package {
    Package {
        model: model(),
        components: kinds::all().iter().map(component).collect(),
        relationships: relationships::of("kubernetes"),
        policies: Vec::new(),
    }
}

fn model() -> ModelDefinition {
    let [primary_color, secondary_color, shape, svg_color, svg_white] = groups::model_look();
    ModelDefinition {
        version: DEFINITION_VERSION.to_owned(),
        name: "kubernetes".to_owned(),
        display_name: "Kubernetes".to_owned(),
        description: "Runs containers on many machines: the kinds of objects every cluster knows.".to_owned(),
        status: "enabled".to_owned(),
        registrant: Registrant { kind: "meshery".to_owned(), extra: Object::new() },
        category: CategoryReference { name: "Orchestration & Management".to_owned(), ..Default::default() },
        sub_category: "Scheduling & Orchestration".to_owned(),
        metadata: ModelMetadata {
            is_annotation: false,
            primary_color,
            secondary_color,
            svg_color,
            svg_white,
            shape,
            capabilities: Vec::new(),
            extra: Object::new(),
        },
        model: ModelVersion { version: VERSION.to_owned(), extra: Object::new() },
        ..ModelDefinition::default()
    }
}

/// What else is said about a kind: its group, and its short names if it has any.
fn facts(kind: &Kind) -> Object {
    let group = groups::of(kind.group, kind.name);
    let mut facts = Object::from_iter([("group".to_owned(), Value::from(group.name))]);
    let short = short_names::of(kind.group, kind.name);
    if !short.is_empty() {
        facts.insert("shortNames".to_owned(), Value::from(short.to_vec()));
    }
    facts
}

fn component(kind: &Kind) -> Component {
    let group = groups::of(kind.group, kind.name);
    component::of(Facts {
        kind: kind.name,
        api_version: kind.api_version,
        description: schema::description(&kind.schema),
        namespaced: kind.namespaced,
        parent: PARENTS.contains(&kind.name),
        styles: groups::styles(group, kind.name),
        schema: schema::of_configuration(&kind.schema, kind.name),
        extra: facts(kind),
    })
}
