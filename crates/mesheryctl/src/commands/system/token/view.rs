//! `mesheryctl system token view`

use serde_json::Value;

use super::describe;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Print where a token is, as YAML; never the token itself
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the token, that of the context if not given
    #[arg(conflicts_with = "all")]
    name: Option<String>,
    /// Print every token
    #[arg(short, long)]
    all: bool,
}

/// Runs the command.
///
/// # Errors
/// When there is no such token.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    if args.all {
        let entries = env.config()?.token_entries();
        let documents = entries.iter().map(describe).collect::<Result<_, _>>()?;
        return Ok(Outcome::yaml(&Value::Array(documents)));
    }
    let (config, name) = match &args.name {
        Some(name) => (env.config()?, name.clone()),
        None => {
            let (config, context) = env.open()?;
            (config, context.token)
        }
    };
    Ok(Outcome::yaml(&describe(&config.token_entry(&name)?)?))
}
