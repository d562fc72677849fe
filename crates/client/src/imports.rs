//! Imports into the registry: jobs of the server, begun by a file or an address, then watched or cancelled.

use std::io::{Cursor, Read};

use meshery_api::imports::{Job, JobList, RegisterRequest};
use meshery_model::ModelDefinition;
use uuid::Uuid;

use crate::{Answer, Client, Error};

const REGISTER: &str = "/api/registry/register";
/// Separates the parts of a form. Long enough to come in no file by chance.
const BOUNDARY: &str = "meshery-7f1c3b0a5d9e4c62a8b1f0d3e6c9a2b5";

/// A file on its way to the server. It is sent as it is read, so its size doesn't matter.
pub struct Upload<'a> {
    /// Its name, for people.
    pub name: &'a str,
    /// Its media type. The server looks at the content only.
    pub media_type: &'a str,
    /// Its content.
    pub content: &'a mut dyn Read,
    /// What components belong to whose file says nothing of a model.
    pub model: Option<&'a ModelDefinition>,
}

/// What can be done with imports.
#[derive(Clone, Copy, Debug)]
pub struct Imports<'a> {
    client: &'a Client,
}

impl<'a> Imports<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Sends a file and begins its import. A dry run only says what would come in.
    ///
    /// # Errors
    /// When the content can't be read, or the server can't be reached or refuses.
    pub fn begin(&self, upload: Upload<'_>, is_dry_run: bool) -> Result<Answer<Job>, Error> {
        let mut query = vec![("async", "true".to_owned())];
        if is_dry_run {
            query.push(("dryRun", "true".to_owned()));
        }
        let Upload { name, media_type, content, model } = upload;
        let Some(model) = model else {
            query.push(("fileName", name.to_owned()));
            return self.client.upload(REGISTER, &query, media_type, content);
        };
        let model = serde_json::to_string(model)
            .map_err(|source| Error::Body { url: REGISTER.to_owned(), source })?;
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n{model}\r\n\
             --{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\
             Content-Type: {media_type}\r\n\r\n",
            quotable(name)
        );
        let tail = format!("\r\n--{BOUNDARY}--\r\n");
        let mut form = Cursor::new(head).chain(content).chain(Cursor::new(tail));
        let form_type = format!("multipart/form-data; boundary={BOUNDARY}");
        self.client.upload(REGISTER, &query, &form_type, &mut form)
    }

    /// Begins an import of what the server fetches itself, or of sheets.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn begin_request(&self, request: &RegisterRequest) -> Result<Answer<Job>, Error> {
        self.client.post(&format!("{REGISTER}?async=true"), request)
    }

    /// Lists one's imports, the newest first.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn list(&self) -> Result<Answer<JobList>, Error> {
        self.client.get("/api/registry/jobs", &[])
    }

    /// Returns how far an import is.
    ///
    /// # Errors
    /// When there is none with this id, or the server can't be reached.
    pub fn get(&self, id: Uuid) -> Result<Answer<Job>, Error> {
        self.client.get(&format!("/api/registry/jobs/{id}"), &[])
    }

    /// Asks an import to stop. What is over stays as it is.
    ///
    /// # Errors
    /// When there is none with this id, or the server can't be reached.
    pub fn cancel(&self, id: Uuid) -> Result<Answer<Job>, Error> {
        self.client.delete(&format!("/api/registry/jobs/{id}"))
    }
}

/// Returns a name that can stand between quotes in a head.
fn quotable(name: &str) -> String {
    name.replace(|c: char| c.is_control() || c == '"' || c == '\\', "_")
}
