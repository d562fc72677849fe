//! Designs on the wire. Wire name: `pattern`.

use meshery_model::{Design as Document, DesignId, Object, UserId};
use serde::{Deserialize, Serialize};

use crate::Envelope;

/// A stored design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = StoredDesign))]
#[serde(rename_all = "camelCase")]
pub struct Design {
    /// Identifies the design.
    pub id: DesignId,
    /// Name for people.
    #[cfg_attr(feature = "openapi", schema(example = "guestbook"))]
    pub name: String,
    /// Who owns it.
    pub user_id: UserId,
    /// The design document as JSON text. Lists leave it out unless asked with `populate=pattern_file`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern_file: Option<String>,
    /// `private`, `public` or `published`.
    #[cfg_attr(feature = "openapi", schema(example = "private"))]
    pub visibility: String,
    /// Format the design was imported from: `Design` or `Kubernetes Manifest`.
    #[cfg_attr(feature = "openapi", schema(example = "Kubernetes Manifest"))]
    pub design_type: String,
    /// Name of the imported file, if there was one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub location: Object,
    /// Catalog entry; empty unless published.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub catalog_data: Object,
    /// Version of the document, as in its `version` member.
    #[cfg_attr(feature = "openapi", schema(example = "0.0.2"))]
    pub version: String,
    /// Number of the stored version, counted from 1; every save that changes something adds one.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub revision: u32,
    /// Number of components.
    #[cfg_attr(feature = "openapi", schema(example = 6))]
    pub component_count: usize,
    /// Number of relationships.
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub relationship_count: usize,
    /// When it was made (RFC 3339).
    #[cfg_attr(feature = "openapi", schema(example = "2026-11-23T21:15:00Z"))]
    pub created_at: String,
    /// When it was last changed (RFC 3339).
    #[cfg_attr(feature = "openapi", schema(example = "2026-11-23T21:15:00Z"))]
    pub updated_at: String,
}

/// One page of designs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesignPage {
    /// Where the page lies.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The designs of this page.
    pub patterns: Vec<Design>,
}

/// Body of `POST /api/pattern`. One of `designFile`, `patternFile` and `patternData` carries the document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct SaveDesign {
    /// The design to save a new version of; absent for a new design.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<DesignId>,
    /// New name; absent to keep the document's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The document as an object.
    #[serde(alias = "design_file", skip_serializing_if = "Option::is_none")]
    pub design_file: Option<serde_json::Value>,
    /// The document as YAML or JSON text.
    #[serde(alias = "pattern_file", skip_serializing_if = "Option::is_none")]
    pub pattern_file: Option<String>,
    /// The older envelope around `id`, `name` and `patternFile`.
    #[serde(alias = "pattern_data", skip_serializing_if = "Option::is_none")]
    pub pattern_data: Option<PatternData>,
    /// Who may see it: `private` for its owner, `public` for everybody who may see designs; absent to leave that
    /// as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "private"))]
    pub visibility: Option<String>,
    /// What changed, for the history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `false` to parse and evaluate without storing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save: Option<bool>,
}

/// The older envelope of a design to be saved.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct PatternData {
    /// The design to save a new version of; absent for a new design.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<DesignId>,
    /// New name; absent to keep the document's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The document as YAML or JSON text.
    #[serde(alias = "pattern_file")]
    pub pattern_file: String,
    /// Who may see it: `private` or `public`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<String>,
}

/// Body of `POST /api/pattern/import` as JSON. One of `file` and `content` carries what is imported.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct ImportDesign {
    /// Name of the new design; absent to take it from the document or the file name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Name of the file.
    #[serde(alias = "file_name", skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The file's bytes in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The file's text as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Address to fetch the file from; not offered by this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Answer to an import.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportedDesign {
    /// The stored design with its document.
    #[serde(flatten)]
    pub design: Design,
    /// The format that was detected.
    #[cfg_attr(feature = "openapi", schema(example = "Kubernetes Manifest"))]
    pub source_type: String,
    /// What deserves a look.
    pub warnings: Vec<Warning>,
}

/// Something about an import that deserves a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Warning {
    /// Stable code.
    #[cfg_attr(feature = "openapi", schema(example = "meshery-server-1040"))]
    pub code: String,
    /// What it is about.
    pub message: String,
    /// Line in the imported file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// Answer to a deletion.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeletedDesign {
    /// Id of the design that is gone.
    pub id: DesignId,
    /// Its name.
    pub name: String,
}

/// What an unsaved design looks like after parsing and evaluation (`save: false`).
pub type Preview = Document;
