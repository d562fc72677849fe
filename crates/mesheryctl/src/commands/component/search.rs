//! `mesheryctl component search`

use crate::commands::list::ListFlags;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// List components a text is found in
///
/// Looks in kind, display name and description; the best hits come first.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to look for
    #[arg(value_name = "TEXT", required = true)]
    text: Vec<String>,
    /// Print only components of this model
    #[arg(short, long, value_name = "NAME")]
    model: Option<String>,
    #[command(flatten)]
    flags: ListFlags,
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn run(args: Args, env: &Env) -> Result<Outcome, Error> {
    let flags = ListFlags { search: Some(args.text.join(" ")), ..args.flags };
    super::list::show(&flags, args.model.as_deref(), env)
}
