//! Users in the store, with the passwords of built-in accounts and the open invitations.

use jiff::Timestamp;
use meshery_model::UserId;
use uuid::Uuid;

use crate::{Direction, Error, Page, async_trait};

/// Somebody who was let in once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRecord {
    /// Identifies the user.
    pub id: UserId,
    /// Name of the provider that vouches.
    pub provider: String,
    /// Who it is in the provider's words.
    pub subject: String,
    /// Name to sign in with.
    pub login: String,
    /// Mail address; empty if unknown.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address of a picture; empty if unknown.
    pub avatar_url: String,
    /// Names of the roles given here.
    pub roles: Vec<String>,
    /// Names of the roles that follow from what the provider said at the last sign-in.
    pub provider_roles: Vec<String>,
    /// When the user first came.
    pub created_at: Timestamp,
    /// When something about the user last changed.
    pub updated_at: Timestamp,
    /// When the user last signed in.
    pub signed_in_at: Option<Timestamp>,
}

impl UserRecord {
    /// Returns the names of all roles, each once.
    #[must_use]
    pub fn all_roles(&self) -> Vec<String> {
        let mut all: Vec<String> = self.roles.iter().chain(&self.provider_roles).cloned().collect();
        all.sort();
        all.dedup();
        all
    }
}

/// The password of a built-in account.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountRecord {
    /// Whose it is.
    pub user: UserId,
    /// Hash of the password, in PHC form.
    pub password_hash: String,
}

/// Wrong passwords for one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoginFailures {
    /// How many there were since the last right one.
    pub count: u32,
    /// When the last one was.
    pub at: Timestamp,
}

impl std::fmt::Debug for AccountRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("AccountRecord").field("user", &self.user).finish_non_exhaustive()
    }
}

/// An invitation nobody has taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRecord {
    /// Identifies the invitation.
    pub id: Uuid,
    /// Who invited.
    pub owner: UserId,
    /// Mail address of the invited; empty if not given.
    pub email: String,
    /// Names of the roles the account will have.
    pub roles: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// What users are sorted by. The id is always the last key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserSort {
    /// By the name to sign in with, whatever its case.
    #[default]
    Login,
    /// By first name, whatever its case.
    FirstName,
    /// By last name, whatever its case.
    LastName,
    /// By mail address, whatever its case.
    Email,
    /// By the time of the first visit.
    CreatedAt,
    /// By the time of the last change.
    UpdatedAt,
    /// By the time of the last sign-in.
    SignedInAt,
}

/// Reads users.
#[async_trait]
pub trait UserReader {
    /// Looks a user up.
    async fn lookup_user(&mut self, id: UserId) -> Result<Option<UserRecord>, Error>;

    /// Looks a user up as the provider knows them.
    async fn user_by_subject(&mut self, provider: &str, subject: &str) -> Result<Option<UserRecord>, Error>;

    /// Lists one page of the users whose names or mail address contain `search`, and counts them all.
    async fn list_users(
        &mut self,
        search: Option<&str>,
        sort: UserSort,
        direction: Direction,
        page: Page,
    ) -> Result<(Vec<UserRecord>, usize), Error>;

    /// Counts the users that have a role, whoever gave it.
    async fn count_users_with_role(&mut self, role: &str) -> Result<usize, Error>;

    /// Returns the password of a user, if there is one.
    async fn lookup_account(&mut self, user: UserId) -> Result<Option<AccountRecord>, Error>;

    /// Counts the built-in accounts.
    async fn count_accounts(&mut self) -> Result<usize, Error>;

    /// Returns the wrong passwords for a name, whether an account has it or not.
    async fn login_failures(&mut self, login: &str) -> Result<Option<LoginFailures>, Error>;

    /// Lists one page of the invitations that are open at this time, newest first, and counts them all.
    async fn list_invitations(
        &mut self,
        now: Timestamp,
        page: Page,
    ) -> Result<(Vec<InvitationRecord>, usize), Error>;
}

/// Reads and changes users.
#[async_trait]
pub trait UserWriter: UserReader {
    /// Adds a user.
    async fn add_user(&mut self, user: &UserRecord) -> Result<(), Error>;

    /// Overwrites what is known about a user; `false` when they are not there.
    async fn update_user(&mut self, user: &UserRecord) -> Result<bool, Error>;

    /// Removes a user with password, sessions and preferences; `false` when they were not there. What they made
    /// stays.
    async fn remove_user(&mut self, id: UserId) -> Result<bool, Error>;

    /// Adds or overwrites a password.
    async fn save_account(&mut self, account: &AccountRecord) -> Result<(), Error>;

    /// Counts a wrong password for a name.
    async fn add_login_failure(&mut self, login: &str, at: Timestamp) -> Result<(), Error>;

    /// Forgets the wrong passwords for a name.
    async fn clear_login_failures(&mut self, login: &str) -> Result<(), Error>;

    /// Forgets the wrong passwords before this time.
    async fn remove_login_failures(&mut self, before: Timestamp) -> Result<(), Error>;

    /// Adds an invitation whose code has this digest.
    async fn add_invitation(&mut self, invitation: &InvitationRecord, code: [u8; 32]) -> Result<(), Error>;

    /// Removes and returns the invitation whose code has this digest, if it is still open.
    async fn take_invitation(
        &mut self,
        code: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<InvitationRecord>, Error>;

    /// Removes an invitation; `false` when it was not there.
    async fn remove_invitation(&mut self, id: Uuid) -> Result<bool, Error>;
}
