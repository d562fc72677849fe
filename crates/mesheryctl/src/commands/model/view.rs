//! `mesheryctl model view`

use meshery_client::{ListQuery, ModelQuery};

use crate::commands::view::{self, ViewFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Print a model
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the model, with a version if there are several: `kubernetes/v1.37.0`
    #[arg(value_name = "NAME[/VERSION]")]
    name: String,
    #[command(flatten)]
    flags: ViewFlags,
}

/// Runs the command.
///
/// # Errors
/// When there is no such model, or several versions of it.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    let (name, version) = match args.name.split_once('/') {
        Some((name, version)) => (name, Some(version)),
        None => (args.name.as_str(), None),
    };
    let query = ModelQuery { name: Some(name.to_owned()), list: ListQuery::default() };
    let answer = client.registry().models(&query)?;
    let decide = "the version, as in `NAME/VERSION`";
    view::show_one(&args.flags, env, &answer, &args.name, decide, |model| {
        version.is_none_or(|version| model.definition.model.version == version)
    })
}
