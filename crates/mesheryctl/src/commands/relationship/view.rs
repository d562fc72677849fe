//! `mesheryctl relationship view`

use meshery_client::{ListQuery, RelationshipQuery};

use crate::commands::view::{self, ViewFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Print a relationship definition
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Model whose definition is meant, or the id of the definition
    #[arg(value_name = "MODEL|ID")]
    wanted: String,
    /// Kind, if the model has several definitions
    #[arg(short, long)]
    kind: Option<String>,
    /// Type, if the model has several definitions
    #[arg(short = 't', long = "type", value_name = "TYPE")]
    rel_type: Option<String>,
    /// Sub type, if the model has several definitions
    #[arg(long = "subtype", value_name = "TYPE")]
    sub_type: Option<String>,
    #[command(flatten)]
    flags: ViewFlags,
}

/// Runs the command.
///
/// # Errors
/// When there is no such definition, or several and nobody can be asked.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let id = args.wanted.parse().ok();
    let query = RelationshipQuery {
        list: ListQuery::default(),
        model: id.is_none().then(|| args.wanted.clone()),
        kind: args.kind.clone(),
        rel_type: args.rel_type.clone(),
        sub_type: args.sub_type.clone(),
        id,
    };
    let answer = env.client()?.registry().relationships(&query)?;
    view::show_one(
        &args.flags,
        env,
        &answer,
        &args.wanted,
        "`--kind`, `--type`, `--subtype` or the id",
        |_| true,
    )
}
