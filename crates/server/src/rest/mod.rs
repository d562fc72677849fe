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
use axum::extract::{OriginalUri, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::AppState;
use crate::http::note_route;

/// Where the registry is.
const REGISTRY: &str = "/api/registry";
/// Where the registry was, and still answers.
const OLD_REGISTRY: &str = "/api/meshmodels";

/// Head of the OpenAPI document; paths and schemas come from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Meshery API",
        description = "Design, deploy, operate and measure cloud native infrastructure.\n\n\
            Every request carries a token: `Authorization: Bearer <token>` or the cookie `token`, never in the \
            address. Which kind of authentication leads to it, the chosen provider says: `GET /api/providers`. \
            The provider None has one user and needs no token. Operations without a lock below are open to \
            everybody.\n\n\
            Lists take `page` (from 0), `pagesize`, `search` and `order`. Errors are `application/problem+json` \
            with a stable `code`; `GET /errors/{code}` explains each.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(meshery_api::identity::ProviderStatus)),
    tags(
        (name = "designs", description = "Documents of components and relationships, with history. Wire name: pattern."),
        (name = "relationships", description = "Evaluation of the relationships between components."),
        (name = "registry", description = "Models, their components, relationship definitions and policies. The same operations answer under the older name `/api/meshmodels`."),
        (name = "identity", description = "Providers, signing in and out, tokens, users, roles and organizations."),
        (name = "accounts", description = "Built-in accounts: set-up, passwords, invitations."),
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
        // Registry, under its newest name
        .nest(REGISTRY, registry_routes())
        // Identity: providers, signing in and out
        .routes(routes!(identity::providers))
        .routes(routes!(identity::providers_stream))
        .routes(routes!(identity::choose))
        .routes(routes!(identity::capabilities))
        .routes(routes!(identity::login))
        .routes(routes!(identity::login_alias))
        .routes(routes!(identity::logout))
        .routes(routes!(identity::logout_alias))
        .routes(routes!(identity::oidc_callback))
        .routes(routes!(identity::remote_callback, identity::remote_callback_post))
        .routes(routes!(identity::redirect_gone))
        .routes(routes!(identity::key_set))
        // Identity: programs
        .routes(routes!(identity::begin_device))
        .routes(routes!(identity::pending_device, identity::decide_device))
        .routes(routes!(identity::authorize))
        .routes(routes!(identity::exchange))
        // Identity: the user who asks
        .routes(routes!(identity::user))
        .routes(routes!(identity::own_profile))
        .routes(routes!(identity::preferences, identity::change_preferences))
        .routes(routes!(identity::token_file))
        .routes(routes!(identity::api_tokens, identity::add_token))
        .routes(routes!(identity::revoke_token))
        .routes(routes!(identity::sessions))
        .routes(routes!(identity::end_session))
        .routes(routes!(identity::session_stream))
        // Identity: everybody
        .routes(routes!(identity::users))
        .routes(routes!(identity::remove_user))
        .routes(routes!(identity::assign_roles))
        .routes(routes!(identity::profile))
        .routes(routes!(identity::profile_alias))
        .routes(routes!(identity::organizations))
        .routes(routes!(identity::organization, identity::change_organization))
        .routes(routes!(identity::user_keys))
        .routes(routes!(identity::roles, identity::add_role))
        .routes(routes!(identity::change_role, identity::remove_role))
        .routes(routes!(identity::keys))
        // Built-in accounts
        .routes(routes!(identity::setup, identity::set_up))
        .routes(routes!(identity::sign_in_with_password))
        .routes(routes!(identity::change_password))
        .routes(routes!(identity::invitations, identity::invite))
        .routes(routes!(identity::withdraw))
        .routes(routes!(identity::accept))
        // System
        .routes(routes!(system::version))
        .routes(routes!(health::livez))
        .routes(routes!(health::readyz))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
        .routes(routes!(docs::error_page))
}

/// The routes of the registry, without the beginning of their paths.
fn registry_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        // Lists
        .routes(routes!(registry::models))
        .routes(routes!(registry::models_named, registry::remove_model))
        .routes(routes!(registry::components))
        .routes(routes!(registry::components_named))
        .routes(routes!(registry::components_of_model))
        .routes(routes!(registry::components_of_model_named))
        .routes(routes!(registry::relationships))
        .routes(routes!(registry::relationships_of_model))
        .routes(routes!(registry::relationships_of_model_named))
        .routes(routes!(registry::policies))
        .routes(routes!(registry::policies_named))
        .routes(routes!(registry::categories))
        .routes(routes!(registry::categories_named))
        .routes(routes!(registry::models_of_category))
        .routes(routes!(registry::models_of_category_named))
        .routes(routes!(registry::components_of_category))
        .routes(routes!(registry::components_of_category_named))
        .routes(routes!(registry::components_of_category_model))
        .routes(routes!(registry::components_of_category_model_named))
        .routes(routes!(registry::registrants))
        .routes(routes!(registry::summary))
        .routes(routes!(registry::search))
        // Changes
        .routes(routes!(registry::set_model_status))
        .routes(routes!(registry::set_component_status))
        .routes(routes!(registry::set_relationship_status))
        .routes(routes!(registry::register))
        .routes(routes!(registry::jobs))
        .routes(routes!(registry::job, registry::cancel))
        .routes(routes!(registry::stream))
        .routes(routes!(registry::generate))
        .routes(routes!(registry::export))
        // Evaluation
        .routes(routes!(evaluation::evaluate))
}

/// Returns the OpenAPI document of the REST API.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    docs::finish(routes().to_openapi())
}

/// Says that a path has a newer name (RFC 9745, RFC 8288).
async fn names_successor(OriginalUri(address): OriginalUri, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let path = address.path().strip_prefix(OLD_REGISTRY).unwrap_or_default();
    if let Ok(link) = HeaderValue::from_str(&format!("<{REGISTRY}{path}>; rel=\"successor-version\"")) {
        response.headers_mut().insert(header::LINK, link);
        // Since the first day of 2026, when Meshery v1 named the new paths.
        response.headers_mut().insert("deprecation", HeaderValue::from_static("@1767225600"));
    }
    response
}

/// Returns every route, those of the UI included.
pub(crate) fn router() -> Router<AppState> {
    let (api, _) = routes().split_for_parts();
    let (registry, _) = registry_routes().split_for_parts();
    api.merge(docs::router())
        .nest(OLD_REGISTRY, registry.layer(from_fn(names_successor)))
        .route("/auth/login", get(identity::sign_in_again))
        .fallback(ui::page)
        .layer(from_fn(note_route))
}
