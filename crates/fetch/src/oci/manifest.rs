//! Manifests and indexes, and which layer is meant.

use serde::Deserialize;
use url::Url;

use super::{Layer, Reference};
use crate::target::shown;
use crate::{Error, digest};

/// What is asked for: images and indexes, of the OCI and of Docker.
pub(crate) const ACCEPT: &str = "application/vnd.oci.image.manifest.v1+json, \
     application/vnd.oci.image.index.v1+json, \
     application/vnd.docker.distribution.manifest.v2+json, \
     application/vnd.docker.distribution.manifest.list.v2+json";

/// Names some content.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor {
    pub media_type: String,
    digest: String,
    pub size: u64,
}

impl Descriptor {
    /// Returns the digest, `sha256:…`, in the one spelling that goes into addresses.
    pub(crate) fn digest(&self, reference: &Reference) -> Result<String, Error> {
        let unknown = || Error::Answer {
            url: reference.to_string(),
            reason: "its manifest names content by something else than a SHA-256 digest",
        };
        let digits = digest::parse(&self.digest).filter(|_| self.digest.starts_with("sha256:"));
        Ok(format!("sha256:{}", digits.ok_or_else(unknown)?))
    }
}

/// A manifest of either kind.
#[derive(Debug)]
pub(crate) enum Document {
    /// The layers of an image.
    Image(Vec<Descriptor>),
    /// The first image of an index.
    Index(Descriptor),
}

#[derive(Deserialize)]
struct Members {
    layers: Option<Vec<Descriptor>>,
    manifests: Option<Vec<Descriptor>>,
}

/// Reads a manifest or an index.
pub(crate) fn read(url: &Url, bytes: &[u8]) -> Result<Document, Error> {
    let unfit = |reason| Error::Answer { url: shown(url), reason };
    let members: Members =
        serde_json::from_slice(bytes).map_err(|_| unfit("what it sends is no manifest of an image"))?;
    match (members.layers, members.manifests) {
        (Some(layers), None) => Ok(Document::Image(layers)),
        (None, Some(images)) => {
            images.into_iter().next().map(Document::Index).ok_or_else(|| unfit("its index lists no image"))
        }
        (Some(_), Some(_)) => Err(unfit("its manifest is an image and an index at once")),
        (None, None) => Err(unfit("its manifest has neither layers nor images")),
    }
}

/// Finds the one layer that is meant.
pub(crate) fn choose(
    reference: &Reference,
    layers: Vec<Descriptor>,
    wanted: Layer<'_>,
) -> Result<Descriptor, Error> {
    let mut fitting: Vec<_> = layers
        .into_iter()
        .filter(|layer| match wanted {
            Layer::Only => true,
            Layer::OfType(media_type) => layer.media_type == media_type,
        })
        .collect();
    let count = fitting.len();
    fitting.pop().filter(|_| count == 1).ok_or_else(|| Error::Layer {
        image: reference.to_string(),
        count,
        wanted: match wanted {
            Layer::Only => String::new(),
            Layer::OfType(media_type) => format!(" of type `{media_type}`"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(media_type: &str) -> Descriptor {
        Descriptor {
            media_type: media_type.to_owned(),
            digest: format!("sha256:{}", "a".repeat(64)),
            size: 1,
        }
    }

    fn chosen(types: &[&str], wanted: Layer<'_>) -> Result<String, String> {
        let reference: Reference = "oci://h.example/r:1".parse().expect("a reference");
        let layers = types.iter().map(|name| layer(name)).collect();
        choose(&reference, layers, wanted).map(|found| found.media_type).map_err(|error| error.to_string())
    }

    #[test]
    fn one_layer_is_meant_or_the_image_is_refused() {
        assert_eq!(chosen(&["a"], Layer::Only).as_deref(), Ok("a"));
        assert_eq!(chosen(&["a", "b"], Layer::OfType("b")).as_deref(), Ok("b"));
        let none = chosen(&[], Layer::Only).expect_err("none");
        assert_eq!(none, "the image `oci://h.example/r:1` has 0 layers where one is expected");
        let two = chosen(&["b", "b"], Layer::OfType("b")).expect_err("two");
        assert_eq!(two, "the image `oci://h.example/r:1` has 2 layers of type `b` where one is expected");
    }

    #[test]
    fn manifests_and_indexes_are_told_apart() {
        let url = Url::parse("https://h.example/v2/r/manifests/1").expect("an address");
        let descriptor = r#"{"mediaType":"a","digest":"sha256:00","size":3}"#;
        let read = |text: String| read(&url, text.as_bytes());
        assert!(
            matches!(read(format!(r#"{{"layers":[{descriptor}]}}"#)), Ok(Document::Image(layers)) if layers.len() == 1)
        );
        assert!(matches!(
            read(format!(r#"{{"manifests":[{descriptor},{descriptor}]}}"#)),
            Ok(Document::Index(_))
        ));
        for text in ["", "[]", "{}", r#"{"manifests":[]}"#, r#"{"layers":[{"size":-1}]}"#] {
            assert!(read(text.to_owned()).is_err(), "{text}");
        }
        assert!(read(format!(r#"{{"layers":[{descriptor}],"manifests":[{descriptor}]}}"#)).is_err());
    }
}
