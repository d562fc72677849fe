//! Listing, making and removing contexts. Keys this version doesn't know stay as they are.

use meshery_model::Object;
use serde_json::{Value, json};

use super::{Config, Error};

/// What a new context holds.
#[derive(Clone, Copy, Debug)]
pub struct NewContext<'a> {
    /// Address of the server.
    pub endpoint: &'a str,
    /// Where the server runs: `local`, `docker` or `kubernetes`.
    pub platform: &'a str,
    /// Adapters that go with the server.
    pub components: &'a [String],
    /// Name of the provider to sign in with; empty when any will do.
    pub provider: &'a str,
}

impl Config {
    /// Returns the names of all contexts, sorted.
    pub fn context_names(&self) -> Vec<String> {
        let contexts = self.document.get("contexts").and_then(Value::as_object);
        let mut names: Vec<String> = contexts.into_iter().flat_map(Object::keys).cloned().collect();
        names.sort();
        names
    }

    /// Returns the name of the current context, if one is set.
    pub fn current_context(&self) -> Option<String> {
        self.text(&["current-context"]).filter(|name| !name.is_empty())
    }

    /// Returns what the file says about a context.
    pub fn context_entry(&self, name: &str) -> Option<&Value> {
        self.document.get("contexts")?.get(name)
    }

    /// Adds a context and makes it current if asked to.
    ///
    /// # Errors
    /// When the name is taken or the file can't be written.
    pub fn add_context(&mut self, name: &str, new: &NewContext<'_>, make_current: bool) -> Result<(), Error> {
        if self.context_entry(name).is_some() {
            return Err(Error::Taken { path: self.path.clone(), noun: "context", name: name.to_owned() });
        }
        let entry = json!({
            "endpoint": new.endpoint, "token": "default", "platform": new.platform, "components": new.components,
            "channel": "stable", "version": "latest", "provider": new.provider,
        });
        match self.document.get_mut("contexts") {
            Some(Value::Object(contexts)) => {
                contexts.insert(name.to_owned(), entry);
            }
            _ => {
                self.document.insert("contexts".to_owned(), json!({ name: entry }));
            }
        }
        if make_current {
            self.document.insert("current-context".to_owned(), name.into());
        }
        self.save()
    }

    /// Makes a context current.
    ///
    /// # Errors
    /// When there is no such context or the file can't be written.
    pub fn switch_context(&mut self, name: &str) -> Result<(), Error> {
        self.require(name)?;
        self.document.insert("current-context".to_owned(), name.into());
        self.save()
    }

    /// Removes a context. The successor becomes current if the removed one was.
    ///
    /// # Errors
    /// When there is no such context or successor, or the file can't be written.
    pub fn remove_context(&mut self, name: &str, successor: Option<&str>) -> Result<(), Error> {
        self.require(name)?;
        if let Some(successor) = successor {
            self.require(successor)?;
        }
        if let Some(Value::Object(contexts)) = self.document.get_mut("contexts") {
            contexts.shift_remove(name);
        }
        if self.document.get("current-context").and_then(Value::as_str) == Some(name) {
            let current = successor.unwrap_or_default();
            self.document.insert("current-context".to_owned(), current.into());
        }
        self.save()
    }

    /// Makes sure that there is a context of this name.
    pub(super) fn require(&self, name: &str) -> Result<(), Error> {
        if self.context_entry(name).is_some() {
            return Ok(());
        }
        let (path, known) = (self.path.clone(), self.context_names());
        Err(Error::UnknownContext { path, name: name.to_owned(), known })
    }
}
