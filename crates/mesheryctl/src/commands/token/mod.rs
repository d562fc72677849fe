//! `mesheryctl token`

mod create;
mod list;
mod revoke;

use clap::{Args, Subcommand};
use meshery_api::Envelope;
use meshery_api::identity::{ApiToken, ApiTokenPage};

use super::list::{Detail, Item, Page};
use crate::cli;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Make, list and revoke API tokens: what programs sign in with for you
#[derive(Debug, Args)]
pub struct Group {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Create(create::Args),
    List(list::Args),
    Revoke(revoke::Args),
}

/// Runs a verb of the group. Without one, leaves the help page.
///
/// # Errors
/// When the verb fails.
pub fn run(group: Group, env: &Env) -> Result<Outcome, Error> {
    match group.verb {
        None => Ok(Outcome::text(cli::help(&["token"]))),
        Some(Verb::Create(args)) => create::run(&args, env),
        Some(Verb::List(args)) => list::run(&args, env),
        Some(Verb::Revoke(args)) => revoke::run(&args, env),
    }
}

impl Item for ApiToken {
    const NOUN: &'static str = "token";
    const COLUMNS: &'static [&'static str] = &["id", "name", "scopes", "expires", "last used"];
    const WIDE_COLUMNS: &'static [&'static str] = &["provider", "created"];

    fn cells(&self, detail: Detail) -> Vec<String> {
        let mut id = self.id();
        if !detail.is_wide {
            id.truncate(detail.id_length);
        }
        let scopes = if self.scopes.is_empty() { "all".to_owned() } else { self.scopes.join(",") };
        let used = self.last_used_at.clone().unwrap_or_else(|| "never".to_owned());
        vec![id, self.name.clone(), scopes, self.expires_at.clone(), used]
    }

    fn wide_cells(&self) -> Vec<String> {
        vec![self.provider.clone(), self.created_at.clone()]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn name(&self) -> String {
        self.id()
    }
}

impl Page for ApiTokenPage {
    type Item = ApiToken;
    const MEMBER: &'static str = "tokens";

    fn envelope(&self) -> Envelope {
        self.envelope
    }

    fn items(&self) -> &[ApiToken] {
        &self.tokens
    }
}
