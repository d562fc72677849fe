//! `mesheryctl system context delete`

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Remove a context
///
/// The current context needs a successor. Its token file stays.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the context
    name: String,
    /// Context that becomes current
    #[arg(short, long, value_name = "NAME")]
    set: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When there is no such context, or the current one has no successor.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let mut config = env.config()?;
    let is_current = config.current_context().as_deref() == Some(&args.name);
    let others: Vec<String> = config.context_names().into_iter().filter(|name| *name != args.name).collect();
    if is_current && args.set.is_none() && !others.is_empty() {
        let message = format!(
            "`{}` is the current context: name its successor with `--set`, one of {}",
            args.name,
            others.join(", ")
        );
        return Err(Error::Argument { message });
    }
    config.remove_context(&args.name, args.set.as_deref())?;
    Ok(Outcome::text(format!("the context `{}` is removed\n", args.name)))
}
