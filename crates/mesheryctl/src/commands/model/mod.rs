//! `mesheryctl model`

mod list;
mod view;

use clap::{Args, Subcommand};
use meshery_api::Envelope;
use meshery_api::registry::{Model, ModelPage};

use super::list::{Detail, Item, Page};
use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Look at the models of the registry
#[derive(Debug, Args)]
pub struct Group {
    /// Print only how many models there are
    #[arg(long)]
    count: bool,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List models
    #[command(mut_arg("pagesize", |arg| arg.short('s')))]
    List(list::Args),
    /// Print a model
    View(view::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None if group.count => list::count(env),
        None => Ok(Outcome::text(cli::help(&["model"]))),
        Some(Verb::List(args)) => list::run(&args, env),
        Some(Verb::View(args)) => view::run(&args, env),
    }
}

impl Item for Model {
    const NOUN: &'static str = "model";
    const COLUMNS: &'static [&'static str] = &["model", "category", "version"];
    const WIDE_COLUMNS: &'static [&'static str] =
        &["display name", "registrant", "status", "components", "relationships", "id"];

    fn cells(&self, _detail: Detail) -> Vec<String> {
        let model = &self.definition;
        vec![model.name.clone(), model.category.name.clone(), model.model.version.clone()]
    }

    fn wide_cells(&self) -> Vec<String> {
        let model = &self.definition;
        vec![
            model.display_name.clone(),
            model.registrant.kind.clone(),
            model.status.clone(),
            self.components_count.to_string(),
            self.relationships_count.to_string(),
            self.id(),
        ]
    }

    fn id(&self) -> String {
        self.definition.id.to_string()
    }

    fn name(&self) -> String {
        self.definition.name.clone()
    }
}

impl Page for ModelPage {
    type Item = Model;
    const MEMBER: &'static str = "models";

    fn envelope(&self) -> Envelope {
        self.envelope
    }

    fn items(&self) -> &[Model] {
        &self.models
    }
}
