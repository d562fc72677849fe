//! The registry: models, components and relationship definitions.

use meshery_api::imports::{GenerateRequest, Generated};
use meshery_api::registry::{
    CategoryPage, ComponentPage, EntityStatus, ModelPage, RegistrantPage, RegistrySummary, RelationshipPage,
    RemovedModel, SearchResults, StatusRequest,
};
use meshery_model::{ComponentId, ModelId, RelationshipId};
use uuid::Uuid;

use crate::endpoint::encode;
use crate::list::push;
use crate::{Answer, Client, Error, ListQuery};

/// A question about models.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelQuery {
    /// Which page, and what it is about.
    pub list: ListQuery,
    /// Only this model, by its name.
    pub name: Option<String>,
    /// Only this version of a model, by its id.
    pub id: Option<ModelId>,
    /// Only models of this version.
    pub version: Option<String>,
    /// Only the newest version of each model.
    pub latest: bool,
    /// Models of every status, not only enabled ones.
    pub every_status: bool,
}

/// A question about components.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComponentQuery {
    /// Which page, and what it is about.
    pub list: ListQuery,
    /// Only components of this model.
    pub model: Option<String>,
    /// Only components with this kind or display name.
    pub name: Option<String>,
    /// Only this component, by its id.
    pub id: Option<ComponentId>,
    /// Leave schemas out: much smaller answers.
    pub trim: bool,
}

/// A question about relationship definitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationshipQuery {
    /// Which page, and what it is about.
    pub list: ListQuery,
    /// Only definitions of this model.
    pub model: Option<String>,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this type.
    pub rel_type: Option<String>,
    /// Only this subtype.
    pub sub_type: Option<String>,
    /// Only this definition, by its id.
    pub id: Option<RelationshipId>,
}

/// What the registry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityType {
    /// Models.
    Model,
    /// Components.
    Component,
    /// Relationship definitions.
    Relationship,
}

impl EntityType {
    /// Returns the word on the wire, in the singular.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Component => "component",
            Self::Relationship => "relationship",
        }
    }
}

/// What a model is exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageFormat {
    /// An image in OCI layout, as a tar.
    Oci,
    /// A tar in gzip.
    Tar,
    /// One JSON document.
    Json,
    /// One YAML document.
    Yaml,
}

impl PackageFormat {
    fn as_str(self) -> &'static str {
        match self {
            Self::Oci => "oci",
            Self::Tar => "tar",
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }
}

/// Which model is exported, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportQuery {
    /// The model.
    pub id: ModelId,
    /// What it becomes.
    pub format: PackageFormat,
    /// Whether the documents in an archive are YAML rather than JSON.
    pub yaml_documents: bool,
    /// Whether its components are written.
    pub components: bool,
    /// Whether its relationship definitions are written.
    pub relationships: bool,
}

/// What the registry answers. A name nobody has gives an empty page.
#[derive(Clone, Copy, Debug)]
pub struct Registry<'a> {
    client: &'a Client,
}

impl<'a> Registry<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Lists models.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn models(&self, query: &ModelQuery) -> Result<Answer<ModelPage>, Error> {
        let name = query.name.as_deref().map(encode);
        let path = name
            .map_or_else(|| "/api/registry/models".to_owned(), |name| format!("/api/registry/models/{name}"));
        let mut pairs = query.list.pairs();
        push(&mut pairs, "id", query.id.map(|id| id.to_string()).as_ref());
        push(&mut pairs, "version", query.version.as_ref());
        if query.latest {
            pairs.push(("latest", "true".to_owned()));
        }
        if query.every_status {
            pairs.push(("status", "all".to_owned()));
        }
        self.client.get(&path, &pairs)
    }

    /// Lists components.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn components(&self, query: &ComponentQuery) -> Result<Answer<ComponentPage>, Error> {
        let mut pairs = query.list.pairs();
        pairs.push(("trim", query.trim.to_string()));
        push(&mut pairs, "model", query.model.as_ref());
        push(&mut pairs, "id", query.id.map(|id| id.to_string()).as_ref());
        let name = query.name.as_deref().map(encode);
        let path = name.map_or_else(
            || "/api/registry/components".to_owned(),
            |name| format!("/api/registry/components/{name}"),
        );
        self.client.get(&path, &pairs)
    }

    /// Lists relationship definitions.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn relationships(&self, query: &RelationshipQuery) -> Result<Answer<RelationshipPage>, Error> {
        let mut pairs = query.list.pairs();
        push(&mut pairs, "model", query.model.as_ref());
        push(&mut pairs, "kind", query.kind.as_ref());
        push(&mut pairs, "type", query.rel_type.as_ref());
        push(&mut pairs, "subType", query.sub_type.as_ref());
        push(&mut pairs, "id", query.id.map(|id| id.to_string()).as_ref());
        self.client.get("/api/registry/relationships", &pairs)
    }

    /// Lists categories of models.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn categories(&self, query: &ListQuery) -> Result<Answer<CategoryPage>, Error> {
        self.client.get("/api/registry/categories", &query.pairs())
    }

    /// Lists who registered models.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn registrants(&self, query: &ListQuery) -> Result<Answer<RegistrantPage>, Error> {
        self.client.get("/api/registry/registrants", &query.pairs())
    }

    /// Counts what is registered.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn summary(&self) -> Result<Answer<RegistrySummary>, Error> {
        self.client.get("/api/registry/summary", &[])
    }

    /// Searches for a text in names and descriptions, forgiving typing errors. The best hits come first.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn search(
        &self,
        text: &str,
        entities: &[EntityType],
        limit: usize,
    ) -> Result<Answer<SearchResults>, Error> {
        let types: Vec<_> = entities.iter().map(|entity| entity.as_str()).collect();
        let pairs = [("q", text.to_owned()), ("limit", limit.to_string()), ("types", types.join(","))];
        self.client.get("/api/registry/search", &pairs)
    }

    /// Downloads a model as a package.
    ///
    /// # Errors
    /// When there is no such model, or the server can't be reached.
    pub fn export(&self, query: &ExportQuery) -> Result<Vec<u8>, Error> {
        let documents = if query.yaml_documents { "yaml" } else { "json" };
        let pairs = [
            ("id", query.id.to_string()),
            ("output_format", query.format.as_str().to_owned()),
            ("file_type", documents.to_owned()),
            ("components", query.components.to_string()),
            ("relationships", query.relationships.to_string()),
        ];
        self.client.bytes("/api/registry/export", &pairs)
    }

    /// Removes an imported version of a model with all that belongs to it.
    ///
    /// # Errors
    /// When there is none with this id, it is built in, or the server can't be reached.
    pub fn remove_model(&self, id: ModelId) -> Result<Answer<RemovedModel>, Error> {
        self.client.delete(&format!("/api/registry/models/{id}"))
    }

    /// Gives an entity a status: `enabled`, `ignored` or `duplicate`.
    ///
    /// # Errors
    /// When there is none with this id, or the server can't be reached or refuses.
    pub fn set_status(
        &self,
        entity: EntityType,
        id: Uuid,
        status: &str,
    ) -> Result<Answer<EntityStatus>, Error> {
        let request = StatusRequest { id, status: status.to_owned(), display_name: None };
        self.client.post(&format!("/api/registry/{}s/status", entity.as_str()), &request)
    }

    /// Makes components from definitions of custom resources, or from the API document of a cluster. Nothing is
    /// stored.
    ///
    /// # Errors
    /// When the server can't be reached or can't read the text.
    pub fn generate(&self, request: &GenerateRequest) -> Result<Answer<Generated>, Error> {
        self.client.post("/api/registry/generate", request)
    }
}
