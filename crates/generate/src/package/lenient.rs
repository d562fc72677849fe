//! Members of component documents as they occur: numbers for texts, objects for schemas, whole models.

use std::fmt;

use meshery_model::{ModelReference, ModelVersion, Object, Registrant};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// A text; a number counts as one, as versions in YAML look like numbers, and `null` as an empty one.
#[derive(Default)]
pub(super) struct Text(pub(super) String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Text, E> {
        Ok(Text(text))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Text, E> {
        Ok(Text::default())
    }
}

/// A schema as text, or as the object itself.
pub(super) struct Schema(pub(super) Option<String>);

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SchemaVisitor)
    }
}

struct SchemaVisitor;

impl<'de> Visitor<'de> for SchemaVisitor {
    type Value = Schema;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Schema as text or object")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Schema, E> {
        Ok(Schema((!text.trim().is_empty()).then(|| text.to_owned())))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Schema, E> {
        Ok(Schema(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Schema, A::Error> {
        let schema = Object::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Schema(Some(Value::Object(schema).to_string())))
    }
}

/// What a component says about its model; the rest stands in the model's own document.
#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Model {
    name: Text,
    version: Text,
    display_name: Text,
    model: Option<Version>,
    registrant: Option<Kind>,
    category: Option<Value>,
    sub_category: Option<Value>,
}

#[derive(serde::Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Version {
    version: Text,
}

#[derive(serde::Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Kind {
    kind: Text,
}

impl From<Model> for ModelReference {
    fn from(model: Model) -> Self {
        let mut extra = Object::new();
        if let Some(Value::Object(category)) = model.category
            && let Some(name) = category.get("name")
        {
            extra.insert("category".to_owned(), serde_json::json!({"name": name}));
        }
        if let Some(category @ Value::String(_)) = model.sub_category {
            extra.insert("subCategory".to_owned(), category);
        }
        Self {
            id: None,
            name: model.name.0,
            version: model.version.0,
            display_name: model.display_name.0,
            model: model.model.map(|model| ModelVersion { version: model.version.0, extra: Object::new() }),
            registrant: model
                .registrant
                .map(|registrant| Registrant { kind: registrant.kind.0, extra: Object::new() }),
            extra,
        }
    }
}
