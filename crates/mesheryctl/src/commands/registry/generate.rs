//! `mesheryctl registry generate`

use std::path::PathBuf;

use super::sheets::Files;
use crate::commands::model;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Make the models of the three sheets, without a server
///
/// The sheets are CSV files in one folder, told apart by `model`, `component` and `relationship` in their names,
/// as a spreadsheet exports them. A row that can't be read is named, and the others come in.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with the sheets
    #[arg(value_name = "FOLDER")]
    sheets: PathBuf,
    /// Make this model only
    #[arg(short, long, value_name = "NAME")]
    model: Option<String>,
    /// Folder to write to, made if it is missing
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    output: PathBuf,
    /// Write YAML documents instead of JSON
    #[arg(long)]
    yaml: bool,
}

/// Runs the command.
///
/// # Errors
/// When a sheet can't be read or lacks a column, or a file can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let made = Files::find(&args.sheets)?.packages(args.model.as_deref())?;
    model::write(&made.packages, &made.findings, &args.output, args.yaml, env)
}
