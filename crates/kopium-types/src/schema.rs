//! Types as JSON Schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use syn::Type;

use crate::declarations::{Body, Declaration, Declarations, Member, inside};

/// What references to definitions begin with.
pub(crate) const PREFIX: &str = "#/$defs/";

/// Makes the schemas of a file's types.
pub(crate) struct Schemas<'a> {
    types: &'a BTreeMap<String, Declaration<'a>>,
    /// Schemas of types that are not of the file, such as `Condition`.
    known: &'a BTreeMap<String, Value>,
    /// Types whose docs every place of use repeats.
    repeated: BTreeSet<&'a str>,
    /// What could not be resolved.
    pub problems: Vec<String>,
}

impl<'a> Schemas<'a> {
    pub(crate) fn new(declarations: &'a Declarations<'a>, known: &'a BTreeMap<String, Value>) -> Self {
        let types = &declarations.types;
        Self { types, known, repeated: repeated(types), problems: Vec::new() }
    }

    /// Returns the schemas of the types a schema refers to, directly or through others. Those of `status` are
    /// not among them.
    pub(crate) fn definitions(&mut self, root: &Map<String, Value>) -> Map<String, Value> {
        let types = self.types;
        let mut definitions = BTreeMap::new();
        let mut open = Vec::new();
        root.values().for_each(|member| references(member, &mut open));
        while let Some(name) = open.pop() {
            let Some((name, declaration)) = types.get_key_value(&name) else { continue };
            if !definitions.contains_key(name) {
                let schema = self.definition(name, declaration);
                references(&schema, &mut open);
                definitions.insert(name.clone(), schema);
            }
        }
        definitions.into_iter().collect()
    }

    fn definition(&mut self, name: &str, declaration: &Declaration<'_>) -> Value {
        let mut schema = match &declaration.body {
            Body::Struct(members) => self.object(name, members),
            Body::Enum(variants) => Map::from_iter([
                ("type".to_owned(), Value::from("string")),
                ("enum".to_owned(), Value::from(variants.clone())),
            ]),
        };
        if let Some(docs) = declaration.docs.as_deref().filter(|_| !self.repeated.contains(name)) {
            schema.shift_insert(0, "description".to_owned(), Value::from(docs));
        }
        Value::Object(schema)
    }

    fn object(&mut self, name: &str, members: &[Member<'_>]) -> Map<String, Value> {
        let mut schema = Map::from_iter([("type".to_owned(), Value::from("object"))]);
        if !members.is_empty() {
            let properties = members.iter().map(|member| (member.name.clone(), self.property(name, member)));
            schema.insert("properties".to_owned(), Value::Object(properties.collect()));
        }
        let required: Vec<&str> =
            members.iter().filter(|member| member.required).map(|member| member.name.as_str()).collect();
        if !required.is_empty() {
            schema.insert("required".to_owned(), Value::from(required));
        }
        schema
    }

    fn property(&mut self, owner: &str, member: &Member<'_>) -> Value {
        let mut schema = self.of(member.ty, owner, &member.name);
        if let (Value::Object(schema), Some(docs)) = (&mut schema, &member.docs) {
            schema.shift_insert(0, "description".to_owned(), Value::from(docs.as_str()));
        }
        schema
    }

    /// Returns the schema of a type where it is used.
    fn of(&mut self, ty: &Type, owner: &str, member: &str) -> Value {
        if let Some(item) = inside(ty, "Vec") {
            return json!({"type": "array", "items": self.of(item, owner, member)});
        }
        if let Some(value) = inside(ty, "BTreeMap") {
            return json!({"type": "object", "additionalProperties": self.of(value, owner, member)});
        }
        if let Some(inner) = inside(ty, "Option") {
            // An `Option` inside of something else: the value may be null.
            return json!({"anyOf": [self.of(inner, owner, member), {"type": "null"}]});
        }
        let name = path_name(ty);
        if self.types.contains_key(&name) {
            return reference(&name);
        }
        if let Some(schema) = basic(&name).or_else(|| self.known.get(&name).cloned()) {
            return schema;
        }
        self.problems.push(format!("{owner}.{member}: the type `{name}` is not known"));
        json!({})
    }

    /// Returns the types of the file that no other type uses.
    pub(crate) fn roots(&self) -> Vec<&'a str> {
        let used: BTreeSet<String> = members(self.types).map(|(_, member)| innermost(member.ty)).collect();
        self.types.keys().map(String::as_str).filter(|name| !used.contains(*name)).collect()
    }

    /// Tells whether objects of a type have members that must be there.
    pub(crate) fn has_required(&self, name: &str) -> bool {
        let body = self.types.get(name).map(|declaration| &declaration.body);
        matches!(body, Some(Body::Struct(members)) if members.iter().any(|member| member.required))
    }
}

/// Adds the names of the definitions a schema refers to.
fn references(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str);
            found.extend(target.and_then(|target| target.strip_prefix(PREFIX)).map(str::to_owned));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Returns a reference to a definition.
pub(crate) fn reference(name: &str) -> Value {
    json!({"$ref": format!("{PREFIX}{name}")})
}

/// Returns the schema of what needs no declaration.
fn basic(name: &str) -> Option<Value> {
    Some(match name {
        "String" => json!({"type": "string"}),
        "bool" => json!({"type": "boolean"}),
        "i32" => json!({"type": "integer", "format": "int32"}),
        "i64" => json!({"type": "integer", "format": "int64"}),
        "u8" => json!({"type": "integer", "format": "uint8", "minimum": 0}),
        "u16" => json!({"type": "integer", "format": "uint16", "minimum": 0}),
        "u32" => json!({"type": "integer", "format": "uint32", "minimum": 0}),
        "f32" => json!({"type": "number", "format": "float"}),
        "f64" => json!({"type": "number", "format": "double"}),
        // Also what kopium makes of quantities.
        "IntOrString" => json!({"type": ["integer", "string"], "x-kubernetes-int-or-string": true}),
        "serde_json::Value" => json!({}),
        _ => return None,
    })
}

fn path_name(ty: &Type) -> String {
    let Type::Path(path) = ty else { return "(not a path)".to_owned() };
    path.path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>().join("::")
}

/// Returns the name of the type inside all lists, maps and options.
fn innermost(ty: &Type) -> String {
    let inner = ["Vec", "BTreeMap", "Option"].iter().find_map(|wrapper| inside(ty, wrapper));
    inner.map_or_else(|| path_name(ty), innermost)
}

fn members<'a>(
    types: &'a BTreeMap<String, Declaration<'a>>,
) -> impl Iterator<Item = (&'a str, &'a Member<'a>)> {
    types.iter().flat_map(|(name, declaration)| match &declaration.body {
        Body::Struct(members) => members.iter().map(|member| (name.as_str(), member)).collect::<Vec<_>>(),
        Body::Enum(_) => Vec::new(),
    })
}

/// Returns the types whose docs stand, word for word, at every member of that type: kopium writes the docs of
/// a member at its type again.
fn repeated<'a>(types: &'a BTreeMap<String, Declaration<'a>>) -> BTreeSet<&'a str> {
    let mut same = BTreeSet::new();
    let mut different = BTreeSet::new();
    for (_, member) in members(types) {
        let Some((name, declaration)) = types.get_key_value(&innermost(member.ty)) else { continue };
        if declaration.docs == member.docs { &mut same } else { &mut different }.insert(name.as_str());
    }
    same.difference(&different).copied().collect()
}
