//! What a registry wants to see before it answers: a token from the host it names, or a password.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::header::{self, HeaderValue};
use http_auth::ChallengeRef;
use secrecy::ExposeSecret;
use serde::Deserialize;
use url::Url;

use super::Credentials;
use crate::answer::Answer;
use crate::request::Request;
use crate::target::shown;
use crate::{Error, Fetcher, target};

/// Largest answer with a token, in bytes.
const LARGEST: u64 = 256 << 10;

/// Answers the challenge of a registry.
pub(crate) async fn obtain(
    fetcher: &Fetcher,
    challenged: &Answer,
    scope: &str,
    credentials: Option<&Credentials>,
) -> Result<HeaderValue, Error> {
    let denied = || Error::Denied { url: shown(&challenged.url) };
    let headers = challenged.headers.get_all(header::WWW_AUTHENTICATE).iter();
    let challenges: Vec<_> = headers
        .filter_map(|value| http_auth::parse_challenges(value.to_str().ok()?).ok())
        .flatten()
        .collect();
    if let Some(bearer) = find(&challenges, "bearer") {
        let url = token_url(&challenged.url, bearer, scope)?;
        return token(fetcher, url, credentials).await;
    }
    match (find(&challenges, "basic"), credentials) {
        (Some(_), Some(credentials)) => basic(credentials),
        _ => Err(denied()),
    }
}

fn find<'c, 'i>(challenges: &'c [ChallengeRef<'i>], scheme: &str) -> Option<&'c ChallengeRef<'i>> {
    challenges.iter().find(|challenge| challenge.scheme.eq_ignore_ascii_case(scheme))
}

/// Makes the address of a token. It may be on another host, never without TLS where the registry has it: a
/// password may go there.
fn token_url(registry: &Url, challenge: &ChallengeRef<'_>, scope: &str) -> Result<Url, Error> {
    let unfit = |reason| Error::Answer { url: shown(registry), reason };
    let parameter = |name: &str| {
        let found = challenge.params.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_unescaped())
    };
    let realm = parameter("realm").ok_or_else(|| unfit("it does not say where to get a token"))?;
    let mut url = target::parse(&realm).map_err(|_| unfit("it names no address to get a token from"))?;
    if registry.scheme() == "https" && url.scheme() != "https" {
        return Err(unfit("it wants a token to be fetched without TLS"));
    }
    url.query_pairs_mut()
        .extend_pairs(parameter("service").map(|service| ("service", service)))
        .append_pair("scope", &parameter("scope").unwrap_or_else(|| scope.to_owned()));
    Ok(url)
}

#[derive(Deserialize)]
struct Token {
    #[serde(alias = "access_token")]
    token: String,
}

async fn token(fetcher: &Fetcher, url: Url, credentials: Option<&Credentials>) -> Result<HeaderValue, Error> {
    let authorization = credentials.map(basic).transpose()?;
    let answer = fetcher.send(Request::get(url).authorized(authorization.as_ref())).await?.successful()?;
    let unfit = Error::Answer { url: shown(&answer.url), reason: "what it sends is no token" };
    let bytes = answer.bytes(LARGEST).await?;
    match serde_json::from_slice::<Token>(&bytes) {
        Ok(Token { token }) => sensitive(&format!("Bearer {token}")).ok_or(unfit),
        Err(_) => Err(unfit),
    }
}

fn basic(credentials: &Credentials) -> Result<HeaderValue, Error> {
    let pair = format!("{}:{}", credentials.username, credentials.password.expose_secret());
    sensitive(&format!("Basic {}", BASE64_STANDARD.encode(pair)))
        .ok_or_else(|| Error::Url { reason: "the credentials can't be sent in a request".to_owned() })
}

fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(registry: &str, header: &str) -> Result<String, Error> {
        let challenges = http_auth::parse_challenges(header).expect("challenges");
        let registry = Url::parse(registry).expect("an address");
        token_url(&registry, find(&challenges, "bearer").expect("bearer"), "repository:r:pull")
            .map(String::from)
    }

    #[test]
    fn the_challenge_says_where_a_token_comes_from() {
        let header = r#"Bearer realm="https://auth.example/token?x=1",service="registry.example",scope="repository:r:pull""#;
        assert_eq!(
            url("https://registry.example/v2/", header).expect("an address"),
            "https://auth.example/token?x=1&service=registry.example&scope=repository%3Ar%3Apull"
        );
        let header = r#"bearer realm="https://auth.example/token""#;
        assert_eq!(
            url("https://registry.example/v2/", header).expect("an address"),
            "https://auth.example/token?scope=repository%3Ar%3Apull"
        );
    }

    #[test]
    fn tokens_are_not_fetched_without_tls_for_a_registry_that_has_it() {
        let header = r#"Bearer realm="http://auth.example/token""#;
        assert!(url("https://registry.example/", header).is_err());
        assert!(url("http://127.0.0.1:5000/", header).is_ok());
        assert!(url("https://registry.example/", r#"Bearer service="x""#).is_err());
        assert!(url("https://registry.example/", r#"Bearer realm="/token""#).is_err());
    }
}
