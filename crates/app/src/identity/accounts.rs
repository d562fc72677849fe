//! Built-in accounts: the first administrator, signing in, passwords.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use meshery_identity::{Error as Refused, Principal, SignIn, password, random};
use meshery_model::UserId;
use meshery_store::{AccountRecord, LoginFailures, SessionKind, UnitOfWork, UserRecord};

use super::keys::{SETUP, hex};
use super::sessions::Visitor;
use super::sign_in::{SignedIn, open};
use crate::{Ctx, Error};

/// Wrong passwords after which a name waits.
const FREE_FAILURES: u32 = 5;
/// Longest wait of a name, in seconds.
const LONGEST_WAIT: i64 = 300;
/// Most passwords that wait to be hashed: more would only time out.
const WAITING: usize = 16;
/// Longest name to sign in with.
const LOGIN_LENGTH: usize = 64;

/// An account to be made.
#[derive(Clone, Default)]
pub struct NewAccount {
    /// Name to sign in with.
    pub login: String,
    /// The password.
    pub password: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Mail address; may be empty.
    pub email: String,
}

/// A change of one's own password.
#[derive(Clone, Default)]
pub struct ChangePassword {
    /// The password so far.
    pub current: String,
    /// The new one.
    pub new: String,
    /// Whether other sessions and API tokens go on.
    pub keep_other_sessions: bool,
}

macro_rules! opaque {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

opaque! { NewAccount ChangePassword }

/// Tells whether built-in accounts are offered and there is none yet.
///
/// # Errors
/// When the store fails.
pub async fn needs_setup(ctx: &Ctx) -> Result<bool, Error> {
    Ok(provider(ctx).is_ok() && ctx.store.read_once().await?.count_accounts().await? == 0)
}

/// Makes the first administrator, for whoever has the token the server printed.
///
/// # Errors
/// When the token is wrong, there is an account already, or name or password are not accepted.
pub async fn set_up(
    ctx: &Arc<Ctx>,
    visitor: &Visitor,
    setup_token: &str,
    account: NewAccount,
) -> Result<SignedIn, Error> {
    ctx.identity.attempts.count(&visitor.key())?;
    let mut reader = ctx.store.read().await?;
    if reader.count_accounts().await? > 0 {
        return Err(Refused::AlreadySetUp.into());
    }
    let stored = reader.setting(SETUP).await?;
    drop(reader);
    // Digests are compared, so the time of the comparison tells nothing about the token.
    if stored.as_deref() != Some(hex(&random::digest(setup_token)).as_str()) {
        return Err(Refused::WrongSetupToken.into());
    }
    let hash = accepted_password(ctx, &account).await?;
    let mut unit = ctx.store.begin().await?;
    if unit.count_accounts().await? > 0 {
        return Err(Refused::AlreadySetUp.into());
    }
    let user = add_account(ctx, unit.as_mut(), account, hash, vec!["admin".to_owned()]).await?;
    open(ctx, unit, user, SessionKind::Browser, &visitor.client, None).await
}

/// Signs in with a name and a password.
///
/// # Errors
/// When they don't fit (which one, is not said), or after too many attempts.
pub async fn sign_in_with_password(
    ctx: &Arc<Ctx>,
    visitor: &Visitor,
    login: &str,
    password: &str,
) -> Result<SignedIn, Error> {
    let provider = provider(ctx)?;
    ctx.identity.attempts.count(&visitor.key())?;
    let now = ctx.clock.now();
    let name = subject(login);
    let mut reader = ctx.store.read().await?;
    let failures = reader.login_failures(&name).await?;
    if let Some(wait) = failures.and_then(|failures| wait(failures, now)) {
        return Err(Refused::TooManyAttempts { retry_after_seconds: wait }.into());
    }
    let user = reader.user_by_subject(&provider, &name).await?;
    let account = match &user {
        Some(user) => reader.lookup_account(user.id).await?,
        None => None,
    };
    drop(reader);
    let (given, hash) = (password.to_owned(), account.map(|account| account.password_hash));
    let is_right = hashing(ctx, move || password::verify(&given, hash.as_deref())).await?;

    let mut unit = ctx.store.begin().await?;
    match user.filter(|_| is_right) {
        Some(mut user) => {
            unit.clear_login_failures(&name).await?;
            user.signed_in_at = Some(now);
            unit.update_user(&user).await?;
            open(ctx, unit, user, SessionKind::Browser, &visitor.client, None).await
        }
        // The same steps whether the name exists or not, so that neither time nor waits tell.
        None => {
            unit.add_login_failure(&name, now).await?;
            unit.commit().await?;
            tracing::warn!("a name and a password did not fit");
            Err(Refused::WrongPassword.into())
        }
    }
}

/// Changes one's own password. Other sessions and API tokens end unless they are to be kept.
///
/// # Errors
/// When `who` has no password, the one so far is wrong, or the new one is not accepted.
pub async fn change_password(ctx: &Arc<Ctx>, who: &Principal, change: ChangePassword) -> Result<(), Error> {
    who.require_person()?;
    ctx.identity.attempts.count(&format!("user {}", who.id()))?;
    let account = ctx.store.read_once().await?.lookup_account(who.id()).await?;
    let account = account.ok_or(Refused::WrongPassword)?;
    password::check(&change.new, &who.login)?;
    let (hash, current, new) = (account.password_hash.clone(), change.current, change.new);
    let changed = hashing(ctx, move || {
        password::verify(&current, Some(&hash)).then(|| password::hash(&new)).transpose()
    });
    let password_hash = changed.await??.ok_or(Refused::WrongPassword)?;
    let mut unit = ctx.store.begin().await?;
    unit.save_account(&AccountRecord { password_hash, ..account }).await?;
    if !change.keep_other_sessions {
        unit.remove_sessions_of(who.id(), who.session()).await?;
    }
    unit.commit().await?;
    ctx.identity.forget_all();
    tracing::info!(user.id = %who.id(), "password changed");
    Ok(())
}

/// Hashes the password of a new account after checking it and the name.
pub(super) async fn accepted_password(ctx: &Arc<Ctx>, account: &NewAccount) -> Result<String, Error> {
    check_login(&account.login)?;
    check_text("firstName", &account.first_name)?;
    check_text("lastName", &account.last_name)?;
    check_email(&account.email)?;
    password::check(&account.password, &account.login)?;
    let given = account.password.clone();
    Ok(hashing(ctx, move || password::hash(&given)).await??)
}

/// Adds a user with a password in a transaction.
pub(super) async fn add_account(
    ctx: &Ctx,
    unit: &mut dyn UnitOfWork,
    account: NewAccount,
    password_hash: String,
    roles: Vec<String>,
) -> Result<UserRecord, Error> {
    let now = ctx.clock.now();
    let provider = provider(ctx)?;
    let subject = subject(&account.login);
    if unit.user_by_subject(&provider, &subject).await?.is_some() {
        return Err(Refused::NameTaken { name: account.login }.into());
    }
    let user = UserRecord {
        id: UserId(ctx.ids.next()),
        provider,
        subject,
        login: account.login,
        email: account.email,
        first_name: account.first_name,
        last_name: account.last_name,
        avatar_url: String::new(),
        roles,
        provider_roles: Vec::new(),
        created_at: now,
        updated_at: now,
        signed_in_at: Some(now),
    };
    unit.add_user(&user).await?;
    let account = AccountRecord { user: user.id, password_hash };
    unit.save_account(&account).await?;
    tracing::info!(user.id = %user.id, "account made");
    Ok(user)
}

/// Returns the name of the provider of built-in accounts.
pub(super) fn provider(ctx: &Ctx) -> Result<String, Error> {
    let mut providers = ctx.identity.providers.iter();
    let provider = providers.find(|provider| provider.sign_in() == SignIn::Password);
    let provider = provider.ok_or_else(|| Refused::NotFound {
        what: "provider of built-in accounts",
        id: "password".to_owned(),
    })?;
    Ok(provider.name().to_owned())
}

/// Runs a hash off the async threads, one at a time.
async fn hashing<T: Send + 'static>(ctx: &Ctx, job: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    static QUEUE: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(WAITING);
    let Ok(_waiting) = QUEUE.try_acquire() else {
        return Err(Refused::TooManyAttempts { retry_after_seconds: 5 }.into());
    };
    let _turn = ctx.identity.hashing.acquire().await.map_err(|_| Error::ShuttingDown)?;
    tokio::task::spawn_blocking(job).await.map_err(|source| Error::Job { source })
}

/// Returns the seconds a name still waits: after a few wrong passwords, each time twice as long.
fn wait(failures: LoginFailures, now: Timestamp) -> Option<u64> {
    let over = failures.count.checked_sub(FREE_FAILURES)?.min(16);
    let seconds = (1_i64 << over).min(LONGEST_WAIT);
    let left = SignedDuration::from_secs(seconds) - now.duration_since(failures.at);
    u64::try_from(left.as_secs() + 1).ok().filter(|_| left.is_positive())
}

/// Names are compared without regard to case. What is longer than any name is cut, so that it costs nothing to
/// keep.
fn subject(login: &str) -> String {
    login.trim().chars().take(LOGIN_LENGTH + 1).collect::<String>().to_lowercase()
}

fn check_login(login: &str) -> Result<(), Refused> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-@+".contains(letter);
    let starts_well = login.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    if starts_well && login.len() <= LOGIN_LENGTH && login.chars().all(is_plain) {
        return Ok(());
    }
    Err(Refused::Invalid {
        field: "login",
        reason: "1 to 64 letters, digits, `.`, `_`, `-`, `@` or `+`, and first a letter or digit".to_owned(),
    })
}

fn check_text(field: &'static str, text: &str) -> Result<(), Refused> {
    const LENGTH: usize = 200;
    if text.chars().count() <= LENGTH && !text.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Refused::Invalid { field, reason: "at most 200 characters, no control characters".to_owned() })
}

pub(super) fn check_email(email: &str) -> Result<(), Refused> {
    const LENGTH: usize = 300;
    let looks_right = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !email.chars().any(|c| c.is_whitespace() || c.is_control())
    });
    if email.is_empty() || (looks_right && email.len() <= LENGTH) {
        return Ok(());
    }
    Err(Refused::Invalid {
        field: "email",
        reason: "an address such as `ada@example.com`, or nothing".to_owned(),
    })
}
