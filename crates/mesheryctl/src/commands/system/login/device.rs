//! Signs in through a browser on any machine: a person types a code there, and this client asks again and again
//! whether it was accepted (RFC 8628).

use std::thread::sleep;
use std::time::{Duration, Instant};

use meshery_api::identity::{DeviceGrant, DeviceRequest, TokenAnswer, TokenRequest};
use meshery_client::{Client, Redeemed};

use super::{client_id, incomplete};
use crate::env::Env;
use crate::error::Error;

/// What asking too often adds to the wait, in seconds.
const SLOWER_SECONDS: u64 = 5;

/// Longest time a code is believed to be good, in seconds.
const LONGEST_SECONDS: u64 = 3600;

/// Signs in with whatever provider the person in the browser uses.
///
/// # Errors
/// When nobody accepts the code in time, or the server can't be reached.
pub fn sign_in(client: &Client, env: &Env) -> Result<TokenAnswer, Error> {
    let grant = client.begin_device_sign_in(&DeviceRequest { client_id: client_id() })?.read()?;
    let minutes = grant.expires_in.div_ceil(60);
    env.note(&format!(
        "Open this address in a browser, on any machine, within {minutes} minutes:\n{}\nand let the code {} in. \
         The address alone, to type the code by hand: {}",
        printable(&grant.verification_uri_complete),
        printable(&grant.user_code),
        printable(&grant.verification_uri),
    ));
    poll(client, &grant)
}

/// Asks until there is a token, or a reason why there will be none.
fn poll(client: &Client, grant: &DeviceGrant) -> Result<TokenAnswer, Error> {
    let request = TokenRequest {
        grant_type: "urn:ietf:params:oauth:grant-type:device_code".to_owned(),
        device_code: Some(grant.device_code.clone()),
        ..TokenRequest::default()
    };
    let end = Instant::now() + Duration::from_secs(grant.expires_in.min(LONGEST_SECONDS));
    let mut wait_seconds = grant.interval.clamp(1, 60);
    loop {
        let wait = Duration::from_secs(wait_seconds);
        if Instant::now() + wait > end {
            return Err(incomplete(client, "nobody let the code in before it ended"));
        }
        sleep(wait);
        match next(client.redeem(&request)) {
            Next::Done(answer) => return Ok(answer),
            Next::Wait => {}
            Next::WaitLonger => wait_seconds += SLOWER_SECONDS,
            Next::Over(reason) => return Err(incomplete(client, reason)),
            Next::Failed(error) => return Err(error.into()),
        }
    }
}

/// What to do after one answer.
#[derive(Debug)]
enum Next {
    Done(TokenAnswer),
    Wait,
    WaitLonger,
    Over(String),
    Failed(meshery_client::Error),
}

fn next(answer: Result<Redeemed, meshery_client::Error>) -> Next {
    use meshery_client::Error as Client;
    match answer {
        Ok(Redeemed::Token(answer)) => Next::Done(answer),
        Ok(Redeemed::Refusal(refusal)) => match refusal.error.as_str() {
            "authorization_pending" => Next::Wait,
            "slow_down" => Next::WaitLonger,
            "access_denied" => Next::Over("the person in the browser did not let this client in".to_owned()),
            "expired_token" => Next::Over("nobody let the code in before it ended".to_owned()),
            error => Next::Over(format!("{} ({error})", refusal.error_description)),
        },
        // A server that restarts, or asks for patience, may still know the code.
        Err(Client::Unreachable { .. } | Client::Interrupted { .. }) => Next::WaitLonger,
        Err(Client::Refused { problem }) if matches!(problem.status, 429 | 503) => Next::WaitLonger,
        Err(Client::Status { status: 429 | 502 | 503, .. }) => Next::WaitLonger,
        Err(error) => Next::Failed(error),
    }
}

/// Leaves out what would change the terminal.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use meshery_api::Problem;
    use meshery_api::identity::TokenRefusal;

    use super::*;

    fn refused(error: &str) -> Next {
        let error_description = "it says why".to_owned();
        next(Ok(Redeemed::Refusal(TokenRefusal { error: error.to_owned(), error_description })))
    }

    #[test]
    fn each_refusal_means_what_the_standard_says() {
        assert!(matches!(refused("authorization_pending"), Next::Wait));
        assert!(matches!(refused("slow_down"), Next::WaitLonger));
        assert!(matches!(refused("access_denied"), Next::Over(_)));
        assert!(matches!(refused("expired_token"), Next::Over(_)));
        assert!(
            matches!(refused("invalid_grant"), Next::Over(reason) if reason == "it says why (invalid_grant)")
        );
    }

    #[test]
    fn a_server_in_trouble_is_asked_again() {
        let busy = Problem { status: 429, ..Problem::default() };
        let busy = meshery_client::Error::Refused { problem: Box::new(busy) };
        assert!(matches!(next(Err(busy)), Next::WaitLonger));
        let gone = meshery_client::Error::Status { url: String::new(), status: 404 };
        assert!(matches!(next(Err(gone)), Next::Failed(_)));
    }
}
