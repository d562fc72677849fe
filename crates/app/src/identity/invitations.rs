//! Invitations: how people come by built-in accounts.

use std::sync::Arc;

use jiff::SignedDuration;
use meshery_identity::{Error as Refused, Permission, Principal, random};
use meshery_store::{InvitationRecord, Page, SessionKind};
use uuid::Uuid;

use super::accounts::{self, NewAccount};
use super::authenticate::require;
use super::sessions::Visitor;
use super::sign_in::{SignedIn, open};
use super::users::check_roles;
use crate::{Ctx, Error};

/// Days an invitation lasts if nothing is said.
const DAYS: u32 = 7;
/// Most days an invitation lasts.
const MOST_DAYS: u32 = 30;

/// An invitation to be made.
#[derive(Clone, Debug, Default)]
pub struct NewInvitation {
    /// Mail address of the invited; may be empty.
    pub email: String,
    /// Names of the roles the account will have.
    pub roles: Vec<String>,
    /// Days until it ends.
    pub expires_in_days: Option<u32>,
}

/// An invitation with its code, which is not kept.
#[derive(Clone)]
pub struct CreatedInvitation {
    /// What is known about it.
    pub invitation: InvitationRecord,
    /// The code.
    pub code: String,
}

impl std::fmt::Debug for CreatedInvitation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("CreatedInvitation");
        shown.field("invitation", &self.invitation).finish_non_exhaustive()
    }
}

/// Lists one page of the open invitations, newest first, and counts them all.
///
/// # Errors
/// When `who` may not, or the store fails.
pub async fn invitations(
    ctx: &Ctx,
    who: &Principal,
    page: Page,
) -> Result<(Vec<InvitationRecord>, usize), Error> {
    require(who, Permission::WriteUsers)?;
    Ok(ctx.store.read().await?.list_invitations(ctx.clock.now(), page).await?)
}

/// Invites somebody.
///
/// # Errors
/// When `who` may not, or gives roles that permit more than `who` may do, or the store fails.
pub async fn invite(ctx: &Ctx, who: &Principal, request: NewInvitation) -> Result<CreatedInvitation, Error> {
    require(who, Permission::WriteUsers)?;
    accounts::provider(ctx)?;
    accounts::check_email(&request.email)?;
    let days = within("expiresInDays", request.expires_in_days, DAYS, MOST_DAYS)?;
    let now = ctx.clock.now();
    let code = random::secret()?;
    let mut unit = ctx.store.begin().await?;
    check_roles(&unit.roles().await?, who, &request.roles)?;
    let invitation = InvitationRecord {
        id: ctx.ids.next(),
        owner: who.id(),
        email: request.email,
        roles: request.roles,
        created_at: now,
        expires_at: now.checked_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(now),
    };
    unit.add_invitation(&invitation, random::digest(&code)).await?;
    unit.commit().await?;
    tracing::info!(user.id = %who.id(), invitation.id = %invitation.id, "somebody was invited");
    Ok(CreatedInvitation { invitation, code })
}

/// Takes an invitation back.
///
/// # Errors
/// When `who` may not, or there is no such invitation.
pub async fn withdraw(ctx: &Ctx, who: &Principal, id: Uuid) -> Result<(), Error> {
    require(who, Permission::WriteUsers)?;
    let mut unit = ctx.store.begin().await?;
    if !unit.remove_invitation(id).await? {
        return Err(Refused::NotFound { what: "invitation", id: id.to_string() }.into());
    }
    unit.commit().await?;
    Ok(())
}

/// Takes an invitation up: makes the account and signs in.
///
/// # Errors
/// When the code is not good, or name or password are not accepted; then the invitation stays open.
pub async fn accept(
    ctx: &Arc<Ctx>,
    visitor: &Visitor,
    code: &str,
    account: NewAccount,
) -> Result<SignedIn, Error> {
    ctx.identity.attempts.count(&visitor.key())?;
    let (digest, now) = (random::digest(code), ctx.clock.now());
    // Looked at before the password is hashed, so that hashing is nothing a stranger can ask for.
    let mut unit = ctx.store.begin().await?;
    unit.take_invitation(digest, now).await?.ok_or(Refused::UnknownInvitation)?;
    drop(unit);
    let hash = accounts::accepted_password(ctx, &account).await?;
    let mut unit = ctx.store.begin().await?;
    let invitation = unit.take_invitation(digest, now).await?.ok_or(Refused::UnknownInvitation)?;
    let account = NewAccount { email: invitation.email, ..account };
    let user = accounts::add_account(ctx, unit.as_mut(), account, hash, invitation.roles).await?;
    open(ctx, unit, user, SessionKind::Browser, &visitor.client, None).await
}

/// Returns a number of days, or the usual one, if it is from 1 to the most allowed.
pub(super) fn within(field: &'static str, given: Option<u32>, usual: u32, most: u32) -> Result<u32, Refused> {
    let days = given.unwrap_or(usual);
    if (1..=most).contains(&days) {
        return Ok(days);
    }
    Err(Refused::Invalid { field, reason: format!("a number of days from 1 to {most}") })
}
