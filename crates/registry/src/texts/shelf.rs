//! Takes schemas apart and compresses the pieces, each distinct one once.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde_json::Value;
use zstd::bulk::Compressor;

use super::{TextKey, references};
use crate::Error;

/// Past this size a dictionary gains less than it weighs.
const DICTIONARY_BYTES: usize = 64 << 10;
/// Fewer samples don't train a useful dictionary.
const DICTIONARY_SAMPLES: usize = 64;
const QUICK_LEVEL: i32 = 3;
const SMALLEST_LEVEL: i32 = 19;

/// One text, and which others it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Names the text by its content.
    pub key: TextKey,
    /// The text as a zstd frame.
    pub frame: Vec<u8>,
    /// Length of the text in bytes.
    pub text_bytes: u32,
    /// Names by which it refers to other texts, and which those are.
    pub references: Vec<(Box<str>, TextKey)>,
}

/// Distinct texts of any number of packages: schemas, parts of schemas, icons. Compressed as they come.
#[derive(Default)]
pub struct Shelf {
    texts: Vec<Text>,
    positions: FxHashMap<TextKey, u32>,
    /// Root of each schema by a hash over its text, so that a schema many components have is read once.
    roots: FxHashMap<TextKey, TextKey>,
    /// Whether texts are kept as they are, to be compressed together at the end.
    is_deferred: bool,
}

impl Shelf {
    /// Makes a shelf whose texts are compressed later, as small as they get.
    pub(crate) fn deferred() -> Self {
        Self { is_deferred: true, ..Self::default() }
    }

    /// Adds a schema; returns the key of its root, or `None` when the text is no JSON object.
    pub fn add_schema(&mut self, schema: &str) -> Option<TextKey> {
        let whole = TextKey::of(schema.as_bytes());
        if let Some(root) = self.roots.get(&whole) {
            return Some(*root);
        }
        let Ok(Value::Object(mut root)) = serde_json::from_str(schema) else { return None };
        let mut pieces = BTreeMap::new();
        for place in ["$defs", "definitions"] {
            if let Some(Value::Object(definitions)) = root.shift_remove(place) {
                pieces.extend(definitions.into_iter().map(|(name, schema)| (name, Piece::new(schema))));
            }
        }
        let root = Piece::new(Value::Object(root));
        let mut schema = Schema { keys: FxHashMap::default(), pieces: &pieces };
        let key = self.shelve(&root, &mut schema);
        self.roots.insert(whole, key);
        Some(key)
    }

    /// Adds a text that refers to nothing.
    pub fn add_text(&mut self, text: &str) -> TextKey {
        let key = TextKey::of(text.as_bytes());
        if !self.positions.contains_key(&key) {
            self.push(key, text, Vec::new());
        }
        key
    }

    /// Adds a text as another shelf has it.
    pub fn insert(&mut self, text: Text) {
        if !self.positions.contains_key(&text.key) {
            self.positions.insert(text.key, u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
            self.texts.push(text);
        }
    }

    /// Returns a text.
    #[must_use]
    pub fn get(&self, key: TextKey) -> Option<&Text> {
        self.texts.get(*self.positions.get(&key)? as usize)
    }

    /// Returns the keys of these texts and of all they refer to, each once, in the order they are met.
    #[must_use]
    pub fn reachable(&self, roots: &[TextKey]) -> Vec<TextKey> {
        let (mut found, mut known) = (Vec::new(), rustc_hash::FxHashSet::default());
        let mut open: Vec<TextKey> = roots.iter().rev().copied().collect();
        while let Some(key) = open.pop() {
            if known.insert(key) {
                found.push(key);
                let references = self.get(key).map(|text| text.references.iter().rev()).into_iter().flatten();
                open.extend(references.map(|(_, key)| *key));
            }
        }
        found
    }

    /// Stores a definition and what it refers to, when they are new.
    fn shelve(&mut self, piece: &Piece, schema: &mut Schema<'_>) -> TextKey {
        let key = schema.key_of(piece);
        if self.positions.contains_key(&key) {
            return key;
        }
        let pieces = schema.pieces;
        let targets: Vec<(&String, &Piece)> =
            piece.references.iter().filter_map(|name| Some((name, pieces.get(name)?))).collect();
        let references = targets.iter().map(|(name, target)| (name.as_str().into(), schema.key_of(target)));
        let references = references.collect();
        // The text is there before its references are followed, so that cycles end.
        self.push(key, &piece.text, references);
        for (_, target) in targets {
            self.shelve(target, schema);
        }
        key
    }

    fn push(&mut self, key: TextKey, text: &str, references: Vec<(Box<str>, TextKey)>) {
        let frame = if self.is_deferred {
            text.as_bytes().to_vec()
        } else {
            // Compressing into memory has no way to fail that a caller could do something about; an empty
            // frame reads as an absent text.
            zstd::bulk::compress(text.as_bytes(), QUICK_LEVEL).unwrap_or_default()
        };
        let text_bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.positions.insert(key, u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(Text { key, frame, text_bytes, references });
    }

    /// Compresses what was deferred, with a dictionary made for it. Returns the dictionary.
    pub(crate) fn compress(&mut self) -> Result<Vec<u8>, Error> {
        let dictionary = self.dictionary();
        let mut compressor =
            Compressor::with_dictionary(SMALLEST_LEVEL, &dictionary).map_err(Error::damaged)?;
        for text in &mut self.texts {
            text.frame = compressor.compress(&text.frame).map_err(Error::damaged)?;
        }
        self.is_deferred = false;
        Ok(dictionary)
    }

    fn dictionary(&self) -> Vec<u8> {
        if self.texts.len() < DICTIONARY_SAMPLES {
            return Vec::new();
        }
        let samples: Vec<&[u8]> = self.texts.iter().map(|text| text.frame.as_slice()).collect();
        // Without a dictionary everything still works, only larger.
        zstd::dict::from_samples(&samples, DICTIONARY_BYTES).unwrap_or_default()
    }
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shelf").field("texts", &self.texts.len()).finish_non_exhaustive()
    }
}

/// A definition while its schema is taken apart.
struct Piece {
    text: String,
    hash: TextKey,
    references: BTreeSet<String>,
}

impl Piece {
    fn new(mut schema: Value) -> Self {
        let references = references::collect(&mut schema);
        let text = schema.to_string();
        Self { hash: TextKey::of(text.as_bytes()), text, references }
    }
}

/// The definitions of one schema, and the keys found for them so far.
struct Schema<'a> {
    pieces: &'a BTreeMap<String, Piece>,
    keys: FxHashMap<*const Piece, TextKey>,
}

impl Schema<'_> {
    /// Returns a hash over a definition and everything it reaches: two schemas may use one name for different
    /// things.
    fn key_of(&mut self, piece: &Piece) -> TextKey {
        if let Some(key) = self.keys.get(&std::ptr::from_ref(piece)) {
            return *key;
        }
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = piece.references.iter().collect();
        while let Some(name) = open.pop() {
            if let Some(target) = self.pieces.get(name)
                && reached.insert((name, target.hash))
            {
                open.extend(&target.references);
            }
        }
        let key = if reached.is_empty() {
            piece.hash
        } else {
            let mut seed = piece.hash.0.to_vec();
            for (name, hash) in reached {
                seed.extend_from_slice(name.as_bytes());
                seed.extend_from_slice(&hash.0);
            }
            TextKey::of(&seed)
        };
        self.keys.insert(std::ptr::from_ref(piece), key);
        key
    }
}
