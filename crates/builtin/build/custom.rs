//! The models of custom resources.

use std::collections::BTreeMap;

use meshery_generate::display_name;
use meshery_kopium_types::{Resource, first_paragraph, share};
use meshery_model::{
    CategoryReference, Component, ModelDefinition, ModelMetadata, ModelVersion, Object, Registrant,
};
use meshery_registry::Package;
use serde_json::{Value, json};

use crate::component::{self, Facts};
use crate::models::{self, Model};
use crate::report::Report;
use crate::schema::{self, Kubernetes};
use crate::scopes::Scopes;
use crate::{DEFINITION_VERSION, api_version, icons, relationships, resources};

/// Returns the packages of all models that have components.
pub fn packages(report: &mut Report) -> Vec<Package> {
    let models = models::all();
    let kubernetes = schema::kubernetes();
    let mut resources = resources::all(&kubernetes.references, report);
    share_schemas(&mut resources);
    let scopes = Scopes::of(&resources);
    let docs = docs(&resources);

    let mut by_model: BTreeMap<&str, Vec<&Resource>> = BTreeMap::new();
    for resource in &resources {
        let (group, kind) = (resource.place.group.as_str(), resource.kind.as_str());
        let mut owners = models.iter().filter(|model| model.has(group, kind));
        match (owners.next(), owners.next()) {
            (Some(owner), None) => by_model.entry(&owner.name).or_default().push(resource),
            (owner, _) => {
                let count = if owner.is_some() { "several models" } else { "no model" };
                report.problems.push(format!("{group}/{kind} belongs to {count}"));
            }
        }
    }
    let maker = Maker { kubernetes: &kubernetes, scopes: &scopes, docs: &docs };
    let packages =
        models.iter().filter_map(|model| Some(maker.package(model, by_model.remove(model.name.as_str())?)));
    packages.collect()
}

fn share_schemas(resources: &mut [Resource]) {
    let schemas = resources.iter_mut().map(|resource| std::mem::take(&mut resource.schema)).collect();
    let shared = share(schemas).unwrap_or_else(|name| panic!("the type `{name}` contains itself"));
    for (resource, schema) in resources.iter_mut().zip(shared) {
        resource.schema = schema;
    }
}

/// Returns what the docs of a kind say in the newest version that has some.
fn docs(resources: &[Resource]) -> BTreeMap<(&str, &str), &str> {
    let mut sorted: Vec<&Resource> = resources.iter().collect();
    sorted.sort_by_key(|resource| api_version::rank(&resource.place.version));
    let docs = sorted.into_iter().filter_map(|resource| {
        Some(((resource.place.group.as_str(), resource.kind.as_str()), resource.docs.as_deref()?))
    });
    docs.collect()
}

/// What components are made with.
struct Maker<'a> {
    kubernetes: &'a Kubernetes,
    scopes: &'a Scopes,
    docs: &'a BTreeMap<(&'a str, &'a str), &'a str>,
}

impl Maker<'_> {
    fn package(&self, model: &Model, mut resources: Vec<&Resource>) -> Package {
        resources.sort_by_key(|resource| (resource.kind.as_str(), resource.place.api_version()));
        let icons = icons::of(model);
        let styles = styles(model, &icons);
        let components = resources.iter().map(|resource| self.component(resource, model, &styles)).collect();
        let newest = resources.iter().map(|resource| resource.place.version.as_str());
        let newest = newest.max_by_key(|version| api_version::rank(version)).unwrap_or_default();
        Package {
            model: definition(model, icons, newest),
            components,
            relationships: relationships::of(&model.name),
            policies: Vec::new(),
        }
    }

    fn component(&self, resource: &Resource, model: &Model, styles: &Value) -> Component {
        component::of(Facts {
            kind: &resource.kind,
            api_version: &resource.place.api_version(),
            description: self.description(resource, model),
            namespaced: self.scopes.namespaced(resource),
            parent: false,
            styles: styles.clone(),
            schema: self.kubernetes.of_custom(&resource.schema, &resource.kind),
            extra: Object::from_iter([("group".to_owned(), Value::from(resource.place.group.as_str()))]),
        })
    }

    /// Returns the first paragraph of the docs; without docs, the kind in words and whose it is.
    fn description(&self, resource: &Resource, model: &Model) -> String {
        let other = self.docs.get(&(resource.place.group.as_str(), resource.kind.as_str())).copied();
        let docs = resource.docs.as_deref().or(other).map(first_paragraph).unwrap_or_default();
        if docs.is_empty() {
            return format!("{} of {}.", display_name::of(&resource.kind), model.display_name);
        }
        docs
    }
}

fn definition(model: &Model, [svg_color, svg_white]: [String; 2], version: &str) -> ModelDefinition {
    ModelDefinition {
        version: DEFINITION_VERSION.to_owned(),
        name: model.name.clone(),
        display_name: model.display_name.clone(),
        description: model.description.clone(),
        status: "enabled".to_owned(),
        registrant: Registrant { kind: "meshery".to_owned(), extra: Object::new() },
        category: CategoryReference { name: model.category.clone(), ..Default::default() },
        sub_category: model.sub_category.clone(),
        metadata: ModelMetadata {
            is_annotation: false,
            primary_color: model.primary_color.clone(),
            secondary_color: model.secondary_color.clone(),
            svg_color,
            svg_white,
            shape: shape(&model.category).to_owned(),
            capabilities: Vec::new(),
            extra: Object::new(),
        },
        model: ModelVersion { version: version.to_owned(), extra: Object::new() },
        ..ModelDefinition::default()
    }
}

/// Returns how the nodes of a model look: all alike.
fn styles(model: &Model, [svg_color, svg_white]: &[String; 2]) -> Value {
    json!({
        "primaryColor": model.primary_color,
        "secondaryColor": model.secondary_color,
        "shape": shape(&model.category),
        "svgColor": svg_color,
        "svgWhite": svg_white,
        "svgComplete": "",
    })
}

/// Returns the shape of nodes, which tells what a model is for, as it does for the kinds of Kubernetes.
fn shape(category: &str) -> &'static str {
    match category {
        "Cloud Native Network" => "round-hexagon",
        "Cloud Native Storage" | "Database" => "barrel",
        "Observability and Analysis" | "Analytics" => "round-diamond",
        "Security & Compliance" => "round-pentagon",
        "Provisioning" | "Platform" | "Runtime" => "round-octagon",
        _ => "round-rectangle",
    }
}
