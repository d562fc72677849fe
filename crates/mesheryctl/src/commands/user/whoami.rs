//! `mesheryctl user whoami`

use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, FormatFlag, Outcome, Table};

/// Print who the server takes you for
///
/// Ends with 3 when you are not signed in.
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
    let client = env.client()?;
    let answer = client.user()?;
    let user = answer.read()?;
    let document = || {
        answer.json().map(|mut document| {
            document["server"] = client.endpoint().into();
            document
        })
    };
    Ok(match args.output.format {
        Format::Table | Format::Wide => {
            let mut table = Table::new(&["user", "name", "provider", "roles", "server"]);
            let name = format!("{} {}", user.first_name, user.last_name).trim().to_owned();
            let roles = user.role_names.join(", ");
            table.push([user.user_id, name, user.provider, roles, client.endpoint().to_owned()]);
            Outcome::text(table.to_string())
        }
        Format::Json => Outcome::json(&document()?),
        Format::Yaml => Outcome::yaml(&document()?),
        Format::Name => Outcome::text(format!("{}\n", user.user_id)),
    })
}
