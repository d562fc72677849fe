//! `meshery`: the server binary.

use std::process::ExitCode;

use clap::Parser as _;
use meshery_server::commands::{self, Cli};

/// Documents are many small pieces: this allocator makes evaluating and answering a quarter faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match commands::run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("meshery: {error:#}");
            ExitCode::FAILURE
        }
    }
}
