//! The keys with which anybody can check this server's tokens.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use meshery_app::identity;
use serde_json::Value;

use crate::AppState;
use crate::http::ApiResult;

/// Returns the public keys as a JSON Web Key Set (RFC 7517).
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "identity", operation_id = "getKeySet", security(()),
    responses((
        status = 200, description = "The keys.", body = Object,
        example = json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}),
    ))
)]
pub(in crate::rest) async fn key_set(
    State(state): State<AppState>,
) -> ApiResult<([(HeaderName, &'static str); 1], Json<Value>)> {
    Ok(([(CACHE_CONTROL, "public, max-age=60")], Json(identity::public_keys(&state.ctx).await?)))
}
