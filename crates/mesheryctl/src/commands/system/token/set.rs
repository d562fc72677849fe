//! `mesheryctl system token set`

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Use a token in a context
///
/// That is the current one, unless another is named with `--context`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the token
    name: String,
}

/// Runs the command.
///
/// # Errors
/// When there is no such token or context, or the configuration can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let (mut config, context) = env.open()?;
    config.set_token(&context.name, &args.name)?;
    Ok(Outcome::text(format!("the context `{}` uses the token `{}`\n", context.name, args.name)))
}
