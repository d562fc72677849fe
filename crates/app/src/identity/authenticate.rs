//! Who is asking: from what a request carries to a principal.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use meshery_identity::token::{self, Claims};
use meshery_identity::{
    Arrival, BuiltInRole, Error as Refused, Held, Local, Permission, Principal, Proof, Provider, Rights,
    SignIn, random,
};
use meshery_model::SessionId;
use meshery_store::{Reader, SessionKind, SessionRecord, UserRecord};

use super::sign_in::welcome;
use super::state::Known;
use super::{keys, sessions};
use crate::{Ctx, Error};

/// Least time between two notes that a session was used.
const NOTED: SignedDuration = SignedDuration::from_secs(60);

/// What a request carries to prove who is asking.
#[derive(Clone, Copy, Default)]
pub struct Given<'a> {
    /// Name of the provider it chose.
    pub provider: Option<&'a str>,
    /// Its token.
    pub token: Option<&'a str>,
}

impl std::fmt::Debug for Given<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Given").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// Who is asking.
#[derive(Clone, Debug)]
pub struct Authenticated {
    /// The user, with their rights.
    pub principal: Principal,
    /// Whether the token should be replaced by a newer one of the same session.
    pub is_aging: bool,
}

/// Returns who is asking.
///
/// # Errors
/// When the request proves nobody, or the store fails.
pub async fn authenticate(ctx: &Arc<Ctx>, given: Given<'_>) -> Result<Authenticated, Error> {
    let providers = &ctx.identity.providers;
    let token = given.token.filter(|token| !token.is_empty());
    let chosen = match providers.choose(given.provider) {
        Ok(provider) => Some(provider),
        // A token says itself who vouches for it.
        Err(Refused::NoProvider) if token.is_some() => None,
        Err(error) => return Err(error.into()),
    };
    if let Some(provider) = chosen.filter(|provider| provider.sign_in() == SignIn::None) {
        return Ok(Authenticated { principal: local(provider.as_ref()), is_aging: false });
    }
    let token = token.ok_or(Refused::NoToken)?;
    let authenticated = match own_claims(ctx, token).await? {
        Some(claims) => of_session(ctx, &claims).await?,
        None => Authenticated { principal: foreign(ctx, chosen, token).await?, is_aging: false },
    };
    if chosen.is_some_and(|provider| provider.name() != authenticated.principal.provider) {
        return Err(
            Refused::BadToken { reason: "another provider vouches for it than the one chosen" }.into()
        );
    }
    Ok(authenticated)
}

/// Returns what `who` may do now: for streams, which outlive the request that opened them. `None` when the
/// session is over, or the provider's token with which the request came.
///
/// # Errors
/// When the store fails, or the provider can't be reached.
pub async fn rights_now(ctx: &Arc<Ctx>, who: &Principal, given: Given<'_>) -> Result<Option<Rights>, Error> {
    match who.proof {
        Proof::Nothing => Ok(Some(who.rights)),
        Proof::SignIn(id) | Proof::ApiToken(id) => {
            let known = known(ctx, id).await?.filter(|known| known.expires_at > ctx.clock.now());
            Ok(known.map(|known| known.principal.rights))
        }
        Proof::Foreign => match authenticate(ctx, given).await {
            Ok(authenticated) => Ok(Some(authenticated.principal.rights)),
            Err(Error::Identity(
                Refused::BadToken { .. } | Refused::NoRole { .. } | Refused::SignInFailed { .. },
            )) => Ok(None),
            Err(error) => Err(error),
        },
    }
}

fn local(provider: &dyn Provider) -> Principal {
    Principal {
        user: Local::user(),
        login: Local::LOGIN.to_owned(),
        provider: provider.name().to_owned(),
        rights: Rights::all(),
        proof: Proof::Nothing,
    }
}

/// Returns what a token of this server says. `None` when it is not one of this server's.
async fn own_claims(ctx: &Arc<Ctx>, token: &str) -> Result<Option<Claims>, Error> {
    let Some(id) = token::wanted_key(token) else { return Ok(None) };
    let now = ctx.clock.now();
    let key = match ctx.identity.key(&id) {
        Some(key) => Some(key),
        // Another process may have made a new key.
        None => {
            keys::reload_if_old(ctx, now).await?;
            ctx.identity.key(&id)
        }
    };
    let Some((key, issuer)) = key else { return Ok(None) };
    Ok(Some(token::verify(token, &key, &issuer, now)?))
}

async fn of_session(ctx: &Arc<Ctx>, claims: &Claims) -> Result<Authenticated, Error> {
    let now = ctx.clock.now();
    let known = known(ctx, claims.jti).await?.filter(|known| known.expires_at > now);
    let known = known.filter(|known| known.principal.user == claims.sub);
    let known = known.ok_or(Refused::BadToken { reason: "its session is over" })?;
    let is_aging = claims.is_aging(now) && matches!(known.principal.proof, Proof::SignIn(_));
    Ok(Authenticated { principal: known.principal, is_aging })
}

/// Returns what is known about a session, from at hand or from the store. Many requests that ask at the same
/// time wait for one answer.
async fn known(ctx: &Arc<Ctx>, id: SessionId) -> Result<Option<Known>, Error> {
    let loaded = ctx.identity.sessions.try_get_with(id, load(ctx, id)).await;
    loaded.map_err(|source| Error::Shared { source })
}

async fn load(ctx: &Arc<Ctx>, id: SessionId) -> Result<Option<Known>, Error> {
    let now = ctx.clock.now();
    let mut reader = ctx.store.read().await?;
    let Some(session) = reader.lookup_session(id).await?.filter(|session| session.expires_at > now) else {
        return Ok(None);
    };
    let Some(user) = reader.lookup_user(session.user).await? else { return Ok(None) };
    let Ok(provider) = ctx.identity.providers.find(&session.provider) else { return Ok(None) };
    let rights = rights(reader.as_mut(), &user).await?;
    drop(reader);
    let provider = Arc::clone(provider);
    if let Some(sealed) = &session.held
        && !is_still_held(ctx, provider.as_ref(), id, sealed, now).await?
    {
        return Ok(None);
    }
    let expires_at = note_use(ctx, &session, now).await;
    Ok(Some(Known { principal: principal(&session, &user, rights), expires_at }))
}

fn principal(session: &SessionRecord, user: &UserRecord, rights: Rights) -> Principal {
    let is_token = session.kind == SessionKind::Api;
    let bound = if session.scopes.is_empty() { Rights::all() } else { Rights::of_keys(&session.scopes) };
    Principal {
        user: user.id,
        login: user.login.clone(),
        provider: session.provider.clone(),
        rights: rights.and(bound),
        proof: if is_token { Proof::ApiToken(session.id) } else { Proof::SignIn(session.id) },
    }
}

/// Returns what a user's roles permit.
pub(super) async fn rights(reader: &mut dyn Reader, user: &UserRecord) -> Result<Rights, Error> {
    let names = user.all_roles();
    let built_in = names.iter().filter_map(|name| BuiltInRole::by_name(name)).map(BuiltInRole::rights);
    let mut rights = built_in.fold(Rights::NONE, Rights::or);
    if names.iter().any(|name| BuiltInRole::by_name(name).is_none()) {
        let roles = reader.roles().await?;
        let theirs = roles.iter().filter(|role| names.contains(&role.name));
        rights = theirs.map(|role| Rights::of_keys(&role.keys)).fold(rights, Rights::or);
    }
    Ok(rights)
}

/// Notes that a session is in use, at most once a minute, and returns when it ends. That this fails, is no
/// reason to keep somebody out.
async fn note_use(ctx: &Arc<Ctx>, session: &SessionRecord, now: Timestamp) -> Timestamp {
    if session.used_at.is_some_and(|used| now.duration_since(used) < NOTED) {
        return session.expires_at;
    }
    let expires = match session.kind {
        SessionKind::Api => session.expires_at,
        SessionKind::Browser | SessionKind::Cli => {
            sessions::end_of(&ctx.identity.lifetimes, session.created_at, now)
        }
    };
    let noted = async {
        let mut unit = ctx.store.begin().await?;
        unit.touch_session(session.id, now, expires).await?;
        unit.commit().await
    };
    match noted.await {
        Ok(()) => expires,
        Err(error) => {
            tracing::warn!(session.id = %session.id, "the use of a session was not noted: {error}");
            session.expires_at
        }
    }
}

/// Renews what is held of the provider when its end is near. A provider that is down ends no session; one that
/// refuses does.
async fn is_still_held(
    ctx: &Arc<Ctx>,
    provider: &dyn Provider,
    id: SessionId,
    sealed: &[u8],
    now: Timestamp,
) -> Result<bool, Error> {
    let held: Held = sessions::open_held(&ctx.identity.sealer, sealed)?;
    match provider.renew(&held, now).await {
        Ok(None) => Ok(true),
        Ok(Some(renewed)) => {
            let sealed = sessions::seal_held(&ctx.identity.sealer, &renewed)?;
            let mut unit = ctx.store.begin().await?;
            unit.hold(id, sealed).await?;
            unit.commit().await?;
            Ok(true)
        }
        Err(Refused::Unavailable { reason, .. }) => {
            tracing::warn!(provider.name = provider.name(), "a session was not renewed: {reason}");
            Ok(true)
        }
        Err(error) => {
            tracing::info!(session.id = %id, "a session ends: {error}");
            let mut unit = ctx.store.begin().await?;
            unit.remove_session(id).await?;
            unit.commit().await?;
            Ok(false)
        }
    }
}

/// Looks at a token that is not this server's: one of the provider itself, if such are accepted.
async fn foreign(
    ctx: &Arc<Ctx>,
    chosen: Option<&Arc<dyn Provider>>,
    token: &str,
) -> Result<Principal, Error> {
    let digest = random::digest(token);
    let now = ctx.clock.now();
    if let Some(known) = ctx.identity.foreign.get(&digest).await.filter(|known| known.expires_at > now) {
        return Ok(known.principal);
    }
    let candidates: Vec<Arc<dyn Provider>> = match chosen {
        Some(provider) => vec![Arc::clone(provider)],
        None => ctx.identity.providers.iter().cloned().collect(),
    };
    // A provider that can't be reached may be the one; the others are asked first.
    let mut refusal = Refused::BadToken { reason: "nobody here vouches for it" };
    for provider in candidates {
        match provider.recognise(token, now).await {
            Ok(Some(arrival)) => {
                let until = arrival.until.and_then(|second| Timestamp::from_second(second).ok());
                let principal = recognised(ctx, provider.as_ref(), arrival).await?;
                let expires_at = until.unwrap_or(Timestamp::MAX);
                ctx.identity.foreign.insert(digest, Known { principal: principal.clone(), expires_at }).await;
                return Ok(principal);
            }
            Ok(None) => {}
            Err(error @ Refused::Unavailable { .. }) => refusal = error,
            Err(error) => return Err(error.into()),
        }
    }
    Err(refusal.into())
}

async fn recognised(ctx: &Arc<Ctx>, provider: &dyn Provider, arrival: Arrival) -> Result<Principal, Error> {
    let mut unit = ctx.store.begin().await?;
    let user = welcome(ctx, unit.as_mut(), provider.name(), &arrival).await?;
    unit.commit().await?;
    let rights = rights(ctx.store.read().await?.as_mut(), &user).await?;
    Ok(Principal {
        user: user.id,
        login: user.login,
        provider: provider.name().to_owned(),
        rights,
        proof: Proof::Foreign,
    })
}

/// Refuses a user who may not do this.
pub(super) fn require(who: &Principal, permission: Permission) -> Result<(), Error> {
    Ok(who.require(permission)?)
}
