//! Writing archives. The same files give the same bytes: sorted by name, without times, owners and machines.

use std::io::Write;

use flate2::{Compression, GzBuilder};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::image::hex;
use crate::{Error, Limits, name};

/// Name and content of a file.
pub type File = (String, Vec<u8>);

/// What an image says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Title, such as the name of the model.
    pub title: String,
    /// Version of what is inside.
    pub version: String,
}

/// Writes a tar.
///
/// # Errors
/// When a name is unsafe or comes twice, or when `out` fails.
pub fn tar<W: Write>(files: &[File], out: W) -> Result<W, Error> {
    let limits = Limits::default();
    let mut sorted: Vec<&File> = files.iter().collect();
    sorted.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let mut builder = tar::Builder::new(out);
    let mut last: Option<String> = None;
    for (raw, bytes) in sorted {
        let reason = "names no file";
        let name = name::clean(raw.as_bytes(), &limits)?
            .ok_or_else(|| Error::UnsafeName { name: name::printable(raw.as_bytes()), reason })?;
        if last.as_ref() == Some(&name) {
            return Err(Error::Duplicate { name });
        }
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        header.set_mode(0o644);
        header.set_mtime(0);
        builder.append_data(&mut header, &name, bytes.as_slice())?;
        last = Some(name);
    }
    Ok(builder.into_inner()?)
}

/// Writes a tar in gzip.
///
/// # Errors
/// As for [`tar()`].
pub fn tar_gz<W: Write>(files: &[File], out: W) -> Result<W, Error> {
    let encoder = GzBuilder::new().write(out, Compression::default());
    Ok(tar(files, encoder)?.finish()?)
}

/// Writes a tar with an OCI image of one layer, which readers of `docker save` archives understand too.
///
/// # Errors
/// As for [`tar()`].
pub fn image<W: Write>(files: &[File], labels: &Labels, out: W) -> Result<W, Error> {
    let plain = tar(files, Vec::new())?;
    let diff_id = digest(&plain);
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::default());
    encoder.write_all(&plain)?;
    let layer = encoder.finish()?;
    drop(plain);

    let config = json!({
        "architecture": "unknown", "os": "unknown",
        "config": {"Labels": annotations(labels)},
        "rootfs": {"type": "layers", "diff_ids": [format!("sha256:{diff_id}")]},
    });
    let config = config.to_string().into_bytes();
    let manifest = json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": descriptor("application/vnd.oci.image.config.v1+json", &config),
        "layers": [descriptor("application/vnd.oci.image.layer.v1.tar+gzip", &layer)],
        "annotations": annotations(labels),
    });
    let manifest = manifest.to_string().into_bytes();
    let mut described = descriptor("application/vnd.oci.image.manifest.v1+json", &manifest);
    if let Some(members) = described.as_object_mut() {
        members.insert("annotations".to_owned(), annotations(labels));
    }
    let index = json!({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [described],
    });
    let saved = json!([{"Config": blob(&config), "RepoTags": [], "Layers": [blob(&layer)]}]);
    let files = vec![
        ("oci-layout".to_owned(), br#"{"imageLayoutVersion":"1.0.0"}"#.to_vec()),
        ("index.json".to_owned(), index.to_string().into_bytes()),
        ("manifest.json".to_owned(), saved.to_string().into_bytes()),
        (blob(&config), config),
        (blob(&manifest), manifest),
        (blob(&layer), layer),
    ];
    tar(&files, out)
}

fn annotations(labels: &Labels) -> serde_json::Value {
    json!({
        "org.opencontainers.image.title": labels.title,
        "org.opencontainers.image.version": labels.version,
    })
}

fn descriptor(media_type: &str, content: &[u8]) -> serde_json::Value {
    json!({"mediaType": media_type, "digest": format!("sha256:{}", digest(content)), "size": content.len()})
}

fn digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

fn blob(content: &[u8]) -> String {
    format!("blobs/sha256/{}", digest(content))
}
