//! `mesheryctl registry`

mod generate;
pub mod sheets;

use clap::{Args, Subcommand};

use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Build the registry's models from sheets, without a server
#[derive(Debug, Args)]
pub struct Group {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make the models of the three sheets
    Generate(generate::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(cli::help(&["registry"]))),
        Some(Verb::Generate(args)) => generate::run(&args, env),
    }
}
