//! Who may use the server: the providers that vouch for people.

use meshery_identity::OidcSettings;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// The provider None: one user, no authentication.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Local {
    /// Whether it is offered; without a word it is, as long as no other provider is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// Accounts that this server keeps itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// Whether they are offered.
    pub enabled: bool,
}

/// A remote provider, in Meshery's own protocol.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remote {
    /// Its address.
    pub url: String,
    /// Name it is chosen by; its host if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// How long a sign-in lasts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    /// Hours a sign-in lasts that is not used.
    pub idle_hours: u32,
    /// Days a sign-in lasts at most.
    pub longest_days: u32,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { idle_hours: 24, longest_days: 30 }
    }
}

/// Certificate and key of the server, in PEM.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// File with the certificate and its chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cert: Option<std::path::PathBuf>,
    /// File with the private key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<std::path::PathBuf>,
}

/// Takes the secrets of OIDC clients from the environment, where they are not in the file:
/// `MESHERY_OIDC_<NAME>_CLIENT_SECRET`, the name in capitals and with `_` for whatever is no letter or digit.
pub(super) fn secrets_from_environment(providers: &mut [OidcSettings]) {
    for provider in providers.iter_mut().filter(|provider| provider.client_secret.is_none()) {
        let name: String = provider
            .name
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' })
            .collect();
        let secret = std::env::var(format!("MESHERY_OIDC_{name}_CLIENT_SECRET")).ok();
        provider.client_secret = secret.filter(|secret| !secret.is_empty()).map(SecretString::from);
    }
}
