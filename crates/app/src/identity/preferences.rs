//! Preferences of a user: a document of which this server checks what it knows and keeps the rest.

use jiff::Timestamp;
use meshery_identity::{Error as Refused, Principal};
use meshery_model::Object;
use serde_json::{Value, json};

use crate::{Ctx, Error};

/// Largest document, in bytes.
const LARGEST: usize = 64 << 10;

/// Returns the preferences of `who`, and when they were changed.
///
/// # Errors
/// When the store fails.
pub async fn preferences(ctx: &Ctx, who: &Principal) -> Result<(Object, Option<Timestamp>), Error> {
    let stored = ctx.store.read_once().await?.preferences(who.id()).await?;
    match stored {
        Some((text, at)) => Ok((serde_json::from_str(&text)?, Some(at))),
        None => Ok((usual(), None)),
    }
}

/// Overlays the preferences of `who` with what is given, and returns the result.
///
/// # Errors
/// When a value is not accepted, or the document becomes too large.
pub async fn change_preferences(
    ctx: &Ctx,
    who: &Principal,
    change: Object,
) -> Result<(Object, Option<Timestamp>), Error> {
    let now = ctx.clock.now();
    let mut unit = ctx.store.begin().await?;
    let mut document = match unit.preferences(who.id()).await? {
        Some((text, _)) => serde_json::from_str(&text)?,
        None => usual(),
    };
    for (name, value) in change.into_iter().filter(|(name, _)| name != "updated_at") {
        overlay(&mut document, name, value);
    }
    check(&document)?;
    let text = serde_json::to_string(&document)?;
    if text.len() > LARGEST {
        return Err(invalid("preferences", "at most 64 KiB"));
    }
    if unit.lookup_user(who.id()).await?.is_none() {
        return Err(Refused::NotFound { what: "user", id: who.id().to_string() }.into());
    }
    unit.save_preferences(who.id(), &text, now).await?;
    unit.commit().await?;
    Ok((document, Some(now)))
}

/// Objects are overlaid member by member, everything else is replaced.
fn overlay(document: &mut Object, name: String, value: Value) {
    match (document.get_mut(&name), value) {
        (Some(Value::Object(target)), Value::Object(members)) => target.extend(members),
        (_, value) => {
            document.insert(name, value);
        }
    }
}

fn usual() -> Object {
    let document = json!({
        "anonymousUsageStats": false,
        "anonymousPerfResults": false,
        "loadTestPrefs": { "c": 10, "qps": 0, "t": "30s", "gen": "fortio" },
        "usersExtensionPreferences": {},
        "remoteProviderPreferences": {},
        "meshAdapters": [],
    });
    match document {
        Value::Object(members) => members,
        _ => Object::new(),
    }
}

fn check(document: &Object) -> Result<(), Error> {
    const GENERATORS: [&str; 3] = ["fortio", "wrk2", "nighthawk"];
    for name in ["anonymousUsageStats", "anonymousPerfResults"] {
        if !document.get(name).is_some_and(Value::is_boolean) {
            return Err(invalid("preferences", &format!("`{name}` is true or false")));
        }
    }
    for name in ["usersExtensionPreferences", "remoteProviderPreferences"] {
        if !document.get(name).is_some_and(Value::is_object) {
            return Err(invalid("preferences", &format!("`{name}` is an object")));
        }
    }
    if !document.get("meshAdapters").is_some_and(Value::is_array) {
        return Err(invalid("preferences", "`meshAdapters` is a list"));
    }
    let Some(Value::Object(load)) = document.get("loadTestPrefs") else {
        return Err(invalid("loadTestPrefs", "an object of `c`, `qps`, `t` and `gen`"));
    };
    for name in ["c", "qps"] {
        let value = load.get(name).and_then(Value::as_u64);
        if value.is_none_or(|value| u32::try_from(value).is_err()) {
            return Err(invalid("loadTestPrefs", &format!("`{name}` is a number from 0")));
        }
    }
    let duration = load.get("t").and_then(Value::as_str);
    if !duration
        .is_some_and(|text| text.parse::<jiff::SignedDuration>().is_ok_and(|time| !time.is_negative()))
    {
        return Err(invalid("loadTestPrefs", "`t` is a duration such as `30s` or `1m30s`"));
    }
    if !load.get("gen").and_then(Value::as_str).is_some_and(|name| GENERATORS.contains(&name)) {
        return Err(invalid("loadTestPrefs", "`gen` is one of fortio, wrk2, nighthawk"));
    }
    Ok(())
}

fn invalid(field: &'static str, reason: &str) -> Error {
    Refused::Invalid { field, reason: reason.to_owned() }.into()
}
