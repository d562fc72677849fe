//! Large uploads: written to a file of their own while they come in, never held in memory whole.

use std::io::{Seek as _, Write as _};

use axum::body::Body;
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use futures_util::StreamExt as _;
use tempfile::SpooledTempFile;

use super::ApiError;
use crate::AppState;

/// Smaller uploads stay in memory.
const IN_MEMORY_BYTES: usize = 1 << 20;
/// Longest value of a field that is no file.
const FIELD_BYTES: usize = 1 << 20;
/// Most parts of a form.
const MOST_PARTS: usize = 64;

/// A form with files.
#[derive(Debug, Default)]
pub(crate) struct SpooledForm {
    /// Name and content of each part `file`.
    pub files: Vec<(String, SpooledTempFile)>,
    /// The other parts, by name.
    pub fields: Vec<(String, String)>,
}

impl SpooledForm {
    /// Returns the value of a field.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Reads a form.
    pub(crate) async fn read(mut request: Request, state: &AppState) -> Result<Self, ApiError> {
        let limit = state.import_bytes;
        DefaultBodyLimit::max(limit).apply(&mut request);
        let refused = |message: String, status: StatusCode| match status {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::UploadTooLarge { limit },
            _ => ApiError::Body { message, location: None },
        };
        let mut form = Multipart::from_request(request, state)
            .await
            .map_err(|rejection| refused(rejection.body_text(), rejection.into_response().status()))?;
        let mut read = Self::default();
        let wrong =
            |error: axum::extract::multipart::MultipartError| refused(error.body_text(), error.status());
        while let Some(mut field) = form.next_field().await.map_err(wrong)? {
            if read.files.len() + read.fields.len() >= MOST_PARTS {
                let message = format!("the form has more than {MOST_PARTS} parts");
                return Err(ApiError::Body { message, location: None });
            }
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                let file_name = field.file_name().unwrap_or("file").to_owned();
                let mut file = Spool::new(state);
                while let Some(bytes) = field.chunk().await.map_err(wrong)? {
                    file.write(&bytes)?;
                }
                read.files.push((file_name, file.finish()?));
                continue;
            }
            let mut value = Vec::new();
            while let Some(bytes) = field.chunk().await.map_err(wrong)? {
                value.extend_from_slice(&bytes);
                if value.len() > FIELD_BYTES {
                    let message = format!("the field `{name}` is longer than {FIELD_BYTES} bytes");
                    return Err(ApiError::Body { message, location: None });
                }
            }
            read.fields.push((name, String::from_utf8_lossy(&value).into_owned()));
        }
        Ok(read)
    }
}

/// Reads a body that is the file itself.
pub(crate) async fn spool(body: Body, state: &AppState) -> Result<SpooledTempFile, ApiError> {
    let limit = state.import_bytes;
    let mut file = Spool::new(state);
    let mut length = 0_usize;
    let mut stream = body.into_data_stream();
    while let Some(bytes) = stream.next().await {
        let bytes = bytes.map_err(|error| ApiError::Body { message: error.to_string(), location: None })?;
        length = length.saturating_add(bytes.len());
        if length > limit {
            return Err(ApiError::UploadTooLarge { limit });
        }
        file.write(&bytes)?;
    }
    file.finish()
}

struct Spool(SpooledTempFile);

impl Spool {
    fn new(state: &AppState) -> Self {
        Self(tempfile::spooled_tempfile_in(IN_MEMORY_BYTES, &*state.data_dir))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ApiError> {
        self.0.write_all(bytes).map_err(no_room)
    }

    fn finish(mut self) -> Result<SpooledTempFile, ApiError> {
        self.0.rewind().map_err(no_room)?;
        Ok(self.0)
    }
}

fn no_room(source: std::io::Error) -> ApiError {
    meshery_app::Error::Cache { source }.into()
}
