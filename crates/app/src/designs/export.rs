//! Writes a stored design out again.

use meshery_model::{Design, DesignId};
use meshery_store::DesignRecord;
use serde::Deserialize as _;

use super::{get, visible};
use crate::{Ctx, Error, Principal};

/// Formats a design can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The design document as YAML.
    Design,
    /// Kubernetes manifest: YAML, one document per object.
    KubernetesManifest,
}

/// A file made from a design.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Its content.
    pub bytes: Vec<u8>,
    /// A name for it.
    pub file_name: String,
}

/// Writes a design in a format.
///
/// # Errors
/// When there is none with this id that `who` may see.
pub async fn export(ctx: &Ctx, who: &Principal, id: DesignId, format: Format) -> Result<Exported, Error> {
    let stored = get(ctx, who, id).await?;
    let design = read(&stored.document)?;
    let stem = file_stem(&stored.record);
    let (text, file_name) = match format {
        Format::Design => (meshery_convert::design::to_yaml(&design)?, format!("{stem}.design.yaml")),
        Format::KubernetesManifest => (meshery_convert::manifest::to_yaml(&design), format!("{stem}.yaml")),
    };
    Ok(Exported { bytes: text.into_bytes(), file_name })
}

/// Reads a stored document. How deep it nests was looked at when it came in, by limits that may be wider than
/// the reader's own.
fn read(document: &str) -> Result<Design, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(document);
    reader.disable_recursion_limit();
    Design::deserialize(&mut reader)
}

/// Returns the file a design was imported from, byte for byte. With `format`, only if it was of that.
///
/// # Errors
/// When there is no such design, or it was not imported from a file, or from one of another format.
pub async fn original(
    ctx: &Ctx,
    who: &Principal,
    id: DesignId,
    format: Option<&str>,
) -> Result<Exported, Error> {
    let mut reader = ctx.store.read().await?;
    let record = visible(reader.lookup_design(id).await?, who, id)?;
    let missing = Error::NoSource { id, asked: None, stored: None };
    let bytes = reader.design_source(id).await?.ok_or(missing)?;
    if let Some(format) = format.filter(|format| !is_called(&record.source_type, format)) {
        let (asked, stored) = (Some(format.to_owned()), Some(record.source_type));
        return Err(Error::NoSource { id, asked, stored });
    }
    let file_name = record.source_name.clone().unwrap_or_else(|| format!("{}.yaml", file_stem(&record)));
    Ok(Exported { bytes, file_name: safe_name(&file_name) })
}

/// Tells whether two names of formats mean the same: `Kubernetes Manifest`, `kubernetes-manifest`.
fn is_called(name: &str, asked: &str) -> bool {
    let plain = |name: &str| name.trim().to_lowercase().replace(['-', '_'], " ");
    plain(name) == plain(asked)
}

fn file_stem(record: &DesignRecord) -> String {
    safe_name(&record.name)
}

/// Keeps letters, digits, dots, dashes and underscores; everything else becomes a dash.
fn safe_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(
            |character| {
                if character.is_ascii_alphanumeric() || "._-".contains(character) { character } else { '-' }
            },
        )
        .collect();
    let trimmed = safe.trim_matches(['-', '.']);
    if trimmed.is_empty() { "design".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{is_called, read, safe_name};

    #[test]
    fn file_names_hold_nothing_a_header_or_a_shell_would_read() {
        assert_eq!(safe_name("my app\r\nX: 1"), "my-app--X--1");
        assert_eq!(safe_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(safe_name("日本"), "design");
    }

    #[test]
    fn formats_are_known_by_every_spelling() {
        for asked in ["Kubernetes Manifest", "kubernetes-manifest", " KUBERNETES_MANIFEST"] {
            assert!(is_called("Kubernetes Manifest", asked), "{asked}");
        }
        assert!(!is_called("Kubernetes Manifest", "Helm Chart"));
    }

    #[test]
    fn a_stored_document_is_read_however_deep_it_is() {
        let deep = format!("{}1{}", "{\"x\":".repeat(500), "}".repeat(500));
        let document = format!("{{\"components\":[{{\"configuration\":{deep}}}]}}");
        let design = read(&document).expect("a design");
        assert_eq!(design.components.len(), 1);
    }
}
