//! Version 2 of Git's protocol over HTTP: what the server can, what a name means, objects.
//! The contract: `gitprotocol-v2(5)` and `gitprotocol-http(5)`.

use http::header::{self, HeaderName};
use url::Url;

use super::location::Place;
use super::object::{Id, Objects};
use super::pack;
use super::packet::{self, Message, Packet};
use super::tree;
use crate::request::Request;
use crate::target::shown;
use crate::{Error, Fetcher};

/// Largest list of capabilities or of branches and tags, in bytes.
const LARGEST_LIST: u64 = 8 << 20;
const GIT_PROTOCOL: HeaderName = HeaderName::from_static("git-protocol");
/// Why a request for objects fails when the server doesn't have them, or doesn't show them.
const REFUSED: &str = "it refuses to send what was asked for";

/// Which objects to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A commit and its folders, no files.
    Folders,
    /// A commit, its folders and all files.
    Everything,
    /// Exactly what is named.
    Exactly,
}

/// What a name means, and what of it is a path.
pub(crate) struct Tip {
    pub id: Id,
    pub path: Vec<String>,
    name: String,
}

/// A repository on a server.
pub(crate) struct Remote<'f> {
    fetcher: &'f Fetcher,
    base: Url,
    filters: bool,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'f> Remote<'f> {
    /// Asks a server what it can.
    pub(crate) async fn connect(fetcher: &'f Fetcher, repository: &Url) -> Result<Self, Error> {
        let mut url = below(repository, "info/refs");
        url.set_query(Some("service=git-upload-pack"));
        let answer = fetcher.send(Request::get(url).with(GIT_PROTOCOL, "version=2")).await?.successful()?;
        // A repository may have moved; what follows goes to where it is now.
        let base = answer.url.path().strip_suffix("/info/refs").map(|path| {
            let mut base = answer.url.clone();
            base.set_path(path);
            base.set_query(None);
            base
        });
        let mut remote = Self {
            fetcher,
            base: answer.url.clone(),
            filters: false,
            left: fetcher.policy().max_unpacked_bytes,
        };
        remote.base = base.ok_or_else(|| remote.unfit("its redirect leads to no repository"))?;
        let bytes = answer.bytes(LARGEST_LIST).await?;
        let capabilities = capabilities(&bytes)
            .ok_or_else(|| remote.unfit("it does not speak version 2 of Git's protocol"))?;
        if capabilities.iter().any(|line| line.starts_with("object-format=") && line != "object-format=sha1")
        {
            return Err(remote.unfit("its repository names objects by another digest than SHA-1"));
        }
        let can = |line: &str| {
            line.strip_prefix("fetch=").is_some_and(|words| words.split(' ').any(|word| word == "filter"))
        };
        remote.filters = capabilities.iter().any(|line| can(line));
        Ok(remote)
    }

    /// Returns which objects to ask for first.
    pub(crate) fn first_wish(&self) -> Wanted {
        if self.filters { Wanted::Folders } else { Wanted::Everything }
    }

    /// Finds the branch, tag or commit of a place. Where name and path stand in one, the longest name that
    /// exists is meant, as on the web pages that such addresses come from.
    pub(crate) async fn resolve(&self, place: &Place) -> Result<Tip, Error> {
        let (parts, shortest, mut path) = match place {
            Place::Default { path } => (vec!["HEAD".to_owned()], 1, path.clone()),
            Place::At { reference, path } => {
                let parts: Vec<_> = reference.split('/').map(str::to_owned).collect();
                let all = parts.len();
                (parts, all, path.clone())
            }
            Place::Joined { parts } => (parts.clone(), 1, Vec::new()),
        };
        let refs = self.refs(&beginning(&parts)).await?;
        for length in (shortest..=parts.len()).rev() {
            let (name, rest) = parts.split_at_checked(length).unwrap_or_default();
            let name = name.join("/");
            if let Some(id) = find(&refs, &name) {
                path.splice(0..0, rest.iter().cloned());
                return Ok(Tip { id, path, name });
            }
        }
        // No branch and no tag: a commit may be meant.
        let (name, rest) = parts.split_at_checked(shortest).unwrap_or_default();
        let name = name.join("/");
        match Id::from_hex(name.as_bytes()) {
            Some(id) => {
                path.splice(0..0, rest.iter().cloned());
                Ok(Tip { id, path, name })
            }
            None => Err(self.no_ref(name)),
        }
    }

    /// Lists the branches and tags whose names begin like this; for `HEAD` only what it means.
    async fn refs(&self, begin: &str) -> Result<Vec<(String, Id)>, Error> {
        let message = Message::command("ls-refs").line("peel");
        let is_full = begin == "HEAD" || begin.starts_with("refs/");
        let folders: &[&str] = if is_full { &[""] } else { &["refs/heads/", "refs/tags/"] };
        let message = folders
            .iter()
            .fold(message, |message, folder| message.line(&format!("ref-prefix {folder}{begin}")));
        let bytes = self.post(message.end(), LARGEST_LIST).await?;
        refs(&bytes).ok_or_else(|| self.unfit("its list of branches can't be read"))
    }

    /// Fetches objects and adds them to those at hand.
    pub(crate) async fn fetch(
        &mut self,
        ids: &[Id],
        wanted: Wanted,
        mut objects: Objects,
    ) -> Result<Objects, Error> {
        let mut message = Message::command("fetch").line("no-progress").line("ofs-delta");
        if wanted != Wanted::Exactly {
            message = message.line("deepen 1");
        }
        if wanted == Wanted::Folders {
            message = message.line("filter blob:none");
        }
        let message = ids.iter().fold(message, |message, id| message.line(&format!("want {id}")));
        let mut bytes = self.post(message.line("done").end(), self.fetcher.policy().max_bytes).await?;
        keep_pack(&mut bytes).map_err(|reason| self.unfit(reason))?;
        let left = self.left;
        let unpacked = tokio::task::spawn_blocking(move || {
            pack::read(&bytes, &mut objects, left).map(|left| (left, objects))
        });
        let (left, objects) = unpacked
            .await
            .map_err(|source| Error::Spool(std::io::Error::other(source)))?
            .map_err(|problem| match problem {
            pack::Problem::Damaged => self.unfit("the objects it sends are damaged"),
            pack::Problem::TooLarge => self.limit("bytes", self.fetcher.policy().max_unpacked_bytes),
        })?;
        self.left = left;
        Ok(objects)
    }

    /// Returns what the refusal of a first request means: a commit that the server doesn't have.
    pub(crate) fn refusal(&self, error: Error, tip: &Tip) -> Error {
        match error {
            Error::Answer { reason: REFUSED, .. } => self.no_ref(tip.name.clone()),
            error => error,
        }
    }

    async fn post(&self, message: Vec<u8>, limit: u64) -> Result<Vec<u8>, Error> {
        let request = Request::post(below(&self.base, "git-upload-pack"), message)
            .with(header::CONTENT_TYPE, "application/x-git-upload-pack-request")
            .with(header::ACCEPT, "application/x-git-upload-pack-result")
            .with(GIT_PROTOCOL, "version=2");
        self.fetcher.send(request).await?.successful()?.bytes(limit).await
    }

    /// Makes the error of a server that does not answer as it should.
    pub(crate) fn unfit(&self, reason: &'static str) -> Error {
        Error::Answer { url: shown(&self.base), reason }
    }

    /// Makes the error of a limit.
    pub(crate) fn limit(&self, what: &'static str, limit: u64) -> Error {
        Error::Checkout { repository: shown(&self.base), what, limit }
    }

    /// Makes the error of a path.
    pub(crate) fn problem(&self, problem: tree::Problem, path: &[String]) -> Error {
        match problem {
            tree::Problem::NoPath => Error::NoPath { repository: shown(&self.base), path: path.join("/") },
            tree::Problem::TooMany => self.limit("files and folders", self.fetcher.policy().max_files as u64),
            tree::Problem::Damaged => self.unfit("the folders it sends are damaged"),
        }
    }

    fn no_ref(&self, name: String) -> Error {
        Error::NoRef { repository: shown(&self.base), name }
    }
}

fn below(repository: &Url, path: &str) -> Url {
    let mut url = repository.clone();
    url.set_path(&format!("{}/{path}", repository.path().trim_end_matches('/')));
    url
}

/// Returns what to ask for: enough to find any name that the parts begin with, and as little as that allows.
/// Large repositories have a hundred thousand names.
fn beginning(parts: &[String]) -> String {
    let full = parts.first().is_some_and(|first| first == "refs");
    parts.iter().take(if full { 3 } else { 1 }).map(String::as_str).collect::<Vec<_>>().join("/")
}

fn find(refs: &[(String, Id)], name: &str) -> Option<Id> {
    let names = [name.to_owned(), format!("refs/heads/{name}"), format!("refs/tags/{name}")];
    let is_whole = |full: &&String| name == "HEAD" || name.starts_with("refs/") || *full != name;
    names
        .iter()
        .filter(is_whole)
        .find_map(|full| refs.iter().find(|(found, _)| found == full).map(|(_, id)| *id))
}

/// Reads what a server can: a line with the service where it greets the old way, then the version.
fn capabilities(mut bytes: &[u8]) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    while let Some(packet) = packet::next(&mut bytes) {
        if let Packet::Line(line) = packet {
            lines.push(packet::text(line)?.to_owned());
        }
    }
    lines.retain(|line| !line.starts_with("# service="));
    (lines.first().map(String::as_str) == Some("version 2")).then_some(lines)
}

/// Reads names with what they mean; a tag means what it is put on.
fn refs(mut bytes: &[u8]) -> Option<Vec<(String, Id)>> {
    let mut refs = Vec::new();
    loop {
        match packet::next(&mut bytes)? {
            Packet::End => return Some(refs),
            Packet::Delimiter => {}
            Packet::Line(line) => {
                // Names are bytes; those that are no text can't be asked for.
                let Some(line) = packet::text(line) else { continue };
                let mut words = line.split(' ');
                let id = words.next()?;
                let name = words.next()?;
                let peeled = words.find_map(|word| word.strip_prefix("peeled:"));
                // A branch without a commit.
                if id != "unborn" {
                    refs.push((name.to_owned(), Id::from_hex(peeled.unwrap_or(id).as_bytes())?));
                }
            }
        }
    }
}

/// Leaves of an answer only the pack it carries.
fn keep_pack(bytes: &mut Vec<u8>) -> Result<(), &'static str> {
    const BROKEN: &str = "the objects it sends break off";
    let (mut at, mut kept, mut is_pack) = (0, 0, false);
    loop {
        let mut rest = bytes.get(at..).unwrap_or_default();
        let before = rest.len();
        let packet = packet::next(&mut rest).ok_or(BROKEN)?;
        at += before - rest.len();
        match packet {
            Packet::End if is_pack => break,
            Packet::End | Packet::Delimiter => {}
            Packet::Line(line) if !is_pack => match packet::text(line) {
                Some("packfile") => is_pack = true,
                Some(text) if text.starts_with("ERR ") => return Err(REFUSED),
                _ => {}
            },
            Packet::Line(line) => match line.split_first() {
                Some((1, data)) => {
                    let length = data.len();
                    bytes.copy_within(at - length..at, kept);
                    kept += length;
                }
                Some((3, _)) => return Err("it breaks off with an error of its own"),
                _ => {}
            },
        }
    }
    bytes.truncate(kept);
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_greeting_says_what_a_server_can() {
        let greeting = b"001e# service=git-upload-pack\n0000000eversion 2\n000cls-refs\n0000";
        assert_eq!(capabilities(greeting), Some(vec!["version 2".to_owned(), "ls-refs".to_owned()]));
        assert_eq!(capabilities(b"000eversion 2\n0000"), Some(vec!["version 2".to_owned()]));
        assert_eq!(capabilities(b"000eversion 1\n0000"), None);
        assert_eq!(capabilities(b"<html>"), None);
        assert_eq!(capabilities(b""), None);
    }

    #[test]
    fn a_tag_means_what_it_is_put_on() {
        let (tag, commit) = ("a".repeat(40), "b".repeat(40));
        let list = Message::default()
            .line(&format!("{commit} HEAD symref-target:refs/heads/main"))
            .line(&format!("{tag} refs/tags/v1 peeled:{commit}"))
            .line("unborn refs/heads/new")
            .end();
        let refs = refs(&list).expect("refs");
        let commit = Id::from_hex(commit.as_bytes()).expect("an id");
        assert_eq!(refs, [("HEAD".to_owned(), commit), ("refs/tags/v1".to_owned(), commit)]);
        assert_eq!(find(&refs, "v1"), Some(commit));
        assert_eq!(find(&refs, "refs/tags/v1"), Some(commit));
        assert_eq!(find(&refs, "v"), None);
        assert_eq!(super::refs(b"0009line\n"), None);
        assert_eq!(super::refs(b"0009xx yy0000"), None);
    }

    #[test]
    fn of_an_answer_the_pack_is_kept() {
        let mut bytes = b"0011shallow-info\n0001000dpackfile\n0008\x01abc0008\x02zzz0007\x01de0000".to_vec();
        keep_pack(&mut bytes).expect("a pack");
        assert_eq!(bytes, b"abcde");
        for (answer, reason) in [
            (&b"000dERR oh no"[..], REFUSED),
            (b"000dpackfile\n0008\x03oh!0000", "it breaks off with an error of its own"),
            (b"000dpackfile\n0008\x01abc", "the objects it sends break off"),
            (b"0000", "the objects it sends break off"),
            (b"<html>", "the objects it sends break off"),
        ] {
            assert_eq!(keep_pack(&mut answer.to_vec()), Err(reason));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..100), length in 0..30_u8) {
            let framed = [format!("{length:04x}").into_bytes(), bytes.clone(), b"0000".to_vec()].concat();
            for mut bytes in [bytes, framed.clone(), [b"000dpackfile\n".to_vec(), framed].concat()] {
                let _ = (capabilities(&bytes), refs(&bytes), keep_pack(&mut bytes));
            }
        }
    }
}
