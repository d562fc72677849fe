//! Signing in a program on the person's own machine: a code goes through the browser to a loopback address
//! (RFC 8252), good only together with the program's verifier (RFC 7636).

use jiff::SignedDuration;
use meshery_identity::{Error as Refused, Principal, random};
use meshery_model::UserId;
use meshery_store::SessionKind;
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::sessions::Visitor;
use super::sign_in::{SignedIn, add_grant, open, take_grant};
use crate::{Ctx, Error};

/// Purpose of grants that are such codes.
const CODE: &str = "code";
/// How long a code is good.
const PATIENCE: SignedDuration = SignedDuration::from_mins(1);
/// Characters of a challenge: SHA-256 in unpadded base64url.
const CHALLENGE_LENGTH: usize = 43;

/// What a program asks for.
#[derive(Clone, Debug, Default)]
pub struct Authorization {
    /// What the program calls itself.
    pub client: String,
    /// Where it listens.
    pub redirect_uri: String,
    /// What it wants back.
    pub state: String,
    /// Its challenge.
    pub challenge: String,
    /// How the challenge was made.
    pub challenge_method: String,
}

/// What belongs to a code.
#[derive(Serialize, Deserialize)]
struct Code {
    user: UserId,
    client: String,
    redirect_uri: String,
    challenge: String,
}

/// Lets a program act for `who`. Returns where the browser goes.
///
/// # Errors
/// When the request is not safe: another address than loopback, or no challenge; or `who` is a program itself.
pub async fn authorize(ctx: &Ctx, who: &Principal, request: Authorization) -> Result<Url, Error> {
    who.require_person()?;
    let mut target = loopback(&request.redirect_uri)?;
    let wrong = |reason: &str| Err(Refused::WrongAuthorization { reason: reason.to_owned() }.into());
    if request.challenge_method != "S256" {
        return wrong("`code_challenge_method` has to be `S256`");
    }
    let is_base64url = |letter: u8| letter.is_ascii_alphanumeric() || b"-_".contains(&letter);
    if request.challenge.len() != CHALLENGE_LENGTH || !request.challenge.bytes().all(is_base64url) {
        return wrong("`code_challenge` has to be a SHA-256 in unpadded base64url");
    }
    if !(8..=256).contains(&request.state.len()) {
        return wrong("`state` has to have 8 to 256 characters");
    }
    let secret = random::secret()?;
    let code = Code {
        user: who.id(),
        client: request.client,
        redirect_uri: request.redirect_uri,
        challenge: request.challenge,
    };
    add_grant(ctx, CODE, &secret, &code, PATIENCE).await?;
    target.query_pairs_mut().append_pair("code", &secret).append_pair("state", &request.state);
    tracing::info!(user.id = %who.id(), "a program was let in");
    Ok(target)
}

/// Exchanges a code. `None` when it is unknown, used, over, or not this program's.
///
/// # Errors
/// When the store fails.
pub async fn exchange_code(
    ctx: &Ctx,
    visitor: &Visitor,
    code: &str,
    verifier: &str,
    redirect_uri: &str,
) -> Result<Option<SignedIn>, Error> {
    ctx.identity.beginnings.count(&visitor.key())?;
    let Some(code) = take_grant::<Code>(ctx, CODE, code).await? else { return Ok(None) };
    if code.redirect_uri != redirect_uri || code.challenge != random::pkce_challenge(verifier) {
        return Ok(None);
    }
    let mut unit = ctx.store.begin().await?;
    let Some(user) = unit.lookup_user(code.user).await? else { return Ok(None) };
    open(ctx, unit, user, SessionKind::Cli, &code.client, None).await.map(Some)
}

/// Reads an address on the person's own machine.
fn loopback(address: &str) -> Result<Url, Refused> {
    let wrong = || Refused::WrongAuthorization {
        reason: "`redirect_uri` has to be http on 127.0.0.1, [::1] or localhost, with a port".to_owned(),
    };
    let url = Url::parse(address).map_err(|_| wrong())?;
    let is_loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if url.scheme() == "http" && is_loopback && is_plain && url.port().is_some() {
        Ok(url)
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::loopback;

    #[test]
    fn codes_go_to_the_own_machine_only() {
        for address in ["http://127.0.0.1:4000/callback", "http://[::1]:4000/", "http://localhost:4000/x"] {
            assert!(loopback(address).is_ok(), "{address}");
        }
        for address in [
            "https://evil.example/callback",
            "http://evil.example:4000/",
            "http://127.0.0.1.evil.example:4000/",
            "http://localhost.evil.example:1/",
            "http://user@127.0.0.1:4000/",
            "http://127.0.0.1@evil.example:4000/",
            "http://127.0.0.1:4000/#x",
            "http://127.0.0.1/",
            "javascript:alert(1)",
            "",
        ] {
            assert!(loopback(address).is_err(), "{address}");
        }
    }
}
