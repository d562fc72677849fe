//! `mesheryctl relationship search`

use clap::ArgGroup;

use super::filter::Filter;
use super::list;
use crate::commands::list::ListFlags;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Search relationship definitions by text, kind, type or model
#[derive(Debug, clap::Args)]
#[command(group(
    ArgGroup::new("wanted").required(true).multiple(true).args(["text", "kind", "rel_type", "sub_type", "model"])
))]
pub struct Args {
    /// What to look for
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    flags: ListFlags,
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn run(args: Args, env: &Env) -> Result<Outcome, Error> {
    let text = Some(args.text.join(" ")).filter(|text| !text.is_empty());
    list::show(&ListFlags { search: text, ..args.flags }, &args.filter, env)
}
