//! `mesheryctl system context list`

use serde_json::{Value, json};

use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, FormatFlag, Outcome, Table};

/// List all contexts
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: FormatFlag,
}

/// Runs the command.
///
/// # Errors
/// When the configuration can't be read.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let config = env.config()?;
    let current = config.current_context();
    let contexts: Vec<Value> = config
        .context_names()
        .iter()
        .map(|name| {
            let text = |key: &str| config.context_entry(name).and_then(|entry| entry.get(key)).cloned();
            json!({
                "name": name, "current": current.as_deref() == Some(name), "endpoint": text("endpoint"),
                "provider": text("provider"),
            })
        })
        .collect();
    Ok(match args.output.format {
        Format::Table | Format::Wide if contexts.is_empty() => Outcome::text("no contexts\n".to_owned()),
        Format::Table | Format::Wide => {
            let mut table = Table::new(&["", "context", "endpoint", "provider"]);
            for context in &contexts {
                let cell = |key: &str| context[key].as_str().unwrap_or_default().to_owned();
                let mark = if context["current"] == true { "*" } else { "" };
                table.push([mark.to_owned(), cell("name"), cell("endpoint"), cell("provider")]);
            }
            Outcome::text(table.to_string())
        }
        Format::Json => Outcome::json(&Value::Array(contexts)),
        Format::Yaml => Outcome::yaml(&Value::Array(contexts)),
        Format::Name => {
            let names = contexts.iter().filter_map(|context| context["name"].as_str());
            Outcome::text(names.map(|name| format!("{name}\n")).collect::<String>())
        }
    })
}
