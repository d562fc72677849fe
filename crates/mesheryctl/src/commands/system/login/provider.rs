//! Which provider vouches: the one that was named, that of the context, the only one, or the one a person picks.

use meshery_api::identity::{Provider, Providers};

use crate::env::Env;
use crate::error::Error;

/// Returns the provider that is to vouch. `None` when only a person can choose.
///
/// # Errors
/// When the one that was named does not exist, or there is none at all.
pub fn find<'a>(
    providers: &'a Providers,
    named: Option<&str>,
    preferred: &str,
) -> Result<Option<&'a Provider>, Error> {
    if let Some(wanted) = named {
        return self::named(providers, wanted).map(Some);
    }
    let mut all = providers.0.values();
    match (all.next(), all.next()) {
        (None, _) => Err(Error::Argument { message: "the server offers no provider".to_owned() }),
        (Some(only), None) => Ok(Some(only)),
        _ => Ok(lookup(providers, preferred)),
    }
}

/// Returns the provider of a name.
///
/// # Errors
/// When there is none.
pub fn named<'a>(providers: &'a Providers, wanted: &str) -> Result<&'a Provider, Error> {
    lookup(providers, wanted).ok_or_else(|| Error::Argument {
        message: format!("the server has no provider `{wanted}`, only {}", names(providers)),
    })
}

/// Returns the provider of a name, whatever its case. None is also called Local.
fn lookup<'a>(providers: &'a Providers, wanted: &str) -> Option<&'a Provider> {
    let is = |name: &str| name.eq_ignore_ascii_case(wanted);
    let exact = providers.0.values().find(|provider| is(&provider.provider_name));
    let other_name = match () {
        () if is("local") => "None",
        () if is("none") => "Local",
        () => return exact,
    };
    exact.or_else(|| providers.0.values().find(|provider| provider.provider_name == other_name))
}

/// Asks a person.
///
/// # Errors
/// When nobody can be asked, or the answer is none.
pub fn ask<'a>(providers: &'a Providers, env: &Env) -> Result<&'a Provider, Error> {
    let all: Vec<&Provider> = providers.0.values().collect();
    let missing = || Error::Argument {
        message: format!("name a provider with `--provider`, one of {}", names(providers)),
    };
    if !env.is_interactive() {
        return Err(missing());
    }
    let options: Vec<&str> = all.iter().map(|provider| provider.provider_name.as_str()).collect();
    let chosen = env.choose("Sign in with which provider?", &options)?;
    chosen.and_then(|position| all.get(position).copied()).ok_or_else(missing)
}

/// Names all providers in one line.
fn names(providers: &Providers) -> String {
    let names: Vec<&str> = providers.0.values().map(|provider| provider.provider_name.as_str()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use meshery_api::identity::SignIn;

    use super::*;

    fn providers(names: &[&str]) -> Providers {
        let provider = |name: &str| Provider {
            provider_type: "remote".to_owned(),
            provider_name: name.to_owned(),
            provider_description: Vec::new(),
            provider_url: String::new(),
            sign_in: SignIn::Redirect,
            capabilities: Vec::new(),
        };
        Providers(names.iter().map(|name| ((*name).to_owned(), provider(name))).collect())
    }

    fn found(offered: &[&str], named: Option<&str>, preferred: &str) -> Result<Option<String>, String> {
        let providers = providers(offered);
        let found = find(&providers, named, preferred).map_err(|error| error.to_string())?;
        Ok(found.map(|provider| provider.provider_name.clone()))
    }

    #[test]
    fn the_named_one_wins_over_that_of_the_context() {
        assert_eq!(found(&["Accounts", "Dex"], Some("dEX"), "Accounts"), Ok(Some("Dex".to_owned())));
        assert_eq!(found(&["Accounts", "Dex"], None, "accounts"), Ok(Some("Accounts".to_owned())));
        assert_eq!(found(&["Accounts", "Dex"], None, "Meshery"), Ok(None));
        assert_eq!(found(&["Accounts"], None, "None"), Ok(Some("Accounts".to_owned())));
    }

    #[test]
    fn none_and_local_are_one() {
        assert_eq!(found(&["Dex", "None"], Some("local"), ""), Ok(Some("None".to_owned())));
        assert_eq!(found(&["Dex", "Local"], Some("none"), ""), Ok(Some("Local".to_owned())));
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let error = "the server has no provider `Other`, only Accounts, Dex".to_owned();
        assert_eq!(found(&["Accounts", "Dex"], Some("Other"), "Dex"), Err(error));
        assert!(found(&[], None, "").is_err());
    }
}
