//! Composes values from parser events, without recursion, within budgets.

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};
use serde_json::Value;

use super::{json, scalar};
use crate::{Error, Limits, Location};
use meshery_model::Object;

/// One document of a file.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it says.
    pub value: Value,
    /// Its first line, counted from 1.
    pub line: usize,
    /// First lines of the elements of a list at the top, or under the key `items`.
    pub item_lines: Vec<usize>,
}

enum Open {
    List(Vec<Value>),
    Map { members: Object, lines: FxHashMap<String, usize>, key: Option<String>, merges: Vec<Value> },
}

struct Frame {
    open: Open,
    anchor: usize,
    nodes_before: usize,
}

/// Reads all documents of a text.
///
/// # Errors
/// When the text is no YAML or exceeds a limit, with line and column.
pub fn read(text: &str, limits: &Limits) -> Result<Vec<Document>, Error> {
    let text = json::join_surrogates(text);
    Composer {
        limits,
        stack: Vec::new(),
        anchors: FxHashMap::default(),
        nodes: 0,
        alias_nodes: 0,
        root: None,
        line: 0,
        item_lines: Vec::new(),
        documents: Vec::new(),
    }
    .run(&text)
}

struct Composer<'l> {
    limits: &'l Limits,
    stack: Vec<Frame>,
    anchors: FxHashMap<usize, (Value, usize)>,
    nodes: usize,
    alias_nodes: usize,
    root: Option<Value>,
    line: usize,
    item_lines: Vec<usize>,
    documents: Vec<Document>,
}

impl Composer<'_> {
    fn run(mut self, text: &str) -> Result<Vec<Document>, Error> {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| self.refusal(&error))?;
            self.take(event, span)?;
        }
        Ok(self.documents)
    }

    fn refusal(&self, error: &ScanError) -> Error {
        let location = Location { line: error.marker().line(), column: error.marker().col() + 1 };
        // The parser looks ahead for the end of a list before it says where the list begins, and has a bound
        // of its own on the way.
        if error.info() == "recursion limit exceeded" {
            return Error::limit("levels of nesting", self.limits.max_depth, "limits.yaml_depth", location);
        }
        Error::Yaml { message: error.info().to_owned(), location }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Error> {
        let place = Location { line: span.start.line(), column: span.start.col() + 1 };
        match event {
            Event::DocumentStart(_) => {
                self.root = None;
                self.anchors.clear();
                self.line = 0;
                self.item_lines.clear();
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
                let value = self.root.take().unwrap_or(Value::Null);
                let item_lines = std::mem::take(&mut self.item_lines);
                self.documents.push(Document { value, line: self.line.max(1), item_lines });
            }
            Event::Scalar(text, style, anchor, tag) => {
                let value = scalar_value(&text, style, tag.as_deref(), place)?;
                self.node(place)?;
                self.note_line(place);
                if anchor > 0 {
                    self.anchors.insert(anchor, (value.clone(), 1));
                }
                let is_merge = matches!(style, ScalarStyle::Plain) && text == "<<";
                self.add(value, &text, is_merge, place)?;
            }
            Event::SequenceStart(anchor, _) => self.open(Open::List(Vec::new()), anchor, place)?,
            Event::MappingStart(anchor, _) => {
                let open = Open::Map {
                    members: Object::new(),
                    lines: FxHashMap::default(),
                    key: None,
                    merges: Vec::new(),
                };
                self.open(open, anchor, place)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place)?,
            Event::Alias(anchor) => {
                let Some((value, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(Error::Yaml {
                        message: "the alias names no anchor before it".to_owned(),
                        location: place,
                    });
                };
                self.alias_nodes = self.alias_nodes.saturating_add(size);
                if self.alias_nodes > self.limits.max_alias_nodes {
                    return Err(Error::limit(
                        "values added by aliases",
                        self.limits.max_alias_nodes,
                        "limits.yaml_alias_nodes",
                        place,
                    ));
                }
                self.nodes += size;
                self.note_line(place);
                self.add(value, "", false, place)?;
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
        }
        Ok(())
    }

    fn node(&mut self, place: Location) -> Result<(), Error> {
        self.nodes += 1;
        if self.nodes > self.limits.max_nodes {
            return Err(Error::limit("values", self.limits.max_nodes, "limits.yaml_nodes", place));
        }
        Ok(())
    }

    fn note_line(&mut self, place: Location) {
        if self.line == 0 {
            self.line = place.line;
        }
        let in_list = match self.stack.as_slice() {
            [Frame { open: Open::List(_), .. }] => true,
            [Frame { open: Open::Map { key, .. }, .. }, Frame { open: Open::List(_), .. }] => {
                key.as_deref() == Some("items")
            }
            _ => false,
        };
        if in_list {
            self.item_lines.push(place.line);
        }
    }

    fn open(&mut self, open: Open, anchor: usize, place: Location) -> Result<(), Error> {
        self.node(place)?;
        self.note_line(place);
        if self.stack.len() >= self.limits.max_depth {
            return Err(Error::limit("levels of nesting", self.limits.max_depth, "limits.yaml_depth", place));
        }
        self.stack.push(Frame { open, anchor, nodes_before: self.nodes });
        Ok(())
    }

    fn close(&mut self, place: Location) -> Result<(), Error> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let value = match frame.open {
            Open::List(items) => Value::Array(items),
            Open::Map { mut members, merges, .. } => {
                for merge in merges {
                    merge_into(&mut members, merge, place)?;
                }
                Value::Object(members)
            }
        };
        if frame.anchor > 0 {
            self.anchors.insert(frame.anchor, (value.clone(), self.nodes - frame.nodes_before + 1));
        }
        self.add(value, "", false, place)
    }

    fn add(&mut self, value: Value, text: &str, is_merge: bool, place: Location) -> Result<(), Error> {
        match self.stack.last_mut().map(|frame| &mut frame.open) {
            None => self.root = Some(value),
            Some(Open::List(items)) => items.push(value),
            Some(Open::Map { members, lines, key, merges }) => match key.take() {
                Some(name) if name == "<<" && value_is_mergeable(&value) => merges.push(value),
                Some(name) => {
                    members.insert(name, value);
                }
                None => {
                    let name = if is_merge { "<<".to_owned() } else { key_text(value, text, place)? };
                    if name != "<<"
                        && let Some(first) = lines.insert(name.clone(), place.line)
                    {
                        return Err(Error::DuplicateKey { key: name, first_line: first, location: place });
                    }
                    *key = Some(name);
                }
            },
        }
        Ok(())
    }
}

fn value_is_mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().all(Value::is_object),
        _ => false,
    }
}

fn merge_into(members: &mut Object, merge: Value, place: Location) -> Result<(), Error> {
    match merge {
        Value::Object(other) => {
            for (key, value) in other {
                members.entry(key).or_insert(value);
            }
            Ok(())
        }
        Value::Array(items) => items.into_iter().try_for_each(|item| merge_into(members, item, place)),
        _ => Err(Error::Yaml { message: "a merge key needs a map".to_owned(), location: place }),
    }
}

fn key_text(value: Value, text: &str, place: Location) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Ok(text.to_owned()),
        Value::Array(_) | Value::Object(_) => {
            Err(Error::Yaml { message: "a key must be a scalar".to_owned(), location: place })
        }
    }
}

fn scalar_value(text: &str, style: ScalarStyle, tag: Option<&Tag>, place: Location) -> Result<Value, Error> {
    let wrong = |kind: &str| Error::Yaml { message: format!("`{text}` is no {kind}"), location: place };
    if let Some(tag) = tag.filter(|tag| tag.is_yaml_core_schema()) {
        return match tag.suffix.as_str() {
            "int" | "float" => scalar::number(text).ok_or_else(|| wrong("number")),
            "bool" => scalar::boolean(text).map(Value::Bool).ok_or_else(|| wrong("boolean")),
            "null" => Ok(Value::Null),
            _ => Ok(Value::String(text.to_owned())),
        };
    }
    if !matches!(style, ScalarStyle::Plain) {
        return Ok(Value::String(text.to_owned()));
    }
    scalar::resolve(text).ok_or_else(|| wrong("number that JSON can hold"))
}
