//! `mesheryctl system token create`

use crate::config::DEFAULT_LOCATION;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Give a token file a name
///
/// The file need not exist yet: `mesheryctl system login` writes it for the contexts that use the name.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the token
    name: String,
    /// Path of the file; a relative one is below `~/.meshery`
    #[arg(short, long, value_name = "FILE", default_value = DEFAULT_LOCATION)]
    filepath: String,
    /// Use it in the context
    #[arg(short, long)]
    set: bool,
}

/// Runs the command.
///
/// # Errors
/// When the name is taken, or the configuration can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let (mut config, context) = if args.set {
        let (config, context) = env.open()?;
        (config, Some(context.name))
    } else {
        (env.config()?, None)
    };
    config.add_token(&args.name, &args.filepath, context.as_deref())?;
    let used = context.map(|context| format!(" and used in `{context}`")).unwrap_or_default();
    Ok(Outcome::text(format!("the token `{}` is in {}{used}\n", args.name, args.filepath)))
}
