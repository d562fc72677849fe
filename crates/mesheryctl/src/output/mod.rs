//! How results and errors look. Results go to standard output, everything else to standard error.

mod flag;
mod progress;
mod report;
mod table;

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};

use clap::ValueEnum;
use clap::error::ErrorKind as UsageKind;
use meshery_errors::Code;
use serde_json::Value;

use crate::exit::Exit;

pub use flag::FormatFlag;
pub use progress::{Progress, size};
pub use report::{Place, Report};
pub use table::Table;

/// Formats of lists and views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for people
    Table,
    /// More columns
    Wide,
    /// What the server answered
    Json,
    /// The same as YAML
    Yaml,
    /// One name or id per line, as other commands take it
    Name,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Table => "table",
            Self::Wide => "wide",
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Name => "name",
        })
    }
}

impl Format {
    /// Tells whether the format is a table.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Table | Self::Wide)
    }
}

/// What a command leaves: a text for standard output, notes for standard error, and how to end.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    text: Vec<u8>,
    notes: Vec<String>,
    exit: Exit,
}

impl Outcome {
    /// Leaves a text, as it is.
    pub fn text(text: impl Into<Vec<u8>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Leaves nothing but a note.
    pub fn note(note: impl Into<String>) -> Self {
        Self::default().with_note(note)
    }

    /// Leaves a document as indented JSON.
    pub fn json(value: &Value) -> Self {
        Self::text(format!("{value:#}\n"))
    }

    /// Leaves a document as YAML.
    pub fn yaml(value: &Value) -> Self {
        Self::text(meshery_convert::yaml::to_string(value))
    }

    /// Adds a note.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Ends with another exit code.
    #[must_use]
    pub fn with_exit(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }
}

/// Prints what a command leaves, and returns how to end.
pub fn show(outcome: &Outcome) -> Exit {
    for note in &outcome.notes {
        eprintln!("{note}");
    }
    match print(&outcome.text) {
        Ok(()) => outcome.exit,
        // The reader has seen enough, as in `mesheryctl design list | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => outcome.exit,
        Err(error) => {
            eprintln!("error: standard output can't be written: {error}");
            Exit::Failure
        }
    }
}

/// Writes to standard output.
///
/// # Errors
/// When it can't be written.
pub fn print(text: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text)?;
    stdout.flush()
}

/// Prints an error: as an object if the command was asked for JSON, else for people.
pub fn complain(report: &Report, format: Option<Format>) {
    match format {
        Some(Format::Json) => eprintln!("{:#}", report.to_json()),
        _ => eprint!("{}", report.to_text(is_colourful())),
    }
}

/// Prints help or what is wrong with the command line, and returns how to end.
pub fn usage(error: &clap::Error) -> Exit {
    let printed = error.print();
    match error.kind() {
        UsageKind::DisplayHelp | UsageKind::DisplayVersion if printed.is_ok() => Exit::Success,
        UsageKind::DisplayHelp | UsageKind::DisplayVersion => Exit::Failure,
        UsageKind::InvalidValue if is_about_format(error) => {
            eprintln!("\ncode: {}", Code::new("mesheryctl-1111"));
            Exit::Usage
        }
        _ => {
            eprintln!("\ncode: {}", Code::new("mesheryctl-1118"));
            Exit::Usage
        }
    }
}

fn is_about_format(error: &clap::Error) -> bool {
    let argument = error.get(clap::error::ContextKind::InvalidArg);
    argument.is_some_and(|argument| argument.to_string().contains("--output-format"))
}

fn is_colourful() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal()
        && !is_set("NO_COLOR")
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
