//! `mesheryctl system context create`

use clap::ValueEnum;
use meshery_client::{Client, Settings};

use crate::config::NewContext;
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
    /// Where the server runs
    #[arg(short, long, value_enum, ignore_case = true, default_value = "local")]
    platform: Platform,
    /// Adapters that go with the server, such as meshery-istio
    #[arg(short = 'a', long, value_name = "NAME", value_delimiter = ',')]
    components: Vec<String>,
    /// Provider to sign in with
    #[arg(long, value_name = "NAME", default_value = "")]
    provider: String,
    /// Make it current
    #[arg(short, long)]
    set: bool,
}

/// Where a server runs.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Platform {
    Local,
    Docker,
    Kubernetes,
}

/// Runs the command.
///
/// # Errors
/// When the name is taken, or the address is none.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = Client::new(&args.url, Settings::default())?;
    let platform = match args.platform {
        Platform::Local => "local",
        Platform::Docker => "docker",
        Platform::Kubernetes => "kubernetes",
    };
    let new = NewContext {
        endpoint: client.endpoint(),
        platform,
        components: &args.components,
        provider: &args.provider,
    };
    env.config()?.add_context(&args.name, &new, args.set)?;
    let current = if args.set { " and is current" } else { "" };
    Ok(Outcome::text(format!("the context `{}` leads to {}{current}\n", args.name, client.endpoint())))
}
