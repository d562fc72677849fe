//! The OpenAPI document, Swagger UI over it, and the pages that explain error codes.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use meshery_api::Problem;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::AppState;
use crate::http::{ApiError, ApiResult, Segment};

/// Address of the document.
const DOCUMENT: &str = "/api/openapi.json";

/// Adds what no single handler knows: the version and how to authenticate.
pub(super) fn finish(mut document: OpenApi) -> OpenApi {
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(
            "A token: from *Get token* or *API tokens* under the avatar, or from `mesheryctl`.",
        ))
        .build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        "token",
        "Set by signing in. Browsers send it by themselves; it can't be typed here.",
    )));
    components.add_security_scheme("cookie", cookie);
    document.security = Some(vec![
        SecurityRequirement::new("bearer", Vec::<String>::new()),
        SecurityRequirement::new("cookie", Vec::<String>::new()),
    ]);
    document
}

/// Serves the document and Swagger UI. The document is made when first asked for: most starts of the server never
/// need it, and it takes megabytes.
pub(super) fn router() -> Router<AppState> {
    let texts = Arc::new(LazyLock::new(|| Texts::of(&super::openapi())));
    let json = Arc::clone(&texts);
    let yaml = texts;
    let text = |media_type: &'static str, text: Bytes| ([(header::CONTENT_TYPE, media_type)], text);
    Router::new()
        .route(DOCUMENT, get(move || async move { text("application/json", json.json.clone()) }))
        .route("/swagger.yaml", get(move || async move { text("application/yaml", yaml.yaml.clone()) }))
        .merge(
            SwaggerUi::new("/docs")
                .config(Config::from(DOCUMENT).validator_url("none").try_it_out_enabled(true)),
        )
}

/// The document in both its forms.
struct Texts {
    json: Bytes,
    yaml: Bytes,
}

impl Texts {
    fn of(document: &OpenApi) -> Self {
        let value = serde_json::to_value(document).unwrap_or_default();
        Self { json: Bytes::from(value.to_string()), yaml: Bytes::from(meshery_app::system::yaml(&value)) }
    }
}

/// Explains an error code, in Markdown.
#[utoipa::path(
    get, path = "/errors/{code}", tag = "system", operation_id = "getErrorPage", security(()),
    params(("code" = String, Path, description = "The code.", example = "meshery-server-1201")),
    responses(
        (status = 200, description = "The page.", body = String, content_type = "text/markdown"),
        (status = 404, description = "There is no such code.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn error_page(Segment(code): Segment<String>) -> ApiResult<Response> {
    let Some(page) = meshery_errors::pages().find(|page| page.code == code) else {
        return Err(ApiError::NoRoute { path: format!("/errors/{code}") });
    };
    let list = |items: &[&str]| items.iter().map(|item| format!("- {item}\n")).collect::<String>();
    let text = format!(
        "# {}: {}\n\n{}\n\n## Probable causes\n\n{}\n## What to do\n\n{}",
        page.code,
        page.title,
        page.description,
        list(&page.causes),
        list(&page.remedies)
    );
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], text).into_response())
}
