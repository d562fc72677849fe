//! Who is asking.

use meshery_model::UserId;

/// A user as a provider knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Identifies the user.
    pub id: UserId,
    /// Name to sign in with.
    pub login: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Mail address; empty if unknown.
    pub email: String,
    /// Names of the user's roles.
    pub roles: Vec<String>,
}

/// The user behind a request, and the provider that vouches for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The user.
    pub user: User,
    /// Name of the provider.
    pub provider: String,
}

impl Principal {
    /// Returns the id that owned things carry.
    #[must_use]
    pub const fn id(&self) -> UserId {
        self.user.id
    }
}
