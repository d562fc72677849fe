//! Files of a Git repository at a branch, tag or commit, over HTTP by version 2 of Git's protocol.
//!
//! Nothing is cloned. One request finds what a name means, one fetches the commit with its folders and, from
//! servers that can leave files out at first, one more fetches just the files below the path; other servers
//! send every file of that one commit. No history, no working copy, no Git program.
//!
//! Everything a server sends is bounded, and read by `pack`; see
//! `docs/decisions/0006-git-without-a-git-library.md` for why it is read here.

mod location;
mod object;
mod pack;
mod packet;
mod protocol;
mod tree;

pub use location::Location;

use crate::{Error, Fetcher};
use object::{Id, Kind, Objects};
use protocol::{Remote, Wanted};

/// Files of a repository.
#[derive(Debug)]
pub struct Checkout {
    /// The commit they are of, in hexadecimal.
    pub commit: String,
    /// The files below the path, sorted; the path itself when it is a file.
    pub files: Vec<File>,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
}

/// One file.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Path from the top of the repository, with `/`. No part is empty, `.`, `..` or `.git`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Something below the path that is no file.
#[derive(Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Path from the top of the repository.
    pub path: String,
    /// Why it was left out.
    pub reason: &'static str,
}

impl Fetcher {
    /// Fetches the files at a place of a repository.
    ///
    /// # Errors
    /// When the server is refused, can't be reached or does not speak version 2 of the protocol; when there is
    /// no such branch, tag, commit or path; when what stands there passes a limit.
    pub async fn checkout(&self, location: &Location) -> Result<Checkout, Error> {
        self.within(&location.repository, self.checkout_all(location)).await
    }

    async fn checkout_all(&self, location: &Location) -> Result<Checkout, Error> {
        let mut remote = Remote::connect(self, &location.repository).await?;
        let tip = remote.resolve(&location.place).await?;
        let first = remote.fetch(&[tip.id], remote.first_wish(), Objects::default()).await;
        let mut objects = first.map_err(|error| remote.refusal(error, &tip))?;
        let (commit, root) =
            commit_and_root(&objects, tip.id).ok_or_else(|| remote.unfit("it sends no commit"))?;
        let mut listing = tree::list(&objects, root, &tip.path, self.policy().max_files)
            .map_err(|problem| remote.problem(problem, &tip.path))?;
        let missing = listing.missing(&objects);
        if !missing.is_empty() {
            objects = remote.fetch(&missing, Wanted::Exactly, objects).await?;
        }
        if listing.size_bytes(&objects) > self.policy().max_unpacked_bytes {
            return Err(remote.limit("bytes", self.policy().max_unpacked_bytes));
        }
        let files = listing.files(objects).ok_or_else(|| remote.unfit("it leaves out files"))?;
        Ok(Checkout { commit: commit.to_string(), files, skipped: listing.skipped })
    }
}

/// Follows tags to a commit, and the commit to its folder.
fn commit_and_root(objects: &Objects, tip: Id) -> Option<(Id, Id)> {
    let mut id = tip;
    // Tags of tags exist, long chains of them don't.
    for _ in 0..8 {
        let (kind, bytes) = objects.get(id)?;
        match kind {
            Kind::Commit => return Some((id, header(bytes, b"tree ")?)),
            Kind::Tag => id = header(bytes, b"object ")?,
            Kind::Tree => return Some((id, id)),
            Kind::Blob => return None,
        }
    }
    None
}

/// Returns the object that the first line of a commit or tag names.
fn header(bytes: &[u8], key: &[u8]) -> Option<Id> {
    Id::from_hex(bytes.strip_prefix(key)?.get(..40)?)
}
