//! Where compressed texts come from.

use std::borrow::Cow;
use std::sync::Arc;

/// Frames that lie somewhere else, such as in a file.
pub trait FrameSource: Send + Sync {
    /// Reads some bytes; `None` when they can't be had. Called while requests are answered, so it has to be
    /// quick.
    fn read(&self, start: u64, length: u32) -> Option<Vec<u8>>;
}

/// Compressed texts, one after the other.
#[derive(Clone)]
pub enum Frames {
    /// In the program.
    Static(&'static [u8]),
    /// In memory.
    Owned(Arc<[u8]>),
    /// Somewhere else.
    Source(Arc<dyn FrameSource>),
}

impl Frames {
    pub(super) fn get(&self, start: u64, length: u32) -> Option<Cow<'_, [u8]>> {
        let cut = |bytes| slice(bytes, start, length).map(Cow::Borrowed);
        match self {
            Self::Static(bytes) => cut(bytes),
            Self::Owned(bytes) => cut(bytes),
            Self::Source(source) => source.read(start, length).map(Cow::Owned),
        }
    }
}

fn slice(bytes: &[u8], start: u64, length: u32) -> Option<&[u8]> {
    let start = usize::try_from(start).ok()?;
    bytes.get(start..start.checked_add(length as usize)?)
}

impl std::fmt::Debug for Frames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, bytes) = match self {
            Self::Static(bytes) => ("Static", bytes.len()),
            Self::Owned(bytes) => ("Owned", bytes.len()),
            Self::Source(_) => return f.write_str("Source"),
        };
        write!(f, "{kind}({bytes} bytes)")
    }
}
