//! `meshery`: the server binary.

use std::process::ExitCode;

use clap::Parser as _;
use meshery_server::commands::{self, Cli};

fn main() -> ExitCode {
    match commands::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("meshery: {error:#}");
            ExitCode::FAILURE
        }
    }
}
