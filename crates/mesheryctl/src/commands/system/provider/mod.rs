//! `mesheryctl system provider`

mod list;
mod reset;
mod set;
mod view;

use clap::{Args, Subcommand};

use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Choose the provider that `mesheryctl system login` uses in a context
#[derive(Debug, Args)]
pub struct Group {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(list::Args),
    Reset(reset::Args),
    Set(set::Args),
    /// Same as `set`: the server is not deployed anew, it goes on offering all its providers
    Switch(set::Args),
    View(view::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(cli::help(&["system", "provider"]))),
        Some(Verb::List(args)) => list::run(&args, env),
        Some(Verb::Reset(args)) => reset::run(&args, env),
        Some(Verb::Set(args) | Verb::Switch(args)) => set::run(&args, env),
        Some(Verb::View(args)) => view::run(&args, env),
    }
}
