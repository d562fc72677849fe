//! Long texts, kept compressed: JSON Schemas in pieces, and icons.
//!
//! A schema's root and each of its `$defs` is one text, stored once however many components use it. Texts
//! know which others they refer to, so a schema is put together from texts, without parsing.

mod frames;
mod icons;
mod key;
mod references;
mod shelf;

pub use frames::{FrameSource, Frames};
pub(crate) use icons::{outsource, outsource_list, restore, restore_list, shift};
pub use key::TextKey;
pub use shelf::{Shelf, Text};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use zstd::bulk::Decompressor;
use zstd::dict::DecoderDictionary;

/// Where one text lies: length of its frame, length of the text, and the texts it refers to by name. Frames
/// follow each other in the order of the table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct PackedText(pub u32, pub u32, pub Vec<(Box<str>, u32)>);

/// All texts of one set of packages.
pub(crate) struct Texts {
    table: Box<[Place]>,
    dictionary: Cow<'static, [u8]>,
    prepared: OnceLock<DecoderDictionary<'static>>,
    frames: Frames,
}

struct Place {
    start: u64,
    frame_bytes: u32,
    text_bytes: u32,
    references: Box<[(Box<str>, u32)]>,
}

impl Texts {
    /// Takes over a table and the frames it describes.
    pub(crate) fn new(table: Vec<PackedText>, dictionary: Cow<'static, [u8]>, frames: Frames) -> Self {
        let mut start = 0_u64;
        let table = table.into_iter().map(|PackedText(frame_bytes, text_bytes, references)| {
            let place = Place { start, frame_bytes, text_bytes, references: references.into_boxed_slice() };
            start = start.saturating_add(u64::from(frame_bytes));
            place
        });
        Self { table: table.collect(), dictionary, prepared: OnceLock::new(), frames }
    }

    /// Returns one text as it is.
    pub(crate) fn text(&self, position: u32) -> Option<String> {
        self.read(&mut self.decompressor()?, self.table.get(position as usize)?)
    }

    /// Returns the self-contained schema whose root is this text. Costs one decompression per text it
    /// reaches: up to a few hundred microseconds for kinds with a Pod template.
    pub(crate) fn schema(&self, root: u32) -> Option<String> {
        let mut decompressor = self.decompressor()?;
        let mut text = self.read(&mut decompressor, self.table.get(root as usize)?)?;
        let parts = self.reachable(root);
        if parts.is_empty() || !text.ends_with('}') {
            return Some(text);
        }
        text.pop();
        let sizes = parts.iter().map(|(name, part)| part.text_bytes as usize + name.len() + 4);
        text.reserve(sizes.sum::<usize>() + 16);
        text.push_str(if text.ends_with('{') { r#""$defs":{"# } else { r#","$defs":{"# });
        for (position, (name, part)) in parts.into_iter().enumerate() {
            if position > 0 {
                text.push(',');
            }
            text.push_str(&serde_json::to_string(name).ok()?);
            text.push(':');
            text.push_str(&self.read(&mut decompressor, part)?);
        }
        text.push_str("}}");
        Some(text)
    }

    /// Returns the texts a root refers to, directly or through others, by name.
    fn reachable(&self, root: u32) -> BTreeMap<&str, &Place> {
        let mut found = BTreeMap::new();
        let references = |position: u32| {
            self.table.get(position as usize).map(|place| place.references.iter()).into_iter().flatten()
        };
        let mut open: Vec<&(Box<str>, u32)> = references(root).collect();
        while let Some((name, position)) = open.pop() {
            let Some(place) = self.table.get(*position as usize) else { continue };
            if found.insert(&**name, place).is_none() {
                open.extend(references(*position));
            }
        }
        found
    }

    fn decompressor(&self) -> Option<Decompressor<'_>> {
        if self.dictionary.is_empty() {
            return Decompressor::new().ok();
        }
        // Preparing costs some microseconds and memory, and many runs never ask for a schema.
        let prepared = self.prepared.get_or_init(|| DecoderDictionary::copy(&self.dictionary));
        Decompressor::with_prepared_dictionary(prepared).ok()
    }

    fn read(&self, decompressor: &mut Decompressor<'_>, place: &Place) -> Option<String> {
        let frame = self.frames.get(place.start, place.frame_bytes)?;
        String::from_utf8(decompressor.decompress(&frame, place.text_bytes as usize).ok()?).ok()
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("texts", &self.table.len()).finish_non_exhaustive()
    }
}
