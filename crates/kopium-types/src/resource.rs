//! A kind of custom resource, read from the file that has its types.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::declarations::Declarations;
use crate::schema::{Schemas, reference};
use crate::{Error, Listing};

/// Where a file stands in its crate: `src/<version>/<plural>.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// API group, such as `cert-manager.io`.
    pub group: String,
    /// Version of the API, such as `v1`.
    pub version: String,
    /// Plural name of the resource, such as `certificates`.
    pub plural: String,
}

impl Place {
    /// Returns group and version, such as `cert-manager.io/v1`.
    #[must_use]
    pub fn api_version(&self) -> String {
        format!("{}/{}", self.group, self.version)
    }
}

/// One version of a kind.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Group, version and plural name.
    pub place: Place,
    /// Kind, such as `Certificate`.
    pub kind: String,
    /// Whether its objects live in a namespace, where the file tells it.
    pub namespaced: Option<bool>,
    /// What the docs of its `spec` say.
    pub docs: Option<String>,
    /// JSON Schema of what is configured: `spec`, and other members at the top but `status` (not `metadata`,
    /// which is that of Kubernetes). Its types are under `$defs`.
    pub schema: Value,
    /// What could not be resolved. Where it was, the schema allows anything.
    pub problems: Vec<String>,
}

/// Reads a file. `known` has the schemas of types that are not of the file. A file without types (kopium writes
/// none where a definition has no schema) makes a resource that allows everything.
///
/// # Errors
/// When the text is not what kopium writes, or nothing tells the kind.
pub fn read(
    text: &str,
    place: Place,
    listing: &Listing,
    known: &BTreeMap<String, Value>,
) -> Result<Resource, Error> {
    let file = syn::parse_file(text)?;
    let declarations = Declarations::read(&file)?;
    let mut schemas = Schemas::new(&declarations, known);
    let (kind, namespaced, mut schema) = match &declarations.spec {
        Some((spec, kube)) => {
            (kube.kind.clone(), Some(kube.namespaced), with_spec(spec, schemas.has_required(spec)))
        }
        None => {
            let kind = listing.kind(&place.api_version(), &place.plural);
            let kind = kind.ok_or_else(|| Error::NoKind { plural: place.plural.clone() })?;
            (kind.to_owned(), None, without_spec(kind, &schemas.roots()))
        }
    };
    let definitions = schemas.definitions(&schema);
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    let problems = schemas.problems;
    let spec = declarations.spec.as_ref().and_then(|(spec, _)| declarations.types.get(spec));
    let docs = spec.and_then(|spec| spec.docs.clone());
    Ok(Resource { place, kind, namespaced, docs, schema: Value::Object(schema), problems })
}

/// The definitions themselves don't tell whether `spec` may be left out; it can't be where it has members that
/// must be there.
fn with_spec(spec: &str, required: bool) -> Map<String, Value> {
    let mut schema = object(Map::from_iter([("spec".to_owned(), reference(spec))]));
    if required {
        schema.insert("required".to_owned(), json!(["spec"]));
    }
    schema
}

/// Of a kind without `spec`, kopium writes the types of its members, but not which member has which type: their
/// names tell (`EndpointSliceEndpoints` is of the member `endpoints`). Whether a member is one object, a list
/// or a map of them is not told, so all are allowed. So are members of which nothing is known.
fn without_spec(kind: &str, roots: &[&str]) -> Map<String, Value> {
    let members = roots.iter().filter_map(|root| {
        let name = root.get(..kind.len()).filter(|start| start.eq_ignore_ascii_case(kind));
        let name = name.and_then(|start| root.strip_prefix(start)).unwrap_or(root);
        let name = lower_first(name);
        let one = reference(root);
        let many = json!({"type": "array", "items": one});
        let map = json!({"type": "object", "additionalProperties": one});
        (name != "status").then(|| (name, json!({"anyOf": [one, many, map]})))
    });
    object(members.collect())
}

fn object(properties: Map<String, Value>) -> Map<String, Value> {
    Map::from_iter([
        ("type".to_owned(), Value::from("object")),
        ("properties".to_owned(), Value::Object(properties)),
    ])
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
