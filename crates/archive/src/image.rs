//! Images in archives: OCI image layouts, and what `docker save` and `crane` write. An image stands for one
//! package if it is the only one and has one layer; media types are free.

use std::io::{self, Read, Seek};

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::guard::Guard;
use crate::{Error, Limits, tarball};

/// Largest index or manifest.
const DOCUMENT_BYTES: u64 = 1 << 20;
/// How many small files are kept while the manifest is not yet known.
const DOCUMENTS: usize = 64;

/// The layer that holds the package.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Layer {
    /// Its name in the archive.
    pub(crate) name: String,
}

/// What is known of the files of an image.
#[derive(Default)]
struct Files {
    digests: FxHashMap<String, (String, u64)>,
    documents: FxHashMap<String, Vec<u8>>,
}

#[derive(Deserialize)]
struct Descriptor {
    digest: String,
    size: u64,
}

/// An index lists manifests, a manifest lists layers.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    manifests: Vec<Descriptor>,
    #[serde(default)]
    layers: Vec<Descriptor>,
    config: Option<Descriptor>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Saved {
    layers: Vec<String>,
}

/// Returns the limits for an archive whose one large file is a layer.
pub(crate) fn limits(limits: &Limits) -> Limits {
    Limits { max_file_bytes: limits.max_total_bytes, ..limits.clone() }
}

/// Returns the layer of the image in an archive, its digests checked; `None` if no image is in there.
pub(crate) fn find<R: Read + Seek>(reader: &mut R, limits: &Limits) -> Result<Option<Layer>, Error> {
    reader.rewind()?;
    if !first_name(&mut *reader, limits)?.is_some_and(|name| is_of_image(&name)) {
        return Ok(None);
    }
    reader.rewind()?;
    let files = scan(&mut *reader, &self::limits(limits))?;
    if let Some(index) = files.documents.get("index.json") {
        return files.oci_layer(index).map(Some);
    }
    files.documents.get("manifest.json").map(|manifest| files.saved_layer(manifest)).transpose()
}

/// Tells whether archives that begin with such a file may be images.
fn is_of_image(name: &str) -> bool {
    matches!(name, "oci-layout" | "index.json" | "manifest.json" | "repositories")
        || name.starts_with("blobs/")
        || name.strip_prefix("sha256:").is_some_and(is_hex)
        || name.split(['/', '.']).next().is_some_and(is_hex)
}

fn is_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// Returns the name of the first file.
fn first_name<R: Read>(reader: R, limits: &Limits) -> Result<Option<String>, Error> {
    enum Stop {
        Found(String),
        Failed(Error),
    }
    impl From<Error> for Stop {
        fn from(error: Error) -> Self {
            Self::Failed(error)
        }
    }
    let limits = self::limits(limits);
    let walked = tarball::walk(reader, &Guard::new(&limits), &mut |name, _, _| {
        Err::<(), Stop>(Stop::Found(name.to_owned()))
    });
    match walked {
        Ok(_) => Ok(None),
        Err(Stop::Found(name)) => Ok(Some(name)),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// Reads through an archive, keeping digests of all files and the text of small ones.
fn scan<R: Read>(reader: R, limits: &Limits) -> Result<Files, Error> {
    let mut files = Files::default();
    tarball::walk(reader, &Guard::new(limits), &mut |name, size, content| -> Result<(), Error> {
        let mut hash = Hashing { hash: Sha256::new(), kept: None };
        if size <= DOCUMENT_BYTES && (is_named_document(name) || files.documents.len() < DOCUMENTS) {
            hash.kept = Some(Vec::new());
        }
        io::copy(content, &mut hash)?;
        files.digests.insert(name.to_owned(), (hex(&hash.hash.finalize()), size));
        if let Some(text) = hash.kept {
            files.documents.insert(name.to_owned(), text);
        }
        Ok(())
    })?;
    Ok(files)
}

fn is_named_document(name: &str) -> bool {
    matches!(name, "index.json" | "manifest.json")
}

struct Hashing {
    hash: Sha256,
    kept: Option<Vec<u8>>,
}

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hash.update(bytes);
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Files {
    fn oci_layer(&self, index: &[u8]) -> Result<Layer, Error> {
        let mut document: Document = parse("index.json", index)?;
        // An index may name another index, as it does for images of several platforms.
        for _ in 0..2 {
            if document.manifests.is_empty() {
                break;
            }
            let name = self.checked(only(&document.manifests, "image")?)?;
            let text = self.documents.get(&name);
            let text = text.ok_or_else(|| Error::image(format!("`{name}` is too large for a manifest")))?;
            document = parse(&name, text)?;
        }
        if let Some(config) = &document.config {
            self.checked(config)?;
        }
        let name = self.checked(only(&document.layers, "layer")?)?;
        Ok(Layer { name })
    }

    fn saved_layer(&self, manifest: &[u8]) -> Result<Layer, Error> {
        let images: Vec<Saved> = parse("manifest.json", manifest)?;
        let name = only(&only(&images, "image")?.layers, "layer")?;
        let (found, _) =
            self.digests.get(name).ok_or_else(|| Error::image(format!("its layer `{name}` is missing")))?;
        // `crane` names layers by their digest.
        let stated = name.strip_suffix(".tar.gz").filter(|stem| is_hex(stem));
        match stated {
            Some(expected) if expected != found => Err(digest(name, expected, found)),
            _ => Ok(Layer { name: name.clone() }),
        }
    }

    /// Returns the name of what a descriptor describes, after comparing size and digest.
    fn checked(&self, descriptor: &Descriptor) -> Result<String, Error> {
        let hex = descriptor.digest.strip_prefix("sha256:").filter(|hex| is_hex(hex));
        let expected = hex.ok_or_else(|| {
            Error::image(format!(
                "`{}` is no SHA-256 digest",
                crate::name::printable(descriptor.digest.as_bytes())
            ))
        })?;
        let name = format!("blobs/sha256/{expected}");
        let (found, size) =
            self.digests.get(&name).ok_or_else(|| Error::image(format!("its part `{name}` is missing")))?;
        if found != expected {
            return Err(digest(&name, expected, found));
        }
        if *size != descriptor.size {
            let stated = descriptor.size;
            return Err(Error::image(format!("`{name}` should have {stated} bytes, but has {size}")));
        }
        Ok(name)
    }
}

fn digest(name: &str, expected: &str, found: &str) -> Error {
    Error::Digest { name: name.to_owned(), expected: expected.to_owned(), found: found.to_owned() }
}

fn only<'a, T>(items: &'a [T], what: &str) -> Result<&'a T, Error> {
    match items {
        [item] => Ok(item),
        _ => Err(Error::image(format!("it should hold one {what}, but holds {}", items.len()))),
    }
}

fn parse<T: DeserializeOwned>(name: &str, text: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(text).map_err(|error| Error::image(format!("`{name}` can't be read: {error}")))
}

/// Returns bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
