//! The command line of the server binary.

mod config;
mod keys;
mod open;
mod openapi;
mod serve;

use std::io::{self, Write as _};

use clap::{Parser, Subcommand};

use self::open::open;
use crate::config::Flags;

/// Meshery: design, deploy, operate and measure cloud native infrastructure.
///
/// Without a command the server starts.
#[derive(Debug, Parser)]
#[command(name = "meshery", version = crate::VERSION)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server
    Serve,
    /// Look at the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Change the keys that tokens are signed with and secrets are sealed with
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Print the OpenAPI document of the REST API
    Openapi,
    /// Print the version
    Version,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Check the configuration and print what would be in force
    Check,
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Make a new signing key; nobody is signed out
    ///
    /// Tokens that are out stay good until they end. A server that runs meanwhile goes on and uses the new key.
    Rotate {
        /// Make a new encryption key instead, and seal everything at rest with it
        #[arg(long)]
        encryption: bool,
    },
}

/// Runs what the command line says.
///
/// # Errors
/// When it fails; the text is for the person at the terminal.
pub fn run(cli: &Cli) -> anyhow::Result<()> {
    match &cli.command {
        None | Some(Command::Serve) => serve::run(&cli.flags),
        Some(Command::Config(ConfigCommand::Check)) => config::check(&cli.flags),
        Some(Command::Keys(KeysCommand::Rotate { encryption })) => {
            let what = if *encryption { keys::What::Encryption } else { keys::What::Signing };
            keys::rotate(&cli.flags, what)
        }
        Some(Command::Openapi) => openapi::print(),
        Some(Command::Version) => print(&format!("meshery {} ({})", crate::VERSION, crate::COMMIT)),
    }
}

/// Prints a line. A reader that has seen enough (`meshery openapi | head`) is no failure.
fn print(text: &str) -> anyhow::Result<()> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}
