//! What the commands do: a folder per noun, a file per verb, and what all lists and views share.

pub mod component;
pub mod design;
mod list;
pub mod model;
pub mod registry;
pub mod relationship;
mod search;
pub mod system;
pub mod token;
pub mod user;
pub mod version;
mod view;

use crate::cli::{self, Command};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Runs a command. Without one, leaves the help page.
///
/// # Errors
/// When the command fails.
pub fn run(command: Option<Command>, env: &Env) -> Result<Outcome, Error> {
    match command {
        None => Ok(Outcome::text(cli::help(&[]))),
        Some(Command::Version(args)) => version::run(&args, env),
        Some(Command::System(group)) => system::run(group, env),
        Some(Command::Design(group)) => design::run(group, env),
        Some(Command::Model(group)) => model::run(group, env),
        Some(Command::Component(group)) => component::run(group, env),
        Some(Command::Relationship(group)) => relationship::run(group, env),
        Some(Command::Registry(group)) => registry::run(group, env),
        Some(Command::Token(group)) => token::run(group, env),
        Some(Command::User(group)) => user::run(group, env),
        Some(Command::Whoami(args)) => user::whoami::run(&args, env),
    }
}
