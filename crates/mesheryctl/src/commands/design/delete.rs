//! `mesheryctl design delete`

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;
use crate::resolve;

/// Delete a design with its history
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or id of the design, or the beginning of either
    #[arg(value_name = "NAME|ID")]
    design: String,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

/// Runs the command.
///
/// # Errors
/// When there is no such design or several, or nobody can be asked.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    let id = resolve::design_id(&client, &args.design)?;
    if !args.yes {
        let name = client.designs().get(id)?.read()?.name;
        if !env.confirm(&format!("Delete the design `{name}` ({id})?"), "`--yes`")? {
            return Ok(Outcome::note("Nothing was deleted."));
        }
    }
    let deleted = client.designs().delete(id)?.read()?;
    Ok(Outcome::note(format!("deleted `{}` ({})", deleted.name, deleted.id)))
}
