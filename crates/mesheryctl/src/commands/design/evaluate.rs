//! `mesheryctl design evaluate`

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use meshery_evaluator::Evaluation;
use serde_json::{Value, json};

use super::{offline, overview};
use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, Outcome};

/// Find the relationships of a manifest or design, without a server
///
/// Prints which relationships there are and what the evaluation changed; as JSON or YAML the evaluated
/// design, the changes and their trace. Ends with 5 if the file is neither manifest nor design.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// File to evaluate; `-` for standard input
    #[arg(short, long, value_name = "PATH")]
    file: String,
    /// Name of the design, that in the document or of the file if not given
    #[arg(short, long)]
    name: Option<String>,
    /// Write the evaluated design to this file: as JSON if it ends in `.json`, else as YAML
    #[arg(long, value_name = "PATH")]
    save: Option<PathBuf>,
    /// Format: table, json or yaml
    #[arg(
        short = 'o',
        long = "output-format",
        visible_alias = "output",
        id = "format",
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true,
        ignore_case = true,
        default_value = "table"
    )]
    format: Format,
}

/// Runs the command.
///
/// # Errors
/// When the file can't be read or is neither manifest nor design, or the result can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    if args.format == Format::Name {
        let format = args.format.to_string();
        return Err(Error::Format { what: "an evaluation", format, allowed: "table, json or yaml" });
    }
    let design = offline::read(&args.file, args.name.as_deref(), env)?.design;
    let evaluation = offline::evaluate(design, env)?;
    if let Some(path) = &args.save {
        save(path, &evaluation)?;
        env.note(&format!("wrote {}", path.display()));
    }
    Ok(match args.format {
        Format::Json => Outcome::json(&document(&evaluation)),
        Format::Yaml => Outcome::yaml(&document(&evaluation)),
        Format::Table | Format::Wide | Format::Name => Outcome::text(overview::of(&evaluation)),
    })
}

/// Returns what the server would answer, without the time, so that equal input gives equal output.
fn document(evaluation: &Evaluation) -> Value {
    json!({
        "schemaVersion": "evaluation.meshery.io/v1beta1",
        "design": evaluation.design,
        "trace": evaluation.trace,
        "actions": evaluation.actions,
    })
}

fn save(path: &Path, evaluation: &Evaluation) -> Result<(), Error> {
    let document = json!(evaluation.design);
    let text = match path.extension().and_then(OsStr::to_str) {
        Some("json") => format!("{document:#}\n"),
        _ => meshery_convert::yaml::to_string(&document),
    };
    fs::write(path, text).map_err(|source| Error::Write { path: path.to_owned(), source })
}
