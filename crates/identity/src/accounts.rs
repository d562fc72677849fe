//! The provider of built-in accounts: names and passwords kept by this server, so that a team needs no
//! identity provider. What signing in does, is a use case: the accounts are in the store.

use async_trait::async_trait;

use crate::{Properties, Provider, SignIn};

/// Built-in accounts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Accounts;

impl Accounts {
    /// The name in cookies and token files.
    pub const NAME: &'static str = "Accounts";
}

#[async_trait]
impl Provider for Accounts {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn sign_in(&self) -> SignIn {
        SignIn::Password
    }

    fn properties(&self) -> Properties {
        Properties {
            description: vec![
                "Accounts on this server, by invitation".to_owned(),
                "Needs no other service and no network".to_owned(),
            ],
            url: String::new(),
            features: vec![
                ("persist-meshery-patterns".to_owned(), String::new()),
                ("users-identity".to_owned(), String::new()),
                ("users-keys".to_owned(), String::new()),
                ("organizations".to_owned(), String::new()),
            ],
        }
    }
}
