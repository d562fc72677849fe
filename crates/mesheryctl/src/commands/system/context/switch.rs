//! `mesheryctl system context switch`

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Make a context current
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the context
    name: String,
}

/// Runs the command.
///
/// # Errors
/// When there is no such context.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    env.config()?.switch_context(&args.name)?;
    Ok(Outcome::text(format!("the current context is `{}`\n", args.name)))
}
