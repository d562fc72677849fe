//! Keys: those that tokens are signed with, and the one that secrets at rest are sealed with.

use std::sync::{Arc, PoisonError};

use jiff::{SignedDuration, Timestamp};
use meshery_identity::token::{SigningKey, VerifyingKey};
use meshery_identity::{Error as Refused, Local, SignIn, random};
use meshery_model::OrganizationId;
use meshery_store::{OrganizationRecord, SealedPlace, SealedValue, SigningKeyRecord, UnitOfWork, UserRecord};
use serde_json::{Value, json};

use super::sessions::HELD;
use super::sign_in::FLOW;
use super::state::Keyring;
use crate::{Ctx, Error};

/// What signing keys are sealed for.
const SIGNING_KEY: &str = "signing_keys.secret";
/// Name of the setting that holds the id of this server.
const INSTANCE: &str = "instance.id";
/// Name of the setting that holds the digest of the setup token.
pub(super) const SETUP: &str = "setup.token";
/// Least time between two looks at the keys for one that is not known: forged tokens must not become queries.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);

/// What a rotation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// Number of secrets that were sealed anew.
    pub sealed: usize,
}

/// Makes what a new database lacks (the server's id, its organization, a signing key, the one user of the Local
/// provider), and reads the keys. Returns the setup token as long as built-in accounts are offered and there is
/// none: a new one at each start.
///
/// # Errors
/// When the store fails or the keys don't open.
pub async fn prepare(ctx: &Ctx) -> Result<Option<String>, Error> {
    let now = ctx.clock.now();
    let mut unit = ctx.store.begin().await?;
    if unit.setting(INSTANCE).await?.is_none() {
        unit.save_setting(INSTANCE, &ctx.ids.next().to_string()).await?;
    }
    if unit.organizations().await?.is_empty() {
        unit.add_organization(&first_organization(ctx, now)).await?;
    }
    if unit.signing_keys().await?.iter().all(|key| key.retired_at.is_some()) {
        add_signing_key(ctx, unit.as_mut(), now).await?;
    }
    if ctx.identity.providers.open_one().is_some() && unit.lookup_user(Local::user()).await?.is_none() {
        unit.add_user(&local_user(now)).await?;
    }
    let has_accounts = ctx.identity.providers.iter().any(|provider| provider.sign_in() == SignIn::Password);
    let setup = match has_accounts && unit.count_accounts().await? == 0 {
        true => {
            let token = random::secret()?;
            unit.save_setting(SETUP, &hex(&random::digest(&token))).await?;
            Some(token)
        }
        false => None,
    };
    unit.commit().await?;
    let _ = signing_key(ctx).await?;
    reload(ctx, now).await?;
    Ok(setup)
}

/// Returns the keys with which anybody can check this server's tokens, as a JSON Web Key Set.
///
/// # Errors
/// When the store fails.
pub async fn public_keys(ctx: &Ctx) -> Result<Value, Error> {
    let keys = ctx.store.read_once().await?.signing_keys().await?;
    let keys: Vec<Value> = keys.iter().map(|key| VerifyingKey::new(key.public).jwk()).collect();
    Ok(json!({ "keys": keys }))
}

/// Makes a new key to sign with. The old ones go on checking until the last token they signed is over.
///
/// # Errors
/// When the store fails.
pub async fn rotate_signing_key(ctx: &Ctx) -> Result<(), Error> {
    let now = ctx.clock.now();
    let mut unit = ctx.store.begin().await?;
    add_signing_key(ctx, unit.as_mut(), now).await?;
    unit.commit().await?;
    reload(ctx, now).await
}

/// Makes a new key for secrets at rest, seals all of them with it, and forgets the old one. Servers that run
/// meanwhile find the new key in the file.
///
/// # Errors
/// When the store fails, or a secret does not open; then both keys stay.
pub async fn reseal(ctx: &Ctx) -> Result<Rotated, Error> {
    let sealer = &ctx.identity.sealer;
    sealer.add_key()?;
    let mut unit = ctx.store.begin().await?;
    let mut sealed = 0;
    for place in SealedPlace::ALL {
        let purpose = match place {
            SealedPlace::SigningKey => SIGNING_KEY,
            SealedPlace::Held => HELD,
            SealedPlace::Grant => FLOW,
        };
        for SealedValue { row, value } in unit.sealed_values(place).await? {
            if !sealer.is_current(&value) {
                let value = sealer.seal(purpose, &sealer.open_sealed(purpose, &value)?)?;
                unit.replace_sealed(place, &SealedValue { row, value }).await?;
                sealed += 1;
            }
        }
    }
    unit.commit().await?;
    sealer.drop_old_keys()?;
    Ok(Rotated { sealed })
}

/// Removes what is over: sessions, codes, invitations, and keys whose last token is over.
///
/// # Errors
/// When the store fails.
pub async fn sweep(ctx: &Ctx) -> Result<(), Error> {
    const LONGEST_TOKEN: SignedDuration = SignedDuration::from_hours(24 * 367);
    let now = ctx.clock.now();
    let mut unit = ctx.store.begin().await?;
    unit.remove_expired(now).await?;
    unit.remove_login_failures(now.checked_sub(SignedDuration::from_hours(1)).unwrap_or(now)).await?;
    unit.remove_retired_keys(now.checked_sub(LONGEST_TOKEN).unwrap_or(Timestamp::MIN)).await?;
    unit.commit().await?;
    Ok(())
}

/// Returns the key that signs, after making sure that this server also checks with it: another process may have
/// made it just now.
pub(super) async fn signing_key(ctx: &Ctx) -> Result<SigningKey, Error> {
    let keys = ctx.store.read_once().await?.signing_keys().await?;
    let current = keys.into_iter().find(|key| key.retired_at.is_none());
    let current = current.ok_or(Refused::Crypto { what: "finding a signing key" })?;
    let seed = ctx.identity.sealer.open_sealed(SIGNING_KEY, &current.sealed)?;
    let seed = <[u8; 32]>::try_from(seed).map_err(|_| Refused::WrongKey)?;
    let key = SigningKey::from_seed(seed);
    if ctx.identity.key(key.id()).is_none() {
        reload(ctx, ctx.clock.now()).await?;
    }
    Ok(key)
}

/// Reads the keys again unless that happened just now.
pub(super) async fn reload_if_old(ctx: &Ctx, now: Timestamp) -> Result<(), Error> {
    {
        let mut keyring = ctx.identity.keyring.write().unwrap_or_else(PoisonError::into_inner);
        if keyring.read_at.is_some_and(|at| now.duration_since(at) < PAUSE) {
            return Ok(());
        }
        keyring.read_at = Some(now);
    }
    reload(ctx, now).await
}

async fn reload(ctx: &Ctx, now: Timestamp) -> Result<(), Error> {
    let mut reader = ctx.store.read().await?;
    let issuer = reader.setting(INSTANCE).await?.unwrap_or_default();
    let keys = reader.signing_keys().await?.into_iter().map(|key| VerifyingKey::new(key.public));
    let keys = keys.map(|key| (key.id().to_owned(), key)).collect();
    let keyring = Keyring { keys, read_at: Some(now), issuer: Arc::from(issuer) };
    *ctx.identity.keyring.write().unwrap_or_else(PoisonError::into_inner) = keyring;
    Ok(())
}

async fn add_signing_key(ctx: &Ctx, unit: &mut dyn UnitOfWork, now: Timestamp) -> Result<(), Error> {
    let key = SigningKey::fresh()?;
    let record = SigningKeyRecord {
        id: key.id().to_owned(),
        public: *key.public(),
        sealed: ctx.identity.sealer.seal(SIGNING_KEY, key.seed())?,
        created_at: now,
        retired_at: None,
    };
    Ok(unit.add_signing_key(&record).await?)
}

fn first_organization(ctx: &Ctx, now: Timestamp) -> OrganizationRecord {
    OrganizationRecord {
        id: OrganizationId(ctx.ids.next()),
        name: "My Org".to_owned(),
        description: String::new(),
        country: String::new(),
        region: String::new(),
        created_at: now,
        updated_at: now,
    }
}

fn local_user(now: Timestamp) -> UserRecord {
    UserRecord {
        id: Local::user(),
        provider: Local::NAME.to_owned(),
        subject: Local::LOGIN.to_owned(),
        login: Local::LOGIN.to_owned(),
        email: String::new(),
        first_name: "Meshery".to_owned(),
        last_name: "Meshery".to_owned(),
        avatar_url: String::new(),
        roles: Vec::new(),
        provider_roles: vec!["admin".to_owned()],
        created_at: now,
        updated_at: now,
        signed_in_at: None,
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
