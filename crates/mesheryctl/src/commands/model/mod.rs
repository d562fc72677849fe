//! `mesheryctl model`

mod build;
mod delete;
mod export;
mod facts;
mod find;
mod generate;
mod import;
mod init;
mod list;
mod offline;
mod search;
mod view;

use clap::{Args, Subcommand};
use meshery_api::Envelope;
use meshery_api::registry::{Model, ModelPage};

use super::list::{Detail, Item, Page};
use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

pub use generate::write;

/// List, import, export, build and generate models of the registry
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
    /// Search models, the best hits first
    Search(search::Args),
    /// Import models into the registry of the server
    Import(import::Args),
    /// Download a model as a package
    Export(export::Args),
    /// Delete an imported model
    Delete(delete::Args),
    /// Make the folder of a new model, without a server
    Init(init::Args),
    /// Pack the folder of a model into an OCI archive, without a server
    Build(build::Args),
    /// Make models from custom resources, a chart or sheets, without a server
    Generate(generate::Args),
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
        Some(Verb::Search(args)) => search::run(&args, env),
        Some(Verb::Import(args)) => import::run(&args, env),
        Some(Verb::Export(args)) => export::run(&args, env),
        Some(Verb::Delete(args)) => delete::run(&args, env),
        Some(Verb::Init(args)) => init::run(&args),
        Some(Verb::Build(args)) => build::run(&args, env),
        Some(Verb::Generate(args)) => generate::run(&args, env),
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
