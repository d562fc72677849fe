//! What can go wrong when somebody signs in, or asks for what they may not have.

use meshery_errors::{Code, Coded};

use crate::Permission;

/// A request that can't be given to a user, or asks for too much.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request chose a provider that is not configured.
    #[error("there is no provider `{name}`, configured are: {known}")]
    UnknownProvider {
        /// What was chosen.
        name: String,
        /// Names of the configured ones.
        known: String,
    },
    /// Several providers are configured and the request chose none.
    #[error("no provider was chosen")]
    NoProvider,
    /// The user has no role that permits this.
    #[error("this needs the permission `{permission}` ({}), which you don't have", permission.function())]
    Forbidden {
        /// What is missing.
        permission: Permission,
    },
    /// The request brought no token.
    #[error("the request carries no token")]
    NoToken,
    /// The request's token proves nobody.
    #[error("the token is not valid: {reason}")]
    BadToken {
        /// Why, without anything of the token.
        reason: &'static str,
    },
    /// The setup token is not the one the server printed.
    #[error("the setup token is not the one this server printed at its start")]
    WrongSetupToken,
    /// Name or password is wrong. Which one, is not said.
    #[error("the name or the password is wrong")]
    WrongPassword,
    /// Too many attempts.
    #[error("too many attempts to sign in, the next one is possible in {retry_after_seconds} s")]
    TooManyAttempts {
        /// Seconds to wait.
        retry_after_seconds: u64,
    },
    /// The code of a device sign-in is unknown, decided or over.
    #[error("no sign-in waits for the code `{user_code}`")]
    UnknownDevice {
        /// What was asked for.
        user_code: String,
    },
    /// A program asks for a code in a way that is not safe.
    #[error("the program's request is wrong: {reason}")]
    WrongAuthorization {
        /// What is wrong.
        reason: String,
    },
    /// The sign-in at a provider failed.
    #[error("the sign-in at `{provider}` failed")]
    SignInFailed {
        /// Name of the provider.
        provider: String,
        /// Why, for the log.
        reason: String,
    },
    /// The invitation does not exist, was used, or is over.
    #[error("the invitation does not exist, was used already, or is over")]
    UnknownInvitation,
    /// The password is easy to guess.
    #[error("the password is not accepted: {reason}")]
    WeakPassword {
        /// What it lacks.
        reason: &'static str,
    },
    /// There is an administrator already.
    #[error("the first administrator exists already")]
    AlreadySetUp,
    /// Nobody would be left to administer the server.
    #[error("`{login}` is the last administrator")]
    LastAdministrator {
        /// Name of the user.
        login: String,
    },
    /// There is no such thing, or it belongs to somebody else.
    #[error("no {what} has the id `{id}`")]
    NotFound {
        /// Kind of thing.
        what: &'static str,
        /// What was asked for.
        id: String,
    },
    /// The provider vouches for the user, but gives no role, and none is given by default.
    #[error("`{provider}` gives this user no role on this server")]
    NoRole {
        /// Name of the provider.
        provider: String,
    },
    /// A name, mail address or lifetime is not one.
    #[error("`{field}` is not accepted: {reason}")]
    Invalid {
        /// Which member of the request.
        field: &'static str,
        /// What it has to be.
        reason: String,
    },
    /// The name is somebody else's.
    #[error("the name `{name}` is taken")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// A built-in role can't be changed.
    #[error("the role `{name}` comes with the server and can't be changed")]
    BuiltInRole {
        /// Name of the role.
        name: String,
    },
    /// An API token can't be used where a person has to decide.
    #[error("an API token can't do this: sign in as a person")]
    NeedsPerson,
    /// A provider can't be reached.
    #[error("the provider `{provider}` can't be reached")]
    Unavailable {
        /// Name of the provider.
        provider: String,
        /// Why, for the log.
        reason: String,
    },
    /// The encryption key does not open what is stored.
    #[error("what is stored was sealed with another encryption key")]
    WrongKey,
    /// The encryption key can't be read or written.
    #[error("the encryption key is not usable: {reason}")]
    BadKey {
        /// Why, without anything of the key.
        reason: String,
    },
    /// The operating system or a library failed.
    #[error("a cryptographic operation failed: {what}")]
    Crypto {
        /// Which one.
        what: &'static str,
    },
}

impl Error {
    /// Returns what only the log is to know.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::SignInFailed { reason, .. } | Self::Unavailable { reason, .. } => Some(reason),
            _ => None,
        }
    }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::UnknownProvider { .. } => Code::new("meshery-server-1401"),
            Self::NoProvider => Code::new("meshery-server-1402"),
            Self::Forbidden { .. } => Code::new("meshery-server-1403"),
            Self::NoToken | Self::BadToken { .. } => Code::new("meshery-server-1404"),
            Self::WrongSetupToken => Code::new("meshery-server-1405"),
            Self::WrongPassword => Code::new("meshery-server-1406"),
            Self::TooManyAttempts { .. } => Code::new("meshery-server-1407"),
            Self::UnknownDevice { .. } => Code::new("meshery-server-1408"),
            Self::WrongAuthorization { .. } => Code::new("meshery-server-1409"),
            Self::SignInFailed { .. } => Code::new("meshery-server-1410"),
            Self::UnknownInvitation => Code::new("meshery-server-1411"),
            Self::WeakPassword { .. } => Code::new("meshery-server-1412"),
            Self::AlreadySetUp => Code::new("meshery-server-1413"),
            Self::LastAdministrator { .. } => Code::new("meshery-server-1414"),
            Self::NotFound { .. } => Code::new("meshery-server-1415"),
            Self::NoRole { .. } => Code::new("meshery-server-1416"),
            Self::Invalid { .. } => Code::new("meshery-server-1417"),
            Self::NameTaken { .. } => Code::new("meshery-server-1418"),
            Self::BuiltInRole { .. } => Code::new("meshery-server-1419"),
            Self::NeedsPerson => Code::new("meshery-server-1420"),
            Self::Unavailable { .. } => Code::new("meshery-server-1421"),
            Self::WrongKey | Self::BadKey { .. } => Code::new("meshery-server-1422"),
            Self::Crypto { .. } => Code::new("meshery-server-1423"),
        }
    }
}
