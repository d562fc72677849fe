//! Signing in where there is no browser (RFC 8628): a program shows a code, a person types it elsewhere.

use jiff::SignedDuration;
use meshery_identity::{Error as Refused, Principal, random};
use meshery_store::{DeviceRecord, SessionKind};

use super::sessions::Visitor;
use super::sign_in::{SignedIn, open, refuse_too_many};
use crate::{Ctx, Error};

/// How long both codes are good.
pub(super) const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// Least time between two polls.
const INTERVAL: SignedDuration = SignedDuration::from_secs(5);
/// By how much a poll may come early: clocks and networks are not exact.
const GRACE: SignedDuration = SignedDuration::from_secs(1);
/// Longest name a program gives itself.
const NAME_LENGTH: usize = 128;

/// A device sign-in that has begun.
#[derive(Clone)]
pub struct BegunDevice {
    /// What the program polls with.
    pub device_code: String,
    /// What the person types.
    pub user_code: String,
    /// Seconds until both end.
    pub expires_in_seconds: u64,
    /// Seconds to wait between polls.
    pub interval_seconds: u64,
}

impl std::fmt::Debug for BegunDevice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("BegunDevice").finish_non_exhaustive()
    }
}

/// What a poll yields.
#[derive(Debug)]
pub enum Polled {
    /// Nobody decided yet.
    Pending,
    /// The program polls too often.
    TooFast,
    /// The person refused.
    Denied,
    /// Unknown, used, or over.
    Expired,
    /// The person agreed.
    Granted(Box<SignedIn>),
}

/// Begins a device sign-in.
///
/// # Errors
/// When too many are under way.
pub async fn begin_device(ctx: &Ctx, visitor: &Visitor, client: &str) -> Result<BegunDevice, Error> {
    ctx.identity.beginnings.count(&visitor.key())?;
    let now = ctx.clock.now();
    let (device_code, user_code) = (random::secret()?, random::user_code()?);
    let client: String = client.chars().filter(|letter| !letter.is_control()).take(NAME_LENGTH).collect();
    let device = DeviceRecord {
        digest: random::digest(&device_code),
        user_code: user_code.clone(),
        client: if client.trim().is_empty() { "a program".to_owned() } else { client },
        approved: None,
        user: None,
        created_at: now,
        expires_at: now.checked_add(PATIENCE).unwrap_or(now),
        polled_at: None,
    };
    let mut unit = ctx.store.begin().await?;
    refuse_too_many(unit.as_mut()).await?;
    unit.add_device(&device).await?;
    unit.commit().await?;
    Ok(BegunDevice {
        device_code,
        user_code,
        expires_in_seconds: PATIENCE.as_secs().unsigned_abs(),
        interval_seconds: INTERVAL.as_secs().unsigned_abs(),
    })
}

/// Returns the program that waits for a code, for a person to look at.
///
/// # Errors
/// When none does. Guesses are counted.
pub async fn pending_device(ctx: &Ctx, who: &Principal, user_code: &str) -> Result<DeviceRecord, Error> {
    who.require_person()?;
    ctx.identity.attempts.count(&format!("user {}", who.id()))?;
    let code = normal(user_code);
    let device = ctx.store.read_once().await?.device_by_user_code(&code).await?;
    waiting(ctx, device, user_code)
}

/// Lets a waiting program act for `who`, or refuses it.
///
/// # Errors
/// When none waits for this code, or `who` is a program itself.
pub async fn decide_device(ctx: &Ctx, who: &Principal, user_code: &str, approve: bool) -> Result<(), Error> {
    who.require_person()?;
    ctx.identity.attempts.count(&format!("user {}", who.id()))?;
    let mut unit = ctx.store.begin().await?;
    let device = unit.device_by_user_code(&normal(user_code)).await?;
    let device = waiting(ctx, device, user_code)?;
    unit.update_device(&DeviceRecord { approved: Some(approve), user: Some(who.id()), ..device }).await?;
    unit.commit().await?;
    tracing::info!(user.id = %who.id(), device.approved = approve, "device sign-in decided");
    Ok(())
}

/// Asks whether somebody decided. A token is handed out once.
///
/// # Errors
/// When the store fails.
pub async fn poll_device(ctx: &Ctx, device_code: &str) -> Result<Polled, Error> {
    let now = ctx.clock.now();
    let mut unit = ctx.store.begin().await?;
    let Some(device) = unit.device_by_digest(random::digest(device_code)).await? else {
        return Ok(Polled::Expired);
    };
    if device.expires_at <= now {
        unit.remove_device(device.digest).await?;
        unit.commit().await?;
        return Ok(Polled::Expired);
    }
    let early = device.polled_at.is_some_and(|at| now.duration_since(at) < INTERVAL - GRACE);
    match (device.approved, device.user) {
        (Some(true), Some(user)) => {
            unit.remove_device(device.digest).await?;
            let Some(user) = unit.lookup_user(user).await? else {
                unit.commit().await?;
                return Ok(Polled::Denied);
            };
            let signed_in = open(ctx, unit, user, SessionKind::Cli, &device.client, None).await?;
            Ok(Polled::Granted(Box::new(signed_in)))
        }
        (Some(_), _) => {
            unit.remove_device(device.digest).await?;
            unit.commit().await?;
            Ok(Polled::Denied)
        }
        (None, _) => {
            unit.update_device(&DeviceRecord { polled_at: Some(now), ..device }).await?;
            unit.commit().await?;
            Ok(if early { Polled::TooFast } else { Polled::Pending })
        }
    }
}

fn waiting(ctx: &Ctx, device: Option<DeviceRecord>, user_code: &str) -> Result<DeviceRecord, Error> {
    let now = ctx.clock.now();
    let device = device.filter(|device| device.approved.is_none() && device.expires_at > now);
    let shown: String = user_code.chars().filter(|letter| !letter.is_control()).take(16).collect();
    Ok(device.ok_or(Refused::UnknownDevice { user_code: shown })?)
}

/// People type codes in lower case and without the dash.
fn normal(user_code: &str) -> String {
    let letters: String = user_code.chars().filter(char::is_ascii_alphabetic).take(16).collect();
    let letters = letters.to_ascii_uppercase();
    match letters.split_at_checked(4) {
        Some((left, right)) => format!("{left}-{right}"),
        None => letters,
    }
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn codes_are_read_as_people_type_them() {
        for typed in ["WDJB-MJHT", "wdjbmjht", " wdjb mjht "] {
            assert_eq!(normal(typed), "WDJB-MJHT");
        }
        assert_eq!(normal("x"), "X");
    }
}
