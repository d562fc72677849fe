//! Providers, who is asking, and what lets them in: sessions and API tokens.

use meshery_api::identity::{
    ApiTokenPage, CreatedApiToken, NewApiToken, Providers, SessionPage, TokenFile, User,
};
use meshery_model::SessionId;

use crate::{Answer, Client, Error, ListQuery};

impl Client {
    /// Returns the providers the server offers, by name.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub fn providers(&self) -> Result<Answer<Providers>, Error> {
        self.get("/api/providers", &[])
    }

    /// Returns what belongs into a token file.
    ///
    /// # Errors
    /// When nobody is signed in, or the server can't be reached.
    pub fn token_file(&self) -> Result<Answer<TokenFile>, Error> {
        self.get("/api/token", &[])
    }

    /// Returns the user who asks.
    ///
    /// # Errors
    /// When nobody is signed in, or the server can't be reached.
    pub fn user(&self) -> Result<Answer<User>, Error> {
        self.get("/api/user", &[])
    }

    /// Lists the places where the user is signed in.
    ///
    /// # Errors
    /// When nobody is signed in, or the server can't be reached.
    pub fn sessions(&self) -> Result<Answer<SessionPage>, Error> {
        self.get("/api/identity/sessions", &ListQuery::default().pairs())
    }

    /// Ends a session: its token is not accepted any more.
    ///
    /// # Errors
    /// When the user has no such session, or the server can't be reached.
    pub fn end_session(&self, id: SessionId) -> Result<(), Error> {
        self.remove(&format!("/api/identity/sessions/{id}"))
    }

    /// Lists the user's API tokens, without the tokens themselves.
    ///
    /// # Errors
    /// When nobody is signed in, or the server can't be reached.
    pub fn api_tokens(&self, query: &ListQuery) -> Result<Answer<ApiTokenPage>, Error> {
        self.get("/api/identity/tokens", &query.pairs())
    }

    /// Makes an API token. The answer holds it, this once.
    ///
    /// # Errors
    /// When the user may not make tokens, the server refuses the request, or it can't be reached.
    pub fn create_api_token(&self, token: &NewApiToken) -> Result<Answer<CreatedApiToken>, Error> {
        self.post("/api/identity/tokens", token)
    }

    /// Revokes an API token: it is not accepted any more.
    ///
    /// # Errors
    /// When the user has no such token, or the server can't be reached.
    pub fn revoke_api_token(&self, id: SessionId) -> Result<(), Error> {
        self.remove(&format!("/api/identity/tokens/{id}"))
    }
}
