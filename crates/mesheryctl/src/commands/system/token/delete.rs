//! `mesheryctl system token delete`

use crate::config::DEFAULT_LOCATION;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Forget the name of a token file
///
/// The file stays.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the token
    name: String,
}

/// Runs the command.
///
/// # Errors
/// When there is no such token, or the configuration can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let users = env.config()?.remove_token(&args.name)?;
    let outcome = Outcome::text(format!("the token `{}` is removed\n", args.name));
    Ok(match users.as_slice() {
        [] => outcome,
        users => outcome.with_note(format!(
            "still named by {}, which will use {DEFAULT_LOCATION}: give them another with `mesheryctl system token set`",
            users.join(", ")
        )),
    })
}
