//! Errors on the wire: the one place that knows which situation has which HTTP status.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use meshery_api::{Location, Problem};
use meshery_errors::{Code, Coded};

use super::observe::RequestId;

/// What handlers return.
pub(crate) type ApiResult<T> = Result<T, ApiError>;

/// Why a request fails.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum ApiError {
    /// A use case failed.
    #[error(transparent)]
    App(Arc<meshery_app::Error>),
    /// The body is larger than the server takes.
    #[error("the body is larger than {limit} bytes (`limits.body_bytes`)")]
    BodyTooLarge { limit: usize },
    /// An upload is larger than the server takes.
    #[error("the upload is larger than {limit} bytes (`limits.import_bytes`)")]
    UploadTooLarge { limit: usize },
    /// The body is not the JSON that was expected.
    #[error("the body can't be read: {message}")]
    Body { message: String, location: Option<Location> },
    /// The body's type is none the operation takes.
    #[error("the content type `{content_type}` is not accepted here, send {accepted}")]
    MediaType { content_type: String, accepted: &'static str },
    /// A parameter has a wrong value.
    #[error("the parameter `{name}` is wrong: {message}")]
    Parameter { name: String, message: String },
    /// A list can't be sorted by this.
    #[error("`{order}` is no order of this list, use one of {allowed} with `asc` or `desc`")]
    Order { order: String, allowed: String },
    /// There is nothing at this path.
    #[error("there is nothing at `{path}`")]
    NoRoute { path: String },
    /// The request comes from another site.
    #[error("the request was sent by a page of another site ({origin})")]
    ForeignOrigin { origin: String },
    /// The request names another host.
    #[error("this server does not answer for the host `{host}`")]
    ForeignHost { host: String },
    /// Too many streams are open.
    #[error("too many streams are open, try again in a moment")]
    Busy,
    /// The path existed once.
    #[error("`{path}` is gone, use `{instead}`")]
    Gone { path: &'static str, instead: &'static str },
    /// The server does not do this yet.
    #[error("{what}")]
    NotOffered { what: &'static str },
}

impl<E: Into<meshery_app::Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self::App(Arc::new(error.into()))
    }
}

impl Coded for ApiError {
    fn code(&self) -> Code {
        match self {
            Self::App(error) => error.code(),
            Self::BodyTooLarge { .. } | Self::UploadTooLarge { .. } => Code::new("meshery-server-1501"),
            Self::Body { .. } => Code::new("meshery-server-1502"),
            Self::MediaType { .. } => Code::new("meshery-server-1503"),
            Self::Parameter { .. } => Code::new("meshery-server-1504"),
            Self::Order { .. } => Code::new("meshery-server-1505"),
            Self::NoRoute { .. } => Code::new("meshery-server-1506"),
            Self::ForeignOrigin { .. } => Code::new("meshery-server-1507"),
            Self::ForeignHost { .. } => Code::new("meshery-server-1508"),
            Self::NotOffered { .. } => Code::new("meshery-server-1509"),
            Self::Busy => Code::new("meshery-server-1513"),
            Self::Gone { .. } => Code::new("meshery-server-1514"),
        }
    }
}

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::App(error) => app_status(error),
            Self::BodyTooLarge { .. } | Self::UploadTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Body { .. } | Self::Parameter { .. } | Self::Order { .. } => StatusCode::BAD_REQUEST,
            Self::MediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NoRoute { .. } => StatusCode::NOT_FOUND,
            Self::ForeignOrigin { .. } => StatusCode::FORBIDDEN,
            Self::ForeignHost { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::NotOffered { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Gone { .. } => StatusCode::GONE,
        }
    }

    /// Returns the document that describes it.
    pub(crate) fn problem(&self, path: String) -> Problem {
        let status = self.status();
        let detail = if status.is_server_error() { safe_detail(self) } else { self.to_string() };
        let mut problem = Problem::new(self.code(), status.as_u16(), detail, path);
        problem.location = self.location();
        problem
    }

    /// Returns the seconds after which the request may be sent again.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::App(error) => match error.as_ref() {
                meshery_app::Error::Identity(meshery_identity::Error::TooManyAttempts {
                    retry_after_seconds,
                }) => Some(*retry_after_seconds),
                _ => None,
            },
            _ => None,
        }
    }

    fn location(&self) -> Option<Location> {
        match self {
            Self::Body { location, .. } => *location,
            Self::App(error) => match error.as_ref() {
                meshery_app::Error::Convert(error) => {
                    error.location().map(|place| Location { line: place.line, column: place.column })
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Maps the situations of use cases to statuses. No wildcard: a new situation has to be decided here.
fn app_status(error: &meshery_app::Error) -> StatusCode {
    use meshery_app::Error as App;
    match error {
        App::DesignNotFound { .. } | App::NoSource { .. } | App::EntityNotFound { .. } => {
            StatusCode::NOT_FOUND
        }
        App::BuiltinModel { .. } => StatusCode::CONFLICT,
        App::UnknownStatus { .. } | App::NothingToImport => StatusCode::BAD_REQUEST,
        App::ImportNotFound { .. } | App::ModelNotFound { .. } => StatusCode::NOT_FOUND,
        App::UnknownUpload { .. }
        | App::UploadTooLarge { .. }
        | App::Archive(_)
        | App::Generate(_)
        | App::Fetch(_) => StatusCode::UNPROCESSABLE_ENTITY,
        App::Cancelled => StatusCode::CONFLICT,
        App::TooManyImports { .. } => StatusCode::TOO_MANY_REQUESTS,
        App::Cache { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        App::Conflict { .. } => StatusCode::PRECONDITION_FAILED,
        App::NoDocument | App::NameLength { .. } | App::Design(_) => StatusCode::BAD_REQUEST,
        App::TooManyComponents { .. } | App::Excess(_) => StatusCode::UNPROCESSABLE_ENTITY,
        App::Convert(error) if error.is_limit() => StatusCode::UNPROCESSABLE_ENTITY,
        App::Convert(_) | App::Registry(_) => StatusCode::BAD_REQUEST,
        App::Identity(error) => identity_status(error),
        App::Shared { source } => app_status(source),
        App::NotOwner { .. } => StatusCode::FORBIDDEN,
        App::ShuttingDown => StatusCode::SERVICE_UNAVAILABLE,
        App::Store(_) | App::Write { .. } | App::Job { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn identity_status(error: &meshery_identity::Error) -> StatusCode {
    use meshery_identity::Error as Identity;
    match error {
        Identity::UnknownProvider { .. }
        | Identity::NoProvider
        | Identity::NoToken
        | Identity::BadToken { .. }
        | Identity::WrongSetupToken
        | Identity::WrongPassword
        | Identity::UnknownInvitation
        | Identity::SignInFailed { .. } => StatusCode::UNAUTHORIZED,
        Identity::Forbidden { .. } | Identity::NeedsPerson | Identity::NoRole { .. } => StatusCode::FORBIDDEN,
        Identity::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
        Identity::UnknownDevice { .. } | Identity::NotFound { .. } => StatusCode::NOT_FOUND,
        Identity::WrongAuthorization { .. } | Identity::Invalid { .. } => StatusCode::BAD_REQUEST,
        Identity::WeakPassword { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Identity::AlreadySetUp
        | Identity::LastAdministrator { .. }
        | Identity::NameTaken { .. }
        | Identity::BuiltInRole { .. } => StatusCode::CONFLICT,
        Identity::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Identity::WrongKey | Identity::BadKey { .. } | Identity::Crypto { .. } => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// The body is written by [`render`], which knows the request.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the problem document of every failed request, also of those no handler saw.
pub(super) async fn render(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let request_id = request.extensions().get::<RequestId>().cloned();
    let response = next.run(request).await;
    let status = response.status();
    let known = response.extensions().get::<ApiError>().cloned();
    if known.is_none() && !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    if known.is_none()
        && (response.extensions().get::<OwnAnswer>().is_some()
            || response.headers().get(header::CONTENT_TYPE).is_some_and(is_own_answer))
    {
        return response;
    }
    let mut problem = match &known {
        Some(error) => {
            log(error, status);
            error.problem(path)
        }
        None => unhandled(status, path),
    };
    problem.request_id = request_id.map(|id| id.to_string());
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = known.as_ref().and_then(ApiError::retry_after) {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if status == StatusCode::UNAUTHORIZED {
        parts.headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    Response::from_parts(parts, Body::from(body))
}

/// Marks a refusal whose body another standard prescribes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnAnswer;

/// Pages and health checks answer failures in their own words.
fn is_own_answer(content_type: &HeaderValue) -> bool {
    content_type
        .to_str()
        .is_ok_and(|text| text.starts_with("text/html") || text.starts_with("text/plain; check"))
}

/// Describes a failure that the framework answered by itself.
fn unhandled(status: StatusCode, path: String) -> Problem {
    let (code, detail) = match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            (Code::new("meshery-server-1510"), format!("`{path}` does not offer this method"))
        }
        StatusCode::REQUEST_TIMEOUT => (
            Code::new("meshery-server-1511"),
            "the request took too long (`limits.request_seconds`)".to_owned(),
        ),
        StatusCode::NOT_FOUND => (Code::new("meshery-server-1506"), format!("there is nothing at `{path}`")),
        _ if status.is_client_error() => {
            (Code::new("meshery-server-1512"), "the request can't be understood".to_owned())
        }
        _ => {
            tracing::error!(http.status = status.as_u16(), http.path = path, "a handler failed");
            (Code::new("meshery-server-1207"), "the server failed".to_owned())
        }
    };
    Problem::new(code, status.as_u16(), detail, path)
}

/// What a client may read about a failure of the server itself: not the cause.
fn safe_detail(error: &ApiError) -> String {
    match error {
        ApiError::Busy => error.to_string(),
        ApiError::App(error)
            if matches!(
                error.as_ref(),
                meshery_app::Error::ShuttingDown
                    | meshery_app::Error::Identity(meshery_identity::Error::Unavailable { .. })
            ) =>
        {
            error.to_string()
        }
        _ => error.code().page().map_or_else(|| "the server failed".to_owned(), |page| page.title.to_owned()),
    }
}

/// Logs failures of the server with their causes; a client's mistakes are only worth a debug line.
fn log(error: &ApiError, status: StatusCode) {
    if !status.is_server_error() {
        tracing::debug!(error.code = error.code().as_str(), "{error}");
        return;
    }
    let mut causes = Vec::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    tracing::error!(error.code = error.code().as_str(), error.causes = causes.join(": "), "{error}");
}
