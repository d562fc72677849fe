//! `mesheryctl system status`

use meshery_client::{Client, Error as ClientError, Readiness};
use serde_json::{Value, json};

use crate::env::Env;
use crate::error::Error;
use crate::exit::Exit;
use crate::output::{Format, FormatFlag, Outcome, Table};

/// Print whether the server lives and is ready
///
/// Ends with 1 if it is not ready, or if nothing answers at the endpoint.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: FormatFlag,
}

/// What the server says about itself.
struct Status {
    version: String,
    live: Readiness,
    ready: Readiness,
}

/// Runs the command.
///
/// # Errors
/// When nothing answers at the endpoint.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let context = env.context()?;
    let client = env.hasty_client(&context)?;
    let status = ask(&client)?;
    let document = json!({
        "context": context.name,
        "endpoint": client.endpoint(),
        "version": status.version,
        "live": describe(&status.live),
        "ready": describe(&status.ready),
    });
    let cell = |name: &str| document[name].as_str().unwrap_or_default().to_owned();
    let outcome = match args.output.format {
        Format::Table | Format::Wide => {
            let columns = ["context", "endpoint", "version", "live", "ready"];
            let mut table = Table::new(&columns);
            table.push(columns.map(cell));
            Outcome::text(table.to_string())
        }
        Format::Json => Outcome::json(&document),
        Format::Yaml => Outcome::yaml(&document),
        Format::Name => Outcome::text(format!("{}\n", client.endpoint())),
    };
    let works = status.live.is_ready() && status.ready.is_ready();
    Ok(outcome.with_exit(if works { Exit::Success } else { Exit::Failure }))
}

fn ask(client: &Client) -> Result<Status, ClientError> {
    let live = client.liveness()?;
    let ready = client.readiness()?;
    let version = client.version().and_then(|answer| answer.read());
    let version = version.map_or_else(|_| "unknown".to_owned(), |version| version.build);
    Ok(Status { version, live, ready })
}

fn describe(readiness: &Readiness) -> Value {
    match readiness {
        Readiness::Ready => "yes".into(),
        Readiness::NotReady(why) => format!("no: {why}").into(),
    }
}
