//! Puts packages together to what an index is made from.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::draft::{Pieces, shift_metadata, shift_texts};
use super::{Draft, Layer, MARK, Metadata, PackedModel, QUICK_LEVEL, Rows};
use crate::texts::{Frames, PackedText, Text, TextKey};
use crate::{Error, identity};

/// Packages on their way into one set.
#[derive(Debug, Default)]
pub struct Assembly {
    metadata: Metadata,
    rows: Rows,
    order: Vec<TextKey>,
    positions: FxHashMap<TextKey, u32>,
}

impl Assembly {
    /// Joins packages, in their order.
    #[must_use]
    pub fn new(drafts: Vec<Draft>) -> Self {
        let mut assembly = Self::default();
        drafts.into_iter().for_each(|draft| assembly.add(draft.take_apart()));
        assembly
    }

    fn add(&mut self, pieces: Pieces) {
        let Pieces { mut model, templates, components, relationships, policies, texts } = pieces;
        let positions: Vec<u32> = texts.iter().map(|key| self.position(*key)).collect();
        let moved = |position: u32| positions.get(position as usize).copied().unwrap_or(u32::MAX);
        let first_template = count(self.metadata.templates.len());
        let position = count(self.metadata.models.len());
        for mut template in templates {
            shift_texts(&mut template, &moved);
            self.metadata.templates.push(template);
        }
        for mut row in components {
            row.schema = row.schema.map(moved);
            let id = identity::component(model.id, &row.kind, &row.api_version);
            self.rows.push(id, position, first_template + row.template, &row);
        }
        shift_metadata(&mut model, &moved);
        self.metadata.models.push(PackedModel { definition: model, relationships, policies });
    }

    fn position(&mut self, key: TextKey) -> u32 {
        let next = count(self.order.len());
        *self.positions.entry(key).or_insert_with(|| {
            self.order.push(key);
            next
        })
    }

    /// Returns the texts that the packages use themselves.
    #[must_use]
    pub fn texts(&self) -> &[TextKey] {
        &self.order
    }

    /// Adds the texts, and those they refer to.
    ///
    /// # Errors
    /// When a text can't be found.
    pub fn finish(mut self, mut find: impl FnMut(TextKey) -> Option<Text>) -> Result<Packed, Error> {
        let mut frames = Vec::new();
        let mut next = 0;
        while let Some(key) = self.order.get(next).copied() {
            let text = find(key).ok_or_else(|| Error::damaged(format_args!("the text {key} is missing")))?;
            frames.extend_from_slice(&text.frame);
            let references =
                text.references.into_iter().map(|(name, key)| (name, self.position(key))).collect();
            let frame_bytes = u32::try_from(text.frame.len()).map_err(Error::damaged)?;
            self.metadata.texts.push(PackedText(frame_bytes, text.text_bytes, references));
            next += 1;
        }
        Ok(Packed { metadata: self.metadata, rows: self.rows, frames })
    }
}

/// A set of packages, ready to be used or written.
#[derive(Debug)]
pub struct Packed {
    metadata: Metadata,
    rows: Rows,
    frames: Vec<u8>,
}

impl Packed {
    /// Writes the set in a hurry.
    ///
    /// # Errors
    /// When compression fails.
    pub fn write(&self) -> Result<Vec<u8>, Error> {
        self.to_bytes(&[], QUICK_LEVEL)
    }

    pub(super) fn to_bytes(&self, dictionary: &[u8], level: i32) -> Result<Vec<u8>, Error> {
        let compress = |block: &[u8]| zstd::bulk::compress(block, level).map_err(Error::damaged);
        let metadata = compress(&serde_json::to_vec(&self.metadata).map_err(Error::damaged)?)?;
        let rows = compress(&self.rows.to_bytes())?;
        let blocks = [metadata.as_slice(), &rows, dictionary, &self.frames];
        let mut bytes = MARK.to_vec();
        for block in blocks {
            bytes.extend_from_slice(&(block.len() as u64).to_le_bytes());
        }
        blocks.iter().for_each(|block| bytes.extend_from_slice(block));
        Ok(bytes)
    }
}

impl From<Packed> for Layer {
    fn from(packed: Packed) -> Self {
        Self {
            metadata: packed.metadata,
            rows: packed.rows,
            dictionary: Cow::Borrowed(&[]),
            frames: Frames::Owned(Arc::from(packed.frames)),
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
