//! Kinds that a file defines itself: its custom resource definitions.

use std::sync::Arc;

use meshery_model::{COMPONENT_SCHEMA, Component, ModelReference, ModelVersion, Object};
use rustc_hash::FxHashMap;
use serde_json::Value;

const DEFINITION: &str = "CustomResourceDefinition";
const GROUP: &str = "apiextensions.k8s.io/";

/// Kinds by API version and name, as definitions for components.
#[derive(Debug, Default)]
pub(crate) struct CustomKinds(FxHashMap<(String, String), Component>);

impl CustomKinds {
    /// Collects the kinds that objects define.
    pub(crate) fn of_objects<'v>(objects: impl Iterator<Item = &'v Value>) -> Self {
        let mut kinds = Self::default();
        for object in objects {
            let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
            kinds.add(text("apiVersion"), text("kind"), object);
        }
        kinds
    }

    /// Collects the kinds that components define.
    pub(crate) fn of_components(components: &[Component]) -> Self {
        let mut kinds = Self::default();
        for component in components {
            kinds.add(component.api_version(), component.kind(), &component.configuration);
        }
        kinds
    }

    /// Returns the definition of a kind.
    pub(crate) fn lookup(&self, api_version: &str, kind: &str) -> Option<Component> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(api_version.to_owned(), kind.to_owned())).cloned()
    }

    fn add(&mut self, api_version: &str, kind: &str, definition: &Value) {
        if kind != DEFINITION || !api_version.starts_with(GROUP) {
            return;
        }
        let Some(spec) = definition.get("spec") else { return };
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let names = spec.get("names");
        let (Some(group), Some(kind)) = (text(spec, "group"), names.and_then(|names| text(names, "kind")))
        else {
            return;
        };
        let is_namespaced = text(spec, "scope").is_none_or(|scope| scope == "Namespaced");
        // The older form of a definition names one version beside the list.
        let listed = spec.get("versions").and_then(Value::as_array).into_iter().flatten();
        let versions = listed.filter_map(|version| text(version, "name")).chain(text(spec, "version"));
        for version in versions {
            let component = component(&group, &version, &kind, is_namespaced);
            self.0.insert((component.component.version.clone(), kind.clone()), component);
        }
    }
}

/// Makes the definition of a kind. Its model is named by the API group: a definition tells no other name.
fn component(group: &str, version: &str, kind: &str, is_namespaced: bool) -> Component {
    let model = Arc::new(ModelReference {
        name: group.to_owned(),
        display_name: group.to_owned(),
        model: Some(ModelVersion { version: version.to_owned(), extra: Object::new() }),
        ..ModelReference::default()
    });
    let mut component = Component {
        schema_version: COMPONENT_SCHEMA.to_owned(),
        format: "JSON".to_owned(),
        display_name: kind.to_owned(),
        model: Arc::clone(&model),
        model_reference: Some(model),
        ..Component::default()
    };
    component.metadata.is_namespaced = is_namespaced;
    component.component.version = format!("{group}/{version}");
    kind.clone_into(&mut component.component.kind);
    component
}
