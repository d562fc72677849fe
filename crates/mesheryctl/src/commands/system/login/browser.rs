//! Signs in through a browser on this machine: the server sends it back to a port that only this client listens on
//! (RFC 8252), with a code that is worth something only together with the client's verifier.

use std::time::Duration;

use meshery_api::identity::{Authorize, Provider, TokenAnswer, TokenRequest};
use meshery_client::{Client, Redeemed};

use super::callback::{Callback, Missed};
use super::proof::Proof;
use super::{client_id, incomplete, opener};
use crate::env::Env;
use crate::error::Error;

/// How long the browser is waited for.
const PATIENCE: Duration = Duration::from_secs(300);

/// What happens with the address of the sign-in page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// A browser opens it.
    Opened,
    /// It is printed.
    Printed,
}

/// Signs in with a provider.
///
/// # Errors
/// When nobody lets the client in, or the server can't be reached.
pub fn sign_in(
    client: &Client,
    provider: &Provider,
    opening: Opening,
    env: &Env,
) -> Result<TokenAnswer, Error> {
    let proof = Proof::new().map_err(|error| incomplete(client, format!("no random numbers: {error}")))?;
    let callback = Callback::listen()
        .map_err(|error| incomplete(client, format!("no port of 127.0.0.1 can be listened on: {error}")))?;
    let redirect_uri = callback.redirect_uri();
    let ask = Authorize {
        client_id: client_id(),
        redirect_uri: redirect_uri.clone(),
        state: proof.state.clone(),
        code_challenge: proof.challenge(),
        code_challenge_method: "S256".to_owned(),
    };
    let page = client.sign_in_page(&provider.provider_name, &ask);
    show(&page, opening, env);
    let code = callback.wait(&proof.state, PATIENCE).map_err(|missed| match missed {
        Missed::TimedOut => incomplete(client, "the browser did not come back within five minutes"),
        Missed::Denied => incomplete(client, "the person in the browser did not let this client in"),
        Missed::Failed(error) => incomplete(client, format!("the sign-in page answered `{error}`")),
    })?;
    let request = TokenRequest {
        grant_type: "authorization_code".to_owned(),
        code: Some(code),
        code_verifier: Some(proof.verifier),
        redirect_uri: Some(redirect_uri),
        device_code: None,
    };
    match client.redeem(&request)? {
        Redeemed::Token(answer) => Ok(answer),
        Redeemed::Refusal(refusal) => {
            Err(incomplete(client, format!("{} ({})", refusal.error_description, refusal.error)))
        }
    }
}

fn show(page: &str, opening: Opening, env: &Env) {
    let told = match opening {
        Opening::Printed => "Open this address in a browser on this machine:",
        Opening::Opened if opener::open(page).is_ok() => {
            "The browser opens the sign-in page. If it does not, open this address in it:"
        }
        Opening::Opened => "No browser could be started. Open this address in one on this machine:",
    };
    env.note(&format!("{told}\n{page}"));
}
