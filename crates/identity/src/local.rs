//! The Local provider, which Meshery calls "None": one user, no authentication.

use async_trait::async_trait;
use meshery_model::UserId;
use uuid::Uuid;

use crate::{Properties, Provider, SignIn};

/// Lets everybody in as the one user `meshery`. Meant for a server that only its own machine can reach.
#[derive(Clone, Copy, Debug, Default)]
pub struct Local;

impl Local {
    /// The name in cookies and token files.
    pub const NAME: &'static str = "None";
    /// Name of the one user.
    pub const LOGIN: &'static str = "meshery";

    /// Returns the id of the one user: the same on every server and at every start.
    #[must_use]
    pub fn user() -> UserId {
        UserId(Uuid::new_v5(&Uuid::NAMESPACE_DNS, b"meshery@local"))
    }
}

#[async_trait]
impl Provider for Local {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn aliases(&self) -> &[&str] {
        &["Local"]
    }

    fn sign_in(&self) -> SignIn {
        SignIn::None
    }

    fn properties(&self) -> Properties {
        Properties {
            description: vec![
                "One user, no sign-in".to_owned(),
                "Everything is kept on this machine, with its history".to_owned(),
                "Works without a network".to_owned(),
            ],
            url: String::new(),
            features: vec![("persist-meshery-patterns".to_owned(), String::new())],
        }
    }
}
