//! The words of the command line: global flags and groups. Each verb's flags are in its own file.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgMatches, Args, CommandFactory as _, Parser, Subcommand};

use crate::commands::{component, design, model, registry, relationship, system, token, user, version};
use crate::output::Format;

/// Exit codes, as every help page that ends a command tree shows them.
const EXIT_CODES: &str = "\
Exit codes: 0 success, 1 failure, 2 wrong usage, 3 not signed in, 4 not found,
5 refused by validation, 6 partly done, 130 interrupted.";

/// Command line client of Meshery: designs, the registry, and a server's state
#[derive(Debug, Parser)]
#[command(
    name = "mesheryctl",
    version = concat!("v", env!("CARGO_PKG_VERSION")),
    after_help = EXIT_CODES,
    max_term_width = 100
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Cli {
    /// Returns flags and command. Groups have short forms of global flags that mean something else in other
    /// groups.
    pub fn into_parts(self) -> (Global, Option<Command>) {
        let Self { mut global, command } = self;
        match &command {
            Some(Command::System(group)) => global.context = group.context.clone().or(global.context),
            Some(Command::Design(group)) => global.token = group.token.clone().or(global.token),
            _ => {}
        }
        (global, command)
    }
}

/// Flags that every command takes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Configuration file, `~/.meshery/config.yaml` if not given
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use another context for this call
    #[arg(long, global = true, value_name = "NAME")]
    pub context: Option<String>,
    /// Token file, that of the context if not given
    #[arg(long, global = true, value_name = "FILE")]
    pub token: Option<PathBuf>,
    /// Say what is asked of the server, and show ids and times in full
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// The groups of commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the versions of client and server
    Version(version::Args),
    /// Sign in and out, choose the server to speak to, and look at it
    System(system::Group),
    /// Import, list, view, export, convert and evaluate designs
    #[command(alias = "pattern", alias = "app", alias = "application")]
    Design(design::Group),
    /// List, import, export, build and generate models of the registry
    #[command(alias = "models")]
    Model(model::Group),
    /// Look at the components of the registry
    #[command(alias = "components")]
    Component(component::Group),
    /// Look at the relationship definitions of the registry
    #[command(alias = "relationships")]
    Relationship(relationship::Group),
    /// Build the registry's models from sheets, without a server
    Registry(registry::Group),
    Token(token::Group),
    /// Look at who is signed in
    User(user::Group),
    #[command(hide = true)]
    Whoami(user::whoami::Args),
}

/// Returns the whole tree of commands.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Returns the help page of a group, or of the root: what `--help` prints.
pub fn help(path: &[&str]) -> String {
    let args = ["mesheryctl"].iter().chain(path).chain(&["--help"]);
    command().try_get_matches_from(args).map_or_else(|page| page.to_string(), |_| String::new())
}

/// Lowers the case of flag names: `--outputFormat` was never a flag, but `--Page` and `--pageSize` were.
pub fn normalize(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut flags_ended = false;
    let lower = |arg: OsString| {
        flags_ended |= arg == "--";
        match arg.to_str().filter(|text| !flags_ended && text.starts_with("--")) {
            Some(text) => match text.split_once('=') {
                Some((name, value)) => format!("{}={value}", name.to_ascii_lowercase()).into(),
                None => text.to_ascii_lowercase().into(),
            },
            None => arg,
        }
    };
    args.map(lower).collect()
}

/// Returns the output format that the command was asked for, if it has any.
pub fn format_of(matches: &ArgMatches) -> Option<Format> {
    let mut matches = matches;
    while let Some((_, inner)) = matches.subcommand() {
        matches = inner;
    }
    matches.try_get_one::<Format>("format").ok().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn flag_names_are_read_in_any_case() {
        let args = ["mesheryctl", "--pageSize=5", "--File", "A", "--", "--Not"].map(OsString::from);
        let normal: Vec<OsString> = normalize(args.into_iter());
        assert_eq!(normal, ["mesheryctl", "--pagesize=5", "--file", "A", "--", "--Not"].map(OsString::from));
    }

    #[test]
    fn every_help_page_is_as_it_was() {
        let mut root = command();
        root.build();
        let mut pages = Vec::new();
        collect("mesheryctl", &mut root, &mut pages);
        for (name, page) in pages {
            insta::with_settings!({ snapshot_suffix => name, omit_expression => true }, {
                insta::assert_snapshot!("help", page);
            });
        }
    }

    fn collect(name: &str, command: &mut clap::Command, pages: &mut Vec<(String, String)>) {
        pages.push((name.to_owned(), command.clone().term_width(100).render_long_help().to_string()));
        for inner in command.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
            collect(&format!("{name}_{}", inner.get_name()), inner, pages);
        }
    }
}
