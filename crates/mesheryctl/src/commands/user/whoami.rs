//! `mesheryctl user whoami`

use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, FormatFlag, Outcome, Table};

/// Print who the server takes you for
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: FormatFlag,
}

/// Runs the command.
///
/// # Errors
/// When nobody is signed in, or the server can't be reached.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let answer = env.client()?.user()?;
    let user = answer.read()?;
    Ok(match args.output.format {
        Format::Table | Format::Wide => {
            let mut table = Table::new(&["user", "name", "provider", "roles"]);
            let name = format!("{} {}", user.first_name, user.last_name);
            table.push([user.user_id, name, user.provider, user.role_names.join(", ")]);
            Outcome::text(table.to_string())
        }
        Format::Json => Outcome::json(&answer.json()?),
        Format::Yaml => Outcome::yaml(&answer.json()?),
        Format::Name => Outcome::text(format!("{}\n", user.user_id)),
    })
}
