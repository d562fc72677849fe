//! Who may use the server: signing in and out, tokens, users and their roles.
//!
//! [`authenticate`] stands before every other use case. A token of ours names a session; the session, its user
//! and the user's roles are read from the store and kept at hand for two seconds, or until something here
//! changes them. So what was revoked ends at once on this server, and within seconds on one that shares the
//! store.

mod accounts;
mod attempts;
mod authenticate;
mod authorization;
mod devices;
mod invitations;
mod keys;
mod organizations;
mod preferences;
mod roles;
mod sessions;
mod sign_in;
mod state;
mod tokens;
mod users;

use meshery_store::UserRecord;

pub use accounts::{ChangePassword, NewAccount, change_password, needs_setup, set_up, sign_in_with_password};
pub use authenticate::{Authenticated, Given, authenticate, rights_now};
pub use authorization::{Authorization, authorize, exchange_code};
pub use devices::{BegunDevice, Polled, begin_device, decide_device, pending_device, poll_device};
pub use invitations::{CreatedInvitation, NewInvitation, accept, invitations, invite, withdraw};
pub use keys::{Rotated, prepare, public_keys, reseal, rotate_signing_key, sweep};
pub use meshery_identity::{Permission, Principal, Proof, Provider, Providers, Rights, SignIn};
pub use meshery_store::{
    DeviceRecord, Direction, InvitationRecord, OrganizationRecord, Page, SessionKind, SessionRecord, UserSort,
};
pub use organizations::{
    ChangeOrganization, change_organization, check_organization, organization, organizations,
};
pub use preferences::{change_preferences, preferences};
pub use roles::{Role, SaveRole, add_role, change_role, remove_role, roles};
pub use sessions::{Visitor, end_session, sessions, sign_out, token_of};
pub use sign_in::{SignedIn, begin_sign_in, finish_sign_in};
pub use state::{Identity, Lifetimes};
pub use tokens::{CreatedToken, NewToken, add_token, api_tokens, revoke_token};
pub use users::{assign_roles, remove_user, user, users};

/// A user, as the store knows them.
pub type User = UserRecord;
