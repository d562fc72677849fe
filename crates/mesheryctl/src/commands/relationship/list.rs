//! `mesheryctl relationship list`

use super::filter::Filter;
use crate::commands::list::{self, ListFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// List relationship definitions
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    flags: ListFlags,
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    show(&args.flags, &args.filter, env)
}

/// Prints how many definitions there are.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn count(env: &Env) -> Result<Outcome, Error> {
    show(&ListFlags::counting(), &Filter::default(), env)
}

/// Prints the definitions that pass a filter.
pub(super) fn show(flags: &ListFlags, filter: &Filter, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    list::show(flags, env, |list| client.registry().relationships(&filter.query(list)))
}
