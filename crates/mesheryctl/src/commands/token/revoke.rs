//! `mesheryctl token revoke`

use meshery_api::identity::ApiToken;
use meshery_client::{Client, ListQuery};

use crate::commands::list::Item as _;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Shortest beginning of an id that is looked for: what lists show.
const SHORTEST_ID: usize = 8;

/// Revoke an API token: nobody can use it any more
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or id of the token, or the beginning of the id
    #[arg(value_name = "NAME|ID", id = "api_token")]
    token: String,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

/// Runs the command.
///
/// # Errors
/// When you have no such token or several, or nobody can be asked.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    let token = find(&client, &args.token)?;
    let (name, id) = (&token.name, token.id);
    if !args.yes && !env.confirm(&format!("Revoke the token `{name}` ({id})?"), "`--yes`")? {
        return Ok(Outcome::note("Nothing was revoked."));
    }
    client.revoke_api_token(id)?;
    Ok(Outcome::note(format!("revoked `{name}` ({id})")))
}

/// Returns the token of an id, of a name, or of the beginning of an id, in this order.
fn find(client: &Client, wanted: &str) -> Result<ApiToken, Error> {
    let all = client.api_tokens(&ListQuery::default())?.read()?.tokens;
    let wanted_id = wanted.to_ascii_lowercase();
    let ways: [&dyn Fn(&ApiToken) -> bool; 3] =
        [&|token| token.id() == wanted_id, &|token| token.name == wanted, &|token| {
            wanted.len() >= SHORTEST_ID && token.id().starts_with(&wanted_id)
        }];
    for fits in ways {
        let fitting: Vec<&ApiToken> = all.iter().filter(|token| fits(token)).collect();
        match fitting.as_slice() {
            [] => {}
            [only] => return Ok((*only).clone()),
            several => {
                let label = |token: &&ApiToken| format!("{}  {}", token.id, token.name);
                let candidates = several.iter().map(label).collect();
                let wanted = wanted.to_owned();
                return Err(Error::Ambiguous { noun: "token", wanted, candidates, decide: "the id" });
            }
        }
    }
    Err(Error::NotFound { noun: "token", wanted: wanted.to_owned() })
}
