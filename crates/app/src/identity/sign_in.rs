//! Signing in at a provider's own pages.

use jiff::SignedDuration;
use meshery_identity::{Answer, Arrival, Error as Refused, Memory, random};
use meshery_model::UserId;
use meshery_store::{GrantRecord, SessionKind, UnitOfWork, UserRecord};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::sessions::{self, Visitor};
use crate::{Ctx, Error};

/// What sealed memories of flows are sealed for.
pub(super) const FLOW: &str = "grants.payload";
/// Purpose of grants that are sign-ins under way.
const SIGN_IN: &str = "sign-in";
/// How long somebody may take at the provider's pages.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// Most secrets and waiting programs at the same time: all of it can be made without signing in.
pub(super) const MOST_GRANTS: usize = 20_000;

/// Somebody who has just signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// The user.
    pub user: UserRecord,
    /// The token.
    pub token: String,
    /// Seconds for which it is good.
    pub expires_in_seconds: u64,
    /// Where the browser wanted to go, as it was handed in.
    pub return_to: Option<String>,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SignedIn").field("user", &self.user).finish_non_exhaustive()
    }
}

/// What is remembered of a sign-in under way.
#[derive(Serialize, Deserialize)]
struct Flow {
    provider: String,
    /// Binds the flow to the browser that began it.
    browser: [u8; 32],
    callback: Url,
    return_to: Option<String>,
    memory: Memory,
}

/// Begins a sign-in. Returns where the browser goes, and the secret it keeps in a cookie meanwhile.
///
/// # Errors
/// When the provider has no pages or can't be reached, or too much is under way.
pub async fn begin_sign_in(
    ctx: &Ctx,
    visitor: &Visitor,
    provider: &str,
    callback: Url,
    return_to: Option<String>,
) -> Result<(Url, String), Error> {
    ctx.identity.beginnings.count(&visitor.key())?;
    let provider = ctx.identity.providers.find(provider)?;
    let (state, browser) = (random::secret()?, random::secret()?);
    let begun = provider.begin(&callback, &state, ctx.clock.now()).await?;
    let flow = Flow {
        provider: provider.name().to_owned(),
        browser: random::digest(&browser),
        callback,
        return_to,
        memory: begun.memory,
    };
    add_grant(ctx, SIGN_IN, &state, &flow, PATIENCE).await?;
    Ok((begun.address, browser))
}

/// Finishes a sign-in with what the browser brought back, and opens a session. The same answer is good once, and
/// only in the browser that began.
///
/// # Errors
/// When anything does not fit.
pub async fn finish_sign_in(
    ctx: &Ctx,
    visitor: &Visitor,
    provider: &str,
    state: &str,
    browser: Option<&str>,
    answer: Answer,
) -> Result<SignedIn, Error> {
    ctx.identity.attempts.count(&visitor.key())?;
    let provider = ctx.identity.providers.find(provider)?;
    let flow: Option<Flow> = take_grant(ctx, SIGN_IN, state).await?;
    let flow = flow.ok_or_else(|| provider.failed("nobody began it here, or it was finished already"))?;
    if browser.map(random::digest) != Some(flow.browser) {
        return Err(provider.failed("another browser began it").into());
    }
    if flow.provider != provider.name() {
        return Err(provider.failed("it began at another provider").into());
    }
    let arrival = provider.finish(&flow.callback, flow.memory, answer, ctx.clock.now()).await?;
    let mut unit = ctx.store.begin().await?;
    let user = welcome(ctx, unit.as_mut(), provider.name(), &arrival).await?;
    let signed_in =
        open(ctx, unit, user, SessionKind::Browser, &visitor.client, arrival.held.as_ref()).await?;
    Ok(SignedIn { return_to: flow.return_to, ..signed_in })
}

/// Finds or makes the user behind an arrival, and takes over what the provider says.
pub(super) async fn welcome(
    ctx: &Ctx,
    unit: &mut dyn UnitOfWork,
    provider: &str,
    arrival: &Arrival,
) -> Result<UserRecord, Error> {
    let now = ctx.clock.now();
    let known = unit.user_by_subject(provider, &arrival.subject).await?;
    let is_new = known.is_none();
    let mut user = known.unwrap_or_else(|| UserRecord {
        id: user_id(provider, &arrival.subject),
        provider: provider.to_owned(),
        subject: arrival.subject.clone(),
        login: String::new(),
        email: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        avatar_url: String::new(),
        roles: Vec::new(),
        provider_roles: Vec::new(),
        created_at: now,
        updated_at: now,
        signed_in_at: None,
    });
    let before = user.clone();
    user.login.clone_from(&arrival.login);
    user.email.clone_from(&arrival.email);
    user.first_name.clone_from(&arrival.first_name);
    user.last_name.clone_from(&arrival.last_name);
    user.avatar_url.clone_from(&arrival.avatar_url);
    user.provider_roles.clone_from(&arrival.roles);
    if user != before {
        user.updated_at = now;
    }
    let lost_roles = before.provider_roles != user.provider_roles;
    user.signed_in_at = Some(now);
    if is_new {
        unit.add_user(&user).await?;
        tracing::info!(user.id = %user.id, provider.name = provider, "user came for the first time");
    } else {
        unit.update_user(&user).await?;
    }
    if lost_roles {
        ctx.identity.forget_all();
    }
    Ok(user)
}

/// A user who was removed and comes back gets the same id, and with it what they own.
fn user_id(provider: &str, subject: &str) -> UserId {
    let name = format!("meshery:user:{}:{provider}:{subject}", provider.len());
    UserId(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
}

/// Opens a session for a user and ends the transaction.
pub(super) async fn open(
    ctx: &Ctx,
    mut unit: Box<dyn UnitOfWork>,
    user: UserRecord,
    kind: SessionKind,
    client: &str,
    held: Option<&meshery_identity::Held>,
) -> Result<SignedIn, Error> {
    let session = sessions::open(ctx, unit.as_mut(), &user, kind, client, held).await?;
    unit.commit().await?;
    let token = sessions::token(ctx, &session).await?;
    tracing::info!(user.id = %user.id, session.id = %session.id, session.kind = kind.as_str(), "signed in");
    let lasts = session.expires_at.duration_since(session.created_at).as_secs();
    let expires_in_seconds = u64::try_from(lasts).unwrap_or_default();
    Ok(SignedIn { user, token, expires_in_seconds, return_to: None })
}

/// Keeps something under a secret for a while.
pub(super) async fn add_grant(
    ctx: &Ctx,
    purpose: &'static str,
    secret: &str,
    payload: &impl Serialize,
    lasts: SignedDuration,
) -> Result<(), Error> {
    let now = ctx.clock.now();
    let grant = GrantRecord {
        digest: random::digest(secret),
        purpose,
        payload: ctx.identity.sealer.seal(FLOW, &serde_json::to_vec(payload)?)?,
        expires_at: now.checked_add(lasts).unwrap_or(now),
    };
    let mut unit = ctx.store.begin().await?;
    refuse_too_many(unit.as_mut()).await?;
    unit.add_grant(&grant).await?;
    unit.commit().await?;
    Ok(())
}

/// Refuses to begin more than the server keeps at the same time.
pub(super) async fn refuse_too_many(unit: &mut dyn UnitOfWork) -> Result<(), Error> {
    if unit.count_grants().await? >= MOST_GRANTS {
        return Err(Refused::TooManyAttempts { retry_after_seconds: 60 }.into());
    }
    Ok(())
}

/// Takes what is kept under a secret. It is gone afterwards, whatever comes of it.
pub(super) async fn take_grant<T: for<'a> Deserialize<'a>>(
    ctx: &Ctx,
    purpose: &'static str,
    secret: &str,
) -> Result<Option<T>, Error> {
    let mut unit = ctx.store.begin().await?;
    let payload = unit.take_grant(random::digest(secret), purpose, ctx.clock.now()).await?;
    unit.commit().await?;
    let opened = payload.map(|payload| ctx.identity.sealer.open_sealed(FLOW, &payload)).transpose()?;
    Ok(opened.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
}
