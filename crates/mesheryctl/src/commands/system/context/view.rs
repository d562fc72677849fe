//! `mesheryctl system context view`

use serde_json::{Value, json};

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Print a context as YAML, with the place of its token
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the context, the current one if not given
    #[arg(conflicts_with = "all")]
    name: Option<String>,
    /// Print every context
    #[arg(long)]
    all: bool,
}

/// Runs the command.
///
/// # Errors
/// When there is no such context.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let mut config = env.config()?;
    let names = match &args.name {
        _ if args.all => config.context_names(),
        Some(name) => vec![name.clone()],
        None => vec![env.context()?.name],
    };
    let mut contexts = serde_json::Map::new();
    for name in names {
        let context = config.context(Some(&name))?;
        let location = config.location(&context)?;
        let mut entry = config.context_entry(&name).cloned().unwrap_or(Value::Null);
        if let Value::Object(entry) = &mut entry {
            entry.insert("token-location".to_owned(), json!(location));
        }
        contexts.insert(name, entry);
    }
    Ok(Outcome::yaml(&Value::Object(contexts)))
}
