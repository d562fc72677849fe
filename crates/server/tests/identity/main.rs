//! Who may use the server, proven from outside: issuers that are honest and issuers that are not, secrets that
//! must not show, floods, and access that ends.

mod bearer_external;
mod canary;
mod denial;
mod oidc_hostile;
mod oidc_real;
mod remote;
mod streams;
mod world;
