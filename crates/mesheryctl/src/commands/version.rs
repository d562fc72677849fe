//! `mesheryctl version`

use meshery_api::system::Version;
use serde_json::json;

use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, FormatFlag, Outcome, Report, Table};

/// Print the versions of client and server
///
/// The server is that of the current context. If it does not answer within a second it is shown as
/// `unavailable`, which is no failure. Nothing is looked up on the internet.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: FormatFlag,
}

/// Runs the command.
///
/// # Errors
/// Never: what can't be found out is shown as such.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = (concat!("v", env!("CARGO_PKG_VERSION")), env!("MESHERY_COMMIT"));
    let server = server(env);
    let (version, commit) = match &server {
        Ok(version) => (version.build.as_str(), version.commitsha.as_str()),
        Err(_) => ("unavailable", "unavailable"),
    };
    let document = json!({
        "client": { "version": client.0, "commit": client.1 },
        "server": { "version": version, "commit": commit },
    });
    let outcome = match args.output.format {
        Format::Table | Format::Wide => {
            let mut table = Table::new(&["", "version", "gitsha"]);
            table.push(["Client", client.0, client.1].map(str::to_owned));
            table.push(["Server", version, commit].map(str::to_owned));
            Outcome::text(table.to_string())
        }
        Format::Json => Outcome::json(&document),
        Format::Yaml => Outcome::yaml(&document),
        Format::Name => Outcome::text(format!("{}\n", client.0)),
    };
    match server {
        // That no server runs is said by the table.
        Ok(_) | Err(Error::Client(meshery_client::Error::Unreachable { .. })) => Ok(outcome),
        Err(error) => Ok(outcome.with_note(Report::new(&error, &env.place()).to_text(false).trim_end())),
    }
}

fn server(env: &Env) -> Result<Version, Error> {
    let context = env.context()?;
    Ok(env.hasty_client(&context)?.version()?.read()?)
}
