//! `mesheryctl system`

mod status;

use clap::{Args, Subcommand};

use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Look at the server of the current context
#[derive(Debug, Args)]
pub struct Group {
    /// Same as `--context`
    #[arg(short = 'c', id = "context_short", global = true, value_name = "NAME", conflicts_with = "context")]
    pub context: Option<String>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Print whether the server lives and is ready
    Status(status::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(cli::help(&["system"]))),
        Some(Verb::Status(args)) => status::run(&args, env),
    }
}
