//! `mesheryctl relationship list`

use meshery_client::RelationshipQuery;

use crate::commands::list::{self, ListFlags};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// List relationship definitions
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    flags: ListFlags,
}

/// Which definitions are printed.
#[derive(Clone, Debug, Default, clap::Args)]
struct Filter {
    /// Print only definitions of this kind
    #[arg(short, long)]
    kind: Option<String>,
    /// Print only definitions of this type
    #[arg(short = 't', long = "type", value_name = "TYPE")]
    rel_type: Option<String>,
    /// Print only definitions of this sub type
    #[arg(long = "subtype", value_name = "TYPE")]
    sub_type: Option<String>,
    /// Print only definitions of this model
    #[arg(short, long, value_name = "NAME")]
    model: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    show(&args.flags, &args.filter, env)
}

/// Prints how many definitions there are.
///
/// # Errors
/// When the server can't be reached or refuses.
pub fn count(env: &Env) -> Result<Outcome, Error> {
    show(&ListFlags::counting(), &Filter::default(), env)
}

fn show(flags: &ListFlags, filter: &Filter, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    list::show(flags, env, |list| {
        client.registry().relationships(&RelationshipQuery {
            list,
            model: filter.model.clone(),
            kind: filter.kind.clone(),
            rel_type: filter.rel_type.clone(),
            sub_type: filter.sub_type.clone(),
        })
    })
}
