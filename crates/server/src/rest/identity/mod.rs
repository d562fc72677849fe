//! Who may use the server, over REST. A file a subject.

mod accounts;
mod grants;
mod invitations;
mod keys;
mod organizations;
mod preferences;
mod providers;
mod return_to;
mod roles;
mod sessions;
mod sign_in;
mod tokens;
mod users;

pub(super) use accounts::*;
pub(super) use grants::*;
pub(super) use invitations::*;
pub(super) use keys::*;
pub(super) use organizations::*;
pub(super) use preferences::*;
pub(super) use providers::*;
pub(super) use return_to::encode as encode_return;
pub(super) use roles::*;
pub(super) use sessions::*;
pub(super) use sign_in::*;
pub(super) use tokens::*;
pub(super) use users::*;

use std::time::Duration;

use axum_extra::extract::CookieJar;
use meshery_app::identity::{Page, SignedIn};

use crate::AppState;
use crate::http::cookies::{self, PROVIDER, TOKEN};
use crate::http::{ApiResult, ListParams};

/// Items on a page unless told otherwise.
const DEFAULT_PAGE: usize = 25;

/// Finds the page that was asked for.
fn page(params: &ListParams, state: &AppState) -> ApiResult<Page> {
    Ok(Page { number: params.page, size: params.page_size(DEFAULT_PAGE, state.page_size)? })
}

/// Adds the cookies of somebody who has just signed in.
fn signed_in(state: &AppState, jar: CookieJar, who: &SignedIn) -> CookieJar {
    let lasts = Duration::from_secs(who.expires_in_seconds);
    jar.add(cookies::make(state, TOKEN, who.token.clone(), Some(lasts))).add(cookies::make(
        state,
        PROVIDER,
        who.user.provider.clone(),
        Some(CHOICE),
    ))
}
