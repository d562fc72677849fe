//! `mesheryctl system provider reset`

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Prefer no provider in the context
///
/// Signing in then takes the only one the server offers, or asks.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// When the configuration can't be written.
pub fn run(_args: &Args, env: &Env) -> Result<Outcome, Error> {
    let (mut config, context) = env.open()?;
    config.set_in_context(&context.name, "provider", "")?;
    Ok(Outcome::text(format!("the context `{}` prefers no provider\n", context.name)))
}
