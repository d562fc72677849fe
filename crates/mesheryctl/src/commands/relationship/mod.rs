//! `mesheryctl relationship`

mod filter;
mod list;
mod search;
mod view;

use clap::{Args, Subcommand};
use meshery_api::Envelope;
use meshery_api::registry::RelationshipPage;
use meshery_model::{Relationship, SelectorItem, Status};

use super::list::{Detail, Item, Page};
use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Look at the relationship definitions of the registry
#[derive(Debug, Args)]
pub struct Group {
    /// Print only how many relationship definitions there are
    #[arg(short, long)]
    count: bool,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List relationship definitions
    #[command(mut_arg("pagesize", |arg| arg.short('s')))]
    List(list::Args),
    /// Print a relationship definition
    View(view::Args),
    /// Search relationship definitions by text, kind, type or model
    #[command(mut_arg("pagesize", |arg| arg.short('s')), mut_arg("search", |arg| arg.hide(true)))]
    Search(search::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None if group.count => list::count(env),
        None => Ok(Outcome::text(cli::help(&["relationship"]))),
        Some(Verb::List(args)) => list::run(&args, env),
        Some(Verb::View(args)) => view::run(&args, env),
        Some(Verb::Search(args)) => search::run(args, env),
    }
}

impl Item for Relationship {
    const NOUN: &'static str = "relationship";
    const COLUMNS: &'static [&'static str] = &["kind", "type", "sub type", "model", "version"];
    const WIDE_COLUMNS: &'static [&'static str] = &["status", "from", "to", "id"];

    fn cells(&self, _detail: Detail) -> Vec<String> {
        vec![
            self.kind.clone(),
            self.rel_type.clone(),
            self.sub_type.clone(),
            self.model.name.clone(),
            self.version.clone(),
        ]
    }

    fn wide_cells(&self) -> Vec<String> {
        let status = self.status.as_ref().map_or("", Status::as_str).to_owned();
        let sides = |side: fn(&meshery_model::Selector) -> &Vec<SelectorItem>| {
            let selectors = self.selectors.iter().flat_map(|set| side(&set.allow));
            some_kinds(selectors.filter_map(|item| item.kind.as_deref()))
        };
        vec![status, sides(|selector| &selector.from), sides(|selector| &selector.to), self.id()]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn name(&self) -> String {
        self.id()
    }
}

impl Page for RelationshipPage {
    type Item = Relationship;
    const MEMBER: &'static str = "relationships";

    fn envelope(&self) -> Envelope {
        self.envelope
    }

    fn items(&self) -> &[Relationship] {
        &self.relationships
    }
}

/// Names the first three kinds and counts the others.
fn some_kinds<'a>(kinds: impl Iterator<Item = &'a str>) -> String {
    let mut distinct: Vec<&str> = Vec::new();
    for kind in kinds {
        if !distinct.contains(&kind) {
            distinct.push(kind);
        }
    }
    let shown = distinct.get(..3).unwrap_or(&distinct).join(",");
    match distinct.len() {
        0..=3 => shown,
        more => format!("{shown},+{}", more - 3),
    }
}
