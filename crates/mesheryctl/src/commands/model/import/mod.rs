//! `mesheryctl model import`

mod job;
mod source;
mod summary;

use clap::ArgGroup;
use meshery_api::imports::{ImportReport, Job};
use meshery_client::{Answer, Client};
use meshery_model::ModelDefinition;
use serde_json::Value;
use uuid::Uuid;

use self::source::Chart;
use super::facts::Facts;
use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, Outcome};

/// Import models into the registry of the server
///
/// Takes a package (tar, tar.gz, tar.zst, zip, image in OCI layout), a folder of packages, definitions of
/// custom resources, the OpenAPI v3 document of an API server, a Helm chart, or an address the server fetches
/// one of them from. Which, its content shows. A folder is packed while it is sent; hidden files, links and
/// files that no package has are left out.
///
/// One broken entity keeps no other from coming in: what failed is named, with the reason. The exit code is 6
/// if some entities failed, 5 if all did. Ctrl-C cancels the import, and nothing of it is saved.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("what").required(true).args(["source", "file", "job"])))]
pub struct Args {
    /// File, folder or address to import; `-` for standard input
    #[arg(value_name = "PATH|URL")]
    source: Option<String>,
    /// The same as a flag
    #[arg(short, long, value_name = "PATH|URL")]
    file: Option<String>,
    /// Wait for an import that was begun with `--no-wait`
    #[arg(long, value_name = "ID")]
    job: Option<Uuid>,
    /// Name of a chart, if the address is that of a Helm repository
    #[arg(long, value_name = "NAME", conflicts_with = "job")]
    chart: Option<String>,
    /// Version of the chart, the newest if not given
    #[arg(long, value_name = "VERSION", requires = "chart")]
    chart_version: Option<String>,
    /// Only say what would come in
    #[arg(long)]
    dry_run: bool,
    /// Print the id of the import and leave it to the server
    #[arg(long)]
    no_wait: bool,
    /// Format: table, wide, json, yaml or name; a summary if not given
    #[arg(
        short = 'o',
        long = "output-format",
        visible_alias = "output",
        id = "format",
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true,
        ignore_case = true
    )]
    format: Option<Format>,
    #[command(flatten)]
    facts: Facts,
}

/// How an import is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    /// Only say what would come in.
    pub is_dry_run: bool,
    /// Leave it to the server.
    pub no_wait: bool,
    /// How the report is printed.
    pub format: Option<Format>,
}

/// Runs the command.
///
/// # Errors
/// When the source can't be read here or by the server.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let how = How { is_dry_run: args.dry_run, no_wait: args.no_wait, format: args.format };
    let model = args.facts.model()?;
    if let Some(id) = args.job {
        let client = env.client()?;
        let job = client.imports().get(id)?;
        return finish(&client, env, job, how);
    }
    // The group of arguments leaves exactly one of the two.
    let source = args.source.as_deref().or(args.file.as_deref()).unwrap_or_default();
    if let Some(chart) = &args.chart {
        let client = env.client()?;
        let chart = Chart { name: chart, version: args.chart_version.as_deref() };
        let begun = source::begin_chart(&client, source, &chart, model.as_ref(), how.is_dry_run)?;
        return finish(&client, env, begun, how);
    }
    import(env, source, model.as_ref(), how)
}

/// Imports what a path or an address names.
///
/// # Errors
/// When the source can't be read here or by the server.
pub fn import(env: &Env, source: &str, model: Option<&ModelDefinition>, how: How) -> Result<Outcome, Error> {
    let client = env.client()?;
    let job = source::begin(&client, env, source, model, how.is_dry_run)?;
    finish(&client, env, job, how)
}

/// Waits for an import and prints what it did.
///
/// # Errors
/// When it failed or was cancelled.
pub fn finish(client: &Client, env: &Env, begun: Answer<Job>, how: How) -> Result<Outcome, Error> {
    if how.no_wait {
        let id = begun.read()?.id;
        return Ok(match how.format {
            Some(Format::Json) => Outcome::json(&begun.json()?),
            Some(Format::Yaml) => Outcome::yaml(&begun.json()?),
            _ => Outcome::text(format!("{id}\n"))
                .with_note(format!("the import goes on: `mesheryctl model import --job {id}` waits for it")),
        });
    }
    let answer = job::wait(client, env, begun)?;
    let report: ImportReport = answer.read()?.report.unwrap_or_default();
    let document = answer.json()?.get_mut("report").map(Value::take).unwrap_or_default();
    Ok(summary::show(&report, &document, how.format, how.is_dry_run))
}
