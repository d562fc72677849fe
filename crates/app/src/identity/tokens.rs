//! Personal API tokens: made by a person for a program, with a name, bounds and an end.

use std::sync::Arc;

use jiff::SignedDuration;
use meshery_identity::{Error as Refused, Permission, Principal, Proof, Rights};
use meshery_model::SessionId;
use meshery_store::{Page, SessionKind, SessionRecord};

use super::authenticate::require;
use super::invitations::within;
use super::sessions;
use crate::{Ctx, Error};

/// Days a token lasts if nothing is said.
const DAYS: u32 = 30;
/// Most days a token lasts.
const MOST_DAYS: u32 = 366;
/// Longest name of a token.
const NAME_LENGTH: usize = 255;
/// Most tokens of a user.
const MOST: usize = 100;

/// A token to be made.
#[derive(Clone, Debug, Default)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// Short names of the permissions it is to be good for; empty for all of the maker's.
    pub scopes: Vec<String>,
    /// Days until it ends.
    pub expires_in_days: Option<u32>,
}

/// A token with its secret, which is not kept.
#[derive(Clone)]
pub struct CreatedToken {
    /// What is known about it.
    pub session: SessionRecord,
    /// The token.
    pub token: String,
}

impl std::fmt::Debug for CreatedToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("CreatedToken").field("session", &self.session).finish_non_exhaustive()
    }
}

/// Lists one page of the API tokens of `who`, newest first, and counts them all.
///
/// # Errors
/// When the store fails.
pub async fn api_tokens(
    ctx: &Ctx,
    who: &Principal,
    page: Page,
) -> Result<(Vec<SessionRecord>, usize), Error> {
    Ok(ctx.store.read().await?.list_sessions(who.id(), true, ctx.clock.now(), page).await?)
}

/// Makes an API token. It permits no more than what `who` may do, also when `who` is a token itself.
///
/// # Errors
/// When `who` may not, asks for more than `who` has, has too many, or comes with a token of the provider: that
/// one is the provider's to end, and would be outlived.
pub async fn add_token(ctx: &Ctx, who: &Principal, request: NewToken) -> Result<CreatedToken, Error> {
    require(who, Permission::WriteTokens)?;
    if who.proof == Proof::Foreign {
        return Err(Refused::NeedsPerson.into());
    }
    let invalid = |field, reason: String| Err(Refused::Invalid { field, reason }.into());
    let name = request.name.trim();
    let length = name.chars().count();
    if length == 0 || length > NAME_LENGTH || name.chars().any(char::is_control) {
        return invalid("name", format!("1 to {NAME_LENGTH} characters"));
    }
    let days = within("expiresInDays", request.expires_in_days, DAYS, MOST_DAYS)?;
    let scopes = scopes(who, request.scopes)?;
    let now = ctx.clock.now();
    let mut unit = ctx.store.begin().await?;
    if unit.list_sessions(who.id(), true, now, Page { number: 0, size: 1 }).await?.1 >= MOST {
        return invalid("name", format!("there are {MOST} tokens already, revoke one first"));
    }
    if unit.lookup_user(who.id()).await?.is_none() {
        return Err(Refused::NotFound { what: "user", id: who.id().to_string() }.into());
    }
    let session = SessionRecord {
        id: SessionId(ctx.ids.next()),
        user: who.id(),
        kind: SessionKind::Api,
        name: name.to_owned(),
        scopes,
        provider: who.provider.clone(),
        held: None,
        created_at: now,
        expires_at: now.checked_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(now),
        used_at: None,
    };
    unit.add_session(&session).await?;
    unit.commit().await?;
    tracing::info!(user.id = %who.id(), session.id = %session.id, "API token made");
    let token = sessions::token(ctx, &session).await?;
    Ok(CreatedToken { session, token })
}

/// Revokes one of the API tokens of `who`, at once.
///
/// # Errors
/// When `who` has no such token.
pub async fn revoke_token(ctx: &Arc<Ctx>, who: &Principal, id: SessionId) -> Result<(), Error> {
    if who.session() != Some(id) {
        require(who, Permission::WriteTokens)?;
    }
    sessions::remove(ctx, who, id, "token").await
}

/// Checks the scopes that were asked for. A token that makes a token hands its own bounds on.
fn scopes(who: &Principal, mut asked: Vec<String>) -> Result<Vec<String>, Error> {
    asked.sort();
    asked.dedup();
    if let Some(unknown) = asked.iter().find(|key| Permission::by_key(key).is_none()) {
        let known: Vec<_> = Permission::ALL.iter().map(|permission| permission.key()).collect();
        let reason = format!("`{unknown}` is no permission, there are {}", known.join(", "));
        return Err(Refused::Invalid { field: "scopes", reason }.into());
    }
    if let Some(missing) = Rights::of_keys(&asked).iter().find(|&permission| !who.rights.has(permission)) {
        return Err(Refused::Forbidden { permission: missing }.into());
    }
    let is_bounded = who.require_person().is_err();
    if asked.is_empty() && is_bounded {
        return Ok(who.rights.iter().map(|permission| permission.key().to_owned()).collect());
    }
    Ok(asked)
}
