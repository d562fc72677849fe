//! JSON Schemas, kept compressed.
//!
//! A schema's root and each of its `$defs` is one definition, stored once however many components use it.
//! Definitions know which others they refer to, so a schema is put together from texts, without parsing.

mod builder;
mod references;

pub(crate) use builder::{Builder, Compressed, Effort};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use zstd::bulk::Decompressor;
use zstd::dict::DecoderDictionary;

use crate::codec::PackedDefinition;

/// The definitions of all schemas.
pub(crate) struct Schemas {
    definitions: Box<[Definition]>,
    dictionary: Cow<'static, [u8]>,
    prepared: OnceLock<DecoderDictionary<'static>>,
    frames: Cow<'static, [u8]>,
}

struct Definition {
    name: Box<str>,
    start: usize,
    end: usize,
    text_bytes: usize,
    references: Box<[u32]>,
}

impl Schemas {
    /// Takes over a table and the blocks it describes.
    pub(crate) fn new(
        table: Vec<PackedDefinition>,
        dictionary: Cow<'static, [u8]>,
        frames: Cow<'static, [u8]>,
    ) -> Self {
        let mut start = 0_usize;
        let definitions = table.into_iter().map(|PackedDefinition(name, length, text_bytes, references)| {
            let end = start.saturating_add(length as usize);
            let definition = Definition {
                name,
                start,
                end,
                text_bytes: text_bytes as usize,
                references: references.into_boxed_slice(),
            };
            start = end;
            definition
        });
        Self { definitions: definitions.collect(), dictionary, prepared: OnceLock::new(), frames }
    }

    /// Returns the self-contained schema whose root is this definition. Costs one decompression per
    /// definition it reaches: up to a few hundred microseconds for kinds with a Pod template.
    pub(crate) fn assemble(&self, root: u32) -> Option<String> {
        let mut decompressor = self.decompressor()?;
        let mut text = self.text(&mut decompressor, self.definitions.get(root as usize)?)?;
        let parts = self.reachable(root);
        if parts.is_empty() || text.pop() != Some('}') {
            return self.text(&mut decompressor, self.definitions.get(root as usize)?);
        }
        text.reserve(parts.values().map(|part| part.text_bytes + part.name.len() + 4).sum::<usize>() + 16);
        text.push_str(if text.ends_with('{') { r#""$defs":{"# } else { r#","$defs":{"# });
        for (position, (name, part)) in parts.into_iter().enumerate() {
            if position > 0 {
                text.push(',');
            }
            text.push_str(&serde_json::to_string(name).ok()?);
            text.push(':');
            text.push_str(&self.text(&mut decompressor, part)?);
        }
        text.push_str("}}");
        Some(text)
    }

    /// Returns the definitions a root refers to, directly or through others, by name.
    fn reachable(&self, root: u32) -> BTreeMap<&str, &Definition> {
        let mut found = BTreeMap::new();
        let mut open: Vec<u32> =
            self.definitions.get(root as usize).map_or_else(Vec::new, |d| d.references.to_vec());
        while let Some(position) = open.pop() {
            let Some(definition) = self.definitions.get(position as usize) else { continue };
            if found.insert(&*definition.name, definition).is_none() {
                open.extend_from_slice(&definition.references);
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

    fn text(&self, decompressor: &mut Decompressor<'_>, definition: &Definition) -> Option<String> {
        let frame = self.frames.get(definition.start..definition.end)?;
        String::from_utf8(decompressor.decompress(frame, definition.text_bytes).ok()?).ok()
    }
}

impl std::fmt::Debug for Schemas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Schemas")
            .field("definitions", &self.definitions.len())
            .field("frames_bytes", &self.frames.len())
            .finish_non_exhaustive()
    }
}
