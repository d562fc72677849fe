//! Checks values against JSON Schemas: those of registered components, or any.

use std::sync::Arc;

use jsonschema::{PatternOptions, Validator};
use meshery_convert::yaml;
use meshery_model::ComponentId;
use serde_json::Value;

use super::{Entity, Snapshot};
use crate::{Ctx, Error, Principal};

/// Most values in one request.
const MOST_ITEMS: usize = 100;
/// Most errors that are told of one value.
const MOST_ERRORS: usize = 100;
/// Longest error text, in characters: it may quote the value.
const LONGEST_ERROR: usize = 500;
/// Largest compiled pattern of a schema, in bytes.
const PATTERN_BYTES: usize = 1 << 20;

/// What a value is checked against.
#[derive(Clone, Debug)]
pub enum Against {
    /// A JSON Schema as text.
    Schema(String),
    /// The schema of a component.
    Component(ComponentId),
    /// The schema of the best component of a kind and API version.
    Kind {
        /// The kind.
        kind: String,
        /// The API version.
        api_version: String,
    },
}

/// A value to be checked.
#[derive(Clone, Debug)]
pub struct Check {
    /// Name the caller gives it.
    pub name: String,
    /// The schema.
    pub against: Against,
    /// The value as text, in YAML or JSON.
    pub value: String,
}

/// What is wrong with a value; nothing when it is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Name the caller gave it.
    pub name: String,
    /// What is wrong, each with the place as a JSON pointer.
    pub errors: Vec<String>,
}

/// Checks values. A schema that is none, or a value that can't be read, is an error of that value.
///
/// # Errors
/// When there are too many values, or a component is not there.
pub async fn validate(ctx: &Arc<Ctx>, _who: &Principal, checks: Vec<Check>) -> Result<Vec<Checked>, Error> {
    if checks.len() > MOST_ITEMS {
        return Err(Error::TooManyValues { count: checks.len(), most: MOST_ITEMS });
    }
    ctx.compute(move |ctx| {
        let registry = ctx.registry.current();
        checks.into_iter().map(|check| checked(ctx, &registry, check)).collect()
    })
    .await?
}

fn checked(ctx: &Ctx, registry: &Snapshot, check: Check) -> Result<Checked, Error> {
    let schema = schema(registry, &check.against)?;
    let errors = match (compile(&schema), read(ctx, &check.value)) {
        (Ok(validator), Ok(value)) => {
            let errors = validator.iter_errors(&value).take(MOST_ERRORS);
            errors
                .map(|error| shortened(&format!("{}: {error}", place(error.instance_path().as_str()))))
                .collect()
        }
        (Err(wrong), _) | (_, Err(wrong)) => vec![shortened(&wrong)],
    };
    Ok(Checked { name: check.name, errors })
}

fn schema(registry: &Snapshot, against: &Against) -> Result<String, Error> {
    let index = registry.index();
    let entry = match against {
        Against::Schema(text) => return Ok(text.clone()),
        Against::Component(id) => index
            .component(*id)
            .ok_or(Error::EntityNotFound { entity: Entity::Component.as_str(), id: id.0 })?,
        Against::Kind { kind, api_version } => index
            .lookup(api_version, kind)
            .ok_or_else(|| Error::UnknownKind { kind: kind.clone(), api_version: api_version.clone() })?,
    };
    // A component without a schema accepts everything.
    Ok(entry.schema().unwrap_or_else(|| "{}".to_owned()))
}

/// Compiles a schema. Patterns run in linear time, and nothing is fetched.
fn compile(schema: &str) -> Result<Validator, String> {
    let schema: Value =
        serde_json::from_str(schema).map_err(|error| format!("the schema is no JSON: {error}"))?;
    let patterns = PatternOptions::regex().size_limit(PATTERN_BYTES);
    let options = jsonschema::options().with_pattern_options(patterns).should_validate_formats(false);
    options.build(&schema).map_err(|error| format!("the schema is no JSON Schema: {error}"))
}

fn read(ctx: &Ctx, text: &str) -> Result<Value, String> {
    let documents = yaml::read(text, &ctx.limits.convert).map_err(|error| error.to_string())?;
    let [document] = <[_; 1]>::try_from(documents)
        .map_err(|all| format!("the value consists of {} documents, one is expected", all.len()))?;
    Ok(document.value)
}

fn place(pointer: &str) -> &str {
    if pointer.is_empty() { "/" } else { pointer }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST_ERROR).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
