//! `mesheryctl system`

mod context;
mod login;
mod logout;
mod provider;
mod status;
mod token;

use clap::{Args, Subcommand};

use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Sign in and out, choose the server to speak to, and look at it
#[derive(Debug, Args)]
pub struct Group {
    /// Same as `--context`
    #[arg(short = 'c', id = "context_short", global = true, value_name = "NAME", conflicts_with = "context")]
    pub context: Option<String>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the servers this client knows, and choose one
    Context(context::Group),
    Login(login::Args),
    Logout(logout::Args),
    Provider(provider::Group),
    /// Print whether the server lives and is ready
    Status(status::Args),
    Token(token::Group),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(cli::help(&["system"]))),
        Some(Verb::Context(group)) => context::run(group, env),
        Some(Verb::Login(args)) => login::run(&args, env),
        Some(Verb::Logout(args)) => logout::run(&args, env),
        Some(Verb::Provider(group)) => provider::run(group, env),
        Some(Verb::Status(args)) => status::run(&args, env),
        Some(Verb::Token(group)) => token::run(group, env),
    }
}
