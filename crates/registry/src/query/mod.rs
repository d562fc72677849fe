//! Questions to the registry: pages, filters, search and order.

mod order;

use meshery_model::{ComponentId, ModelId, RelationshipId};

pub use order::{ComponentOrder, Direction, ModelOrder, NameOrder, Order, OrderKey, RelationshipOrder};

/// How many items a page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSize {
    /// At most this many.
    Rows(usize),
    /// Everything on one page.
    All,
}

impl Default for PageSize {
    fn default() -> Self {
        Self::Rows(25)
    }
}

/// How a name is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matching {
    /// The whole name; when nothing is spelled exactly so, regardless of case.
    #[default]
    Exact,
    /// Any part of the name, regardless of case.
    Greedy,
}

/// A question about categories or registrants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Page, counted from 0.
    pub page: usize,
    /// Items on a page.
    pub page_size: PageSize,
    /// Text to look for.
    pub search: Option<String>,
    /// Only the one with this name.
    pub name: Option<String>,
    /// How `name` is compared.
    pub matching: Matching,
    /// Order; by name when absent.
    pub order: Option<Order<NameOrder>>,
}

/// A question about models.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelQuery {
    /// Page, counted from 0.
    pub page: usize,
    /// Items on a page.
    pub page_size: PageSize,
    /// Text to look for in name, display name and description; best hits first unless `order` is given.
    pub search: Option<String>,
    /// Only models with this name.
    pub name: Option<String>,
    /// How `name` is compared.
    pub matching: Matching,
    /// Order; by display name when absent.
    pub order: Option<Order<ModelOrder>>,
    /// Only models of this category.
    pub category: Option<String>,
    /// Only models of this kind of registrant.
    pub registrant: Option<String>,
    /// Only this version of the modelled product, or of the definition.
    pub version: Option<String>,
    /// Only models with this status; absent for `enabled`, `all` for any.
    pub status: Option<String>,
    /// Only models of drawings (`true`), or none of them (`false`).
    pub annotations: Option<bool>,
    /// Only the model with this id.
    pub id: Option<ModelId>,
    /// Only the newest version of each model.
    pub latest: bool,
    /// Only models that come with the program (`true`), or those that were imported (`false`).
    pub builtin: Option<bool>,
    /// Only models that share name and version with another.
    pub duplicated: bool,
}

/// A question about components.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComponentQuery {
    /// Page, counted from 0.
    pub page: usize,
    /// Items on a page.
    pub page_size: PageSize,
    /// Text to look for in kind, display name and description; best hits first unless `order` is given.
    pub search: Option<String>,
    /// Only components with this kind or display name.
    pub name: Option<String>,
    /// How `name` is compared.
    pub matching: Matching,
    /// Order; by display name when absent.
    pub order: Option<Order<ComponentOrder>>,
    /// Only components of models with this name.
    pub model: Option<String>,
    /// Only components of models of this category.
    pub category: Option<String>,
    /// Only components of models of this kind of registrant.
    pub registrant: Option<String>,
    /// Only components with this API version.
    pub api_version: Option<String>,
    /// Only components of models with this version of the modelled product, or of the definition.
    pub version: Option<String>,
    /// Only components with this status; absent for `enabled`, `all` for any.
    pub status: Option<String>,
    /// Only drawings (`true`), or none of them (`false`).
    pub annotations: Option<bool>,
    /// Leave schemas out: much cheaper.
    pub trim: bool,
    /// Only the component with this id.
    pub id: Option<ComponentId>,
    /// Only the newest API version of each kind, in the newest version of each model.
    pub latest: bool,
}

/// A question about relationship definitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationshipQuery {
    /// Page, counted from 0.
    pub page: usize,
    /// Items on a page.
    pub page_size: PageSize,
    /// Text to look for in kind, type, subtype, description and the kinds of components it relates.
    pub search: Option<String>,
    /// Order; by kind, type and subtype when absent.
    pub order: Option<Order<RelationshipOrder>>,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this type. Wire name `type`.
    pub rel_type: Option<String>,
    /// Only this subtype.
    pub sub_type: Option<String>,
    /// Only definitions of models with this name.
    pub model: Option<String>,
    /// Only definitions of models with this version of the modelled product, or of the definition.
    pub version: Option<String>,
    /// Only definitions with this status; absent for `enabled`, `all` for any.
    pub status: Option<String>,
    /// Only the definition with this id.
    pub id: Option<RelationshipId>,
    /// Only definitions whose selectors name this kind of component.
    pub component: Option<String>,
}

/// A question about policies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyQuery {
    /// Page, counted from 0.
    pub page: usize,
    /// Items on a page.
    pub page_size: PageSize,
    /// Text to look for in the name.
    pub search: Option<String>,
    /// Only the policy with this name.
    pub name: Option<String>,
    /// Only policies of models with this name.
    pub model: Option<String>,
}
