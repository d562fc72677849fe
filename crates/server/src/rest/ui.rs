//! Serves the UI: its files, and its one page for every address that is not a file.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use meshery_ui_assets::Asset;

use super::identity::encode_return;
use crate::AppState;
use crate::http::{ApiError, Session, provider_name};

/// Pages that people need before they are signed in.
const OPEN_PAGES: [&str; 3] = ["/provider", "/login", "/invite"];

/// Answers whatever no other route does.
pub(super) async fn page(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if !matches!(*request.method(), Method::GET | Method::HEAD) || path.starts_with("/api/") {
        return ApiError::NoRoute { path }.into_response();
    }
    if let Some(asset) = meshery_ui_assets::file(path.trim_start_matches('/')) {
        return file(asset, &request);
    }
    // A missing file must not be answered with a page: scripts would be parsed as HTML.
    if path.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return ApiError::NoRoute { path }.into_response();
    }
    let (mut parts, _) = request.into_parts();
    if !OPEN_PAGES.contains(&path.as_str()) && !may_enter(&mut parts, &state).await {
        let asked = parts.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
        return Redirect::to(&format!("/provider?ref={}", encode_return(asked))).into_response();
    }
    let mut response = meshery_ui_assets::index().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Tells whether a browser may have a page: it has chosen a provider, and that lets it in. With an enforced
/// provider there is nothing to choose.
async fn may_enter(parts: &mut Parts, state: &AppState) -> bool {
    let has_chosen = provider_name(parts).is_some() || state.ctx.identity().providers().enforced().is_some();
    has_chosen && Session::from_request_parts(parts, state).await.is_ok()
}

fn file(asset: Asset, request: &Request) -> Response {
    let fresh = crate::http::etag::is_fresh(request.headers(), &asset.tag);
    let mut response =
        if fresh { StatusCode::NOT_MODIFIED.into_response() } else { asset.bytes.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    let caching = if asset.is_immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Some(tag) = crate::http::etag::value(&asset.tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
