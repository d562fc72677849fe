//! `config.yaml`: contexts, the current context, and where tokens are.
//!
//! The document is kept as it was read, so that keys of other versions survive a rewrite. Environment
//! variables override keys: `MESHERY_CURRENT_CONTEXT`, `MESHERY_CONTEXTS_<NAME>_ENDPOINT` and so on.

mod contexts;
mod entries;
mod error;
mod file;
mod token;

use std::path::{Path, PathBuf};

use meshery_model::Object;
use serde_json::{Value, json};

pub use contexts::NewContext;
pub use entries::TokenEntry;
pub use error::Error;
pub use file::write_secret;
pub use token::absolute;

/// Where tokens are that no entry names.
pub const DEFAULT_LOCATION: &str = "auth.json";

/// Where a server is and which token goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Name in the configuration.
    pub name: String,
    /// Address of the server.
    pub endpoint: String,
    /// Name of the token entry; empty when the context has none.
    pub token: String,
    /// Name of the provider to sign in with; empty when any will do.
    pub provider: String,
}

/// The configuration file.
#[derive(Clone, Debug)]
pub struct Config {
    path: PathBuf,
    document: Object,
    is_new: bool,
}

impl Config {
    /// Reads the configuration at a path. Without a path it is the one of the user, which is made if it is
    /// missing or empty.
    ///
    /// # Errors
    /// When it can't be read, or is not a configuration.
    pub fn open(path: Option<&Path>) -> Result<Self, Error> {
        if let Some(path) = path {
            let document = file::read(path)?.ok_or_else(|| Error::Missing { path: path.to_owned() })?;
            return Ok(Self { path: path.to_owned(), document, is_new: false });
        }
        let path = folder()?.join("config.yaml");
        match file::read(&path)? {
            Some(document) => Ok(Self { path, document, is_new: false }),
            None => {
                let config = Self { path, document: first_document(), is_new: true };
                config.save()?;
                Ok(config)
            }
        }
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Tells whether the file was just made.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// Returns a context by its name, or the current one.
    ///
    /// # Errors
    /// When there is no such context, or it has no endpoint.
    pub fn context(&self, name: Option<&str>) -> Result<Context, Error> {
        let current = || self.text(&["current-context"]).filter(|name| !name.is_empty());
        let Some(name) = name.map(str::to_owned).or_else(current) else {
            return Err(Error::NoCurrentContext { path: self.path.clone() });
        };
        let contexts = self.document.get("contexts").and_then(Value::as_object);
        if contexts.is_none_or(|contexts| !contexts.contains_key(&name)) {
            let known = contexts.map(|contexts| contexts.keys().cloned().collect()).unwrap_or_default();
            return Err(Error::UnknownContext { path: self.path.clone(), name, known });
        }
        let endpoint = self.text(&["contexts", &name, "endpoint"]).unwrap_or_default();
        if endpoint.is_empty() {
            let what = format!("the context `{name}` has no endpoint");
            return Err(Error::Shape { path: self.path.clone(), what });
        }
        let token = self.text(&["contexts", &name, "token"]).unwrap_or_default();
        let provider = self.text(&["contexts", &name, "provider"]).unwrap_or_default();
        Ok(Context { name, endpoint, token, provider })
    }

    /// Writes the file, readable by its owner only, in one step.
    fn save(&self) -> Result<(), Error> {
        file::write(&self.path, &self.document)
    }

    /// Returns a text of the document, or of the environment variable that overrides it.
    fn text(&self, keys: &[&str]) -> Option<String> {
        if let Ok(value) = std::env::var(variable(keys)) {
            return Some(value);
        }
        let (last, parents) = keys.split_last()?;
        let parent = parents.iter().try_fold(&self.document, |object, key| object.get(*key)?.as_object());
        parent?.get(*last)?.as_str().map(str::to_owned)
    }
}

/// Returns the folder of the user's files, `~/.meshery`.
fn folder() -> Result<PathBuf, Error> {
    Ok(home()?.join(".meshery"))
}

fn home() -> Result<PathBuf, Error> {
    etcetera::home_dir().map_err(|_| Error::NoHome)
}

/// Returns the name of the variable that overrides a key.
fn variable(keys: &[&str]) -> String {
    let name = format!("MESHERY_{}", keys.join("_"));
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}

/// Returns what a new configuration holds.
fn first_document() -> Object {
    let document = json!({
        "contexts": {
            "local": {
                "endpoint": "http://localhost:9081",
                "token": "default",
                "platform": "local",
                "components": [],
                "channel": "stable",
                "version": "latest",
                "provider": "None",
            },
        },
        "current-context": "local",
        "tokens": [{ "name": "default", "location": "auth.json" }],
    });
    match document {
        Value::Object(document) => document,
        _ => Object::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(document: &Value) -> Config {
        let document = document.as_object().cloned().expect("object");
        Config { path: "config.yaml".into(), document, is_new: false }
    }

    #[test]
    fn the_first_configuration_has_a_usable_context() {
        let config = Config { path: "config.yaml".into(), document: first_document(), is_new: true };
        let context = config.context(None).expect("context");
        assert_eq!(context.name, "local");
        assert_eq!(context.endpoint, "http://localhost:9081");
        assert_eq!(context.token, "default");
    }

    #[test]
    fn an_unknown_context_names_the_known_ones() {
        let config = config(&json!({ "contexts": { "a": {}, "b": {} }, "current-context": "c" }));
        let error = config.context(None).expect_err("no such context");
        assert_eq!(error.to_string(), "config.yaml has no context `c`, only `a`, `b`");
        let error = config.context(Some("a")).expect_err("no endpoint");
        assert_eq!(error.to_string(), "config.yaml: the context `a` has no endpoint");
    }

    #[test]
    fn variables_are_named_after_keys() {
        assert_eq!(variable(&["current-context"]), "MESHERY_CURRENT_CONTEXT");
        assert_eq!(variable(&["contexts", "my.lab", "endpoint"]), "MESHERY_CONTEXTS_MY_LAB_ENDPOINT");
    }
}
