//! `mesheryctl model search`

use meshery_client::EntityType;

use crate::commands::search::{self, SearchFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Search models, the best hits first
///
/// Looks in names and descriptions, and forgives typing errors.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to look for
    #[arg(value_name = "TEXT", required = true)]
    text: Vec<String>,
    #[command(flatten)]
    flags: SearchFlags,
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    search::show(&args.text.join(" "), EntityType::Model, None, &args.flags, env)
}
