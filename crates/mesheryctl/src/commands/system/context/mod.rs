//! `mesheryctl system context`

mod create;
mod delete;
mod list;
mod switch;
mod view;

use clap::{Args, Subcommand};

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// List the servers this client knows, and choose one
///
/// Without a verb the name of the current context is printed.
#[derive(Debug, Args)]
pub struct Group {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Add a context
    Create(create::Args),
    /// Remove a context
    Delete(delete::Args),
    /// List all contexts
    List(list::Args),
    /// Make a context current
    Switch(switch::Args),
    /// Print a context as YAML
    View(view::Args),
}

/// Runs a verb of the group.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(format!("{}\n", env.context()?.name))),
        Some(Verb::Create(args)) => create::run(&args, env),
        Some(Verb::Delete(args)) => delete::run(&args, env),
        Some(Verb::List(args)) => list::run(&args, env),
        Some(Verb::Switch(args)) => switch::run(&args, env),
        Some(Verb::View(args)) => view::run(&args, env),
    }
}
