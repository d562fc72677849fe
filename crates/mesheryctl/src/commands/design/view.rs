//! `mesheryctl design view`

use serde_json::Value;

use crate::commands::view::{self, ViewFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, Outcome};
use crate::resolve;

/// Print a design
///
/// As JSON it is what the server answered, with the document as a text in `patternFile`; as YAML the
/// document is written out.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or id of the design, or the beginning of either
    #[arg(value_name = "NAME|ID")]
    design: String,
    #[command(flatten)]
    flags: ViewFlags,
}

/// Runs the command.
///
/// # Errors
/// When there is no such design, or several.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let answer = resolve::design(&env.client()?, &args.design)?;
    let mut value = answer.json()?;
    if args.flags.format == Format::Yaml {
        write_out(&mut value);
    }
    Ok(view::show(&args.flags, env, answer.read()?, &value))
}

/// Replaces the document's text by the document.
fn write_out(design: &mut Value) {
    let Some(text) = design.get_mut("patternFile") else { return };
    let document = text.as_str().and_then(|text| serde_json::from_str(text).ok());
    if let Some(document) = document {
        *text = document;
    }
}
