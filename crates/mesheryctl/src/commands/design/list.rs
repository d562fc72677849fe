//! `mesheryctl design list`

use crate::commands::list::{self, ListFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// List designs, the latest change first
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
    list::show(&args.flags, env, |query| client.designs().list(&query))
}
