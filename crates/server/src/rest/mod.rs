//! The table of contents of the API. Each route is registered together with its OpenAPI entry.

mod designs;
mod docs;
mod evaluation;
mod health;
mod identity;
mod registry;
mod system;
mod ui;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::AppState;
use crate::http::note_route;

/// Head of the OpenAPI document; paths and schemas come from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Meshery API",
        description = "Design, deploy, operate and measure cloud native infrastructure.\n\n\
            Every request carries a token of the chosen provider: `Authorization: Bearer <token>` or the \
            cookie `token`. The provider None has one user and needs no token.\n\n\
            Lists take `page` (from 0), `pagesize`, `search` and `order`. Errors are `application/problem+json` \
            with a stable `code`; `GET /errors/{code}` explains each.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "designs", description = "Documents of components and relationships, with history. Wire name: pattern."),
        (name = "relationships", description = "Evaluation of the relationships between components."),
        (name = "registry", description = "Models, their components and relationship definitions."),
        (name = "identity", description = "Providers and the user who asks."),
        (name = "system", description = "Version, health and metrics."),
    )
)]
struct Head;

fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Head::openapi())
        // Designs
        .routes(routes!(designs::list, designs::save))
        .routes(routes!(designs::get, designs::delete))
        .routes(routes!(designs::import))
        .routes(routes!(designs::download))
        .routes(routes!(designs::download_original))
        // Relationships
        .routes(routes!(evaluation::evaluate))
        .routes(routes!(evaluation::evaluate_in_registry))
        // Registry
        .routes(routes!(registry::models))
        .routes(routes!(registry::models_named))
        .routes(routes!(registry::components))
        .routes(routes!(registry::components_named))
        .routes(routes!(registry::components_of_model))
        .routes(routes!(registry::components_of_model_named))
        .routes(routes!(registry::relationships))
        .routes(routes!(registry::relationships_of_model))
        .routes(routes!(registry::categories))
        .routes(routes!(registry::registrants))
        // Identity
        .routes(routes!(identity::providers))
        .routes(routes!(identity::choose))
        .routes(routes!(identity::capabilities))
        .routes(routes!(identity::user))
        .routes(routes!(identity::token_file))
        // System
        .routes(routes!(system::version))
        .routes(routes!(health::livez))
        .routes(routes!(health::readyz))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
        .routes(routes!(docs::error_page))
}

/// Returns the OpenAPI document of the REST API.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    docs::finish(routes().to_openapi())
}

/// Returns every route, those of the UI included.
pub(crate) fn router() -> Router<AppState> {
    let (api, document) = routes().split_for_parts();
    api.merge(docs::router(docs::finish(document)))
        .route("/user/login", get(identity::login))
        .route("/user/logout", get(identity::logout))
        .route("/auth/login", get(identity::sign_in_again))
        .fallback(ui::page)
        .layer(from_fn(note_route))
}
