//! Writes a stored design out again.

use meshery_model::{Design, DesignId};
use meshery_store::DesignRecord;

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
    let design: Design = serde_json::from_str(&stored.document)?;
    let stem = file_stem(&stored.record);
    let (text, file_name) = match format {
        Format::Design => (meshery_convert::design::to_yaml(&design)?, format!("{stem}.design.yaml")),
        Format::KubernetesManifest => (meshery_convert::manifest::to_yaml(&design), format!("{stem}.yaml")),
    };
    Ok(Exported { bytes: text.into_bytes(), file_name })
}

/// Returns the file a design was imported from, byte for byte.
///
/// # Errors
/// When there is no such design, or it was not imported from a file.
pub async fn original(ctx: &Ctx, who: &Principal, id: DesignId) -> Result<Exported, Error> {
    let mut reader = ctx.store.read().await?;
    let record = visible(reader.lookup_design(id).await?, who, id)?;
    let bytes = reader.design_source(id).await?.ok_or(Error::NoSource { id })?;
    let file_name = record.source_name.clone().unwrap_or_else(|| format!("{}.yaml", file_stem(&record)));
    Ok(Exported { bytes, file_name: safe_name(&file_name) })
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
    use super::safe_name;

    #[test]
    fn file_names_hold_nothing_a_header_or_a_shell_would_read() {
        assert_eq!(safe_name("my app\r\nX: 1"), "my-app--X--1");
        assert_eq!(safe_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(safe_name("日本"), "design");
    }
}
