//! `mesheryctl component list`

use meshery_client::ComponentQuery;

use crate::commands::list::{self, ListFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// List components
///
/// Schemas are left out: `component view` prints them.
#[derive(Debug, clap::Args)]
pub struct Args {
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
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    show(&args.flags, args.model.as_deref(), env)
}

/// Prints how many components there are.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn count(env: &Env) -> Result<Outcome, Error> {
    show(&ListFlags::counting(), None, env)
}

/// Prints the components of a model, or all.
pub(super) fn show(flags: &ListFlags, model: Option<&str>, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    list::show(flags, env, |list| {
        let model = model.map(str::to_owned);
        client.registry().components(&ComponentQuery { list, model, trim: true, ..ComponentQuery::default() })
    })
}
