//! Why requests about the registry fail, as the API document says it.

use meshery_api::Problem;
use utoipa::IntoResponses;

/// Refusals of questions.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers, is never made")]
pub(crate) enum ReadRefusals {
    /// A parameter is wrong.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// Nobody is signed in.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(Problem),
    /// This needs `registry.read`.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
}

/// Refusals of changes.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers, is never made")]
pub(crate) enum WriteRefusals {
    /// The body or a parameter is wrong.
    #[response(status = 400, content_type = "application/problem+json")]
    BadRequest(Problem),
    /// Nobody is signed in.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(Problem),
    /// This needs `registry.write`, or a page of another site sent the request.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(Problem),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body has another content type than the operation takes.
    #[response(status = 415, content_type = "application/problem+json")]
    MediaType(Problem),
}
