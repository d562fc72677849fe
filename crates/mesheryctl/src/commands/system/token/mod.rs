//! `mesheryctl system token`

mod create;
mod delete;
mod list;
mod set;
mod view;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli;
use crate::config::{self, TokenEntry};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Give token files names, and contexts the names of tokens
#[derive(Debug, Args)]
pub struct Group {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Create(create::Args),
    Delete(delete::Args),
    List(list::Args),
    Set(set::Args),
    View(view::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(cli::help(&["system", "token"]))),
        Some(Verb::Create(args)) => create::run(&args, env),
        Some(Verb::Delete(args)) => delete::run(&args, env),
        Some(Verb::List(args)) => list::run(&args, env),
        Some(Verb::Set(args)) => set::run(&args, env),
        Some(Verb::View(args)) => view::run(&args, env),
    }
}

/// Describes an entry: its name, its location as written, and the file that is meant.
fn describe(entry: &TokenEntry) -> Result<Value, Error> {
    let file = config::absolute(&entry.location)?;
    Ok(json!({ "name": entry.name, "location": entry.location, "file": file }))
}
