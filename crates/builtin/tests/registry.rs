//! All built-in models together.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use meshery_builtin::index;
use meshery_registry::{ComponentEntry, ComponentQuery, ModelEntry, ModelQuery, PageSize};
use serde_json::Value;

fn models() -> Vec<ModelEntry<'static>> {
    index().find_models(&ModelQuery { page_size: PageSize::All, ..ModelQuery::default() }).items
}

fn components() -> Vec<ComponentEntry<'static>> {
    index().find_components(&ComponentQuery { page_size: PageSize::All, ..ComponentQuery::default() }).items
}

#[test]
fn the_packed_registry_is_readable_and_small() {
    let packed = meshery_builtin::packed();
    let read = meshery_registry::Index::from_packed(packed).expect("readable");
    assert_eq!(read.counts(), index().counts());
    assert!(packed.len() <= 10 << 20, "{} bytes", packed.len());
}

#[test]
fn there_are_hundreds_of_models_with_names_of_their_own() {
    let models = models();
    assert!(models.len() >= 300, "{}", models.len());
    let mut names = BTreeSet::new();
    for model in models {
        let model = model.summary();
        assert!(names.insert(model.name.clone()), "{} is there twice", model.name);
        let name =
            model.name.replace(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit(), "");
        assert_eq!(name.trim_matches('-'), "", "{}", model.name);
    }
    assert_eq!(index().counts().registrants, 1);
}

#[test]
fn every_model_is_complete() {
    for entry in models() {
        let model = entry.definition();
        let name = &model.name;
        assert!(entry.components_count() > 0, "{name} has no components");
        assert!(!model.display_name.is_empty() && !model.category.name.is_empty(), "{name}");
        assert!(model.description.ends_with('.'), "{name}: {}", model.description);
        assert!(model.model.version.starts_with('v'), "{name}: {}", model.model.version);
        for color in [&model.metadata.primary_color, &model.metadata.secondary_color] {
            assert!(color.len() == 7 && color.starts_with('#'), "{name}: {color}");
        }
        for icon in [&model.metadata.svg_color, &model.metadata.svg_white] {
            assert!(is_icon(icon), "{name}: {icon}");
        }
        assert!(model.metadata.svg_white.contains("#FFFFFF"), "{name}");
    }
}

/// Tells whether a text is a small SVG image that refers to nothing.
fn is_icon(text: &str) -> bool {
    let closed = text.starts_with("<svg ") && text.ends_with("</svg>") && text.len() < 16 << 10;
    closed
        && !["currentColor", "<script", "<image", "href", "&"].iter().any(|unwanted| text.contains(unwanted))
}

#[test]
fn every_component_is_complete() {
    for entry in components() {
        let component = entry.to_component(false);
        let kind = entry.kind();
        assert!(!component.description.trim().is_empty(), "{kind} has no description");
        assert!(!component.display_name.contains("  ") && !component.display_name.is_empty(), "{kind}");
        assert_eq!(component.capabilities.len(), 8, "{kind}");
        assert!(component.metadata.published && !component.metadata.is_annotation);
        assert!(component.metadata.extra["group"].as_str().is_some_and(|group| !group.is_empty()), "{kind}");
        let styles = component.styles.expect("styles");
        assert!(is_icon(styles["svgColor"].as_str().expect("an icon")), "{kind}");
        assert!(styles["shape"].as_str().is_some_and(|shape| !shape.is_empty()), "{kind}");
    }
}

#[test]
fn kinds_and_versions_are_there_once() {
    let mut known = BTreeSet::new();
    for entry in components() {
        let key = (entry.api_version(), entry.kind());
        assert!(known.insert(key), "{key:?} is there twice");
    }
}

#[test]
fn every_schema_is_valid_and_self_contained() {
    let mut checked = Checked::default();
    for entry in components() {
        let text = entry.schema().expect("a schema");
        let mut schema: Value = serde_json::from_str(&text).expect("JSON");
        let name = format!("{} {}", entry.api_version(), entry.kind());
        assert_eq!((&schema["title"], &schema["type"]), (&entry.kind().into(), &"object".into()), "{name}");
        assert!(schema["properties"].get("metadata").is_some(), "{name} has no metadata");
        for absent in ["apiVersion", "kind", "status"] {
            assert!(schema["properties"].get(absent).is_none(), "{name} has {absent}");
        }
        let definitions = match schema.as_object_mut().expect("an object").shift_remove("$defs") {
            Some(Value::Object(definitions)) => definitions,
            _ => serde_json::Map::new(),
        };
        let mut used = checked.check(&schema, &name);
        for definition in definitions.values() {
            used.extend(checked.check(definition, &name));
        }
        let defined = definitions.keys().map(|key| format!("#/$defs/{key}")).collect::<BTreeSet<_>>();
        assert_eq!(used, defined, "{name}: what is defined is used, and what is used is defined");
    }
    assert!(checked.references.len() > 4000, "{}", checked.references.len());
}

/// Pieces of schemas, each looked at once however many schemas have it.
#[derive(Default)]
struct Checked {
    valid: HashSet<String>,
    references: BTreeMap<String, BTreeSet<String>>,
}

impl Checked {
    /// Checks a piece against the meta-schema; returns what it refers to.
    fn check(&mut self, piece: &Value, name: &str) -> BTreeSet<String> {
        let text = piece.to_string();
        if self.valid.insert(text.clone()) {
            if let Err(error) = jsonschema::draft202012::meta::validate(piece) {
                panic!("{name}: {error} at {}", error.instance_path());
            }
            let mut found = BTreeSet::new();
            references(piece, &mut found);
            self.references.insert(text.clone(), found);
        }
        self.references[&text].clone()
    }
}

fn references(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
