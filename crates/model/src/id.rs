//! Identifiers as distinct types, so that a component's id can't be passed for a design's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = Uuid))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Tells whether the id was never set.
            #[must_use]
            pub const fn is_nil(&self) -> bool {
                self.0.is_nil()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// Identifies a stored design.
    DesignId;
    /// Identifies a component, as a definition in the registry or as a declaration in a design.
    ComponentId;
    /// Identifies a policy of a model.
    PolicyId;
    /// Identifies a relationship, as a definition in the registry or as an instance in a design.
    RelationshipId;
    /// Identifies one version of a model in the registry.
    ModelId;
    /// Identifies a user.
    UserId;
    /// Identifies an organization.
    OrganizationId;
    /// Identifies a session: a place where somebody is signed in, or a token somebody made.
    SessionId;
}
