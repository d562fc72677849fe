//! Designs: components and the relationships between them, as one document.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use meshery_errors::{Code, Coded};

use crate::{
    Component, ComponentId, DESIGN_SCHEMA, DesignId, Object, Path, Relationship, RelationshipId, path,
};

/// A design document, in the newest form (`designs.meshery.io/v1beta3`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with `components`")]
pub struct Design {
    /// Identifies the design; nil until it is stored.
    #[serde(default)]
    pub id: DesignId,
    /// Name for people.
    #[serde(default)]
    pub name: String,
    /// Schema this document follows.
    #[serde(default = "default_schema_version")]
    pub schema_version: String,
    /// Revision, raised by evaluation and by hand.
    #[serde(default = "default_version")]
    pub version: String,
    /// Facts about the design; holds `resolvedAliases`.
    #[serde(default, skip_serializing_if = "Object::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub metadata: Object,
    /// Layers that are switched on or off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferences: Option<Value>,
    /// What the design consists of.
    #[serde(default, deserialize_with = "null_as_empty")]
    pub components: Vec<Component>,
    /// How the components relate.
    #[serde(default, deserialize_with = "null_as_empty")]
    pub relationships: Vec<Arc<Relationship>>,
    /// Members this version doesn't know.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Object,
}

impl Design {
    /// Reads a design from a JSON value, and reports where it is not one.
    ///
    /// # Errors
    /// When the value is not an object, a member has the wrong type, or two components share an id.
    pub fn from_value(value: &Value) -> Result<Self, DesignError> {
        let design = Self::read(value)?;
        design.check_ids()?;
        Ok(design)
    }

    /// Reads a design from a JSON value without looking at the ids in it.
    ///
    /// # Errors
    /// When the value is not an object, or a member has the wrong type; the error names it.
    pub fn read(value: &Value) -> Result<Self, DesignError> {
        // Keeping track of the path costs, so it is done only where there is something to tell.
        Self::deserialize(value).or_else(|_| {
            serde_path_to_error::deserialize(value).map_err(|error| DesignError::Shape {
                path: path_of(error.path()),
                source: error.into_inner(),
            })
        })
    }

    /// Checks that no two components and no two relationships share an id.
    ///
    /// # Errors
    /// Names the id that is used twice.
    pub fn check_ids(&self) -> Result<(), DesignError> {
        let mut components = std::collections::HashSet::with_capacity(self.components.len());
        if let Some(twice) = self.components.iter().find(|item| !components.insert(item.id)) {
            return Err(DesignError::DuplicateComponent { id: twice.id, name: twice.display_name.clone() });
        }
        let mut relationships = std::collections::HashSet::with_capacity(self.relationships.len());
        if let Some(twice) = self.relationships.iter().find(|item| !relationships.insert(item.id)) {
            return Err(DesignError::DuplicateRelationship { id: twice.id });
        }
        Ok(())
    }

    /// Tells whether the layer of a relationship class (`kind-type-subtype`, lower case) is switched off.
    #[must_use]
    pub fn is_layer_off(&self, class: &str) -> bool {
        let layers = self.preferences.as_ref().and_then(|preferences| preferences.get("layers"));
        let layer =
            layers.and_then(|layers| layers.get("relationships")).and_then(|layers| layers.get(class));
        layer == Some(&Value::Bool(false))
    }
}

/// Where an alias component really lives: a part of its parent's configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object that says where an alias lies")]
pub struct ResolvedAlias {
    /// The alias relationship.
    #[serde(alias = "relationship_id")]
    pub relationship_id: RelationshipId,
    /// The alias component.
    #[serde(alias = "alias_component_id")]
    pub alias_component_id: ComponentId,
    /// The component the alias hangs on.
    #[serde(alias = "immediate_parent_id")]
    pub immediate_parent_id: ComponentId,
    /// The path within that component.
    #[serde(alias = "immediate_ref_field_path")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub immediate_ref_field_path: Path,
    /// The component at the end of the chain of aliases.
    #[serde(alias = "resolved_parent_id")]
    pub resolved_parent_id: ComponentId,
    /// The path within that one.
    #[serde(alias = "resolved_ref_field_path")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub resolved_ref_field_path: Path,
}

/// Why a document is not a design.
#[derive(Debug, thiserror::Error)]
pub enum DesignError {
    /// A member is missing or of the wrong type.
    #[error("the document is not a design: {}{}", member(path), in_words(source))]
    Shape {
        /// Which member; empty for the document itself.
        path: Path,
        /// What the reader said.
        source: serde_json::Error,
    },
    /// Two components share an id.
    #[error("component id `{id}` is used twice, the second time by `{name}`")]
    DuplicateComponent {
        /// The id.
        id: ComponentId,
        /// Name of the second component.
        name: String,
    },
    /// Two relationships share an id.
    #[error("relationship id `{id}` is used twice")]
    DuplicateRelationship {
        /// The id.
        id: RelationshipId,
    },
}

impl Coded for DesignError {
    fn code(&self) -> Code {
        match self {
            Self::Shape { .. } => Code::new("meshery-server-1001"),
            Self::DuplicateComponent { .. } | Self::DuplicateRelationship { .. } => {
                Code::new("meshery-server-1002")
            }
        }
    }
}

fn path_of(path: &serde_path_to_error::Path) -> Path {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// Says what the reader said in the words of JSON.
fn in_words(error: &serde_json::Error) -> String {
    let mut text = error.to_string();
    for (said, meant) in [
        ("invalid type: sequence,", "invalid type: a list,"),
        ("invalid type: map,", "invalid type: an object,"),
        (", expected a sequence", ", expected a list"),
        (", expected a map", ", expected an object"),
    ] {
        text = text.replace(said, meant);
    }
    text
}

/// Returns the beginning of a message about a member.
fn member(path: &Path) -> String {
    if path.is_empty() { String::new() } else { format!("`{}`: ", path::dotted(path)) }
}

fn default_schema_version() -> String {
    DESIGN_SCHEMA.to_owned()
}

fn default_version() -> String {
    "0.0.1".to_owned()
}

fn null_as_empty<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<Vec<T>>::deserialize(deserializer).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_duplicate_id_is_named() {
        let id = "aaaaaaaa-0000-4000-8000-000000000001";
        let error = Design::from_value(&json!({"components": [{"id": id}, {"id": id, "displayName": "b"}]}))
            .expect_err("two components with one id");
        assert_eq!(error.to_string(), format!("component id `{id}` is used twice, the second time by `b`"));
    }

    #[test]
    fn a_member_of_the_wrong_type_is_named_in_words_of_the_domain() {
        for (document, message) in [
            (
                json!({"components": [{}, {"component": "Pod"}]}),
                "`components[1].component`: invalid type: string \"Pod\", expected an object with `kind` and `version`",
            ),
            (
                json!({"relationships": [{"selectors": [{"allow": 1}]}]}),
                "`relationships[0].selectors[0].allow`: invalid type: integer `1`, expected an object with `from` and `to`",
            ),
            (json!({"components": 1}), "`components`: invalid type: integer `1`, expected a list"),
            (json!([1]), "invalid type: a list, expected an object with `components`"),
        ] {
            let error = Design::from_value(&document).expect_err("a wrong member");
            assert_eq!(error.to_string(), format!("the document is not a design: {message}"));
        }
    }

    #[test]
    fn a_layer_is_off_only_when_it_says_false() {
        let design = Design::from_value(&json!({
            "preferences": {"layers": {"relationships": {"edge-non-binding-network": false, "edge-binding-mount": true}}}
        }))
        .expect("design");
        assert!(design.is_layer_off("edge-non-binding-network"));
        assert!(!design.is_layer_off("edge-binding-mount"));
        assert!(!design.is_layer_off("hierarchical-parent-alias"));
    }
}
