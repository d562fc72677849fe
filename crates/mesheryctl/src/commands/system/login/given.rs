//! Takes a token that somebody else made: an API token, or a whole token file, from standard input.

use std::io::{self, IsTerminal as _, Read};

use meshery_api::identity::TokenFile;
use meshery_client::{Client, Credentials};
use serde_json::{Value, json};

use super::provider;
use crate::config::Context;
use crate::env::Env;
use crate::error::Error;

/// Most bytes of a token.
const LIMIT: u64 = 64 << 10;

/// Reads a token, asks the server whose it is, and returns what belongs into the token file.
///
/// # Errors
/// When there is no token, or the server does not accept it.
pub fn sign_in(named: Option<&str>, client: &Client, context: &Context, env: &Env) -> Result<Value, Error> {
    if io::stdin().is_terminal() {
        let message =
            "`--token-stdin` reads from a file or a pipe, not from a terminal that would show the token";
        return Err(Error::Argument { message: message.to_owned() });
    }
    let TokenFile { provider: found, token } = read(io::stdin().lock())?;
    let provider = match named {
        None => found,
        Some(named) => {
            let providers = client.providers()?.read()?;
            provider::named(&providers, named)?.provider_name.clone()
        }
    };
    let credentials = Credentials { provider: provider.clone(), token: token.clone() };
    let user = env.client_with(context, credentials)?.user()?.read()?;
    if !provider.is_empty() && provider != user.provider {
        let message = format!("the token is one of {}, not of {provider}", user.provider);
        return Err(Error::Argument { message });
    }
    Ok(json!(TokenFile { provider: user.provider, token }))
}

/// Reads a token alone, or in a token file.
fn read(input: impl Read) -> Result<TokenFile, Error> {
    let wrong = |message: &str| Error::Argument { message: message.to_owned() };
    let mut text = String::new();
    input
        .take(LIMIT + 1)
        .read_to_string(&mut text)
        .map_err(|source| Error::Read { name: "standard input".to_owned(), source })?;
    if text.len() as u64 > LIMIT {
        return Err(wrong("standard input holds more than a token"));
    }
    let text = text.trim();
    let file = if text.starts_with('{') {
        serde_json::from_str(text).map_err(|_| wrong("standard input holds no token file"))?
    } else {
        TokenFile { provider: String::new(), token: text.to_owned() }
    };
    match file.token.as_str() {
        "" => Err(wrong("standard input holds no token")),
        token if token.chars().all(|c| c.is_ascii_graphic() && !matches!(c, ';' | ',' | '"')) => Ok(file),
        _ => Err(wrong("what standard input holds is no token: it has characters that tokens don't have")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str) -> Result<(String, String), String> {
        let file = read(text.as_bytes()).map_err(|error| error.to_string())?;
        Ok((file.provider, file.token))
    }

    #[test]
    fn a_token_comes_alone_or_in_its_file() {
        assert_eq!(token(" a.b-c=\n"), Ok((String::new(), "a.b-c=".to_owned())));
        let file = "{\"meshery-provider\": \"Dex\", \"token\": \"abc\", \"more\": 1}";
        assert_eq!(token(file), Ok(("Dex".to_owned(), "abc".to_owned())));
    }

    #[test]
    fn what_is_no_token_is_refused_without_repeating_it() {
        for wrong in ["", " \n", "two words", "{\"token\": secret}", "a;secret", &"secret".repeat(20_000)] {
            let error = token(wrong).expect_err("no token");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
