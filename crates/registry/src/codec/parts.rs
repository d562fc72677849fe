//! Packages taken apart into what is read at start and what is read on demand.

use std::borrow::Cow;
use std::sync::Arc;

use meshery_model::{Component, ComponentId, canonical};
use rustc_hash::FxHashMap;

use super::metadata::{Metadata, PackedComponent, PackedModel};
use crate::schemas::{Builder, Compressed, Effort};
use crate::{Error, Package};

/// Packages in the form the index is made from.
#[derive(Debug)]
pub(crate) struct Parts {
    pub metadata: Metadata,
    /// Dictionary of the schema frames; empty for none.
    pub dictionary: Cow<'static, [u8]>,
    /// Compressed schema definitions, one after the other.
    pub frames: Cow<'static, [u8]>,
}

impl Parts {
    /// Takes packages apart, schemas as small as they get.
    pub(crate) fn smallest(packages: &[Package]) -> Result<Self, Error> {
        let (metadata, schemas) = take_apart(packages.to_vec());
        Ok(Self::join(metadata, schemas.finish(Effort::Smallest)?))
    }

    /// Takes packages apart in a hurry.
    pub(crate) fn quick(packages: Vec<Package>) -> Self {
        let (metadata, schemas) = take_apart(packages);
        // Compressing small texts in memory has no way to fail that a caller could do something about; the
        // components are then there without their schemas.
        Self::join(metadata, schemas.finish(Effort::Quick).unwrap_or_default())
    }

    fn join(metadata: Metadata, schemas: Compressed) -> Self {
        Self {
            metadata: Metadata { definitions: schemas.table, ..metadata },
            dictionary: Cow::Owned(schemas.dictionary),
            frames: Cow::Owned(schemas.frames),
        }
    }
}

fn take_apart(packages: Vec<Package>) -> (Metadata, Builder) {
    let mut templates = Templates::default();
    let mut schemas = Builder::default();
    let models = packages.into_iter().map(|package| {
        let package = package.normalized();
        let components = package.components.into_iter();
        PackedModel {
            components: components.map(|component| row(component, &mut templates, &mut schemas)).collect(),
            definition: package.model,
            relationships: package.relationships,
        }
    });
    let models = models.collect();
    (Metadata { templates: templates.all, models, definitions: Vec::new() }, schemas)
}

/// Splits a component into what sets it apart and what it shares.
fn row(mut component: Component, templates: &mut Templates, schemas: &mut Builder) -> PackedComponent {
    let schema = component.component.schema.take().and_then(|text| schemas.add(&text));
    let take = |text: &mut String| std::mem::take(text).into_boxed_str();
    let (kind, api_version) = (take(&mut component.component.kind), take(&mut component.component.version));
    let (display_name, description) = (take(&mut component.display_name), take(&mut component.description));
    let namespaced = std::mem::take(&mut component.metadata.is_namespaced);
    component.id = ComponentId::default();
    component.model = Arc::default();
    component.model_reference = None;
    let template = templates.position(component);
    PackedComponent { kind, api_version, display_name, description, namespaced, template, schema }
}

/// Distinct templates in order of first use.
#[derive(Default)]
struct Templates {
    all: Vec<Component>,
    positions: FxHashMap<String, u32>,
}

impl Templates {
    fn position(&mut self, template: Component) -> u32 {
        let key =
            serde_json::to_value(&template).map(|value| canonical::to_string(&value)).unwrap_or_default();
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        *self.positions.entry(key).or_insert_with(|| {
            self.all.push(template);
            next
        })
    }
}
