//! Designs. Wire name: `pattern`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use meshery_api::designs::{DeletedDesign, Design, DesignPage, ImportDesign, ImportedDesign, SaveDesign};
use meshery_api::evaluation::{EvaluationRequest, EvaluationResponse};
use meshery_model::DesignId;

use crate::{Answer, Client, Error, ListQuery};

/// What a design can be downloaded as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DownloadFormat {
    /// The design document as YAML.
    Design,
    /// A Kubernetes manifest.
    KubernetesManifest,
    /// The file it was imported from, byte for byte.
    Original,
}

/// What can be done with designs.
#[derive(Clone, Copy, Debug)]
pub struct Designs<'a> {
    client: &'a Client,
}

impl<'a> Designs<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Lists designs, without their documents.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub fn list(&self, query: &ListQuery) -> Result<Answer<DesignPage>, Error> {
        self.client.get("/api/pattern", &query.pairs())
    }

    /// Returns one design with its document.
    ///
    /// # Errors
    /// When there is none with this id, or the server can't be reached.
    pub fn get(&self, id: DesignId) -> Result<Answer<Design>, Error> {
        self.client.get(&format!("/api/pattern/{id}"), &[])
    }

    /// Saves a design; the answer is a list of one.
    ///
    /// # Errors
    /// When the server can't be reached or refuses the document.
    pub fn save(&self, design: &SaveDesign) -> Result<Answer<Vec<Design>>, Error> {
        self.client.post("/api/pattern", design)
    }

    /// Imports a file as a new design. The server finds out what it is.
    ///
    /// # Errors
    /// When the server can't be reached or can't read the file.
    pub fn import(
        &self,
        bytes: &[u8],
        file_name: Option<String>,
        name: Option<String>,
    ) -> Result<Answer<ImportedDesign>, Error> {
        let file = Some(STANDARD.encode(bytes));
        let body = ImportDesign { name, file_name, file, ..ImportDesign::default() };
        self.client.post("/api/pattern/import", &body)
    }

    /// Downloads a design as a file.
    ///
    /// # Errors
    /// When there is none with this id, it has no such form, or the server can't be reached.
    pub fn download(&self, id: DesignId, format: DownloadFormat) -> Result<Vec<u8>, Error> {
        let path = format!("/api/pattern/download/{id}");
        match format {
            DownloadFormat::Design => self.client.bytes(&path, &[]),
            DownloadFormat::KubernetesManifest => {
                self.client.bytes(&path, &[("export", "Kubernetes Manifest".to_owned())])
            }
            DownloadFormat::Original => self.client.bytes(&format!("{path}/original"), &[]),
        }
    }

    /// Deletes a design with its history.
    ///
    /// # Errors
    /// When there is none with this id, or the server can't be reached.
    pub fn delete(&self, id: DesignId) -> Result<Answer<DeletedDesign>, Error> {
        self.client.delete(&format!("/api/pattern/{id}"))
    }

    /// Evaluates the relationships of a document. Nothing is stored.
    ///
    /// # Errors
    /// When the server can't be reached or refuses the document.
    pub fn evaluate(&self, request: &EvaluationRequest) -> Result<Answer<EvaluationResponse>, Error> {
        self.client.post("/api/registry/relationships/evaluate", request)
    }
}
