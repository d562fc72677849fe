//! `mesheryctl system logout`

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Forget the token of the current context
///
/// The token file is emptied and stays where it is.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// When the token file can't be written.
pub fn run(_args: &Args, env: &Env) -> Result<Outcome, Error> {
    let (mut config, context) = env.open()?;
    let path = config.store_token(&context, b"")?;
    env.note(&format!("{} is empty", path.display()));
    Ok(Outcome::text("signed out\n".to_owned()))
}
