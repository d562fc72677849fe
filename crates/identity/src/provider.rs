//! What a provider is, and how a request finds its own.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::Error;

/// How a provider lets people in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// There is nothing to prove.
    None,
    /// By name and password, which this server keeps.
    Password,
    /// At the provider's own pages.
    Redirect,
}

/// What a provider tells about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Properties {
    /// What it offers, a line each.
    pub description: Vec<String>,
    /// Its address; empty if it has no pages of its own.
    pub url: String,
    /// Features it has, each with its path at the provider.
    pub features: Vec<(String, String)>,
}

/// A sign-in at a provider's pages that has begun.
#[derive(Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub address: Url,
    /// What has to be remembered until it comes back.
    pub memory: Memory,
}

/// What is remembered of a sign-in until the browser comes back. Kept sealed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Memory {
    /// Value that the provider puts into the id token.
    pub nonce: String,
    /// PKCE verifier.
    pub verifier: String,
}

/// What a browser brings back from a provider.
#[derive(Clone, Default)]
pub struct Answer {
    /// Code to be exchanged.
    pub code: Option<String>,
    /// Who says so (RFC 9207).
    pub issuer: Option<String>,
    /// Why not.
    pub error: Option<String>,
    /// The provider's token, in the protocol of remote providers.
    pub token: Option<String>,
    /// The provider's own session, in the protocol of remote providers.
    pub session: Option<String>,
}

/// Somebody a provider vouches for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Who it is, in the provider's words; never changes.
    pub subject: String,
    /// Name to sign in with.
    pub login: String,
    /// Mail address, if the provider checked it.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address of a picture.
    pub avatar_url: String,
    /// Names of the roles that follow from what the provider says.
    pub roles: Vec<String>,
    /// What is held for the user as long as the session lasts.
    pub held: Option<Held>,
    /// When the token that says so is over, in seconds since 1970, with what clocks may differ; `None` if it does
    /// not say.
    pub until: Option<i64>,
}

/// What is held of a provider for a user, as long as the session lasts. Kept sealed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The provider's token.
    pub token: String,
    /// The provider's own session.
    pub session: String,
    /// When the token ends, in seconds since 1970; `None` if it does not say.
    pub expires: Option<i64>,
}

macro_rules! opaque {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

opaque! { Memory Answer Held }

/// Where identities come from.
#[async_trait]
pub trait Provider: Send + Sync + std::fmt::Debug + 'static {
    /// Returns the name it is chosen by.
    fn name(&self) -> &str;

    /// Returns other names it is chosen by.
    fn aliases(&self) -> &[&str] {
        &[]
    }

    /// Tells how it lets people in.
    fn sign_in(&self) -> SignIn;

    /// Tells about itself.
    fn properties(&self) -> Properties;

    /// Checks that it can be used now.
    ///
    /// # Errors
    /// When it can't be reached.
    async fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Begins a sign-in at its pages. `callback` is where the browser comes back to, with `state`.
    ///
    /// # Errors
    /// When it has no pages or can't be reached.
    async fn begin(&self, callback: &Url, state: &str, now: Timestamp) -> Result<Begun, Error> {
        let _ = (callback, state, now);
        Err(self.failed("people do not sign in at pages of this provider"))
    }

    /// Finishes a sign-in: checks what the browser brought back, and returns who it is.
    ///
    /// # Errors
    /// When anything does not fit.
    async fn finish(
        &self,
        callback: &Url,
        memory: Memory,
        answer: Answer,
        now: Timestamp,
    ) -> Result<Arrival, Error> {
        let _ = (callback, memory, answer, now);
        Err(self.failed("people do not sign in at pages of this provider"))
    }

    /// Looks at a token that is not this server's. `None` when it is none of this provider's either, or the
    /// provider's tokens are not accepted.
    ///
    /// # Errors
    /// When it is one of this provider's and not good, or the provider can't be reached.
    async fn recognise(&self, token: &str, now: Timestamp) -> Result<Option<Arrival>, Error> {
        let _ = (token, now);
        Ok(None)
    }

    /// Renews what is held for a user. `None` when there is nothing to renew.
    ///
    /// # Errors
    /// When the provider refuses, or can't be reached.
    async fn renew(&self, held: &Held, now: Timestamp) -> Result<Option<Held>, Error> {
        let _ = (held, now);
        Ok(None)
    }

    /// Tells the provider that a session is over. What it answers changes nothing here.
    async fn end(&self, held: Held) {
        drop(held);
    }

    /// Describes a sign-in that failed.
    fn failed(&self, reason: &str) -> Error {
        Error::SignInFailed { provider: self.name().to_owned(), reason: reason.to_owned() }
    }

    /// Describes a provider that can't be reached.
    fn unavailable(&self, reason: &str) -> Error {
        Error::Unavailable { provider: self.name().to_owned(), reason: reason.to_owned() }
    }
}

/// The configured providers, in the order they are offered.
#[derive(Clone, Debug)]
pub struct Providers {
    all: Arc<[Arc<dyn Provider>]>,
    enforced: Option<String>,
}

impl Providers {
    /// Offers these providers; with `enforced` nobody has a choice.
    ///
    /// # Errors
    /// When the enforced provider is not among them.
    pub fn new(all: Vec<Arc<dyn Provider>>, enforced: Option<&str>) -> Result<Self, Error> {
        let mut providers = Self { all: all.into(), enforced: None };
        if let Some(name) = enforced {
            providers.enforced = Some(providers.find(name)?.name().to_owned());
        }
        Ok(providers)
    }

    /// Returns all of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Provider>> {
        self.all.iter()
    }

    /// Returns the one that everybody has to use, if there is one.
    #[must_use]
    pub fn enforced(&self) -> Option<&Arc<dyn Provider>> {
        self.enforced.as_deref().and_then(|name| self.find(name).ok())
    }

    /// Returns the one without authentication, if it is configured.
    #[must_use]
    pub fn open_one(&self) -> Option<&Arc<dyn Provider>> {
        self.all.iter().find(|provider| provider.sign_in() == SignIn::None)
    }

    /// Finds the provider a request chose, whatever the case of the name. With a single provider configured, or
    /// an enforced one, there is nothing to choose.
    ///
    /// # Errors
    /// When the name is unknown, or missing although there is a choice.
    pub fn choose(&self, name: Option<&str>) -> Result<&Arc<dyn Provider>, Error> {
        if let Some(enforced) = self.enforced() {
            return Ok(enforced);
        }
        match (name.filter(|name| !name.is_empty()), &*self.all) {
            (None, [only]) => Ok(only),
            (None, _) => Err(Error::NoProvider),
            (Some(name), _) => self.find(name),
        }
    }

    /// Finds a provider by any of its names.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn find(&self, name: &str) -> Result<&Arc<dyn Provider>, Error> {
        self.all.iter().find(|provider| answers_to(provider.as_ref(), name)).ok_or_else(|| {
            let known: Vec<_> = self.all.iter().map(|provider| provider.name()).collect();
            Error::UnknownProvider { name: name.chars().take(64).collect(), known: known.join(", ") }
        })
    }
}

fn answers_to(provider: &dyn Provider, name: &str) -> bool {
    provider.name().eq_ignore_ascii_case(name)
        || provider.aliases().iter().any(|alias| alias.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Accounts, Local};

    fn chosen(providers: &Providers, name: Option<&str>) -> Result<String, String> {
        let chosen = providers.choose(name).map(|provider| provider.name().to_owned());
        chosen.map_err(|error| error.to_string())
    }

    #[test]
    fn the_only_provider_need_not_be_chosen() {
        let providers = Providers::new(vec![Arc::new(Local)], None).expect("providers");
        assert_eq!(chosen(&providers, None).as_deref(), Ok("None"));
        assert_eq!(chosen(&providers, Some("")).as_deref(), Ok("None"));
    }

    #[test]
    fn a_provider_is_found_by_any_of_its_names() {
        let providers = Providers::new(vec![Arc::new(Local)], None).expect("providers");
        for name in ["None", "none", "Local", "LOCAL"] {
            assert_eq!(chosen(&providers, Some(name)).as_deref(), Ok("None"));
        }
        let error = chosen(&providers, Some("Meshery")).expect_err("unknown");
        assert_eq!(error, "there is no provider `Meshery`, configured are: None");
    }

    #[test]
    fn among_several_one_must_be_chosen_unless_one_is_enforced() {
        let both = || -> Vec<Arc<dyn Provider>> { vec![Arc::new(Local), Arc::new(Accounts)] };
        let providers = Providers::new(both(), None).expect("providers");
        assert_eq!(chosen(&providers, None), Err("no provider was chosen".to_owned()));
        let enforced = Providers::new(both(), Some("accounts")).expect("providers");
        assert_eq!(chosen(&enforced, Some("None")).as_deref(), Ok("Accounts"));
        Providers::new(both(), Some("Acme")).expect_err("unknown");
    }
}
