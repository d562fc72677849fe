//! Flags that say what a model is, for files that don't: custom resources, charts, API documents.

use std::path::PathBuf;

use clap::Args;
use meshery_model::{CategoryReference, ModelDefinition, ModelVersion, Registrant};

use crate::error::Error;
use crate::input::Input;

/// Category of models that say nothing of one.
const CATEGORY: &str = "Uncategorized";

/// What a model is.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Model, where the file doesn't say")]
pub struct Facts {
    /// Name of the model
    #[arg(long, value_name = "NAME")]
    model_name: Option<String>,
    /// Its name for people
    #[arg(long, value_name = "NAME")]
    display_name: Option<String>,
    /// Category of the model
    #[arg(long, value_name = "NAME")]
    category: Option<String>,
    /// Version of what is modelled
    #[arg(long, value_name = "VERSION")]
    model_version: Option<String>,
    /// JSON or YAML file that says all this and more; flags win over it
    #[arg(short, long, value_name = "PATH")]
    template: Option<PathBuf>,
}

impl Facts {
    /// Returns what is said; `None` if nothing is.
    ///
    /// # Errors
    /// When the template can't be read or describes no model.
    pub fn model(&self) -> Result<Option<ModelDefinition>, Error> {
        let mut model = match &self.template {
            Some(path) => from_template(&Input::read(&path.to_string_lossy())?)?,
            None if self.is_empty() => return Ok(None),
            None => ModelDefinition::default(),
        };
        let set = |text: &mut String, given: &Option<String>| {
            if let Some(given) = given {
                text.clone_from(given);
            }
        };
        set(&mut model.name, &self.model_name);
        set(&mut model.display_name, &self.display_name);
        set(&mut model.category.name, &self.category);
        set(&mut model.model.version, &self.model_version);
        if model.name.trim().is_empty() {
            let message = "the model needs a name: give it with `--model-name`".to_owned();
            return Err(Error::Argument { message });
        }
        Ok(Some(model))
    }

    fn is_empty(&self) -> bool {
        [&self.model_name, &self.display_name, &self.category, &self.model_version]
            .iter()
            .all(|given| given.is_none())
    }
}

/// Reads a template: a model, or the flat form of Meshery's own, whose `model` is the name, `modelDisplayName`
/// the name for people and `category` a text.
fn from_template(input: &Input) -> Result<ModelDefinition, Error> {
    let wrong =
        |reason: String| Error::Argument { message: format!("{} is no template: {reason}", input.name()) };
    let text = std::str::from_utf8(&input.bytes).map_err(|error| wrong(error.to_string()))?;
    let limits = meshery_convert::Limits::default();
    let mut documents =
        meshery_convert::yaml::read(text, &limits).map_err(|error| wrong(error.to_string()))?;
    let Some(mut value) = documents.pop().map(|document| document.value) else {
        return Err(wrong("it is empty".to_owned()));
    };
    if let Some(members) = value.as_object_mut() {
        for (flat, member) in [("model", "name"), ("modelDisplayName", "displayName")] {
            if members.get(flat).is_some_and(serde_json::Value::is_string)
                && let Some(name) = members.remove(flat)
            {
                members.insert(member.to_owned(), name);
            }
        }
        for member in ["category", "registrant"] {
            let key = if member == "category" { "name" } else { "kind" };
            if let Some(given @ serde_json::Value::String(_)) = members.get(member) {
                let object = serde_json::json!({ key: given });
                members.insert(member.to_owned(), object);
            }
        }
        members.entry("name").or_insert_with(|| "".into());
    }
    serde_json::from_value(value).map_err(|error| wrong(error.to_string()))
}

/// Returns a model with what every model has; a name for people is made from its name.
pub fn complete(mut model: ModelDefinition) -> ModelDefinition {
    let fill = |text: &mut String, with: &str| {
        if text.trim().is_empty() {
            with.clone_into(text);
        }
    };
    let name = model.name.clone();
    fill(&mut model.display_name, &name);
    fill(&mut model.version, "v1.0.0");
    if model.category.name.trim().is_empty() {
        model.category = CategoryReference { name: CATEGORY.to_owned(), ..model.category };
    }
    if model.registrant.kind.is_empty() {
        model.registrant = Registrant { kind: "meshery".to_owned(), ..Registrant::default() };
    }
    if model.model.version.is_empty() {
        model.model = ModelVersion { version: "v0.1.0".to_owned(), ..model.model };
    }
    fill(&mut model.status, "enabled");
    model
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(text: &str) -> Result<ModelDefinition, Error> {
        from_template(&Input { bytes: text.into(), file_name: Some("t.json".to_owned()) })
    }

    #[test]
    fn templates_are_read_in_both_forms() {
        let flat =
            r#"{"model": "shop", "modelDisplayName": "Shop", "category": "Database", "shape": "circle"}"#;
        let flat = template(flat).expect("model");
        assert_eq!((&*flat.name, &*flat.display_name, &*flat.category.name), ("shop", "Shop", "Database"));
        let whole = "name: shop\ncategory: {name: Database}\nmodel: {version: v2.0.0}\n";
        let whole = template(whole).expect("model");
        assert_eq!((&*whole.name, &*whole.model.version), ("shop", "v2.0.0"));
        let error = template("[1]").expect_err("no model").to_string();
        assert!(error.starts_with("t.json is no template: "), "{error}");
    }
}
