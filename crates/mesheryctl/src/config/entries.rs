//! Listing, making and removing entries of `tokens`: names for token files. The files themselves stay as they are.

use meshery_model::Object;
use serde_json::{Value, json};

use super::{Config, DEFAULT_LOCATION, Error};

/// A name for a token file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenEntry {
    /// The name.
    pub name: String,
    /// Path of the file as the configuration says it.
    pub location: String,
}

impl Config {
    /// Returns all entries, sorted by name.
    pub fn token_entries(&self) -> Vec<TokenEntry> {
        let entry = |entry: &Value| {
            let location = entry["location"].as_str().unwrap_or(DEFAULT_LOCATION).to_owned();
            Some(TokenEntry { name: entry["name"].as_str()?.to_owned(), location })
        };
        let entries = self.document.get("tokens").and_then(Value::as_array);
        let mut entries: Vec<_> = entries.into_iter().flatten().filter_map(entry).collect();
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        entries
    }

    /// Returns the entry of a name.
    ///
    /// # Errors
    /// When there is none.
    pub fn token_entry(&self, name: &str) -> Result<TokenEntry, Error> {
        let entries = self.token_entries();
        entries.iter().find(|entry| entry.name == name).cloned().ok_or_else(|| Error::UnknownToken {
            path: self.path.clone(),
            name: name.to_owned(),
            known: entries.iter().map(|entry| entry.name.clone()).collect(),
        })
    }

    /// Adds an entry, and gives it to a context if one is named.
    ///
    /// # Errors
    /// When the name is taken, there is no such context, or the file can't be written.
    pub fn add_token(&mut self, name: &str, location: &str, context: Option<&str>) -> Result<(), Error> {
        if self.token_entry(name).is_ok() {
            let (path, name) = (self.path.clone(), name.to_owned());
            return Err(Error::Taken { path, noun: "token", name });
        }
        self.push_token(name, location);
        match context {
            Some(context) => self.set_in_context(context, "token", name),
            None => self.save(),
        }
    }

    /// Gives a context the token of a name.
    ///
    /// # Errors
    /// When there is no such token or context, or the file can't be written.
    pub fn set_token(&mut self, context: &str, name: &str) -> Result<(), Error> {
        self.token_entry(name)?;
        self.set_in_context(context, "token", name)
    }

    /// Removes an entry, and returns the contexts that name it.
    ///
    /// # Errors
    /// When there is none, or the file can't be written.
    pub fn remove_token(&mut self, name: &str) -> Result<Vec<String>, Error> {
        self.token_entry(name)?;
        if let Some(Value::Array(tokens)) = self.document.get_mut("tokens") {
            tokens.retain(|entry| entry["name"] != name);
        }
        self.save()?;
        let mut users = self.context_names();
        users.retain(|context| self.context_entry(context).is_some_and(|entry| entry["token"] == name));
        Ok(users)
    }

    /// Adds an entry without writing the file.
    pub(super) fn push_token(&mut self, name: &str, location: &str) {
        let entry = json!({ "name": name, "location": location });
        match self.document.get_mut("tokens") {
            Some(Value::Array(tokens)) => tokens.push(entry),
            _ => {
                self.document.insert("tokens".to_owned(), Value::Array(vec![entry]));
            }
        }
    }

    /// Sets a key of a context.
    ///
    /// # Errors
    /// When there is no such context, or the file can't be written.
    pub fn set_in_context(&mut self, context: &str, key: &str, value: &str) -> Result<(), Error> {
        self.require(context)?;
        let contexts = self.document.get_mut("contexts").and_then(Value::as_object_mut);
        match contexts.and_then(|contexts| contexts.get_mut(context)) {
            Some(Value::Object(entry)) => {
                entry.insert(key.to_owned(), value.into());
            }
            Some(entry) => *entry = Value::Object(Object::from_iter([(key.to_owned(), value.into())])),
            None => {}
        }
        self.save()
    }
}
