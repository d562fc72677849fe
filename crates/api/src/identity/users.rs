//! Users, organizations, roles and permission keys on the wire.

use meshery_model::{OrganizationId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Envelope;

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Identifies the user.
    pub id: UserId,
    /// Name to sign in with.
    #[cfg_attr(feature = "openapi", schema(example = "meshery"))]
    pub user_id: String,
    /// First name.
    #[cfg_attr(feature = "openapi", schema(example = "Meshery"))]
    pub first_name: String,
    /// Last name.
    #[cfg_attr(feature = "openapi", schema(example = "Meshery"))]
    pub last_name: String,
    /// Mail address, if known.
    #[serde(default)]
    pub email: String,
    /// Address of a picture, if known.
    #[serde(default)]
    pub avatar_url: String,
    /// Provider the user came by.
    #[cfg_attr(feature = "openapi", schema(example = "None"))]
    pub provider: String,
    /// Names of all the user's roles, those the provider gives included.
    #[serde(default)]
    pub role_names: Vec<String>,
    /// Names of the roles given here, which can be changed.
    #[serde(default)]
    pub assigned_roles: Vec<String>,
    /// `active` or `pending`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "active"))]
    pub status: String,
    /// When the user first came.
    #[serde(default)]
    pub created_at: String,
    /// When something about the user last changed.
    #[serde(default)]
    pub updated_at: String,
    /// When the user last signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_login_time: Option<String>,
}

/// A page of users.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserPage {
    /// Where the page lies in its list.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The users.
    pub data: Vec<User>,
}

/// What everybody who is signed in may know about a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserProfile {
    /// Identifies the user.
    pub id: UserId,
    /// Name to sign in with.
    #[cfg_attr(feature = "openapi", schema(example = "meshery"))]
    pub user_id: String,
    /// First name.
    #[cfg_attr(feature = "openapi", schema(example = "Meshery"))]
    pub first_name: String,
    /// Last name.
    #[cfg_attr(feature = "openapi", schema(example = "Meshery"))]
    pub last_name: String,
    /// Address of a picture, if known.
    #[serde(default)]
    pub avatar_url: String,
}

/// Names the roles a user is to have from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssignRoles {
    /// Names of roles. Roles that the provider gives stay beside them.
    #[cfg_attr(feature = "openapi", schema(example = json!(["editor"])))]
    pub roles: Vec<String>,
}

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Identifies the organization.
    pub id: OrganizationId,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "My Org"))]
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Country it is in.
    pub country: String,
    /// Region it is in.
    pub region: String,
    /// Who owns it; the nil id for the server itself.
    pub owner: UserId,
    /// Further facts.
    pub metadata: meshery_model::Object,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
}

/// A page of organizations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationPage {
    /// Where the page lies in its list.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The organizations.
    pub organizations: Vec<Organization>,
}

/// Changes an organization. What is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeOrganization {
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Platform team"))]
    pub name: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Country it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Region it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// A permission: one thing that can be done, with the id under which Meshery's interface asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Key {
    /// Identifies the permission.
    pub id: Uuid,
    /// Short name, as scopes of tokens and roles use it.
    #[cfg_attr(feature = "openapi", schema(example = "designs.read"))]
    pub key: String,
    /// Who owns it; the nil id for the server itself.
    pub owner: UserId,
    /// What it permits.
    #[cfg_attr(feature = "openapi", schema(example = "View designs"))]
    pub function: String,
    /// Group it belongs to.
    #[cfg_attr(feature = "openapi", schema(example = "Designs"))]
    pub category: String,
    /// Group within the category.
    pub subcategory: String,
    /// What it permits, in a sentence.
    pub description: String,
}

/// A page of permissions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyPage {
    /// Where the page lies in its list.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The permissions.
    pub keys: Vec<Key>,
}

/// A role: a name for a set of permissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Identifies the role.
    pub id: Uuid,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "auditor"))]
    pub role_name: String,
    /// What it is for.
    pub description: String,
    /// Short names of its permissions.
    #[cfg_attr(feature = "openapi", schema(example = json!(["designs.read"])))]
    pub keys: Vec<String>,
    /// Whether it comes with the server and can't be changed.
    pub built_in: bool,
    /// How many users have it.
    pub user_count: usize,
}

/// A page of roles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RolePage {
    /// Where the page lies in its list.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The roles, built-in ones first.
    pub roles: Vec<Role>,
}

/// A role to be made or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SaveRole {
    /// Its name: lower-case letters, digits, `-` and `_`. A role keeps the name it was made with.
    #[serde(alias = "role_name")]
    #[cfg_attr(feature = "openapi", schema(example = "auditor", min_length = 1, max_length = 64))]
    pub role_name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Short names of its permissions.
    #[cfg_attr(feature = "openapi", schema(example = json!(["designs.read"])))]
    pub keys: Vec<String>,
}
