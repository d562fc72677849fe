//! `mesheryctl design convert`

use clap::ValueEnum;
use meshery_convert::SourceType;
use serde_json::json;

use super::offline;
use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, Outcome};

/// Convert between manifest and design, without a server
///
/// A manifest becomes a design and a design becomes a manifest, on standard output. Relationships are not
/// looked for: that is what `design evaluate` does.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// File to convert; `-` for standard input
    #[arg(short, long, value_name = "PATH")]
    file: String,
    /// What to write, the other of the two if not given
    #[arg(long, value_enum, ignore_case = true)]
    to: Option<Target>,
    /// Name of the design, that in the document or of the file if not given
    #[arg(short, long)]
    name: Option<String>,
    /// Format: yaml, or json for designs
    #[arg(
        short = 'o',
        long = "output-format",
        id = "format",
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true,
        ignore_case = true,
        default_value = "yaml"
    )]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    /// A Meshery design
    Design,
    /// A Kubernetes manifest
    Manifest,
}

/// Runs the command.
///
/// # Errors
/// When the file can't be read, or the format doesn't go with the target.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let imported = offline::read(&args.file, args.name.as_deref(), env)?;
    let other = if imported.source_type == SourceType::Design { Target::Manifest } else { Target::Design };
    match (args.to.unwrap_or(other), args.format) {
        (Target::Design, Format::Yaml) => Ok(Outcome::yaml(&json!(imported.design))),
        (Target::Design, Format::Json) => Ok(Outcome::json(&json!(imported.design))),
        (Target::Manifest, Format::Yaml) => {
            Ok(Outcome::text(meshery_convert::manifest::to_yaml(&imported.design)))
        }
        (target, format) => Err(wrong_format(target, format)),
    }
}

fn wrong_format(target: Target, format: Format) -> Error {
    let (what, allowed) = match target {
        Target::Design => ("a design", "yaml or json"),
        Target::Manifest => ("a manifest", "yaml"),
    };
    Error::Format { what, format: format.to_string(), allowed }
}
