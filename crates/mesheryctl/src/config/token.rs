//! Token files: the answer of `GET /api/token`, an object of texts.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use meshery_client::Credentials;
use meshery_model::Object;
use serde_json::Value;

use super::{Config, Context, DEFAULT_LOCATION, Error, file, folder, home};

impl Config {
    /// Reads the token of a context, or of a file. A context whose token has no entry gets one. `None` when
    /// nobody signed in yet.
    ///
    /// # Errors
    /// When the file exists but can't be read.
    pub fn credentials(
        &mut self,
        context: &Context,
        file: Option<&Path>,
    ) -> Result<Option<Credentials>, Error> {
        match file {
            Some(file) => read(file)?.map_or_else(
                || Err(Error::Token { path: file.to_owned(), what: "it is missing or empty".to_owned() }),
                |credentials| Ok(Some(credentials)),
            ),
            None => read(&self.location(context)?),
        }
    }

    /// Writes the token of a context, readable by its owner only, and returns where.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn store_token(&mut self, context: &Context, content: &[u8]) -> Result<PathBuf, Error> {
        let path = self.location(context)?;
        file::write_secret(&path, content)?;
        Ok(path)
    }

    /// Returns where the token of a context is.
    pub fn location(&mut self, context: &Context) -> Result<PathBuf, Error> {
        if context.token.is_empty() {
            return Ok(folder()?.join(DEFAULT_LOCATION));
        }
        let tokens = self.document.get("tokens").and_then(Value::as_array);
        let entry = tokens.into_iter().flatten().find(|entry| entry["name"] == context.token.as_str());
        let location = match entry {
            Some(entry) => entry["location"].as_str().unwrap_or(DEFAULT_LOCATION).to_owned(),
            None => {
                self.push_token(&context.token, DEFAULT_LOCATION);
                self.save()?;
                DEFAULT_LOCATION.to_owned()
            }
        };
        absolute(&location)
    }
}

/// Returns the path of a location: absolute, below the home directory (`~/`), or below `~/.meshery`.
pub fn absolute(location: &str) -> Result<PathBuf, Error> {
    match location.strip_prefix("~/") {
        Some(rest) => Ok(home()?.join(rest)),
        None if Path::new(location).is_absolute() => Ok(PathBuf::from(location)),
        None => Ok(folder()?.join(location)),
    }
}

/// Reads a token file. `None` when it is missing or empty: nobody signed in.
fn read(path: &Path) -> Result<Option<Credentials>, Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Read { path: path.to_owned(), source }),
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    // What the reader says could quote the token, so only the place is told.
    let object: Object = serde_json::from_str(&text).map_err(|error| Error::Token {
        path: path.to_owned(),
        what: format!("it is not a JSON object (line {}, column {})", error.line(), error.column()),
    })?;
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Some(Credentials { provider: text("meshery-provider"), token: text("token") }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_members_of_a_token_file_are_ignored() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("auth.json");
        assert!(read(&path).expect("missing").is_none());
        fs::write(&path, r#"{"meshery-provider": "None", "token": "", "more": 1}"#).expect("write");
        let credentials = read(&path).expect("token").expect("credentials");
        assert_eq!((credentials.provider.as_str(), credentials.token.as_str()), ("None", ""));
    }

    #[test]
    fn a_broken_token_file_does_not_leak_its_content() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("auth.json");
        fs::write(&path, "secret").expect("write");
        let error = read(&path).expect_err("no JSON").to_string();
        assert!(error.contains("auth.json") && !error.contains("secret"), "{error}");
    }
}
