//! `mesheryctl model delete`

use super::find::{self, Version};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Delete an imported model with its components and relationships
///
/// Models that come with the server can't be deleted.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the model, with a version if there are several, or its id
    #[arg(value_name = "NAME[/VERSION]|ID")]
    model: String,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

/// Runs the command.
///
/// # Errors
/// When there is no such model or several, it is built in, or nobody can be asked.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    let model = find::find(&client, env, &args.model, Version::Asked)?;
    let definition = &model.definition;
    let label = format!("`{}` {} ({})", definition.name, definition.model.version, definition.id);
    if !args.yes {
        let question = format!("Delete the model {label} with {} components?", model.components_count);
        if !env.confirm(&question, "`--yes`")? {
            return Ok(Outcome::note("Nothing was deleted."));
        }
    }
    client.registry().remove_model(definition.id)?;
    Ok(Outcome::note(format!("deleted {label}")))
}
