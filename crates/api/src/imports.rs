//! Imports into the registry on the wire.

use meshery_model::{Component, ModelDefinition};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Problem;

/// Asks for an import. Clients that have files at hand send them as a form, or as the body itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, expecting = "an object with `importBody`")]
pub struct RegisterRequest {
    /// What to import.
    pub import_body: ImportBody,
    /// `file`, `url`, `urlImport` or `csv`; what is meant shows in `importBody`.
    #[serde(alias = "importType", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "file"))]
    pub upload_type: Option<String>,
    /// Whether to save what comes in; `false` only says what would.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<bool>,
}

/// What to import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, expecting = "an object")]
pub struct ImportBody {
    /// Name of the file.
    #[serde(alias = "file_name", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "widgets.yaml"))]
    pub file_name: Option<String>,
    /// The file in base64, with or without the beginning of a data URL.
    #[serde(alias = "model_file", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "YXBpVmVyc2lvbjogYXBpZXh0ZW5zaW9ucy5rOHMuaW8vdjEKa2luZDogQ3VzdG9tUmVzb3VyY2VEZWZpbml0aW9uCm1ldGFkYXRhOiB7bmFtZTogd2lkZ2V0cy5leGFtcGxlLm9yZ30Kc3BlYzoKICBncm91cDogZXhhbXBsZS5vcmcKICBuYW1lczoge2tpbmQ6IFdpZGdldCwgcGx1cmFsOiB3aWRnZXRzfQogIHNjb3BlOiBOYW1lc3BhY2VkCiAgdmVyc2lvbnM6CiAgICAtIHtuYW1lOiB2MSwgc2VydmVkOiB0cnVlLCBzdG9yYWdlOiB0cnVlLCBzY2hlbWE6IHtvcGVuQVBJVjNTY2hlbWE6IHt0eXBlOiBvYmplY3R9fX0K"
        )
    )]
    pub model_file: Option<String>,
    /// Address to fetch the files from: a file, an image (`oci://…`), a place in a Git repository, a page of
    /// Artifact Hub, or a Helm repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Name of a chart in the Helm repository at `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chart: Option<String>,
    /// Version of the chart; the newest when absent.
    #[serde(alias = "chart_version", skip_serializing_if = "Option::is_none")]
    pub chart_version: Option<String>,
    /// What custom resources belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelDefinition>,
    /// The sheet of models.
    #[serde(alias = "model_csv", skip_serializing_if = "Option::is_none")]
    pub model_csv: Option<String>,
    /// The sheet of components.
    #[serde(alias = "component_csv", skip_serializing_if = "Option::is_none")]
    pub component_csv: Option<String>,
    /// The sheet of relationship definitions.
    #[serde(alias = "relationship_csv", skip_serializing_if = "Option::is_none")]
    pub relationship_csv: Option<String>,
}

/// What an import did.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Numbers of entities by kind.
    pub entity_count: EntityCount,
    /// What did not come in, in one text.
    pub err_msg: String,
    /// Names of entities by kind.
    pub entity_type_summary: EntityTypeSummary,
    /// Names of the models.
    pub model_name: Vec<String>,
    /// Entities one by one, those that failed first.
    pub entities: Vec<ImportedEntity>,
    /// Numbers of entities by what became of them.
    pub outcomes: Outcomes,
    /// Whether there are more entities than are named.
    pub truncated: bool,
}

/// Numbers of imported and failed entities by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EntityCount {
    /// Components that came in or were there.
    pub comp_count: usize,
    /// Relationship definitions that came in or were there.
    pub rel_count: usize,
    /// Models that came in or were there.
    pub model_count: usize,
    /// Policies that came in or were there.
    pub policy_count: usize,
    /// Components that did not come in.
    pub err_comp_count: usize,
    /// Relationship definitions that did not come in.
    pub err_rel_count: usize,
    /// Models that did not come in.
    pub err_model_count: usize,
    /// Everything that did not come in.
    pub total_err_count: usize,
}

/// Names of entities by kind.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EntityTypeSummary {
    /// Models that came in or were there.
    pub successful_models: Vec<NamedEntity>,
    /// Components that came in or were there.
    pub successful_components: Vec<NamedEntity>,
    /// Relationship definitions that came in or were there.
    pub successful_relationships: Vec<NamedEntity>,
    /// What did not come in.
    pub unsuccessful_entity_name_with_error: Vec<FailedEntity>,
}

/// An entity that came in or was there.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NamedEntity {
    /// Its name.
    pub display_name: String,
    /// Name of its model.
    pub model: String,
}

/// An entity that did not come in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FailedEntity {
    /// Names of what failed.
    pub name: Vec<String>,
    /// `model`, `component`, `relationship`, `policy` or `file`.
    pub entity_type: Vec<String>,
    /// Why.
    pub error: String,
}

/// One entity of an import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportedEntity {
    /// `model`, `component`, `relationship`, `policy` or `file`.
    pub entity_type: String,
    /// Its name; for what failed, the file.
    pub name: String,
    /// Name of its model, where it is known.
    pub model: String,
    /// `added`, `updated`, `unchanged` or `failed`.
    #[cfg_attr(feature = "openapi", schema(example = "added"))]
    pub outcome: String,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Numbers of entities by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcomes {
    /// New ones.
    pub added: usize,
    /// Those that were there with other content.
    pub updated: usize,
    /// Those that were there already.
    pub unchanged: usize,
    /// Those that did not come in.
    pub failed: usize,
}

/// An import that goes on by itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Identifies it.
    pub id: Uuid,
    /// Always `registryImport`.
    pub kind: String,
    /// Where the files come from.
    pub source: String,
    /// `running`, `done`, `failed` or `cancelled`.
    #[cfg_attr(feature = "openapi", schema(example = "running"))]
    pub state: String,
    /// How far it is.
    pub progress: JobProgress,
    /// When it began.
    pub started_at: String,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<String>,
    /// What it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ImportReport>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// How far an import is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct JobProgress {
    /// `fetching`, `reading` or `saving`.
    #[cfg_attr(feature = "openapi", schema(example = "reading"))]
    pub stage: String,
    /// Files read.
    pub entries: u64,
    /// Bytes read, expanded.
    pub bytes: u64,
    /// Models found.
    pub models: u64,
    /// Components found.
    pub components: u64,
    /// Relationship definitions found.
    pub relationships: u64,
    /// Entities that can't come in.
    pub failures: u64,
}

/// Imports that are remembered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobList {
    /// The imports, the newest first.
    pub jobs: Vec<Job>,
}

/// Asks for components made from definitions of custom resources or an API.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", expecting = "an object with `definition`")]
pub struct GenerateRequest {
    /// Definitions of custom resources in YAML or JSON, or the OpenAPI v3 document of an API server.
    #[cfg_attr(feature = "openapi", schema(max_length = 33554432))]
    pub definition: String,
    /// What the components belong to; derived from the definitions where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelDefinition>,
}

/// Components made from definitions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Generated {
    /// What they belong to.
    pub model: ModelDefinition,
    /// The components.
    pub components: Vec<Component>,
    /// What is wrong with the others.
    pub findings: Vec<GenerateFinding>,
}

/// What is wrong with one definition.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GenerateFinding {
    /// Which definition.
    pub subject: String,
    /// Where in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What is wrong.
    pub error: String,
}
