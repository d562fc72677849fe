//! Sessions in the store: where somebody is signed in, and the tokens people made.

use jiff::Timestamp;
use meshery_model::{SessionId, UserId};

use crate::{Error, Page, async_trait};

/// What a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// A browser.
    Browser,
    /// A command line.
    Cli,
    /// A token somebody made.
    Api,
}

impl SessionKind {
    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Cli => "cli",
            Self::Api => "api",
        }
    }

    pub(crate) fn read(word: &str) -> Self {
        match word {
            "browser" => Self::Browser,
            "cli" => Self::Cli,
            _ => Self::Api,
        }
    }
}

/// A session. Its token is good as long as the record is there and not over.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// Identifies the session; `jti` of its token.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// What it is for.
    pub kind: SessionKind,
    /// What the client says it is, or what the owner calls the token.
    pub name: String,
    /// Short names of the permissions it is good for; empty for all of the user's.
    pub scopes: Vec<String>,
    /// Name of the provider that vouched.
    pub provider: String,
    /// What is held of the provider, sealed.
    pub held: Option<Vec<u8>>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
}

impl std::fmt::Debug for SessionRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("SessionRecord");
        shown
            .field("id", &self.id)
            .field("user", &self.user)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Reads sessions.
#[async_trait]
pub trait SessionReader {
    /// Looks a session up, whether it is over or not.
    async fn lookup_session(&mut self, id: SessionId) -> Result<Option<SessionRecord>, Error>;

    /// Lists one page of a user's sessions that are not over, newest first: either API tokens or the others; and
    /// counts them all.
    async fn list_sessions(
        &mut self,
        user: UserId,
        tokens: bool,
        now: Timestamp,
        page: Page,
    ) -> Result<(Vec<SessionRecord>, usize), Error>;
}

/// Reads and changes sessions.
#[async_trait]
pub trait SessionWriter: SessionReader {
    /// Adds a session.
    async fn add_session(&mut self, session: &SessionRecord) -> Result<(), Error>;

    /// Notes that a session was used, and until when it is good.
    async fn touch_session(
        &mut self,
        id: SessionId,
        used: Timestamp,
        expires: Timestamp,
    ) -> Result<(), Error>;

    /// Overwrites what is held of the provider.
    async fn hold(&mut self, id: SessionId, held: Vec<u8>) -> Result<(), Error>;

    /// Removes a session; `false` when it was not there.
    async fn remove_session(&mut self, id: SessionId) -> Result<bool, Error>;

    /// Removes all sessions of a user, API tokens included, except one.
    async fn remove_sessions_of(&mut self, user: UserId, except: Option<SessionId>) -> Result<(), Error>;

    /// Removes what is over: sessions, grants, devices, invitations.
    async fn remove_expired(&mut self, now: Timestamp) -> Result<(), Error>;
}
