//! `mesheryctl system logout`

use meshery_client::{Client, Credentials};

use crate::config::{Config, Context};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// End the session of the current context and forget its token
///
/// The server is told, so that nobody can use the token any more; if it can't be told, that is no failure. The
/// token file is emptied and stays where it is. An API token is only forgotten: `mesheryctl token revoke` ends it.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
///
/// # Errors
/// When the token file can't be written.
pub fn run(_args: &Args, env: &Env) -> Result<Outcome, Error> {
    let (mut config, context) = env.open()?;
    if let Some(remark) = end_session(&mut config, &context, env) {
        env.note(&remark);
    }
    let path = config.store_token(&context, b"")?;
    env.note(&format!("{} is empty", path.display()));
    Ok(Outcome::text("signed out\n".to_owned()))
}

/// Ends the session at the server, and returns what is to be said about it.
fn end_session(config: &mut Config, context: &Context, env: &Env) -> Option<String> {
    let credentials = match config.credentials(context, None) {
        Ok(credentials) => credentials?,
        Err(error) => return Some(format!("the session goes on: {error}")),
    };
    if credentials.token.is_empty() {
        return None;
    }
    match tell_server(context, credentials, env) {
        Ok(Told::Ended) => None,
        Ok(Told::NoSession) => {
            Some("the token belongs to no session, and is good until it ends or is revoked".to_owned())
        }
        // Whoever is not known has no session left.
        Err(Error::Client(error)) if error.wants_sign_in() => None,
        Err(error) => Some(format!("the session goes on until its token ends: {error}")),
    }
}

/// What the server made of it.
enum Told {
    Ended,
    NoSession,
}

fn tell_server(context: &Context, credentials: Credentials, env: &Env) -> Result<Told, Error> {
    let client: Client = env.client_with(context, credentials)?;
    let sessions = client.sessions()?.read()?.sessions;
    let Some(current) = sessions.iter().find(|session| session.current) else { return Ok(Told::NoSession) };
    client.end_session(current.id)?;
    Ok(Told::Ended)
}
