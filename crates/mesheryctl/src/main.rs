//! `mesheryctl`: the command line client of Meshery.
//!
//! `cli` holds the words, `commands` what they do (a file per verb), `config` the contexts and tokens under
//! `~/.meshery`, `output` how results and errors look. Results go to standard output, everything else to
//! standard error.

mod cli;
mod commands;
mod config;
mod env;
mod error;
mod exit;
mod input;
mod interrupt;
mod output;
mod package;
mod resolve;

use std::process::ExitCode;

use clap::FromArgMatches as _;

use crate::cli::Cli;
use crate::env::Env;
use crate::exit::Exit;
use crate::output::Report;

/// Documents are many small pieces: this allocator makes evaluating and answering a quarter faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let matches = match cli::command().try_get_matches_from(cli::normalize(std::env::args_os())) {
        Ok(matches) => matches,
        Err(error) => return output::usage(&error).into(),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return output::usage(&error).into(),
    };
    let (global, command) = cli.into_parts();
    let env = Env::new(global);
    let exit = match commands::run(command, &env) {
        Ok(outcome) => output::show(&outcome),
        Err(error) => {
            let report = Report::new(&error, &env.place());
            output::complain(&report, cli::format_of(&matches));
            error.exit()
        }
    };
    exit.into()
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
