//! The model of a chart, from its `Chart.yaml`.

use meshery_convert::{Limits, yaml};
use meshery_model::{ModelDefinition, Object};
use serde_json::Value;

use crate::{Error, error};

/// Category of models whose maker told none.
const UNCATEGORIZED: &str = "Uncategorized";

/// Returns the model: what is given, and for what is not, what the chart says.
pub(super) fn model(
    bytes: &[u8],
    given: &ModelDefinition,
    limits: &Limits,
) -> Result<ModelDefinition, Error> {
    let reason = |reason: &str| Error::NoChart { reason: format!("its `Chart.yaml` {reason}") };
    let text = error::text(bytes, "the `Chart.yaml`")?;
    let mut documents =
        yaml::read(text, limits).map_err(|error| reason(&format!("can't be read: {error}")))?;
    let Some(Value::Object(chart)) = documents.pop().map(|document| document.value) else {
        return Err(reason("is no object"));
    };
    let name = text_of(&chart, "name");
    if name.is_empty() {
        return Err(reason("has no `name`"));
    }
    let mut model = given.clone();
    fill(&mut model.name, &name);
    fill(&mut model.display_name, &display_name(&name));
    fill(&mut model.description, &text_of(&chart, "description"));
    fill(&mut model.version, "v1.0.0");
    fill(&mut model.status, "enabled");
    fill(&mut model.registrant.kind, "meshery");
    fill(&mut model.category.name, UNCATEGORIZED);
    fill(&mut model.sub_category, UNCATEGORIZED);
    fill(&mut model.model.version, &text_of(&chart, "version"));
    let facts = &mut model.metadata.extra;
    let source = chart.get("sources").and_then(|sources| sources.get(0)).and_then(Value::as_str);
    for (fact, value) in [
        ("logoURL", text_of(&chart, "icon")),
        ("website", text_of(&chart, "home")),
        ("appVersion", text_of(&chart, "appVersion")),
        ("sourceURL", source.unwrap_or_default().to_owned()),
    ] {
        if !value.is_empty() {
            facts.entry(fact).or_insert_with(|| value.into());
        }
    }
    if let Some(Value::Array(keywords)) = chart.get("keywords") {
        let keywords: Vec<Value> = keywords.iter().filter(|keyword| keyword.is_string()).cloned().collect();
        facts.entry("keywords").or_insert_with(|| keywords.into());
    }
    Ok(model)
}

fn fill(place: &mut String, text: &str) {
    if place.is_empty() {
        text.clone_into(place);
    }
}

/// Returns a text, or a number as text: versions without quotes look like numbers.
fn text_of(chart: &Object, key: &str) -> String {
    match chart.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Returns the name for people: `cert-manager` becomes `Cert Manager`.
fn display_name(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    name.split(['-', '_', '.']).filter_map(capital).collect::<Vec<_>>().join(" ")
}
