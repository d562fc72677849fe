//! Reads and writes the configuration file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use meshery_convert::{Limits, yaml};
use meshery_model::Object;
use serde_json::Value;

use super::Error;

/// Reads a configuration. `None` when the file is missing or empty.
pub(super) fn read(path: &Path) -> Result<Option<Object>, Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Read { path: path.to_owned(), source }),
    };
    let shape = |what: String| Error::Shape { path: path.to_owned(), what };
    let documents = yaml::read(&text, &Limits::default()).map_err(|error| shape(error.to_string()))?;
    let mut documents = documents.into_iter().map(|document| document.value).filter(|value| !value.is_null());
    match (documents.next(), documents.next()) {
        (None, _) => Ok(None),
        (Some(Value::Object(document)), None) => Ok(Some(document)),
        (Some(_), None) => Err(shape("it holds no keys".to_owned())),
        (Some(_), Some(_)) => Err(shape("it holds more than one document".to_owned())),
    }
}

/// Writes a configuration so that nobody else can read it and nobody ever reads half of it.
pub(super) fn write(path: &Path, document: &Object) -> Result<(), Error> {
    write_secret(path, yaml::to_string(&Value::Object(document.clone())).as_bytes())
}

/// Writes a file with a secret so that nobody else can read it and nobody ever reads half of it.
///
/// # Errors
/// When it can't be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    replace(path, bytes).map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Puts bytes in the place of a file, in one step.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    // A link stays a link: the file it leads to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let draft = path.with_extension(format!("{}.tmp", std::process::id()));
    let written = write_new(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        drop(fs::remove_file(&draft));
    }
    written
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
