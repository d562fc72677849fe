//! The registry: models, components and relationship definitions.

use meshery_api::registry::{CategoryPage, ComponentPage, ModelPage, RegistrantPage, RelationshipPage};

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
        self.client.get(&path, &query.list.pairs())
    }

    /// Lists components.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn components(&self, query: &ComponentQuery) -> Result<Answer<ComponentPage>, Error> {
        let mut pairs = query.list.pairs();
        pairs.push(("trim", query.trim.to_string()));
        push(&mut pairs, "model", query.model.as_ref());
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
}
