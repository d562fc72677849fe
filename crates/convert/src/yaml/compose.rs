//! Composes values from parser events, without recursion, within budgets.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use serde_json::Value;

use super::json;
use super::node::{Anchor, Node, Weight};
use super::open::{Open, scalar_value};
use crate::{Error, Limits, Location};

/// One document of a file.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it says.
    pub value: Value,
    /// Its first line, counted from 1.
    pub line: usize,
    /// First lines of the elements of a list at the top, or under the key `items`.
    pub item_lines: Vec<usize>,
    /// First lines of the elements of the list under the key `components`.
    pub component_lines: Vec<usize>,
    /// Where it passes `Limits::max_depth`, if it does.
    pub(crate) too_deep: Option<Location>,
}

struct Frame {
    open: Open,
    anchor: usize,
    before: Weight,
    /// Levels of nesting below.
    height: usize,
}

/// Reads all documents of a text.
///
/// # Errors
/// When the text is no YAML or exceeds a limit, with line and column.
pub fn read(text: &str, limits: &Limits) -> Result<Vec<Document>, Error> {
    read_wrapped(text, limits, 0)
}

/// Reads documents that may nest some levels deeper than the limit; where they pass it is noted.
///
/// # Errors
/// When the text is no YAML or exceeds a limit, with line and column.
pub(crate) fn read_wrapped(text: &str, limits: &Limits, levels: usize) -> Result<Vec<Document>, Error> {
    let text = json::join_surrogates(text);
    let mut composer = Composer {
        limits,
        deepest: limits.max_depth.saturating_add(levels),
        origin: Location { line: 1, column: 1 },
        stack: Vec::new(),
        anchors: FxHashMap::default(),
        weight: Weight::default(),
        aliased: Weight::default(),
        root: None,
        notes: Notes::default(),
        documents: Vec::new(),
    };
    for part in json::parts(&text) {
        composer.run(part)?;
        composer.advance(part);
    }
    Ok(composer.documents)
}

/// What is noted about the document that is being read.
#[derive(Default)]
struct Notes {
    line: usize,
    item_lines: Vec<usize>,
    component_lines: Vec<usize>,
    too_deep: Option<Location>,
}

struct Composer<'l> {
    limits: &'l Limits,
    deepest: usize,
    /// Where the part that is being read begins.
    origin: Location,
    stack: Vec<Frame>,
    anchors: FxHashMap<usize, Anchor>,
    weight: Weight,
    aliased: Weight,
    root: Option<Node>,
    notes: Notes,
    documents: Vec<Document>,
}

impl Composer<'_> {
    fn run(&mut self, text: &str) -> Result<(), Error> {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| self.refusal(&error))?;
            let place = self.place(span.start.line(), span.start.col());
            self.take(event, place)?;
        }
        Ok(())
    }

    /// Moves the origin behind a part.
    fn advance(&mut self, part: &str) {
        let breaks = part.matches('\n').count();
        let last = part.rsplit('\n').next().unwrap_or_default().chars().count();
        let Location { line, column } = self.origin;
        self.origin = Location { line: line + breaks, column: if breaks > 0 { 1 } else { column } + last };
    }

    fn place(&self, line: usize, column: usize) -> Location {
        let before = if line == 1 { self.origin.column } else { 1 };
        Location { line: self.origin.line + line - 1, column: before + column }
    }

    fn refusal(&self, error: &ScanError) -> Error {
        let location = self.place(error.marker().line(), error.marker().col());
        // The parser looks ahead for the end of a list before it says where the list begins, and has a bound
        // of its own on the way.
        if error.info() == "recursion limit exceeded" {
            return self.too_deep(location);
        }
        Error::Yaml { message: error.info().to_owned(), location }
    }

    fn too_deep(&self, place: Location) -> Error {
        Error::too_deep(self.limits, Some(place))
    }

    fn take(&mut self, event: Event<'_>, place: Location) -> Result<(), Error> {
        match event {
            Event::DocumentStart(_) => {
                self.root = None;
                self.anchors.clear();
                self.notes = Notes::default();
            }
            Event::DocumentEnd => {
                if self.documents.len() >= self.limits.max_documents {
                    return Err(Error::limit(
                        "documents",
                        self.limits.max_documents,
                        "limits.yaml_documents",
                        place,
                    ));
                }
                // What no alias asked for is moved rather than copied.
                self.anchors.clear();
                let value = self.root.take().map_or(Value::Null, Node::into_value);
                let Notes { line, item_lines, component_lines, too_deep } = std::mem::take(&mut self.notes);
                let line = if line == 0 { self.origin.line } else { line };
                self.documents.push(Document { value, line, item_lines, component_lines, too_deep });
            }
            Event::Scalar(text, style, anchor, tag) => {
                let value = scalar_value(&text, style, tag.as_deref(), place)?;
                let weight = Weight { nodes: 1, bytes: text.len() };
                self.weigh(weight, place)?;
                self.note_line(place);
                let is_merge = text == "<<"
                    && matches!(style, ScalarStyle::Plain)
                    && tag.as_deref().is_none_or(|tag| tag.suffix == "merge");
                let node = self.anchored(anchor, Node::Plain(value), weight, 0);
                self.add(node, &text, is_merge, place)?;
            }
            Event::SequenceStart(anchor, _) => self.open(Open::list(), anchor, place)?,
            Event::MappingStart(anchor, _) => self.open(Open::map(), anchor, place)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(place)?,
            Event::Alias(anchor) => self.alias(anchor, place)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, place: Location) -> Result<(), Error> {
        let Some(Anchor { node, weight, height }) = self.anchors.get(&anchor).cloned() else {
            return Err(Error::Yaml {
                message: "the alias names no anchor before it".to_owned(),
                location: place,
            });
        };
        self.aliased.add(weight);
        let Limits { max_alias_nodes, max_alias_bytes, .. } = *self.limits;
        if self.aliased.nodes > max_alias_nodes {
            let what = "values added by aliases";
            return Err(Error::limit(what, max_alias_nodes, "limits.yaml_alias_nodes", place));
        }
        if self.aliased.bytes > max_alias_bytes {
            let what = "bytes added by aliases";
            return Err(Error::limit(what, max_alias_bytes, "limits.yaml_alias_bytes", place));
        }
        self.weigh(weight, place)?;
        self.reach(self.stack.len() + height, place)?;
        self.note_line(place);
        self.note_height(height);
        self.add(Node::Shared(node), "", false, place)
    }

    fn weigh(&mut self, weight: Weight, place: Location) -> Result<(), Error> {
        self.weight.add(weight);
        if self.weight.nodes > self.limits.max_nodes {
            return Err(Error::limit("values", self.limits.max_nodes, "limits.yaml_nodes", place));
        }
        Ok(())
    }

    /// Notes that the document nests so many levels deep at a place.
    fn reach(&mut self, depth: usize, place: Location) -> Result<(), Error> {
        if depth > self.deepest {
            return Err(self.too_deep(place));
        }
        if depth > self.limits.max_depth {
            self.notes.too_deep.get_or_insert(place);
        }
        Ok(())
    }

    fn note_height(&mut self, height: usize) {
        if let Some(frame) = self.stack.last_mut() {
            frame.height = frame.height.max(height);
        }
    }

    fn note_line(&mut self, place: Location) {
        if self.notes.line == 0 {
            self.notes.line = place.line;
        }
        match self.stack.as_slice() {
            [Frame { open: Open::List(_), .. }] => self.notes.item_lines.push(place.line),
            [Frame { open, .. }, Frame { open: Open::List(_), .. }] => match open.key() {
                Some("items") => self.notes.item_lines.push(place.line),
                Some("components") => self.notes.component_lines.push(place.line),
                _ => {}
            },
            _ => {}
        }
    }

    fn open(&mut self, open: Open, anchor: usize, place: Location) -> Result<(), Error> {
        let before = self.weight;
        self.weigh(Weight { nodes: 1, bytes: 0 }, place)?;
        self.note_line(place);
        self.reach(self.stack.len() + 1, place)?;
        self.stack.push(Frame { open, anchor, before, height: 0 });
        Ok(())
    }

    fn close(&mut self, place: Location) -> Result<(), Error> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let node = frame.open.close();
        let (weight, height) = (self.weight.since(frame.before), frame.height + 1);
        let node = self.anchored(frame.anchor, node, weight, height);
        self.note_height(height);
        self.add(node, "", false, place)
    }

    /// Keeps what an anchor names, shared with the place it stands at.
    fn anchored(&mut self, anchor: usize, node: Node, weight: Weight, height: usize) -> Node {
        if anchor == 0 {
            return node;
        }
        let node = Rc::new(node);
        self.anchors.insert(anchor, Anchor { node: Rc::clone(&node), weight, height });
        Node::Shared(node)
    }

    /// Puts a value where it belongs: into the innermost open collection.
    fn add(&mut self, node: Node, text: &str, is_merge: bool, place: Location) -> Result<(), Error> {
        match self.stack.last_mut() {
            Some(frame) => frame.open.add(node, text, is_merge, place),
            None => {
                self.root = Some(node);
                Ok(())
            }
        }
    }
}
