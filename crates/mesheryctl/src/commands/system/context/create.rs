//! `mesheryctl system context create`

use meshery_client::{Client, Settings};

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Add a context
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the context
    name: String,
    /// Address of the server
    #[arg(short, long, value_name = "URL", default_value = "http://localhost:9081")]
    url: String,
    /// Provider to sign in with
    #[arg(long, value_name = "NAME", default_value = "")]
    provider: String,
    /// Make it current
    #[arg(short, long)]
    set: bool,
}

/// Runs the command.
///
/// # Errors
/// When the name is taken, or the address is none.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = Client::new(&args.url, Settings::default())?;
    env.config()?.add_context(&args.name, client.endpoint(), &args.provider, args.set)?;
    let current = if args.set { " and is current" } else { "" };
    Ok(Outcome::text(format!("the context `{}` leads to {}{current}\n", args.name, client.endpoint())))
}
