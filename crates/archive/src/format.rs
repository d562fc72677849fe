//! Which format some bytes are in. Names of files say nothing here, only content does.

use std::fmt;

/// Bytes at the beginning that suffice to tell formats apart: one block of a tar.
pub(crate) const HEAD: usize = 512;

/// Format of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A tar as it is.
    Tar,
    /// A tar in gzip.
    TarGz,
    /// A tar in Zstandard.
    TarZst,
    /// A zip.
    Zip,
}

impl Format {
    /// Returns the format that content shows in its first 512 bytes. For a compressed file only its
    /// compression shows.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::TarGz),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::TarZst),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            _ => is_tar(head).then_some(Self::Tar),
        }
    }

    /// Returns the usual ending of names.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Tar => "tar",
            Self::TarGz => "tar.gz",
            Self::TarZst => "tar.zst",
            Self::Zip => "zip",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

/// Says what content that is no archive may be.
pub(crate) fn guess(head: &[u8]) -> &'static str {
    match head {
        [] => "empty",
        [b'B', b'Z', b'h', ..] => "compressed with bzip2",
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => "compressed with xz",
        [b'7', b'z', 0xbc, 0xaf, ..] => "a 7z archive",
        [b'<', ..] => "an HTML or XML page",
        [b'{' | b'[', ..] => "a JSON text",
        _ if std::str::from_utf8(head).is_ok() => "a text",
        _ => "no archive",
    }
}

/// Tells whether a first block is one of a tar: its checksum fits, or it is the mark at the end of an empty one.
pub(crate) fn is_tar(head: &[u8]) -> bool {
    let Some(block) = head.get(..HEAD) else { return false };
    if block.iter().all(|byte| *byte == 0) {
        return true;
    }
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u32::from(*byte)).sum::<u32>();
    let (Some(before), Some(stated), Some(after)) = (block.get(..148), block.get(148..156), block.get(156..))
    else {
        return false;
    };
    let digits: String = stated.iter().map(|byte| char::from(*byte)).filter(char::is_ascii_digit).collect();
    // The field itself counts as eight blanks.
    u32::from_str_radix(&digits, 8).is_ok_and(|stated| stated == sum(before) + sum(after) + 8 * 32)
}
