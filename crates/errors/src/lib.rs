//! Error codes, their severities, causes and remedies.
//!
//! Every error a user can act on has a stable [`Code`] (`meshery-server-1203`, `mesheryctl-1017`).
//! What the code means is written once, in `codes/<code>.md`, compiled in here and published as
//! `docs/reference/errors.md`. A number is never reused. The shape of the members follows MeshKit:
//! code, severity, short and long description, probable causes, suggested remediation.

mod page;

pub use page::{Page, Severity};

/// The source texts of all pages, by code, sorted.
const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// A stable error code such as `meshery-server-1203`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(&'static str);

impl Code {
    /// Names a code. That its page exists is checked by `cargo test -p meshery-errors`.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// Returns the code as users see it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Returns the page that explains this code, if one was written.
    #[must_use]
    pub fn page(self) -> Option<Page> {
        let index = SOURCES.binary_search_by(|(code, _)| code.cmp(&self.0)).ok()?;
        SOURCES.get(index).map(|(code, source)| Page::parse(code, source))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// An error with a stable code. Its `Display` text says what happened to which thing.
pub trait Coded: std::error::Error {
    /// Returns the code of this very situation.
    fn code(&self) -> Code;
}

/// Returns every documented code with its page, sorted by code.
pub fn pages() -> impl Iterator<Item = Page> {
    SOURCES.iter().map(|(code, source)| Page::parse(code, source))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn every_page_is_complete() {
        for page in pages() {
            assert!(!page.title.is_empty(), "{} has no title", page.code);
            assert!(!page.description.is_empty(), "{} has no description", page.code);
            assert!(!page.causes.is_empty(), "{} has no probable cause", page.code);
            assert!(!page.remedies.is_empty(), "{} has no remedy", page.code);
        }
    }

    #[test]
    fn every_code_in_the_source_has_a_page_and_every_page_is_used() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates folder").to_path_buf();
        let mut used = BTreeSet::new();
        for file in rust_files(&crates) {
            let text = std::fs::read_to_string(&file).expect("source file");
            for rest in text.split("Code::new(\"").skip(1) {
                let code = rest.split('"').next().expect("closing quote");
                if !code.contains('<') && Path::new(file.as_path()) != Path::new(file!()) {
                    used.insert(code.to_owned());
                }
            }
        }
        let documented: BTreeSet<String> = pages().map(|page| page.code.to_owned()).collect();
        assert_eq!(used, documented);
    }

    fn rust_files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                found.extend(rust_files(&path));
            } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("errors/src/lib.rs")
            {
                found.push(path);
            }
        }
        found
    }
}
