//! Providers, and who is asking.

use meshery_api::identity::{Providers, TokenFile, User};

use crate::{Answer, Client, Error};

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
}
