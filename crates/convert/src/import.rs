//! The front door: bytes in, a design out, the format found by looking at the content.

use meshery_errors::Code;
use meshery_model::Design;
use serde_json::Value;

use crate::yaml::Document;
use crate::{Error, Kinds, Limits, Location, design, manifest, yaml};

/// A format a design can come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceType {
    /// A Meshery design.
    Design,
    /// A Kubernetes manifest.
    KubernetesManifest,
}

impl SourceType {
    /// Returns the name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Design => "Design",
            Self::KubernetesManifest => "Kubernetes Manifest",
        }
    }
}

/// Something about a file that deserves a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What kind of remark.
    pub code: Code,
    /// What it is about.
    pub message: String,
    /// Line in the file.
    pub line: Option<usize>,
}

/// What came out of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The design; its id is nil.
    pub design: Design,
    /// The format that was found.
    pub source_type: SourceType,
    /// What deserves a look.
    pub warnings: Vec<Warning>,
}

/// Imports a file. The name is the given one, else the document's, else the file's.
///
/// # Errors
/// When the file is of no known format, can't be read, or exceeds a limit.
pub fn import(
    bytes: &[u8],
    file_name: Option<&str>,
    name: Option<&str>,
    kinds: &dyn Kinds,
    limits: &Limits,
) -> Result<Imported, Error> {
    let text = text(bytes, limits)?;
    let documents = documents(text, limits)?;
    let first = documents.first().ok_or(Error::NoObjects)?;
    let (mut design, source_type, warnings) = if design::is_design(&first.value) && documents.len() == 1 {
        let (design, warnings) = design::from_document(first, text, kinds)?;
        (design, SourceType::Design, warnings)
    } else {
        refuse_other_formats(&first.value)?;
        if !manifest::is_manifest(&documents) {
            return Err(Error::Unrecognized { line: first.line });
        }
        let (design, warnings) = manifest::to_design(documents, kinds, limits)?;
        (design, SourceType::KubernetesManifest, warnings)
    };
    if let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) {
        name.clone_into(&mut design.name);
    }
    if design.name.is_empty() {
        design.name = file_name.map_or("Untitled Design", stem).to_owned();
    }
    Ok(Imported { design, source_type, warnings })
}

/// Returns the text of a file.
pub(crate) fn text<'b>(bytes: &'b [u8], limits: &Limits) -> Result<&'b str, Error> {
    if bytes.len() > limits.max_bytes {
        return Err(Error::Limit {
            what: "bytes",
            limit: limits.max_bytes,
            key: "limits.body_bytes",
            location: None,
        });
    }
    refuse_archives(bytes)?;
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let hint = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            "it begins like UTF-16: save it as UTF-8"
        } else {
            "is it a binary file?"
        };
        not_text(bytes, error.valid_up_to(), hint)
    })?;
    if let Some(offset) = text.find('\0') {
        return Err(not_text(bytes, offset, "is it a binary file?"));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok(text)
}

fn not_text(bytes: &[u8], offset: usize, hint: &'static str) -> Error {
    let before = String::from_utf8_lossy(bytes.get(..offset).unwrap_or_default());
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Error::NotText { offset, location: Location { line, column }, hint }
}

/// Reads all documents of a text that say something. They may nest as deep as designs may; whether that is too
/// deep for a manifest is seen later.
pub(crate) fn documents(text: &str, limits: &Limits) -> Result<Vec<Document>, Error> {
    let documents = yaml::read_wrapped(text, limits, design::WRAPPING)?;
    Ok(documents.into_iter().filter(|document| !document.value.is_null()).collect())
}

fn refuse_archives(bytes: &[u8]) -> Result<(), Error> {
    let what = if bytes.starts_with(&[0x1f, 0x8b]) {
        "a gzip archive"
    } else if bytes.starts_with(b"PK\x03\x04") {
        "a zip archive"
    } else if bytes.get(257..262) == Some(b"ustar") {
        "a tar archive"
    } else {
        return Ok(());
    };
    Err(Error::Unsupported { what })
}

/// Refuses formats that are known and not read yet, by their names.
pub(crate) fn refuse_other_formats(value: &Value) -> Result<(), Error> {
    let has = |key: &str| value.get(key).is_some();
    let is_kind = |kind: &str| value.get("kind").and_then(Value::as_str) == Some(kind);
    if is_older_design(value) {
        return Err(Error::Unsupported {
            what: "a Meshery design of an older form (with `services` in place of `components`)",
        });
    }
    if has("services") && !has("kind") {
        return Err(Error::Unsupported { what: "a Compose file" });
    }
    // Flux has objects of the same kind, in a group of its own.
    let group = value.get("apiVersion").and_then(Value::as_str).and_then(|version| version.split('/').next());
    let is_kustomize =
        is_kind("Kustomization") && group.is_none_or(|group| group == "kustomize.config.k8s.io");
    if is_kustomize || (has("resources") && !has("kind")) {
        return Err(Error::Unsupported { what: "a Kustomization" });
    }
    if has("apiVersion") && has("name") && has("version") && !has("kind") {
        return Err(Error::Unsupported { what: "the metadata of a Helm chart" });
    }
    Ok(())
}

/// Designs of old had services with a type (`Deployment.K8s`), settings and traits; those of Compose have none
/// of these.
fn is_older_design(value: &Value) -> bool {
    let services = value.get("services").and_then(Value::as_object);
    let is_ours = |service: &Value| {
        service.get("type").is_some_and(Value::is_string)
            || service.get("settings").is_some_and(Value::is_object)
            || service.get("traits").is_some_and(Value::is_object)
    };
    value.get("components").is_none()
        && value.get("kind").is_none()
        && services.is_some_and(|services| services.values().any(is_ours))
}

fn stem(file_name: &str) -> &str {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = base.split('.').find(|part| !part.is_empty());
    stem.unwrap_or("Untitled Design")
}
