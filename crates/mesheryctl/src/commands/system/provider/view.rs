//! `mesheryctl system provider view`

use serde_json::{Value, json};

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Print the provider of the context, as YAML
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print that of every context
    #[arg(short, long)]
    all: bool,
}

/// Runs the command.
///
/// # Errors
/// When there is no such context.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let describe = |context: &str, provider: &str| json!({ "context": context, "provider": provider });
    if !args.all {
        let context = env.context()?;
        return Ok(Outcome::yaml(&describe(&context.name, &context.provider)));
    }
    let config = env.config()?;
    let names = config.context_names();
    let contexts: Result<Vec<Value>, Error> =
        names.iter().map(|name| Ok(describe(name, &config.context(Some(name))?.provider))).collect();
    Ok(Outcome::yaml(&Value::Array(contexts?)))
}
