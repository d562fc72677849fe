//! Built-in accounts on the wire: setting up, signing in, invitations, passwords.

use meshery_model::UserId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Envelope;

/// Tells whether the first administrator is still to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Setup {
    /// Whether there is no account yet. The server prints a setup token at its start as long as this is so.
    pub needed: bool,
}

macro_rules! secretive {
    ($($name:ident shows $($field:ident),+;)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))+.finish_non_exhaustive()
            }
        }
    )*};
}

secretive! {
    SetUp shows login;
    SignInWithPassword shows login;
    AcceptInvitation shows login;
    ChangePassword shows keep_other_sessions;
    CreatedInvitation shows invitation;
}

/// Makes the first administrator.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SetUp {
    /// The token the server printed at its start.
    #[serde(alias = "setup_token")]
    pub setup_token: String,
    /// Name to sign in with.
    #[cfg_attr(feature = "openapi", schema(example = "ada"))]
    pub login: String,
    /// The password, 12 to 128 characters.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery"))]
    pub password: String,
    /// First name.
    #[serde(default, alias = "first_name")]
    pub first_name: String,
    /// Last name.
    #[serde(default, alias = "last_name")]
    pub last_name: String,
    /// Mail address.
    #[serde(default)]
    pub email: String,
}

/// Signs in with a name and a password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInWithPassword {
    /// Name to sign in with.
    #[cfg_attr(feature = "openapi", schema(example = "ada"))]
    pub login: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery"))]
    pub password: String,
}

/// Takes an invitation up.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AcceptInvitation {
    /// The code of the invitation.
    pub code: String,
    /// Name to sign in with.
    #[cfg_attr(feature = "openapi", schema(example = "grace"))]
    pub login: String,
    /// The password, 12 to 128 characters.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery"))]
    pub password: String,
    /// First name.
    #[serde(default, alias = "first_name")]
    pub first_name: String,
    /// Last name.
    #[serde(default, alias = "last_name")]
    pub last_name: String,
}

/// Changes one's own password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    /// The password so far.
    #[serde(alias = "current_password")]
    pub current_password: String,
    /// The new one, 12 to 128 characters.
    #[serde(alias = "new_password")]
    pub new_password: String,
    /// Whether other places stay signed in; if not, their sessions and API tokens end.
    #[serde(default, alias = "keep_other_sessions")]
    pub keep_other_sessions: bool,
}

/// Invites somebody to make an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewInvitation {
    /// Mail address of the invited, who gets it as their own. Nothing is sent there.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "grace@example.com"))]
    pub email: String,
    /// Names of the roles the account will have.
    #[cfg_attr(feature = "openapi", schema(example = json!(["viewer"])))]
    pub roles: Vec<String>,
    /// Days until it ends, 1 to 30; 7 if not given.
    #[serde(default, alias = "expires_in_days")]
    #[cfg_attr(feature = "openapi", schema(example = 7, minimum = 1, maximum = 30))]
    pub expires_in_days: Option<u32>,
}

/// An invitation nobody has taken up yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Identifies the invitation.
    pub id: Uuid,
    /// Who invited.
    pub owner: UserId,
    /// Mail address of the invited, if given.
    pub email: String,
    /// Names of the roles the account will have.
    pub roles: Vec<String>,
    /// When it was made.
    pub created_at: String,
    /// When it ends.
    pub expires_at: String,
}

/// An invitation that was just made. Its code is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedInvitation {
    /// What is known about it.
    #[serde(flatten)]
    pub invitation: Invitation,
    /// The code, to be handed over on a safe way: the page `/invite#<code>` takes it.
    pub code: String,
}

/// A page of invitations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationPage {
    /// Where the page lies in its list.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The invitations.
    pub invitations: Vec<Invitation>,
}
