//! Who is asking, and how they proved it: the mechanisms. What is done with them, are use cases of
//! `meshery-app`.
//!
//! - [`Provider`]: where identities come from. [`Local`] (Meshery's "None": one user, no authentication),
//!   [`Accounts`] (names and passwords of this server), [`Oidc`] (any OpenID Connect issuer), [`Remote`]
//!   (Meshery's own remote provider protocol). [`Providers`] finds the one a request chose.
//! - [`Permission`], [`Rights`], [`BuiltInRole`]: what may be done, and by whom.
//! - [`token`]: the server's own JWTs. [`Sealer`]: secrets at rest. [`password`], [`random`]: the rest of the
//!   cryptography, in one place.
//!
//! Nothing here knows HTTP requests to this server, or the store. Time comes in as an argument.

mod accounts;
mod error;
mod http;
mod kept;
mod local;
mod oidc;
pub mod password;
mod permission;
mod principal;
mod provider;
pub mod random;
mod remote;
mod seal;
pub mod token;

pub use accounts::Accounts;
pub use error::Error;
pub use local::Local;
pub use oidc::{Oidc, Settings as OidcSettings};
pub use permission::{BuiltInRole, Permission, Rights};
pub use principal::{Principal, Proof};
pub use provider::{Answer, Arrival, Begun, Held, Memory, Properties, Provider, Providers, SignIn};
pub use remote::Remote;
pub use seal::Sealer;
