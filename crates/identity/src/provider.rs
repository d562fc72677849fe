//! What a provider is, and how a request finds its own.

use std::sync::Arc;

use async_trait::async_trait;

use crate::{Error, Principal};

/// What a request brought to prove who is asking. Empty for a provider without authentication.
#[derive(Clone, Copy, Debug, Default)]
pub struct Credentials<'a> {
    /// Token of the `Authorization: Bearer` header or of the `token` cookie.
    pub token: Option<&'a str>,
}

/// Where a provider lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In this server.
    Local,
    /// Somewhere else.
    Remote,
}

/// What a provider tells about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Properties {
    /// Where it lives.
    pub kind: Kind,
    /// What it offers, a line each.
    pub description: Vec<String>,
    /// Its address; empty for local ones.
    pub url: String,
    /// Names of the features it has.
    pub features: Vec<String>,
}

/// Turns credentials into a principal.
#[async_trait]
pub trait Provider: Send + Sync + std::fmt::Debug + 'static {
    /// Returns the name it is chosen by.
    fn name(&self) -> &str;

    /// Returns other names it is chosen by.
    fn aliases(&self) -> &[&str] {
        &[]
    }

    /// Tells about itself.
    fn properties(&self) -> Properties;

    /// Returns the token with which the holder of these credentials can sign another client in; empty where
    /// the provider asks for none.
    fn portable_token(&self, credentials: Credentials<'_>) -> String;

    /// Returns who is asking.
    ///
    /// # Errors
    /// When the credentials prove nobody.
    async fn authenticate(&self, credentials: Credentials<'_>) -> Result<Principal, Error>;
}

/// The configured providers, in the order they are offered.
#[derive(Clone, Debug)]
pub struct Providers {
    all: Vec<Arc<dyn Provider>>,
}

impl Providers {
    /// Offers these providers.
    #[must_use]
    pub fn new(all: Vec<Arc<dyn Provider>>) -> Self {
        Self { all }
    }

    /// Returns all of them.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Provider> {
        self.all.iter().map(AsRef::as_ref)
    }

    /// Finds the provider a request chose, whatever the case of the name. With a single provider
    /// configured there is nothing to choose, and choosing may be left out.
    ///
    /// # Errors
    /// When the name is unknown, or missing although there is a choice.
    pub fn choose(&self, name: Option<&str>) -> Result<&dyn Provider, Error> {
        match (name.filter(|name| !name.is_empty()), self.all.as_slice()) {
            (None, [only]) => Ok(only.as_ref()),
            (None, _) => Err(Error::NoProvider),
            (Some(name), _) => self.iter().find(|provider| answers_to(*provider, name)).ok_or_else(|| {
                let known: Vec<_> = self.iter().map(Provider::name).collect();
                Error::UnknownProvider { name: name.to_owned(), known: known.join(", ") }
            }),
        }
    }
}

fn answers_to(provider: &dyn Provider, name: &str) -> bool {
    provider.name().eq_ignore_ascii_case(name)
        || provider.aliases().iter().any(|alias| alias.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Local;

    #[test]
    fn the_only_provider_need_not_be_chosen() {
        let providers = Providers::new(vec![Arc::new(Local)]);
        assert_eq!(providers.choose(None).map(Provider::name), Ok("None"));
        assert_eq!(providers.choose(Some("")).map(Provider::name), Ok("None"));
    }

    #[test]
    fn a_provider_is_found_by_any_of_its_names() {
        let providers = Providers::new(vec![Arc::new(Local)]);
        for name in ["None", "none", "Local", "LOCAL"] {
            assert_eq!(providers.choose(Some(name)).map(Provider::name), Ok("None"));
        }
        let error = providers.choose(Some("Meshery")).map(Provider::name).expect_err("unknown");
        assert_eq!(error.to_string(), "there is no provider `Meshery`, configured are: None");
    }

    #[test]
    fn among_several_one_must_be_chosen() {
        let providers = Providers::new(vec![Arc::new(Local), Arc::new(Local)]);
        assert_eq!(providers.choose(None).map(Provider::name), Err(Error::NoProvider));
    }
}
