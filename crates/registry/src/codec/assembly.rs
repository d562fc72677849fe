//! Puts packages together to what an index is made from.

use std::borrow::Cow;
use std::sync::Arc;

use meshery_model::Relationship;
use rustc_hash::FxHashMap;

use super::draft::{Pieces, shift_metadata, shift_texts};
use super::{BLOCKS, Draft, Layer, MARK, Metadata, PackedModel, QUICK_LEVEL, Rows};
use crate::texts::{Frames, PackedText, Text, TextKey};
use crate::{Error, identity};

/// Packages on their way into one set.
#[derive(Debug, Default)]
pub struct Assembly {
    metadata: Metadata,
    /// Relationship definitions of each model; which model that is, is said when they are read.
    relations: Vec<Vec<Relationship>>,
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
        self.metadata.models.push(PackedModel { definition: model, policies });
        self.relations.push(relationships);
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
        Ok(Packed { metadata: self.metadata, relations: self.relations, rows: self.rows, frames })
    }
}

/// A set of packages, ready to be used or written.
#[derive(Debug)]
pub struct Packed {
    metadata: Metadata,
    relations: Vec<Vec<Relationship>>,
    rows: Rows,
    frames: Vec<u8>,
}

impl Packed {
    /// Writes the set in a hurry.
    ///
    /// # Errors
    /// When compression or writing fails.
    pub fn write(&self, out: &mut dyn std::io::Write) -> std::io::Result<()> {
        let [metadata, relations, rows] = self.blocks(QUICK_LEVEL).map_err(std::io::Error::other)?;
        write_blocks(&[&metadata, &relations, &rows, &[], &self.frames], out)
    }

    pub(super) fn to_bytes(&self, dictionary: &[u8], level: i32) -> Result<Vec<u8>, Error> {
        let [metadata, relations, rows] = self.blocks(level)?;
        let mut bytes = Vec::new();
        write_blocks(&[&metadata, &relations, &rows, dictionary, &self.frames], &mut bytes)
            .map_err(Error::damaged)?;
        Ok(bytes)
    }

    /// Returns the compressed blocks before the dictionary.
    fn blocks(&self, level: i32) -> Result<[Vec<u8>; 3], Error> {
        let compress = |block: &[u8]| zstd::bulk::compress(block, level).map_err(Error::damaged);
        let metadata = compress(&serde_json::to_vec(&self.metadata).map_err(Error::damaged)?)?;
        let relations = compress(&serde_json::to_vec(&self.relations).map_err(Error::damaged)?)?;
        Ok([metadata, relations, compress(&self.rows.to_bytes())?])
    }
}

fn write_blocks(blocks: &[&[u8]; BLOCKS], out: &mut dyn std::io::Write) -> std::io::Result<()> {
    out.write_all(MARK)?;
    for block in blocks {
        out.write_all(&(block.len() as u64).to_le_bytes())?;
    }
    blocks.iter().try_for_each(|block| out.write_all(block))
}

impl From<Packed> for Layer {
    fn from(packed: Packed) -> Self {
        let relations = serde_json::to_vec(&packed.relations).unwrap_or_default();
        Self {
            metadata: packed.metadata,
            relations: Cow::Owned(zstd::bulk::compress(&relations, QUICK_LEVEL).unwrap_or_default()),
            rows: packed.rows,
            dictionary: Cow::Borrowed(&[]),
            frames: Frames::Owned(Arc::from(packed.frames)),
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
