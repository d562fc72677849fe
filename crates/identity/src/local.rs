//! The Local provider, which Meshery calls "None": one user, no authentication.

use async_trait::async_trait;
use meshery_model::UserId;
use uuid::Uuid;

use crate::{Credentials, Error, Kind, Principal, Properties, Provider, User};

/// Lets everybody in as the one user `meshery`. Meant for a server that only its own machine can reach.
#[derive(Clone, Copy, Debug, Default)]
pub struct Local;

impl Local {
    /// The name in cookies and token files.
    pub const NAME: &'static str = "None";
}

#[async_trait]
impl Provider for Local {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn aliases(&self) -> &[&str] {
        &["Local"]
    }

    fn properties(&self) -> Properties {
        Properties {
            kind: Kind::Local,
            description: vec![
                "One user, no sign-in".to_owned(),
                "Everything is kept on this machine, with its history".to_owned(),
                "Works without a network".to_owned(),
            ],
            url: String::new(),
            features: vec!["persist-meshery-patterns".to_owned()],
        }
    }

    fn portable_token(&self, _credentials: Credentials<'_>) -> String {
        String::new()
    }

    async fn authenticate(&self, _credentials: Credentials<'_>) -> Result<Principal, Error> {
        Ok(Principal {
            user: User {
                id: UserId(Uuid::new_v5(&Uuid::NAMESPACE_DNS, b"meshery@local")),
                login: "meshery".to_owned(),
                first_name: "Meshery".to_owned(),
                last_name: "Meshery".to_owned(),
                email: String::new(),
                roles: vec!["admin".to_owned()],
            },
            provider: Self::NAME.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn everybody_is_the_same_user() {
        let plain = Local.authenticate(Credentials::default()).await;
        let with_token = Local.authenticate(Credentials { token: Some("whatever") }).await;
        assert_eq!(plain, with_token);
    }
}
