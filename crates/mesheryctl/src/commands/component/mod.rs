//! `mesheryctl component`

mod list;
mod search;
mod view;

use clap::{Args, Subcommand};
use meshery_api::Envelope;
use meshery_api::registry::{ComponentPage, RegisteredComponent};

use super::list::{Detail, Item, Page};
use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Look at the components of the registry
#[derive(Debug, Args)]
pub struct Group {
    /// Print only how many components there are
    #[arg(long)]
    count: bool,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List components
    #[command(mut_arg("pagesize", |arg| arg.short('s')))]
    List(list::Args),
    /// Search components, the best hits first
    Search(search::Args),
    /// Print a component with its schema
    View(view::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None if group.count => list::count(env),
        None => Ok(Outcome::text(cli::help(&["component"]))),
        Some(Verb::List(args)) => list::run(&args, env),
        Some(Verb::Search(args)) => search::run(&args, env),
        Some(Verb::View(args)) => view::run(&args, env),
    }
}

impl Item for RegisteredComponent {
    const NOUN: &'static str = "component";
    const COLUMNS: &'static [&'static str] = &["model", "kind", "version"];
    const WIDE_COLUMNS: &'static [&'static str] = &["display name", "model version", "namespaced", "id"];

    fn cells(&self, _detail: Detail) -> Vec<String> {
        let Self { component, .. } = self;
        vec![
            component.model_name().to_owned(),
            component.kind().to_owned(),
            component.api_version().to_owned(),
        ]
    }

    fn wide_cells(&self) -> Vec<String> {
        let Self { component, .. } = self;
        let model = component.model_reference.as_ref().unwrap_or(&component.model);
        let version = model.model.as_ref().map(|model| model.version.clone());
        vec![
            component.display_name.clone(),
            version.unwrap_or_default(),
            if component.metadata.is_namespaced { "yes" } else { "no" }.to_owned(),
            self.id(),
        ]
    }

    fn id(&self) -> String {
        self.component.id.to_string()
    }

    fn name(&self) -> String {
        self.component.kind().to_owned()
    }
}

impl Page for ComponentPage {
    type Item = RegisteredComponent;
    const MEMBER: &'static str = "components";

    fn envelope(&self) -> Envelope {
        self.envelope
    }

    fn items(&self) -> &[RegisteredComponent] {
        &self.components
    }
}
