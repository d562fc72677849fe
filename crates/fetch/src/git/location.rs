//! Where in which repository: the addresses that web pages of Git servers have, and those of repositories.

use std::str::FromStr;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::{Error, target};

/// Servers whose bare addresses are those of repositories.
const KNOWN_HOSTS: &[&str] = &["github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitea.com"];

/// A place in a repository.
///
/// Read from text it is one of
/// - `https://github.com/<owner>/<repository>`, and the same at other known servers
/// - `…/tree/<name>/<path>` and `…/blob/<name>/<path>` (GitHub), `…/-/tree/…` and `…/-/blob/…` (GitLab),
///   `…/src/branch/…`, `…/src/tag/…` and `…/src/commit/…` (Gitea), `…/src/<name>/<path>` (Bitbucket)
/// - `https://<any host>/<path>.git`, and `#<name>:<path>` after it
///
/// Downloads of releases and archives are plain addresses: [`crate::Fetcher::get`] takes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    pub(crate) repository: Url,
    pub(crate) place: Place,
}

/// Where in a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the branch that the repository shows first.
    Default { path: Vec<String> },
    /// In a branch, tag or commit.
    At { reference: String, path: Vec<String> },
    /// Name and path in one: names of branches may hold slashes, so only the server can tell them apart.
    Joined { parts: Vec<String> },
}

impl Location {
    /// Makes a place from its parts: the address of a repository, a branch, tag or commit, and a path.
    ///
    /// # Errors
    /// When the address is none, or the name is not one Git allows.
    pub fn new(repository: &str, reference: Option<&str>, path: &str) -> Result<Self, Error> {
        let mut repository = target::parse(repository)?;
        repository.set_query(None);
        repository.set_fragment(None);
        let path = parts(path);
        let place = match reference {
            None => Place::Default { path },
            Some(reference) => Place::At { reference: reference.to_owned(), path },
        };
        Self { repository, place }.checked()
    }

    /// Returns the address of the repository.
    #[must_use]
    pub fn repository(&self) -> &Url {
        &self.repository
    }

    fn checked(self) -> Result<Self, Error> {
        let names = match &self.place {
            Place::Default { .. } => Vec::new(),
            Place::At { reference, .. } => vec![reference],
            Place::Joined { parts } => parts.iter().take(1).collect(),
        };
        let is_name = |name: &&String| {
            !name.is_empty()
                && !name.contains(|symbol: char| symbol.is_control() || " ~^:?*[\\".contains(symbol))
                && !name.contains("..")
        };
        match names.into_iter().find(|name| !is_name(name)) {
            Some(name) => Err(Error::Reference {
                given: name.clone(),
                reason: "it is no name of a branch, tag or commit",
            }),
            None => Ok(self),
        }
    }
}

impl FromStr for Location {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let url = target::parse(text)?;
        let segments: Vec<String> = parts(url.path());
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let found = split(url.host_str().unwrap_or_default(), &segments, url.fragment());
        let (project, place) = found.ok_or_else(|| Error::Reference {
            given: target::shown(&url),
            reason: "it is neither the address of a Git repository nor of a folder or file of one",
        })?;
        let mut repository = url.clone();
        let project = project.join("/");
        repository.set_path(project.strip_suffix(".git").unwrap_or(&project));
        let path = format!("{}.git", repository.path());
        repository.set_path(&path);
        repository.set_query(None);
        repository.set_fragment(None);
        Self { repository, place }.checked()
    }
}

/// Splits the path of an address into the project and the place in it.
fn split<'s>(host: &str, segments: &[&'s str], fragment: Option<&str>) -> Option<(Vec<&'s str>, Place)> {
    let at = |index: usize, skip: usize| {
        let project = segments.get(..index).filter(|project| !project.is_empty())?;
        let parts = segments.get(index + skip..).filter(|parts| !parts.is_empty())?;
        let parts = parts.iter().map(|part| (*part).to_owned()).collect();
        Some((project.to_vec(), Place::Joined { parts }))
    };
    if let Some(dash) = segments.iter().position(|segment| *segment == "-") {
        let is_page = matches!(segments.get(dash + 1), Some(&("tree" | "blob" | "raw")));
        return is_page.then(|| at(dash, 2)).flatten();
    }
    match (segments.get(2), segments.get(3)) {
        (Some(&("tree" | "blob")), Some(_)) => return at(2, 1),
        (Some(&"src"), Some(&("branch" | "tag" | "commit"))) if host != "bitbucket.org" => return at(2, 2),
        (Some(&"src"), Some(_)) if host == "bitbucket.org" => return at(2, 1),
        _ => {}
    }
    let is_repository = segments.last().is_some_and(|last| last.len() > 4 && last.ends_with(".git"));
    // Groups of GitLab nest; elsewhere a longer address is that of another page.
    let is_known =
        KNOWN_HOSTS.contains(&host) && (segments.len() == 2 || host == "gitlab.com" && segments.len() > 2);
    (is_repository || is_known).then(|| (segments.to_vec(), named(fragment)))
}

/// Reads `<name>:<path>`, of which either may be missing.
fn named(fragment: Option<&str>) -> Place {
    let text = percent_decode_str(fragment.unwrap_or_default()).decode_utf8_lossy().into_owned();
    let (name, path) = text.split_once(':').unwrap_or((&text, ""));
    let path = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    match name {
        "" => Place::Default { path },
        name => Place::At { reference: name.to_owned(), path },
    }
}

/// Returns the parts of a path. A slash may be written as `%2F`.
fn parts(path: &str) -> Vec<String> {
    let path = percent_decode_str(path).decode_utf8_lossy();
    path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Place) {
        let location: Location = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        (location.repository.into(), location.place)
    }

    fn joined(text: &str) -> Place {
        Place::Joined { parts: text.split('/').map(str::to_owned).collect() }
    }

    #[test]
    fn pages_of_git_servers_are_places() {
        for (page, repository, place) in [
            ("https://github.com/o/r/tree/main/a/b", "https://github.com/o/r.git", "main/a/b"),
            (
                "https://github.com/o/r/blob/v1.0/a.yaml?plain=1#L3",
                "https://github.com/o/r.git",
                "v1.0/a.yaml",
            ),
            ("https://git.corp.example/o/r.git/tree/main", "https://git.corp.example/o/r.git", "main"),
            (
                "https://gitlab.com/g/sub/r/-/tree/feature%2Fx/a",
                "https://gitlab.com/g/sub/r.git",
                "feature/x/a",
            ),
            (
                "https://gitlab.corp.example:8443/g/r/-/blob/main/a",
                "https://gitlab.corp.example:8443/g/r.git",
                "main/a",
            ),
            ("https://codeberg.org/o/r/src/branch/main/a", "https://codeberg.org/o/r.git", "main/a"),
            ("https://gitea.corp.example/o/r/src/tag/v1/a", "https://gitea.corp.example/o/r.git", "v1/a"),
            ("https://bitbucket.org/o/r/src/main/a/", "https://bitbucket.org/o/r.git", "main/a"),
        ] {
            assert_eq!(read(page), (repository.to_owned(), joined(place)), "{page}");
        }
    }

    #[test]
    fn addresses_of_repositories_are_places() {
        let root = Place::Default { path: Vec::new() };
        for (address, repository) in [
            ("https://github.com/o/r", "https://github.com/o/r.git"),
            ("https://github.com/o/r/", "https://github.com/o/r.git"),
            ("https://github.com/o/r.git", "https://github.com/o/r.git"),
            ("https://gitlab.com/g/sub/r", "https://gitlab.com/g/sub/r.git"),
            ("http://git.corp.example/scm/r.git", "http://git.corp.example/scm/r.git"),
        ] {
            assert_eq!(read(address), (repository.to_owned(), root.clone()), "{address}");
        }
        let place = |fragment: &str| read(&format!("https://h.example/r.git#{fragment}")).1;
        let path = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(place("v1:a/b"), Place::At { reference: "v1".to_owned(), path: path.clone() });
        assert_eq!(place("feature/x"), Place::At { reference: "feature/x".to_owned(), path: Vec::new() });
        assert_eq!(place(":/a//b/"), Place::Default { path });
    }

    #[test]
    fn other_addresses_are_no_places() {
        for text in [
            "https://github.com/",
            "https://github.com/o",
            "https://github.com/o/r/issues/1",
            "https://github.com/o/r/releases/download/v1/a.tgz",
            "https://github.com/o/r/archive/main.tar.gz",
            "https://gitlab.com/g/r/-/issues",
            "https://h.example/o/r",
            "https://h.example/.git",
            "https://h.example/r.git#a..b",
            "https://github.com/o/r/tree/a%0Ab",
            "git@github.com:o/r.git",
            "o/r",
        ] {
            assert!(text.parse::<Location>().is_err(), "{text}");
        }
        assert!(Location::new("https://h.example/r", Some(""), "").is_err());
        assert!(Location::new("https://h.example/r", Some("main"), "a/b").is_ok());
    }
}
