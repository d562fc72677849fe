//! Files that commands read: a path, or `-` for standard input.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use crate::error::Error;

/// A file that was read whole.
#[derive(Debug)]
pub struct Input {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its name without folders; `None` for standard input.
    pub file_name: Option<String>,
}

impl Input {
    /// Reads a file, or standard input if the path is `-`.
    ///
    /// # Errors
    /// When it can't be read, or an address was given.
    pub fn read(path: &str) -> Result<Self, Error> {
        if path.starts_with("http://") || path.starts_with("https://") {
            let message = format!("`{path}` is an address: download it first and pipe it in with `-f -`");
            return Err(Error::Argument { message });
        }
        let mut bytes = Vec::new();
        let (read, file_name) = if path == "-" {
            (io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes), None)
        } else {
            let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
            (fs::read(path), name)
        };
        let name = || if path == "-" { "standard input".to_owned() } else { format!("`{path}`") };
        let bytes = read.map_err(|source| Error::Read { name: name(), source })?;
        Ok(Self { bytes, file_name })
    }

    /// Returns how messages call the file.
    pub fn name(&self) -> String {
        self.file_name.clone().unwrap_or_else(|| "standard input".to_owned())
    }
}
