//! What an issuer says about a user, and what follows from it here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{LEEWAY, Oidc};
use crate::{Arrival, BuiltInRole, Error, Provider as _};

/// Members of an id token or of the user info.
pub(super) struct Claims(Map<String, Value>);

impl Claims {
    /// Reads the members of a token whose signature was checked.
    pub(super) fn read(token: &str) -> Option<Self> {
        Self::from_json(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?)
    }

    pub(super) fn from_json(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().map(Self)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Takes over what is missing from the user info, if that is about the same user.
    pub(super) fn complete_with(&mut self, more: Option<Self>) {
        let Some(more) = more.filter(|more| more.text("sub") == self.text("sub")) else { return };
        for (name, value) in more.0 {
            self.0.entry(name).or_insert(value);
        }
    }

    pub(super) fn has_not_begun(&self, now: Timestamp) -> bool {
        self.0.get("nbf").and_then(Value::as_i64).is_some_and(|second| second > now.as_second() + LEEWAY)
    }

    /// Returns the mail address, unless the issuer says that nobody checked it.
    pub(super) fn email(&self) -> Option<&str> {
        let checked =
            self.0.get("email_verified").is_none_or(|value| *value == Value::Bool(true) || *value == "true");
        self.text("email").filter(|_| checked)
    }

    /// Tells whether the issuer says that the mail address was checked.
    fn has_verified_email(&self) -> bool {
        self.0.get("email_verified").is_some_and(|value| *value == Value::Bool(true) || *value == "true")
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// Returns the texts of a list, or the one text.
    fn texts(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(text)) => vec![text],
            _ => Vec::new(),
        }
    }
}

/// Tells whether a token says that it comes from this issuer. Proves nothing; it only finds who could.
pub(super) fn is_issued_by(token: &str, issuer: &str) -> bool {
    Claims::read(token).is_some_and(|claims| claims.text("iss") == Some(issuer))
}

impl Oidc {
    /// Says who the user is here, and which roles follow.
    pub(super) fn arrival(&self, claims: &Claims) -> Result<Arrival, Error> {
        let subject = claims.text("sub").ok_or_else(|| self.failed("the token names nobody"))?;
        let roles = self.roles(claims);
        if roles.is_empty() {
            return Err(Error::NoRole { provider: self.settings.name.clone() });
        }
        let (first, last) = names(claims);
        Ok(Arrival {
            subject: subject.to_owned(),
            login: claims.text("preferred_username").or(claims.email()).unwrap_or(subject).to_owned(),
            email: claims.email().unwrap_or_default().to_owned(),
            first_name: first,
            last_name: last,
            avatar_url: claims
                .text("picture")
                .filter(|url| url.starts_with("https://"))
                .unwrap_or_default()
                .to_owned(),
            roles,
            held: None,
            until: claims.0.get("exp").and_then(Value::as_i64).map(|second| second.saturating_add(LEEWAY)),
        })
    }

    fn roles(&self, claims: &Claims) -> Vec<String> {
        let groups = claims.texts(&self.settings.groups_claim);
        let mut roles: Vec<String> =
            groups.iter().filter_map(|group| self.settings.roles.get(*group)).cloned().collect();
        let is_admin = claims.has_verified_email()
            && claims.email().is_some_and(|email| {
                self.settings.admins.iter().any(|admin| admin.eq_ignore_ascii_case(email))
            });
        if is_admin {
            roles.push(BuiltInRole::ADMIN.to_owned());
        }
        if roles.is_empty() && !self.settings.default_role.is_empty() {
            roles.push(self.settings.default_role.clone());
        }
        roles.sort();
        roles.dedup();
        roles
    }
}

fn names(claims: &Claims) -> (String, String) {
    let given = claims.text("given_name");
    let family = claims.text("family_name");
    match (given, family, claims.text("name")) {
        (None, None, Some(name)) => {
            let (first, last) = name.split_once(' ').unwrap_or((name, ""));
            (first.to_owned(), last.to_owned())
        }
        (first, last, _) => (first.unwrap_or_default().to_owned(), last.unwrap_or_default().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::OidcSettings;

    fn oidc(settings: &Value) -> Oidc {
        let mut all = json!({
            "name": "Acme", "issuer": "https://id.example.com", "client_id": "meshery",
            "roles": {"platform": "admin", "dev": "editor"}, "admins": ["ada@example.com"],
        });
        all.as_object_mut().expect("object").extend(settings.as_object().cloned().unwrap_or_default());
        Oidc::new(serde_json::from_value::<OidcSettings>(all).expect("settings")).expect("provider")
    }

    fn arrival(oidc: &Oidc, claims: &Value) -> Result<Arrival, Error> {
        oidc.arrival(&Claims(claims.as_object().cloned().expect("object")))
    }

    #[test]
    fn groups_become_roles() {
        let claims = json!({"sub": "1", "groups": ["dev", "other"], "preferred_username": "ada", "name": "Ada Lovelace"});
        let arrival = arrival(&oidc(&json!({})), &claims).expect("arrival");
        assert_eq!(arrival.roles, ["editor"]);
        assert_eq!(
            (arrival.login.as_str(), arrival.first_name.as_str(), arrival.last_name.as_str()),
            ("ada", "Ada", "Lovelace")
        );
    }

    #[test]
    fn who_has_no_group_gets_the_default_or_is_kept_out() {
        let claims = json!({"sub": "1", "groups": "other"});
        assert_eq!(arrival(&oidc(&json!({})), &claims).expect("arrival").roles, ["viewer"]);
        let strict = oidc(&json!({"default_role": ""}));
        assert!(matches!(arrival(&strict, &claims), Err(Error::NoRole { .. })));
    }

    #[test]
    fn only_a_checked_mail_address_makes_an_administrator() {
        let with =
            |verified: Value| json!({"sub": "1", "email": "Ada@example.com", "email_verified": verified});
        assert_eq!(arrival(&oidc(&json!({})), &with(json!(true))).expect("arrival").roles, ["admin"]);
        let unchecked = arrival(&oidc(&json!({})), &with(json!(false))).expect("arrival");
        assert_eq!((unchecked.roles, unchecked.email), (vec!["viewer".to_owned()], String::new()));
        let silent = json!({"sub": "1", "email": "ada@example.com"});
        assert_eq!(arrival(&oidc(&json!({})), &silent).expect("arrival").roles, ["viewer"]);
    }

    #[test]
    fn user_info_of_somebody_else_is_not_taken_over() {
        let mut claims = Claims(json!({"sub": "1"}).as_object().cloned().expect("object"));
        claims.complete_with(Claims::from_json(br#"{"sub": "2", "groups": ["platform"]}"#));
        assert!(!claims.has("groups"));
        claims.complete_with(Claims::from_json(br#"{"sub": "1", "groups": ["dev"]}"#));
        assert_eq!(claims.texts("groups"), ["dev"]);
    }
}
