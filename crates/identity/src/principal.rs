//! Who is asking.

use meshery_model::{SessionId, UserId};

use crate::{Error, Permission, Rights};

/// The user behind a request: who, vouched for by whom, and with which rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The user.
    pub user: UserId,
    /// Name to sign in with.
    pub login: String,
    /// Name of the provider.
    pub provider: String,
    /// What the user may do: what the roles permit, and for an API token no more than its scopes.
    pub rights: Rights,
    /// How the user proved it.
    pub proof: Proof,
}

/// How a user proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Not at all: the provider asks for nothing.
    Nothing,
    /// By signing in, in a browser or from the command line.
    SignIn(SessionId),
    /// By an API token.
    ApiToken(SessionId),
    /// By a token of the provider itself.
    Foreign,
}

impl Principal {
    /// Returns the id that owned things carry.
    #[must_use]
    pub const fn id(&self) -> UserId {
        self.user
    }

    /// Returns the session behind the request, if there is one.
    #[must_use]
    pub const fn session(&self) -> Option<SessionId> {
        match self.proof {
            Proof::SignIn(id) | Proof::ApiToken(id) => Some(id),
            Proof::Nothing | Proof::Foreign => None,
        }
    }

    /// Refuses a user who may not do this.
    ///
    /// # Errors
    /// Names what is missing.
    pub const fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.rights.has(permission) { Ok(()) } else { Err(Error::Forbidden { permission }) }
    }

    /// Refuses programs where a person has to decide: what a token could grant itself, would be no bound on it.
    ///
    /// # Errors
    /// When the request comes from a program.
    pub const fn require_person(&self) -> Result<(), Error> {
        match self.proof {
            Proof::Nothing | Proof::SignIn(_) => Ok(()),
            Proof::ApiToken(_) | Proof::Foreign => Err(Error::NeedsPerson),
        }
    }
}
