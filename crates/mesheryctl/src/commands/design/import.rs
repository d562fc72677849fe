//! `mesheryctl design import`

use meshery_api::designs::Warning;

use crate::commands::list::{self, Item as _};
use crate::env::Env;
use crate::error::Error;
use crate::input::Input;
use crate::output::{Format, Outcome};

/// Formats the server can import.
const SOURCE_TYPES: [&str; 2] = ["Kubernetes Manifest", "Design"];

/// Import a Kubernetes manifest or a design into the server
///
/// The server detects the format, finds the relationships and keeps the file as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// File to import; `-` for standard input
    #[arg(short, long, value_name = "PATH")]
    file: String,
    /// Name of the design, that in the document or of the file if not given
    #[arg(short, long)]
    name: Option<String>,
    /// What the file has to be: `manifest`, `design` or any part of a format's name
    #[arg(short, long, value_name = "TYPE")]
    source_type: Option<String>,
    /// Format: table, wide, json, yaml or name; a sentence if not given
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
}

/// Runs the command.
///
/// # Errors
/// When the file can't be read here or by the server.
pub fn run(args: Args, env: &Env) -> Result<Outcome, Error> {
    let expected = args.source_type.as_deref().map(expected_types).transpose()?;
    let input = Input::read(&args.file)?;
    let answer = env.client()?.designs().import(&input.bytes, input.file_name, args.name)?;
    let imported = answer.read()?;
    for warning in &imported.warnings {
        env.note(&sentence(warning));
    }
    if expected.is_some_and(|types| !types.contains(&imported.source_type.as_str())) {
        env.note(&format!("warning: the file was imported as {}", imported.source_type));
    }
    let design = imported.design;
    Ok(match args.format {
        None => Outcome::text(format!(
            "imported `{}` ({}) from {}: {} components, {} relationships\n",
            design.name, design.id, imported.source_type, design.component_count, design.relationship_count
        )),
        Some(Format::Json) => Outcome::json(&answer.json()?),
        Some(Format::Yaml) => Outcome::yaml(&answer.json()?),
        Some(Format::Name) => Outcome::text(design.name() + "\n"),
        Some(format) => Outcome::text(list::table(&[design], list::is_wide(format, env))),
    })
}

/// Returns the formats that a user's word is a part of.
fn expected_types(word: &str) -> Result<Vec<&'static str>, Error> {
    let fits = |name: &&str| name.to_lowercase().contains(&word.to_lowercase());
    let types: Vec<_> = SOURCE_TYPES.into_iter().filter(fits).collect();
    if types.is_empty() {
        let message = format!("`{word}` can't be imported by this version, only {}", SOURCE_TYPES.join(", "));
        return Err(Error::Argument { message });
    }
    Ok(types)
}

fn sentence(warning: &Warning) -> String {
    let line = warning.line.map(|line| format!(" (line {line})")).unwrap_or_default();
    format!("warning: {}{line}", warning.message)
}
