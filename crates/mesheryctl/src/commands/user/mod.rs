//! `mesheryctl user`

pub mod whoami;

use clap::{Args, Subcommand};

use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Look at who is signed in
#[derive(Debug, Args)]
pub struct Group {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Whoami(whoami::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(cli::help(&["user"]))),
        Some(Verb::Whoami(args)) => whoami::run(&args, env),
    }
}
