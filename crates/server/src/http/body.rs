//! Request bodies: bounded, and refused with line and column.

use axum::body::Bytes;
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use meshery_api::Location;
use serde::de::DeserializeOwned;

use super::ApiError;
use crate::AppState;

/// The bytes of a body, at most as many as the server takes.
#[derive(Debug)]
pub(crate) struct BodyBytes(pub Bytes);

impl FromRequest<AppState> for BodyBytes {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let limit = state.body_bytes;
        refuse_announced(request.headers(), limit)?;
        match Limited::new(request.into_body(), limit).collect().await {
            Ok(body) => Ok(Self(body.to_bytes())),
            Err(error) if error.is::<LengthLimitError>() => Err(ApiError::BodyTooLarge { limit }),
            Err(error) => Err(ApiError::Body { message: error.to_string(), location: None }),
        }
    }
}

/// Refuses a body that says itself that it is too large, before any of it is read.
fn refuse_announced(headers: &HeaderMap, limit: usize) -> Result<(), ApiError> {
    let length =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) if length > limit as u64 => Err(ApiError::BodyTooLarge { limit }),
        _ => Ok(()),
    }
}

/// A JSON body.
#[derive(Debug)]
pub(crate) struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        // Older clients send JSON without saying so, or as text.
        let content_type = content_type(request.headers());
        if !matches!(content_type.as_str(), "" | "application/json" | "text/plain") {
            return Err(ApiError::MediaType { content_type, accepted: "`application/json`" });
        }
        let BodyBytes(bytes) = BodyBytes::from_request(request, state).await?;
        from_json(&bytes).map(Self)
    }
}

pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| ApiError::Body {
        message: without_value(&error.to_string()),
        location: Some(Location { line: error.line(), column: error.column() }),
    })
}

/// Leaves the value out that a message quotes: it may be a password that came in a wrong place, and the message
/// is logged. Where it is, the location says.
fn without_value(message: &str) -> String {
    let is_quoting = message.starts_with("invalid type: ") || message.starts_with("invalid value: ");
    let value = message.find(['"', '`']).filter(|_| is_quoting);
    match (value, message.rfind(", expected ")) {
        (Some(from), Some(to)) if from < to => {
            let (before, after) =
                (message.get(..from).unwrap_or_default(), message.get(to..).unwrap_or_default());
            format!("{}{after}", before.trim_end())
        }
        _ => message.to_owned(),
    }
}

pub(crate) fn content_type(headers: &HeaderMap) -> String {
    let text = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A file with a name, from a form.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    pub file: Option<Bytes>,
    pub file_name: Option<String>,
    pub name: Option<String>,
}

impl FromRequest<AppState> for Upload {
    type Rejection = ApiError;

    async fn from_request(mut request: Request, state: &AppState) -> Result<Self, ApiError> {
        let limit = state.body_bytes;
        refuse_announced(request.headers(), limit)?;
        DefaultBodyLimit::max(limit).apply(&mut request);
        let refused = |message: String, status: StatusCode| match status {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::BodyTooLarge { limit },
            _ => ApiError::Body { message, location: None },
        };
        let mut form = Multipart::from_request(request, state)
            .await
            .map_err(|rejection| refused(rejection.body_text(), rejection.into_response().status()))?;
        let mut upload = Self::default();
        loop {
            let field = match form.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return Ok(upload),
                Err(error) => return Err(refused(error.body_text(), error.status())),
            };
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let bytes = field.bytes().await.map_err(|error| refused(error.body_text(), error.status()))?;
            match name.as_str() {
                "file" => {
                    upload.file_name = upload.file_name.or(file_name);
                    upload.file = Some(bytes);
                }
                "fileName" | "file_name" => upload.file_name = Some(text(&bytes)),
                "name" => upload.name = Some(text(&bytes)),
                _ => {}
            }
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_message_says_what_was_expected_and_not_what_was_sent() {
        let said = |error: serde_json::Error| without_value(&error.to_string());
        let text = serde_json::from_str::<bool>(r#""a secret, expected `b`""#).expect_err("no boolean");
        assert_eq!(said(text), "invalid type: string, expected a boolean at line 1 column 24");
        let number = serde_json::from_str::<String>("1234").expect_err("no text");
        assert_eq!(said(number), "invalid type: integer, expected a string at line 1 column 4");
        let open = serde_json::from_str::<Value>(r#"{"a": "b"#).expect_err("no end");
        assert_eq!(said(open), "EOF while parsing a string at line 1 column 8");
    }
}
