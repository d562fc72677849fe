//! Packages to bytes and back.
//!
//! Layout: an eight-byte mark, three lengths (u32, little endian), then three blocks: the metadata (one zstd
//! frame of JSON), the dictionary of the schemas, and the schema definitions, each a zstd frame of its own.

mod metadata;
mod parts;

pub(crate) use metadata::{Metadata, PackedComponent, PackedDefinition};
pub(crate) use parts::Parts;

use std::borrow::Cow;

use crate::{Error, Package};

const MARK: &[u8; 8] = b"MESHREG1";
const LENGTHS: usize = 12;
/// Metadata is small and read at every start; this level costs time only when packing.
const METADATA_LEVEL: i32 = 19;
/// No package set comes near; the bound keeps a damaged length from asking for all memory.
const METADATA_LIMIT: usize = 256 << 20;

/// Turns packages into bytes for [`crate::Index::from_packed`]. Takes seconds for large sets: meant for
/// build time.
///
/// # Errors
/// When a block grows past four gigabytes or compression fails.
pub fn pack(packages: &[Package]) -> Result<Vec<u8>, Error> {
    let parts = Parts::smallest(packages)?;
    let metadata = serde_json::to_vec(&parts.metadata).map_err(Error::damaged)?;
    let metadata = zstd::bulk::compress(&metadata, METADATA_LEVEL).map_err(Error::damaged)?;

    let mut bytes = MARK.to_vec();
    for block in [metadata.as_slice(), &parts.dictionary, &parts.frames] {
        let length = u32::try_from(block.len()).map_err(Error::damaged)?;
        bytes.extend_from_slice(&length.to_le_bytes());
    }
    for block in [metadata.as_slice(), &parts.dictionary, &parts.frames] {
        bytes.extend_from_slice(block);
    }
    Ok(bytes)
}

/// Reads what [`pack`] wrote. Schema frames stay where they are.
pub(crate) fn unpack(bytes: &'static [u8]) -> Result<Parts, Error> {
    let rest = bytes.strip_prefix(MARK).ok_or_else(|| Error::damaged("it does not begin with the mark"))?;
    let (lengths, rest) =
        rest.split_at_checked(LENGTHS).ok_or_else(|| Error::damaged("the lengths are missing"))?;
    let mut lengths = lengths
        .chunks_exact(4)
        .map(|bytes| bytes.iter().rev().fold(0_usize, |length, byte| length << 8 | usize::from(*byte)));
    let mut rest = rest;
    let mut block = || {
        let length = lengths.next().unwrap_or_default();
        let (block, after) =
            rest.split_at_checked(length).ok_or_else(|| Error::damaged("it ends within a block"))?;
        rest = after;
        Ok::<_, Error>(block)
    };
    let (metadata, dictionary, frames) = (block()?, block()?, block()?);

    let size = zstd::bulk::Decompressor::upper_bound(metadata).unwrap_or(METADATA_LIMIT);
    let metadata = zstd::bulk::decompress(metadata, size.min(METADATA_LIMIT)).map_err(Error::damaged)?;
    let metadata: Metadata = serde_json::from_slice(&metadata).map_err(Error::damaged)?;
    Ok(Parts { metadata, dictionary: Cow::Borrowed(dictionary), frames: Cow::Borrowed(frames) })
}
