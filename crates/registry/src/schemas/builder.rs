//! Takes schemas apart and compresses the pieces.

use std::collections::{BTreeMap, BTreeSet};

use meshery_model::canonical;
use rustc_hash::FxHashMap;
use serde_json::Value;
use zstd::bulk::Compressor;

use super::references;
use crate::Error;
use crate::codec::PackedDefinition;

/// Past this size a dictionary gains less than it weighs.
const DICTIONARY_BYTES: usize = 64 << 10;
/// Fewer samples don't train a useful dictionary.
const DICTIONARY_SAMPLES: usize = 64;

/// How hard to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For build time: slow, with a trained dictionary.
    Smallest,
    /// For packages that arrive at run time.
    Quick,
}

/// Collects definitions, each distinct one once.
#[derive(Default)]
pub(crate) struct Builder {
    definitions: Vec<Definition>,
    /// By name and a hash over the text of the definition and of everything it reaches: two packages may use
    /// one name for different things.
    positions: FxHashMap<(String, String), u32>,
}

struct Definition {
    name: String,
    text: String,
    references: Vec<u32>,
}

/// The definitions of all schemas, compressed.
#[derive(Default)]
pub(crate) struct Compressed {
    pub table: Vec<PackedDefinition>,
    pub dictionary: Vec<u8>,
    pub frames: Vec<u8>,
}

/// A definition while its schema is taken apart.
struct Piece {
    text: String,
    hash: String,
    references: BTreeSet<String>,
}

impl Piece {
    fn new(mut schema: Value) -> Self {
        let references = references::collect(&mut schema);
        let text = schema.to_string();
        Self { hash: canonical::hash_bytes(text.as_bytes()), text, references }
    }
}

impl Builder {
    /// Adds a schema; returns the position of its root, or `None` when the text is no JSON object.
    pub(crate) fn add(&mut self, schema: &str) -> Option<u32> {
        let Ok(Value::Object(mut root)) = serde_json::from_str(schema) else { return None };
        let mut pieces = BTreeMap::new();
        for place in ["$defs", "definitions"] {
            if let Some(Value::Object(definitions)) = root.shift_remove(place) {
                pieces.extend(definitions.into_iter().map(|(name, schema)| (name, Piece::new(schema))));
            }
        }
        let root = Piece::new(Value::Object(root));
        let position = self.reserve("", &root, &pieces);
        Some(position)
    }

    /// Returns the position of a definition, storing it and what it refers to when it is new.
    fn reserve(&mut self, name: &str, piece: &Piece, pieces: &BTreeMap<String, Piece>) -> u32 {
        let key = (name.to_owned(), closure_hash(piece, pieces));
        if let Some(position) = self.positions.get(&key) {
            return *position;
        }
        // The position is known before the references are followed, so that cycles end.
        let position = u32::try_from(self.definitions.len()).unwrap_or(u32::MAX);
        self.positions.insert(key, position);
        self.definitions.push(Definition {
            name: name.to_owned(),
            text: piece.text.clone(),
            references: Vec::new(),
        });
        let targets = piece.references.iter().filter_map(|name| Some((name, pieces.get(name)?)));
        let references = targets.map(|(name, target)| self.reserve(name, target, pieces)).collect();
        if let Some(definition) = self.definitions.get_mut(position as usize) {
            definition.references = references;
        }
        position
    }

    /// Compresses what was collected.
    pub(crate) fn finish(self, effort: Effort) -> Result<Compressed, Error> {
        let (level, dictionary) = match effort {
            Effort::Smallest => (19, self.dictionary()),
            Effort::Quick => (3, Vec::new()),
        };
        let mut compressor = Compressor::with_dictionary(level, &dictionary).map_err(Error::damaged)?;
        let mut frames = Vec::new();
        let mut table = Vec::with_capacity(self.definitions.len());
        for definition in self.definitions {
            let frame = compressor.compress(definition.text.as_bytes()).map_err(Error::damaged)?;
            frames.extend_from_slice(&frame);
            let length = |length| u32::try_from(length).map_err(Error::damaged);
            table.push(PackedDefinition(
                definition.name.into_boxed_str(),
                length(frame.len())?,
                length(definition.text.len())?,
                definition.references,
            ));
        }
        Ok(Compressed { table, dictionary, frames })
    }

    fn dictionary(&self) -> Vec<u8> {
        if self.definitions.len() < DICTIONARY_SAMPLES {
            return Vec::new();
        }
        let samples: Vec<&str> = self.definitions.iter().map(|definition| definition.text.as_str()).collect();
        // Without a dictionary everything still works, only larger.
        zstd::dict::from_samples(&samples, DICTIONARY_BYTES).unwrap_or_default()
    }
}

/// Returns a hash over a definition and everything it reaches.
fn closure_hash(piece: &Piece, pieces: &BTreeMap<String, Piece>) -> String {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = piece.references.iter().collect();
    while let Some(name) = open.pop() {
        if let Some(target) = pieces.get(name)
            && reached.insert((name, &target.hash))
        {
            open.extend(&target.references);
        }
    }
    let mut seed = piece.hash.clone();
    for (name, hash) in reached {
        seed.push_str(name);
        seed.push_str(hash);
    }
    canonical::hash_bytes(seed.as_bytes())
}
