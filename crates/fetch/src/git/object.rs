//! Git's objects and their names.

use std::collections::HashMap;
use std::fmt;

use sha1::{Digest, Sha1};

/// The name of an object: the SHA-1 digest of its kind, size and content.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id([u8; 20]);

impl Id {
    /// Reads a name from its 20 bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads a name from its 40 hexadecimal digits.
    pub(crate) fn from_hex(digits: &[u8]) -> Option<Self> {
        let digits: &[u8; 40] = digits.try_into().ok()?;
        let mut bytes = [0; 20];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            // A sign would be accepted by `from_str_radix`.
            if !pair.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            *byte = u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::digest::hex(&self.0))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Tree => "tree",
            Self::Blob => "blob",
            Self::Tag => "tag",
        }
    }

    /// Returns the name of an object of this kind.
    pub(crate) fn id_of(self, bytes: &[u8]) -> Id {
        let mut hash = Sha1::new();
        hash.update(format!("{} {}\0", self.name(), bytes.len()));
        hash.update(bytes);
        Id(hash.finalize().into())
    }
}

/// Objects by their names. A name is computed here, never believed.
#[derive(Debug, Default)]
pub(crate) struct Objects(HashMap<Id, (Kind, Vec<u8>)>);

impl Objects {
    /// Adds an object and returns its name.
    pub(crate) fn add(&mut self, kind: Kind, bytes: Vec<u8>) -> Id {
        let id = kind.id_of(&bytes);
        self.0.insert(id, (kind, bytes));
        id
    }

    /// Looks an object up.
    pub(crate) fn get(&self, id: Id) -> Option<(Kind, &[u8])> {
        self.0.get(&id).map(|(kind, bytes)| (*kind, bytes.as_slice()))
    }

    /// Takes a file out, for good if nobody else needs it.
    pub(crate) fn take_blob(&mut self, id: Id, is_last: bool) -> Option<Vec<u8>> {
        match (self.get(id)?.0, is_last) {
            (Kind::Blob, true) => self.0.remove(&id).map(|(_, bytes)| bytes),
            (Kind::Blob, false) => self.get(id).map(|(_, bytes)| bytes.to_vec()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_git_gives() {
        // `git hash-object` of an empty file, and of the empty folder.
        assert_eq!(Kind::Blob.id_of(b"").to_string(), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(Kind::Tree.id_of(b"").to_string(), "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    }

    #[test]
    fn names_have_forty_digits() {
        let text = b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
        assert_eq!(Id::from_hex(text), Some(Kind::Blob.id_of(b"")));
        assert_eq!(Id::from_hex(&text[1..]), None);
        assert_eq!(Id::from_hex(b"+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1"), None);
    }
}
