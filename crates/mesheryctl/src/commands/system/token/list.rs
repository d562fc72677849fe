//! `mesheryctl system token list`

use serde_json::Value;

use super::describe;
use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, FormatFlag, Outcome, Table};

/// List the names of token files
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: FormatFlag,
}

/// Runs the command.
///
/// # Errors
/// When the configuration can't be read.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let entries = env.config()?.token_entries();
    let documents = || entries.iter().map(describe).collect::<Result<Vec<_>, _>>().map(Value::Array);
    Ok(match args.output.format {
        Format::Table | Format::Wide if entries.is_empty() => Outcome::note("No tokens were found."),
        Format::Table | Format::Wide => {
            let mut table = Table::new(&["token", "location"]);
            for entry in entries {
                table.push([entry.name, entry.location]);
            }
            Outcome::text(table.to_string())
        }
        Format::Json => Outcome::json(&documents()?),
        Format::Yaml => Outcome::yaml(&documents()?),
        Format::Name => {
            Outcome::text(entries.iter().map(|entry| format!("{}\n", entry.name)).collect::<String>())
        }
    })
}
