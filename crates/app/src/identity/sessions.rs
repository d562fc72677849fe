//! Sessions: where somebody is signed in.

use std::net::IpAddr;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use meshery_identity::token::Claims;
use meshery_identity::{Error as Refused, Held, Principal, Sealer};
use meshery_model::SessionId;
use meshery_store::{Page, SessionKind, SessionRecord, UnitOfWork, UserRecord};

use super::keys;
use super::state::Lifetimes;
use crate::{Ctx, Error};

/// What sealed provider tokens are sealed for.
pub(super) const HELD: &str = "sessions.held";
/// Longest name of a session.
const NAME_LENGTH: usize = 128;

/// The other side of a connection, as far as it can be seen.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// Its address.
    pub address: Option<IpAddr>,
    /// What it says it is, such as `Firefox on Linux`.
    pub client: String,
}

impl Visitor {
    /// Returns what attempts are counted by. Addresses of one IPv6 network count together: a host has many.
    pub(super) fn key(&self) -> String {
        match self.address {
            Some(IpAddr::V6(address)) => {
                address.segments().iter().take(4).map(|part| format!("{part:x}:")).collect()
            }
            Some(address) => address.to_string(),
            None => String::new(),
        }
    }
}

/// Returns when a session ends that is in use now.
pub(super) fn end_of(lifetimes: &Lifetimes, began: Timestamp, now: Timestamp) -> Timestamp {
    let after = |start: Timestamp, seconds| {
        start.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
    };
    after(now, lifetimes.idle_seconds).min(after(began, lifetimes.longest_seconds))
}

/// Opens a session in a transaction.
pub(super) async fn open(
    ctx: &Ctx,
    unit: &mut dyn UnitOfWork,
    user: &UserRecord,
    kind: SessionKind,
    client: &str,
    held: Option<&Held>,
) -> Result<SessionRecord, Error> {
    let now = ctx.clock.now();
    let held = held.map(|held| seal_held(&ctx.identity.sealer, held)).transpose()?;
    let session = SessionRecord {
        id: SessionId(ctx.ids.next()),
        user: user.id,
        kind,
        name: client.chars().filter(|letter| !letter.is_control()).take(NAME_LENGTH).collect(),
        scopes: Vec::new(),
        provider: user.provider.clone(),
        held,
        created_at: now,
        expires_at: end_of(&ctx.identity.lifetimes, now, now),
        used_at: Some(now),
    };
    unit.add_session(&session).await?;
    Ok(session)
}

/// Returns the token of a session.
pub(super) async fn token(ctx: &Ctx, session: &SessionRecord) -> Result<String, Error> {
    let now = ctx.clock.now();
    let issuer = ctx.identity.issuer();
    let claims = Claims::new(&issuer, session.user, session.id, &session.provider, now, session.expires_at);
    Ok(keys::signing_key(ctx).await?.sign(&claims)?)
}

/// Returns a newer token of the session behind a request, good until the session ends. `None` where there is no
/// session.
///
/// # Errors
/// When the session is over, or the store fails.
pub async fn token_of(ctx: &Ctx, who: &Principal) -> Result<Option<(String, Timestamp)>, Error> {
    let Some(id) = who.session() else { return Ok(None) };
    let session = ctx.store.read_once().await?.lookup_session(id).await?;
    let session = session.ok_or(Refused::BadToken { reason: "its session is over" })?;
    Ok(Some((token(ctx, &session).await?, session.expires_at)))
}

/// Lists one page of the places where `who` is signed in, newest first, and counts them all.
///
/// # Errors
/// When the store fails.
pub async fn sessions(ctx: &Ctx, who: &Principal, page: Page) -> Result<(Vec<SessionRecord>, usize), Error> {
    let mut reader = ctx.store.read().await?;
    Ok(reader.list_sessions(who.id(), false, ctx.clock.now(), page).await?)
}

/// Ends one of the sessions of `who`.
///
/// # Errors
/// When `who` has no such session, or is a program that may not decide about people's sessions.
pub async fn end_session(ctx: &Arc<Ctx>, who: &Principal, id: SessionId) -> Result<(), Error> {
    if who.session() != Some(id) {
        who.require_person()?;
    }
    remove(ctx, who, id, "session").await
}

/// Ends the session behind a request, and tells the provider.
///
/// # Errors
/// When the store fails.
pub async fn sign_out(ctx: &Arc<Ctx>, who: &Principal) -> Result<(), Error> {
    match who.session() {
        Some(id) => remove(ctx, who, id, "session").await,
        None => Ok(()),
    }
}

/// Removes a session of `who`.
pub(super) async fn remove(
    ctx: &Arc<Ctx>,
    who: &Principal,
    id: SessionId,
    what: &'static str,
) -> Result<(), Error> {
    let mut unit = ctx.store.begin().await?;
    let session = unit.lookup_session(id).await?.filter(|session| session.user == who.id());
    let is_token = |session: &SessionRecord| session.kind == SessionKind::Api;
    let session = session
        .filter(|session| is_token(session) == (what == "token"))
        .ok_or_else(|| Refused::NotFound { what, id: id.to_string() })?;
    unit.remove_session(id).await?;
    unit.commit().await?;
    ctx.identity.forget(id).await;
    tracing::info!(session.id = %id, user.id = %who.id(), "{what} ended");
    tell_provider(ctx, &session);
    Ok(())
}

/// Tells the provider that a session is over, without waiting for it.
fn tell_provider(ctx: &Arc<Ctx>, session: &SessionRecord) {
    let Some(Ok(held)) = session.held.as_deref().map(|sealed| open_held(&ctx.identity.sealer, sealed)) else {
        return;
    };
    if let Ok(provider) = ctx.identity.providers.find(&session.provider) {
        let provider = Arc::clone(provider);
        tokio::spawn(async move { provider.end(held).await });
    }
}

pub(super) fn seal_held(sealer: &Sealer, held: &Held) -> Result<Vec<u8>, Error> {
    Ok(sealer.seal(HELD, &serde_json::to_vec(held)?)?)
}

pub(super) fn open_held(sealer: &Sealer, sealed: &[u8]) -> Result<Held, Error> {
    Ok(serde_json::from_slice(&sealer.open_sealed(HELD, sealed)?)?)
}
