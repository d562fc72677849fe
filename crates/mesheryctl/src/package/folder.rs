//! The files of a folder that a package can consist of.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Endings of files that mean something in packages and charts.
const ENDINGS: [&str; 7] = [".json", ".yaml", ".yml", ".rego", ".tpl", ".tgz", ".tar.gz"];

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its files, those of folders inside included, by name.
    pub files: Vec<Found>,
    /// Names of links, which are not followed.
    pub links: Vec<String>,
}

/// A file in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Name within the folder, with slashes.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Folder {
    /// Walks through a folder. Hidden files and folders, and files that no package has, are passed over; links
    /// are not followed, so that nothing from elsewhere is packed.
    ///
    /// # Errors
    /// When a folder can't be read.
    pub fn walk(root: &Path) -> Result<Self, Error> {
        let mut folder = Self::default();
        let mut waiting = vec![(root.to_owned(), String::new())];
        while let Some((path, inside)) = waiting.pop() {
            let unreadable = |source| Error::Read { name: format!("`{}`", path.display()), source };
            for entry in fs::read_dir(&path).map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                // A name that is no text can't stand in an archive.
                let Ok(name) = entry.file_name().into_string() else { continue };
                if name.starts_with('.') {
                    continue;
                }
                let kind = entry.file_type().map_err(unreadable)?;
                let within = format!("{inside}{name}");
                if kind.is_symlink() {
                    folder.links.push(within);
                } else if kind.is_dir() {
                    waiting.push((entry.path(), within + "/"));
                } else if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                    folder.files.push(Found { name: within, path: entry.path() });
                }
            }
        }
        folder.files.sort_unstable();
        folder.links.sort_unstable();
        Ok(folder)
    }

    /// Says which links were left out; `None` if there are none.
    pub fn remark(&self) -> Option<String> {
        let first = self.links.first()?;
        Some(match self.links.len() {
            1 => format!("note: `{first}` is a link and left out"),
            more => format!("note: `{first}` and {} more links are left out", more - 1),
        })
    }

    /// Reads every file. For folders that fit into memory.
    ///
    /// # Errors
    /// When a file can't be read.
    pub fn read(&self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        self.files.iter().map(|file| Ok((file.name.clone(), file.read()?))).collect()
    }
}

impl Found {
    /// Reads the file.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(&self) -> Result<Vec<u8>, Error> {
        fs::read(&self.path).map_err(|source| self.unreadable(source))
    }

    /// Says that the file can't be read.
    pub fn unreadable(&self, source: io::Error) -> Error {
        Error::Read { name: format!("`{}`", self.path.display()), source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_packages_have_is_found() {
        let root = tempfile::tempdir().expect("folder");
        let at = |name: &str| root.path().join(name);
        for folder in ["a/v1/components", ".git", "a/.hidden"] {
            fs::create_dir_all(at(folder)).expect("folder");
        }
        for file in ["a/v1/model.json", "a/v1/components/Pod.json", ".git/config.json", "a/.hidden/x.json"] {
            fs::write(at(file), "{}").expect("file");
        }
        fs::write(at("README.md"), "").expect("file");
        fs::write(at("a/v1/.model.json"), "").expect("file");
        let folder = Folder::walk(root.path()).expect("walk");
        let names: Vec<_> = folder.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a/v1/components/Pod.json", "a/v1/model.json"]);
        assert_eq!(folder.remark(), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_told_and_not_followed() {
        let root = tempfile::tempdir().expect("folder");
        std::os::unix::fs::symlink("/etc", root.path().join("etc")).expect("link");
        std::os::unix::fs::symlink("/etc/passwd", root.path().join("model.json")).expect("link");
        let folder = Folder::walk(root.path()).expect("walk");
        assert!(folder.files.is_empty());
        assert_eq!(folder.remark().as_deref(), Some("note: `etc` and 1 more links are left out"));
    }
}
