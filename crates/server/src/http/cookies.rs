//! The cookies this server sets. All are kept from scripts and from other sites' requests.

use std::time::Duration;

use axum_extra::extract::cookie::{Cookie, Expiration, SameSite};

use crate::AppState;

/// Name of the cookie and of the header that choose a provider.
pub(crate) const PROVIDER: &str = "meshery-provider";
/// Name of the cookie that holds the token.
pub(crate) const TOKEN: &str = "token";
/// Name of the cookie that binds a sign-in under way to the browser that began it.
pub(crate) const SIGN_IN: &str = "meshery-sign-in";

/// Makes a cookie that lasts, or one that ends with the browser's session.
pub(crate) fn make(
    state: &AppState,
    name: &'static str,
    value: String,
    lasts: Option<Duration>,
) -> Cookie<'static> {
    let mut cookie = plain(name, value);
    cookie.set_secure(state.is_secure);
    match lasts.and_then(|lasts| lasts.try_into().ok()) {
        Some(lasts) => cookie.set_max_age(Some(lasts)),
        None => cookie.set_expires(Expiration::Session),
    }
    cookie
}

/// Names a cookie to be removed.
pub(crate) fn gone(name: &'static str) -> Cookie<'static> {
    plain(name, String::new())
}

fn plain(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).build()
}
