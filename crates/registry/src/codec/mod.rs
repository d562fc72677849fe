//! Packages to bytes and back.
//!
//! Layout: an eight-byte mark, five lengths (u64, little endian), then five blocks: the metadata and the
//! relationship definitions (zstd frames of JSON), the components (a zstd frame, see `rows`), the dictionary of
//! the texts, and the texts, each a zstd frame of its own. All but the last block are the head: what has to be read to use the rest.

mod assembly;
mod draft;
mod metadata;
mod rows;

pub use assembly::{Assembly, Packed};
pub(crate) use draft::DraftRow;
pub use draft::{Change, Draft, Merged, MergedEntity};
pub(crate) use metadata::{Metadata, PackedModel};
pub(crate) use rows::{Field, Row, Rows};

use std::borrow::Cow;

use meshery_model::Relationship;

use crate::texts::{Frames, Shelf};
use crate::{Error, Package};

const MARK: &[u8; 8] = b"MESHREG3";
const BLOCKS: usize = 5;
/// Bytes from which [`head_length`] tells how much has to be read.
pub const PREFIX_BYTES: usize = MARK.len() + BLOCKS * 8;
/// Read at every start; this level costs time only when packing.
const SMALLEST_LEVEL: i32 = 19;
const QUICK_LEVEL: i32 = 3;
/// No package set comes near; the bound keeps a damaged length from asking for all memory.
const BLOCK_LIMIT: usize = 256 << 20;

/// Turns packages into bytes for [`Layer::from_packed`], as small as they get. Takes seconds for large sets:
/// meant for build time.
///
/// # Errors
/// When a block grows past four gigabytes or compression fails.
pub fn pack(packages: &[Package]) -> Result<Vec<u8>, Error> {
    let mut shelf = Shelf::deferred();
    let drafts = packages.iter().map(|package| Draft::of(package.clone(), &mut shelf)).collect();
    let dictionary = shelf.compress()?;
    let packed = Assembly::new(drafts).finish(|key| shelf.get(key).cloned())?;
    packed.to_bytes(&dictionary, SMALLEST_LEVEL)
}

/// A set of packages as the index keeps it.
#[derive(Debug)]
pub struct Layer {
    pub(crate) metadata: Metadata,
    /// Relationship definitions, packed.
    pub(crate) relations: Cow<'static, [u8]>,
    pub(crate) rows: Rows,
    pub(crate) dictionary: Cow<'static, [u8]>,
    pub(crate) frames: Frames,
}

impl Layer {
    /// Reads what [`pack`] wrote. Texts stay compressed where they are.
    ///
    /// # Errors
    /// When the bytes are not of that form.
    pub fn from_packed(bytes: &'static [u8]) -> Result<Self, Error> {
        let head = head_length(bytes)?;
        let (head, frames) =
            bytes.split_at_checked(head).ok_or_else(|| Error::damaged("it ends within a block"))?;
        Self::from_head(head, Frames::Static(frames))
    }

    /// Reads the head of packed bytes whose texts are elsewhere.
    ///
    /// # Errors
    /// When the bytes are not of that form.
    pub fn from_head(head: &[u8], frames: Frames) -> Result<Self, Error> {
        let [metadata, relations, rows, dictionary, _] = lengths(head)?;
        let mut rest = head.get(PREFIX_BYTES..).unwrap_or_default();
        let mut block = |length: usize| {
            let (block, after) =
                rest.split_at_checked(length).ok_or_else(|| Error::damaged("it ends within a block"))?;
            rest = after;
            Ok::<_, Error>(block)
        };
        let metadata = decompress(block(metadata)?)?;
        let relations = block(relations)?.to_vec();
        let rows = decompress(block(rows)?)?;
        Ok(Self {
            metadata: serde_json::from_slice(&metadata).map_err(Error::damaged)?,
            relations: Cow::Owned(relations),
            rows: Rows::from_bytes(&rows)?,
            dictionary: Cow::Owned(block(dictionary)?.to_vec()),
            frames,
        })
    }

    /// Makes a layer of packages in memory.
    #[must_use]
    pub fn from_packages(packages: Vec<Package>) -> Self {
        let mut shelf = Shelf::default();
        let drafts = packages.into_iter().map(|package| Draft::of(package, &mut shelf)).collect();
        // Everything an assembly asks for is on the shelf.
        Assembly::new(drafts).finish(|key| shelf.get(key).cloned()).map_or_else(|_| Self::empty(), Into::into)
    }

    fn empty() -> Self {
        Self {
            metadata: Metadata::default(),
            relations: Cow::Borrowed(&[]),
            rows: Rows::default(),
            dictionary: Cow::Borrowed(&[]),
            frames: Frames::Static(&[]),
        }
    }
}

/// Returns how many bytes the head of packed bytes has, of which at least [`PREFIX_BYTES`] are given.
///
/// # Errors
/// When the bytes don't begin as packed bytes do.
pub fn head_length(bytes: &[u8]) -> Result<usize, Error> {
    let [metadata, relations, rows, dictionary, _] = lengths(bytes)?;
    let sum = [metadata, relations, rows, dictionary].into_iter().try_fold(PREFIX_BYTES, usize::checked_add);
    sum.ok_or_else(|| Error::damaged("the lengths make no sense"))
}

fn lengths(bytes: &[u8]) -> Result<[usize; BLOCKS], Error> {
    let rest = bytes.strip_prefix(MARK).ok_or_else(|| Error::damaged("it does not begin with the mark"))?;
    let mut lengths = [0; BLOCKS];
    let mut words = rest.chunks_exact(8);
    for length in &mut lengths {
        let word = words.next().and_then(|word| word.try_into().ok());
        let word = word.map(u64::from_le_bytes).and_then(|word| usize::try_from(word).ok());
        *length = word.ok_or_else(|| Error::damaged("the lengths are missing"))?;
    }
    Ok(lengths)
}

fn decompress(block: &[u8]) -> Result<Vec<u8>, Error> {
    let size = zstd::bulk::Decompressor::upper_bound(block).unwrap_or(BLOCK_LIMIT);
    zstd::bulk::decompress(block, size.min(BLOCK_LIMIT)).map_err(Error::damaged)
}

/// Reads the block of relationship definitions: a list for each model.
pub(crate) fn read_relations(block: &[u8]) -> Result<Vec<Vec<Relationship>>, Error> {
    serde_json::from_slice(&decompress(block)?).map_err(Error::damaged)
}
