//! What the schemas of many resources have in common.
//!
//! The types of a file become nodes; nodes with the same text are one. A node that several others use becomes
//! a definition under a name that is the same in all schemas, so whoever stores the schemas stores it once.
//! All others are put where they are used.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use crate::schema::PREFIX;

/// A shorter schema is repeated rather than referred to: its reference would be about as long.
const WORTH_SHARING: usize = 160;

/// Rewrites schemas, each with its types under `$defs`, so that equal types have one name in all of them.
/// References to definitions that a schema doesn't have stay as they are.
///
/// # Errors
/// Names the type when types contain each other: those of custom resources can't.
pub fn share(schemas: Vec<Value>) -> Result<Vec<Value>, String> {
    let mut nodes = Nodes::default();
    let roots = schemas.into_iter().map(|schema| nodes.add_schema(schema)).collect::<Result<Vec<_>, _>>()?;
    nodes.name();
    Ok(roots.into_iter().map(|root| nodes.whole(root)).collect())
}

#[derive(Default)]
struct Nodes {
    all: Vec<Node>,
    by_text: HashMap<String, usize>,
    /// How often each base name was given.
    names: BTreeMap<String, usize>,
}

struct Node {
    /// The schema; references to other nodes are their positions.
    schema: Value,
    /// How many places use it.
    uses: usize,
    /// Length of its text with that of the nodes it uses.
    bytes: usize,
    /// Name of the member it was first met at.
    hint: String,
    /// Its name as a definition, if it is one.
    name: Option<String>,
}

impl Nodes {
    /// Adds a schema with its types; returns the position of its root.
    fn add_schema(&mut self, mut schema: Value) -> Result<usize, String> {
        let types = schema.as_object_mut().and_then(|members| members.shift_remove("$defs"));
        let mut types = Types {
            open: match types {
                Some(Value::Object(types)) => types,
                _ => Map::new(),
            },
            done: BTreeMap::new(),
            nodes: self,
        };
        types.visit(&mut schema, "")?;
        // Two kinds with the same members are still two kinds.
        self.all.push(Node { schema, uses: 0, bytes: 0, hint: String::new(), name: None });
        Ok(self.all.len() - 1)
    }

    fn add(&mut self, schema: Value, hint: &str) -> usize {
        let text = schema.to_string();
        if let Some(position) = self.by_text.get(&text) {
            return *position;
        }
        let mut targets = Vec::new();
        positions(&schema, &mut targets);
        let inside: usize =
            targets.iter().filter_map(|target| self.all.get(*target)).map(|node| node.bytes).sum();
        let bytes = text.len() + inside;
        self.by_text.insert(text, self.all.len());
        self.all.push(Node { schema, uses: 0, bytes, hint: hint.to_owned(), name: None });
        self.all.len() - 1
    }

    /// Decides what becomes a definition, and names it after the member it was first met at.
    fn name(&mut self) {
        let mut targets = Vec::new();
        for node in &self.all {
            positions(&node.schema, &mut targets);
        }
        for target in targets {
            if let Some(node) = self.all.get_mut(target) {
                node.uses += 1;
            }
        }
        for node in &mut self.all {
            if node.uses > 1 && node.bytes >= WORTH_SHARING {
                let count = self.names.entry(node.hint.clone()).or_default();
                *count += 1;
                node.name =
                    Some(if *count == 1 { node.hint.clone() } else { format!("{}.{count}", node.hint) });
            }
        }
    }

    /// Returns the schema of a root with the definitions it needs.
    fn whole(&self, root: usize) -> Value {
        let mut definitions = BTreeMap::new();
        let mut open = Vec::new();
        let mut schema = self.written(root, &mut open);
        while let Some(position) = open.pop() {
            let Some(name) = self.all.get(position).and_then(|node| node.name.as_ref()) else { continue };
            if !definitions.contains_key(name) {
                definitions.insert(name.clone(), self.written(position, &mut open));
            }
        }
        if let (Value::Object(members), false) = (&mut schema, definitions.is_empty()) {
            members.insert("$defs".to_owned(), Value::Object(definitions.into_iter().collect()));
        }
        schema
    }

    fn written(&self, position: usize, open: &mut Vec<usize>) -> Value {
        let mut schema = self.all.get(position).map_or(Value::Null, |node| node.schema.clone());
        self.write(&mut schema, open);
        schema
    }

    fn write(&self, schema: &mut Value, open: &mut Vec<usize>) {
        if let Some(target) = position(schema) {
            self.write_target(schema, target, open);
            return;
        }
        match schema {
            Value::Object(members) => members.values_mut().for_each(|member| self.write(member, open)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.write(item, open)),
            _ => {}
        }
    }

    /// Writes what stands where a node is used: a reference, or the node itself.
    fn write_target(&self, place: &mut Value, target: usize, open: &mut Vec<usize>) {
        let (Some(node), Value::Object(members)) = (self.all.get(target), place) else { return };
        if let Some(name) = &node.name {
            members.insert("$ref".to_owned(), Value::from(format!("{PREFIX}{name}")));
            open.push(target);
            return;
        }
        members.shift_remove("$ref");
        let Value::Object(inside) = self.written(target, open) else { return };
        if inside.keys().any(|key| members.contains_key(key)) {
            // The place and the type both have a description.
            members.insert("allOf".to_owned(), Value::Array(vec![Value::Object(inside)]));
        } else {
            members.extend(inside);
        }
    }
}

/// The types of one schema on their way to becoming nodes.
struct Types<'a> {
    open: Map<String, Value>,
    done: BTreeMap<String, Option<usize>>,
    nodes: &'a mut Nodes,
}

impl Types<'_> {
    /// Replaces references to types by positions of nodes.
    fn visit(&mut self, schema: &mut Value, hint: &str) -> Result<(), String> {
        match schema {
            Value::Object(members) => {
                let name =
                    members.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix(PREFIX));
                if let Some(position) = name.map(|name| self.node(name, hint)).transpose()?.flatten() {
                    members.insert("$ref".to_owned(), Value::from(position));
                }
                for (key, member) in members.iter_mut() {
                    let hint = if KEYWORDS.contains(&key.as_str()) { hint } else { key };
                    self.visit(member, hint)?;
                }
                Ok(())
            }
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.visit(item, hint)),
            _ => Ok(()),
        }
    }

    /// Returns the node of a type; `None` when the schema doesn't have the type.
    fn node(&mut self, name: &str, hint: &str) -> Result<Option<usize>, String> {
        if let Some(done) = self.done.get(name) {
            return done.map(Some).ok_or_else(|| name.to_owned());
        }
        let Some(mut schema) = self.open.shift_remove(name) else { return Ok(None) };
        self.done.insert(name.to_owned(), None);
        self.visit(&mut schema, hint)?;
        let position = self.nodes.add(schema, hint);
        self.done.insert(name.to_owned(), Some(position));
        Ok(Some(position))
    }
}

/// Keys whose value is a schema, or holds schemas by names that follow: they name no member.
const KEYWORDS: [&str; 6] = ["properties", "items", "additionalProperties", "anyOf", "allOf", "oneOf"];

fn position(schema: &Value) -> Option<usize> {
    schema.get("$ref")?.as_u64().and_then(|position| usize::try_from(position).ok())
}

fn positions(schema: &Value, found: &mut Vec<usize>) {
    found.extend(position(schema));
    match schema {
        Value::Object(members) => members.values().for_each(|member| positions(member, found)),
        Value::Array(items) => items.iter().for_each(|item| positions(item, found)),
        _ => {}
    }
}
