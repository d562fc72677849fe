//! Writes what commands make, never outside the folder it is meant for.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Longest name of a file that is made from somebody's words.
const LONGEST: usize = 120;

/// Returns a name as that of a file: no folder, nothing hidden, nothing that shells or terminals read.
pub fn safe_name(name: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || "-_.+".contains(c) { c } else { '_' };
    let name: String = name.chars().map(safe).take(LONGEST).collect();
    let name = name.trim_start_matches(['.', '-']);
    if name.is_empty() { "unnamed".to_owned() } else { name.to_owned() }
}

/// Writes a file that did not exist before; a taken name gets a number. Returns the path.
///
/// # Errors
/// When it can't be written.
pub fn write_new(wanted: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    if let Some(folder) = wanted.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut path = wanted.to_owned();
    let mut taken = 0;
    loop {
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                taken += 1;
                path = numbered(wanted, taken);
            }
            Err(error) => return Err(error),
        }
    }
}

/// Writes files below a folder, over those that were there.
///
/// # Errors
/// When one can't be written.
pub fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    for (name, bytes) in files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, bytes));
        written.map_err(|source| Error::Write { path: path.clone(), source })?;
    }
    Ok(())
}

/// Puts a number before the extension: `shop(1).yaml`, `shop(1).tar.gz`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, end) = match name.strip_suffix(".tar.gz") {
        Some(stem) => (stem.to_owned(), ".tar.gz".to_owned()),
        None => (
            path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            path.extension().map(|end| format!(".{}", end.to_string_lossy())).unwrap_or_default(),
        ),
    };
    path.with_file_name(format!("{stem}({number}){end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_a_number() {
        let folder = tempfile::tempdir().expect("folder");
        for (name, second) in
            [("shop_1.manifest.yaml", "shop_1.manifest(1).yaml"), ("shop.tar.gz", "shop(1).tar.gz")]
        {
            let wanted = folder.path().join("new").join(name);
            let names: Vec<_> = (0..2).map(|_| write_new(&wanted, b"text").expect("written")).collect();
            let names: Vec<_> = names.iter().filter_map(|path| path.file_name()?.to_str()).collect();
            assert_eq!(names, [name, second]);
        }
    }

    #[test]
    fn no_name_leads_elsewhere() {
        for (name, safe) in [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("/etc/passwd", "_etc_passwd"),
            ("..", "unnamed"),
            ("", "unnamed"),
            ("-rf", "rf"),
            ("a\u{1b}[2J\nb", "a__2J_b"),
            ("käse-v1.0", "käse-v1.0"),
        ] {
            assert_eq!(safe_name(name), safe);
        }
    }
}
