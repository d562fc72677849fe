//! `mesheryctl model list`

use meshery_client::ModelQuery;

use crate::commands::list::{self, ListFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// List models
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
    show(&args.flags, env)
}

/// Prints how many models there are.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn count(env: &Env) -> Result<Outcome, Error> {
    show(&ListFlags::counting(), env)
}

fn show(flags: &ListFlags, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    list::show(flags, env, |list| client.registry().models(&ModelQuery { list, ..ModelQuery::default() }))
}
