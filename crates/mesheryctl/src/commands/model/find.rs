//! Finds one version of a model by what the user calls it: `NAME`, `NAME/VERSION` or an id.

use meshery_api::registry::Model;
use meshery_client::{Client, ListQuery, ModelQuery};

use crate::commands::view;
use crate::env::Env;
use crate::error::Error;

/// Which version of several is meant, if none is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version<'a> {
    /// This one.
    Named(&'a str),
    /// The newest.
    Newest,
    /// A person decides.
    Asked,
}

/// Returns the question whose answer are the models that fit.
pub fn query(wanted: &str, version: Version<'_>) -> ModelQuery {
    let all = ModelQuery { list: ListQuery::default(), every_status: true, ..ModelQuery::default() };
    if let Ok(id) = wanted.parse() {
        return ModelQuery { id: Some(id), ..all };
    }
    let (name, version) = match wanted.split_once('/') {
        Some((name, version)) => (name, Version::Named(version)),
        None => (wanted, version),
    };
    let latest = version == Version::Newest;
    let version = match version {
        Version::Named(version) => Some(version.to_owned()),
        Version::Newest | Version::Asked => None,
    };
    ModelQuery { name: Some(name.to_owned()), version, latest, ..all }
}

/// Finds a model. A model with another status than enabled is found too.
///
/// # Errors
/// When nothing fits, or more than one and nobody can be asked.
pub fn find(client: &Client, env: &Env, wanted: &str, version: Version<'_>) -> Result<Model, Error> {
    let mut models = client.registry().models(&query(wanted, version))?.read()?.models;
    let chosen = view::choose(env, &models, wanted, "the version, as in `NAME/VERSION`, or the id")?;
    Ok(models.swap_remove(chosen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_can_stand_behind_the_name() {
        let query = |wanted, version| {
            let query = query(wanted, version);
            (
                query.name.unwrap_or_default(),
                query.version.unwrap_or_default(),
                query.latest,
                query.id.is_some(),
            )
        };
        let text = str::to_owned;
        assert_eq!(query("shop", Version::Newest), (text("shop"), text(""), true, false));
        assert_eq!(query("shop", Version::Named("v1")), (text("shop"), text("v1"), false, false));
        assert_eq!(query("shop/v2", Version::Newest), (text("shop"), text("v2"), false, false));
        let id = "8c1ef3a7-6d5a-4a0b-9a55-0d1b0f3f4a4e";
        assert_eq!(query(id, Version::Asked), (text(""), text(""), false, true));
    }
}
