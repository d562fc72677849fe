//! How programs get a token: the device flow (RFC 8628) and the code flow through a loopback address (RFC 8252).

use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use meshery_api::Problem;
use meshery_api::identity::{
    Authorize, Authorized, DeviceDecision, DeviceGrant, DeviceRequest, PendingDevice, TokenAnswer,
    TokenRefusal, TokenRequest,
};
use meshery_app::identity::{self, Authorization, Polled, SignedIn};
use serde::de::DeserializeOwned;

use crate::AppState;
use crate::http::error::OwnAnswer;
use crate::http::{ApiError, ApiResult, Base, BodyBytes, JsonBody, Person, Segment, Visiting, content_type};

const SECRET: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];
const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";
const CODE: &str = "authorization_code";

/// Begins a device sign-in: for a program on a machine without a browser.
#[utoipa::path(
    post, path = "/api/auth/device", tag = "identity", operation_id = "beginDevice", request_body = DeviceRequest, security(()),
    responses(
        (status = 200, description = "The codes.", body = DeviceGrant),
        (status = 400, description = "The body can't be read.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is neither JSON nor a form.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many are under way.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn begin_device(
    State(state): State<AppState>,
    Visiting(visitor): Visiting,
    Base(base): Base,
    FormOrJson(body): FormOrJson<DeviceRequest>,
) -> ApiResult<Response> {
    let begun = identity::begin_device(&state.ctx, &visitor, &body.client_id).await?;
    let page = format!("{base}device");
    let body = DeviceGrant {
        verification_uri_complete: format!("{page}?code={}", begun.user_code),
        verification_uri: page,
        device_code: begun.device_code,
        user_code: begun.user_code,
        expires_in: begun.expires_in_seconds,
        interval: begun.interval_seconds,
    };
    Ok((SECRET, Json(body)).into_response())
}

/// Shows which program waits for a code, before a person decides.
#[utoipa::path(
    get, path = "/api/auth/device/{userCode}", tag = "identity", operation_id = "getDevice",
    params(("userCode" = String, Path, description = "The code the program shows.", example = "WDJB-MJHT")),
    responses(
        (status = 200, description = "The program.", body = PendingDevice),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "An API token can't do this.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No program waits for this code.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many guesses.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn pending_device(
    Person(who): Person,
    State(state): State<AppState>,
    Segment(user_code): Segment<String>,
) -> ApiResult<Json<PendingDevice>> {
    let device = identity::pending_device(&state.ctx, &who, &user_code).await?;
    Ok(Json(PendingDevice {
        user_code: device.user_code,
        client: device.client,
        created_at: device.created_at.to_string(),
        expires_at: device.expires_at.to_string(),
    }))
}

/// Lets a waiting program act for the user who asks, or refuses it.
#[utoipa::path(
    post, path = "/api/auth/device/{userCode}", tag = "identity", operation_id = "decideDevice", request_body = DeviceDecision,
    params(("userCode" = String, Path, description = "The code the program shows.", example = "WDJB-MJHT")),
    responses(
        (status = 204, description = "Decided."),
        (status = 400, description = "The body can't be read.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "An API token can't do this.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No program waits for this code.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many guesses.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn decide_device(
    Person(who): Person,
    State(state): State<AppState>,
    Segment(user_code): Segment<String>,
    JsonBody(body): JsonBody<DeviceDecision>,
) -> ApiResult<StatusCode> {
    identity::decide_device(&state.ctx, &who, &user_code, body.approve).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets a program on the user's own machine act for the user who asks.
#[utoipa::path(
    post, path = "/api/auth/authorize", tag = "identity", operation_id = "authorize", request_body = Authorize,
    responses(
        (status = 200, description = "Where the browser goes.", body = Authorized),
        (status = 400, description = "The program's request is not safe.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "An API token can't do this.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many codes are out.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn authorize(
    Person(who): Person,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<Authorize>,
) -> ApiResult<Response> {
    let request = Authorization {
        client: body.client_id,
        redirect_uri: body.redirect_uri,
        state: body.state,
        challenge: body.code_challenge,
        challenge_method: body.code_challenge_method,
    };
    let target = identity::authorize(&state.ctx, &who, request).await?;
    Ok((SECRET, Json(Authorized { redirect_to: target.into() })).into_response())
}

/// Hands a token out for a code, or tells a waiting program how things stand. Takes JSON or a form.
#[utoipa::path(
    post, path = "/api/auth/token", tag = "identity", operation_id = "exchangeToken", request_body = TokenRequest, security(()),
    responses(
        (status = 200, description = "The token.", body = TokenAnswer),
        (status = 400, description = "No token (yet), in the form of RFC 6749.", body = TokenRefusal),
        (status = 403, description = "A page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is neither JSON nor a form.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn exchange(
    State(state): State<AppState>,
    Visiting(visitor): Visiting,
    body: Result<FormOrJson<TokenRequest>, ApiError>,
) -> ApiResult<Response> {
    let body = match body {
        Ok(FormOrJson(body)) => body,
        Err(ApiError::Body { message, .. }) => return Ok(refuse("invalid_request", &message)),
        Err(error) => return Err(error),
    };
    match body.grant_type.as_str() {
        DEVICE => {
            let Some(code) = body.device_code else {
                return Ok(refuse("invalid_request", "`device_code` is missing"));
            };
            Ok(match identity::poll_device(&state.ctx, &code).await? {
                Polled::Pending => refuse("authorization_pending", "nobody decided yet"),
                Polled::TooFast => refuse("slow_down", "polled before the interval was over"),
                Polled::Denied => refuse("access_denied", "the sign-in was refused"),
                Polled::Expired => refuse("expired_token", "the code is unknown, used, or over"),
                Polled::Granted(who) => grant(*who),
            })
        }
        CODE => {
            let (Some(code), Some(verifier), Some(uri)) = (body.code, body.code_verifier, body.redirect_uri)
            else {
                return Ok(refuse(
                    "invalid_request",
                    "`code`, `code_verifier` and `redirect_uri` are needed",
                ));
            };
            let granted = identity::exchange_code(&state.ctx, &visitor, &code, &verifier, &uri).await?;
            Ok(granted.map_or_else(|| refuse("invalid_grant", "the code is not good, or not yours"), grant))
        }
        _ => Ok(refuse("unsupported_grant_type", "use `authorization_code` or the device code grant")),
    }
}

fn grant(who: SignedIn) -> Response {
    let body = TokenAnswer {
        access_token: who.token,
        token_type: "Bearer".to_owned(),
        expires_in: who.expires_in_seconds,
        provider: who.user.provider,
    };
    (SECRET, Json(body)).into_response()
}

fn refuse(error: &str, description: &str) -> Response {
    let body = TokenRefusal { error: error.to_owned(), error_description: description.to_owned() };
    let mut response = (StatusCode::BAD_REQUEST, SECRET, Json(body)).into_response();
    response.extensions_mut().insert(OwnAnswer);
    response
}

/// A body as OAuth 2.0 clients send it, or as JSON.
pub(in crate::rest) struct FormOrJson<T>(T);

impl<T: DeserializeOwned> FromRequest<AppState> for FormOrJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        if content_type(request.headers()) != "application/x-www-form-urlencoded" {
            return JsonBody::from_request(request, state).await.map(|JsonBody(body)| Self(body));
        }
        let BodyBytes(bytes) = BodyBytes::from_request(request, state).await?;
        let pairs: serde_json::Map<String, serde_json::Value> = url::form_urlencoded::parse(&bytes)
            .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
            .collect();
        serde_json::from_value(pairs.into())
            .map(Self)
            .map_err(|error| ApiError::Body { message: error.to_string(), location: None })
    }
}
