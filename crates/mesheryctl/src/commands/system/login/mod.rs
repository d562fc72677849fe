//! `mesheryctl system login`

mod browser;
mod callback;
mod device;
mod given;
mod opener;
mod proof;
pub mod provider;

use meshery_api::identity::{Provider, SignIn, TokenAnswer, TokenFile};
use meshery_client::Client;
use serde_json::{Value, json};

use crate::config::Context;
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

use browser::Opening;

/// Sign in at the server of the current context
///
/// Asks the server which providers vouch for its users, signs in with one of them, and writes the token into the
/// token file of the context, readable by you only. With the provider None there is nothing to prove. With others
/// a browser on this machine opens the sign-in page and is waited for, for five minutes. Where no browser can be
/// opened, a code is shown that a browser on any other machine takes, as with `--device`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the provider, whatever its case; that of the context, or the only one, if not given
    #[arg(short, long, value_name = "NAME")]
    provider: Option<String>,
    #[command(flatten)]
    way: WayFlags,
}

/// How to get at a token.
#[derive(Clone, Copy, Debug, clap::Args)]
#[group(multiple = false)]
struct WayFlags {
    /// Open a browser on this machine, even if there seems to be no screen
    #[arg(long)]
    browser: bool,
    /// Print the address for a browser on this machine instead of opening it
    #[arg(long)]
    no_browser: bool,
    /// Print an address and a code for a browser on any machine
    #[arg(long)]
    device: bool,
    /// Read the token from standard input: an API token, or a whole token file
    #[arg(long)]
    token_stdin: bool,
}

/// A way to get at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Browser(Opening),
    Device(Reason),
    Given,
}

/// Why a code is shown instead of opening a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Asked,
    NoScreen,
}

impl WayFlags {
    fn way(self, has_screen: bool) -> Way {
        match self {
            Self { token_stdin: true, .. } => Way::Given,
            Self { device: true, .. } => Way::Device(Reason::Asked),
            Self { no_browser: true, .. } => Way::Browser(Opening::Printed),
            Self { browser: true, .. } => Way::Browser(Opening::Opened),
            _ if has_screen => Way::Browser(Opening::Opened),
            _ => Way::Device(Reason::NoScreen),
        }
    }
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached, has no such provider, nobody lets the client in, or the token file can't be
/// written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let (mut config, context) = env.open()?;
    let client = env.client_of(&context, "")?;
    let content = match args.way.way(opener::has_screen()) {
        Way::Given => given::sign_in(args.provider.as_deref(), &client, &context, env)?,
        way => sign_in(args, way, &client, &context, env)?,
    };
    let path = config.store_token(&context, format!("{content:#}\n").as_bytes())?;
    env.note(&format!("the token of `{}` is in {}", context.name, path.display()));
    Ok(Outcome::text("authenticated\n".to_owned()))
}

/// Signs in with a provider and returns what belongs into the token file.
fn sign_in(args: &Args, way: Way, client: &Client, context: &Context, env: &Env) -> Result<Value, Error> {
    let providers = client.providers()?.read()?;
    let chosen = match provider::find(&providers, args.provider.as_deref(), &context.provider)? {
        Some(provider) => Some(provider),
        // Whoever types the code chooses the provider as well.
        None if way == Way::Device(Reason::Asked) => None,
        None => Some(provider::ask(&providers, env)?),
    };
    if let Some(provider) = chosen.filter(|provider| provider.sign_in == SignIn::None) {
        return nothing_to_prove(provider, context, env);
    }
    let answer = match (way, chosen) {
        (Way::Browser(opening), Some(provider)) => browser::sign_in(client, provider, opening, env)?,
        (Way::Device(Reason::NoScreen), _) => {
            env.note("No browser can be opened here: a browser on any other machine will do.");
            device::sign_in(client, env)?
        }
        _ => device::sign_in(client, env)?,
    };
    if let Some(other) =
        chosen.map(|provider| &provider.provider_name).filter(|name| **name != answer.provider)
    {
        env.note(&format!("the browser is signed in with {}, not with {other}", answer.provider));
    }
    Ok(token_file(answer))
}

/// Returns what the server hands out to everybody.
fn nothing_to_prove(provider: &Provider, context: &Context, env: &Env) -> Result<Value, Error> {
    if !provider.provider_url.is_empty() {
        let message = format!(
            "`{}` signs people in as older servers do, which this version does not: take the token file from the \
             server's user interface and pipe it into `mesheryctl system login --token-stdin`",
            provider.provider_name
        );
        return Err(Error::Argument { message });
    }
    let answer = env.client_of(context, &provider.provider_name)?.token_file()?;
    answer.read()?;
    Ok(answer.json()?)
}

fn token_file(answer: TokenAnswer) -> Value {
    json!(TokenFile { provider: answer.provider, token: answer.access_token })
}

/// Returns what the client calls itself: people see it when they let it in.
fn client_id() -> String {
    let system = rustix::system::uname();
    let machine: String =
        system.nodename().to_string_lossy().chars().filter(|c| !c.is_control()).take(100).collect();
    if machine.is_empty() { "mesheryctl".to_owned() } else { format!("mesheryctl on {machine}") }
}

/// Says that a sign-in ended without a token.
fn incomplete(client: &Client, reason: impl Into<String>) -> Error {
    Error::SignIn { endpoint: client.endpoint().to_owned(), reason: reason.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_shown_where_no_browser_can_be_opened() {
        let none = WayFlags { browser: false, no_browser: false, device: false, token_stdin: false };
        assert_eq!(none.way(true), Way::Browser(Opening::Opened));
        assert_eq!(none.way(false), Way::Device(Reason::NoScreen));
        assert_eq!(WayFlags { browser: true, ..none }.way(false), Way::Browser(Opening::Opened));
        assert_eq!(WayFlags { no_browser: true, ..none }.way(false), Way::Browser(Opening::Printed));
        assert_eq!(WayFlags { device: true, ..none }.way(true), Way::Device(Reason::Asked));
    }

    #[test]
    fn the_client_names_its_machine() {
        let id = client_id();
        assert!(id.starts_with("mesheryctl") && id.len() <= 128, "{id}");
    }
}
