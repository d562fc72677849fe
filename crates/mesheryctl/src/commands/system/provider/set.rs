//! `mesheryctl system provider set`

use crate::commands::system::login::provider;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Sign in with a provider in the context
///
/// The server is asked whether it offers it. Who is signed in stays so until the next `mesheryctl system login`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the provider, whatever its case
    provider: String,
    /// Do not ask the server
    #[arg(short, long)]
    force: bool,
}

/// Runs the command.
///
/// # Errors
/// When the server has no such provider or can't be reached, or the configuration can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let (mut config, context) = env.open()?;
    let name = if args.force {
        args.provider.clone()
    } else {
        let providers = env.client_of(&context, "")?.providers()?.read()?;
        provider::named(&providers, &args.provider)?.provider_name.clone()
    };
    config.set_in_context(&context.name, "provider", &name)?;
    Ok(Outcome::text(format!("the context `{}` signs in with {name}\n", context.name)))
}
