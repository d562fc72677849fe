//! `mesheryctl component view`

use meshery_client::{ComponentQuery, ListQuery};

use crate::commands::view::{self, ViewFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Print a component with its schema
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Kind or display name, or the id
    #[arg(value_name = "KIND|ID")]
    name: String,
    /// Model, if several have a component of this name
    #[arg(short, long, value_name = "NAME")]
    model: Option<String>,
    /// API version, if there are several
    #[arg(long, value_name = "VERSION")]
    api_version: Option<String>,
    #[command(flatten)]
    flags: ViewFlags,
}

/// Runs the command.
///
/// # Errors
/// When there is no such component, or several and nobody can be asked.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    let id = args.name.parse().ok();
    let query = ComponentQuery {
        list: ListQuery::default(),
        model: args.model.clone(),
        name: id.is_none().then(|| args.name.clone()),
        id,
        trim: false,
    };
    let answer = client.registry().components(&query)?;
    let decide = "`--model` or `--api-version`, or the id";
    view::show_one(&args.flags, env, &answer, &args.name, decide, |found| {
        args.api_version.as_deref().is_none_or(|version| found.component.api_version() == version)
    })
}
