//! `mesheryctl token list`

use crate::commands::list::{self, ListFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// List your API tokens; the tokens themselves are never shown again
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    flags: ListFlags,
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    list::show(&args.flags, env, |query| client.api_tokens(&query))
}
