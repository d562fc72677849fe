//! `mesheryctl design`

mod convert;
mod delete;
mod evaluate;
mod export;
mod import;
mod list;
mod offline;
mod overview;
mod view;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use meshery_api::Envelope;
use meshery_api::designs::{Design, DesignPage};

use super::list::{Detail, Item, Page};
use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Import, list, view, export, convert and evaluate designs
#[derive(Debug, Args)]
pub struct Group {
    /// Same as `--token`
    #[arg(short = 't', id = "token_short", global = true, value_name = "FILE", conflicts_with = "token")]
    pub token: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Import a Kubernetes manifest or a design into the server
    Import(import::Args),
    /// List designs
    List(list::Args),
    /// Print a design
    View(view::Args),
    /// Download a design to a file
    Export(export::Args),
    /// Delete a design with its history
    Delete(delete::Args),
    /// Convert between manifest and design, without a server
    Convert(convert::Args),
    /// Find the relationships of a manifest or design, without a server
    Evaluate(evaluate::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(cli::help(&["design"]))),
        Some(Verb::Import(args)) => import::run(args, env),
        Some(Verb::List(args)) => list::run(&args, env),
        Some(Verb::View(args)) => view::run(&args, env),
        Some(Verb::Export(args)) => export::run(&args, env),
        Some(Verb::Delete(args)) => delete::run(&args, env),
        Some(Verb::Convert(args)) => convert::run(&args, env),
        Some(Verb::Evaluate(args)) => evaluate::run(&args, env),
    }
}

impl Item for Design {
    const NOUN: &'static str = "design";
    const COLUMNS: &'static [&'static str] = &["design id", "name", "created", "updated"];
    const WIDE_COLUMNS: &'static [&'static str] =
        &["user id", "source type", "visibility", "revision", "components", "relationships"];

    fn cells(&self, detail: Detail) -> Vec<String> {
        let id = self.id.to_string();
        let length = if detail.is_wide { id.len() } else { detail.id_length };
        vec![
            id.get(..length).unwrap_or(&id).to_owned(),
            self.name.clone(),
            time(&self.created_at, detail),
            time(&self.updated_at, detail),
        ]
    }

    fn wide_cells(&self) -> Vec<String> {
        vec![
            self.user_id.to_string(),
            self.design_type.clone(),
            self.visibility.clone(),
            self.revision.to_string(),
            self.component_count.to_string(),
            self.relationship_count.to_string(),
        ]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn name(&self) -> String {
        self.id()
    }
}

impl Page for DesignPage {
    type Item = Design;
    const MEMBER: &'static str = "patterns";

    fn envelope(&self) -> Envelope {
        self.envelope
    }

    fn items(&self) -> &[Design] {
        &self.patterns
    }
}

/// Shortens an RFC 3339 time to what a column needs: to minutes, or to seconds in wide tables.
fn time(text: &str, detail: Detail) -> String {
    let length = if detail.is_wide { 19 } else { 16 };
    text.get(..length).unwrap_or(text).replace('T', " ")
}
