//! `mesheryctl model view`

use super::find::{self, Version};
use crate::commands::view::{self, ViewFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Print a model
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the model, with a version if there are several (`kubernetes/v1.37.0`), or its id
    #[arg(value_name = "NAME[/VERSION]|ID")]
    name: String,
    #[command(flatten)]
    flags: ViewFlags,
}

/// Runs the command.
///
/// # Errors
/// When there is no such model, or several versions of it and nobody can be asked.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let answer = env.client()?.registry().models(&find::query(&args.name, Version::Asked))?;
    let decide = "the version, as in `NAME/VERSION`, or the id";
    view::show_one(&args.flags, env, &answer, &args.name, decide, |_| true)
}
